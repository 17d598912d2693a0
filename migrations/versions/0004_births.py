"""Find people by their date of birth without reading them all.

Revision ID: 0004
Revises: 0003
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_person_born_on"), "person", ["born_on"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_person_born_on"), table_name="person")
