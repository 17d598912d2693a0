"""The whole trail of a family's conference, put together in one read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select

from practice.accounts.models import User
from practice.core.db import db
from practice.discussions.conference.kinds import (
    Accepted,
    Answered,
    FamilyPlan,
    IntoPlan,
    InWriting,
    NotHeld,
    Offered,
    Prepared,
    SentBack,
    event_of,
)
from practice.discussions.conference.models import ConferenceEvent
from practice.discussions.models import Discussion, Seat, SeatRole
from practice.discussions.queries import RUNS

FRAMEWORK = "family-group-conference"


@dataclass(frozen=True, slots=True)
class Line:
    """One event, who wrote it down and when."""

    event: Any
    author: str
    at: datetime


EVENTS = (select(ConferenceEvent.body, func.coalesce(User.name, "").label("author"), ConferenceEvent.at)
          .outerjoin(User, User.id == ConferenceEvent.author_id)
          .where(ConferenceEvent.family_id == bindparam("family_id")).order_by(ConferenceEvent.at, ConferenceEvent.id))


@dataclass(frozen=True, slots=True)
class Trail:
    """Everything about the conference, oldest first."""

    lines: tuple[Line, ...]

    def of(self, kind: type) -> list[Line]:
        return [line for line in self.lines if isinstance(line.event, kind)]

    @property
    def offers(self) -> list[tuple[Line, Line | None]]:
        """(the last offer to each person, their last answer or None), in the order in which they were first asked."""
        offered = {line.event.person: line for line in self.of(Offered)}
        answered = {line.event.person: line for line in self.of(Answered)}
        return [(line, answered.get(person)) for person, line in offered.items()]

    @property
    def not_held(self) -> Line | None:
        """The reason why it is not held, unless it was offered again since."""
        last = next((line for line in reversed(self.lines) if isinstance(line.event, NotHeld | Offered)), None)
        return last if last is not None and isinstance(last.event, NotHeld) else None

    @property
    def prepared(self) -> dict[UUID, Line]:
        return {line.event.person: line for line in self.of(Prepared)}

    @property
    def in_writing(self) -> Line | None:
        return next(iter(reversed(self.of(InWriting))), None)

    @property
    def plan(self) -> Line | None:
        """The family's plan as it stands."""
        return next(iter(reversed(self.of(FamilyPlan))), None)

    @property
    def verdict(self) -> Line | None:
        """What was said to the plan as it stands: accepted, or sent back."""
        if self.plan is None:
            return None
        return next((line for line in reversed(self.lines) if isinstance(line.event, Accepted | SentBack)
                     and line.event.number == self.plan.event.number), None)

    @property
    def is_accepted(self) -> bool:
        return self.verdict is not None and isinstance(self.verdict.event, Accepted)

    @property
    def in_plan(self) -> Line | None:
        return next((line for line in self.of(IntoPlan) if self.plan and line.event.number == self.plan.event.number), None)

    @property
    def anyone_wants_it(self) -> bool:
        return any(answer is not None and answer.event.answer == "yes" for _, answer in self.offers)


def trail_of(family_id: UUID) -> Trail:
    """One statement."""
    return Trail(tuple(Line(event_of(line.body), line.author, line.at) for line in db.read(EVENTS, {"family_id": family_id})))


def unanswered(offers: Sequence[tuple[Line, Line | None]]) -> list[UUID]:
    """Those who were offered it and have not answered."""
    return [offer.event.person for offer, answer in offers if answer is None]


LEADS_ONE = select(Seat.id).join(Discussion, Discussion.id == Seat.discussion_id).where(
    Discussion.family_id == bindparam("family_id"), Discussion.framework == FRAMEWORK, Discussion.state.in_(RUNS),
    Seat.user_id == bindparam("me"), Seat.role == SeatRole.FACILITATOR).limit(1)


def leads_one(family_id: UUID, user_id: UUID) -> bool:
    """Does the user hold the seat that leads the time in a conference of this family that is not over?"""
    return db.read(LEADS_ONE, {"family_id": family_id, "me": user_id}).first() is not None
