"""The library of methods: each is one JSON file in `library/`, read and checked once.

A new method is one new file; nothing else has to change.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from board.core.errors import MethodMissing
from board.core.kinds import NoteType
from board.core.ops import Op, check_ops
from board.core.order import key_between

FOLDER: Final = Path(__file__).parent / "library"
METHOD_VERSION: Final = 1

NOTE_SIZE: Final = 200
GAP: Final = 20
PADDING: Final = 40  # between the edge of a frame and its notes
BAND: Final = 120  # the top of a frame: its title and prompt

_Key = Annotated[str, Meta(pattern=r"^[0-9A-Za-z_-]{1,40}\Z")]
_Length = Annotated[int, Meta(ge=0, le=100_000)]
_Mode = Literal[
    "explain", "silent", "reveal", "pair", "present", "cluster", "vote", "discuss", "decide", "owners"
]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text in each language."""

    it: str
    en: str

    def in_locale(self, locale: str) -> str:
        """The Italian text for "it", the English one for any other language."""
        return self.it if locale == "it" else self.en


class MethodFrame(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An area of a method, in board units. `accepts` are the note types meant for it."""

    key: _Key
    title: Words
    prompt: Words
    layout: str
    accepts: tuple[NoteType, ...]
    x: _Length
    y: _Length
    w: _Length
    h: _Length


class Starter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An example note that a new board begins with."""

    frame: _Key
    type: NoteType
    text: Words


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One phase of the workshop: what participants may do, how long, and the instruction."""

    mode: _Mode
    minutes: Annotated[int, Meta(ge=0, le=600)]
    text: Words


class Method(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A workshop method. `origin` and `verified` tell where it comes from and what was checked."""

    version: Literal[1]
    id: _Key
    names: Words = msgspec.field(name="name")
    purposes: Words = msgspec.field(name="purpose")
    origin: str
    verified: str
    stage: str
    minutes: Annotated[int, Meta(ge=0, le=600)]
    people: str
    frames: tuple[MethodFrame, ...]
    starter: tuple[Starter, ...]
    steps: tuple[Step, ...]

    def name(self, locale: str) -> str:
        """What the method is called."""
        return self.names.in_locale(locale)

    def purpose(self, locale: str) -> str:
        """What it is for, in one sentence."""
        return self.purposes.in_locale(locale)


def library() -> list[Method]:
    """All methods, the blank board first, then by id."""
    return sorted(_methods().values(), key=lambda method: (method.id != "blank", method.id))


def method(method_id: str) -> Method:
    """Raises MethodMissing."""
    found = _methods().get(method_id)
    if found is None:
        raise MethodMissing
    return found


def instantiate(chosen: Method, locale: str, new_id: Callable[[], str]) -> list[Op]:
    """The ops that lay a method out on an empty board: its frames, then its starter notes.

    `new_id` gives a fresh item id each time.
    """
    frame_ids = {frame.key: new_id() for frame in chosen.frames}
    items: list[dict[str, object]] = [
        {
            "kind": "frame",
            "id": frame_ids[frame.key],
            "x": frame.x,
            "y": frame.y,
            "w": frame.w,
            "h": frame.h,
            "title": frame.title.in_locale(locale),
            "prompt": frame.prompt.in_locale(locale),
        }
        for frame in chosen.frames
    ]
    for frame in chosen.frames:
        notes = [starter for starter in chosen.starter if starter.frame == frame.key]
        for place, starter in enumerate(notes):
            x, y = _place(frame, place)
            box = {"x": x, "y": y, "w": NOTE_SIZE, "h": NOTE_SIZE, "frame": frame_ids[frame.key]}
            text = starter.text.in_locale(locale)
            items.append({"kind": "note", "id": new_id(), **box, "type": starter.type, "text": text})
    return in_creation_order(items)


def in_creation_order(items: list[dict[str, object]]) -> list[Op]:
    """Checked ops that create `items`, whose z follows their order here."""
    ops: list[Op] = []
    z: str | None = None
    for item in items:
        z = key_between(z, None)
        ops.append({"do": "create", "item": {**item, "z": z}})
    return check_ops(ops)


def _place(frame: MethodFrame, place: int) -> tuple[int, int]:
    """The top left corner of a frame's note number `place`, row by row below the band."""
    columns = max(1, (frame.w - 2 * PADDING + GAP) // (NOTE_SIZE + GAP))
    row, column = divmod(place, columns)
    step = NOTE_SIZE + GAP
    return frame.x + PADDING + column * step, frame.y + BAND + row * step


@cache
def _methods() -> dict[str, Method]:
    """Methods by id. Raises ValueError that names the file when one is not well made."""
    return {read.id: read for read in map(_read, sorted(FOLDER.glob("*.json")))}


def _read(path: Path) -> Method:
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Method, strict=True)
    except msgspec.DecodeError as error:
        raise ValueError(f"{path.name}: {error}") from error
    keys = [frame.key for frame in found.frames]
    if found.id != path.stem:
        raise ValueError(f"{path.name}: the id is {found.id}")
    if len(set(keys)) < len(keys):
        raise ValueError(f"{path.name}: two frames have the same key")
    for starter in found.starter:
        if starter.frame not in keys:
            raise ValueError(f"{path.name}: there is no frame {starter.frame}")
    return found
