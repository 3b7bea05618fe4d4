"""The real server in a process of its own, as a person would start it, and a real socket client."""

import os
import queue
import re
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import engineio
import requests
import socketio

from board.core.errors import every_error

ROOT = Path(__file__).resolve().parents[2]
START_LIMIT_S = 60.0
LOOK_LIMIT_S = 10.0
FOR_NOW = {error.code for error in every_error() if not error.is_final}  # worth another try


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(is_true: Callable[[], Any], what: str, limit_s: float = 20.0) -> Any:
    """The first true answer of `is_true`. Raises AssertionError with `what` after `limit_s`.

    A pause of the whole process counts as one look, so that a long run can be interrupted.
    """
    looked, waited_s = time.monotonic(), 0.0
    while True:
        found = is_true()
        if found:
            return found
        now = time.monotonic()
        waited_s += min(now - looked, LOOK_LIMIT_S)
        looked = now
        if waited_s > limit_s:
            raise AssertionError(f"waited {limit_s:g} s for {what}")
        time.sleep(0.02)


@dataclass
class LiveServer:
    """`python wsgi.py` on a free port of 127.0.0.1 with a data folder of its own."""

    data_dir: Path
    port: int = field(default_factory=free_port)
    environ: dict[str, str] = field(default_factory=dict)
    program: tuple[str, ...] = ("wsgi.py",)  # what Python runs
    process: subprocess.Popen[str] | None = None
    greeting: str = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, limit_s: float = START_LIMIT_S) -> "LiveServer":
        """Start, and return when the server answers and has printed its greeting."""
        out_path = self.launch()
        wait_until(lambda: self._is_ready(out_path), f"the server: {out_path.read_text()}", limit_s)
        self.greeting = out_path.read_text()
        return self

    def launch(self) -> Path:
        """Start the process, wait for nothing; the file that holds what it prints."""
        environ = {key: text for key, text in os.environ.items() if not key.startswith("BOARD_")}
        environ |= {"BOARD_PORT": str(self.port), "BOARD_DATA": str(self.data_dir), **self.environ}
        out_path = self.data_dir.parent / f"{self.data_dir.name}.out"
        with out_path.open("w+") as out:
            self.process = subprocess.Popen(
                [sys.executable, *self.program],
                cwd=ROOT,
                env=environ,
                stdout=out,
                stderr=subprocess.STDOUT,
                text=True,
            )
        return out_path

    def is_listening(self) -> bool:
        """Whether a connection can be made now."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def _is_ready(self, out_path: Path) -> bool:
        assert self.process is not None
        if self.process.poll() is not None:
            raise AssertionError(f"the server ended: {out_path.read_text()}")
        try:
            is_live = requests.get(f"{self.url}/healthz/live", timeout=2).ok
        except requests.RequestException:
            return False
        return is_live and "Tavolo is running" in out_path.read_text()

    def kill(self) -> None:
        """`kill -9`: no goodbye, no flush."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> None:
        """End the server however it can be ended."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(5)

    @property
    def setup_path(self) -> str:
        """The path of the one-time link in the greeting."""
        found = re.search(r"(/setup/\S+)", self.greeting)
        assert found, self.greeting
        return found.group(1)

    @property
    def demo_code(self) -> str:
        """The join code of the demo board in the greeting."""
        found = re.search(r"/join/(\w{6})", self.greeting)
        assert found, self.greeting
        return found.group(1)

    def facilitator(self) -> "Caller":
        """A signed-in first facilitator, by the one-time link."""
        caller = Caller(self.url)
        answer = caller.http.post(f"{self.url}{self.setup_path}", headers={"Origin": self.url}, timeout=20)
        assert answer.ok, answer.text[:500]
        return caller

    def guest(self, code: str, name: str) -> "Caller":
        """A new guest who has joined with `code`."""
        caller = Caller(self.url)
        joined = caller.post("/api/join", {"code": code, "name": name})
        caller.token, caller.person_id = joined["token"], joined["person"]["id"]
        caller.board_id = joined["board"]["id"]
        return caller


@contextmanager
def running_server(data_dir: Path, **environ: str) -> Iterator[LiveServer]:
    """A live server that ends with the block."""
    server = LiveServer(data_dir, environ=environ)
    try:
        yield server.start()
    finally:
        server.stop()


class Caller:
    """One person's HTTP calls, with their cookie."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.origin = url  # what a browser would say that it comes from
        self.http = requests.Session()
        self.token = ""
        self.person_id = ""
        self.board_id = ""

    def get(self, path: str, **kwargs: Any) -> requests.Response:
        return self.http.get(self.url + path, timeout=20, **kwargs)

    def send(self, method: str, path: str, body: Any = None) -> requests.Response:
        headers = {"Origin": self.origin}
        return self.http.request(method, self.url + path, json=body, headers=headers, timeout=20)

    def post(self, path: str, body: Any = None) -> dict[str, Any]:
        """The answer of a call that must succeed."""
        answer = self.send("POST", path, body)
        assert answer.ok, f"{path}: {answer.status_code} {answer.text[:500]}"
        return dict(answer.json())

    def submit(self, path: str, form: dict[str, Any] | None = None) -> str:
        """Where a form of a page leads, once it was sent and taken."""
        headers = {"Origin": self.origin}
        send = self.http.post
        answer = send(self.url + path, data=form, headers=headers, timeout=20, allow_redirects=False)
        assert answer.status_code == 303, f"{path}: {answer.status_code}"
        return answer.headers["Location"]

    def send_file(self, path: str, content: bytes, mimetype: str) -> dict[str, Any]:
        """The answer to a bare file that must be taken."""
        headers = {"Origin": self.origin, "Content-Type": mimetype}
        answer = self.http.post(self.url + path, data=content, headers=headers, timeout=20)
        assert answer.ok, f"{path}: {answer.status_code} {answer.text[:500]}"
        return dict(answer.json())

    def snapshot(self, board_id: str) -> dict[str, Any]:
        """The committed scene: `{"seq", "items"}`."""
        return dict(self.get(f"/api/boards/{board_id}/snapshot").json())

    def note_texts(self, board_id: str) -> list[str]:
        """The committed texts of all notes."""
        return [item["text"] for item in self.snapshot(board_id)["items"] if item["kind"] == "note"]


