"""The marks of a picture with those together that nobody reads: the same picture in fewer pieces."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from board.export.marks import BoxMark, Mark, PathMark, TextMark

Box = tuple[float, float, float, float]  # left, top, right, bottom
CELL: Final = 512.0  # board units
CELLS_LIMIT: Final = 1_024  # for one box; a larger one is compared with all


@dataclass(frozen=True, slots=True)
class Part:
    """An item as marks: where it stands, and where what is read or seen on it stands, if anything."""

    box: Box
    words: Box | None
    marks: list[Mark]


def layered(parts: Iterable[Part]) -> list[Mark]:
    """All marks, bottom to top. In each layer the grounds come first and then what stands on them; an item
    that covers what stands on one below it begins a new layer."""
    marks: list[Mark] = []
    above: list[Mark] = []
    taken = _Taken()
    for part in parts:
        if taken.touches(part.box):
            marks += above
            above, taken = [], _Taken()
        for mark in part.marks:
            (marks if is_ground(mark) else above).append(mark)
        if part.words is not None:
            taken.add(part.words)
    return marks + above


def is_ground(mark: Mark) -> bool:
    """Whether a mark says nothing to people who listen."""
    return isinstance(mark, BoxMark | PathMark) or (isinstance(mark, TextMark) and mark.is_decoration)


class _Taken:
    """Boxes, and whether another one touches them."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}  # column and row -> boxes in them
        self._large: list[Box] = []

    def add(self, box: Box) -> None:
        cells = _cells(box)
        if cells is None:
            self._large.append(box)
            return
        for cell in cells:
            self._cells.setdefault(cell, []).append(box)

    def touches(self, box: Box) -> bool:
        cells = _cells(box)
        near = self._cells.values() if cells is None else (self._cells.get(cell, ()) for cell in cells)
        return any(_meet(box, other) for others in (self._large, *near) for other in others)


def _cells(box: Box) -> list[tuple[int, int]] | None:
    columns = range(int(box[0] // CELL), int(box[2] // CELL) + 1)
    rows = range(int(box[1] // CELL), int(box[3] // CELL) + 1)
    if len(columns) * len(rows) > CELLS_LIMIT:
        return None
    return [(column, row) for column in columns for row in rows]


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
