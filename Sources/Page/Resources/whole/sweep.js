// The sweep: how long it takes with one worker, with two … as a curve, with its bounds and the knee after which more help little.

class Sweep {
  constructor(run, part) {
    Object.assign(this, run.sweep);
    this.values = this.points.map((point) => point.value);
    this.area = { left: 64, right: 620, top: 16, bottom: 220 };
    this.highest = Math.max(...this.points.map((point) => point.most ?? point.makespan)) * 1.06;
    const name = say("sweepName", this.axis, this.points.length);
    this.picture = draw("svg", { viewBox: "0 0 640 260", class: "curve", role: "img", "aria-label": name });
    this.readout = make("p", { class: "readout", "aria-hidden": "true" });
    this.rows = [...part.querySelectorAll("tbody tr")];
    this.drawAxes();
    this.drawBounds();
    this.drawCurve();
    this.listen();
    this.show(-1);
    part.querySelector("h3").after(this.picture, this.readout);
  }

  /** From left to right: by the value, or by its logarithm where the values go over several powers of two. */
  x(value) {
    const [first, last] = [Math.min(...this.values), Math.max(...this.values)];
    const place = first > 0 && last / first > 40 ? Math.log : (plain) => plain;
    return this.area.left + (place(value) - place(first)) / (place(last) - place(first)) * (this.area.right - this.area.left);
  }

  /** From the bottom up: always from 0. */
  y(time) {
    return this.area.bottom - time / this.highest * (this.area.bottom - this.area.top);
  }

  path(points, time) {
    return points.map((point) => `${this.x(point.value)} ${this.y(time(point))}`).join("L");
  }

  text(words, attributes) {
    this.picture.append(draw("text", attributes, words));
  }

  drawAxes() {
    const { left, right, bottom } = this.area;
    for (const { at, text } of axisTicks(0, this.highest, 5)) {
      this.picture.append(draw("line", { x1: left, x2: right, y1: this.y(at), y2: this.y(at), class: "grid" }));
      this.text(text, { x: left - 8, y: this.y(at) + 4, "text-anchor": "end" });
    }
    const step = Math.ceil(this.values.length / 10);
    for (const [index, value] of this.values.entries()) {
      if (index % step === 0) this.text(String(value), { x: this.x(value), y: bottom + 18, "text-anchor": "middle" });
    }
    this.text(this.axis, { x: (left + right) / 2, y: bottom + 36, "text-anchor": "middle" });
  }

  /** A band between the bounds where both are known, a line where only the lower one is; and the knee. */
  drawBounds() {
    const bounded = this.points.filter((point) => point.least !== null);
    if (bounded.length > 0 && this.points.every((point) => point.most !== null && point.least !== null)) {
      const back = this.path(this.points.toReversed(), (point) => point.least);
      this.picture.append(draw("path", { d: `M${this.path(this.points, (point) => point.most)}L${back}Z`, class: "band" }));
    } else if (bounded.length > 0) {
      this.picture.append(draw("path", { d: `M${this.path(bounded, (point) => point.least)}`, class: "least" }));
    }
    if (this.knee === null || this.knee === undefined) return;
    const x = this.x(this.knee);
    this.picture.append(draw("line", { x1: x, x2: x, y1: this.area.top, y2: this.area.bottom, class: "knee" }));
    this.text(say("knee", this.knee), { x: x + 6, y: this.area.top + 10, class: "knee-text" });
  }

  drawCurve() {
    this.picture.append(draw("path", { d: `M${this.path(this.points, (point) => point.makespan)}`, class: "line" }));
    const r = this.points.length > 60 ? 2 : 4;
    this.dots = this.points.map(({ value, makespan }) => draw("circle", { cx: this.x(value), cy: this.y(makespan), r }));
    this.picture.append(...this.dots);
  }

  listen() {
    this.picture.addEventListener("pointermove", (event) => {
      const box = this.picture.getBoundingClientRect();
      const at = (event.clientX - box.left) / box.width * 640;
      const away = this.values.map((value) => Math.abs(this.x(value) - at));
      this.show(away.indexOf(Math.min(...away)));
    });
    this.picture.addEventListener("pointerleave", () => this.show(-1));
    for (const [index, row] of this.rows.entries()) {
      row.addEventListener("pointerenter", () => this.show(index));
      row.addEventListener("pointerleave", () => this.show(-1));
    }
  }

  /** Marks a point, in the curve and in the table, and tells it below. */
  show(index) {
    for (const [other, dot] of this.dots.entries()) dot.classList.toggle("now", other === index);
    for (const [other, row] of this.rows.entries()) row.classList.toggle("selected", other === index);
    if (index < 0) return setText(this.readout, say("sweepHint"));
    const { value, makespan, speedup, efficiency } = this.points[index];
    const ratio = (number) => number === null ? "–" : String(number);
    setText(this.readout, say("sweepPoint", this.axis, value, timeText(makespan), ratio(speedup), ratio(efficiency)));
  }
}
