"""Copy, cut and paste: within a board, to another one, and from a spreadsheet or a text."""

import pytest
from playwright.sync_api import expect

from tests.support.pages import open_board
from tests.support.stage import close_to, new_board

PASTE = """({text, type}) => {
  const data = new DataTransfer();
  data.setData(type, text);
  document.activeElement.dispatchEvent(
    new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def paste_text(page, text: str) -> None:
    """As if this text came from another program."""
    page.evaluate(PASTE, {"text": text, "type": "text/plain"})


def rest_pointer(stage):
    """The pointer where nothing lies, so that what is pasted comes there."""
    stage.me.page.mouse.move(*stage.empty_point())


def test_copy_and_paste_puts_a_copy_under_the_pointer(stage):
    page = stage.me.page
    page.mouse.click(*stage.point(140, 240))

    page.keyboard.press("Control+c")
    rest_pointer(stage)
    page.keyboard.press("Control+v")

    stage.watcher.wait_scene(lambda scene: len(scene) == 5, "the copy")
    copy = next(one for one in stage.watcher.notes("One") if one["id"] != "note-one-1")
    assert close_to(copy["x"] + 100, 600)
    assert close_to(copy["y"] + 100, 480)
    assert copy["frame"] == "frame-left"


def test_cut_and_paste_moves_to_another_board(stage, server, facilitator, visitors):
    page = stage.me.page
    board_id, _code = new_board(facilitator, name="Other")
    page.mouse.click(*stage.point(140, 240))

    page.keyboard.press("Control+x")
    stage.watcher.wait_scene(lambda scene: "note-one-1" not in scene, "the cut")
    other = open_board(visitors.new(server, caller=facilitator), board_id)
    other.page.locator(".board-root").click(position={"x": 500, "y": 300})
    other.page.keyboard.press("Control+v")

    expect(other.page.get_by_role("button", name="One")).to_be_attached()


def test_lines_of_a_text_become_notes_after_a_look_at_them(stage):
    page = stage.me.page
    rest_pointer(stage)

    paste_text(page, "Bench\nTree\n\nFountain\n")
    dialog = page.get_by_role("dialog", name="Paste as notes")
    expect(dialog.get_by_role("region", name="Preview").get_by_role("listitem")).to_have_count(3)
    dialog.get_by_label("Type").select_option(label="Need")
    dialog.get_by_role("button", name="Add 3 notes").click()

    stage.watcher.wait_scene(lambda scene: len(scene) == 7, "three notes")
    assert stage.watcher.one("Tree")["type"] == "B"
    page.keyboard.press("Control+z")
    stage.watcher.wait_scene(lambda scene: len(scene) == 4, "all of them gone in one step")


def test_a_table_becomes_a_note_for_each_cell_or_each_line(stage):
    page = stage.me.page

    paste_text(page, "Anna\tBench\nBruno\tTree")
    dialog = page.get_by_role("dialog", name="Paste as notes")
    expect(dialog.get_by_role("button", name="Add 4 notes")).to_be_visible()
    dialog.get_by_label("One note for each line").check()
    dialog.get_by_role("button", name="Add 2 notes").click()

    stage.watcher.one("Anna · Bench")
    stage.watcher.one("Bruno · Tree")


def test_a_short_text_becomes_a_note_at_once(stage):
    rest_pointer(stage)

    paste_text(stage.me.page, "  A quick idea ")

    stage.watcher.one("A quick idea")


@pytest.mark.parametrize("text", ["x" * 100_001, "x\t" * 10_001], ids=["characters", "cells"])
def test_too_much_is_refused_with_a_sentence_and_nothing_changes(stage, text):
    paste_text(stage.me.page, text)

    expect(stage.me.page.get_by_role("alert")).to_contain_text("This is too much to paste at once")
    assert len(stage.watcher.scene) == 4


def test_pasting_in_a_text_field_stays_in_the_field(stage):
    page = stage.me.page
    page.mouse.click(*stage.point(140, 240))
    page.keyboard.press("Control+c")

    page.mouse.dblclick(*stage.point(380, 240))
    page.get_by_role("textbox", name="Text of the note").wait_for()
    page.keyboard.press("Control+v")
    page.keyboard.press("Escape")

    stage.watcher.one("TwoOne")


# --- pictures ---

PICTURE = """async () => {
  const canvas = document.createElement("canvas");
  canvas.width = 600;
  canvas.height = 300;
  canvas.getContext("2d").fillRect(0, 0, 300, 300);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  const data = new DataTransfer();
  data.items.add(new File([blob], "plan.png", {type: "image/png"}));
  document.activeElement.dispatchEvent(
    new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def test_a_pasted_picture_is_kept_and_described(stage):
    page = stage.me.page
    rest_pointer(stage)

    page.evaluate(PICTURE)
    page.get_by_label("What the picture shows").fill("The plan of the square")
    page.get_by_role("button", name="Save").click()

    stage.watcher.wait_scene(
        lambda scene: any(one.get("alt") == "The plan of the square" for one in scene.values()), "the words"
    )
    (picture,) = [one for one in stage.watcher.scene.values() if one["kind"] == "image"]
    assert (picture["w"], picture["h"], picture["frame"]) == (480, 240, "frame-left")


@pytest.mark.parametrize(
    ("name", "mime", "sentence"),
    [("drawing.svg", "image/svg+xml", "is not a picture"), ("anim.gif", "image/gif", "is not a picture")],
)
def test_what_is_no_picture_for_a_board_is_named_and_left_out(stage, name, mime, sentence):
    page = stage.me.page

    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="More tools").click()
        page.get_by_role("menuitem", name="Picture").click()
    chooser.value.set_files([{"name": name, "mimeType": mime, "buffer": b"<svg/>"}])

    expect(page.get_by_role("alert")).to_contain_text(f"“{name}” {sentence}")
    assert len(stage.watcher.scene) == 4
