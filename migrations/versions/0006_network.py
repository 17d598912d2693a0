"""Who was told which danger, and when the network met: append-only. What a member's two columns said is moved there, and
who counted in the network becomes a member of it.

Revision ID: 0006
Revises: 0005
"""

import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from practice.core.ids import new_id

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = ("told_danger", "network_met")
MEMBER = sa.table("member", sa.column("family_id", sa.Uuid()), sa.column("person_id", sa.Uuid()),
                  sa.column("in_network", sa.Boolean()), sa.column("knows_danger_on", sa.Date()),
                  sa.column("knows_danger_from", sa.Text()), sa.column("position", sa.Integer()))
TOLD = sa.table("told_danger", sa.column("id", sa.Uuid()), sa.column("family_id", sa.Uuid()), sa.column("person_id", sa.Uuid()),
                sa.column("danger_id", sa.Uuid()), sa.column("on", sa.Date()), sa.column("by_whom", sa.Text()),
                sa.column("how", sa.Text()), sa.column("they_said", sa.Text()), sa.column("is_verbatim", sa.Boolean()),
                sa.column("author_id", sa.Uuid()), sa.column("recorded_at", sa.DateTime(timezone=True)))
RECORD = sa.table("record", sa.column("id", sa.Uuid()), sa.column("family_id", sa.Uuid()), sa.column("kind", sa.String()),
                  sa.column("parent_id", sa.Uuid()), sa.column("position", sa.Integer()), sa.column("info", sa.String()),
                  sa.column("number", sa.Integer()), sa.column("lock_version", sa.Integer()),
                  sa.column("created_at", sa.DateTime(timezone=True)), sa.column("withdrawn_at", sa.DateTime(timezone=True)))
REVISION = sa.table("revision", sa.column("id", sa.Uuid()), sa.column("record_id", sa.Uuid()), sa.column("number", sa.Integer()),
                    sa.column("kind", sa.String()), sa.column("body", sa.Text()), sa.column("author_id", sa.Uuid()),
                    sa.column("recorded_at", sa.DateTime(timezone=True)))


def upgrade() -> None:
    op.create_table(
        "told_danger",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("danger_id", sa.Uuid(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by_whom", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("they_said", sa.Text(), nullable=False),
        sa.Column("is_verbatim", sa.Boolean(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_told_danger_author_id")),
        sa.ForeignKeyConstraint(["danger_id"], ["record.id"], name=op.f("fk_told_danger_danger_id")),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name=op.f("fk_told_danger_family_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_told_danger_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_told_danger")),
    )
    op.create_index(op.f("ix_told_danger_family_id"), "told_danger", ["family_id"], unique=False)
    op.create_table(
        "network_met",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("others", sa.Text(), nullable=False),
        sa.Column("they_said", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_network_met_author_id")),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name=op.f("fk_network_met_family_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_met")),
    )
    op.create_index(op.f("ix_network_met_family_id"), "network_met", ["family_id"], unique=False)
    _move(op.get_bind())
    for table in TABLES:
        _freeze(table)
    for column in ("in_network", "knows_danger_on", "knows_danger_from"):
        op.drop_column("member", column)


def _freeze(table: str) -> None:
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


def _move(db: Any) -> None:
    """Every date becomes a telling of all dangers known today; everyone who counted becomes a member of the network."""
    now = datetime.now(UTC)
    standing = {body.get("person") for body in _bodies(db)}
    last: dict[Any, int] = {}
    for line in db.execute(sa.select(MEMBER).order_by(MEMBER.c.family_id, MEMBER.c.position)).all():
        if line.knows_danger_on is not None:
            db.execute(TOLD.insert().values(
                id=new_id(), family_id=line.family_id, person_id=line.person_id, danger_id=None, on=line.knows_danger_on,
                by_whom=line.knows_danger_from, how="", they_said="", is_verbatim=False, author_id=None, recorded_at=now))
        undated = bool(line.knows_danger_from) and line.knows_danger_on is None
        if not (line.in_network or undated) or str(line.person_id) in standing:
            continue
        body = {"person": str(line.person_id)}
        if line.knows_danger_on is not None:
            body["ring"], body["ring_on"] = "inner", line.knows_danger_on.isoformat()
        elif undated:
            body["ring"] = "middle"
            body["ring_because"] = f"Heard it from {line.knows_danger_from}; on which day is not on record"
        if line.family_id not in last:
            last[line.family_id] = db.execute(sa.select(sa.func.max(RECORD.c.position)).where(
                RECORD.c.family_id == line.family_id)).scalar() or 0
        last[line.family_id] += 1
        record_id = new_id()
        db.execute(RECORD.insert().values(
            id=record_id, family_id=line.family_id, kind="network_member", parent_id=None, position=last[line.family_id],
            info="plan", number=1, lock_version=1, created_at=now))
        db.execute(REVISION.insert().values(
            id=new_id(), record_id=record_id, number=1, kind="network_member", author_id=None, recorded_at=now,
            body=json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))))


def _bodies(db: Any) -> list[dict[str, str]]:
    """What stands of the members of every network."""
    lines = db.execute(sa.select(REVISION.c.body, RECORD.c.family_id).join(
        RECORD, sa.and_(RECORD.c.id == REVISION.c.record_id, RECORD.c.number == REVISION.c.number)).where(
            RECORD.c.kind == "network_member", RECORD.c.withdrawn_at.is_(None)))
    return [{**json.loads(line.body), "family": line.family_id} for line in lines]


def downgrade() -> None:
    """Puts the first telling of each person back beside them; how it was told and what they said is lost, as are the days on
    which the network met. The members' own words stay in their records."""
    op.add_column("member", sa.Column("in_network", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("member", sa.Column("knows_danger_on", sa.Date(), nullable=True))
    op.add_column("member", sa.Column("knows_danger_from", sa.Text(), server_default="", nullable=False))
    db = op.get_bind()
    told = db.execute(sa.select(TOLD.c.family_id, TOLD.c.person_id, TOLD.c.on, TOLD.c.by_whom).order_by(TOLD.c.on.desc())).all()
    for line in told:  # the earliest is written last, and stands
        db.execute(MEMBER.update().where(MEMBER.c.family_id == line.family_id, MEMBER.c.person_id == line.person_id)
                   .values(knows_danger_on=line.on, knows_danger_from=line.by_whom))
    in_network = {(body["family"], body["person"]) for body in _bodies(db) if body.get("person") and not body.get("left_on")}
    for line in db.execute(sa.select(MEMBER.c.family_id, MEMBER.c.person_id)).all():
        if (line.family_id, str(line.person_id)) in in_network:
            db.execute(MEMBER.update().where(MEMBER.c.family_id == line.family_id, MEMBER.c.person_id == line.person_id)
                       .values(in_network=True))
    for table in TABLES:
        op.drop_index(op.f(f"ix_{table}_family_id"), table_name=table)
        op.drop_table(table)
