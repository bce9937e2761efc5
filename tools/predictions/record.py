"""Records the projects of projects.py by their tools: usage `record.py MEANWHILE PYTHON FOLDER`.

PYTHON has pytest, pytest-xdist, pytest-reportlog and dask. Writes FOLDER/TOOL/RUN.ENDING, with 1 job (`j1`), and with 2 and
4 jobs once to learn contention from (`j2.learn`) and three times to be predicted (`j2.test1`); and FOLDER/TOOL/loads.json:
which part of the processors other processes took beside each run. A run beside which they took more than a twentieth is
made again, as long as patience lasts. Tools whose recordings are there already are left out.
"""
import json, os, shutil, subprocess, sys, time
from pathlib import Path

import projects

meanwhile, python, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3]).resolve()
RUNS = ["j1"] + [f"j{jobs}.{run}" for jobs in (2, 4) for run in ("learn", "test1", "test2", "test3")]
DISTURBED = 0.05
patience = 240.0  # Seconds for waiting and for runs that are made again, all together.


def run(*command, cwd, **environment):
    subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.DEVNULL, env=os.environ | environment)


# Each runs a project with so many jobs, and returns what was written: the tool as it is called in reports, the
# file, and what goes with it.

def ninja(place, jobs):
    run("ninja", "--quiet", f"-j{jobs}", cwd=place)
    return {"ninja": (place / ".ninja_log", ".ninja_log", [place / "build.ninja"])}


def make(place, jobs):
    run(meanwhile, "record", "--quiet", "-o", "make.events.jsonl", "--wrap", "cc,ar", "--",
        "remake", f"-j{jobs}", "--profile=json", "--silent", cwd=place)
    profile, = place.glob("*.json")
    return {"make-record": (place / "make.events.jsonl", ".events.jsonl", []), "make-remake": (profile, ".json", [])}


def go(place, jobs):
    run("go", "build", f"-p={jobs}", "-debug-actiongraph=graph.json", "-o", "mill", ".", cwd=place,
        GOCACHE=str(place / "cache"), GO111MODULE="on", GOFLAGS="-mod=mod")
    return {"go": (place / "graph.json", ".json", [])}


def pytest(place, jobs):
    workers = ["-n", str(jobs)] if jobs > 1 else []
    run(python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *workers, "--report-log=tests.jsonl", cwd=place)
    return {"pytest": (place / "tests.jsonl", ".jsonl", [])}


def parallel(place, jobs):
    run("parallel", "--will-cite", f"-j{jobs}", "--joblog", "jobs.tsv", "::::", "jobs.txt", cwd=place)
    return {"parallel": (place / "jobs.tsv", ".tsv", [])}


def dask(kind):
    def record(place, jobs):
        run(python, "graph.py", kind, str(jobs), "stream.json", cwd=place)
        return {f"dask-{kind}": (place / "stream.json", ".json", [])}
    return record


TOOLS = [(projects.cpp, ninja, "ninja"), (projects.c, make, "make-record", "make-remake"), (projects.go, go, "go"),
         (projects.tests, pytest, "pytest"), (projects.jobs, parallel, "parallel"),
         (projects.dask, dask("threads"), "dask-threads"), (projects.dask, dask("processes"), "dask-processes")]


def busy():
    """Seconds for which processors were busy: all of them, and with what this process ran."""
    with open("/proc/stat") as file:
        user, nice, system, _, _, *interrupts = map(int, file.readline().split()[1:9])
    own = os.times()
    return ((user + nice + system + sum(interrupts)) / os.sysconf("SC_CLK_TCK"),
            own.user + own.system + own.children_user + own.children_system)


def load_beside(action):
    """What an action returns, and which part of the processors others took meanwhile."""
    start, (all_before, own_before) = time.monotonic(), busy()
    result = action()
    all_after, own_after = busy()
    seconds = (time.monotonic() - start) * os.cpu_count()
    return result, max(0, (all_after - all_before) - (own_after - own_before)) / seconds


def quietly(action):
    """Waits until others are quiet, acts, and acts again if they were not; returns the quietest result and the load."""
    global patience
    best = None
    while True:
        while patience > 0 and load_beside(lambda: time.sleep(1))[1] > DISTURBED:
            patience -= 1
        start = time.monotonic()
        result, load = load_beside(action)
        if best is None or load < best[1]:
            best = (result, load)
        if best[1] <= DISTURBED or patience <= 0:
            return best
        patience -= time.monotonic() - start


def record(write_project, tool, names):
    """Writes a project, runs it once to warm the caches of the system, and keeps what each run recorded."""
    def once(jobs):
        place = folder / "project"
        shutil.rmtree(place, ignore_errors=True)
        write_project(place)
        return {name: (file.read_bytes(), ending, {c.name: c.read_bytes() for c in companions})
                for name, (file, ending, companions) in tool(place, jobs).items()}
    once(2)
    recordings, loads = {name: {} for name in names}, {}
    for run_name in RUNS:
        recorded, loads[run_name] = quietly(lambda: once(int(run_name[1])))
        for name, (content, ending, companions) in recorded.items():
            recordings[name] |= {run_name + ending: content} | companions
    for name, files in recordings.items():
        (folder / name).mkdir(exist_ok=True)
        for file, content in files.items():
            (folder / name / file).write_bytes(content)
        (folder / name / "loads.json").write_text(json.dumps(loads, indent=1))
    shutil.rmtree(folder / "project")


folder.mkdir(parents=True, exist_ok=True)
for write_project, tool, *names in TOOLS:
    if not all((folder / name / "loads.json").exists() for name in names):
        print(f"recording {' and '.join(names)}: {write_project.__doc__.strip()}", file=sys.stderr)
        record(write_project, tool, names)