class _EngineInOrder(engineio.Client):  # type: ignore[misc]
    """Handles what arrives one after the other. The library's has a thread for each message, and threads
    overtake each other."""

    def _trigger_event(self, event: str, *args: Any, run_async: bool = False, **kwargs: Any) -> Any:
        return super()._trigger_event(event, *args, run_async=False, **kwargs)

    def disconnect(self, abort: bool = False, **kwargs: Any) -> None:
        is_reader = threading.current_thread() is self.read_loop_task  # cannot wait for itself to end
        super().disconnect(abort=abort or is_reader, **kwargs)


class _ClientInOrder(socketio.Client):  # type: ignore[misc]
    def _engineio_client_class(self) -> type[engineio.Client]:
        return _EngineInOrder


class SocketPerson:
    """A real Socket.IO client of one person, as a stranger would write it from PROTOCOL.md.

    It keeps what it has not had acknowledged and sends it again after a reconnect.
    """

    def __init__(
        self, caller: Caller, board_id: str, *, transports: tuple[str, ...] = ("websocket",)
    ) -> None:
        self.caller = caller
        self.board_id = board_id
        self.client_id = secrets.token_urlsafe(15)
        self.n = 0
        self.head = 0
        self.entries: list[dict[str, Any]] = []  # every entry received, in the order it came
        self.received: list[tuple[str, Any]] = []  # every event, in the order it came
        self.acked: dict[int, dict[str, Any]] = {}  # n -> final answer
        self.unsent: dict[int, list[dict[str, Any]]] = {}  # n -> ops without a final answer
        self.session = 0  # the number of this connection
        self.last_n = 0  # the newest number that the server knows of this client
        self.here: dict[int, dict[str, Any]] = {}  # session -> its presence, as last told
        self.put_off: dict[int, dict[str, Any]] = {}  # n -> newest answer that asks to try again
        self._transports = list(transports)
        self.socket = self._new_socket()

    def _new_socket(self) -> socketio.Client:
        from_here = {"origin": self.caller.origin}
        client = _ClientInOrder(reconnection=False, request_timeout=10, websocket_extra_options=from_here)
        for event in ("board", "head", "bye", "refused", "ballots", "drafts"):
            client.on(event, lambda payload=None, event=event: self.received.append((event, payload)))
        client.on("news", self._on_news)
        return client

    def _on_news(self, payload: dict[str, Any]) -> None:
        self.received.append(("news", payload))
        self._take_entries(payload.get("entries", []))
        for one in payload.get("here", []):
            self.here[one["session"]] = self._carried(one)
        for session, x, y, *shift in payload.get("moves", []):
            if session in self.here:
                told = self.here[session]["told"]
                start = told.get("start", told["cursor"])
                if not shift and told["preview"] and start:
                    shift = [x - start[0], y - start[1]]
                moved = {"cursor": [x, y], "start": start} | ({"shift": shift} if shift else {})
                self.here[session] = self._carried(told | moved)
        for session in payload.get("gone", []):
            self.here.pop(session, None)

    def _take_entries(self, entries: list[dict[str, Any]]) -> None:
        for entry in entries:
            if entry["seq"] == self.head + 1:
                self.head = entry["seq"]
                self.entries.append(entry)

    def _carried(self, told: dict[str, Any]) -> dict[str, Any]:
        """The presence with the boxes of its gesture where they are now; `told` as it came."""
        dx, dy = told.get("shift", (0, 0))
        boxes = told["preview"] and {
            item_id: box | {"x": box["x"] + dx, "y": box["y"] + dy}
            for item_id, box in told["preview"].items()
        }
        return told | {"preview": boxes, "told": told}

    def connect(self) -> "SocketPerson":
        """Connect, say hello from where this client is, and send again what has no answer."""
        self.socket.connect(self.caller.url, auth={"token": self.caller.token}, transports=self._transports)
        hello = {"board": self.board_id, "client": self.client_id, "since": self.head}
        welcomed: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()

        def on_welcome(answer: dict[str, Any]) -> None:  # before the news that comes after it
            self._be_welcomed(answer)
            welcomed.put(answer)

        self.socket.emit("hello", hello, callback=on_welcome)
        answer = welcomed.get(timeout=15)
        assert answer["ok"], answer
        for n in sorted(self.unsent):
            self._send(n)
        return self

    def _be_welcomed(self, answer: dict[str, Any]) -> None:
        if answer["ok"]:
            self.session, self.last_n = answer["session"], answer["last_n"]
            self.here = {one["session"]: self._carried(one) for one in answer["here"]}
            self._take_entries(answer.get("entries", []))

    def reconnect(self) -> None:
        """Connect again with a new connection; the same client id."""
        self.disconnect()
        self.socket = self._new_socket()
        self.connect()

    def disconnect(self) -> None:
        """Go away at once. A polite goodbye waits seconds for a threaded server."""
        if self.socket.connected:
            if self.socket.eio.ws is not None:
                self.socket.eio.ws.shutdown()
            self.socket.eio.disconnect(abort=True)

    def call(self, event: str, payload: Any) -> dict[str, Any]:
        """The acknowledgement of an event."""
        return dict(self.socket.call(event, payload, timeout=15))

    def send(self, *ops: dict[str, Any]) -> int:
        """Send ops without waiting; the number they have."""
        self.n += 1
        self.unsent[self.n] = list(ops)
        if self.socket.connected:
            self._send(self.n)
        return self.n

    def _send(self, n: int) -> None:
        message = {"id": [self.client_id, n], "ops": self.unsent[n]}
        self.socket.emit("op", message, callback=lambda answer: self._on_answer(n, answer))

    def _on_answer(self, n: int, answer: dict[str, Any]) -> None:
        is_final = answer["ok"] or answer["code"] not in FOR_NOW
        if is_final:
            self.acked[n] = answer
            self.unsent.pop(n, None)
        else:
            self.put_off[n] = answer

    def is_accepted_now(self, n: int) -> bool:
        """Send op n again and wait: whether it has its final answer now."""
        self._on_answer(n, self.call("op", {"id": [self.client_id, n], "ops": self.unsent[n]}))
        return n in self.acked

    def op(self, *ops: dict[str, Any]) -> dict[str, Any]:
        """The final answer to these ops."""
        n = self.send(*ops)
        return dict(wait_until(lambda: self.acked.get(n), f"the answer to op {n}"))
