"""What the templates of an outcome's paper may read: an allowlist of texts for one reader."""

from dataclasses import dataclass

from practice.documents.papers import Answer, Furniture, Says
from practice.documents.runs import Line


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one person stands: a sentence with their name, their own words, and what was said to it."""

    says: Line
    quote: str = ""
    facts: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """One person's own number."""

    name: str
    number: str
    described: str


@dataclass(frozen=True, slots=True)
class Scale:
    """What 10 and 0 mean, and the numbers that were given, the highest first."""

    says: Line
    numbers: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does what by when, and for which goal."""

    who: str
    does: Line
    goal: Line = ()


@dataclass(frozen=True, slots=True)
class OutcomePaper:
    """The outcome of one discussion for one reader."""

    furniture: Furniture
    lead: Line
    first: tuple[Answer, ...]
    must: Answer | None
    why: tuple[Answer, ...]
    stands_question: str
    stands: tuple[Stand, ...]
    not_known: Answer | None
    scale_heading: str
    scales: tuple[Scale, ...]
    in_other_words: tuple[Line, ...]  # numbers as sentences made for the reader
    deeds_heading: str
    deeds: tuple[Deed, ...]
    then: tuple[Answer, ...]
    says_intro: Answer | None  # none for those who work with the family: they said it in the room
    says: tuple[Says, ...]
    ring: Answer

    @property
    def kind(self) -> str:
        return "discussion-outcome"
