"""What people do to the board in a schedule, and the oracle's own account of it."""

from collections.abc import Callable, Iterable
from random import Random
from typing import Any, Final

from board.core.kinds import CHOICES, KINDS, RIGHTS
from board.core.ops import Op, OpId
from board.core.relations import DEPENDENT_KINDS
from board.core.scene import Record
from tests.sim.store import Answer, Store
from tests.sim.things import NO_PICTURE, bases, changed, made, some_kind
from tests.support.items import create

# Where an edit puts its number: the first of these that a kind has. Only edits set these fields.
MARKS: Final = ("x", "label", "text", "title")
HELPED: Final = "rosa_0001"  # takes part without a device


class Edit:
    """What a person did, and what became of it: the oracle's own account, outside pages and server.

    `takes_back` is the edit that an undo is about."""

    def __init__(self, number: int, page: int, ops: list[Op], takes_back: "Edit | None" = None) -> None:
        self.number = number
        self.page = page
        self.ops = ops
        self.takes_back = takes_back
        self.verdict: Answer | None = None
        self.op_id: OpId = ("", 0)  # under which it got its verdict


def tokens_of(ops: Iterable[dict[str, Any]]) -> list[str]:
    """What tells this edit from every other: the numbers that it put on items."""
    tokens = []
    for op in ops:
        values = op.get("item") or op.get("set") or {}
        item_id = op["item"]["id"] if "item" in op else op.get("id")
        mark = next((name for name in MARKS if name in values), None)
        if mark is not None:
            tokens.append(f"{op['do']} {item_id} {values[mark]}")
    return tokens


def _mark(kind: str, edit: int) -> dict[str, Any]:
    """The number of the edit, in a field of this kind."""
    name = next(name for name in MARKS if name in KINDS[kind].fields)
    return {name: edit if name == "x" else str(edit)}


# --- notes ----------------------------------------------------------------------------------------------


def _create(store: Store, edit: int, number: int) -> list[Op]:
    return [{"do": "create", "item": _note(edit)}]


def _several(store: Store, edit: int, number: int) -> list[Op]:
    return [*_create(store, edit, number), *_patch(store, edit, number), *_patch(store, edit, number + 1)]


def _patch(store: Store, edit: int, number: int) -> list[Op]:
    record = _some_item(store, number)
    if record is None:
        return []
    place = {"y": number % 5} if "y" in KINDS[record["kind"]].fields else {}
    return [_patched(record, edit, place)]


def _delete(store: Store, edit: int, number: int) -> list[Op]:
    record = _some_item(store, number)
    return [] if record is None else [{"do": "delete", "id": record["id"]}]


def _forbidden(store: Store, edit: int, number: int) -> list[Op]:
    """Participants may not make frames; the page lets them try, the server refuses for good."""
    frame = {"kind": "frame", "id": f"frame-{edit:05d}", "x": edit, "y": 0, "w": 800, "h": 600, "z": "a0"}
    return [{"do": "create", "item": {**frame, "title": "Area", "prompt": ""}}]


def _note(edit: int) -> Record:
    box = {"kind": "note", "id": f"note-{edit:06d}", "x": edit, "y": 0, "w": 200, "h": 200, "z": "a0"}
    return {**box, "frame": None, "type": "I", "text": "n"}


def _some_item(store: Store, number: int) -> Record | None:
    """An item that this page shows, the newest more often than others."""
    ids = _items(store)
    return ids[-1 - number % min(len(ids), 4)] if ids else None


def _items(store: Store) -> list[Record]:
    """What people change by ops: all but the record that says which step is on."""
    return [record for record in store.scene().values() if not KINDS[record["kind"]].is_for_server]


def _patched(record: Record, edit: int, values: dict[str, Any]) -> Op:
    return {"do": "patch", "id": record["id"], "set": {**values, **_mark(record["kind"], edit)}}


# --- all kinds ------------------------------------------------------------------------------------------


def _make(store: Store, edit: int, number: int) -> list[Op]:
    random, scene = Random(number), store.scene()
    kind = some_kind(random, scene)
    return [made(random, scene, kind, f"{kind}-{edit:06d}", **_mark(kind, edit))]


def _show(store: Store, edit: int, number: int) -> list[Op]:
    """An image of a picture that nobody has sent to the server (PIC3)."""
    ops = [made(Random(number), store.scene(), "image", f"image-{edit:06d}", **_mark("image", edit))]
    ops[0]["item"]["asset"] = NO_PICTURE
    return [*ops, *_create(store, edit, number)] if number % 2 else ops


def _build(store: Store, edit: int, number: int) -> list[Op]:
    """A note, and in one message what hangs on it: cluster, connector, comment, reply."""
    random, scene = Random(number), dict(store.scene())
    ops: list[Op] = []
    for kind in ("cluster", "note", "connector", "comment", "reply")[number % 2 :]:
        ops.append(made(random, scene, kind, f"{kind}-{edit:06d}", **_mark(kind, edit)))
        scene[ops[-1]["item"]["id"]] = ops[-1]["item"]
    return ops


