"""Private writing: notes of which nobody but who writes them may know anything yet (VIS3).

A draft is no item of the board: it is in no scene, no entry and no snapshot. It belongs to a round, the
number of reveals before it: a reveal publishes the drafts of its round and no others, so that what
arrives late stays with who wrote it.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from msgspec.json import encode

from board.core.behalf import signature, unsigned
from board.core.errors import BadShape, UnknownField
from board.core.ids import is_id
from board.core.kinds import KINDS, value_of
from board.core.ops import Op, OpId, check_ops, read_op_id
from board.core.order import key_between
from board.core.scene import Record, Scene
from board.core.spreading import spread
from board.core.workshop import rights_now, step_on, steps_of, workshop_of

ANONYMOUS: Final = ""  # the author of a note of which nobody is to know who wrote it
DRAFTS_LIMIT: Final = 200  # of one person on one board
DRAFTS_BYTES: Final = 256 * 1024  # the same: they come in one message with `hello`

_MARKS: Final = frozenset({"waits", "anonymous"})  # true where they are there
_BESIDE_ID: Final = frozenset({"put", "gone", "publish"})
_MEANT_FOR_OTHERS: Final = frozenset({"locked", "group", "cluster", "under", "came_from"})
_ROUND_LIMIT: Final = 2**31

DraftState = Literal["", "waiting", "declined"]
DraftKey = tuple[str, str]  # person id, id of the note
RandomBelow = Callable[[int], int]


def is_private_now(scene: Scene) -> bool:
    """Whether what participants write now is for themselves until the reveal."""
    rights = rights_now(scene)
    return rights is not None and rights.is_private


def is_beside_now(scene: Scene) -> bool:
    """Whether it is one or the other, so that nobody may see what others are doing."""
    return is_private_now(scene) or is_moderated_now(scene)


def is_moderated_now(scene: Scene) -> bool:
    """Whether what participants write now waits until who leads has read it."""
    rights = rights_now(scene)
    return rights is not None and rights.is_moderated


def is_counted_now(scene: Scene) -> bool:
    """Whether everybody is told about how many people are writing in private (VIS6)."""
    step = step_on(scene)
    return step is not None and bool(value_of(step, "counted")) and is_private_now(scene)


def is_anonymous_now(scene: Scene) -> bool:
    """Whether who writes now was told that nobody will ever know by whom it was."""
    step = step_on(scene)
    return step is not None and bool(value_of(step, "anonymous"))


def is_promise_kept(scene: Scene) -> bool:
    """Whether a page that says that it was promised so is believed: there is a step that promises it."""
    return any(value_of(step, "anonymous") for step in steps_of(scene))


def round_now(scene: Scene) -> int:
    """The round of what is written now: how many reveals there were."""
    workshop = workshop_of(scene)
    return 0 if workshop is None else int(value_of(workshop, "reveals"))


@dataclass(frozen=True)
class Draft:
    """One private note as its owner last sent it, and the round it was written in. `is_anonymous`: who
    wrote it was told that nobody will ever know. `is_late`: no step was asked whether it may be, so that
    no reveal takes it (VIS5).

    `state`: whether it waits for who leads, or was declined, and `why` (MOD1).
    """

    person_id: str
    item: Record
    round: int
    at_ms: int
    is_anonymous: bool = False
    is_late: bool = False
    state: DraftState = ""
    why: str = ""

    @property
    def key(self) -> DraftKey:
        return self.person_id, self.item["id"]


@dataclass(frozen=True)
class DraftWish:
    """What a `draft` message asks for: keep `put` as a note of `round`, or take the note `gone` away, or
    show the note `publish` to everybody. One of the three. `waits`: it was written for who leads to read;
    `is_promised`: under the promise that nobody will ever know who wrote it."""

    op_id: OpId
    put: Record | None = None
    round: int = 0
    gone: str | None = None
    publish: str | None = None
    waits: bool = False
    is_promised: bool = False


def decode_draft(message: object) -> DraftWish:
    """The wish of a `draft` message; its note is checked like one that is put on the board.

    Raises BadShape, UnknownField, BadNumber, BadText, TextTooLong.
    """
    op_id = read_op_id(message)
    if op_id is None or not isinstance(message, dict):
        raise BadShape
    [what] = message.keys() & _BESIDE_ID if len(message.keys() & _BESIDE_ID) == 1 else [None]
    expected = {"id", what} | ({"round"} if what == "put" else set())
    marks = message.keys() & _MARKS
    if what is None or message.keys() - marks != expected or any(message[name] is not True for name in marks):
        raise BadShape
    if what == "put":
        put, waits, is_promised = _checked(message["put"]), "waits" in marks, "anonymous" in marks
        return DraftWish(op_id, put=put, round=_round(message["round"]), waits=waits, is_promised=is_promised)
    if not is_id(message[what]):
        raise BadShape
    return DraftWish(op_id, gone=message.get("gone"), publish=message.get("publish"))


def _checked(item: object) -> Record:
    if not isinstance(item, dict) or item.get("kind") != "note":
        raise BadShape
    [op] = check_ops([{"do": "create", "item": item}])
    defaults = KINDS["note"].defaults
    plain = {name: value for name, value in op["item"].items() if defaults.get(name, ...) != value}
    for name in sorted(_MEANT_FOR_OTHERS & plain.keys()):
        raise UnknownField(field=name)
    return plain


def _round(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < _ROUND_LIMIT:
        raise BadShape
    return value


def has_only_other_words(item: Record, before: Record) -> bool:
    """Whether the two say something else at most: same place, same looks."""
    return {**item, "text": ""} == {**before, "text": ""}


def shown_to_owner(draft: Draft) -> dict[str, Any]:
    """The draft as JSON, for who wrote it and nobody else. `late`: no reveal takes it (VIS5);
    `anonymous`: nobody will ever know who wrote it, who shows it themselves included."""
    shown = {"item": dict(draft.item), "round": draft.round, "at_ms": draft.at_ms}
    if draft.state:
        shown["state"] = draft.state
    if draft.why:
        shown["why"] = draft.why
    if draft.is_late and not draft.state:
        shown["late"] = True
    if draft.is_anonymous:
        shown["anonymous"] = True
    return shown


def has_room(theirs: Mapping[str, Draft], item: Record) -> bool:
    """Whether a person who has these notes may keep this one too, or instead of the one with its id. What
    makes them smaller is always possible."""
    after = {**{key: draft.item for key, draft in theirs.items()}, item["id"]: item}
    known = theirs.get(item["id"])
    if known is not None and _size(item) <= _size(known.item):
        return True
    return len(after) <= DRAFTS_LIMIT and sum(map(_size, after.values())) <= DRAFTS_BYTES


def _size(item: Record) -> int:
    return len(encode(item))


def published(draft: Draft, scene: Scene, random_id: Callable[[], str]) -> Op:
    """What puts one note on the board, in the name of who asks: with a new id, above everything."""
    return {"do": "create", "item": _placed(draft.item, scene, random_id(), key_between(_top(scene), None))}


def without_names(op: Op, *, at_ms: int) -> Op:
    """The same note made by nobody, whoever typed it for whom."""
    return {"do": "restore", "item": {**unsigned(op["item"]), "author": ANONYMOUS, "created_at_ms": at_ms}}


@dataclass(frozen=True)
class Chance:
    """Where the reveal takes its randomness from."""

    below: RandomBelow
    new_id: Callable[[], str]


def revealed(
    drafts: Iterable[Draft], scene: Scene, *, at_ms: int, chance: Chance, is_anonymous: bool = False
) -> list[Op]:
    """What puts all of these notes on the board: shuffled, with new ids, one time and new places in the
    stack. Of two notes in the same place one moves beside the other.

    The outcome depends on what was written, not on when, in which order or, where `is_anonymous` or the
    note is, by whom.
    """
    signed = [(_signature(one, is_anonymous), unsigned(one.item)) for one in drafts]
    in_order = sorted(signed, key=lambda one: (_words(one[1]), tuple(one[0].values())))
    top = _top(scene)
    notes: list[dict[str, Any]] = []
    for names, item in _shuffled(in_order, chance.below):
        top = key_between(top, None)
        made = {**names, "created_at_ms": at_ms}
        notes.append({**_placed(item, scene, chance.new_id(), top), **made})
    return [{"do": "restore", "item": note} for note in spread(notes, scene)]


def _signature(draft: Draft, is_anonymous: bool) -> dict[str, str]:
    if is_anonymous or draft.is_anonymous:
        return {"author": ANONYMOUS}
    return signature(draft.item, draft.person_id)


def accepted(drafts: Iterable[Draft], scene: Scene, *, at_ms: int, new_id: Callable[[], str]) -> list[Op]:
    """What puts these notes on the board with the names of who wrote them, in this order, with new ids and
    above everything; beside what lies in the same place (MOD2)."""
    top = _top(scene)
    notes: list[dict[str, Any]] = []
    for draft in drafts:
        top = key_between(top, None)
        made = {**_signature(draft, False), "created_at_ms": at_ms}
        notes.append({**_placed(unsigned(draft.item), scene, new_id(), top), **made})
    return [{"do": "restore", "item": note} for note in spread(notes, scene)]


def _words(item: Record) -> str:
    """What the note says and where, without what only says when it was made."""
    return json.dumps({key: item[key] for key in item if key not in ("id", "z")}, sort_keys=True)


_Signed = tuple[dict[str, str], Record]  # what is written under a note, and the note


def _shuffled(notes: Sequence[_Signed], below: RandomBelow) -> list[_Signed]:
    left = list(notes)
    return [left.pop(below(len(left))) for _ in notes]


def _placed(item: Record, scene: Scene, new_id: str, z: str) -> dict[str, Any]:
    """A frame that is gone meanwhile holds nothing."""
    frame = item["frame"] if scene.get(item["frame"], {}).get("kind") == "frame" else None
    return {**item, "id": new_id, "z": z, "frame": frame}


def _top(scene: Scene) -> str | None:
    """The highest key of what lies on the board."""
    return max((record["z"] for record in scene.values() if "x" in record), default=None)
