// The spine of the page: search and filters, what the marks mean, zoom, the chart, and the transport below it.

/** The tools above the chart, the chart, and the transport below it; the static picture stays for print. */
function buildTimeline(view, timeline, player) {
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
  const zoomButtons = make("div", { class: "zoom", role: "group", "aria-label": say("zoom") }, fold, tall, further, closer, whole);
  const spine = make("div", { class: "spine" },
    make("div", { class: "tools" }, filters, legend(view.runs), zoomButtons),
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
    states.has(RUNNING) ? "running" : null, flags & CRITICAL ? "critical" : null, flags & OBSERVED ? "observed" : null,
    states.has(WITHIN) ? "within" : null, states.has(REQUESTED) ? "requested" : null, states.has(QUEUED) ? "queued" : null,
    states.has(BLOCKED) ? "blocked" : null, flags & (FAILED | STOPPED) ? "cut" : null, flags & CACHED ? "cached" : null,
    runs.some((run) => run.milestones.length > 0) ? "milestone" : null,
  ].filter(Boolean);
  const groups = runs.flatMap((run) => run.groups ?? []);
  const kinds = distinct(groups.map((group) => group.name)).map((name) => {
    const swatch = make("span", { class: "key swatch", "aria-hidden": "true" });
    swatch.style.setProperty("--colour", fillVariable(groups.find((group) => group.name === name).colour));
    return make("li", {}, swatch, name);
  });
  return make("ul", { class: "legend", "aria-label": say("legend") }, ...kinds,
    ...entries.map((entry) => make("li", {}, make("span", { class: `key ${entry}`, "aria-hidden": "true" }), say(`legend.${entry}`))));
}
