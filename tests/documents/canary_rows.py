"""Families full of canaries: one row or more of every kind of record, every text of it a word of its own, made from a seed.

What a reader must not see is said here again, from design.md ('Who sees which row'), and not read from the code that chooses.
"""

import random
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import msgspec

from practice.access.models import Information
from practice.core import clock
from practice.documents.kinds_of_paper import PAPER_KINDS
from practice.documents.material import Material, Number, Reader, Said
from practice.families.queries import PersonRow, ProtectedFact
from practice.records.bodies import KINDS
from practice.records.queries import Row
from practice.safety.models import StanceKind

WORDS_OF = {  # texts that are one of a few words, not what somebody wrote
    "status": ("met", "not met", "lifted"), "picture": ("", "whale", "lamp"), "origin": ("", "child", "agency"),
    "ends_at": ("", "16.30"), "part": ("morning", "night"), "days": ("weekday", "weekend"), "state": ("promised", "kept"),
    "level": ("", "part-time"), "ring": ("inner", "outer"), "how": ("phone",), "source": ("",), "tool": ("",),
}
ONE_READERS = {"plan_head", "closing_letter"}
FACTS = (("postcode", "ZZ98 7QX"), ("address", "41 Gannet Parade"), ("phone", "07700 900888"), ("school", "Kittiwake Academy"))


@dataclass
class Planted:
    """A material, and which words stand where: {word: row or other place}."""

    material: Material
    own: dict[str, Row] = field(default_factory=dict)  # typed into the row itself
    worded: dict[str, tuple[Row, UUID]] = field(default_factory=dict)  # in words for one reader
    reasons: dict[str, UUID] = field(default_factory=dict)  # in what a person said: beside a number, to the plan


def words() -> Iterator[str]:
    """'zqaaaa', 'zqaaab' …: letters alone, so that no date or number of a page is one."""
    number = 0
    while True:
        rest, text = number, ""
        for _ in range(4):
            rest, digit = divmod(rest, 26)
            text = chr(97 + digit) + text
        yield "zq" + text
        number += 1


def plant(base: Material, kind: str, seed: int, *, sees: frozenset[Information] | None = None,
          kept_from: bool | None = None) -> Planted:
    """BASE with rows of every kind in place of its own, and as many wordings, not-for lists, yeses and numbers as SEED makes."""
    dice, word = random.Random(seed), words()
    people = list(base.people)
    reader = base.reader
    if sees is not None or kept_from is not None:
        reader = Reader(reader.person, tuple(ProtectedFact(name, text, uuid4()) for name, text in FACTS) if kept_from else (),
                        sees if sees is not None else reader.sees, frozenset(), bool(kept_from))
    planted = Planted(base)
    rows, dangers, goals = [], [], []
    for number, name in enumerate([*KINDS, *dice.choices(list(KINDS), k=8)]):
        body, typed = _body(name, dice, word, people)
        parent = dice.choice(dangers) if name in {"goal", "scale", "existing_safety"} and dangers else \
            dice.choice(goals) if name in {"plan_rule", "next_step"} and goals else None
        info = dice.choice([Information.STORY, Information.PLAN, *Information])
        row = Row(uuid4(), name, parent, number, info, 0, 1, clock.now(), "", None, body)
        rows.append(row)
        (dangers if name == "danger" else goals if name == "goal" else []).append(row.id)
        planted.own |= dict.fromkeys(typed, row)
    me = reader.person.id
    not_for = {row.id: {dice.choice([me, *people]): "because"} for row in rows if dice.random() < .3}
    wordings = {}
    for row in rows:
        for whom in {me, dice.choice(people)}:
            if dice.random() < .5:
                planted.worded[one := next(word)] = (row, whom)
                wordings[row.id, whom] = (f"Words {one}{_fact(dice, reader)}.", dice.choice([1, 1, 0]))
    yeses = {(whose, dice.choice(list(Information)), dice.choice([me, *people])) for whose in people for _ in range(4)}
    scales = [row.id for row in rows if row.kind == "scale"]
    numbers, said = [], []
    for person in people:
        planted.reasons[one := next(word)] = person
        numbers.append(Number(dice.choice(scales), person, dice.choice([None, 3, 8]), f"Since {one}", dice.random() < .5, "",
                              date(2026, 11, dice.randint(1, 20))))
        planted.reasons[one := next(word)] = person
        said.append(Said(person, dice.choice(list(StanceKind)), f"I say {one}", "", date(2026, 11, 20)))
    planted.material = replace(
        base, kind=kind, reader=reader, rows=tuple(rows), not_for=not_for, wordings=wordings, yeses=yeses, numbers=tuple(numbers),
        said=tuple(said), hidden_from_someone=base.hidden_from_someone | ({me} if kept_from else set()))
    return planted


