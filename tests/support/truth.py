"""Real pages of two people, and what can happen to them; every lie of the save state is noticed.

Mia has a browser of her own with a profile on disk, which may be killed, and up to two tabs. Leo has one
page in another browser. Whatever happens, what they wrote must be on the board once, and no page may
have said "Saved" while something of it was missing there.
"""

import re
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import requests
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.support.browser import ANSWER_LIMIT_MS, DESKTOP
from tests.support.chromium import ARGUMENTS, find_chromium
from tests.support.pages import BoardPage
from tests.support.server import Caller, LiveServer, wait_until

# Tells each new text of the save state at once, and every half second which one still stands there.
# A text that stands may be older than the newest note by as long as the page needs to draw it.
DRAWN_MS = 1_000
_TELL_LABELS = f"""() => {{
  let last = "";
  const words = () => document.querySelector(".save-words")?.textContent ?? "";
  new MutationObserver(() => {{
    if (words() !== last) window.tellTest(words(), Date.now());
    last = words();
  }}).observe(document, {{ subtree: true, childList: true, characterData: true }});
  setInterval(() => window.tellTest(words(), Date.now() - {DRAWN_MS}), 500);
}}"""
# The notes of this person that wait in the browser, all boards together.
_COUNT_KEPT = """() => new Promise((resolve) => {
  if (!window.indexedDB) return resolve(0);
  const opening = indexedDB.open("tavolo");
  opening.onerror = () => resolve(0);
  opening.onsuccess = () => {
    const names = [...opening.result.objectStoreNames];
    if (!names.includes("changes")) return resolve(0);
    const count = opening.result.transaction("changes").objectStore("changes").count();
    count.onsuccess = () => { resolve(count.result); opening.result.close(); };
  };
})"""


FIRST_LETTER = 0x4E00  # of thousands that never join with others
TOGETHER = "Together"  # how the note begins that both write in


@dataclass
class Written:
    """What a person has written in a tab."""

    mark: str
    done_ms: float
    tab: "Tab"
    is_together: bool = False  # not a note of its own: words in the note of both

    def times(self, texts: list[str]) -> int:
        """How often these notes have it; less or more than once also when letters are missing or doubled."""
        if not self.is_together:
            return texts.count(self.mark)
        found = sum(text.count(self.mark[0]) for text in texts)
        return found // len(self.mark) if found <= len(self.mark) else found


@dataclass(eq=False)
class Tab:
    """One page of a person with the board on it."""

    person: "Person"
    page: Page
    opened_at: float = field(default_factory=time.monotonic)
    gone_at: float | None = None

    @property
    def is_gone(self) -> bool:
        return self.gone_at is not None

    def go(self) -> None:
        self.gone_at = time.monotonic()

    @property
    def board(self) -> BoardPage:
        return BoardPage(self.page)


@dataclass(eq=False)
class Person:
    """Somebody with a browser. `context` is None while it is not running."""

    name: str
    caller: Caller
    context: BrowserContext | None = None
    tabs: list[Tab] = field(default_factory=list)

    @property
    def live_tabs(self) -> list[Tab]:
        return [tab for tab in self.tabs if not tab.is_gone]


def _listed(tab: Tab) -> list[str]:
    return sorted(row.text or "" for row in tab.board.rows())


