"""The whole run and all runs: the chart, search and filters, the table, the story, variants and the sweep."""

from checks import check, expect, expect_equal

CENTRE = "(() => { const b = document.querySelector('.stage').getBoundingClientRect(); return [b.x, b.y, b.width, b.height] })()"


@check("The chart paints a call where and when it ran, in the colour of its component")
def paints(pages):
    page = pages.open("toy_two_parallel")
    pixel = page.run("""(() => { const { timeline, view } = meanwhile; const run = view.runs[0]; const place = timeline.tracks.placeOf(run, 1);
      const copy = document.createElement('canvas'); copy.width = timeline.chart.width; copy.height = timeline.chart.height; const context = copy.getContext('2d', { willReadFrequently: true }); context.drawImage(timeline.chart, 0, 0); const at = (t) => [...context.getImageData(Math.round(timeline.axis.x(t) * timeline.ratio), Math.round((place.y + 6) * timeline.ratio), 1, 1).data].slice(0, 3).join();
      return [at(view.end * 0.1), at(view.end * 1.5)] })()""")
    expect_equal(pixel[0], "230,159,0", "the colour within train")
    expect(pixel[1] != pixel[0], "train goes on after its end")


@check("Ctrl and the wheel zoom where the pointer is, a drag moves, a double click zooms to a call, 0 shows all")
def zooms(pages):
    page = pages.open("build")
    page.run("window.scrollTo({ top: document.querySelector('.stage').getBoundingClientRect().top - 200, behavior: 'instant' })")
    page.settle()
    x, y, width, height = page.run(CENTRE)
    place = x + width * 0.6
    before = page.run(f"meanwhile.timeline.axis.time({place - x})")
    page.mouse("mouseWheel", place, y + 60, deltaX=0, deltaY=-300, modifiers=2)
    page.wait_for("!meanwhile.timeline.axis.seesAll")
    after = page.run(f"meanwhile.timeline.axis.time({place - x})")
    expect(abs(after - before) < page.run("meanwhile.view.end") * 0.002, "what is under the pointer has moved")
    start = page.run("meanwhile.timeline.axis.from")
    page.mouse("mousePressed", place, y + 80, button="left", clickCount=1)
    page.mouse("mouseMoved", place - 60, y + 80, button="left", buttons=1)
    page.mouse("mouseReleased", place - 60, y + 80, button="left", clickCount=1)
    page.settle()
    expect(page.run("meanwhile.timeline.axis.from") > start, "a drag to the left does not go on in time")
    page.run("document.activeElement.blur()")
    page.key("0")
    expect(page.run("meanwhile.timeline.axis.seesAll"), "0 does not show all")
    spot = page.run("(() => { const { timeline, view } = meanwhile; const run = view.runs[0]; const long = run.takes.indexOf(Math.max(...run.takes)); const p = timeline.tracks.placeOf(run, long); return [timeline.axis.x((run.calls.start[long] + run.calls.end[long]) / 2), p.y + p.height / 2, long] })()")
    page.click(x + spot[0], y + spot[1])
    expect_equal(page.run("meanwhile.view.selected?.call"), spot[2], "the call that was clicked")
    expect(page.run("!document.querySelector('.inspector').hidden"), "its figures are not shown")
    page.click(x + spot[0], y + spot[1], count=2)
    expect(not page.run("meanwhile.timeline.axis.seesAll"), "a double click does not zoom")


