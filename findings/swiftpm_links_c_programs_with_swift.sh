#!/usr/bin/env bash
# SwiftPM links a program that is in C alone with the library of Swift: it needs that library to start.
#
# Packages:  the Swift 6.3.1 toolchain for Linux; seen on 2026-11-28.
# Expected:  an executable target with nothing but a file in C becomes what the C compiler makes of it: a program that
#            needs the C library.
# Behaviour: the program also needs libswiftCore.so, which it looks for in the folder of the toolchain that built it, and with
#            that the libraries of C++. It uses nothing of them.
# Seen:      cc: libc.so.6      swift build -c release: libc.so.6 libswiftCore.so; for a program that does nothing, 0.9 and
#            1.9 ms of processor time
# Who is misled: whoever puts a helper in C into a package because it has to start fast, or has to run where there is no
#            Swift: it does neither, unless it is linked statically and without Swift's start-up.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# The libraries that a program names itself, in one line.
needed() { readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort | paste -s -d ' '; }

mkdir -p Sources/nothing
echo 'int main(void) { return 0; }' >Sources/nothing/main.c
cat >Package.swift <<'SWIFT'
// swift-tools-version: 6.3
import PackageDescription

let package = Package(name: "nothing", targets: [.executableTarget(name: "nothing")])
SWIFT
cc -O2 Sources/nothing/main.c -o plain
swift build --configuration release --quiet >&2

plain=$(needed plain)
built=$(needed .build/release/nothing)
echo "cc:          $plain"
echo "swift build: $built"
[ "$plain" = "libc.so.6" ] && [ "$built" = "libc.so.6 libswiftCore.so" ] && echo "as seen" && exit 0
echo "this has changed: expected 'libc.so.6' and 'libc.so.6 libswiftCore.so'" >&2
exit 1
