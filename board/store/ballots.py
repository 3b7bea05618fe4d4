"""Ballots in the database, and how they go (VOTE1).

SQLite overwrites what it deletes (`secure_delete`), and the write-ahead log is emptied after a vote was
closed, so that neither file holds a ballot any more.
"""

from typing import Any, Final

from sqlalchemy import Connection, LargeBinary, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from board.core.log import BallotCast, BallotGone, VoteChange, VoteClosed, VoteOpened
from board.core.voting import HEAD_BYTES
from board.store import json_text
from board.store.tables import ballot, vote_key, vote_totals

_PUT: Final = insert(ballot)
_CAST: Final = _PUT.on_conflict_do_update(
    index_elements=["board_id", "vote_id", "voter"], set_={"content": _PUT.excluded.content}
)


def add(connection: Connection, board_id: str, beside: VoteChange) -> None:
    """Carry out one change."""
    of_vote = {"board_id": board_id, "vote_id": beside.vote_id}
    if isinstance(beside, VoteOpened):
        connection.execute(insert(vote_key).values(**of_vote, key=beside.key))
    elif isinstance(beside, BallotCast):
        connection.execute(_CAST, {**of_vote, "voter": beside.voter, "content": beside.content})
    elif isinstance(beside, BallotGone):
        theirs = ballot.c.voter == beside.voter
        connection.execute(delete(ballot).where(*_of(ballot, board_id, beside.vote_id), theirs))
    elif isinstance(beside, VoteClosed):
        forget(connection, board_id, beside.vote_id)
        totals = json_text.encode(dict(beside.totals))
        connection.execute(insert(vote_totals).values(**of_vote, totals=totals))
    else:
        connection.execute(delete(vote_totals).where(*_of(vote_totals, board_id, beside.vote_id)))


def forget(connection: Connection, board_id: str, vote_id: str) -> None:
    """Without its key and its ballots nobody can say who voted for what."""
    for table in (ballot, vote_key):
        connection.execute(delete(table).where(*_of(table, board_id, vote_id)))


def forget_all(connection: Connection, board_id: str) -> bool:
    """The same for every vote of a board. Whether there was anything to forget."""
    tables = (ballot, vote_key, vote_totals)
    gone = [connection.execute(delete(table).where(table.c.board_id == board_id)) for table in tables]
    return any(result.rowcount for result in gone)


def open_in(connection: Connection, board_id: str) -> list[str]:
    """Ids of the votes of a board that have a key, sorted."""
    found = select(vote_key.c.vote_id).where(vote_key.c.board_id == board_id).order_by(vote_key.c.vote_id)
    return list(connection.execute(found).scalars())


def key_of(connection: Connection, board_id: str, vote_id: str) -> bytes | None:
    """The key of a vote that is open; None if it is not."""
    found = select(vote_key.c.key).where(*_of(vote_key, board_id, vote_id))
    key: bytes | None = connection.execute(found).scalar_one_or_none()
    return key


def ballots_of(connection: Connection, board_id: str, vote_id: str) -> dict[bytes, bytes]:
    """Content by voter."""
    found = select(ballot.c.voter, ballot.c.content).where(*_of(ballot, board_id, vote_id))
    return {row.voter: row.content for row in connection.execute(found)}


def ballot_of(connection: Connection, board_id: str, vote_id: str, voter: bytes) -> bytes | None:
    """The content of one; None when there is none."""
    found = select(ballot.c.content).where(*_of(ballot, board_id, vote_id), ballot.c.voter == voter)
    content: bytes | None = connection.execute(found).scalar_one_or_none()
    return content


def heads_of(connection: Connection, board_id: str, vote_id: str) -> dict[bytes, bytes]:
    """The first bytes of each, by voter: what `head_of` reads."""
    head = func.substr(ballot.c.content, 1, HEAD_BYTES, type_=LargeBinary)
    found = select(ballot.c.voter, head.label("head")).where(*_of(ballot, board_id, vote_id))
    return {row.voter: row.head for row in connection.execute(found)}


def totals_of(connection: Connection, board_id: str, vote_id: str) -> dict[str, Any] | None:
    """What came of a vote that is closed and not revealed."""
    found = select(vote_totals.c.totals).where(*_of(vote_totals, board_id, vote_id))
    text: str | None = connection.execute(found).scalar_one_or_none()
    return None if text is None else json_text.decode(text)


def _of(table: Any, board_id: str, vote_id: str) -> tuple[Any, Any]:
    return table.c.board_id == board_id, table.c.vote_id == vote_id
