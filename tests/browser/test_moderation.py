"""Moderation as people see it: one leads on a wide screen, who wrote it has a phone."""

import pytest
from playwright.sync_api import expect

from tests.support.axe import small_targets, too_wide, violations
from tests.support.drafts import step
from tests.support.pages import open_board
from tests.support.rooms import note
from tests.support.server import SocketPerson, wait_until
from tests.support.stage import LEFT, new_board

SMALL = {"width": 360, "height": 640}
WHY = "It names somebody who is not here"


@pytest.fixture
def people(server, facilitator, visitors):
    """Ada leads on the list of a wide screen; Mia, who made a note, has an Italian phone and another page."""
    reading = step("step-reading-1", mode="discuss", moderated=True)
    board_id, code = new_board(facilitator, LEFT, reading, name="Moderated")
    caller = server.guest(code, "Mia")
    second = SocketPerson(caller, board_id).connect()
    assert second.op(note("note-of-mia", text="Ugo arriva sempre tardi", frame="frame-left", z="a5"))["ok"]
    ada = open_board(visitors.new(server, caller=facilitator), board_id)
    yield (
        ada,
        open_board(visitors.new(server, caller=caller, size=SMALL, locale="it"), board_id, "it"),
        second,
    )
    second.disconnect()


def add_on_phone(board, text):
    board.page.get_by_role("button", name=board.say("Add a note"), exact=True).click()
    board.page.get_by_role("textbox", name=board.say("Text"), exact=True).fill(text)
    board.page.get_by_role("button", name=board.say("Add the note"), exact=True).click()


def test_HIDE1_HIDE2_hidden_with_a_reason_that_its_author_reads_and_put_back(people, facilitator):
    ada, mia, _second = people
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
    hidden = {"items": ["note-of-mia"], "why": "By another page of who leads"}
    facilitator.post(f"/api/boards/{board_of(mia)}/hidden", hidden)
    expect(panel).to_contain_text("By another page of who leads")


def test_MOD1_MOD2_MOD3_notes_wait_and_are_accepted_or_declined_with_a_reason(people, facilitator):
    ada, mia, second = people
    lead = SocketPerson(facilitator, board_of(mia)).connect()
    assert lead.call("workshop", {"do": "start"})["ok"]
    lead.disconnect()
    told = mia.say("What you add is read by who leads before everybody sees it.")
    expect(mia.page.locator(".private-band")).to_contain_text(told)
    for text in ("Più ombra", "Compra le mie scarpe"):
        add_on_phone(mia, text)
    expect(mia.page.locator(".list")).to_contain_text(mia.say("Waits to be read"))
    assert violations(mia.page) == []
    assert small_targets(mia.page) == []

    ada.page.get_by_role("button", name="Read them").click()
    panel = ada.page.get_by_role("complementary", name="Moderation")
    for n, text in enumerate(("Prima", "Poi"), 1):  # other words of the same note
        put = note("draft-of-mia", text=text, frame="frame-left")["item"]
        asked = {"id": [second.client_id, n], "put": put, "round": 0, "waits": True}
        assert second.call("draft", asked)["ok"]
        expect(panel.get_by_role("button", name=f"Accept: {text}")).to_be_visible()
    assert second.call("draft", {"id": [second.client_id, 3], "gone": "draft-of-mia"})["ok"]
    panel.get_by_role("button", name="Accept with a comment: Più ombra").click()
    panel.get_by_role("textbox", name="Your comment on it").fill("Where?")
    assert violations(ada.page) == []
    panel.get_by_role("button", name="Accept with this comment").click()
    expect(panel.get_by_role("button", name="Accept: Più ombra")).to_have_count(0)
    panel.get_by_role("button", name="Decline: Compra le mie scarpe").click()
    panel.get_by_role("textbox", name="Why not? The sender reads this.").fill("Off the subject")
    panel.get_by_role("button", name="Decline", exact=True).click()

    expect(panel).to_contain_text("Nothing waits.")
    declined = mia.page.get_by_role("region", name=mia.say("Declined"))
    expect(declined).to_contain_text("Off the subject")
    assert violations(mia.page) == []
    assert too_wide(mia.page) == []
    texts = sorted(text for text in facilitator.note_texts(board_of(mia)) if text)
    assert texts == ["Più ombra", "Ugo arriva sempre tardi"]

    declined.get_by_role("button", name=mia.say("Change and send again")).click()
    again = declined.get_by_label(mia.say("What you want to say"))
    expect(again).to_be_focused()
    assert violations(mia.page) == []
    assert small_targets(mia.page) == []
    assert too_wide(mia.page) == []
    again.fill("Scarpe per tutti")
    declined.get_by_role("button", name=mia.say("Send it again"), exact=True).click()
    expect(declined).to_have_count(0)
    panel.get_by_role("button", name="Decline: Scarpe per tutti").click()
    panel.get_by_role("textbox", name="Why not? The sender reads this.").fill("Off the subject")
    panel.get_by_role("button", name="Decline", exact=True).click()

    expect(declined).to_contain_text("Scarpe per tutti")
    lead = SocketPerson(facilitator, board_of(mia)).connect()
    assert lead.call("workshop", {"do": "end"})["ok"]
    lead.disconnect()
    declined.get_by_role("button", name=mia.say("Put its words in a new note")).click()
    expect(declined).to_have_count(0)
    wait_until(lambda: "Scarpe per tutti" in facilitator.note_texts(board_of(mia)), "its words on the board")


def board_of(board):
    return board.page.url.rsplit("/", 1)[1]
