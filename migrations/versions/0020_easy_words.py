"""Keep who reads easy words best, beside who needs large print.

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("easy_words", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Forgets who reads easy words; made papers keep the target that they were measured against."""
    op.drop_column("person", "easy_words")
