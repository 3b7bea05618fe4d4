"""What somebody has half done while somebody else changes or deletes what it was about: no word is lost, and
nothing of the other's is undone."""

import re

from playwright.sync_api import expect

from tests.support.items import create
from tests.support.pages import BoardPage, open_board
from tests.support.rooms import delete, patch
from tests.support.server import SocketPerson
from tests.support.stage import STAGE, new_board


def text_of(caller, board_id: str, item_id: str, name: str = "text") -> str:
    return next(item[name] for item in caller.snapshot(board_id)["items"] if item["id"] == item_id)


def open_frame(ada: BoardPage):
    """The dialog with the words of the frame Left."""
    ada.item(re.compile("^Frame: ")).first.focus()
    ada.page.keyboard.press("Enter")
    dialog = ada.page.get_by_role("dialog", name="Title and question")
    dialog.wait_for()
    return dialog


def test_what_is_half_written_survives_what_others_do_meanwhile(server, facilitator, visitors):
    board_id, _code = new_board(facilitator, *STAGE)
    other = SocketPerson(facilitator, board_id).connect()
    ada = open_board(visitors.new(server, caller=facilitator), board_id)
    page = ada.page

    # A dialog saves what was changed in it, and nothing else.
    dialog = open_frame(ada)
    other.op(patch("frame-left", title="Renamed"))
    ada.item(re.compile("^Frame: Renamed")).wait_for(state="attached")
    dialog.get_by_label("Question (optional)").fill("Why?")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    ada.wait_saved()
    assert text_of(facilitator, board_id, "frame-left", "title") == "Renamed"
    assert text_of(facilitator, board_id, "frame-left", "prompt") == "Why?"

    # A note that was begun in the list is there again after a look at the canvas.
    ada.sight("List")
    page.get_by_label("New note in Renamed").fill("Half a thought")
    ada.sight("Canvas").sight("List")
    expect(page.get_by_label("New note in Renamed")).to_have_value("Half a thought")
    ada.sight("Canvas")

    # When the frame goes, dialog and words stay, and both say why.
    dialog = open_frame(ada)
    dialog.get_by_label("Title").fill("My title")
    other.op(delete("frame-left"))
    expect(ada.item(re.compile("^Frame: Renamed"))).to_have_count(0)
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_have_text("Somebody has deleted this in the meantime.")
    expect(dialog.get_by_label("Title")).to_have_value("My title")
    page.keyboard.press("Escape")
    ada.sight("List")
    expect(page.locator(".toast")).to_contain_text("Your text was: Half a thought")
    assert len(facilitator.snapshot(board_id)["items"]) == len(STAGE) - 1, "no frame came of it"

    # An answer that was begun is given back, although its panel was closed when the comment went.
    other.op(create("comment", "comment-one-1", x=190, y=150, text="Is it so?"))
    comments = page.locator(".topbar [data-opens=comments]")
    comments.click()
    page.locator('[data-thread="comment-one-1"] .thread-head').click()
    page.get_by_role("textbox", name="Reply").fill("Half an answer")
    comments.click()
    expect(page.get_by_role("textbox", name="Reply")).to_have_count(0)
    other.op(delete("comment-one-1"))
    expect(ada.row("comment-one-1")).to_have_count(0)
    comments.click()
    expect(page.locator(".toast").last).to_contain_text("Your text was: Half an answer")
    other.disconnect()


def test_words_that_are_being_composed_are_given_back_when_their_note_goes(stage):
    """An input method for Japanese: the word is in the field, and nobody has chosen its signs yet."""
    page = stage.me.page
    elsewhere = stage.empty_point()
    page.mouse.dblclick(*stage.point(140, 240))
    editor = page.locator(".board-editor")
    expect(editor).to_be_focused()
    wire = page.context.new_cdp_session(page)
    wire.send("Input.imeSetComposition", {"text": "に", "selectionStart": 1, "selectionEnd": 1})
    stage.watcher.one("Oneに")

    stage.watcher.person.op(delete("note-one-1"))
    expect(stage.me.item("One")).to_have_count(0)
    page.mouse.click(*elsewhere)

    expect(page.locator(".toast")).to_contain_text("Your text was: Oneに")
    expect(editor).to_have_count(0)


def test_the_editor_closes_when_somebody_may_not_write_any_more(stage, facilitator):
    page = stage.me.page
    page.mouse.dblclick(*stage.point(140, 240))
    editor = page.locator(".board-editor")
    expect(editor).to_be_focused()
    page.keyboard.type(" and more")
    stage.watcher.one("One and more")

    path = f"/api/boards/{stage.board_id}/people/{stage.my_id}"
    assert facilitator.send("PATCH", path, {"role": "viewer"}).ok

    expect(editor).to_have_count(0)
    assert text_of(facilitator, stage.board_id, "note-one-1") == "One and more"
