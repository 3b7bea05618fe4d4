"""From what an entry did back to the op that does it: for logs from outside, which are carried out again."""

from typing import Any, Final

from board.core.drafts import ANONYMOUS
from board.core.errors import BadShape
from board.core.ids import is_id
from board.core.kinds import SERVER_FIELDS, TEXT_LIMIT
from board.core.ops import Op, check_ops
from board.core.values import check_text

# What the server keeps to merge texts.
_FOR_MERGING: Final = ("epoch", "edits")
_MOST: Final = 2**53


def asked(op: Op, *, actor: str, at_ms: int) -> Op:
    """The op that makes `apply` do what `op`, an effective op of an entry, says was done.

    Whether it really does is for the caller to compare. Raises BadShape, UnknownField, BadNumber, BadText,
    TextTooLong when no op could have done it.
    """
    if op.get("do") == "create" and isinstance(op.get("item"), dict):
        return _asked_item(op["item"], actor, at_ms)
    if op.get("do") == "patch" and isinstance(op.get("set"), dict):
        values = {name: value for name, value in op["set"].items() if name not in _FOR_MERGING}
        plain = {**op, "set": values}
        [checked] = check_ops([plain])
        return checked if values else {"do": "rebuild", "id": checked["id"]}
    if op.get("do") == "text":
        op = {name: value for name, value in op.items() if name != "text"}
    elif op.get("do") != "delete":
        raise BadShape
    return check_ops([op])[0]


def _asked_item(item: dict[str, Any], actor: str, at_ms: int) -> Op:
    """A new item, or one that came back with the author and time it had."""
    kept = {name: value for name, value in item.items() if name in SERVER_FIELDS + _FOR_MERGING}
    plain = {name: value for name, value in item.items() if name not in kept}
    [checked] = check_ops([{"do": "create", "item": plain}])
    if kept == {"author": actor, "created_at_ms": at_ms}:
        return checked
    _check_kept(**kept)
    if "entered_by" in kept and not (is_id(kept["entered_by"]) and checked["item"]["kind"] == "note"):
        raise BadShape
    return {"do": "restore", "item": {**checked["item"], **kept}}


def _check_kept(
    author: object = None,
    created_at_ms: object = None,
    epoch: object = 0,
    edits: object = None,
    **_typed: object,
) -> None:
    if not (is_id(author) or author == ANONYMOUS) or not _is_count(created_at_ms) or not _is_count(epoch):
        raise BadShape
    if edits is None:
        return
    if not isinstance(edits, dict) or set(edits) != {"base", "updates"}:
        raise BadShape
    check_text("edits", edits["base"], TEXT_LIMIT)
    if not isinstance(edits["updates"], list) or not all(isinstance(one, str) for one in edits["updates"]):
        raise BadShape


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST
