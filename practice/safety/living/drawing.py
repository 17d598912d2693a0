"""Numbers of the SVG of the way to closing: one line from its beginning to the last day, what was planned and what was
reached on it, and today. The template writes the SVG; the same stands in words beneath it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from practice.core.dates import SHORT
from practice.safety.living.standing import Station

WIDTH, LEFT, RIGHT = 340, 14, 326  # units; the picture is as wide as a phone and grows with its room
LANE, GAP, CLOSE = 20, 20, 8  # height of a row of numbers, room that one number needs, from when two share one
MARGIN = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Mark:
    """One milestone on the line: a ring where it was planned, a dot where it was reached."""

    station: Station
    x: float  # where it stands: reached, or planned
    planned_x: float | None
    reached_x: float | None
    began_x: float | None


@dataclass(frozen=True, slots=True)
class Label:
    """The number above a place of the line; those that stand close share one: '4, 5'."""

    words: str
    x: float
    lane: int


@dataclass(frozen=True, slots=True)
class Way:
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    today_x: float
    months: tuple[tuple[float, str], ...]
    base: int  # y of the line
    height: int

    def top(self, label: Label) -> int:
        """y of a label."""
        return self.base - 16 - LANE * label.lane


def way(stations: Iterable[Station], today: date) -> Way | None:
    """The line of those that have a day; None where none has."""
    known = [one for one in stations if one.end]
    if not known:
        return None
    days = [day for one in known for day in (one.planned, one.first_planned, one.reached, one.row.body.began_on) if day]
    first, last = min(*days, today) - MARGIN, max(*days, today) + MARGIN
    span = (last - first).days

    def place(day: date) -> float:
        return round(LEFT + (RIGHT - LEFT) * (day - first).days / span, 1)

    def maybe(day: date | None) -> float | None:
        return None if day is None else place(day)

    ordered = sorted(known, key=lambda station: (station.end or date.max, station.number))
    marks = tuple(Mark(one, place(one.end), maybe(one.first_planned), maybe(one.reached), maybe(one.row.body.began_on))
                  for one in ordered if one.end)
    labels = tuple(_labels(marks))
    base = 30 + LANE * max(label.lane for label in labels)
    return Way(marks, labels, place(today), tuple(_months(first, last, place)), base, base + 44)


def _labels(marks: Iterable[Mark]) -> list[Label]:
    """The numbers, those that stand close together as one, each in the lowest row in which it touches no other."""
    found: list[Label] = []
    for mark in marks:
        number = str(mark.station.number)
        if found and mark.x - found[-1].x < CLOSE:
            found[-1] = replace(found[-1], words=f"{found[-1].words}, {number}")
            continue
        taken = {label.lane for label in found if mark.x - label.x < GAP}
        found.append(Label(number, mark.x, next(lane for lane in range(len(taken) + 1) if lane not in taken)))
    return found


def _months(first: date, last: date, place: Callable[[date], float]) -> Iterable[tuple[float, str]]:
    """(x, name) of each month's first day; every second or third where there are many."""
    found = []
    day = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    while day <= last:
        found.append((place(day), SHORT[day.month]))
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    step = 1 + len(found) // 9
    return found[::step]
