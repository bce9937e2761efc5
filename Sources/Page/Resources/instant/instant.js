// One instant: its parts side by side, so that program, diagram and what runs are seen together while the run plays.

/** One instant: program, what runs now, variables, events, the diagram; the parts that Swift wrote stay the elements they are. */
function buildInstant(view, timeline, runs, nows, waits) {
  let section = document.getElementById("instant");
  if (!section) {
    section = make("section", { id: "instant" }, make("h2", {}, say("oneInstant")));
    document.getElementById("timeline").after(section);
  }
  const heading = section.querySelector("h2");
  const inspector = new Inspector(view, timeline);
  const columns = runs.map((run) => {
    const diagram = staticPart("diagram", run);
    diagram?.classList.toggle("wide", diagram.querySelector("svg")?.viewBox.baseVal.width > 330);
    const parts = [staticPart("program", run), nows[run.number].element, followVariables(view, run), diagram, followEvents(view, run)];
    return make("div", { class: "columns" }, ...parts.filter(Boolean));
  });
  heading.after(inspector.element, columns.length > 1 ? make("div", { class: "pair" }, ...columns) : columns[0]);
  for (const run of runs) followDiagram(view, run);
  section.append(announceInstants(view, timeline, nows, () => waits.flatMap((lines) => lines())));
}
