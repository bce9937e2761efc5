#!/usr/bin/env bash
# snakemake records that a rule with `run:` began when it was over, so by its metadata the job takes no time.
#
# Packages:  snakemake 9.27.1 from PyPI; seen on 2026-11-29.
# Expected:  `.snakemake/metadata` holds, for each file that was made, `starttime` and `endtime` of its job: for a job that
#            sleeps for a second, a second apart, whether the rule has `shell:` or `run:`.
# Behaviour: so it is with `shell:`. With `run:` the start is written when the job is over, a moment after the end, which
#            is the time of the file: the job seems to take less than nothing. With `--persistence-backend db`
#            the same job is recorded rightly.
# Seen:      shell: 1.0 s;  run: -0.0 s
# Who is misled: whoever sums or draws these times, such as a trace of a workflow: the longest job may be missing, and
#            what waited for it seems to have waited for nothing.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check snakemake==9.27.1
cat >Snakefile <<'RULES'
rule all:
    input: "shell.txt", "run.txt"
rule by_shell:
    output: "shell.txt"
    shell: "sleep 1; echo done > {output}"
rule by_run:
    output: "run.txt"
    run:
        import time
        time.sleep(1)
        with open(output[0], "w") as file:
            file.write("done")
RULES
venv/bin/snakemake -j1 --quiet all >/dev/null 2>&1

venv/bin/python - <<'PY'
import base64, json, pathlib, sys

took = {}
for path in pathlib.Path(".snakemake/metadata").iterdir():
    record = json.loads(path.read_text())
    took[base64.urlsafe_b64decode(path.name).decode()] = record["endtime"] - record["starttime"]
for name in "shell.txt", "run.txt":
    print(f"{name}: {took[name]:.3f} s")
if took["shell.txt"] >= 1 and took["run.txt"] <= 0:
    print("as seen")
else:
    sys.exit("this has changed: expected a second, and nothing")
PY
