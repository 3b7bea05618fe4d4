"""Ballots, the keys that they are kept by, and totals that nobody has been told yet."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vote_key",
        *_of_a_vote("vote_key"),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("board_id", "vote_id", name="pk_vote_key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ballot",
        *_of_a_vote("ballot"),
        sa.Column("voter", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("board_id", "vote_id", "voter", name="pk_ballot"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "vote_totals",
        *_of_a_vote("vote_totals"),
        sa.Column("totals", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("board_id", "vote_id", name="pk_vote_totals"),
    )


def _of_a_vote(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("board_id", sa.String(length=40), nullable=False),
        sa.Column("vote_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=f"fk_{table}_board_id"),
    ]
