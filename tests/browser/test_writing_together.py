"""Several people write in one note: what each types is on every screen, and nobody's caret jumps."""

import csv
import io

import pytest
from playwright.sync_api import expect

from tests.support.pages import BoardPage, open_board
from tests.support.proxy import running_proxy
from tests.support.server import wait_until
from tests.support.typists import typed

NOTE = "note-one-1"
DELAY_S = 1.0  # each way: two seconds until one's own words come back


@pytest.fixture
def leo(server, stage, visitors, facilitator):
    """A second page on the same board."""
    code = facilitator.get(f"/api/boards/{stage.board_id}/invite").json()["code"]
    visitor = visitors.new(server, caller=server.guest(code, "Ugo"))
    visitor.trouble.may_lose_server = visitor.trouble.may_lose_websockets = True
    return open_board(visitor, stage.board_id)


@pytest.fixture
def late_leo(server, stage, visitors, facilitator):
    """The same behind a line that is two seconds late."""
    code = facilitator.get(f"/api/boards/{stage.board_id}/invite").json()["code"]
    with running_proxy(server.port) as proxy:
        visitor = visitors.new(server)
        visitor.trouble.origin = proxy.url
        visitor.trouble.may_lose_server = visitor.trouble.may_lose_websockets = True
        token = server.guest(code, "Ugo").token
        visitor.context.add_cookies([{"name": "tavolo_session", "value": token, "url": proxy.url}])
        visitor.page.goto(f"{proxy.url}/b/{stage.board_id}")
        board = BoardPage(visitor.page).wait_ready()
        proxy.delay_s = DELAY_S
        yield board
        proxy.delay_s = 0.0
        visitor.page.goto("about:blank")


def field_on_canvas(stage):
    """Mia writes on the note One, the caret at its end."""
    stage.me.page.mouse.dblclick(*stage.point(140, 240))
    field = stage.me.page.get_by_role("textbox", name="Text of the note")
    field.wait_for()
    return field


def field_in_list(board):
    """The same note in the list of another page."""
    board.sight("List")
    board.row(NOTE).locator(".row-main").click()
    return board.row(NOTE).locator("textarea")


def caret(field):
    return field.evaluate("(field) => [field.selectionStart, field.selectionEnd]")


def put_caret(field, start, end=None):
    field.evaluate("(field, [start, end]) => field.setSelectionRange(start, end)", [start, end or start])


def write_beside(stage, text):
    """Leo, who is no page but a program, turns the note into this text."""
    record = stage.watcher.scene[NOTE]
    client = 1_000 + len(stage.watcher.person.entries)
    assert stage.watcher.person.op(typed(record, text, client))["ok"]


def text_of(stage):
    return stage.watcher.scene[NOTE]["text"]


def taken_home(facilitator, stage):
    """The text of the note in the board file, the table and the minute."""

    def export(name):
        return facilitator.get(f"/api/boards/{stage.board_id}/export?format={name}").content.decode(
            "utf-8-sig"
        )

    rows = list(csv.DictReader(io.StringIO(export("csv")), delimiter=";"))
    return [row for row in rows if any("mia" in (cell or "") for cell in row.values())], export("md")


def test_TXT_two_pages_type_at_once_one_two_seconds_late(stage, late_leo, facilitator):
    mine, others = field_on_canvas(stage), field_in_list(late_leo)
    marks = []
    for round_number in range(6):
        marks += [f"mia{round_number}", f"ugo{round_number}"]
        stage.me.page.keyboard.type(f" mia{round_number}")
        late_leo.page.keyboard.type(f" ugo{round_number}")

    stage.watcher.wait_scene(lambda scene: all(mark in scene[NOTE]["text"] for mark in marks), "all words")
    wait_until(lambda: mine.input_value() == others.input_value() == text_of(stage), "one text everywhere")
    text = text_of(stage)
    assert sorted(text.split()) == sorted(["One", *marks])
    assert text[: caret(mine)[0]].endswith("mia5")
    assert text[: caret(others)[0]].endswith("ugo5")
    rows, minute = taken_home(facilitator, stage)
    assert len(rows) == 1
    assert text in rows[0].values()
    assert text in minute


