"""Drive a headless Chromium over its own pipe: no driver, no package, no port.

Pages are opened from the disk as a reader does. What is evaluated in a page comes in from outside
(DevTools), so that the page keeps its policy and needs no script of its own.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from base64 import b64decode
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
#: A page that does not answer in so many seconds is a fault.
PATIENCE = 60
#: Chromium reads commands from 3 and answers on 4.
_BECOME = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.dup2(int(sys.argv[2]), 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


def browser() -> str | None:
    """Return the browser of this machine, if there is one."""
    found = (shutil.which(name) for name in NAMES)
    return next((each for each in found if each), None)


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is looked at: its width in pixels and the reader's colours."""

    width: int
    scheme: str
    height: int = 900

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}"


@dataclass
class Chrome:
    """A browser with one page. Use it as a context: the process ends with it."""

    home: Path
    events: list[dict[str, Any]] = field(default_factory=list)

    def __enter__(self) -> Self:
        to_us, from_it = os.pipe()
        to_it, from_us = os.pipe()
        # Root cannot have its sandbox.
        options = [
            "--headless",
            "--remote-debugging-pipe",
            "--no-first-run",
            "--disable-extensions",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--force-color-profile=srgb",
            "--hide-scrollbars",
            f"--user-data-dir={self.home}",
            *(["--no-sandbox"] if os.geteuid() == 0 else []),
        ]
        self._process = subprocess.Popen(
            [sys.executable, "-c", _BECOME, str(to_it), str(from_it), browser() or "", *options],
            pass_fds=(to_it, from_it),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_it)
        os.close(from_it)
        self._in, self._out = os.fdopen(to_us, "rb", buffering=0), os.fdopen(from_us, "wb")
        self._last, self._session, self._rest = 0, "", b""
        self._arrived: deque[dict[str, Any]] = deque()
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.call(f"{domain}.enable")
        return self

    def __exit__(self, *_: object) -> None:
        self._out.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._in.close()

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command of the DevTools protocol and return its answer; events are kept."""
        self._last += 1
        asked = self._last
        message = {"id": asked, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        self._out.write(json.dumps(message).encode() + b"\0")
        self._out.flush()
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            answer = self._next()
            if answer.get("id") == asked:
                assert "error" not in answer, f"{method}: {answer['error']}"
                return answer["result"]
            if "method" in answer:
                self.events.append(answer)
        raise TimeoutError(method)

    def _next(self) -> dict[str, Any]:
        while not self._arrived:
            piece = self._in.read(1 << 20)
            assert piece, "the browser is gone"
            *whole, self._rest = (self._rest + piece).split(b"\0")
            self._arrived.extend(json.loads(each) for each in whole)
        return self._arrived.popleft()

    def open(self, page: Path, look: Look) -> None:
        """Open a page from the disk at a width and in a colour scheme; forget older events."""
        self.events.clear()
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=look.width,
            height=look.height,
            deviceScaleFactor=1,
            mobile=False,
        )
        scheme = {"name": "prefers-color-scheme", "value": look.scheme}
        self.call("Emulation.setEmulatedMedia", media="", features=[scheme])
        self.call("Page.navigate", url=page.resolve().as_uri())
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if any(each["method"] == "Page.loadEventFired" for each in self.events):
                return
            self.events.append(self._next())
        raise TimeoutError(page.name)

    def run(self, script: str) -> Any:
        """Return the value of an expression, waiting for it where it is a promise."""
        done = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in done, done.get("exceptionDetails")
        return done["result"].get("value")

    def fetched(self) -> list[str]:
        """Return what was asked for since the page was opened, but the page and its own data."""
        asked = [
            each["params"]["request"]["url"]
            for each in self.events
            if each["method"] == "Network.requestWillBeSent"
        ]
        return [url for url in asked[1:] if not url.startswith("data:")]

    def complaints(self) -> list[str]:
        """Return what the browser logged: a breach of the policy is one of these."""
        return [
            each["params"]["entry"]["text"]
            for each in self.events
            if each["method"] == "Log.entryAdded"
        ]

    def picture(self, *, whole: bool = True) -> bytes:
        """Return the page as PNG: all of it, or the first screen."""
        shot = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        return b64decode(shot["data"])

    def printed(self) -> bytes:
        """Return the page as PDF on its own size of paper."""
        paper = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        return b64decode(paper["data"])
