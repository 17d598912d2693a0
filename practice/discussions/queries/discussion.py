"""One discussion as it stands: its steps, who sits in it, by which part its reader is there, between whom a protection stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import and_, bindparam, case, func, or_, select

from practice.access.models import Part, PartDanger, PartKind
from practice.access.queries import MyPart, in_force, sum_of
from practice.core import clock
from practice.core.db import db
from practice.discussions.meeting.models import MeetingItem, TeamMeeting
from practice.discussions.models import Attendance, Discussion, Seat, SeatRole, State
from practice.families.models import Family, Place, PlacePerson, PlaceProtection
from practice.families.queries import FamilyHead
from practice.guidance.frameworks import Framework, Stage, thawed

OWN_TEAM = frozenset({PartKind.ALLOCATED, PartKind.COVER, PartKind.MANAGER, PartKind.DUTY})
RUNS = frozenset({State.PLANNED, State.OPEN})
NO_VIEW = frozenset({SeatRole.FACILITATOR, SeatRole.OBSERVER})  # they hold no view of the case


@dataclass(frozen=True, slots=True)
class Running:
    """One discussion as it stands. CALLED_OFF: why the team meeting that it was planned for is not held."""

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
    called_off: str = ""

    @property
    def called(self) -> str:
        """'Core group', 'Restorative circle'; the group mapping is what everybody calls a group discussion."""
        return "Group discussion" if self.frame.name == "group-mapping" else self.frame.called

    @property
    def step(self) -> Stage:
        return self.frame.stage[min(self.stage, len(self.frame.stage) - 1)]

    @property
    def decides(self) -> bool:
        return self.frame.decides

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

    @property
    def is_brought(self) -> str:
        """The name of somebody who is not in the room and whose words another seat brings; empty for all others."""
        return self.name if self.brought_by is not None else ""


_SEAT = (Seat.id, Seat.user_id, Seat.person_id, Seat.name, Seat.agency, Seat.role, Seat.competence, Seat.asked,
         Seat.may_decide, Seat.conflict, Seat.brought_by, Seat.attendance, Seat.attendance_because, Seat.part_id,
         Seat.position)
SEATS = select(*_SEAT).where(Seat.discussion_id == bindparam("discussion_id")).order_by(Seat.position, Seat.id)

# The meeting on whose list a planned discussion stands; else the one of its day that was called off.
_LISTED = (
    select(TeamMeeting.id).join(MeetingItem, MeetingItem.meeting_id == TeamMeeting.id)
    .where(MeetingItem.discussion_id == Discussion.id,
           or_(TeamMeeting.ended_at.is_(None),
               and_(TeamMeeting.called_off_because != "", TeamMeeting.planned_on == Discussion.planned_on,
                    Discussion.state == State.PLANNED)))
    .order_by(case((TeamMeeting.ended_at.is_(None), 0), else_=1), TeamMeeting.ended_at.desc()).limit(1))
ITS_MEETING = _LISTED.scalar_subquery()
CALLED_OFF = func.coalesce(_LISTED.with_only_columns(TeamMeeting.called_off_because).scalar_subquery(), "")
_RUNNING = (Discussion.id, Discussion.family_id, Discussion.frame, Discussion.question, Discussion.planned_on,
            Discussion.planned_at, Discussion.place, Discussion.family_told, Discussion.state, Discussion.stage,
            Discussion.round, Discussion.about, Discussion.stage_opened_at, Discussion.minutes, Discussion.turn_id,
            Discussion.option_id, Discussion.lock_version, Discussion.made_by, CALLED_OFF.label("called_off"))
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


# Between whom a protection stands

_PAIRS = (select(PlacePerson.person_id, PlaceProtection.person_id.label("from_id"))
          .join(Place, Place.id == PlacePerson.place_id).join(PlaceProtection, PlaceProtection.place_id == Place.id)
          .where(Place.family_id == bindparam("family_id")))


def kept_apart(family_id: UUID) -> set[frozenset[UUID]]:
    """Pairs of people of this family between whom a protection stands or stood."""
    return {frozenset((line.person_id, line.from_id)) for line in db.read(_PAIRS, {"family_id": family_id})}
