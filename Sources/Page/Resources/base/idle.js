// Idle time: stretches in which nothing runs in any of the runs can be folded, where they are long.

/** The idle stretches that are longer than a fiftieth of the whole, the longest few hundred. */
function idleTimes(runs, end) {
  const least = end / 50;
  let idle = [{ from: 0, to: end }];
  for (const run of runs) {
    const { at, running } = run.concurrency;
    const free = [];
    for (let index = 0; index < at.length; index++) {
      if (running[index] > 0) continue;
      const to = index + 1 < at.length ? at[index + 1] : end;
      if (to - at[index] >= least) free.push({ from: at[index], to });
    }
    if (run.makespan < end && (at.length === 0 || running[at.length - 1] > 0)) free.push({ from: run.makespan, to: end });
    // Time that the serial strip fills is not idle to the eye.
    const serial = run.serial?.makespan ?? 0;
    idle = common(idle, free.map(({ from, to }) => ({ from: Math.max(from, serial), to })).filter(({ from, to }) => to - from >= least));
  }
  return idle.slice(0, 400);
}

/** What lies in both of two lists of stretches in order. */
function common(some, others) {
  const both = [];
  for (const one of some) {
    for (const other of others) {
      const [from, to] = [Math.max(one.from, other.from), Math.min(one.to, other.to)];
      if (from < to) both.push({ from, to });
    }
  }
  return both;
}
