"""Projects that are put aside."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("project", sa.Column("is_aside", sa.Boolean(), server_default=sa.false(), nullable=False))
