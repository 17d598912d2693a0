"""Readiness over time: how important a change is to a parent and how sure they are that they can, in their own numbers, with
whoever heard them and the day. Drawn as the ratings of the mapping are, and the same as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from practice.discussions.programme.queries import EntryRow
from practice.families.queries import People
from practice.mapping.drawing import Chart, Series, drawn
from practice.mapping.spread import marker_of

ASKED = (("importance", "important"), ("confidence", "sure"))


@dataclass(frozen=True, slots=True)
class Heard:
    """What one parent said to one worker on one day; None: not asked that day."""

    on: date
    whose: str
    important: int | None
    sure: int | None
    by: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """The drawing, and the same as rows, oldest first. Of two heard on one day the drawing has the later one, the rows both."""

    chart: Chart
    rows: tuple[Heard, ...]


def readiness_of(entries: Sequence[EntryRow], people: People) -> Readiness:
    """Of ENTRIES as they were read, oldest first: what the reader's part does not see is in none of it. Pure."""
    numbers: dict[tuple[UUID, str], dict[date, int]] = {}
    for entry in entries:
        for field, _ in ASKED:
            if (value := getattr(entry, field)) is not None:
                numbers.setdefault((entry.person_id, field), {})[entry.on] = value
    parents = dict.fromkeys(entry.person_id for entry in entries)
    series = []
    for parent in parents:
        person = people.get(parent)
        name = person.short_name if person else "Somebody"
        series += [Series(f"{name}: how {word}", f"{name}: how {word}", marker_of(person) if person else "family",
                          numbers.get((parent, field), {})) for field, word in ASKED]
    rows = tuple(Heard(one.on, people.short(one.person_id, "Somebody"), one.importance, one.confidence, one.author)
                 for one in entries
                 if one.importance is not None or one.confidence is not None)
    return Readiness(drawn(series), rows)
