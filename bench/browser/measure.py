"""One engine on one board: seven motions, opening, memory."""

import os
import secrets
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from playwright.async_api import Browser, Playwright

from bench.browser.engines import Engine, Opened, keep_home
from bench.browser.motions import HEIGHT, WIDTH, drag_from, mouse, pan, perform, send, zoom
from bench.browser.notes import Board
from bench.tools import BenchFailed, say
from tests.support.chromium import ARGUMENTS, find_chromium

MOTIONS = ("pan_100", "pan_100_updates", "pan_fit", "pan_fit_updates", "zoom", "drag_1", "drag_500")
IN_TIME_MS = 100

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
    """All that one engine shows with one board: medians of the repeats."""
    runs: list[Figures] = []
    for n in range(repeats):
        mark = secrets.token_hex(8)
        browser = await launched(playwright, mark)
        try:
            size = {"width": WIDTH, "height": HEIGHT}
            context = await browser.new_context(viewport=size, locale="en", reduced_motion="reduce")  # type: ignore[arg-type]
            await keep_home(context)
            if cookie:
                await context.add_cookies([cookie])  # type: ignore[list-item]
            opened_100 = await engine.open(context, name, board, "100")
            run = {"open_100_ms": opened_100.opened_ms, "bytes": opened_100.bytes}
            run |= await motions(opened_100, engine, only, seconds)
            run |= await memory(opened_100, mark)
            await opened_100.page.close()
            if not only or "open" in only:
                plain = Board([], board.notes)
                opened = await engine.open(context, f"{name}-plain", plain, "fit")
                run["open_fit_ms"] = opened.opened_ms
            runs.append(run)
            say(f"  {engine.name} {n + 1}/{repeats}: {brief(run)}")
        finally:
            await browser.close()
    return merged(runs)


async def motions(opened: Opened, engine: Engine, only: tuple[str, ...], seconds: float) -> Figures:
    wanted = [name for name in MOTIONS if not only or name in only]
    # Updates come last: in Tavolo's page nobody but us knows of them.
    wanted.sort(key=lambda name: name.endswith("_updates"))
    found = {}
    for name in wanted:
        await (engine.to_100 if "100" in name else engine.fit)(opened)
        if name == "pan_fit":
            found["elements"] = await opened.ask("() => document.querySelectorAll('*').length")
        if name.startswith("drag"):
            found[name] = await dragged(opened, engine, name, seconds)
            continue
        has_updates = name.endswith("_updates")
        found[name] = await moved(opened, zoom if name == "zoom" else pan, seconds, has_updates=has_updates)
    return found


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
    await perform(opened.cdp, motion, seconds)
    after = await metrics(opened)
    told = await opened.ask("() => bench.stop()")
    frames = told["frames"]
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
    """The median of each figure."""
    found: Figures = {}
    for key in {key: None for run in runs for key in run}:
        values = [run[key] for run in runs if key in run]
        found[key] = merged(values) if isinstance(values[0], dict) else round(median(values), 3)
    return found


def brief(run: Figures) -> str:
    parts = []
    for key, value in run.items():
        if isinstance(value, dict):
            more = f" {value['in_time']:.0%}" if "in_time" in value else ""
            parts.append(f"{key} {value['fps']:.1f}/{value['p95_ms']:.0f}/{value['main_ms']:.1f}{more}")
        else:
            parts.append(f"{key} {value:.0f}")
    return ", ".join(parts)


def load_average() -> float:
    return os.getloadavg()[0]
