"""With the keyboard alone: joining, and all that a participant does on a board, on list and canvas."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import NARROW, PHONE, Visitors
from tests.support.keys import Keys
from tests.support.pages import BoardPage, open_board
from tests.support.rooms import delete, note, patch
from tests.support.server import wait_until
from tests.support.stage import STAGE, Stage, Watcher, new_board
from tests.support.words import words

OWN_SERVER = True  # Tab goes through the start page, which lists all boards
LOCALES = ["en", "it"]
LOST = "Somebody deleted what you were on. The focus is on what was next to it."


@pytest.fixture(params=LOCALES)
def joined(request, server, facilitator, visitors: Visitors):
    """(keys, board, watcher): somebody who has joined by typing the code and a name."""
    locale = request.param
    say = words(locale)
    board_id, code = new_board(facilitator, *STAGE)
    watcher = Watcher(server.guest(code, "Leo"), board_id)
    visitor = visitors.new(server, locale=locale)
    visitor.go("/")
    keys = Keys(visitor.page)
    wait_focus(keys, say("Code"))
    keys.type(code.lower())
    keys.tab_to(say("Your name"))
    keys.type("Mia")
    keys.tab_to(say("Join"))
    keys.press("Enter")
    visitor.page.wait_for_url("**/b/*")
    yield keys, BoardPage(visitor.page, locale).wait_ready(), watcher
    watcher.person.disconnect()


def wait_focus(keys: Keys, name: str | re.Pattern[str]) -> None:
    pattern = re.compile(f"^{re.escape(name)}$") if isinstance(name, str) else name
    try:
        wait_until(lambda: pattern.search(keys.focus or ""), "the focus", 10)
    except AssertionError:
        raise AssertionError(f"the focus is on {keys.focus}, not on {name}") from None
    keys.check_focus_seen()


def test_LIST2_everything_in_the_list_by_keyboard_alone(joined):
    keys, board, watcher = joined
    say = board.say
    keys.tab_to(say("List"))
    keys.press("Enter")

    keys.tab_to(say("New note in %(where)s", where="Left"))
    keys.type("Prima stesura")
    keys.press("Enter")
    item = watcher.one("Prima stesura")
    assert item["frame"] == "frame-left"
    wait_focus(keys, say("New note in %(where)s", where="Left"))

    keys.tab_to(re.compile("One"), "Shift+Tab")
    keys.press("End")
    wait_focus(keys, re.compile("Prima stesura"))
    keys.press("Enter")
    wait_focus(keys, say("Text"))
    keys.type(" corretta")
    keys.press("Enter")
    watcher.one("Prima stesura corretta")
    wait_focus(keys, re.compile("Prima stesura corretta"))

    keys.press("t")
    wait_focus(keys, re.compile(say("Idea") + "$"))  # the choice, not the note
    keys.type(say("Problem")[0])
    keys.press("Enter")
    watcher.wait_scene(lambda scene: scene[item["id"]]["type"] == "P", "the type")
    wait_focus(keys, re.compile("Prima stesura corretta"))

    keys.press("m")
    wait_focus(keys, "Left")
    keys.press("ArrowDown", "Enter")
    watcher.wait_scene(lambda scene: scene[item["id"]]["frame"] == "frame-right", "the frame")
    wait_focus(keys, re.compile("Prima stesura corretta"))

    keys.press("Delete")
    watcher.wait_scene(lambda scene: item["id"] not in scene, "the note to go")
    wait_until(lambda: keys.focus is not None, "a new place for the focus")


def test_LIST2_everything_on_the_canvas_by_keyboard_alone(joined):
    keys, board, watcher = joined
    say = board.say

    keys.press("n")
    wait_focus(keys, say("Text of the note"))
    keys.type("Sul disegno")
    keys.press("Escape")
    item = watcher.one("Sul disegno")
    wait_focus(keys, re.compile("Sul disegno"))

    keys.press("Enter")
    wait_focus(keys, say("Text of the note"))
    keys.type(", con la tastiera")
    keys.press("Escape")
    watcher.one("Sul disegno, con la tastiera")
    wait_focus(keys, re.compile("Sul disegno, con la tastiera"))

    keys.press("m")
    wait_until(lambda: board.page.get_by_role("menu").count() == 1, "the menu")
    keys.press("Home", "ArrowDown")
    wait_focus(keys, "Right")
    keys.press("Enter")
    moved = watcher.wait_scene(
        lambda scene: scene[item["id"]] if scene[item["id"]]["frame"] == "frame-right" else None, "the frame"
    )
    wait_focus(keys, re.compile("Sul disegno, con la tastiera"))

    keys.press("ArrowRight")
    watcher.wait_scene(lambda scene: scene[item["id"]]["x"] > moved["x"], "the nudge")

    keys.press("Delete")
    watcher.wait_scene(lambda scene: item["id"] not in scene, "the note to go")
    wait_until(lambda: keys.focus is not None, "a new place for the focus")


def test_the_canvas_is_walked_in_reading_order_and_space_selects(stage):
    keys = Keys(stage.me.page)
    keys.tab_to(re.compile("^Frame: Left"))

    keys.press("ArrowDown")
    wait_focus(keys, re.compile("One"))
    keys.press("ArrowDown")
    wait_focus(keys, re.compile("Two"))
    keys.press("End")
    wait_focus(keys, re.compile("^Frame: Right"))
    keys.press("ArrowUp", "Space")

    wait_until(lambda: stage.watcher.here(stage.my_id)["selection"] == ["note-two-2"], "the selection")
    expect(stage.me.item("Two")).to_have_attribute("aria-pressed", "true")


def test_LIST2_a_facilitator_adds_names_and_deletes_a_frame_by_keyboard(server, facilitator, visitors):
    board_id, code = new_board(facilitator, *STAGE)
    watcher = Watcher(server.guest(code, "Leo"), board_id)
    board = open_board(visitors.new(server, caller=facilitator), board_id)
    keys = Keys(board.page)
    keys.tab_to("List")
    keys.press("Enter")

    keys.tab_to("Add a frame")
    keys.press("Enter")
    wait_focus(keys, "Title")
    keys.type("Offers")
    keys.press("Enter")

    watcher.wait_scene(
        lambda scene: any(item.get("title") == "Offers" for item in scene.values()), "the frame"
    )
    wait_focus(keys, "Add a frame")
    keys.tab_to("Change the frame Offers", "Shift+Tab")
    keys.press("Enter")
    wait_focus(keys, "Title and question")
    keys.press("End")
    wait_focus(keys, "Delete the frame; its notes stay")
    keys.press("Enter")
    watcher.wait_scene(
        lambda scene: all(item.get("title") != "Offers" for item in scene.values()), "no frame"
    )
    watcher.person.disconnect()


def test_letter_keys_can_be_turned_off(stage):
    page, keys = stage.me.page, Keys(stage.me.page)
    keys.press("?")
    wait_until(lambda: page.get_by_role("dialog").count() == 1, "the shortcuts")
    keys.tab_to(re.compile("Single keys such as N and T"))
    keys.press("Space", "Escape")
    wait_until(lambda: page.get_by_role("dialog").count() == 0, "the end of the dialog")

    keys.tab_to(re.compile("^Frame: Left"))
    keys.press("n", "t", "?", "Control+k")

    wait_focus(keys, "Find a command")
    expect(page.get_by_role("dialog")).to_have_count(1)
    expect(page.locator(".board-editor")).to_have_count(0)


# --- other people's changes ----------------------------------------------------------------------


def others_change_everything(stage: Stage) -> None:
    """All that may happen around the note One: text, place, order, frame, new ones, one that goes."""
    leo = stage.watcher.person
    changes = [
        note("note-new-1", text="Before", z="a1V", frame="frame-left", x=560, y=140),
        note("note-new-2", text="After", z="a9", frame="frame-left", x=560, y=360),
        patch("note-one-1", text="One, by Leo"),
        patch("note-one-1", type="P"),
        patch("note-one-1", x=60, y=160),
        patch("note-one-1", z="aZ"),
        delete("note-two-2"),
        patch("note-one-1", frame="frame-right", x=1000, y=200),
    ]
    for change in changes:
        assert leo.op(change)["ok"]


def test_LIST3_nobody_elses_change_moves_the_focus_in_the_list(stage):
    keys = Keys(stage.me.page)
    stage.me.sight("List")
    keys.tab_to(re.compile("One"))

    others_change_everything(stage)

    stage.me.page.locator(".list").get_by_text("After", exact=True).wait_for()
    wait_focus(keys, re.compile("Problem: One, by Leo"))
    assert (
        stage.me.page.evaluate("document.activeElement.closest('[data-section]').dataset.section")
        == "frame-right"
    )


def test_LIST3_the_focus_goes_to_the_neighbour_when_the_note_is_deleted(stage):
    keys = Keys(stage.me.page)
    stage.me.sight("List")
    keys.tab_to(re.compile("One"))

    stage.watcher.person.op(delete("note-one-1"))

    wait_focus(keys, re.compile("Two"))
    expect(stage.me.page.get_by_role("status").filter(has_text=LOST)).to_have_count(1)


def test_LIST3_the_focus_goes_to_the_neighbour_on_the_canvas_too_and_it_is_told(stage):
    keys = Keys(stage.me.page)
    keys.tab_to(re.compile("^Frame: Left"))
    keys.press("ArrowDown")
    wait_focus(keys, re.compile("One"))

    stage.watcher.person.op(delete("note-one-1"))

    wait_focus(keys, re.compile("Two"))
    expect(stage.me.page.get_by_role("status").filter(has_text=LOST)).to_have_count(1)


def test_others_changes_are_told_as_often_as_somebody_chose_and_it_is_kept(stage):
    page = stage.me.page
    open_menu = page.get_by_role("button", name="Menu", exact=True)
    open_menu.click()
    page.get_by_role("menuitemradio", name="Announcements every 30 s").click()
    page.reload()
    stage.me.wait_ready()

    open_menu.click()

    chosen = page.get_by_role("menuitemradio", name="Announcements every 30 s")
    expect(chosen).to_have_attribute("aria-checked", "true")


def test_LIST3_nobody_elses_change_moves_the_focus_on_the_canvas(stage):
    keys = Keys(stage.me.page)
    keys.tab_to(re.compile("^Frame: Left"))
    keys.press("ArrowDown")
    wait_focus(keys, re.compile("One"))

    others_change_everything(stage)

    stage.me.item("After").wait_for(state="attached")
    wait_focus(keys, re.compile("Problem: One, by Leo"))


@pytest.mark.parametrize("sight", ["Canvas", "List"])
def test_LIST3_writing_goes_on_while_others_change_things(stage, sight):
    keys = Keys(stage.me.page)
    stage.me.sight(sight)
    keys.tab_to(re.compile("One" if sight == "List" else "^Frame: Left"))
    if sight == "Canvas":
        keys.press("ArrowDown")
    keys.press("Enter")
    field = "Text" if sight == "List" else "Text of the note"
    wait_focus(keys, field)
    keys.type(" and")

    leo = stage.watcher.person
    for change in (
        note("note-new-1", text="Before", z="a1V", frame="frame-left", x=560, y=140),
        patch("note-one-1", type="P"),
        patch("note-one-1", z="aZ"),
        delete("note-two-2"),
    ):
        assert leo.op(change)["ok"]
    wait_focus(keys, field)
    keys.type(" more")
    keys.press("Enter" if sight == "List" else "Escape")

    stage.watcher.one("One and more")


def test_TXT1_the_row_goes_elsewhere_and_the_caret_stays_in_its_words(stage):
    keys = Keys(stage.me.page)
    stage.me.sight("List")
    keys.tab_to(re.compile("One"))
    keys.press("Enter")
    wait_focus(keys, "Text")

    leo = stage.watcher.person
    for at in range(12):
        keys.type(f" {at}")
        leo.op(patch("note-one-1", frame="frame-right" if at % 2 == 0 else "frame-left"))
        keys.type(".")
        wait_focus(keys, "Text")

    stage.watcher.one("One " + " ".join(f"{at}." for at in range(12)))


# --- every stop --------------------------------------------------------------------------------------


PAGES = ["/", "/sign-in", "/about", "/join", "/join/AAAAAA"]
PAGES_OF_FACILITATORS = [
    "/",
    "/new",
    "/methods/T08",
    "/import",
    "/account",
    "/b/{board}/invite",
    "/b/{board}/rename",
    "/b/{board}/delete",
    "/b/{board}/method",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_stop_of_a_page_shows_the_focus(server, visitors, path):
    visitor = visitors.new(server)
    visitor.trouble.statuses = {404}
    visitor.go(path)

    stops = Keys(visitor.page).all_stops()

    assert stops[0] == "Skip to the content"
    assert len(stops) >= 4


@pytest.mark.parametrize("path", PAGES_OF_FACILITATORS)
def test_every_stop_of_a_facilitators_page_shows_the_focus(server, facilitator, visitors, path):
    board = facilitator.get("/api/boards").json()["boards"][0]["id"]
    visitor = visitors.new(server, caller=facilitator)
    visitor.go(path.format(board=board))

    assert len(Keys(visitor.page).all_stops()) >= 4


@pytest.mark.parametrize("sight", ["Canvas", "Canvas and list", "List"])
def test_every_stop_of_the_board_shows_the_focus(server, facilitator, visitors, sight):
    board_id, _ = new_board(facilitator, *STAGE)
    board = open_board(visitors.new(server, caller=facilitator), board_id)
    board.sight(sight)

    stops = Keys(board.page).all_stops()

    for name in ("Start page", "Take home", "Invite", "Menu", sight):
        assert name in stops
    assert len(stops) == len(set(stops)), "two stops with the same name"


@pytest.mark.parametrize("size", [PHONE, NARROW], ids=["360", "320"])
def test_every_stop_of_the_phone_list_shows_the_focus(server, facilitator, visitors, size):
    board_id, _ = new_board(facilitator, *STAGE)
    board = open_board(visitors.new(server, caller=facilitator, size=size), board_id)

    stops = Keys(board.page).all_stops()

    assert {"Menu", "Add a note", "List", "Canvas", "People"} <= set(stops)
