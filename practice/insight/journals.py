"""What the safety journals say on a first page: worries that nobody has read yet, and entries that wait for their reader."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from flask import url_for

from practice.core import clock, dates
from practice.families.queries import People
from practice.safety.journal.queries import Waiting

SHOWN = 160  # letters of a worry; its page has the rest


@dataclass(frozen=True, slots=True)
class Worry:
    """One entry that its writer marked as a worry, and nobody has read."""

    family: str
    whose: str  # 'Idris, Sat 21 Nov'
    words: str
    url: str


def worries_of(waits: Iterable[Waiting], people: Mapping[UUID, People]) -> Iterable[Worry]:
    """The worries among WAITS, the longest waiting first; of whatever family, on the page or not."""
    for one in waits:
        if not one.body.worry:
            continue
        known = people.get(one.family_id)
        who = (known.short(one.body.said_by) if known else "") or one.body.said_by_name
        day = dates.day(one.body.on)
        words = one.body.words or one.body.sign_words or one.body.went_to_plan
        short = words if len(words) <= SHOWN else words[:SHOWN - 1].rsplit(" ", 1)[0] + "…"
        yield Worry(one.family, f"{who}, {day}" if who else day, short,
                    url_for("journal.entry", family_id=one.family_id, entry_id=one.id))


@dataclass(frozen=True, slots=True)
class ToRead:
    """The unread entries of one family: how many, the day by which they are read, and why that day."""

    family_id: UUID
    what: str
    on: date
    why: str
    url: str


def to_read(waits: Sequence[Waiting], days: int) -> Iterable[ToRead]:
    """One line a family. An entry is read within DAYS of the day on which it was typed in or last changed."""
    families: dict[UUID, list[Waiting]] = {}
    for one in waits:
        families.setdefault(one.family_id, []).append(one)
    for family_id, entries in families.items():
        since = min(one.since for one in entries).astimezone(clock.LONDON).date()
        count = len(entries)
        yield ToRead(family_id, f"Read the safety journal: {count} {'entry' if count == 1 else 'entries'}",
                     since + timedelta(days=days), f"{'It' if count == 1 else 'The oldest'} waits since {dates.day(since)}. "
                     f"A journal is read within {days} days.",
                     url_for("journal.show", family_id=family_id, show="unread"))
