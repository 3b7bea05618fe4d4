"""Who may come in and how: expiry, passphrase, lobby, the role that the code gives; who waits, who was
sent away; boards on which participants only add."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("board", sa.Column("is_add_only", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("invite", sa.Column("expires_at_ms", sa.BigInteger(), nullable=True))
    op.add_column("invite", sa.Column("passphrase_hash", sa.Text(), nullable=True))
    op.add_column("invite", sa.Column("has_lobby", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column(
        "invite", sa.Column("gives", sa.String(length=20), server_default="participant", nullable=False)
    )
    op.create_table(
        "doorway",
        sa.Column("board_id", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("is_away", sa.Boolean(), nullable=False),
        sa.Column("since_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name="fk_doorway_board_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_doorway_person_id"),
        sa.PrimaryKeyConstraint("board_id", "person_id", name="pk_doorway"),
    )
