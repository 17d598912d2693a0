"""What 0 and what 10 mean in a round. Pure: from the events that were read anyway."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from practice.discussions.kinds import Ends
from practice.discussions.queries import EventRow
from practice.guidance.frameworks import Stage


@dataclass(frozen=True, slots=True)
class Words:
    """The words of 0 and 10 of one round. NUMBER 0: nobody agreed them, they are the framework's; BY and AT: who wrote them."""

    zero: str
    ten: str
    number: int = 0
    danger: UUID | None = None
    scale: UUID | None = None
    by: str = ""
    at: datetime | None = None
    is_earlier: bool = False  # agreed for an earlier round about the same, and held

    @property
    def is_agreed(self) -> bool:
        return self.number > 0


def ends_of(events: Iterable[EventRow], step: Stage, stage: int, round_: int, abouts: Mapping[int, str]) -> Words:
    """The words of round ROUND_ of STEP, which stands at STAGE. ABOUTS: {round: what it is about}, of this step.

    A later round about the same has the same words: two numbers of one person say something only on one scale.
    """
    agreed = {one.what.round: one for one in events if isinstance(one.what, Ends) and one.what.stage == stage}
    if round_ in agreed:
        return _words(agreed[round_], is_earlier=False)
    about = abouts.get(round_, "")
    for earlier in sorted((one for one in agreed if one < round_), reverse=True):
        if same(abouts.get(earlier, ""), about):
            return _words(agreed[earlier], is_earlier=True)
    return Words(step.zero, step.ten)


def same(one: str, other: str) -> bool:
    """Are two rounds about the same?"""
    return one.casefold().split() == other.casefold().split()


def _words(event: EventRow, *, is_earlier: bool) -> Words:
    what = event.what
    return Words(what.zero, what.ten, what.number, what.danger, what.scale, event.author, event.at, is_earlier)
