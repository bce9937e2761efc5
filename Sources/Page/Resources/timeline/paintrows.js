// Painting the rows: bars where there is room for them, and where many share a pixel, one line of pixels a row that is stretched.

class RowPainter {
  constructor() {
    this.lines = document.createElement("canvas");
  }

  /**
   * Paints the rows of a run that are seen.
   *
   * @param scene what is painted on, with the axis, the heights that are seen, and the list that takes the labels
   */
  paint(scene, track, pyramids, profiles) {
    const { context, axis, ratio } = scene;
    const { run, rows: places } = track;
    const width = Math.ceil(axis.width * ratio);
    const isSeen = ({ y, height }) => y + height >= scene.top && y <= scene.bottom;
    for (const [row, place] of places.entries()) if (profiles[row] && isSeen(place)) this.paintProfile(scene, run, profiles[row], place);
    const seen = [...places.keys()].filter((row) => !profiles[row] && isSeen(places[row]));
    if (seen.length === 0 || width < 1) return;
    const image = new ImageData(width, seen.length);
    const marks = seen.map(() => ({ critical: new Uint8Array(width), observed: new Uint8Array(width), bars: [], used: false }));
    const pixels = new Uint32Array(image.data.buffer);
    const tints = Uint32Array.from(run.components, ({ colour }) => pixelOf(fillOf(colour)));
    for (const [line, row] of seen.entries()) {
      const isThin = places[row].height < 12;
      this.collect(scene, run, pyramids[row], isThin, tints, pixels.subarray(line * width, (line + 1) * width), marks[line]);
    }
    this.lines.width = width;
    this.lines.height = seen.length;
    this.lines.getContext("2d").putImageData(image, 0, 0);
    for (const [line, row] of seen.entries()) {
      const { y, height } = places[row];
      if (marks[line].used) {
        context.imageSmoothingEnabled = false;
        context.drawImage(this.lines, 0, line, width, 1, axis.left, y, axis.width, height);
      }
      this.paintRuns(scene, marks[line].critical, y, Math.min(2, height / 3), colours.ink);
      this.paintRuns(scene, marks[line].observed, y + height, 2, colours.observed);
      const isBar = (spell) => run.spells.state[spell] === RUNNING || run.spells.state[spell] === WITHIN;
      for (const spell of marks[line].bars) if (!isBar(spell)) this.paintWaiting(scene, run, spell, y, height);
      for (const spell of marks[line].bars) if (isBar(spell)) this.paintBar(scene, run, spell, y, height);
    }
    for (const call of run.milestones) this.paintMilestone(scene, run, call, places[run.row(call)]);
  }

