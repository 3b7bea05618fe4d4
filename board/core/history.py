"""What an entry did, in short: for a list that people read (HIST1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from board.core.log import PastEntry
from board.core.ops import Entry, Op
from board.core.visibility import Viewer, project

TEXT_SHOWN: Final = 60  # code points of the one text that an entry is about
IDS_SHOWN: Final = 100

_TOLD: Final = ("seq", "at_ms", "actor", "undoes", "restores")
# What a patch did, by the first of these fields that it sets. What is not here is nobody's doing.
_DEEDS: Final = {
    "step": "go",
    "timer": "timer",
    "bring": "bring",
    "apart_ms": "apart",
    "hold": "hold",
    "people": "seat",
    "area": "style",
    "reveals": "reveal",
    "state": "vote",
    "text": "write",
    "title": "write",
    "prompt": "write",
    "label": "write",
    "alt": "write",
    "url": "write",
    "type": "type",
    "resolved": "resolve",
    "locked": "lock",
    "from": "connect",
    "to": "connect",
    "frame": "reframe",
    "under": "stack",
    "cluster": "reframe",
    "w": "resize",
    "h": "resize",
    "x": "move",
    "y": "move",
    "z": "reorder",
    **dict.fromkeys(("how", "objections", "who", "due"), "write"),
    **dict.fromkeys(("number", "sources", "decision", "status", "carried"), "style"),
    **dict.fromkeys(("mode", "say_it", "say_en", "areas", "may", "private", "anonymous", "minutes"), "style"),
    "counted": "style",
    **dict.fromkeys(("about", "way", "each", "most", "voters", "helped"), "style"),
    **dict.fromkeys(("rotation", "shape", "colour", "fill", "line", "background", "grid", "points"), "style"),
    **dict.fromkeys(("align", "weight", "route", "heads", "dash", "width", "emoji", "lang", "tool"), "style"),
}
# Fields that only one kind has, for items that are not on the board any more.
_TELLING: Final = {
    "type": "note",
    "title": "frame",
    "prompt": "frame",
    "mode": "step",
    "how": "decision",
    "due": "commitment",
}


@dataclass
class _Deed:
    """The same thing done to items of one kind."""

    do: str
    kind: str
    ids: list[str] = field(default_factory=list)
    text: str | None = None


def describe(
    past: PastEntry, viewer: Viewer, kinds: Mapping[str, str], *, only: str | None = None
) -> dict[str, Any]:
    """Who did what and when: `{seq, at_ms, actor, did, undoes?, restores?}`, as far as the viewer may know.

    `did` is a list of `{do, kind, ids, n, text?}`, null when the entry is compacted. `kinds` holds the kinds
    of items on the board; one that is not there any more may be called just "item". `only`: the id of the
    one item that is asked about.
    """
    entry = _entry_of(past)
    shown = project(entry, viewer)
    told: dict[str, Any] = {name: shown[name] for name in _TOLD if name in shown}
    ops = [op for op in shown["ops"] if only is None or _id_of(op) == only]
    did = None if past.ops is None else _did(ops, _deleted(entry, viewer), kinds)
    return {**told, "did": did}


def _entry_of(past: PastEntry) -> Entry:
    entry = Entry(past.seq, past.at_ms, past.actor, None, past.ops or (), past.inverse or ())
    return replace(entry, undoes=past.undoes, restores=past.restores)


def _deleted(entry: Entry, viewer: Viewer) -> dict[str, dict[str, Any]]:
    """Item id -> what the entry deleted, as it was."""
    records = [op["item"] for op in entry.inverse if op["do"] == "create"]
    return {record["id"]: project(dict(record), viewer) for record in records}


def _did(
    ops: list[Op], deleted: Mapping[str, dict[str, Any]], kinds: Mapping[str, str]
) -> list[dict[str, Any]]:
    deeds: dict[tuple[str, str], _Deed] = {}
    has_lost_holder = any(record.get("kind") in ("frame", "cluster") for record in deleted.values())
    for op in ops:
        if has_lost_holder and op.get("set") in ({"frame": None}, {"cluster": None}):
            continue  # it left only because the frame or cluster is gone
        do = _deed_of(op)
        if do is None:
            continue
        item_id = _id_of(op)
        record = op.get("item") or deleted.get(item_id) or {}
        kind = record.get("kind") or kinds.get(item_id) or _kind_by_field(op)
        deed = deeds.setdefault((do, kind), _Deed(do, kind))
        deed.ids.append(item_id)
        deed.text = _text_of(op, record)
    return [_told(deed) for deed in deeds.values()]


def _id_of(op: Op) -> str:
    return str(op["item"]["id"] if "item" in op else op["id"])


def _deed_of(op: Op) -> str | None:
    if op["do"] == "create" and op["item"]["kind"] == "workshop":
        # It is made by whatever is done with it first.
        return _deed_by(name for name in op["item"] if name != "step" or op["item"]["step"])
    if op["do"] == "create":
        return "add"
    if op["do"] == "patch":
        return "end" if op["set"].get("step", "") is None else _deed_by(op["set"])
    return "write" if op["do"] == "text" else str(op["do"])


def _deed_by(names: Iterable[str]) -> str | None:
    set_here = set(names)
    return next((deed for name, deed in _DEEDS.items() if name in set_here), None)


def _kind_by_field(op: Op) -> str:
    return next((kind for name, kind in _TELLING.items() if name in op.get("set", ())), "item")


def _text_of(op: Op, record: Mapping[str, Any]) -> str | None:
    told = {**record, **op.get("set", {}), **({"text": op["text"]} if op["do"] == "text" else {})}
    text = told.get("text") or told.get("title") or told.get("label")
    return text if isinstance(text, str) else None


def _told(deed: _Deed) -> dict[str, Any]:
    told: dict[str, Any] = {
        "do": deed.do,
        "kind": deed.kind,
        "ids": deed.ids[:IDS_SHOWN],
        "n": len(deed.ids),
    }
    if len(deed.ids) == 1 and deed.text:
        told["text"] = deed.text[:TEXT_SHOWN]
    return told
