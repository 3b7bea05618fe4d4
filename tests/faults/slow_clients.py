"""Fifty clients that do not read, and ten that work: what do the fifty cost the ten?"""

import asyncio
import socket
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import requests

from tests.faults.crowd import new_board, until
from tests.faults.live_page import Address, Guest, LivePage
from tests.faults.wire import Wire
from tests.soak.runs import Result
from tests.support.loop import run_apart
from tests.support.server import LiveServer

KINDS = ("silent", "pong only", "trickle")
RECEIVE_BYTES = 4_096  # what the system takes for a client that does not read
PONG_S = 5.0
TRICKLE_S = 1.0  # of this, a moment is spent reading
TEXT = "a sentence on a busy board, " * 70
EDIT_S = 0.1  # between two edits of a page
MOVE_S = 0.08  # between two movements of its cursor
GROWTH_LIMIT_MB = 1.0
SLOWER_LIMIT = 1.10


class SlowClient:
    """Joins like everybody, and then hardly reads."""

    def __init__(self, kind: str, address: Address, guest: Guest) -> None:
        self.is_over = False
        self._kind = kind
        self._address = address
        self._guest = guest
        self._task: asyncio.Task[None] | None = None
        self._wire: Wire | None = None

    async def join(self) -> None:
        loop = asyncio.get_running_loop()
        opened: asyncio.Future[None] = loop.create_future()
        greeted: asyncio.Future[None] = loop.create_future()

        def over() -> None:
            self.is_over = True

        line = socket.socket()
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BYTES)
        line.setblocking(False)
        await loop.sock_connect(line, (self._address.host, self._address.port))
        host = f"{self._address.host}:{self._address.port}"
        _, wire = await loop.create_connection(
            lambda: Wire(self._guest.token, host, on_open=lambda: opened.set_result(None), on_close=over),
            sock=line,
        )
        await opened
        message = {"board": self._guest.board_id, "client": f"slow-{id(self)}", "since": 0}
        wire.emit("hello", message, lambda _answer: greeted.set_result(None))
        await greeted
        self._wire = wire
        wire.pause()
        if self._kind != "silent":
            self._task = asyncio.create_task(self._live(wire))

    async def _live(self, wire: Wire) -> None:
        while not self.is_over:
            if self._kind == "pong only":
                wire.send_text("3")
                await asyncio.sleep(PONG_S)
            else:
                wire.resume()
                await asyncio.sleep(0.001)
                wire.pause()
                await asyncio.sleep(TRICKLE_S)

    def leave(self) -> None:
        if self._task is not None:
            self._task.cancel()
        if self._wire is not None:
            self._wire.close()


@dataclass
class Delays:
    """How long the healthy wait until they see each other's edits, in seconds."""

    sent_at: dict[int, float] = field(default_factory=dict)  # edit -> when it was made
    seen_s: list[float] = field(default_factory=list)

    def p95_s(self) -> float:
        return sorted(self.seen_s)[int(len(self.seen_s) * 0.95)] if self.seen_s else 0.0


class Healthy:
    """Somebody who writes long texts, moves about, and sees what the others do."""

    def __init__(self, number: int, address: Address, guest: Guest, delays: Delays) -> None:
        self.page = LivePage(address, guest)
        self.page.is_checking_hash = False
        self.page.on_event = self._heard
        self.number = number
        self.delays = delays
        self._edits = 0
        self._loop = asyncio.get_running_loop()

    def _heard(self, name: str, payload: Any) -> None:
        for entry in payload.get("entries", ()) if name == "news" else ():
            for op in entry["ops"]:
                sent_at = self.delays.sent_at.get(op["set"].get("x", -1)) if op["do"] == "patch" else None
                if sent_at is not None:
                    self.delays.seen_s.append(self._loop.time() - sent_at)

    async def work(self) -> None:
        note_id = f"note-of-healthy-{self.number}"
        box = {"kind": "note", "id": note_id, "x": 0, "y": 0, "w": 200, "h": 200, "z": "a0", "frame": None}
        self.page.change(0, [{"do": "create", "item": {**box, "type": "I", "text": ""}}])
        await asyncio.gather(self._edit(note_id), self._move())

    async def _edit(self, note_id: str) -> None:
        while True:
            self._edits += 1
            mark = self.number * 100_000 + self._edits
            ops = [{"do": "patch", "id": note_id, "set": {"x": mark, "text": f"{mark} {TEXT}"}}]
            self.delays.sent_at[mark] = self._loop.time()
            self.page.change(mark, ops)
            await asyncio.sleep(EDIT_S)

    async def _move(self) -> None:
        while True:
            if self.page.wire is not None and self.page.is_live:
                self.page.wire.emit("move", [self._edits % 1_000, self.number])
            await asyncio.sleep(MOVE_S)


