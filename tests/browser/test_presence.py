"""What one sees of the others on the canvas: carets where they write, and the switches that hide them."""

import pytest
from playwright.sync_api import expect

from tests.support.pages import open_board
from tests.support.server import wait_until

NOTE = "note-one-1"

# Where the caret after so many characters of the field's first line has to stand, in pixels of the window.
PLACE = """([field, count]) => {
  const style = getComputedStyle(field);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = style.font;
  pen.fontKerning = "auto";
  pen.textRendering = "geometricPrecision";
  const {left, top} = field.getBoundingClientRect();
  return [left + pen.measureText(field.value.slice(0, count)).width, top, parseFloat(style.lineHeight)];
}"""


@pytest.fixture
def ugo(server, stage, visitors, facilitator):
    """A second page on the same board."""
    code = facilitator.get(f"/api/boards/{stage.board_id}/invite").json()["code"]
    return open_board(visitors.new(server, caller=server.guest(code, "Ugo")), stage.board_id)


def write_on_one(board, point):
    """This person's field on the note One at this point, the caret at its end."""
    board.page.mouse.dblclick(*point)
    field = board.page.get_by_role("textbox", name="Text of the note")
    field.wait_for()
    return field


def put_caret(field, at):
    field.evaluate("(field, at) => field.setSelectionRange(at, at)", at)


def caret_stands_behind(page, field, count):
    """Whether the only caret of the others stands behind so many characters of the first line."""
    x, y, height = page.evaluate(PLACE, [field.element_handle(), count])
    box = page.locator(".board-caret").bounding_box()
    if box is None:
        return False
    near = abs(box["x"] + 1 - x) <= 1.5 and abs(box["y"] - y) <= 1.5
    return near and abs(box["height"] - height) <= 1


def test_PRESENCE_a_caret_stands_where_the_other_writes_through_edits_and_zoom(stage, ugo):
    point = stage.point(140, 240)
    mine, others = write_on_one(stage.me, point), write_on_one(ugo, point)
    page = stage.me.page
    ugo.page.keyboard.type(" bis")
    expect(mine).to_have_value("One bis")
    put_caret(others, 5)
    expect(page.locator(".board-caret")).to_have_text("Ugo")
    wait_until(lambda: caret_stands_behind(page, mine, 5), "the caret in the last word")

    put_caret(mine, 0)
    page.keyboard.type("E ")
    wait_until(lambda: caret_stands_behind(page, mine, 7), "the caret goes along with what comes before it")
    stage.watcher.one("E One bis")
    wait_until(lambda: caret_stands_behind(page, mine, 7), "and stays when the words are on the board")

    page.keyboard.press("Escape")
    page.mouse.move(*point)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    mine = write_on_one(stage.me, point)
    wait_until(lambda: caret_stands_behind(page, mine, 7), "the caret at another zoom")

    ugo.page.keyboard.press("Escape")
    expect(page.locator(".board-caret")).to_have_count(0)


def test_PRESENCE_far_away_a_mark_says_who_writes(stage, ugo):
    write_on_one(ugo, stage.point(140, 240))
    caret = stage.me.page.locator(".board-caret")
    expect(caret).to_have_count(1)

    stage.me.page.mouse.move(*stage.point(140, 240))
    stage.me.page.keyboard.down("Control")
    for _ in range(6):
        stage.me.page.mouse.wheel(0, 400)
    stage.me.page.keyboard.up("Control")

    expect(caret).to_have_class("board-caret is-afar")
    expect(caret).to_have_text("Ugo …")


def test_PRESENCE_each_mark_of_the_others_can_be_hidden_and_stays_hidden(stage, ugo):
    page = stage.me.page
    write_on_one(ugo, stage.point(140, 240))
    marks = {
        "Pointers of others": page.locator(".board-cursor:not(.is-tag)"),
        "What others have selected": page.locator(".board-overlay__other"),
        "Where others are writing": page.locator(".board-caret"),
    }
    for mark in marks.values():
        expect(mark).to_have_count(1)

    page.get_by_role("banner").get_by_role("button", name="people here").click()
    for name, mark in marks.items():
        page.get_by_role("checkbox", name=name).uncheck()
        expect(mark).to_have_count(0)
    page.reload()
    stage.me.wait_ready()

    page.get_by_role("banner").get_by_role("button", name="people here").click()
    for name in marks:
        expect(page.get_by_role("checkbox", name=name)).not_to_be_checked()
    expect(page.get_by_role("checkbox", name="What others are dragging")).to_be_checked()
    page.get_by_role("checkbox", name="Where others are writing").check()
    expect(marks["Where others are writing"]).to_have_count(1)
    expect(marks["Pointers of others"]).to_have_count(0)


def test_PRESENCE_what_others_drag_stays_where_it_is_when_hidden(stage):
    page = stage.me.page
    pixel = stage.point(1000, 300)
    empty = stage.painted(pixel)
    dragged = {"selection": [NOTE], "preview": {NOTE: {"x": 920, "y": 220}}}
    stage.watcher.person.socket.emit("presence", dragged)
    wait_until(lambda: stage.pixels(pixel) != empty, "the note under the other's hand")

    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("What others are dragging")
    page.keyboard.press("Enter")

    wait_until(lambda: stage.pixels(pixel) == empty, "the note where it really is")
