"""Numbers of the SVG that the templates draw: places on a track of 0 to 10, and the panels of the chart over time.

The templates write the SVG; no markup is made here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from practice.families.queries import PersonRow
from practice.mapping.spread import ORDER, Given, marker_of

LEFT, STEP = 12, 20  # of the track's 224 units
PANEL_WIDTH, PANEL_HEIGHT = 300, 144
ROOM_LEFT, ROOM_TOP, PLOT_WIDTH, PLOT_HEIGHT = 26, 26, 250, 80


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    value: int
    on: date


@dataclass(frozen=True, slots=True)
class Panel:
    """One person's numbers over time. All panels share both axes."""

    person: PersonRow
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
    own: dict[UUID, dict[date, Given]] = {}
    for number in sorted(given, key=lambda one: (one.on, one.recorded_at)):
        if number.value is not None and number.guessed_by is None and number.person_id in people:
            own.setdefault(number.person_id, {})[number.on] = number
    days = tuple(sorted({day for numbers in own.values() for day in numbers}))
    place = {person_id: position for position, person_id in enumerate(people)}
    order = sorted(own, key=lambda person_id: (ORDER[marker_of(people[person_id])], place[person_id]))
    panels = tuple(_panel(people[person_id], own[person_id], days, row) for row, person_id in enumerate(order))
    return Chart(panels, days, max(PANEL_HEIGHT * len(panels), 1))


def _panel(person: PersonRow, numbers: Mapping[date, Given], days: Sequence[date], row: int) -> Panel:
    first, span = days[0], max((days[-1] - days[0]).days, 1)
    top = row * PANEL_HEIGHT
    dots = tuple(Dot(round(ROOM_LEFT + PLOT_WIDTH * (day - first).days / span, 1),
                     round(top + ROOM_TOP + PLOT_HEIGHT * (10 - number.value) / 10, 1), number.value, day)
                 for day, number in numbers.items() if number.value is not None)
    return Panel(person, marker_of(person), dots, top)
