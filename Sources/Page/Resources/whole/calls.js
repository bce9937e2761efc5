// The table of all calls: sorted by any column, filtered as the chart is, however many there are.

class CallTable {
  constructor(view, run, part) {
    this.view = view;
    this.run = run;
    this.part = part;
    this.columns = CallTable.columns(run);
    this.sorting = { column: this.columns.findIndex(({ key }) => key === "start"), direction: 1 };
    this.body = make("tbody");
    this.heads = this.columns.map((column, index) => {
      const attributes = { type: "button", class: "sort", title: say(`about.${column.key}`), onclick: () => this.sortBy(index) };
      const button = make("button", attributes, say(`column.${column.key}`));
      return make("th", { scope: "col", class: column.text ? null : "num" }, button);
    });
    const caption = make("caption", { class: "unseen" }, part.querySelector("caption")?.textContent ?? say("calls"));
    this.table = make("table", {}, caption, make("thead", {}, make("tr", {}, ...this.heads)), this.body);
    this.scroller = make("div", { class: "scroll long", tabindex: "0", role: "region", "aria-label": view.runs.length > 1 ? say("callsOf", run.name) : say("calls") }, this.table);
    // The table that stood there is the one that is printed.
    part.querySelector(".scroll").classList.add("for-print");
    part.querySelector("h3").after(this.scroller);
    this.list = new VirtualRows(this.scroller, this.body, (index) => this.row(this.order[index]));
    view.on("matches", () => this.sort());
    view.on("selected", () => this.showSelected());
    this.sort();
  }

  /** The columns that say something of this run. */
  static columns(run) {
    const { calls } = run;
    const has = (values) => values?.some((value) => value !== 0);
    const waits = calls.start.map((start, call) => start === Infinity ? run.end - calls.requested[call] : start - calls.requested[call]);
    return [
      { key: "call", text: (call) => run.label(call), rank: () => ranks(run) },
      run.lanes.length > 1 ? { key: "lane", text: (call) => run.lanes[calls.lane[call]].name, rank: () => calls.lane } : null,
      { key: "start", rank: () => calls.start },
      { key: "takes", rank: () => run.takes },
      has(waits) ? { key: "waits", rank: () => waits } : null,
      has(calls.running?.map((running, call) => running - run.takes[call])) ? { key: "running", rank: () => calls.running } : null,
      calls.slack ? { key: "slack", rank: () => calls.slack } : null,
      calls.drag?.some((drag) => drag > 0) ? { key: "drag", rank: () => calls.drag } : null,
      calls.flags.some((flags) => flags & ~FLOW)
        ? { key: "state", text: (call) => flagWords(calls.flags[call]), rank: () => calls.flags } : null,
    ].filter(Boolean).map((column) => ({ ...column, values: null }));
  }

  sortBy(index) {
    const { column, direction } = this.sorting;
    // Numbers are asked for with the largest first; a second time turns it round.
    const first = this.columns[index].text || this.columns[index].key === "start" ? 1 : -1;
    this.sorting = { column: index, direction: column === index ? -direction : first };
    this.sort();
  }

  sort() {
    const matches = this.view.matches[this.run.number];
    const { column, direction } = this.sorting;
    const values = this.columns[column].values ??= this.columns[column].rank();
    const order = new Uint32Array(this.run.count);
    let count = 0;
    for (let call = 0; call < this.run.count; call++) if (!matches || matches[call]) order[count++] = call;
    this.order = order.subarray(0, count);
    // Calls come in the order of their start already.
    const isSorted = this.columns[column].key === "start" && direction > 0;
    const compare = (one, other) => values[one] === values[other] ? one - other : (values[one] - values[other]) * direction;
    if (!isSorted) this.order.sort(compare);
    for (const [index, head] of this.heads.entries()) {
      if (index === column) head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    }
    this.table.setAttribute("aria-rowcount", String(count + 1));
    this.scroller.style.setProperty("--rows", String(count + 1));
    this.scroller.scrollTop = 0;
    this.list.reset(count);
    this.showSelected();
  }

  row(call) {
    const { run, view } = this;
    const select = linkButton(run.label(call), () => {
      view.change({ isPlaying: false, span: null });
      view.select(run, call);
    });
    const swatch = make("span", { class: "swatch", "aria-hidden": "true" });
    swatch.style.setProperty("--colour", fillVariable(run.colour(call)));
    const cells = this.columns.slice(1).map(({ text, values, rank }, index) => {
      if (text) return make("td", {}, text(call));
      const times = values ?? (this.columns[index + 1].values = rank());
      return make("td", { class: "num" }, times[call] < 0 ? "" : timeText(times[call]));
    });
    const name = make("th", { scope: "row", title: run.label(call) }, make("div", { class: "name" }, swatch, select));
    const row = make("tr", {}, name, ...cells);
    row.dataset.call = String(call);
    row.addEventListener("pointerenter", () => view.change({ hovered: { run, call } }));
    row.addEventListener("pointerleave", () => view.change({ hovered: null }));
    if (this.isSelected(call)) row.classList.add("selected");
    return row;
  }

  isSelected(call) {
    return this.view.selected?.run === this.run && this.view.selected.call === call;
  }

  showSelected() {
    for (const [, row] of this.list.shown()) row.classList.toggle("selected", this.isSelected(Number(row.dataset.call)));
  }
}

/** For each call the place of its label among all labels in order, so that sorting compares numbers. */
function ranks(run) {
  const compare = new Intl.Collator("en", { numeric: true }).compare;
  const names = distinct(run.labels ?? run.components.map((_, index) => run.componentName(index))).sort(compare);
  const places = new Map(names.map((name, index) => [name, index]));
  return Float64Array.from({ length: run.count }, (_, call) => places.get(run.label(call)));
}
