// The timeline: the spine of the page. Two canvases, one above the other: the chart, and what moves over it (the playhead,
// what is pointed at), so that playing repaints no bars.

class Timeline {
  constructor(view) {
    this.view = view;
    this.runs = view.runs;
    this.axis = new Axis(Math.max(...view.runs.map((run) => run.axisEnd)));
    this.painter = new RowPainter();
    this.pyramids = this.runs.map((run) => pyramidsOf(run, null));
    this.profiles = this.runs.map((run) => profilesOf(run, this.pyramids[run.number]));
    this.steps = this.runs.map((run) => new StepPyramid(run.concurrency.at, run.concurrency.running));
    this.isTall = false;
    this.chart = make("canvas", { role: "img", class: "chart" });
    this.overlay = make("canvas", { class: "overlay", "aria-hidden": "true" });
    // The labels twice: as they stand on bars, and as they stand on what is yet to come, which is veiled.
    this.past = make("canvas");
    this.ahead = make("canvas");
    this.spacer = make("div", { class: "spacer" }, make("div", { class: "canvases" }, this.chart, this.overlay));
    const names = { role: "group", "aria-label": say("timelineName"), "aria-describedby": "timeline-keys" };
    this.stage = make("div", { class: "stage", tabindex: "0", ...names }, this.spacer);
    this.note = make("p", { class: "pointed", "aria-hidden": "true" });
    this.element = make("div", { class: "chart-box" }, this.stage, this.note);
    this.frames = [];
    view.on("matches", () => this.regroup());
    view.on("instant hovered selected span", () => this.request("overlay"));
    this.stage.addEventListener("scroll", () => this.request("chart"), { passive: true });
    new ResizeObserver(() => this.layOut()).observe(this.element);
  }

  /** Takes the filter into the pyramids. */
  regroup() {
    this.pyramids = this.runs.map((run, index) => pyramidsOf(run, this.view.matches[index]));
    this.request("chart");
  }

  /** Makes room for everything, by the width of the page, the height of the screen and the size of type. */
  layOut() {
    const style = getComputedStyle(document.documentElement);
    this.scale = parseFloat(style.getPropertyValue("--chart-scale")) || 1;
    this.width = this.stage.clientWidth;
    this.ratio = window.devicePixelRatio || 1;
    if (this.width === 0) return;
    const room = Math.max(this.runs.length * 130, window.innerHeight * 0.42 - this.runs.length * 110);
    this.tracks = new Tracks(this.runs, this.scale, this.isTall ? null : room);
    this.canBeTall = this.tracks.arePressed || this.isTall && this.tracks.couldBePressed > room;
    this.height = Math.min(this.tracks.height + this.tracks.footHeight, Math.max(260, window.innerHeight * 0.56));
    this.spacer.style.height = `${this.tracks.height + this.tracks.footHeight}px`;
    this.stage.style.height = `${this.height}px`;
    for (const canvas of [this.chart, this.overlay, this.past, this.ahead]) {
      canvas.width = Math.round(this.width * this.ratio);
      canvas.height = Math.round(this.height * this.ratio);
      canvas.style.height = `${this.height}px`;
    }
    this.axis.left = this.gutter();
    this.axis.width = Math.max(40, this.width - this.axis.left - 16);
    this.onlayout?.();
    this.shareHeights();
    this.paintChart();
    this.paintOverlay();
  }

  /** The instant as it is worded wherever it stands: by thousands of the whole, or finer where the axis is. */
  get instantText() {
    return instantText(this.view.instant, Math.min(this.axis.ticksPerPixel, this.view.end / 1000));
  }

  /** Tells the style sheet how high the spine is, for what sticks and for what is scrolled to below it. */
  shareHeights() {
    const spine = this.element.closest(".spine");
    const section = spine?.parentElement;
    if (!section) return;
    const above = spine.getBoundingClientRect().top - section.getBoundingClientRect().top - 6;
    section.style.setProperty("--spine-above", `${above}px`);
    const isSticky = getComputedStyle(section).position === "sticky";
    document.documentElement.style.setProperty("--spine-height", isSticky ? `${spine.offsetHeight + 20}px` : "1rem");
  }

  /** As wide as the longest name of a lane, within reason. */
  gutter() {
    const context = this.chart.getContext("2d");
    context.font = `${13 * this.scale}px ${fontFamily}`;
    const names = this.runs.flatMap((run) => run.lanes.slice(0, 400).map((lane) => lane.name)).concat(say("serial"), say("runAtOnce"));
    const longest = names.reduce((most, name) => Math.max(most, textWidth(context, name)), 0);
    return Math.ceil(Math.min(longest + 20, this.width * 0.24, 220 * this.scale));
  }

