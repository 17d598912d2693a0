"""The ties sorted out: couples, groups of brothers and sisters with their parents, and the generation of each person."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from practice.families.genogram.figures import COUPLES, PARENTS, SIBLINGS, Figure, Tie

YEARS_A_GENERATION = 27


@dataclass(frozen=True, slots=True)
class Couple:
    a: str
    b: str
    is_solid: bool  # they are or were married
    slashes: int  # 1 separated, 2 divorced
    is_couple: bool = True  # False: parents of a child together, not known as a couple

    @property
    def pair(self) -> frozenset[str]:
        return frozenset((self.a, self.b))


@dataclass(slots=True)
class Sibship:
    """Children who hang from one line. No parents: brothers and sisters whose parents are not on record."""

    parents: tuple[str, ...]
    kind: str
    children: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Kin:
    figures: dict[str, Figure]
    couples: list[Couple]
    sibships: list[Sibship]
    twins: list[tuple[set[str], bool]]  # (who, are they identical)
    row_of: dict[str, int]
    feelings: list[Tie]


def sort_out(figures: Sequence[Figure], ties: Sequence[Tie]) -> Kin:
    """Make sense of any set of ties: what contradicts itself is drawn as far as it can be, and nobody is left out."""
    known = {figure.id: figure for figure in figures}
    ties = [tie for tie in dict.fromkeys(ties) if tie.a in known and tie.b in known and tie.a != tie.b]
    couples = _couples(ties)
    parents = _parents(ties)
    sibships = _sibships(parents, {couple.pair for couple in couples}, known)
    pairs = {couple.pair for couple in couples}
    for sibship in sibships:
        if len(sibship.parents) == 2 and frozenset(sibship.parents) not in pairs:
            pairs.add(frozenset(sibship.parents))
            couples.append(Couple(*sibship.parents, is_solid=False, slashes=0, is_couple=False))
    siblings = [(tie.a, tie.b) for tie in ties if tie.kind in SIBLINGS]
    sibships += _without_parents(siblings, sibships, known)
    row_of = _rows(known, [(tie.a, tie.b) for tie in ties if tie.kind in PARENTS and not tie.ended],
                   siblings + [(couple.a, couple.b) for couple in couples])
    twins = _twins(ties)
    return Kin(known, couples, sibships, twins, row_of, [tie for tie in ties if not tie.ended])


def age_key(figure: Figure) -> tuple[float, int]:
    """Sorts the eldest first; unborn children come last."""
    if figure.is_unborn:
        return (9999.0, 0)
    if figure.born_year is not None:
        return (float(figure.born_year), -(figure.age or 0))
    return (9000.0 - figure.age, 0) if figure.age is not None else (9500.0, 0)


def _couples(ties: Sequence[Tie]) -> list[Couple]:
    kinds: dict[frozenset[str], list[Tie]] = defaultdict(list)
    for tie in ties:
        if tie.kind in COUPLES:
            kinds[frozenset((tie.a, tie.b))].append(tie)
    found = []
    for said in kinds.values():
        names = {tie.kind for tie in said}
        slashes = 2 if "divorced" in names else 1 if "separated" in names or any(tie.ended for tie in said) else 0
        found.append(Couple(said[0].a, said[0].b, bool(names & {"married", "divorced"}), slashes))
    return found


def _parents(ties: Sequence[Tie]) -> dict[tuple[str, str], list[str]]:
    """{(child, kind): parents in the order they were given}."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for tie in ties:
        if tie.kind in PARENTS and not tie.ended:
            found[tie.b, tie.kind].append(tie.a)
    return found


def _sibships(parents: dict[tuple[str, str], list[str]], pairs: set[frozenset[str]],
              known: dict[str, Figure]) -> list[Sibship]:
    found: dict[tuple[str, tuple[str, ...]], Sibship] = {}
    for (child, kind), names in parents.items():
        left = list(dict.fromkeys(names))
        while left:
            first = left.pop(0)
            partner = next((name for name in left if frozenset((first, name)) in pairs), left[0] if left else None)
            if partner is not None:
                left.remove(partner)
            group = tuple(sorted((first, partner))) if partner is not None else (first,)
            found.setdefault((kind, group), Sibship(group, kind)).children.append(child)
    for sibship in found.values():
        sibship.children.sort(key=lambda child: age_key(known[child]))
    return list(found.values())


