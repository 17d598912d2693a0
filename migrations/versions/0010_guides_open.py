"""Remember which guides a person keeps open or shut.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("user_account", sa.Column("guides", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Loses what was kept open; no words of a record."""
    op.drop_column("user_account", "guides")
