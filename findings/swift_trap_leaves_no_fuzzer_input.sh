#!/usr/bin/env bash
# A trap in Swift code under libFuzzer leaves no input, unless Swift's own backtraces are turned off.
#
# Packages:  the Swift 6.3.1 toolchain for Linux, with the libFuzzer that it brings (-sanitize=fuzzer); seen on
#            2026-11-28.
# Expected:  an input on which the code traps is written to a file `crash-…`, as libFuzzer does for programs in C,
#            so that it can be looked at and run again.
# Behaviour: Swift's runtime handles the signal of a trap itself, prints a backtrace and ends the program before
#            libFuzzer sees the signal: no file. With SWIFT_BACKTRACE=enable=no libFuzzer sees it and writes the file.
# Seen:      as it is: 0 files      with SWIFT_BACKTRACE=enable=no: 1 file, which holds the input
# Who is misled: whoever fuzzes Swift code and looks for inputs in files: the fuzzer has found something, and there is
#            nothing to mend it by.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# A function of ours that traps on purpose.
cat >trap.swift <<'SWIFT'
@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  if count == 3, bytes[0] == 97, bytes[1] == 98, bytes[2] == 99 { fatalError("trapped on purpose") }
  return 0
}
SWIFT
printf abc >seed
swiftc -O -parse-as-library -sanitize=fuzzer trap.swift -o fuzz

# Runs the fuzzer on that one input; says how many inputs it left.
inputs() {
  mkdir "$1" && mkdir "$1/corpus" && cp seed "$1/corpus/"
  env "${@:2}" ./fuzz -runs=1 -artifact_prefix="$1/" "$1/corpus" >"$1/output" 2>&1 || true
  find "$1" -maxdepth 1 -name 'crash-*' | wc -l
}

as_it_is=$(inputs as-it-is -u SWIFT_BACKTRACE)
turned_off=$(inputs turned-off SWIFT_BACKTRACE=enable=no)
echo "as it is: $as_it_is files"
echo "with SWIFT_BACKTRACE=enable=no: $turned_off files"
[ "$as_it_is" = 0 ] && [ "$turned_off" = 1 ] && cmp --quiet seed turned-off/crash-* &&
  echo "as seen: only without Swift's backtraces is the input left" && exit 0
echo "this has changed: expected no input as it is, and the input with SWIFT_BACKTRACE=enable=no" >&2
exit 1
