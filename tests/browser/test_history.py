"""Looking back on the real page (HIST1 to HIST4), as others see what comes of it."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import PHONE
from tests.support.keys import Keys
from tests.support.pages import BoardPage, open_board
from tests.support.rooms import delete, note, patch
from tests.support.server import wait_until
from tests.support.stage import STAGE, Watcher, new_board

FIVE = note("note-five-5", text="Five", x=40, y=360, z="a5", frame="frame-left")


class Past:
    """A facilitator's page on a board on which Leo has done three things."""

    def __init__(self, server, facilitator, visitors, locale="en", **options):
        self.board_id, self.code = new_board(facilitator, *STAGE)
        self.server, self.visitors = server, visitors
        self.leo = Watcher(server.guest(self.code, "Leo"), self.board_id)
        self.do(FIVE)
        self.do(patch("note-one-1", text="Changed"))
        self.do(delete("note-two-2"))
        visitor = visitors.new(server, caller=facilitator, locale=locale, **options)
        self.me: BoardPage = open_board(visitor, self.board_id, locale)
        self.page, self.say = self.me.page, self.me.say

    def do(self, *ops) -> None:
        assert self.leo.person.op(*ops)["ok"]

    def open(self) -> "Past":
        self.me.menu("History")
        expect(self.slider).to_be_focused()
        return self

    @property
    def slider(self):
        return self.page.get_by_role("slider", name=self.say("Moment"))

    @property
    def band(self):
        return self.page.get_by_role("region", name=self.say("An earlier moment"))

    def go_to(self, seq: int) -> None:
        self.slider.evaluate(
            """(slider, seq) => {
              slider.value = seq;
              slider.dispatchEvent(new Event("input", { bubbles: true }));
            }""",
            seq,
        )
        expect(self.band).to_contain_text(self.say("Change %(n)s of %(all)s", n=seq, all=self.head))

    @property
    def head(self) -> str:
        return self.slider.get_attribute("max") or ""

    def press(self, msgid: str) -> None:
        self.page.get_by_role("button", name=self.say(msgid), exact=True).click()

    def notes(self) -> set[str]:
        """What the canvas tells a screen reader: the texts of the notes."""
        return {found[1] for name in self.me.mirror_names() if (found := re.match(r"Idea: (\w+),", name))}

    def wait_notes(self, *texts: str) -> None:
        try:
            wait_until(lambda: self.notes() == set(texts), "the notes", 10)
        except AssertionError:
            raise AssertionError(f"there are {self.notes()}, not {set(texts)}") from None

    def wait_listed(self, *texts: str) -> None:
        """The same in the list."""
        wait_until(lambda: listed(self.me) == set(texts), f"{texts} in the list", 10)


def listed(board: BoardPage) -> set[str | None]:
    """The texts of the notes in the list."""
    return {row.text for row in board.notes().values()}


@pytest.fixture
def past(server, facilitator, visitors):
    past = Past(server, facilitator, visitors)
    yield past
    past.leo.person.disconnect()


def test_HIST2_the_canvas_and_the_list_show_the_moment_and_then_now_again(past):
    past.open()
    past.go_to(1)
    past.wait_notes("One", "Two")

    past.me.sight("List")
    past.wait_listed("One", "Two")
    expect(past.page.locator(".row-buttons")).to_have_count(0)

    past.press("Back to now")
    past.wait_listed("Changed", "Five")
    expect(past.slider).to_be_focused()
    expect(past.band).to_have_count(0)


def test_HIST2_the_past_cannot_be_changed(past):
    past.open()
    past.go_to(1)
    past.wait_notes("One", "Two")

    past.me.item(re.compile("One")).focus()
    past.page.keyboard.press("Enter")
    past.page.keyboard.press("Delete")
    past.page.mouse.dblclick(400, 600)
    past.me.wait_drawn()

    expect(past.page.locator(".board-editor")).to_have_count(0)
    past.wait_notes("One", "Two")
    assert "note-one-1" in past.leo.scene


def test_HIST2_others_go_on_behind_the_past(past):
    past.open()
    past.go_to(2)
    past.wait_notes("One", "Two", "Five")

    past.do(note("note-six-6", text="Six", x=280, y=360, z="a6", frame="frame-left"))

    expect(past.band).to_contain_text("Change 2 of 5")
    past.wait_notes("One", "Two", "Five")
    past.press("Back to now")
    past.wait_notes("Changed", "Five", "Six")


