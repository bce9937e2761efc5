// The program: its lines light up as the flow goes through them, and the line that waits says why.

function followProgram(view, run) {
  const part = staticPart("program", run);
  if (!part || !run.program) return;
  const marks = { here: "play", waits: "pause", passed: "done" };
  const lines = run.program.map((line, index) => {
    const item = part.querySelector(`[data-line="${index}"]`);
    const mark = make("span", { class: "mark", "aria-hidden": "true" });
    const state = make("span", { class: "state" });
    const why = make("span", { class: "why" });
    item.prepend(mark);
    item.append(state, why);
    if (line.component >= 0) item.style.setProperty("--colour", fillVariable(run.components[line.component].colour));
    return { ...line, item, mark, stateText: state, whyText: why };
  });

  view.on("instant", () => {
    for (const line of lines) {
      const spell = line.spells.findLast(({ from, to }) => from <= view.instant && (view.instant < to || to >= run.end));
      const state = spell?.state ?? "ahead";
      if (line.item.dataset.state !== state) {
        line.item.dataset.state = state;
        line.mark.replaceChildren(...(marks[state] ? [icon(marks[state])] : []));
        setText(line.stateText, spell ? say(`line.${state}`) : "");
      }
      setText(line.whyText, spell?.why ?? "");
    }
  });

  /** What waits now, for those who listen. */
  return () => lines.filter((line) => line.item.dataset.state === "waits").map((line) => `${line.text}: ${line.whyText.textContent}`);
}
