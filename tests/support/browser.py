"""One real Chromium, and in it people: each with a context (cookies, storage) of their own.

Playwright would make a new context for everybody. One that has shown a board before shows the next one
four times as fast, so what somebody leaves is emptied and kept for the next of the same kind (`Seats`).
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Error, Page, sync_playwright

from tests.support.chromium import ARGUMENTS, find_chromium
from tests.support.server import Caller, LiveServer

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 740}
NARROW = {"width": 320, "height": 640}
ANSWER_LIMIT_MS = 15_000

# What Chromium writes to the console by itself when an address cannot be reached.
UNREACHABLE = re.compile(r"net::ERR_(CONNECTION_|INTERNET_DISCONNECTED|NETWORK_CHANGED|EMPTY_RESPONSE)")
# The same about a websocket that does not come to be.
NO_WEBSOCKET = re.compile(r"^WebSocket connection to '[^']*' failed: ")
# And about one that was slow, so that another way was quicker: on a busy machine that is no trouble.
GIVEN_UP = re.compile(NO_WEBSOCKET.pattern + "WebSocket is closed before the connection is established")


@contextmanager
def running_chromium(*arguments: str) -> Iterator[Browser]:
    """The Chromium of this machine, headless."""
    path = find_chromium()
    assert path, "There is no Chromium here: run `python -m tests.support.chromium --install`."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *arguments])
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Trouble:
    """What a page must never do: write errors, throw, open a dialog of the browser, ask other hosts."""

    origin: str
    lines: list[str] = field(default_factory=list)
    may_lose_server: bool = False  # set while the test takes the server away
    may_lose_websockets: bool = False  # set while the network does
    statuses: set[int] = field(default_factory=set)  # refusals that the test asks for
    is_over: bool = False  # the test has ended: the page is left at once, unsent changes or not

    def forget(self, origin: str) -> None:
        """As new, for a page that is watched already."""
        self.origin, self.lines, self.statuses = origin, [], set()
        self.may_lose_server = self.may_lose_websockets = self.is_over = False

    def watch(self, page: Page) -> None:
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.lines.append(f"page error: {error}"))
        page.on("dialog", self._on_dialog)
        page.on("request", lambda request: self._on_address(request.url))
        page.on("websocket", lambda connection: self._on_address(connection.url))

    def _on_dialog(self, dialog: Dialog) -> None:
        if self.is_over and dialog.type == "beforeunload":
            dialog.accept()
            return
        self.lines.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        text = message.text
        is_expected = any(f"status of {status}" in text for status in self.statuses)
        is_expected |= self.may_lose_server and (UNREACHABLE.search(text) is not None or "502" in text)
        is_expected |= GIVEN_UP.search(text) is not None
        is_expected |= self.may_lose_websockets and NO_WEBSOCKET.search(text) is not None
        if not is_expected:
            self.lines.append(f"console {message.type}: {text}")

    def _on_address(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme in ("data", "blob", "about"):
            return
        if parts.netloc != urlsplit(self.origin).netloc:
            self.lines.append(f"asked another host: {address}")


@dataclass
class Visitor:
    """One person's browser on one server."""

    context: BrowserContext
    page: Page
    server: LiveServer
    trouble: Trouble
    size: dict[str, int]
    kind: str  # size, language, options: who wants the same may sit here next
    is_planted: bool = False

    def plant(self, script: str) -> None:
        """From the next page on this script runs first; nobody else sits here afterwards."""
        self.context.add_init_script(script)
        self.is_planted = True

    def go(self, path: str) -> Page:
        """The page at this path of the server, loaded."""
        self.page.goto(self.server.url + path)
        return self.page

    def another_page(self) -> Page:
        """A second tab of the same person."""
        page = self.context.new_page()
        self.trouble.watch(page)
        return page

    def another_page_at(self, path: str) -> Page:
        """This path of the server in a second tab."""
        page = self.another_page()
        page.goto(self.server.url + path)
        return page

    def be(self, caller: Caller) -> "Visitor":
        """From now on this is the person whose HTTP calls `caller` makes."""
        token = caller.token or caller.http.cookies["tavolo_session"]
        self.context.add_cookies([{"name": "tavolo_session", "value": token, "url": self.server.url}])
        return self


