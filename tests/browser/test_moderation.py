"""HIDE1 and HIDE2 as people see them: one leads on a wide screen, who wrote it has a phone."""

import pytest
from playwright.sync_api import expect

from tests.support.axe import small_targets, too_wide, violations
from tests.support.pages import open_board
from tests.support.rooms import note
from tests.support.server import SocketPerson
from tests.support.stage import LEFT, new_board

SMALL = {"width": 360, "height": 640}
WHY = "It names somebody who is not here"


@pytest.fixture
def people(server, facilitator, visitors):
    """Ada leads on the list of a wide screen; Mia, who made a note, has an Italian phone."""
    board_id, code = new_board(facilitator, LEFT, name="Moderated")
    caller = server.guest(code, "Mia")
    mia = SocketPerson(caller, board_id).connect()
    assert mia.op(note("note-of-mia", text="Ugo arriva sempre tardi", frame="frame-left", z="a5"))["ok"]
    mia.disconnect()
    ada = open_board(visitors.new(server, caller=facilitator), board_id)
    return ada, open_board(visitors.new(server, caller=caller, size=SMALL, locale="it"), board_id, "it")


def test_HIDE1_HIDE2_hidden_with_a_reason_that_its_author_reads_and_put_back(people):
    ada, mia = people
    ada.sight("List")
    ada.row("note-of-mia").get_by_role("button", name="What to do with it").click()
    ada.page.get_by_role("menuitem", name="Hide with a reason…").click()
    dialog = ada.page.get_by_role("dialog", name="Hide 1 item")
    expect(dialog.get_by_role("button", name="Hide", exact=True)).to_be_disabled()
    dialog.get_by_role("textbox", name="The reason").fill(WHY)
    assert violations(ada.page) == []
    dialog.get_by_role("button", name="Hide", exact=True).click()

    expect(dialog).to_have_count(0)
    band = mia.page.get_by_role("region", name=mia.say("Taken off the board"))
    expect(band).to_contain_text(WHY)
    expect(band).to_contain_text("Ugo arriva sempre tardi")
    expect(mia.row("note-of-mia")).to_have_count(0)
    assert violations(mia.page) == []
    assert small_targets(mia.page) == []
    assert too_wide(mia.page) == []
    band.get_by_role("button", name=mia.say("I have read this")).click()
    expect(band).to_have_count(0)

    ada.menu("Moderation")
    panel = ada.page.get_by_role("complementary", name="Moderation")
    expect(panel).to_contain_text(WHY)
    assert violations(ada.page) == []
    panel.get_by_role("button", name="Put back: Ugo arriva sempre tardi").click()

    expect(panel).to_contain_text("Put back by")
    expect(mia.row("note-of-mia")).to_have_count(1)
