"""A headless Chromium, spoken to over WebDriver: enough to open a page, look at it, click and type.

The W3C protocol is JSON over HTTP, and httpx is there anyway: no package more for the tests.
"""

from __future__ import annotations

import base64
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c", "Right": "\ue014", "Down": "\ue015", "Left": "\ue012"}
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


def missing() -> str | None:
    """Say what is not there; None when a browser can be driven."""
    if not shutil.which("chromedriver"):
        return "needs chromedriver (Debian: apt-get install chromium chromium-driver)"
    if not any(map(shutil.which, BROWSERS)):
        return "needs Chromium (Debian: apt-get install chromium chromium-driver)"
    return None


class Browser:
    """One browser with one window; call close() in the end."""

    def __init__(self, width: int = 1280, height: int = 900, *, dark: bool = False, phone: bool = False) -> None:
        self._profile = tempfile.TemporaryDirectory(prefix="browser-", ignore_cleanup_errors=True)
        self._driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True)
        self._http = httpx.Client(base_url=f"http://127.0.0.1:{self._port()}", timeout=120, trust_env=False)
        options: dict[str, Any] = {
            "binary": next(filter(None, map(shutil.which, BROWSERS))),
            "args": [*ARGUMENTS, f"--window-size={width},{height}", f"--user-data-dir={self._profile.name}"],
        }
        if phone:
            metrics = {"width": width, "height": height, "pixelRatio": 2, "touch": True, "mobile": True}
            options["mobileEmulation"] = {"deviceMetrics": metrics}
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        reply = self._http.post("/session", json={"capabilities": {"alwaysMatch": wanted}})
        self._session = f"/session/{_value(reply)['sessionId']}"
        if dark:
            self.media(features=[{"name": "prefers-color-scheme", "value": "dark"}])

    def close(self) -> None:
        """End what was started."""
        try:
            self._http.delete(self._session)
        finally:
            self._http.close()
            self._driver.terminate()
            self._driver.wait(timeout=10)
            self._profile.cleanup()

    def open(self, page: Path, fragment: str = "") -> None:
        """Open a file; the page tells by `data-drawn` that its first view stands."""
        self._post("url", {"url": "about:blank"})
        self._post("url", {"url": page.resolve().as_uri() + fragment})
        self.wait("return document.documentElement.dataset.drawn")

    def run(self, script: str, *arguments: Any) -> Any:
        """Give what a script returns."""
        return self._post("execute/sync", {"script": script, "args": arguments})

    def wait(self, script: str, seconds: float = 30) -> Any:
        """Give the first value of the script that is true."""
        deadline = time.monotonic() + seconds
        while not (found := self.run(script)):
            if time.monotonic() > deadline:
                raise TimeoutError(f"never true: {script}")
            time.sleep(0.02)
        return found

    def click(self, selector: str) -> None:
        """Click the first element of the selector as a user does."""
        self._post(f"element/{self._find(selector)}/click", {})

    def hover(self, selector: str) -> None:
        """Move the mouse over an element."""
        origin = {ELEMENT: self._find(selector)}
        move = {"type": "pointerMove", "duration": 0, "x": 0, "y": 0, "origin": origin}
        self._post("actions", {"actions": [{"type": "pointer", "id": "mouse", "actions": [move]}]})

    def press(self, *keys: str) -> None:
        """Press keys by name, other text letter by letter, wherever the focus is."""
        signs = [sign for key in keys for sign in ([KEYS[key]] if key in KEYS else key)]
        actions = [{"type": kind, "value": sign} for sign in signs for kind in ("keyDown", "keyUp")]
        self._post("actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def picture(self, file: Path) -> None:
        """Save what the window shows."""
        file.write_bytes(base64.b64decode(_value(self._http.get(f"{self._session}/screenshot"))))

    def paper(self, file: Path) -> None:
        """Save what is printed, as a PDF."""
        file.write_bytes(base64.b64decode(self._post("print", {"background": False})))

    def complaints(self) -> list[str]:
        """Give what the browser wrote to its console since the last time."""
        return [entry["message"] for entry in self._post("se/log", {"type": "browser"})]

    def developer(self, command: str, **settings: Any) -> Any:
        """Give the answer of the browser's own protocol (CDP)."""
        return self._post("goog/cdp/execute", {"cmd": command, "params": settings})

    def media(self, **settings: Any) -> None:
        """Emulate a medium: features=[{name, value}]."""
        self.developer("Emulation.setEmulatedMedia", **settings)

    def _find(self, selector: str) -> str:
        return str(self._post("element", {"using": "css selector", "value": selector})[ELEMENT])

    def _post(self, command: str, body: dict[str, Any]) -> Any:
        return _value(self._http.post(f"{self._session}/{command}", json=body))

    def _port(self) -> int:
        assert self._driver.stdout
        for line in self._driver.stdout:
            if "started successfully on port" in line:
                return int(line.rsplit(" ", 1)[-1].strip().rstrip("."))
        raise RuntimeError("chromedriver did not start")


def _value(reply: httpx.Response) -> Any:
    value = reply.json()["value"]
    if isinstance(value, dict) and "error" in value:
        raise RuntimeError(f"{value['error']}: {value['message'].splitlines()[0]}")
    return value
