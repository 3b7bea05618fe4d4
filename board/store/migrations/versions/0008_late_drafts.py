"""Private notes that no reveal takes."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("draft", sa.Column("is_late", sa.Boolean(), server_default=sa.false(), nullable=False))