@check("On a touch screen two fingers zoom, one moves what is zoomed, and a tap selects a call")
def touches(pages):
    page = pages.open("build", width=390)
    page.send("Emulation.setTouchEmulationEnabled", enabled=True, maxTouchPoints=2)
    page.run("document.querySelector('.stage').scrollIntoView({block: 'center', behavior: 'instant'})")
    page.settle()
    x, y, width, height = page.run(CENTRE)
    spot = page.run("(() => { const { timeline, view } = meanwhile; const run = view.runs[0]; const long = run.takes.indexOf(Math.max(...run.takes)); const p = timeline.tracks.placeOf(run, long); return [timeline.axis.x((run.calls.start[long] + run.calls.end[long]) / 2), p.y + p.height / 2, long] })()")

    def touch(kind, *points):
        page.send("Input.dispatchTouchEvent", type=kind, touchPoints=[{"x": x + at, "y": y + spot[1], "id": index} for index, at in enumerate(points)])

    touch("touchStart", spot[0])
    touch("touchEnd")
    page.settle()
    expect_equal(page.run("meanwhile.view.selected?.call"), spot[2], "the call that was tapped")
    touch("touchStart", 180, 220)
    for spread in (10, 25, 40):
        touch("touchMove", 180 - spread, 220 + spread)
    touch("touchEnd")
    page.settle()
    expect(not page.run("meanwhile.timeline.axis.seesAll"), "two fingers do not zoom")
    start = page.run("meanwhile.timeline.axis.from")
    touch("touchStart", 260)
    for by in (15, 40, 70):
        touch("touchMove", 260 - by)
    touch("touchEnd")
    page.settle()
    expect(page.run("meanwhile.timeline.axis.from") > start, "one finger does not move what is zoomed")


@check("Search tells how many match, dims the others, filters the table, and Enter goes from match to match")
def searches(pages):
    page = pages.open("build")
    page.run("document.activeElement?.blur()")
    page.key("/")
    expect_equal(page.run("document.activeElement.id"), "search", "the field that / goes to")
    for letter in "parser":
        page.key(letter)
    page.wait_for("document.querySelector('.count').textContent")
    expected = page.run("(() => { const run = meanwhile.view.runs[0]; let n = 0; for (let c = 0; c < run.count; c++) if (run.label(c).includes('parser')) n++; return n })()")
    expect(expected > 0, "nothing matches")
    expect(page.run("document.querySelector('.count').textContent").startswith(f"{expected} of "), "the count")
    expect_equal(page.run("Number(document.querySelector('.calls table').getAttribute('aria-rowcount'))"), expected + 1, "the rows of the table")
    page.key("Enter")
    expect(page.run("meanwhile.view.runs[0].label(meanwhile.view.selected.call).includes('parser')"), "Enter does not select a match")


@check("Filters by lane and kind leave what they say")
def filters(pages):
    page = pages.open("build")
    page.run("(() => { const s = document.querySelector('[aria-label=Kind]'); s.value = 'critical'; s.dispatchEvent(new Event('change')) })()")
    right = page.run("(() => { const run = meanwhile.view.runs[0]; const m = meanwhile.view.matches[0]; return [...m].every((on, c) => Boolean(on) === Boolean(run.calls.flags[c] & 1)) })()")
    expect(right, "what is left is not what is critical")
    page.run("(() => { const s = document.querySelector('[aria-label=Kind]'); s.value = ''; s.dispatchEvent(new Event('change')); const l = document.querySelector('[aria-label=Lane]'); l.selectedIndex = 1; l.dispatchEvent(new Event('change')) })()")
    expect(page.run("(() => { const run = meanwhile.view.runs[0]; return [...meanwhile.view.matches[0]].every((on, c) => Boolean(on) === (run.calls.lane[c] === 0)) })()"), "what is left is not the first lane")


