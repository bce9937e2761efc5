"""Searches for a short schedule: usage `schedule_search.py cpsat|pyjobshop SECONDS FILE`.

The file holds the number of tasks and of machines, the slots of each machine, and for each task its time, the slots that
it takes of each machine, and how many and which tasks it needs. Prints the length of the best schedule that one
worker finds in that time, and the best lower bound.
"""

import sys


def read(path):
    with open(path) as file:
        numbers = iter(map(int, file.read().split()))
    tasks, machines = next(numbers), next(numbers)
    slots = [next(numbers) for _ in range(machines)]
    rows = []
    for _ in range(tasks):
        time = next(numbers)
        takes = [next(numbers) for _ in range(machines)]
        rows.append((time, takes, [next(numbers) for _ in range(next(numbers))]))
    return slots, rows


def cpsat(seconds, slots, rows):
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    horizon = sum(row[0] for row in rows)
    starts = [model.new_int_var(0, horizon, "") for _ in rows]
    intervals = [
        model.new_fixed_size_interval_var(start, row[0], "") for start, row in zip(starts, rows)
    ]
    makespan = model.new_int_var(0, horizon, "")
    for start, (time, _, needs) in zip(starts, rows):
        model.add(start + time <= makespan)
        for need in needs:
            model.add(start >= starts[need] + rows[need][0])
    for machine, count in enumerate(slots):
        users = [task for task, row in enumerate(rows) if row[1][machine] > 0]
        if count == 1:
            model.add_no_overlap([intervals[task] for task in users])
        else:
            takes = [rows[task][1][machine] for task in users]
            model.add_cumulative([intervals[task] for task in users], takes, count)
    model.minimize(makespan)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return solver.objective_value if found else -1, solver.best_objective_bound


def pyjobshop(seconds, slots, rows):
    import pyjobshop

    model = pyjobshop.Model()
    machines = [model.add_renewable(capacity=count) for count in slots]
    tasks = [model.add_task() for _ in rows]
    for task, (time, takes, needs) in zip(tasks, rows):
        used = [index for index, count in enumerate(takes) if count > 0]
        model.add_mode(
            task, [machines[index] for index in used], time, demands=[takes[index] for index in used]
        )
        for need in needs:
            model.add_end_before_start(tasks[need], task)
    result = model.solve(solver="ortools", time_limit=seconds, num_workers=1, display=False)
    return result.objective, result.lower_bound


if __name__ == "__main__":
    search = {"cpsat": cpsat, "pyjobshop": pyjobshop}[sys.argv[1]]
    print(*search(float(sys.argv[2]), *read(sys.argv[3])))
