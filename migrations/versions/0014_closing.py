"""The closing of a family's case as it was decided, and what was said when it was asked how they are: append-only.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "closing_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("snapshot_id", sa.Uuid(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("who_keeps", sa.Text(), nullable=False),
        sa.Column("rings_name", sa.Text(), nullable=False),
        sa.Column("rings_number", sa.Text(), nullable=False),
        sa.Column("then_rings", sa.Text(), nullable=False),
        sa.Column("check_back_on", sa.Date(), nullable=False),
        sa.Column("check_back_by", sa.Text(), nullable=False),
        sa.Column("papers_left", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_closing_record_author_id")),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name=op.f("fk_closing_record_family_id")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name=op.f("fk_closing_record_snapshot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing_record")),
    )
    op.create_table(
        "check_back",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("closing_id", sa.Uuid(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("is_answered", sa.Boolean(), nullable=False),
        sa.Column("who_answered", sa.Text(), nullable=False),
        sa.Column("they_said", sa.Text(), nullable=False),
        sa.Column("is_verbatim", sa.Boolean(), nullable=False),
        sa.Column("what_we_did", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_check_back_author_id")),
        sa.ForeignKeyConstraint(["closing_id"], ["closing_record.id"], name=op.f("fk_check_back_closing_id")),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name=op.f("fk_check_back_family_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_back")),
    )
    op.create_index(op.f("ix_closing_record_family_id"), "closing_record", ["family_id"], unique=False)
    op.create_index(op.f("ix_check_back_family_id"), "check_back", ["family_id"], unique=False)
    op.create_index(op.f("ix_check_back_closing_id"), "check_back", ["closing_id"], unique=False)
    for table in ("closing_record", "check_back"):
        _freeze(table)


def _freeze(table: str) -> None:
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
    """Refuses where a case was closed: who rings when, and what the family said then, stand nowhere else."""
    if op.get_bind().execute(sa.text("SELECT 1 FROM closing_record LIMIT 1")).first() is not None:
        raise RuntimeError("There are closings with words in them. Export them before going back.")
    op.drop_index(op.f("ix_check_back_closing_id"), table_name="check_back")
    op.drop_index(op.f("ix_check_back_family_id"), table_name="check_back")
    op.drop_index(op.f("ix_closing_record_family_id"), table_name="closing_record")
    op.drop_table("check_back")
    op.drop_table("closing_record")
