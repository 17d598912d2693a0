"""One question: what is this user's part in this family? Asked by every policy, answered from rows that hold today."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, or_, select

from practice.access.models import (
    Agreement,
    Exclusion,
    Information,
    Part,
    PartDanger,
    PartKind,
    Restriction,
    RestrictionName,
)
from practice.accounts.models import Agency, User
from practice.core import clock
from practice.core.db import db

ALL_KINDS = frozenset(Information)
MANAGES = frozenset({PartKind.ALLOCATED, PartKind.MANAGER, PartKind.DUTY})  # kinds that may say who is in a family


@dataclass(frozen=True, slots=True)
class MyPart:
    """What one user may do in one family: the sum of their parts that hold today."""

    kinds_of_part: frozenset[PartKind]
    may_write: bool
    kinds: frozenset[Information]
    dangers: frozenset[UUID]  # empty: all of them
    is_lead: bool
    until: date | None
    asked: str

    @property
    def may_manage(self) -> bool:
        """May say who is in this family: the allocated worker, the manager's line, and whoever opened it until then."""
        return bool(self.kinds_of_part & MANAGES)

    def sees(self, info: Information) -> bool:
        return info in self.kinds


def holds_today(user_id: object, today: object) -> ColumnElement[bool]:
    """Part and agreement are in force, the user is not excluded, and a restriction names the user.

    Written to be joined into the statement that lists or reads families, so that what one may not know of is never read.
    A seat in one discussion opens no page of the family: it does not hold here.
    """
    return and_(Part.kind != PartKind.DISCUSSION, in_force(user_id, today))


def in_force(user_id: object, today: object) -> ColumnElement[bool]:
    """As holds_today, for seats in discussions too. Only the room of discussions asks this."""
    agreement = exists().where(Agreement.id == Part.agreement_id, Agreement.from_on <= today, Agreement.to_on >= today)
    excluded = exists().where(Exclusion.family_id == Part.family_id, Exclusion.user_id == user_id,
                              Exclusion.lifted_at.is_(None))
    restricted = exists().where(Restriction.family_id == Part.family_id, Restriction.lifted_at.is_(None))
    named = exists().where(RestrictionName.family_id == Part.family_id, RestrictionName.user_id == user_id)
    return and_(Part.user_id == user_id, Part.from_on <= today, or_(Part.to_on.is_(None), Part.to_on >= today),
                or_(Part.agreement_id.is_(None), agreement), ~excluded, or_(~restricted, named))


MY_PARTS = (
    select(Part.id, Part.kind, Part.may_write, Part.kinds, Part.is_lead, Part.to_on, Part.asked, PartDanger.danger_id)
    .outerjoin(PartDanger, PartDanger.part_id == Part.id)
    .where(Part.family_id == bindparam("family_id"), holds_today(bindparam("me"), bindparam("today"))))


def my_part_in(family_id: UUID, user_id: UUID) -> MyPart | None:
    """The user's part in the family, or None when there is none today."""
    return sum_of(db.read(MY_PARTS, {"family_id": family_id, "me": user_id, "today": clock.today()}).all())


INFORMATION = {one.value: one for one in Information}


def sum_of(lines: object) -> MyPart | None:
    """Add up the lines of MY_PARTS: wider rights win; a part narrowed to dangers narrows only while no wider one is held."""
    parts = list(lines)  # type: ignore[call-overload]
    if not parts:
        return None
    narrow = all(line.danger_id is not None for line in parts)
    kinds = frozenset(INFORMATION[word] for line in parts for word in line.kinds.split())
    ends = [line.to_on for line in parts]
    return MyPart(
        kinds_of_part=frozenset(line.kind for line in parts), may_write=any(line.may_write for line in parts),
        kinds=kinds, dangers=frozenset(line.danger_id for line in parts) if narrow else frozenset(),
        is_lead=any(line.is_lead for line in parts), until=None if None in ends else max(ends),
        asked=" ".join(dict.fromkeys(line.asked for line in parts if line.asked)))


@dataclass(frozen=True, slots=True)
class PartRow:
    """One line of 'Who is in this family'."""

    id: UUID
    user_id: UUID
    name: str
    job: str
    agency: str
    kind: PartKind
    may_write: bool
    is_lead: bool
    kinds: tuple[str, ...]
    because: str
    asked: str
    from_on: date
    to_on: date | None
    ended_because: str | None
    agreement_ends: date | None
    purpose: str = ""  # of the agreement that it rests on

    def holds_on(self, day: date) -> bool:
        return (self.from_on <= day and (self.to_on is None or self.to_on >= day)
                and (self.agreement_ends is None or self.agreement_ends >= day))


PARTS = (
    select(Part.id, Part.user_id, User.name, User.job, Agency.name.label("agency"), Part.kind, Part.may_write,
           Part.is_lead, Part.kinds, Part.because, Part.asked, Part.from_on, Part.to_on, Part.ended_because,
           Agreement.to_on.label("agreement_ends"), func.coalesce(Agreement.purpose, "").label("purpose"))
    .join(User, User.id == Part.user_id).join(Agency, Agency.id == User.agency_id)
    .outerjoin(Agreement, Agreement.id == Part.agreement_id)
    .where(Part.family_id == bindparam("family_id")).order_by(Part.from_on, Part.id))


def parts_in(family_id: UUID) -> list[PartRow]:
    """Everyone who has or had a part, oldest first."""
    return [PartRow(line.id, line.user_id, line.name, line.job, line.agency, line.kind, line.may_write, line.is_lead,
                    tuple(line.kinds.split()), line.because, line.asked, line.from_on, line.to_on, line.ended_because,
                    line.agreement_ends, line.purpose)
            for line in db.read(PARTS, {"family_id": family_id})]


@dataclass(frozen=True, slots=True)
class Named:
    user_id: UUID
    name: str
    job: str
    because: str


def excluded_from(family_id: UUID) -> list[Named]:
    lines = db.session.execute(
        select(User.id, User.name, User.job, Exclusion.because).join(User, User.id == Exclusion.user_id)
        .where(Exclusion.family_id == family_id, Exclusion.lifted_at.is_(None)).order_by(User.name, User.id))
    return [Named(*line) for line in lines]


def restriction_of(family_id: UUID) -> tuple[str, list[Named]] | None:
    """(because, the named) while the family is restricted, else None."""
    because = db.session.scalar(select(Restriction.because).where(Restriction.family_id == family_id,
                                                                  Restriction.lifted_at.is_(None)))
    if because is None:
        return None
    lines = db.session.execute(
        select(User.id, User.name, User.job).join(RestrictionName, RestrictionName.user_id == User.id)
        .where(RestrictionName.family_id == family_id).order_by(User.name, User.id))
    return because, [Named(line.id, line.name, line.job, "") for line in lines]


def agreements(today: date) -> list[tuple[Agreement, str]]:
    """(agreement, agency name), the soonest to end first."""
    return [(agreement, name) for agreement, name in db.session.execute(
        select(Agreement, Agency.name).join(Agency, Agency.id == Agreement.agency_id)
        .order_by(Agreement.to_on, Agreement.id))]


def agreement_named(agreement_id: UUID) -> tuple[Agreement, str] | None:
    """(agreement, agency name), or None."""
    line = db.session.execute(select(Agreement, Agency.name).join(Agency, Agency.id == Agreement.agency_id)
                              .where(Agreement.id == agreement_id)).first()
    return (line[0], line[1]) if line else None
