"""Pages of many calls, made of a page that the command wrote: its data are replaced by a run of so many calls."""

import base64
import gzip
import json
import random
import re


def column(values):
    """A column as the page packs it: gzip of the varints of zigzagged differences, in base64."""
    packed = bytearray()
    last = 0
    for value in values:
        difference = value - last
        last = value
        zigzag = difference * 2 if difference >= 0 else -difference * 2 - 1
        while zigzag >= 128:
            packed.append(zigzag & 127 | 128)
            zigzag >>= 7
        packed.append(zigzag)
    return {"count": len(values), "delta": base64.b64encode(gzip.compress(bytes(packed), 1, mtime=0)).decode()}


def calls(count, lanes):
    """Calls on lanes, some of which make calls of their own: (start, end, lane, depth, component, parent's place)."""
    draw = random.Random(1)
    found = []
    for lane in range(lanes):
        time = draw.randrange(100)
        while len(found) < count * (lane + 1) // lanes:
            takes = int(min(draw.paretovariate(1.3), 60) * 40)
            parent = len(found)
            found.append((time, time + takes, lane, 0, draw.randrange(10), -1))
            if takes > 90 and draw.random() < 0.5:
                inner = time
                while inner < time + takes - 20 and len(found) < count * (lane + 1) // lanes:
                    end = min(time + takes, inner + int(10 + draw.random() * takes * 0.4))
                    found.append((inner, end, lane, 1, draw.randrange(10), parent))
                    inner = end + draw.randrange(12)
            time += takes + draw.randrange(30)
    return found


def run(count, lanes):
    """A run of the data block, and sums of its columns by which it is known again."""
    rows = calls(count, lanes)
    order = sorted(range(len(rows)), key=lambda place: (rows[place][0], rows[place][3]))
    places = [0] * len(rows)
    for place, row in enumerate(order):
        places[row] = place
    start, end, lane, depth, component, parent = (list(values) for values in zip(*(rows[row] for row in order)))
    parent = [places[row] if row >= 0 else -1 for row in parent]
    changes = {}
    for row in rows:
        if row[3] == 0:
            changes[row[0]] = changes.get(row[0], 0) + 1
            changes[row[1]] = changes.get(row[1], 0) - 1
    running = []
    level = 0
    for instant in sorted(changes):
        level += changes[instant]
        running.append(level)
    flags = [1 if row_lane == 3 and row_depth == 0 else 0 for row_lane, row_depth in zip(lane, depth)]
    takes = [last - first for first, last in zip(start, end)]
    columns = {
        "number": range(1, count + 1), "component": component, "lane": lane, "depth": depth, "parent": parent, "requested": start,
        "start": start, "end": end, "slack": [place * 7919 % 5000 for place in range(count)], "drag": [0] * count, "running": takes, "flags": flags}
    names = [f"compile {word}" for word in "parser lexer engine render audio network store widgets tests linker".split()]
    data = {
        "name": f"{count} calls", "answer": f"{count} calls on {lanes} lanes", "kind": "trace", "unit": 1000000, "makespan": max(end), "end": max(end),
        "names": names, "components": [{"name": index, "note": "", "colour": index if index < 6 else -1} for index in range(10)],
        "lanes": [{"name": f"worker {index + 1}", "kind": "thread", "depths": 2, "most": 1} for index in range(lanes)],
        "calls": {name: column(values) for name, values in columns.items()}, "labels": None,
        "spells": {
            "call": column(range(count)), "from": column(start), "to": column(end), "state": column([2] * count), "lane": column(lane),
            "depth": column(depth), "path": column(flags)},
        "stretches": {"spell": [], "from": [], "to": [], "path": []},
        "concurrency": {"at": column(sorted(changes)), "running": column(running)},
        "path": [], "serial": None, "bounds": [], "program": None, "variables": [], "events": None, "diagram": None, "variants": None, "sweep": None}
    sums = {}
    for name in ("start", "end", "lane", "component"):
        total = 0
        for value in columns[name]:
            total = (total * 31 + value) % 1000003
        sums[name] = total
    return data, sums


def large_page(template, count, lanes):
    """The text of a page of so many calls."""
    data, sums = run(count, lanes)
    block = re.search(r'(<script type="application/json" id="data">)(.*?)(</script>)', template, re.S)
    words = json.loads(block[2])["words"]
    whole = json.dumps({"schema": 1, "words": words, "runs": [data], "comparison": None}, separators=(",", ":")).replace("<", "\\u003c")
    promise = f'<script type="application/json" id="promise">{json.dumps(sums)}</script>'
    page = template[:block.start(2)] + whole + block[3] + promise + template[block.end(3):]
    # What the template said of its own run is not true of this one.
    page = re.sub(r'<h1 id="answer">.*?</h1>', f'<h1 id="answer">{count:,} calls on {lanes} lanes</h1>', page, flags=re.S)
    page = re.sub(r'<section class="part (program|diagram|story|formulas|variants|sweep)".*?</section>', "", page, flags=re.S)
    page = re.sub(r'<(ul class="reasons"|dl class="figures").*?</(ul|dl)>', "", page, flags=re.S)
    return re.sub(r'<figure class="static gantt".*?</figure>', "", page, flags=re.S)
