"""Turning by the handle of the selection: mouse, keys and fingers."""

import math

import pytest
from playwright.sync_api import expect

from tests.support.rooms import patch
from tests.support.server import wait_until
from tests.support.stage import new_stage
from tests.support.touch import Fingers

NOTE = "note-one-1"  # 200 by 200 at 40, 140


@pytest.fixture
def touch_stage(server, facilitator, visitors):
    stage = new_stage(server, facilitator, visitors, has_touch=True)
    yield stage
    stage.watcher.person.disconnect()


def select(stage, *points):
    page = stage.me.page
    for at, point in enumerate(points):
        page.keyboard.down("Shift") if at else None
        page.mouse.click(*stage.point(*point))
        page.keyboard.up("Shift") if at else None


def handle_at(stage):
    """The middle of the handle that turns, on the screen, when what was done so far has been drawn."""
    stage.me.wait_drawn()
    box = stage.me.page.locator(".board-overlay__turn circle").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def around(middle, start, degrees):
    """The point of the screen that `start` comes to when it goes around `middle`."""
    turn = math.radians(degrees)
    dx, dy = start[0] - middle[0], start[1] - middle[1]
    return (
        middle[0] + dx * math.cos(turn) - dy * math.sin(turn),
        middle[1] + dx * math.sin(turn) + dy * math.cos(turn),
    )


def turn_by_mouse(stage, middle, degrees, key=None):
    mouse, start = stage.me.page.mouse, handle_at(stage)
    mouse.move(*start)
    if key:
        stage.me.page.keyboard.down(key)
    mouse.down()
    for share in (0.3, 0.7, 1):
        mouse.move(*around(middle, start, degrees * share))


def rotation(stage, item=NOTE):
    return stage.watcher.scene[item].get("rotation", 0)


def test_TURN_the_handle_turns_and_says_how_far(stage):
    page = stage.me.page
    middle = stage.point(140, 240)
    select(stage, (140, 240))
    turn_by_mouse(stage, middle, 37)
    expect(page.locator(".board-tools__angle")).to_have_text("37°")
    page.mouse.up()

    wait_until(lambda: rotation(stage) == 37, "the note turned")
    expect(page.locator(".board-tools__angle")).to_have_text("")
    page.keyboard.press("Control+z")
    wait_until(lambda: rotation(stage) == 0, "the note straight again")


def test_TURN_shift_goes_in_steps_and_escape_takes_it_back(stage):
    page = stage.me.page
    middle = stage.point(140, 240)
    select(stage, (140, 240))
    turn_by_mouse(stage, middle, 40, "Shift")
    page.mouse.up()
    page.keyboard.up("Shift")
    wait_until(lambda: rotation(stage) == 45, "a step")

    turn_by_mouse(stage, middle, -60)
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator(".board-tools__angle")).to_have_text("")
    assert rotation(stage) == 45


def test_TURN_two_notes_turn_around_their_common_middle_in_one_change(stage):
    middle = stage.point(260, 240)
    select(stage, (140, 240), (380, 240))
    turn_by_mouse(stage, middle, 90)
    stage.me.page.mouse.up()

    wait_until(lambda: rotation(stage) == 90 == rotation(stage, "note-two-2"), "both turned")
    one, two = stage.watcher.scene[NOTE], stage.watcher.scene["note-two-2"]
    assert (one["x"], one["y"], two["x"], two["y"]) == (160, 20, 160, 260)
    assert len(stage.watcher.person.entries[-1]["ops"]) == 2


def test_TURN_a_turned_note_is_taken_where_it_is_seen(stage):
    page = stage.me.page
    leo = stage.watcher.person
    assert leo.op(patch(NOTE, rotation=45), patch("note-two-2", text="Second"))["ok"]
    stage.me.item("Second").wait_for(state="attached")
    corner, tip = stage.point(48, 148), stage.point(140, 110)

    page.mouse.click(*corner)
    stage.me.wait_drawn()
    expect(page.locator(".selection-bar")).to_have_count(0)
    page.mouse.click(*tip)
    expect(page.locator(".selection-bar")).to_have_count(1)
    page.keyboard.press("Escape")

    page.mouse.move(*stage.point(20, 115))
    page.mouse.down()
    page.mouse.move(*stage.point(60, 160))  # the corner of its box, where nothing is
    page.mouse.up()
    stage.me.wait_drawn()
    expect(page.locator(".selection-bar")).to_have_count(0)


def test_TURN_by_keys_fifteen_degrees_and_one(stage):
    page = stage.me.page
    select(stage, (140, 240))
    page.keyboard.press("r")
    wait_until(lambda: rotation(stage) == 15, "a step to the right")
    page.keyboard.press("Alt+r")
    wait_until(lambda: rotation(stage) == 16, "one degree more")
    page.keyboard.press("Shift+R")
    wait_until(lambda: rotation(stage) == 1, "a step to the left")
    page.keyboard.press("Alt+Shift+R")
    wait_until(lambda: rotation(stage) == 0, "straight")


def test_TURN_by_finger(touch_stage):
    fingers = Fingers(touch_stage.me.page)
    middle = touch_stage.point(140, 240)
    fingers.tap(middle)
    touch_stage.me.page.locator(".board-overlay__turn").wait_for()
    start = handle_at(touch_stage)
    fingers.move((start,), (around(middle, start, 30),))

    wait_until(lambda: rotation(touch_stage) not in (0, None), "the note turned")
    assert abs(rotation(touch_stage) - 30) <= 1


def test_TURN_what_another_turns_is_seen_while_it_turns(stage):
    tip = stage.point(140, 105)
    empty = stage.painted(tip)
    held = {NOTE: {"x": 40, "y": 140, "rotation": 45}}
    stage.watcher.person.socket.emit("presence", {"selection": [NOTE], "preview": held})

    wait_until(lambda: stage.pixels(tip) != empty, "the tip of the turned note")
