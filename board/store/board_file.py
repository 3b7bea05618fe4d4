"""What a board file may hold, and what carrying out its log leads to. Nothing here touches a database."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Final, Literal, NoReturn

import msgspec
from msgspec import Meta

from board.core.apply import Applied, apply, replay
from board.core.asking import asked
from board.core.errors import BoardError, ImportBad, ImportNewer
from board.core.ids import is_id
from board.core.kinds import ITEMS_LIMIT, TITLE_LIMIT, value_of
from board.core.note_text import NoteTexts
from board.core.ops import ENTRY_VERSION, NUMBERED, SYSTEM, Entry, Op, check_name, used_by, used_up
from board.core.restoring import bases_first
from board.core.scene import EMPTY, Record, Scene, scene_of
from board.core.voting import is_sound
from board.core.workshop import workshop_of
from board.store.log_rows import Base, Blank
from board.store.pictures import Picture, check

FORMAT: Final = "tavolo.board"
VERSION: Final = 2  # version 1, of the first release, is read too
_WHY_LIMIT: Final = 200  # characters

_Ms = Annotated[int, Meta(ge=0, le=2**53)]
_Seq = Annotated[int, Meta(ge=0, le=2**31 - 1)]
_Id = Annotated[str, Meta(pattern=r"^[0-9A-Za-z_-]{8,40}\Z")]
_UsedUp = Annotated[str, Meta(pattern=rf"^(?:[0-9A-Za-z_-]{{8,40}}|{NUMBERED}[1-9][0-9]{{0,8}})\Z")]
_Hash = Annotated[str, Meta(pattern=r"^[0-9a-f]{40}\Z")]
_Actor = Annotated[str, Meta(pattern=rf"^(?:{SYSTEM}|[0-9A-Za-z_-]{{8,40}})\Z")]
_MethodId = Annotated[str, Meta(pattern=r"^[0-9A-Za-z_-]{1,40}\Z")]


class _BoardPart(msgspec.Struct, forbid_unknown_fields=True):
    id: _Id
    name: str
    method: _MethodId
    created_at_ms: _Ms
    head: _Seq


class PersonPart(msgspec.Struct, forbid_unknown_fields=True):
    id: _Id
    name: str


class _EntryPart(msgspec.Struct, forbid_unknown_fields=True):
    seq: _Seq
    at_ms: _Ms
    actor: _Actor
    v: _Seq
    # The change, or its fingerprint where it was compacted.
    ops: list[dict[str, Any]] | None = None
    inverse: list[dict[str, Any]] | None = None
    payload_hash: _Hash | None = None
    undoes: _Seq | None = None
    restores: _Seq | None = None


class _SnapshotPart(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    seq: _Seq
    created_at_ms: _Ms
    created_by: _Id | None
    items: list[dict[str, Any]] | None = None  # where the log cannot lead to them any more


class _BasePart(msgspec.Struct, forbid_unknown_fields=True):
    """What stands in for the entries that were compacted: those up to `seq`."""

    seq: _Seq
    items: list[dict[str, Any]]
    ids: list[_UsedUp]


class _AssetPart(msgspec.Struct, forbid_unknown_fields=True):
    """A picture; `content` is base64."""

    id: _Hash
    mimetype: Literal["image/png", "image/jpeg"]
    width: _Seq
    height: _Seq
    content: bytes


class File(msgspec.Struct, forbid_unknown_fields=True):
    format: Literal["tavolo.board"]
    version: Literal[1, 2]
    board: _BoardPart
    people: list[PersonPart]
    items: list[dict[str, Any]]
    log: list[_EntryPart]
    snapshots: list[_SnapshotPart]
    base: _BasePart | None = None
    assets: list[_AssetPart] = []


@dataclass
class Replay:
    """What the log of a file leads to. `scenes` holds those that a snapshot keeps, by seq; `entries`
    are those that were not compacted."""

    base: Base | None = None
    entries: list[Entry] = field(default_factory=list)
    scene: Scene = field(default_factory=lambda: EMPTY)
    used_ids: set[str] = field(default_factory=set)
    scenes: dict[int, Scene] = field(default_factory=dict)
    gone: dict[str, Record] = field(default_factory=dict)  # item id -> what was deleted last
    texts: NoteTexts = field(default_factory=NoteTexts)


def read(file: object) -> File:
    """The file in the shape that it must have, its parts agreeing with each other.

    Raises ImportNewer, ImportBad with the place that is wrong.
    """
    if isinstance(file, dict) and file.get("format") == FORMAT:
        _check_version(file.get("version"), VERSION)
    try:
        content = msgspec.convert(file, File, strict=True)
    except (msgspec.ValidationError, RecursionError) as error:
        _refuse(str(error) or "it is nested too deeply", error)
    _check_people(content)
    _check_compacted(content)
    _check_shown(content.board.name, "the name of the board", TITLE_LIMIT)
    if content.board.head != len(content.log):
        _refuse(f"the head is {content.board.head}, the log has {len(content.log)} entries")
    for kept in content.snapshots:
        _check_shown(kept.name, "the name of a snapshot", TITLE_LIMIT)
        if kept.seq > content.board.head:
            _refuse(f"a snapshot is of entry {kept.seq}, which the log does not have")
    return content


def pictures_of(content: File) -> list[Picture]:
    """The pictures in the file. Raises ImportBad for what is not as it would be stored here, and when the
    picture of an item is not among them (PIC3)."""
    found = []
    for part in content.assets:
        picture = Picture(part.id, part.mimetype, part.width, part.height, part.content)
        if not check(picture):
            _refuse(f"the picture {part.id} is not what the file says")
        found.append(picture)
    known = [picture.id for picture in found]
    for item in content.items:
        if "asset" in item and item["asset"] not in known:
            _refuse(f"the picture of the item {item.get('id')} is not in it")
    return found


def _check_people(content: File) -> None:
    known = {one.id for one in content.people}
    if len(known) != len(content.people):
        _refuse("a person is listed twice")
    for one in content.people:
        _check_shown(one.name, "the name of a person")
    named = {one.actor for one in content.log} | {kept.created_by for kept in content.snapshots}
    missing = sorted(named - known - {None, SYSTEM}, key=str)
    if missing:
        _refuse(f"the person {missing[0]} is not listed")


def _check_compacted(content: File) -> None:
    """Entries up to the base have a fingerprint, the others a change."""
    base_seq = 0 if content.base is None else content.base.seq
    if content.base is not None and (content.version == 1 or not 1 <= base_seq <= content.board.head):
        _refuse("the entries that were compacted are not those of the log")
    for part in content.log:
        has_change = part.ops is not None and part.inverse is not None and part.payload_hash is None
        has_print = part.ops is None and part.inverse is None and part.payload_hash is not None
        if not (has_print if part.seq <= base_seq else has_change):
            _refuse(f"entry {part.seq} must hold a change or, if it was compacted, a fingerprint")
    for kept in content.snapshots:
        if (kept.items is not None) != (kept.seq < base_seq):
            _refuse(f"the snapshot of entry {kept.seq} must have items only if the log cannot lead to them")


def _check_shown(name: str, place: str, *limit: int) -> None:
    try:
        is_clean = check_name(name, *limit) == name
    except BoardError as error:
        _refuse(f"{place}: {error.message % error.data}", error)
    if not is_clean:
        _refuse(f"{place} has spaces or marks that cannot be seen")


def _check_version(version: object, known: int) -> None:
    if isinstance(version, int) and version > known:
        raise ImportNewer(version=version)


def replay_file(content: File) -> Replay:
    """The log of the file carried out from the empty board, or from where it was compacted to.

    Raises ImportNewer, ImportBad with the place that is wrong.
    """
    replay = _beginning(content)
    kept = {one.seq for one in content.snapshots}
    base_seq = 0 if replay.base is None else replay.base.seq
    if base_seq in kept:
        replay.scenes[base_seq] = replay.scene
    for index, part in enumerate(content.log, start=1):
        if part.seq != index:
            _refuse(f"entry {index} has the number {part.seq}")
        _check_version(part.v, ENTRY_VERSION)
        if part.v != ENTRY_VERSION:
            _refuse(f"entry {index} has the version {part.v}")
        if max(part.undoes or 0, part.restores or 0) >= part.seq:
            _refuse(f"entry {index} goes back to one that comes later")
        if index <= base_seq:
            continue
        _redo(replay, part)
        if index in kept:
            replay.scenes[index] = replay.scene
    if len(content.items) != len(replay.scene) or not _holds(replay.scene, content.items):
        _refuse("the items are not those that the log leads to")
    return replay


def _beginning(content: File) -> Replay:
    """The empty board, or the one that stands in for the compacted entries."""
    replay = Replay()
    if content.base is None:
        return replay
    base = content.base
    replay.scene = _scene(base.items, "the compacted part", replay.texts)
    replay.used_ids = set(base.ids)
    if not replay.used_ids.issuperset(used_by(replay.scene.values())):
        _refuse("the compacted part has items whose ids it does not know")
    for kept in content.snapshots:
        if kept.items is not None:
            replay.scenes[kept.seq] = _scene(kept.items, f"the snapshot of entry {kept.seq}", replay.texts)
    blanks = [
        Blank(part.seq, part.at_ms, part.actor, part.v, part.undoes, part.restores, part.payload_hash or "")
        for part in content.log[: base.seq]
    ]
    replay.base = Base(base.seq, replay.scene, frozenset(base.ids), tuple(blanks))
    return replay


def _scene(items: Sequence[dict[str, Any]], place: str, texts: NoteTexts) -> Scene:
    """The scene of these items, each of which must be one that could have been made here."""
    try:
        ops = [asked({"do": "create", "item": item}, actor="", at_ms=-1) for item in items]
        ops = bases_first(ops)
        scene = apply(EMPTY, ops, actor="", at_ms=-1).scene
        for record in scene.values():
            _check_typed(record, place, texts)
        _check_votes(scene, scene, place)
    except BoardError as error:
        _refuse(f"{place}: {error.message % error.data}", error)
    if (len(scene) > ITEMS_LIMIT and not _had_reveal(scene)) or not _holds(scene, items):
        _refuse(f"{place} has items that cannot be")
    return scene


def _had_reveal(scene: Scene) -> bool:
    """Whether private writing may have made more items than people can make otherwise."""
    workshop = workshop_of(scene)
    return workshop is not None and bool(value_of(workshop, "reveals"))


def _check_votes(scene: Scene, ids: Iterable[str], place: str) -> None:
    """Nobody but the server says what came of a vote; here a file does."""
    for record in (scene[key] for key in ids if key in scene):
        if record["kind"] == "vote" and not is_sound(record):
            _refuse(f"{place} tells of a vote what cannot have come of it")


def _check_typed(record: Record, place: str, texts: NoteTexts) -> None:
    """What was typed in a note is merged again, update by update."""
    edits = record.get("edits")
    if edits is None:
        return
    merged: dict[str, Any] = {**record, "text": edits["base"]}
    del merged["edits"]
    for update in edits["updates"]:
        typed = texts.merge(merged, update)
        merged = {**merged, "text": typed.text, "edits": typed.edits}
    if merged != record:
        _refuse(f"{place} has a text that was never typed")


def _redo(replay: Replay, part: _EntryPart) -> None:
    place = f"entry {part.seq}"
    told, inverse = part.ops or [], part.inverse or []
    try:
        ops = [asked(op, actor=part.actor, at_ms=part.at_ms) for op in told]
        applied = apply(replay.scene, ops, actor=part.actor, at_ms=part.at_ms, texts=replay.texts)
    except BoardError as error:
        _refuse(f"{place}: {error.message % error.data}", error)
    if list(applied.ops) != told:
        applied = _as_first_release(replay.scene, applied)
    if list(applied.ops) != told or list(applied.inverse) != inverse:
        _refuse(f"{place} tells another change than it makes")
    made = [op["item"] for op in ops if op["do"] == "create"]
    if not _is_each_new(made, replay.used_ids):
        _refuse(f"{place} uses an id or a number of another item again")
    # As the writer judges it: a reveal may make more, and what is more already may change.
    is_reveal = any("reveals" in op.get("set", {}) for op in ops)
    if len(applied.scene) > max(ITEMS_LIMIT, len(replay.scene)) and not is_reveal:
        _refuse(f"{place} makes more than {ITEMS_LIMIT} items")
    _check_votes(applied.scene, [op["id"] if "id" in op else op["item"]["id"] for op in applied.ops], place)
    _follow(replay, ops, applied, place)
    entry = Entry(part.seq, part.at_ms, part.actor, None, applied.ops, applied.inverse, part.v)
    replay.entries.append(replace(entry, undoes=part.undoes, restores=part.restores))


def _is_each_new(made: Sequence[dict[str, Any]], used: Set[str]) -> bool:
    """Whether no id of these items is used twice (DATA3), and no number of a decision (DEC1)."""
    now = used_by(made)
    expected = len(made) + sum(item["kind"] == "decision" for item in made)
    return len(now) == expected and used.isdisjoint(now)


def _as_first_release(before: Scene, applied: Applied) -> Applied:
    """The same entry as the first release made it: a new text did not begin an epoch."""
    ops = tuple(
        {**op, "set": {name: value for name, value in op["set"].items() if name != "epoch"}}
        if op["do"] == "patch"
        else op
        for op in applied.ops
    )
    return Applied(replay(before, ops), ops, applied.inverse)


def _follow(replay: Replay, ops: Iterable[Op], applied: Applied, place: str) -> None:
    """Take over what an entry leads to. What was typed comes back only as it went: it is data of the
    merging library, which nobody could look through here."""
    for op in ops:
        if op["do"] == "restore" and op["item"].get("edits") not in (
            None,
            replay.gone.get(op["item"]["id"], {}).get("edits"),
        ):
            _refuse(f"{place} brings back a text that was never typed")
    replay.gone.update((op["item"]["id"], op["item"]) for op in applied.inverse if op["do"] == "create")
    replay.used_ids |= used_up(applied.ops)
    replay.scene = applied.scene


def _holds(scene: Scene, items: Sequence[dict[str, Any]]) -> bool:
    if not all(is_id(item.get("id")) for item in items):
        return False
    return scene_of(items) == scene


def _refuse(why: str, cause: BaseException | None = None) -> NoReturn:
    # The sentence may quote the file: keep it short and free of characters that cannot be shown.
    shown = "".join(char if char.isprintable() else "?" for char in why[:_WHY_LIMIT])
    raise ImportBad(why=shown) from cause
