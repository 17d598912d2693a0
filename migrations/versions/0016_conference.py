"""Keep the whole trail of a family group conference, append-only.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TABLE = "conference_event"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_conference_event_author_id")),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name=op.f("fk_conference_event_family_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conference_event")),
    )
    op.create_index("ix_conference_event_family_id_at", TABLE, ["family_id", "at"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"CREATE TRIGGER {TABLE}_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} "
                   "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()")
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
                   f"BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END")
    # INSERT OR REPLACE skips a delete trigger unless recursive_triggers is on.
    op.execute(f"CREATE TRIGGER {TABLE}_no_replace BEFORE INSERT ON {TABLE} "
               f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id) "
               f"BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END")


def downgrade() -> None:
    """Refuses where a conference was written down."""
    if op.get_bind().execute(sa.text("SELECT 1 FROM conference_event LIMIT 1")).first() is not None:
        raise RuntimeError("There are conferences with words in them. Export them before going back.")
    op.drop_index("ix_conference_event_family_id_at", table_name=TABLE)
    op.drop_table(TABLE)
