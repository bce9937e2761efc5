// Painting what stands around the rows: the axis, the serial strip with what was saved, the bounds, how many run, the names of lanes.

/** Faint lines down from each tick, and the ticks themselves below. */
function paintAxis(scene, height) {
  const { context, axis, scale } = scene;
  const steps = Math.max(2, Math.floor(axis.width / (100 * scale)));
  const span = axis.windowTo - axis.windowFrom;
  // A run that takes no time has no second instant.
  const ticks = axis.isInstant ? axisTicks(0, 0, steps)
    : axis.folds.length === 0 ? axisTicks(axis.from, axis.to, steps)
    : axis.stretches.flatMap(([from, to]) => axisTicks(from, to, steps, span, axis.to));
  context.font = `${12 * scale}px ${fontFamily}`;
  context.textBaseline = "top";
  context.textAlign = "center";
  context.lineWidth = 1;
  for (const { at, text } of ticks) {
    const x = Math.round(axis.x(at)) + 0.5;
    context.strokeStyle = colours.line;
    line(context, x, 0, x, height);
    context.strokeStyle = colours.faint;
    line(context, x, height, x, height + 5);
    context.fillStyle = colours.faint;
    const half = textWidth(context, text) / 2;
    context.fillText(text, Math.min(x, axis.left + axis.width - half + 10), height + 8);
  }
  context.strokeStyle = colours.faint;
  line(context, axis.left, height + 0.5, axis.left + axis.width, height + 0.5);
  for (const fold of axis.folds) paintFold(scene, fold, height);
}

/** At the very bottom, which part of the whole is seen. */
function paintWindow({ context, axis }, height) {
  context.fillStyle = colours.line;
  context.fillRect(axis.left, height - 5, axis.width, 4);
  context.fillStyle = colours.faint;
  const share = axis.width / axis.foldedEnd;
  context.fillRect(axis.left + axis.windowFrom * share, height - 5, Math.max(6, (axis.windowTo - axis.windowFrom) * share), 4);
}

/** Two slanted lines where idle time is folded away, and how long it is. */
function paintFold({ context, axis }, { from, to }, height) {
  const x = (axis.x(from) + axis.x(to)) / 2;
  if (x < axis.left || x > axis.left + axis.width) return;
  const text = say("folded", timeText(to - from));
  context.fillStyle = colours.faint;
  if (textWidth(context, text) < axis.x(to) - axis.x(from) - 50) context.fillText(text, x, height + 8);
  context.fillStyle = colours.card;
  context.fillRect(x - 4, height - 4, 8, 9);
  context.strokeStyle = colours.faint;
  for (const offset of [-4, 2]) line(context, x + offset, height + 5, x + offset + 4, height - 5);
}

/** What it would have been one after the other, above; and below the strip, what was saved. */
function paintSerial(scene, track) {
  const { context, axis, scale } = scene;
  const { run, serial } = track;
  if (!serial) return;
  const { y, height } = serial;
  context.textBaseline = "middle";
  context.textAlign = "center";
  const { from, to, component } = run.serial.bars;
  let painted = axis.left - 2;
  for (let bar = 0; bar < from.length; bar++) {
    const left = Math.max(axis.left - 2, axis.x(from[bar]));
    const right = Math.min(axis.left + axis.width + 2, axis.x(to[bar]));
    // Of several bars within half a pixel the first is painted.
    if (right <= Math.max(left, painted)) continue;
    painted = left + 0.5;
    context.fillStyle = fillOf(run.components[component[bar]]?.colour);
    context.fillRect(left, y, Math.max(right - left - (right - left > 3 ? 0.8 : 0), 0.5), height);
    const name = run.componentName(component[bar]);
    context.font = `${13 * scale}px ${fontFamily}`;
    const whole = `${name} ${timeText(to[bar] - from[bar])}`;
    const room = right - left - 10;
    if (room < 18) continue;
    context.fillStyle = colours.mark;
    context.fillText(textWidth(context, whole) <= room ? whole : fitting(context, name, room), (left + right) / 2, y + height / 2 + 0.5);
  }
  paintSaved(scene, run, y + height + 4);
}

/** A bracket from the end of the run to the end of the serial one. */
function paintSaved({ context, axis, scale }, run, y) {
  const saved = run.serial.makespan - run.makespan;
  if (saved === 0) return;
  const colour = saved > 0 ? colours.gain : colours.loss;
  const left = Math.max(axis.left, axis.x(Math.min(run.makespan, run.serial.makespan)));
  const right = Math.min(axis.left + axis.width, axis.x(Math.max(run.makespan, run.serial.makespan)));
  if (right <= left) return;
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(left, y + 4);
  context.lineTo(left, y);
  context.lineTo(right, y);
  context.lineTo(right, y + 4);
  context.stroke();
  context.fillStyle = colour;
  context.font = `600 ${13 * scale}px ${fontFamily}`;
  context.textBaseline = "top";
  const text = say(saved > 0 ? "saved" : "lost", timeText(Math.abs(saved)), run.serial.speedup || "∞");
  const width = textWidth(context, text);
  if (width <= right - left) {
    context.textAlign = "center";
    context.fillText(text, (left + right) / 2, y + 5);
  } else {
    context.textAlign = "right";
    context.fillText(text, right, y + 5);
  }
}

