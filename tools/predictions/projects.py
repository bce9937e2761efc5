"""Small projects that compute for some seconds, for the tools whose runs `tools/check-predictions` predicts.

Each writer takes a folder and fills it. Sizes are uneven, as those of real files are, and come of a fixed seed.
"""
import random
from pathlib import Path


def sizes(count, least, most, seed):
    """So many sizes, most of them small and a few large."""
    draw = random.Random(seed)
    return [round(least * (most / least) ** (draw.random() ** 2)) for _ in range(count)]


def write(folder, files):
    for name, text in files.items():
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def cpp(folder):
    """40 C++ files of templates, four archives, two programs and their tests, for ninja."""
    header = ("#pragma once\n#include <cstddef>\n#include <cstdint>\n"
              "template <std::size_t N, std::uint64_t Seed> struct Mixer {\n"
              "  static std::uint64_t mix(std::uint64_t x) {\n"
              "    for (int i = 0; i < 8; i++) x = (x ^ (x >> (N % 13 + 1))) * (Seed * 2 + 1) + N;\n"
              "    return Mixer<N - 1, Seed + N>::mix(x);\n  }\n};\n"
              "template <std::uint64_t Seed> struct Mixer<0, Seed> {\n"
              "  static std::uint64_t mix(std::uint64_t x) { return x + Seed; }\n};\n")
    files, lines, parts = {"src/mixer.h": header}, [], range(40)
    for part, size in enumerate(sizes(len(parts), 3, 50, seed=1)):
        calls = "".join(f"  x = Mixer<{5 + n % 7}, {part * 1000 + n}>::mix(x);\n" for n in range(size))
        files[f"src/part{part}.cpp"] = (f'#include "mixer.h"\nstd::uint64_t part{part}(std::uint64_t x) {{\n'
                                        f"{calls}  return x;\n}}\n")
        lines.append(f"build part{part}.o: compile src/part{part}.cpp | src/mixer.h")
    for program in ("tool", "check"):
        declared = "".join(f"std::uint64_t part{part}(std::uint64_t);\n" for part in parts)
        called = "".join(f"  x = part{part}(x);\n" for part in parts)
        files[f"src/{program}.cpp"] = (f"#include <cstdint>\n#include <cstdio>\n{declared}int main() {{\n"
                                       f"  std::uint64_t x = 1;\n  for (int i = 0; i < 2000; i++) {{\n{called}  }}\n"
                                       f'  std::printf("%llu\\n", (unsigned long long)x);\n}}\n')
        lines.append(f"build {program}.o: compile src/{program}.cpp")
    for archive in range(4):
        members = " ".join(f"part{part}.o" for part in parts[archive::4])
        lines.append(f"build lib{archive}.a: archive {members}")
    archives = " ".join(f"lib{archive}.a" for archive in range(4))
    lines += [f"build tool: link tool.o {archives}", f"build check: link check.o {archives}",
              "build check.out: test check", "default tool check.out"]
    rules = {"compile": "g++ -O2 -c $in -o $out", "archive": "ar rcs $out $in",
             "link": "g++ -o $out $in", "test": "./$in > $out"}
    files["build.ninja"] = "".join(f"rule {name}\n  command = {command}\n" for name, command in rules.items())
    files["build.ninja"] += "\n".join(lines) + "\n"
    write(folder, files)


def c(folder):
    """24 C files in three archives, a header that is made first and a program, for make."""
    files, units = {}, range(24)
    for unit, size in enumerate(sizes(len(units), 10, 80, seed=2)):
        files[f"unit{unit}.c"] = '#include "made.h"\n' + "".join(
            f"unsigned f{unit}_{n}(unsigned *v, unsigned x) {{\n"
            "  for (int i = 0; i < 64; i++) switch ((v[i] + x) % 5) {\n"
            + "".join(f"    case {k}: x = x * {2 * n + k + 3}u + (x >> {k + 1}); v[(i + {k}) % 64] ^= x; break;\n" for k in range(4))
            + f"    default: x += v[i] / {n + 3}u;\n  }}\n  return x;\n}}\n" for n in range(size))
    files["main.c"] = '#include "made.h"\nint main(void) { return MADE - 1; }\n'
    groups = [" ".join(f"unit{unit}.o" for unit in units[archive::3]) for archive in range(3)]
    files["Makefile"] = ("app: main.o lib0.a lib1.a lib2.a\n\tcc -o $@ $^\n"
                         + "".join(f"lib{archive}.a: {members}\n\tar rcs $@ $^\n" for archive, members in enumerate(groups))
                         + "%.o: %.c made.h\n\tcc -O2 -c -o $@ $<\n"
                         + "made.h:\n\techo '#define MADE 1' >$@\n")
    write(folder, files)


