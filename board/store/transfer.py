"""Board files: a whole board, its log included, as JSON to take home and bring back."""

import secrets
from base64 import b64encode
from collections.abc import Iterable, Sequence, Set
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from board.core.hiding import taken_off
from board.core.ids import make_id
from board.core.ops import pictures_in, used_by, used_up
from board.core.scene import Scene, in_order
from board.store import hidden, json_text, log_rows
from board.store.assets import add_assets, assets_of
from board.store.board_file import FORMAT, VERSION, PersonPart, pictures_of, read, replay_file
from board.store.boards import Board, add_board
from board.store.database import Database
from board.store.pictures import Picture
from board.store.projects import project_for
from board.store.snapshots import named_snapshots
from board.store.tables import author, board, person, snapshot

BoardFile = dict[str, Any]


def export_board(database: Database, board_id: str, *, with_hidden: bool = True) -> BoardFile:
    """The whole board as a board file, as it is committed. Raises BoardMissing.

    Importing it anywhere and exporting it again gives the same file but for the board's id. Not
    `with_hidden`: as if the board had been compacted when something that is hidden was last on it (HIDE3).
    """

    def work(connection: Connection) -> tuple[BoardFile, Sequence[Row[Any]], frozenset[str]]:
        state = log_rows.state_of(connection, board_id)
        unseen = frozenset() if with_hidden else _unseen(connection, board_id, state.scene)
        row = connection.execute(select(board).where(board.c.id == board_id)).one()
        named = select(person.c.id, person.c.name).join(author, author.c.person_id == person.c.id)
        people = connection.execute(named.where(author.c.board_id == board_id).order_by(person.c.id))
        head = {"id": row.id, "name": row.name, "method": row.method_id}
        file: BoardFile = {
            "format": FORMAT,
            "version": VERSION,
            "board": {**head, "created_at_ms": row.created_at_ms, "head": state.head},
            "people": [{"id": found.id, "name": found.name} for found in people],
            "items": _items(state.scene),
            "log": [],
        }
        rows = log_rows.entry_rows(connection, board_id)
        first = max([row.compacted_seq, *(old.seq for old in rows if _names(old, unseen))])
        file["snapshots"] = _snapshot_parts(connection, board_id, first, unseen)
        pictures = assets_of(connection, board_id)
        if pictures:
            file["assets"] = [_asset_part(picture) for picture in pictures]
        if first:
            file["base"] = {"seq": first, "items": _items(log_rows.scene_at(connection, board_id, first))}
        return file, rows, state.used_ids

    file, rows, used_ids = database.read(work)
    first = file["base"]["seq"] if "base" in file else 0
    file["log"] = database.away(lambda: [_entry_part(row, first) for row in rows])
    if "assets" in file and not with_hidden:
        shown = _pictures_shown(file)
        file["assets"] = [part for part in file["assets"] if part["id"] in shown]
    if "base" in file:
        file["base"]["ids"] = sorted(used_ids - _made_in(file["log"]) | used_by(file["base"]["items"]))
    return file


def import_board(
    database: Database, file: object, *, imported_by: str | None, now_ms: int, project_id: str | None = None
) -> Board:
    """A new board with everything that a board file holds; who imports it is its facilitator. Without a
    project it is of the oldest that they lead.

    The log is carried out again, entry by entry, and must lead to exactly the changes and items that
    the file tells. People who are known here by their id stay as they are. Raises ImportNewer,
    ImportBad with the place that is wrong.
    """
    content = database.away(lambda: read(file))
    replay = database.away(lambda: replay_file(content))
    pictures = database.away(lambda: pictures_of(content))

    def work(connection: Connection) -> Board:
        made = Board(
            id=make_id(secrets.randbelow),
            project_id=project_id or project_for(connection, imported_by),
            name=content.board.name,
            method_id=content.board.method,
            head=len(content.log),
            created_at_ms=content.board.created_at_ms,
            updated_at_ms=now_ms,
        )
        _add_people(connection, content.people, now_ms)
        add_board(connection, made, replay.entries, imported_by, now_ms=now_ms, base=replay.base)
        log_rows.add_authors(connection, made.id, {known.id for known in content.people})
        for kept in content.snapshots:
            label = log_rows.SnapshotLabel(kept.seq, kept.created_at_ms, kept.name, kept.created_by)
            log_rows.add_snapshot(connection, made.id, label, replay.scenes[kept.seq])
        add_assets(connection, made.id, pictures, now_ms)
        return made

    return database.write(work)


