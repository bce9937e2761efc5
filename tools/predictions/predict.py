"""Predicts runs on 2 and on 4 jobs from the recording on 1: usage `predict.py MEANWHILE FOLDER`, of what record.py left.

A serial recording does not tell how much calls slow each other down. So each run is predicted four times: as if they did
not; with one factor from another recording of the same work on as many jobs, the work of the serial one over the work of
that; with such a factor for each kind of step; and with the median of the factors of other tools. None comes from a run
that is predicted. The tables hold beside it the median of what three runs took, and how far these are apart, which no
prediction can foresee. Ends with 1 if the median error with one factor from another recording is above a tenth.
"""
import csv, fnmatch, json, os, statistics, subprocess, sys
from pathlib import Path

meanwhile, folder = sys.argv[1], Path(sys.argv[2])
LIMIT = 0.1
DISTURBED = 0.2  # From this part of the processors on, what others do hides how calls slow each other down.

# Of each tool: its name in the tables, what is asked of it besides the workers, patterns for its kinds of step, and
# whether its calls slow each other down as those of other tools do, by processors and memory.
TOOLS = {
    "ninja": ("ninja, C++", [], ["*.o", "lib*.a", "check.out"], True),
    # A recorder sees who ran whom, and not what needs what: here that is said, as the Makefile says it.
    "make-record": ("make, C, by `record`", ["--parallel", "*.o,lib*", "--edge", "*.o->lib*.a", "--edge", "lib*.a->app"],
                    ["*.o", "lib*.a", "app"], True),
    "make-remake": ("make, C, by remake", [], ["*.o", "lib*.a", "app"], True),
    "go": ("Go's action graph", [], ["example.com/*", "link *"], True),
    "pytest": ("pytest-xdist", ["--policy", "load"], [], True),
    "parallel": ("GNU parallel", [], [], True),
    # Its threads wait for Python's lock.
    "dask-threads": ("dask, threads", [], ["read", "squeeze", "count"], False),
    "dask-processes": ("dask, processes", [], ["read", "squeeze", "count"], True),
}


def ask(verb, file, *options):
    """What a verb says of a recording."""
    command = [meanwhile, verb, str(file), "--quiet", *options]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


class Recorded:
    """The recordings of a tool: what they took, and how much work they were."""
    def __init__(self, name):
        self.name, (self.title, self.asked, self.kinds, self.has_kin) = name, TOOLS[name]
        self.loads = json.loads((folder / name / "loads.json").read_text())
        self.files = {run: next((folder / name).glob(run + ".*")) for run in self.loads}
        summaries = {run: json.loads(ask("summary", file, "--format", "json")) for run, file in self.files.items()}
        self.took = {run: summary["makespan_ns"] for run, summary in summaries.items()}
        self.work = {run: summary["work_ns"] for run, summary in summaries.items()}

    def factor(self, jobs):
        """How fast calls run beside others: 0.5 is half as fast as alone."""
        return self.work["j1"] / self.work[f"j{jobs}.learn"]

    def work_of(self, run, kind):
        """The work of the calls whose names match a pattern."""
        calls = csv.DictReader(ask("convert", self.files[run], "--to", "csv", "-o", "-").splitlines())
        return sum(int(call["running_ns"] or 0) for call in calls if fnmatch.fnmatchcase(call["component"], kind))

    def factors(self, jobs):
        """How fast the calls of each kind run beside others."""
        return {kind: self.work_of("j1", kind) / self.work_of(f"j{jobs}.learn", kind) for kind in self.kinds}

    def tests(self, jobs):
        return [took for run, took in self.took.items() if run.startswith(f"j{jobs}.test")]

    def predicted(self, jobs, factors):
        slower = [option for kind, factor in factors.items() for option in ("--faster", f"{kind}={factor:.4f}")]
        report = ask("what-if", self.files["j1"], "--workers", str(jobs), *self.asked, *slower, "--format", "json")
        return json.loads(report)["after_ns"]


def seconds(nanoseconds):
    return f"{nanoseconds / 1e9:.3f}".rstrip("0").rstrip(".") + " s"


def percent(part):
    return f"{round(part * 100, 1) + 0.0:g} %".replace("-", "−")


def table(rows):
    """A table in Markdown whose columns line up."""
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = ["| " + " | ".join([row[0].ljust(widths[0])] + [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]) + " |"
             for row in rows]
    rule = "|".join(["-" * (widths[0] + 2)] + ["-" * (width + 1) + ":" for width in widths[1:]])
    return "\n".join([lines[0], f"|{rule}|", *lines[1:]])


def check(jobs, tools):
    """Prints the table for so many jobs, and returns the median error with one factor from another recording."""
    rows = [["recording", "on 1 job", "predicted", "factor", "with it", "recorded", "apart", "error", "with factor", "by kind",
             "others' factor"]]
    errors = [[], [], [], []]
    for tool in tools:
        real, factor = statistics.median(tool.tests(jobs)), tool.factor(jobs)
        # Two recordings of one run are no others to each other.
        kin = [other.factor(jobs) for other in tools
               if other.has_kin and tool.has_kin and other.name.split("-")[0] != tool.name.split("-")[0]]
        ways = [{}, {"*": factor}, tool.factors(jobs), {"*": statistics.median(kin)} if kin else {}]
        predicted = [tool.predicted(jobs, way) if way or not place else None for place, way in enumerate(ways)]
        for column, time in zip(errors, predicted):
            column += [] if time is None else [abs(time / real - 1)]
        rows.append([tool.title, seconds(tool.took["j1"]), seconds(predicted[0]), f"{factor:.3f}", seconds(predicted[1]),
                     seconds(real), percent((max(tool.tests(jobs)) - min(tool.tests(jobs))) / real)]
                    + ["" if time is None else percent(time / real - 1) for time in predicted])
    medians = [statistics.median(column) for column in errors]
    rows.append(["median of errors"] + [""] * 6 + [percent(median) for median in medians])
    print(f"\n{jobs} jobs on {os.cpu_count()} processors:\n\n{table(rows)}")
    return medians[1]


tools = [Recorded(name) for name in TOOLS if (folder / name / "loads.json").exists()]
medians = {jobs: check(jobs, tools) for jobs in (2, 4)}
loads = sorted(load for tool in tools for load in tool.loads.values())
print(f"\nOther processes took {percent(statistics.median(loads))} of the processors beside half of the runs, and "
      f"{percent(loads[-1])} beside one.")
if statistics.median(loads) > DISTURBED:
    print("That hides how calls slow each other down: try again on an idle machine.", file=sys.stderr)
for jobs, median in medians.items():
    if median > LIMIT:
        print(f"On {jobs} jobs the median error with contention is {percent(median)}, above {percent(LIMIT)}.", file=sys.stderr)
sys.exit(any(median > LIMIT for median in medians.values()))
