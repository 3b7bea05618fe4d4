"""What was taken off boards, as rows (HIDE1)."""

from dataclasses import asdict, fields
from typing import Final

from sqlalchemy import ColumnElement, Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from board.core.hiding import Hidden
from board.store import json_text
from board.store.tables import hidden

_NEW: Final = insert(hidden)
_PUT: Final = _NEW.on_conflict_do_update(
    index_elements=["board_id", "id"],
    set_={name: _NEW.excluded[name] for name in ("back_by", "back_at_ms", "is_read")},
)
_JSON: Final = ("ops", "inverse")


def put(connection: Connection, board_id: str, one: Hidden) -> None:
    """Keep this; what is known of it already changes only in what became of it."""
    row = {**asdict(one), **{name: json_text.encode(list(getattr(one, name))) for name in _JSON}}
    connection.execute(_PUT, {"board_id": board_id, **row})


def all_of(connection: Connection, board_id: str) -> list[Hidden]:
    """All of a board, the newest first."""
    return _found(connection, hidden.c.board_id == board_id)


def unread_of(connection: Connection, board_id: str, author: str) -> list[Hidden]:
    """What this person wrote, without what they need not be told any more, the newest first."""
    return _found(
        connection, hidden.c.board_id == board_id, hidden.c.author == author, hidden.c.is_read.is_(False)
    )


def _found(connection: Connection, *conditions: ColumnElement[bool]) -> list[Hidden]:
    query = select(hidden).where(*conditions).order_by(hidden.c.at_ms.desc(), hidden.c.id.desc())
    return [_read(dict(row._mapping)) for row in connection.execute(query)]


def forget_all(connection: Connection, board_id: str) -> bool:
    """Remove all of a board that is deleted. Whether there was anything to remove."""
    return bool(connection.execute(delete(hidden).where(hidden.c.board_id == board_id)).rowcount)


def _read(row: dict[str, object]) -> Hidden:
    values = {field.name: row[field.name] for field in fields(Hidden)}
    return Hidden(**{**values, **{name: tuple(json_text.decode(str(row[name]))) for name in _JSON}})  # type: ignore[arg-type]
