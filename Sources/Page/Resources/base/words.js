// Words: every word that JavaScript shows comes from one table in the data, so that the page can be translated in one place.

let wordTable = {};

/** The text of a key, with {0}, {1} … filled in. A key that is missing shows itself, and says so on the console. */
function say(key, ...values) {
  const text = wordTable[key];
  if (text === undefined) {
    console.warn(`no words for ${key}`);
    return key;
  }
  return text.replace(/\{(\d)\}/g, (_, place) => values[place] ?? "");
}

/** A count with its thousands apart: 10,000. */
function countText(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
