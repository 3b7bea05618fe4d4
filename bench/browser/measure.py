"""One engine on one board: seven motions, opening, memory."""

import os
import secrets
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from playwright.async_api import Browser, BrowserContext, Playwright
from playwright.async_api import Error as PlaywrightError

from bench.browser.engines import Engine, Opened, keep_home, loaded_bytes
from bench.browser.motions import HEIGHT, WIDTH, drag_from, mouse, pan, perform, send, zoom
from bench.browser.notes import Board
from bench.tools import BenchFailed, say
from tests.support.chromium import ARGUMENTS, find_chromium

MOTIONS = ("pan_100", "pan_100_updates", "pan_fit", "pan_fit_updates", "zoom", "drag_1", "drag_500")
IN_TIME_MS = 100
# How long a page may go on working off a motion of the hand; a run of all motions; all runs of one engine.
MOTION_LIMIT_S = 20.0
RUN_LIMIT_S = 180.0
ENGINE_LIMIT_S = 150.0
# Fewer frames of a motion that was cut say nothing.
FRAMES_LEAST = 5

Figures = dict[str, Any]


async def launched(playwright: Playwright, mark: str) -> Browser:
    path = find_chromium()
    if path is None:
        raise BenchFailed("there is no Chromium here: run `python -m tests.support.chromium --install`.")
    arguments = [*ARGUMENTS, f"--bench-run={mark}"]
    return await playwright.chromium.launch(executable_path=path, args=arguments)


async def measure(
    playwright: Playwright,
    engine: Engine,
    board: Board,
    name: str,
    *,
    cookie: dict[str, str] | None,
    only: tuple[str, ...],
    repeats: int,
    seconds: float,
) -> Figures:
    """All that one engine shows with one board: medians of the repeats, one at least, while there is time."""
    runs: list[Figures] = []
    began = time.monotonic()
    while len(runs) < repeats and (not runs or time.monotonic() - began < ENGINE_LIMIT_S):
        mark = secrets.token_hex(8)
        browser = await launched(playwright, mark)
        try:
            size = {"width": WIDTH, "height": HEIGHT}
            context = await browser.new_context(viewport=size, locale="en", reduced_motion="reduce")  # type: ignore[arg-type]
            await keep_home(context)
            if cookie:
                await context.add_cookies([cookie])  # type: ignore[list-item]
            runs.append(await Run(context, engine, board, name, only, seconds).figures(mark))
            say(f"  {engine.name} {len(runs)}/{repeats}: {brief(runs[-1])}")
        finally:
            await browser.close()
    return merged(runs) | {"runs": len(runs)}


@dataclass
class Run:
    """One browser with one engine. A motion that does not come to an end is None, and costs the page."""

    context: BrowserContext
    engine: Engine
    board: Board
    name: str
    only: tuple[str, ...]
    seconds: float

    async def figures(self, mark: str) -> Figures:
        found: Figures = {}
        until = time.monotonic() + RUN_LIMIT_S
        opened: Opened | None = None
        # Updates come last: in Tavolo's page nobody but us knows of them.
        for name in sorted(self.wanted(), key=lambda name: name.endswith("_updates")):
            found[name] = None
            if time.monotonic() > until:
                continue
            try:
                opened = opened or await self.open(found)
                found[name] = await self.motion(opened, name, found)
            except (TimeoutError, PlaywrightError):
                if opened is not None:
                    await opened.page.close()
                opened = None
        if opened is not None:
            found["all_bytes"] = await loaded_bytes(opened.page)
            found |= await memory(opened, mark)
            await opened.page.close()
        if (not self.only or "open" in self.only) and time.monotonic() < until:
            found["open_fit_ms"] = await self.open_fit()
        return found

    def wanted(self) -> list[str]:
        return [name for name in MOTIONS if not self.only or name in self.only]

    async def open(self, found: Figures) -> Opened:
        opened = await self.engine.open(self.context, self.name, self.board, "100")
        found.setdefault("open_100_ms", opened.opened_ms)
        found.setdefault("bytes", opened.first_bytes)
        return opened

    async def open_fit(self) -> float | None:
        plain = Board([], self.board.notes)
        try:
            opened = await self.engine.open(self.context, f"{self.name}-plain", plain, "fit")
        except (TimeoutError, PlaywrightError):
            return None
        return opened.opened_ms

    async def motion(self, opened: Opened, name: str, found: Figures) -> Figures:
        await (self.engine.to_100 if "100" in name else self.engine.fit)(opened)
        if name == "pan_fit":
            found["elements"] = await opened.ask("() => document.querySelectorAll('*').length")
        if name.startswith("drag"):
            return await dragged(opened, self.engine, name, self.seconds)
        has_updates = name.endswith("_updates")
        return await moved(opened, zoom if name == "zoom" else pan, self.seconds, has_updates=has_updates)


