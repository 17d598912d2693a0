"""The poll that keeps a page live: one statement, no look recorded, no words read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, bindparam, exists, or_, select

from practice.access.models import Part, PartKind
from practice.access.queries import in_force
from practice.core import clock
from practice.core.db import db
from practice.discussions.models import Discussion, Seat, State
from practice.discussions.queries.discussion import OWN_TEAM

_holds = in_force(bindparam("me"), bindparam("today"))
_own_seat = select(Seat.part_id).where(Seat.discussion_id == Discussion.id, Seat.user_id == bindparam("me"))
_BEAT = (Discussion.family_id, Discussion.lock_version, Discussion.stage_opened_at, Discussion.minutes, Discussion.state)
POLL = select(*_BEAT).where(
    Discussion.id == bindparam("discussion_id"),
    exists(select(Part.id).where(
        Part.family_id == Discussion.family_id, _holds,
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
