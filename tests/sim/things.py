"""Things of every kind as people make and change them, chosen by a generator of random numbers.

What names another item mostly names one that fits and is there, so that things come to hang together:
connectors on notes, comments on those, replies, notes in clusters, all of it in frames.
"""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any, Final

from board.core.kinds import FIXED, KINDS
from board.core.ops import Op
from board.core.relations import DEPENDENT_KINDS, HOLDERS, NAMING, is_inside, may_hold, named
from board.core.scene import Record, Scene
from tests.support.items import ASSET, create, some_value

PICTURE: Final = ASSET  # what every image shows
NO_PICTURE: Final = "f" * 40  # which the board does not have
KIND_NAMES: Final = tuple(name for name, kind in KINDS.items() if kind.is_on_board)
# Bases are what others hang on: a board full of dots would have nothing to take along.
_MADE: Final = (*KIND_NAMES, "note", "cluster", "connector", "connector", "comment", "comment", "reply")
# What may be undone to the letter; what is in a text is told by other rules.
_FREE: Final = {
    name: [field for field in kind.fields if field not in (*FIXED, "text", "prompt", "title", "label")]
    for name, kind in KINDS.items()
}


def some_kind(random: Random, scene: Scene) -> str:
    """A kind that can be made on this board: a reply needs a comment, frames are made elsewhere."""
    kind = random.choice(_MADE)
    has_talk = any(record["kind"] == "comment" for record in scene.values())
    if kind == "frame" or (kind == "reply" and not has_talk):
        return "note"
    return kind


def made(random: Random, scene: Scene, kind: str, item_id: str, **values: Any) -> Op:
    """A create op for one of these, on, in or between what is on the board."""
    fields = KINDS[kind].fields
    for name, field_type in fields.items():
        if name in values:
            continue
        if name in NAMING:
            if random.random() < 0.75 or name == "thread":
                values[name] = _named(random, scene, name, field_type, None)
        elif name in KINDS[kind].defaults and name != "locked" and random.random() < 0.2:
            values[name] = some_value(random, name, field_type, ())
    return create(kind, item_id, **{name: value for name, value in values.items() if value is not ...})


def changed(random: Random, scene: Scene, record: Record) -> dict[str, Any]:
    """One or two fields with other values, texts and the lock left out."""
    free = [name for name in _FREE[record["kind"]] if name != "locked"]
    values: dict[str, Any] = {}
    for name in random.sample(free, min(len(free), random.choice((1, 2)))):
        field_type = KINDS[record["kind"]].fields[name]
        if name in NAMING:
            value = _named(random, scene, name, field_type, record["id"])
        else:
            value = some_value(random, name, field_type, ())
        if value is not ...:
            values[name] = value
    return values


def _named(random: Random, scene: Scene, name: str, field_type: str, item_id: str | None) -> Any:
    """A value for a field that names another item, mostly of the last few; `...` leaves the field out."""
    fitting = [key for key, record in scene.items() if may_hold(name, record) and key != item_id]
    if name == "frame" and item_id is not None:
        fitting = [key for key in fitting if not is_inside(scene, key, item_id)]
    if name == "thread":
        return random.choice(fitting)
    return some_value(random, name, field_type, fitting[-4:])


def bases(scene: Scene) -> list[str]:
    """Ids of what others are in, on or at."""
    return list(dict.fromkeys(target for record in scene.values() for _name, target in named(record)))


# --- what must be so ------------------------------------------------------------------------------------


# Field -> the kinds that it may name (CONN1, KIND2), written down once more.
_MAY_NAME: Final = {
    "frame": {"frame"},
    "cluster": {"cluster"},
    "thread": {"comment"},
    "from": {*KIND_NAMES} - {"connector", "comment", "reply"},
    "to": {*KIND_NAMES} - {"connector", "comment", "reply"},
    "on": {*KIND_NAMES} - {"comment", "reply"},
}


def loose_ends(scene: Scene) -> Iterator[str]:
    """A sentence for everything on the board that names what is not there or does not fit."""
    for record in scene.values():
        for name, target in named(record):
            if target not in scene or scene[target]["kind"] not in _MAY_NAME[name]:
                yield f"{record['id']} names {target} as {name}, which is not there"
        if record["kind"] == "frame" and record["id"] in _outer_frames(scene, record):
            yield f"{record['id']} lies in itself"


def _outer_frames(scene: Scene, frame: Record) -> list[str]:
    found: list[str] = []
    outer = frame.get("frame")
    while outer is not None and outer not in found:
        found.append(outer)
        outer = scene.get(outer, {}).get("frame")
    return found


def taken_along(before: Scene, after: Scene) -> set[str]:
    """Ids of what is gone and was on something that is gone too (CONN2)."""
    gone = before.keys() - after.keys()
    return {key for key in gone if before[key]["kind"] in DEPENDENT_KINDS and _is_on(before[key], gone)}


def _is_on(record: Record, gone: set[str]) -> bool:
    return any(target in gone for _name, target in named(record))


def released(before: Scene, after: Scene, item_id: str) -> list[str]:
    """Fields of an item that said in what it is, and lost that with it."""
    record = before[item_id]
    return [name for name in HOLDERS.values() if record.get(name) is not None and record[name] not in after]


def fields_changed(before: Record, after: Record) -> Sequence[str]:
    """Names of the fields in which two records of one item differ, with those that the server keeps."""
    return [
        name
        for name in {**before, **after}
        if before.get(name) != after.get(name) or (name in before) != (name in after)
    ]
