"""Who gave which number, then and now: rows, one sentence from lowest to highest, what to talk about. Never an average.

Thresholds are our proposal (a council may set its own): a gap of 3 between any two is worth talking about; a drop of 2 by
anyone, or any 0 to 2, is brought to the supervisor.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import msgspec

from practice.families.queries import PersonRow

TALK_GAP = 3
ALERT_DROP = 2
ALERT_LOW = 2
NAMED = 3  # how many names stand in the sentence before it is left to the rows
ASKED_FROM = 4  # years; younger children are observed


class Given(msgspec.Struct, frozen=True):
    """One number of one person on one day, as stored. `value` None: not asked, or would not say (`why`)."""

    scale_id: UUID
    person_id: UUID
    value: int | None
    why: str
    on: date
    recorded_at: datetime
    guessed_by: UUID | None = None
    not_asked: bool = False
    why_not_higher: str = ""
    one_up: str = ""
    is_verbatim: bool = False
    tool: str = ""
    raw_value: str = ""
    asked_by: str = ""


class Line(msgspec.Struct, frozen=True):
    """One person's row. `marker`: child, family or professional."""

    person: PersonRow
    marker: str
    now: Given | None
    was: Given | None

    @property
    def value(self) -> int | None:
        return self.now.value if self.now else None

    @property
    def small(self) -> str:
        """The small words beside the name: '7, steps to the door', 'dad, with Glen'."""
        how = (self.now.tool or self.now.asked_by) if self.now and not self.person.is_professional else ""
        return ", ".join(part for part in (self.person.described, how) if part)

    @property
    def why(self) -> str:
        """The reason, in quotation marks only when word for word."""
        if self.now is None or not self.now.why:
            return ""
        return f"“{self.now.why.strip('“”')}”" if self.now.is_verbatim else self.now.why


@dataclass(frozen=True, slots=True)
class Alert:
    """What the supervisor should know: a drop, or a number of 0 to 2."""

    person: PersonRow
    words: str


class Spread(msgspec.Struct, frozen=True):
    """Everyone's number for one danger."""

    lines: tuple[Line, ...]
    low: int | None
    high: int | None
    low_names: str
    high_names: str
    on: date | None
    was_on: date | None
    talk: str
    alerts: tuple[Alert, ...]
    to_ask: tuple[PersonRow, ...]
    not_asked: tuple[tuple[PersonRow, str], ...]
    guesses: tuple[tuple[PersonRow, PersonRow | None, Given], ...]

    @property
    def gap(self) -> int:
        return (self.high - self.low) if self.high is not None and self.low is not None else 0


def marker_of(person: PersonRow) -> str:
    """Shape, not colour, says who: child (diamond), family (disc), professional (square)."""
    if person.is_child:
        return "child"
    return "professional" if person.is_professional else "family"


ORDER = {"child": 0, "family": 1, "professional": 2}
MARKS = {"child": "◆", "family": "●", "professional": "■"}


def spread(given: Iterable[Given], people: Mapping[UUID, PersonRow], parents: Sequence[UUID] = (),
           about: str = "") -> Spread:
    """The spread of one scale's numbers. PEOPLE in the record's order; PARENTS are asked, like children from four on.

    ABOUT is what the gap is about ('the court day'). People whom the reader may not know of are not in PEOPLE, and their
    numbers are left out.
    """
    # By the number inside the id, here and wherever a page asks some thousand times: an id's own hash and comparison are slow.
    own: dict[int, list[Given]] = {}
    guesses, declined = [], {}
    known = {person.id.int: person for person in people.values()}
    for number in sorted(given, key=lambda one: (one.on, one.recorded_at)):
        person = known.get(number.person_id.int)
        if person is None:
            continue
        if number.guessed_by is not None:
            guesses.append((person, people.get(number.guessed_by), number))
        elif number.value is None:
            declined[person.id.int] = (person, number.why)
        else:
            declined.pop(person.id.int, None)
            own.setdefault(person.id.int, []).append(number)
    lines = sorted((_line(person, own[person.id.int]) for person in people.values() if person.id.int in own),
                   key=lambda line: ORDER[line.marker])  # within one sort, in the record's order
    values = [line.value for line in lines if line.value is not None]
    low, high = (min(values), max(values)) if values else (None, None)
    asked = {parent.int for parent in parents}
    to_ask = tuple(person for person in people.values()
                   if person.id.int not in own and person.id.int not in declined and person.died_on is None
                   and ((person.is_index and (person.age or 0) >= ASKED_FROM) or person.id.int in asked))
    return Spread(
        tuple(lines), low, high, _names(lines, low), _names(lines, high),
        on=max((line.now.on for line in lines if line.now), default=None),
        was_on=max((line.was.on for line in lines if line.was), default=None),
        talk=_talk(low, high, about), alerts=tuple(_alerts(lines)), to_ask=to_ask,
        not_asked=tuple(declined.values()), guesses=tuple(guesses))


def _line(person: PersonRow, numbers: Sequence[Given]) -> Line:
    now = numbers[-1]
    earlier = [number for number in numbers if number.on < now.on]
    return Line(person, marker_of(person), now, earlier[-1] if earlier else None)


def _names(lines: Sequence[Line], value: int | None) -> str:
    names = [line.person.short_name for line in lines if line.value == value]
    return ", ".join(names) if value is not None and len(names) <= NAMED else ""


def _talk(low: int | None, high: int | None, about: str) -> str:
    if low is None or high is None or high - low < TALK_GAP:
        return ""
    return f"A gap of {high - low}: talk about {about or 'what each of them sees'}."


def _alerts(lines: Sequence[Line]) -> Iterable[Alert]:
    for line in lines:
        if line.value is None:
            continue
        before = line.was.value if line.was else None
        if before is not None and before - line.value >= ALERT_DROP:
            yield Alert(line.person, f"{line.person.short_name} went from {before} to {line.value}")
        elif line.value <= ALERT_LOW:
            yield Alert(line.person, f"{line.person.short_name} says {line.value}")
