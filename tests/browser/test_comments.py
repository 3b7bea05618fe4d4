"""The panel of comments on the real page: by mouse, by keyboard, on a phone; others' changes as they come."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import PHONE
from tests.support.items import create
from tests.support.pages import open_board
from tests.support.rooms import delete, patch
from tests.support.server import wait_until
from tests.support.stage import drag, new_stage
from tests.support.touch import Fingers

ASKED = create("comment", "comment-one-1", x=190, y=150, text="Is it so?", on="note-one-1")
SETTLED = create("comment", "comment-two-2", x=980, y=300, text="Settled.")
ANSWER = create("reply", "reply-one-1", thread="comment-one-1", text="It is.")


@pytest.fixture
def talk(stage):
    """Leo has asked about the note One, answered himself, and settled something else."""
    do(stage, ASKED, SETTLED)
    do(stage, ANSWER)
    do(stage, patch("comment-two-2", resolved=True))
    stage.me.item("Resolved comment: Settled.").wait_for(state="attached")
    return stage


def do(stage, *ops):
    assert stage.watcher.person.op(*ops)["ok"]


def open_panel(stage):
    button = stage.me.page.locator(".topbar [data-opens=comments]")
    button.click()
    expect(panel(stage)).to_be_visible()


def panel(stage):
    return stage.me.page.get_by_role("complementary", name=stage.me.say("Comments"))


def thread(stage, comment_id):
    return stage.me.page.locator(f'[data-thread="{comment_id}"]')


def head(stage, comment_id):
    return thread(stage, comment_id).locator(".thread-head")


def field(stage, name="Reply"):
    return panel(stage).get_by_role("textbox", name=stage.me.say(name), exact=True)


def press(stage, name):
    panel(stage).get_by_role("button", name=stage.me.say(name), exact=True).click()


def said(stage, text):
    """The only comment or reply with this text, as the server sent it."""

    def found(scene):
        return [item for item in scene.values() if item.get("text") == text]

    (one,) = stage.watcher.wait_scene(found, text)
    return one


def pin_at(stage, comment_id):
    """The middle of a pin on the screen."""
    record = stage.watcher.scene[comment_id]
    x, y = stage.point(record["x"], record["y"])
    return x + 12, y - 12


def test_the_panel_counts_and_filters_open_and_resolved(talk):
    open_panel(talk)
    expect(head(talk, "comment-one-1")).to_contain_text("Is it so?")
    expect(head(talk, "comment-one-1")).to_contain_text("1 reply")
    expect(thread(talk, "comment-two-2")).to_have_count(0)

    press(talk, "%(n)s resolved".replace("%(n)s", "1"))
    expect(head(talk, "comment-two-2")).to_contain_text("Resolved")
    expect(thread(talk, "comment-one-1")).to_have_count(0)

    press(talk, "2 in all")
    expect(panel(talk).locator(".thread")).to_have_count(2)


def test_a_pin_opens_its_thread_where_it_is_answered_and_resolved(talk):
    page = talk.me.page
    page.mouse.click(*pin_at(talk, "comment-one-1"))
    expect(head(talk, "comment-one-1")).to_have_attribute("aria-expanded", "true")
    expect(head(talk, "comment-one-1")).to_be_focused()
    expect(thread(talk, "comment-one-1").locator(".said-words")).to_have_text(["Is it so?", "It is."])

    field(talk).fill("Then say so.")
    field(talk).press("Enter")
    assert said(talk, "Then say so.")["thread"] == "comment-one-1"
    expect(field(talk)).to_have_value("")

    press(talk, "Resolve")
    talk.watcher.wait_scene(lambda scene: scene["comment-one-1"].get("resolved"), "resolved")
    press(talk, "Reopen")
    talk.watcher.wait_scene(lambda scene: "resolved" not in scene["comment-one-1"], "reopened")


def test_a_comment_from_the_menu_of_an_item_is_about_it(talk):
    page = talk.me.page
    page.mouse.click(*talk.point(360, 300), button="right")
    page.get_by_role("menuitem", name=re.compile("^Comment")).click()
    expect(field(talk, "Comment")).to_be_focused()
    expect(panel(talk).locator(".talk-new")).to_contain_text("Idea: Two")

    page.keyboard.type("What about this?")
    page.keyboard.press("Enter")

    assert said(talk, "What about this?")["on"] == "note-two-2"
    expect(panel(talk).locator(".thread-head", has_text="You")).to_be_focused()


def test_an_at_sign_offers_people_whose_ids_are_kept(talk):
    leo = talk.watcher.person.caller.person_id
    open_panel(talk)
    head(talk, "comment-one-1").click()
    field(talk).click()
    talk.me.page.keyboard.type("Ask @LE")
    option = panel(talk).get_by_role("option", name="Leo")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(field(talk)).to_have_attribute("aria-activedescendant", option.get_attribute("id"))

    talk.me.page.keyboard.press("Enter")
    expect(field(talk)).to_have_value("Ask @Leo ")
    talk.me.page.keyboard.type("again")
    talk.me.page.keyboard.press("Enter")

    assert said(talk, "Ask @Leo again")["mentions"] == [leo]
    expect(panel(talk).locator(".mention")).to_have_text("@Leo")


def test_the_list_of_people_closes_on_escape_and_the_panel_stays(talk):
    open_panel(talk)
    head(talk, "comment-one-1").click()
    press(talk, "Mention somebody")
    expect(panel(talk).get_by_role("option").first).to_be_visible()
    expect(field(talk)).to_be_focused()

    talk.me.page.keyboard.press("Escape")
    expect(panel(talk).get_by_role("option")).to_have_count(0)
    expect(panel(talk)).to_be_visible()


def test_words_that_mention_me_are_marked_and_can_be_had_alone(talk):
    open_panel(talk)
    do(talk, create("reply", "reply-two-2", thread="comment-one-1", text="@Mia?", mentions=[talk.my_id]))
    do(talk, create("comment", "comment-three", x=500, y=400, text="Something else."))

    expect(head(talk, "comment-one-1")).to_contain_text("Mentions you")
    expect(talk.me.page.get_by_text("Leo mentions you in a comment.")).to_be_visible()
    panel(talk).get_by_role("checkbox").check()
    expect(panel(talk).locator(".thread")).to_have_count(1)


def test_I_change_and_delete_my_own_words_and_nobody_elses(talk):
    open_panel(talk)
    head(talk, "comment-one-1").click()
    expect(panel(talk).get_by_role("button", name="Delete the comment")).to_have_count(0)
    field(talk).fill("Mine")
    field(talk).press("Enter")
    mine = said(talk, "Mine")

    press(talk, "Change the words")
    own = panel(talk).get_by_role("textbox", name="Reply").first
    expect(own).to_be_focused()
    own.fill("Mine, better")
    own.press("Enter")
    assert said(talk, "Mine, better")["id"] == mine["id"]
    expect(head(talk, "comment-one-1")).to_be_focused()

    press(talk, "Delete the reply")
    talk.watcher.wait_scene(lambda scene: mine["id"] not in scene, "deleted")
    talk.me.page.keyboard.press("Control+z")
    talk.watcher.wait_scene(lambda scene: mine["id"] in scene, "back")


def test_what_others_say_and_delete_is_there_at_once_and_takes_no_words_with_it(talk):
    open_panel(talk)
    head(talk, "comment-one-1").click()
    field(talk).fill("Half a thou")
    do(talk, create("reply", "reply-two-2", thread="comment-one-1", text="Or not."))
    expect(thread(talk, "comment-one-1")).to_contain_text("Or not.")
    expect(field(talk)).to_have_value("Half a thou")
    expect(field(talk)).to_be_focused()

    do(talk, delete("comment-one-1"))
    expect(thread(talk, "comment-one-1")).to_have_count(0)
    expect(talk.me.page.get_by_role("alert").filter(has_text="Half a thou")).to_be_visible()
    expect(panel(talk).locator(".talk")).to_be_focused()


def test_a_draft_outlives_the_panel(talk):
    open_panel(talk)
    head(talk, "comment-one-1").click()
    field(talk).fill("Later")
    talk.me.page.keyboard.press("Escape")
    expect(panel(talk)).to_have_count(0)
    expect(talk.me.page.locator(".topbar [data-opens=comments]")).to_be_focused()

    open_panel(talk)
    expect(field(talk)).to_have_value("Later")


def test_the_thread_leads_to_what_it_is_about(talk):
    open_panel(talk)
    head(talk, "comment-one-1").click()
    panel(talk).get_by_role("button", name=re.compile("^Show it on the board")).click()

    expect(talk.me.item(re.compile("^Idea: One"))).to_be_focused()
    expect(talk.me.item(re.compile("^Idea: One"))).to_have_attribute("aria-pressed", "true")


def test_a_comment_by_keyboard_alone_from_tool_to_resolved(talk):
    page = talk.me.page
    page.keyboard.press("Shift+c")
    expect(panel(talk)).to_be_visible()
    page.keyboard.press("Shift+c")
    expect(panel(talk)).to_have_count(0)

    talk.me.item(re.compile("^Idea: Two")).focus()
    page.keyboard.press("Space")
    page.keyboard.press("c")
    expect(field(talk, "Comment")).to_be_focused()
    page.keyboard.type("By keys")
    page.keyboard.press("Enter")
    made = said(talk, "By keys")
    assert made["on"] == "note-two-2"

    own = head(talk, made["id"])
    expect(own).to_be_focused()
    for _ in range(9):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Resolve":
            break
    page.keyboard.press("Enter")
    talk.watcher.wait_scene(lambda scene: scene[made["id"]].get("resolved"), "resolved")


def test_pins_and_lines_are_items_of_the_canvas_for_the_keyboard_too(talk):
    do(
        talk,
        create(
            "connector", "line-one-1", **{"from": end("note-one-1"), "to": end("note-two-2")}, label="causes"
        ),
    )
    first = talk.me.item(re.compile("^Idea: One"))
    talk.me.item(re.compile("Line: .*causes")).wait_for(state="attached")
    first.focus()
    talk.me.page.keyboard.press("ArrowDown")
    expect(talk.me.item(re.compile("^Comment: Is it so"))).to_be_focused()
    talk.me.page.keyboard.press("ArrowDown")
    expect(talk.me.item(re.compile("Line: .*causes"))).to_be_focused()

    talk.me.page.keyboard.press("ArrowUp")
    talk.me.page.keyboard.press("Enter")
    expect(head(talk, "comment-one-1")).to_be_focused()


def end(item_id):
    return {"item": item_id, "side": "auto"}


def test_in_the_list_a_row_leads_to_its_thread_and_back(talk):
    talk.me.sight("List")
    talk.me.row("comment-one-1").locator(".row-main").first.click()
    expect(head(talk, "comment-one-1")).to_be_focused()

    panel(talk).get_by_role("button", name=re.compile("^Show it on the board")).click()
    expect(talk.me.row("note-one-1").locator(".row-main").first).to_be_focused()


def test_who_only_watches_reads_and_writes_nothing(server, facilitator, visitors, talk):
    code = facilitator.get(f"/api/boards/{talk.board_id}/invite").json()["code"]
    watcher = server.guest(code, "Zoe")
    people = f"/api/boards/{talk.board_id}/people/{watcher.person_id}"
    facilitator.send("PATCH", people, {"role": "viewer"})
    page = open_board(visitors.new(server, caller=watcher), talk.board_id).page

    page.locator(".topbar [data-opens=comments]").click()
    page.locator('[data-thread="comment-one-1"] .thread-head').click()
    expect(page.locator(".said-words")).to_have_text(["Is it so?", "It is."])
    expect(page.locator(".side-panel textarea")).to_have_count(0)
    expect(page.get_by_role("button", name="New comment")).to_have_count(0)


def test_on_a_phone_the_comments_are_a_sheet_over_the_list(server, facilitator, visitors):
    phone = new_stage(server, facilitator, visitors, locale="it", size=PHONE)
    do(phone, ASKED)
    phone.me.menu("Comments")
    head(phone, "comment-one-1").click()
    field(phone).fill("Dal telefono")
    press(phone, "Send")
    assert said(phone, "Dal telefono")["thread"] == "comment-one-1"

    press(phone, "Close the panel")
    expect(phone.me.page.get_by_role("button", name=phone.me.say("Add a note"))).to_be_visible()
    phone.watcher.person.disconnect()


def test_nobody_loses_a_thread_that_is_resolved_while_it_is_open(talk):
    open_panel(talk)
    head(talk, "comment-one-1").click()
    do(talk, patch("comment-one-1", resolved=True))
    expect(panel(talk).get_by_role("button", name="Reopen")).to_be_visible()
    expect(head(talk, "comment-one-1")).to_contain_text("Resolved")

    head(talk, "comment-one-1").click()
    wait_until(lambda: thread(talk, "comment-one-1").count() == 0, "the filter")


def test_a_pin_goes_along_with_its_note(talk):
    start = talk.point(140, 240)
    drag(talk, start, (start[0] + 120, start[1] + 60))

    scene = talk.watcher.wait_scene(lambda scene: scene["note-one-1"]["x"] > 100 and scene, "moved")
    moved, pin = scene["note-one-1"], scene["comment-one-1"]
    assert (pin["x"] - moved["x"], pin["y"] - moved["y"]) == (190 - 40, 150 - 140)


def test_a_pin_is_dragged_alone_to_another_note(talk):
    start = pin_at(talk, "comment-one-1")
    (x, y), (to_x, to_y) = talk.point(190, 150), talk.point(400, 250)
    drag(talk, start, (start[0] + to_x - x, start[1] + to_y - y))

    scene = talk.watcher.wait_scene(
        lambda scene: scene["comment-one-1"].get("on") == "note-two-2" and scene, "the other note"
    )
    assert scene["comment-one-1"]["x"] == pytest.approx(400, abs=3)
    assert (scene["note-one-1"]["x"], scene["note-two-2"]["x"]) == (40, 280)
    expect(
        talk.me.page.get_by_role("status").filter(has_text="The comment is on “Idea: Two” now.")
    ).to_be_attached()


def test_a_pin_is_moved_by_keys_and_by_the_list(talk):
    page = talk.me.page
    pin = talk.me.item(re.compile("^Comment: Is it so"))
    pin.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Shift+ArrowDown")
    talk.watcher.wait_scene(lambda scene: scene["comment-one-1"]["y"] > 150, "moved by a key")
    assert talk.watcher.scene["comment-one-1"]["on"] == "note-one-1"

    talk.me.sight("List")
    talk.me.row("comment-one-1").locator(".row-more").first.click()
    page.get_by_role("menuitem", name="Move to another item").click()
    dialog = page.get_by_role("dialog", name="Move the comment")
    dialog.get_by_role("combobox").fill("Two")
    dialog.get_by_role("button", name="Move", exact=True).click()

    talk.watcher.wait_scene(lambda scene: scene["comment-one-1"].get("on") == "note-two-2", "the other note")


def test_a_finger_drags_a_pin(server, facilitator, visitors):
    tablet = new_stage(server, facilitator, visitors, size={"width": 834, "height": 1112}, has_touch=True)
    do(tablet, ASKED)
    tablet.me.item(re.compile("^Comment: Is it so")).wait_for(state="attached")
    start = pin_at(tablet, "comment-one-1")

    Fingers(tablet.me.page).move((start,), ((start[0] + 60, start[1] + 300),))

    tablet.watcher.wait_scene(lambda scene: scene["comment-one-1"].get("on") is None, "on the board")
    tablet.watcher.person.disconnect()