  /** Has the chart or the overlay painted once with the next frame. */
  request(what) {
    if (what === "chart") this.needsChart = true;
    this.needsOverlay = true;
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      if (!this.tracks) return;
      if (this.needsChart) this.paintChart();
      if (this.needsOverlay) this.paintOverlay();
    });
  }

  /** What painting has to know. Heights are those of the chart, which may be scrolled. */
  scene(canvas) {
    const context = canvas.getContext("2d");
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    const scroll = this.stage.scrollTop;
    const rows = this.height - this.tracks.footHeight;
    const floor = this.height - this.tracks.axisHeight;
    const { axis, ratio, scale, view: { matches } } = this;
    return { context, axis, ratio, scale, scroll, top: scroll, bottom: scroll + rows, rows, floor, matches };
  }

  /** Where it stands how many run, if there is one run. */
  get pinned() {
    const { gap, concurrency } = this.tracks.size;
    return { y: this.height - this.tracks.footHeight + gap, height: concurrency };
  }

  paintChart() {
    const begin = performance.now();
    this.needsChart = false;
    const scene = this.scene(this.chart);
    const { context, axis, rows, floor, scroll } = scene;
    scene.labels = [];
    scene.grain = this.grain(begin);
    paintAxis(scene, floor);
    context.save();
    context.beginPath();
    context.rect(0, 0, this.width, rows);
    context.clip();
    context.translate(0, -scroll);
    for (const track of this.tracks.runs) paintNames(scene, track);
    context.beginPath();
    context.rect(axis.left - 1, scroll, axis.width + 4, rows);
    context.save();
    context.clip();
    for (const track of this.tracks.runs) {
      paintSerial(scene, track);
      this.painter.paint(scene, track, this.pyramids[track.run.number], this.profiles[track.run.number]);
    }
    context.restore();
    for (const { run, concurrency } of this.tracks.runs) {
      if (concurrency) paintConcurrency(scene, run, concurrency, this.steps[run.number]);
    }
    context.restore();
    if (this.runs.length === 1) paintConcurrency(scene, this.runs[0], this.pinned, this.steps[0]);
    paintRules(scene, this.tracks, floor);
    this.paintLabels(scene);
    if (!axis.seesAll) paintWindow(scene, this.height);
    this.frames.push(performance.now() - begin);
    if (this.frames.length > 600) this.frames.shift();
    this.onpaint?.();
  }

  /**
   * How many dots wide a group of calls may be to be painted as one. While one moves through a run that takes long to paint, coarser;
   * what stands still is painted finely a moment later.
   */
  grain(now) {
    const isMoving = this.frames.at(-1) > 10 && now - this.lastPainted < 120;
    this.lastPainted = now;
    clearTimeout(this.fineTimer);
    if (isMoving) this.fineTimer = setTimeout(() => this.request("chart"), 150);
    return isMoving ? 3.5 : 1.6;
  }

  paintLabels({ labels, axis, rows, scroll }) {
    for (const canvas of [this.past, this.ahead]) {
      const scene = this.scene(canvas);
      scene.context.save();
      scene.context.beginPath();
      scene.context.rect(axis.left, 0, axis.width + 4, rows);
      scene.context.clip();
      scene.context.translate(0, -scroll);
      paintLabels(scene, labels, canvas === this.ahead);
      scene.context.restore();
    }
  }

  paintOverlay() {
    this.needsOverlay = false;
    paintOver(this, this.scene(this.overlay));
  }

  /** The call at a place on the stage, or null. */
  callAt(x, y) {
    const found = this.tracks?.at(y + this.stage.scrollTop);
    if (!found || x < this.axis.left || y > this.height - this.tracks.footHeight) return null;
    const { run, row } = found;
    const milestone = run.milestones.find((call) => run.row(call) === row && Math.abs(this.axis.x(run.calls.start[call]) - x) < 8);
    if (milestone !== undefined) return { run, call: milestone };
    const pyramid = this.pyramids[run.number][row];
    const grain = this.axis.ticksPerPixel * 2;
    const time = this.axis.time(x);
    let nearest = null;
    let distance = Infinity;
    let budget = 200;
    pyramid.visit(time - grain, time + grain, 0, (spell) => {
      if (budget-- < 0) return;
      const { from, to, state, call } = found.run.spells;
      const away = Math.max(from[spell] - time, time - to[spell], 0) - (state[spell] === RUNNING ? grain * 1e-3 : 0);
      if (away < distance) {
        distance = away;
        nearest = { run: found.run, call: call[spell] };
      }
    }, () => {});
    return nearest;
  }
}
