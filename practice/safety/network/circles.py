"""Safety circles: three rings drawn as SVG, the children's people in them, names never over each other.

Each ring grows until its people fit: its band is cut into rows, and the rows into cells as wide as the ring's widest label, so
that no two labels touch by construction. Shapes say what somebody is (round: not paid; square: paid) and whether they were told
(solid) or not (hollow); the list beside the drawing says the same in words. Lengths are px at 15 px text.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup  # only our own shapes are HTML here: what people typed goes in by format(), which escapes it

from practice.families.genogram.places import LINE, label_lines, text_width

RINGS = (("inner", "Know everything"), ("middle", "Know something"), ("outer", "Know nothing yet"))
SIGN = 16  # of a sign
GAP = 10  # between two labels
MARGIN = 8  # between a label and the line of a ring
TAG = 24  # height of a ring's title, which stands on the top of its line
LEAST = 56  # radius of the innermost ring at least
EMPTY = 40  # width of the band of a ring with nobody in it
STEP = 6  # by which a ring grows until everybody fits


@dataclass(frozen=True, slots=True)
class Mark:
    """One person to draw. IS_TOLD: of at least one danger statement, None where the reader's part does not say."""

    name: str
    ring: str
    is_natural: bool = True
    is_told: bool | None = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark and the middle of its cell, from the centre of the circles; WIDTH and HEIGHT are the cell's."""

    mark: Mark
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Circles:
    """The drawing, and what it was drawn from: radii from inside out, and everybody's place."""

    svg: Markup
    radii: tuple[float, float, float]
    placed: tuple[Placed, ...]
    size: int


def draw(marks: Sequence[Mark], *, title: str, ident: str = "circles") -> Circles:
    """Draw the three rings. TITLE says whose circles they are; IDENT keeps the ids of two drawings on one page apart."""
    return _drawn(tuple(marks), title, ident)


@lru_cache(maxsize=128)
def _drawn(marks: tuple[Mark, ...], title: str, ident: str) -> Circles:
    inside, radii, placed = 0.0, [], list[Placed]()
    tags: list[tuple[float, float]] = []  # (radius, width) of the titles, which stand on the top of their rings
    for ring, called in RINGS:
        radius, there = _ring([mark for mark in marks if mark.ring == ring], inside, tags, text_width(called) + 2 * GAP)
        placed += there
        radii.append(radius)
        tags.append((radius, text_width(called) + 2 * GAP))
        inside = radius
    half = math.ceil(inside + TAG / 2 + 2)
    parts = [Markup('<circle class="circles__ring circles__ring--{}" cx="0" cy="0" r="{}"/>').format(ring, f"{radius:.0f}")
             for (ring, _), radius in reversed(list(zip(RINGS, radii, strict=True)))]
    for (_, called), (radius, width) in zip(RINGS, tags, strict=True):
        parts.append(Markup('<rect class="circles__tag" x="{}" y="{}" width="{}" height="{}" rx="4"/>'
                            '<text class="circles__title" x="0" y="{}">{}</text>').format(
            f"{-width / 2:.1f}", f"{-radius - TAG / 2:.1f}", f"{width:.1f}", TAG, f"{-radius + 5:.1f}", called))
    parts += [mark for one in placed for mark in signs(one)]
    svg = Markup('<svg class="genogram genogram--wide circles" viewBox="{} {} {} {}" width="{}" height="{}" role="img"'
                 ' aria-labelledby="{}-title {}-desc"><title id="{}-title">{}</title><desc id="{}-desc">{}</desc>{}</svg>'
                 ).format(-half, -half, 2 * half, 2 * half, 2 * half, 2 * half, ident, ident, ident, title, ident,
                          "Three rings, from those who know everything outwards. The same as a list follows.",
                          Markup("").join(parts))
    return Circles(svg, (radii[0], radii[1], radii[2]), tuple(placed), 2 * half)


