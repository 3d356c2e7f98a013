"""browser.py - a headless Chromium driven over its own pipe, with nothing but Python.

    with Browser() as b:
        page = b.open("file:///tmp/report.html")
        page.run("document.title")
"""
import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find():
    """The browser's path, or None."""
    named = os.environ.get("CHROMIUM")
    return named or next((p for p in map(shutil.which, NAMES) if p), None)


class Failed(Exception):
    pass


class Browser:
    def __init__(self, path=None):
        self.path = path or find()

    def __enter__(self):
        to_read, self.out = os.pipe()
        self.input, to_write = os.pipe()
        self.profile = tempfile.mkdtemp(prefix="flyimg-browser-")

        def wire():  # Chromium reads its orders from 3 and answers on 4
            r, w = os.dup(to_read), os.dup(to_write)
            os.dup2(r, 3)
            os.dup2(w, 4)
            os.set_inheritable(3, True)
            os.set_inheritable(4, True)

        self.process = subprocess.Popen(
            [self.path, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
             "--remote-debugging-pipe", "--user-data-dir=" + self.profile, "about:blank"],
            preexec_fn=wire, close_fds=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(to_write)
        self.number, self.buffer, self.events = 0, b"", []
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.out)
        os.close(self.input)
        shutil.rmtree(self.profile, ignore_errors=True)

    def _receive(self, seconds):
        """One message, or None after so long."""
        end = time.monotonic() + seconds
        while b"\0" not in self.buffer:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.input], [], [], left)[0]:
                return None
            piece = os.read(self.input, 1 << 16)
            if not piece:
                raise Failed("the browser has gone")
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, session=None, seconds=60, **params):
        self.number += 1
        order = {"id": self.number, "method": method, "params": params}
        if session:
            order["sessionId"] = session
        text, done = json.dumps(order).encode() + b"\0", 0
        while done < len(text):
            done += os.write(self.out, text[done:])
        while True:
            message = self._receive(seconds)
            if message is None:
                raise Failed(f"no answer to {method}")
            if message.get("id") != self.number:
                self.events.append(message)
            elif "error" in message:
                raise Failed(f"{method}: {message['error']['message']}")
            else:
                return message["result"]

    def open(self, url, **options):
        return Page(self, url, **options)


class Page:
    """options: width, height, dark, script=False, bypass=True (no policy, for a test's own tools)."""

    def __init__(self, browser, url, width=1280, height=900, dark=False, script=True, bypass=False, media=None):
        self.b = browser
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self.target = target
        self.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(domain + ".enable")
        self.size(width, height)
        features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.call("Emulation.setEmulatedMedia", media=media or "", features=features)
        if not script:
            self.call("Emulation.setScriptExecutionDisabled", value=True)
        if bypass:
            self.call("Page.setBypassCSP", enabled=True)
        self.events("")  # what about:blank had to say
        self.call("Page.navigate", url=url)
        self.settle()

    def call(self, method, **params):
        return self.b.call(method, self.session, **params)

    def settle(self, seconds=60):
        """Wait until another page than about:blank, or than the one before a reload, is there."""
        end = time.monotonic() + seconds
        while True:
            try:
                if self.run("location.href !== 'about:blank' && !window.isOld && document.readyState === 'complete'"):
                    return
            except Failed:  # asked while one page made room for the other
                pass
            if time.monotonic() > end:
                raise Failed("the page did not come")
            time.sleep(0.02)

    def reload(self):
        self.run("window.isOld = true")
        self.call("Page.reload")
        self.settle()

    def size(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def run(self, script):
        """The value of an expression; a promise is waited for."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise Failed(details.get("exception", {}).get("description") or details["text"])
        return answer["result"].get("value")

    def until(self, script, seconds=10):
        end = time.monotonic() + seconds
        while not self.run(script):
            if time.monotonic() > end:
                raise Failed(f"never true: {script}")
            time.sleep(0.02)

    def pause(self, ms=300):
        """Let the page do what it has begun; its own clock waits, however busy the machine is."""
        self.run(f"new Promise((done) => setTimeout(done, {ms}))")

    def key(self, name, code=0, text=None):
        for kind in ("keyDown", "keyUp"):
            extra = {"text": text} if text and kind == "keyDown" else {}
            self.call("Input.dispatchKeyEvent", type=kind, key=name, code=name, windowsVirtualKeyCode=code, **extra)

    def events(self, method):
        """Events of this page whose method begins so; they are taken away."""
        self.run("1") if method else None
        mine = [e for e in self.b.events if e.get("sessionId") == self.session and e.get("method", "").startswith(method)]
        self.b.events = [e for e in self.b.events if e not in mine]
        return mine

    def complaints(self):
        """What the console would show, and requests for anything but the page itself."""
        found = []
        for e in self.events(""):
            p = e.get("params", {})
            if e["method"] == "Log.entryAdded":
                found.append(p["entry"]["text"])
            elif e["method"] == "Runtime.exceptionThrown":
                found.append(p["exceptionDetails"].get("exception", {}).get("description", "exception"))
            elif e["method"] == "Runtime.consoleAPICalled":
                found.append("console." + p["type"])
            elif e["method"] == "Network.requestWillBeSent" and p.get("type") != "Document":
                found.append("request for " + p["request"]["url"])
        return found

    def shot(self, path, full=True):
        data = self.call("Page.captureScreenshot", captureBeyondViewport=full,
                         **({"clip": self.whole()} if full else {}))["data"]
        with open(path, "wb") as f:
            f.write(base64.b64decode(data))

    def whole(self):
        box = self.call("Page.getLayoutMetrics")["cssContentSize"]
        return {"x": 0, "y": 0, "width": box["width"], "height": box["height"], "scale": 1}

    def pdf(self):
        return base64.b64decode(self.call("Page.printToPDF", preferCSSPageSize=True)["data"])

    def close(self):
        self.b.call("Target.closeTarget", targetId=self.target)
