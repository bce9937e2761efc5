// Keys: everything can be done without a pointer. The list of keys is a table, from which the help is written too.

/** Each key with what it does and the words that say so. Letters can be switched off, for those who speak to their computer. */
function keyTable({ view, player, timeline, settings, help }) {
  const { axis } = timeline;
  const see = (change) => () => {
    change();
    timeline.request("chart");
  };
  const atInstant = () => clamp(axis.x(view.instant), axis.left, axis.left + axis.width);
  return [
    { keys: [" "], shown: "Space", words: "key.play", act: () => player.toggle() },
    { keys: ["ArrowRight"], shown: "→", words: "key.next", act: () => player.step(1) },
    { keys: ["ArrowLeft"], shown: "←", words: "key.previous", act: () => player.step(-1) },
    { keys: ["Home"], shown: "Home", words: "key.start", act: () => player.jump(0) },
    { keys: ["End"], shown: "End", words: "key.end", act: () => player.jump(view.end) },
    { keys: ["+", "="], shown: "+", words: "key.closer", isLetter: true, act: see(() => axis.zoom(0.6, atInstant())) },
    { keys: ["-"], shown: "−", words: "key.further", isLetter: true, act: see(() => axis.zoom(1 / 0.6, atInstant())) },
    { keys: ["0"], shown: "0", words: "key.whole", isLetter: true, act: see(() => axis.seeAll()) },
    { keys: ["Shift+ArrowRight"], shown: "Shift →", words: "key.right", act: see(() => axis.pan(axis.width * 0.2)) },
    { keys: ["Shift+ArrowLeft"], shown: "Shift ←", words: "key.left", act: see(() => axis.pan(-axis.width * 0.2)) },
    { keys: ["/"], shown: "/", words: "key.search", isLetter: true, act: () => document.getElementById("search")?.focus() },
    { keys: ["t"], shown: "T", words: "key.theme", isLetter: true, act: () => settings.theme.click() },
    { keys: ["p"], shown: "P", words: "key.projector", isLetter: true, act: () => settings.large.click() },
    { keys: ["Escape"], shown: "Esc", words: "key.escape", act: () => view.change({ selected: null, span: null, isPlaying: false }) },
    { keys: ["?"], shown: "?", words: "key.help", isLetter: true, act: () => help.open() },
  ];
}

/** Listens for keys, but leaves fields, lists and open windows their own. */
function listenForKeys(table, help) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || help.isOpen) return;
    const target = event.target instanceof Element ? event.target : document.body;
    const isField = target.matches("input:not([type=range]), select, textarea, [contenteditable]");
    if (isField && event.key !== "Escape") return;
    if (event.key === " " && target.matches("button, a, summary")) return;
    // Lists that scroll go on to scroll by Home and End.
    if (/^(Home|End)$/.test(event.key) && target.closest(".scroll.long")) return;
    const entry = table.find(({ keys }) => keys.includes(keyName(event)));
    if (!entry || entry.isLetter && !help.areLettersOn) return;
    event.preventDefault();
    entry.act();
  });
}

/** A key as the table has it: small letters, and arrows with Shift. */
function keyName({ key, shiftKey }) {
  if (key.length === 1) return key.toLowerCase();
  return shiftKey && key.startsWith("Arrow") ? `Shift+${key}` : key;
}

/** The window that lists the keys. */
class Help {
  constructor() {
    this.letters = make("input", { type: "checkbox", id: "letter-keys", checked: true });
    this.list = make("dl", { class: "keys" });
    this.dialog = make("dialog", { "aria-labelledby": "help-title", class: "help" },
      make("h2", { id: "help-title" }, say("helpTitle")), this.list,
      make("p", {}, say("helpPointer")),
      make("p", {}, this.letters, " ", make("label", { for: "letter-keys" }, say("letterKeys"))),
      make("form", { method: "dialog" }, make("button", { class: "small" }, say("close"))));
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) this.dialog.close();
    });
  }

  fill(table) {
    const row = ({ shown, words }) => make("div", {}, make("dt", {}, make("kbd", {}, shown)), make("dd", {}, say(words)));
    this.list.replaceChildren(...table.map(row));
  }

  get isOpen() {
    return this.dialog.open;
  }

  get areLettersOn() {
    return this.letters.checked;
  }

  open() {
    this.dialog.showModal();
  }
}
