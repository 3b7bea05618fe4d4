"""VIS3 as people see it: one leads and writes on a wide screen, one writes in the list of a phone, others
see nothing until the reveal."""

import json
import re
from dataclasses import dataclass
from itertools import count

import pytest
from playwright.sync_api import Error, expect

from tests.support.axe import small_targets, too_wide, violations
from tests.support.browser import Visitor
from tests.support.drafts import OPEN_STEP, STEP, step
from tests.support.pages import BoardPage, open_board
from tests.support.server import SocketPerson, wait_until
from tests.support.stage import LEFT, Watcher, new_board

SMALL = {"width": 360, "height": 640}
NUMBER = count(1)


@dataclass
class Room:
    """Ada leads by `lead` and on her page, Mia writes on a phone, Leo watches over a socket."""

    board_id: str
    lead: SocketPerson
    ada: BoardPage
    mia: BoardPage
    phone: Visitor
    leo: Watcher

    def do(self, **action):
        answer = self.lead.call("workshop", action)
        assert answer["ok"], answer

    def texts(self):
        """What Leo knows of."""
        return sorted(item["text"] for item in self.leo.scene.values() if item["kind"] == "note")


@pytest.fixture
def room(server, facilitator, visitors):
    """A board on which writing is private."""
    steps = [step(STEP, private=True), step(OPEN_STEP, mode="discuss", z="a1")]
    board_id, code = new_board(facilitator, LEFT, *steps, name=f"Private {next(NUMBER)}")
    lead = SocketPerson(facilitator, board_id).connect()
    assert lead.call("workshop", {"do": "start", "step": STEP})["ok"]
    ada = open_board(visitors.new(server, caller=facilitator), board_id)
    phone = visitors.new(server, caller=server.guest(code, "Mia"), size=SMALL, locale="it")
    leo = Watcher(server.guest(code, "Leo"), board_id)
    yield Room(board_id, lead, ada, open_board(phone, board_id, "it"), phone, leo)
    lead.disconnect()
    leo.person.disconnect()


def add_on_phone(board: BoardPage, text: str) -> None:
    page = board.page
    page.get_by_role("button", name=board.say("Add a note"), exact=True).click()
    page.get_by_role("textbox", name=board.say("Text"), exact=True).fill(text)
    page.get_by_role("button", name=board.say("Add the note"), exact=True).click()


def band(board: BoardPage):
    return board.page.locator(".private-band")


def test_VIS3_two_write_in_private_and_the_facilitator_reveals(room):
    room.ada.write_note("By Ada")
    add_on_phone(room.mia, "Di Mia")
    expect(band(room.mia)).to_contain_text(room.mia.say("Only you see what you write, until it is revealed."))
    expect(room.mia.page.locator(".list")).to_contain_text(room.mia.say("Only you see it"))
    room.ada.wait_saved()
    room.mia.wait_saved()

    assert room.texts() == []
    assert "Mia" not in json.dumps(room.leo.person.received[1:])
    room.ada.sight("List")
    expect(room.ada.page.locator(".list")).to_contain_text("By Ada")
    expect(room.ada.page.locator(".list")).not_to_contain_text("Di Mia")
    assert violations(room.ada.page) == []
    assert violations(room.mia.page) == []
    assert small_targets(room.mia.page) == []
    assert too_wide(room.mia.page) == []

    band(room.ada).get_by_role("button", name="Reveal…").click()
    dialog = room.ada.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    assert violations(room.ada.page) == []
    room.ada.page.keyboard.press("Enter")

    wait_until(lambda: room.texts() == ["By Ada", "Di Mia"], "everybody to see both notes")
    expect(room.mia.page.locator(".list")).to_contain_text("By Ada")
    expect(band(room.mia)).to_have_count(0)
    expect(room.mia.page.locator(".list")).not_to_contain_text(room.mia.say("Only you see it"))


def test_VIS3_private_notes_survive_a_reload_and_a_crash_offline_and_what_is_late_is_offered(room):
    room.phone.trouble.may_lose_server = True
    add_on_phone(room.mia, "Prima")
    room.mia.wait_saved()
    room.mia.page.reload()
    mia = room.mia.wait_ready()
    expect(mia.page.locator(".list")).to_contain_text("Prima")

    room.phone.context.set_offline(True)
    mia.wait_offline()
    add_on_phone(mia, "Senza rete")
    wait_until(lambda: "1" in mia.save_words, "the note to wait in the browser")
    with pytest.raises(Error):
        mia.page.goto("chrome://crash")
    mia.page.close()
    room.do(do="reveal")
    wait_until(lambda: room.texts() == ["Prima"], "the reveal")

    room.phone.context.set_offline(False)
    room.phone.page = room.phone.another_page()
    mia = open_board(room.phone, room.board_id, "it")
    expect(band(mia)).to_contain_text("La vedi solo tu")
    assert room.texts() == ["Prima"]
    band(mia).get_by_role("button", name=mia.say("Show with my name")).click()

    wait_until(lambda: room.texts() == ["Prima", "Senza rete"], "the late note")
    expect(band(mia)).to_have_count(0)


def test_VIS3_private_notes_are_written_moved_taken_back_and_deleted_by_keyboard(room):
    page = room.ada.page
    room.ada.write_note("One")
    note = room.ada.item(re.compile("^Idea: One.*, only you see it$"))
    expect(note).to_have_count(1)
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Delete")
    expect(note).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(note).to_have_count(1)
    room.ada.wait_saved()

    assert room.texts() == []
    room.do(do="reveal", anonymous=True)
    shown = room.leo.one("One")
    assert shown["author"] == ""
