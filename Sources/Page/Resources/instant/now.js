// Now: what runs at the instant, for how long it has, and what waits; and the call that is selected.

/** No list is longer: where more run, their number is told. */
const mostListed = 12;

class Now {
  constructor(view, timeline, run) {
    this.view = view;
    this.timeline = timeline;
    this.run = run;
    this.list = make("ul", { class: "now-list" });
    this.more = make("p", { class: "more" });
    this.hint = make("p", { class: "more" }, say("playHint"));
    this.counts = make("p", { class: "counts" });
    this.element = make("section", { class: "part now", "data-run": String(run.number) },
      make("h3", {}, view.runs.length > 1 ? say("nowOf", run.name) : say("now")), this.counts, this.list, this.more, this.hint);
    this.items = new Map();
    view.on("instant matches", () => this.show());
    this.show();
  }

  /** The spells at an instant: those that run first, then by how long they have lasted. Without doubles of one call. */
  static spells(run, pyramids, instant) {
    const { from, to, state, call } = run.spells;
    const byCall = new Map();
    for (const pyramid of pyramids) {
      for (const spell of pyramid.at(instant)) {
        if (from[spell] > instant || to[spell] <= instant) continue;
        const known = byCall.get(call[spell]);
        if (known === undefined || isBusy(state[spell]) > isBusy(state[known])) byCall.set(call[spell], spell);
      }
    }
    const order = (one, other) => isBusy(state[other]) - isBusy(state[one]) || from[one] - from[other] || call[one] - call[other];
    return [...byCall.values()].sort(order);
  }

  show() {
    const { run, view } = this;
    const spells = Now.spells(run, this.timeline.pyramids[run.number], view.instant);
    this.spells = spells;
    setText(this.counts, stateCounts(run, spells, view.instant));
    const listed = spells.slice(0, mostListed);
    const items = listed.map((spell) => this.item(spell));
    const shown = this.list.children;
    if (items.length !== shown.length || items.some((item, index) => shown[index] !== item)) this.list.replaceChildren(...items);
    for (const key of [...this.items.keys()]) if (!listed.includes(key)) this.items.delete(key);
    setText(this.more, spells.length > mostListed ? say("andMore", countText(spells.length - mostListed)) : "");
    this.hint.hidden = spells.length > 0 || view.isPlaying;
    this.more.hidden = spells.length <= mostListed;
  }

  item(spell) {
    const { run, view } = this;
    const { from, state, call } = run.spells;
    const [row, isRunning] = [call[spell], isBusy(state[spell])];
    let item = this.items.get(spell);
    if (!item) {
      const time = make("span", { class: "time" });
      const bar = make("span", { class: "bar", "aria-hidden": "true" }, make("span", { class: "done" }));
      const name = linkButton(run.label(row), () => view.change({ selected: { run, call: row } }));
      item = make("li", { class: stateNames[state[spell]] }, name, time, bar);
      item.style.setProperty("--colour", fillVariable(run.colour(row)));
      this.items.set(spell, item);
    }
    const since = isRunning ? run.calls.start[row] : from[spell];
    const whole = isRunning ? run.takes[row] : run.spells.to[spell] - from[spell];
    const step = Math.max(view.end / 1000, 0);
    item.style.setProperty("--share", `${whole > 0 ? Math.max(0, (view.instant - since) / whole * 100) : 100}%`);
    setText(item.children[1], say(`for.${stateNames[state[spell]]}`, instantText(view.instant - since, step), timeText(whole)));
    return item;
  }
}

const isBusy = (state) => state === RUNNING || state === WITHIN ? 1 : 0;

/** How many run, wait and are done, in one line. */
function stateCounts(run, spells, instant) {
  const counts = [0, 0, 0, 0];
  for (const spell of spells) counts[isBusy(run.spells.state[spell]) ? RUNNING : run.spells.state[spell]]++;
  const parts = [RUNNING, QUEUED, BLOCKED, REQUESTED].filter((state) => counts[state] > 0)
    .map((state) => `${countText(counts[state])} ${say(stateNames[state])}`);
  for (const [word, ends] of Object.entries((run.endsByWord ??= endsByWord(run)))) {
    const count = countUpTo(ends, instant);
    if (count > 0) parts.push(`${countText(count)} ${say(word)}`);
  }
  const ahead = run.count - countUpTo(run.sortedRequests ??= run.calls.requested.slice().sort(), instant);
  if (ahead > 0) parts.push(`${countText(ahead)} ${say("ahead")}`);
  return parts.join(" · ");
}

/** When calls ended, in order, by how they did. */
function endsByWord(run) {
  const { end, flags } = run.calls;
  const word = (row) => (flags[row] & FAILED ? "failed" : flags[row] & STOPPED ? "stopped" : "done");
  const ends = { done: [], failed: [], stopped: [] };
  for (let row = 0; row < run.count; row++) ends[word(row)].push(end[row]);
  return Object.fromEntries(Object.entries(ends).map(([word, times]) => [word, Float64Array.from(times).sort()]));
}
