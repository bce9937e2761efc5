#!/usr/bin/env bash
# What dbt calls the execution time of a node is longer than from the first instant of its timing to the last, so that a node
# that ends by it seems to run beyond the start of those that waited for it.
#
# Packages:  dbt-core 1.9.11 and dbt-duckdb 1.9.4 from PyPI; seen on 2026-11-30, and with dbt 1.7.20
# Expected:  in run_results.json, `timing` holds when compiling and executing of a node were started and completed, and
#            `execution_time` how long the node took: from the first `started_at` to the last `completed_at`.
# Behaviour: it counts what comes before the first timing as well. Five models in a chain, on one thread: for each,
#            started_at + execution_time lies behind completed_at.
# Seen:      five of five nodes, by 1.2 to 1.6 ms each
# Who is misled: whoever draws nodes from `started_at` on with that length: nodes that need each other overlap, on one
#            thread too, by more on a busy machine (185 ms were seen).
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check "dbt-core==1.9.11" "dbt-duckdb==1.9.4"

mkdir -p project/models
cat >project/dbt_project.yml <<'YAML'
name: shop
version: "1.0"
profile: shop
YAML
cat >project/profiles.yml <<'YAML'
shop:
  target: dev
  outputs:
    dev: {type: duckdb, path: shop.duckdb, threads: 1}
YAML
echo "select 1 as id" >project/models/m1.sql
for model in 2 3 4 5; do
  echo "select id from {{ ref('m$((model - 1))') }}" >"project/models/m$model.sql"
done
(cd project && DBT_SEND_ANONYMOUS_USAGE_STATS=false ../tools/bin/dbt --quiet run --profiles-dir .)

python3 - <<'PY'
import datetime
import json
import sys

def time(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))

beyond = []
for result in json.load(open("project/target/run_results.json"))["results"]:
    begun = min(time(timing["started_at"]) for timing in result["timing"])
    completed = max(time(timing["completed_at"]) for timing in result["timing"])
    more = result["execution_time"] - (completed - begun).total_seconds()
    beyond.append(more)
    print(f"{result['unique_id']}: {result['execution_time'] * 1000:.1f} ms, {more * 1000:.1f} ms more than its timing")
if len(beyond) == 5 and all(more > 0 for more in beyond):
    print("as seen")
else:
    print("this has changed: expected each of five nodes to take longer than its timing", file=sys.stderr)
    sys.exit(1)
PY
