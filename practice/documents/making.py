"""One paper made ready: chosen, set, and searched for what must not reach its reader. Screen, PDF and command line share it."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any
from uuid import UUID

import msgspec

from practice.documents import papers
from practice.documents.choosing import Choice, Chosen, called, choose
from practice.documents.guard import Guard
from practice.documents.kinds_of_paper import PAPER_KINDS, PaperKind, involved_in
from practice.documents.material import Material
from practice.documents.papers import Paper

KIND_IN_WORDS = {"home": "home address", "address": "address", "town": "town", "postcode": "postcode", "phone": "phone number",
                 "email": "email address", "school": "school", "nursery": "nursery", "gp": "doctor’s surgery", "work": "workplace",
                 "name": "name that leads there", "online": "online name", "car": "car", "other": "place",
                 "unnamed": "name of somebody who does not want to be named on it"}


@dataclass(frozen=True, slots=True)
class Stop:
    """A protected fact in a text that would be printed: what it is, under which heading, and in which row it was typed."""

    what: str  # 'postcode'
    where: str  # 'What is good?'
    record_id: UUID | None


@dataclass(frozen=True, slots=True)
class Ready:
    """A paper as its reader would get it, and what stops it."""

    material: Material
    choice: Choice
    paper: Paper
    stops: tuple[Stop, ...]

    @property
    def code(self) -> str:
        return papers.code_of(self.paper)

    @property
    def kind(self) -> PaperKind:
        return PAPER_KINDS[self.paper.kind]

    @property
    def why_not(self) -> str:
        """Why there is no such paper for this reader; '' where there is. A plan always says whom to ring and how to disagree."""
        kind, material = self.kind, self.material
        rated = (number.person_id for number in material.numbers)
        if because := kind.for_whom(material.reader.person, involved_in(material.rows, rated)):
            return because
        if kind.empty_for_child and material.reader.person.is_child and not self.choice.chosen:
            return kind.empty_for_child.format(name=material.reader.name)
        if kind.empty_without and not any(not kind.needs or one.row.kind in kind.needs for one in self.choice.chosen):
            return kind.empty_without.format(name=material.reader.name)
        return ""

    @property
    def is_empty(self) -> bool:
        return bool(self.why_not)

    @property
    def file_name(self) -> str:
        """Neutral: it names nobody (A7)."""
        name = self.kind.file_name
        if self.paper.kind == "family-plan":
            name = f"{'your-part-of-the-plan' if self.material.reader.has_own_part else name}-version-{self.material.number}"
        return f"{name}.pdf"


def make_ready(material: Material, form: str) -> Ready:
    """Choose, set and search. STOPS is empty when nothing protected from the reader would be printed."""
    choice, make = choose(material), PAPER_KINDS[material.kind].make
    assert make is not None
    paper = make(material, choice, form)
    return Ready(material, choice, paper, tuple(_stops(material, choice, paper)))


def _stops(material: Material, choice: Choice, paper: Paper) -> Iterator[Stop]:
    guard = Guard(material.reader.facts)
    if not guard.needles:
        return
    seen = set()
    for one in choice.chosen:
        for hit in guard.hits([(called(one.row), "\n".join(_texts_of(one)))]):
            seen.add(hit.kind)
            yield Stop(KIND_IN_WORDS.get(hit.kind, hit.kind), called(one.row), one.row.id)
    for hit in guard.hits(papers.texts_of(paper)):
        if hit.kind not in seen:  # typed somewhere else: a stance, a reason beside a number, a name
            yield Stop(KIND_IN_WORDS.get(hit.kind, hit.kind), hit.where, None)


def _texts_of(one: Chosen) -> Iterator[str]:
    """What of a row could be printed for the reader: the words made for them, else every text that the row holds."""
    if one.words:
        yield one.words
    else:
        yield from _strings(one.row.body)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _strings(part)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _strings(getattr(value, name))
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))
