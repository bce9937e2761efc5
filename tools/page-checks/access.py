"""For everyone: names and roles, order, keys alone; the checks that axe-core and its like make, as far as they touch this page."""

import os

from checks import Missing, check, expect, expect_equal

RULES = open(os.path.join(os.path.dirname(__file__), "rules.js"), encoding="utf-8").read()
NEED_NAMES = {
    "button", "slider", "combobox", "textbox", "searchbox", "checkbox", "link", "image", "img", "dialog", "region", "group", "table", "heading", "search",
    "columnheader", "rowheader", "MenuListPopup"}


@check("Every control, picture, heading, table and region has a name that can be read out")
def names(pages):
    for name in pages.names:
        page = pages.open(name)
        nodes = page.send("Accessibility.getFullAXTree")["nodes"]
        for node in nodes:
            role = node.get("role", {}).get("value")
            if node.get("ignored") or role not in NEED_NAMES - {"group", "table", "MenuListPopup"}:
                continue
            expect(node.get("name", {}).get("value", "").strip(), f"{name}: a {role} has no name: {node.get('properties', [])[:3]}")


@check("No id stands twice, headings go down step by step, fields have labels, and roles and aria attributes are valid")
def rules(pages):
    for name in pages.names:
        page = pages.open(name)
        page.run("meanwhile.view.select(meanwhile.view.runs[0], 0)")
        page.settle()
        expect_equal(page.run(RULES), [], name)
    page = pages.open("toy_two_parallel", scripts=False)
    expect_equal(page.run(RULES), [], "toy_two_parallel without scripts")


@check("axe-core finds nothing to mend, where AXE_CORE says where its axe.min.js is")
def axe(pages):
    if "AXE_CORE" not in os.environ:
        raise Missing("AXE_CORE says nothing")
    with open(os.environ["AXE_CORE"], encoding="utf-8") as file:
        source = file.read()
    for name in pages.names:
        for look in ({"prefers-color-scheme": "light"}, {"prefers-color-scheme": "dark"}):
            page = pages.open(name, media=look)
            page.run("meanwhile.view.select(meanwhile.view.runs[0], 0); meanwhile.view.goTo(meanwhile.view.end * 0.4)")
            page.settle()
            page.run(source + "; 0")
            found = page.run("axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 150)))")
            expect_equal(found, [], f"{name}, {look}")


@check("By the keyboard alone every control is reached in order, is seen when it is, and is not hidden by the timeline")
def tabs(pages):
    page = pages.open("toy_two_parallel", media={"prefers-reduced-motion": "reduce"})
    count = page.run("[...document.querySelectorAll('button, input, select, [tabindex=\"0\"], a[href]')].filter(e => !e.disabled && e.getClientRects().length && !e.closest('dialog')).length")
    reached = 0
    for _ in range(count + 4):
        page.key("Tab")
        state = page.run("""(() => { const e = document.activeElement; if (e === document.body) return null;
          const before = window.focused; window.focused = e; const style = getComputedStyle(e); const b = e.getBoundingClientRect();
          const x = b.x + Math.min(b.width / 2, 40), y = b.y + Math.min(b.height / 2, 12);
          const top = document.elementFromPoint(x, y);
          return { isNext: !before?.isConnected || Boolean(before.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING), name: e.getAttribute('aria-label') || e.textContent.trim().slice(0, 30), outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
            seen: Boolean(top && (e.contains(top) || top.contains(e) || top.closest('label') || e.closest('.long, ol.story')?.contains(top))) } })()""")
        if state is None:
            break
        expect(state["outline"], f"{state['name']!r} has the focus and does not show it")
        expect(state["seen"], f"{state['name']!r} has the focus and is hidden")
        expect(state["isNext"], f"{state['name']!r} comes out of order")
        reached += 1
    expect(reached >= count - 1, f"{reached} of {count} controls are reached")


@check("Keys play, zoom and show the list of keys; letters can be switched off; fields keep their own keys")
def keys(pages):
    page = pages.open("toy_two_parallel")
    page.run("meanwhile.view.goTo(0)")
    page.key(" ")
    expect(page.run("meanwhile.view.isPlaying"), "Space does not play")
    page.key(" ")
    expect(not page.run("meanwhile.view.isPlaying"), "Space does not pause")
    page.key("+")
    expect(not page.run("meanwhile.timeline.axis.seesAll"), "+ does not zoom")
    page.key("-")
    expect(page.run("meanwhile.timeline.axis.seesAll"), "- does not zoom out")
    page.key("?")
    expect(page.run("document.querySelector('dialog').open"), "? does not open the list")
    page.run("document.querySelector('#letter-keys').click()")
    page.key("Escape")
    expect(not page.run("document.querySelector('dialog').open"), "Escape does not close the list")
    page.key("?")
    expect(not page.run("document.querySelector('dialog').open"), "letters are keys though they were switched off")
    page = pages.open("build")
    page.run("document.getElementById('search').focus()")
    page.key("0")
    expect_equal(page.run("document.getElementById('search').value"), "0", "what was typed into the search")
