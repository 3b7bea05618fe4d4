"""Board files: a whole board, its log included, as JSON to take home and bring back."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Final, Literal, NoReturn

import msgspec
from msgspec import Meta
from sqlalchemy import Connection, Row, insert, select

from board.core.apply import Applied, apply
from board.core.asking import asked
from board.core.errors import BoardError, ImportBad, ImportNewer
from board.core.ids import is_id, make_id
from board.core.kinds import ITEMS_LIMIT, TITLE_LIMIT
from board.core.note_text import NoteTexts
from board.core.ops import ENTRY_VERSION, SYSTEM, Entry, Op, check_name
from board.core.scene import EMPTY, Record, Scene, in_order, scene_of
from board.store import log_rows
from board.store.boards import Board, add_board
from board.store.database import Database
from board.store.projects import first_project
from board.store.snapshots import Snapshot, named_snapshots
from board.store.tables import author, board, person

FORMAT: Final = "tavolo.board"
VERSION: Final = 1
_WHY_LIMIT: Final = 200  # characters

BoardFile = dict[str, Any]

_Ms = Annotated[int, Meta(ge=0, le=2**53)]
_Seq = Annotated[int, Meta(ge=0, le=2**31 - 1)]
_Id = Annotated[str, Meta(pattern=r"^[0-9A-Za-z_-]{8,40}\Z")]
_MethodId = Annotated[str, Meta(pattern=r"^[0-9A-Za-z_-]{1,40}\Z")]


class _BoardPart(msgspec.Struct, forbid_unknown_fields=True):
    id: _Id
    name: str
    method: _MethodId
    created_at_ms: _Ms
    head: _Seq


class _PersonPart(msgspec.Struct, forbid_unknown_fields=True):
    id: _Id
    name: str


class _EntryPart(msgspec.Struct, forbid_unknown_fields=True):
    seq: _Seq
    at_ms: _Ms
    actor: _Id | Literal["system"]
    ops: list[dict[str, Any]]
    inverse: list[dict[str, Any]]
    v: _Seq
    undoes: _Seq | None = None
    restores: _Seq | None = None


class _SnapshotPart(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    seq: _Seq
    created_at_ms: _Ms
    created_by: _Id | None


class _File(msgspec.Struct, forbid_unknown_fields=True):
    format: Literal["tavolo.board"]
    version: Literal[1]
    board: _BoardPart
    people: list[_PersonPart]
    items: list[dict[str, Any]]
    log: list[_EntryPart]
    snapshots: list[_SnapshotPart]


@dataclass
class _Replay:
    """What the log of a file leads to. `scenes` holds those that a snapshot keeps, by seq."""

    entries: list[Entry] = field(default_factory=list)
    scene: Scene = field(default_factory=lambda: EMPTY)
    used_ids: set[str] = field(default_factory=set)
    scenes: dict[int, Scene] = field(default_factory=dict)
    gone: dict[str, Record] = field(default_factory=dict)  # item id -> what was deleted last
    texts: NoteTexts = field(default_factory=NoteTexts)


def export_board(database: Database, board_id: str) -> BoardFile:
    """The whole board as a board file, as it is committed. Raises BoardMissing.

    Importing it anywhere and exporting it again gives the same file but for the board's id.
    """

    def work(connection: Connection) -> tuple[BoardFile, Sequence[Row[Any]]]:
        state = log_rows.state_of(connection, board_id)
        row = connection.execute(select(board).where(board.c.id == board_id)).one()
        named = select(person.c.id, person.c.name).join(author, author.c.person_id == person.c.id)
        people = connection.execute(named.where(author.c.board_id == board_id).order_by(person.c.id))
        head = {"id": row.id, "name": row.name, "method": row.method_id}
        file: BoardFile = {
            "format": FORMAT,
            "version": VERSION,
            "board": {**head, "created_at_ms": row.created_at_ms, "head": state.head},
            "people": [{"id": found.id, "name": found.name} for found in people],
            "items": [dict(record) for record in in_order(state.scene)],
            "log": [],
            "snapshots": [_snapshot_part(kept) for kept in named_snapshots(connection, board_id)],
        }
        return file, log_rows.entry_rows(connection, board_id)

    file, rows = database.read(work)
    file["log"] = database.away(lambda: [_entry_part(log_rows.entry_of(row)) for row in rows])
    return file


def import_board(database: Database, file: object, *, imported_by: str | None, now_ms: int) -> Board:
    """A new board with everything that a board file holds; who imports it is its facilitator.

    The log is carried out again, entry by entry, and must lead to exactly the changes and items that
    the file tells. People who are known here by their id stay as they are. Raises ImportNewer,
    ImportBad with the place that is wrong.
    """

    content = database.away(lambda: _read(file))
    replay = database.away(lambda: _replay(content))

    def work(connection: Connection) -> Board:
        made = Board(
            id=make_id(secrets.randbelow),
            project_id=first_project(connection),
            name=content.board.name,
            method_id=content.board.method,
            head=len(replay.entries),
            created_at_ms=content.board.created_at_ms,
            updated_at_ms=now_ms,
        )
        _add_people(connection, content.people, now_ms)
        add_board(connection, made, replay.entries, imported_by, now_ms=now_ms)
        log_rows.add_authors(connection, made.id, {known.id for known in content.people})
        for kept in content.snapshots:
            label = log_rows.SnapshotLabel(kept.seq, kept.created_at_ms, kept.name, kept.created_by)
            log_rows.add_snapshot(connection, made.id, label, replay.scenes[kept.seq])
        return made

    return database.write(work)


def _entry_part(old: Entry) -> dict[str, Any]:
    ways = {"undoes": old.undoes, "restores": old.restores}
    return {
        "seq": old.seq,
        "at_ms": old.at_ms,
        "actor": old.actor,
        "ops": list(old.ops),
        "inverse": list(old.inverse),
        "v": old.v,
        **{name: seq for name, seq in ways.items() if seq is not None},
    }


def _snapshot_part(kept: Snapshot) -> dict[str, Any]:
    return {
        "name": kept.name,
        "seq": kept.seq,
        "created_at_ms": kept.created_at_ms,
        "created_by": kept.created_by,
    }


def _read(file: object) -> _File:
    """The file in the shape that it must have, its parts agreeing with each other."""
    if isinstance(file, dict) and file.get("format") == FORMAT:
        _check_version(file.get("version"), VERSION)
    try:
        content = msgspec.convert(file, _File, strict=True)
    except (msgspec.ValidationError, RecursionError) as error:
        _refuse(str(error) or "it is nested too deeply", error)
    _check_people(content)
    _check_shown(content.board.name, "the name of the board", TITLE_LIMIT)
    if content.board.head != len(content.log):
        _refuse(f"the head is {content.board.head}, the log has {len(content.log)} entries")
    for kept in content.snapshots:
        _check_shown(kept.name, "the name of a snapshot", TITLE_LIMIT)
        if kept.seq > content.board.head:
            _refuse(f"a snapshot is of entry {kept.seq}, which the log does not have")
    return content


def _check_people(content: _File) -> None:
    known = {one.id for one in content.people}
    if len(known) != len(content.people):
        _refuse("a person is listed twice")
    for one in content.people:
        _check_shown(one.name, "the name of a person")
    named = {one.actor for one in content.log} | {kept.created_by for kept in content.snapshots}
    missing = sorted(named - known - {None, SYSTEM}, key=str)
    if missing:
        _refuse(f"the person {missing[0]} is not listed")


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


def _replay(content: _File) -> _Replay:
    """The log of the file carried out from the empty board."""
    replay = _Replay()
    kept = {one.seq for one in content.snapshots}
    if 0 in kept:
        replay.scenes[0] = EMPTY
    for index, part in enumerate(content.log, start=1):
        if part.seq != index:
            _refuse(f"entry {index} has the number {part.seq}")
        _check_version(part.v, ENTRY_VERSION)
        if part.v != ENTRY_VERSION:
            _refuse(f"entry {index} has the version {part.v}")
        _redo(replay, part)
        if index in kept:
            replay.scenes[index] = replay.scene
    if len(content.items) != len(replay.scene) or not _holds(replay.scene, content.items):
        _refuse("the items are not those that the log leads to")
    return replay


def _redo(replay: _Replay, part: _EntryPart) -> None:
    place = f"entry {part.seq}"
    try:
        ops = [asked(op, actor=part.actor, at_ms=part.at_ms) for op in part.ops]
        applied = apply(replay.scene, ops, actor=part.actor, at_ms=part.at_ms, texts=replay.texts)
    except BoardError as error:
        _refuse(f"{place}: {error.message % error.data}", error)
    if list(applied.ops) != part.ops or list(applied.inverse) != part.inverse:
        _refuse(f"{place} tells another change than it makes")
    made = [op["item"]["id"] for op in ops if op["do"] == "create"]
    if len(set(made)) < len(made) or not replay.used_ids.isdisjoint(made):
        _refuse(f"{place} uses the id of another item again")
    if len(applied.scene) > ITEMS_LIMIT:
        _refuse(f"{place} makes more than {ITEMS_LIMIT} items")
    if max(part.undoes or 0, part.restores or 0) >= part.seq:
        _refuse(f"{place} goes back to one that comes later")
    _follow(replay, ops, applied, place)
    entry = Entry(part.seq, part.at_ms, part.actor, None, applied.ops, applied.inverse, part.v)
    replay.entries.append(replace(entry, undoes=part.undoes, restores=part.restores))


def _follow(replay: _Replay, ops: Iterable[Op], applied: Applied, place: str) -> None:
    """Take over what an entry leads to. What was typed comes back only as it went: it is data of the
    merging library, which nobody could look through here."""
    for op in ops:
        if op["do"] == "restore" and op["item"].get("edits") not in (
            None,
            replay.gone.get(op["item"]["id"], {}).get("edits"),
        ):
            _refuse(f"{place} brings back a text that was never typed")
    replay.gone.update((op["item"]["id"], op["item"]) for op in applied.inverse if op["do"] == "create")
    replay.used_ids.update(op["item"]["id"] for op in applied.ops if op["do"] == "create")
    replay.scene = applied.scene


def _holds(scene: Scene, items: Sequence[dict[str, Any]]) -> bool:
    if not all(is_id(item.get("id")) for item in items):
        return False
    return scene_of(items) == scene


def _add_people(connection: Connection, people: Iterable[_PersonPart], now_ms: int) -> None:
    """Those of the people whom nobody knows yet, as guests without a session."""
    for one in people:
        if connection.execute(select(person.c.id).where(person.c.id == one.id)).first() is None:
            row = {"id": one.id, "name": one.name, "is_account": False, "created_at_ms": now_ms}
            connection.execute(insert(person).values(row))


def _refuse(why: str, cause: BaseException | None = None) -> NoReturn:
    # The sentence may quote the file: keep it short and free of characters that cannot be shown.
    shown = "".join(char if char.isprintable() else "?" for char in why[:_WHY_LIMIT])
    raise ImportBad(why=shown) from cause
