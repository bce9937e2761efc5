// Where everything stands in the chart, from top to bottom, in CSS pixels: for each run its serial strip, its rows and how many run.

/** Sizes in normal type; projector type makes all of them larger. */
const sizes = { strip: 26, bracket: 24, row: 30, nested: 18, gap: 5, leastRow: 2, concurrency: 44, title: 24, axis: 44, between: 14 };

class Tracks {
  /**
   * @param runs the runs, one above the other
   * @param scale 1, or more for large type
   * @param room how high the rows may be before they are pressed together; null where they are never
   */
  constructor(runs, scale, room) {
    const size = Object.fromEntries(Object.entries(sizes).map(([name, length]) => [name, Math.round(length * scale)]));
    const natural = runs.map((run) => Tracks.heights(run, size, 1));
    const wanted = natural.flat().reduce((sum, height) => sum + height + size.gap, 0);
    this.arePressed = room !== null && wanted > room;
    this.couldBePressed = wanted;
    const press = this.arePressed ? room / wanted : 1;
    const gap = press < 0.25 ? 0 : press < 0.5 ? 1 : press < 1 ? 2 : size.gap;
    this.size = size;
    this.runs = [];
    let y = size.gap;
    for (const [index, run] of runs.entries()) {
      const track = { run, title: null, serial: null, rows: [], concurrency: null };
      if (runs.length > 1) {
        track.title = { y, height: size.title };
        y += size.title;
      }
      if (run.serial) {
        track.serial = { y, height: size.strip };
        y += size.strip + size.bracket;
      }
      track.top = y;
      for (const height of natural[index]) {
        const pressed = Math.max(size.leastRow, Math.floor((height + size.gap) * press) - gap);
        track.rows.push({ y, height: pressed });
        y += pressed + gap;
      }
      track.bottom = y;
      // Of one run alone it stands below the rows for good, however far they are scrolled.
      track.concurrency = runs.length > 1 ? { y: y + size.gap, height: size.concurrency } : null;
      y += (track.concurrency ? size.gap + size.concurrency : 0) + size.between;
      this.runs.push(track);
    }
    this.height = y - size.between;
    this.footHeight = size.axis + (runs.length > 1 ? 0 : size.gap + size.concurrency);
    this.axisHeight = size.axis;
  }

  static heights(run, size) {
    const heights = [];
    for (const lane of run.lanes) {
      for (let depth = 0; depth < Math.max(1, lane.depths); depth++) heights.push(lane.depths > 1 && depth > 0 ? size.nested : size.row);
    }
    return heights;
  }

  /** The run and the row at a height of the chart, or null. */
  at(y) {
    for (const track of this.runs) {
      for (const [row, place] of track.rows.entries()) {
        if (y >= place.y - 2 && y <= place.y + place.height + 2) return { run: track.run, row, place };
      }
    }
    return null;
  }

  /** Where a call is painted. */
  placeOf(run, call) {
    return this.runs[run.number].rows[run.row(call)];
  }
}
