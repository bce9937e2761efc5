// Events: the log itself, scrolled to the instant. What has happened by then is dark, what is to come is faint; each cause is a link.

function followEvents(view, run) {
  const { events } = run;
  if (!events || events.at.length === 0) return null;
  const count = events.at.length;
  const goTo = (seq) => {
    view.change({ isPlaying: false, span: null });
    if (events.call[seq] >= 0) view.change({ selected: { run, call: events.call[seq] } });
    view.goTo(events.at[seq]);
    list.reveal(seq);
    focusRow(seq);
  };
  const causeButton = (cause) => linkButton(String(cause), () => goTo(cause), say("toCause", cause, events.text[cause]));
  const rowAt = (seq) => {
    const row = make("tr", {},
      make("td", { class: "num" }, linkButton(String(seq), () => goTo(seq), say("toEvent", seq, events.text[seq]))),
      make("td", { class: "num when" }, timeText(events.at[seq])),
      make("td", { class: "what", title: events.text[seq] }, events.text[seq]),
      make("td", { class: "causes" }, ...events.causes[seq].map(causeButton)));
    mark(seq, row);
    return row;
  };
  const mark = (seq, row) => {
    row.dataset.state = events.at[seq] > view.instant ? "ahead" : events.at[seq] === latest ? "latest" : "past";
  };
  const body = make("tbody");
  const heads = [["seq", "num"], ["at", "num"], ["what"], ["causes"]]
    .map(([key, kind]) => make("th", { scope: "col", class: kind }, say(`event.${key}`)));
  const table = make("table", { "aria-rowcount": String(count + 1) }, make("thead", {}, make("tr", {}, ...heads)), body);
  const name = view.runs.length > 1 ? say("eventsOf", run.name) : say("events");
  const scroller = make("div", { class: "scroll long", tabindex: "0", role: "region", "aria-label": name }, table);
  const list = new VirtualRows(scroller, body, rowAt);
  let latest = -1;
  let happened = -1;
  const focusRow = (seq) => {
    for (const [index, row] of list.shown()) if (index === seq) row.querySelector("button").focus({ preventScroll: true });
  };
  const show = () => {
    const by = countUpTo(events.at, view.instant);
    if (by === happened) return;
    happened = by;
    latest = by > 0 ? events.at[by - 1] : -1;
    list.reveal(Math.max(0, by - 1));
    for (const [seq, row] of list.shown()) mark(seq, row);
  };
  list.reset(count);
  view.on("instant", show);
  requestAnimationFrame(show);
  return make("section", { class: "part events", "data-run": String(run.number) },
    make("h3", {}, name), scroller);
}
