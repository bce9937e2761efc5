"""The scenario of the benchmark's task graph, loaded by PyYAML: usage `yaml_load.py SCENARIO`.

Uses the loader that has libyaml under it, which is PyYAML's fastest. Prints the processor time of a
load, the best of three, and the bytes of memory that the first took at the peak beside the text.
"""

import sys
import time

import yaml


def peak():
    # Not getrusage: its peak may be that of the program by which this one was started.
    with open("/proc/self/status") as status:
        line = next(line for line in status if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


with open(sys.argv[1], "rb") as file:
    text = file.read()
before = peak()
times = []
memory = 0
for _ in range(3):
    start = time.process_time()
    scenario = yaml.load(text, Loader=yaml.CSafeLoader)
    times.append(time.process_time() - start)
    assert scenario["tasks"]
    memory = memory or peak() - before
    del scenario
print(min(times), memory)