def _fact(dice: random.Random, reader: Reader) -> str:
    """Now and then something protected from the reader, typed as people type it."""
    if not reader.facts or dice.random() > .04:
        return ""
    text = dice.choice(reader.facts).text
    return " at " + dice.choice([text, text.lower(), text.replace(" ", ""), text.replace(" ", "\u00a0"), text.replace("0", "O")])


def _body(kind: str, dice: random.Random, word: Iterator[str], people: list[UUID]) -> tuple[Any, list[str]]:
    typed: list[str] = []
    return _filled(KINDS[kind].body, dice, word, people, typed), typed


def _filled(struct: type, dice: random.Random, word: Iterator[str], people: list[UUID], typed: list[str]) -> Any:
    values = {}
    for name, kind in typing.get_type_hints(struct).items():
        made = _value(name, kind, dice, word, people, typed)
        if made is not msgspec.UNSET:
            values[name] = made
    return struct(**values)


def _value(name: str, kind: Any, dice: random.Random, word: Iterator[str], people: list[UUID], typed: list[str]) -> Any:  # noqa: PLR0917
    options = [one for one in typing.get_args(kind) if one is not type(None)] if isinstance(kind, types.UnionType) else [kind]
    one = options[0]
    if one is not kind and dice.random() < .3:
        return None
    if one is str:
        if name in WORDS_OF:
            return dice.choice(WORDS_OF[name])
        typed.append(next(word))
        return f"Text {typed[-1]}"
    if one is UUID:
        return dice.choice(people)
    if one is date:
        return date(2026, 12, dice.randint(1, 28))
    if one is bool:
        return dice.random() < .5
    if one is int:
        return dice.randint(0, 10)
    if typing.get_origin(one) is tuple:
        return tuple(_value("", typing.get_args(one)[0], dice, word, people, typed) for _ in range(dice.randint(0, 2)))
    if isinstance(one, type) and issubclass(one, msgspec.Struct):
        return _filled(one, dice, word, people, typed)
    return msgspec.UNSET


def forbidden(planted: Planted) -> Iterator[tuple[str, str]]:
    """(word, why) of everything that must not reach the reader."""
    material = planted.material
    reader = material.reader.person
    for word, row in planted.own.items():
        if because := why_not(row, material) or _why_not_own_words(row, material):
            yield word, because
    for word, (row, whom) in planted.worded.items():
        if whom != reader.id:
            yield word, "words made for somebody else"
        elif because := why_not(row, material):
            yield word, because
    if material.reader.is_kept_from or reader.is_child:
        for word, person in planted.reasons.items():
            if person != reader.id:
                yield word, "what somebody else said, on a part of one’s own"


def why_not(row: Row, material: Material) -> str:
    """Why nothing of ROW may reach the reader, in whatever words."""
    reader = material.reader.person
    if reader.id in material.not_for.get(row.id, {}):
        return "marked as not for them"
    if row.kind not in PAPER_KINDS[material.kind].records:
        return "this paper does not hold it"
    if row.kind == "judgement":
        return "the workers’ own page"
    if row.kind in ONE_READERS and row.body.reader not in {None, reader.id}:
        return "written for somebody else"
    whose = row.body.evidence_of
    if whose not in {None, reader.id} and not reader.is_professional and (whose, row.info, reader.id) not in material.yeses:
        return "another’s private matter"
    return ""


def _why_not_own_words(row: Row, material: Material) -> str:
    """Why the row's own text may not reach the reader, where words made for them might."""
    reader: PersonRow = material.reader.person
    if row.kind in ONE_READERS and row.body.reader == reader.id:
        return ""
    if material.reader.is_kept_from or reader.is_child:
        return "only words made for them"
    if (row.id, reader.id) in material.wordings:
        return ""  # what stands beside the words, like a day or a name, is not what was worded
    whose = row.body.evidence_of
    if row.info not in material.reader.sees and whose != reader.id and not (
            whose and (whose, row.info, reader.id) in material.yeses):
        return f"{row.info.value}, which is not handed on as it stands"
    return ""