def _ring(marks: Sequence[Mark], inside: float, tags: Sequence[tuple[float, float]], title: float
          ) -> tuple[float, list[Placed]]:
    """(radius, places) of the smallest ring round INSIDE in which everybody has a cell."""
    radius = inside + (EMPTY if inside else LEAST)
    if not marks:
        return radius, []
    labels = [label_of(mark) for mark in marks]
    width = max(*(text_width(line) for lines in labels for line in lines), SIGN + GAP) + GAP
    height = SIGN + 6 + LINE * max(len(lines) for lines in labels) + GAP
    cells: list[tuple[float, float]] = []
    while len(cells) < len(marks):
        radius += STEP
        cells = max((_cells(inside, radius, width, height, [*tags, (radius, title)], first)
                     for first in _firsts(radius, width, height)), key=len)
    return radius, [Placed(mark, tuple(lines), x, y, width, height)
                    for mark, lines, (x, y) in zip(marks, labels, _spread(cells, len(marks), round_it=inside > 0), strict=True)]


def _firsts(radius: float, width: float, height: float) -> list[float]:
    """Where the rows may begin: in the middle, between two, or so that one stands at the very bottom."""
    bottom = math.sqrt(max((radius - MARGIN)**2 - (width / 2)**2, 0)) - height / 2
    return [0.0, height / 2, bottom % height]


def label_of(mark: Mark) -> list[str]:
    lines = label_lines(mark.name)
    return [*lines, "not told"] if mark.ring != "outer" and mark.is_natural and mark.is_told is False else lines


def _cells(inside: float, radius: float, width: float, height: float, tags: Sequence[tuple[float, float]],  # noqa: PLR0917
           first: float) -> list[tuple[float, float]]:
    """The middles of all cells of WIDTH and HEIGHT between two circles, but for those on a title. FIRST is one row's middle."""
    outer, inner = radius - MARGIN, inside + MARGIN if inside else 0.0
    found = []
    rows = int(outer // height) + 2
    for row in range(-rows, rows + 1):
        y = first + row * height
        near, far = max(abs(y) - height / 2, 0.0), abs(y) + height / 2
        if far >= outer:
            continue
        end = math.sqrt(outer**2 - far**2)
        start = math.sqrt(inner**2 - near**2) if near < inner else 0.0
        for left, right in [(-end, -start), (start, end)] if start else [(-end, end)]:
            many = int((right - left) // width)
            for number in range(many):
                x = left + (number + 0.5) * (right - left) / many
                if not any(abs(y + at) < (height + TAG) / 2 and abs(x) < (width + wide) / 2 for at, wide in tags):
                    found.append((x, y))
    return found


def _spread(cells: list[tuple[float, float]], many: int, *, round_it: bool) -> list[tuple[float, float]]:
    """MANY of the cells: evenly round a ring, or the nearest to the middle of a disc, from the top as one reads."""
    if not round_it:
        return sorted(sorted(cells, key=lambda cell: (math.hypot(*cell), cell))[:many], key=lambda cell: (cell[1], cell[0]))
    ring = sorted(cells, key=lambda cell: (math.atan2(cell[0], -cell[1]) % math.tau, cell))
    return [ring[int((number + 0.5) * len(ring) / many)] for number in range(many)]


def signs(one: Placed) -> list[Markup]:
    top = one.y - one.height / 2 + GAP / 2
    kind = "circles__sign circles__sign--told" if one.mark.is_told else "circles__sign"
    if one.mark.is_natural:
        sign = Markup('<circle class="{}" cx="{}" cy="{}" r="{}"/>').format(
            kind, f"{one.x:.1f}", f"{top + SIGN / 2:.1f}", SIGN // 2)
    else:
        sign = Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(
            kind, f"{one.x - SIGN / 2:.1f}", f"{top:.1f}", SIGN, SIGN)
    return [sign, *(Markup('<text x="{}" y="{}">{}</text>').format(
        f"{one.x:.1f}", f"{top + SIGN + 18 + number * LINE:.1f}", line) for number, line in enumerate(one.lines))]