def _items(scene: Scene) -> list[dict[str, Any]]:
    return [dict(record) for record in in_order(scene)]


def _asset_part(picture: Picture) -> dict[str, Any]:
    content = b64encode(picture.content).decode()
    size = {"width": picture.width, "height": picture.height}
    return {"id": picture.id, "mimetype": picture.mimetype, **size, "content": content}


def _unseen(connection: Connection, board_id: str, scene: Scene) -> frozenset[str]:
    """The items that are hidden now."""
    hidden_now = [one for one in hidden.all_of(connection, board_id) if one.back_by is None]
    return frozenset(key for one in hidden_now for key in taken_off(one) if key not in scene)


def _names(row: Row[Any], item_ids: Iterable[str]) -> bool:
    """Whether this entry, which may be compacted, does something to one of these."""
    return any(f'"{key}"' in text for key in item_ids for text in (row.ops, row.inverse) if text is not None)


def _pictures_shown(file: BoardFile) -> set[str]:
    """The pictures of all items that the file tells of."""
    told = [*file["items"], *file.get("base", {}).get("items", ())]
    told += [item for part in file["snapshots"] for item in part.get("items", ())]
    ops = [op for part in file["log"] for name in ("ops", "inverse") for op in part.get(name, ())]
    return pictures_in([*ops, *({"item": item} for item in told)])


def _entry_part(row: Row[Any], first: int) -> dict[str, Any]:
    """An entry as a file tells it: with its change, or with its fingerprint where that was compacted, or
    counts as compacted: up to `first`."""
    part = {"seq": row.seq, "at_ms": row.at_ms, "actor": row.actor, "v": row.v}
    if row.ops is None or row.seq <= first:
        return {**part, "payload_hash": row.payload_hash, **_ways(row)}
    change = {"ops": json_text.decode(row.ops), "inverse": json_text.decode(row.inverse)}
    return {**part, **change, **_ways(row)}


def _ways(row: Row[Any]) -> dict[str, int]:
    """Which entry it undoes, which moment it restores; nothing for most."""
    ways = {"undoes": row.undoes, "restores": row.restores}
    return {name: seq for name, seq in ways.items() if seq is not None}


def _made_in(log: Iterable[dict[str, Any]]) -> set[str]:
    """The ids of the items that these entries make."""
    return set().union(*(used_up(part.get("ops", [])) for part in log))


def _snapshot_parts(
    connection: Connection, board_id: str, compacted_seq: int, unseen: Set[str]
) -> list[dict[str, Any]]:
    """The named snapshots; with what they hold where the log cannot lead to it any more. Those that hold
    something `unseen` are left out."""
    parts: list[dict[str, Any]] = []
    for kept in named_snapshots(connection, board_id):
        part = {
            "name": kept.name,
            "seq": kept.seq,
            "created_at_ms": kept.created_at_ms,
            "created_by": kept.created_by,
        }
        if kept.seq < compacted_seq:
            scene = select(snapshot.c.scene).where(snapshot.c.id == kept.id)
            items = json_text.decode(connection.execute(scene).scalar_one())
            if any(item["id"] in unseen for item in items):
                continue
            part["items"] = items
        parts.append(part)
    return parts


def _add_people(connection: Connection, people: Iterable[PersonPart], now_ms: int) -> None:
    """Those of the people whom nobody knows yet, as guests without a session."""
    for one in people:
        if connection.execute(select(person.c.id).where(person.c.id == one.id)).first() is None:
            row = {"id": one.id, "name": one.name, "is_account": False, "created_at_ms": now_ms}
            connection.execute(insert(person).values(row))
