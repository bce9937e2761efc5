// Long lists: only the rows that are seen exist. Works in the body of a table, with an empty row above and below.

class VirtualRows {
  /**
   * @param scroller the element that scrolls; its content is a table
   * @param body the body of the table
   * @param rowAt makes the row of an index: a <tr>
   */
  constructor(scroller, body, rowAt) {
    this.scroller = scroller;
    this.body = body;
    this.rowAt = rowAt;
    this.count = 0;
    this.first = this.last = -1;
    this.above = make("tr", { class: "space", "aria-hidden": "true" });
    this.below = make("tr", { class: "space", "aria-hidden": "true" });
    scroller.addEventListener("scroll", () => this.show(), { passive: true });
    new ResizeObserver(() => this.show()).observe(scroller);
  }

  get rowHeight() {
    return this.height ??= parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--row-height")) || 30;
  }

  /** There are so many rows now, and all have to be made again. */
  reset(count) {
    this.count = count;
    this.height = null;
    this.first = this.last = -1;
    this.show();
  }

  show() {
    const { rowHeight, scroller, count } = this;
    const seen = Math.ceil((scroller.clientHeight || 300) / rowHeight);
    const first = clamp(Math.floor(scroller.scrollTop / rowHeight) - 4, 0, Math.max(0, count - 1));
    const last = Math.min(count, first + seen + 9);
    if (first === this.first && last === this.last) return;
    // Rows that stay are not touched, so that a focused button in one of them stays focused.
    if (this.first < 0) this.body.replaceChildren(this.above, this.below);
    const kept = new Map();
    for (const [index, row] of [...this.shown()]) {
      if (index >= first && index < last) kept.set(index, row);
      else row.remove();
    }
    let next = this.above;
    for (let index = first; index < last; index++) {
      let row = kept.get(index);
      if (!row) {
        row = this.rowAt(index);
        row.dataset.index = String(index);
        row.setAttribute("aria-rowindex", String(index + 2));
        next.after(row);
      }
      next = row;
    }
    this.first = first;
    this.last = last;
    this.above.style.height = `${first * rowHeight}px`;
    this.below.style.height = `${(count - last) * rowHeight}px`;
  }

  /** The rows that exist, with their indices. */
  *shown() {
    for (const row of this.body.children) if (row.dataset.index) yield [Number(row.dataset.index), row];
  }

  /** Scrolls so that a row is in the middle, unless it is well seen already. */
  reveal(index) {
    const top = index * this.rowHeight;
    const { scrollTop, clientHeight } = this.scroller;
    if (top < scrollTop + this.rowHeight || top > scrollTop + clientHeight - 3 * this.rowHeight) {
      this.scroller.scrollTop = Math.max(0, top - clientHeight / 2);
    }
    this.show();
  }
}
