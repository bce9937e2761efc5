// Saying it: one live region that tells the state at a pause, a step or a selection, and is silent while the run plays.

function announceInstants(view, timeline, nows, waits) {
  const region = make("p", { class: "unseen", role: "status", "aria-live": "polite" });
  let timer = null;
  const tell = () => {
    clearTimeout(timer);
    if (view.isPlaying) return;
    timer = setTimeout(() => setText(region, sentence()), 250);
  };
  const sentence = () => {
    const parts = nows.map((now) => {
      const { call, state } = now.run.spells;
      const running = now.spells.filter((spell) => isBusy(state[spell])).slice(0, 4).map((spell) => now.run.label(call[spell]));
      const counts = stateCounts(now.run, now.spells, view.instant) || say("nothing");
      return (view.runs.length > 1 ? `${now.run.name}: ` : "") + counts + (running.length > 0 ? ` (${running.join(", ")})` : "");
    });
    return [say("atInstant", timeline.instantText), ...parts, ...waits().slice(0, 2)].join("; ");
  };
  view.on("instant isPlaying", tell);
  view.on("selected", () => {
    if (view.selected) setText(region, callSentence(view.selected.run, view.selected.call));
  });
  return region;
}
