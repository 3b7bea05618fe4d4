"""Pages that write on the real server all the time, and the account of what became of it."""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from typing import Any

import requests

from tests.faults.ledger import CHAIN, Ledger, edit_of
from tests.faults.live_page import Address, Guest, LivePage
from tests.sim.store import Answer, Change
from tests.sim.world import Rules
from tests.support.server import Caller, LiveServer

LOOK_LIMIT_S = 2.0
PAGE_LIMIT = 1_000  # entries in one answer


def new_guests(server: LiveServer, code: str, count: int) -> list[Guest]:
    """People who have just joined with this code."""
    guests = []
    for number in range(count):
        body = {"code": code, "name": f"Guest {number}"}
        # No cookies: they would make all guests one person.
        answer = requests.post(f"{server.url}/api/join", json=body, timeout=20).json()
        assert answer["ok"], answer
        guests.append(Guest(answer["person"]["id"], answer["token"], answer["board"]["id"]))
    return guests


def new_board(server: LiveServer, facilitator: Caller, count: int) -> list[Guest]:
    """Guests of a new, empty board."""
    board = facilitator.post("/api/boards", {"method": "blank", "name": "Fault test"})["board"]["id"]
    code = facilitator.get(f"/api/boards/{board}/invite").json()["code"]
    return new_guests(server, code, count)


class Writer:
    """A page, and somebody who makes an edit as soon as fewer than `ahead` wait for an answer."""

    def __init__(
        self, address: Address, guest: Guest, ledger: Ledger, rules: type[Rules], ahead: int = 4
    ) -> None:
        self.page = LivePage(address, guest, self._verdict, rules)
        self.is_writing = False
        self.made = 0
        self.refused: list[str] = []
        self._ledger = ledger
        self._ahead = ahead
        self._name = secrets.token_hex(3)
        self._chain: list[int] = []  # edits whose notes are still there
        self._open: dict[int, str] = {}  # edit -> the note that it makes

    def _verdict(self, change: Change, answer: Answer) -> None:
        note_id = self._open.pop(change.edit)
        if answer["ok"]:
            self._ledger.acknowledge(answer["seq"], note_id)
        else:
            self.refused.append(f"{note_id}: {answer['code']}")

    def write(self) -> None:
        """Make edits until enough are under way."""
        while self.is_writing and len(self._open) < self._ahead:
            self.made += 1
            note_id, ops = edit_of(self._name, self.made, self._chain)
            self._open[self.made] = note_id
            if not self.page.change(self.made, ops):
                del self._open[self.made]
                self._chain = []  # the notes are gone: begin anew
                self.refused.append(f"{note_id}: does not apply here")
                break
            self._chain = [*self._chain, self.made][-CHAIN:]

    @property
    def is_done(self) -> bool:
        return not self._open and not self.page.store.changes


class Crowd:
    """Writers that go on through everything that is done to the server."""

    def __init__(
        self,
        address: Address | Sequence[Address],
        guests: list[Guest],
        ledger: Ledger,
        pause_s: float = 0.02,
        rules: type[Rules] = Rules,
    ) -> None:
        """`address`: of the server for all, or one for each."""
        addresses = [address] * len(guests) if isinstance(address, Address) else address
        self.writers = [
            Writer(where, guest, ledger, rules) for where, guest in zip(addresses, guests, strict=True)
        ]
        self._pause_s = pause_s
        self._task: asyncio.Task[None] | None = None

    @property
    def pages(self) -> list[LivePage]:
        return [writer.page for writer in self.writers]

    async def __aenter__(self) -> "Crowd":
        for page in self.pages:
            page.start()
        self._task = asyncio.create_task(self._write())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
        for page in self.pages:
            page.stop()

    async def _write(self) -> None:
        while True:
            for writer in self.writers:
                writer.write()
            await asyncio.sleep(self._pause_s)

    def let_write(self, is_writing: bool) -> None:
        for writer in self.writers:
            writer.is_writing = is_writing

    def wake(self) -> None:
        for page in self.pages:
            page.wake()

    def is_settled(self) -> bool:
        """Whether nothing waits anywhere, and all pages have the same newest entry."""
        heads = {page.store.seq for page in self.pages}
        return len(heads) == 1 and all(w.is_done and w.page.is_live for w in self.writers)

    def problems(self) -> list[str]:
        """What no page may ever see, whatever was done to the server."""
        found = []
        for number, writer in enumerate(self.writers):
            if writer.refused:
                found.append(f"page {number}: {len(writer.refused)} edits refused: {writer.refused[:3]}")
            if writer.page.found.diverged:
                found.append(f"page {number} was wrong {writer.page.found.diverged} times")
        return found

    def differences(self, items: list[dict[str, Any]]) -> list[str]:
        """Pages that do not show what the server has."""
        scene = {item["id"]: item for item in items}
        return [
            f"page {number} shows something else than the server"
            for number, page in enumerate(self.pages)
            if page.store.confirmed != scene
        ]


async def until(is_true: Callable[[], Any], what: str, limit_s: float) -> float:
    """How long it took, in seconds. Raises AssertionError with `what` after `limit_s`.

    A pause of the whole machine counts as one look, so that a long run can be interrupted.
    """
    loop = asyncio.get_running_loop()
    began = looked = loop.time()
    waited_s = 0.0
    while not is_true():
        now = loop.time()
        waited_s += min(now - looked, LOOK_LIMIT_S)
        looked = now
        if waited_s > limit_s:
            raise AssertionError(f"waited {limit_s:g} s for {what}")
        await asyncio.sleep(0.01)
    return loop.time() - began


def log_after(url: str, guest: Guest, seq: int) -> tuple[list[dict[str, Any]], int]:
    """All entries after `seq` over HTTP, and the head."""
    entries: list[dict[str, Any]] = []
    while True:
        path = f"/api/boards/{guest.board_id}/entries?after={seq}&limit={PAGE_LIMIT}"
        headers = {"Authorization": f"Bearer {guest.token}"}
        answer = requests.get(url + path, headers=headers, timeout=20).json()
        assert answer["ok"], answer
        entries += answer["entries"]
        if not answer["entries"] or answer["entries"][-1]["seq"] >= answer["head"]:
            return entries, answer["head"]
        assert answer["entries"][0]["seq"] > seq, answer["entries"][0]
        seq = answer["entries"][-1]["seq"]


def snapshot_of(url: str, guest: Guest) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {guest.token}"}
    return dict(
        requests.get(f"{url}/api/boards/{guest.board_id}/snapshot", headers=headers, timeout=20).json()
    )