def test_HIST1_the_changes_are_told_in_words_and_lead_to_their_moment(past):
    past.open()
    leo = past.page.locator(".history-group", has_text="Leo")
    expect(leo.locator(".change")).to_have_text(
        ["Deleted a note: Two", "Wrote on a note: Changed", "Added a note: Five"]
    )

    leo.get_by_role("button", name=re.compile("^Added a note")).click()

    past.wait_notes("One", "Two", "Five")
    expect(leo.locator("[aria-current]")).to_have_text("Added a note: Five")
    expect(past.me.item(re.compile("Five"))).to_have_attribute("aria-pressed", "true")


def test_HIST1_the_list_follows_and_can_be_one_persons(past):
    past.open()
    lines = past.page.locator(".change")
    expect(lines).to_have_count(5)  # of the facilitator two: frames, notes

    past.page.get_by_label("Changes by").select_option("Leo")
    expect(lines).to_have_count(3)
    past.do(patch("note-five-5", type="B"))

    expect(lines.first).to_have_text(re.compile("^Changed the type of a note"))


def test_HIST3_a_restored_moment_is_seen_by_everybody(past, visitors):
    mia = past.server.guest(past.code, "Mia")
    other = open_board(visitors.new(past.server, caller=mia), past.board_id)
    other.sight("List")
    past.open()
    past.go_to(1)

    past.press("Restore this moment")
    dialog = past.page.get_by_role("dialog")
    expect(dialog.get_by_role("listitem")).to_have_text(
        ["1 item comes back", "1 item becomes what it was", "1 item goes away"]
    )
    dialog.get_by_role("button", name="Restore", exact=True).click()

    expect(past.band).to_have_count(0)
    past.wait_notes("One", "Two")
    wait_until(lambda: listed(other) == {"One", "Two"}, "the other page")
    past.leo.one("Two")
    assert past.leo.scene["note-two-2"]["author"] != past.leo.person.caller.person_id
    expect(past.page.locator(".change").first).to_have_text("Restored the board after change 1")


def test_HIST3_a_restored_note_can_be_written_on_at_once(past):
    past.open()
    past.go_to(3)
    past.press("Restore this moment")
    past.page.get_by_role("dialog").get_by_role("button", name="Restore", exact=True).click()
    expect(past.band).to_have_count(0)
    past.wait_notes("Changed", "Five", "Two")

    past.me.item(re.compile("Two")).focus()
    past.page.keyboard.press("Enter")
    past.page.locator(".board-editor").wait_for()
    past.page.keyboard.type("Plus")
    past.page.keyboard.press("Escape")

    past.leo.one("TwoPlus")
    past.me.wait_saved()


def test_HIST3_who_is_writing_meanwhile_writes_on_in_the_restored_text(past, visitors):
    mia = past.server.guest(past.code, "Mia")
    other = open_board(visitors.new(past.server, caller=mia), past.board_id)
    other.item(re.compile("Five")).focus()
    other.page.keyboard.press("Enter")
    other.page.locator(".board-editor").wait_for()
    other.page.keyboard.type("Lost")
    past.leo.one("FiveLost")
    past.open()
    past.go_to(4)
    past.press("Restore this moment")
    past.page.get_by_role("dialog").get_by_role("button", name="Restore", exact=True).click()
    past.leo.one("Five")

    expect(other.page.locator(".board-editor")).to_have_value("Five")
    other.page.keyboard.type("Kept")
    other.page.keyboard.press("Escape")

    past.leo.one("FiveKept")
    other.wait_saved()
    expect(other.page.locator(".toast")).to_have_count(0)


def test_HIST4_a_copy_has_the_notes_of_the_moment(past):
    past.open()
    past.go_to(2)

    past.press("Copy as a new board")
    field = past.page.get_by_label("Name of the board")
    expect(field).to_have_value("Copy of Stage")
    field.fill("Autumn")
    past.page.keyboard.press("Enter")
    link = past.page.get_by_role("link", name="Open the copy")
    expect(link).to_be_focused()
    past.page.keyboard.press("Enter")

    past.page.wait_for_url(lambda url: past.board_id not in url)
    past.me.wait_ready()
    expect(past.page.get_by_role("heading", level=1)).to_have_text("Autumn")
    past.wait_notes("One", "Two", "Five")


