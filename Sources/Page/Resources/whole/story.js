// The story: what the run waited for, part by part. Each part is a link into the timeline, and the one that holds the instant is marked.

function followStory(view, run, timeline) {
  const part = staticPart("story", run);
  if (!part || run.path.length === 0) return;
  const strip = make("div", { class: "story-strip", "aria-hidden": "true" });
  const parts = run.path.map((path, index) => {
    const item = part.querySelector(`[data-part="${index}"]`);
    const piece = make("span", { class: `piece ${path.kind}`, title: path.text });
    piece.style.flexGrow = String(path.to - path.from);
    if (path.call >= 0) piece.style.setProperty("--colour", fillVariable(run.colour(path.call)));
    strip.append(piece);
    if (!item) return { ...path, piece, item: null };
    if (path.call >= 0) item.style.setProperty("--colour", fillVariable(run.colour(path.call)));
    const button = make("button", { type: "button", class: "link" });
    const what = item.querySelector(".what") ?? item;
    button.append(...what.childNodes);
    what.append(button);
    const go = () => {
      const selected = path.call >= 0 ? { run, call: path.call } : null;
      view.change({ isPlaying: false, span: { run, from: path.from, to: path.to }, selected });
      view.goTo(path.from);
      if (!timeline.axis.seesAll) timeline.axis.zoomTo(path.from, path.to);
      timeline.request("chart");
    };
    button.addEventListener("click", go);
    piece.addEventListener("click", go);
    return { ...path, piece, item };
  });
  part.querySelector("h3").after(strip);
  const show = () => {
    for (const { from, to, piece, item } of parts) {
      const isNow = from <= view.instant && view.instant < to;
      piece.classList.toggle("now", isNow);
      if (item && isNow !== (item.getAttribute("aria-current") === "true")) {
        if (isNow) item.setAttribute("aria-current", "true");
        else item.removeAttribute("aria-current");
      }
    }
  };
  view.on("instant", show);
  show();
}
