// The selected call: its figures, and where it can be seen.

class Inspector {
  constructor(view, timeline) {
    this.view = view;
    this.title = make("h3");
    this.figures = make("dl", { class: "pairs" });
    const go = (pick) => () => {
      const { run, call } = view.selected;
      view.change({ isPlaying: false });
      view.goTo(pick(run.calls, call));
    };
    this.parent = smallButton(say("toParent"), () => {
      const { run, call } = view.selected;
      view.select(run, run.calls.parent[call]);
    });
    this.element = make("section", { class: "part inspector", hidden: true, "aria-live": "off" }, this.title, this.figures,
      make("div", { class: "buttons" },
        smallButton(say("toItsStart"), go((calls, call) => calls.start[call])),
        smallButton(say("toItsEnd"), go((calls, call) => calls.end[call])),
        smallButton(say("zoomToIt"), () => {
          const { run, call } = view.selected;
          timeline.axis.zoomTo(run.calls.requested[call], run.endOf(call));
          timeline.request("chart");
        }),
        this.parent,
        smallButton(say("deselect"), () => view.change({ selected: null }))));
    view.on("selected", () => this.show());
  }

  show() {
    const { selected } = this.view;
    this.element.hidden = !selected;
    if (!selected) return;
    const { run, call } = selected;
    const { number, requested, start, end, slack, drag, running, flags, lane, parent } = run.calls;
    setText(this.title, run.label(call));
    const pairs = [
      [say("column.number"), String(number[call])],
      [say("column.lane"), run.lanes[lane[call]].name],
      requested[call] < start[call] ? [say("column.requested"), timeText(requested[call])] : null,
      [say("column.start"), timeText(start[call])], [say("column.end"), timeText(end[call])],
      [say("column.takes"), timeText(run.takes[call])],
      running && running[call] !== run.takes[call] ? [say("column.running"), timeText(running[call])] : null,
      slack?.[call] >= 0 ? [say("column.slack"), timeText(slack[call])] : null,
      drag?.[call] >= 0 ? [say("column.drag"), timeText(drag[call])] : null,
      flagWords(flags[call]) ? [say("column.state"), flagWords(flags[call])] : null,
    ].filter(Boolean);
    this.figures.replaceChildren(...pairs.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value))));
    this.parent.hidden = parent[call] < 0;
  }
}

/** What is to be said of a call besides its times. */
function flagWords(flags) {
  return [[FAILED, "failed"], [STOPPED, "stopped"], [CACHED, "cached"], [CRITICAL, "isCritical"], [OBSERVED, "isObserved"]]
    .filter(([flag]) => flags & flag).map(([, key]) => say(key)).join(", ");
}
