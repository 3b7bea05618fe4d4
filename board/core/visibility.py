"""What a viewer may see. Every outgoing byte about a board goes through `project` (VIS1)."""

from collections.abc import Container
from dataclasses import dataclass, replace
from functools import singledispatch
from typing import Any, Final

from board.core.hands import Mode
from board.core.kinds import KINDS
from board.core.ops import Entry
from board.core.roles import Role, leads
from board.core.scene import Record

EXACTLY_UNITS: Final = 0.02  # places have two decimals
NEARLY_UNITS: Final = 1.0  # where places are told in whole units
# What stands where an item says something that is not for this viewer (HIDE3). No board has this picture.
_BLANK: Final[dict[str, Any]] = {
    **dict.fromkeys(("text", "title", "label", "alt", "url", "emoji"), ""),
    "asset": "0" * 40,
    "points": [0, 0, 0],
    "mentions": [],
}


@dataclass(frozen=True)
class Viewer:
    """Who is looking, with which role. `unseen`: ids of items of which they read no word (HIDE3)."""

    person_id: str
    role: Role
    unseen: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Member:
    """A person on a board as others may know them; `role` None made notes once but is no member.

    `is_helped`: without a device of their own; others write and vote for them."""

    person_id: str
    name: str
    role: Role | None
    is_helped: bool = False
    mode: Mode = ""  # how they take part, if they have said it


@dataclass(frozen=True)
class Door:
    """Who is before a board: those who wait to be let in, and those who were sent away."""

    waiting: tuple[Member, ...] = ()
    away: tuple[Member, ...] = ()


@dataclass(frozen=True)
class Hand:
    """A raised hand: of a person on the board, or, with `name`, of somebody in the room without a page of
    their own. `number` is its own in the room."""

    number: int
    person_id: str | None
    name: str
    since_ms: int


@dataclass(slots=True)
class Here:
    """One session's presence: never stored, latest value wins. Not changed in place; not frozen only
    because that would make each of thousands a second three times as costly.

    `session` is a number, unique in the room. `cursor` is [x, y] in board units, `preview` the boxes of
    a gesture under way by item id, `shift` how far they have been carried since they were told, and
    `start` where the cursor was then.
    `caret` says where they type: the item and the epoch of its text, and `after`, the letter before it
    as [Yjs client, clock], None at the beginning. It names a letter because places move as others type.
    `follows` is the session whose view this one goes along with; `sees` where the view is of one that is
    followed: x, y, w, h.
    """

    session: int
    person_id: str
    cursor: tuple[float, float] | None = None
    selection: tuple[str, ...] = ()
    preview: dict[str, dict[str, float]] | None = None
    view: str = "canvas"
    shift: tuple[float, float] | None = None
    caret: dict[str, Any] | None = None
    start: tuple[float, float] | None = None
    follows: int | None = None
    sees: tuple[float, ...] | None = None


def without_private(here: Here, on_board: Container[str], *, is_hidden: bool) -> Here:
    """What others may know of this presence: nothing of where somebody writes while it `is_hidden`, and
    of what they have in hand only what is `on_board`: other ids may be those of private notes, stored or
    on their way (VIS3). The same object when that is all of it."""
    if is_hidden:
        return Here(here.session, here.person_id, view=here.view)
    caret = here.caret if here.caret is None or here.caret["id"] in on_board else None
    preview = {key: box for key, box in (here.preview or {}).items() if key in on_board}
    selection = tuple(key for key in here.selection if key in on_board)
    if (caret, preview, selection) == (here.caret, here.preview or {}, here.selection):
        return here
    moved = {"preview": preview, "shift": here.shift} if preview else {"preview": None, "shift": None}
    return replace(here, caret=caret, selection=selection, **moved)


@singledispatch
def project(subject: object, _viewer: Viewer) -> dict[str, Any]:
    """`subject` as JSON for this viewer: an entry, a record, a member or a presence."""
    raise TypeError(f"no projection of {type(subject).__name__}")


