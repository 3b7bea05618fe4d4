"""The way from the board as it is to the board as it was, in ops of today (HIST3, HIST4).

The ops are for `apply` and come in an order in which each fits and has exactly one effect: a frame is
empty before it goes and is there before anything is put into it. At no point does the board hold more
items than the fuller of the two scenes.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from board.core.kinds import KINDS, OPS_LIMIT
from board.core.ops import Op
from board.core.scene import Record, Scene, in_order

# What the server keeps to merge texts. It belongs to one run of the log and is not brought back.
_KEPT_FOR_MERGING: Final = ("epoch", "edits")


def restore_ops(now: Scene, then: Scene, *, head: int) -> list[Op]:
    """What makes `now`, the board after entry `head`, say what `then` said; empty when it does already.

    Deleted items come back with their id, author and time, and with an epoch that their text has never
    had: what was typed before the deletion must not mix with what is typed from now on.
    """
    # One op begins at most one epoch, so no text can have come this far.
    fresh_epoch = (head + 1) * OPS_LIMIT
    gone = [record for record in in_order(now) if record["id"] not in then]
    back = [record for record in in_order(then) if record["id"] not in now]
    kept = [(now[record["id"]], record) for record in in_order(then) if record["id"] in now]
    released = _release(kept, _frame_ids(gone), _frame_ids(now.values()))
    return [
        *_deletes(gone, is_frame=False),
        *({"do": "patch", "id": item_id, "set": {"frame": frame}} for item_id, frame in released.items()),
        *_deletes(gone, is_frame=True),
        *_restores(back, fresh_epoch),
        *_patches(kept, released),
    ]


def copy_ops(then: Scene) -> list[Op]:
    """What puts everything of `then` on an empty board, with authors and times."""
    return _restores(in_order(then), None)


def grouped(ops: Sequence[Op]) -> list[Sequence[Op]]:
    """`ops` in as many parts as it takes for each to fit one entry."""
    return [ops[start : start + OPS_LIMIT] for start in range(0, len(ops), OPS_LIMIT)]


def _release(
    kept: Iterable[tuple[Record, Record]], leaving: set[str], here: set[str]
) -> dict[str, str | None]:
    """Item id -> where to put those that lie in a frame which goes: where they were, if that frame is
    there already, else outside until it is."""
    staying = here - leaving
    return {
        record["id"]: was["frame"] if was["frame"] in staying else None
        for record, was in kept
        if record.get("frame") in leaving
    }


def _deletes(gone: Iterable[Record], *, is_frame: bool) -> list[Op]:
    return [{"do": "delete", "id": record["id"]} for record in gone if _is_frame(record) == is_frame]


def _restores(back: Iterable[Record], epoch: int | None) -> list[Op]:
    frames_first = sorted(back, key=lambda record: not _is_frame(record))
    return [{"do": "restore", "item": _plain(record, epoch)} for record in frames_first]


def _plain(record: Record, epoch: int | None) -> dict[str, Any]:
    item = {name: value for name, value in record.items() if name not in _KEPT_FOR_MERGING}
    has_text = "text" in KINDS[record["kind"]].fields
    return {**item, "epoch": epoch} if has_text and epoch is not None else item


def _patches(kept: Iterable[tuple[Record, Record]], released: Mapping[str, str | None]) -> list[Op]:
    ops: list[Op] = []
    for record, was in kept:
        is_now = {**record, "frame": released[record["id"]]} if record["id"] in released else record
        fields = KINDS[record["kind"]].fields
        values = {name: was[name] for name in fields if is_now[name] != was[name]}
        if values:
            ops.append({"do": "patch", "id": record["id"], "set": values})
    return ops


def _frame_ids(records: Iterable[Record]) -> set[str]:
    return {record["id"] for record in records if _is_frame(record)}


def _is_frame(record: Record) -> bool:
    return bool(record["kind"] == "frame")
