// Pointing: a mouse, a finger or two on the chart. A press goes to that instant, and selects what is there; a drag along the axis
// moves the playhead, a drag on the bars moves the window once it is zoomed; ctrl and the wheel, or two fingers, zoom.

function pointAt(timeline) {
  const { stage, axis, view } = timeline;
  const pointers = new Map();
  let moved = 0;
  let pinch = null;

  const place = (event) => {
    const box = stage.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const isOnAxis = ({ y }) => y > timeline.height - timeline.tracks.footHeight;

  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    pointers.set(event.pointerId, { ...place(event), onAxis: isOnAxis(place(event)) });
    if (event.pointerType !== "touch" || isOnAxis(place(event))) stage.setPointerCapture(event.pointerId);
    moved = 0;
    pinch = pointers.size === 2 ? distanceOf(pointers) : null;
    if (isOnAxis(place(event))) scrub(event);
  });

  stage.addEventListener("pointermove", (event) => {
    const last = pointers.get(event.pointerId);
    const now = place(event);
    if (!last) return point(now);
    moved += Math.abs(now.x - last.x);
    pointers.set(event.pointerId, { ...now, onAxis: last.onAxis });
    if (pinch !== null && pointers.size === 2) {
      const distance = distanceOf(pointers);
      axis.zoom(pinch / Math.max(distance, 1), middleOf(pointers));
      pinch = distance;
      timeline.request("chart");
    } else if (last.onAxis || axis.seesAll && event.pointerType !== "touch") {
      if (last.onAxis || moved > 4) scrub(event);
    } else if (!axis.seesAll) {
      axis.pan(last.x - now.x);
      timeline.request("chart");
    }
  });

  stage.addEventListener("pointerup", (event) => {
    const pressed = pointers.get(event.pointerId);
    release(event);
    if (!pressed || pressed.onAxis || moved > 4) return;
    const { x, y } = place(event);
    const call = timeline.callAt(x, y);
    view.change({ isPlaying: false, selected: call, span: null });
    if (x >= axis.left) scrub(event);
  });
  stage.addEventListener("pointercancel", release);
  stage.addEventListener("pointerleave", () => {
    if (pointers.size === 0) point(null);
  });

  stage.addEventListener("dblclick", (event) => {
    const { x, y } = place(event);
    const call = timeline.callAt(x, y);
    if (call) axis.zoomTo(call.run.calls.requested[call.call], call.run.endOf(call.call));
    else axis.zoom(0.5, x);
    timeline.request("chart");
  });

  stage.addEventListener("wheel", (event) => {
    const sideways = event.shiftKey ? event.deltaY : event.deltaX;
    if (event.ctrlKey || event.metaKey) axis.zoom(Math.exp(clamp(event.deltaY, -80, 80) * 0.008), place(event).x);
    else if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY) && !axis.seesAll) axis.pan(sideways);
    else return;
    event.preventDefault();
    timeline.request("chart");
  }, { passive: false });

  function scrub(event) {
    view.change({ isPlaying: false });
    view.goTo(axis.time(clamp(place(event).x, axis.left, axis.left + axis.width)));
  }

  function release(event) {
    pointers.delete(event.pointerId);
    pinch = null;
  }

  /** Says what is under the pointer. */
  function point(now) {
    const call = now && timeline.callAt(now.x, now.y);
    if (call?.call !== view.hovered?.call || call?.run !== view.hovered?.run) view.change({ hovered: call });
    timeline.note.hidden = !call;
    if (!call) return;
    setText(timeline.note, callSentence(call.run, call.call));
    const width = timeline.note.offsetWidth;
    timeline.note.style.transform = `translate(${clamp(now.x + 14, 4, timeline.width - width - 4)}px, ${now.y + 18}px)`;
  }
}

function distanceOf(pointers) {
  const [one, other] = [...pointers.values()];
  return Math.hypot(one.x - other.x, one.y - other.y);
}

function middleOf(pointers) {
  const [one, other] = [...pointers.values()];
  return (one.x + other.x) / 2;
}

/** A call in one sentence: its name, from when to when, and how late it may be. */
function callSentence(run, call) {
  const { start, end, slack, drag, flags } = run.calls;
  const parts = [say("callTook", run.label(call), timeText(run.takes[call]), timeText(start[call]), timeText(end[call]))];
  if (flags[call] & FAILED) parts.push(say("failed"));
  if (flags[call] & STOPPED) parts.push(say("stopped"));
  if (flags[call] & CACHED) parts.push(say("cached"));
  if (flags[call] & CRITICAL) parts.push(say("isCritical"));
  else if (slack?.[call] > 0) parts.push(say("hasSlack", timeText(slack[call])));
  if (drag?.[call] > 0) parts.push(say("hasDrag", timeText(drag[call])));
  return parts.join(", ");
}
