"""Who leads lets people in, gives roles and sends people away: by mouse, by keyboard, on a phone (JOIN3,
JOIN4). Who waits needs to do nothing."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import PHONE
from tests.support.pages import open_board
from tests.support.stage import STAGE, new_board


@pytest.fixture
def lobby(server, facilitator):
    """A board where each waits to be let in: its id and code."""
    board_id, code = new_board(facilitator, *STAGE, name="Behind a door")
    facilitator.post(f"/api/boards/{board_id}/invite", {"do": "set", "has_lobby": True})
    return board_id, code


def knock(visitors, server, code: str, name: str) -> Page:
    """Somebody's waiting page, by the form."""
    visitor = visitors.new(server)
    visitor.trouble.statuses = {403}  # whoever is turned away
    page = visitor.go(f"/join/{code}")
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("status")).to_contain_text(f"Welcome, {name}")
    return page


def test_JOIN3_who_waits_is_let_in_by_the_mouse_and_comes_in_by_itself(server, facilitator, visitors, lobby):
    board_id, code = lobby
    me = open_board(visitors.new(server, caller=facilitator), board_id).page
    waiting = knock(visitors, server, code, "Mia")

    me.get_by_role("button", name=re.compile("1 person waits to come in")).click()
    me.get_by_role("button", name="Let Mia in").click()

    waiting.wait_for_url(f"**/b/{board_id}")
    expect(me.get_by_text("Waiting to come in")).to_have_count(0)
    expect(me.get_by_label("Role of Mia")).to_have_value("participant")


def test_JOIN3_by_keyboard_one_is_let_in_and_one_turned_away(server, facilitator, visitors, lobby):
    board_id, code = lobby
    me = open_board(visitors.new(server, caller=facilitator), board_id).page
    mia, leo = (knock(visitors, server, code, name) for name in ("Mia", "Leo"))
    expect(me.get_by_role("button", name=re.compile("2 people wait to come in"))).to_be_visible()
    me.get_by_role("button", name=re.compile("Show people")).focus()
    me.keyboard.press("Enter")

    me.get_by_role("button", name="Turn Leo away").focus()
    me.keyboard.press("Enter")
    expect(me.get_by_role("button", name="Let Leo back in")).to_be_visible()
    me.get_by_role("button", name="Let Mia in").focus()
    me.keyboard.press("Enter")

    mia.wait_for_url(f"**/b/{board_id}")
    expect(leo.get_by_role("status")).to_contain_text("You are not on this board any more")


def test_JOIN4_on_a_phone_somebody_is_removed_and_their_page_says_so(server, facilitator, visitors):
    board_id, code = new_board(facilitator, *STAGE, name="On a phone")
    guest = server.guest(code, "Mia")
    theirs = open_board(visitors.new(server, caller=guest), board_id).page
    phone = visitors.new(server, caller=facilitator, size=PHONE, has_touch=True)
    me = open_board(phone, board_id).page

    me.get_by_role("button", name="People").click()
    me.get_by_role("button", name="Remove Mia").click()
    me.get_by_role("dialog", name="Remove Mia").get_by_role("button", name="Remove", exact=True).click()

    expect(theirs.get_by_role("heading", name="This page has left the board")).to_be_visible()
    expect(theirs.get_by_text("The facilitator can let you back in")).to_be_visible()
    expect(me.get_by_role("button", name="Let Mia back in")).to_be_visible()


def test_JOIN3_the_door_is_set_with_the_invitation(server, facilitator, visitors):
    board_id, code = new_board(facilitator, *STAGE, name="A door with everything")
    me = open_board(visitors.new(server, caller=facilitator), board_id).page
    me.get_by_role("banner").get_by_role("button", name="Invite").click()
    dialog = me.get_by_role("dialog", name="Invite people")

    dialog.get_by_label("Each one waits until you let them in").check()
    expect(dialog.get_by_text("Open: who has the code waits")).to_be_visible()
    dialog.get_by_label("People come in as").select_option("observer")
    dialog.get_by_label("The code works").select_option(label="For one hour from now")
    expect(dialog.get_by_label("The code works")).to_have_value("now")
    dialog.get_by_label("Passphrase").fill("river stone")
    dialog.get_by_role("button", name="Set", exact=True).click()
    expect(dialog.get_by_text("The board asks for it.")).to_be_visible()

    invite = facilitator.get(f"/api/boards/{board_id}/invite").json()
    assert (invite["has_lobby"], invite["gives"], invite["has_passphrase"]) == (True, "observer", True)
    assert invite["expires_at_ms"] is not None
    page = visitors.new(server).go(f"/join/{code}")
    page.get_by_label("Your name").fill("Mia")
    page.get_by_label("Passphrase").fill("river stone")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("status")).to_contain_text("Welcome, Mia")


def test_PERM4_participants_are_not_offered_what_others_made(server, facilitator, visitors):
    board_id, code = new_board(facilitator, *STAGE, name="Only adding")
    guest = server.guest(code, "Mia")
    theirs = open_board(visitors.new(server, caller=guest), board_id).sight("List")
    buttons = theirs.page.locator("[data-item=note-one-1] .row-wide")
    expect(buttons).not_to_have_count(0)
    me = open_board(visitors.new(server, caller=facilitator), board_id).page
    me.get_by_role("button", name=re.compile("Show people")).click()

    me.get_by_label("Add, and change only their own").check()

    expect(me.get_by_label("Add, and change only their own")).to_be_checked()
    assert facilitator.get(f"/api/boards/{board_id}").json()["board"]["is_add_only"] is True
    theirs.page.bring_to_front()
    expect(buttons).to_have_count(0)
