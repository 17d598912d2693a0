"""The scale picture: one small chart a person, every number with its owner, no shared line and no average.

Geometry of look/paper: 120 high and as wide as its dates need (170 at most), 0 to 10 always, y = 98 - 6 v, dashed at 10;
the number stands under its mark (above it under 4); a date on which a person was not asked is a gap, and the line is not
drawn across it.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date

from practice.core import dates

LEFT, RIGHT = 32, 20  # the first mark from the left edge, the last from the right
WIDTHS = (128, 142, 158, 170)  # paper.css has a class for each
NAME_AT, LETTER = 18, 9.5  # where the name begins, and how wide one of its letters is, about
SHAPES = ("circle", "square", "triangle", "diamond", "house", "hexagon", "bar", "cross")
MOST_DATES = 4  # more do not fit legibly; the latest are drawn, the list holds all of them


@dataclass(frozen=True, slots=True)
class Mark:
    """One number on the chart: where it stands (in the drawing's units), what is written, and under which date."""

    x: int
    y: int
    value: int
    label_y: int
    is_last: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """One person's numbers, ready to draw: the template only places them."""

    name: str
    title: str
    shape: str
    marks: tuple[Mark, ...]
    strokes: tuple[str, ...]  # path data of each unbroken piece of the line
    ticks: tuple[tuple[int, str], ...]  # (x, name of the month)
    is_hollow: bool  # professionals' marks are hollow
    width: int  # in the drawing's units, one of WIDTHS

    @property
    def is_from_right(self) -> bool:
        """Arabic, Hebrew and the like: the press sets text inside a drawing letter by letter, so such a name stands above it."""
        return any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in self.name)


def months_of(days: tuple[date, ...]) -> tuple[str, ...]:
    """What stands under each column: 'June', or '8 Oct' where a month occurs twice."""
    names = [dates.SHORT[day.month] for day in days]
    return tuple(name if names.count(name) == 1 else f"{day.day} {name}" for day, name in zip(days, names, strict=True))


def _ticks(days: tuple[date, ...]) -> tuple[str, ...]:
    """As months_of, but the second day of a month is its figure alone ('9 Oct', '12'): two in full would touch."""
    return tuple(str(day.day) if at and days[at - 1].month == day.month else name
                 for at, (day, name) in enumerate(zip(days, months_of(days), strict=True)))


def chart(name: str, described: str, days: tuple[date, ...], values: tuple[int | None, ...], shape_no: int, *,
          is_hollow: bool = False) -> Chart:
    """The chart of one person: VALUES beside DAYS, None where not asked. The title says every number (paper.md)."""
    said = [f"{value} on {day.day} {dates.MONTHS[day.month]}" if value is not None
            else f"not asked on {day.day} {dates.MONTHS[day.month]}" for day, value in zip(days, values, strict=True)]
    who = f"{name} ({described})" if described else name
    title = f"{who} gave this: {', '.join(said)}. 0 is not safe, 10 is safe enough."
    days, values = days[-MOST_DATES:], values[-MOST_DATES:]
    width = _width(name, len(days))
    right = width - RIGHT
    step = (right - LEFT) / max(len(days) - 1, 1)
    xs = [round(LEFT + step * at - 0.01) for at in range(len(days))] if len(days) > 1 else [right]
    given = [at for at, value in enumerate(values) if value is not None]
    marks: list[Mark] = []
    strokes: list[list[tuple[int, int]]] = []
    piece: list[tuple[int, int]] = []
    for at, (x, value) in enumerate(zip(xs, values, strict=True)):
        if value is None:
            strokes.append(piece)
            piece = []
            continue
        y = 98 - 6 * value
        marks.append(Mark(x, y, value, y + 19 if value >= 4 else y - 9, at == given[-1]))
        piece.append((x, y))
    strokes.append(piece)
    paths = tuple("M" + "L".join(f"{x} {y}" for x, y in one) for one in strokes if len(one) > 1)
    return Chart(name, title, SHAPES[shape_no % len(SHAPES)], tuple(marks), paths,
                 tuple(zip(xs, _ticks(days), strict=True)), is_hollow, width)


def _width(name: str, dates_shown: int) -> int:
    """The narrowest that holds the dates (two, three, four), and the name above them."""
    by_dates = max(dates_shown - 2, 0)
    return next((width for width in WIDTHS[by_dates:] if NAME_AT + LETTER * len(name) <= width), WIDTHS[-1])
