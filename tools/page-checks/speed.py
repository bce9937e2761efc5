"""How fast pages are: measured and told, never asserted, since machines differ."""

import json
import os
import re
import time

from browser import Page

PAN = """(async () => {
  const { timeline } = meanwhile; const { axis } = timeline; axis.seeAll(); axis.zoom(0.5); timeline.frames.length = 0;
  const gaps = []; let last = performance.now();
  for (let step = 0; step < 60; step++) {
    axis.pan(step < 30 ? 12 : -12); timeline.request('chart');
    await new Promise(requestAnimationFrame); const now = performance.now(); gaps.push(now - last); last = now;
  }
  axis.seeAll(); timeline.request('chart');
  const sorted = (values) => values.slice().sort((a, b) => a - b); const at = (values, share) => sorted(values)[Math.floor(values.length * share)];
  return { paint: at(timeline.frames, 0.5), worst: Math.max(...timeline.frames), frame: at(gaps, 0.5), late: at(gaps, 0.95) };
})()"""


def tell(pages, corpus):
    """Prints frame times, and times until a page can be used, beside cargo's page of as many units."""
    browser = pages.browser
    print("\nmeasured, not asserted:")
    for count in (10_000, 1_000_000):
        path = os.path.join(pages.folder, f"calls-{count}.html")
        if not os.path.exists(path):
            continue
        page = Page(browser, path)
        frames = page.run(PAN)
        print(f"  {count:9,} calls: ready after {page.ready:.2f} s; a chart is painted in {frames['paint']:.1f} ms (at most {frames['worst']:.1f} ms), "
              f"panning takes {frames['frame']:.1f} ms a frame (95 of 100 within {frames['late']:.1f} ms); {os.path.getsize(path) / 1e6:.2f} MB")
        page.close()
    source = os.path.join(corpus, "measured-cargo-timing", "cargo-timing-j2.html")
    if not os.path.exists(source):
        print("  no page of cargo to compare with (MEANWHILE_CORPUS)")
        return
    path = os.path.join(pages.folder, "cargo.page")
    with open(path, "w", encoding="utf-8") as file:
        file.write(cargo_page(open(source, encoding="utf-8").read(), 10_000))
    os.rename(path, path[:-5] + ".htm")
    page = Page(browser, path[:-5] + ".htm", wait=False)
    begin = page.began
    page.wait_for("document.readyState === 'complete' && document.querySelectorAll('#pipeline-container *').length > 10", 120)
    page.settle()
    print(f"  cargo's page of 10,000 units: ready after {time.monotonic() - begin:.2f} s; {os.path.getsize(path[:-5] + '.htm') / 1e6:.2f} MB")
    page.close()


def cargo_page(text, count):
    """Cargo's page with its units again and again until there are so many, each later than the one before."""
    block = re.search(r"const UNIT_DATA = (\[.*?\]);\n", text, re.S)
    units = json.loads(block[1])
    rows = re.search(r"<tbody>\n(\s*<tr>\s*<td>1\.</td>.*?)</tbody>", text, re.S)
    more = []
    length = max(unit["start"] + unit["duration"] for unit in units)
    for index in range(count):
        unit = dict(units[index % len(units)], i=index)
        unit["start"] = unit["start"] + index // len(units) * length
        for key in ("unlocked_units", "unblocked_units", "unlocked_rmeta_units", "unblocked_rmeta_units"):
            if key in unit:
                unit[key] = [other + index - index % len(units) for other in unit[key]]
        more.append(unit)
    text = text[:block.start(1)] + json.dumps(more) + text[block.end(1):]
    text = re.sub(r"DURATION = \d+;", f"DURATION = {int(length * count / len(units)) + 1};", text)
    if rows:
        table = re.findall(r"<tr>\s*<td>\d+\.</td>.*?</tr>", rows[1], re.S)
        text = text.replace(rows[1], "\n".join(table[index % len(table)] for index in range(count)))
    return text
