// Level of detail: the spells of one row, and above them groups of 4, of 16, of 64 … each with how much of it is busy and with what.
// Painting goes down only where a group is wider than a pixel or two; so a million calls cost no more than the pixels they cover.

const FAN = 4;
/** The component of a spell that does not match the filter. */
const DIMMED = -1;

class Pyramid {
  /** Of spells (indices in order of their start) that lie in one row; `kindOf` gives the component of a call, or DIMMED. */
  constructor(run, spells, kindOf) {
    this.spells = spells;
    this.levels = [Pyramid.leaves(run, spells, kindOf)];
    while (this.levels.at(-1).count > 1) this.levels.push(Pyramid.above(this.levels.at(-1)));
  }

  static level(count) {
    return {
      count, from: new Float64Array(count), to: new Float64Array(count), busy: new Float64Array(count),
      idle: new Float64Array(count), kind: new Int32Array(count), kindBusy: new Float64Array(count), flags: new Uint8Array(count),
    };
  }

  static leaves(run, spells, kindOf) {
    const level = Pyramid.level(spells.length);
    const { from, to, state, call } = run.spells;
    for (let index = 0; index < spells.length; index++) {
      const spell = spells[index];
      const takes = to[spell] - from[spell];
      level.from[index] = from[spell];
      level.to[index] = to[spell];
      if (state[spell] === RUNNING) level.busy[index] = takes;
      else if (state[spell] === WITHIN) level.busy[index] = takes * 0.3;
      else level.idle[index] = takes;
      level.kind[index] = kindOf(call[spell]);
      level.kindBusy[index] = takes;
      level.flags[index] = run.spells.path[spell];
    }
    return level;
  }

  static above(below) {
    const level = Pyramid.level(Math.ceil(below.count / FAN));
    for (let index = 0; index < level.count; index++) {
      const first = index * FAN;
      const last = Math.min(first + FAN, below.count);
      level.from[index] = below.from[first];
      for (let child = first; child < last; child++) {
        level.to[index] = Math.max(level.to[index], below.to[child]);
        level.busy[index] += below.busy[child];
        level.idle[index] += below.idle[child];
        level.flags[index] |= below.flags[child];
        // What matches is never hidden by more that does not.
        const weight = below.kind[child] === DIMMED ? below.kindBusy[child] * 1e-6 : below.kindBusy[child];
        if (below.kind[child] === level.kind[index] && child > first) level.kindBusy[index] += weight;
        else if (weight >= level.kindBusy[index]) {
          level.kind[index] = below.kind[child];
          level.kindBusy[index] = weight;
        }
      }
    }
    return level;
  }

  /**
   * Visits what lies between two instants, from left to right: `leaf(spell, index)` for spells longer than the grain, and
   * `group(level, index)` for what is shorter, spells of their own too.
   */
  visit(from, to, grain, leaf, group) {
    if (this.spells.length === 0) return;
    const { levels } = this;
    // A pair of numbers for each group that is still to be looked at: its level, and its place in it.
    const stack = Pyramid.stack;
    let size = 0;
    stack[size++] = levels.length - 1;
    stack[size++] = 0;
    while (size > 0) {
      const index = stack[--size];
      const depth = stack[--size];
      const level = levels[depth];
      if (level.to[index] < from || level.from[index] > to) continue;
      if (level.to[index] - level.from[index] <= grain) group(level, index);
      else if (depth === 0) leaf(this.spells[index], index);
      else {
        const first = index * FAN;
        for (let child = Math.min(first + FAN, levels[depth - 1].count) - 1; child >= first; child--) {
          stack[size++] = depth - 1;
          stack[size++] = child;
        }
      }
    }
  }

  static stack = new Int32Array(256);

  /** The spells that hold an instant, by which some begin and none has ended. */
  at(instant) {
    const found = [];
    this.visit(instant, instant, 0, (spell) => found.push(spell), () => {});
    return found;
  }
}

/** A pyramid for each row of a run. */
function pyramidsOf(run, matches) {
  const { call } = run.spells;
  const rowOf = run.rowOfSpells ??= Uint32Array.from({ length: call.length }, (_, spell) => run.rowOfSpell(spell));
  const sizes = new Uint32Array(run.rowCount);
  for (const row of rowOf) sizes[row]++;
  const rows = Array.from(sizes, (size) => new Uint32Array(size));
  sizes.fill(0);
  for (let spell = 0; spell < call.length; spell++) rows[rowOf[spell]][sizes[rowOf[spell]]++] = spell;
  const kindOf = matches ? (index) => matches[index] ? run.calls.component[index] : DIMMED : (index) => run.calls.component[index];
  return rows.map((spells) => new Pyramid(run, spells, kindOf));
}

/** For rows in which spells lie above each other, such as a long queue: how many at each instant. Null for others. */
function profilesOf(run, pyramids) {
  return run.lanes.flatMap((lane, index) => Array.from({ length: Math.max(1, lane.depths) }, (_, depth) =>
    lane.most > 1 ? profile(run, pyramids[run.rowOfLane[index] + depth].spells) : null));
}

function profile(run, spells) {
  const begins = Float64Array.from(spells, (spell) => run.spells.from[spell]).sort();
  const ends = Float64Array.from(spells, (spell) => run.spells.to[spell]).sort();
  const at = [];
  const counts = [];
  for (let begun = 0, ended = 0; ended < ends.length;) {
    const instant = begun < begins.length ? Math.min(begins[begun], ends[ended]) : ends[ended];
    while (begun < begins.length && begins[begun] === instant) begun++;
    while (ended < ends.length && ends[ended] === instant) ended++;
    at.push(instant);
    counts.push(begun - ended);
  }
  return new StepPyramid(Float64Array.from(at), Float64Array.from(counts));
}

/** The steps of a function of time, with the highest of each 4, 16, 64 … of them. */
class StepPyramid {
  constructor(at, values) {
    this.at = at;
    this.levels = [values];
    while (this.levels.at(-1).length > FAN) {
      const below = this.levels.at(-1);
      const above = new Float64Array(Math.ceil(below.length / FAN));
      for (let index = 0; index < below.length; index++) {
        above[index / FAN | 0] = Math.max(above[index / FAN | 0], below[index]);
      }
      this.levels.push(above);
    }
  }

  /** The highest value of all. */
  get most() {
    return this.highestOfAll ??= this.levels.at(-1).reduce((most, value) => Math.max(most, value), 0);
  }

  /** The value at an instant. */
  value(instant) {
    return this.levels[0][countUpTo(this.at, instant) - 1] ?? 0;
  }

  /** The highest value between two instants. */
  highest(from, to) {
    let low = Math.max(0, countUpTo(this.at, from) - 1);
    let high = countBelow(this.at, to) - 1;
    let highest = 0;
    for (let depth = 0; low <= high; depth++) {
      const values = this.levels[depth];
      if (depth === this.levels.length - 1 || high - low < 2 * FAN) {
        for (let index = low; index <= high; index++) highest = Math.max(highest, values[index]);
        break;
      }
      while (low % FAN !== 0) highest = Math.max(highest, values[low++]);
      while (high % FAN !== FAN - 1) highest = Math.max(highest, values[high--]);
      low /= FAN;
      high = (high - FAN + 1) / FAN;
    }
    return highest;
  }
}
