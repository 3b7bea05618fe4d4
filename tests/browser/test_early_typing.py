"""Writing that begins before the page can merge texts: no word waits for that, none is lost."""

from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.support.pages import open_board
from tests.support.server import wait_until
from tests.support.stage import STAGE, new_board

MERGING = "**/note_text-*.js"


@pytest.fixture
def early(server, facilitator, visitors):
    """A page that cannot merge texts, its board, and `release`, which lets it have what it lacks."""
    board_id, code = new_board(facilitator, *STAGE)
    visitor = visitors.new(server, caller=server.guest(code, "Mia"))
    held = []

    def release() -> None:
        is_gone.append(True)
        while held:
            held.pop().continue_()

    def hold(route) -> None:
        if is_gone:
            route.continue_()
        else:
            held.append(route)

    is_gone: list[bool] = []
    visitor.page.route(MERGING, hold)
    yield open_board(visitor, board_id), board_id, release
    release()


def text_of(facilitator, board_id, item):
    items = facilitator.get(f"/api/boards/{board_id}/snapshot").json()["items"]
    return next(one.get("text") for one in items if one["id"] == item)


@contextmanager
def writing_on(page, name):
    """The text field of a note, open with the caret at its end."""
    spot = page.spot(name)
    page.page.mouse.dblclick(*spot.middle)
    field = page.page.get_by_role("textbox", name="Text of the note")
    expect(field).to_be_focused()
    yield field


def test_words_typed_before_texts_can_be_merged_are_merged_as_soon_as_they_can(early, facilitator):
    page, board_id, release = early
    with writing_on(page, "One") as field:
        page.page.keyboard.type(" and more")
        expect(field).to_have_value("One and more")
        assert text_of(facilitator, board_id, "note-one-1") == "One"

        release()

        wait_until(lambda: text_of(facilitator, board_id, "note-one-1") == "One and more", "the words")
        expect(field).to_be_focused()
        page.page.keyboard.type("!")
    wait_until(lambda: text_of(facilitator, board_id, "note-one-1") == "One and more!", "what came after")


def test_words_of_who_stops_writing_before_texts_can_be_merged_are_saved(early, facilitator):
    page, board_id, _release = early
    with writing_on(page, "One"):
        page.page.keyboard.type(" and more")
        page.page.keyboard.press("Escape")

    wait_until(lambda: text_of(facilitator, board_id, "note-one-1") == "One and more", "the words")


def test_others_see_where_one_writes_as_soon_as_texts_can_be_merged(early, server, facilitator, visitors):
    page, board_id, release = early
    other = open_board(visitors.new(server, caller=facilitator), board_id)
    with writing_on(page, "One"):
        release()

        expect(other.page.locator(".board-caret")).to_have_text("Mia")