  /** What takes no time is a diamond. */
  paintMilestone({ context, axis, matches, top, bottom }, run, call, { y, height }) {
    const instant = run.calls.start[call];
    if (instant < axis.from || instant > axis.to || y > bottom || y + height < top) return;
    const [middle, half] = [y + height / 2, Math.min(7, height / 2)];
    const x = Math.max(axis.x(instant), axis.left + half - 1);
    context.fillStyle = matches[run.number] && !matches[run.number][call] ? colours.dimmed : colours.ink;
    context.strokeStyle = colours.card;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x, middle - half);
    context.lineTo(x + half, middle);
    context.lineTo(x, middle + half);
    context.lineTo(x - half, middle);
    context.closePath();
    context.fill();
    context.stroke();
  }

  /** Where calls lie above each other, how many there are. */
  paintProfile(scene, run, profile, { y, height }) {
    scene.context.fillStyle = colours.faint;
    scene.context.globalAlpha = 0.5;
    paintSteps(scene, profile, y, height, run.end);
    scene.context.globalAlpha = 1;
  }

  /**
   * Sorts what is seen of a row into bars and into pixels of its line: each group by its main colour, and as solid as it is busy.
   * In thin rows, which have no room for words, short bars are pixels too.
   */
  collect({ axis, ratio, grain }, run, pyramid, isThin, tints, pixels, marks) {
    const ticksPerDot = axis.ticksPerPixel / ratio;
    const { left, windowFrom } = axis;
    const isFolded = axis.folds.length > 0;
    const dot = (time) => isFolded ? (axis.x(time) - left) * ratio : (time - windowFrom) / ticksPerDot;
    const last = pixels.length - 1;
    const dimmed = pixelOf(colours.dimmed);
    const paint = (from, to, tint, share, flags) => {
      const begin = Math.max(0, Math.floor(dot(from)));
      const end = Math.min(last, Math.max(begin, Math.ceil(dot(to)) - 1));
      const alpha = Math.min(255, Math.round(255 * share));
      const pixel = (alpha << 24 | tint) >>> 0;
      for (let at = begin; at <= end; at++) {
        if (pixels[at] >>> 24 < alpha) pixels[at] = pixel;
        if (flags & CRITICAL) marks.critical[at] = 1;
        if (flags & OBSERVED) marks.observed[at] = 1;
      }
      marks.used = true;
    };
    const { from, to, state } = run.spells;
    const [{ kind: kinds, flags: allFlags }] = pyramid.levels;
    const mostDots = isThin ? 12 * ticksPerDot : 0;
    pyramid.visit(axis.from, axis.to, ticksPerDot * grain, (spell, index) => {
      const isShort = to[spell] - from[spell] < mostDots && state[spell] === RUNNING;
      if (isShort) paint(from[spell], to[spell], kinds[index] === DIMMED ? dimmed : tints[kinds[index]], 1, allFlags[index]);
      else marks.bars.push(spell);
    }, (level, index) => {
      const span = Math.max(level.to[index] - level.from[index], ticksPerDot);
      const kind = level.kind[index];
      const isBusy = level.busy[index] > 0;
      const share = isBusy ? 0.3 + 0.7 * level.busy[index] / span : 0.25 + 0.2 * level.idle[index] / span;
      const tint = isBusy && kind !== DIMMED ? tints[kind] : dimmed;
      paint(level.from[index], level.to[index], tint, share, level.flags[index]);
    });
  }

  /** Paints a line over each stretch of pixels that are set. */
  paintRuns({ context, axis, ratio }, pixels, y, height, colour) {
    context.fillStyle = colour;
    for (let first = pixels.indexOf(1); first >= 0;) {
      let last = pixels.indexOf(0, first);
      if (last < 0) last = pixels.length;
      context.fillRect(axis.left + first / ratio, y, (last - first) / ratio, height);
      first = pixels.indexOf(1, last);
    }
  }

  /** The left and right edges of a spell, no further out than a little beyond what is seen. */
  edges({ axis }, { spells }, spell) {
    return this.edgesOf(axis, spells.from[spell], spells.to[spell]);
  }

  /** The same of any two instants. */
  edgesOf(axis, from, to) {
    return [Math.max(axis.x(from), axis.left - 4), Math.min(axis.x(to), axis.left + axis.width + 4)];
  }

  /** A line below what the end of the run waited for in a spell. */
  paintObserved({ context, axis }, run, spell, y, height) {
    if (height < 8) return;
    context.fillStyle = colours.observed;
    for (const [from, to] of run.partsOn(OBSERVED, spell)) {
      const [left, right] = this.edgesOf(axis, from, to);
      if (right > left) context.fillRect(left, y + height + 0.5, right - left, 2);
    }
  }

  /** A frame around the parts of a bar that are critical. */
  paintCritical({ context, axis, scale }, run, spell, y, height) {
    context.strokeStyle = colours.ink;
    for (const [from, to] of run.partsOn(CRITICAL, spell)) {
      const [left, right] = this.edgesOf(axis, from, to);
      if (right <= left) continue;
      const border = Math.min(2.5 * scale, (right - left) / 4, height / 5);
      context.lineWidth = border;
      context.strokeRect(left + border / 2, y + border / 2, right - left - border, height - border);
    }
  }

  paintBar(scene, run, spell, y, height) {
    const { context, axis, scale } = scene;
    const call = run.spells.call[spell];
    const flags = run.calls.flags[call];
    const isDimmed = scene.matches[run.number] && !scene.matches[run.number][call];
    const [left, right] = this.edges(scene, run, spell);
    const seam = right - left > 3 ? 0.6 : 0;
    context.fillStyle = isDimmed ? colours.dimmed : fillOf(run.colour(call));
    context.globalAlpha = run.spells.state[spell] === WITHIN ? 0.35 : 1;
    context.fillRect(left + seam, y, right - left - 2 * seam, height);
    context.globalAlpha = 1;
    if (!isDimmed) {
      this.paintCritical(scene, run, spell, y, height);
      this.paintObserved(scene, run, spell, y, height);
    }
    // How a call ended is not known before: its marks are at its end, and not on what is yet to come.
    const isLast = run.spells.to[spell] >= run.calls.end[call];
    if (isLast && flags & (FAILED | STOPPED)) scene.labels.push({ cut: [right, y, height], colour: flags & FAILED ? colours.loss : colours.ink });
    if (height < 12) return;
    const seenLeft = Math.max(left, axis.left);
    const seenRight = Math.min(right, axis.left + axis.width);
    context.font = `${Math.min(13 * scale, height * 0.62)}px ${fontFamily}`;
    const sign = isLast && flags & FAILED && seenRight - seenLeft >= 24 ? 14 * scale : 0;
    if (sign > 0) scene.labels.push({ text: "✕", x: seenRight - sign, y: y + height / 2 + 0.5, font: context.font, colour: isDimmed ? colours.ink : colours.mark });
    const room = seenRight - seenLeft - 10 - sign;
    if (room < 18) return;
    const mark = flags & CACHED ? "↺ " : "";
    const name = mark + run.label(call);
    const whole = `${name} ${timeText(run.spells.to[spell] - run.spells.from[spell])}`;
    const text = textWidth(context, whole) <= room ? whole : fitting(context, name, room);
    const colour = isDimmed || run.spells.state[spell] === WITHIN ? colours.ink : colours.mark;
    scene.labels.push({ text, x: seenLeft + 5 + room / 2, y: y + height / 2 + 0.5, font: context.font, colour, ahead: colours.ink });
  }

  /** What waits is drawn without a fill: queued in stripes, blocked in dots, requested as a line. */
  paintWaiting(scene, run, spell, y, height) {
    const { context, axis, scale } = scene;
    const [left, right] = this.edges(scene, run, spell);
    const state = run.spells.state[spell];
    const call = run.spells.call[spell];
    const isDimmed = scene.matches[run.number] && !scene.matches[run.number][call];
    if (!isDimmed) this.paintObserved(scene, run, spell, y, height);
    context.strokeStyle = isDimmed ? colours.dimmed : colours.faint;
    context.lineWidth = 1.4;
    if (state === REQUESTED) {
      context.setLineDash([]);
      context.beginPath();
      context.moveTo(left, y + height / 2);
      context.lineTo(right, y + height / 2);
      context.stroke();
      return;
    }
    if (state === QUEUED) {
      context.fillStyle = stripes(context, context.strokeStyle);
      context.fillRect(left, y + height * 0.25, right - left, height * 0.5);
    } else {
      context.setLineDash([1.5, 4]);
      context.lineCap = "round";
      context.strokeRect(left + 1, y + 1.5, Math.max(0, right - left - 2), height - 3);
      context.setLineDash([]);
      context.lineCap = "butt";
    }
    const seenLeft = Math.max(left, axis.left);
    const room = Math.min(right, axis.left + axis.width) - seenLeft - 10;
    if (room < 30 || height < 14 || state === QUEUED) return;
    context.font = `${Math.min(12 * scale, height * 0.58)}px ${fontFamily}`;
    const whole = `${say(stateNames[state])} ${timeText(run.spells.to[spell] - run.spells.from[spell])}`;
    const [text, x] = [fitting(context, whole, room), seenLeft + 5 + room / 2];
    scene.labels.push({ text, x, y: y + height / 2 + 0.5, font: context.font, colour: colours.faint, ahead: colours.faint });
  }
}

