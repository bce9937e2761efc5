// A run as the page reads it: calls and spells as columns, and what they are called. No meaning is made here.

const CRITICAL = 1, OBSERVED = 2, FAILED = 4, STOPPED = 8, CACHED = 16, FLOW = 32;
/** WITHIN: the call is within calls that it made on the same thread; flame graphs show it behind them. */
const REQUESTED = 0, QUEUED = 1, RUNNING = 2, BLOCKED = 3, WITHIN = 4;
/** The words of a state are the class names of its marks too. */
const stateNames = ["requested", "queued", "running", "blocked", "running"];

class Run {
  /** Reads one run of the data. */
  static async read(packed, number) {
    const run = new Run();
    Object.assign(run, await unpack(packed), { number });
    run.calls = numbers(run.calls);
    run.spells = numbers(run.spells);
    run.stretches = numbers(run.stretches);
    run.concurrency = numbers(run.concurrency);
    run.count = run.calls.number.length;
    run.end = Math.max(run.end ?? run.makespan, run.makespan);
    run.axisEnd = Math.max(run.end, run.serial?.makespan ?? 0);
    // −1 says never: after all that can be looked at.
    for (const instants of [run.calls.start, run.calls.end]) {
      for (let call = 0; call < run.count; call++) if (instants[call] < 0) instants[call] = Infinity;
    }
    run.milestones = milestones(run);
    run.takes = run.calls.end.map((end, call) => end === Infinity ? Infinity : end - run.calls.start[call]);
    run.rowOfLane = [];
    run.rowCount = 0;
    for (const lane of run.lanes) {
      run.rowOfLane.push(run.rowCount);
      run.rowCount += Math.max(1, lane.depths);
    }
    return run;
  }

  /** The name of a component. */
  componentName(component) {
    return component < 0 ? "" : this.names[this.components[component].name];
  }

  /** What a call is called: by its label where it has one, by its component otherwise. */
  label(call) {
    return this.labels ? this.labels[call] : this.componentName(this.calls.component[call]);
  }

  /** The colour of a call in the categorical palette. */
  colour(call) {
    return this.components[this.calls.component[call]]?.colour ?? -1;
  }

  /** The row of the chart in which a call is painted. */
  row(call) {
    return this.rowAt(this.calls.lane[call], this.calls.depth[call]);
  }

  /** The row of a lane and a depth in it. */
  rowAt(lane, depth) {
    return this.rowOfLane[lane] + Math.min(depth, Math.max(0, this.lanes[lane].depths - 1));
  }

  /** The row of the chart in which a spell is painted: that of its call, or of the queue that it spends it in. */
  rowOfSpell(spell) {
    const { lane, depth, call } = this.spells;
    return lane ? this.rowAt(lane[spell], depth[spell]) : this.row(call[spell]);
  }

  /** The parts of a spell that lie on a path, as pairs of instants; most often none, or all of it. */
  partsOn(path, spell) {
    const { spells, stretches } = this;
    if (!(spells.path[spell] & path)) return [];
    const parts = [];
    for (let at = countBelow(stretches.spell, spell); stretches.spell[at] === spell; at++) {
      if (stretches.path[at] & path) parts.push([stretches.from[at], stretches.to[at]]);
    }
    return parts.length > 0 ? parts : [[spells.from[spell], spells.to[spell]]];
  }

  /** When a call ends, as far as the run can be seen. */
  endOf(call) {
    return Math.min(this.calls.end[call], this.end);
  }

  /** All instants at which something happens, as sorted lists; made when they are first asked for. */
  get instants() {
    return this.sortedInstants ??= [
      this.spells.from, this.spells.to.slice().sort(), this.events ? Float64Array.from(this.events.at) : [], [0, this.makespan, this.end],
      Float64Array.from((this.program ?? []).flatMap((line) => line.spells.map((spell) => spell.from))).sort(),
    ];
  }
}

/** The calls that take no time: of so many that each can be seen, else none. */
function milestones({ calls, count }) {
  const rows = [];
  for (let call = 0; call < count && rows.length <= 2000; call++) {
    if (calls.start[call] === calls.end[call] && calls.end[call] < Infinity && !(calls.flags[call] & FLOW)) rows.push(call);
  }
  return rows.length > 2000 ? [] : rows;
}
