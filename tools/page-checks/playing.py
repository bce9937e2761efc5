"""One instant: playing, stepping, sliding, and what the page shows then."""

from checks import check, expect, expect_equal

AT = "document.querySelector('.transport .at').textContent"


@check("No bad end shows in the diagram before the instant has come to it")
def known_by_then(pages):
    page = pages.open("stuck")
    shown = "[...document.querySelectorAll('.diagram svg text')].filter(e => getComputedStyle(e).visibility === 'visible').map(e => e.textContent).join(' ') + [...document.querySelectorAll('.diagram .node title')].filter(e => getComputedStyle(e.parentElement).visibility === 'visible').map(e => e.textContent).join(' ')"
    page.run("meanwhile.view.goTo(meanwhile.view.end / 2)")
    page.settle()
    expect("failed" not in page.run(shown) and "waits for" not in page.run(shown), f"half-way it says {page.run(shown)!r}")
    page.run("meanwhile.view.goTo(meanwhile.view.end)")
    page.settle()
    expect("failed" in page.run(shown) and "waits for" in page.run(shown), f"at the end it says {page.run(shown)!r}")


@check("Play moves the playhead until the end and stops there, and the button says what it would do")
def plays(pages):
    page = pages.open("toy_two_parallel")
    expect_equal(page.run("document.querySelector('.play').getAttribute('aria-label')"), "Play", "the button")
    page.press(".play")
    page.wait_for("meanwhile.view.instant > 0 && meanwhile.view.isPlaying")
    expect_equal(page.run("document.querySelector('.play').getAttribute('aria-label')"), "Pause", "the button while it plays")
    page.press(".play")
    paused = page.run("meanwhile.view.instant")
    page.settle()
    expect_equal(page.run("meanwhile.view.instant"), paused, "a paused instant")
    page.run("document.querySelector('.speed').value = '4'; document.querySelector('.speed').dispatchEvent(new Event('change'))")
    page.press(".play")
    page.wait_for("meanwhile.view.instant === meanwhile.view.end && !meanwhile.view.isPlaying")


@check("Steps go to each instant at which something happens, forward and back, with the buttons and the arrows")
def steps(pages):
    page = pages.open("toy_two_parallel")
    page.press("[aria-label='To the start']")
    seen = [page.run(AT)]
    for _ in range(3):
        page.press("[aria-label='To the next event']")
        seen.append(page.run(AT))
    expect_equal(seen, ["0 s", "2 s", "3 s", "4 s"], "the instants")
    page.press("[aria-label='To the previous event']")
    expect_equal(page.run(AT), "3 s", "one step back")
    page.run("document.activeElement.blur()")
    page.key("ArrowLeft")
    expect_equal(page.run(AT), "2 s", "an arrow to the left")
    page.key("End")
    expect_equal(page.run(AT), "4 s", "the End key")
    page.key("Home")
    expect_equal(page.run(AT), "0 s", "the Home key")


@check("The slider goes to any instant by the mouse, and by its arrows from event to event")
def slides(pages):
    page = pages.open("toy_two_parallel")
    page.run("document.querySelector('.slider').scrollIntoView({block: 'center', behavior: 'instant'})")
    page.settle()
    x, y, width = page.run("(() => { const b = document.querySelector('.slider').getBoundingClientRect(); return [b.x, b.y + b.height / 2, b.width] })()")
    page.click(x + width / 2, y)
    expect(abs(page.run("meanwhile.view.instant / meanwhile.view.end") - 0.5) < 0.02, "the middle of the slider is not the middle of the run")
    expect_equal(page.run("document.querySelector('.slider').getAttribute('aria-valuetext')"), page.run(AT), "what the slider says")
    page.key("ArrowRight")
    expect_equal(page.run(AT), "3 s", "an arrow on the slider")


@check("The program shows at each instant which line waits and why")
def program(pages):
    page = pages.open("toy_two_parallel")
    page.run("meanwhile.view.goTo(meanwhile.view.end * 0.25)")
    states = page.run("[...document.querySelectorAll('.program li')].map(e => e.dataset.state)")
    expect_equal(states, ["passed", "passed", "waits"], "the lines at 1 s")
    expect("analyze" in page.run("document.querySelectorAll('.program li')[2].querySelector('.why').textContent"), "the third line does not say why it waits")
    page.run("meanwhile.view.goTo(meanwhile.view.end * 0.6)")
    expect_equal(page.run("document.querySelectorAll('.program li')[2].dataset.state"), "passed", "the third line at 2.4 s")
    page = pages.open("toy_app")
    page.run("meanwhile.view.goTo(meanwhile.view.end)")
    expect_equal(page.run("[...document.querySelectorAll('.program li')].map(e => e.dataset.state)"), ["passed", "passed"], "the lines of a flow that is done")


