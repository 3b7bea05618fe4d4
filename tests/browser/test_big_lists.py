"""The list of a large board: drawn in portions, and still one list to keys, screen readers and searches."""

import pytest
from playwright.sync_api import expect

from bench.browser.notes import make_board
from bench.browser.tavolo_page import board_file
from tests.support.pages import open_board
from tests.support.server import wait_until

NOTES = 1_200
ROWS = "() => [...document.querySelectorAll('.list [data-item]')].map((row) => row.dataset.item)"
# A frame of a busy machine may take long.
LIMIT_MS = 60_000
# Buttons that act on a row: only rows that are near have them.
WHOLE = "() => document.querySelectorAll('.list .row-more').length"
STOPS = "() => [...document.querySelectorAll('.list .row-main')].filter((one) => one.tabIndex === 0).length"
IN_VIEW = """() => {
    const box = document.activeElement.getBoundingClientRect();
    return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
}"""


@pytest.fixture(scope="module")
def long_board(facilitator):
    """A board of so many notes outside all frames; its id."""
    return facilitator.post("/api/import", board_file(make_board(NOTES, in_frames=False)))["board"]["id"]


@pytest.fixture
def board(server, facilitator, visitors, long_board):
    return open_board(visitors.new(server, caller=facilitator), long_board).sight("List")


def note_id(number: int) -> str:
    return f"note-{number:06}"


def test_LIST1_every_row_is_in_the_page_in_order_and_only_near_ones_are_whole(board):
    page = board.page
    wait_until(lambda: len(page.evaluate(ROWS)) == NOTES, "every row", limit_s=60)

    assert page.evaluate(ROWS) == [note_id(number) for number in range(NOTES)]
    assert 0 < page.evaluate(WHOLE) < 400
    assert page.evaluate(STOPS) == 1
    far = board.row(note_id(NOTES - 1)).locator(".row-main")
    written = make_board(NOTES, in_frames=False).notes[-1].text
    expect(far).to_contain_text(written)
    expect(board.page.get_by_role("listitem").last).to_be_attached()


def test_LIST2_keys_go_to_any_row_even_before_it_has_been_drawn(board):
    page = board.page
    first, last = (board.row(note_id(number)).locator(".row-main") for number in (0, NOTES - 1))
    first.focus()

    page.keyboard.press("End")
    expect(last).to_be_focused(timeout=LIMIT_MS)
    wait_until(lambda: page.evaluate(IN_VIEW), "the last row in view", limit_s=60)
    page.keyboard.press("ArrowUp")
    before = board.row(note_id(NOTES - 2)).locator(".row-main")
    expect(before).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(board.row(note_id(NOTES - 2)).locator(".row-more")).to_be_attached()

    page.keyboard.press("Escape")
    page.keyboard.press("Home")
    expect(first).to_be_focused()
    wait_until(lambda: page.evaluate(IN_VIEW), "the first row in view", limit_s=60)
    assert page.evaluate(STOPS) == 1


def test_LIST2_a_far_row_is_whole_as_soon_as_it_is_seen_and_can_be_written(board):
    page = board.page
    row = board.row(note_id(NOTES // 2))
    wait_until(lambda: len(page.evaluate(ROWS)) == NOTES, "every row", limit_s=60)
    row.locator(".row-main").scroll_into_view_if_needed()
    expect(row.locator(".row-more")).to_be_attached(timeout=LIMIT_MS)

    row.locator(".row-main").click()
    field = row.get_by_role("textbox")
    field.fill("Found far away")
    page.keyboard.press("Enter")

    expect(row.locator(".row-main")).to_contain_text("Found far away")
    expect(row.locator(".row-main")).to_be_focused()
