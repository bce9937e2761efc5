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

  buildTimeline(view, timeline, player);
  buildInstant(view, timeline, runs, nows, waits);
  for (const run of runs) {
    const story = staticPart("story", run);
    if (story && run.path.length > 0) new Story(view, run, story, timeline);
    const calls = staticPart("calls", run);
    if (calls) new CallTable(view, run, calls);
    const variants = staticPart("variants", run);
    if (variants && run.variants) new Variants(view, run, variants);
    const sweep = staticPart("sweep", run);
    if (sweep && run.sweep?.points.length > 1) new Sweep(run, sweep);
  }
  document.getElementById("head").prepend(make("div", { class: "settings" }, settings.large, settings.theme,
    iconButton("help", say("help"), () => help.open(), { "aria-keyshortcuts": "?" })));
  document.body.append(help.dialog);
  pointAt(timeline);
  listenForKeys(table, help);
  letKeysScroll();
  // All work one after the other is often many times as long as a recorded run: the run itself is what is looked at first.
  if (runs.every((run) => run.kind !== "scenario") && timeline.axis.end > 2 * view.end) timeline.axis.see(0, view.end * 1.08);
  document.documentElement.dataset.state = "ready";
  for (const listener of view.listeners.instant) listener(view);
  followAddress(view);
  writeAddress(view);
  // For the checks, and for the curious.
  window.meanwhile = { view, timeline, player };
  performance.mark("ready");
}

start().catch((error) => {
  document.documentElement.dataset.state = "static";
  document.querySelector(".spine")?.remove();
  console.error(error);
});
