#!/usr/bin/env bash
# After ninja has recompacted its log, a row of the last build stands where the output's first row stood.
#
# Packages:  ninja 1.13.0 from PyPI (Kitware's build of ninja); seen on 2026-11-28.
# Expected:  rows in the order in which commands ended, as they are appended; once superseded rows are
#            taken away, what remains is still in that order, and the last row is what ended last.
# Behaviour: three outputs are built, then the first of them again. `ninja -t recompact` (which ninja also does
#            by itself at the start of a build, once there are over 100 rows and over 3 for each output) keeps the
#            newest row of each output, but in the order in which outputs first came into the log. The row of
#            the second build stands before those of the first, and its times, which count from the
#            start of its own build, fit in there as if it had run first.
# Seen:      before: first second third first      after: first second third
#            the row `first` that is kept is that of the second build
# Who is misled: whoever reads the builds of a log from its order, or takes the last rows for the last build.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check ninja==1.13.0
ninja() { tools/bin/ninja -C build "$@" >/dev/null; }

mkdir build
touch build/source
cat >build/build.ninja <<'BUILD'
rule make
  command = sleep $seconds && touch $out
build first: make source
  seconds = 0.1
build second: make
  seconds = 0.4
build third: make
  seconds = 0.7
BUILD

rows() { tail -n +2 build/.ninja_log | cut -f 4 | paste -sd ' '; }
# The third column and the output of the rows of an output: it says when the command began.
times_of() { awk -F '\t' -v output="$1" '$4 == output { print $3 }' build/.ninja_log; }

ninja -j3
sleep 1
touch build/source
ninja -j3
before=$(rows)
newest=$(times_of first | tail -n 1)
ninja -t recompact
after=$(rows)
kept=$(times_of first)

echo "before: $before"
echo "after:  $after"
[ "$before" = "first second third first" ] && [ "$after" = "first second third" ] &&
  [ "$kept" = "$newest" ] && echo "as seen: the row that is kept is that of the second build" && exit 0
echo "this has changed: expected the newest row of each output where its first one stood" >&2
exit 1
