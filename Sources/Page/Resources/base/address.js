// The address: page.html#at=1.5s&call=3 opens the page at that instant with that call selected, so that a text or a slide can link to it.
// A pause or a selection writes it.

const addressUnits = { s: 1e9, ms: 1e6, us: 1e3, ns: 1 };

/** Goes where the address says, as far as it says anything that is there. */
function followAddress(view) {
  const fields = new URLSearchParams(location.hash.slice(1));
  const [, digits, unit] = fields.get("at")?.match(/^(\d+(?:\.\d+)?)(s|ms|us|ns)$/) ?? [];
  const run = view.runs[Number(fields.get("run") ?? 1) - 1] ?? view.runs[0];
  const call = fields.has("call") ? run.calls.number.indexOf(Number(fields.get("call"))) : -1;
  if (call >= 0) view.select(run, call);
  if (digits) view.goTo(digits * addressUnits[unit] / tickLength);
}

/** The instant and the selected call as an address; empty where nothing but the whole run is looked at. */
function addressOf(view) {
  const fields = [];
  if (view.instant < view.end) {
    const nanoseconds = Math.round(view.instant * tickLength);
    const [unit, length] = Object.entries(addressUnits).find(([, length]) => nanoseconds % (length / 1e3) === 0 || length === 1);
    fields.push(`at=${nanoseconds / length}${unit}`);
  }
  if (view.selected) {
    if (view.selected.run.number > 0) fields.push(`run=${view.selected.run.number + 1}`);
    fields.push(`call=${view.selected.run.calls.number[view.selected.call]}`);
  }
  return fields.join("&");
}

/** Keeps the address true, without a new entry in the history. */
function writeAddress(view) {
  let timer = null;
  view.on("instant isPlaying selected", () => {
    clearTimeout(timer);
    if (view.isPlaying) return;
    timer = setTimeout(() => {
      const address = addressOf(view);
      if (address !== location.hash.slice(1) && (address || location.hash)) history.replaceState(null, "", `#${address}`);
    }, 400);
  });
  window.addEventListener("hashchange", () => followAddress(view));
}
