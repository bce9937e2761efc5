"""What can be seen: contrast, colour blindness, themes, motion, narrow screens and paper."""

import base64
import itertools

from checks import check, expect, expect_equal
from colours import contrast, difference, lab, parse, simulated, VISIONS

LOOKS = [
    ("light", {"prefers-color-scheme": "light"}, False), ("dark", {"prefers-color-scheme": "dark"}, False),
    ("light, projector", {"prefers-color-scheme": "light"}, True), ("dark, projector", {"prefers-color-scheme": "dark"}, True)]

# Each text with its colour, what is behind it, and its size.
TEXTS = """(() => {
  const found = [];
  const opaque = (colour) => { const m = colour.match(/[\\d.]+/g)?.map(Number); return m && (m[3] === undefined || m[3] > 0.99) };
  const ground = (e) => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (opaque(c)) return c } return getComputedStyle(document.documentElement).backgroundColor };
  for (const e of document.querySelectorAll('body *')) {
    if (e.closest('svg, script, [hidden], .unseen, .skip, dialog:not([open])') || e.matches('option')) continue;
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    const style = getComputedStyle(e);
    if (style.visibility === 'hidden' || e.getClientRects().length === 0 || e.disabled) continue;
    let opacity = 1; for (let p = e; p; p = p.parentElement) opacity *= Number(getComputedStyle(p).opacity);
    found.push([e.className + ' ' + e.textContent.trim().slice(0, 30), style.color, ground(e), parseFloat(style.fontSize), Number(style.fontWeight), opacity]);
  }
  return found })()"""

# Texts of drawings inside the page, with the fill of the shape that they stand on.
DRAWN = """(() => [...document.querySelectorAll('.diagram svg text, .curve text, .static svg text')].filter(e => e.getClientRects().length > 0).map(e => {
  const shape = [...(e.parentElement?.querySelectorAll('polygon, path, ellipse') ?? [])].map(s => getComputedStyle(s).fill).find(c => c.startsWith('rgb(')) ;
  const on = e.closest('.node') && shape ? shape : getComputedStyle(document.documentElement).getPropertyValue('--card');
  return [e.textContent, getComputedStyle(e).fill, on.trim()] }))()"""


def variables(page):
    names = "ground card ink faint line edge bound observed gain loss focus soft hover dimmed mark other fill-0 fill-1 fill-2 fill-3 fill-4 fill-5".split()
    return page.run(f"(() => {{ const s = getComputedStyle(document.documentElement); return Object.fromEntries({names}.map(n => [n, s.getPropertyValue('--' + n).trim()])) }})()")


@check("All text has the contrast of WCAG AA: light, dark and on a projector, on every part of the page")
def text_contrast(pages):
    for name, share in (("toy_two_parallel", 0.4), ("share_variables", 0.5), ("build", 0.3)):
        for look, media, large in LOOKS:
            page = pages.open(name, media=media, large=large)
            page.run(f"meanwhile.view.select(meanwhile.view.runs[0], 1); meanwhile.view.goTo(meanwhile.view.end * {share})")
            page.settle()
            for text, colour, ground, size, weight, opacity in page.run(TEXTS):
                least = 3 if size >= 24 or size >= 18.66 and weight >= 700 else 4.5
                ratio = contrast(parse(colour), parse(ground))
                expect(ratio >= least and opacity > 0.99, f"{name}, {look}: {text!r} has {ratio:.2f} (opacity {opacity:g}), {colour} on {ground}")
            for text, colour, ground in page.run(DRAWN):
                ratio = contrast(parse(colour), parse(ground))
                expect(ratio >= 4.5, f"{name}, {look}: {text!r} in a drawing has {ratio:.2f}, {colour} on {ground}")


@check("Colours of the chart have the contrast of WCAG AA: labels on their fills 4.5, marks, rules and edges of controls 3")
def chart_contrast(pages):
    for look, media, large in LOOKS:
        page = pages.open("toy_two_parallel", media=media, large=large)
        colours = {name: parse(text) for name, text in variables(page).items()}
        for text in ("ink", "faint", "bound", "gain", "loss", "focus"):
            expect(contrast(colours[text], colours["card"]) >= 4.5, f"{look}: {text} on a card")
        for fill in [f"fill-{index}" for index in range(6)] + ["other"]:
            expect(contrast(colours["mark"], colours[fill]) >= 4.5, f"{look}: a label on {fill}")
            # Under the veil 68 of 100 are the card; labels there are in ink.
            veiled = tuple(0.32 * one + 0.68 * other for one, other in zip(colours[fill], colours["card"]))
            expect(contrast(colours["ink"], veiled) >= 4.5, f"{look}: a label on {fill} that is yet to come has {contrast(colours['ink'], veiled):.2f}")
            # What is within calls of its own is as pale as 35 of 100.
            pale = tuple(0.35 * one + 0.65 * other for one, other in zip(colours[fill], colours["card"]))
            expect(contrast(colours["ink"], pale) >= 4.5, f"{look}: a label on pale {fill}")
        expect(contrast(colours["ink"], colours["dimmed"]) >= 4.5, f"{look}: a label on what does not match")
        for mark in ("observed", "edge", "focus", "faint"):
            expect(contrast(colours[mark], colours["card"]) >= 3, f"{look}: {mark} on a card")
        expect(contrast(colours["ink"], colours["soft"]) >= 4.5, f"{look}: text on what is marked")


@check("The colours of components stay apart for eyes that see no red, no green or no blue")
def blindness(pages):
    page = pages.open("toy_two_parallel")
    colours = variables(page)
    fills = {name: parse(colours[name]) for name in [f"fill-{index}" for index in range(6)] + ["other"]}
    for vision, matrix in VISIONS.items():
        for (one, first), (other, second) in itertools.combinations(fills.items(), 2):
            apart = difference(lab(simulated(first, matrix)), lab(simulated(second, matrix)))
            expect(apart >= 10, f"{vision}: {one} and {other} are {apart:.1f} apart in CIE Lab")


