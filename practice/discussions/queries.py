"""Reads of discussions. Words of a round that is not open leave the database for their own seat alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Text, and_, bindparam, case, exists, func, literal, null, or_, select, union_all
from sqlalchemy import cast as cast_to

from practice.access.models import Part, PartDanger, PartKind
from practice.access.queries import MyPart, in_force, sum_of
from practice.accounts.models import User
from practice.core import clock
from practice.core.db import db
from practice.discussions.kinds import event_of
from practice.discussions.meeting.models import MeetingItem, TeamMeeting
from practice.discussions.models import (
    Attendance,
    Decision,
    Discussion,
    Entry,
    Happened,
    Opening,
    Seat,
    SeatRole,
    State,
)
from practice.families.models import Family, Place, PlacePerson, PlaceProtection
from practice.families.queries import FamilyHead
from practice.guidance.frameworks import Framework, Stage, thawed
from practice.records.models import Snapshot

OWN_TEAM = frozenset({PartKind.ALLOCATED, PartKind.COVER, PartKind.MANAGER, PartKind.DUTY})
RUNS = frozenset({State.PLANNED, State.OPEN})
NO_VIEW = frozenset({SeatRole.FACILITATOR, SeatRole.OBSERVER})  # they hold no view of the case


@dataclass(frozen=True, slots=True)
class Running:
    """One discussion as it stands."""

    id: UUID
    family_id: UUID
    frame: Framework
    question: str
    planned_on: date
    planned_at: str
    place: str
    family_told: str
    state: State
    stage: int
    round: int
    about: str
    stage_opened_at: datetime | None
    minutes: int
    turn_id: UUID | None
    option_id: UUID | None
    lock_version: int
    made_by: UUID | None

    @property
    def step(self) -> Stage:
        return self.frame.stage[min(self.stage, len(self.frame.stage) - 1)]

    @property
    def decides(self) -> bool:
        return any(stage.engine == "decision" for stage in self.frame.stage)

    @property
    def runs(self) -> bool:
        return self.state in RUNS


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One who takes part. `part_id`: the part made for this seat; without it the seat rests on a standing part."""

    id: UUID
    user_id: UUID | None
    person_id: UUID | None
    name: str
    agency: str
    role: SeatRole
    competence: str
    asked: str
    may_decide: bool
    conflict: str
    brought_by: UUID | None
    attendance: Attendance
    attendance_because: str
    part_id: UUID | None
    position: int

    @property
    def judges(self) -> bool:
        """Is a view asked of this seat in private rounds?"""
        return self.attendance is Attendance.PRESENT and self.role not in NO_VIEW


_SEAT = (Seat.id, Seat.user_id, Seat.person_id, Seat.name, Seat.agency, Seat.role, Seat.competence, Seat.asked,
         Seat.may_decide, Seat.conflict, Seat.brought_by, Seat.attendance, Seat.attendance_because, Seat.part_id,
         Seat.position)
SEATS = select(*_SEAT).where(Seat.discussion_id == bindparam("discussion_id")).order_by(Seat.position, Seat.id)
_RUNNING = (Discussion.id, Discussion.family_id, Discussion.frame, Discussion.question, Discussion.planned_on,
            Discussion.planned_at, Discussion.place, Discussion.family_told, Discussion.state, Discussion.stage,
            Discussion.round, Discussion.about, Discussion.stage_opened_at, Discussion.minutes, Discussion.turn_id,
            Discussion.option_id, Discussion.lock_version, Discussion.made_by)
HEAD = (
    select(*_RUNNING, Family.id.label("f_id"), Family.name.label("f_name"), Family.reference.label("f_reference"),
           Family.status.label("f_status"), Family.is_open, Family.closed_because, Family.opened_on,
           Family.lock_version.label("f_lock"))
    .join(Family, Family.id == Discussion.family_id)
    .where(Discussion.id == bindparam("discussion_id"), Discussion.family_id == bindparam("family_id")))
MY_PARTS = (
    select(Part.id, Part.kind, Part.may_write, Part.kinds, Part.is_lead, Part.to_on, Part.asked, PartDanger.danger_id)
    .outerjoin(PartDanger, PartDanger.part_id == Part.id)
    .where(Part.family_id == bindparam("family_id"), in_force(bindparam("me"), bindparam("today"))))


