"""Which discussions: those in which somebody holds a seat, and those of a family."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, exists, func, or_, select

from practice.access.models import Part, PartKind
from practice.access.queries import in_force
from practice.core import clock
from practice.core.db import db
from practice.core.pages import Leaf
from practice.discussions.models import Decision, Discussion, Seat, SeatRole, State
from practice.discussions.queries.discussion import CALLED_OFF, ITS_MEETING
from practice.families.models import Family
from practice.guidance.frameworks import thawed


def _hours() -> tuple[Any, Any]:
    """A time is kept as it is said, '9.30' before '10.15': the shorter one is the earlier one."""
    return func.length(Discussion.planned_at), Discussion.planned_at


_holds = in_force(bindparam("me"), bindparam("today"))
MINE = (
    select(Discussion.id, Discussion.family_id, Family.name, Discussion.question, Discussion.planned_on,
           Discussion.planned_at, Discussion.place, Discussion.state, Seat.role, Seat.asked, ITS_MEETING.label("meeting"),
           CALLED_OFF.label("called_off"))
    .join(Discussion, Discussion.id == Seat.discussion_id).join(Family, Family.id == Discussion.family_id)
    .where(Seat.user_id == bindparam("me"), Discussion.state.in_((State.PLANNED, State.OPEN)),
           exists(select(Part.id).where(
               Part.family_id == Discussion.family_id, _holds,
               or_(Part.id == Seat.part_id, and_(Seat.part_id.is_(None), Part.kind != PartKind.DISCUSSION)))))
    .order_by(Discussion.planned_on, *_hours(), Discussion.id)
    .limit(bindparam("most")).offset(bindparam("skip")))
AT_ONCE = 50  # discussions on one page; the rest is a page further


@dataclass(frozen=True, slots=True)
class Invitation:
    """One discussion in which somebody holds a seat: what it asks, when, and what is asked of them. MEETING: the team meeting on
    whose list it stands, or stood until it was called off, and why."""

    id: UUID
    family_id: UUID
    family: str
    question: str
    on: date
    at: str
    place: str
    state: State
    role: SeatRole
    asked: str
    meeting: UUID | None = None
    called_off: str = ""


def mine(user_id: UUID, leaf: Leaf) -> list[Invitation]:
    """The planned and open discussions in which the user's seat holds today, soonest first: the lines of one page, and one more
    where there is a page after it. One statement."""
    lines = db.read(MINE, {"me": user_id, "today": clock.today(), **leaf.window})
    return [Invitation(*tuple(line)) for line in lines]


OF_FAMILY = (
    select(Discussion.id, Discussion.frame, Discussion.question, Discussion.planned_on, Discussion.planned_at,
           Discussion.state, Decision.words, Decision.decided_by, Decision.decided_on, Decision.review_on)
    .outerjoin(Decision, Decision.discussion_id == Discussion.id)
    .where(Discussion.family_id == bindparam("family_id"),
           or_(bindparam("all_of_them"), exists(select(Seat.id).where(Seat.discussion_id == Discussion.id,
                                                                     Seat.user_id == bindparam("me")))))
    .order_by(Discussion.planned_on.desc(), *(hour.desc() for hour in _hours()), Discussion.id.desc()))


@dataclass(frozen=True, slots=True)
class Line:
    """One discussion in the family's list."""

    id: UUID
    called: str
    question: str
    on: date
    at: str
    state: State
    decides: bool  # a circle ends without a decision, and none is missing
    decision: str
    decided_by: str
    decided_on: date | None
    review_on: date | None


def of_family(family_id: UUID, user_id: UUID, *, all_of_them: bool) -> list[Line]:
    """The family's discussions, newest first: all, or those in which the user holds a seat."""
    lines = db.read(OF_FAMILY, {"family_id": family_id, "me": user_id, "all_of_them": all_of_them})
    return [Line(line.id, (frame := thawed(line.frame)).called, line.question, line.planned_on, line.planned_at, line.state,
                 frame.decides, line.words or "", line.decided_by or "", line.decided_on, line.review_on) for line in lines]
