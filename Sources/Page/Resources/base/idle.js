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
    // What the serial strip fills is not idle to the eye.
    if (run.serial) idle = common(idle, gaps(run.serial.bars, end));
    idle = common(idle, free).filter(({ from, to }) => to - from >= least);
  }
  // Where nothing ever runs there is nothing to fold around.
  const folded = idle.reduce((sum, { from, to }) => sum + to - from, 0);
  return folded < end ? idle.slice(0, 400) : [];
}

/** What bars, in order of their start, leave free. */
function gaps({ from, to }, end) {
  const free = [];
  let reached = 0;
  for (let bar = 0; bar < from.length; bar++) {
    if (from[bar] > reached) free.push({ from: reached, to: from[bar] });
    reached = Math.max(reached, to[bar]);
  }
  if (reached < end) free.push({ from: reached, to: end });
  return free;
}

/** What lies in both of two lists of stretches in order. */
function common(some, others) {
  const both = [];
  for (let one = 0, other = 0; one < some.length && other < others.length;) {
    const [from, to] = [Math.max(some[one].from, others[other].from), Math.min(some[one].to, others[other].to)];
    if (from < to) both.push({ from, to });
    if (some[one].to < others[other].to) one++;
    else other++;
  }
  return both;
}
