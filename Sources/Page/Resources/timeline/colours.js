// Colours: the style sheet holds them, so that light, dark and print need nothing else; here they are read for the canvas.

let colours = {};

/** Reads the colours of the theme that now holds. */
function readColours() {
  const style = getComputedStyle(document.documentElement);
  const value = (name) => style.getPropertyValue(`--${name}`).trim();
  const names = ["card", "ink", "faint", "line", "bound", "observed", "gain", "loss", "other", "mark", "dimmed", "focus"];
  colours = Object.fromEntries(names.map((name) => [name, value(name)]));
  colours.fills = [0, 1, 2, 3, 4, 5].map((index) => value(`fill-${index}`));
  colours.pixels = new Map();
}

/** The fill of what has a colour of the palette; grey for what has none. */
function fillOf(colour) {
  return colours.fills[colour] ?? colours.other;
}

/** A colour as a pixel of an image that shows nothing of it yet: blue, green and red, from high bits to low. */
function pixelOf(colour) {
  let pixel = colours.pixels.get(colour);
  if (pixel === undefined) {
    const digits = parseInt(colour.slice(1), 16);
    pixel = (digits & 255) << 16 | digits & 0xff00 | digits >> 16;
    colours.pixels.set(colour, pixel);
  }
  return pixel;
}

const fontFamily = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif';

const textWidths = new Map();

/** The width of a text in a font; measured once. */
function textWidth(context, text) {
  const key = `${context.font}|${text}`;
  let width = textWidths.get(key);
  if (width === undefined) {
    if (textWidths.size > 20_000) textWidths.clear();
    width = context.measureText(text).width;
    textWidths.set(key, width);
  }
  return width;
}

/** The text, or as much of its beginning as fits, or nothing where not even three letters do. */
function fitting(context, text, room) {
  if (textWidth(context, text) <= room) return text;
  const letters = Array.from(text);
  // Letters are not all as wide: the first guess may be too long.
  for (let count = Math.floor(letters.length * room / textWidth(context, text)); count >= 3; count--) {
    const part = `${letters.slice(0, count).join("")}…`;
    if (context.measureText(part).width <= room) return part;
  }
  return "";
}
