"""The frozen decision as one reader has it: its parts, its days and its names. Each part of the paper is written from this."""

import re
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from practice.core import dates
from practice.discussions.kinds import Told
from practice.discussions.outcome.kinds import OUTCOME, OutcomePart
from practice.documents.choosing import Choice, Chosen
from practice.documents.material import Material
from practice.documents.sentences import Sentences


class Decided(Sentences):
    """The chosen parts of one decision, and how days and names read on this reader's paper."""

    def __init__(self, material: Material, choice: Choice) -> None:
        super().__init__(material, choice)
        self.parts = list(choice.of(OUTCOME))
        # Days are of the frozen decision: they stand on every copy, like the version of a plan.
        bodies = [row.body for row in material.rows if row.kind == OUTCOME]
        self.held = next((body.on for body in bodies if body.part == "question"), material.on)
        self.decision = next((body for body in bodies if body.part == "decision"), OutcomePart())

    def of(self, *which: str) -> Iterator[Chosen]:
        return (one for one in self.parts if one.row.body.part in which)

    def told(self) -> Told | None:
        names = {self.reader.name.casefold(), self.reader.person.name.casefold()}
        return next((one.what for one in self.m.more if isinstance(one.what, Told) and (
            one.what.who.casefold() in names or self.reader.name.casefold() in re.split(r"[,\s]+", one.what.who.casefold()))), None)

    def short(self, person: UUID | None, name: str) -> str:
        return self.people.short(person, name)

    def short_of(self, name: str) -> str:
        """How pages call the one whose whole NAME was frozen."""
        return next((one.short_name for one in self.people.values() if one.name == name), name)

    def day(self, day: date | None) -> str:
        """'8 December', or with its year where that is another than the meeting's."""
        if day is None:
            return ""
        return f"{day.day} {dates.MONTHS[day.month]}" + ("" if day.year == self.held.year else f" {day.year}")

    def who(self, body: OutcomePart) -> str:
        return "You" if body.person == self.reader.person.id else self.short(body.person, body.name)
