"""Ops as clients send them, and entries as the log keeps them."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from board.core.errors import BadShape, BadText, NameEmpty, NameTooLong, UnknownField
from board.core.ids import is_id
from board.core.kinds import FOR, KINDS, NAME_LIMIT, OPS_LIMIT, WORKSHOP_ID, FieldType
from board.core.values import check_id, check_text, check_value

ENTRY_VERSION: Final = 1
NUMBERED: Final = "decision:"  # before a number that is used up
SYSTEM: Final = "system"  # the actor of what nobody did

# One of {"do": "create", "item": {...}}, {"do": "patch", "id", "set": {...}}, {"do": "delete", "id"},
# {"do": "text", "id", "epoch", "update"}, {"do": "undo", "of": op id}, which is alone in its message.
Op = dict[str, Any]
OpId = tuple[str, int]


@dataclass(frozen=True)
class Entry:
    """An op that was accepted.

    `ops` is the effective change (APPLY2), `inverse` what would take it back, `at_ms` the server's
    clock. `op_id` is `(client id, n)`, or None for a change that no client sent. `undoes` is the seq
    of the entry that this one takes back, if it is an undo; `restores` the seq of the moment that it
    helps to bring back (HIST3).
    """

    seq: int
    at_ms: int
    actor: str
    op_id: OpId | None
    ops: tuple[Op, ...]
    inverse: tuple[Op, ...]
    v: int = ENTRY_VERSION
    undoes: int | None = None
    restores: int | None = None


class _Message(msgspec.Struct, forbid_unknown_fields=True):
    id: tuple[str, int]
    ops: list[dict[str, Any]]


def read_op_id(message: object) -> OpId | None:
    """The op id of a message if one can be read, however wrong the rest is."""
    value = message.get("id") if isinstance(message, dict) else None
    if not isinstance(value, list | tuple) or len(value) != 2:
        return None
    client_id, n = value
    if not is_id(client_id) or isinstance(n, bool) or not isinstance(n, int) or not 1 <= n <= 2**53:
        return None
    return client_id, n


def decode_message(message: object) -> tuple[OpId, list[Op]]:
    """The op id and the checked ops of an `op` message.

    Checks shape, field names, numbers and text, not the scene. Raises BadShape, UnknownField,
    BadNumber, BadText, TextTooLong.
    """
    try:
        decoded = msgspec.convert(message, _Message, strict=True)
    except (msgspec.ValidationError, RecursionError) as error:
        raise BadShape from error
    op_id = read_op_id({"id": decoded.id})
    if op_id is None or not 1 <= len(decoded.ops) <= OPS_LIMIT:
        raise BadShape
    return op_id, check_ops(decoded.ops)


def pictures_in(ops: Iterable[Op]) -> set[str]:
    """The pictures that these ops put on a board."""
    put = (op.get("item") or op.get("set") or {} for op in ops)
    return {values["asset"] for values in put if "asset" in values}


def used_up(ops: Iterable[Op]) -> set[str]:
    """What effective ops use up for good: the ids of the items that they make (DATA3), and the numbers of
    decisions, in a form that no id has (DEC1)."""
    return used_by(op["item"] for op in ops if op["do"] == "create")


def used_by(records: Iterable[Mapping[str, Any]]) -> set[str]:
    """What these records have used up."""
    used: set[str] = set()
    for record in records:
        used.add(record["id"])
        if record["kind"] == "decision":
            used.add(f"{NUMBERED}{record['number']}")
    return used


def check_ops(ops: Sequence[dict[str, Any]]) -> list[Op]:
    """The same ops, each with known fields and values inside the limits."""
    checked = [_check_op(op) for op in ops]
    if len(checked) > 1 and any(op["do"] == "undo" for op in checked):
        raise BadShape
    return checked


def _check_op(op: dict[str, Any]) -> Op:
    do = op.get("do")
    if do == "create" and set(op) == {"do", "item"} and isinstance(op["item"], dict):
        return {"do": "create", "item": _check_item(op["item"])}
    if do == "patch" and set(op) == {"do", "id", "set"} and isinstance(op["set"], dict):
        # The kind is known only to the scene, so `apply` checks that the field belongs to it.
        values = {name: check_value(name, _field_type(name), value) for name, value in op["set"].items()}
        return {"do": "patch", "id": check_id(op["id"]), "set": values}
    if do == "delete" and set(op) == {"do", "id"}:
        return {"do": "delete", "id": check_id(op["id"])}
    if do == "text" and set(op) == {"do", "id", "epoch", "update"}:
        return _check_typing(op)
    if do == "undo" and set(op) == {"do", "of"}:
        return {"do": "undo", "of": _check_of(op["of"])}
    raise BadShape


def _check_typing(op: dict[str, Any]) -> Op:
    """What the update says is judged when it is merged (TXT2)."""
    epoch, update = op["epoch"], op["update"]
    if isinstance(epoch, bool) or not isinstance(epoch, int) or not 0 <= epoch <= 2**53:
        raise BadShape
    if not isinstance(update, str):
        raise BadShape
    return {"do": "text", "id": check_id(op["id"]), "epoch": epoch, "update": update}


def _check_of(value: object) -> OpId:
    op_id = read_op_id({"id": value})
    if op_id is None:
        raise BadShape
    return op_id


def _check_item(item: dict[str, Any]) -> dict[str, Any]:
    kind = KINDS.get(item["kind"]) if isinstance(item.get("kind"), str) else None
    if kind is None:
        raise BadShape
    checked = {"kind": kind.name, "id": check_id(item.get("id"))}
    if (kind.name == "workshop") != (checked["id"] == WORKSHOP_ID):
        raise BadShape
    told = {"kind", "id", FOR} if kind.name == "note" else {"kind", "id"}
    for name in item:
        if name not in kind.fields and name not in told:
            raise UnknownField(field=_shown(name))
    if FOR in item:
        checked[FOR] = check_id(item[FOR])
    for name, field_type in kind.fields.items():
        if name in item:
            checked[name] = check_value(name, field_type, item[name])
        elif name not in kind.defaults:
            raise BadShape
    return checked


# A name means the same in every kind that has it.
_FIELD_TYPES: Final[dict[str, FieldType]] = {
    name: field_type for kind in KINDS.values() for name, field_type in kind.fields.items()
}


def _field_type(name: str) -> FieldType:
    if name not in _FIELD_TYPES:
        raise UnknownField(field=_shown(name))
    return _FIELD_TYPES[name]


# Characters that a name does not need and that can be used to pose as somebody else: soft hyphen,
# zero-width marks and the controls of writing direction.
_NAME_STRIPPED = dict.fromkeys(
    [
        *(0x00AD, 0x061C, 0x180E, 0xFEFF),
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x206A),
    ]
)


def check_name(value: object, limit: int = NAME_LIMIT) -> str:
    """A name as it is shown: no line breaks, one space between words, no invisible marks.

    Raises BadShape, BadText, NameEmpty, NameTooLong.
    """
    if not isinstance(value, str):
        raise BadShape
    if any("\x80" <= char <= "\x9f" for char in value):
        raise BadText(field="name")
    name = " ".join(check_text("name", value, 100_000).translate(_NAME_STRIPPED).split())
    if not any(unicodedata.category(char)[0] in "LNPS" for char in name):
        raise NameEmpty
    if len(name) > limit:
        raise NameTooLong(limit=limit)
    return name


def _shown(name: object) -> str:
    """A field name from outside, short enough for a message and a log line."""
    return ascii(str(name)[:40])[1:-1]
