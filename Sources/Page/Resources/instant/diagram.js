// The diagram: a call that has not begun is faint, one that runs is lit, one that waits is outlined.

function followDiagram(view, run) {
  const part = staticPart("diagram", run);
  if (!part || !run.diagram) return;
  const shapes = callsOfBoxes(run.diagram)
    .map(({ id, rows }) => ({ shape: document.getElementById(id), rows, call: rows[0] }))
    .filter(({ shape, rows }) => shape && rows.length > 0);
  if (shapes.length === 0) return;
  const titles = new Map();
  part.classList.add("followed");
  part.classList.toggle("deadlocked", part.querySelector('[id*="-dag-wait"]') !== null);
  for (const { shape, rows, call } of shapes) {
    // What its words say of a bad end is not known before.
    if (rows.length === 1 && endsBadly(run, call)) {
      shape.classList.add("ends-badly");
      titles.set(shape, shape.querySelector("title").textContent);
    }
    shape.addEventListener("click", () => {
      view.change({ isPlaying: false });
      view.select(run, call);
    });
    shape.addEventListener("pointerenter", () => view.change({ hovered: { run, call } }));
    shape.addEventListener("pointerleave", () => view.change({ hovered: null }));
  }

  const show = () => {
    part.classList.toggle("over", view.instant >= run.end);
    for (const { shape, rows, call } of shapes) {
      const state = stateOf(run, rows, view.instant);
      if (shape.dataset.state !== state) shape.dataset.state = state;
      if (titles.has(shape)) setText(shape.querySelector("title"), state === "done" ? titles.get(shape) : run.label(call));
      shape.classList.toggle("selected", view.selected?.run === run && view.selected.call === call);
    }
  };
  view.on("instant selected", show);
  show();
}

/** The calls that each box stands for. */
function callsOfBoxes({ ids, box }) {
  const boxes = ids.map((id) => ({ id, rows: [] }));
  for (const [row, number] of box.entries()) if (number >= 0) boxes[number].rows.push(row);
  return boxes;
}

/** Whether a call fails, is stopped or never starts. */
function endsBadly(run, row) {
  return (run.calls.flags[row] & (FAILED | STOPPED)) !== 0 || run.calls.start[row] < 0;
}

/** What a box shows. One of a large run stands for several calls: it is lit from the first of them to the last. */
function stateOf(run, rows, instant) {
  const { requested, start, end } = run.calls;
  if (rows.every((row) => end[row] <= instant)) return "done";
  if (rows.some((row) => start[row] <= instant)) return "running";
  return rows.some((row) => requested[row] <= instant) ? "waiting" : "ahead";
}
