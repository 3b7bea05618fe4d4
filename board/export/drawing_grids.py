"""The parts that a frame is divided into: lines or rings, and their names.

As static/src/render/paint_grids.ts paints them.
"""

from collections.abc import Iterator
from typing import Any, Final

from board.core.scene import Record
from board.export import look
from board.export.desk import Desk, one_line
from board.export.drawing_things import circle
from board.export.marks import BoxMark, Mark, PathMark
from board.export.measuring import note_face

# Board units.
LABEL_SIZE: Final = 18.0
LABEL_INSET: Final = 12.0
RING_LABEL: Final = 120.0

Place = tuple[str, float, float, float]  # a name, where it stands, and how wide its part is


def grid_of(frame: Record, desk: Desk) -> list[Mark]:
    """Lines or rings below the title, and then the names."""
    grid = frame["grid"]
    top, height = frame["y"] + look.TITLE_BAND, frame["h"] - look.TITLE_BAND
    if height <= 0:
        return []
    marks: list[Mark] = [*_lines(frame, grid, top, height, desk)]
    for label, x, y, w in _labels(frame, grid, top, height):
        room = w - 2 * LABEL_INSET
        if label and room > 0:
            place = (desk.snapped(x + LABEL_INSET), desk.snapped(y + LABEL_INSET / 2), room)
            words = (note_face(), label, LABEL_SIZE, LABEL_SIZE * 1.3)
            marks.append(one_line(words, place, look.INK_MUTED, desk, 0))
    return marks


def _lines(frame: Record, grid: dict[str, Any], top: float, height: float, desk: Desk) -> Iterator[Mark]:
    kind, parts = grid["kind"], max(1, len(grid["labels"]))
    upright: list[float] = [n / parts for n in range(1, parts)] if kind == "columns" else []
    flat: list[float] = [n / parts for n in range(1, parts)] if kind == "rows" else []
    if kind == "matrix":
        upright = flat = [0.5]
    left, right = desk.snapped(frame["x"]), desk.snapped(frame["x"] + frame["w"])
    above, below = desk.snapped(top), desk.snapped(top + height)
    for share in upright:
        yield BoxMark(desk.snapped(frame["x"] + frame["w"] * share), above, 1, below - above, 0, look.LINE)
    for share in flat:
        yield BoxMark(left, desk.snapped(top + height * share), right - left, 1, 0, look.LINE)
    most = _widest_ring(frame, height)
    if kind == "rings" and most > 0:
        x, y = desk.snapped(frame["x"] + frame["w"] / 2), desk.snapped(top + height / 2)
        for n in range(1, parts + 1):
            yield PathMark(circle(x, y, most * n / parts), "", look.LINE)


def _widest_ring(frame: Record, height: float) -> float:
    return float(min(frame["w"], height) / 2 - LABEL_INSET)


def _labels(frame: Record, grid: dict[str, Any], top: float, height: float) -> Iterator[Place]:
    labels, kind = grid["labels"], grid["kind"]
    x, w, count = frame["x"], frame["w"], max(1, len(labels))
    middle, half = top + height / 2, w / 2
    if kind == "columns":
        yield from ((label, x + w / count * n, top, w / count) for n, label in enumerate(labels))
    elif kind == "rows":
        yield from ((label, x, top + height / count * n, w) for n, label in enumerate(labels))
    elif kind == "rings":
        most = _widest_ring(frame, height)
        for n, label in enumerate(labels):
            yield label, x + half - RING_LABEL / 2, middle - most * (n + 1) / count, RING_LABEL
    else:
        for n, label in enumerate(labels):
            yield label, x + half * (n % 2), top + height / 2 * (n // 2), half
        line = LABEL_SIZE * 1.3 + LABEL_INSET
        yield grid["x"], x + half, top + height - line, half
        yield grid["y"], x, middle - line, half
