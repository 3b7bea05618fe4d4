"""The tables and targets of the benchmark in a browser."""

from bench.browser.notes import make_board, some_hundreds
from bench.browser.report import OURS, table, target_rows


def engine(fps: float, main_ms: float) -> dict[str, object]:
    motion = {"fps": fps, "p95_ms": 1000 / fps, "main_ms": main_ms, "in_time": 1.0}
    motions = ("pan_100", "pan_100_updates", "pan_fit", "pan_fit_updates", "zoom", "drag_1", "drag_500")
    costs = {
        "open_fit_ms": 10 * main_ms,
        "heap_mb": 9.0,
        "elements": 700.0,
        "pss_mb": 300.0,
        "bytes": 90_000.0,
    }
    return {**{name: dict(motion) for name in motions}, **costs}


def test_a_target_is_met_only_against_the_better_peer() -> None:
    figures = {"10000": {OURS: engine(60, 2), "tldraw": engine(3, 300), "excalidraw": engine(20, 100)}}

    rows = {what: (told, is_met) for what, told, is_met in target_rows(figures)}

    assert rows["10,000 notes, pan fit: at least 8x the better peer"] == ("3.0x", False)
    assert rows["10,000 notes, zoom: at least 1.8x the better peer"] == ("3.0x", True)
    assert rows["10,000 notes: opens at least 5x faster than the better peer"] == ("50.0x", True)


def test_the_table_names_each_engine_once_in_each_block() -> None:
    figures = {"2000": {OURS: engine(60, 2), "tldraw": engine(3, 300)}}

    assert table(figures).count("| tldraw |") == 2


def test_the_board_is_the_same_each_time_and_its_hundreds_are_about_500() -> None:
    assert make_board(2_000) == make_board(2_000)
    assert 450 <= len(some_hundreds(make_board(2_000))[0]) <= 560
