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
    const { runs } = this.view;
    const has = (test) => runs.some((run) => run.calls.flags.some((flags, call) => test(flags, run.calls, call)));
    const kinds = [
      ["critical", has((flags) => flags & CRITICAL)], ["observed", has((flags) => flags & OBSERVED)],
      ["failed", has((flags) => flags & (FAILED | STOPPED))],
      ["waited", has((_, { start, requested }, call) => start[call] > requested[call])],
    ].filter(([, exists]) => exists).map(([kind]) => [kind, say(`only.${kind}`)]);
    const lanes = namesOf(runs, (run) => run.lanes, ({ name }) => name);
    const components = namesOf(runs, (run) => run.components, ({ name }, run) => run.names[name]);
    // Groups that are single components are among those already.
    const groups = namesOf(runs, (run) => run.groups ?? [], ({ name }) => name);
    const isOfComponents = groups.every((name) => components.includes(name));
    return make("div", { class: "filters", role: "search", "aria-label": say("filters") }, this.searchField(timeline),
      this.choice("lane", say("allLanes"), lanes),
      components.join("\n") !== lanes.join("\n") ? this.choice("component", say("allComponents"), components) : null,
      isOfComponents ? null : this.choice("group", say("allGroups"), groups),
      this.choice("kind", say("allKinds"), kinds),
      this.count);
  }

  /** Filters while one types, and Enter goes from match to match. */
  searchField(timeline) {
    const attributes = { type: "search", id: "search", autocomplete: "off", spellcheck: "false" };
    const field = make("input", { ...attributes, placeholder: say("search"), "aria-label": say("search") });
    let timer = null;
    const search = () => {
      clearTimeout(timer);
      if (this.text === field.value.trim()) return;
      this.text = field.value.trim();
      this.apply();
    };
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(search, 120);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      search();
      const next = this.next();
      if (!next) return;
      this.view.change({ isPlaying: false });
      this.view.select(next.run, next.call);
      if (!timeline.axis.seesAll) timeline.axis.zoomTo(next.run.calls.requested[next.call], next.run.endOf(next.call));
      timeline.request("chart");
    });
    return field;
  }

  /** A list to filter by; none where there is nothing to choose. Names stand for themselves. */
  choice(property, all, options) {
    const isOfNames = typeof options[0] === "string";
    if (isOfNames && options.length < 2 || options.length === 0) return null;
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

/** The names of what the runs have, each once; none where they are too many to choose from. */
function namesOf(runs, listOf, nameOf) {
  if (runs.some((run) => listOf(run).length > 500)) return [];
  return distinct(runs.flatMap((run) => listOf(run).map((one) => nameOf(one, run))));
}
