// The axis: from instants to pixels and back, for the window that is looked at. Long idle times may be folded.

class Axis {
  constructor(end) {
    this.end = Math.max(end, 1);
    this.isInstant = end === 0;
    this.folds = [];      // { from, to, removed }: time that is folded away, and how much of all before the end of it
    this.left = 0;        // pixels at which the window begins
    this.width = 1;
    this.windowFrom = 0;  // in folded time
    this.windowTo = this.end;
  }

  /** Folds idle times: of all of them together as much is left as makes a fifth of the axis. Sees the whole again. */
  fold(idle) {
    const folded = idle.reduce((sum, { from, to }) => sum + to - from, 0);
    const rest = Math.min((this.end - folded) / 4 / idle.length, ...idle.map(({ from, to }) => to - from));
    let removed = 0;
    this.folds = idle.map(({ from, to }) => {
      removed += to - from - rest;
      return { from, to, rest, removed };
    });
    this.seeAll();
  }

  get foldedEnd() {
    return this.folded(this.end);
  }

  /** Folded time: the time without what is folded away before it. */
  folded(time) {
    const { folds } = this;
    if (folds.length === 0 || time <= folds[0].from) return time;
    let low = 0;
    let high = folds.length;
    while (low + 1 < high) {
      const middle = (low + high) >>> 1;
      if (folds[middle].from < time) low = middle;
      else high = middle;
    }
    const fold = folds[low];
    if (time >= fold.to) return time - fold.removed;
    const before = fold.removed - (fold.to - fold.from - fold.rest);
    return fold.from - before + (time - fold.from) / (fold.to - fold.from) * fold.rest;
  }

  /** Time of folded time. */
  unfolded(folded) {
    let before = 0;
    for (const fold of this.folds) {
      const start = fold.from - before;
      if (folded <= start) break;
      if (folded < start + fold.rest) return fold.from + (folded - start) / fold.rest * (fold.to - fold.from);
      before = fold.removed;
    }
    return folded + before;
  }

  get ticksPerPixel() {
    return (this.windowTo - this.windowFrom) / this.width;
  }

  x(time) {
    return this.left + (this.folded(time) - this.windowFrom) / this.ticksPerPixel;
  }

  time(x) {
    return this.unfolded(this.windowFrom + (x - this.left) * this.ticksPerPixel);
  }

  get from() {
    return this.unfolded(this.windowFrom);
  }

  get to() {
    return this.unfolded(this.windowTo);
  }

  /** The stretches of the window that are not folded. */
  get stretches() {
    const stretches = [];
    let from = this.from;
    for (const fold of this.folds) {
      if (fold.to <= this.from || fold.from >= this.to) continue;
      if (fold.from > from) stretches.push([from, fold.from]);
      from = fold.to;
    }
    if (from < this.to) stretches.push([from, this.to]);
    return stretches;
  }

  get seesAll() {
    return this.windowFrom <= 0 && this.windowTo >= this.foldedEnd;
  }

  seeAll() {
    this.windowFrom = 0;
    this.windowTo = this.foldedEnd;
  }

  /** Shows a window of folded time, moved as far as the run allows, and no narrower than 20 ns. */
  see(from, to) {
    const span = clamp(to - from, Math.min(this.foldedEnd, 20 / tickLength), this.foldedEnd);
    this.windowFrom = clamp(from, 0, this.foldedEnd - span);
    this.windowTo = this.windowFrom + span;
  }

  /** Zooms by a factor below 1 closer, above 1 further; what is at x stays there. */
  zoom(factor, x = this.left + this.width / 2) {
    const share = (x - this.left) / this.width;
    const span = (this.windowTo - this.windowFrom) * factor;
    const fixed = this.windowFrom + (x - this.left) * this.ticksPerPixel;
    this.see(fixed - share * span, fixed - share * span + span);
  }

  /** Moves the window by so many pixels. */
  pan(pixels) {
    const by = pixels * this.ticksPerPixel;
    this.see(this.windowFrom + by, this.windowTo + by);
  }

  /** Shows a part of the run, with some room around it. */
  zoomTo(from, to) {
    const [low, high] = [this.folded(from), this.folded(to)];
    const room = Math.max((high - low) * 0.3, 20 / tickLength);
    this.see(low - room, high + room);
  }

  /** Moves the window just so far that an instant is seen. */
  reveal(time) {
    const folded = this.folded(time);
    const span = this.windowTo - this.windowFrom;
    if (folded < this.windowFrom || folded > this.windowTo) this.see(folded - span / 2, folded + span / 2);
  }
}
