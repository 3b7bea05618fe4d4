"""Entries say what they undo and are chained by hashes; their payload may go (compaction)."""

from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from board.store import chain

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_Row = dict[str, Any]
_Change = Callable[[Iterator[_Row]], Iterator[_Row]]
_CHUNK = 500  # rows held in memory at once

_OLD_ENTRY = ("board_id", "seq", "at_ms", "actor", "client_id", "n", "v", "ops", "inverse")
_OLD_SNAPSHOT = ("id", "board_id", "seq", "name", "created_by", "created_at_ms", "scene")


def upgrade() -> None:
    op.add_column("board", sa.Column("compacted_seq", sa.Integer(), nullable=False, server_default="0"))
    op.rename_table("entry", "entry_0001")
    _make_entry()
    _copy("entry_0001", "entry", _OLD_ENTRY, ("board_id", "seq"), _chained)
    op.drop_table("entry_0001")
    op.drop_index("ix_snapshot_board_id_seq", "snapshot")
    op.rename_table("snapshot", "snapshot_0001")
    _make_snapshot()
    _copy("snapshot_0001", "snapshot", _OLD_SNAPSHOT, ("id",), _hashed)
    op.drop_table("snapshot_0001")
    op.create_index("ix_snapshot_board_id_seq", "snapshot", ["board_id", "seq"], unique=False)


def _make_entry() -> None:
    op.create_table(
        "entry",
        sa.Column("board_id", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("client_id", sa.String(length=40), nullable=True),
        sa.Column("n", sa.BigInteger(), nullable=True),
        sa.Column("v", sa.Integer(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("restores", sa.Integer(), nullable=True),
        sa.Column("ops", sa.Text(), nullable=True),
        sa.Column("inverse", sa.Text(), nullable=True),
        sa.Column("payload_hash", sa.String(length=40), nullable=False),
        sa.Column("hash", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name="fk_entry_board_id"),
        sa.PrimaryKeyConstraint("board_id", "seq", name="pk_entry"),
        sa.UniqueConstraint("board_id", "client_id", "n", name="uq_entry_board_id_client_id_n"),
    )


def _make_snapshot() -> None:
    op.create_table(
        "snapshot",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("board_id", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("created_by", sa.String(length=40), nullable=True),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("scene", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name="fk_snapshot_board_id"),
        sa.PrimaryKeyConstraint("id", name="pk_snapshot"),
    )


def _copy(
    source: str, target: str, columns: tuple[str, ...], order: tuple[str, ...], change: _Change
) -> None:
    """Every row of `source`, in this order, changed, into `target`."""
    old = sa.table(source, *[sa.column(name) for name in columns])
    query = sa.select(*old.c).order_by(*[old.c[name] for name in order])
    rows = op.get_bind().execute(query.execution_options(yield_per=_CHUNK)).mappings()
    for chunk in _chunks(change(dict(row) for row in rows)):
        op.bulk_insert(sa.table(target, *[sa.column(name) for name in chunk[0]]), chunk)


def _chunks(rows: Iterator[_Row]) -> Iterator[list[_Row]]:
    chunk: list[_Row] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _chained(rows: Iterator[_Row]) -> Iterator[_Row]:
    board_id, previous = "", ""
    for row in rows:
        if row["board_id"] != board_id:
            board_id, previous = row["board_id"], chain.first_hash(row["board_id"])
        payload = chain.payload_hash(row["ops"], row["inverse"])
        changed = {**row, "undoes": None, "restores": None, "payload_hash": payload}
        previous = chain.entry_hash(previous, changed)
        yield {**changed, "hash": previous}


def _hashed(rows: Iterator[_Row]) -> Iterator[_Row]:
    for row in rows:
        yield {**row, "hash": chain.snapshot_hash(row)}
