"""The tools of the canvas by mouse, pen, finger and key; the effect of each as a second person sees it."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.pages import open_board
from tests.support.server import wait_until
from tests.support.stage import close_to, drag, new_stage
from tests.support.touch import Fingers


def of_kind(scene, kind):
    return [item for item in scene.values() if item["kind"] == kind]


def made(stage, kind):
    """The only item of this kind, as soon as there is one."""
    stage.watcher.wait_scene(lambda scene: of_kind(scene, kind), kind)
    (one,) = of_kind(stage.watcher.scene, kind)
    return one


def tool(stage, key, name):
    stage.me.page.mouse.move(*stage.empty_point())
    stage.me.page.keyboard.press(key)
    button = stage.me.page.get_by_role("toolbar", name="Tools").get_by_role("button", name=name)
    expect(button).to_be_visible()


def hold(stage, start, *points):
    """The main button down at `start`, moved through the points, not let go."""
    mouse = stage.me.page.mouse
    mouse.move(*start)
    mouse.down()
    for point in points:
        mouse.move(*point)


# --- selecting and moving ---


def test_a_lasso_selects_what_it_surrounds(stage):
    tool(stage, "q", "More tools: Lasso")
    corners = [(20, 380), (250, 380), (250, 120), (20, 120), (20, 370)]

    hold(stage, stage.point(*corners[0]), *[stage.point(*corner) for corner in corners[1:]])
    stage.me.page.mouse.up()

    wait_until(lambda: stage.watcher.here(stage.my_id)["selection"] == ["note-one-1"], "the selection")
    expect(stage.me.page.get_by_role("button", name="Select")).to_have_attribute("aria-pressed", "true")


def test_alt_and_drag_leaves_the_original_and_puts_a_copy_in_one_step(stage):
    page = stage.me.page
    start = stage.point(140, 240)
    page.keyboard.down("Alt")

    drag(stage, start, stage.point(600, 480))
    page.keyboard.up("Alt")

    stage.watcher.wait_scene(lambda scene: len(scene) == 5, "the copy")
    xs = sorted(one["x"] for one in stage.watcher.notes("One"))
    assert xs[0] == 40
    assert close_to(xs[1], 500, 6)
    page.keyboard.press("Control+z")
    stage.watcher.wait_scene(lambda scene: len(scene) == 4, "no copy")


def test_a_dragged_note_finds_the_line_of_its_neighbour_unless_that_is_turned_off(stage):
    page = stage.me.page
    near = stage.point(383, 450)

    hold(stage, stage.point(140, 240), stage.point(160, 300))
    # The rules of lines are loaded with the first drag: moved a little until they hold.
    wait_until(
        lambda: page.mouse.move(near[0] + 1, near[1]) or page.mouse.move(*near) or snapped(stage),
        "the line of the other note",
    )
    page.mouse.up()
    stage.watcher.wait_scene(lambda scene: scene["note-one-1"]["x"] == 280, "the same line")

    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Find a command")).to_be_focused()
    page.keyboard.type("lines of its neighbours")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    wait_until(lambda: page.evaluate("localStorage.getItem('tavolo.snap')") == "off", "kept")


def snapped(stage):
    guides = stage.me.page.locator(".board-tools__guides")
    return (guides.get_attribute("d") or "") != ""


def test_several_are_resized_as_one_and_keep_their_proportions(stage):
    page = stage.me.page
    drag(stage, stage.point(20, 380), stage.point(500, 200))
    corner = stage.point(480, 340)

    drag(stage, corner, (corner[0] + 110, corner[1] + 50))

    stage.watcher.wait_scene(lambda scene: scene["note-one-1"]["w"] != 200, "the new sizes")
    one, two = stage.watcher.one("One"), stage.watcher.one("Two")
    assert one["w"] == two["w"]
    assert close_to(one["w"], one["h"], 1)
    assert close_to((two["x"] - one["x"]) / one["w"], 240 / 200, 0.05)
    page.keyboard.press("Control+z")
    stage.watcher.wait_scene(lambda scene: scene["note-two-2"]["w"] == 200, "one step back")


def test_what_is_grouped_moves_together_until_it_is_ungrouped(stage):
    page = stage.me.page
    drag(stage, stage.point(20, 380), stage.point(500, 200))
    page.keyboard.press("Control+g")
    stage.watcher.wait_scene(lambda scene: scene["note-one-1"].get("group"), "the group")
    page.mouse.click(*stage.empty_point())

    drag(stage, stage.point(140, 240), stage.point(140, 300))
    stage.watcher.wait_scene(lambda scene: scene["note-two-2"]["y"] > 150, "both")
    page.keyboard.press("Control+Shift+g")

    stage.watcher.wait_scene(lambda scene: "group" not in scene["note-two-2"], "no group")


# --- making ---


def test_a_shape_is_drawn_and_written_on(stage):
    page = stage.me.page
    tool(stage, "s", "Shape")
    page.get_by_role("group", name="What the tool makes").get_by_role("button", name="Ellipse").click()

    drag(stage, stage.point(300, 420), stage.point(500, 560))
    page.get_by_role("textbox").wait_for()
    page.keyboard.type("Why")
    page.keyboard.press("Escape")

    shape = made(stage, "shape")
    assert shape["shape"] == "ellipse"
    assert close_to(shape["x"], 300)
    assert close_to(shape["w"], 200, 3)
    assert shape["frame"] == "frame-left"
    stage.watcher.wait_scene(lambda scene: of_kind(scene, "shape")[0]["text"] == "Why", "the words")


def test_a_line_is_dragged_from_one_note_to_another(stage):
    tool(stage, "l", "Line")

    drag(stage, stage.point(140, 240), stage.point(380, 240))

    line = made(stage, "connector")
    assert (line["from"]["item"], line["to"]["item"]) == ("note-one-1", "note-two-2")


def test_a_line_begins_at_the_knob_beside_a_note(stage):
    page = stage.me.page
    page.mouse.click(*stage.point(140, 240))
    expect(page.locator(".board-tools__knobs")).to_have_attribute("d", re.compile("M.*M.*M"))
    corner = stage.point(140, 340)

    drag(stage, (corner[0], corner[1] + 24), stage.point(380, 300))

    line = made(stage, "connector")
    assert line["from"] == {"item": "note-one-1", "side": "bottom"}
    assert line["to"]["item"] == "note-two-2"


def test_the_end_of_a_line_is_pulled_to_another_note_and_to_a_free_place(stage):
    page = stage.me.page
    one, two, free = stage.point(140, 240), stage.point(380, 240), stage.point(380, 500)
    tool(stage, "l", "Line")
    drag(stage, one, free)
    line = made(stage, "connector")
    assert line["to"] == pytest.approx({"x": 380, "y": 500}, abs=3)
    expect(page.locator(".board-tools__knobs")).to_have_attribute("d", re.compile("M.*M"))

    drag(stage, free, two)
    stage.watcher.wait_scene(lambda scene: scene[line["id"]]["to"].get("item") == "note-two-2", "its end")

    assert stage.watcher.scene[line["id"]]["from"] == line["from"]
    page.keyboard.press("Control+z")
    stage.watcher.wait_scene(lambda scene: scene[line["id"]]["to"] == line["to"], "the end before")


def test_a_colour_is_chosen_from_the_menu_and_given_to_another_by_keys(stage):
    page = stage.me.page
    page.mouse.click(*stage.point(140, 240), button="right")
    page.get_by_role("menuitem", name="Colour").click()
    page.get_by_role("menuitemradio", name="Blue", exact=True).click()
    stage.watcher.wait_scene(lambda scene: scene["note-one-1"].get("colour") == "blue", "the colour")

    page.mouse.click(*stage.point(140, 240))
    page.keyboard.press("Control+Alt+c")
    page.mouse.click(*stage.point(380, 240))
    page.keyboard.press("Control+Alt+v")

    stage.watcher.wait_scene(lambda scene: scene["note-two-2"].get("colour") == "blue", "the same colour")


def test_a_facilitator_divides_a_frame_and_names_its_parts(stage, server, facilitator, visitors):
    page = open_board(visitors.new(server, caller=facilitator), stage.board_id).page
    page.mouse.click(*stage.point(60, 40))
    page.mouse.click(*stage.point(60, 40), button="right")
    page.get_by_role("menuitem", name="Divide the frame").click()
    page.get_by_role("menuitemradio", name="Two columns").click()

    page.get_by_label("Titles of the parts, one in each line").fill("Today\nTomorrow ")
    page.get_by_role("button", name="Save").click()

    stage.watcher.wait_scene(
        lambda scene: (scene["frame-left"].get("grid") or {}).get("labels") == ["Today", "Tomorrow"],
        "the titles",
    )


def test_a_line_can_be_made_without_a_pointer(stage):
    page = stage.me.page
    page.mouse.click(*stage.point(140, 240))

    page.keyboard.press("Shift+L")
    page.get_by_role("combobox", name="The other one").fill("tw")
    page.get_by_label("How they belong together").select_option("causes")
    page.get_by_role("button", name="Connect", exact=True).click()

    line = made(stage, "connector")
    assert (line["from"]["item"], line["to"]["item"]) == ("note-one-1", "note-two-2")
    assert line["label"] == "causes"


@pytest.mark.parametrize(
    ("key", "name", "kind"), [("p", "Pen", "pen"), ("Shift+P", "More tools: Highlighter", "highlighter")]
)
def test_pens_draw_and_the_eraser_takes_away(stage, key, name, kind):
    page = stage.me.page
    tool(stage, key, name)
    points = [(340, 460), (380, 500), (420, 460), (460, 500)]

    hold(stage, stage.point(300, 500), *[stage.point(*point) for point in points])
    page.mouse.up()

    stroke = made(stage, "stroke")
    assert stroke["tool"] == kind
    assert len(stroke["points"]) % 3 == 0
    assert close_to(stroke["x"], 300)
    assert close_to(stroke["w"], 160, 3)
    tool(stage, "e", "More tools: Eraser")
    drag(stage, stage.point(330, 560), stage.point(330, 440))
    stage.watcher.wait_scene(lambda scene: not of_kind(scene, "stroke"), "no stroke")


def test_stamps_and_dots_go_where_one_taps(stage):
    page = stage.me.page
    tool(stage, "g", "More tools: Stamp")
    page.mouse.click(*stage.point(600, 480))
    stamp = made(stage, "stamp")
    assert close_to(stamp["x"] + stamp["w"] / 2, 600)

    tool(stage, "o", "More tools: Dot")
    page.mouse.click(*stage.point(660, 520))
    assert made(stage, "dot")["frame"] == "frame-left"


def test_a_comment_is_about_the_item_that_was_tapped(stage):
    page = stage.me.page
    tool(stage, "c", "Comment")

    page.mouse.click(*stage.point(140, 240))
    page.get_by_role("textbox", name="Comment").fill("Is this still true?")
    page.get_by_role("button", name="Add the comment").click()

    comment = made(stage, "comment")
    assert (comment["on"], comment["text"]) == ("note-one-1", "Is this still true?")


def test_a_link_is_added_with_its_address(stage):
    page = stage.me.page
    page.get_by_role("button", name="More tools").click()
    page.get_by_role("menuitem", name="Link").click()
    page.get_by_label("Address").fill("example.org/plan")
    page.get_by_label("Title").fill("The plan")
    page.get_by_role("button", name="Add the link").click()

    link = made(stage, "link")
    assert (link["url"], link["title"]) == ("https://example.org/plan", "The plan")


def test_notes_become_a_cluster_with_a_title(stage):
    page = stage.me.page
    drag(stage, stage.point(20, 380), stage.point(500, 200))

    page.mouse.click(*stage.point(140, 240), button="right")
    page.get_by_role("menuitem", name="Make a cluster").click()
    page.get_by_label("Title").fill("Seats")
    page.get_by_role("button", name="Save").click()

    stage.watcher.wait_scene(
        lambda scene: any(one["title"] == "Seats" for one in of_kind(scene, "cluster")), "the title"
    )
    assert stage.watcher.one("One")["cluster"] == made(stage, "cluster")["id"]


# --- fingers ---


@pytest.fixture
def touch_stage(server, facilitator, visitors):
    stage = new_stage(server, facilitator, visitors, has_touch=True)
    yield stage
    stage.watcher.person.disconnect()


def test_a_finger_that_rests_on_a_note_opens_its_menu(touch_stage):
    stage = touch_stage
    fingers = Fingers(stage.me.page)

    fingers.put(stage.point(140, 240))
    menu = stage.me.page.get_by_role("menu", name="What to do with it")
    expect(menu.get_by_role("menuitem", name="Duplicate")).to_be_visible()
    fingers.lift()

    expect(menu).to_be_visible()


def test_one_finger_draws_and_two_still_move_the_board(touch_stage):
    stage = touch_stage
    page = stage.me.page
    page.get_by_role("toolbar", name="Tools").get_by_role("button", name="Pen").click()
    fingers = Fingers(page)
    before = stage.lens()

    fingers.move((stage.point(300, 500),), (stage.point(500, 520),))
    made(stage, "stroke")
    a, b = stage.point(300, 450), stage.point(500, 450)
    fingers.move((a, b), ((a[0] + 60, a[1] + 40), (b[0] + 60, b[1] + 40)))

    wait_until(lambda: close_to(stage.lens().left, before.left + 60, 3), "the board to move")
    assert len(of_kind(stage.watcher.scene, "stroke")) == 1


def test_two_taps_on_a_selected_note_write_on_it_though_the_first_brings_it_nearer(touch_stage):
    stage = touch_stage
    page, fingers = stage.me.page, Fingers(stage.me.page)
    at = stage.point(230, 330)
    fingers.tap(at)
    expect(page.locator(".selection-bar")).to_be_visible()

    fingers.tap(at)
    fingers.tap(at)

    expect(page.get_by_role("textbox", name="Text of the note")).to_be_focused()
    page.keyboard.type(" and more")
    stage.watcher.one("One and more")


# --- the map ---


def test_the_map_goes_where_one_presses(stage):
    page = stage.me.page
    page.get_by_role("button", name="Map of the board").click()
    little = page.get_by_role("img", name="The whole board, small")
    expect(little).to_be_visible()
    page.keyboard.press("0")
    wait_until(lambda: stage.me.zoom_percent() == 100, "the actual size")
    before = stage.lens()

    box = little.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.5)

    wait_until(lambda: not close_to(stage.lens().left, before.left, 20), "the board to move")
