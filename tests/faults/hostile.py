"""Nonsense by the hundred thousand over live sockets, while others work: it must cost them nothing."""

import asyncio
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from tests.faults.crowd import new_board, until
from tests.faults.live_page import Address, Guest, LivePage
from tests.faults.nonsense import http_request, message
from tests.faults.wire import Wire
from tests.soak.runs import Result
from tests.support.loop import run_apart
from tests.support.server import LiveServer

ATTACKERS = 8
WATCHERS = 3
BATCH = 300  # messages on one connection: below what the server lets in without a pause
ANSWER_S = 8.0  # some nonsense takes all that follows as its own rest: such a connection never answers
HTTP_EVERY = 500  # messages
REQUEST_S = 0.3  # for the answer to a strange request, if there is one
WARM_UP = 0.02  # of the messages come before memory is measured: caches and buffers are there then
MEMORY_LIMIT_MB = 20.0
LOG_LIMIT_BYTES = 50.0
WATCH_S = 0.5
PROGRESS_S = 60.0


@dataclass
class Tally:
    """What has been done so far, together."""

    limit: int
    sent: int = 0
    answered: int = 0  # connections that still answered after all they had sent
    ended: int = 0  # connections that the server ended
    requests: int = 0
    seen_s: float = 0.0  # the longest that an edit of a watcher took to be acknowledged


class _Line:
    """What becomes of one connection: whether it opened, and whether it answered at the end."""

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self.is_open: asyncio.Future[bool] = loop.create_future()
        self.is_answered: asyncio.Future[bool] = loop.create_future()

    def opened(self) -> None:
        self._settle(self.is_open, True)

    def answered(self, _answer: object) -> None:
        self._settle(self.is_answered, True)

    def over(self) -> None:
        self._settle(self.is_open, False)
        self._settle(self.is_answered, False)

    def _settle(self, future: "asyncio.Future[bool]", outcome: bool) -> None:
        if not future.done():
            future.set_result(outcome)

    async def outcome(self, future: "asyncio.Future[bool]") -> bool:
        """What it is, or False when nothing is heard for long."""
        try:
            async with asyncio.timeout(ANSWER_S):
                return await future
        except TimeoutError:
            return False


class Attacker:
    """Connects, sends a batch of nonsense, asks an honest question, and begins again."""

    def __init__(self, number: int, seed: int, address: Address, guest: Guest, tally: Tally) -> None:
        self._chance = random.Random(f"{seed} {number}")
        self._address = address
        self._guest = guest
        self._tally = tally

    async def run(self) -> None:
        while self._tally.sent < self._tally.limit:
            await self._batch()

    async def _batch(self) -> None:
        line = _Line()
        host = f"{self._address.host}:{self._address.port}"
        try:
            _, wire = await asyncio.get_running_loop().create_connection(
                lambda: Wire(self._guest.token, host, on_open=line.opened, on_close=line.over),
                self._address.host,
                self._address.port,
            )
        except OSError:
            await asyncio.sleep(0.1)
            return
        if not await line.outcome(line.is_open):
            wire.close()
            return
        if self._chance.random() < 0.8:  # the others never say hello
            board = {"board": self._guest.board_id, "client": "hostile-client-1"}
            wire.emit("hello", board, lambda _answer: None)
        for _ in range(BATCH):
            if line.is_answered.done():
                break
            wire.send_raw(message(self._chance))
            self._tally.sent += 1
            if self._tally.sent % HTTP_EVERY == 0:
                await self._request(host)
            if wire.is_full():
                await asyncio.sleep(0.005)
        wire.emit("sync", {"since": 0}, line.answered)
        is_well = await line.outcome(line.is_answered)
        self._tally.answered += is_well
        self._tally.ended += not is_well
        wire.close()

    async def _request(self, host: str) -> None:
        """One strange HTTP request; whatever comes back is read, but not for long."""
        self._tally.requests += 1
        try:
            async with asyncio.timeout(REQUEST_S):
                reader, writer = await asyncio.open_connection(self._address.host, self._address.port)
                writer.write(http_request(self._chance, host, "".join(self._chance.choices("abcd01", k=20))))
                if self._chance.random() < 0.5:
                    await reader.read(1_000)
                writer.close()
        except (OSError, TimeoutError):
            return


class Watcher:
    """Somebody who works on the same board and notices when anything goes wrong."""

    def __init__(self, number: int, address: Address, guest: Guest, tally: Tally) -> None:
        self.page = LivePage(address, guest)
        self.drops = 0
        self._number = number
        self._tally = tally
        self._edits = 0

    async def run(self) -> None:
        """Make an edit, wait until it is stored, and again."""
        loop = asyncio.get_running_loop()
        disconnect = self.page.session.disconnected

        def dropped() -> None:
            self.drops += 1
            disconnect()

        self.page.session.disconnected = dropped  # type: ignore[method-assign]
        while self._tally.sent < self._tally.limit:
            began = loop.time()
            self._edits += 1
            ops = [{"do": "patch", "id": "note-of-watcher", "set": {"x": self._edits * 10 + self._number}}]
            self.page.change(self._edits, ops)
            await until(lambda: not self.page.store.changes, "a watcher's edit to be stored", 60)
            self._tally.seen_s = max(self._tally.seen_s, loop.time() - began)
            await asyncio.sleep(WATCH_S)


