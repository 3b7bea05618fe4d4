"""Undo and redo as two people meet them: buttons and keys, canvas and list, wide screen and phone."""

import re

from playwright.sync_api import Locator, expect

from board.core.note_text import typing
from tests.support.browser import PHONE
from tests.support.pages import BoardPage, open_board
from tests.support.rooms import patch
from tests.support.server import wait_until
from tests.support.stage import STAGE, Watcher, drag, new_board


def step(board: BoardPage, msgid: str) -> Locator:
    """The button "Undo" or "Redo", whatever it would take back."""
    group = board.page.get_by_role("group", name=board.say("Undo and redo"))
    return group.get_by_role("button", name=re.compile(f"^{board.say(msgid)}"))


def wait_place(stage, text: str, x: float) -> None:
    wait_until(lambda: abs(stage.watcher.one(text)["x"] - x) < 0.01, f"{text} at {x}", 10)


def wait_heard(board: BoardPage, sentence: str) -> None:
    expect(board.page.locator(".hidden-text[role=status]")).to_contain_text(sentence)


def test_UNDO1_a_move_is_undone_and_done_again_by_buttons(stage):
    drag(stage, stage.point(140, 240), stage.point(300, 400))
    wait_until(lambda: stage.watcher.one("One")["x"] > 100, "the move", 10)
    moved = stage.watcher.one("One")["x"]
    expect(step(stage.me, "Redo")).to_have_attribute("aria-disabled", "true")

    undo = step(stage.me, "Undo")
    expect(undo).to_have_accessible_name("Undo: Move")
    undo.click()
    wait_place(stage, "One", 40)
    wait_heard(stage.me, "Undone: Move.")
    expect(undo).to_have_attribute("aria-disabled", "true")

    expect(step(stage.me, "Redo")).to_have_accessible_name("Redo: Move")
    step(stage.me, "Redo").click()
    wait_place(stage, "One", moved)
    wait_heard(stage.me, "Done again: Move.")


def test_UNDO1_by_keys_on_the_canvas(stage):
    page = stage.me.page
    stage.me.item("Two").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Delete")
    stage.watcher.wait_scene(lambda scene: "note-two-2" not in scene, "the deletion")
    before = stage.watcher.scene["note-one-1"]

    page.keyboard.press("Control+z")
    back = stage.watcher.one("Two")
    assert (back["id"], back["author"], back["frame"]) == ("note-two-2", before["author"], "frame-left")

    page.keyboard.press("Control+Shift+Z")
    stage.watcher.wait_scene(lambda scene: "note-two-2" not in scene, "the deletion again")
    page.keyboard.press("Control+z")
    stage.watcher.one("Two")
    page.keyboard.press("Control+y")
    stage.watcher.wait_scene(lambda scene: "note-two-2" not in scene, "the deletion once more")


def test_UNDO2_what_somebody_else_set_stays_and_one_sentence_says_so(stage):
    drag(stage, stage.point(140, 240), stage.point(300, 400))
    stage.watcher.wait_scene(lambda scene: scene["note-one-1"]["x"] > 100, "the move")
    stage.me.wait_saved()
    stage.watcher.person.op(patch("note-one-1", x=333.0), patch("note-two-2", text="Second"))
    stage.me.item("Second").wait_for(state="attached")
    step(stage.me, "Undo").click()

    sentence = "Undone, but 1 item stays as it is: others have changed it since."
    expect(stage.me.page.locator(".toast")).to_contain_text(sentence)
    stage.watcher.wait_scene(lambda scene: scene["note-one-1"]["y"] == 140, "the undo of the rest")
    assert stage.watcher.scene["note-one-1"]["x"] == 333


def test_UNDO3_a_note_that_somebody_else_worked_on_does_not_go_away(stage):
    stage.me.sight("List")
    field = stage.me.page.get_by_label("New note in Left")
    field.fill("A new one")
    field.press("Enter")
    item = stage.watcher.one("A new one")
    stage.watcher.person.op(patch(item["id"], type="S"))
    expect(stage.me.row(item["id"])).to_have_attribute("data-type", "S")

    field.press("Control+z")

    sentence = "“Add a note” stays as it is: others have changed it since."
    expect(stage.me.page.locator(".toast")).to_contain_text(sentence)
    expect(stage.me.row(item["id"])).to_be_visible()


def test_UNDO1_in_the_list_the_empty_field_leaves_the_keys_to_the_board(stage):
    stage.me.sight("List")
    page = stage.me.page
    field = page.get_by_label("New note in Left")
    field.press_sequentially("First")
    field.press("Enter")
    first = stage.watcher.one("First")
    field.press_sequentially("Second")

    page.keyboard.press("Control+z")
    assert stage.watcher.one("First"), "keys in a field with typing in it are the field's"
    field.fill("")
    page.keyboard.press("Control+z")
    assert stage.watcher.one("First"), "a field that was just emptied by hand is the field's too"

    stage.me.row(first["id"]).locator(".row-main").focus()
    page.keyboard.press("Control+z")
    stage.watcher.wait_scene(lambda scene: first["id"] not in scene, "the undo")
    wait_heard(stage.me, "Undone: Add a note.")


def test_UNDO1_right_after_adding_in_the_list(stage):
    stage.me.sight("List")
    field = stage.me.page.get_by_label("New note in Left")
    field.press_sequentially("Too quick")
    field.press("Enter")
    item = stage.watcher.one("Too quick")

    stage.me.page.keyboard.press("Control+z")

    stage.watcher.wait_scene(lambda scene: item["id"] not in scene, "the undo")
    expect(field).to_be_focused()