def test_HIST2_with_the_keyboard_alone(past):
    keys = Keys(past.page)
    keys.tab_to(past.say("Menu"))
    keys.press("Enter")
    expect(past.page.get_by_role("menuitem").first).to_be_focused()
    keys.press("h", "Enter")
    expect(past.slider).to_be_focused()
    keys.check_focus_seen()

    keys.press("Home")
    expect(past.slider).to_have_attribute("aria-valuetext", re.compile("^the very beginning, change 0 of 4"))
    keys.press("ArrowRight", "ArrowRight")
    past.wait_notes("One", "Two", "Five")
    keys.tab_to(past.say("One change on"), "Shift+Tab")
    keys.press("Enter")
    past.wait_notes("Changed", "Two", "Five")
    keys.tab_to(past.say("Restore this moment"))
    keys.press("Enter")
    past.page.get_by_role("dialog").wait_for()
    keys.press("Enter")

    past.wait_notes("Changed", "Two", "Five")
    expect(past.band).to_have_count(0)
    keys.tab_to(past.say("Close the panel"), "Shift+Tab")
    keys.press("Enter")
    wait_until(lambda: keys.focus == past.say("Menu"), "the focus to go back to the menu")


def test_HIST2_play_runs_to_now_and_stops(past):
    past.open()

    past.press("Play")

    expect(past.band).to_have_count(1)
    expect(past.page.get_by_role("button", name="Play", exact=True)).to_be_visible(timeout=20_000)
    past.wait_notes("Changed", "Five")
    expect(past.band).to_have_count(0)


@pytest.mark.parametrize("locale", ["en", "it"])
def test_HIST2_on_a_phone_list_and_canvas_show_the_moment(server, facilitator, visitors, locale):
    past = Past(server, facilitator, visitors, locale, size=PHONE)
    past.open()

    past.page.get_by_role("button", name=past.say("One change back")).click()
    expect(past.band).to_be_visible()
    past.wait_listed("Changed", "Two", "Five")
    past.press("Changes")
    line = past.page.get_by_role("dialog").get_by_role("button", name=re.compile("Five"))
    line.click()
    past.wait_listed("One", "Two", "Five")
    past.press("Canvas")
    past.wait_notes("One", "Two", "Five")
    past.press("Close")

    expect(past.page.get_by_role("button", name=past.say("Add a note"), exact=True)).to_be_visible()
    past.leo.person.disconnect()


def test_PERM1_the_history_is_for_facilitators(past, visitors):
    mia = past.server.guest(past.code, "Mia")
    other = open_board(visitors.new(past.server, caller=mia), past.board_id)

    other.page.get_by_role("button", name="Menu", exact=True).click()

    expect(other.page.get_by_role("menu").get_by_role("menuitem").first).to_be_visible()
    expect(other.page.get_by_role("menuitem", name="History")).to_have_count(0)


def test_HIST1_who_wrote_a_note_is_in_its_menu(past):
    past.me.item(re.compile("Changed")).focus()
    past.page.keyboard.press("Space")
    past.page.keyboard.press("Shift+F10")
    past.page.get_by_role("menuitem", name="Who wrote this?").click()

    dialog = past.page.get_by_role("dialog", name="Who wrote this?")
    expect(dialog).to_contain_text("Facilitator")
    expect(dialog.get_by_role("listitem").first).to_contain_text(re.compile("^Leo.*Wrote on a note$"))
    past.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_PERM1_participants_read_who_wrote_a_note_and_no_more(past, visitors):
    mia = past.server.guest(past.code, "Mia")
    other = open_board(visitors.new(past.server, caller=mia, size=PHONE), past.board_id)

    other.row("note-five-5").locator(".row-more").click()
    other.page.get_by_role("menuitem", name="Who wrote this?").click()

    dialog = other.page.get_by_role("dialog", name="Who wrote this?")
    expect(dialog.locator(".who-author")).to_contain_text("Leo")
    expect(dialog.get_by_role("heading", name="What was done to it")).to_have_count(0)
