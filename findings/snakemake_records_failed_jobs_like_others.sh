#!/usr/bin/env bash
# The record that snakemake keeps of a file whose job failed is that of a job that succeeded, with the same keys, a start,
# an end, and `incomplete` false.
#
# Packages:  snakemake 9.27.1 from PyPI; seen on 2026-11-30
# Expected:  .snakemake/metadata says what made each file: for a job that failed, whose output snakemake takes away,
#            there is no record, or one that says so (`incomplete`, which is in each of them).
# Behaviour: of two jobs one exits with status 1 before it makes its file, and the command exits with 1. Both have a record;
#            only that the file is not there tells them apart.
# Seen:      made: succeeded, incomplete False, file there; lost: failed, incomplete False, file not there; the keys are
#            the same
# Who is misled: whoever reads times of jobs from the records, as reports and performance tools do: the job that failed is
#            one that took so long and succeeded.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check "snakemake==9.27.1"

cat >Snakefile <<'EOF'
rule all:
    input: "made", "lost"
rule make:
    output: "made"
    shell: "sleep 0.2; touch {output}"
rule lose:
    output: "lost"
    shell: "sleep 0.2; exit 1"
EOF
status=0
tools/bin/snakemake --cores 2 --keep-going >log 2>&1 || status=$?

STATUS=$status python3 - <<'EOF'
import base64
import json
import os
import sys

records = {}
for name in os.listdir(".snakemake/metadata"):
    path = base64.urlsafe_b64decode(name + "===").decode()
    records[path] = json.load(open(f".snakemake/metadata/{name}"))
print("status of the command:", os.environ["STATUS"])
for path, record in sorted(records.items()):
    took = record["endtime"] - record["starttime"]
    print(f"{path}: incomplete {record['incomplete']}, took {took:.1f} s, file there: {os.path.exists(path)}")
made, lost = records.get("made"), records.get("lost")
if (
    os.environ["STATUS"] == "1" and made and lost
    and made["incomplete"] is False and lost["incomplete"] is False
    and made.keys() == lost.keys() and lost["endtime"] > lost["starttime"]
    and os.path.exists("made") and not os.path.exists("lost")
):
    print("as seen")
else:
    print("this has changed: expected a record of the failed job like that of the other", file=sys.stderr)
    sys.exit(1)
EOF
