"""What the board itself promises, told from the log alone: what hangs together goes and comes together,
what is locked stays, ids are used once. None of this asks the code that it judges.
"""

from collections.abc import Sequence

from board.core.apply import replay
from board.core.ops import Entry
from board.core.scene import EMPTY, Record, Scene
from tests.sim.page import PERSONS, Broken
from tests.sim.things import PICTURE, fields_changed, loose_ends, released, taken_along

KEPT_BY_SERVER = ("epoch", "edits")


def check_board(log: Sequence[Entry]) -> None:
    """Raises Broken with the first entry that leaves the board as it must not be."""
    scenes: list[Scene] = [EMPTY]  # seq -> the board after it
    made: dict[str, int] = {}  # item id -> the entry that made it
    for entry in log:
        before, after = scenes[-1], replay(scenes[-1], entry.ops)
        scenes.append(after)
        for loose in loose_ends(after):
            raise Broken(f"CONN1: after entry {entry.seq}, {loose}")
        for item_id in after.keys() - before.keys() if entry.undoes is None else ():
            if item_id in made:
                raise Broken(f"DATA3: {item_id} is made in {made[item_id]} and again in {entry.seq}")
            made[item_id] = entry.seq
        if any(record.get("asset", PICTURE) != PICTURE for record in after.values()):
            raise Broken(f"PIC3: entry {entry.seq} shows a picture that is not there")
        if entry.actor != PERSONS[0]:  # who never facilitates
            _check_locks(entry, before, after)
        _check_talk(entry, before, after)
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


def _plain(scene: Scene) -> dict[str, Record]:
    return {
        key: {name: value for name, value in record.items() if name not in KEPT_BY_SERVER}
        for key, record in scene.items()
    }
