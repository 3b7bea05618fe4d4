"""How the members of a board take part."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("member", sa.Column("mode", sa.String(length=10), server_default="", nullable=False))
