"""Where everyone stands: rows by generation, couples side by side, children under their parents, the eldest on the left.

The order within the rows starts from a walk down the tree and is improved by barycentres, keeping the order with the fewest
crossings; places then follow from least squares under fixed distances, so that nothing can overlap.
"""

import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field

from practice.families.genogram.figures import FEELINGS, Figure
from practice.families.genogram.kin import Couple, Kin, Sibship, age_key

SIZE = 40  # of a shape
LINE = 18  # height of a line of the label
LABEL_GAP = 5
WIDEST = 108  # of a label, in px at 15 px text
CELL = 60  # least width of a person's place
BETWEEN = 10  # between two places
LANE = 14  # between two lines that run side by side
SWEEPS = 12


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


def lay_out(kin: Kin) -> Plan:
    """Find a place for everyone. Pure: the same people and ties give the same plan."""
    places = {}
    for figure in kin.figures.values():
        label = label_lines(figure.name)
        if figure.is_dead and figure.died_year:
            label.append(f"{figure.born_year}–{figure.died_year}" if figure.born_year else f"died {figure.died_year}")
        places[figure.id] = Place(figure, label, max(CELL, *(text_width(line) for line in label)) + BETWEEN)
    for tie in kin.feelings:  # partners with a line between their shapes stand further apart, so that it can be seen
        if tie.kind in FEELINGS and any(couple.pair == {tie.a, tie.b} for couple in kin.couples):
            places[tie.a].width += 22
            places[tie.b].width += 22
    rows = _Rows(kin, places)
    rows.improve()
    rows.spread()
    return rows.plan()


