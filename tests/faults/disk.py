"""The disk under the real server is full, read-only or broken, again and again, while pages write.

Where this may be done (root), the data folder is also on a small disk in memory that really fills up;
elsewhere the size of files is limited.
"""

import asyncio
import os
import random
import resource
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from board.store.database import FILE_NAME
from tests.faults.crowd import Crowd, log_after, new_board, snapshot_of, until
from tests.faults.faulty_server import FaultyServer, faulty
from tests.faults.ledger import Ledger
from tests.faults.live_page import Address, Guest
from tests.faults.slow_clients import metric
from tests.soak.runs import Result
from tests.support.loop import run_apart
from tests.support.server import LiveServer

PAGES = 4
WRITABLE_LIMIT_S = 5.0  # from the end of the cause to the first acknowledgement
LIVE_LIMIT_S = 30.0
TOLD = ("full", "read-only", "I/O error", "failed sync")  # what the server's disk can be told
REAL = "really full"
WAYS = (*TOLD, REAL)
# Of the newest values: the greatest would be the one of the start.
HUB_GAP = 'tavolo_hub_gap_seconds{quantile="0.99"}'
LOCKED = "locked"
LOCKED_S = (0.2, 10.0)  # for how long
DISK_MB = 192


@dataclass
class Ordeal:
    """One server, one crowd, many disks that fail and work again."""

    server: LiveServer
    ledger: Ledger
    seed: int
    writable_s: dict[str, list[float]] = field(default_factory=dict)  # way -> time to writable, each
    told: int = 0  # how often a page heard that the board cannot be written
    cycles_told: int = 0
    hub_gap_s: float = 0.0  # how late the server was for everybody, at the 99th percentile
    problems: list[str] = field(default_factory=list)
    guests: list[Guest] = field(default_factory=list)

    async def suffer(self, ways: list[str], for_s: tuple[float, float] = (0.2, 1.2)) -> None:
        """Let the disk fail in each of these ways while the crowd writes, for so long; then compare
        everything with everything."""
        choice = random.Random(self.seed)
        await asyncio.to_thread(self.server.start)
        self.guests = new_board(self.server, self.server.facilitator(), PAGES)
        address = Address("127.0.0.1", self.server.port)
        async with Crowd(address, self.guests, self.ledger) as crowd:
            for page in crowd.pages:
                page.on_event = self._hear
            crowd.let_write(True)
            for number, way in enumerate(ways):
                await self._cycle(crowd, way, choice.uniform(*for_s), f"cycle {number}, {way}")
            crowd.let_write(False)
            await until(crowd.is_settled, "all pages to be up to date", LIVE_LIMIT_S)
            await asyncio.to_thread(self._verify, "the end")
            snapshot = await asyncio.to_thread(snapshot_of, self.server.url, self.guests[0])
            self.problems += crowd.problems() + crowd.differences(snapshot["items"])
            self.hub_gap_s = await asyncio.to_thread(metric, self.server, HUB_GAP)
            self.server.kill()
            await asyncio.to_thread(self.server.start)
            self.ledger.verified_seq, self.ledger.made = 0, {}
            await asyncio.to_thread(self._verify, "after a kill")

    async def _cycle(self, crowd: Crowd, way: str, for_s: float, when: str) -> None:
        await until(lambda: all(page.is_live for page in crowd.pages), "all pages to be live", LIVE_LIMIT_S)
        began = len(self.ledger.acknowledged)
        await until(lambda: len(self.ledger.acknowledged) > began + PAGES, "edits", LIVE_LIMIT_S)
        told = self.told
        with self._failing(way):
            await asyncio.sleep(for_s)
        known = len(self.ledger.acknowledged)
        took_s = await until(
            lambda: len(self.ledger.acknowledged) > known, f"the server to write again ({when})", LIVE_LIMIT_S
        )
        self.writable_s.setdefault(way, []).append(took_s)
        self.cycles_told += self.told > told
        await asyncio.to_thread(self._verify, when)

    def _hear(self, event: str, payload: Any) -> None:
        self.told += event == "board" and payload["is_writable"] is False

    @contextmanager
    def _failing(self, way: str) -> Iterator[None]:
        if isinstance(self.server, FaultyServer) and way in TOLD:
            self.server.fail(way)
            yield
            self.server.fail("")
            return
        with _locked(self.server) if way == LOCKED else _full(self.server):
            yield

    def _verify(self, when: str) -> None:
        known = len(self.ledger.problems)
        promised = list(self.ledger.acknowledged)
        entries, head = log_after(self.server.url, self.guests[0], self.ledger.verified_seq)
        self.ledger.verify(entries, head, promised)
        self.problems += [f"{when}: {problem}" for problem in self.ledger.problems[known:]]