def running(discussion_id: UUID, family_id: UUID) -> tuple[Running, FamilyHead] | None:
    """The discussion and its family, or None where there is no such discussion of this family."""
    line = db.read(HEAD, {"discussion_id": discussion_id, "family_id": family_id}).first()
    if line is None:
        return None
    head = FamilyHead(line.f_id, line.f_name, line.f_reference, line.f_status, line.is_open, line.closed_because,
                      line.opened_on, line.f_lock)
    return _running(tuple(line)[:len(_RUNNING)]), head


def _running(values: Sequence[Any]) -> Running:
    found = list(values)
    found[2] = thawed(found[2])
    return Running(*found)


def seats_of(discussion_id: UUID) -> tuple[SeatRow, ...]:
    """Every seat, in order."""
    return tuple(SeatRow(*cast(tuple[Any, ...], line)) for line in db.read(SEATS, {"discussion_id": discussion_id}))


def parts_of(family_id: UUID, user_id: UUID) -> tuple[MyPart | None, dict[UUID, MyPart]]:
    """(the user's standing part in the family or None, {part id: part} of their seats in discussions), as they hold today."""
    lines = db.read(MY_PARTS, {"family_id": family_id, "me": user_id, "today": clock.today()}).all()
    own = {line.id: part for line in lines if line.kind is PartKind.DISCUSSION and (part := sum_of([line])) is not None}
    return sum_of([line for line in lines if line.kind is not PartKind.DISCUSSION]), own


# Which discussions

_HOLDS = in_force(bindparam("me"), bindparam("today"))
_its_meeting = (  # a discussion stands on the list of one meeting that has not ended
    select(TeamMeeting.id).join(MeetingItem, MeetingItem.meeting_id == TeamMeeting.id)
    .where(MeetingItem.discussion_id == Discussion.id, TeamMeeting.ended_at.is_(None)).limit(1).scalar_subquery())
MINE = (
    select(Discussion.id, Discussion.family_id, Family.name, Discussion.question, Discussion.planned_on,
           Discussion.planned_at, Discussion.place, Discussion.state, Seat.role, Seat.asked, _its_meeting.label("meeting"))
    .join(Discussion, Discussion.id == Seat.discussion_id).join(Family, Family.id == Discussion.family_id)
    .where(Seat.user_id == bindparam("me"), Discussion.state.in_((State.PLANNED, State.OPEN)),
           exists(select(Part.id).where(
               Part.family_id == Discussion.family_id, _HOLDS,
               or_(Part.id == Seat.part_id, and_(Seat.part_id.is_(None), Part.kind != PartKind.DISCUSSION)))))
    .order_by(Discussion.planned_on, Discussion.planned_at, Discussion.id).limit(50))


@dataclass(frozen=True, slots=True)
class Invitation:
    """One discussion in which somebody holds a seat: what it asks, when, and what is asked of them. MEETING: the team meeting on
    whose list it stands."""

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


def mine(user_id: UUID) -> list[Invitation]:
    """The planned and open discussions in which the user's seat holds today, soonest first. One statement."""
    lines = db.read(MINE, {"me": user_id, "today": clock.today()})
    return [Invitation(*tuple(line)) for line in lines]


OF_FAMILY = (
    select(Discussion.id, Discussion.frame, Discussion.question, Discussion.planned_on, Discussion.planned_at,
           Discussion.state, Decision.words, Decision.decided_by, Decision.decided_on, Decision.review_on)
    .outerjoin(Decision, Decision.discussion_id == Discussion.id)
    .where(Discussion.family_id == bindparam("family_id"),
           or_(bindparam("all_of_them"), exists(select(Seat.id).where(Seat.discussion_id == Discussion.id,
                                                                     Seat.user_id == bindparam("me")))))
    .order_by(Discussion.planned_on.desc(), Discussion.planned_at.desc(), Discussion.id.desc()))


@dataclass(frozen=True, slots=True)
class Line:
    """One discussion in the family's list."""

    id: UUID
    called: str
    question: str
    on: date
    at: str
    state: State
    decision: str
    decided_by: str
    decided_on: date | None
    review_on: date | None


def of_family(family_id: UUID, user_id: UUID, *, all_of_them: bool) -> list[Line]:
    """The family's discussions, newest first: all, or those in which the user holds a seat."""
    lines = db.read(OF_FAMILY, {"family_id": family_id, "me": user_id, "all_of_them": all_of_them})
    return [Line(line.id, thawed(line.frame).called, line.question, line.planned_on, line.planned_at, line.state,
                 line.words or "", line.decided_by or "", line.decided_on, line.review_on) for line in lines]


