"""Keep why an agreement was renewed, until when and by whom."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('agreement', sa.Column('renewals', sa.Text(), server_default='', nullable=False))


def downgrade() -> None:
    """Loses the reasons for renewing; the agreements themselves and their dates stay."""
    op.drop_column('agreement', 'renewals')
