"""Similar notes are suggested beside the board, and shown on it."""

import re

from playwright.sync_api import expect

from tests.support.pages import open_board
from tests.support.rooms import note
from tests.support.stage import LEFT, new_board

SAME = ("The school yard is closed in the afternoon", "In the afternoon the school yard is closed")
OTHERS = ("Nobody knows when the library opens", "Nobody knows the hours when the library opens")
NOTES = [
    note(f"note-near-{n}", text=text, x=40 + n * 220, y=140, z=f"a{n + 2}", frame="frame-left")
    for n, text in enumerate((SAME[0], OTHERS[0], SAME[1], OTHERS[1]))
]


def test_SIMILAR_a_suggestion_is_shown_on_the_board_and_answered_by_keyboard(server, facilitator, visitors):
    board_id, _ = new_board(facilitator, LEFT, *NOTES)
    board = open_board(visitors.new(server, caller=facilitator), board_id)
    page, press = board.page, board.page.keyboard.press
    panel = page.get_by_role("complementary", name="Similar notes")

    board.menu("Similar notes")
    pairs = panel.get_by_role("button", name=re.compile("afternoon|library"))
    expect(pairs).to_have_count(2)
    expect(pairs.first).to_be_focused()
    press("ArrowDown")
    expect(pairs.last).to_be_focused()
    press("Enter")
    expect(pairs.last).to_have_attribute("aria-pressed", "true")
    for text in OTHERS:
        expect(board.item(re.compile(text))).to_have_attribute("aria-pressed", "true")
    expect(pairs.last).to_be_focused()

    board.sight("List")
    pairs.first.click()
    expect(page.locator(".row[data-pointed]")).to_have_count(2)
    expect(page.locator(".row[data-pointed]").first).to_contain_text(SAME[0])
    panel.get_by_role("button", name="Stack the notes").first.click()
    expect(pairs).to_have_count(1)
    expect(pairs.first).to_be_focused()
    expect(pairs.first).to_have_attribute("aria-pressed", "true")
    press("Escape")
    expect(panel).to_have_count(0)
    expect(page.get_by_role("button", name="Menu", exact=True)).to_be_focused()
    expect(page.locator(".row[data-pointed]")).to_have_count(0)
