"""UNDO4 on the page: a facilitator takes back what one person did, after a look at it."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import PHONE
from tests.support.pages import open_board
from tests.support.rooms import delete, note, patch
from tests.support.server import SocketPerson
from tests.support.stage import STAGE, Watcher, new_board


@pytest.fixture
def spoiled(server, facilitator):
    """(board id, code, watcher): Marta has deleted, added and changed notes; Leo has moved two of them."""
    board_id, code = new_board(facilitator, *STAGE, note("note-three-3", text="Three", z="a4"))
    marta = SocketPerson(server.guest(code, "Marta"), board_id).connect()
    leo = Watcher(server.guest(code, "Leo"), board_id)
    assert marta.op(delete("note-one-1"))["ok"]
    assert marta.op(note("note-spam-1", text="Spam", z="a5"))["ok"]
    assert marta.op(patch("note-two-2", x=700, type="P"))["ok"]
    assert marta.op(patch("note-three-3", x=50))["ok"]
    assert leo.person.op(patch("note-two-2", x=333), patch("note-three-3", x=60))["ok"]
    yield board_id, code, leo
    for person in (marta, leo.person):
        person.disconnect()


def parts(dialog):
    """Title -> names of the items below it."""
    return {
        part.locator("h3").inner_text(): part.locator("li").all_inner_texts()
        for part in dialog.locator(".repair-part").all()
    }


@pytest.mark.parametrize("look", ["desktop", "phone"])
def test_UNDO4_a_look_at_it_and_one_button(server, facilitator, visitors, spoiled, look):
    board_id, _, leo = spoiled
    options = {"size": PHONE, "has_touch": True} if look == "phone" else {}
    me = open_board(visitors.new(server, caller=facilitator, **options), board_id)
    me.page.get_by_role("button", name="People" if look == "phone" else "3 people here. Show people").click()
    me.page.get_by_role("button", name="Undo what Marta did").click()
    dialog = me.page.get_by_role("dialog", name="Undo what Marta did")

    expect(dialog.get_by_role("button", name="Undo this")).to_be_enabled()
    assert parts(dialog) == {
        "1 item comes back": ["One"],
        "1 item goes away": ["Spam"],
        "1 item is as before again": ["Two (in part)"],
        "1 item is left alone, because others have changed it since": ["Three"],
    }
    assert "note-one-1" not in leo.scene, "looking changes nothing"

    dialog.get_by_role("button", name="Undo this").click()

    expect(dialog).to_have_count(0)
    expect(me.page.locator(".hidden-text[role=status]")).to_contain_text("3 changes undone.")
    leo.wait_scene(lambda scene: "note-one-1" in scene and "note-spam-1" not in scene, "the repair")
    two = leo.scene["note-two-2"]
    assert (two["x"], two["type"], leo.scene["note-three-3"]["x"]) == (333, "I", 60)


def test_UNDO4_a_person_who_did_nothing(server, facilitator, visitors, spoiled):
    board_id, code, _ = spoiled
    idle = SocketPerson(server.guest(code, "Ivo"), board_id).connect()
    me = open_board(visitors.new(server, caller=facilitator, locale="it"), board_id, "it")
    me.page.locator(".people-button").click()

    me.page.get_by_role("button", name="Annulla quello che ha fatto Ivo").click()
    dialog = me.page.get_by_role("dialog", name="Annulla quello che ha fatto Ivo")

    expect(dialog).to_contain_text("In questo periodo Ivo non ha fatto niente che si possa annullare.")
    expect(dialog.get_by_role("button", name="Annulla tutto questo")).to_be_disabled()
    idle.disconnect()


def test_PERM1_participants_are_not_offered_it(server, visitors, spoiled):
    board_id, code, _ = spoiled
    me = open_board(visitors.new(server, caller=server.guest(code, "Mia")), board_id)

    me.page.locator(".people-button").click()

    expect(me.page.locator(".person")).to_have_count(4)
    expect(me.page.get_by_role("button", name="Undo what")).to_have_count(0)