@contextmanager
def _locked(server: LiveServer) -> Iterator[None]:
    """Another program holds the database."""
    other = sqlite3.connect(server.data_dir / FILE_NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


@contextmanager
def _full(server: LiveServer) -> Iterator[None]:
    """No room for more: the disk is filled where it is a small one, else files may not grow."""
    if os.path.ismount(server.data_dir.parent):
        filler = server.data_dir.parent / "filler"
        _fill(filler)
        yield
        filler.unlink()
        return
    assert server.process is not None
    process = server.process.pid
    _, most = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (0, most))
    yield
    resource.prlimit(process, resource.RLIMIT_FSIZE, (most, most))


def _fill(filler: Path) -> None:
    chunk = bytes(65536)
    with filler.open("wb", buffering=0) as file:
        while chunk:
            try:
                file.write(chunk)
            except OSError:
                chunk = chunk[: len(chunk) // 2]


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """Put a small disk on the folder for the time of the block; whether that was possible."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs", str(folder)]
    is_there = os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield is_there
    finally:
        if is_there:
            subprocess.run(["umount", "-l", str(folder)], check=False)


def ordeal(ways: list[str], seed: int, *, fault: str = "", may_mount: bool = True) -> tuple[Ordeal, bool]:
    """What came of it, and whether the disk was a small one. `fault`: a promise that is broken."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        disk = folder / "disk"
        disk.mkdir()
        is_small = may_mount and stack.enter_context(small_disk(disk))
        server = faulty(disk / "data", fault)
        ledger = Ledger(folder / "ledger.jsonl")
        stack.callback(ledger.close)
        stack.callback(server.stop)
        done = Ordeal(server, ledger, seed)
        run_apart(done.suffer(ways))
        return done, is_small


def ordeal_of_locks(count: int, seed: int, for_s: tuple[float, float]) -> Ordeal:
    """What came of another program that held the database again and again."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        server, ledger = LiveServer(Path(name, "data")), Ledger(Path(name, "ledger.jsonl"))
        stack.callback(ledger.close)
        stack.callback(server.stop)
        done = Ordeal(server, ledger, seed)
        run_apart(done.suffer([LOCKED] * count, for_s))
        return done


def soak_locked(count: int, seed: int) -> Result:
    """`count` times another program holds the database, for up to ten seconds."""
    done = ordeal_of_locks(count, seed, LOCKED_S)
    return _result(count, done, {"held_s": LOCKED_S})


def soak(count: int, seed: int) -> Result:
    """`count` failures of the disk, in every way in turn. Figures: what was acknowledged, and how long
    it took from the end of the cause to the first acknowledgement."""
    began = time.monotonic()
    done, is_small = ordeal([WAYS[number % len(WAYS)] for number in range(count)], seed)
    by = "a small disk" if is_small else "a limit on files"
    return _result(count, done, {"really_full_by": by, "seconds": round(time.monotonic() - began, 1)})


def _result(count: int, done: Ordeal, about: dict[str, Any]) -> Result:
    figures = {
        "cycles": count,
        "acknowledged": len(done.ledger.acknowledged),
        "cycles_told_to_pages": done.cycles_told,
        "hub_gap_p99_ms": round(done.hub_gap_s * 1000, 1),
        **about,
    }
    for way, took_s in done.writable_s.items():
        middle, most = sorted(took_s)[len(took_s) // 2], max(took_s)
        figures[f"writable_s_median_max, {way}"] = [round(middle, 2), round(most, 2)]
    late = [took for took_s in done.writable_s.values() for took in took_s if took > WRITABLE_LIMIT_S]
    figures["writable_later_than_5_s"] = len(late)
    failed = len(done.problems)
    return Result(count if not failed else 0, failed, figures, done.problems)
