"""Safety circles as tall as they need to be and never wider than a phone: three rounded frames, one inside the other.

The same people, shapes and titles as in circles.py, whose signs it draws; names stand in one or two columns under the title of
their own ring, so that no two can touch. The frame is as wide as a page of 360 px has room, and shrinks on a narrower one.
"""

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

from practice.families.genogram.places import LINE, text_width
from practice.safety.network.circles import GAP, RINGS, SIGN, TAG, Mark, Placed, label_of, signs

WIDTH = 328  # px: a page of 360 without its gutters
INSET = 12  # of each ring in the one around it
ROUND = 34  # of the corners
LEAST = 44  # height of a ring's own people where there are none


def draw(marks: Sequence[Mark], *, title: str, ident: str = "circles-phone") -> Markup:
    """Draw the three rings for a narrow page. TITLE says whose circles they are; IDENT keeps the ids of two drawings apart."""
    return _drawn(tuple(marks), title, ident)


def placed(marks: Sequence[Mark]) -> list[tuple[Placed, tuple[float, float]]]:
    """Everybody's cell, with the (top, bottom) of the ring that is theirs, from the top of the drawing."""
    return _places(tuple(marks))[0]


@lru_cache(maxsize=128)
def _drawn(marks: tuple[Mark, ...], title: str, ident: str) -> Markup:
    people, frames, height = _places(marks)
    parts = []
    for depth, (ring, _, top, bottom) in enumerate(reversed(frames)):
        parts.append(Markup('<rect class="circles__ring circles__ring--{}" x="{}" y="{}" width="{}" height="{}" rx="{}"/>').format(
            ring, 1 + depth * INSET, top, WIDTH - 2 - 2 * depth * INSET, bottom - top, ROUND - 6 * depth))
    for _, called, top, _ in frames:
        width = text_width(called) + 2 * GAP
        parts.append(Markup('<rect class="circles__tag" x="{}" y="{}" width="{}" height="{}" rx="4"/>'
                            '<text class="circles__title" x="{}" y="{}">{}</text>').format(
            f"{(WIDTH - width) / 2:.1f}", top - TAG // 2, f"{width:.1f}", TAG, WIDTH // 2, top + 5, called))
    parts += [sign for one, _ in people for sign in signs(one)]
    return Markup('<svg class="genogram genogram--wide circles circles--phone" viewBox="0 0 {} {}" width="{}" height="{}"'
                  ' role="img" aria-labelledby="{}-title {}-desc"><title id="{}-title">{}</title>'
                  '<desc id="{}-desc">{}</desc>{}</svg>'
                  ).format(WIDTH, height, WIDTH, height, ident, ident, ident, title, ident,
                           "Three rings, from those who know everything outwards. The same as a list follows.",
                           Markup("").join(parts))


def _places(marks: tuple[Mark, ...]) -> tuple[list[tuple[Placed, tuple[float, float]]], list[tuple[str, str, int, int]], int]:
    """Everybody's cell; (ring, title, top, bottom) from the innermost outwards; the height of it all."""
    gap = TAG + GAP  # from the line of one ring to the line of the next: room for the title
    top = TAG // 2 + 2 * gap
    people: list[tuple[Placed, tuple[float, float]]] = []
    frames: list[tuple[str, str, int, int]] = []
    y = top + TAG // 2 + GAP // 2
    for depth, (ring, called) in enumerate(RINGS):
        here = [mark for mark in marks if mark.ring == ring]
        room = WIDTH - 2 * INSET * (len(RINGS) - depth) - 2 * GAP
        rows = _rows(here, room)
        start, line = y, top - depth * gap
        for row in rows:
            height = max(cell.height for cell in row)
            people += [(Placed(cell.mark, cell.lines, cell.x, start + height / 2, cell.width, height), (line, 0.0)) for cell in row]
            start += int(height)
        bottom = max(start, y + (LEAST if not here and not depth else GAP)) + GAP
        people = [(one, (line, float(bottom)) if one.mark.ring == ring else span) for one, span in people]
        frames.append((ring, called, line, bottom))
        y = bottom + GAP // 2
    return people, frames, frames[-1][3] + 2


def _rows(marks: Sequence[Mark], room: int) -> list[list[Placed]]:
    """The cells of one ring, two in a row where every name has room, in the middle of the drawing."""
    labels = [tuple(label_of(mark)) for mark in marks]
    widest = max((text_width(line) for lines in labels for line in lines), default=0) + GAP
    many = 2 if len(marks) > 1 and widest * 2 <= room else 1
    found = []
    for first in range(0, len(marks), many):
        some = list(zip(marks[first:first + many], labels[first:first + many], strict=True))
        width = room / many
        left = WIDTH / 2 - width * len(some) / 2
        found.append([Placed(mark, lines, left + width * (place + 0.5), 0.0, width, SIGN + 6 + LINE * len(lines) + GAP)
                      for place, (mark, lines) in enumerate(some)])
    return found
