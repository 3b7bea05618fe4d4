"""What a viewer may see. Every outgoing byte about a board goes through `project` (VIS1)."""

from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from board.core.ops import Entry
from board.core.roles import Role
from board.core.scene import Record


@dataclass(frozen=True)
class Viewer:
    """Who is looking, with which role."""

    person_id: str
    role: Role


@dataclass(frozen=True)
class Member:
    """A person on a board as others may know them; `role` None made notes once but is no member."""

    person_id: str
    name: str
    role: Role | None


@dataclass(frozen=True)
class Here:
    """One session's presence: never stored, latest value wins.

    `cursor` is [x, y] in board units, `preview` the boxes of a gesture under way by item id.
    """

    session: str
    person_id: str
    cursor: tuple[float, float] | None = None
    selection: tuple[str, ...] = ()
    preview: dict[str, dict[str, float]] | None = None
    view: str = "canvas"


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
    if entry.op_id is not None and entry.actor == viewer.person_id:
        shown["op_id"] = list(entry.op_id)
    return shown


def _op(op: dict[str, Any], viewer: Viewer) -> dict[str, Any]:
    return {"do": "create", "item": project(op["item"], viewer)} if op["do"] == "create" else op


@project.register(dict)
def _record(record: Record, _viewer: Viewer) -> dict[str, Any]:
    """Every member sees every item; private notes will be masked here."""
    return dict(record)


@project.register
def _member(member: Member, _viewer: Viewer) -> dict[str, Any]:
    return {"id": member.person_id, "name": member.name, "role": member.role}


@project.register
def _here(here: Here, _viewer: Viewer) -> dict[str, Any]:
    return {
        "session": here.session,
        "person": here.person_id,
        "cursor": None if here.cursor is None else list(here.cursor),
        "selection": list(here.selection),
        "preview": here.preview,
        "view": here.view,
    }
