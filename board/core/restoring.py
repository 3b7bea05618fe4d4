"""The way from the board as it is to the board as it was, in ops of today (HIST3, HIST4).

The ops are for `apply` and come in an order in which each fits and has exactly one effect: a frame is
empty before it goes and is there before anything is put into it, and so is every item that another
one names. At no point does the board hold more
items than the fuller of the two scenes.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any, Final

from board.core.kinds import KINDS, OPS_LIMIT, ORIGINS_LIMIT, value_of
from board.core.ops import Op
from board.core.relations import named, named_by
from board.core.scene import Record, Scene, in_order
from board.core.votes import as_copied

# What the server keeps to merge texts. It belongs to one run of the log and is not brought back.
_KEPT_FOR_MERGING: Final = ("epoch", "edits")

# What comes before what; every other kind is between.
_RANKS: Final = {"frame": 0, "cluster": 1, "connector": 3, "comment": 4, "reply": 5}
# What a field holds that must hold something while the item that it names is not there.
_NOTHING: Final = {"from": {"x": 0, "y": 0}, "to": {"x": 0, "y": 0}}


def restore_ops(now: Scene, then: Scene, *, head: int) -> list[Op]:
    """What makes `now`, the board after entry `head`, say what `then` said; empty when it does already.
    Which step of a workshop is on stays as it is (STEP4).

    Deleted items come back with their id, author and time, and with an epoch that their text has never
    had: what was typed before the deletion must not mix with what is typed from now on.
    """
    # One op begins at most one epoch, so no text can have come this far.
    fresh_epoch = (head + 1) * OPS_LIMIT
    gone = [record for record in _restored(now) if record["id"] not in then]
    back = [record for record in _restored(then) if record["id"] not in now]
    kept = [(now[record["id"]], record) for record in _restored(then) if record["id"] in now]
    released = _release(kept, {record["id"] for record in gone}, now)
    return [
        *({"do": "patch", "id": item_id, "set": values} for item_id, values in released.items()),
        *_deletes(gone, now),
        *_restores(back, then, fresh_epoch),
        *_patches(kept, released),
    ]


def copy_ops(then: Scene, source_id: str | None = None) -> list[Op]:
    """What puts everything of `then` on an empty board, with authors and times: the steps of a workshop,
    but none of them is on (STEP4). Notes say from which board they came, if `source_id` does (PROV1)."""
    copied = [_with_origin(as_copied(record), source_id) for record in _lasting(then)]
    return _restores(copied, then, None)


def _with_origin(record: Record, source_id: str | None) -> Record:
    if source_id is None or record["kind"] != "note":
        return record
    here = [one for one in value_of(record, "came_from") if "board" not in one]
    return {**record, "came_from": [{"board": source_id, "id": record["id"]}, *here][:ORIGINS_LIMIT]}


def grouped(ops: Sequence[Op]) -> list[Sequence[Op]]:
    """`ops` in as many parts as it takes for each to fit one entry."""
    return [ops[start : start + OPS_LIMIT] for start in range(0, len(ops), OPS_LIMIT)]


def _lasting(scene: Scene) -> list[Record]:
    """Everything but what only the server changes, in order."""
    return [record for record in in_order(scene) if not KINDS[record["kind"]].is_for_server]


def _restored(scene: Scene) -> list[Record]:
    """What a moment brings back: votes stay as they are, with what came of them (VOTE2)."""
    return [record for record in _lasting(scene) if record["kind"] != "vote"]


def _release(
    kept: Iterable[tuple[Record, Record]], leaving: Set[str], now: Scene
) -> dict[str, dict[str, Any]]:
    """Item id -> what to set on those that name an item which goes: what they named, if that is there
    already, else nothing until it is. Frames that move to another frame are outside meanwhile, so that
    none gets into itself on the way."""
    released: dict[str, dict[str, Any]] = {}
    for record, was in kept:
        is_frame = record["kind"] == "frame"
        for name, target in named(record):
            before = value_of(was, name)
            is_moving = is_frame and before != record[name]
            if target not in leaving and not is_moving:
                continue
            there = named_by(before)
            is_there = there is None or (there in now and there not in leaving)
            value = before if is_there and not is_moving else _NOTHING.get(name)
            released.setdefault(record["id"], {})[name] = value
    return released


def _deletes(gone: Iterable[Record], now: Scene) -> list[Op]:
    """Last what others lie in or on."""
    ordered = sorted(gone, key=lambda record: _rank(record, now), reverse=True)
    return [{"do": "delete", "id": record["id"]} for record in ordered]


def _restores(back: Iterable[Record], then: Scene, epoch: int | None) -> list[Op]:
    """First what others lie in or on."""
    ordered = sorted(back, key=lambda record: _rank(record, then))
    return [{"do": "restore", "item": _plain(record, epoch)} for record in ordered]


def bases_first(ops: Sequence[Op]) -> list[Op]:
    """Ops that each make an item, in an order in which each fits: first what others lie in or on."""
    scene = {op["item"]["id"]: op["item"] for op in ops}
    return sorted(ops, key=lambda op: _rank(op["item"], scene))


def _rank(record: Record, scene: Scene) -> tuple[int, int]:
    """Frames by depth, then what they hold, then what is on that."""
    depth, outer = 0, record
    while record["kind"] == "frame" and outer.get("frame") in scene and depth < len(scene):
        depth, outer = depth + 1, scene[outer["frame"]]
    return _RANKS.get(record["kind"], 2), depth


def _plain(record: Record, epoch: int | None) -> dict[str, Any]:
    item = {name: value for name, value in record.items() if name not in _KEPT_FOR_MERGING}
    is_typed = KINDS[record["kind"]].is_typed
    return {**item, "epoch": epoch} if is_typed and epoch is not None else item


def _patches(kept: Iterable[tuple[Record, Record]], released: Mapping[str, Mapping[str, Any]]) -> list[Op]:
    ops: list[Op] = []
    for record, was in kept:
        is_now = {**record, **released.get(record["id"], {})}
        fields = KINDS[record["kind"]].fields
        values = {
            name: value_of(was, name) for name in fields if value_of(is_now, name) != value_of(was, name)
        }
        if values:
            ops.append({"do": "patch", "id": record["id"], "set": values})
    return ops