def test_UNDO1_offline_too_and_after_it_everyone_agrees(stage):
    stage.visitor.trouble.may_lose_server = True  # what a page loads when it is idle may be on its way
    stage.visitor.context.set_offline(True)
    stage.me.wait_offline()
    stage.me.item("One").focus()
    stage.me.page.keyboard.press("Space")
    stage.me.page.keyboard.press("Delete")
    expect(stage.me.item("One")).to_have_count(0)
    stage.me.page.keyboard.press("Control+z")
    expect(stage.me.item("One")).to_have_count(1)

    stage.visitor.context.set_offline(False)
    stage.me.wait_saved()

    watcher = stage.watcher.person
    head = watcher.caller.snapshot(watcher.board_id)["seq"]
    wait_until(lambda: watcher.head >= head, f"seq {head}")
    assert stage.watcher.one("One")["id"] == "note-one-1"
    deletions = [op for entry in watcher.entries for op in entry["ops"] if op["do"] == "delete"]
    assert len(deletions) == 1, "both are sent, in order"


def test_UNDO1_on_a_phone_and_in_italian(server, facilitator, visitors):
    board_id, code = new_board(facilitator, *STAGE)
    caller = server.guest(code, "Mia")
    watcher = Watcher(server.guest(code, "Leo"), board_id)
    visitor = visitors.new(server, caller=caller, locale="it", size=PHONE, has_touch=True)
    me = open_board(visitor, board_id, "it")
    row = me.row("note-two-2")
    row.get_by_role("button", name=me.say("What to do with it")).tap()
    me.page.get_by_role("menuitem", name=me.say("Delete")).tap()
    watcher.wait_scene(lambda scene: "note-two-2" not in scene, "the deletion")

    undo = step(me, "Undo")
    expect(undo).to_have_accessible_name("Annulla: Elimina")
    box = undo.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44
    undo.tap()

    watcher.one("Two")
    expect(row).to_be_visible()
    watcher.person.disconnect()


def typed_by(person, record, text: str) -> dict:
    """The op by which this person turns the text of the note into `text`."""
    edits = record.get("edits", {"base": record["text"], "updates": []})
    update = typing(edits["base"], edits["updates"], 77_000, text)
    return {"do": "text", "id": record["id"], "epoch": record.get("epoch", 0), "update": update}


def test_UNDO2_words_that_somebody_else_typed_stay(stage):
    page = stage.me.page
    stage.me.item("One").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    page.keyboard.insert_text(" two three")  # at once: a pause would make two gestures
    page.keyboard.press("Escape")
    mine = stage.watcher.one("One two three")
    assert stage.watcher.person.op(typed_by("leo", mine, "Zero. One two and three"))["ok"]
    expect(stage.me.item(re.compile("Zero"))).to_have_count(1)

    step(stage.me, "Undo").click()

    stage.watcher.one("Zero. One and")
    expect(stage.me.item(re.compile("Zero. One and"))).to_have_count(1)
    step(stage.me, "Redo").click()
    stage.watcher.wait_scene(lambda scene: "three" in scene["note-one-1"]["text"], "the words again")
    text = stage.watcher.scene["note-one-1"]["text"]
    assert all(word in text for word in ("Zero.", "One", "two", "and", "three")), text


def test_UNDO1_a_new_note_that_is_still_empty_goes_away_with_its_editor(stage):
    page = stage.me.page
    page.mouse.dblclick(*stage.empty_point())
    editor = page.locator(".board-editor")
    expect(editor).to_be_focused()
    wait_until(lambda: len(stage.watcher.scene) == len(STAGE) + 1, "the new note", 10)

    page.keyboard.press("Control+z")

    expect(editor).to_have_count(0)
    wait_until(lambda: len(stage.watcher.scene) == len(STAGE), "the undo", 10)
    expect(page.locator(".toast")).to_have_count(0)


def test_UNDO1_brings_what_was_undone_into_view(stage):
    drag(stage, stage.point(140, 240), stage.point(300, 400))
    stage.watcher.wait_scene(lambda scene: scene["note-one-1"]["x"] > 100, "the move")
    page = stage.me.page
    page.keyboard.press("Escape")
    for _ in range(30):
        page.keyboard.press("ArrowRight")
    expect(stage.me.item("One")).not_to_be_in_viewport()

    page.keyboard.press("Control+z")

    expect(stage.me.item("One").locator("xpath=..")).to_be_in_viewport()


def test_UNDO1_two_pages_each_take_back_their_own(server, facilitator, visitors):
    board_id, code = new_board(facilitator, *STAGE)
    mia = open_board(visitors.new(server, caller=server.guest(code, "Mia")), board_id)
    leo = open_board(visitors.new(server, caller=server.guest(code, "Leo")), board_id).sight("List")
    mia.item("Two").focus()
    mia.page.keyboard.press("Space")
    mia.page.keyboard.press("Delete")
    expect(leo.row("note-two-2")).to_have_count(0)
    leo.row("note-one-1").locator(".row-main").focus()
    leo.page.keyboard.press("Delete")
    expect(mia.item("One")).to_have_count(0)

    mia.page.keyboard.press("Control+z")
    expect(leo.row("note-two-2")).to_be_visible()
    expect(mia.item("One")).to_have_count(0)

    step(leo, "Undo").click()
    expect(mia.item("One")).to_have_count(1)
    expect(step(leo, "Undo")).to_have_attribute("aria-disabled", "true")

    mia.page.keyboard.press("Control+y")
    expect(leo.row("note-two-2")).to_have_count(0)
    step(leo, "Redo").click()
    expect(mia.item("One")).to_have_count(0)
