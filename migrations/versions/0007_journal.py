"""The safety journal: who read an entry and with what mark, and photos of pages. Both append-only.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

FROZEN = ("journal_read", "photo")


def upgrade() -> None:
    op.create_table(
        "journal_read",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_journal_read_author_id")),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name=op.f("fk_journal_read_family_id")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_journal_read_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_read")),
    )
    op.create_table(
        "photo",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_photo_author_id")),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name=op.f("fk_photo_family_id")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_photo_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
    )
    for table in FROZEN:
        op.create_index(f"ix_{table}_family_id", table, ["family_id"], unique=False)
        op.create_index(f"ix_{table}_record_id", table, ["record_id"], unique=False)
        freeze(table)


def freeze(table: str) -> None:
    """Let the database itself refuse to change or delete rows of TABLE."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                   "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()")
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                   f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END")
    # INSERT OR REPLACE skips a delete trigger unless recursive_triggers is on.
    op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
               f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) "
               f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END")


def downgrade() -> None:
    """Refuses where an entry was marked as read or has a photo; the entries' words are records and stay."""
    for table in ("journal_read", "photo"):
        if op.get_bind().execute(sa.text(f"SELECT 1 FROM {table} LIMIT 1")).first() is not None:
            raise RuntimeError("There are photos of pages, or marks of who read an entry. Export them before going back.")
    for table in reversed(FROZEN):
        op.drop_index(f"ix_{table}_record_id", table_name=table)
        op.drop_index(f"ix_{table}_family_id", table_name=table)
        op.drop_table(table)
