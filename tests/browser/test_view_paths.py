"""Wheel, fingers and keys that move the view; the effect of each as a second person sees it."""

import re

import pytest

from tests.support.browser import Visitors
from tests.support.server import wait_until
from tests.support.stage import Stage, close_to, drag, new_stage
from tests.support.touch import Fingers

TABLET = {"width": 834, "height": 1112}


@pytest.fixture
def tablet(server, facilitator, visitors: Visitors):
    stage = new_stage(server, facilitator, visitors, size=TABLET, has_touch=True)
    yield stage
    stage.watcher.person.disconnect()


def check_moved(stage: Stage, before, dx: float, dy: float) -> None:
    """The board has moved by these pixels: the second person sees the cursor at what is there now."""
    wait_place(stage, before.left + dx, before.top + dy)
    x, y = 700, 500
    stage.me.page.mouse.move(x - 5, y)
    stage.me.page.mouse.move(x, y)
    stage.watcher.wait_cursor(stage.my_id, before.on_board(x - dx, y - dy))


def wait_place(stage: Stage, left: float, top: float, tolerance: float = 2) -> None:
    """Return when the zero of the board is drawn at this point of the screen."""

    def is_there() -> bool:
        now = stage.lens()
        return close_to(now.left, left, tolerance) and close_to(now.top, top, tolerance)

    wait_until(is_there, "the board to move")


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


PASTE = """([text, isPanned]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  if (isPanned) document.dispatchEvent(new PointerEvent("pointerup", { button: 1, bubbles: true }));
  document.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def test_the_middle_button_pastes_nothing(stage):
    """On some systems it pastes what is marked anywhere."""
    page = stage.me.page
    page.mouse.click(*stage.empty_point())
    page.evaluate(PASTE, ["Copied", False])
    stage.watcher.one("Copied")

    page.evaluate(PASTE, ["Marked elsewhere", True])
    page.keyboard.press("Control+z")

    wait_until(lambda: not stage.watcher.notes("Copied"), "the only paste to be undone")
    assert not stage.watcher.notes("Marked elsewhere")


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
    tablet.me.item("One").focus()  # it stays in the invisible list when it leaves the view
    before = tablet.lens()
    x, y = before.on_screen(600, 480)

    Fingers(tablet.me.page).move(((x - 40, y), (x + 40, y)), ((x - 100, y), (x + 100, y)))

    wait_until(lambda: close_to(tablet.lens().zoom, before.zoom * 2.5, 0.1), "2.5 times as near")

    def is_held() -> bool:
        return all(close_to(a, b, 4) for a, b in zip(tablet.point(600, 480), (x, y), strict=True))

    wait_until(is_held, "what was between the fingers, between them")
    write_by_double_tap(tablet, (x, y), "By finger after a pinch")
    item = tablet.watcher.one("By finger after a pinch")
    assert close_to(item["x"] + item["w"] / 2, 600, 10)
    assert close_to(item["y"] + item["h"] / 2, 480, 10)


def test_two_fingers_pan(tablet):
    before = tablet.lens()
    x, y = before.on_screen(600, 480)

    Fingers(tablet.me.page).move(((x - 40, y), (x + 40, y)), ((x - 20, y + 90), (x + 60, y + 90)))

    wait_place(tablet, before.left + 20, before.top + 90, 4)
    assert close_to(tablet.lens().zoom, before.zoom, 0.02)
    write_by_double_tap(tablet, (x + 20, y + 90), "By finger after a pan")
    item = tablet.watcher.one("By finger after a pan")
    assert close_to(item["x"] + item["w"] / 2, 600, 10)


def test_one_finger_pans_where_nothing_lies_and_drags_a_note(tablet):
    before = tablet.lens()
    x, y = before.on_screen(600, 480)
    fingers = Fingers(tablet.me.page)

    fingers.move(((x, y),), ((x + 60, y + 60),))
    wait_place(tablet, before.left + 60, before.top + 60, 12)
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


def test_a_window_at_400_percent_leaves_the_canvas_most_of_its_height(server, facilitator, visitors):
    low = new_stage(server, facilitator, visitors, size={"width": 320, "height": 256})
    page = low.me.page
    page.get_by_role("button", name="Canvas", exact=True).click()
    low.me.item("One").wait_for(state="attached")

    top, canvas, dock = (page.locator(place).bounding_box() for place in (".topbar", ".board-root", ".dock"))

    assert canvas["height"] >= 150
    assert top["y"] + top["height"] <= canvas["y"]
    assert canvas["y"] + canvas["height"] <= dock["y"]
    assert dock["y"] + dock["height"] <= 256
    low.watcher.person.disconnect()
