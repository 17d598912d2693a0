"""Draw the plan as SVG in the classes of the style sheet, with title and description; names are escaped by Markup."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup  # only our own shapes are HTML here: what people typed goes in by format(), which escapes it

from practice.families.genogram.curves import arrow, bend, close_lines, cut, path_of, zigzag
from practice.families.genogram.figures import FEELINGS, HURT, Figure, Genogram, Tie
from practice.families.genogram.homes import home_outlines
from practice.families.genogram.kin import Kin, sort_out
from practice.families.genogram.layout import lay_out
from practice.families.genogram.places import SIZE, Bar, Drop, Place, Plan
from practice.families.genogram.wording import in_words, legend_of

DASHES = {"adoptive_parent": "6 4", "foster_parent": "2 4"}
NARROW = 416  # px; a wider drawing keeps its size and is moved sideways in its own frame
NARROWEST = 320
HALF = SIZE / 2


def draw(figures: Sequence[Figure], ties: Sequence[Tie], *, title: str, family_copy: bool = False,
         ident: str = "tree") -> Genogram:
    """Draw a family. TITLE says whose tree it is; IDENT keeps the ids of two drawings on one page apart.

    A family's copy holds no line of hurt and no loop round a protected home, nor the words for them.
    """
    return _drawn(tuple({figure.id: figure for figure in figures}.values()), tuple(ties), title, family_copy, ident)


@lru_cache(maxsize=256)
def _drawn(figures: tuple[Figure, ...], ties: Sequence[Tie], title: str, family_copy: bool, ident: str) -> Genogram:  # noqa: FBT001
    """The drawing of these very people and ties: it took more than a third of the story page's time, and changes when they do."""
    if family_copy:
        ties = [tie for tie in ties if tie.kind not in HURT]
    homes = _homes(figures, family_copy=family_copy)
    kin = sort_out(figures, ties)
    words, legend = in_words(kin, homes), legend_of(kin, homes)
    if not figures:
        return Genogram(Markup(""), words, legend, 0, 0)
    plan = lay_out(kin)
    width, height = round(plan.width), round(plan.height)
    parts = [Markup('<path class="genogram__home" d="{}"/>').format(d)
             for names in homes.values() for d in home_outlines(plan, names)]
    parts += _lines(kin, plan)
    parts += _feelings(kin, plan)
    parts += [mark for place in plan.places.values() for mark in _figure(place)]
    rows = len([row for row in plan.rows if row])
    desc = f"{'One generation' if rows == 1 else f'{_number(rows)} generations'}. The same in words follows."
    side = min(0, (width - NARROWEST) // 2)  # a small tree is not blown up: it stands in the middle
    width = max(width, NARROWEST)
    svg = Markup('<svg class="genogram{}" viewBox="{} 0 {} {}" width="{}" height="{}" role="img"'
                 ' aria-labelledby="{}-title {}-desc"><title id="{}-title">{}</title><desc id="{}-desc">{}</desc>{}</svg>'
                 ).format(" genogram--wide" if width > NARROW else "", side, width, height, width, height, ident, ident,
                          ident, title, ident, desc, Markup("").join(parts))
    return Genogram(svg, words, legend, width, height)


def _number(count: int) -> str:
    names = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
    return names[count] if count < len(names) else str(count)


def _homes(figures: Sequence[Figure], *, family_copy: bool) -> dict[str, list[str]]:
    """{home: who live there}, where two or more do; a protected one is not in a family's copy."""
    found: dict[str, list[str]] = defaultdict(list)
    hidden = {figure.home for figure in figures if figure.home_is_protected}
    for figure in figures:
        if figure.home and not figure.is_dead and not (family_copy and figure.home in hidden):
            found[figure.home].append(figure.id)
    return {home: names for home, names in found.items() if len(names) > 1}


def _path(d: str, dashes: str = "", kind: str = "line") -> Markup:
    dash = Markup(' stroke-dasharray="{}"').format(dashes) if dashes else ""
    return Markup('<path class="genogram__{}"{} d="{}"/>').format(kind, dash, d)


def _lines(kin: Kin, plan: Plan) -> list[Markup]:
    parts = []
    for bar in plan.bars:
        parts += _bar(bar)
    drawn = {bar.couple.pair for bar in plan.bars}
    for couple in kin.couples:  # partners in different rows: a line from one to the other
        if couple.pair not in drawn:
            points = bend(plan, couple.a, couple.b)
            parts.append(_path(path_of(points), "" if couple.is_solid else "6 4"))
            for i in range(couple.slashes):
                x, y = points[len(points) // 2]
                parts.append(_path(f"M{x + i * 7 + 5:.1f} {y - 9:.1f}l-10 18"))
    for drop in plan.drops:
        parts += _drop(kin, drop)
    return parts


def _bar(bar: Bar) -> list[Markup]:
    legs = f"M{bar.left:.1f} {bar.tops[0]:.1f}V{bar.y:.1f}M{bar.right:.1f} {bar.tops[1]:.1f}V{bar.y:.1f}"
    dashes = "" if bar.couple.is_solid else "6 4" if bar.couple.is_couple else "2 4"
    parts = [_path(legs), _path(f"M{bar.left:.1f} {bar.y:.1f}H{bar.right:.1f}", dashes)]
    middle = (bar.left + bar.right) / 2
    start = middle + min((bar.right - middle) * 0.55, 40)
    for i in range(bar.couple.slashes):
        parts.append(_path(f"M{start + i * 7 + 5:.1f} {bar.y - 9:.1f}l-10 18"))
    return parts


def _drop(kin: Kin, drop: Drop) -> list[Markup]:
    dashes = DASHES.get(drop.sibship.kind, "")
    starts = {name: x for name, x, _ in drop.ends}
    forks = []
    for group, identical in kin.twins:
        inside = [name for name in starts if name in group]
        if len(inside) > 1:
            middle = sum(starts[name] for name in inside) / len(inside)
            starts |= dict.fromkeys(inside, middle)
            forks.append((inside, middle, identical))
    xs = list(starts.values())
    left, right = min(drop.x, *xs), max(drop.x, *xs)
    line = f"M{drop.x:.1f} {drop.y:.1f}V{drop.bar:.1f}" if drop.sibship.parents else ""
    if right - left > 0.5:
        line += f"M{left:.1f} {drop.bar:.1f}" + "".join(
            f"H{x - 6:.1f}a6 6 0 0 1 12 0" for x in drop.passes) + f"H{right:.1f}"
    for name, x, y in drop.ends:
        line += f"M{starts[name]:.1f} {drop.bar:.1f}L{x:.1f} {y:.1f}"
    parts = [_path(line, dashes)]
    ends = {name: (x, y) for name, x, y in drop.ends}
    for inside, middle, identical in forks:
        if identical:  # a bar halfway down the fork
            y = (drop.bar + ends[inside[0]][1]) / 2
            halves = [(middle + ends[name][0]) / 2 for name in inside]
            parts.append(_path(f"M{min(halves):.1f} {y:.1f}H{max(halves):.1f}"))
    return parts


def _feelings(kin: Kin, plan: Plan) -> list[Markup]:
    parts = []
    busy: dict[frozenset[str], int] = defaultdict(int)
    for tie in kin.feelings:
        if tie.kind not in FEELINGS:
            continue
        pair = frozenset((tie.a, tie.b))
        points = bend(plan, tie.a, tie.b, lane=busy[pair])
        busy[pair] += 1
        if tie.kind == "violence":
            parts.append(_path(zigzag(points, clear_end=8) + arrow(points), kind="hurt"))
        elif tie.kind == "conflict":
            parts.append(_path(zigzag(points), kind="hurt"))
        elif tie.kind == "close":
            parts.append(_path(close_lines(points)))
        elif tie.kind == "distant":
            parts.append(_path(path_of(points), "1 5"))
        elif tie.kind == "cut_off":
            parts.append(_path(cut(points)))
        else:  # mending: a line with a knot in its middle
            x, y = points[len(points) // 2]
            parts.append(_path(path_of(points), "8 4"))
            parts.append(Markup('<circle class="genogram__shape" cx="{}" cy="{}" r="4"/>').format(f"{x:.1f}", f"{y:.1f}"))
    return parts


def _shape(figure: Figure, x: float, y: float, half: float) -> Markup:
    at = {"x": f"{x:.1f}", "y": f"{y:.1f}", "r": f"{half:.1f}"}
    if figure.is_unborn:
        corners = f"M{x:.1f} {y - half:.1f}L{x + half:.1f} {y + half:.1f}H{x - half:.1f}z"
        return Markup('<path class="genogram__shape" d="{}"/>').format(corners)
    if figure.sex == "female":
        return Markup('<circle class="genogram__shape" cx="{x}" cy="{y}" r="{r}"/>').format(**at)
    if figure.sex == "male":
        return Markup('<rect class="genogram__shape" x="{}" y="{}" width="{}" height="{}"/>').format(
            f"{x - half:.1f}", f"{y - half:.1f}", f"{2 * half:.1f}", f"{2 * half:.1f}")
    corners = f"M{x:.1f} {y - half:.1f}L{x + half:.1f} {y:.1f}L{x:.1f} {y + half:.1f}L{x - half:.1f} {y:.1f}z"
    return Markup('<path class="genogram__shape" d="{}"/>').format(corners)


def _figure(place: Place) -> list[Markup]:
    figure, x, y = place.figure, place.x, place.y
    parts = [_shape(figure, x, y, HALF)]
    if figure.is_index:
        # The inner outline of a triangle sits lower, so that it stands inside on all sides.
        parts.append(_shape(figure, x, y + 3 if figure.is_unborn else y, HALF - (9 if figure.is_unborn else 4)))
    if figure.is_dead:
        parts.append(_path(f"M{x - HALF:.1f} {y - HALF:.1f}l{SIZE} {SIZE}M{x + HALF:.1f} {y - HALF:.1f}l-{SIZE} {SIZE}"))
    elif figure.age is not None and not figure.is_unborn:
        parts.append(Markup('<text x="{}" y="{}">{}</text>').format(f"{x:.1f}", f"{y + 5:.1f}", figure.age))
    for i, line in enumerate(place.label):
        parts.append(Markup('<text class="genogram__name" x="{}" y="{}">{}</text>').format(
            f"{x:.1f}", f"{y + HALF + 17 + i * 18:.1f}", line))
    return parts
