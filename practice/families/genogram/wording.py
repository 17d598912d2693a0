"""The family tree in words: everything that the drawing shows, as sentences, and what its signs mean."""

from collections.abc import Sequence

from practice.families.genogram.kin import Couple, Kin, Sibship

FEELINGS = {"close": "{a} and {b} are close.", "distant": "{a} and {b} are distant.",
            "conflict": "There is conflict between {a} and {b}.", "violence": "{a} has hurt {b}.",
            "cut_off": "{a} and {b} have cut each other off.", "mending": "{a} and {b} are mending what was broken."}
CHILDREN = {"adoptive_parent": ("adopted ", "adopted child"), "foster_parent": ("foster ", "foster child"),
            "parent": ("", "child")}


def in_words(kin: Kin, homes: dict[str, list[str]]) -> tuple[str, ...]:
    """Sentences for couples and their children, single parents, siblings, homes and feelings; nobody is missing."""
    say = _Names(kin)
    words: list[str] = []
    for couple in sorted(kin.couples, key=lambda couple: kin.row_of[couple.a]):
        if couple.is_couple:
            words.append(_couple(couple, say))
        words += [_children(sibship.parents, sibship.kind, sibship.children, say, after=couple.is_couple)
                  for sibship in kin.sibships if frozenset(sibship.parents) == couple.pair]
    words += [f"{say(sibship.parents[0])} is the {_parent(kin, sibship)} of {say.all(sibship.children)}."
              for sibship in kin.sibships if len(sibship.parents) == 1]
    words += [f"{say.all(sibship.children)} are brothers and sisters; their parents are not on record."
              for sibship in kin.sibships if not sibship.parents]
    for group, identical in kin.twins:
        names = [name for name in kin.figures if name in group]
        words.append(f"{say.all(names)} are {'identical twins' if identical else 'twins'}.")
    words += [f"{say.all(names)} live together." for names in homes.values()]
    words += [FEELINGS[tie.kind].format(a=say(tie.a), b=say(tie.b)) for tie in kin.feelings if tie.kind in FEELINGS]
    words += [f"{say(name)} died{f' in {figure.died_year}' if figure.died_year else ''}."
              for name, figure in kin.figures.items() if figure.is_dead]
    lone = [name for name in kin.figures if name not in say.said]
    if lone:
        words.append(f"Also in this family: {say.all(lone)}.")
    return tuple(words)


class _Names:
    """Each name with the age at its first place, and alone after that."""

    def __init__(self, kin: Kin) -> None:
        self.figures = kin.figures
        self.said: set[str] = set()

    def __call__(self, name: str) -> str:
        figure = self.figures[name]
        first = name not in self.said
        self.said.add(name)
        called = " ".join(figure.name.split()) or "someone whose name is not known"
        if first and figure.is_unborn:
            return f"{called} (not born yet)"
        about = "about " if figure.is_about else ""
        return f"{called} ({about}{figure.age})" if first and figure.age is not None and not figure.is_dead else called

    def all(self, names: Sequence[str]) -> str:
        said = [self(name) for name in names]
        return said[0] if len(said) == 1 else ", ".join(said[:-1]) + " and " + said[-1]


def _couple(couple: Couple, say: _Names) -> str:
    names = f"{say(couple.a)} and {say(couple.b)}"
    if not couple.slashes and any(say.figures[name].is_dead for name in couple.pair):
        return f"{names} {'were married' if couple.is_solid else 'lived together as a couple'}."
    if couple.slashes == 2:
        return f"{names} are divorced."
    if couple.slashes == 1:
        return f"{names} {'were married' if couple.is_solid else 'lived together'} and have separated."
    return f"{names} are married." if couple.is_solid else f"{names} live together as a couple."


def _parent(kin: Kin, sibship: Sibship) -> str:
    word = {"male": "father", "female": "mother"}.get(kin.figures[sibship.parents[0]].sex, "parent")
    return {"adoptive_parent": f"adoptive {word}", "foster_parent": f"foster {word}"}.get(sibship.kind, word)


def _children(parents: tuple[str, ...], kind: str, children: list[str], say: _Names, *, after: bool = False) -> str:
    adjective, single = CHILDREN[kind]
    if not after:
        return f"{say.all(parents)} are the {adjective}parents of {say.all(children)}."
    whose = "Their"
    if len(children) == 1:
        return f"{whose} {single} is {say(children[0])}."
    return f"{whose} {adjective}children are {say.all(children)}."


def legend_of(kin: Kin, homes: dict[str, list[str]]) -> str:
    """What the signs in this drawing mean, and no others."""
    figures = list(kin.figures.values())
    shapes = [("□ male", any(f.sex == "male" and not f.is_unborn for f in figures)),
              ("○ female", any(f.sex == "female" and not f.is_unborn for f in figures)),
              ("◇ other or not known", any(f.sex == "unknown" and not f.is_unborn for f in figures)),
              ("△ not born yet", any(f.is_unborn for f in figures))]
    kinds = {sibship.kind for sibship in kin.sibships}
    felt = {tie.kind for tie in kin.feelings}
    couples = kin.couples
    signs = [("Double outline: the children this is about", any(f.is_index for f in figures)),
             ("Cross: died", any(f.is_dead for f in figures)),
             ("Solid line below: married", any(c.is_solid for c in couples)),
             ("Dashed line below: living together", any(c.is_couple and not c.is_solid for c in couples)),
             ("Dotted line below: parents, not known as a couple", any(not c.is_couple for c in couples)),
             ("One slash: separated", any(c.slashes == 1 for c in couples)),
             ("Two slashes: divorced", any(c.slashes == 2 for c in couples)),
             ("Dashed line to a child: adopted", "adoptive_parent" in kinds),
             ("Dotted line to a child: fostered", "foster_parent" in kinds),
             ("Forked line: twins", bool(kin.twins)), ("Dotted loop: one home", bool(homes)),
             ("Double line: close", "close" in felt), ("Fine dots between two people: distant", "distant" in felt),
             ("Zigzag: conflict", "conflict" in felt), ("Zigzag with an arrow: has hurt", "violence" in felt),
             ("Broken line: cut off", "cut_off" in felt), ("Line with a knot: mending", "mending" in felt)]
    first = ", ".join(text for text, shown in shapes if shown)
    return ". ".join([first, *(text for text, shown in signs if shown)]) + "." if first else ""
