#!/usr/bin/env bash
# pytest-xdist's `--dist load` does not give what is pending to a worker that has nothing to do: each worker
# holds on to the batch that it was given at the start.
#
# Packages:  pytest 9.0.2 and pytest-xdist 3.8.0 from PyPI; seen on 2026-11-28.
# Expected:  `load`, the default of `-n`, is documented to balance: what is pending goes to whoever is free. Of 48 tests
#            on two workers, of which the first six sleep for a second and the others do nothing, each worker
#            takes three of the six, and the run takes three seconds.
# Behaviour: at the start each worker is given a batch of neighbours in the list, a quarter of its share: here six, so
#            that all six that are slow belong to one worker. They stay there though the other worker is done
#            with all the rest at once. `--dist worksteal` gives half of them to the other.
# Seen:      load: 6 s of tests one after the other on one worker;  worksteal: 3 or 4 s on each
# Who is misled: whoever reads a speedup of 1 as "the tests cannot run in parallel", or sorts slow tests to the front,
#            which is the rule for queues that workers draw from one by one.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pytest==9.0.2 pytest-xdist==3.8.0
cat >test_queue.py <<'PY'
import os, time
import pytest

@pytest.mark.parametrize("number", range(48))
def test_job(number):
    if number < 6:
        time.sleep(1)
        with open("slow.txt", "a") as file:
            file.write(os.environ["PYTEST_XDIST_WORKER"] + "\n")
PY

# How many of the slow tests ran on the worker that had most of them.
most_on_one_worker() {
  rm -f slow.txt
  venv/bin/python -m pytest -q -n 2 --dist "$1" -p no:cacheprovider >/dev/null
  sort slow.txt | uniq -c | sort -rn | awk 'NR == 1 { print $1 }'
}

load=$(most_on_one_worker load)
steal=$(most_on_one_worker worksteal)
echo "--dist load:      $load of 6 slow tests on one worker"
echo "--dist worksteal: $steal of 6 slow tests on one worker"
[ "$load" = 6 ] && [ "$steal" -le 4 ] && echo "as seen" && exit 0
echo "this has changed: expected 6, and at most 4" >&2
exit 1
