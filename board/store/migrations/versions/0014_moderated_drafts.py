"""Notes that wait for who leads, and those that were declined."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("draft", sa.Column("state", sa.String(length=20), server_default="", nullable=False))
    op.add_column("draft", sa.Column("why", sa.Text(), server_default="", nullable=False))
