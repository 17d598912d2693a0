"""The lines between the rows: each bar has a lane of its own, and the rows stand as far apart as their lanes need."""

from collections import defaultdict

from practice.families.genogram.kin import Kin, Sibship
from practice.families.genogram.order import Rows
from practice.families.genogram.places import LANE, SIZE, Bar, Drop, Plan


class Lanes:
    """Draws up the plan of rows that stand in their order."""

    def __init__(self, kin: Kin, rows: Rows) -> None:
        self.kin, self.places, self.units, self.hops = kin, rows.places, rows.units, rows.hops
        self.height, self.row_of, self.x, self.width = rows.height, rows.row_of, rows.x, rows.width

    def plan(self) -> Plan:
        left = min(self.x[name] - self.width[name] / 2 for name in self.x) - 8
        right = max(self.x[name] + self.width[name] / 2 for name in self.x) + 8
        self.x = {name: round(x - left, 1) for name, x in self.x.items()}
        twin_rows = {self.row_of[name] for group, _ in self.kin.twins for name in group}
        orphan_rows = {self.row_of[s.children[0]] for s in self.kin.sibships if not s.parents}
        top = 12.0 + (LANE + 8 if 0 in orphan_rows else 0)
        bars: list[Bar] = []
        drops: list[Drop] = []
        gaps: list[tuple[float, float]] = []
        waiting: dict[str, float] = {}  # where a lane was left by the line above
        for row in range(self.height):
            names = [name for unit in self.units[row] for name in unit]
            people = [name for name in names if name in self.places]
            for name in people:
                self.places[name].x, self.places[name].y = self.x[name], top + SIZE / 2
            below = max((self.places[name].bottom for name in people), default=top)
            for name in names:
                waiting[name] = self.places[name].bottom + 3 if name in self.places else top
            row_bars = self._bars(row, below)
            bars += row_bars
            lanes = max((bar.y for bar in row_bars), default=below)
            row_drops = self._drops(row, row_bars, waiting)
            levels = _levels([(min(drop.x, *(x for _, x, _ in drop.ends)), max(drop.x, *(x for _, x, _ in drop.ends)))
                              for drop in row_drops])
            for drop, level in zip(row_drops, levels, strict=True):
                drop.bar = lanes + LANE + level * LANE
            end = lanes + LANE * (max(levels, default=0) + 2) + (10 if row + 1 in twin_rows else 2)
            if row + 1 in orphan_rows:
                end += LANE
            gaps.append((below, end))
            for drop in row_drops:
                drop.ends = [(name, x, end) for name, x, _ in drop.ends]
            drops += row_drops
            top = end
        drops += [self._orphans(sibship) for sibship in self.kin.sibships if not sibship.parents]
        height = max([place.bottom for place in self.places.values()] + [bar.y for bar in bars]) + 14
        return Plan(round(right - left, 1), round(height, 1), self.places, bars, drops,
                    [[name for unit in row for name in unit if name in self.places] for row in self.units], gaps)

    def _bars(self, row: int, below: float) -> list[Bar]:
        here = [couple for couple in self.kin.couples
                if self.row_of[couple.a] == row and self.row_of[couple.b] == row]
        # Several partners: their lines leave a person side by side, in the order in which the partners stand.
        legs: dict[str, list[str]] = defaultdict(list)
        for couple in here:
            legs[couple.a].append(couple.b)
            legs[couple.b].append(couple.a)
        for name, others in legs.items():
            others.sort(key=lambda other: self._leg_key(name, other))
        bars = []
        for couple in here:
            a, b = sorted((couple.a, couple.b), key=lambda name: self.x[name])
            ends = [self.x[one] + (legs[one].index(two) - (len(legs[one]) - 1) / 2) * 10 for one, two in ((a, b), (b, a))]
            bars.append(Bar(couple, ends[0], ends[1], tops=(self.places[a].bottom + 3, self.places[b].bottom + 3)))
        levels = _levels([(bar.left, bar.right) for bar in bars])
        for bar, level in zip(bars, levels, strict=True):
            bar.y = below + 12 + level * LANE
        return bars

    def _leg_key(self, name: str, other: str) -> tuple[float, float]:
        """Legs to the left first; on each side the nearest partner's leg is the inner one."""
        distance = self.x[other] - self.x[name]
        return (-1, -distance) if distance < 0 else (1, -distance)

    def _drops(self, row: int, bars: list[Bar], waiting: dict[str, float]) -> list[Drop]:
        by_pair = {bar.couple.pair: bar for bar in bars}
        found = []
        for above, sibship, below in self.hops:
            if self.row_of[above[0]] != row:
                continue
            bar = by_pair.get(frozenset(above)) if len(above) == 2 else None
            x = (bar.left + bar.right) / 2 if bar else self.x[above[0]]
            y = bar.y if bar else waiting[above[0]]
            if bar is None and above[0] in self.places and any(above[0] in couple.pair for couple in self.kin.couples):
                x += 16  # beside the lines that lead to partners
            if bar:  # over the children, as far as the couple's line reaches
                middle = sum(self.x[name] for name in below) / len(below)
                x = min(max(middle, bar.left + 9), bar.right - 9) if bar.right - bar.left > 18 else x
            found.append(Drop(sibship, round(x, 1), y, 0, [(name if name in self.places else "", self.x[name], 0)
                                                          for name in below]))
        return found

    def _orphans(self, sibship: Sibship) -> Drop:
        tops = [(name, self.x[name], self.places[name].y - SIZE / 2) for name in sibship.children]
        bar = min(y for _, _, y in tops) - LANE
        left, right = min(x for _, x, _ in tops), max(x for _, x, _ in tops)
        row = self.row_of[sibship.children[0]]
        between = sorted(self.x[name] for unit in self.units[row] for name in unit
                         if name not in sibship.children and left < self.x[name] < right)
        return Drop(sibship, tops[0][1], bar, bar, tops, between)


def _levels(spans: list[tuple[float, float]]) -> list[int]:
    """A lane for each span, the shortest nearest, so that no two lines lie on each other."""
    taken: list[list[tuple[float, float]]] = []
    found = [0] * len(spans)
    for i in sorted(range(len(spans)), key=lambda i: (spans[i][1] - spans[i][0], i)):
        start, end = spans[i]
        level = 0
        while level < len(taken) and any(start < b + 6 and a < end + 6 for a, b in taken[level]):
            level += 1
        if level == len(taken):
            taken.append([])
        taken[level].append((start, end))
        found[i] = level
    return found
