"""The slices of a Chrome trace by thread, within one another: usage `chrome_group.py TRACE`.

What somebody would write to know how long each name ran without what ran within it. Prints the processor
time with Python's own json and with orjson.
"""

import collections
import json
import sys
import time

import orjson


def own_times(trace):
    threads = collections.defaultdict(list)
    for event in trace["traceEvents"]:
        if event["ph"] == "X":
            threads[event["pid"], event["tid"]].append(
                (event["ts"], -event["dur"], event["name"])
            )
    own = collections.Counter()
    for slices in threads.values():
        slices.sort()
        stack = []
        for start, negative, name in slices:
            while stack and stack[-1][0] <= start:
                stack.pop()
            if stack:
                own[stack[-1][1]] += negative
            own[name] -= negative
            stack.append((start - negative, name))
    return own


with open(sys.argv[1], "rb") as file:
    text = file.read()
times = []
for load in (json.loads, orjson.loads):
    start = time.process_time()
    assert own_times(load(text))
    times.append(time.process_time() - start)
print(*times)
