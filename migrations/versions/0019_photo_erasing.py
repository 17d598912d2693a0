"""Let a photo of the journal be erased: who did it and why is kept, the bytes are not.

The table of photos stays as it is but for one change, and only once the erasing is written down: the bytes and their sum become
empty, and the words of the photo stay or become empty.

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

TABLE = "photo_erasing"
SAME = ("id", "family_id", "record_id", "width", "height", "author_id", "recorded_at")
ERASES = ("length(OLD.data) > 0 AND length(NEW.data) = 0 AND NEW.sha256 = '' AND (NEW.says = OLD.says OR NEW.says = '') "
          "AND EXISTS (SELECT 1 FROM photo_erasing WHERE photo_id = OLD.id) AND ")
FUNCTION = f"""
CREATE FUNCTION only_erase_photo() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {ERASES}{" AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in SAME)} THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$
"""


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("photo_id", sa.Uuid(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_photo_erasing_author_id")),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name=op.f("fk_photo_erasing_family_id")),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name=op.f("fk_photo_erasing_photo_id")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_photo_erasing_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo_erasing")),
        sa.UniqueConstraint("photo_id", name=op.f("uq_photo_erasing_photo_id")),
    )
    op.create_index(op.f("ix_photo_erasing_family_id"), TABLE, ["family_id"], unique=False)
    _freeze(TABLE)
    if _is_postgresql():
        op.execute(FUNCTION)
        op.execute("DROP TRIGGER photo_frozen ON photo")
        op.execute("CREATE TRIGGER photo_frozen BEFORE DELETE OR TRUNCATE ON photo "
                   "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()")
        op.execute("CREATE TRIGGER photo_only_erased BEFORE UPDATE ON photo FOR EACH ROW EXECUTE FUNCTION only_erase_photo()")
        return
    op.execute("DROP TRIGGER photo_no_update")
    same = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in SAME)
    op.execute(f"CREATE TRIGGER photo_no_update BEFORE UPDATE ON photo WHEN NOT ({ERASES}{same}) "
               "BEGIN SELECT RAISE(ABORT, 'photo is append-only'); END")


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _freeze(table: str) -> None:
    """Let the database itself refuse to change or delete rows of TABLE."""
    if _is_postgresql():
        op.execute(f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                   "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()")
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                   f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END")
    # INSERT OR REPLACE skips a delete trigger unless recursive_triggers is on.
    op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
               f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR photo_id = NEW.photo_id) "
               f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END")


def downgrade() -> None:
    """Takes away who erased what and why; the photos that were erased stay empty, the others are wholly frozen again."""
    if _is_postgresql():
        op.execute("DROP TRIGGER photo_only_erased ON photo")
        op.execute("DROP TRIGGER photo_frozen ON photo")
        op.execute("CREATE TRIGGER photo_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON photo "
                   "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()")
        op.execute("DROP FUNCTION only_erase_photo()")
    else:
        op.execute("DROP TRIGGER photo_no_update")
        op.execute("CREATE TRIGGER photo_no_update BEFORE UPDATE ON photo "
                   "BEGIN SELECT RAISE(ABORT, 'photo is append-only'); END")
    op.drop_index(op.f("ix_photo_erasing_family_id"), table_name=TABLE)
    op.drop_table(TABLE)
