"""A server with a full house dies; everybody comes back at once."""

import asyncio
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from board.core.scene import scene_of
from tests.faults.crowd import log_after, new_board, snapshot_of, until
from tests.faults.live_page import Address, Guest, LivePage
from tests.soak.runs import Result
from tests.support.loop import run_apart
from tests.support.server import LiveServer

OPS_IN_MESSAGE = 100
LISTEN_LIMIT_S = 2.0
KILL_LIMIT_S = 5.0
PATIENCE_S = 60.0


def note(number: int) -> dict[str, Any]:
    """A create op for one of many notes."""
    place = {"x": number % 100 * 220, "y": number // 100 * 220, "w": 200, "h": 200, "z": f"a{number:05d}1"}
    item = {"kind": "note", "id": f"note-of-storm-{number:05d}", **place, "frame": None, "type": "I"}
    return {"do": "create", "item": {**item, "text": f"Idea number {number} of a very busy workshop"}}


async def fill(address: Address, guest: Guest, notes: int) -> None:
    """Put that many notes on the board."""
    page = LivePage(address, guest)
    page.is_checking_hash = False
    page.start()
    await until(lambda: page.is_live, "the page that fills the board", PATIENCE_S)
    for start in range(0, notes, OPS_IN_MESSAGE):
        page.change(start, [note(number) for number in range(start, min(start + OPS_IN_MESSAGE, notes))])
    await until(lambda: not page.store.changes, "all notes to be stored", PATIENCE_S)
    page.stop()


async def open_pages(address: Address, guests: list[Guest], snapshot: dict[str, Any]) -> list[LivePage]:
    """Pages that have the board already, as they would before the server dies."""
    scene = scene_of(snapshot["items"])
    pages = []
    for guest in guests:
        page = LivePage(address, guest)
        page.is_checking_hash = False  # one hash of a large board for each page is the work of 500 computers
        page.load(snapshot["seq"], scene)
        page.start()
        pages.append(page)
        if len(pages) % 10 == 0:
            await asyncio.sleep(0.05)
    await until(lambda: all(page.is_live for page in pages), "all pages to be live", PATIENCE_S)
    return pages


async def _storm(server: LiveServer, people: int, notes: int) -> tuple[dict[str, Any], list[str]]:
    server.start()
    guests = await asyncio.to_thread(new_board, server, server.facilitator(), people)
    address = Address("127.0.0.1", server.port)
    await fill(address, guests[0], notes)
    snapshot = await asyncio.to_thread(snapshot_of, server.url, guests[0])
    pages = await open_pages(address, guests, snapshot)
    pages[0].change(1, [{"do": "patch", "id": "note-of-storm-00000", "set": {"x": 1}}])
    await until(lambda: not pages[0].store.changes, "the last change before", PATIENCE_S)
    pages[0].change(2, [{"do": "patch", "id": "note-of-storm-00000", "set": {"x": 2}}])
    loop = asyncio.get_running_loop()
    killed_at = loop.time()
    server.kill()
    for page in pages:
        page.live_at = None
    listening_at = await asyncio.to_thread(_back, server, time.monotonic() - loop.time())
    used_s = server_cpu_s(server)
    await until(lambda: all(page.live_at for page in pages), "all pages to be back", PATIENCE_S)
    used_s = server_cpu_s(server) - used_s
    back_at = sorted(page.live_at or 0.0 for page in pages)
    _, head = await asyncio.to_thread(log_after, server.url, guests[0], snapshot["seq"])
    problems = [] if not pages[0].store.changes else ["the change under way at the kill was not sent again"]
    problems += [f"a page is at {p.store.seq} of {head}" for p in pages if p.store.seq != head][:5]
    figures = {
        "pages": people,
        "notes": notes,
        "listening_s_after_kill": round(listening_at - killed_at, 2),
        "half_back_s_after_listening": round(back_at[len(back_at) // 2] - listening_at, 2),
        "all_back_s_after_listening": round(back_at[-1] - listening_at, 2),
        "all_back_s_after_kill": round(back_at[-1] - killed_at, 2),
        "server_cpu_s": round(used_s, 2),
        "snapshots_loaded": sum(page.snapshots for page in pages),
    }
    for page in pages:
        page.stop()
    return figures, problems


def server_cpu_s(server: LiveServer) -> float:
    """The processor time that the server has used since it started."""
    assert server.process is not None
    times = psutil.Process(server.process.pid).cpu_times()
    return float(times.user + times.system)


def _back(server: LiveServer, offset_s: float) -> float:
    """When the server listened again, on the clock of the loop."""
    server.launch()
    while not server.is_listening():
        time.sleep(0.01)
    return time.monotonic() - offset_s


def storm(
    people: int, notes: int, server: Callable[[Path], LiveServer] = LiveServer
) -> tuple[dict[str, Any], list[str]]:
    """One storm: figures, and what does not hold whatever the speed."""
    with tempfile.TemporaryDirectory() as name:
        running = server(Path(name) / "data")
        try:
            return run_apart(_storm(running, people, notes))
        finally:
            running.stop()


def soak(count: int, _seed: int) -> Result:
    """Storms of 500 pages on a board with 5,000 notes."""
    problems: list[str] = []
    every: list[dict[str, Any]] = []
    for _ in range(count):
        figures, wrong = storm(500, 5_000)
        every.append(figures)
        problems += wrong
        if figures["all_back_s_after_listening"] > LISTEN_LIMIT_S:
            problems.append(f"all were back {figures['all_back_s_after_listening']} s after it listened")
        if figures["all_back_s_after_kill"] > KILL_LIMIT_S:
            problems.append(f"all were back {figures['all_back_s_after_kill']} s after the kill")
    worst = max(every, key=lambda figures: figures["all_back_s_after_listening"])
    return Result(count if not problems else 0, len(problems), {"worst": worst, "all": every}, problems)