class Truth:
    """One board, its server, its people, and what is known to have been written."""

    def __init__(self, browser: Browser, folder: Path, *, script: str | None = None) -> None:
        """`script` is planted in every page: a lie or a fault that must be noticed."""
        self.browser = browser
        self.folder = folder
        self.script = script
        self.written: list[Written] = []
        self.lies: list[str] = []
        self.server = LiveServer(folder / "data").start()
        facilitator = self.server.facilitator()
        self.board_id = facilitator.post("/api/boards", {"method": "blank", "name": "Truth"})["board"]["id"]
        code = facilitator.get(f"/api/boards/{self.board_id}/invite").json()["code"]
        self.mia = Person("Mia", self.server.guest(code, "Mia"))
        self.leo = Person("Leo", self.server.guest(code, "Leo"))

    # --- people and their pages ---------------------------------------------------------------------

    def open_browser(self, person: Person) -> None:
        """Mia's browser keeps its profile on the disk; Leo's forgets."""
        if person is self.mia:
            person.context = self.browser.browser_type.launch_persistent_context(
                self.folder / "profile", executable_path=find_chromium(), args=[*ARGUMENTS], viewport=DESKTOP
            )
        else:
            person.context = self.browser.new_context(viewport=DESKTOP)
        context = person.context
        context.set_default_timeout(2 * ANSWER_LIMIT_MS)
        context.expose_binding(
            "tellTest", lambda source, words, at_ms: self._heard(source["page"], words, at_ms)
        )
        context.add_init_script(f"({_TELL_LABELS})()")
        if self.script is not None:
            context.add_init_script(self.script)
        cookie = {"name": "tavolo_session", "value": person.caller.token, "url": self.server.url}
        context.add_cookies([{**cookie, "expires": time.time() + 86_400}])

    def open_tab(self, person: Person) -> Tab:
        assert person.context is not None, f"{person.name} has no browser"
        page = person.context.new_page()
        tab = Tab(person, page)
        person.tabs.append(tab)
        page.goto(f"{self.server.url}/b/{self.board_id}")
        page.locator(".save-state").wait_for()
        expect(page.locator(".stage-hint", has_text="Opening")).to_have_count(0)
        page.locator(".board-root[data-listens=now]").wait_for()  # keys are for the board from now on
        page.evaluate(_COUNT_KEPT)  # answered when the browser has opened its database for the page too
        return tab

    def write(self, tab: Tab) -> str:
        """A note with a text that nobody else writes, by keyboard."""
        mark = f"mark {len(self.written) + 1}"
        self._type_new(tab, mark)
        self.written.append(Written(mark, time.time() * 1000 + 1, tab))
        return mark

    @staticmethod
    def _type_new(tab: Tab, text: str) -> None:
        tab.page.bring_to_front()
        tab.page.locator(".board-root").focus()
        tab.page.keyboard.press("n")
        tab.page.get_by_role("textbox", name="Text of the note").wait_for()
        tab.page.keyboard.type(text)
        tab.page.keyboard.press("Escape")

    def begin_together(self) -> None:
        """The note that both write in, before the story begins."""
        tab = self.mia.live_tabs[0]
        self._type_new(tab, TOGETHER)
        tab.board.wait_saved()
        for other in (*self.mia.live_tabs, *self.leo.live_tabs):
            other.board.item(re.compile(TOGETHER)).wait_for(state="attached")

    def write_together(self, tab: Tab) -> str:
        """Some words more in the note that both write in, wherever the others are with theirs."""
        # A letter that no other mark has, several times: others may write between them.
        mark = chr(FIRST_LETTER + len(self.written)) * 3
        tab.page.bring_to_front()
        tab.page.locator(".board-root").focus()
        tab.page.keyboard.press(
            "Shift+1"
        )  # all of it is in view: a long story walks away from where it began
        tab.board.item(re.compile(TOGETHER)).focus()
        tab.page.keyboard.press("Enter")
        tab.page.get_by_role("textbox", name="Text of the note").wait_for()
        tab.page.keyboard.press("Control+End")
        tab.page.keyboard.type(mark)
        tab.page.keyboard.press("Escape")
        self.written.append(Written(mark, time.time() * 1000 + 1, tab, is_together=True))
        return mark

    # --- what can happen ----------------------------------------------------------------------------

    def crash(self, tab: Tab) -> None:
        """The tab is gone from one moment to the next."""
        with suppress(Error):
            tab.page.goto("chrome://crash")
        tab.go()
        tab.page.close()

    def kill_browser(self, person: Person) -> None:
        """The whole browser is gone."""
        assert person.context is not None
        for tab in person.live_tabs:
            tab.page.evaluate(_COUNT_KEPT)  # answered when what the page gave to keep before is kept
        with suppress(Error):
            person.context.new_cdp_session(person.live_tabs[0].page).send("Browser.crash")
        for tab in person.live_tabs:
            tab.go()
        with suppress(Error):
            person.context.close()
        person.context = None

    def set_offline(self, person: Person, is_offline: bool) -> None:
        assert person.context is not None
        person.context.set_offline(is_offline)
        for tab in person.live_tabs:
            if is_offline:
                tab.board.wait_offline()

    # --- what must hold -----------------------------------------------------------------------------

    def _heard(self, page: Page, words: str, at_ms: float) -> None:
        """Whenever a page says "Saved", all it had until then must be on the board."""
        tab = next((tab for person in (self.mia, self.leo) for tab in person.tabs if tab.page == page), None)
        if words != "Saved" or tab is None:
            return
        due = [one for one in self.written if one.done_ms < at_ms and self._answers_for(tab, one)]
        try:
            there = self.texts()
        except (requests.RequestException, KeyError):
            return  # the server is away; what was stored is looked at in the end
        missing = [one.mark for one in due if not one.times(there)]
        if missing:
            self.lies.append(f"{tab.person.name} was told {words} while {missing} were not stored")

    @staticmethod
    def _answers_for(tab: Tab, one: Written) -> bool:
        """A page speaks for itself and, if it is the only one, for those that were gone when it came."""
        if one.tab is tab:
            return True
        is_heir = one.tab.gone_at is not None and one.tab.gone_at < tab.opened_at
        return is_heir and one.tab.person is tab.person and tab.person.live_tabs == [tab]

    def texts(self) -> list[str]:
        """The text of each note on the server."""
        items = self.mia.caller.snapshot(self.board_id)["items"]
        return [item["text"] for item in items if item["kind"] == "note"]

    def rest(self) -> None:
        """The server runs, everybody is online with a page, and nothing waits any more."""
        if self.server.process is None or self.server.process.poll() is not None:
            self.server.start()
        for person in (self.mia, self.leo):
            if person.context is None:
                self.open_browser(person)
            assert person.context is not None
            person.context.set_offline(False)
            if not person.live_tabs:
                self.open_tab(person)
            for tab in person.live_tabs:
                tab.board.wait_saved()
            one = person.live_tabs[0].page
            wait_until(
                lambda one=one: one.evaluate(_COUNT_KEPT) == 0, f"{person.name}'s queue to be empty", 40
            )

    def lost(self) -> list[str]:
        """What was written and is not on the server once, or not on a page that is open."""
        stored = self.texts()
        times = {one.mark: one.times(stored) for one in self.written}
        wrong = [f"{mark} is stored {n} times" for mark, n in times.items() if n != 1]
        for tab in [*self.mia.live_tabs, *self.leo.live_tabs]:
            tab.board.sight("List")
            with suppress(AssertionError):  # what somebody else sent last may be on its way
                wait_until(lambda tab=tab: _listed(tab) == sorted(stored), "the list")
            if _listed(tab) != sorted(stored):
                wrong.append(f"{tab.person.name} sees {_listed(tab)}, not {sorted(stored)}")
            tab.board.sight("Canvas")
        figures = self.mia.caller.get("/metrics").text
        if "tavolo_divergence_total 0" not in figures:
            wrong.append("a page found its scene to be another one than the server's")
        return wrong

    def close(self) -> None:
        for person in (self.mia, self.leo):
            if person.context is not None:
                with suppress(Error):
                    person.context.close()
        self.server.stop()
