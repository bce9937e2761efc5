#!/usr/bin/env bash
# With `viztracer --log_async` what a coroutine runs is not on the lane of the thread that runs it.
#
# Packages:  viztracer 1.1.1 from PyPI, on Python 3; seen on 2026-11-30.
# Expected:  the option adds a lane for each task of asyncio; the lane of the thread still shows what the thread ran, as
#            it does without the option.
# Behaviour: each function that runs within a task is on the lane of the task only. The lane of the thread keeps the event
#            loop, with a slice `Context.run` where the task ran: of the same instants one lane says that the
#            loop was at work, another one that the program was.
# Seen:      without the option `work` is on the thread's lane; with it only on those named Task-…, each time within a slice
#            `Context.run` of the thread
# Who is misled: whoever sums up the time of lanes, and counts it twice; whoever leaves the lanes out that are no threads, and
#            finds nothing of the program; whoever compares two traces, one with the option.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check viztracer==1.1.1
cat >program.py <<'PY'
import asyncio, time


async def work():
    time.sleep(0.01)


async def main():
    await asyncio.gather(work(), work())


asyncio.run(main())
PY
cat >lanes.py <<'PY'
import json, sys

events = json.load(open(sys.argv[1]))["traceEvents"]
names = {e["tid"]: e["args"]["name"] for e in events if e["ph"] == "M" and e["name"] == "thread_name"}
slices = [e for e in events if e["ph"] == "X"]
work = [e for e in slices if e["name"].startswith("work ")]
loop = [e for e in slices if e["name"].endswith("Context.run") and not names[e["tid"]].startswith("Task-")]
covered = sum(any(l["ts"] <= e["ts"] and e["ts"] + e["dur"] <= l["ts"] + l["dur"] for l in loop) for e in work)
kinds = {"a task" if names[e["tid"]].startswith("Task-") else "the thread" for e in work}
print(f"work is on the lane of {' and '.join(sorted(kinds))}, {covered} of {len(work)} within Context.run of the thread")
PY
venv/bin/viztracer --quiet -o plain.json program.py >/dev/null
venv/bin/viztracer --quiet --log_async -o tasks.json program.py >/dev/null
seen=$(venv/bin/python lanes.py plain.json; venv/bin/python lanes.py tasks.json)
echo "$seen"
expected="work is on the lane of the thread, 2 of 2 within Context.run of the thread
work is on the lane of a task, 2 of 2 within Context.run of the thread"
[ "$seen" = "$expected" ] && echo "as seen" && exit 0
echo "this has changed: expected" >&2
echo "$expected" >&2
exit 1
