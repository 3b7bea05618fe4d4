"""The first tables, and the project that boards belong to when nobody chooses another."""

import time

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_people()
    _make_boards()
    _make_contents()
    _make_log()
    project = sa.table("project", sa.column("id"), sa.column("name"), sa.column("created_at_ms"))
    op.bulk_insert(
        project, [{"id": "first_project", "name": "Tavolo", "created_at_ms": time.time_ns() // 1_000_000}]
    )


def _make_people() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("locale", sa.String(length=10), nullable=True),
        sa.Column("is_account", sa.Boolean(), nullable=False),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("email", name="uq_person_email"),
    )
    op.create_table(
        "project",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_project"),
    )
    op.create_table(
        "setup_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("expires_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("used_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name="pk_setup_link"),
    )
    op.create_table(
        "auth_session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("expires_at_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_auth_session_person_id"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_auth_session"),
    )
    op.create_index("ix_auth_session_person_id", "auth_session", ["person_id"], unique=False)
    op.create_table(
        "project_member",
        sa.Column("project_id", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_project_member_person_id"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_project_member_project_id"),
        sa.PrimaryKeyConstraint("project_id", "person_id", name="pk_project_member"),
    )
    op.create_index("ix_project_member_person_id", "project_member", ["person_id"], unique=False)


def _make_boards() -> None:
    op.create_table(
        "board",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("project_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("method_id", sa.String(length=40), nullable=False),
        sa.Column("head", sa.Integer(), nullable=False),
        sa.Column("note_count", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=True),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("updated_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("deleted_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("v", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name="fk_board_created_by"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_board_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_board"),
    )
    op.create_index("ix_board_project_id", "board", ["project_id"], unique=False)
    op.create_table(
        "author",
        sa.Column("board_id", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name="fk_author_board_id"),
        sa.PrimaryKeyConstraint("board_id", "person_id", name="pk_author"),
    )
    op.create_table(
        "invite",
        sa.Column("board_id", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name="fk_invite_board_id"),
        sa.PrimaryKeyConstraint("board_id", name="pk_invite"),
        sa.UniqueConstraint("code", name="uq_invite_code"),
    )
    op.create_table(
        "member",
        sa.Column("board_id", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name="fk_member_board_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_member_person_id"),
        sa.PrimaryKeyConstraint("board_id", "person_id", name="pk_member"),
    )
    op.create_index("ix_member_person_id", "member", ["person_id"], unique=False)


def _make_contents() -> None:
    op.create_table(
        "item_id",
        sa.Column("board_id", sa.String(length=40), nullable=False),
        sa.Column("item_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name="fk_item_id_board_id"),
        sa.PrimaryKeyConstraint("board_id", "item_id", name="pk_item_id"),
    )
    op.create_table(
        "snapshot",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("board_id", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("created_by", sa.String(length=40), nullable=True),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("scene", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name="fk_snapshot_board_id"),
        sa.PrimaryKeyConstraint("id", name="pk_snapshot"),
    )
    op.create_index("ix_snapshot_board_id_seq", "snapshot", ["board_id", "seq"], unique=False)


def _make_log() -> None:
    op.create_table(
        "client_cursor",
        sa.Column("board_id", sa.String(length=40), nullable=False),
        sa.Column("client_id", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("last_n", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name="fk_client_cursor_board_id"),
        sa.PrimaryKeyConstraint("board_id", "client_id", name="pk_client_cursor"),
    )
    op.create_table(
        "entry",
        sa.Column("board_id", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("client_id", sa.String(length=40), nullable=True),
        sa.Column("n", sa.BigInteger(), nullable=True),
        sa.Column("v", sa.Integer(), nullable=False),
        sa.Column("ops", sa.Text(), nullable=False),
        sa.Column("inverse", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name="fk_entry_board_id"),
        sa.PrimaryKeyConstraint("board_id", "seq", name="pk_entry"),
        sa.UniqueConstraint("board_id", "client_id", "n", name="uq_entry_board_id_client_id_n"),
    )
    op.create_table(
        "refusal",
        sa.Column("board_id", sa.String(length=40), nullable=False),
        sa.Column("client_id", sa.String(length=40), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name="fk_refusal_board_id"),
        sa.PrimaryKeyConstraint("board_id", "client_id", "n", name="pk_refusal"),
    )