def test_TXT_what_is_typed_offline_merges_with_what_others_typed_meanwhile(stage, leo):
    mine, others = field_on_canvas(stage), field_in_list(leo)
    leo.page.context.set_offline(True)
    leo.wait_offline()
    leo.page.keyboard.type(" lontano dalla rete, ma scritto lo stesso")
    put_caret(mine, 0)
    stage.me.page.keyboard.type("Nel frattempo: ")
    stage.watcher.one("Nel frattempo: One")

    leo.page.context.set_offline(False)

    text = "Nel frattempo: One lontano dalla rete, ma scritto lo stesso"
    stage.watcher.one(text)
    expect(mine).to_have_value(text)
    expect(others).to_have_value(text)
    assert caret(mine) == [15, 15]
    assert caret(others) == [len(text), len(text)]


def test_TXT_caret_and_selection_stay_where_they_are(stage):
    field = field_on_canvas(stage)
    stage.me.page.keyboard.type(" bel cortile")
    stage.watcher.one("One bel cortile")
    put_caret(field, 4, 7)

    write_beside(stage, "Ecco: One bel cortile verde")

    expect(field).to_have_value("Ecco: One bel cortile verde")
    assert caret(field) == [10, 13]
    stage.me.page.keyboard.type("gran")
    stage.watcher.one("Ecco: One gran cortile verde")


def test_TXT4_who_is_writing_goes_on_when_a_program_replaces_the_text(stage):
    field = field_on_canvas(stage)
    stage.me.page.keyboard.type(" verde")
    stage.watcher.one("One verde")

    stage.watcher.person.op({"do": "patch", "id": NOTE, "set": {"text": "Due verde"}})
    expect(field).to_have_value("Due verde")
    stage.me.page.keyboard.type(" e blu")

    assert stage.watcher.one("Due verde e blu")["epoch"] == 1


def test_UNDO_while_writing_takes_back_only_ones_own_words(stage):
    field = field_on_canvas(stage)
    stage.me.page.keyboard.type(" mio")
    stage.watcher.one("One mio")
    write_beside(stage, "Loro: One mio")
    expect(field).to_have_value("Loro: One mio")

    stage.me.page.keyboard.press("Control+z")

    stage.watcher.one("Loro: One")
    stage.me.page.keyboard.press("Control+Shift+z")
    stage.watcher.one("Loro: One mio")
    expect(field).to_be_focused()


def test_TXT_a_word_that_is_being_composed_is_not_touched(stage):
    field = field_on_canvas(stage)
    cdp = stage.me.page.context.new_cdp_session(stage.me.page)
    cdp.send("Input.imeSetComposition", {"text": " に", "selectionStart": 2, "selectionEnd": 2})

    write_beside(stage, "Loro: One")
    stage.watcher.wait_scene(lambda scene: scene[NOTE]["text"].startswith("Loro"), "the other's words")
    expect(field).to_have_value("One に")
    cdp.send("Input.insertText", {"text": " 日本"})

    stage.watcher.one("Loro: One 日本")
    expect(field).to_have_value("Loro: One 日本")
    assert caret(field) == [12, 12]


def test_TXT_escape_keeps_what_was_typed_and_cancel_takes_it_back(stage, leo):
    field = field_in_list(leo)
    leo.page.keyboard.type(" prima")
    leo.page.keyboard.press("Escape")
    stage.watcher.one("One prima")

    leo.row(NOTE).locator(".row-main").click()
    leo.page.keyboard.type(" dopo")
    stage.watcher.one("One prima dopo")
    write_beside(stage, "Loro: One prima dopo")
    expect(field).to_have_value("Loro: One prima dopo")
    leo.page.get_by_role("button", name="Cancel", exact=True).click()

    stage.watcher.one("Loro: One prima")
    expect(leo.row(NOTE).locator(".row-main")).to_be_focused()


def test_LIM1_more_than_a_text_holds_is_explained_and_not_taken(stage, leo):
    field = field_in_list(leo)
    leo.page.keyboard.insert_text("a" * 1_997)
    expect(field).to_have_value("One" + "a" * 1_997)

    leo.page.keyboard.insert_text("bc")

    expect(leo.row(NOTE).get_by_role("alert")).to_contain_text("2000")
    expect(field).to_have_value("One" + "a" * 1_997)
    stage.watcher.one("One" + "a" * 1_997)