# What was handed in

_opened = exists(select(Opening.id).where(Opening.discussion_id == Entry.discussion_id, Opening.stage == Entry.stage,
                                          Opening.round == Entry.round))
_mine = Entry.seat_id.in_(bindparam("own_seats", expanding=True))
_seen = or_(and_(_opened, Entry.stage.not_in(bindparam("without", expanding=True))), _mine)
ENTRIES = (
    select(Entry.stage, Entry.round, Entry.seat_id, Entry.number, Entry.after, _opened.label("is_open"),
           case((_seen, Entry.id), else_=null()).label("id"), case((_seen, Entry.words), else_=literal("")).label("words"),
           case((_seen, Entry.value), else_=null()).label("value"), case((_seen, Entry.choice), else_=literal("")).label("choice"),
           case((_seen, Entry.why), else_=literal("")).label("why"), case((_seen, Entry.more), else_=literal("")).label("more"),
           case((_seen, Entry.instead), else_=literal("")).label("instead"), Entry.from_paper,
           case((_seen, func.coalesce(User.name, "")), else_=literal("")).label("author"), Entry.author_id)
    .outerjoin(User, User.id == Entry.author_id)
    .where(Entry.discussion_id == bindparam("discussion_id"))
    .order_by(Entry.stage, Entry.round, Entry.seat_id, Entry.after, Entry.number))


@dataclass(frozen=True, slots=True)
class EntryRow:
    """What one seat handed in; without its words where the round is not open and it is not the reader's own."""

    stage: int
    round: int
    seat_id: UUID
    number: int
    after: bool
    is_open: bool
    id: UUID | None
    words: str
    value: int | None
    choice: str
    why: str
    more: str
    instead: str
    from_paper: bool
    author: str
    author_id: UUID | None


@dataclass(frozen=True, slots=True)
class OpeningRow:
    stage: int
    round: int
    about: str
    opened_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """Something that happened in the open, who wrote it down, and when."""

    what: Any
    author: str
    author_id: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class DecisionRow:
    option_id: UUID
    words: str
    because: str
    authority: str
    decided_by: str
    decided_on: date
    review_on: date
    who_tells: str
    recorded_at: datetime
    sha256: str
    body: str


OPENINGS = (select(Opening.stage, Opening.round, Opening.about, Opening.opened_at, func.coalesce(User.name, ""))
            .outerjoin(User, User.id == Opening.opened_by)
            .where(Opening.discussion_id == bindparam("discussion_id")).order_by(Opening.opened_at, Opening.id))
EVENTS = (select(Happened.body, func.coalesce(User.name, "").label("author"), Happened.author_id, Happened.at)
          .outerjoin(User, User.id == Happened.author_id)
          .where(Happened.discussion_id == bindparam("discussion_id")).order_by(Happened.at, Happened.id))
DECIDED = (select(Decision.option_id, Decision.words, Decision.because, Decision.authority, Decision.decided_by,
                  Decision.decided_on, Decision.review_on, Decision.who_tells, Decision.recorded_at, Snapshot.sha256, Snapshot.body)
           .join(Snapshot, Snapshot.id == Decision.snapshot_id)
           .where(Decision.discussion_id == bindparam("discussion_id")))


def entries_of(discussion_id: UUID, own_seats: Sequence[UUID], without: Sequence[int] = ()) -> list[EntryRow]:
    """Every entry's place; the words of those that are open, and of OWN_SEATS. One statement.

    WITHOUT: the steps whose words, opened too, the reader may not have.
    """
    lines = db.read(ENTRIES, {"discussion_id": discussion_id, "own_seats": list(own_seats), "without": list(without)})
    found = []
    for line in lines:
        values = list(line)
        values[5] = bool(values[5])  # SQLite says 1
        found.append(EntryRow(*values))
    return found


def openings_of(discussion_id: UUID) -> dict[tuple[int, int], OpeningRow]:
    """{(stage, round): its opening}."""
    rows = [OpeningRow(*cast(tuple[Any, ...], line)) for line in db.read(OPENINGS, {"discussion_id": discussion_id})]
    return {(row.stage, row.round): row for row in rows}