@check("States are told apart by their form: the marks of the legend differ without any colour")
def forms(pages):
    for name, scheme in itertools.product(("build", "failing"), ("light", "dark")):
        page = pages.open(name, media={"prefers-color-scheme": scheme})
        page.send("Emulation.setEmulatedVisionDeficiency", type="achromatopsia")
        page.run("document.querySelector('.legend').scrollIntoView({block: 'center', behavior: 'instant'})")
        page.settle()
        keys = page.run("[...document.querySelectorAll('.legend .key')].map(e => { const b = e.getBoundingClientRect(); return [e.className, b.x, b.y, b.width, b.height] })")
        expect(len(keys) >= 3, "fewer than three states in the legend")
        pictures = {}
        for name, x, y, width, height in keys:
            data = page.send("Page.captureScreenshot", format="png", clip={"x": round(x), "y": round(y), "width": 30, "height": 16, "scale": 1})["data"]
            pictures[name] = page.run(f"""new Promise(done => {{ const image = new Image(); image.onload = () => {{ const c = document.createElement('canvas'); c.width = 30; c.height = 16;
              const p = c.getContext('2d'); p.drawImage(image, 0, 0); done([...p.getImageData(0, 0, 30, 16).data].filter((_, i) => i % 4 === 0)) }}; image.src = 'data:image/png;base64,{data}' }})""")
        page.requests[:] = [url for url in page.requests if not url.startswith("data:")]
        for (one, first), (other, second) in itertools.combinations(pictures.items(), 2):
            differing = sum(abs(a - b) > 40 for a, b in zip(first, second)) / len(first)
            expect(differing > 0.04, f"{name}, {scheme}: {one} and {other} differ in {differing:.1%} of their pixels only")


@check("The theme follows the system until the reader chooses another, in the drawings too")
def themes(pages):
    page = pages.open("toy_two_parallel", media={"prefers-color-scheme": "dark"})
    dark = page.run("getComputedStyle(document.body.parentElement).backgroundColor")
    page.press(".settings [aria-keyshortcuts=t]")
    light = page.run("getComputedStyle(document.body.parentElement).backgroundColor")
    expect(contrast(parse(dark), parse(light)) > 10, "the switch does not change the ground")
    ink = page.run("getComputedStyle(document.querySelector('.diagram svg .ink text, .diagram svg .graph > text') ?? document.body).fill")
    expect(contrast(parse(ink), (255, 255, 255)) > 4.5 or ink == "none", f"text of the drawing is {ink} on white")
    pixel = page.run("(() => { const t = meanwhile.timeline; const copy = document.createElement('canvas').getContext('2d', { willReadFrequently: true }); copy.drawImage(t.chart, -Math.round(t.axis.left * t.ratio), -Math.round((t.height - t.tracks.axisHeight) * t.ratio)); return copy.getImageData(0, 0, 1, 1).data[0] })()")
    expect(pixel < 130, "the axis of the chart is still light")


@check("Who asked for less motion sees nothing move: playing goes from event to event")
def motion(pages):
    page = pages.open("toy_two_parallel", media={"prefers-reduced-motion": "reduce"})
    page.press(".play")
    page.wait_for("meanwhile.view.instant > 0")
    expect(page.run("[0, 2, 3, 4].map(s => s / 4 * meanwhile.view.end).includes(meanwhile.view.instant)"), "it stands between events")
    page.press(".play")
    page.run("document.querySelector('.switches .switch').click()")
    expect_equal(page.run("document.getAnimations().length"), 0, "animations")
    expect_equal(page.run("getComputedStyle(document.documentElement).scrollBehavior"), "auto", "scrolling")


@check("Nothing is wider than the screen: on a phone, at 200 % and on a projector; only tables and drawings scroll by themselves")
def narrow(pages):
    for name in pages.names:
        for width, large in ((360, False), (640, False), (1280, True)):
            page = pages.open(name, width=width, large=large)
            wide = page.run("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            culprit = page.run("""[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !e.closest('.scroll, figure, svg, .unseen, .skip')).map(e => e.tagName + '.' + (e.className.baseVal ?? e.className)).slice(0, 3).join(', ')""")
            expect(wide <= 0, f"{name} at {width}{' large' if large else ''}: {wide} px too wide: {culprit}")


@check("On paper stand the static parts, black on white, without controls")
def paper(pages):
    page = pages.open("toy_two_parallel", media={"prefers-color-scheme": "dark"})
    page.run("document.documentElement.dataset.theme = 'dark'")
    page.send("Emulation.setEmulatedMedia", media="print")
    page.settle()
    shown = page.run("['.static.gantt', '.story', '.calls .for-print table', 'dl.formulas'].filter(s => !document.querySelector(s)?.getClientRects().length)")
    expect_equal(shown, [], "parts that are not printed")
    expect_equal(page.run("[...document.querySelectorAll('button, input, select, canvas')].filter(e => e.getClientRects().length && !e.matches('.link, .sort')).length"), 0, "controls on paper")
    expect_equal(page.run("getComputedStyle(document.documentElement).backgroundColor"), "rgb(255, 255, 255)", "the paper")
    for text, colour, ground, *_ in page.run(TEXTS):
        expect(contrast(parse(colour), parse(ground)) >= 4.5, f"{text!r} on paper: {colour} on {ground}")
    pdf = base64.b64decode(page.send("Page.printToPDF")["data"])
    expect(pdf.startswith(b"%PDF") and len(pdf) > 10_000, "the PDF is empty")
