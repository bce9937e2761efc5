// Variables and buffers: the value of each at the instant, who gave it, and for buffers how full they are.

function followVariables(view, run) {
  if (!run.variables || run.variables.length === 0) return null;
  const rows = run.variables.map((variable) => {
    const value = make("code", { class: "value" });
    const by = make("span", { class: "by" });
    const steps = variable.level ? levelPicture(variable, run) : null;
    const row = make("tr", {}, make("th", { scope: "row" }, variable.name), make("td", {}, value, steps?.element), make("td", {}, by));
    return { variable, value, by, row, steps };
  });
  const show = () => {
    for (const { variable, value, by, row, steps } of rows) {
      const index = countUpTo(variable.at, view.instant) - 1;
      const text = index < 0 ? say("noValue") : variable.value ? variable.value[index] : levelText(variable, index);
      if (value.textContent !== text) {
        setText(value, text);
        row.classList.remove("changed");
        if (index > 0 && view.isPlaying) requestAnimationFrame(() => row.classList.add("changed"));
      }
      setText(by, index < 0 ? "" : sinceText(run, variable, index));
      steps?.show(view.instant);
    }
  };
  view.on("instant", show);
  show();
  return make("section", { class: "part variables", "data-run": String(run.number) },
    make("h3", {}, view.runs.length > 1 ? say("variablesOf", run.name) : say("variables")),
    make("div", { class: "scroll" }, make("table", {},
      make("thead", {}, make("tr", {}, ...["name", "value", "since"].map((key) => make("th", { scope: "col" }, say(`variable.${key}`))))),
      make("tbody", {}, ...rows.map(({ row }) => row)))));
}

/** Since when a value holds, and who gave it. */
function sinceText(run, { at, by }, index) {
  const call = by?.[index] ?? -1;
  return call < 0 ? say("since", timeText(at[index])) : say("sinceBy", timeText(at[index]), run.label(call));
}

/** How full a buffer or a machine is, in words: 3 of 8. */
function levelText({ level, room }, index) {
  return room ? say("levelOf", countText(level[index]), countText(room)) : countText(level[index]);
}

/** How full a buffer is, over the whole run, with a line at the instant. */
function levelPicture({ at, level, room }, run) {
  const [width, height] = [160, 26];
  const most = level.reduce((most, count) => Math.max(most, count), Math.max(1, room ?? 0));
  const x = (time) => time / run.end * width;
  const y = (count) => height - count / most * (height - 2);
  let path = `M0 ${height}`;
  for (const [index, time] of at.entries()) path += `H${x(time).toFixed(2)}V${y(level[index]).toFixed(2)}`;
  path += `H${width}V${height}Z`;
  const needle = draw("line", { y1: 0, y2: height, class: "needle" });
  const element = draw("svg", { viewBox: `0 0 ${width} ${height}`, class: "level", "aria-hidden": "true" },
    draw("path", { d: path, class: "area" }),
    room ? draw("line", { x1: 0, x2: width, y1: y(room), y2: y(room), class: "room" }) : null, needle);
  return {
    element,
    show(instant) {
      needle.setAttribute("x1", x(instant));
      needle.setAttribute("x2", x(instant));
    },
  };
}
