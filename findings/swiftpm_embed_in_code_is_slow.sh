#!/usr/bin/env bash
# A file that SwiftPM embeds in code takes the compiler minutes for each megabyte, and the same file by C's `#embed` no time.
#
# Packages:  Swift 6.3.1 (SwiftPM and clang of the toolchain) on Linux; seen on 2026-11-29.
# Expected:  `resources: [.embedInCode("page.js")]` is made for files that a program holds within itself, such as the scripts
#            of a page: a hundred thousand bytes cost little.
# Behaviour: SwiftPM writes them as a Swift array literal, a number for each byte, which the compiler reads like any other code. A C
#            target beside it, with `#embed` of C23, holds the same bytes at once, and is compiled again when the file changes.
# Seen:      60,000 bytes embedded in code: 14.3 s;  by #embed: 0.5 s (processor time of the whole build)
# Who is misled: whoever embeds what a web page needs, and takes the minutes of each build for those of the own code.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# package NAME RESOURCES: a library that holds the file, and says how many bytes it has.
package() {
  mkdir -p "$1/Sources/Lib" && cat >"$1/Package.swift" <<SWIFT
// swift-tools-version: 6.0
import PackageDescription
let package = Package(name: "$1", targets: [.target(name: "Lib"$2)])
SWIFT
}
head -c 45000 /dev/urandom | base64 -w 0 | head -c 60000 >data.txt

package InCode ', resources: [.embedInCode("data.txt")]'
cp data.txt InCode/Sources/Lib/
echo 'public let count = PackageResources.data_txt.count' >InCode/Sources/Lib/Lib.swift

package InC ''
mkdir InC/Sources/Lib/include
cp data.txt InC/Sources/Lib/
echo 'int lib_count(void);' >InC/Sources/Lib/include/Lib.h
cat >InC/Sources/Lib/lib.c <<'C'
#include "Lib.h"
static const unsigned char data[] = {
#embed "data.txt"
};
int lib_count(void) { return (int)sizeof data; }
C

# Seconds of processor time that a build takes.
seconds() {
  python3 - "$1" <<'PY'
import resource, subprocess, sys
subprocess.run(["swift", "build", "--package-path", sys.argv[1], "--quiet"], check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(round(used.ru_utime + used.ru_stime, 1))
PY
}
code=$(seconds InCode)
c=$(seconds InC)
echo "60,000 bytes embedded in code: $code s; by #embed: $c s"
python3 - "$code" "$c" <<'PY'
import sys
code, c = map(float, sys.argv[1:])
sys.exit(None if code > 3 * c else "this has changed: expected several times as long")
PY
echo "as seen"
