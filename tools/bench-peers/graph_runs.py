"""Many runs of the task graph of the benchmark by SimPy: usage `graph_runs.py tasks|workers GRAPH WORKERS RUNS`.

Each line of GRAPH is a task: its mean seconds, then the numbers of the tasks it needs, from 0. Each run draws all times anew. Prints how long
runs take on average in simulated seconds, and the processor time of all runs; reading the graph does not count.

Two ways of saying it. `tasks` has a process for each task that waits for those it needs and asks for a worker, as SimPy's guides do.
`workers` keeps graph and queue outside, and lets one process for each worker do one task after the other: less of SimPy, and faster.
"""

import heapq
import random
import sys
import time

import simpy


def read_graph(path):
    rates, needs = [], []
    for line in open(path):
        words = line.split()
        rates.append(1 / float(words[0]))
        needs.append([int(word) for word in words[1:]])
    return rates, needs


def by_tasks(rates, needs, workers, draw):
    env = simpy.Environment()
    pool = simpy.Resource(env, workers)
    tasks = []

    def task(number):
        if needs[number]:
            yield env.all_of([tasks[need] for need in needs[number]])
        with pool.request() as worker:
            yield worker
            yield env.timeout(draw.expovariate(rates[number]))

    for number in range(len(rates)):
        tasks.append(env.process(task(number)))
    env.run()
    return env.now


def by_workers(rates, needs, dependents, workers, draw):
    env = simpy.Environment()
    missing = [len(all) for all in needs]
    ready = [(0.0, number) for number, count in enumerate(missing) if count == 0]
    idle, left = [], [len(rates)]

    def worker():
        while left[0]:
            if not ready:
                wake = env.event()
                idle.append(wake)
                yield wake
                continue
            _, number = heapq.heappop(ready)
            yield env.timeout(draw.expovariate(rates[number]))
            left[0] -= 1
            for dependent in dependents[number]:
                missing[dependent] -= 1
                if missing[dependent] == 0:
                    heapq.heappush(ready, (env.now, dependent))
            wanted = len(idle) if left[0] == 0 else min(len(idle), len(ready))
            for _ in range(wanted):
                idle.pop().succeed()

    for _ in range(workers):
        env.process(worker())
    env.run()
    return env.now


way, path, workers, runs = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
rates, needs = read_graph(path)
dependents = [[] for _ in rates]
for number, all in enumerate(needs):
    for need in all:
        dependents[need].append(number)
draw = random.Random(1)
start = time.process_time()
total = 0.0
for _ in range(runs):
    if way == "tasks":
        total += by_tasks(rates, needs, workers, draw)
    else:
        total += by_workers(rates, needs, dependents, workers, draw)
print(total / runs, time.process_time() - start)
