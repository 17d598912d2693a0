"""The words of a made paper beside its bytes, so that what became protected later does not leave again."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('paper', sa.Column('words', sa.Text(), nullable=False, server_default=''))


def downgrade() -> None:
    op.drop_column('paper', 'words')
