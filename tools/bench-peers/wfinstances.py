"""Workflows of WfInstances on 1 to 16 workers, by Meanwhile and by SimGrid: usage `wfinstances.py MEANWHILE SIMGRID FILE...`.

Each is run as it is, and with times of which no two are the same: where several tasks end at one instant, SimGrid's actors
decide in the order in which they wake who takes the next task, and Meanwhile first lets all of them end. Says how many makespans
are the same to the nanosecond, and ends with 1 if one of those without ties is not.
"""

import json
import os
import subprocess
import sys
import tempfile

meanwhile, simgrid, *files = sys.argv[1:]
same = {False: 0, True: 0}
count = 0
with tempfile.TemporaryDirectory() as folder:
    graph, scenario = os.path.join(folder, "graph"), os.path.join(folder, "tasks.yaml")
    for file in sorted(files):
        workflow = json.load(open(file))["workflow"]
        took = {task["id"]: task["runtimeInSeconds"] for task in workflow["execution"]["tasks"]}
        parents = {task["id"]: task.get("parents", []) for task in workflow["specification"]["tasks"]}
        # Every task behind all that it needs.
        places, pending = {}, list(parents)
        while pending:
            rest = []
            for task in pending:
                if all(parent in places for parent in parents[task]):
                    places[task] = len(places)
                else:
                    rest.append(task)
            pending = rest
        for is_apart in (False, True):
            lines, tasks = [], []
            for task, place in places.items():
                nanoseconds = round(took[task] * 1e6) * 1000
                if is_apart:
                    nanoseconds += (place * 7919 + 13) % 100003 * 64
                seconds = f"{nanoseconds // 10**9}.{nanoseconds % 10**9:09}"
                needs = [places[parent] for parent in parents[task]]
                lines.append(" ".join([seconds, *map(str, needs)]))
                tasks.append(f"  t{place}: {{ takes: {seconds}s, needs: [{', '.join(f't{need}' for need in needs)}] }}")
            for workers in (1, 2, 4, 8, 16):
                with open(graph, "w") as out:
                    out.write("\n".join(lines) + "\n")
                with open(scenario, "w") as out:
                    out.write("\n".join(["tasks:", *tasks, f"workers: {workers}"]) + "\n")
                summary = subprocess.run(
                    [meanwhile, "summary", scenario, "--format", "json"], check=True, capture_output=True).stdout
                words = subprocess.run(
                    [simgrid, graph, str(workers), "actors"], check=True, capture_output=True, text=True).stdout.split()
                ours, theirs = json.loads(summary)["makespan_ns"], round(float(words[0]) * 1e9)
                if abs(ours - theirs) <= 1:
                    same[is_apart] += 1
                else:
                    kind = "without ties" if is_apart else "as it is"
                    print(f"{os.path.basename(file)}, {workers} workers, {kind}: {ours} ns, SimGrid {theirs} ns")
                count += not is_apart
print(f"{same[False]} of {count} the same as they are, {same[True]} of {count} without ties")
sys.exit(0 if same[True] == count else 1)