async def dragged(opened: Opened, engine: Engine, name: str, seconds: float) -> Figures:
    if name == "drag_500":
        held = await engine.select_many(opened)
    else:
        await engine.select_none(opened)
        held = opened.board.notes[len(opened.board.notes) // 2].id
    at = await opened.point(held)
    await send(opened.cdp, mouse("mouseMoved", at, is_down=False))
    await send(opened.cdp, mouse("mousePressed", at, is_down=True))
    found = await moved(opened, drag_from(*at), seconds)
    await send(opened.cdp, mouse("mouseReleased", at, is_down=False))
    await opened.rest()
    await engine.select_none(opened)
    return found


async def moved(opened: Opened, motion: Any, seconds: float, *, has_updates: bool = False) -> Figures:
    """Frames a second, how long the slow ones took, the main thread's own time for each."""
    await opened.rest()
    if has_updates:
        notes = [vars(one) for one in opened.board.notes]
        await opened.ask("([notes, ms]) => bench.feed(notes, ms)", [notes, seconds * 1000])
    before = await metrics(opened)
    await opened.ask("() => bench.start()")
    is_whole = await perform(opened.cdp, motion, seconds, MOTION_LIMIT_S)
    after = await metrics(opened)
    told = await opened.ask("() => bench.stop()")
    frames = told["frames"]
    if not is_whole and len(frames) < FRAMES_LEAST:
        raise TimeoutError
    gaps = sorted(b - a for a, b in pairwise(frames)) or [seconds * 1000]
    spent_ms = (after["TaskDuration"] - before["TaskDuration"]) * 1000
    found = {
        "fps": 1000 * len(gaps) / sum(gaps),
        "p95_ms": gaps[min(len(gaps) - 1, int(len(gaps) * 0.95))],
        "main_ms": spent_ms / max(1, len(gaps)),
    }
    if has_updates:
        due = seconds * 300
        found["in_time"] = sum(one <= IN_TIME_MS for one in told["late"]) * 15 / due
    return found


async def metrics(opened: Opened) -> dict[str, float]:
    answer = await opened.cdp.send("Performance.getMetrics")
    return {one["name"]: float(one["value"]) for one in answer["metrics"]}


async def memory(opened: Opened, mark: str) -> Figures:
    """Heap after a collection, and what the whole browser holds."""
    await opened.cdp.send("HeapProfiler.collectGarbage")
    await opened.cdp.send("HeapProfiler.collectGarbage")
    heap = (await metrics(opened))["JSHeapUsedSize"]
    return {"heap_mb": heap / 2**20, "pss_mb": pss_mb(mark)}


def pss_mb(mark: str) -> float:
    """The browser started with this mark, and all processes below it."""
    parents: dict[int, int] = {}
    roots = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int(folder.joinpath("stat").read_text().rpartition(")")[2].split()[1])
            if f"--bench-run={mark}" in folder.joinpath("cmdline").read_text():
                roots.add(int(folder.name))
        except OSError:
            continue  # it has ended meanwhile
    total_kb = 0
    for pid in parents:
        line = pid
        while line in parents and line not in roots:
            line = parents[line]
        if line in roots:
            total_kb += _pss_kb(pid)
    return total_kb / 1024


def _pss_kb(pid: int) -> int:
    try:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(row.split()[1]) for row in rows if row.startswith("Pss:")), 0)


def merged(runs: list[Figures]) -> Figures:
    """The median of each figure; None where no run came to an end."""
    found: Figures = {}
    for key in {key: None for run in runs for key in run}:
        values = [run[key] for run in runs if run.get(key) is not None]
        if not values:
            found[key] = None
        else:
            found[key] = merged(values) if isinstance(values[0], dict) else round(median(values), 3)
    return found


def brief(run: Figures) -> str:
    parts = []
    for key, value in run.items():
        if value is None:
            parts.append(f"{key} no end")
        elif isinstance(value, dict):
            more = f" {value['in_time']:.0%}" if "in_time" in value else ""
            parts.append(f"{key} {value['fps']:.1f}/{value['p95_ms']:.0f}/{value['main_ms']:.1f}{more}")
        else:
            parts.append(f"{key} {value:.0f}")
    return ", ".join(parts)


def load_average() -> float:
    return os.getloadavg()[0]
