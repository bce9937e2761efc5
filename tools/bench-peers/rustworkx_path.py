"""The longest path of the benchmark's task graph, by rustworkx: usage `rustworkx_path.py GRAPH`.

Each line of GRAPH is a task: its seconds, then the numbers of the tasks it needs, from 0. Prints the
length of the longest path in seconds, the processor time of the path alone (the best of three), and
that of building the graph; reading the file does not count.
"""

import sys
import time

import rustworkx

with open(sys.argv[1]) as file:
    tasks = [list(map(int, line.split())) for line in file]

start = time.process_time()
graph = rustworkx.PyDiGraph(multigraph=False, node_count_hint=len(tasks))
# An edge weighs what its need takes; one more node comes after all that nothing needs.
graph.add_nodes_from(range(len(tasks) + 1))
needed = {need for row in tasks for need in row[1:]}
graph.add_edges_from(
    [(need, task, tasks[need][0]) for task, row in enumerate(tasks) for need in row[1:]]
)
graph.add_edges_from(
    [(task, len(tasks), row[0]) for task, row in enumerate(tasks) if task not in needed]
)
building = time.process_time() - start


def path():
    start = time.process_time()
    nodes = rustworkx.dag_longest_path(graph, lambda source, target, weight: weight)
    return time.process_time() - start, nodes


taken, nodes = min(path() for _ in range(3))
print(sum(tasks[node][0] for node in nodes[:-1]), taken, building)
