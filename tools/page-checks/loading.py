"""That pages load, alone, and say what they say without scripts too."""

import json
import os

from browser import Page
from checks import check, expect, expect_equal


@check("Every page opens from disk, asks the network for nothing and says nothing on the console")
def loads(pages):
    for name in pages.names:
        page = pages.open(name)
        expect_equal(page.run("document.documentElement.dataset.state"), "ready", f"{name} comes to life")
        expect(page.run("document.title.length") > 0, f"{name} has no title")


@check("The title, the description and the headline say what the report says in its first line, and so do the drawings")
def answers(pages):
    for name in pages.names:
        if name.startswith("calls-"):
            continue
        page = pages.open(name, scripts=False)
        data = json.loads(page.run("document.getElementById('data').textContent"))
        run, answer = data["runs"][0], (data["comparison"] or data["runs"][0])["answer"]
        headline = page.run("document.querySelector('h1').textContent")
        expect(answer in (headline, f"{run['name']}: {headline}") or answer.endswith(f": {headline}"), f"{name}: the headline is {headline!r}, the answer {answer!r}")
        expect_equal(page.run("document.querySelector('meta[name=description]').content"), answer, f"{name}: the description")
        expect(run["name"] in page.run("document.title"), f"{name}: the title does not name the run")
        titles = page.run("[...document.querySelectorAll('figure svg > title')].map(e => e.textContent)")
        answers = [one["answer"] for one in data["runs"]]
        expect([title for title in titles if title not in answers] == [], f"{name}: drawings are titled {titles}")


@check("A page refuses scripts, styles, pictures and connections from outside by its own policy")
def policy(pages):
    page = pages.open("toy_two_parallel")
    policy = page.run("document.querySelector('meta[http-equiv=Content-Security-Policy]')?.content")
    expect(policy and "default-src 'none'" in policy, f"the policy is {policy!r}")
    expect_equal(page.run("fetch('https://example.com/').then(() => 'went out', () => 'refused')"), "refused", "a connection")
    page.console.clear()
    del page.requests[1:]


@check("Without JavaScript the answer, the figures, the chart, the story, the calls and the formulas are there to read")
def static(pages):
    for name in ("toy_two_parallel", "share_variables"):
        page = pages.open(name, scripts=False)
        expect_equal(page.run("document.documentElement.dataset.state ?? 'static'"), "static", "no script has run")
        for selector in ("h1", ".figures dd", ".static.gantt svg", "ol.story li", ".calls tbody tr", "dl.formulas dd", ".program li"):
            seen = page.run(f"(() => {{ const e = document.querySelector({json.dumps(selector)}); return e && e.getBoundingClientRect().height > 0 }})()")
            expect(seen, f"{name}: {selector} is not to be seen")
        expect_equal(page.run("document.querySelectorAll('button, input, select').length"), 0, f"{name}: controls that do nothing")


@check("If the scripts fail, the static page stays, and the console says why")
def broken(pages):
    page = pages.open("toy_two_parallel", scripts=False)
    text = page.run("document.documentElement.outerHTML")
    path = os.path.join(pages.folder, "broken.htm")
    with open(path, "w", encoding="utf-8") as file:
        file.write("<!doctype html>" + text.replace('"runs":', '"ruins":', 1))
    page = Page(pages.browser, path)
    os.remove(path)
    expect_equal(page.run("document.documentElement.dataset.state"), "static", "the state")
    expect(page.run("document.querySelector('.static.gantt').getBoundingClientRect().height > 100"), "the static chart is not to be seen")
    expect_equal(page.run("document.querySelectorAll('button').length"), 0, "controls that do nothing")
    expect(page.console, "the console says nothing")
    page.close()


@check("Names with markup in them stay names, wherever they stand")
def inert(pages):
    page = pages.open("markup")
    page.run("meanwhile.view.goTo(0)")
    page.run("meanwhile.view.select(meanwhile.view.runs[0], 1)")
    page.settle()
    expect_equal(page.run("window.owned ?? null"), None, "a script in a name has run")
    expect_equal(page.run("document.querySelectorAll('img, iframe, object, embed, b > i.owned, script:not([type])').length"), 0, "elements out of names")
    expect(page.run("document.body.innerText.includes('<img src=x onerror=')"), "the name is not shown as it is")


@check("All numbers of a long column arrive exactly")
def columns(pages):
    page = pages.open("calls-10000")
    promised = json.loads(page.run("document.getElementById('promise').textContent"))
    for name in ("start", "end", "lane", "component"):
        found = page.run(f"(() => {{ const v = meanwhile.view.runs[0].calls.{name}; let s = 0; for (let i = 0; i < v.length; i++) s = (s * 31 + v[i]) % 1000003; return s }})()")
        expect_equal(found, promised[name], f"the sum over {name}")
