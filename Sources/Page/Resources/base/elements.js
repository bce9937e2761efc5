// Making elements. Text is always set as text, never as markup, so that a name with markup in it stays a name.

/** An element with attributes, listeners (`onclick`) and children; strings become text. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  fill(element, attributes);
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** The same for a drawing. */
function draw(name, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  fill(element, attributes);
  element.append(...children.filter(Boolean));
  return element;
}

function fill(element, attributes) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
}

const iconPaths = {
  play: "M5 3l12 7-12 7z", pause: "M4 3h4v14H4zM12 3h4v14h-4z",
  next: "M4 3l9 7-9 7zM14 3h2.5v14H14z", previous: "M16 3L7 10l9 7zM3.5 3H6v14H3.5z",
  last: "M2 4l7 6-7 6zM9 4l7 6-7 6zM16 4h2v12h-2z", first: "M18 4l-7 6 7 6zM11 4l-7 6 7 6zM2 4h2v12H2z",
  closer: "M9 3h2v6h6v2h-6v6H9v-6H3V9h6z", further: "M3 9h14v2H3z",
  whole: "M2 3h2v14H2zM16 3h2v14h-2zM5 10l4-4v3h2V6l4 4-4 4v-3H9v3z",
  done: "M8 15.5L2.5 10 4 8.5l4 4 8-8L17.5 6z",
  theme: "M10 2a8 8 0 100 16zM10 2a8 8 0 010 16v-1.5a6.5 6.5 0 000-13z",
  large: "M1 16L5.5 4h2L12 16H9.8l-1-3H4.2l-1 3zM4.9 11h3.2L6.5 6.4zM13 16l2.8-7h1.4l2.8 7h-1.7l-.5-1.4h-2.6l-.5 1.4z",
  help: "M10 1.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zm-1 11.2h2v2H9zm1-7.4c2 0 3.3 1.2 3.3 2.9 0 2-2.3 2.3-2.3 3.6H9c0-2.3 2.2-2.4 2.2-3.6 0-.6-.5-1-1.2-1s-1.3.5-1.3 1.3H6.8c0-1.9 1.3-3.2 3.2-3.2z",
};

/** A small picture for a button; the button's name says what it does. */
function icon(name) {
  return draw("svg", { viewBox: "0 0 20 20", class: "icon", "aria-hidden": "true" }, draw("path", { d: iconPaths[name] }));
}

/** A button that shows a picture and is named by words. */
function iconButton(name, words, onclick, attributes = {}) {
  return make("button", { type: "button", class: "icon-button", "aria-label": words, title: words, onclick, ...attributes }, icon(name));
}

/** A button that looks like a link: it leads to somewhere else on the page. */
function linkButton(text, onclick, name = null) {
  return make("button", { type: "button", class: "link", "aria-label": name, onclick }, text);
}

/** A small button that is named by its text. */
function smallButton(text, onclick) {
  return make("button", { type: "button", class: "small", onclick }, text);
}

/** A list to choose from: pairs of values and texts. */
function choiceList(name, options, attributes = {}) {
  const items = options.map(([value, text]) => make("option", { value }, text));
  return make("select", { "aria-label": name, title: name, ...attributes }, ...items);
}

/** The fill of a colour of the palette, for the style sheet. */
function fillVariable(colour) {
  return `var(--fill-${colour}, var(--other))`;
}

/** A button that is on or off. */
function switchButton(words, isOn, onchange, attributes = {}) {
  const button = make("button", { type: "button", class: "switch", "aria-pressed": String(isOn), ...attributes }, words);
  button.addEventListener("click", () => {
    const next = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(next));
    onchange(next);
  });
  return button;
}

/** The static part of a run that Swift wrote, by its class; null where there is none. */
function staticPart(name, run) {
  return document.querySelector(`.${name}[data-run="${run.number}"]`);
}

/** Pictures and tables that are larger than their place can be scrolled by keys: they take the focus as long as they are. */
function letKeysScroll() {
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth + 1 || target.scrollHeight > target.clientHeight + 1) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const element of document.querySelectorAll("figure, .scroll:not(.long)")) observer.observe(element);
}

/** Sets the text only where it differs, so that nothing is drawn or read out again for nothing. */
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
