"""Undoing what one person did in a period, newest first, by the rules of every undo (UNDO4)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from board.core.apply import apply
from board.core.kinds import KINDS, value_of
from board.core.ops import Entry, Op
from board.core.scene import Record, Scene
from board.core.undo import Takings, Touches, undo_among


@dataclass(frozen=True)
class Period:
    """Whose changes, and from when to when, both included."""

    person_id: str
    from_ms: int
    to_ms: int

    def holds(self, entry: Entry) -> bool:
        return entry.actor == self.person_id and self.from_ms <= entry.at_ms <= self.to_ms


@dataclass(frozen=True)
class Repair:
    """Each step undoes the entry with this seq. `left`: ids of items on the board that stay as they are,
    wholly or in part, because somebody else has changed them since."""

    steps: tuple[tuple[int, tuple[Op, ...]], ...]
    scene: Scene  # after all steps
    left: frozenset[str]


@dataclass(frozen=True)
class Difference:
    """What a repair does to one item: it comes back, goes away, or gets back these fields. `record` is the
    item as it was before, or as it comes back."""

    what: str  # "back", "away" or "changed"
    record: Record
    fields: tuple[str, ...] = ()


def repair(log: Sequence[Entry], scene: Scene, period: Period) -> Repair:
    """What takes the changes of the period back. `log`: entries up to the head, oldest first; what is
    older than all of them stays."""
    theirs = {entry.seq for entry in log if entry.actor == period.person_id}
    others = Touches()
    for entry in log:
        # Somebody who has undone a change of this person has not set anything else.
        if entry.actor != period.person_id and entry.undoes not in theirs:
            others.add(entry)
    steps: list[tuple[int, tuple[Op, ...]]] = []
    left: set[str] = set()
    for entry in reversed(_standing(log, period)):
        undoing = undo_among(_own(entry), others, scene)
        left.update(one.id for one in undoing.left if one.why == "changed")
        if undoing.ops:
            scene = apply(scene, undoing.ops, actor=period.person_id, at_ms=entry.at_ms).scene
            steps.append((entry.seq, undoing.ops))
    return Repair(tuple(steps), scene, frozenset(left & scene.keys()))


def differences(before: Scene, after: Scene) -> list[Difference]:
    """What is different for people, item by item, in reading order."""
    found = [_difference(before.get(key), after.get(key)) for key in {**before, **after}]
    return sorted(
        (one for one in found if one is not None), key=lambda one: (one.record["z"], one.record["id"])
    )


def _own(entry: Entry) -> Entry:
    """The entry without what it puts on the board for others: a reveal, and notes that who leads accepts or
    puts back, are not what this person has made. What an undo or a moment brought back goes with it."""
    if entry.undoes is not None or entry.restores is not None:
        return entry
    made = (op["item"] for op in entry.ops if op["do"] == "create")
    theirs = {item["id"] for item in made if entry.actor not in (item["author"], item.get("entered_by"))}
    pairs = zip(reversed(entry.ops), entry.inverse, strict=False)
    kept = [pair for pair in pairs if pair[1]["do"] != "delete" or pair[1]["id"] not in theirs]
    ops, inverse = tuple(op for op, _ in reversed(kept)), tuple(back for _, back in kept)
    return replace(entry, ops=ops, inverse=inverse) if theirs else entry


def _standing(log: Sequence[Entry], period: Period) -> list[Entry]:
    """The changes of the period that nobody has taken back, oldest first."""
    in_period = {entry.seq for entry in log if period.holds(entry)}
    takings = Takings()
    for entry in log:
        takings.add(entry)
    # Where both doing and taking back are of the period, the doing tells how things stand.
    told = (entry.seq for entry in log if entry.seq in in_period and entry.undoes not in in_period)
    standing = {takings.standing(seq) for seq in told}
    return [entry for entry in log if entry.seq in standing]


def _difference(before: Record | None, after: Record | None) -> Difference | None:
    if before is None or after is None:
        return Difference("back", after) if after else Difference("away", before or {})
    fields = tuple(
        name for name in KINDS[before["kind"]].fields if value_of(before, name) != value_of(after, name)
    )
    return Difference("changed", before, fields) if fields else None
