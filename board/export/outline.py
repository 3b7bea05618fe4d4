"""The board as a text: frames in reading order with their items, then what lies outside frames.

Mirrors `static/src/core/outline.ts`; `tests/protocol/outline_*.json` holds the cases of both.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from board.core.scene import Record, Scene, in_order


@dataclass(frozen=True)
class OutlineFrame:
    """A frame and its notes and texts, in reading order."""

    frame: Record
    items: tuple[Record, ...]


@dataclass(frozen=True)
class Outline:
    """`loose` are the items in no frame, or whose frame is not on the board."""

    frames: tuple[OutlineFrame, ...]
    loose: tuple[Record, ...]


def outline(scene: Scene) -> Outline:
    """Frames by (z, id), the items of each by (z, id), loose items last."""
    ordered = in_order(scene)
    items_of: dict[str, list[Record]] = {item["id"]: [] for item in ordered if item["kind"] == "frame"}
    loose: list[Record] = []
    for item in ordered:
        if item["kind"] != "frame":
            items_of.get(item["frame"], loose).append(item)
    frames = [OutlineFrame(scene[frame_id], tuple(items)) for frame_id, items in items_of.items()]
    return Outline(tuple(frames), tuple(loose))


def is_written(item: Record) -> bool:
    """Whether there is anything to read on a note or text."""
    return bool(item["text"].strip())


def written_notes(items: Iterable[Record]) -> list[Record]:
    """The notes among `items` that have something on them: those that count."""
    return [item for item in items if item["kind"] == "note" and is_written(item)]
