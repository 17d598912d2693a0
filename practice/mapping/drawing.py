"""Numbers of the SVG that the templates draw: places on a track of 0 to 10, and the panels of the chart over time.

The templates write the SVG; no markup is made here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from practice.families.queries import PersonRow
from practice.mapping.spread import ORDER, Given, marker_of

LEFT, STEP = 12, 20  # of the track's 224 units
PANEL_WIDTH, PANEL_HEIGHT = 300, 144
BESIDE, RIGHT = 7, 270  # a figure stands that far to the right of its dot, and no further than that
FIGURE = 14  # units that a figure takes
ROOM_LEFT, ROOM_TOP, PLOT_WIDTH, PLOT_HEIGHT = 26, 26, 250, 80


@dataclass(frozen=True, slots=True)
class Dot:
    """One number. IS_SAID: there is room for its figure; the table beside the drawing has every one."""

    x: float
    y: float
    value: int
    on: date
    is_said: bool = True


@dataclass(frozen=True, slots=True)
class Series:
    """One row of numbers, before it is drawn: whose, by which shape, and what was said on which day."""

    short: str
    name: str
    marker: str
    numbers: Mapping[date, int]


@dataclass(frozen=True, slots=True)
class Panel:
    """One person's numbers over time. All panels share both axes."""

    short: str
    name: str
    marker: str
    dots: tuple[Dot, ...]
    top: int

    @property
    def path(self) -> str:
        return "M" + " L".join(f"{dot.x:g} {dot.y:g}" for dot in self.dots)


@dataclass(frozen=True, slots=True)
class Chart:
    """Panels under one another; `days` are the columns of the same as a table."""

    panels: tuple[Panel, ...]
    days: tuple[date, ...]
    height: int

    def value(self, panel: Panel, on: date) -> int | None:
        return next((dot.value for dot in panel.dots if dot.on == on), None)


def chart(given: Iterable[Given], people: Mapping[UUID, PersonRow]) -> Chart:
    """The chart of one scale: a panel a person, child, family, professionals; a day's later number replaces its earlier."""
    own: dict[UUID, dict[date, int]] = {}
    for number in sorted(given, key=lambda one: (one.on, one.recorded_at)):
        if number.value is not None and number.guessed_by is None and number.person_id in people:
            own.setdefault(number.person_id, {})[number.on] = number.value
    place = {person_id: position for position, person_id in enumerate(people)}
    order = sorted(own, key=lambda person_id: (ORDER[marker_of(people[person_id])], place[person_id]))
    return drawn(Series(people[one].short_name, people[one].name, marker_of(people[one]), own[one]) for one in order)


def drawn(series: Iterable[Series]) -> Chart:
    """The panels of SERIES in their order, on the same days."""
    rows = [one for one in series if one.numbers]
    days = tuple(sorted({day for one in rows for day in one.numbers}))
    return Chart(tuple(_panel(one, days, row) for row, one in enumerate(rows)), days, max(PANEL_HEIGHT * len(rows), 1))


def _panel(series: Series, days: Sequence[date], row: int) -> Panel:
    first, span = days[0], max((days[-1] - days[0]).days, 1)
    top = row * PANEL_HEIGHT
    dots = [Dot(round(ROOM_LEFT + PLOT_WIDTH * (day - first).days / span, 1),
                round(top + ROOM_TOP + PLOT_HEIGHT * (10 - value) / 10, 1), value, day)
            for day, value in sorted(series.numbers.items())]
    return Panel(series.short, series.name, series.marker, _with_room(dots), top)


def _with_room(dots: Sequence[Dot]) -> tuple[Dot, ...]:
    """The same dots, a figure on the newest and on those that stand far enough from the next figure to be read."""
    found: list[Dot] = []
    edge = float("inf")
    for dot in reversed(dots):
        stands = min(dot.x + BESIDE, RIGHT)
        found.append(replace(dot, is_said=stands <= edge))
        edge = stands - FIGURE if stands <= edge else edge
    return tuple(reversed(found))
