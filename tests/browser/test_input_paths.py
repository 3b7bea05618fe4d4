"""Mouse and keys that change the board; the effect of each as a second person sees it."""

import re

from playwright.sync_api import expect

from tests.support.pages import open_board
from tests.support.server import wait_until
from tests.support.stage import close_to, drag


def test_double_click_writes_a_note_there(stage):
    x, y = stage.empty_point()

    stage.me.page.mouse.dblclick(x, y)
    stage.me.page.get_by_role("textbox", name="Text of the note").wait_for()
    stage.me.page.keyboard.type("Scritta col doppio clic")
    stage.me.page.keyboard.press("Escape")

    item = stage.watcher.one("Scritta col doppio clic")
    assert (item["author"], item["frame"]) == (stage.my_id, "frame-left")
    assert close_to(item["x"] + item["w"] / 2, 600)
    assert close_to(item["y"] + item["h"] / 2, 480)
    stage.me.wait_saved()


def test_others_see_the_words_while_they_are_written(stage):
    stage.me.page.mouse.dblclick(*stage.empty_point())
    stage.me.page.get_by_role("textbox", name="Text of the note").wait_for()

    stage.me.page.keyboard.type("Half a sent")

    stage.watcher.one("Half a sent")
    stage.me.page.keyboard.type("ence")
    stage.watcher.one("Half a sentence")


def test_a_note_left_empty_goes_away(stage):
    stage.me.page.mouse.dblclick(*stage.empty_point())
    stage.me.page.get_by_role("textbox", name="Text of the note").wait_for()
    stage.watcher.wait_scene(lambda scene: len(scene) == 5, "the new note")

    stage.me.page.keyboard.press("Escape")

    stage.watcher.wait_scene(lambda scene: len(scene) == 4, "the empty note to go away")


def test_the_note_tool_places_a_note_of_the_chosen_type(stage):
    page = stage.me.page
    page.get_by_role("button", name=re.compile("^Type of the next note")).click()
    page.get_by_role("menuitemradio", name="Problem").click()

    page.mouse.click(*stage.empty_point())
    page.get_by_role("textbox", name="Text of the note").wait_for()
    page.keyboard.type("A problem")
    page.keyboard.press("Escape")

    assert stage.watcher.one("A problem")["type"] == "P"


def test_drag_moves_a_note_and_others_see_it_on_its_way(stage):
    start = stage.point(140, 240)
    zoom = stage.lens().zoom
    mouse = stage.me.page.mouse

    mouse.move(*start)
    mouse.down()
    mouse.move(start[0] + 20, start[1] + 50)
    mouse.move(start[0] + 20, start[1] + 100)
    preview = wait_until(
        lambda: (stage.watcher.here(stage.my_id)["preview"] or {}).get("note-one-1"), "the preview"
    )
    assert preview["y"] > 140
    assert stage.watcher.one("One")["y"] == 140
    mouse.up()

    stage.watcher.wait_scene(lambda scene: scene["note-one-1"]["y"] != 140, "the move")
    item = stage.watcher.one("One")
    assert close_to(item["x"], 40 + 20 / zoom)
    assert close_to(item["y"], 140 + 100 / zoom)
    assert (item["w"], item["h"], item["frame"]) == (200, 200, "frame-left")
    wait_until(lambda: stage.watcher.here(stage.my_id)["preview"] is None, "the end of the preview")


def test_drag_into_another_frame_changes_the_frame(stage):
    start, end = stage.point(140, 240), stage.point(1300, 300)

    drag(stage, start, end)

    stage.watcher.wait_scene(lambda scene: scene["note-one-1"]["frame"] == "frame-right", "the new frame")
    stage.me.sight("List")
    assert {row.id: row.section for row in stage.me.rows()}["note-one-1"] == "frame-right"


def test_drag_out_of_all_frames_leaves_it_outside(stage):
    start, end = stage.point(140, 240), stage.point(300, 720)

    drag(stage, start, end)

    stage.watcher.wait_scene(lambda scene: scene["note-one-1"]["frame"] is None, "no frame")