def go(folder):
    """A Go module of 48 packages in layers, and a program."""
    files, packages, draw = {"go.mod": "module example.com/mill\n\ngo 1.19\n"}, range(48), random.Random(3)
    imports = lambda numbers: "".join(f'import "example.com/mill/p{number}"\n' for number in numbers)
    for package, size in enumerate(sizes(len(packages), 30, 260, seed=3)):
        needed = sorted(draw.sample(range(package), 2)) if package > 3 else []
        functions = "".join(
            f"func f{n}(v []uint32, x uint32) uint32 {{\n\tfor i := range v {{\n\t\tswitch (v[i] + x) % 5 {{\n"
            + "".join(f"\t\tcase {k}:\n\t\t\tx = x*{2 * n + k + 3} + x>>{k + 1}\n\t\t\tv[i] ^= x\n" for k in range(4))
            + "\t\t}\n\t}\n\treturn x\n}\n" for n in range(size))
        calls = "".join(f"\tx = f{n}(v, x)\n" for n in range(size)) + "".join(f"\tx = p{n}.Run(v, x)\n" for n in needed)
        files[f"p{package}/p.go"] = (f"package p{package}\n\n{imports(needed)}\n{functions}\n"
                                     f"func Run(v []uint32, x uint32) uint32 {{\n{calls}\treturn x\n}}\n")
    files["main.go"] = (f"package main\n\n{imports(packages)}\nfunc main() {{\n\tv, x := make([]uint32, 8), uint32(1)\n"
                        + "".join(f"\tx = p{package}.Run(v, x)\n" for package in packages) + "\tprintln(x)\n}\n")
    write(folder, files)


def tests(folder):
    """60 tests that compute, in six files, for pytest."""
    files, rounds = {}, sizes(60, 10, 150, seed=4)
    for number in range(6):
        files[f"test_part{number}.py"] = (
            "import hashlib, pytest\n\n"
            f"@pytest.mark.parametrize('rounds', {rounds[number::6]})\n"
            "def test_digest(rounds):\n    counts = {}\n    for i in range(rounds * 5000):\n"
            "        key = hashlib.sha256(b'%d' % i).digest()[0]\n        counts[key] = counts.get(key, 0) + 1\n"
            "    assert sum(counts.values()) == rounds * 5000\n")
    write(folder, files)


def jobs(folder):
    """40 jobs that shuffle numbers and sort them again, for GNU parallel."""
    lines = [f"seq {size * 10000} | sort -R --random-source=seed | sort -n | md5sum >/dev/null"
             for size in sizes(40, 1, 8, seed=5)]
    write(folder, {"jobs.txt": "\n".join(lines) + "\n", "seed": "x" * 100000})


DASK = '''
import json, sys, time, zlib
from dask.distributed import Client, LocalCluster, get_task_stream

def read(number):
    return b"".join(b"%d " % (i * number % 9973) for i in range(50000 + number % 5 * 24000))

def squeeze(data):
    return zlib.compress(data, 9)

def count(data):
    return len(set(zlib.decompress(data).split()))

def total(*counts):
    return sum(counts)

def graph():
    tasks = {}
    for n in range(40):
        tasks |= {f"read-{n}": (read, n + 1), f"squeeze-{n}": (squeeze, f"read-{n}"), f"count-{n}": (count, f"squeeze-{n}")}
    for n in range(8):
        tasks[f"total-{n}"] = (total, *[f"count-{k}" for k in range(n * 5, n * 5 + 5)])
    tasks["all"] = (total, *[f"total-{n}" for n in range(8)])
    return tasks

if __name__ == "__main__":
    kind, jobs, out = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    workers = dict(n_workers=1, threads_per_worker=jobs, processes=False) if kind == "threads" else \\
        dict(n_workers=jobs, threads_per_worker=1, processes=True)
    with LocalCluster(dashboard_address=None, **workers) as cluster, Client(cluster) as client:
        names = sorted(client.scheduler_info()["workers"])
        client.gather([client.submit(read, 1, workers=[name], pure=False) for name in names])
        tasks = graph()
        needs = {key: [part for part in task[1:] if isinstance(part, str)] for key, task in tasks.items()}
        with get_task_stream(client) as stream:
            start = time.time()
            client.get(tasks, "all")
            stop = time.time()
    records = [{k: v for k, v in r.items() if k not in ("type", "exception", "traceback")} for r in stream.data]
    with open(out, "w") as file:
        json.dump({"task_stream": records, "dependencies": needs, "client_start": start, "client_stop": stop}, file, default=list)
'''


def dask(folder):
    """A graph of 129 tasks for dask: data is made, compressed, counted and added up."""
    write(folder, {"graph.py": DASK})
