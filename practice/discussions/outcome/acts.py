"""The actions of discussions: who does what by when, whether it was done, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, exists, or_, select

from practice.core import clock
from practice.core.db import db
from practice.discussions.kinds import Action, Done, event_of
from practice.discussions.models import Decision, Discussion, Happened, Seat, State
from practice.discussions.queries import EventRow

ENDED = (State.CLOSED, State.DECIDED)
OF_ACTIONS = or_(*(Happened.body.contains(f'"kind":"{kind}"', autoescape=True) for kind in ("action", "done")))


@dataclass(frozen=True, slots=True)
class Act:
    """One action as it stands; DONE_ON is empty while nobody has said that it is done."""

    id: UUID
    who: str
    words: str
    by_on: date
    seat: UUID | None
    done_on: date | None = None
    came: str = ""

    @property
    def is_late(self) -> bool:
        return self.done_on is None and self.by_on < clock.today()


def acts_of(events: Iterable[EventRow]) -> tuple[Act, ...]:
    """The actions among what happened, in the order in which they were written down."""
    return acts_among(one.what for one in events)


def acts_among(happened: Iterable[Any]) -> tuple[Act, ...]:
    """The same, from the events alone. The last word on an action holds."""
    actions, done = [], {}
    for what in happened:
        if isinstance(what, Action):
            actions.append(what)
        elif isinstance(what, Done):
            done[what.action] = what
    return tuple(Act(one.id, one.who, one.words, one.by_on, one.seat, done[one.id].on if one.id in done else None,
                     done[one.id].words if one.id in done else "") for one in actions)


@dataclass(frozen=True, slots=True)
class LastTime:
    """The discussion that ended last: what it decided together, where it did, and what became of its actions."""

    discussion_id: UUID
    on: date
    acts: tuple[Act, ...]
    decision: str
    because: str
    decided_by: str
    review_on: date | None


# Those that the reader may read afterwards: the own team's all, else those in which they sat.
LAST = (
    select(Discussion.id.label("discussion_id"), Discussion.planned_on, Happened.body, Decision.words, Decision.because,
           Decision.decided_by, Decision.review_on)
    .outerjoin(Decision, Decision.discussion_id == Discussion.id)
    .outerjoin(Happened, and_(Happened.discussion_id == Discussion.id, OF_ACTIONS))
    .where(Discussion.family_id == bindparam("family_id"), Discussion.state.in_(ENDED),
           or_(Happened.id.is_not(None), Decision.id.is_not(None)), Discussion.id != bindparam("but"),
           or_(bindparam("all_of_them"), exists(select(Seat.id).where(Seat.discussion_id == Discussion.id,
                                                                     Seat.user_id == bindparam("me")))))
    .order_by(Discussion.planned_on.desc(), Discussion.id.desc(), Happened.at, Happened.id))


def last_time(family_id: UUID, but: UUID, user_id: UUID, *, all_of_them: bool) -> LastTime | None:
    """Of the family's ended discussions the newest with a decision or actions, other than BUT. One statement."""
    lines = db.read(LAST, {"family_id": family_id, "but": but, "me": user_id, "all_of_them": all_of_them}).all()
    if not lines:
        return None
    first = lines[0]
    acts = acts_among(event_of(line.body) for line in lines if line.discussion_id == first.discussion_id and line.body)
    return LastTime(first.discussion_id, first.planned_on, acts, first.words or "", first.because or "", first.decided_by or "",
                    first.review_on)
