"""BEHALF1 as who leads uses it: somebody without a device is named, and several notes are theirs."""

import re

from playwright.sync_api import expect

from tests.support.axe import small_targets, too_wide, violations
from tests.support.pages import open_board
from tests.support.stage import STAGE, Watcher, new_board

SMALL = {"width": 360, "height": 640}


def test_BEHALF1_two_lines_become_two_notes_of_rosa_and_one_undo_takes_them_back(
    server, facilitator, visitors
):
    board_id, code = new_board(facilitator, *STAGE, name="On behalf")
    watcher = Watcher(server.guest(code, "Leo"), board_id)
    visitor = visitors.new(server, caller=facilitator, size=SMALL, locale="it")
    board = open_board(visitor, board_id, "it")
    page, say = board.page, board.say

    page.get_by_role("button", name=say("People"), exact=True).click()
    page.get_by_label(say("Name of a person without a device")).fill("Rosa")
    page.get_by_label(say("Name of a person without a device")).press("Enter")
    page.get_by_role("button", name=say("Write on behalf of %(name)s", name="Rosa")).click()
    dialog = page.get_by_role("dialog", name=say("Add several notes"))
    dialog.get_by_label(say("One line, one note")).fill("Il cortile è chiuso\n\nMancano panchine")
    dialog.get_by_label(say("Frame")).select_option(label="Left")
    expect(dialog.get_by_label(say("On behalf of"))).to_have_value(re.compile("."))
    expect(dialog.get_by_role("listitem")).to_have_count(2)
    assert not violations(page)
    assert not small_targets(page)
    assert too_wide(page) == []
    dialog.get_by_role("button", name=say("Add %(n)s note", n=2)).click()

    first = watcher.one("Il cortile è chiuso")
    people = facilitator.get(f"/api/boards/{board_id}").json()["people"]
    [rosa] = [one for one in people if one["name"] == "Rosa"]
    assert (first["author"], first["frame"], rosa["is_helped"]) == (rosa["id"], "frame-left", True)
    expect(board.row(first["id"]).locator(".row-author")).to_contain_text("per conto di Rosa")

    page.get_by_role("button", name=re.compile(say("Undo"))).first.click()
    watcher.wait_scene(lambda scene: len(scene) == len(STAGE), "the notes to go")

    page.get_by_role("button", name=say("Add a note"), exact=True).click()
    sheet = page.get_by_role("dialog", name=say("Add a note"))
    sheet.get_by_label(say("Text"), exact=True).fill("Serve una fontana")
    sheet.get_by_label(say("On behalf of")).select_option(label="Rosa")
    assert not violations(page)
    assert too_wide(page) == []
    sheet.get_by_role("button", name=say("Add the note"), exact=True).click()
    assert watcher.one("Serve una fontana")["author"] == rosa["id"]
    watcher.person.disconnect()
