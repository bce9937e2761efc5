// The diagram: a call that has not begun is faint, one that runs is lit, one that waits is outlined.

function followDiagram(view, run) {
  const part = staticPart("diagram", run);
  if (!part || !run.diagram?.calls) return;
  const shapes = run.diagram.calls
    .map(({ id, rows }) => ({ shape: document.getElementById(id), rows, call: rows[0] }))
    .filter(({ shape }) => shape);
  if (shapes.length === 0) return;
  part.classList.add("followed");
  for (const { shape, call } of shapes) {
    shape.addEventListener("click", () => {
      view.change({ isPlaying: false });
      view.select(run, call);
    });
    shape.addEventListener("pointerenter", () => view.change({ hovered: { run, call } }));
    shape.addEventListener("pointerleave", () => view.change({ hovered: null }));
  }

  const show = () => {
    const { requested, start, end } = run.calls;
    for (const { shape, rows, call } of shapes) {
      // A box of a large run stands for several calls: it is lit while any of them runs.
      const some = (test) => rows.some(test);
      const state = some((row) => start[row] <= view.instant && view.instant < end[row]) ? "running"
        : !some((row) => view.instant < end[row]) ? "done"
        : some((row) => requested[row] <= view.instant && view.instant < start[row]) ? "waiting" : some((row) => end[row] <= view.instant) ? "running" : "ahead";
      if (shape.dataset.state !== state) shape.dataset.state = state;
      shape.classList.toggle("selected", view.selected?.run === run && view.selected.call === call);
    }
  };
  view.on("instant selected", show);
  show();
}