def metric(server: LiveServer, name: str) -> float:
    """A number that the server counts."""
    for line in requests.get(f"{server.url}/metrics", timeout=10).text.splitlines():
        if line.startswith(f"{name} "):
            return float(line.split()[1])
    return 0.0


def memory_mb(server: LiveServer) -> float:
    assert server.process is not None
    return float(psutil.Process(server.process.pid).memory_info().rss) / 1e6


class Comparison:
    """The same work with and without slow clients, in turns: the machine changes in the meantime too."""

    def __init__(self, server: LiveServer, guests: list[Guest], slow: int) -> None:
        address = Address("127.0.0.1", server.port)
        self.alone, self.together = Delays(), Delays()
        self.grown_mb: list[float] = []  # for each slow client, by round
        self.working = [Healthy(n, address, guest, self.alone) for n, guest in enumerate(guests[slow:])]
        self._server = server
        self._address = address
        self._slow_guests = guests[:slow]

    async def round(self, alone_s: float, together_s: float) -> None:
        """A while without slow clients, a while with them."""
        self._measure(self.alone)
        begin_mb = memory_mb(self._server)
        await asyncio.sleep(alone_s)
        before_mb = memory_mb(self._server)
        self._measure(Delays())  # while they join, nothing counts
        clients = [
            SlowClient(KINDS[number % len(KINDS)], self._address, guest)
            for number, guest in enumerate(self._slow_guests)
        ]
        for client in clients:
            await client.join()
        self._measure(self.together)
        peak_mb = before_mb
        for _ in range(10):
            await asyncio.sleep(together_s / 10)
            peak_mb = max(peak_mb, memory_mb(self._server))
        # The work of the healthy makes the server grow too.
        usual_mb = max(0.0, before_mb - begin_mb)
        self.grown_mb.append((peak_mb - before_mb - usual_mb) / len(clients))
        for client in clients:
            client.leave()

    def _measure(self, delays: Delays) -> None:
        for one in self.working:
            one.delays = delays


async def _compare(
    server: LiveServer, slow: int, healthy: int, seconds: tuple[float, float], rounds: int
) -> tuple[dict[str, Any], list[str]]:
    await asyncio.to_thread(server.start)
    guests = await asyncio.to_thread(new_board, server, server.facilitator(), slow + healthy)
    comparison = Comparison(server, guests, slow)
    working = comparison.working
    for one in working:
        one.page.start()
    await until(lambda: all(one.page.is_live for one in working), "the healthy to be live", 60)
    tasks = [asyncio.create_task(one.work()) for one in working]
    await asyncio.sleep(2)
    for _ in range(rounds):
        await comparison.round(*seconds)
    for task in tasks:
        task.cancel()
    resyncs, closed = metric(server, "tavolo_resyncs_total"), metric(server, "tavolo_slow_closed_total")
    drops = sum(not one.page.is_live for one in working)
    for one in working:
        one.page.stop()
    problems = [f"{drops} of the healthy lost their connection"] if drops else []
    problems += ["nobody was cut off although they do not read"] if not closed else []
    alone, together = comparison.alone, comparison.together
    figures = {
        "slow": slow,
        "healthy": healthy,
        "p95_alone_ms": round(alone.p95_s() * 1000, 1),
        "p95_together_ms": round(together.p95_s() * 1000, 1),
        "samples": [len(alone.seen_s), len(together.seen_s)],
        "memory_mb_for_each_slow": [round(mb, 2) for mb in comparison.grown_mb],
        "resyncs": resyncs,
        "cut_off": closed,
    }
    return figures, problems


def compare(
    slow: int,
    healthy: int,
    seconds: tuple[float, float],
    rounds: int,
    server: Callable[[Path], LiveServer] = LiveServer,
) -> tuple[dict[str, Any], list[str]]:
    """Figures, and what does not hold whatever the speed. `seconds`: alone, and with the slow ones."""
    with tempfile.TemporaryDirectory() as name:
        running = server(Path(name) / "data")
        try:
            return run_apart(_compare(running, slow, healthy, seconds, rounds))
        finally:
            running.stop()


def soak(count: int, _seed: int) -> Result:
    """`count` rounds of a quiet half minute and one with fifty slow clients."""
    figures, problems = compare(50, 10, (30.0, 30.0), count)
    worst_mb = max(figures["memory_mb_for_each_slow"])
    if worst_mb > GROWTH_LIMIT_MB:
        problems.append(f"a slow client costs {worst_mb} MB")
    if figures["p95_together_ms"] > figures["p95_alone_ms"] * SLOWER_LIMIT:
        problems.append(f"p95 {figures['p95_alone_ms']} ms alone, {figures['p95_together_ms']} ms together")
    return Result(count if not problems else 0, len(problems), figures, problems)
