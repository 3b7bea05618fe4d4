"""Boards on which much is in view: every text gets onto the picture, and a stand-in never stays."""

import pytest
from playwright.sync_api import expect

from bench.browser.notes import make_board
from bench.browser.tavolo_page import board_file
from tests.support.pages import open_board
from tests.support.server import wait_until

WIDE = {"width": 9_300, "height": 1_000}
NOTES = 2_000
LEAST = 300  # notes in view at 51 %
EDGE = 16  # board units: inside of it stands the text, below the marks
TOP = 40
INK = 130  # of 255: the text is darker than this, and nothing else in there is

# Of the notes wholly in view: how many, and how many without a text.
COUNTED = """([notes, edge, top, ink]) => {
    const canvas = document.querySelector(".board-canvas");
    const list = document.querySelector(".board-mirror");
    const { a: zoom, e, f } = new DOMMatrix(getComputedStyle(list).transform);
    const g = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
    g.drawImage(canvas, 0, 0);
    let seen = 0, blank = 0;
    for (const { x, y, w, h } of notes) {
        const [left, up] = [x * zoom + e, y * zoom + f];
        if (left < 0 || up < 0 || left + w * zoom > canvas.width || up + h * zoom > canvas.height) continue;
        const place = [left + edge * zoom, up + top * zoom, (w - 2 * edge) * zoom, (h - top - edge) * zoom];
        const { data } = g.getImageData(...place.map(Math.round));
        let darkest = 255;
        for (let at = 0; at < data.length; at += 4)
            darkest = Math.min(darkest, Math.max(data[at], data[at + 1], data[at + 2]));
        seen += 1;
        if (darkest > ink) blank += 1;
    }
    return [seen, blank];
}"""


@pytest.fixture
def wall(server, facilitator, visitors):
    """A facilitator's page in such a window, and the notes on it."""
    board = make_board(NOTES, in_frames=False)
    board_id = facilitator.post("/api/import", board_file(board))["board"]["id"]
    visitor = visitors.new(server, caller=facilitator)
    visitor.page.set_viewport_size(WIDE)
    page = open_board(visitor, board_id)
    return page, [{"x": one.x, "y": one.y, "w": one.w, "h": one.h} for one in board.notes]


@pytest.fixture
def big(server, facilitator, visitors):
    """A facilitator's page on the same board in a usual window."""
    board_id = facilitator.post("/api/import", board_file(make_board(NOTES, in_frames=False)))["board"]["id"]
    return open_board(visitors.new(server, caller=facilitator), board_id)


def test_after_a_zoom_what_is_in_view_is_painted_anew_and_the_overview_is_gone(big):
    overview, canvas = big.page.locator(".board-overview"), big.page.locator(".board-canvas")
    expect(overview).to_be_visible()
    before = big.zoom_percent()
    big.canvas.hover()

    big.page.keyboard.down("Control")
    for _ in range(3):
        big.page.mouse.wheel(0, -40)
    big.page.keyboard.up("Control")

    wait_until(lambda: big.zoom_percent() > 2 * before, "the board is nearer")
    expect(overview).to_be_hidden()
    expect(canvas).to_be_visible()


def test_in_a_wide_window_every_note_in_view_shows_its_text(wall):
    page, notes = wall
    page.canvas.click(position={"x": 4_000, "y": 20})
    page.page.keyboard.press("0")
    wait_until(lambda: page.zoom_percent() == 100, "100 %")
    while page.zoom_percent() > 51:
        before = page.zoom_percent()
        page.page.keyboard.press("-")
        wait_until(lambda: page.zoom_percent() < before, "a step farther away")  # noqa: B023

    def are_written() -> bool:
        seen, blank = page.page.evaluate(COUNTED, [notes, EDGE, TOP, INK])
        assert seen >= LEAST
        return blank == 0

    wait_until(are_written, "a text on every note", limit_s=60)
