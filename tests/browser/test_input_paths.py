"""Mouse, wheel, fingers and keys on the canvas; the effect of each as a second person sees it."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import Visitors
from tests.support.pages import open_board
from tests.support.server import wait_until
from tests.support.stage import Stage, new_stage
from tests.support.touch import Fingers

TABLET = {"width": 834, "height": 1112}


@pytest.fixture
def stage(server, facilitator, visitors: Visitors):
    stage = new_stage(server, facilitator, visitors)
    yield stage
    stage.watcher.person.disconnect()


@pytest.fixture
def tablet(server, facilitator, visitors: Visitors):
    stage = new_stage(server, facilitator, visitors, size=TABLET, has_touch=True)
    yield stage
    stage.watcher.person.disconnect()


def drag(stage: Stage, start, end) -> None:
    """With the main button of the mouse, in a few steps."""
    mouse = stage.me.page.mouse
    mouse.move(*start)
    mouse.down()
    mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    mouse.move(*end)
    mouse.up()


def check_moved(stage: Stage, before, dx: float, dy: float) -> None:
    """The board has moved by these pixels: the second person sees the cursor at what is there now."""
    x, y = 700, 500
    stage.me.page.mouse.move(x - 5, y)
    stage.me.page.mouse.move(x, y)
    stage.watcher.wait_cursor(stage.my_id, before.on_board(x - dx, y - dy))


def close_to(a: float, b: float, tolerance: float = 2) -> bool:
    return abs(a - b) <= tolerance


# --- moving the view ------------------------------------------------------------------------------


def test_wheel_pans_down_and_sideways(stage):
    before = stage.lens()
    stage.me.page.mouse.move(*stage.empty_point())

    stage.me.page.mouse.wheel(30, 120)

    check_moved(stage, before, -30, -120)


def test_shift_wheel_pans_sideways(stage):
    before = stage.lens()
    stage.me.page.mouse.move(*stage.empty_point())

    stage.me.page.keyboard.down("Shift")
    stage.me.page.mouse.wheel(0, 100)
    stage.me.page.keyboard.up("Shift")

    check_moved(stage, before, -100, 0)


def test_ctrl_wheel_zooms_around_the_pointer(stage):
    before = stage.lens()
    anchor = stage.empty_point()
    stage.me.page.mouse.move(*anchor)

    stage.me.page.keyboard.down("Control")
    stage.me.page.mouse.wheel(0, -100)
    stage.me.page.keyboard.up("Control")

    wait_until(lambda: stage.lens().zoom > before.zoom * 1.05, "the zoom")
    after = stage.lens()
    assert all(close_to(a, b) for a, b in zip(after.on_screen(600, 480), anchor, strict=True))
    stage.me.page.mouse.move(anchor[0] - 150, anchor[1] - 100)
    stage.watcher.wait_cursor(stage.my_id, (600 - 150 / after.zoom, 480 - 100 / after.zoom))


def test_space_and_drag_pans(stage):
    before = stage.lens()
    x, y = stage.empty_point()
    stage.me.page.mouse.click(x, y)

    stage.me.page.keyboard.down("Space")
    drag(stage, (x, y), (x - 90, y - 60))
    stage.me.page.keyboard.up("Space")

    check_moved(stage, before, -90, -60)
    assert stage.watcher.one("One")["x"] == 40


def test_the_hand_tool_pans_and_moves_no_note(stage):
    before = stage.lens()
    x, y = stage.point(140, 240)  # on the note One
    stage.me.tool("Move the board")

    drag(stage, (x, y), (x + 70, y + 40))

    check_moved(stage, before, 70, 40)
    assert stage.watcher.one("One")["x"] == 40


def test_the_middle_button_pans(stage):
    before = stage.lens()
    x, y = stage.empty_point()
    mouse = stage.me.page.mouse

    mouse.move(x, y)
    mouse.down(button="middle")
    mouse.move(x + 50, y + 30)
    mouse.move(x + 100, y + 50)
    mouse.up(button="middle")

    check_moved(stage, before, 100, 50)


def test_arrow_keys_pan_and_plus_minus_zoom(stage):
    before = stage.lens()
    stage.me.page.mouse.click(*stage.empty_point())
    press = stage.me.page.keyboard.press

    press("ArrowRight")
    press("ArrowDown")

    check_moved(stage, before, -80, -80)
    percent = stage.me.zoom_percent()
    press("+")
    wait_until(lambda: close_to(stage.me.zoom_percent(), percent * 1.25), "one step nearer")
    press("-")
    wait_until(lambda: stage.me.zoom_percent() == percent, "one step back")
    press("0")
    wait_until(lambda: stage.me.zoom_percent() == 100, "100 %")
    press("Shift+Digit1")
    wait_until(lambda: close_to(stage.lens().left, before.left), "the whole board")


def test_the_zoom_bar_does_the_same(stage):
    page, percent = stage.me.page, stage.me.zoom_percent()

    page.get_by_role("button", name="Closer").click()
    wait_until(lambda: close_to(stage.me.zoom_percent(), percent * 1.25), "one step nearer")
    page.get_by_role("button", name="Further away").click()
    wait_until(lambda: stage.me.zoom_percent() == percent, "one step back")
    page.get_by_role("button", name=re.compile("Actual size")).click()
    wait_until(lambda: stage.me.zoom_percent() == 100, "100 %")
    page.get_by_role("button", name="Show everything").click()
    wait_until(lambda: stage.me.zoom_percent() == percent, "the whole board")


def test_two_fingers_pinch_around_their_middle(tablet):
    before = tablet.lens()
    x, y = before.on_screen(600, 480)

    Fingers(tablet.me.page).move(((x - 40, y), (x + 40, y)), ((x - 100, y), (x + 100, y)))

    wait_until(lambda: close_to(tablet.lens().zoom, before.zoom * 2.5, 0.1), "2.5 times as near")
    after = tablet.lens()
    assert all(close_to(a, b, 4) for a, b in zip(after.on_screen(600, 480), (x, y), strict=True))
    write_by_double_tap(tablet, (x, y), "By finger after a pinch")
    item = tablet.watcher.one("By finger after a pinch")
    assert close_to(item["x"] + item["w"] / 2, 600, 10)
    assert close_to(item["y"] + item["h"] / 2, 480, 10)


def test_two_fingers_pan(tablet):
    before = tablet.lens()
    x, y = before.on_screen(600, 480)

    Fingers(tablet.me.page).move(((x - 40, y), (x + 40, y)), ((x - 20, y + 90), (x + 60, y + 90)))

    wait_until(lambda: close_to(tablet.lens().left, before.left + 20, 4), "the pan")
    assert close_to(tablet.lens().top, before.top + 90, 4)
    assert close_to(tablet.lens().zoom, before.zoom, 0.02)
    write_by_double_tap(tablet, (x + 20, y + 90), "By finger after a pan")
    item = tablet.watcher.one("By finger after a pan")
    assert close_to(item["x"] + item["w"] / 2, 600, 10)


def test_one_finger_pans_where_nothing_lies_and_drags_a_note(tablet):
    before = tablet.lens()
    x, y = before.on_screen(600, 480)
    fingers = Fingers(tablet.me.page)

    fingers.move(((x, y),), ((x + 60, y + 60),))
    wait_until(lambda: close_to(tablet.lens().left, before.left + 60, 12), "the pan")
    assert tablet.watcher.one("One")["x"] == 40

    now = tablet.lens()
    start = now.on_screen(140, 240)
    fingers.move((start,), ((start[0], start[1] + 100),))
    tablet.watcher.wait_scene(lambda scene: scene["note-one-1"]["y"] > 200, "the note has moved")
    assert tablet.watcher.one("One")["x"] == 40


def write_by_double_tap(stage: Stage, at, text: str) -> None:
    fingers = Fingers(stage.me.page)
    fingers.tap(at)
    fingers.tap(at)
    stage.me.page.get_by_role("textbox", name="Text of the note").fill(text)
    stage.me.page.keyboard.press("Escape")


# --- changing the board ---------------------------------------------------------------------------


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
