"""One thing that happened: the day, what, in whose words, when it was written down, and who is in it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from practice.core import clock

# What a reader chooses from, in this order; each event belongs to one.
GROUPS = {
    "began": "How it began and who led", "family": "What happened in the family", "said": "What people said",
    "child": "The children’s own words", "number": "How safe, in numbers", "mapping": "The mapping", "plan": "The plan",
    "tried": "Tests, promises and milestones", "network": "The network", "journal": "The safety journal",
    "paper": "Papers and answers", "talk": "Group discussions", "conference": "The family group conference",
    "programme": "The programme", "who": "Who is in it", "closing": "Closing",
}


class Event(msgspec.Struct, frozen=True):
    """ON is the day that it happened, AT when it was written down. LINK is (endpoint, values) of the page that has it."""

    on: date
    at: datetime
    group: str
    what: str
    words: str = ""
    is_verbatim: bool = False
    whose: UUID | None = None
    whose_name: str = ""  # somebody who is not in the record
    more: str = ""
    people: frozenset[UUID] = frozenset()
    link: tuple[str, dict[str, Any]] | None = None

    @property
    def recorded_on(self) -> date:
        return self.at.astimezone(clock.LONDON).date()

    @property
    def is_later(self) -> bool:
        """Was it written down on another day than it happened?"""
        return self.recorded_on != self.on
