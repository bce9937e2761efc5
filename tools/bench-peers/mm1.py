"""The M/M/1 queue of traces/mm1.yaml, by SimPy or Cimba: usage `mm1.py simpy CUSTOMERS`, `mm1.py cimba CUSTOMERS [TRIALS]`.

Customers come at random, 0.9 a second, and one server takes 1 s for each on average. Prints how long
they wait on average in seconds, and the processor time of a run, the best of three; building the model
does not count. With TRIALS, Cimba makes so many on all cores, and the time by the wall clock is printed too.
"""

import sys
import time

RATE = 0.9


def simpy_run(customers):
    import random

    import simpy

    def arrive(env, line, draw):
        for _ in range(customers):
            yield env.timeout(draw.expovariate(RATE))
            yield line.put(env.now)

    def serve(env, line, draw, waits):
        for _ in range(customers):
            came = yield line.get()
            waits[0] += env.now - came
            yield env.timeout(draw.expovariate(1.0))

    def run(seed):
        env = simpy.Environment()
        line, draw, waits = simpy.Store(env), random.Random(seed), [0.0]
        env.process(arrive(env, line, draw))
        env.run(env.process(serve(env, line, draw, waits)))
        return waits[0] / customers

    return run


def cimba_run(customers, trials=1):
    # Compiled when it first runs, in the first of the three.
    import cimba
    from cimba import inputs

    class Queue(cimba.Model):
        interarrival: cimba.Input[float] = inputs.dist.exponential(mean=1 / RATE)
        service: cimba.Input[float] = inputs.dist.exponential(mean=1)
        line: cimba.Container
        mean_length: cimba.Output[float]

        @cimba.process
        def arrive(self):
            while True:
                cimba.hold(self.interarrival.next())
                self.line.put(1)

        @cimba.process
        def serve(self):
            while True:
                self.line.get(1)
                cimba.hold(self.service.next())

        @cimba.on_end
        def measure(self):
            self.mean_length = self.line.mean_level()

    model = Queue()

    def run(seed):
        window = cimba.Window(warmup=0, duration=customers / RATE)
        runs = cimba.Experiment(model, replications=trials, window=window, seed=seed).run()
        # By Little's law.
        return float(cimba.analysis.summary(runs[model].mean_length).mean[0]) / RATE

    return run


run = {"simpy": simpy_run, "cimba": cimba_run}[sys.argv[1]](*map(int, sys.argv[2:]))
times, walls = [], []
for seed in range(1, 4):
    start, wall = time.process_time(), time.perf_counter()
    wait = run(seed)
    times.append(time.process_time() - start)
    walls.append(time.perf_counter() - wall)
print(wait, min(times), *([min(walls)] if len(sys.argv) > 3 else []))
