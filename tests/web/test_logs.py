"""The log file: short, without content, and not without end."""

import logging

import pytest

from board.web.logs import BURST, EVERY_S, KINDS_LIMIT, LineLimit, ShortFormatter


class Clock:
    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock():
    return Clock()


def record(message: str = "message refused: %s", *args: object, name: str = "board.web") -> logging.LogRecord:
    return logging.LogRecord(name, logging.WARNING, "file.py", 1, message, args or ("bad.shape",), None)


def passed(limit: LineLimit, count: int, message: str = "message refused: %s") -> int:
    return sum(limit.filter(record(message)) for _ in range(count))


def test_LIM2_a_flood_of_one_kind_leaves_a_few_lines(clock):
    dropped = []
    limit = LineLimit(lambda: dropped.append(1), clock)

    assert passed(limit, 10_000) == BURST
    assert len(dropped) == 10_000 - BURST


def test_LIM2_other_kinds_are_still_written_during_a_flood(clock):
    limit = LineLimit(None, clock)
    passed(limit, 1_000)

    assert limit.filter(record("fault ref=%s"))
    assert limit.filter(record(name="board.live"))


def test_LIM2_the_next_line_says_how_many_are_missing(clock):
    limit = LineLimit(None, clock)
    passed(limit, BURST + 7)
    clock.now_s = EVERY_S + 0.1
    line = record()

    assert limit.filter(line)
    assert line.getMessage() == "message refused: bad.shape (7 more like this were left out)"


def test_LIM2_a_flood_of_new_kinds_does_not_fill_the_memory(clock):
    limit = LineLimit(None, clock)
    for number in range(3 * KINDS_LIMIT):
        limit.filter(record(f"kind {number}"))

    assert len(limit._kinds) <= KINDS_LIMIT


def test_LIM2_an_exception_is_one_line_without_its_message():
    try:
        raise ValueError("Maria wrote this\non her note")
    except ValueError as error:
        exc_info = (type(error), error, error.__traceback__)
    line = logging.LogRecord("board", logging.ERROR, "f.py", 1, "it\nfailed", (), exc_info)

    text = ShortFormatter().format(line)

    assert "\n" not in text
    assert "Maria" not in text
    assert "[ValueError at test_logs.py:" in text


def test_LIM2_the_libraries_write_to_the_same_file(site):
    logging.getLogger("engineio.server").error("parse failed %s", "x" * 5_000)

    assert "engineio.server: parse failed" in site.log_text
    assert all(len(line) <= 1_000 for line in site.log_text.splitlines())
