"""A page on the real server: the session and store of the simulator, with a socket for a line."""

import asyncio
import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from board.core.ops import Op
from board.core.scene import Scene
from board.core.scene_hash import scene_hash
from tests.faults.wire import Wire, fetch_json
from tests.sim.store import Answer, Change
from tests.sim.world import Rules

CONNECT_S = 8.0
PROBE_MS = 3_000
Verdict = Callable[[Change, Answer], None]


@dataclass
class Address:
    """Where the server is, or a proxy before it."""

    host: str
    port: int


@dataclass
class Guest:
    """Somebody who has joined: enough to open pages."""

    person_id: str
    token: str
    board_id: str


@dataclass
class Found:
    """What a page has noticed that must never happen."""

    diverged: int = 0
    byes: list[str] = field(default_factory=list)


class LivePage:
    """Fits `sim.session.Line`. It edits by `change`; `on_verdict` hears each final answer."""

    def __init__(
        self,
        address: Address,
        guest: Guest,
        on_verdict: Verdict = lambda _change, _answer: None,
        rules: type[Rules] = Rules,
    ) -> None:
        self.address = address
        self.guest = guest
        self.store = rules.store(secrets.token_urlsafe(12), guest.person_id, on_verdict)
        self.session = rules.session(self.store, self)
        self.found = Found()
        self.is_checking_hash = True
        self.live_at: float | None = None  # loop time at which it came up to date, after a `start`
        self.snapshots = 0
        self.on_event: Callable[[str, Any], None] = lambda _name, _payload: None
        self.wire: Wire | None = None
        self._loop = asyncio.get_running_loop()
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._connection = 0
        self._tasks: set[asyncio.Task[None]] = set()

    # --- what a person does ---

    def start(self) -> None:
        self.session.start()

    def load(self, seq: int, scene: Scene) -> None:
        """Begin with a copy of the board, as a page does that was here before."""
        self.store.load(seq, scene)

    def change(self, edit: int, ops: list[Op]) -> bool:
        """Make a change if it applies here; the server hears of it as soon as it can."""
        is_taken = self.store.change(edit, ops)
        if is_taken:
            self.session.send()
        return is_taken

    def stop(self) -> None:
        """Close the tab."""
        self.disconnect()
        self.session.phase = "off"
        for name in list(self._timers):
            self.cancel(name)

    def wake(self) -> None:
        """The network is said to be back: try now, not when the timer says so."""
        if self.session.phase == "down":
            self.session.start()

    @property
    def is_live(self) -> bool:
        return self.session.phase == "live"

    # --- fits `sim.session.Line` ---

    def connect(self) -> None:
        self._connection += 1
        self.live_at = None
        self._run(self._connect(self._connection))

    async def _connect(self, number: int) -> None:
        def wire() -> Wire:
            return Wire(
                self.guest.token,
                f"{self.address.host}:{self.address.port}",
                on_open=lambda: self._if_now(number, self.session.connected),
                on_event=lambda name, payload: self._if_now(number, self._heard, name, payload),
                on_close=lambda: self._if_now(number, self.session.disconnected),
            )

        try:
            async with asyncio.timeout(CONNECT_S):
                _, made = await self._loop.create_connection(wire, self.address.host, self.address.port)
        except OSError:
            self._if_now(number, self.session.disconnected)
            return
        if number != self._connection:
            made.close()
            return
        self.wire = made
        self._loop.call_later(CONNECT_S, self._give_up, number)

    def _give_up(self, number: int) -> None:
        if number == self._connection and self.session.phase == "connecting":
            self.session.disconnected()

    def _if_now(self, number: int, act: Callable[..., None], *args: Any) -> None:
        """Only the newest connection counts."""
        if number == self._connection:
            act(*args)
            self._note_live()

    def _note_live(self) -> None:
        if self.live_at is None and self.session.phase == "live":
            self.live_at = self._loop.time()

    def _heard(self, name: str, payload: Any) -> None:
        self.on_event(name, payload)
        if name == "news":
            if "entries" in payload:
                self.session.entries_came(payload["entries"])
        elif name == "head":
            seen = payload.get("hash") if self.is_checking_hash else None
            self.session.head_came(payload["seq"], seen)
        elif name == "bye":
            self.found.byes.append(payload["code"])
            self.session.bye(payload)

    def disconnect(self) -> None:
        self._connection += 1
        wire, self.wire = self.wire, None
        if wire is not None:
            wire.close()

    def hello(self, since: int | None) -> None:
        about = {} if since is None else {"since": since}
        message = {"board": self.guest.board_id, "client": self.store.client_id, **about}
        self._ask("hello", message, self.session.greeted)

    def sync(self, since: int) -> None:
        self._ask("sync", {"since": since}, self.session.synced)

    def op(self, change: Change) -> None:
        op_id = (change.client, change.n)
        message = {"id": op_id, "ops": change.ops}
        self._ask("op", message, lambda answer: self.session.op_answered(op_id, answer))

    def _ask(self, event: str, message: Any, then: Callable[[Answer], None]) -> None:
        number = self._connection
        if self.wire is not None:
            self.wire.emit(event, message, lambda answer: self._if_now(number, then, answer))

    def snapshot(self) -> None:
        self.snapshots += 1
        self._run(self._fetch(self._connection))

    async def _fetch(self, number: int) -> None:
        path = f"/api/boards/{self.guest.board_id}/snapshot"
        try:
            async with asyncio.timeout(20):
                answer = await fetch_json(self.address.host, self.address.port, path, self.guest.token)
        except (OSError, ValueError):
            answer = {"ok": False, "code": "network", "data": {}}
        self._if_now(number, self.session.snapshot_came, answer)

    def diverged(self) -> None:
        self.found.diverged += 1
        if self.wire is not None:
            self.wire.emit("diverged", {"seq": self.store.seq, "hash": self.hash_of_confirmed()})

    def hash_of_confirmed(self) -> int:
        return scene_hash(self.store.confirmed.values())

    def jitter(self) -> float:
        return random.random()

    def timer(self, name: str, ms: int) -> None:
        self.cancel(name)
        self._timers[name] = self._loop.call_later(ms / 1000, self._time_up, name)

    def cancel(self, name: str) -> None:
        timer = self._timers.pop(name, None)
        if timer is not None:
            timer.cancel()

    def _time_up(self, name: str) -> None:
        self._timers.pop(name, None)
        self.session.time_up(name)

    def _run(self, work: Any) -> None:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