@check("The table sorts by each column, down and up, by the mouse and by the keyboard, and says so")
def sorts(pages):
    page = pages.open("calls-10000")
    heads = page.run("[...document.querySelectorAll('.calls .long thead th')].map(e => e.querySelector('button').textContent)")
    for index, head in enumerate(heads):
        page.run(f"document.querySelectorAll('.calls .sort')[{index}].focus()")
        for _ in range(2):
            page.key("Enter")
            sorting = page.run(f"document.querySelectorAll('.calls .long thead th')[{index}].getAttribute('aria-sort')")
            rows = page.run(f"[...document.querySelectorAll('.calls tbody tr[data-call]')].map(e => Number(e.dataset.call))")
            values = page.run(f"(() => {{ const run = meanwhile.view.runs[0]; const key = {head!r}; const of = {{ call: c => run.label(c), lane: c => run.calls.lane[c], start: c => run.calls.start[c], takes: c => run.takes[c], slack: c => run.calls.slack[c] }}[key]; return of ? {rows}.map(of) : null }})()")
            expect(sorting in ("ascending", "descending"), f"{head}: aria-sort is {sorting!r}")
            if values:
                expect_equal(values, sorted(values, reverse=sorting == "descending"), f"{head}, {sorting}")
    expect_equal(page.run("document.querySelectorAll('.calls .long thead [aria-sort]').length"), 1, "columns that say they are sorted")


@check("A table of 10,000 calls holds only the rows that are seen, and scrolls to the last")
def virtual(pages):
    page = pages.open("calls-10000")
    expect(page.run("document.querySelectorAll('.calls tbody tr').length") < 80, "all rows exist at once")
    page.run("(() => { const s = document.querySelector('.calls .scroll'); s.scrollTop = s.scrollHeight })()")
    page.settle()
    expect_equal(page.run("[...document.querySelectorAll('.calls tbody tr[data-call]')].at(-1).getAttribute('aria-rowindex')"), "10001", "the last row")


@check("Each part of the story is a link to where the run waited for it")
def story(pages):
    page = pages.open("share_variables")
    page.run("document.querySelectorAll('ol.story button')[1].click()")
    expect_equal(page.run("meanwhile.view.instant"), page.run("meanwhile.view.runs[0].path[1].from"), "the instant")
    expect_equal(page.run("document.querySelector('ol.story [aria-current]').dataset.part"), "1", "the part that is marked")


@check("A toggle per component moves the bars to the run that would have been, and says what it saves")
def toggles(pages):
    page = pages.open("toy_two_parallel")
    before = page.run("document.querySelector('.variant-answer').textContent")
    bars = page.run("[...document.querySelectorAll('.variant-bar')].map(e => e.style.left + e.style.width).join()")
    page.run("document.querySelector('.switches .switch').scrollIntoView({block: 'center', behavior: 'instant'})")
    page.press(".switches .switch")
    expect(page.run("document.querySelector('.variant-answer').textContent") != before, "the answer stays the same")
    expect(page.run("[...document.querySelectorAll('.variant-bar')].map(e => e.style.left + e.style.width).join()") != bars, "no bar has moved")
    for variant in page.run("meanwhile.view.runs[0].variants.runs.map(v => [v.mask, v.answer])"):
        page.run(f"document.querySelector('tr[data-mask=\"{variant[0]}\"] button').click()")
        expect_equal(page.run("document.querySelector('.variant-answer').textContent"), variant[1], f"the answer of variant {variant[0]}")
        pressed = page.run("[...document.querySelectorAll('.switches .switch')].reduce((mask, e, bit) => mask | (e.getAttribute('aria-pressed') === 'true') << bit, 0)")
        expect_equal(pressed, variant[0], "the switches")


@check("No switch undoes another, and a combination that was not simulated says so")
def unknown_combinations(pages):
    page = pages.open("many")
    switches = "[...document.querySelectorAll('.switches .switch')]"
    masks = page.run("meanwhile.view.runs[0].variants.runs.map(v => v.mask)")
    mask = page.run("meanwhile.view.runs[0].variants.declared")
    seen = set()
    for bit in range(8):
        page.run(f"{switches}[{bit}].click()")
        mask ^= 1 << bit
        pressed = page.run(f"{switches}.reduce((mask, e, bit) => mask | (e.getAttribute('aria-pressed') === 'true') << bit, 0)")
        expect_equal(pressed, mask, "the switches")
        answer = page.run("document.querySelector('.variant-answer').textContent")
        expect_equal(answer.startswith("not simulated"), mask not in masks, f"whether {bit + 1} switches say {answer!r}")
        expect_equal(page.run("document.querySelectorAll('.variant-bar:not(.gone)').length > 0"), mask in masks, "whether there are bars")
        seen.add(mask in masks)
    expect_equal(seen, {True, False}, "kinds of combinations that were tried")


