"""Reads of team meetings. Of a discussion in which the reader holds no seat only its place and minutes leave the database."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import and_, bindparam, case, exists, false, func, literal, null, or_, select, true
from sqlalchemy.orm import aliased

from practice.access.models import Information, Part, PartKind
from practice.access.queries import in_force
from practice.accounts.models import Role, User
from practice.core import clock
from practice.core.db import db
from practice.core.pages import Leaf
from practice.discussions.meeting.models import MeetingItem, TeamMeeting
from practice.discussions.models import Discussion, Seat, SeatRole, State
from practice.discussions.queries import OWN_TEAM
from practice.families.models import Family
from practice.guidance.frameworks import thawed

SHOWN_FOR = timedelta(days=14)  # a meeting that has ended stays on the list of one's meetings that long


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting. LEADS: the reader made it, or manages the team that it is of."""

    id: UUID
    planned_on: date
    planned_at: str
    place: str
    now_id: UUID | None
    now_since: datetime | None
    ended_at: datetime | None
    called_off_because: str
    lock_version: int
    made_by: UUID | None
    by: str
    leads: bool

    @property
    def has_begun(self) -> bool:
        return self.now_id is not None or self.ended_at is not None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One place on the list. SITS: the reader's seat in it holds today, and its page is theirs to read. Without that, and without
    PLANS for whoever leads the meeting, everything from DISCUSSION_ID on is empty: it was never read."""

    id: UUID
    position: int
    minutes: int
    sits: bool
    plans: bool
    discussion_id: UUID | None
    family_id: UUID | None
    family: str
    question: str
    state: State | None
    role: SeatRole | None
    asked: str
    version: int
    planned_on: date | None
    planned_at: str


_HOLDS = in_force(bindparam("me"), bindparam("today"))
_Me = aliased(User)
_leads = or_(TeamMeeting.made_by == bindparam("me"),
             exists(select(_Me.id).where(_Me.id == bindparam("me"), _Me.role == Role.MANAGER,
                                         _Me.team_id == TeamMeeting.team_id)))
_holds_seat = exists(select(Part.id).where(
    Part.family_id == Discussion.family_id, _HOLDS,
    or_(Part.id == Seat.part_id, and_(Seat.part_id.is_(None), Part.kind != PartKind.DISCUSSION))))
_own_team = exists(select(Part.id).where(
    Part.family_id == Discussion.family_id, _HOLDS, Part.may_write,
    Part.kind.in_(sorted(OWN_TEAM, key=lambda kind: kind.value))))
# As the discussion's own page: once it has ended, those whose own part sees the story.
_still = or_(Discussion.state.in_((State.PLANNED, State.OPEN)), exists(select(Part.id).where(
    Part.family_id == Discussion.family_id, _HOLDS, Part.kind != PartKind.DISCUSSION,
    Part.kinds.contains(Information.STORY.value))))
_MEETING = (
    select(TeamMeeting.id, TeamMeeting.planned_on, TeamMeeting.planned_at, TeamMeeting.place, TeamMeeting.now_id,
           TeamMeeting.now_since, TeamMeeting.ended_at, TeamMeeting.called_off_because, TeamMeeting.lock_version,
           TeamMeeting.made_by, func.coalesce(User.name, "").label("by"), _leads.label("leads"))
    .outerjoin(User, User.id == TeamMeeting.made_by))
ONE = _MEETING.where(TeamMeeting.id == bindparam("meeting_id"))

_sits = and_(Seat.id.is_not(None), _holds_seat, _still)
_plans = and_(bindparam("leads"), or_(_own_team, and_(Seat.role == SeatRole.FACILITATOR, _holds_seat)), _still)
_named = or_(_sits, _plans)


def _if(condition: Any, column: Any, otherwise: Any) -> Any:
    return case((condition, column), else_=otherwise)


ITEMS = (
    select(MeetingItem.id, MeetingItem.position, MeetingItem.minutes, _if(_sits, true(), false()).label("sits"),
           _if(_plans, true(), false()).label("plans"), _if(_named, Discussion.id, null()).label("discussion_id"),
           _if(_named, Family.id, null()).label("family_id"), _if(_named, Family.name, literal("")).label("family"),
           _if(_named, Discussion.question, literal("")).label("question"), _if(_named, Discussion.state, null()).label("state"),
           _if(_sits, Seat.role, null()).label("role"), _if(_sits, Seat.asked, literal("")).label("asked"),
           _if(_named, Discussion.lock_version, literal(0)).label("version"),
           _if(_named, Discussion.planned_on, null()).label("on"), _if(_named, Discussion.planned_at, literal("")).label("at"))
    .join(Discussion, Discussion.id == MeetingItem.discussion_id).join(Family, Family.id == Discussion.family_id)
    .outerjoin(Seat, and_(Seat.discussion_id == Discussion.id, Seat.user_id == bindparam("me")))
    .where(MeetingItem.meeting_id == bindparam("meeting_id"))
    .order_by(MeetingItem.position, MeetingItem.id))


def meeting_of(meeting_id: UUID, user_id: UUID) -> MeetingRow | None:
    line = db.read(ONE, {"meeting_id": meeting_id, "me": user_id}).first()
    return _meeting(line) if line is not None else None


def _meeting(line: Any) -> MeetingRow:
    values = list(line)
    values[-1] = bool(values[-1])  # SQLite says 1
    return MeetingRow(*values)


def items_of(meeting_id: UUID, user_id: UUID, *, leads: bool) -> tuple[ItemRow, ...]:
    """The list in order, as the user may see it. One statement."""
    found = []
    for line in db.read(ITEMS, {"meeting_id": meeting_id, "me": user_id, "today": clock.today(), "leads": leads}):
        values = list(cast(tuple[Any, ...], line))
        values[3], values[4] = bool(values[3]), bool(values[4])
        found.append(ItemRow(*values))
    return tuple(found)


_invited = exists(select(MeetingItem.id).join(Discussion, Discussion.id == MeetingItem.discussion_id)
                  .join(Seat, Seat.discussion_id == Discussion.id)
                  .where(MeetingItem.meeting_id == TeamMeeting.id, Seat.user_id == bindparam("me"), _holds_seat, _still))
MINE = (_MEETING.where(or_(TeamMeeting.ended_at.is_(None), TeamMeeting.planned_on >= bindparam("since")), or_(_leads, _invited))
        .order_by(TeamMeeting.planned_on, TeamMeeting.id)
        .limit(bindparam("most")).offset(bindparam("skip")))


def mine(user_id: UUID, leaf: Leaf) -> list[MeetingRow]:
    """The meetings that the user leads, or in which one of their seats is on the list; soonest first. The lines of one page, and
    one more where there is a page after it."""
    today = clock.today()
    return [_meeting(line) for line in db.read(
        MINE, {"me": user_id, "today": today, "since": today - SHOWN_FOR, **leaf.window})]


LEADS_ONE = select(Seat.id).join(Discussion, Discussion.id == Seat.discussion_id).where(
    Seat.user_id == bindparam("me"), Seat.role == SeatRole.FACILITATOR,
    Discussion.state.in_((State.PLANNED, State.OPEN)), _holds_seat).limit(1)


def leads_a_discussion(user_id: UUID) -> bool:
    """Does the user hold the seat that leads the time in a discussion that is planned or open?"""
    return db.read(LEADS_ONE, {"me": user_id, "today": clock.today()}).first() is not None


MOST_WAITING = 200  # discussions to choose from: the soonest, and the page says so
_on_a_list = exists(select(MeetingItem.id).join(TeamMeeting, TeamMeeting.id == MeetingItem.meeting_id)
                    .where(MeetingItem.discussion_id == Discussion.id, TeamMeeting.ended_at.is_(None)))
WAITING = (
    select(Discussion.id, Family.name, Discussion.question, Discussion.frame)
    .join(Family, Family.id == Discussion.family_id)
    .outerjoin(Seat, and_(Seat.discussion_id == Discussion.id, Seat.user_id == bindparam("me")))
    .where(Discussion.state == State.PLANNED, ~_on_a_list,
           or_(_own_team, and_(Seat.role == SeatRole.FACILITATOR, _holds_seat)))
    .order_by(Discussion.planned_on, Discussion.id).limit(MOST_WAITING))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A discussion that was asked for and stands on no list yet. MINUTES: as long as its steps take."""

    id: UUID
    family: str
    question: str
    minutes: int


def waiting(user_id: UUID) -> list[Waiting]:
    """The planned discussions that the user may plan, of all families, and that stand on no meeting's list. One statement."""
    return [Waiting(line.id, line.name, line.question, thawed(line.frame).minutes)
            for line in db.read(WAITING, {"me": user_id, "today": clock.today()})]
