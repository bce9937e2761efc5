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
  const rowAt = (seq) => {
    const row = make("tr", {},
      make("td", { class: "num" }, make("button", { type: "button", class: "link", "aria-label": say("toEvent", seq, events.text[seq]), onclick: () => goTo(seq) }, String(seq))),
      make("td", { class: "num when" }, timeText(events.at[seq])),
      make("td", { class: "what", title: events.text[seq] }, events.text[seq]),
      make("td", { class: "causes" }, ...events.causes[seq].map((cause) => make("button", { type: "button", class: "link", "aria-label": say("toCause", cause, events.text[cause] ?? ""), onclick: () => goTo(cause) }, String(cause)))));
    mark(seq, row);
    return row;
  };
  const mark = (seq, row) => {
    row.dataset.state = events.at[seq] > view.instant ? "ahead" : events.at[seq] === latest ? "latest" : "past";
  };
  const body = make("tbody");
  const scroller = make("div", { class: "scroll long", tabindex: "0", role: "region", "aria-label": say("events") }, make("table", { "aria-rowcount": String(count + 1) },
    make("thead", {}, make("tr", {}, ...["seq", "at", "what", "causes"].map((key) => make("th", { scope: "col", class: key === "seq" || key === "at" ? "num" : null }, say(`event.${key}`))))), body));
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
    make("h3", {}, view.runs.length > 1 ? say("eventsOf", run.name) : say("events")), scroller);
}