@check("What runs at an instant is listed with how long it has run, and the counts say the rest")
def now(pages):
    page = pages.open("toy_two_parallel")
    page.run("meanwhile.view.goTo(meanwhile.view.end * 0.625)")
    running = page.run("[...document.querySelectorAll('.now-list .running')].map(e => [e.querySelector('button').textContent.split(' ')[0], e.querySelector('.time').textContent])")
    expect_equal(running, [["train", "for 2.5 s of 4 s"], ["baseline_1", "for 2.5 s of 3 s"]], "what runs at 2.5 s")
    expect_equal(page.run("document.querySelector('.counts').textContent"), "2 running · 2 done", "the counts at 2.5 s")
    page.run("meanwhile.view.goTo(meanwhile.view.end * 0.75)")
    running = page.run("[...document.querySelectorAll('.now-list .running button')].map(e => e.textContent.split(' ')[0])")
    expect_equal(running, ["train"], "what runs at 3 s, when baseline_1 ends")


@check("Variables show their value at the instant and who gave it")
def variables(pages):
    page = pages.open("share_variables")
    values = []
    for instant in (5, 10, 21.5, 44):
        page.run(f"meanwhile.view.goTo(meanwhile.view.end * {instant} / 44)")
        values.append(page.run("document.querySelector('.variables code').textContent"))
    expect_equal(values, ["null", "1", "2", "4"], "checkpoint at 5 s, 10 s, 21.5 s and 44 s")
    expect("train" in page.run("document.querySelector('.variables .by').textContent"), "it is not told who gave the value")


@check("Events scroll to the instant, the latest are marked, and each cause is a link to it")
def events(pages):
    page = pages.open("share_variables")
    page.run("meanwhile.view.goTo(meanwhile.view.end * 30 / 44)")
    page.settle()
    latest = page.run("[...document.querySelectorAll('.events tr[data-state=latest]')].length")
    expect(latest > 0, "no event is marked as the latest")
    seen = page.run("(() => { const s = document.querySelector('.events .scroll').getBoundingClientRect(); const rows = [...document.querySelectorAll('.events tr[data-state=latest]')].map(e => e.getBoundingClientRect()); return rows.some(r => r.top >= s.top && r.bottom <= s.bottom) })()")
    expect(seen, "the latest events are not in sight")
    cause = page.run("(() => { const b = document.querySelector('.events tr[data-state=latest] .causes button'); const seq = Number(b.textContent); b.click(); return seq })()")
    expect_equal(page.run("meanwhile.view.instant"), page.run(f"meanwhile.view.runs[0].events.at[{cause}]"), "the instant after a cause was followed")


@check("The diagram lights up what runs, and leaves faint what is yet to come")
def diagram(pages):
    page = pages.open("share_variables")
    page.run("meanwhile.view.goTo(meanwhile.view.end * 21 / 44)")
    states = page.run("meanwhile.view.runs[0].diagram.ids.map((id) => document.getElementById(id).dataset.state)")
    expect_equal(sorted(states), ["ahead", "ahead", "done", "running", "running"], "the boxes at 21 s")


@check("A pause, a step or a selection is told to those who listen; while it plays nothing is")
def told(pages):
    page = pages.open("toy_two_parallel")
    page.run("meanwhile.player.jump(meanwhile.view.end * 0.5)")
    page.wait_for("document.querySelector('[role=status].unseen').textContent.startsWith('At 2 s')")
    said = page.run("document.querySelector('[role=status].unseen').textContent")
    expect("2 running" in said and "train" in said, f"it says {said!r}")
    page.run("meanwhile.view.goTo(0); meanwhile.player.toggle()")
    page.wait_for("meanwhile.view.instant > 0.1 * meanwhile.view.end")
    expect_equal(page.run("document.querySelector('[role=status].unseen').textContent"), said, "what is said while it plays")


@check("Two runs have one axis, one playhead and each its own parts")
def two(pages):
    page = pages.open("two")
    expect_equal(page.run("document.querySelectorAll('canvas.chart').length"), 1, "charts")
    expect_equal(page.run("document.querySelectorAll('.part.now').length"), 2, "lists of what runs now")
    expect(page.run("meanwhile.timeline.axis.end >= Math.max(...meanwhile.view.runs.map(run => run.end))"), "the axis does not hold both runs")
    shared = page.run("(() => { const [a, b] = meanwhile.view.runs; const colour = run => new Map(run.components.map((c, i) => [run.componentName(i), c.colour])); const [x, y] = [colour(a), colour(b)]; return [...x].filter(([name, c]) => y.has(name) && y.get(name) !== c).map(([name]) => name) })()")
    expect_equal(shared, [], "components of one name with two colours")
