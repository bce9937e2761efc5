#!/usr/bin/env bash
# In the JUnit report of pytest with the plugin pytest-rerunfailures, each try of a test that failed and was run again stands as a
# test that passed: without a failure, without a mark, and without being counted.
#
# Packages:  pytest 9.2.0 and pytest-rerunfailures 16.7 from PyPI; seen on 2026-11-30.
# Expected:  a try that failed is a `<failure>`, or Maven's `<rerunFailure>` within the test, or is left out; the number in `tests` is
#            that of the `<testcase>`s.
# Behaviour: a test that fails twice and then passes. The terminal says `1 passed, 2 rerun`. The report says `tests="1" failures="0"` and
#            holds three `<testcase>`s of the same name, none of which has anything in it; only their times differ.
# Seen:      tests="1", three cases of test_flaky, no failure in any
# Who is misled: whoever counts, times or shares out tests by such a report: a flaky test is three that pass, and may run on three machines.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check "pytest==9.2.0" "pytest-rerunfailures==16.7"

cat >test_flaky.py <<'PYTHON'
import time

tries = []

def test_flaky():
    tries.append(1)
    time.sleep(0.1 * len(tries))
    assert len(tries) == 3
PYTHON
tools/bin/pytest -q -p no:cacheprovider --reruns 2 --junit-xml report.xml test_flaky.py | tail -1 | tee terminal.txt

python3 - <<'PY'
import sys
import xml.etree.ElementTree as tree

suite = tree.parse("report.xml").getroot().find("testsuite")
cases = suite.findall("testcase")
print(f'tests="{suite.get("tests")}" failures="{suite.get("failures")}", cases:')
for case in cases:
    print("  ", case.get("name"), case.get("time"), [part.tag for part in case])
said = open("terminal.txt").read()
if (
    "1 passed" in said and "2 rerun" in said and suite.get("tests") == "1"
    and suite.get("failures") == "0" and len(cases) == 3 and not any(len(case) for case in cases)
):
    print("as seen")
else:
    print("this has changed: expected three cases of one test, all of which seem to pass", file=sys.stderr)
    sys.exit(1)
PY
