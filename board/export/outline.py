"""The board as a text: frames in reading order with their items, then what lies outside frames.

Mirrors `static/src/core/outline.ts`; `tests/protocol/outline_*.json` holds the cases of both.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from board.core.kinds import KINDS
from board.core.relations import DEPENDENT_KINDS, named_by, top_of
from board.core.scene import Record, Scene, in_order


@dataclass(frozen=True)
class OutlineFrame:
    """A frame and what is in it, in reading order. `level`: how many frames it lies in."""

    frame: Record
    items: tuple[Record, ...]
    level: int = 0


@dataclass(frozen=True)
class Outline:
    """`loose` are the items in no frame, or whose frame is not on the board."""

    frames: tuple[OutlineFrame, ...]
    loose: tuple[Record, ...]


def outline(scene: Scene) -> Outline:
    """Frames by (z, id), the items of each by (z, id), loose items last. A frame in another one comes
    after what that one holds. A cluster is followed by its notes, a stack by the notes under it, every
    item by the connectors that begin at it and by the comments on it, a comment by its replies. What is
    not on the board, such as the steps of a workshop, is left out."""
    reading = _Reading(scene)
    frames = reading.frames([item for item in reading.alone if item["kind"] == "frame"], 0)
    loose = reading.follow([item for item in reading.alone if item["kind"] != "frame"])
    return Outline(tuple(frames), tuple(loose))


class _Reading:
    """What stands by itself, and what is read in or right after what; all of it in order."""

    def __init__(self, scene: Scene) -> None:
        self.alone: list[Record] = []
        self._held: dict[str, list[Record]] = {}
        for record in in_order(scene):
            if not KINDS[record["kind"]].is_on_board:
                continue
            home = _home_of(record, scene)
            (self.alone if home is None else self._held.setdefault(home, [])).append(record)

    def follow(self, records: Iterable[Record]) -> list[Record]:
        """Each record with what is read right after it."""
        found: list[Record] = []
        for record in records:
            found.append(record)
            found.extend(self.follow(self._held.get(record["id"], ())))
        return found

    def frames(self, records: Sequence[Record], level: int) -> list[OutlineFrame]:
        """Each frame with its items, and then the frames in it."""
        found: list[OutlineFrame] = []
        for frame in records:
            inside = self._held.get(frame["id"], [])
            items = [item for item in inside if item["kind"] != "frame"]
            items.sort(key=lambda item: item["kind"] not in DEPENDENT_KINDS)  # on the frame itself: first
            found.append(OutlineFrame(frame, tuple(self.follow(items)), level))
            found.extend(self.frames([item for item in inside if item["kind"] == "frame"], level + 1))
        return found


def _home_of(record: Record, scene: Scene) -> str | None:
    """The id of what the record is read in, or right after; None for what stands by itself."""
    home = _named_home(record, scene)
    return home if home in scene else None


def _named_home(record: Record, scene: Scene) -> str | None:
    if record["kind"] in DEPENDENT_KINDS:
        # A connector begins at an item, a comment lies on one, a reply belongs to a comment.
        return named_by(record.get("from") or record.get("on") or record.get("thread"))
    top = top_of(record, scene)
    if top is not None:
        return str(top["id"])
    frame: str | None = record.get("frame")
    cluster = scene.get(record.get("cluster") or "", {})
    if cluster.get("kind") == "cluster" and cluster["frame"] == frame:
        return str(cluster["id"])
    return frame if frame is not None and scene.get(frame, {}).get("kind") == "frame" else None


def is_written(item: Record) -> bool:
    """Whether there is anything to read on a note, text or shape."""
    return bool(item.get("text", "").strip())


def written_notes(items: Iterable[Record]) -> list[Record]:
    """The notes among `items` that have something on them: those that count."""
    return [item for item in items if item["kind"] == "note" and is_written(item)]
