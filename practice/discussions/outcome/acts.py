"""The actions of discussions: who does what by when, whether it was done, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_

from practice.core import clock
from practice.discussions.kinds import Action, Done
from practice.discussions.models import Happened, State
from practice.discussions.queries import EventRow

ENDED = (State.CLOSED, State.DECIDED)


def of_kinds(*kinds: str) -> Any:
    """The condition on what happened: one of KINDS, by the tag that its struct is stored with."""
    return or_(*(Happened.body.contains(f'"kind":"{kind}"', autoescape=True) for kind in kinds))


OF_ACTIONS = of_kinds("action", "done")


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
