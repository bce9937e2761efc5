// Painting what moves over the chart: the veil over what is yet to come, the playhead, and what is selected or pointed at.

/** What is yet to come lies under a veil, but for its labels; the playhead stands before all. */
function paintOver(timeline, scene) {
  const { view, tracks, width } = timeline;
  const { context, axis, rows, floor, scroll } = scene;
  const x = axis.x(view.instant);
  context.globalAlpha = 0.68;
  context.fillStyle = colours.card;
  for (const track of tracks.runs) {
    if (view.instant >= track.run.end) continue;
    const left = clamp(x, axis.left, axis.left + axis.width + 4);
    const right = clamp(axis.x(track.run.end) + 4, left, axis.left + axis.width + 4);
    const bottom = track.concurrency ? track.concurrency.y + track.concurrency.height : track.bottom;
    const top = clamp(track.top - 3 - scroll, 0, rows);
    context.fillRect(left, top, right - left, clamp(bottom - scroll, 0, rows) - top);
    if (tracks.runs.length === 1) context.fillRect(left, rows, right - left, floor - rows - 1);
  }
  context.globalAlpha = 1;
  copyLabels(scene, width, timeline.past, 0, x);
  copyLabels(scene, width, timeline.ahead, x, width);
  context.save();
  context.beginPath();
  context.rect(axis.left - 1, 0, axis.width + 4, rows);
  context.clip();
  context.translate(0, -scroll);
  paintSpan(scene, tracks, view.span);
  paintOutline(scene, tracks, view.selected, 2.5);
  paintOutline(scene, tracks, view.hovered, 1.5);
  context.restore();
  if (x >= axis.left - 1 && x <= axis.left + axis.width + 1) paintPlayhead(scene, x, timeline.instantText);
}

/** The labels between two pixels. */
function copyLabels({ context, ratio }, width, canvas, from, to) {
  const left = Math.round(clamp(from, 0, width) * ratio);
  const right = Math.round(clamp(to, 0, width) * ratio);
  if (right <= left || canvas.height === 0) return;
  context.drawImage(canvas, left, 0, right - left, canvas.height, left / ratio, 0, (right - left) / ratio, canvas.height / ratio);
}

/** The playhead, with its instant on a flag below the axis. */
function paintPlayhead({ context, axis, floor, scale }, x, text) {
  context.strokeStyle = context.fillStyle = colours.focus;
  context.lineWidth = 2;
  line(context, x, 0, x, floor);
  context.font = `600 ${12 * scale}px ${fontFamily}`;
  const half = textWidth(context, text) / 2 + 7;
  const middle = clamp(x, axis.left + half, axis.left + axis.width - half + 12);
  context.beginPath();
  context.roundRect(middle - half, floor + 4, 2 * half, 19 * scale, 4);
  context.moveTo(x, floor - 3);
  context.lineTo(x + 5, floor + 5);
  context.lineTo(x - 5, floor + 5);
  context.fill();
  context.fillStyle = colours.card;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, middle, floor + 4 + 9.5 * scale + 0.5);
}

/** The part of the story that is looked at: its stretch of the chart. */
function paintSpan({ context, axis }, tracks, span) {
  if (!span) return;
  const track = tracks.runs[span.run.number];
  context.strokeStyle = context.fillStyle = colours.observed;
  const [left, right] = [axis.x(span.from), axis.x(span.to)];
  context.globalAlpha = 0.13;
  context.fillRect(left, track.top - 3, right - left, track.bottom - track.top + 3);
  context.globalAlpha = 1;
  context.lineWidth = 1;
  context.setLineDash([3, 3]);
  line(context, left, track.top - 3, left, track.bottom);
  line(context, right, track.top - 3, right, track.bottom);
  context.setLineDash([]);
}

/** A line around a call that is selected or pointed at. */
function paintOutline({ context, axis }, tracks, call, width) {
  if (!call) return;
  const { y, height } = tracks.placeOf(call.run, call.call);
  const { requested, start } = call.run.calls;
  const left = axis.x(start[call.call] === Infinity ? requested[call.call] : start[call.call]);
  const right = axis.x(call.run.endOf(call.call));
  context.strokeStyle = colours.focus;
  context.lineWidth = width;
  context.strokeRect(left - 2, y - 2, Math.max(right - left, 2) + 4, height + 4);
}
