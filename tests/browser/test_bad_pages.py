"""What goes wrong on the pages: a plain sentence in the person's language, and nothing is lost."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.support.browser import PHONE
from tests.support.golden import EDGE_TEXTS
from tests.support.golden_play import texts_of
from tests.support.pages import join_by_page
from tests.support.rooms import delete, note
from tests.support.server import SocketPerson
from tests.support.stage import STAGE, Stage, new_board
from tests.support.words import words

OWN_SERVER = True  # the first facilitator becomes an account
LOCALES = ["en", "it"]


# --- joining and signing in -----------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
def test_JOIN1_a_wrong_code_and_an_empty_name_are_said_beside_the_fields(server, visitors, locale):
    say = words(locale)
    visitor = visitors.new(server, locale=locale)
    visitor.trouble.statuses = {400, 404}
    page = visitor.go("/join")
    page.get_by_label(say("Code"), exact=True).fill("abc999")
    page.get_by_role("button", name=say("Join"), exact=True).click()

    wrong = say("No board has this code. Check the six characters with the facilitator.")
    code, name = page.get_by_label(say("Code"), exact=True), page.get_by_label(say("Your name"), exact=True)
    expect(code).to_have_accessible_description(re.compile(re.escape(wrong)))
    expect(name).to_have_accessible_description(re.compile(re.escape(say("Write a name first."))))
    expect(code).to_have_value("abc999")
    expect(code).to_be_focused()


@pytest.mark.parametrize("locale", LOCALES)
def test_LIM1_an_over_long_name_is_refused_and_kept_in_the_field(server, visitors, locale):
    say = words(locale)
    visitor = visitors.new(server, locale=locale)
    visitor.trouble.statuses = {400}
    page = visitor.go(f"/join/{server.demo_code}")
    name = page.get_by_label(say("Your name"), exact=True)
    name.fill("x" * 41)
    page.get_by_role("button", name=say("Join"), exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text(
        say("The name is too long: %(limit)s characters at most.", limit=40)
    )
    expect(name).to_have_value("x" * 41)
    name.fill("x" * 40)
    page.get_by_role("button", name=say("Join"), exact=True).click()
    page.wait_for_url("**/b/*")


@pytest.mark.parametrize("locale", LOCALES)
def test_JOIN1_a_closed_code_is_said_in_the_persons_language(server, facilitator, visitors, locale):
    board_id, code = new_board(facilitator)
    facilitator.post(f"/api/boards/{board_id}/invite", {"do": "close"})
    visitor = visitors.new(server, locale=locale)
    visitor.trouble.statuses = {403}
    say = words(locale)

    page = visitor.go(f"/join/{code}")

    sentence = "This board is not letting anyone in right now. Ask the facilitator to open it."
    expect(page.get_by_role("alert")).to_contain_text(say(sentence))


@pytest.mark.parametrize("locale", LOCALES)
def test_AUTH1_a_wrong_password_and_an_unknown_account_read_the_same(server, facilitator, visitors, locale):
    say = words(locale)
    account = {"name": "Ada", "email": "ada@example.org", "password": "correct horse battery"}
    facilitator.send("POST", "/api/account", account)
    said = []
    for email in ("ada@example.org", "nobody@example.org"):
        visitor = visitors.new(server, locale=locale)
        visitor.trouble.statuses = {401}
        page = visitor.go("/sign-in")
        page.get_by_label(say("E-mail address")).fill(email)
        page.get_by_label(say("Password")).fill("a wrong one")
        page.get_by_role("button", name=say("Sign in"), exact=True).click()
        said.append(page.get_by_role("alert").inner_text())
        expect(page.get_by_label(say("E-mail address"))).to_have_value(email)

    assert said == [say("The e-mail address or the password is not right.")] * 2


@pytest.mark.parametrize("locale", LOCALES)
def test_VIS2_a_board_of_others_looks_like_none(server, facilitator, visitors, locale):
    board_id, _ = new_board(facilitator)
    caller = server.guest(server.demo_code, "Mia")
    visitor = visitors.new(server, caller=caller, locale=locale)
    visitor.trouble.statuses = {404}

    sentences = [
        visitor.go(f"/b/{address}").get_by_role("alert").inner_text()
        for address in (board_id, "aaaaaaaaaaaaaaaaaaaa")
    ]

    assert sentences[0] == sentences[1]
    assert words(locale)("This board does not exist, or you have not joined it.") in sentences[0]


# --- the same thing at the same time -----------------------------------------------------------------


@pytest.mark.parametrize("is_changed", [True, False], ids=["with new words", "untouched"])
def test_a_note_deleted_while_one_writes_on_the_canvas_is_said(stage, is_changed):
    page = stage.me.page
    page.mouse.dblclick(*stage.point(140, 240))
    field = page.get_by_role("textbox", name="Text of the note")
    field.wait_for()
    if is_changed:
        page.keyboard.type(" and more words")

    assert stage.watcher.person.op(delete("note-one-1"))["ok"]

    expect(field).to_have_count(0)
    words_kept = "One and more words" if is_changed else "One"
    expect(toast(stage, f"Your text was: {words_kept}")).to_be_visible()
    stage.me.wait_saved()
    check_goes_on(stage)


def test_a_note_deleted_while_one_writes_in_the_list_is_said_with_the_text(stage):
    stage.me.sight("List")
    stage.me.row("note-one-1").locator(".row-main").click()
    stage.me.page.keyboard.type(" and more words")

    assert stage.watcher.person.op(delete("note-one-1"))["ok"]

    expect(toast(stage, "Your text was: One and more words")).to_be_visible()
    expect(stage.me.page.locator(".toast")).to_have_count(1)
    expect(stage.me.row("note-one-1")).to_have_count(0)
    stage.me.wait_saved()


def test_a_note_deleted_while_it_is_dragged_is_gone(stage):
    mouse, start = stage.me.page.mouse, stage.point(140, 240)
    mouse.move(*start)
    mouse.down()
    mouse.move(start[0] + 60, start[1] + 60)

    assert stage.watcher.person.op(delete("note-one-1"))["ok"]
    expect(stage.me.item("One")).to_have_count(0)
    mouse.move(start[0] + 90, start[1] + 60)
    mouse.up()

    check_goes_on(stage)
    assert "note-one-1" not in stage.watcher.scene


def test_a_frame_deleted_while_the_sheet_is_open_does_not_cost_the_note(server, facilitator, visitors):
    board_id, code = new_board(facilitator, *STAGE)
    board = join_by_page(visitors.new(server, size=PHONE, has_touch=True), code, "Mia")
    board.page.get_by_role("button", name="Add a note", exact=True).tap()
    board.page.get_by_label("Text", exact=True).fill("Kept")
    board.page.get_by_label("Frame", exact=True).select_option("frame-right")

    drawer = SocketPerson(facilitator, board_id).connect()
    assert drawer.op(delete("frame-right"))["ok"]
    drawer.disconnect()
    expect(board.page.get_by_label("Frame", exact=True).locator("option[value=frame-right]")).to_have_count(0)
    board.page.get_by_role("button", name="Add the note", exact=True).tap()

    expect(board.page.locator(".list")).to_contain_text("Kept")
    board.wait_saved()
    assert "Kept" in texts_of(facilitator.snapshot(board_id)["items"]).values()


def toast(stage: Stage, text: str) -> Locator:
    return stage.me.page.locator(".toast").filter(has_text=text)


def check_goes_on(stage: Stage) -> None:
    """The page still works, both ways."""
    page = stage.me.page
    page.mouse.dblclick(*page_middle(stage))
    page.get_by_role("textbox", name="Text of the note").wait_for()
    page.keyboard.type("It goes on")
    page.keyboard.press("Escape")
    stage.watcher.one("It goes on")
    assert stage.watcher.person.op(note("note-after-1", text="From Leo"))["ok"]
    stage.me.item("From Leo").wait_for(state="attached")


def page_middle(stage: Stage) -> tuple[float, float]:
    """An empty spot: the middle of the frame Right, measured on the note Two."""
    box = stage.me.spot(re.compile("^Frame: Right"))
    return box.middle


# --- what cannot be written --------------------------------------------------------------------------


def test_LIM1_a_text_that_is_too_long_is_stopped_in_the_editor(stage):
    page = stage.me.page
    page.mouse.dblclick(*stage.empty_point())
    field = page.get_by_role("textbox", name="Text of the note")
    field.wait_for()
    page.keyboard.insert_text("x" * 1_995)
    page.keyboard.type("123456789")
    page.keyboard.press("Escape")

    item = stage.watcher.one("x" * 1_995 + "12345")
    assert len(item["text"]) == 2_000
    stage.me.wait_saved()


def test_LIM1_a_text_that_is_too_long_is_counted_in_the_list(stage):
    stage.me.sight("List")
    field = stage.me.page.get_by_label("New note in Left")
    field.fill("x" * 2_003)
    expect(stage.me.page.locator(".add-form .field-error").first).to_contain_text("3 characters too many")
    field.press("Enter")

    expect(field).to_have_value("x" * 2_003)
    field.fill("x" * 2_000)
    field.press("Enter")
    stage.watcher.one("x" * 2_000)


@pytest.mark.parametrize("text", EDGE_TEXTS[:-1], ids=lambda text: text[:8].encode("unicode_escape").decode())
def test_edge_cases_typed_on_the_page_arrive_character_for_character(stage, text):
    stage.me.sight("List")
    field = stage.me.page.get_by_label("New note in Left")

    field.fill(text)
    field.press("Enter")

    assert stage.watcher.one(text)["text"] == text
    stage.me.page.locator(".list").get_by_text(text.splitlines()[0], exact="\n" not in text).first.wait_for()


def test_LIM2_characters_that_cannot_be_stored_are_left_out(stage):
    stage.me.sight("List")
    field = stage.me.page.get_by_label("New note in Left")
    field.evaluate(
        """(field) => {
          field.value = "be\\u0000fore\\ud83d and \\u0007after";
          field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }"""
    )
    field.press("Enter")

    stage.me.wait_saved()
    texts = stage.watcher.wait_scene(
        lambda scene: [item["text"] for item in scene.values() if "after" in item.get("text", "")], "the note"
    )
    assert re.sub(r"[^a-z ]", "", texts[0]) == "before and after"


# --- what is not offered ---------------------------------------------------------------------------


def test_PERM1_a_participant_is_not_offered_what_is_for_facilitators(stage):
    page = stage.me.page
    for name in ("Invite", "Take home", "Frame", "Add a frame"):
        expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0)
    page.get_by_role("button", name="Menu", exact=True).click()
    menu = page.get_by_role("menu")
    for name in ("Rename the board", "Invite", "Take home"):
        expect(menu.get_by_role("menuitem", name=re.compile(name))).to_have_count(0)
    page.keyboard.press("Escape")
    stage.me.sight("List")
    expect(page.get_by_role("button", name=re.compile("Change the frame"))).to_have_count(0)


def test_PERM1_a_participant_cannot_move_open_or_delete_a_frame(stage):
    page = stage.me.page
    title = stage.point(60, 20)

    page.mouse.dblclick(*title)
    page.keyboard.press("Delete")
    page.keyboard.press("f")
    page.mouse.move(*title)
    page.mouse.down()
    page.mouse.move(title[0] + 50, title[1] + 50)
    page.mouse.up()
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_have_count(0)
    check_goes_on(stage)
    frame = stage.watcher.scene["frame-left"]
    assert (frame["x"], frame["y"], frame["title"]) == (0, 0, "Left")
    assert sum(item["kind"] == "frame" for item in stage.watcher.scene.values()) == 2


@pytest.mark.parametrize("path", ["invite", "rename", "delete", "export?format=json"])
def test_PERM1_a_facilitators_page_is_refused_with_a_sentence(stage, path):
    stage.visitor.trouble.statuses = {403}

    page = stage.visitor.go(f"/b/{stage.board_id}/{path}")

    expect(page.get_by_role("alert")).to_contain_text("Only a facilitator can do this.")
