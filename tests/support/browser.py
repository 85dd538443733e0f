"""A real Chromium without a window, told over a pipe what to do: its DevTools protocol, and nothing in between.

What is evaluated this way is not held by a page's policy, as a person at the developer tools is not.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
from base64 import b64decode
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    "--remote-debugging-pipe",
)  # fmt: skip
_PATIENCE = 60
_CHUNK = 1 << 20


class Browser:
    """A running browser. Messages are JSON, each ended by a NUL."""

    def __init__(self, reader: int, writer: int) -> None:
        """Talk through two descriptors."""
        self._reader, self._writer = reader, writer
        self._numbers = count(1)
        self._unread = b""
        self.events: list[dict[str, Any]] = []

    def ask(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """Have the browser do something, and return its answer; what happens meanwhile is kept as `events`."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": params} | ({"sessionId": session} if session else {})
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._writer, data) :]
        while (answer := self._next()).get("id") != number:
            self.events.append(answer)
        assert "error" not in answer, (method, answer["error"])
        result: dict[str, Any] = answer["result"]
        return result

    def wait_for(self, method: str, session: str) -> None:
        """Wait until something has happened in a page."""
        while not any((event.get("method"), event.get("sessionId")) == (method, session) for event in self.events):
            self.events.append(self._next())

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._unread:
            assert select.select([self._reader], [], [], _PATIENCE)[0], "the browser says nothing"
            piece = os.read(self._reader, _CHUNK)
            assert piece, "the browser has ended"
            self._unread += piece
        message, _, self._unread = self._unread.partition(b"\0")
        told: dict[str, Any] = json.loads(message)
        return told

    def open(self, path: Path, width: int = 1280, scheme: str = "light") -> Page:
        """Open a file as a person does, on a screen of that width, with light or dark as the wish."""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, session)
        for domain in ("Page", "Runtime", "Log"):
            page.ask(f"{domain}.enable")
        page.show(width, scheme)
        page.ask("Page.navigate", url=path.as_uri())
        self.wait_for("Page.loadEventFired", session)
        return page


class Page:
    """An open page."""

    def __init__(self, browser: Browser, session: str) -> None:
        """Belong to a browser."""
        self._browser, self._session = browser, session

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Have the browser do something with this page."""
        return self._browser.ask(method, self._session, **params)

    def show(self, width: int, scheme: str = "light", height: int = 900) -> None:
        """Change the size of the screen, or the wish for light or dark."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def run(self, script: str) -> Any:
        """Return the value of an expression."""
        answer = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """Press a key and let it go."""
        codes = {"Tab": 9, "Enter": 13, " ": 32}
        more = {"text": "\r"} if key == "Enter" else {"text": key} if key == " " else {}
        for kind in ("keyDown", "keyUp"):
            self.ask("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=codes[key], **more)

    def picture(self, path: Path, height: int | None = None) -> None:
        """Write what is seen of the page as PNG: its whole length, or so much of it."""
        size = self.ask("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": height or size["height"], "scale": 1}
        shot = self.ask("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)
        path.write_bytes(b64decode(shot["data"]))

    def print(self, path: Path) -> None:
        """Write the page as it is printed."""
        path.write_bytes(b64decode(self.ask("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"]))

    @property
    def complaints(self) -> list[Any]:
        """Return what the console holds: errors, and whatever the policy has refused."""
        methods = {"Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled"}
        return [
            event["params"]
            for event in self._browser.events
            if event.get("sessionId") == self._session and event["method"] in methods
        ]

    def wait_for_complaints(self, count: int) -> list[str]:
        """Return the texts of the complaints once there are so many; they come when the browser has the time."""
        for _ in range(2000):
            if len(self.complaints) >= count:
                return [complaint["entry"]["text"] for complaint in self.complaints]
            self.run("new Promise(done => setTimeout(done, 10))")
        raise AssertionError(self.complaints)


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """Run a browser with an empty profile."""
    (their_reader, our_writer), (our_reader, their_writer) = os.pipe(), os.pipe()
    command = ["chromium", *_OPTIONS, f"--user-data-dir={folder}"]
    process = subprocess.Popen(
        [shutil.which("bash") or "", "-c", f'exec "$@" 3<&{their_reader} 4>&{their_writer}', "bash", *command],
        pass_fds=(their_reader, their_writer),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(their_reader)
    os.close(their_writer)
    running = Browser(our_reader, our_writer)
    try:
        yield running
    finally:
        running.ask("Browser.close")
        process.wait(_PATIENCE)
        os.close(our_reader)
        os.close(our_writer)
