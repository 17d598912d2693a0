"""Reads of closings: those of one family with what was said afterwards, and which closed families are to be asked."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from practice.accounts.models import User
from practice.core.db import db
from practice.families.models import Family
from practice.records.models import Record, Snapshot
from practice.safety.closing.models import CheckBack, ClosingRecord


@dataclass(frozen=True, slots=True)
class Asked:
    """We rang to ask how they are."""

    on: date
    is_answered: bool
    who_answered: str
    they_said: str
    is_verbatim: bool
    what_we_did: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Closing:
    """One closing, with every time that the family was asked afterwards, oldest first."""

    id: UUID
    snapshot_id: UUID
    on: date
    because: str
    who_keeps: str
    rings_name: str
    rings_number: str
    then_rings: str
    check_back_on: date
    check_back_by: str
    papers_left: str
    decision: str
    decided_by: str
    recorded_at: datetime
    author: str
    asked: tuple[Asked, ...] = ()

    @property
    def answered(self) -> Asked | None:
        """The newest time that somebody answered."""
        return next((one for one in reversed(self.asked) if one.is_answered), None)


_CLOSING = (ClosingRecord.id, ClosingRecord.snapshot_id, ClosingRecord.on, ClosingRecord.because, ClosingRecord.who_keeps,
            ClosingRecord.rings_name, ClosingRecord.rings_number, ClosingRecord.then_rings, ClosingRecord.check_back_on,
            ClosingRecord.check_back_by, ClosingRecord.papers_left, ClosingRecord.decision, ClosingRecord.decided_by,
            ClosingRecord.recorded_at, func.coalesce(User.name, "").label("author"))
_ASKED = (CheckBack.on, CheckBack.is_answered, CheckBack.who_answered, CheckBack.they_said, CheckBack.is_verbatim,
          CheckBack.what_we_did, CheckBack.recorded_at)
CLOSINGS = (select(*_CLOSING, *(column.label(f"asked_{column.key}") for column in _ASKED))
            .outerjoin(User, User.id == ClosingRecord.author_id)
            .outerjoin(CheckBack, CheckBack.closing_id == ClosingRecord.id)
            .where(ClosingRecord.family_id == bindparam("family_id"))
            .order_by(ClosingRecord.recorded_at.desc(), ClosingRecord.id.desc(), CheckBack.recorded_at, CheckBack.id))


def closings_of(family_id: UUID) -> list[Closing]:
    """Every closing of the family, newest first. One statement."""
    found: dict[UUID, tuple[tuple[Any, ...], list[Asked]]] = {}
    for line in db.read(CLOSINGS, {"family_id": family_id}):
        head, said = tuple(line)[:len(_CLOSING)], tuple(line)[len(_CLOSING):]
        _, asked = found.setdefault(line.id, (head, []))
        if said[0] is not None:
            asked.append(Asked(*said))
    return [Closing(*[*head, tuple(asked)]) for head, asked in found.values()]


_RULES = select(Record.id).where(Record.family_id == bindparam("family_id"), Record.kind == "plan_rule",
                                 Record.withdrawn_at.is_(None))
_AGREED = select(Snapshot.id).where(Snapshot.family_id == bindparam("family_id"), Snapshot.kind == "plan")
HAS_PLAN = select(_RULES.exists() | _AGREED.exists())


def has_plan(family_id: UUID) -> bool:
    """Is there a rule in use, or was a plan ever agreed?"""
    return bool(db.read(HAS_PLAN, {"family_id": family_id}).one()[0])


@dataclass(frozen=True, slots=True)
class ToAsk:
    """A closed family that is to be asked how they are, and who said they would ring."""

    closed_on: date
    on: date
    by: str


# The newest closing of a closed family where nobody has answered yet: for a statement that reads families to join.
_Later = aliased(ClosingRecord)
NOT_ASKED_YET = and_(
    ClosingRecord.family_id == Family.id, Family.is_open.is_(False),
    ~exists().where(_Later.family_id == ClosingRecord.family_id, _Later.recorded_at > ClosingRecord.recorded_at),
    ~exists().where(CheckBack.closing_id == ClosingRecord.id, CheckBack.is_answered.is_(True)))