def _without_parents(siblings: list[tuple[str, str]], sibships: list[Sibship], known: dict[str, Figure]) -> list[Sibship]:
    """Brothers and sisters who share no parent on record, joined by a line of their own."""
    sharing = {frozenset((a, b)) for sibship in sibships for a in sibship.children for b in sibship.children if a != b}
    groups = Joined(known)
    for a, b in siblings:
        if frozenset((a, b)) not in sharing:
            groups.join(a, b)
    return [Sibship((), "sibling", sorted(group, key=lambda name: age_key(known[name])))
            for group in groups.groups() if len(group) > 1]


def _twins(ties: Sequence[Tie]) -> list[tuple[set[str], bool]]:
    found: list[tuple[set[str], bool]] = []
    for tie in ties:
        if tie.kind in {"twin", "identical_twin"}:
            same = next((group for group in found if group[0] & {tie.a, tie.b}), None)
            if same is not None:
                same[0].update((tie.a, tie.b))
            else:
                found.append(({tie.a, tie.b}, tie.kind == "identical_twin"))
    return found


class Joined:
    """Names that belong together."""

    def __init__(self, names: dict[str, Figure]) -> None:
        self._above = {name: name for name in names}

    def of(self, name: str) -> str:
        while self._above[name] != name:
            name = self._above[name]
        return name

    def join(self, a: str, b: str) -> None:
        self._above[self.of(b)] = self.of(a)

    def groups(self) -> list[list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name in self._above:
            found[self.of(name)].append(name)
        return list(found.values())


def _rows(known: dict[str, Figure], parent_ties: list[tuple[str, str]], level_ties: list[tuple[str, str]]) -> dict[str, int]:
    """The generation of each: parents above children, couples and siblings level, as far as the ties allow both."""
    joined = Joined(known)
    edges: list[tuple[str, str]] = []

    def leads(start: str, end: str) -> bool:
        below = defaultdict(set)
        for parent, child in edges:
            below[joined.of(parent)].add(joined.of(child))
        ahead, seen = [joined.of(start)], set()
        while ahead:
            name = ahead.pop()
            if name == joined.of(end):
                return True
            if name not in seen:
                seen.add(name)
                ahead += below[name]
        return False

    for parent, child in parent_ties:
        if not leads(child, parent):
            edges.append((parent, child))
    for a, b in level_ties:
        if joined.of(a) != joined.of(b) and not leads(a, b) and not leads(b, a):
            joined.join(a, b)
    level = _levels(known, joined, edges)
    used = {row: number for number, row in enumerate(sorted(set(level.values())))}
    return {name: used[level[joined.of(name)]] for name in known}


def _levels(known: dict[str, Figure], joined: Joined, edges: list[tuple[str, str]]) -> dict[str, int]:
    below: dict[str, set[str]] = defaultdict(set)
    for parent, child in edges:
        below[joined.of(parent)].add(joined.of(child))
    names = {joined.of(name) for name in known}
    level = dict.fromkeys(names, 0)
    order = _topological(names, below)
    for name in order:
        for child in below[name]:
            level[child] = max(level[child], level[name] + 1)
    for name in reversed(order):  # those above come down to just over their children
        if below[name]:
            level[name] = max(level[name], min(level[child] for child in below[name]) - 1)
    if known:  # a record may begin before a child is written down
        _align(known, joined, below, level)
    return level


def _topological(names: set[str], below: dict[str, set[str]]) -> list[str]:
    above = dict.fromkeys(names, 0)
    for children in below.values():
        for child in children:
            above[child] += 1
    ready, order = sorted(name for name in names if not above[name]), []
    while ready:
        name = ready.pop()
        order.append(name)
        for child in sorted(below[name]):
            above[child] -= 1
            if not above[child]:
                ready.append(child)
    return order


def _align(known: dict[str, Figure], joined: Joined, below: dict[str, set[str]], level: dict[str, int]) -> None:
    """People with no tie to the rest stand in the row that their year of birth suggests, else beside the parents."""
    parts = Joined({name: known[name] for name in level})
    for parent, children in below.items():
        for child in children:
            parts.join(parent, child)
    index = next((figure for figure in known.values() if figure.is_index), next(iter(known.values())))
    home = parts.of(joined.of(index.id))
    for group in parts.groups():
        if parts.of(group[0]) == home:
            continue
        dated = next((figure for figure in known.values() if joined.of(figure.id) in group and figure.born_year), None)
        own = joined.of(dated.id) if dated else group[0]
        if dated and dated.born_year and index.born_year:
            target = level[joined.of(index.id)] - round((index.born_year - dated.born_year) / YEARS_A_GENERATION)
        else:
            target = max(level[joined.of(index.id)] - 1, 0)
        shift = target - level[own]
        for name in group:
            level[name] += shift