async def _attack(server: LiveServer, count: int, seed: int) -> tuple[dict[str, Any], list[str]]:
    await asyncio.to_thread(server.start)
    assert server.process is not None
    guests = await asyncio.to_thread(new_board, server, server.facilitator(), WATCHERS + ATTACKERS)
    address = Address("127.0.0.1", server.port)
    tally = Tally(round(count * WARM_UP))
    watchers = [Watcher(number, address, guest, tally) for number, guest in enumerate(guests[:WATCHERS])]
    for watcher in watchers:
        watcher.page.start()
    await until(lambda: all(w.page.is_live for w in watchers), "the watchers to be live", 30)
    item = {"kind": "note", "id": "note-of-watcher", "x": 0, "y": 0, "w": 200, "h": 200, "z": "a0"}
    create = {"do": "create", "item": {**item, "frame": None, "type": "I", "text": "Honest work"}}
    watchers[0].page.change(0, [create])
    await until(lambda: all(w.page.store.seq == 1 for w in watchers), "the first note", 30)

    async def attack(first: int) -> None:
        attackers = [
            Attacker(first + number, seed, address, guest, tally)
            for number, guest in enumerate(guests[WATCHERS:])
        ]
        progress = asyncio.create_task(_say(tally))
        await asyncio.gather(*(one.run() for one in (*attackers, *watchers)))
        progress.cancel()

    process = psutil.Process(server.process.pid)
    await attack(0)
    memory, log = process.memory_info().rss, log_bytes(server)
    began, warm = time.monotonic(), tally.sent
    tally.limit = count
    await attack(ATTACKERS)
    took_s = time.monotonic() - began
    grown = process.memory_info().rss - memory
    sent = max(1, tally.sent - warm)
    problems = [] if server.process.poll() is None else ["the server is gone"]
    problems += [f"watcher {w._number} was dropped {w.drops} times" for w in watchers if w.drops]
    problems += [f"watcher {w._number} was wrong" for w in watchers if w.page.found.diverged]
    await until(lambda: len({w.page.store.seq for w in watchers}) == 1, "the watchers to agree", 30)
    if len({str(sorted(w.page.store.confirmed.items())) for w in watchers}) != 1:
        problems.append("the watchers see different boards")
    for watcher in watchers:
        watcher.page.stop()
    figures = {
        "messages": tally.sent,
        "http_requests": tally.requests,
        "connections_that_answered": tally.answered,
        "connections_ended": tally.ended,
        "messages_per_s": round(sent / took_s),
        "log_bytes_per_message": round((log_bytes(server) - log) / sent, 2),
        "memory_grown_mb": round(grown / 1e6, 1),
        "longest_edit_of_others_s": round(tally.seen_s, 2),
    }
    return figures, problems


async def _say(tally: Tally) -> None:
    """Tell now and then how far it is: the whole takes half an hour."""
    while True:
        await asyncio.sleep(PROGRESS_S)
        ended = f"{tally.answered} connections answered, {tally.ended} ended"
        print(f"hostile: {tally.sent:,} of {tally.limit:,} messages, {ended}", flush=True)


def log_bytes(server: LiveServer) -> int:
    """What has been written to the log files and to the terminal."""
    files = [*(server.data_dir / "log").glob("*"), server.data_dir.parent / f"{server.data_dir.name}.out"]
    return sum(path.stat().st_size for path in files if path.exists())


def attack(
    count: int, seed: int, server: Callable[[Path], LiveServer] = LiveServer
) -> tuple[dict[str, Any], list[str]]:
    """Figures, and what does not hold whatever the speed."""
    with tempfile.TemporaryDirectory() as name:
        running = server(Path(name) / "data")
        try:
            return run_apart(_attack(running, count, seed))
        finally:
            running.stop()


def soak(count: int, seed: int) -> Result:
    """`count` messages."""
    figures, problems = attack(count, seed)
    if figures["memory_grown_mb"] > MEMORY_LIMIT_MB:
        problems.append(f"the server grew by {figures['memory_grown_mb']} MB")
    if figures["log_bytes_per_message"] > LOG_LIMIT_BYTES:
        problems.append(f"a message costs {figures['log_bytes_per_message']} bytes of the log")
    return Result(figures["messages"] if not problems else 0, len(problems), figures, problems)
