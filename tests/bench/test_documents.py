"""The PDF beside Chromium's print: the page that it prints, and the shares that count."""

from bench.browser.notes import make_board
from bench.documents import page_of, table


def test_chromium_prints_every_note_with_its_lines() -> None:
    board = make_board(30)

    page = page_of(board)

    assert page.count("<p ") == len(board.notes) == 30
    assert page.count("<h2>") == len(board.frames)
    assert all(note.text.split()[0] in page for note in board.notes)


def test_the_targets_are_shares_of_chromium() -> None:
    theirs = {"cpu_s": 10.0, "wall_s": 10.0, "bytes": 9_000_000}

    met = table({"tavolo": {"cpu_s": 2.0, "wall_s": 2.0, "bytes": 3_000_000}, "chromium": theirs})
    missed = table({"tavolo": {"cpu_s": 2.1, "wall_s": 2.1, "bytes": 3_100_000}, "chromium": theirs})

    assert met.count("| yes |") == 3
    assert missed.count("| no |") == 3
