// What the reader looks at: one place that holds it, and tells those who listen when it changes.

class View {
  constructor(runs) {
    this.runs = runs;
    this.end = Math.max(...runs.map((run) => run.end));
    this.instant = this.end;
    this.isPlaying = false;
    this.speed = 1;
    this.hovered = null;   // { run, call }
    this.selected = null;  // { run, call }
    this.span = null;      // { run, from, to }: the part of the story that is looked at
    this.matches = runs.map(() => null);  // by run: one byte a call, or null where all match
    this.listeners = {};
  }

  /** Calls the function whenever one of the properties has changed. */
  on(properties, listener) {
    for (const property of properties.split(" ")) (this.listeners[property] ??= []).push(listener);
  }

  /** Changes properties, and tells each listener once. */
  change(values) {
    const told = new Set();
    for (const [property, value] of Object.entries(values)) {
      if (this[property] === value) continue;
      this[property] = value;
      for (const listener of this.listeners[property] ?? []) told.add(listener);
    }
    for (const listener of told) listener(this);
  }

  /** Goes to an instant, as far as there is one. */
  goTo(instant) {
    this.change({ instant: clamp(instant, 0, this.end) });
  }

  /** The next instant at which something happens in any run, or the one before. */
  neighbour(direction) {
    let nearest = null;
    for (const run of this.runs) {
      for (const instants of run.instants) {
        const instant = neighbour(instants, this.instant, direction);
        if (instant === null) continue;
        if (nearest === null || (instant - nearest) * direction < 0) nearest = instant;
      }
    }
    return nearest;
  }

  /** Selects a call and goes to where it starts. */
  select(run, call) {
    this.change({ selected: { run, call } });
    const start = run.calls.start[call];
    this.goTo(start === Infinity ? run.calls.requested[call] : start);
  }
}
