"""Decisions in real browsers: written down from a selection, and from a note to its decision and back."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, expect

from tests.support.browser import Visitors
from tests.support.pages import BoardPage, open_board
from tests.support.rooms import note
from tests.support.server import Caller, LiveServer, SocketPerson
from tests.support.stage import STAGE, new_board

SMALL_PHONE = {"width": 360, "height": 640}
DECIDED = "Si parte dal cortile"
TASK = "Chiedere il permesso"


@dataclass
class Hall:
    """A board with two notes, who leads it on the canvas, and Mia on a small phone."""

    facilitator: Caller
    board_id: str
    leader: BoardPage
    mia: BoardPage


@pytest.fixture
def hall(server: LiveServer, facilitator: Caller, visitors: Visitors) -> Hall:
    board_id, code = new_board(facilitator, *STAGE)
    leading = open_board(visitors.new(server, caller=facilitator), board_id)
    phone = visitors.new(server, caller=server.guest(code, "Mia"), size=SMALL_PHONE, has_touch=True)
    return Hall(facilitator, board_id, leading, open_board(phone, board_id))


def panel(board: BoardPage) -> Locator:
    return board.page.get_by_role("complementary", name=board.say("Decisions and commitments"))


def dialog(board: BoardPage, done: str, **fields: str) -> None:
    shown = board.page.get_by_role("dialog")
    for label, words in fields.items():
        shown.get_by_label(board.say(label.replace("_", " ")), exact=True).fill(words)
    shown.get_by_role("button", name=board.say(done), exact=True).click()
    expect(shown).to_have_count(0)


def test_DEC2_a_decision_leads_to_its_note_and_the_note_back(hall: Hall) -> None:
    leader, mia = hall.leader, hall.mia
    leader.page.mouse.click(*leader.spot("Idea: One").middle, button="right")
    leader.page.get_by_role("menuitem", name=leader.say("New decision from this")).click()
    leader.page.get_by_role("button", name=leader.say("consensus"), exact=True).click()
    dialog(leader, "Add the decision", What_was_decided=DECIDED)
    expect(panel(leader)).to_contain_text(DECIDED)
    expect(panel(leader)).to_contain_text(leader.say("consensus"))

    panel(leader).get_by_role("button", name=leader.say("New commitment"), exact=True).click()
    dialog(leader, "Add the commitment", What_will_be_done=TASK, Who="Andrea C.", By_when="2027-10-21")
    expect(panel(leader).get_by_role("checkbox", name=TASK)).not_to_be_checked()

    mia.page.get_by_role("button", name=mia.say("Decision %(n)s", n="1"), exact=True).tap()
    expect(panel(mia).locator("[data-decided]", has_text=DECIDED).first).to_be_focused()
    expect(panel(mia)).to_contain_text("Andrea C.")
    expect(panel(mia).get_by_role("button", name=mia.say("New decision"))).to_have_count(0)
    panel(mia).get_by_role("button", name="One", exact=True).tap()
    expect(mia.row("note-one-1").locator(".row-main")).to_be_focused()

    panel(leader).get_by_role("checkbox", name=TASK).check()
    mia.menu("Decisions and commitments")
    expect(panel(mia)).to_contain_text(mia.say("Done"))

    lead = SocketPerson(hall.facilitator, hall.board_id).connect()
    made = note(
        "note-more-1", text="One, and more", z="a4", frame="frame-left", came_from=[{"id": "note-one-1"}]
    )
    assert lead.op(made)["ok"]
    lead.disconnect()
    expect(panel(mia).locator(".decision-sources")).to_contain_text(mia.say("now in:"))
    panel(mia).get_by_role("button", name="One, and more", exact=True).tap()
    expect(mia.row("note-more-1").locator(".row-main")).to_be_focused()
    mia.row("note-more-1").get_by_role("button", name=mia.say("Decision %(n)s", n="1"), exact=True).tap()
    expect(panel(mia).locator("[data-decided]", has_text=DECIDED).first).to_be_focused()
