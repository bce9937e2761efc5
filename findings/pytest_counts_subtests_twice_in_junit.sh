#!/usr/bin/env bash
# pytest's JUnit report counts the time of subtests twice, so a test seems to have taken longer than the whole run.
#
# Packages:  pytest 9.2.0 from PyPI; seen on 2026-11-29.
# Expected:  the `time` of a `testcase` is how long the test took, and those of all tests, run one after the other, come to
#            no more than the `time` of their `testsuite`; `tests` counts the test cases that are listed.
# Behaviour: each subtest (`subtests.test()`) adds its time to that of the test that it is in, which holds it already; and
#            it is counted in `tests` though no test case is listed for it.
# Seen:      one test of 3 subtests of 0.2 s each: 1 test case, `tests="4"`, time of the test 1.2 s, of the suite 0.6 s
# Who is misled: whoever compares both times to see what ran in parallel, or shares tests out by their times: a serial run
#            seems to have run two at once, and tests with subtests seem to be the slow ones.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pytest==9.2.0
cat >test_parts.py <<'TEST'
import time

def test_parts(subtests):
    for part in range(3):
        with subtests.test("part", number=part):
            time.sleep(0.2)
TEST
venv/bin/python -m pytest -q -p no:cacheprovider --junitxml=report.xml test_parts.py >/dev/null

venv/bin/python - <<'PY'
import sys
import xml.etree.ElementTree as tree

suite = tree.parse("report.xml").getroot().find("testsuite")
cases = suite.findall("testcase")
whole = float(suite.get("time"))
test = sum(float(case.get("time")) for case in cases)
print(f'{len(cases)} test case, tests="{suite.get("tests")}", test {test:.1f} s, suite {whole:.1f} s')
if len(cases) == 1 and suite.get("tests") == "4" and test > 1.15 and whole < 1:
    print("as seen")
else:
    sys.exit("this has changed: expected a test that takes twice as long as its suite")
PY
