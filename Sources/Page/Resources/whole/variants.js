// All runs: a switch per component says whether it is parallel, and the bars move to the run that this would have been.
// All of them were simulated before; nothing is computed here but where the bars stand.

class Variants {
  constructor(view, run, part) {
    this.view = view;
    this.run = run;
    this.variants = run.variants;
    this.mask = run.variants.declared;
    this.byMask = new Map(run.variants.runs.map((variant) => [variant.mask, variant]));
    this.longest = Math.max(Number.MIN_VALUE, ...run.variants.runs.map((variant) => variant.makespan));
    this.answer = make("p", { class: "variant-answer", role: "status" });
    this.switches = run.variants.components.map((component, bit) => {
      const button = switchButton(run.componentName(component), this.isOn(bit), () => this.choose(this.mask ^ 1 << bit), { title: run.componentName(component) });
      button.style.setProperty("--colour", fillVariable(run.components[component].colour));
      return button;
    });
    this.chart = make("div", { class: "variant-chart", role: "img" });
    this.reset = smallButton(say("asDeclared"), () => this.choose(run.variants.declared));
    const heading = make("span", { class: "legend", "aria-hidden": "true" }, say("parallelSwitches"));
    const attributes = { class: "switches", role: "group", "aria-label": say("parallelSwitches") };
    const group = make("div", attributes, heading, ...this.switches, this.reset);
    part.querySelector("h3").after(group, ...part.querySelectorAll(".simulated"), this.answer, this.chart);
    this.bars = new Map();
    this.rows = this.prepareTable(part);
    this.layOut();
    this.show();
  }

  isOn(bit) {
    return (this.mask >> bit & 1) === 1;
  }

  /** The rows of the static table: each gets a bar, and a press chooses it. */
  prepareTable(part) {
    const rows = new Map();
    for (const row of part.querySelectorAll("tr[data-mask]")) {
      const mask = Number(row.dataset.mask);
      const variant = this.byMask.get(mask);
      const head = row.querySelector("th");
      if (!variant || !head) continue;
      const button = make("button", { type: "button", class: "link", onclick: () => this.choose(mask) });
      button.append(...head.childNodes);
      head.append(button);
      const bar = make("td", { class: "measure", "aria-hidden": "true" }, make("span"));
      bar.firstChild.style.width = `${variant.makespan / this.longest * 100}%`;
      row.append(bar);
      rows.set(mask, row);
    }
    const head = part.querySelector("thead tr");
    if (head && rows.size > 0) head.append(make("td", { "aria-hidden": "true" }));
    return rows;
  }

  /** Lanes of all variants, in the order in which they come up. */
  layOut() {
    this.lanes = distinct(this.variants.runs.flatMap((variant) => (variant.bars ?? []).map((bar) => bar.lane)));
    this.chart.style.setProperty("--lanes", String(this.lanes.length));
    this.chart.hidden = this.lanes.length === 0;
    for (const [index, lane] of this.lanes.entries()) {
      const name = make("span", { class: "lane-name" }, lane);
      name.style.setProperty("--lane", String(index));
      this.chart.append(name);
    }
    this.plot = make("div", { class: "plot" });
    for (const { at, text } of axisTicks(0, this.longest, 6)) {
      const tick = make("span", { class: "tick" }, text);
      tick.style.left = `${at / this.longest * 100}%`;
      this.plot.append(tick);
    }
    this.end = make("span", { class: "end" });
    const declared = this.timeOf(this.variants.declared);
    this.declared = make("span", { class: "end declared" }, say("declared", timeText(declared)));
    this.place(this.declared, declared);
    this.plot.append(this.declared, this.end);
    this.chart.append(this.plot);
  }

  /** Puts the mark of an end where it belongs. */
  place(mark, instant) {
    mark.style.left = `${instant / this.longest * 100}%`;
    mark.classList.toggle("late", instant > this.longest * 0.6);
  }

  timeOf(mask) {
    return this.byMask.get(mask).makespan;
  }

  choose(mask) {
    this.mask = mask;
    this.show();
  }

  /** The combination that is chosen; of one that was not simulated nothing is known, and it says so. */
  show() {
    const variant = this.byMask.get(this.mask);
    const { declared } = this.variants;
    for (const [bit, button] of this.switches.entries()) button.setAttribute("aria-pressed", String(this.isOn(bit)));
    this.reset.disabled = this.mask === declared;
    const answer = variant ? [this.signOf(variant), variant.answer].filter(Boolean).join(" ") : say("notSimulated", this.namesOn());
    setText(this.answer, answer);
    this.answer.classList.toggle("bad", variant?.whole === false);
    this.answer.classList.toggle("risky", variant?.whole === true && variant.hazards > 0);
    this.chart.setAttribute("aria-label", answer);
    this.chart.classList.toggle("unknown", !variant);
    this.chart.classList.toggle("bad", variant?.whole === false);
    for (const [mask, row] of this.rows) {
      row.classList.toggle("selected", mask === this.mask);
      if (mask === this.mask) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
    this.end.hidden = !variant;
    if (variant) {
      this.place(this.end, variant.makespan);
      setText(this.end, [variant.whole ? null : say("endsBadly"), timeText(variant.makespan)].filter(Boolean).join(" "));
    }
    this.declared.hidden = variant !== undefined && variant.makespan === this.timeOf(declared);
    this.moveBars(variant?.bars ?? []);
  }

  /** A sign before the answer of a variant that ends badly, or against which something speaks. */
  signOf(variant) {
    if (!variant.whole) return say("endsBadly");
    return variant.hazards > 0 ? say("hasHazards") : null;
  }

  namesOn() {
    return this.switches.filter((_, bit) => this.isOn(bit)).map((button) => button.textContent).join(", ");
  }

  /** The same call keeps its element, so that the style sheet moves it from one run to the other. */
  moveBars(bars) {
    const seen = new Map();
    const used = new Set();
    for (const bar of bars) {
      const kind = `${bar.component} ${bar.state}`;
      const ordinal = seen.get(kind) ?? 0;
      seen.set(kind, ordinal + 1);
      const key = `${kind} ${ordinal}`;
      used.add(key);
      let element = this.bars.get(key);
      if (!element) {
        element = make("span", { class: `variant-bar ${stateNames[bar.state] ?? "running"}` }, make("span"));
        element.style.setProperty("--colour", fillVariable(this.run.components[bar.component]?.colour));
        this.bars.set(key, element);
        this.plot.append(element);
      }
      element.classList.remove("gone");
      element.style.setProperty("--lane", String(this.lanes.indexOf(bar.lane)));
      element.style.left = `${bar.from / this.longest * 100}%`;
      element.style.width = `${(bar.to - bar.from) / this.longest * 100}%`;
      const takes = timeText(bar.to - bar.from);
      const name = bar.state === RUNNING ? this.run.componentName(bar.component) : say(stateNames[bar.state]);
      setText(element.firstChild, `${name} ${takes}`);
    }
    for (const [key, element] of this.bars) if (!used.has(key)) element.classList.add("gone");
  }
}