def events_of(discussion_id: UUID) -> list[EventRow]:
    """What happened in the open, oldest first."""
    return [EventRow(event_of(line.body), line.author, line.author_id, line.at)
            for line in db.read(EVENTS, {"discussion_id": discussion_id})]


# Both in one statement, for the page and its beat.
COURSE = union_all(
    select(literal("opening").label("sort"), Opening.stage.label("stage"), Opening.round.label("round"),
           cast_to(Opening.about, Text).label("body"), func.coalesce(User.name, "").label("author"),
           Opening.opened_by.label("author_id"), Opening.opened_at.label("at"), Opening.id.label("id"))
    .outerjoin(User, User.id == Opening.opened_by).where(Opening.discussion_id == bindparam("discussion_id")),
    select(literal("event"), literal(0), literal(0), cast_to(Happened.body, Text), func.coalesce(User.name, ""),
           Happened.author_id, Happened.at, Happened.id)
    .outerjoin(User, User.id == Happened.author_id).where(Happened.discussion_id == bindparam("discussion_id")),
).order_by("at", "id")


def course_of(discussion_id: UUID) -> tuple[dict[tuple[int, int], OpeningRow], list[EventRow]]:
    """(openings, events), as openings_of and events_of give them. One statement."""
    openings: dict[tuple[int, int], OpeningRow] = {}
    events: list[EventRow] = []
    for line in db.read(COURSE, {"discussion_id": discussion_id}):
        if line.sort == "opening":
            openings[line.stage, line.round] = OpeningRow(line.stage, line.round, line.body, line.at, line.author)
        else:
            events.append(EventRow(event_of(line.body), line.author, line.author_id, line.at))
    return openings, events


def decision_of(discussion_id: UUID) -> DecisionRow | None:
    line = db.read(DECIDED, {"discussion_id": discussion_id}).first()
    return DecisionRow(*line) if line else None


# The poll: one statement, no look recorded, no words read

_own_seat = select(Seat.part_id).where(Seat.discussion_id == Discussion.id, Seat.user_id == bindparam("me"))
_BEAT = (Discussion.family_id, Discussion.lock_version, Discussion.stage_opened_at, Discussion.minutes, Discussion.state)
POLL = select(*_BEAT).where(
    Discussion.id == bindparam("discussion_id"),
    exists(select(Part.id).where(
        Part.family_id == Discussion.family_id, _HOLDS,
        or_(and_(Part.kind == PartKind.DISCUSSION, Part.id.in_(_own_seat)),
            and_(Part.kind != PartKind.DISCUSSION, or_(
                Part.kind.in_(sorted(OWN_TEAM, key=lambda kind: kind.value)),
                exists(select(Seat.id).where(Seat.discussion_id == Discussion.id, Seat.user_id == bindparam("me"),
                                             Seat.part_id.is_(None)))))))))


@dataclass(frozen=True, slots=True)
class Beat:
    """What a poll compares: the version, and how much of the step's time is left."""

    family_id: UUID
    lock_version: int
    stage_opened_at: datetime | None
    minutes: int
    state: State

    @property
    def mark(self) -> str:
        return f"{self.lock_version}-{minutes_left(self.stage_opened_at, self.minutes)}"


def beat_of(discussion_id: UUID, user_id: UUID) -> Beat | None:
    """The beat of a discussion that the user may read, or None."""
    line = db.read(POLL, {"discussion_id": discussion_id, "me": user_id, "today": clock.today()}).first()
    return Beat(*line) if line else None


def minutes_left(opened_at: datetime | None, minutes: int) -> int:
    """Whole minutes that are left of a step, rounded up; below 0 when it runs over. Never more than it has."""
    if opened_at is None:
        return minutes
    gone = max((clock.now() - opened_at).total_seconds() / 60, 0)  # a clock that was set back
    return -int((gone - minutes) // 1) if gone <= minutes else -(int(gone - minutes) + 1)


# Between whom a protection stands

_PAIRS = (select(PlacePerson.person_id, PlaceProtection.person_id.label("from_id"))
          .join(Place, Place.id == PlacePerson.place_id).join(PlaceProtection, PlaceProtection.place_id == Place.id)
          .where(Place.family_id == bindparam("family_id")))


def kept_apart(family_id: UUID) -> set[frozenset[UUID]]:
    """Pairs of people of this family between whom a protection stands or stood."""
    return {frozenset((line.person_id, line.from_id)) for line in db.read(_PAIRS, {"family_id": family_id})}