@project.register
def _entry(entry: Entry, viewer: Viewer) -> dict[str, Any]:
    """The op id is told only to its author: it says which of their pages wrote it."""
    shown: dict[str, Any] = {
        "seq": entry.seq,
        "at_ms": entry.at_ms,
        "actor": entry.actor,
        "ops": [_op(op, viewer) for op in entry.ops],
    }
    if entry.undoes is not None:
        shown["undoes"] = entry.undoes
    if entry.restores is not None:
        shown["restores"] = entry.restores
    if entry.op_id is not None and entry.actor == viewer.person_id:
        shown["op_id"] = list(entry.op_id)
    return shown


def _op(op: dict[str, Any], viewer: Viewer) -> dict[str, Any]:
    if op["do"] == "create":
        return {"do": "create", "item": project(op["item"], viewer)}
    if op["id"] not in viewer.unseen or op["do"] == "delete":
        return op
    values = op["set"] if op["do"] == "patch" else {"text": op["text"]}
    return {"do": "patch", "id": op["id"], "set": {key: _BLANK.get(key, values[key]) for key in values}}


@project.register(dict)
def _record(record: Record, viewer: Viewer) -> dict[str, Any]:
    """Every member sees every item, but not what those say that are hidden."""
    if not viewer.unseen or record["id"] not in viewer.unseen:
        return dict(record)
    defaults = KINDS[record["kind"]].defaults
    shown = {name: value for name, value in record.items() if name not in _BLANK and name != "edits"}
    blank = {name: _BLANK[name] for name in record if name in _BLANK and name not in defaults}
    return {**shown, **blank}


@project.register
def _member(member: Member, viewer: Viewer) -> dict[str, Any]:
    """That somebody needs help, or only has a telephone, is told to who leads."""
    helped = {"is_helped": True} if member.is_helped else {}
    shown = {"id": member.person_id, "name": member.name, "role": member.role, **helped}
    is_told = leads(viewer.role) or member.mode in ("room", "remote")
    return {**shown, "mode": member.mode} if member.mode and is_told else shown


@project.register
def _door(door: Door, viewer: Viewer) -> dict[str, Any]:
    """Only who can let people in is told who they are."""
    if not leads(viewer.role):
        return {}
    return {
        "waiting": [{"id": member.person_id, "name": member.name} for member in door.waiting],
        "away": [{"id": member.person_id, "name": member.name} for member in door.away],
    }


@project.register
def _hand(hand: Hand, _viewer: Viewer) -> dict[str, Any]:
    whose = {"name": hand.name} if hand.person_id is None else {"person": hand.person_id}
    return {"hand": hand.number, "since_ms": hand.since_ms, **whose}


def project_move(here: Here, _viewer: Viewer, *, is_coarse: bool = False) -> list[float]:
    """What changes most often of a presence, in few bytes: [session, x, y], and the shift behind it
    unless the boxes went just as the cursor did; if `is_coarse` in whole units. The cursor must be on the
    board."""
    move = [here.session, *(here.cursor or ())]
    if here.preview is None:
        move += here.shift or ()
    elif not _goes_along(here, NEARLY_UNITS if is_coarse else EXACTLY_UNITS):
        move += here.shift or (0, 0)
    return list(map(round, move)) if is_coarse else move


def _goes_along(here: Here, tolerance: float) -> bool:
    """Whether what is carried has come as far as the cursor since it was told."""
    if here.cursor is None or here.start is None:
        return False
    (x, y), (from_x, from_y), (dx, dy) = here.cursor, here.start, here.shift or (0, 0)
    return abs(x - from_x - dx) <= tolerance and abs(y - from_y - dy) <= tolerance


@project.register
def _here(here: Here, _viewer: Viewer) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "session": here.session,
        "person": here.person_id,
        "cursor": None if here.cursor is None else list(here.cursor),
        "selection": list(here.selection),
        "preview": here.preview,
        "view": here.view,
    }
    if here.shift is not None:
        shown["shift"] = list(here.shift)
    if here.caret is not None:
        shown["caret"] = here.caret
    if here.follows is not None:
        shown["follows"] = here.follows
    if here.sees is not None:
        shown["sees"] = list(here.sees)
    if here.preview is not None and here.start is not None and here.start != here.cursor:
        shown["start"] = list(here.start)
    return shown
