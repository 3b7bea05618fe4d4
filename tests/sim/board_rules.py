"""What the board itself promises, told from the log alone: what hangs together goes and comes together,
what is locked stays, ids are used once. None of this asks the code that it judges.
"""

from collections.abc import Container, Sequence
from typing import Final

from board.core.apply import replay
from board.core.ops import Entry
from board.core.scene import EMPTY, Record, Scene
from tests.sim.page import PERSONS, Broken
from tests.sim.things import PICTURE, fields_changed, loose_ends, released, taken_along

KEPT_BY_SERVER = ("epoch", "edits")


def check_board(log: Sequence[Entry], hidden: Container[str] = ()) -> None:
    """Raises Broken with the first entry that leaves the board as it must not be. What was `hidden` once may
    come back."""
    scenes: list[Scene] = [EMPTY]  # seq -> the board after it
    made: dict[str, int] = {}  # item id -> the entry that made it
    numbers: dict[int, str] = {}  # number -> the decision that has it
    for entry in log:
        before, after = scenes[-1], replay(scenes[-1], entry.ops)
        scenes.append(after)
        for loose in loose_ends(after):
            raise Broken(f"CONN1: after entry {entry.seq}, {loose}")
        for item_id in after.keys() - before.keys() if entry.undoes is None else ():
            if item_id in made and entry.op_id is None and item_id in hidden:
                continue
            if item_id in made:
                raise Broken(f"DATA3: {item_id} is made in {made[item_id]} and again in {entry.seq}")
            made[item_id] = entry.seq
        if any(record.get("asset", PICTURE) != PICTURE for record in after.values()):
            raise Broken(f"PIC3: entry {entry.seq} shows a picture that is not there")
        if entry.actor != PERSONS[0]:  # who never facilitates
            _check_locks(entry, before, after)
        _check_talk(entry, before, after)
        _check_step(entry, before, after)
        _check_numbers(entry, after, numbers)
        if entry.undoes == entry.seq - 1 and _plain(after) != _plain(scenes[entry.undoes - 1]):
            raise Broken(f"UNDO1: entry {entry.seq} is not the way back from {entry.undoes}")


def _check_locks(entry: Entry, before: Scene, after: Scene) -> None:
    along = taken_along(before, after)
    for key, record in before.items():
        if not record.get("locked", False) or key in along:
            continue
        if key not in after:
            raise Broken(f"LOCK1: {entry.actor} deletes {key} in entry {entry.seq}")
        if set(fields_changed(record, after[key])) - set(released(before, after, key)):
            raise Broken(f"LOCK1: {entry.actor} changes {key} in entry {entry.seq}")


def _check_talk(entry: Entry, before: Scene, after: Scene) -> None:
    """TALK1, for everybody who never facilitates."""
    if entry.actor == PERSONS[0]:
        return
    for key, record in before.items():
        if record["kind"] not in ("comment", "reply") or record["author"] == entry.actor:
            continue
        if key not in after and key not in taken_along(before, after):
            raise Broken(f"TALK1: {entry.actor} deletes {key} in entry {entry.seq}")
        if key in after and after[key]["text"] != record["text"]:
            raise Broken(f"TALK1: {entry.actor} rewrites {key} in entry {entry.seq}")


def _check_numbers(entry: Entry, after: Scene, numbers: dict[int, str]) -> None:
    """DEC1. Notes in `numbers` what was not there before."""
    for key, record in after.items():
        if record["kind"] != "decision":
            continue
        first = numbers.setdefault(record["number"], key)
        if first != key:
            raise Broken(f"DEC1: after entry {entry.seq}, {key} has the number of {first}")
        if [one for one in numbers.values() if one == key] != [key]:
            raise Broken(f"DEC1: {key} has another number after entry {entry.seq}")


# What participants may do where a step does not say it, written down once more.
_BY_MODE: Final = {
    "explain": "",
    "silent": "add edit_own",
    "reveal": "comment",
    "pair": "add edit_own move comment",
    "present": "edit_own comment",
    "cluster": "move group comment",
    "vote": "vote",
    "discuss": "add edit_own edit_all move group comment",
    "decide": "comment",
    "owners": "add edit_own comment",
}
_PLACES: Final = {"x", "y", "w", "h", "rotation", "frame", "z"}


def _check_step(entry: Entry, before: Scene, after: Scene) -> None:
    """PERM3 and STEP2, for everybody who never facilitates."""
    is_changed = _unveiled(before) != _unveiled(after)
    if is_changed and (entry.actor != PERSONS[0] or entry.op_id is not None):
        raise Broken(f"STEP2: {entry.actor} changes in entry {entry.seq} which step is on")
    workshop = before.get("workshop")
    step = before.get(workshop["step"] or "") if workshop is not None else None
    if step is None or workshop is None or entry.actor == PERSONS[0]:
        return
    may = set(_BY_MODE[step["mode"]].split() if step.get("may") is None else step["may"])
    is_private = step.get("private", False) and not workshop.get("open", False)
    is_read = step.get("moderated", False) and "add" in may and not is_private
    if is_read:  # MOD1: nothing new is to be read on the board
        may -= {"comment", "edit_own", "edit_all"}
    along = taken_along(before, after)
    for key in {**before, **after}:
        was, record = before.get(key), after.get(key)
        if was == record or key in along or (was or record or {})["kind"] == "table":  # told by TABLE3
            continue
        lost = [] if was is None else released(before, after, key)
        need = _needed(was, record, entry, workshop["since_ms"], lost, is_read)
        if need and not may & need:
            raise Broken(f"PERM3: {entry.actor} does to {key} in entry {entry.seq} what takes one of {need}")


def _unveiled(scene: Scene) -> Record:
    """The record without the mark that something private is to be revealed: it is set also where who leads
    makes the step private that is on."""
    record = scene.get("workshop", {})
    return {name: value for name, value in record.items() if name != "veiled"}


def _needed(
    was: Record | None,
    record: Record | None,
    entry: Entry,
    since_ms: int,
    lost: Sequence[str],
    is_read: bool,
) -> set[str]:
    """Rights of which one at least is needed for this change of an item; none where nothing was done.
    `is_read`: what is new waits until it was read."""
    one = was or record or {}
    if is_read and was is None and entry.undoes is None:
        return {"what nobody may"}
    if one["kind"] in ("comment", "reply"):
        return {"comment"}
    if one["kind"] == "cluster":
        is_renamed = is_read and was is not None and record is not None and was["title"] != record["title"]
        return {"edit_all"} if is_renamed else {"group", "move"}
    own = {"edit_own", "add"} if one["author"] == entry.actor and one["created_at_ms"] >= since_ms else set()
    if one["author"] == entry.actor:
        own |= {"edit_own"}
    writing = {"edit_all", *(own - {"add"} if is_read else own)}
    if was is None:
        return {"add"} if entry.undoes is None else writing
    if record is None:
        return writing
    names = set(fields_changed(was, record)) - set(lost) - {"epoch", "edits"}
    if not names:
        return set()
    if names & {"cluster", "group"}:
        return {"group", *own}
    return {"move", *own} if names <= _PLACES else writing


def _plain(scene: Scene) -> dict[str, Record]:
    return {
        key: {name: value for name, value in record.items() if name not in KEPT_BY_SERVER}
        for key, record in scene.items()
    }
