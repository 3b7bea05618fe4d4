"""The kinds of items: their fields, which of them may be changed, and the limits.

`tests/protocol/kinds.json` is this table as data; the browser's copy (`static/src/core/kinds.ts`)
is checked against the same file.
"""

from dataclasses import dataclass
from typing import Final, Literal

NoteType = Literal["D", "P", "B", "S", "O", "A", "I", "X"]
NOTE_TYPES: Final = ("D", "P", "B", "S", "O", "A", "I", "X")

WORLD_LIMIT: Final = 10_000_000.0  # board units, each way from the origin
SIZE_MIN: Final = 10.0
SIZE_MAX: Final = 100_000.0
TEXT_LIMIT: Final = 2_000  # code points
TITLE_LIMIT: Final = 120
NAME_LIMIT: Final = 40
ITEMS_LIMIT: Final = 5_000  # items on one board
OPS_LIMIT: Final = 100  # ops in one message
Z_LIMIT: Final = 200  # characters of a z key

# What a field holds: a number of board units, a length, a note type, a text with its limit in code
# points, a z key, or the id of a frame (or null).
FieldType = Literal["position", "size", "note_type", "text", "title", "z", "frame"]


@dataclass(frozen=True)
class Kind:
    """One kind of item. `fields` are those a client sends on create and may patch later;
    the server adds `author` and `created_at_ms`, which never change."""

    name: str
    fields: dict[str, FieldType]
    is_for_facilitators: bool  # only facilitators create, change or delete it


_BOX: Final[dict[str, FieldType]] = {"x": "position", "y": "position", "w": "size", "h": "size", "z": "z"}

KINDS: Final[dict[str, Kind]] = {
    "note": Kind(
        "note",
        {**_BOX, "frame": "frame", "type": "note_type", "text": "text"},
        is_for_facilitators=False,
    ),
    "text": Kind("text", {**_BOX, "frame": "frame", "text": "text"}, is_for_facilitators=False),
    "frame": Kind("frame", {**_BOX, "title": "title", "prompt": "text"}, is_for_facilitators=True),
}

SERVER_FIELDS: Final = ("author", "created_at_ms")
