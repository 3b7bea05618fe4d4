"""SIGTERM under load: everything that was taken is stored and told, and the server ends in time."""

import asyncio
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults.crowd import Crowd, log_after, new_board, snapshot_of, until
from tests.faults.ledger import Ledger
from tests.faults.live_page import Address
from tests.soak.runs import Result
from tests.support.loop import run_apart
from tests.support.server import LiveServer

PAGES = 8
END_LIMIT_S = 5.0
WRITING_S = 0.6
LIVE_LIMIT_S = 30.0
PATIENCE_S = 15.0  # then the server is killed, so that the test goes on


async def _restart_often(server: LiveServer, ledger: Ledger, count: int) -> tuple[list[float], list[str]]:
    """How long each end took, and what went wrong."""
    ends_s: list[float] = []
    server.start()
    guests = new_board(server, server.facilitator(), PAGES)
    async with Crowd(Address("127.0.0.1", server.port), guests, ledger) as crowd:
        crowd.let_write(True)
        problems: list[str] = []
        for number in range(count):
            await until(lambda: all(page.is_live for page in crowd.pages), "all to be live", LIVE_LIMIT_S)
            await asyncio.sleep(WRITING_S)
            for page in crowd.pages:
                page.found.byes.clear()
            ends_s.append(await asyncio.to_thread(_end, server))
            # What it told them last may be on its way to a page when the server is gone.
            await until(lambda: not any(page.is_live for page in crowd.pages), "the end to be noticed", 5)
            if server.process is not None and server.process.returncode != 0:
                problems.append(f"restart {number}: the server ended with {server.process.returncode}")
            silent = sum(page.found.byes != ["restart"] for page in crowd.pages)
            if silent:
                problems.append(f"restart {number}: {silent} pages were not told")
            await asyncio.to_thread(server.start)
        crowd.let_write(False)
        await until(crowd.is_settled, "all pages to be up to date", LIVE_LIMIT_S)
        ledger.verify(*await asyncio.to_thread(log_after, server.url, guests[0], 0))
        snapshot = await asyncio.to_thread(snapshot_of, server.url, guests[0])
        return ends_s, problems + crowd.problems() + crowd.differences(snapshot["items"])


def _end(server: LiveServer) -> float:
    """Ask the server to end; how long it took."""
    assert server.process is not None
    began = time.monotonic()
    server.process.send_signal(signal.SIGTERM)
    try:
        server.process.wait(PATIENCE_S)
    except Exception:  # noqa: BLE001 - too late is too late
        server.kill()
    return time.monotonic() - began


def soak(count: int, seed: int, server: Callable[[Path], LiveServer] = LiveServer) -> Result:
    """`count` planned restarts under load."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ledger = Ledger(folder / "ledger.jsonl")
        running = server(folder / "data")
        try:
            ends_s, problems = run_apart(_restart_often(running, ledger, count))
        finally:
            running.stop()
            ledger.close()
    late = [f"it took {s:.1f} s to end" for s in ends_s if s > END_LIMIT_S]
    problems += ledger.problems + late
    figures = {
        "restarts": count,
        "acknowledged": len(ledger.acknowledged),
        "end_s_median": round(sorted(ends_s)[len(ends_s) // 2], 2),
        "end_s_max": round(max(ends_s), 2),
    }
    return Result(count if not problems else 0, len(problems), figures, problems)
