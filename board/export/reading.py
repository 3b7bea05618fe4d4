"""In which order a picture is drawn: as the list is read, wherever the picture allows it."""

import heapq
from collections.abc import Mapping, Sequence
from typing import Final

from board.core.scene import Record, Scene
from board.export.outline import outline

CELL: Final = 512.0  # board units: boxes are compared within squares of this size
PAIRS_LIMIT: Final = 400_000  # of boxes that touch; a board with more is drawn in painting order
CELLS_LIMIT: Final = 4_096  # for one box


def in_reading_order(scene: Scene) -> list[Record]:
    """Every item once, each frame followed by what is in it."""
    shape = outline(scene)
    framed = [item for part in shape.frames for item in (part.frame, *part.items)]
    return [*framed, *shape.loose]


def in_painting_order(records: Sequence[Record]) -> list[Record]:
    """Bottom to top, as the canvas paints: frames below everything else, clusters below what they
    hold, lines above it, then by z."""
    return sorted(records, key=lambda record: (_layer(record), record["z"], record["id"]))


def _layer(record: Record) -> int:
    return {"frame": 0, "cluster": 1, "connector": 3}.get(record["kind"], 2)


def drawing_order(reading: Sequence[Record], boxes: Mapping[str, tuple[float, ...]]) -> list[Record]:
    """`reading`, changed only where one item covers another: what lies below is drawn before.

    `boxes` are (left, top, right, bottom) by item id; an item without a box is left out.
    """
    shown = [record for record in reading if record["id"] in boxes]
    painting = in_painting_order(shown)
    above = _above(painting, boxes)
    if above is None:
        return painting
    rank = {record["id"]: place for place, record in enumerate(shown)}
    waits = dict.fromkeys(rank, 0)  # item id -> how many items below it are not drawn yet
    for covers in above.values():
        for item_id in covers:
            waits[item_id] += 1
    ready = [place for place, record in enumerate(shown) if waits[record["id"]] == 0]
    heapq.heapify(ready)
    order: list[Record] = []
    while ready:
        record = shown[heapq.heappop(ready)]
        order.append(record)
        for item_id in above.get(record["id"], ()):
            waits[item_id] -= 1
            if waits[item_id] == 0:
                heapq.heappush(ready, rank[item_id])
    return order


def _above(painting: Sequence[Record], boxes: Mapping[str, tuple[float, ...]]) -> dict[str, set[str]] | None:
    """Item id -> the items that cover a part of it; None when they are too many to compare."""
    cells: dict[tuple[int, int], list[str]] = {}  # column and row -> ids, bottom to top
    above: dict[str, set[str]] = {}
    pairs = 0
    for record in painting:
        left, top, right, bottom = boxes[record["id"]]
        columns = range(int(left // CELL), int(right // CELL) + 1)
        rows = range(int(top // CELL), int(bottom // CELL) + 1)
        if len(columns) * len(rows) > CELLS_LIMIT:
            return None
        for column in columns:
            for row in rows:
                here = cells.setdefault((column, row), [])
                pairs += len(here)
                if pairs > PAIRS_LIMIT:
                    return None
                for item_id in here:
                    a = boxes[item_id]
                    if a[0] < right and left < a[2] and a[1] < bottom and top < a[3]:
                        above.setdefault(item_id, set()).add(record["id"])
                here.append(record["id"])
    return above