/** A slanted end: what failed or was stopped did not come to its own end. */
function paintCut(context, [right, y, height], colour) {
  context.strokeStyle = colour;
  context.lineWidth = 2.5;
  context.beginPath();
  context.moveTo(right - Math.min(5, height / 3), y);
  context.lineTo(right, y + height);
  context.stroke();
}

/** Paints labels onto a canvas of their own: in the colours for bars, or in those for bars under the veil. */
function paintLabels({ context }, labels, isAhead) {
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const { text, cut, x, y, font, colour, ahead } of labels) {
    // What has no colour under the veil is not known there.
    if (isAhead && !ahead) continue;
    if (cut) {
      paintCut(context, cut, colour);
      continue;
    }
    context.font = font;
    context.fillStyle = isAhead ? ahead : colour;
    context.fillText(text, x, y);
  }
}

/** Slanted stripes of a colour; what is queued. */
function stripes(context, colour) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 6;
  const pen = tile.getContext("2d");
  pen.strokeStyle = colour;
  pen.lineWidth = 1.6;
  pen.beginPath();
  for (const offset of [-6, 0, 6]) {
    pen.moveTo(offset, 6);
    pen.lineTo(offset + 6, 0);
  }
  pen.stroke();
  return context.createPattern(tile, "repeat");
}
