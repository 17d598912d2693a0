"""Keep apart what a person said and what somebody guessed that they would say, in a round of numbers.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("discussion_entry", sa.Column("is_guess", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Refuses where a guess was handed in: without the mark it would read as the person's own number."""
    if op.get_bind().execute(sa.text("SELECT 1 FROM discussion_entry WHERE is_guess LIMIT 1")).first() is not None:
        raise RuntimeError("A discussion holds a guess. Without its mark it would read as the person’s own number.")
    op.drop_column("discussion_entry", "is_guess")
