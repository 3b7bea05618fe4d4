"""Private notes as rows (VIS3). Only the log's own reader and writer come here; nothing else of a board
is ever read together with them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert as insert_into

from board.core.drafts import Draft
from board.core.log import Cursor, DraftChange
from board.store import json_text
from board.store.tables import draft, draft_cursor

_CHANGED: Final = ("round", "record", "is_anonymous", "is_late", "state", "why", "updated_at_ms")
_NEW: Final = insert_into(draft)
_PUT: Final = _NEW.on_conflict_do_update(
    index_elements=["board_id", "person_id", "item_id"],
    set_={name: _NEW.excluded[name] for name in _CHANGED},
)
_REMOVE: Final = delete(draft).where(
    draft.c.board_id == bindparam("of_board"),
    draft.c.person_id == bindparam("of_person"),
    draft.c.item_id == bindparam("of_item"),
)
_NEW_CURSOR: Final = insert_into(draft_cursor)
_SET_CURSOR: Final = _NEW_CURSOR.on_conflict_do_update(
    index_elements=["board_id", "client_id"],
    set_={"person_id": _NEW_CURSOR.excluded.person_id, "last_n": _NEW_CURSOR.excluded.last_n},
)


def drafts_of(connection: Connection, board_id: str) -> list[Draft]:
    """All private notes of a board."""
    query = select(draft).where(draft.c.board_id == board_id).order_by(draft.c.person_id, draft.c.item_id)
    return [
        Draft(
            row.person_id,
            json_text.decode(row.record),
            row.round,
            row.updated_at_ms,
            row.is_anonymous,
            row.is_late,
            row.state,
            row.why,
        )
        for row in connection.execute(query)
    ]


def cursor_of(connection: Connection, board_id: str, client_id: str) -> Cursor | None:
    """How far the private writing of a client has come."""
    query = select(draft_cursor).where(
        draft_cursor.c.board_id == board_id, draft_cursor.c.client_id == client_id
    )
    row = connection.execute(query).first()
    return None if row is None else Cursor(row.person_id, row.last_n)


def change_drafts(connection: Connection, board_id: str, changes: Sequence[DraftChange]) -> None:
    """Carry these out, in order."""
    for change in changes:
        if change.draft is None:
            names = {"of_board": board_id, "of_person": change.person_id, "of_item": change.item_id}
            connection.execute(_REMOVE, names)
        else:
            connection.execute(_PUT, _row(board_id, change.draft))


def set_cursors(connection: Connection, board_id: str, cursors: Mapping[str, Cursor]) -> None:
    """Note how far these clients have come, by client id."""
    for client_id, cursor in cursors.items():
        connection.execute(_SET_CURSOR, {"board_id": board_id, "client_id": client_id, **asdict(cursor)})


def forget_cursors(connection: Connection, board_id: str) -> bool:
    """Forget how far pages have come: after a reveal nothing tells who has written (VIS4). Whether there
    was anything to forget."""
    gone = connection.execute(delete(draft_cursor).where(draft_cursor.c.board_id == board_id))
    return bool(gone.rowcount)


def forget_all(connection: Connection, board_id: str) -> bool:
    """Remove the private notes of a board that is deleted: nobody can ever ask for them again. Whether
    there was anything to remove."""
    gone = connection.execute(delete(draft).where(draft.c.board_id == board_id))
    return forget_cursors(connection, board_id) or bool(gone.rowcount)


def _row(board_id: str, new: Draft) -> dict[str, object]:
    return {
        "board_id": board_id,
        "person_id": new.person_id,
        "item_id": new.item["id"],
        "round": new.round,
        "record": json_text.encode(new.item),
        "is_anonymous": new.is_anonymous,
        "is_late": new.is_late,
        "state": new.state,
        "why": new.why,
        "updated_at_ms": new.at_ms,
    }
