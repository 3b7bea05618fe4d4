"""The commands of the canvas by menu, key and palette; the effect of each as a second person sees it."""

import re

from playwright.sync_api import expect

from tests.support.items import create
from tests.support.rooms import patch
from tests.support.server import wait_until
from tests.support.stage import close_to, drag


def select_both(stage):
    """Notes One and Two, by a rectangle around them."""
    drag(stage, stage.point(20, 380), stage.point(500, 200))
    expect(stage.me.page.get_by_role("toolbar", name="Selection")).to_contain_text("2 selected")


def open_palette(page):
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Find a command")).to_be_focused()


def test_the_selection_bar_aligns_and_undo_takes_it_back_in_one_step(stage):
    page = stage.me.page
    drag(stage, stage.point(380, 240), stage.point(420, 380))
    stage.watcher.wait_scene(lambda scene: scene["note-two-2"]["y"] != 140, "the move")
    select_both(stage)

    page.get_by_role("toolbar", name="Selection").get_by_role("button", name="Arrange").click()
    page.get_by_role("menuitem", name="Align to the top").click()

    stage.watcher.wait_scene(lambda scene: scene["note-two-2"]["y"] == scene["note-one-1"]["y"], "one line")
    page.keyboard.press("Control+z")
    stage.watcher.wait_scene(lambda scene: scene["note-two-2"]["y"] > 200, "the old place")


def test_keys_align_tidy_and_put_to_the_back(stage):
    page = stage.me.page
    select_both(stage)

    page.keyboard.press("Alt+Shift+ArrowLeft")
    stage.watcher.wait_scene(lambda scene: scene["note-two-2"]["x"] == 40, "the same left edge")
    page.keyboard.press("Shift+T")
    stage.watcher.wait_scene(lambda scene: scene["note-two-2"]["x"] == 260, "the grid")
    page.keyboard.press("PageDown")

    stage.watcher.wait_scene(lambda scene: scene["note-one-1"]["z"] < scene["frame-left"]["z"], "the back")


def test_the_palette_finds_a_command_by_some_letters_and_does_it(stage):
    page = stage.me.page
    select_both(stage)

    open_palette(page)
    page.keyboard.type("align bott")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")

    expect(page.get_by_role("dialog")).to_have_count(0)
    stage.watcher.wait_scene(
        lambda scene: close_to(scene["note-two-2"]["y"], scene["note-one-1"]["y"]), "one line below"
    )


def test_the_palette_does_what_is_written_also_when_enter_comes_at_once(stage):
    page = stage.me.page
    select_both(stage)
    open_palette(page)

    page.get_by_role("combobox", name="Find a command").evaluate(
        """(field) => {
            field.value = "align left";
            field.dispatchEvent(new InputEvent("input", { bubbles: true }));
            field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
        }"""
    )

    stage.watcher.wait_scene(lambda scene: scene["note-two-2"]["x"] == 40, "the same left edge")


def test_the_palette_opens_the_editor_and_leaves_it_open(stage):
    page = stage.me.page
    page.mouse.click(*stage.point(140, 240))

    open_palette(page)
    page.keyboard.type("write")
    page.keyboard.press("Enter")

    expect(page.get_by_role("textbox", name="Text of the note")).to_be_focused()


def test_the_palette_says_when_there_is_no_such_command(stage):
    page = stage.me.page

    open_palette(page)
    page.keyboard.type("xyz")

    expect(page.get_by_text("There is no such command. Try another word.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_single_keys_do_nothing_once_they_are_switched_off_and_stay_off(stage):
    page = stage.me.page
    open_palette(page)
    page.keyboard.type("single keys")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    wait_until(lambda: page.evaluate("localStorage.getItem('tavolo.letter_keys')") == "off", "kept")

    page.keyboard.press("h")
    page.keyboard.press("?")
    open_palette(page)  # behind a dialog of the keys it would not come

    expect(page.get_by_role("button", name="Move the board")).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_role("dialog")).to_have_count(1)


def test_select_similar_selects_notes_of_the_same_type(stage):
    page = stage.me.page
    page.mouse.click(*stage.point(140, 240))

    page.keyboard.press("Shift+S")

    expect(page.get_by_role("toolbar", name="Selection")).to_contain_text("2 selected")


def choose_look(page, what, choice):
    """Change the look of what is selected, from its bar."""
    page.get_by_role("toolbar", name="Selection").get_by_role("button", name="Change the look").click()
    page.get_by_role("menuitem", name=what).click()
    page.get_by_role("menuitemradio", name=choice, exact=True).click()


def test_the_bar_of_a_shape_or_a_line_changes_its_look(stage):
    page = stage.me.page
    ends = {"from": {"item": "note-one-1", "side": "auto"}, "to": {"item": "note-two-2", "side": "auto"}}
    made = [
        create("shape", "shape-one-1", x=900, y=200, w=200, h=150, text="Square"),
        create("connector", "line-one-1", **ends, label="causes"),
    ]
    assert stage.watcher.person.op(*made)["ok"]
    stage.me.item("Shape: Square").focus()
    page.keyboard.press("Space")

    choose_look(page, "Change the shape", "Diamond")
    stage.watcher.wait_scene(lambda scene: scene["shape-one-1"]["shape"] == "diamond", "a diamond")
    choose_look(page, "Colour of the edge", "Red")
    stage.watcher.wait_scene(lambda scene: scene["shape-one-1"].get("line") == "red", "a red edge")
    page.keyboard.press("Escape")
    stage.me.item("causes").focus()
    page.keyboard.press("Space")
    choose_look(page, "Arrow heads", "Arrows at both ends")

    stage.watcher.wait_scene(lambda scene: scene["line-one-1"].get("heads") == "both", "two heads")
    page.keyboard.press("Shift+Digit2")
    wait_until(lambda: stage.me.zoom_percent() == 150, "the line, from near")
    assert stage.me.spot(re.compile("^Idea: One")).x > 0


def test_a_note_marked_with_a_language_is_read_in_it_on_the_canvas_too(stage):
    one = stage.me.item("One")
    stage.watcher.person.op(patch("note-one-1", lang="ar"))
    expect(one).to_have_attribute("lang", "ar")

    stage.watcher.person.op(patch("note-one-1", lang=""))
    expect(one).not_to_have_attribute("lang", "ar")
