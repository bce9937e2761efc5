// The story: what the run waited for, part by part. Each part is a link into the timeline, and the one that holds the instant is marked.

/** The strip has no more pieces than this; of shorter parts several make one piece. */
const mostPieces = 400;

class Story {
  constructor(view, run, part, timeline) {
    this.view = view;
    this.run = run;
    this.timeline = timeline;
    this.items = [...part.querySelectorAll("[data-part]")].map((item) => this.link(item, run.path[Number(item.dataset.part)]));
    this.pieces = Story.pieces(run.path, run.makespan).map((piece) => this.drawn(piece));
    const strip = make("div", { class: "story-strip", "aria-hidden": "true" }, ...this.pieces.map(({ element }) => element));
    part.querySelector("h3").after(strip);
    view.on("instant", () => this.show());
    this.show();
  }

  /** Pieces of the strip: parts, or runs of short parts, each shown as the longest in it. */
  static pieces(path, makespan) {
    const pieces = [];
    let piece = null;
    for (const part of path) {
      if (!piece || piece.to - piece.from >= makespan / mostPieces) {
        piece = { ...part, longest: part };
        pieces.push(piece);
        continue;
      }
      piece.to = part.to;
      if (part.to - part.from > piece.longest.to - piece.longest.from) piece.longest = part;
    }
    return pieces;
  }

  colour({ call }) {
    return call >= 0 ? fillVariable(this.run.colour(call)) : null;
  }

  drawn({ from, to, longest }) {
    const element = make("span", { class: `piece ${longest.kind}`, title: longest.text, onclick: () => this.goTo(longest) });
    element.style.flexGrow = String(to - from);
    if (this.colour(longest)) element.style.setProperty("--colour", this.colour(longest));
    return { from, to, element };
  }

  /** Makes the words of a part a link to it. */
  link(item, path) {
    if (this.colour(path)) item.style.setProperty("--colour", this.colour(path));
    const what = item.querySelector(".what") ?? item;
    const button = linkButton("", () => this.goTo(path));
    button.append(...what.childNodes);
    what.append(button);
    return { from: path.from, to: path.to, element: item };
  }

  goTo({ from, to, call }) {
    const { view, run, timeline } = this;
    view.change({ isPlaying: false, span: { run, from, to }, selected: call >= 0 ? { run, call } : null });
    view.goTo(from);
    if (!timeline.axis.seesAll) timeline.axis.zoomTo(from, to);
    timeline.request("chart");
  }

  show() {
    const { instant } = this.view;
    for (const { from, to, element } of this.pieces) element.classList.toggle("now", from <= instant && instant < to);
    for (const { from, to, element } of this.items) {
      if (from <= instant && instant < to) element.setAttribute("aria-current", "true");
      else element.removeAttribute("aria-current");
    }
  }
}