class Seats:
    """Browsers at which nobody sits now: as empty as new ones, except that they have the files."""

    def __init__(self) -> None:
        self._free: list[Visitor] = []

    def take(self, kind: str, server: LiveServer) -> Visitor | None:
        """Such a browser, if there is one."""
        found = next((one for one in self._free if one.kind == kind and one.server is server), None)
        if found is not None:
            self._free.remove(found)
        return found

    def leave(self, visitor: Visitor) -> None:
        """Empty it for somebody else, or close it where it would not be like a new one."""
        if visitor.is_planted or visitor.page.is_closed():
            visitor.context.close()
            return
        try:
            _clear(visitor)
        except Error:  # a page of the browser's own: nothing answered there
            visitor.context.close()
        else:
            self._free.append(visitor)

    def close(self) -> None:
        for visitor in self._free:
            visitor.context.close()


def _clear(visitor: Visitor) -> None:
    """Nothing stays of who sat there: pages, keys held down, cookies, storage, what the network does."""
    context, page = visitor.context, visitor.page
    for other in context.pages:
        if other is not page:
            other.close()
    page.evaluate("sessionStorage.clear()")
    page.goto("about:blank")
    context.set_offline(False)
    context.unroute_all()
    for key in ("Control", "Shift", "Alt", "Meta", "Space"):
        page.keyboard.up(key)
    page.mouse.up()
    page.mouse.move(0, 0)
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size(visitor.size)
    context.clear_cookies()
    wire = context.new_cdp_session(page)
    wire.send("Storage.clearDataForOrigin", {"origin": visitor.server.url, "storageTypes": "all"})
    wire.detach()


class Visitors:
    """Opens browsers for people and closes them all, or leaves them to `seats`; then looks whether any of
    them had trouble."""

    def __init__(self, browser: Browser, seats: Seats | None = None) -> None:
        self._browser = browser
        self._seats = seats
        self._open: list[Visitor] = []
        self._lines: list[str] = []  # of those who have gone

    def new(
        self,
        server: LiveServer,
        *,
        caller: Caller | None = None,
        locale: str = "en",
        size: dict[str, int] = DESKTOP,
        **options: Any,
    ) -> Visitor:
        """A new person, nobody yet unless `caller` says who. `options` are Playwright's for a context."""
        kind = f"{locale} {size} {options}"
        visitor = self._seats.take(kind, server) if self._seats else None
        if visitor is None:
            context = self._browser.new_context(
                viewport=size, locale=locale, reduced_motion="reduce", **options
            )
            context.set_default_timeout(ANSWER_LIMIT_MS)
            context.set_default_navigation_timeout(2 * ANSWER_LIMIT_MS)
            visitor = Visitor(context, context.new_page(), server, Trouble(server.url), size, kind)
            visitor.trouble.watch(visitor.page)
        self._open.append(visitor)
        return visitor.be(caller) if caller else visitor

    def check(self) -> None:
        """No page may have had trouble so far."""
        lines = self._lines + [line for visitor in self._open for line in visitor.trouble.lines]
        assert not lines, "\n".join(lines)

    def close(self) -> None:
        for visitor in self._open:
            if self._seats is None:
                visitor.context.close()
            else:
                visitor.trouble.is_over = True
                self._seats.leave(visitor)
            self._lines += visitor.trouble.lines
            visitor.trouble.forget(visitor.server.url)
        self._open.clear()


@contextmanager
def without_trouble(visitors: Visitors) -> Iterator[Visitors]:
    """Closes all browsers at the end; then no page may have had trouble."""
    try:
        yield visitors
    finally:
        visitors.close()
    visitors.check()
