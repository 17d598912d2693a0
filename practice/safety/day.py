"""The day by hours: who is with which child in each part of the day, and where nobody is named. Pure.

Rows are the parts of the day, in four groups of days; columns are the children. A gap is said in words, because an empty
cell is easily read as 'nothing to say' (domain.md 3.3, 7).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from practice.families.queries import People, PersonRow
from practice.records.queries import Row

GROWN_UPS = "It is the grown-ups’ job to keep you safe."  # said to every child, whatever their part


@dataclass(frozen=True, slots=True)
class Slot:
    """One row of the grid: which days, which part, how the row is headed and how it is said in a sentence."""

    days: str
    part: str
    heading: str
    said: str

    @property
    def key(self) -> str:
        return f"{self.days}:{self.part}"

    @property
    def label(self) -> str:
        """'Weekdays: morning'."""
        return f"{GROUPS[self.days]}: {self.heading.lower()}" if self.part else GROUPS[self.days]


GROUPS = {"weekday": "School days", "weekend": "Weekends", "holiday": "School holidays", "contact": "Contact time"}
_PARTS = {
    "weekday": (("morning", "Morning", "school-day mornings"), ("school run", "School run", "the school run"),
                ("after school", "After school", "after school"), ("evening", "Evening", "school-day evenings"),
                ("night", "Night", "school nights")),
    "weekend": (("morning", "Morning", "weekend mornings"), ("after school", "Afternoon", "weekend afternoons"),
                ("evening", "Evening", "weekend evenings"), ("night", "Night", "weekend nights")),
    "holiday": (("morning", "Morning", "holiday mornings"), ("after school", "Afternoon", "holiday afternoons"),
                ("evening", "Evening", "holiday evenings"), ("night", "Night", "holiday nights")),
    "contact": (("", "Contact time", "contact time"),),
}
SLOTS = tuple(Slot(days, part, heading, said) for days, parts in _PARTS.items() for part, heading, said in parts)
SLOT_OF: dict[object, Slot] = {slot.key: slot for slot in SLOTS} | {(slot.days, slot.part): slot for slot in SLOTS}


@dataclass(frozen=True, slots=True)
class Cell:
    """What the grid says of one child in one part of the day: the rows that say it, and the sentence where none does."""

    child: PersonRow
    rows: tuple[tuple[Row, str], ...]  # (row, who is there)
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    slot: Slot
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Some days of the week, or `missing` where nobody is named on any part of them."""

    days: str
    heading: str
    lines: tuple[Line, ...]
    missing: str = ""

    @property
    def is_gapped(self) -> bool:
        return any(cell.gap for line in self.lines for cell in line.cells)

    def holds(self, saved: str) -> bool:
        """Does the row with this id, in hexadecimal, stand here?"""
        return any(row.id.hex == saved for line in self.lines for cell in line.cells for row, _ in cell.rows)


@dataclass(frozen=True, slots=True)
class Grid:
    children: tuple[PersonRow, ...]
    groups: tuple[Group, ...]

    @property
    def is_begun(self) -> bool:
        return any(group.lines for group in self.groups)

    @property
    def empty(self) -> list[tuple[str, str, PersonRow | None]]:
        """(sentence, slot, child) of every gap, in order; the same gap of all children is said once."""
        found: list[tuple[str, str, PersonRow | None]] = [
            (group.missing, next(slot.key for slot in SLOTS if slot.days == group.days), None)
            for group in self.groups if group.missing]
        for group in self.groups:
            for line in group.lines:
                empty = [cell for cell in line.cells if cell.gap]
                if empty and len(empty) == len(line.cells):
                    found.append((f"Nobody is named for {line.slot.said}", line.slot.key, None))
                else:
                    found += [(cell.gap, line.slot.key, cell.child) for cell in empty]
        return found

    @property
    def gaps(self) -> list[str]:
        """Every gap in a sentence."""
        return [says for says, _, _ in self.empty]


def grid_of(rows: Sequence[Row], people: People) -> Grid:
    """The grid of the family's parts of the day. Before anything is written there is no grid, and no gap.

    School days and weekends are looked through part by part; holidays as a whole until somebody is named on them; contact
    time only where it is written, for not every family has it.
    """
    children = tuple(child for child in people.children if child.died_on is None)
    if not rows or not children:
        return Grid(children, ())
    return Grid(children, tuple(_group(days, rows, people, children) for days in GROUPS))


def _group(days: str, rows: Sequence[Row], people: People, children: Sequence[PersonRow]) -> Group:
    here = [row for row in rows if row.body.days == days]
    if not here:
        return Group(days, GROUPS[days], (), "" if days == "contact" else f"Nobody is named for {_WHOLE[days]}")
    lines = []
    for slot in SLOTS:
        if slot.days == days:
            said = [row for row in here if row.body.part == slot.part]
            lines.append(Line(slot, tuple(_cell(slot, child, said, people) for child in children)))
    return Group(days, GROUPS[days], tuple(lines))


_WHOLE = {"weekday": "school days", "weekend": "weekends", "holiday": "the school holidays"}


def _cell(slot: Slot, child: PersonRow, rows: Sequence[Row], people: People) -> Cell:
    said = tuple((row, who_of(row, people)) for row in rows if not row.body.child or child.id in row.body.child)
    return Cell(child, said, "" if said else f"Nobody is named for {slot.said} ({child.short_name})")


def who_of(row: Row, people: People) -> str:
    """'Coral and Pearl'."""
    names = [name for name in (*(people.short(person) for person in row.body.who), row.body.who_name) if name]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