def _change(store: Store, edit: int, number: int) -> list[Op]:
    """Other values, into and out of frames and clusters, onto other items."""
    record = _some_item(store, number)
    if record is None:
        return []
    return [_patched(record, edit, changed(Random(number), store.scene(), record))]


def _lock(store: Store, edit: int, number: int) -> list[Op]:
    lockable = [record for record in store.scene().values() if "locked" in KINDS[record["kind"]].fields]
    if not lockable:
        return []
    record = lockable[number % len(lockable)]
    return [_patched(record, edit, {"locked": not record.get("locked", False)})]


def _delete_base(store: Store, edit: int, number: int) -> list[Op]:
    """Something that others are in, on or at."""
    named = [key for key in bases(store.scene()) if key in store.scene()]
    return [{"do": "delete", "id": named[number % len(named)]}] if named else _delete(store, edit, number)


def _delete_some(store: Store, edit: int, number: int) -> list[Op]:
    """Several at once, what is on others first, as a page does it with what is selected."""
    records = _items(store)
    chosen = Random(number).sample(records, min(len(records), 2 + number % 3))
    chosen.sort(
        key=lambda record: (
            ("reply", "comment", "connector").index(record["kind"])
            if record["kind"] in DEPENDENT_KINDS
            else 3
        )
    )
    return [{"do": "delete", "id": record["id"]} for record in chosen]


def _again(store: Store, edit: int, number: int) -> list[Op]:
    """An id that somebody may have used already (DATA3)."""
    return [{"do": "create", "item": {**_note(edit), "id": f"note-{number % (edit + 1):06d}"}}]


def _agenda(store: Store, edit: int, number: int) -> list[Op]:
    """A step is added, changed or taken away; participants try it too."""
    random, steps = Random(number), [one for one in store.scene().values() if one["kind"] == "step"]
    may = random.choice([None, random.sample(RIGHTS, random.randrange(len(RIGHTS)))])
    what = {"mode": random.choice(CHOICES["mode"]), "may": may}
    if len(steps) < 3 or random.random() < 0.3:
        return [create("step", f"step-{edit:06d}", **what, **_mark("step", edit))]
    step = random.choice(steps)
    if random.random() < 0.2:
        return [{"do": "delete", "id": step["id"]}]
    return [_patched(step, edit, what)]


def _read_first(store: Store, edit: int, number: int) -> list[Op]:
    """What participants write in a step waits from now on until it was read, or does not any more."""
    steps = [one for one in store.scene().values() if one["kind"] == "step"]
    if not steps:
        return [create("step", f"step-{edit:06d}", moderated=True, **_mark("step", edit))]
    step = steps[number % len(steps)]
    return [_patched(step, edit, {"moderated": number % 4 > 0, "may": None, "mode": "discuss"})]


def _behalf(store: Store, edit: int, number: int) -> list[Op]:
    """A note in somebody else's name; participants try it too, and the person may not be there."""
    whose = HELPED if number % 5 else "nobody_01"
    return [{"do": "create", "item": {**_note(edit), "for": whose}}]


def _decide(store: Store, edit: int, number: int) -> list[Op]:
    """A decision or a commitment is written, changed or taken away; participants try it too."""
    random, scene = Random(number), store.scene()
    written = [one for one in scene.values() if one["kind"] in ("decision", "commitment")]
    if len(written) < 3 or random.random() < 0.4:
        decided = [one["id"] for one in written if one["kind"] == "decision"]
        if decided and random.random() < 0.4:
            about = {"decision": random.choice(decided)}
            return [create("commitment", f"commitment-{edit:04d}", **about, **_mark("commitment", edit))]
        # A page proposes the number that it believes to be free.
        what = {"number": 1 + len(decided), "sources": sorted(scene)[: random.randrange(4)]}
        return [create("decision", f"decision-{edit:05d}", **what, **_mark("decision", edit))]
    one = random.choice(written)
    if random.random() < 0.4:
        return [{"do": "delete", "id": one["id"]}]
    return [_patched(one, edit, {})]


EDIT_MAKERS: dict[str, Callable[[Store, int, int], list[Op]]] = {
    "create": _create,
    "patch": _patch,
    "delete": _delete,
    "several": _several,
    "forbidden": _forbidden,
    "make": _make,
    "build": _build,
    "show": _show,
    "change": _change,
    "lock": _lock,
    "delete_base": _delete_base,
    "delete_some": _delete_some,
    "again": _again,
    "agenda": _agenda,
    "read_first": _read_first,
    "behalf": _behalf,
    "decide": _decide,
}
