"""The order within the rows, and where along them everyone stands.

The order starts from a walk down the tree and is improved by barycentres, keeping the order with the fewest crossings; places
then follow from least squares under fixed distances, so that nothing can overlap.
"""

from collections import defaultdict

from practice.families.genogram.kin import Kin, Sibship, age_key
from practice.families.genogram.places import CELL, Place

SWEEPS = 12


class Rows:
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
        tied = {name for above, _, below in self.hops for name in (*above, *below)}
        for row in range(self.height):
            self._draw_in(row, tied)

    def _draw_in(self, row: int, tied: set[str]) -> None:
        """Whoever no line holds stands at the end of their row beside the next one, not where the row began before it moved."""
        units = self.units[row]
        held = [i for i, unit in enumerate(units) if not tied.isdisjoint(unit)]
        if not held:
            return
        for outer, inner, side in [*((units[i], units[i - 1], 1) for i in range(held[-1] + 1, len(units))),
                                   *((units[i], units[i + 1], -1) for i in range(held[0] - 1, -1, -1))]:
            edge, near = (inner[-1], outer[0]) if side > 0 else (inner[0], outer[-1])
            shift = self.x[edge] + side * (self.width[edge] + self.width[near]) / 2 - self.x[near]
            for name in outer:
                self.x[name] += shift

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
