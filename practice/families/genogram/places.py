"""The places of a drawing: shapes, labels and lines, in px. Text is measured by a careful guess, alike in any browser."""

import unicodedata
from dataclasses import dataclass, field

from practice.families.genogram.figures import Figure
from practice.families.genogram.kin import Couple, Sibship

SIZE = 40  # of a shape
LINE = 18  # height of a line of the label
LABEL_GAP = 5
WIDEST = 108  # of a label, in px at 15 px text
CELL = 60  # least width of a person's place
BETWEEN = 10  # between two places
LANE = 14  # between two lines that run side by side


@dataclass(slots=True)
class Place:
    """One person's place: the centre of the shape, and the lines of the label below it. Drawing moves nothing."""

    figure: Figure
    label: list[str]
    width: float
    x: float = 0
    y: float = 0

    @property
    def bottom(self) -> float:
        """Where the label ends."""
        return self.y + SIZE / 2 + LABEL_GAP + LINE * len(self.label)


@dataclass(slots=True)
class Bar:
    """The line below a couple."""

    couple: Couple
    left: float
    right: float
    y: float = 0
    tops: tuple[float, float] = (0, 0)


@dataclass(slots=True)
class Drop:
    """The line from parents to children: from (x, y) down to a bar at BAR, and down to each child (or on, past a row)."""

    sibship: Sibship
    x: float
    y: float
    bar: float
    ends: list[tuple[str, float, float]]  # (child or '', x, y)
    passes: list[float] = field(default_factory=list)  # where the bar passes over the lines of people between


@dataclass(slots=True)
class Plan:
    width: float
    height: float
    places: dict[str, Place]
    bars: list[Bar]
    drops: list[Drop]
    rows: list[list[str]]
    gaps: list[tuple[float, float]]  # for each row: from below its labels to the top of the next row's shapes


def text_width(text: str) -> float:
    """A careful guess at the width of TEXT in px at 15 px, in any script."""
    width = 0.0
    for letter in text:
        if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
            continue
        if unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0xFFFF or unicodedata.category(letter) == "So":
            width += 19
        elif letter in "ijlI.,;:'’ -()|":
            width += 5.2
        elif letter in "mwMW@%—":
            width += 14
        else:
            width += 11 if letter.isupper() else 8.9
    return width


def label_lines(name: str) -> list[str]:
    """The name on one or two lines; what does not fit ends with dots (the words beside the drawing give it whole)."""
    name = " ".join("".join(letter for letter in name if unicodedata.category(letter) not in {"Cc", "Cs", "Cf"}
                            or letter == "\u200d").split()) or "?"
    if text_width(name) <= WIDEST:
        return [name]
    first, rest = "", name
    for i, letter in enumerate(name):
        if text_width(name[:i + 1]) > WIDEST:
            break
        if letter in " -‐–":
            first, rest = name[:i + 1].strip(), name[i + 1:].strip()
    if not first:
        first = _fitting(name, WIDEST)
        rest = name[len(first):]
    return [first, rest if text_width(rest) <= WIDEST else _fitting(rest, WIDEST - 14) + "…"]


def _fitting(text: str, width: float) -> str:
    end = len(text)
    while end > 1 and text_width(text[:end]) > width:
        end -= 1
    return text[:end]
