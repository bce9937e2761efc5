// Searching and filtering: what does not match is dimmed, in the chart and in the table, and the number of matches is told.

class Filters {
  constructor(view) {
    this.view = view;
    this.text = "";
    this.lane = "";
    this.kind = "";
    this.component = "";
    this.group = "";
    this.count = make("output", { class: "count", "aria-live": "polite" });
  }

  /** One byte a call that says whether it matches; null where nothing is asked for. */
  matches(run) {
    if (!this.text && !this.lane && !this.kind && !this.component && !this.group) return null;
    const { component, lane, flags, requested, start } = run.calls;
    const sought = this.text.toLowerCase();
    const names = run.components.map((_, index) => run.componentName(index));
    const nameMatches = names.map((name) => name.toLowerCase().includes(sought));
    const laneMatches = run.lanes.map(({ name }) => !this.lane || name === this.lane);
    const colour = run.groups?.find(({ name }) => name === this.group)?.colour;
    const inGroup = run.components.map((one) => one.colour === colour);
    const matches = new Uint8Array(run.count);
    for (let call = 0; call < run.count; call++) {
      if (!laneMatches[lane[call]]) continue;
      if (this.component && names[component[call]] !== this.component) continue;
      if (this.group && !inGroup[component[call]]) continue;
      if (this.kind === "critical" && !(flags[call] & CRITICAL)) continue;
      if (this.kind === "observed" && !(flags[call] & OBSERVED)) continue;
      if (this.kind === "failed" && !(flags[call] & (FAILED | STOPPED))) continue;
      if (this.kind === "waited" && !(start[call] > requested[call])) continue;
      if (sought && !nameMatches[component[call]] && !(run.labels && run.labels[call].toLowerCase().includes(sought))) continue;
      matches[call] = 1;
    }
    return matches;
  }

  apply() {
    const matches = this.view.runs.map((run) => this.matches(run));
    const all = this.view.runs.reduce((sum, run) => sum + run.count, 0);
    const found = matches.reduce((sum, bytes) => sum + (bytes ? bytes.reduce((one, other) => one + other, 0) : 0), 0);
    setText(this.count, matches[0] ? say("found", countText(found), countText(all)) : "");
    this.view.change({ matches });
  }

  /** The first match after the selected call, or the first of all. */
  next() {
    for (const run of this.view.runs) {
      const matches = this.view.matches[run.number];
      if (!matches) continue;
      const begin = this.view.selected?.run === run ? this.view.selected.call + 1 : 0;
      let found = matches.indexOf(1, begin);
      if (found < 0) found = matches.indexOf(1);
      if (found >= 0) return { run, call: found };
    }
    return null;
  }

  /** The fields, above the chart. */
  element(timeline) {
    let timer = null;
    const search = make("input", {
      type: "search", id: "search", placeholder: say("search"), "aria-label": say("search"), autocomplete: "off", spellcheck: "false",
    });
    search.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => { this.text = search.value.trim(); this.apply(); }, 120);
    });
    search.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      const next = this.next();
      if (!next) return;
      this.view.change({ isPlaying: false });
      this.view.select(next.run, next.call);
      if (!timeline.axis.seesAll) timeline.axis.zoomTo(next.run.calls.requested[next.call], next.run.endOf(next.call));
      timeline.request("chart");
    });
    const has = (test) => this.view.runs.some((run) => run.calls.flags.some((flags, call) => test(run, flags, call)));
    const kinds = [
      ["critical", has((_, flags) => flags & CRITICAL)], ["observed", has((_, flags) => flags & OBSERVED)],
      ["failed", has((_, flags) => flags & (FAILED | STOPPED))],
      ["waited", has((run, _, call) => run.calls.start[call] > run.calls.requested[call])],
    ].filter(([, exists]) => exists).map(([kind]) => [kind, say(`only.${kind}`)]);
    const lanes = distinct(this.view.runs.flatMap((run) => run.lanes.map((lane) => lane.name)));
    const components = distinct(this.view.runs.flatMap((run) => run.components.map((_, index) => run.componentName(index))));
    const groups = distinct(this.view.runs.flatMap((run) => (run.groups ?? []).map(({ name }) => name)));
    return make("div", { class: "filters", role: "search", "aria-label": say("filters") }, search,
      this.choice("lane", say("allLanes"), lanes),
      components.join("\n") !== lanes.join("\n") ? this.choice("component", say("allComponents"), components) : null,
      this.choice("group", say("allGroups"), groups),
      this.choice("kind", say("allKinds"), kinds),
      this.count);
  }

  /** A list to filter by; none where there is nothing to choose, or too much. Names stand for themselves. */
  choice(property, all, options) {
    const isOfNames = typeof options[0] === "string";
    if (isOfNames && options.length < 2 || options.length === 0 || options.length > 500) return null;
    const pairs = isOfNames ? options.map((name) => [name, name]) : options;
    const select = choiceList(say(`filter.${property}`), [["", all], ...pairs]);
    select.addEventListener("change", () => {
      this[property] = select.value;
      this.apply();
    });
    return select;
  }
}

const distinct = (values) => [...new Set(values)];
