// The start: reads the data, and puts life into what stands on the page. Whatever fails, the static page stays as it was.

async function start() {
  const data = JSON.parse(document.getElementById("data").textContent);
  wordTable = data.words;
  tickLength = data.runs[0].unit;
  const runs = await Promise.all(data.runs.map((run, number) => Run.read(run, number)));
  hasMinutes = Math.max(...runs.map((run) => run.axisEnd)) * tickLength >= 120e9;
  readColours();

  const view = new View(runs);
  const timeline = new Timeline(view);
  const player = new Player(view);
  const help = new Help();
  const settings = settingButtons(() => {
    textWidths.clear();
    timeline.layOut();
  });
  const nows = runs.map((run) => new Now(view, timeline, run));
  const waits = runs.map((run) => followProgram(view, run)).filter(Boolean);
  const table = keyTable({ view, player, timeline, settings, help });
  help.fill(table);

  buildTimeline(view, timeline, player, help);
  buildInstant(view, timeline, runs, nows, waits);
  for (const run of runs) {
    followStory(view, run, timeline);
    const calls = staticPart("calls", run);
    if (calls) new CallTable(view, run, calls);
    const variants = staticPart("variants", run);
    if (variants && run.variants) new Variants(view, run, variants);
    drawSweep(run);
  }
  document.getElementById("head").prepend(make("div", { class: "settings" }, settings.large, settings.theme,
    iconButton("help", say("help"), () => help.open(), { "aria-keyshortcuts": "?" })));
  document.body.append(help.dialog);
  pointAt(timeline);
  listenForKeys(table, help);
  // All work one after the other is often many times as long as a recorded run: the run itself is what is looked at first.
  if (runs.every((run) => run.kind !== "scenario") && timeline.axis.end > 2 * view.end) timeline.axis.see(0, view.end * 1.08);
  document.documentElement.dataset.state = "ready";
  for (const listener of view.listeners.instant) listener(view);
  followAddress(view);
  writeAddress(view);
  window.meanwhile = { view, timeline, player };
  performance.mark("ready");
}

/** The tools above the chart, the chart, and the transport below it; the static picture stays for print. */
function buildTimeline(view, timeline, player, help) {
  const section = document.getElementById("timeline");
  const zoom = (factor) => () => {
    if (factor === null) timeline.axis.seeAll();
    else timeline.axis.zoom(factor, clamp(timeline.axis.x(view.instant), timeline.axis.left, timeline.axis.left + timeline.axis.width));
    timeline.request("chart");
  };
  const whole = iconButton("whole", say("whole"), zoom(null), { "aria-keyshortcuts": "0" });
  const further = iconButton("further", say("further"), zoom(1 / 0.6), { "aria-keyshortcuts": "-" });
  const closer = iconButton("closer", say("closer"), zoom(0.6), { "aria-keyshortcuts": "+" });
  const idle = idleTimes(view.runs, timeline.axis.end);
  const fold = idle.length > 0 ? switchButton(say("foldIdle"), false, (isOn) => {
    timeline.axis.fold(isOn ? idle : []);
    timeline.request("chart");
  }) : null;
  const tall = switchButton(say("tallRows"), false, (isOn) => {
    timeline.isTall = isOn;
    timeline.layOut();
  });
  timeline.onlayout = () => { tall.hidden = !timeline.canBeTall; };
  timeline.onpaint = () => { whole.disabled = further.disabled = timeline.axis.seesAll; };
  const isMany = view.runs.some((run) => run.count > 12);
  const filters = isMany ? new Filters(view).element(timeline) : null;
  const spine = make("div", { class: "spine" },
    make("div", { class: "tools" }, filters, legend(view.runs), make("div", { class: "zoom", role: "group", "aria-label": say("zoom") }, fold, tall, further, closer, whole)),
    timeline.element, transport(view, player, timeline));
  section.append(spine, make("p", { id: "timeline-keys", class: "unseen" }, say("timelineKeys")));
  timeline.chart.setAttribute("aria-label", view.runs.map((run) => `${run.name}: ${run.answer}`).join("; "));
  timeline.note.hidden = true;
}

/** What the marks in the chart mean, as far as they occur. */
function legend(runs) {
  const states = new Set(runs.flatMap((run) => distinct(run.spells.state)));
  const flags = runs.reduce((all, run) => run.calls.flags.reduce((some, flag) => some | flag, all), 0);
  const entries = [
    states.has(RUNNING) ? "running" : null, flags & CRITICAL ? "critical" : null, flags & OBSERVED && runs.some((run) => run.path.length > 0) ? "observed" : null,
    states.has(QUEUED) ? "queued" : null, states.has(BLOCKED) ? "blocked" : null, flags & (FAILED | STOPPED) ? "cut" : null,
  ].filter(Boolean);
  const groups = runs.flatMap((run) => run.groups ?? []);
  const kinds = distinct(groups.map((group) => group.name)).map((name) => {
    const swatch = make("span", { class: "key swatch", "aria-hidden": "true" });
    swatch.style.setProperty("--colour", `var(--fill-${groups.find((group) => group.name === name).colour}, var(--other))`);
    return make("li", {}, swatch, name);
  });
  return make("ul", { class: "legend", "aria-label": say("legend") }, ...kinds,
    ...entries.map((entry) => make("li", {}, make("span", { class: `key ${entry}`, "aria-hidden": "true" }), say(`legend.${entry}`))));
}

/** One instant: program, what runs now, variables, events, the diagram; the parts that Swift wrote stay the elements they are. */
function buildInstant(view, timeline, runs, nows, waits) {
  let section = document.getElementById("instant");
  if (!section) {
    section = make("section", { id: "instant" }, make("h2", {}, say("oneInstant")));
    document.getElementById("timeline").after(section);
  }
  const heading = section.querySelector("h2");
  const columns = make("div", { class: "columns" });
  const inspector = new Inspector(view, timeline);
  for (const run of runs) {
    const diagram = staticPart("diagram", run);
    diagram?.classList.toggle("wide", diagram.querySelector("svg")?.viewBox.baseVal.width > 330);
    const parts = [staticPart("program", run), nows[run.number].element, followVariables(view, run), diagram, followEvents(view, run)];
    columns.append(...parts.filter(Boolean));
  }
  heading.after(inspector.element, columns);
  for (const run of runs) followDiagram(view, run);
  section.append(announceInstants(view, timeline, nows, () => waits.flatMap((lines) => lines())));
}

start().catch((error) => {
  document.documentElement.dataset.state = "static";
  console.error(error);
});
