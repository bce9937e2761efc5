#!/usr/bin/env python3
"""Shares many runs out among the workers of a Dask cluster, and joins what they give.

    python tools/many-runs/with_dask.py SHARDS SCENARIO RUNS OUTPUT [OPTION...]

The cluster is that of DASK_SCHEDULER_ADDRESS, or else one on this machine. Each worker needs `meanwhile` on its path, or where
MEANWHILE says. The scenario goes there and the shards come back with the tasks, so that no folder has to be shared.
"""

import os
import pathlib
import subprocess
import sys
import tempfile

from dask.distributed import Client


def shard(meanwhile, number, shards, name, scenario, runs, options):
    """Makes one shard on a worker, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / name).write_bytes(scenario)
        command = [meanwhile, "what-if", name, "--runs", runs, "--shard", f"{number}/{shards}"]
        return subprocess.run(
            command + options, cwd=folder, check=True, stdout=subprocess.PIPE
        ).stdout


def main():
    shards, scenario, runs, output = sys.argv[1:5]
    meanwhile = os.environ.get("MEANWHILE", "meanwhile")
    path = pathlib.Path(scenario)
    # Each shard uses all cores of its machine, so one at a time.
    address = os.environ.get("DASK_SCHEDULER_ADDRESS")
    options = {} if address else {"n_workers": 1, "threads_per_worker": 1, "dashboard_address": None}
    with Client(address, **options) as client, tempfile.TemporaryDirectory() as folder:
        futures = [
            client.submit(
                shard, meanwhile, number, shards, path.name, path.read_bytes(), runs, sys.argv[5:],
                pure=False, retries=3,
            )
            for number in range(1, int(shards) + 1)
        ]
        files = []
        for number, contents in enumerate(client.gather(futures), 1):
            files.append(os.path.join(folder, f"shard.{number}.json"))
            pathlib.Path(files[-1]).write_bytes(contents)
        subprocess.run([meanwhile, "merge", *files, "-o", output], check=True)


if __name__ == "__main__":
    main()
