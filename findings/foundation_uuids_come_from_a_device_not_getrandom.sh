#!/usr/bin/env bash
# Foundation's UUID() on Linux opens a device for each one, while all other random numbers of Swift come from getrandom.
#
# Packages:  Swift 6.3.1 for Linux (FoundationEssentials of its toolchain); seen on 2026-11-29.
# Expected:  UUID() takes its bits where SystemRandomNumberGenerator does, from the system call getrandom. Who gives a program its random
#            bytes there has them all.
# Behaviour: Int.random asks for getrandom. UUID() opens the random device, reads from it, and closes it, each time.
# Seen:      100 numbers: 100 of getrandom, 0 of the device
#            100 UUIDs: 0 of getrandom, 100 of the device
# Who is misled: whoever makes runs of a program repeatable by standing before getrandom, and who looks for what keeps a process from
#            making many identifiers a second.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >counts.c <<'C'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdarg.h>
#include <string.h>
#include <sys/syscall.h>
static int system_calls, devices;
int asked_of_getrandom(void) { return system_calls; }
int asked_of_device(void) { return devices; }
long syscall(long number, ...) {
  static long (*next)(long, ...);
  if (!next) next = dlsym(RTLD_NEXT, "syscall");
  va_list list;
  va_start(list, number);
  long a = va_arg(list, long), b = va_arg(list, long), c = va_arg(list, long);
  long d = va_arg(list, long), e = va_arg(list, long), f = va_arg(list, long);
  va_end(list);
  system_calls += number == SYS_getrandom;
  return next(number, a, b, c, d, e, f);
}
int open(const char *path, int flags, ...) {
  static int (*next)(const char *, int, ...);
  if (!next) next = dlsym(RTLD_NEXT, "open");
  va_list list;
  va_start(list, flags);
  int mode = va_arg(list, int);
  va_end(list);
  devices += strcmp(path, "/dev/urandom") == 0;
  return next(path, flags, mode);
}
C
clang -O1 -c counts.c -o counts.o
cat >identifiers.swift <<'SWIFT'
import FoundationEssentials

@_silgen_name("asked_of_getrandom") func ofGetrandom() -> Int32
@_silgen_name("asked_of_device") func ofDevice() -> Int32

func count(_ what: String, _ work: () -> Void) {
  let (calls, devices) = (ofGetrandom(), ofDevice())
  for _ in 0..<100 { work() }
  print("100 \(what): \(ofGetrandom() - calls) of getrandom, \(ofDevice() - devices) of the device")
}

_ = UInt64.random(in: 0...9)
_ = UUID()
nonisolated(unsafe) var sum = 0
count("numbers") { sum &+= Int(truncatingIfNeeded: SystemRandomNumberGenerator.one()) }
count("UUIDs") { sum &+= UUID().uuidString.utf8.count }

extension SystemRandomNumberGenerator {
  static func one() -> UInt64 {
    var generator = SystemRandomNumberGenerator()
    return generator.next()
  }
}
SWIFT
swiftc -swift-version 5 identifiers.swift counts.o -o identifiers

./identifiers | tee seen
grep -qx '100 numbers: 100 of getrandom, 0 of the device' seen || { echo "this has changed: expected getrandom for numbers"; exit 1; }
grep -qx '100 UUIDs: 0 of getrandom, 100 of the device' seen || { echo "this has changed: expected the device for UUIDs"; exit 1; }
echo "as seen"
