"""Notes that lie on each other, put side by side.

People who write in private do not see each other's notes, so many of them choose the same place.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from math import floor
from typing import Any, Final

from board.core.scene import Record, Scene

GAP: Final = 20.0  # board units between two notes
HIDDEN: Final = 0.6  # of the size: centres nearer than that in both directions, and one hides the other
CELL: Final = 200.0
RINGS: Final = 25  # around the place that was chosen; a note for which there is no room stays there
LOOKS: Final = 1_000_000  # at cells, places and notes, in one go: under a second, in which nobody can write

_Box = tuple[float, float, float, float]  # left, top, width, height


def spread(notes: Sequence[Record], scene: Scene, looks: int = LOOKS) -> list[dict[str, Any]]:
    """The same notes in the same order. One that would hide another, of `scene` or of those before it,
    moves to the nearest free place, inside of its frame if it has one. After so many looks in all, the
    rest stay where they are."""
    taken = _Taken(looks)
    for record in scene.values():
        if record["kind"] == "note":
            taken.add(_box(record))
    placed = []
    for note in notes:
        frame = scene.get(note["frame"]) if note["frame"] is not None else None
        x, y = taken.place_for(_box(note), None if frame is None else _box(frame))
        taken.add((x, y, note["w"], note["h"]))
        placed.append({**note, "x": x, "y": y})
    return placed


class _Taken:
    """Where notes are, by cells, so that only those nearby are looked at. After `looks` it says nothing
    more: every note may stay."""

    def __init__(self, looks: int) -> None:
        self._left = looks
        self._cells: dict[tuple[int, int], list[_Box]] = {}
        self._full: dict[tuple[Any, ...], int] = {}  # place -> rings around it without room

    def add(self, box: _Box) -> None:
        if self._left <= 0:
            return
        for cell in _cells(box):
            self._left -= 1
            self._cells.setdefault(cell, []).append(box)

    def place_for(self, box: _Box, frame: _Box | None) -> tuple[float, float]:
        x, y, w, h = box
        if self._left <= 0 or not self._is_hiding(box):
            return x, y
        start = (round(x / w), round(y / h), round(w), round(h), frame)
        for ring in range(self._full.get(start, 1), RINGS + 1):
            for across, down in _around(ring):
                self._left -= 1
                if self._left <= 0:
                    return x, y
                found = (round(x + across * (w + GAP), 2), round(y + down * (h + GAP), 2), w, h)
                if (frame is None or _is_inside(found, frame)) and self._is_free(found):
                    return found[:2]
            self._full[start] = ring + 1
        return x, y

    def _is_hiding(self, box: _Box) -> bool:
        return any(_hides(box, other) for other in self._near(box))

    def _is_free(self, box: _Box) -> bool:
        return not any(_overlaps(box, other) for other in self._near(box))

    def _near(self, box: _Box) -> Iterator[_Box]:
        for cell in _cells(box):
            self._left -= 1
            for other in self._cells.get(cell, ()):
                self._left -= 1
                yield other


@cache
def _around(ring: int) -> Sequence[tuple[int, int]]:
    """Steps across and down to the places of one ring, those straight ahead first."""
    reach = range(-ring, ring + 1)
    steps = [(across, down) for across in reach for down in reach if max(abs(across), abs(down)) == ring]
    return sorted(steps, key=lambda step: (abs(step[0]) + abs(step[1]), -step[0], -step[1]))


def _box(record: Record) -> _Box:
    return record["x"], record["y"], record["w"], record["h"]


def _cells(box: _Box) -> Iterator[tuple[int, int]]:
    x, y, w, h = box
    for column in range(floor(x / CELL), floor((x + min(w, 20 * CELL)) / CELL) + 1):
        for row in range(floor(y / CELL), floor((y + min(h, 20 * CELL)) / CELL) + 1):
            yield column, row


def _hides(one: _Box, other: _Box) -> bool:
    across = abs(one[0] + one[2] / 2 - other[0] - other[2] / 2)
    down = abs(one[1] + one[3] / 2 - other[1] - other[3] / 2)
    return across < HIDDEN * max(one[2], other[2]) and down < HIDDEN * max(one[3], other[3])


def _overlaps(one: _Box, other: _Box) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )


def _is_inside(box: _Box, frame: _Box) -> bool:
    x, y, w, h = frame
    return x <= box[0] and y <= box[1] and box[0] + box[2] <= x + w and box[1] + box[3] <= y + h
