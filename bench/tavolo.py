"""Tavolo's boards and guests for a benchmark, made over HTTP as people make them."""

import json
import re
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from time import monotonic
from typing import Any

from bench.servers import Running, TavoloFolder
from bench.tools import MADE, BenchFailed
from board.core.apply import apply
from board.core.ops import ENTRY_VERSION
from board.core.scene import EMPTY

IDLE_S = 5.0  # after which a connection is not trusted any more
AT_ONCE = 4  # callers that make guests
OPS_IN_ENTRY = 100
NOTES_EDITED = 6  # by each who edits in one run; of those who drag, one in five makes one note
NOTES_LIMIT = 4_000  # on one board in a run
FILLER = "person-of-bench"  # who wrote the notes of a full board
FILLED_AT_MS = 1_795_392_000_000


class Caller:
    """One program's calls, on one connection."""

    def __init__(self, port: int, *, timeout_s: float = 60) -> None:
        self._http = HTTPConnection("127.0.0.1", port, timeout=timeout_s)
        self._origin = f"http://127.0.0.1:{port}"
        self._used_s = monotonic()
        self.cookie = ""

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> HTTPResponse:
        """The answer, its body still to be read."""
        text = None if body is None else json.dumps(body)
        given = {"Origin": self._origin, "Content-Type": "application/json", **headers}
        if self.cookie:
            given["Cookie"] = self.cookie
        if monotonic() - self._used_s > IDLE_S:
            self._http.close()  # the server may have closed it; the request opens it again
        self._used_s = monotonic()
        self._http.request(method, path, text, given)
        return self._http.getresponse()

    def call(self, method: str, path: str, body: Any = None) -> dict[str, Any]:
        """The JSON of a call that must succeed."""
        answer = self.send(method, path, body)
        text = answer.read()
        if answer.status >= 300:
            raise BenchFailed(f"{method} {path} was answered with {answer.status}: {text[:300]!r}")
        return dict(json.loads(text))

    def sign_in(self, setup_path: str) -> None:
        """Become the first facilitator by the one-time link."""
        answer = self.send("POST", setup_path)
        answer.read()
        found = re.search(r"tavolo_session=[^;]+", answer.headers.get("Set-Cookie", ""))
        if found is None:
            raise BenchFailed(f"the one-time link was answered with {answer.status}")
        self.cookie = found.group()


@dataclass
class MadeBoard:
    id: str
    code: str
    tokens: list[str] = field(default_factory=list)  # of its guests, in the order they joined


@dataclass
class Town:
    """A data folder with its facilitator and boards; survives the restarts between two probes."""

    folder: TavoloFolder = field(default_factory=TavoloFolder)
    boards: list[MadeBoard] = field(default_factory=list)
    cookie: str = ""
    notes: int = 0  # at most so many on each of the boards

    def make_room(self, guests_each: int, *, is_editing: bool) -> None:
        """Leave the boards behind before the next run fills them."""
        new = guests_each * NOTES_EDITED if is_editing else guests_each // 5 + 1
        if self.notes + new > NOTES_LIMIT:
            self.boards.clear()
            self.notes = 0
        self.notes += new

    def caller(self, server: Running) -> Caller:
        """The facilitator's calls."""
        caller = Caller(server.port)
        if not self.cookie:
            caller.sign_in(self.folder.setup_path)
            self.cookie = caller.cookie
        caller.cookie = self.cookie
        return caller

    def settle(self, server: Running, boards: int, guests_each: int) -> None:
        """Make what is missing of so many boards with so many guests on each."""
        caller = self.caller(server)
        while len(self.boards) < boards:
            name = f"Bench {len(self.boards) + 1}"
            made = caller.call("POST", "/api/boards", {"method": "blank", "name": name})
            self.boards.append(_invited(caller, made["board"]["id"]))
        add_guests(server, self.boards[:boards], guests_each)

    def guests_file(self, boards: int, guests_each: int) -> Path:
        """What the generator reads: a line with board and token for each person, board by board."""
        path = MADE / "guests"
        lines = [
            f"{board.id} {token}\n" for board in self.boards[:boards] for token in board.tokens[:guests_each]
        ]
        path.write_text("".join(lines))
        return path

    def import_full_board(self, server: Running, notes: int) -> None:
        """A board with so many notes, put first."""
        caller = self.caller(server)
        made = caller.call("POST", "/api/import", full_board(notes))
        self.boards.insert(0, _invited(caller, made["board"]["id"]))


def _invited(caller: Caller, board_id: str) -> MadeBoard:
    return MadeBoard(board_id, caller.call("GET", f"/api/boards/{board_id}/invite")["code"])


def add_guests(server: Running, boards: Iterable[MadeBoard], guests_each: int) -> None:
    """Let guests join with the code until each board has enough."""
    missing = [(board, n) for board in boards for n in range(len(board.tokens), guests_each)]
    callers = [Caller(server.port) for _ in range(AT_ONCE)]

    def join(share: int) -> list[tuple[MadeBoard, str]]:
        joined = []
        for board, n in missing[share::AT_ONCE]:
            body = {"code": board.code, "name": f"Guest {n + 1}"}
            joined.append((board, str(callers[share].call("POST", "/api/join", body)["token"])))
        return joined

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for joined in pool.map(join, range(AT_ONCE)):
            for board, token in joined:
                board.tokens.append(token)


def full_board(notes: int) -> dict[str, Any]:
    """A board file with so many notes."""
    return file_with("A full board", [_note(n) for n in range(notes)])


def file_with(name: str, items: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A board file with these items, made by one person."""
    scene = EMPTY
    log: list[dict[str, Any]] = []
    for first in range(0, len(items), OPS_IN_ENTRY):
        asked = [{"do": "create", "item": item} for item in items[first : first + OPS_IN_ENTRY]]
        applied = apply(scene, asked, actor=FILLER, at_ms=FILLED_AT_MS)
        scene = applied.scene
        entry = {"seq": len(log) + 1, "at_ms": FILLED_AT_MS, "actor": FILLER, "v": ENTRY_VERSION}
        log.append({**entry, "ops": list(applied.ops), "inverse": list(applied.inverse)})
    about = {"id": "board-of-bench", "name": name, "method": "blank"}
    return {
        "format": "tavolo.board",
        "version": 1,
        "board": {**about, "created_at_ms": FILLED_AT_MS, "head": len(log)},
        "people": [{"id": FILLER, "name": "Bench"}],
        "items": [dict(record) for record in scene.values()],
        "log": log,
        "snapshots": [],
    }


def _note(n: int) -> dict[str, Any]:
    place = {"x": n % 100 * 220, "y": n // 100 * 220, "w": 200, "h": 200}
    text = f"Un cortile con ombra e verde, numero {n}"
    return {
        "kind": "note",
        "id": f"note-{n:06}",
        "z": "a1",
        "frame": None,
        "type": "B",
        "text": text,
        **place,
    }
