#!/usr/bin/env bash
# The text of a Swift value can differ from process to process, with nothing random in it: it holds an address where a private type lies within another value.
#
# Packages:  Swift 6.3.1 for Linux; seen on 2026-11-29.
# Expected:  "\(error)" of an enumeration without any description of its own tells its cases, and the same ones each time. So logs and
#            recorded runs of tests are compared by it.
# Behaviour: A case alone does. Where it holds a value of a private or local type, that is told with the full name of the type, in which an
#            address stands for what has no name: another one in each process, since programs are loaded at random places.
# Seen:      lost(in: names.(unknown context at $55d2da17d114).Place.here)
#            lost(in: names.(unknown context at $55c987404114).Place.here)
# Who is misled: whoever compares logs, snapshots or digests of runs byte for byte; tests mostly have private types.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >names.swift <<'SWIFT'
private enum Place { case here }
private enum Fault: Error { case lost(in: Place) }
print("\(Place.here) \(Fault.lost(in: .here))")
SWIFT
swiftc names.swift -o names

for try in 1 2 3; do ./names; done | tee seen
[ "$(sort -u seen | wc -l)" -gt 1 ] || { echo "this has changed: expected other text in each process"; exit 1; }
grep -q '^here lost(in: .*unknown context at' seen || { echo "this has changed: expected an address"; exit 1; }
echo "as seen"