/** The instants that bound a run: dashed rules through its rows, worded below the axis. */
function paintRules({ context, axis, scale, scroll }, tracks, height) {
  const rules = [];
  for (const track of tracks.runs) {
    for (const bound of track.run.bounds) {
      if (!bound.rule || bound.value === null) continue;
      const same = rules.find((rule) => rule.value === bound.value);
      if (!same) rules.push({ value: bound.value, names: [bound.name], from: track.top, to: track.bottom });
      else {
        if (!same.names.includes(bound.name)) same.names.push(bound.name);
        same.to = Math.max(same.to, track.bottom);
        same.from = Math.min(same.from, track.top);
      }
    }
  }
  context.font = `${12 * scale}px ${fontFamily}`;
  context.textBaseline = "top";
  context.textAlign = "left";
  let free = -Infinity;
  rules.sort((one, other) => one.value - other.value);
  for (const [index, { value, names, from }] of rules.entries()) {
    const x = axis.x(value);
    if (x < axis.left - 1 || x > axis.left + axis.width + 1) continue;
    context.strokeStyle = colours.bound;
    context.lineWidth = 1.5;
    context.setLineDash([6, 5]);
    line(context, x, Math.max(0, from - 4 - scroll), x, height);
    context.setLineDash([]);
    const text = `${names.join(" = ")} ${timeText(value)}`;
    const width = textWidth(context, text);
    // To the right of its line, or to the left where the next line stands too near.
    const next = index + 1 < rules.length ? axis.x(rules[index + 1].value) : Infinity;
    const isTight = next < x + width + 12 && x - width - 4 > Math.max(free, axis.left);
    const at = isTight ? x - width - 4 : Math.min(x + 4, axis.left + axis.width - width);
    if (at < free) continue;
    free = at + width + 12;
    context.fillStyle = colours.bound;
    line(context, x, height, x, height + 26 * scale);
    context.fillText(text, at, height + 8 + 16 * scale);
  }
}

/** How many run, as an area over time. */
function paintConcurrency(scene, run, { y, height }, steps) {
  const { context, axis, scale } = scene;
  context.fillStyle = colours.bound;
  context.globalAlpha = 0.28;
  paintSteps(scene, steps, y, height, run.end);
  context.globalAlpha = 1;
  context.fillStyle = colours.faint;
  context.font = `${11.5 * scale}px ${fontFamily}`;
  context.textAlign = "right";
  context.textBaseline = "top";
  context.fillText(fitting(context, say("runAtOnce"), axis.left - 16), axis.left - 10, y);
  context.fillText(say("atMost", countText(steps.most)), axis.left - 10, y + 15 * scale);
}

/** A function of time as an area: of each pixel the highest step. */
function paintSteps({ context, axis, ratio }, steps, y, height, until) {
  const most = Math.max(1, steps.most);
  const end = Math.min(axis.x(until), axis.left + axis.width);
  let last = 0;
  context.beginPath();
  context.moveTo(axis.left, y + height);
  for (let x = axis.left; x < end; x += 1 / ratio) {
    const value = steps.highest(axis.time(x), axis.time(x + 1 / ratio));
    if (value === last) continue;
    context.lineTo(x, y + height - last / most * height);
    context.lineTo(x, y + height - value / most * height);
    last = value;
  }
  context.lineTo(end, y + height - last / most * height);
  context.lineTo(end, y + height);
  context.fill();
}

/** The names at the left: of lanes, as many as there is room for; of the strip; of runs where there are two. */
function paintNames({ context, axis, scale, top, bottom }, track) {
  const { run } = track;
  const room = axis.left - 14;
  context.textAlign = "right";
  context.textBaseline = "middle";
  context.font = `${13 * scale}px ${fontFamily}`;
  context.fillStyle = colours.ink;
  if (track.serial) context.fillText(say("serial"), axis.left - 10, track.serial.y + track.serial.height / 2);
  let free = -Infinity;
  for (const [lane, { name }] of run.lanes.entries()) {
    const { y, height } = track.rows[run.rowOfLane[lane]];
    const middle = y + Math.max(height, 6) / 2;
    if (y + height < top || y > bottom || middle - free < 13 * scale) continue;
    free = middle;
    context.fillText(fitting(context, name, room), axis.left - 10, middle + 0.5);
  }
  if (!track.title) return;
  context.textAlign = "left";
  context.font = `600 ${13 * scale}px ${fontFamily}`;
  context.fillText(run.name, 8, track.title.y + track.title.height / 2);
}

function line(context, fromX, fromY, toX, toY) {
  context.beginPath();
  context.moveTo(fromX, fromY);
  context.lineTo(toX, toY);
  context.stroke();
}
