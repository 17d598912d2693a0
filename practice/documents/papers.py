"""What a paper holds: one frozen dataclass per document, an allowlist. A template reads these and nothing else.

Every text is made for one named reader. A new column of a table is on no paper until somebody lists it here (A3).
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, Protocol
from uuid import UUID

import msgspec

from practice.documents import columns
from practice.documents.runs import Line, Run, plain
from practice.documents.scales import Chart


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands around the words: names of the file and the copy, and how it is printed."""

    title: str  # neutral: 'Our plan, version 4'
    line: str  # first line of the foot: 'The Orchard plan, version 4, 23 November 2026'
    copy_for: str  # 'Robin'; empty on a page that names nobody
    kicker: str  # 'Version 4, 23 November 2026. Robin’s copy.'
    heading: str
    form: str  # 'standard', 'large-print'
    is_draft: bool
    is_office: bool = False  # a worker's own sheet: 12 point
    is_for_child: bool = False  # under thirteen: 18 point, drawings
    foot: str = ""  # second line of the foot, where it is not 'For Robin. Check code …'


@dataclass(frozen=True, slots=True)
class Answer:
    """A question of the family and our answer to it."""

    question: str
    lines: tuple[Line, ...]
    picture: str = ""  # name of one of our drawings


@dataclass(frozen=True, slots=True)
class Ring:
    """One row of 'If it gets hard': what happens, and whom to ring."""

    if_this: Line
    then_that: Line


@dataclass(frozen=True, slots=True)
class Says:
    """One person's own words about the plan, and the boxes to answer it."""

    name: str
    described: str
    words: str  # a quotation; empty: a line to write on
    note: Line  # 'Agreed on 23 November 2026.', 'Ash does not sign.'
    signs: bool  # boxes to tick and lines to write on
    stance: str = ""  # 'Agreed on 23 November 2026'


@dataclass(frozen=True, slots=True)
class ScaleTable:
    """The same numbers as a list; '' is a date on which the person was not asked."""

    columns: tuple[str, ...]
    rows: tuple["ScaleRow", ...]
    with_why: str = ""  # heading of the reasons' column; empty: none


@dataclass(frozen=True, slots=True)
class ScaleRow:
    name: str
    numbers: tuple[str, ...]
    why: str = ""
    is_quote: bool = False


@dataclass(frozen=True, slots=True)
class ScalePicture:
    """One question from 0 to 10, everyone's own number, and what stands beside a drop."""

    heading: str
    ends: tuple[Line, ...]
    charts: tuple[Chart, ...]
    notes: tuple[Line, ...]
    table: ScaleTable | None
    charts_heading: str = ""
    reasons_heading: str = ""
    service_charts: tuple[Chart, ...] = ()
    reasons: tuple[Line, ...] = ()  # large print: a column of reasons would be a few letters wide


@dataclass(frozen=True, slots=True)
class FamilyPlanPaper:
    """The family's plan for one reader, in the order in which families ask."""

    furniture: Furniture
    lead: Line
    first: tuple[Answer, ...]  # why, worried, good, (how are the children), want
    must: Answer | None
    ring: tuple[Ring, ...]
    family_heading: str
    family_does: tuple[Line, ...]
    services_do: tuple[Line, ...]
    then: tuple[Answer, ...]  # hard days, the children, when it ends, not agree, who has it
    says_intro: Line
    says: tuple[Says, ...]
    services_say: Says | None
    offer: Line
    scales: tuple[ScalePicture, ...]
    more: tuple[Line, ...] = ()  # rules that are not of the core: on the second sheet

    @property
    def kind(self) -> str:
        return "family-plan"


@dataclass(frozen=True, slots=True)
class Point:
    """One line of a column, with the quotations that belong to it."""

    words: Line
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a column: a heading and its points, or paragraphs where `is_prose`."""

    heading: str
    points: tuple[Point, ...]
    is_prose: bool = False


@dataclass(frozen=True, slots=True)
class AssessmentPaper:
    """The three columns on a sheet, then a scale for each danger."""

    furniture: Furniture
    lead: Line
    worried: tuple[Block, ...]
    good: tuple[Block, ...]
    needs: tuple[Block, ...]
    scales: tuple[ScalePicture, ...]

    @property
    def kind(self) -> str:
        return "assessment"

    @property
    def shares(self) -> tuple[int, ...]:
        """How much of the sheet's width each column takes, in hundredths: so that they end as nearly together as they can."""
        return columns.shares([[len(text) for block in column for text in (block.heading, *map(_letters, block.points))]
                               for column in (self.worried, self.good, self.needs)])


def _letters(point: Point) -> str:
    return f"{plain(point.words)} {point.quote}"


class Paper(Protocol):
    """What every kind has: its furniture, and the name of its kind in the registry. The rest is the template's."""

    @property
    def furniture(self) -> Furniture: ...
    @property
    def kind(self) -> str: ...


def sha256_of(paper: Paper) -> str:
    """Of everything that the reader is given, in canonical form: the same view has the same code on every machine."""
    return hashlib.sha256(msgspec.json.encode([paper.kind, paper], order="deterministic")).hexdigest()


def code_of(paper: Paper) -> str:
    """'c750 a037 1b75': the start of the view's SHA-256, as the foot prints it."""
    digest = sha256_of(paper)
    return " ".join(digest[at:at + 4] for at in range(0, 12, 4))


def texts_of(paper: Paper) -> Iterator[tuple[str, str]]:
    """(where, text) of every text that the paper holds, words of one line joined; 'where' is the nearest heading."""
    yield from _texts(paper, "Heading")


def _texts(value: Any, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        if value:
            yield where, value
    elif isinstance(value, tuple) and value and all(isinstance(part, Run) for part in value):
        yield where, plain(value)
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part, where)
    elif is_dataclass(value) and not isinstance(value, type):
        where = _heading_of(value) or where
        for field in fields(value):
            yield from _texts(getattr(value, field.name), WHERE.get(field.name, where))
    elif not isinstance(value, WITHOUT_WORDS):
        raise TypeError(f"The guard cannot read {type(value).__name__}: a paper holds dataclasses, tuples and words")


def _heading_of(value: Any) -> str:
    if isinstance(value, Says):
        return f"What {value.name} says"
    found = getattr(value, "question", "") or getattr(value, "heading", "")
    return found if isinstance(found, str) and not isinstance(value, Furniture) else ""


WITHOUT_WORDS = (type(None), bool, int, float, date, Enum, UUID)  # anything else would pass the guard unread
WHERE = {"ring": "If it gets hard: who to ring", "family_does": "What the family does",
         "services_do": "What the services do", "lead": "The line under the heading", "furniture": "The title",
         "family_heading": "What the family does"}
