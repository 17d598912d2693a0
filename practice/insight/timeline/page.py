"""The page: what was asked for, month by month, and a strip that shows where the days lie."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from flask import current_app, url_for

from practice.core import dates
from practice.families.queries import People, PersonRow
from practice.insight.timeline.events import GROUPS, Event
from practice.insight.timeline.queries import Timeline

PAGE = 100  # events on one page
WIDE = 1000  # of the strip, in its own units: it is as wide as the page


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader chose: kinds of event and a person (none: all), the order, which page."""

    groups: frozenset[str] = frozenset()
    person: UUID | None = None
    oldest_first: bool = False
    page: int = 1

    @property
    def is_narrowed(self) -> bool:
        return bool(self.groups or self.person)

    def values(self, **changes: Any) -> dict[str, Any]:
        """The choice as the values of an address, with CHANGES."""
        chosen = {"kind": sorted(self.groups), "person": str(self.person) if self.person else None,
                  "order": "oldest" if self.oldest_first else None}
        return {name: value for name, value in (chosen | changes).items() if value not in (None, [], "")}


class EventLine(msgspec.Struct, frozen=True):
    """One event as it is drawn."""

    event: Event
    day: str
    recorded: str  # 'written down 2 June', 'first written 2 June', where that was another day
    whose: str
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Month:
    name: str
    key: str
    lines: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """One kind of event on the strip: where its days lie, and how many there are."""

    name: str
    count: int
    marks: tuple[int, ...]  # 0 to WIDE


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Everything that the page draws."""

    asked: Asked
    months: tuple[Month, ...]
    found: int
    pages: int
    lanes: tuple[Lane, ...]
    first: date | None
    last: date | None
    groups: tuple[tuple[str, str], ...]  # of which there is at least one
    persons: tuple[PersonRow, ...]
    chosen: str  # 'Numbers, Tests; about or by Finn Harbour': on paper, where no form shows it
    people: People


def page_of(timeline: Timeline, asked: Asked, *, whole: bool = False) -> TimelinePage:
    """The events that were asked for, newest first unless the oldest are wanted first; WHOLE, for paper: all on one page."""
    found = [one for one in timeline.events if (not asked.groups or one.group in asked.groups)
             and (not asked.person or asked.person in one.people or one.whose == asked.person)]
    found.sort(key=lambda one: (one.on, one.at), reverse=not asked.oldest_first)
    pages = 1 if whole else max((len(found) + PAGE - 1) // PAGE, 1)
    here = min(max(asked.page, 1), pages)
    shown = found if whole else found[(here - 1) * PAGE:here * PAGE]
    days = [one.on for one in found]
    first, last = min(days, default=None), max(days, default=None)
    there = {one.group for one in timeline.events}
    named = {person for one in timeline.events for person in (*one.people, one.whose) if person}
    known: dict[str, str] = {}  # addresses made already: a hundred events lead to a dozen pages
    lines = [_line(one, timeline, known) for one in shown]
    persons = tuple(person for person in timeline.people.values() if person.id in named)
    return TimelinePage(
        asked, tuple(_months(lines)), len(found), pages, tuple(_lanes(found, first, last)), first, last,
        tuple((key, name) for key, name in GROUPS.items() if key in there), persons, _chosen(asked, there, persons),
        timeline.people)


def _chosen(asked: Asked, there: Container[str], persons: Iterable[PersonRow]) -> str:
    """What was chosen, in words: only of what the reader's own form offers."""
    kinds = ", ".join(name for key, name in GROUPS.items() if key in asked.groups and key in there)
    who = "".join(f"about or by {person.name}" for person in persons if person.id == asked.person)
    return "; ".join(words for words in (kinds, who) if words)


def _line(event: Event, timeline: Timeline, known: dict[str, str]) -> EventLine:
    words = f"“{event.words.strip('“”')}”" if event.is_verbatim and event.words else event.words
    whose = timeline.people.short(event.whose, event.whose_name)
    said = whose if words and whose and not event.what.startswith(whose) else ""
    # Said anew since it was written down, a statement has the day of its newest words.
    how = "first written" if event.recorded_on < event.on else "written down"
    recorded = f"{how} {dates.short_day(event.recorded_on)}" if event.is_later else ""
    return EventLine(event, dates.day(event.on), recorded, said, words, _url(event, timeline, known))


def _url(event: Event, timeline: Timeline, known: dict[str, str]) -> str:
    if event.link is None:
        return ""
    endpoint, values = event.link
    key = f"{endpoint} {values}" if values else endpoint
    if key not in known:
        is_there = endpoint in current_app.view_functions
        known[key] = url_for(endpoint, family_id=timeline.sight.family_id, **values) if is_there else ""
    return known[key]


def _months(lines: Iterable[EventLine]) -> Iterable[Month]:
    found: dict[tuple[int, int], list[EventLine]] = {}
    for line in lines:
        found.setdefault((line.event.on.year, line.event.on.month), []).append(line)
    for (year, month), held in found.items():
        yield Month(f"{dates.MONTHS[month]} {year}", f"m{year}-{month:02}", tuple(held))


def _lanes(found: Sequence[Event], first: date | None, last: date | None) -> Iterable[Lane]:
    if first is None or last is None or first == last:
        return
    span = (last - first).days
    held: dict[str, list[date]] = {}
    for one in found:
        held.setdefault(one.group, []).append(one.on)
    for key, name in GROUPS.items():
        if days := held.get(key):
            yield Lane(name, len(days), tuple(round((day - first).days * WIDE / span) for day in sorted({*days})))
