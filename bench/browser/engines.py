"""The pages that are measured: how each is opened, looked at from, and taken hold of."""

import asyncio
import gzip
import json
import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, CDPSession, Page, Route

from bench.browser.motions import mouse, send
from bench.browser.notes import SIDE, Board, some_hundreds
from bench.browser.pages_of import FOLDER, PAGES
from bench.tools import ROOT

OPEN_LIMIT_MS = 120_000
ANSWER_LIMIT_S = 60
Point = tuple[float, float]


@dataclass
class Opened:
    """A board in a page of one engine, ready to be worked on."""

    page: Page
    cdp: CDPSession
    board: Board
    opened_ms: float
    first_bytes: int = 0  # of scripts and styles that it asked for until the board was painted, gzipped

    async def ask(self, script: str, argument: Any = None) -> Any:
        """What the page answers. Raises TimeoutError when it is too busy to."""
        return await asyncio.wait_for(self.page.evaluate(script, argument), ANSWER_LIMIT_S)

    async def point(self, note_id: str) -> Point:
        """The middle of a note on the screen."""
        note = next(one for one in self.board.notes if one.id == note_id)
        return await self.on_screen(note.x + SIDE / 2, note.y + SIDE / 2)

    async def on_screen(self, x: float, y: float) -> Point:
        camera = await self.ask("() => bench.board.camera()")
        left, top, zoom = camera["left"], camera["top"], camera["zoom"]
        return left + (x - camera["x"]) * zoom, top + (y - camera["y"]) * zoom

    async def rest(self) -> None:
        """Return when the page has nothing left to do for a moment."""
        await self.ask(
            "() => new Promise((done) => { let calm = 0, last = performance.now();"
            " const look = (now) => { calm = now - last < 40 ? calm + 1 : 0; last = now;"
            " if (calm > 20 || now > 1e7) done(); else requestAnimationFrame(look); };"
            " requestAnimationFrame(look); setTimeout(done, 8000); })"
        )


@dataclass
class Engine:
    """One of the pages. `address` gives the page of a board by the board's name."""

    name: str
    address: Callable[[str, str], str]
    fit: Callable[[Opened], Awaitable[None]]
    to_100: Callable[[Opened], Awaitable[None]]
    select_many: Callable[[Opened], Awaitable[str]]
    select_none: Callable[[Opened], Awaitable[None]]
    scripts: list[str] = field(default_factory=lambda: ["recorder.js"])

    async def open(self, context: BrowserContext, name: str, board: Board, at: str) -> Opened:
        """A new page with this board, at `fit` or at `100`."""
        page = await context.new_page()
        for script in self.scripts:
            await page.add_init_script(path=PAGES / script)
        cdp = await context.new_cdp_session(page)
        shapes = len(board.notes) if at == "fit" else 20
        await page.goto(self.address(name, at), wait_until="commit")
        await page.wait_for_function("() => window.bench?.opened", timeout=OPEN_LIMIT_MS)
        page.set_default_timeout(OPEN_LIMIT_MS)
        found = Opened(page, cdp, board, 0.0)
        found.opened_ms = float(await found.ask("(shapes) => bench.opened(shapes)", shapes))
        painted_at = float(await found.ask("() => bench.paintedAt"))
        await found.rest()
        found.first_bytes = await loaded_bytes(page, until_ms=painted_at)
        await cdp.send("Performance.enable", {"timeDomain": "threadTicks"})
        return found


async def loaded_bytes(page: Page, until_ms: float = math.inf) -> int:
    """Scripts and styles that the page has asked for by then, gzipped."""
    entries = await page.evaluate(
        "() => performance.getEntriesByType('resource').map(({ name, startTime }) => [name, startTime])"
    )
    total = 0
    for name, started_ms in entries:
        path = urlsplit(name).path
        if started_ms <= until_ms and path.endswith((".js", ".css")):
            file = ROOT / path.lstrip("/") if path.startswith("/static/") else FOLDER / Path(path).name
            total += len(gzip.compress(file.read_bytes(), 9)) if file.exists() else 0
    return total


async def keep_home(context: BrowserContext) -> None:
    """No page may ask another host."""

    async def decide(route: Route) -> None:
        host = urlsplit(route.request.url).hostname
        await (route.continue_() if host == "127.0.0.1" else route.abort())

    await context.route(lambda url: urlsplit(url).hostname != "127.0.0.1", decide)


# --- Tavolo: by its own buttons and a real marquee ------------------------------------------------


async def _press(opened: Opened, name: str) -> None:
    await opened.page.get_by_role("button", name=name).first.click()
    await opened.rest()


async def _fit_tavolo(opened: Opened) -> None:
    await _press(opened, "Show everything")


async def _to_100_tavolo(opened: Opened) -> None:
    await _fit_tavolo(opened)
    await opened.page.keyboard.press("0")
    await opened.rest()


async def _select_tavolo(opened: Opened) -> str:
    ids, (left, top, right, bottom) = some_hundreds(opened.board)
    start, end = await opened.on_screen(left, top), await opened.on_screen(right, bottom)
    await send(opened.cdp, mouse("mouseMoved", start, is_down=False))
    await send(opened.cdp, mouse("mousePressed", start, is_down=True))
    await send(opened.cdp, mouse("mouseMoved", end, is_down=True))
    await send(opened.cdp, mouse("mouseReleased", end, is_down=False))
    await opened.rest()
    return ids[len(ids) // 2]


async def _select_none_tavolo(opened: Opened) -> None:
    await opened.page.keyboard.press("Escape")
    await opened.rest()


def tavolo(origin: str, boards: Callable[[str], str]) -> Engine:
    """Tavolo's page; `boards` makes a board by its name and gives its id."""
    return Engine(
        "tavolo",
        lambda name, _at: f"{origin}/b/{boards(name)}",
        _fit_tavolo,
        _to_100_tavolo,
        _select_tavolo,
        _select_none_tavolo,
        ["recorder.js", "tavolo.js"],
    )


# --- peers: by their own programming interfaces ---------------------------------------------------


def _asking(call: str) -> Callable[[Opened], Awaitable[None]]:
    async def act(opened: Opened) -> None:
        await opened.ask(f"() => void bench.board.{call}")
        await opened.rest()

    return act


async def _select_peer(opened: Opened) -> str:
    ids, _ = some_hundreds(opened.board)
    await _asking(f"select({json.dumps(ids)})")(opened)
    return ids[len(ids) // 2]


def peer(name: str, origin: str) -> Engine:
    """tldraw or Excalidraw."""
    return Engine(
        name,
        lambda board, at: f"{origin}/{name}.html?board={board}&at={at}",
        _asking("fit()"),
        _asking("to100()"),
        _select_peer,
        _asking("select([])"),
    )
