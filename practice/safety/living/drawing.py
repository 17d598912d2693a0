"""Numbers of the SVG of the way to closing: one line from its beginning to the last day, what was planned and what was
reached on it, and today. The template writes the SVG; the same stands in words beneath it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from practice.core.dates import SHORT
from practice.safety.living.standing import Station

WIDTH, LEFT, RIGHT = 340, 14, 326  # units; the picture is as wide as a phone and grows with its room
LANE, GAP = 20, 18  # height of a row of numbers, room that one number needs
MARGIN = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Mark:
    """One milestone on the line: its number above, a ring where it was planned, a dot where it was reached."""

    station: Station
    x: float  # where its number stands
    lane: int
    planned_x: float | None
    reached_x: float | None
    began_x: float | None


@dataclass(frozen=True, slots=True)
class Way:
    marks: tuple[Mark, ...]
    today_x: float
    months: tuple[tuple[float, str], ...]
    base: int  # y of the line
    height: int

    def top(self, mark: Mark) -> int:
        """y of the number of a mark."""
        return self.base - 16 - LANE * mark.lane


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

    marks: list[Mark] = []
    for one in sorted(known, key=lambda station: (station.end or date.max, station.number)):
        end = one.end
        assert end is not None
        x = place(end)
        marks.append(Mark(one, x, _lane(x, marks), place(one.first_planned) if one.first_planned else None,
                          place(one.reached) if one.reached else None,
                          place(one.row.body.began_on) if one.row.body.began_on else None))
    base = 30 + LANE * max(mark.lane for mark in marks)
    return Way(tuple(marks), place(today), tuple(_months(first, last, place)), base, base + 44)


def _lane(x: float, placed: Sequence[Mark]) -> int:
    """The lowest row in which the number touches no other."""
    taken = {mark.lane for mark in placed if abs(mark.x - x) < GAP}
    return next(lane for lane in range(len(placed) + 1) if lane not in taken)


def _months(first: date, last: date, place: object) -> Iterable[tuple[float, str]]:
    """(x, name) of each month's first day; every second or third where there are many."""
    assert callable(place)
    found = []
    day = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    while day <= last:
        found.append((place(day), SHORT[day.month]))
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    step = 1 + len(found) // 9
    return found[::step]
