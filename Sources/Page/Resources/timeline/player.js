// Playing: the whole run in some seconds, or at another speed. Who asked for less motion sees it from event to event instead.

/** How long a whole run plays at speed 1, in seconds. */
const playingTime = 14;

class Player {
  constructor(view) {
    this.view = view;
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    view.on("isPlaying", () => view.isPlaying ? this.start() : this.stop());
  }

  toggle() {
    if (!this.view.isPlaying && this.view.instant >= this.view.end) this.view.goTo(0);
    this.view.change({ isPlaying: !this.view.isPlaying, span: null });
  }

  start() {
    this.last = null;
    if (this.calm.matches) this.timer = setInterval(() => this.hop(), 1000 / this.view.speed);
    else this.frame = requestAnimationFrame((now) => this.advance(now));
  }

  stop() {
    clearInterval(this.timer);
    cancelAnimationFrame(this.frame);
  }

  advance(now) {
    const seconds = this.last === null ? 0 : Math.min(0.1, (now - this.last) / 1000);
    this.last = now;
    this.view.goTo(this.view.instant + seconds * this.view.speed * this.view.end / playingTime);
    if (this.view.instant >= this.view.end) this.view.change({ isPlaying: false });
    else this.frame = requestAnimationFrame((next) => this.advance(next));
  }

  hop() {
    const next = this.view.neighbour(1);
    if (next === null) this.view.change({ isPlaying: false });
    else this.view.goTo(next);
  }

  /** To the next or the previous instant at which something happens. */
  step(direction) {
    const next = this.view.neighbour(direction);
    this.view.change({ isPlaying: false, span: null });
    if (next !== null) this.view.goTo(next);
  }

  jump(instant) {
    this.view.change({ isPlaying: false, span: null });
    this.view.goTo(instant);
  }
}

/** Below the chart: the buttons, the slider and the instant. */
function transport(view, player, timeline) {
  const play = iconButton("play", say("play"), () => player.toggle(), { class: "icon-button play" });
  const slider = make("input", {
    type: "range", class: "slider", min: "0", max: String(view.end), step: "any", value: String(view.end), "aria-label": say("instant"),
  });
  const at = make("output", { class: "at", "aria-live": "off" });
  const speed = choiceList(say("speed"), [0.1, 0.25, 0.5, 1, 2, 4].map((factor) => [String(factor), `${factor}×`]), { class: "speed" });
  speed.value = "1";
  slider.addEventListener("input", () => player.jump(Number(slider.value)));
  slider.addEventListener("keydown", (event) => {
    // The arrows go from event to event on the slider too.
    const direction = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (!direction || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    player.step(direction);
  });
  speed.addEventListener("change", () => view.change({ speed: Number(speed.value) }));

  const show = () => {
    const text = timeline.instantText;
    slider.value = String(view.instant);
    slider.style.setProperty("--share", `${view.instant / view.end * 100}%`);
    slider.setAttribute("aria-valuetext", text);
    setText(at, text);
    if (view.isPlaying && !timeline.axis.seesAll) {
      timeline.axis.reveal(view.instant);
      timeline.request("chart");
    }
  };
  const showPlaying = () => {
    play.replaceChildren(icon(view.isPlaying ? "pause" : "play"));
    play.setAttribute("aria-label", say(view.isPlaying ? "pause" : "play"));
    play.title = say(view.isPlaying ? "pause" : "play");
  };
  view.on("instant", show);
  view.on("isPlaying", showPlaying);
  show();
  return make("div", { class: "transport", role: "group", "aria-label": say("transport") },
    iconButton("first", say("toStart"), () => player.jump(0)),
    iconButton("previous", say("previousEvent"), () => player.step(-1)),
    play,
    iconButton("next", say("nextEvent"), () => player.step(1)),
    iconButton("last", say("toEnd"), () => player.jump(view.end)),
    slider, at, speed);
}
