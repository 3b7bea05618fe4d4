"""The board page as people use it: what they read, press and type, by names of the catalogue."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.support.browser import Visitor
from tests.support.words import Words, words

READY_LIMIT_MS = 20_000

_ROWS = """() => [...document.querySelectorAll(".list [data-item]")].map((row) => {
  const text = row.querySelector(".row-text");
  return {
    id: row.dataset.item,
    type: row.dataset.type ?? null,
    section: row.closest("[data-section]").dataset.section,
    author: row.querySelector(".row-author")?.textContent ?? null,
    text: text === null || text.classList.contains("muted") ? null : text.textContent,
  };
})"""


_TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))"


@dataclass(frozen=True)
class Row:
    """A row of the list. `text` is None for a note with nothing in it that can be seen."""

    id: str
    type: str | None  # None: a label
    section: str  # id of the frame, "" outside
    author: str | None
    text: str | None


@dataclass(frozen=True)
class Spot:
    """A rectangle on the screen, in CSS pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2


class BoardPage:
    """One page with a board on it. `say` translates into the language of the page."""

    def __init__(self, page: Page, locale: str = "en") -> None:
        self.page = page
        self.say: Words = words(locale)

    def wait_ready(self) -> "BoardPage":
        """Return when the board has been loaded and the connection is up."""
        state = self.page.locator(".save-state[data-state=saved]")
        state.wait_for(timeout=READY_LIMIT_MS)
        opening = self.page.locator(".stage-hint", has_text=self.say("Opening the board…"))
        expect(opening).to_have_count(0, timeout=READY_LIMIT_MS)
        if self.page.locator(".app[data-mode=list]").count():
            self.wait_list()
        else:
            self.wait_canvas()
        return self

    def wait_canvas(self) -> None:
        """Return when the canvas is there and answers to pointers and keys."""
        self.page.locator(".board-root[data-listens=now]").wait_for(timeout=READY_LIMIT_MS)

    # --- the top bar ---

    @property
    def save_words(self) -> str:
        return self.page.locator(".save-words").inner_text()

    def wait_saved(self, limit_ms: int = READY_LIMIT_MS) -> None:
        self.page.locator(".save-state[data-state=saved]").wait_for(timeout=limit_ms)

    def wait_offline(self, limit_ms: int = READY_LIMIT_MS) -> None:
        self.page.locator(".save-state[data-state=offline]").wait_for(timeout=limit_ms)

    def sight(self, msgid: str) -> "BoardPage":
        """Show "Canvas", "Canvas and list" or "List"."""
        group = self.page.get_by_role("group", name=self.say("How to see the board"))
        group.get_by_role("button", name=self.say(msgid), exact=True).click()
        if msgid != "Canvas":
            self.wait_list()
        else:
            self.wait_canvas()
        return self

    def menu(self, msgid: str) -> None:
        """Choose from the main menu."""
        self.page.get_by_role("button", name=self.say("Menu"), exact=True).click()
        name = re.compile(f"^{re.escape(self.say(msgid))}")
        self.page.get_by_role("menu").get_by_role("menuitem", name=name).click()

    # --- the canvas ---

    def write_note(self, text: str) -> None:
        """A note with this text, by keyboard, on the canvas."""
        self.page.locator(".board-root").focus()
        self.page.keyboard.press("n")
        self.page.get_by_role("textbox", name=self.say("Text of the note")).wait_for()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Escape")

    # --- the list ---

    def wait_list(self) -> None:
        """Return when the list is there: it is loaded when it is needed."""
        self.page.get_by_role("region", name=self.say("List"), exact=True).wait_for()

    def rows(self) -> list[Row]:
        """All rows of the list, top to bottom."""
        return [Row(**row) for row in self.page.evaluate(_ROWS)]

    def notes(self) -> dict[str, Row]:
        """The notes in the list by id. No note may be there twice."""
        rows = [row for row in self.rows() if row.type is not None]
        assert len({row.id for row in rows}) == len(rows), "a note is in the list twice"
        return {row.id: row for row in rows}

    def wait_rows(self, count: int, limit_ms: int = READY_LIMIT_MS) -> None:
        """Return when the list has this many notes."""
        expect(self.page.locator(".list [role=listitem][data-item]")).to_have_count(count, timeout=limit_ms)

    def row(self, item_id: str) -> Locator:
        return self.page.locator(f'.list [data-item="{item_id}"]')

    def text_in_editor(self, item_id: str) -> str:
        """What the field holds when the row is opened for writing; it is closed again."""
        row = self.row(item_id)
        row.locator(".row-main").click()
        text = row.locator("textarea").input_value()
        self.page.keyboard.press("Escape")
        expect(row.locator(".row-main")).to_be_focused()
        return text

    # --- the canvas ---

    @property
    def canvas(self) -> Locator:
        return self.page.locator(".board-root")

    def mirror_names(self) -> list[str]:
        """What a screen reader finds on the canvas, in reading order."""
        return self.page.evaluate(
            """() => [...document.querySelectorAll(".board-mirror [role=listitem] button")]
                 .map((button) => button.getAttribute("aria-label"))"""
        )

    def item(self, name: str | re.Pattern[str]) -> Locator:
        """An item of the canvas by (a part of) its name."""
        mirror = self.page.get_by_role("list", name=self.say("Items on the board"))
        return mirror.get_by_role("button", name=name)

    def spot(self, name: str | re.Pattern[str]) -> Spot:
        """Where the item is on the screen."""
        item = self.item(name)
        item.wait_for(state="attached")
        box = item.locator("xpath=..").bounding_box()
        assert box, f"{name} is not on the screen"
        return Spot(**box)

    def wait_drawn(self) -> None:
        """Return when what was done so far is on the screen: keys and pointers act at once, the picture
        and what lies over it follow with the next frame."""
        self.page.evaluate(_TWO_FRAMES)

    def zoom_percent(self) -> int:
        return int(re.sub(r"\D", "", self.page.locator(".zoom-percent").inner_text()))

    def tool(self, msgid: str) -> None:
        """Pick a tool of the bar on the left."""
        bar = self.page.get_by_role("toolbar", name=self.say("Tools"))
        bar.get_by_role("button", name=self.say(msgid), exact=True).click()

    def show_frame(self, title: str) -> None:
        """Select the frame by keyboard and zoom to it."""
        name = re.escape(self.say("Frame: %(title)s, %(items)s", title=title, items="ITEMS"))
        self.item(re.compile(f"^{name.replace('ITEMS', '.*')}$")).focus()
        self.page.keyboard.press("Space")
        self.page.keyboard.press("Shift+Digit2")

    def show_everything(self) -> None:
        """Select nothing and zoom out to the whole board."""
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("Shift+Digit1")


def open_board(visitor: Visitor, board_id: str, locale: str = "en") -> BoardPage:
    """The board in the browser of somebody who is on it."""
    visitor.go(f"/b/{board_id}")
    return BoardPage(visitor.page, locale).wait_ready()


def join_by_page(visitor: Visitor, code: str, name: str, locale: str = "en") -> BoardPage:
    """Join as a person does: the link, a name, one button."""
    say = words(locale)
    visitor.go(f"/join/{code}")
    visitor.page.get_by_label(say("Your name"), exact=True).fill(name)
    visitor.page.get_by_role("button", name=say("Join"), exact=True).click()
    visitor.page.wait_for_url("**/b/*")
    return BoardPage(visitor.page, locale).wait_ready()


def download(board: BoardPage, name: str) -> bytes:
    """The file behind this link of the open dialog."""
    with board.page.expect_download() as waiting:
        board.page.get_by_role("dialog").get_by_role("link", name=re.compile(f"^{name}")).click()
    return waiting.value.path().read_bytes()
