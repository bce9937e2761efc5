"""A browser without a window, spoken to over two pipes by the DevTools protocol: no port, no library."""

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time


class Failure(Exception):
    """What a page did not do."""


class Browser:
    """Chromium, started for the checks and ended with them."""

    def __init__(self):
        self.profile = tempfile.mkdtemp(prefix="page-checks-")
        to_browser, self.writing = os.pipe()
        self.reading, from_browser = os.pipe()
        command = (
            "exec chromium --headless=new --remote-debugging-pipe --no-sandbox --disable-gpu --hide-scrollbars"
            " --force-color-profile=srgb --no-first-run --disable-background-networking --disable-component-update"
            f' --disable-dev-shm-usage --user-data-dir="$1" about:blank 3<&{to_browser} 4>&{from_browser}'
        )
        self.process = subprocess.Popen(
            ["bash", "-c", command, "chromium", self.profile],
            pass_fds=(to_browser, from_browser), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self.number = 0
        self.rest = b""
        self.answers = {}
        self.listeners = {}

    def send(self, method, session=None, **parameters):
        """Sends a command and waits for its result."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self.writing, json.dumps(message).encode() + b"\0")
        number = self.number
        limit = time.monotonic() + 60
        while number not in self.answers:
            self.listen(limit, method)
        answer = self.answers.pop(number)
        if "error" in answer:
            raise Failure(f"{method}: {answer['error']['message']}")
        return answer["result"]

    def listen(self, limit, what):
        """Reads the next messages: answers are kept, events go to those who listen."""
        ready, _, _ = select.select([self.reading], [], [], max(0, limit - time.monotonic()))
        if not ready:
            raise Failure(f"the browser did not answer within 60 s: {what}")
        chunk = os.read(self.reading, 1 << 20)
        if not chunk:
            raise Failure("the browser ended")
        # Pictures come in many pieces, so that only the last one is searched for the end of a message.
        *messages, last = chunk.split(b"\0")
        if messages:
            messages[0] = self.rest + messages[0]
            self.rest = last
        else:
            self.rest += last
        for text in messages:
            message = json.loads(text)
            if "id" in message:
                self.answers[message["id"]] = message
            else:
                self.listeners.get(message.get("sessionId"), lambda *_: None)(message["method"], message["params"])

    def close(self):
        """Ends the browser."""
        try:
            os.write(self.writing, b'{"id":0,"method":"Browser.close"}\0')
            self.process.wait(10)
        except (OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)


class Page:
    """One page in a tab of its own. It notes what goes to the console and what goes out to the network."""

    def __init__(self, browser, path, *, width=1280, height=900, scripts=True, media=None, large=False, wait=True):
        self.browser = browser
        self.path = path
        self.console = []
        self.requests = []
        target = browser.send("Target.createTarget", url="about:blank")["targetId"]
        self.target = target
        self.session = browser.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        browser.listeners[self.session] = self.heard
        for domain in ("Page", "Runtime", "Log", "Network", "DOM", "Accessibility"):
            self.send(f"{domain}.enable")
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        self.send("Emulation.setEmulatedMedia", features=[{"name": name, "value": value} for name, value in (media or {}).items()])
        if not scripts:
            self.send("Emulation.setScriptExecutionDisabled", value=True)
        self.send("Page.addScriptToEvaluateOnNewDocument", source="window.longTasks=[];new PerformanceObserver(l=>longTasks.push(...l.getEntries().map(e=>e.duration))).observe({type:'longtask'});")
        self.began = time.monotonic()
        self.send("Page.navigate", url="file://" + os.path.abspath(path))
        if scripts and wait:
            self.wait_for("document.documentElement.dataset.state")
            # It is laid out in the frame after that.
            self.wait_for("!window.meanwhile?.timeline || !!window.meanwhile.timeline.tracks")
            self.ready = time.monotonic() - self.began
        else:
            time.sleep(0.7)
        if large:
            self.run("document.documentElement.toggleAttribute('data-large')")
            self.run("window.meanwhile.timeline.layOut()")

    def send(self, method, **parameters):
        return self.browser.send(method, self.session, **parameters)

    def heard(self, method, parameters):
        if method == "Runtime.consoleAPICalled" and parameters["type"] in ("error", "warning", "assert"):
            self.console.append(" ".join(str(value.get("value", value.get("description"))) for value in parameters["args"]))
        elif method == "Runtime.exceptionThrown":
            details = parameters["exceptionDetails"]
            self.console.append(details.get("exception", {}).get("description") or details["text"])
        elif method == "Log.entryAdded" and parameters["entry"]["level"] in ("error", "warning"):
            self.console.append(parameters["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            self.requests.append(parameters["request"]["url"])

    def run(self, expression):
        """The value of an expression in the page."""
        result = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            details = result["exceptionDetails"]
            raise Failure(f"{expression}: {details.get('exception', {}).get('description', details['text'])}")
        return result["result"].get("value")

    def wait_for(self, expression, seconds=40):
        """Waits until an expression is true, and gives its value."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            value = self.run(f"(() => {{ try {{ return {expression} }} catch {{ return null }} }})()")
            if value:
                return value
            time.sleep(0.02)
        raise Failure(f"did not come true within {seconds} s: {expression}")

    def settle(self):
        """Two frames later."""
        self.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def key(self, key, modifiers=0):
        """Presses a key, as a keyboard does."""
        names = {"ArrowRight": 39, "ArrowLeft": 37, "Home": 36, "End": 35, "Tab": 9, "Enter": 13, "Escape": 27, " ": 32}
        text = "\r" if key == "Enter" else key if len(key) == 1 else ""
        common = dict(key=key, code="Space" if key == " " else key, windowsVirtualKeyCode=names.get(key, ord(key[0].upper())), modifiers=modifiers)
        self.send("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
        self.send("Input.dispatchKeyEvent", type="keyUp", **common)
        self.settle()

    def mouse(self, kind, x, y, **more):
        self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)

    def click(self, x, y, count=1):
        self.mouse("mousePressed", x, y, button="left", clickCount=count)
        self.mouse("mouseReleased", x, y, button="left", clickCount=count)
        self.settle()

    def press(self, selector):
        """Clicks an element by its selector, as a mouse does."""
        box = self.run(f"(() => {{ const e = document.querySelector({json.dumps(selector)}); if (!e) return null; e.scrollIntoView({{block: 'center', behavior: 'instant'}}); const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2] }})()")
        if not box:
            raise Failure(f"there is no {selector}")
        self.settle()
        self.click(*self.run(f"(() => {{ const b = document.querySelector({json.dumps(selector)}).getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2] }})()"))

    def picture(self, path, whole=False):
        """Writes what is seen as PNG."""
        clip = {}
        if whole:
            size = self.send("Page.getLayoutMetrics")["cssContentSize"]
            clip = {"captureBeyondViewport": True, "clip": {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 12000), "scale": 1}}
        data = self.send("Page.captureScreenshot", format="png", **clip)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def close(self):
        self.browser.send("Target.closeTarget", targetId=self.target)