@check("A variant that ends badly bears a sign, and its chart is hatched")
def bad_variants(pages):
    page = pages.open("stuck")
    page.run("document.querySelector('tr.bad button').click()")
    expect(page.run("document.querySelector('.variant-answer').textContent").startswith("✕ "), "the answer has no sign")
    expect(page.run("document.querySelector('.variant-chart').classList.contains('bad')"), "the chart looks like any other")
    page.run("document.querySelector('.variants tbody tr:not(.bad) button').click()")
    expect(not page.run("document.querySelector('.variant-chart').classList.contains('bad')"), "the chart of a good end looks like that of a bad one")


@check("The sweep is a curve with a dot for each row of its table")
def sweep(pages):
    page = pages.open("sweep")
    expect(page.run("document.querySelectorAll('.curve circle').length") > 1, "there is no curve")
    expect_equal(page.run("document.querySelectorAll('.curve circle').length"), page.run("document.querySelectorAll('.sweep tbody tr').length"), "dots")


@check("Where colours say groups of work, the legend names them and a filter leaves one of them")
def groups(pages):
    page = pages.open("build")
    names = page.run("meanwhile.view.runs[0].groups.map(group => group.name)")
    legend = page.run("[...document.querySelectorAll('.legend li')].map(e => e.textContent)")
    expect(all(name in legend for name in names), f"the legend says {legend}, the groups are {names}")
    page.run("(() => { const s = document.querySelector('[aria-label=Group]'); s.value = 'link'; s.dispatchEvent(new Event('change')) })()")
    expect_equal(page.run("(() => { const run = meanwhile.view.runs[0]; return [...meanwhile.view.matches[0].keys()].filter(c => meanwhile.view.matches[0][c]).map(c => run.componentName(run.calls.component[c])) })()"), ["toy", "toy-tests"], "what is left of the group link")


@check("An address leads to an instant and a call, and the page keeps it true")
def addresses(pages):
    page = pages.open("toy_two_parallel")
    page.run("location.hash = '#at=2.5s&call=3'")
    page.wait_for("meanwhile.view.selected")
    expect_equal(page.run("[meanwhile.view.instant / meanwhile.view.end, meanwhile.view.runs[0].calls.number[meanwhile.view.selected.call]]"), [0.625, 3], "the instant and the call")
    page.press("[aria-label='To the next event']")
    page.wait_for("location.hash === '#at=3s&call=3'")
    page.run("location.hash = '#at=soon&call=99&run=7'")
    page.settle()
    expect_equal(page.run("meanwhile.view.instant / meanwhile.view.end"), 0.75, "where an address leads that says nothing")


@check("Idle time can be folded, and unfolded again")
def idle(pages):
    page = pages.open("idle")
    folded = "meanwhile.timeline.axis.foldedEnd"
    whole = page.run(folded)
    page.run("[...document.querySelectorAll('.zoom .switch')].find(e => e.textContent === 'Fold idle time').click()")
    expect(page.run(folded) < whole * 0.8, "nothing is folded")
    drift = page.run("(() => { const a = meanwhile.timeline.axis; return Math.max(...[0.1, 0.3, 0.5, 0.9].map(s => Math.abs(a.unfolded(a.folded(a.end * s)) - a.end * s))) / a.end })()")
    expect(drift < 1e-9, "folding and unfolding do not come back to the same instant")
    page.run("[...document.querySelectorAll('.zoom .switch')].find(e => e.textContent === 'Fold idle time').click()")
    expect_equal(page.run(folded), whole, "the whole again")
