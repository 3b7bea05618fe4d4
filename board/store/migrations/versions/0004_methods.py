"""The methods that a project has of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_method",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("project_id", sa.String(length=40), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=True),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_own_method_project_id"),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name="fk_own_method_created_by"),
        sa.PrimaryKeyConstraint("id", name="pk_own_method"),
    )
    op.create_index("ix_own_method_project_id", "own_method", ["project_id"])
