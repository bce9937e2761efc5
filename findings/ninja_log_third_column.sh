#!/usr/bin/env bash
# The third column of .ninja_log is not one thing: up to ninja 1.11 it is when the output was last
# written, in ninja 1.13 it is when the command began.
#
# Packages:  ninja 1.11.1.4 and 1.13.0 from PyPI (Kitware's builds of ninja); seen on 2026-11-28.
# Expected:  `start end mtime output hash`, as log readers name the columns: the third is the time of
#            the output's last change, so that `mtime - end` says when the build began.
# Behaviour: a command that takes two seconds and then writes its output. ninja 1.11 (log v5) writes the
#            time of the output, to the nanosecond. ninja 1.13 (log v7) writes the time at which the command
#            began, two seconds before. Nothing but the version in the first line tells them apart, and
#            a log that a newer ninja goes on writing is rewritten with the new version and old rows.
# Seen:      v5: column - time of the output = 0 ns;  v7: column - time of the output = -2.0 s
# Who is misled: whoever computes from a log when commands ran in the day, or which rows are of one build.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# The version of the log, and by how many seconds its third column is before the time of the output.
observe() {
  python3 -m venv "$1"
  "$1/bin/pip" install --quiet --disable-pip-version-check "ninja==$1"
  mkdir "build-$1"
  printf 'rule wait\n  command = sleep 2 && touch $out\nbuild out: wait\n' >"build-$1/build.ninja"
  "$1/bin/ninja" -C "build-$1" >/dev/null
  local version column written
  version=$(sed -n '1s/.* //p' "build-$1/.ninja_log")
  column=$(sed -n '2p' "build-$1/.ninja_log" | cut -f 3)
  written=$(python3 -c 'import os, sys; print(os.stat(sys.argv[1]).st_mtime_ns)' "build-$1/out")
  echo "$version $(((written - column + 500000000) / 1000000000))"
}

old=$(observe 1.11.1.4)
new=$(observe 1.13.0)
echo "ninja 1.11.1.4: log ${old% *}, third column ${old#* } s before the time of the output"
echo "ninja 1.13.0:   log ${new% *}, third column ${new#* } s before the time of the output"
[ "$old" = "v5 0" ] && [ "$new" = "v7 2" ] && echo "as seen" && exit 0
echo "this has changed: expected 'v5 0' and 'v7 2'" >&2
exit 1