class _Rows:
    """The rows while they are being ordered. A unit is a couple (or a chain of partners), one person, or a lane that a long
    line keeps free in a row between (its name begins with a blank)."""

    def __init__(self, kin: Kin, places: dict[str, Place]) -> None:
        self.kin, self.places = kin, places
        self.height = max(kin.row_of.values(), default=0) + 1
        self.row_of = dict(kin.row_of)
        self.x: dict[str, float] = {}
        self.width = {name: place.width for name, place in places.items()}
        # hops: (names above, sibship, names below), each across one gap
        self.hops: list[tuple[tuple[str, ...], Sibship, list[str]]] = []
        self._hop()
        self.units = self._units()
        self.unit_of = {name: unit for row in self.units for unit in row for name in unit}

    def _hop(self) -> None:
        lanes = 0
        for sibship in self.kin.sibships:
            if not sibship.parents:
                continue
            start = max(self.row_of[parent] for parent in sibship.parents)
            above = tuple(parent for parent in sibship.parents if self.row_of[parent] == start)
            near: list[str] = []
            for child in sibship.children:
                end = self.row_of[child]
                if end <= start:
                    continue
                before = ""
                for row in range(start + 1, end):
                    lane = f" {lanes}"
                    lanes += 1
                    self.row_of[lane], self.width[lane] = row, 16.0
                    if before:
                        self.hops.append(((before,), sibship, [lane]))
                    else:
                        near.append(lane)
                    before = lane
                if before:
                    self.hops.append(((before,), sibship, [child]))
                else:
                    near.append(child)
            if near:
                self.hops.append((above, sibship, near))

    def _units(self) -> list[list[list[str]]]:
        partners: dict[str, list[str]] = defaultdict(list)
        for couple in self.kin.couples:
            if self.row_of[couple.a] == self.row_of[couple.b]:
                partners[couple.a].append(couple.b)
                partners[couple.b].append(couple.a)
        chain_of: dict[str, list[str]] = {}
        for name in self.kin.figures:
            if name not in chain_of:
                chain = self._chain(name, partners)
                chain_of |= dict.fromkeys(chain, chain)
        rows: list[list[list[str]]] = [[] for _ in range(self.height)]
        seen: set[int] = set()

        def visit(name: str) -> None:
            unit = chain_of.get(name, [name])
            if name in chain_of:
                if id(unit) in seen:
                    return
                seen.add(id(unit))
            rows[self.row_of[name]].append(unit)
            for member in unit:
                for above, _, below in self.hops:
                    if member in above:
                        for child in below:
                            if child in self.kin.figures or [child] not in rows[self.row_of[child]]:
                                visit(child)

        for name in sorted(self.kin.figures, key=lambda name: self.row_of[name]):
            visit(name)
        return rows

    def _chain(self, start: str, partners: dict[str, list[str]]) -> list[str]:
        """Partners side by side; whoever has had several stands between the first two."""
        group, ahead = [], [start]
        while ahead:
            name = ahead.pop(0)
            if name not in group:
                group.append(name)
                ahead += partners[name]
        if len(group) == 1:
            return group
        if len(group) == 2:  # by custom the man on the left, where there is one; parents above decide over it later
            return sorted(group, key=lambda name: (self.kin.figures[name].sex != "male", group.index(name)))
        centre = max(group, key=lambda name: (len(partners[name]), -group.index(name)))
        chain, ahead = [centre], [centre]
        while ahead:
            name = ahead.pop(0)
            for other in partners[name]:
                if other in chain:
                    continue
                here = chain.index(name)
                left = here < len(chain) - 1 - here or (here == len(chain) - 1 - here and len(ahead) % 2 == 0)
                chain.insert(0 if left else len(chain), other)
                ahead.append(other)
        return chain

    # the order within rows

    def improve(self) -> None:
        self._place()
        best, order = self._cost(), self._order()
        for sweep in range(SWEEPS):
            down = sweep % 2 == 0
            for row in (range(1, self.height) if down else range(self.height - 2, -1, -1)):
                self._sort(row, down=down)
            self._eldest_left()
            self._place()
            cost = self._cost()
            if cost < best:
                best, order = cost, self._order()
        self.units = [[list(unit) for unit in row] for row in order]
        self.unit_of = {name: unit for row in self.units for unit in row for name in unit}
        self._eldest_left()
        self._place()

    def _order(self) -> list[list[list[str]]]:
        return [[list(unit) for unit in row] for row in self.units]

    def _place(self) -> None:
        for row in self.units:
            x = -sum(self.width[name] for unit in row for name in unit) / 2
            for unit in row:
                for name in unit:
                    self.x[name] = x + self.width[name] / 2
                    x += self.width[name]

    def _pulls(self, *, down: bool) -> dict[str, list[float]]:
        """For each name, where the ones tied to it above (or below) would have it."""
        found: dict[str, list[float]] = defaultdict(list)
        for above, _, below in self.hops:
            middle = sum(self.x[name] for name in above) / len(above)
            if down:
                for name in below:
                    found[name].append(middle)
            else:
                mean = sum(self.x[name] for name in below) / len(below)
                for name in above:
                    found[name].append(self.x[name] + mean - middle)
        return found

    def _sort(self, row: int, *, down: bool) -> None:
        pulls = self._pulls(down=down)

        def wanted(unit: list[str]) -> float:
            found = [value for name in unit for value in pulls.get(name, ())]
            return sum(found) / len(found) if found else sum(self.x[name] for name in unit) / len(unit)

        for unit in self.units[row]:
            self._turn(unit, pulls)
        self.units[row].sort(key=lambda unit: round(wanted(unit), 3))
        self._place()

    def _turn(self, unit: list[str], pulls: dict[str, list[float]]) -> None:
        """Turn a couple round where that brings each under their own parents, or over their own children."""
        if len(unit) < 2:
            return
        wants = [(i, sum(pulls[name]) / len(pulls[name])) for i, name in enumerate(unit) if pulls.get(name)]
        if len(wants) == 1:  # only one has family here: they stand towards it
            i, want = wants[0]
            centre = sum(self.x[name] for name in unit) / len(unit)
            if (i - (len(unit) - 1) / 2) * (want - centre) < 0 and abs(want - centre) > CELL:
                unit.reverse()
        elif wants:
            mean_i, mean = sum(i for i, _ in wants) / len(wants), sum(want for _, want in wants) / len(wants)
            if sum((i - mean_i) * (want - mean) for i, want in wants) < -1:
                unit.reverse()

    def _eldest_left(self) -> None:
        """Full brothers and sisters without partners change places among themselves, the eldest to the left."""
        for sibship in self.kin.sibships:
            place_of = {name: i for i, name in enumerate(sibship.children)}
            twins = [group & place_of.keys() for group, _ in self.kin.twins]
            place_of |= {name: min(place_of[twin] for twin in group) for group in twins for name in group}
            by_row: dict[int, list[str]] = defaultdict(list)
            for child in sibship.children:
                if len(self.unit_of.get(child, ())) == 1 and self._first_sibship(child) is sibship:
                    by_row[self.row_of[child]].append(child)
            for row, names in by_row.items():
                slots = [i for i, unit in enumerate(self.units[row]) if unit[0] in names]
                ordered = sorted(names, key=lambda name: (
                    age_key(self.kin.figures[name])[0], place_of[name],
                                                                 sibship.children.index(name)))
                for slot, name in zip(slots, ordered, strict=True):
                    self.units[row][slot] = self.unit_of[name]

    def _first_sibship(self, child: str) -> Sibship | None:
        return next((sibship for sibship in self.kin.sibships if child in sibship.children), None)

    def _cost(self) -> float:
        edges: dict[int, list[tuple[float, float]]] = defaultdict(list)
        length = 0.0
        for above, _, below in self.hops:
            middle = sum(self.x[name] for name in above) / len(above)
            for name in below:
                edges[self.row_of[name]].append((middle, self.x[name]))
                length += abs(middle - self.x[name])
        crossings = sum((a[0] - b[0]) * (a[1] - b[1]) < -1
                        for row in edges.values() for i, a in enumerate(row) for b in row[i + 1:])
        homes: dict[tuple[str, int], list[float]] = defaultdict(list)
        for name, figure in self.kin.figures.items():
            if figure.home:
                homes[figure.home, self.row_of[name]].append(self.x[name])
        apart = sum(max(xs) - min(xs) for xs in homes.values())
        return crossings * 400 + length + apart * 0.5

    # places along the rows

    def spread(self) -> None:
        for sweep in range(SWEEPS):
            down = sweep % 2 == 0
            for row in (range(self.height) if down else range(self.height - 1, -1, -1)):
                pulls = self._pulls(down=down)
                other = self._pulls(down=not down)
                self._settle(row, pulls, other)

    def _settle(self, row: int, pulls: dict[str, list[float]], other: dict[str, list[float]]) -> None:
        """Least squares under the given order: the pool of adjacent violators."""
        wanted, offsets, total = [], [], 0.0
        for unit in self.units[row]:
            width = sum(self.width[name] for name in unit)
            x, moves = 0.0, []
            for name in unit:
                inside = x + self.width[name] / 2 - width / 2
                moves += [(value - inside, 2.0) for value in pulls.get(name, ())]
                moves += [(value - inside, 1.0) for value in other.get(name, ())]
                x += self.width[name]
            if not moves:
                moves = [(sum(self.x[name] for name in unit) / len(unit), 0.01)]
            weight = sum(w for _, w in moves)
            offsets.append(total + width / 2)
            total += width
            wanted.append((sum(value * w for value, w in moves) / weight - offsets[-1], weight))
        pools: list[tuple[float, float, int]] = []
        for value, weight in wanted:
            pools.append((value, weight, 1))
            while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
                (v1, w1, n1), (v2, w2, n2) = pools[-2:]
                pools[-2:] = [((v1 * w1 + v2 * w2) / (w1 + w2), w1 + w2, n1 + n2)]
        shifts = [value for value, _, count in pools for _ in range(count)]
        for unit, shift, offset in zip(self.units[row], shifts, offsets, strict=True):
            x = shift + offset - sum(self.width[name] for name in unit) / 2
            for name in unit:
                self.x[name] = x + self.width[name] / 2
                x += self.width[name]

    # lines, and how far the rows stand apart

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
