"""Keep why a team meeting was called off.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("team_meeting", sa.Column("called_off_because", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """What was called off reads as ended; the reason stays in nobody's list."""
    op.drop_column("team_meeting", "called_off_because")
