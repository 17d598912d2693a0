"""The dotted loop round those who live together: one outline round their places, through the gaps between the rows."""

from collections import defaultdict
from collections.abc import Sequence

from practice.families.genogram.places import SIZE, Plan

ROUND = 12.0
Rect = tuple[float, float, float, float]


def home_outlines(plan: Plan, names: Sequence[str]) -> list[str]:
    """SVG paths round NAMES and nobody else; more than one where people of other homes stand between two parts of it."""
    rects: list[Rect] = []
    runs_above: list[Rect] = []
    last_row = -2
    for number, row in enumerate(plan.rows):
        inside = [name for name in row if name in names]
        if not inside:
            continue
        top = min(plan.places[name].y for name in row) - SIZE / 2 - 9
        bottom = max(plan.places[name].bottom for name in row) + 5
        runs: list[Rect] = []
        before = ""
        ordered = sorted(row, key=lambda name: plan.places[name].x)
        for name in ordered:
            if name in names:
                place = plan.places[name]
                left, right = place.x - place.width / 2 + 3, place.x + place.width / 2 - 3
                if before in names and runs:
                    runs[-1] = (runs[-1][0], top, right, bottom)
                else:
                    runs.append((left, top, right, bottom))
            before = name
        rects += runs
        if runs_above and last_row == number - 1:
            rects += _bridge(runs_above, runs)
        elif len(runs) > 1 and number + 1 < len(plan.rows):
            rects.append((runs[0][0], bottom, runs[-1][2], bottom + 10))
            rects += [(left, bottom - 1, right, bottom + 10) for left, _, right, _ in runs]
        runs_above, last_row = runs, number
    return [_rounded(loop) for loop in _outline(rects)]


def _bridge(above: list[Rect], below: list[Rect]) -> list[Rect]:
    """Join the runs of two rows through the gap between them, straight down where they overlap."""
    top, bottom = above[0][3], below[0][1]
    found = []
    lone = list(below)
    for run in above:
        under = [other for other in below if min(run[2], other[2]) - max(run[0], other[0]) > 30]
        for other in under:
            found.append((max(run[0], other[0]), top - 1, min(run[2], other[2]), bottom + 1))
            lone = [one for one in lone if one != other]
        if not under:
            lone.append(run)
    if lone:  # not over each other: along the gap
        everyone = above + below
        middle = (top + bottom) / 2
        found.append((min(run[0] for run in everyone), middle - 8, max(run[2] for run in everyone), middle + 8))
        found += [(run[0], run[3] - 1, run[2], middle) for run in above]
        found += [(run[0], middle, run[2], run[1] + 1) for run in below]
    return found


def _outline(rects: Sequence[Rect]) -> list[list[tuple[float, float]]]:
    """The loops round a union of upright rectangles."""
    xs = sorted({x for rect in rects for x in (rect[0], rect[2])})
    ys = sorted({y for rect in rects for y in (rect[1], rect[3])})
    full = {(i, j) for i in range(len(xs) - 1) for j in range(len(ys) - 1)
            if any(r[0] <= xs[i] and xs[i + 1] <= r[2] and r[1] <= ys[j] and ys[j + 1] <= r[3] for r in rects)}
    edges: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for i, j in full:  # clockwise round each cell, keeping the sides that border on nothing
        for start, end, beyond in (((i, j), (i + 1, j), (i, j - 1)), ((i + 1, j), (i + 1, j + 1), (i + 1, j)),
                                   ((i + 1, j + 1), (i, j + 1), (i, j + 1)), ((i, j + 1), (i, j), (i - 1, j))):
            if beyond not in full:
                edges[start].append(end)
    loops = []
    while edges:
        start = min(edges)
        loop, at, came = [start], start, (0, 0)
        while True:
            # At a corner where two loops touch, turn right.
            choices = edges[at]
            choice = min(choices, key=lambda to: -((to[0] - at[0]) * -came[1] + (to[1] - at[1]) * came[0]))
            choices.remove(choice)
            if not choices:
                del edges[at]
            came, at = (choice[0] - at[0], choice[1] - at[1]), choice
            if at == start:
                break
            loop.append(at)
        loops.append(_corners([(xs[i], ys[j]) for i, j in loop]))
    return loops


def _corners(loop: list[tuple[float, float]]) -> list[tuple[float, float]]:
    found = []
    for i, (x, y) in enumerate(loop):
        (x1, y1), (x2, y2) = loop[i - 1], loop[(i + 1) % len(loop)]
        if not (x1 == x == x2 or y1 == y == y2):
            found.append((x, y))
    return found


def _rounded(loop: list[tuple[float, float]]) -> str:
    parts: list[str] = []
    for i, (x, y) in enumerate(loop):
        (x1, y1), (x2, y2) = loop[i - 1], loop[(i + 1) % len(loop)]
        before, after = abs(x - x1) + abs(y - y1), abs(x2 - x) + abs(y2 - y)
        radius = min(ROUND, before / 2, after / 2)
        ax, ay = x - (x - x1) / before * radius, y - (y - y1) / before * radius
        bx, by = x + (x2 - x) / after * radius, y + (y2 - y) / after * radius
        parts.append(f"{'L' if parts else 'M'}{ax:.1f} {ay:.1f}Q{x:.1f} {y:.1f} {bx:.1f} {by:.1f}")
    return "".join(parts) + "z"
