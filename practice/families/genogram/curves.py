"""Lines between two people that are neither couple nor child: bent round others, doubled, zigzag, cut."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from practice.families.genogram.places import LABEL_GAP, LINE, SIZE, Plan

Points = list[tuple[float, float]]
STEPS = 24
BENDS = (0.0, 30.0, -30.0, 60.0, -60.0, 95.0, -95.0, 125.0, -125.0, 160.0, -160.0)


def bend(plan: Plan, a: str, b: str, lane: int = 0) -> Points:
    """Points from the edge of one shape to the edge of the other, on the curve that crosses the fewest others.

    LANE parts several lines between the same two people.
    """
    one, two = plan.places[a], plan.places[b]
    blocks = [(place.x - max(SIZE / 2, place.width / 2 - 8), place.y - SIZE / 2 - 2,
               place.x + max(SIZE / 2, place.width / 2 - 8), place.bottom, SIZE / 2 + 2)
              for name, place in plan.places.items() if name not in {a, b}]
    own = [(place.x - place.width / 2 + 8, place.y + SIZE / 2 + LABEL_GAP, place.x + place.width / 2 - 8,
            place.y + SIZE / 2 + LABEL_GAP + LINE * len(place.label), 0.0) for place in (one, two)]
    best: tuple[float, Points] | None = None
    for number, bow in enumerate(BENDS):
        points = _curve((one.x, one.y), (two.x, two.y), bow + lane * 14)
        hits = sum(_blocked(point, blocks) for point in points[1:-1]) * 3 + sum(_blocked(point, own) for point in points) * 2
        outside = sum(not (4 <= x <= plan.width - 4 and 4 <= y <= plan.height - 4) for x, y in points) * 4
        cost = hits + outside + number * 0.2
        if best is None or cost < best[0]:
            best = (cost, points)
        if cost == 0:
            break
    assert best is not None
    return _between(best[1], SIZE / 2 + 3)


def _curve(start: tuple[float, float], end: tuple[float, float], bow: float) -> Points:
    (x1, y1), (x2, y2) = start, end
    length = hypot(x2 - x1, y2 - y1) or 1.0
    # The bow leans up, or to the left of a line that runs down, whichever way round the tie was said.
    nx, ny = (y2 - y1) / length, -(x2 - x1) / length
    if (ny, nx) > (0.01, 0) or (abs(ny) <= 0.01 and nx > 0):
        nx, ny = -nx, -ny
    mx, my = (x1 + x2) / 2 + nx * bow * 2, (y1 + y2) / 2 + ny * bow * 2
    return [((1 - t) ** 2 * x1 + 2 * t * (1 - t) * mx + t * t * x2, (1 - t) ** 2 * y1 + 2 * t * (1 - t) * my + t * t * y2)
            for t in (i / STEPS for i in range(STEPS + 1))]


def _blocked(point: tuple[float, float], blocks: Sequence[tuple[float, float, float, float, float]]) -> bool:
    x, y = point
    return any(left < x < right and top < y < bottom for left, top, right, bottom, _ in blocks)


def _between(points: Points, away: float) -> Points:
    """The part of the curve that lies outside both shapes, at an even pace."""
    start, end = points[0], points[-1]
    inner = [point for point in points if hypot(point[0] - start[0], point[1] - start[1]) > away
             and hypot(point[0] - end[0], point[1] - end[1]) > away]
    if len(inner) < 2:
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
        return [(middle[0] - 4, middle[1]), (middle[0] + 4, middle[1])]
    return _even([_edge(start, inner[0], away), *inner, _edge(end, inner[-1], away)])


def _edge(centre: tuple[float, float], towards: tuple[float, float], away: float) -> tuple[float, float]:
    length = hypot(towards[0] - centre[0], towards[1] - centre[1]) or 1.0
    return (centre[0] + (towards[0] - centre[0]) / length * away, centre[1] + (towards[1] - centre[1]) / length * away)


def _even(points: Points, step: float = 6.0) -> Points:
    out, left = [points[0]], step
    for (x1, y1), (x2, y2) in pairwise(points):
        length, done = hypot(x2 - x1, y2 - y1), 0.0
        while length - done >= left:
            done += left
            left = step
            out.append((x1 + (x2 - x1) * done / length, y1 + (y2 - y1) * done / length))
        left -= length - done
    if hypot(points[-1][0] - out[-1][0], points[-1][1] - out[-1][1]) > 1:
        out.append(points[-1])
    return out


def _shifted(points: Points, sizes: Sequence[float]) -> Points:
    """Each point moved sideways from the line by its size."""
    out = []
    for i, ((x, y), size) in enumerate(zip(points, sizes, strict=True)):
        (x1, y1), (x2, y2) = points[max(i - 1, 0)], points[min(i + 1, len(points) - 1)]
        length = hypot(x2 - x1, y2 - y1) or 1.0
        out.append((x + (y2 - y1) / length * size, y - (x2 - x1) / length * size))
    return out


def path_of(points: Points) -> str:
    """The points as an SVG path."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def zigzag(points: Points, clear_end: float = 0) -> str:
    """A zigzag along the line; CLEAR_END px before its end run straight, where the arrow stands."""
    straight = int(clear_end // 6) + 1
    last = len(points) - 1
    sizes = [0.0 if i in {0, last} or i > last - straight else (6.0 if i % 2 else -6.0) for i in range(len(points))]
    return path_of(_shifted(points, sizes))


def arrow(points: Points) -> str:
    """The head of an arrow at the end of the line."""
    (x, y), (bx, by) = points[-1], points[max(len(points) - 4, 0)]
    length = hypot(x - bx, y - by) or 1.0
    ux, uy = (x - bx) / length, (y - by) / length
    return (f"M{x - ux * 11 - uy * 7:.1f} {y - uy * 11 + ux * 7:.1f}L{x:.1f} {y:.1f}"
            f"L{x - ux * 11 + uy * 7:.1f} {y - uy * 11 - ux * 7:.1f}")


def close_lines(points: Points) -> str:
    """Two lines side by side."""
    return path_of(_shifted(points, [2.5] * len(points))) + path_of(_shifted(points, [-2.5] * len(points)))


def cut(points: Points) -> str:
    """A line with a gap in its middle, closed by two short strokes."""
    middle = len(points) // 2
    if len(points) < 4:
        return path_of(points)
    before, after = points[:middle], points[middle + 1:]
    strokes = ""
    for at, part in ((-1, before), (0, after)):
        sides = [_shifted(points, [size] * len(points))[points.index(part[at])] for size in (7.0, -7.0)]
        strokes += path_of(sides)
    return path_of(before) + path_of(after) + strokes
