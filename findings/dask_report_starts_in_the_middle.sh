#!/usr/bin/env bash
# In a performance report of dask the column `start` of the task stream is the middle of the task.
#
# Packages:  dask and distributed 2026.8.0, bokeh 3.9.2 from PyPI; seen on 2026-11-30, and alike with 2022.12.1 and bokeh 2.4.3.
# Expected:  the page that `performance_report` writes holds the tasks as a table with the columns `start`, `duration`, `key`,
#            `worker`; a task runs from `start` for as long as `duration` says, in milliseconds.
# Behaviour: `start` is where Bokeh puts the middle of a rectangle, (start + stop) / 2 of the record that `get_task_stream`
#            gives for the same task. Read as it is named, a long task begins half its time too late, tasks
#            on one thread overlap, and a chain of tasks of different length has gaps that were not there.
# Seen:      of a task that took 1 s, `start` of the page is 0.5 s after `start` of the record
# Who is misled: whoever takes the only record that is left of a run, the page, apart to see when its workers were idle.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check dask==2026.8.0 distributed==2026.8.0 bokeh==3.9.2
cat >run.py <<'PY'
import json, re, time
from dask.distributed import Client, LocalCluster, get_task_stream, performance_report


def nap(seconds):
    time.sleep(seconds)


def tables(value):
    """All columns that a document of Bokeh holds, table by table."""
    if isinstance(value, dict):
        if isinstance(value.get("data"), dict) and "entries" in value["data"]:
            yield dict(value["data"]["entries"])
        for part in value.values():
            yield from tables(part)
    elif isinstance(value, list):
        for part in value:
            yield from tables(part)


if __name__ == "__main__":
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0") as cluster, Client(cluster) as client:
        with performance_report(filename="report.html"), get_task_stream(client) as stream:
            client.gather([client.submit(nap, 1.0, pure=False) for _ in range(2)])
    page = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', open("report.html").read(), re.S)
    drawn = next(table for table in tables(json.loads(page[1])) if "worker_thread" in table)
    for record in stream.data:
        phase = record["startstops"][0]
        row = drawn["key"].index(record["key"])
        late = drawn["start"][row] / 1000 - phase["start"]
        print(f"{late:.2f} s after the record, of {phase['stop'] - phase['start']:.2f} s")
PY
seen=$(venv/bin/python run.py 2>/dev/null | tail -n 2)
echo "$seen"
[ "$seen" = "$(printf '0.50 s after the record, of 1.00 s\n%.0s' 1 2)" ] && echo "as seen" && exit 0
echo "this has changed: expected 0.50 s after the record, of 1.00 s, twice" >&2
exit 1
