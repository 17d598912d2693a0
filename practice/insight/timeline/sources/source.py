"""What a source is: a table whose rows are things that happened, and how one of its rows is told.

A source says what a part must see to read it, which rows it hangs on, its columns in the order of Line, and how a line is told.
All that a part may read are read in one statement.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import (
    BindParameter,
    Boolean,
    Date,
    Integer,
    Select,
    String,
    Text,
    Uuid,
    bindparam,
    cast,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)

from practice.access.models import Information
from practice.access.queries import MyPart
from practice.core.db import Instant
from practice.discussions.models import Decision, Discussion
from practice.discussions.queries import OWN_TEAM
from practice.families.queries import People
from practice.insight.timeline.events import Event

FAMILY: BindParameter[Any] = bindparam("family_id")


class Line(msgspec.Struct, frozen=True):
    """One row of the statement. ABOUT is the record that it hangs on, PERSON whose it is; the rest as each source uses it."""

    sort: str
    id: UUID
    about: UUID | None
    person: UUID | None
    other: UUID | None
    code: str
    sub: str
    number: int | None
    on: date
    words: str
    more: str
    who: str
    is_verbatim: bool | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """What the telling may name: people, and the records that the reader sees."""

    family_id: UUID
    people: People
    called: dict[UUID, str]  # {record: 'rule 3', 'danger 1'}
    hidden: frozenset[UUID]  # people whose place in the network is kept from the reader

    def name(self, person: UUID | None, otherwise: str = "Somebody") -> str:
        return self.people.short(person, otherwise)


Told = Callable[[Line, Known], Event | None]
Join = Callable[[Select[Any]], Select[Any]]


@dataclass(frozen=True, slots=True)
class Source:
    """NEEDS: kinds of information that a part must see. WHOLE: only for a part that is not narrowed to some dangers.
    HANGS: its rows hang on a record, and are told only where the reader sees that record."""

    sort: str
    needs: frozenset[Information]
    rows: Select[Any]
    told: Told
    whole: bool = False
    hangs: bool = False
    team: bool = False  # only for the family's own team: others find the discussions in which they sat in the list of those

    def is_for(self, part: MyPart) -> bool:
        if self.team and not part.kinds_of_part & OWN_TEAM:
            return False
        return all(part.sees(info) for info in self.needs) and not (self.whole and part.dangers)


SOURCES: list[Source] = []
STORY, PLAN = frozenset({Information.STORY}), frozenset({Information.PLAN})
_NO_ID, _NO_NUMBER, _NO = cast(null(), Uuid), cast(null(), Integer), cast(null(), Boolean)
_EMPTY = literal("", Text)


def source(sort: str, needs: frozenset[Information], table: Any, *, on: Any, at: Any, about: Any = _NO_ID, person: Any = _NO_ID,  # noqa: PLR0917
           other: Any = _NO_ID, code: Any = _EMPTY, sub: Any = _EMPTY, number: Any = _NO_NUMBER, words: Any = _EMPTY,
           more: Any = _EMPTY, who: Any = _EMPTY, is_verbatim: Any = _NO, joined: Join | None = None, where: Any = None,
           whole: bool = False, hangs: bool = False, team: bool = False) -> Callable[[Told], Told]:
    """Add a table to SOURCES; the decorated function tells one of its lines, or None to leave it out."""
    rows = select(literal(sort, String).label("sort"), table.id.label("id"), about.label("about"), person.label("person"),
                  other.label("other"), type_coerce(code, String).label("code"), type_coerce(sub, String).label("sub"),
                  number.label("number"), type_coerce(on, Date).label("on"), words.label("words"), more.label("more"),
                  who.label("who"), is_verbatim.label("is_verbatim"), at.label("at"))
    rows = joined(rows) if joined else rows
    rows = rows.where((Discussion.family_id if table is Decision else table.family_id) == FAMILY)
    if where is not None:
        rows = rows.where(where)

    def remember(told: Told) -> Told:
        SOURCES.append(Source(sort, needs, rows, told, whole, hangs, team))
        return told

    return remember


@lru_cache(maxsize=64)
def statement(sorts: tuple[str, ...]) -> Any:
    """The one statement over these sources."""
    union = union_all(*(one.rows for one in SOURCES if one.sort in sorts)).subquery()
    return select(*(type_coerce(column, Instant()).label(column.name) if column.name == "at" else column for column in union.c))


def link_to(endpoint: str, **values: Any) -> tuple[str, dict[str, Any]]:
    return endpoint, values


def people_of(people: Iterable[UUID | None]) -> frozenset[UUID]:
    return frozenset(one for one in people if one)


def part_sorts(part: MyPart) -> tuple[str, ...]:
    """The sources that PART may read."""
    return tuple(one.sort for one in SOURCES if one.is_for(part))