def test_a_handle_resizes_a_note(stage):
    stage.me.page.mouse.click(*stage.point(140, 240))
    zoom = stage.lens().zoom
    corner = stage.point(240, 340)

    drag(stage, corner, (corner[0] + 30, corner[1] + 60))

    stage.watcher.wait_scene(lambda scene: scene["note-one-1"]["w"] != 200, "the new size")
    item = stage.watcher.one("One")
    assert (item["x"], item["y"]) == (40, 140)
    assert close_to(item["w"], 200 + 30 / zoom)
    assert close_to(item["h"], 200 + 60 / zoom)


def test_a_rectangle_selects_several_and_others_see_which(stage):
    drag(stage, stage.point(20, 380), stage.point(500, 200))

    wait_until(
        lambda: set(stage.watcher.here(stage.my_id)["selection"]) == {"note-one-1", "note-two-2"},
        "the selection",
    )
    expect(stage.me.page.get_by_role("toolbar", name="Selection")).to_contain_text("2 selected")


def test_several_move_together(stage):
    drag(stage, stage.point(20, 380), stage.point(500, 200))
    start = stage.point(140, 240)
    zoom = stage.lens().zoom

    drag(stage, start, (start[0], start[1] + 60))

    stage.watcher.wait_scene(lambda scene: scene["note-one-1"]["y"] != 140, "the move")
    one, two = stage.watcher.one("One"), stage.watcher.one("Two")
    assert one["y"] == two["y"]
    assert close_to(one["y"], 140 + 60 / zoom)


def test_ctrl_d_duplicates(stage):
    stage.me.page.mouse.click(*stage.point(140, 240))

    stage.me.page.keyboard.press("Control+d")

    stage.watcher.wait_scene(lambda scene: len(scene) == 5, "the copy")
    first, second = stage.watcher.notes("One")
    assert first["type"] == second["type"]
    assert (first["x"], first["y"]) != (second["x"], second["y"])


def test_delete_takes_the_selection_away(stage):
    drag(stage, stage.point(20, 380), stage.point(500, 200))

    stage.me.page.keyboard.press("Delete")

    stage.watcher.wait_scene(lambda scene: set(scene) == {"frame-left", "frame-right"}, "no notes")


def test_the_selection_bar_changes_the_type(stage):
    page = stage.me.page
    page.mouse.click(*stage.point(140, 240))

    page.get_by_role("toolbar", name="Selection").get_by_role("button", name="Type: Idea").click()
    page.get_by_role("menuitemradio", name="Decision").click()

    stage.watcher.wait_scene(lambda scene: scene["note-one-1"]["type"] == "X", "the new type")


def test_the_context_menu_duplicates_and_deletes(stage):
    page = stage.me.page
    one, two = stage.point(140, 240), stage.point(380, 180)

    page.mouse.click(*one, button="right")
    page.get_by_role("menuitem", name="Duplicate").click()
    stage.watcher.wait_scene(lambda scene: len(scene) == 5, "the copy")
    page.mouse.click(*two, button="right")
    page.get_by_role("menuitem", name="Delete").click()

    stage.watcher.wait_scene(lambda scene: "note-two-2" not in scene and len(scene) == 4, "one fewer")


def test_escape_takes_a_drag_back(stage):
    start = stage.point(140, 240)
    mouse = stage.me.page.mouse

    mouse.move(*start)
    mouse.down()
    mouse.move(start[0] + 100, start[1] + 100)
    wait_until(lambda: stage.watcher.here(stage.my_id)["preview"], "the preview")
    stage.me.page.keyboard.press("Escape")
    mouse.up()

    wait_until(lambda: stage.watcher.here(stage.my_id)["preview"] is None, "the end of the preview")
    assert stage.watcher.one("One")["x"] == 40


def test_a_second_page_shows_the_other_cursor_with_its_name(stage, server, facilitator, visitors):
    code = facilitator.get(f"/api/boards/{stage.board_id}/invite").json()["code"]
    caller = server.guest(code, "Nora")

    other = open_board(visitors.new(server, caller=caller), stage.board_id)

    stage.me.page.mouse.move(*stage.empty_point())
    stage.me.page.mouse.move(*stage.point(610, 470))

    expect(other.page.locator(".board-root").get_by_text("Mia")).to_be_visible()
