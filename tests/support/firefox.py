"""A Firefox of the system's packages, driven by WebDriver BiDi; `... -m tests.support.firefox --install`
brings one."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import websocket

from tests.support.system_package import find_program, install_program

NAMES = ("firefox-esr", "firefox")
PATIENCE = 60  # seconds

# Nothing that calls home, asks, or waits.
PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
}


def find_firefox() -> str | None:
    """Path of the Firefox to use: $FIREFOX when it is set, else the first one on PATH."""
    return find_program("FIREFOX", NAMES)


class Firefox:
    """One window. `evaluate` gives what a script results in, `go` opens an address."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self._id = 0
        self._call("session.new", {"capabilities": {}})
        self._context = self._call("browsingContext.getTree", {})["contexts"][0]["context"]

    def go(self, address: str) -> None:
        """Opens a page and waits until it has loaded."""
        self._call("browsingContext.navigate", {"context": self._context, "url": address, "wait": "complete"})

    def evaluate(self, expression: str) -> Any:
        """What an expression, or the promise that it gives, results in; it must be JSON."""
        answer = self._call(
            "script.evaluate",
            {
                "expression": f"Promise.resolve({expression}).then((found) => JSON.stringify(found))",
                "target": {"context": self._context},
                "awaitPromise": True,
            },
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return json.loads(answer["result"]["value"])

    def _call(self, method: str, params: dict[str, Any]) -> Any:
        self._id += 1
        self._socket.send(json.dumps({"id": self._id, "method": method, "params": params}))
        while True:
            message = json.loads(self._socket.recv())
            if message.get("id") == self._id:
                assert message["type"] == "success", message
                return message["result"]


@contextmanager
def running_firefox() -> Iterator[Firefox]:
    """A headless Firefox with a fresh profile, ended afterwards."""
    path = find_firefox()
    assert path, "There is no Firefox here: run `python -m tests.support.firefox --install`."
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        profile = Path(folder)
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()
        ]
        (profile / "user.js").write_text("\n".join(lines), "utf-8")
        process = subprocess.Popen(
            [
                path,
                "--headless",
                "--no-remote",
                "--remote-debugging-port=0",
                "--profile",
                folder,
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            address = _address(profile, process)
            socket = websocket.create_connection(address, timeout=PATIENCE, suppress_origin=True)
            try:
                yield Firefox(socket)
            finally:
                socket.close()
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _address(profile: Path, process: subprocess.Popen[bytes]) -> str:
    """Where it listens: it says so in its profile."""
    said = profile / "WebDriverBiDiServer.json"
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, "Firefox ended while it started."
        text = said.read_text("utf-8") if said.exists() else ""
        if text.strip().endswith("}"):
            place = json.loads(text)
            return f"ws://{place['ws_host']}:{place['ws_port']}/session"
        time.sleep(0.05)
    raise AssertionError("Firefox does not listen.")


def install() -> None:
    """Makes sure that there is one."""
    install_program("Firefox", "firefox-esr", "the tests of text layout", find_firefox)


if __name__ == "__main__":
    if "--install" in sys.argv[1:]:
        install()
    print(find_firefox() or "There is no Firefox here.")
