"""Group discussions: who sits in one, what each handed in, when a round was opened, what happened, what was decided.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

FROZEN = ("discussion_entry", "discussion_opening", "discussion_event", "discussion_decision")


def upgrade() -> None:
    op.create_table("discussion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("framework", sa.String(length=60), nullable=False),
        sa.Column("frame", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("planned_at", sa.String(length=5), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("family_told", sa.Text(), nullable=False),
        sa.Column("state", sa.Enum("planned", "open", "closed", "decided", name="state", native_enum=False, length=40), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("stage_opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("turn_id", sa.Uuid(), nullable=True),
        sa.Column("option_id", sa.Uuid(), nullable=True),
        sa.Column("lock_version", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name=op.f("fk_discussion_family_id")),
        sa.ForeignKeyConstraint(["made_by"], ["user_account.id"], name=op.f("fk_discussion_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discussion")),
    )
    op.create_index(op.f("ix_discussion_family_id"), "discussion", ["family_id"], unique=False)
    op.create_table("discussion_decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("discussion_id", sa.Uuid(), nullable=False),
        sa.Column("snapshot_id", sa.Uuid(), nullable=False),
        sa.Column("option_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("authority", sa.String(length=40), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("who_tells", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_discussion_decision_author_id")),
        sa.ForeignKeyConstraint(["discussion_id"], ["discussion.id"], name=op.f("fk_discussion_decision_discussion_id")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name=op.f("fk_discussion_decision_snapshot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discussion_decision")),
        sa.UniqueConstraint("discussion_id", name=op.f("uq_discussion_decision_discussion_id")),
    )
    op.create_index("ix_discussion_decision_review_on", "discussion_decision", ["review_on"], unique=False)
    op.create_table("discussion_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("discussion_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_discussion_event_author_id")),
        sa.ForeignKeyConstraint(["discussion_id"], ["discussion.id"], name=op.f("fk_discussion_event_discussion_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discussion_event")),
    )
    op.create_index("ix_discussion_event_discussion_id_at", "discussion_event", ["discussion_id", "at"], unique=False)
    op.create_table("discussion_opening",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("discussion_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["discussion_id"], ["discussion.id"], name=op.f("fk_discussion_opening_discussion_id")),
        sa.ForeignKeyConstraint(["opened_by"], ["user_account.id"], name=op.f("fk_discussion_opening_opened_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discussion_opening")),
        sa.UniqueConstraint("discussion_id", "stage", "round", name="uq_discussion_opening_round"),
    )
    op.create_table("seat",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("discussion_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("role", sa.Enum("facilitator", "advisor", "presenter", "participant", "observer", "note_taker", "child_voice", "family", name="seatrole", native_enum=False, length=40), nullable=False),
        sa.Column("competence", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("may_decide", sa.Boolean(), nullable=False),
        sa.Column("conflict", sa.Text(), nullable=False),
        sa.Column("brought_by", sa.Uuid(), nullable=True),
        sa.Column("attendance", sa.Enum("invited", "present", "apology", "sent_report", "absent", name="attendance", native_enum=False, length=40), nullable=False),
        sa.Column("attendance_because", sa.Text(), nullable=False),
        sa.Column("part_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["discussion_id"], ["discussion.id"], name=op.f("fk_seat_discussion_id")),
        sa.ForeignKeyConstraint(["part_id"], ["part.id"], name=op.f("fk_seat_part_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_seat_person_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_seat_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint("discussion_id", "person_id", name=op.f("uq_seat_discussion_id_person_id")),
        sa.UniqueConstraint("discussion_id", "user_id", name=op.f("uq_seat_discussion_id_user_id")),
    )
    op.create_index(op.f("ix_seat_discussion_id"), "seat", ["discussion_id"], unique=False)
    op.create_index(op.f("ix_seat_user_id"), "seat", ["user_id"], unique=False)
    op.create_table("discussion_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("discussion_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("after", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("choice", sa.String(length=60), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("more", sa.Text(), nullable=False),
        sa.Column("instead", sa.Text(), nullable=False),
        sa.Column("from_paper", sa.Boolean(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_discussion_entry_author_id")),
        sa.ForeignKeyConstraint(["discussion_id"], ["discussion.id"], name=op.f("fk_discussion_entry_discussion_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_discussion_entry_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discussion_entry")),
        sa.UniqueConstraint("discussion_id", "stage", "round", "seat_id", "after", "number", name="uq_discussion_entry_place"),
    )
    for table in FROZEN:
        _freeze(table)


def _freeze(table: str) -> None:
    """Rows are only ever added."""
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
    """Loses the discussions. Refuses where one holds words: move them out first."""
    if op.get_bind().execute(sa.text("SELECT count(*) FROM discussion_entry")).scalar_one():
        raise RuntimeError("There are discussions with words in them. Export them before going back.")
    op.drop_table("discussion_entry")
    op.drop_table("seat")
    for table in ("discussion_opening", "discussion_event", "discussion_decision", "discussion"):
        op.drop_table(table)
