"""Reads of made papers: the issue log of a family, one paper's bytes, and whether this very view was printed before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select

from practice.accounts.models import User
from practice.core.db import db
from practice.core.pages import Leaf
from practice.documents.kinds_of_paper import Involved, involved_in
from practice.documents.models import Paper
from practice.families.models import Person
from practice.families.queries import Sight
from practice.mapping.models import Rating
from practice.records import queries as records


@dataclass(frozen=True, slots=True)
class MadePaper:
    """One line of the issue log."""

    id: UUID
    kind: str
    form: str
    reader: str
    is_draft: bool
    code: str
    pages: int
    sha256: str
    made_by: str
    made_at: datetime
    reading: dict[str, Any] | None  # how it read when it was made (guidance/plain.py Verdict.kept)
    maker_id: UUID | None


MADE = (select(Paper.id, Paper.kind, Paper.form, Person.name.label("reader"), Paper.is_draft, Paper.code, Paper.pages,
               Paper.sha256, func.coalesce(User.name, "").label("made_by"), Paper.made_at, Paper.reading,
               Paper.made_by.label("maker_id"))
        .join(Person, Person.id == Paper.reader_id).outerjoin(User, User.id == Paper.made_by)
        .where(Paper.family_id == bindparam("family_id")).order_by(Paper.made_at.desc(), Paper.id)
        .limit(bindparam("most")).offset(bindparam("skip")))


def made_for(family_id: UUID, leaf: Leaf) -> list[MadePaper]:
    """The family's issue log, newest first: the lines of one page, and one more where there is a page after it."""
    return [MadePaper(*tuple(line)) for line in db.read(MADE, {"family_id": family_id, **leaf.window})]


RATED = select(Rating.person_id).where(Rating.family_id == bindparam("family_id")).distinct()
TELLS_WHO = ("plan_rule", "promise", "red_flag", "child_part", "closing_letter", "immediate_plan", "immediate_rule", "night",
             "outcome_part")


def involved(sight: Sight) -> Involved:
    """Who of a family has what: two statements, for the list of papers that can be made."""
    rows = records.current(sight.family_id, sight.part, TELLS_WHO, withdrawn=False)
    return involved_in(rows, (line.person_id for line in db.read(RATED, {"family_id": sight.family_id})))


FOR_WHOM = select(Paper.id, Paper.reader_id).where(Paper.id.in_(bindparam("papers", expanding=True)))


def readers_of(ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """{paper: the person it was made for} of those of IDS that are papers. One statement, none for no ids."""
    return {line.id: line.reader_id for line in db.read(FOR_WHOM, {"papers": list(ids)})} if ids else {}


@dataclass(frozen=True, slots=True)
class StoredPaper:
    """The bytes as they were handed out."""

    id: UUID
    family_id: UUID
    kind: str
    is_draft: bool
    pages: int
    data: bytes
    sha256: str
    reader_id: UUID
    words: str
    made_by: UUID | None


STORED = select(Paper.id, Paper.family_id, Paper.kind, Paper.is_draft, Paper.pages, Paper.data, Paper.sha256,
                Paper.reader_id, Paper.words, Paper.made_by)
BY_VIEW = STORED.where(Paper.family_id == bindparam("family_id"), Paper.reader_id == bindparam("reader_id"),
                       Paper.view_sha256 == bindparam("view"), Paper.form == bindparam("form")
                       ).order_by(Paper.made_at.desc(), Paper.id).limit(1)
BY_ID = STORED.where(Paper.id == bindparam("paper_id"), Paper.family_id == bindparam("family_id"))


def stored(family_id: UUID, paper_id: UUID) -> StoredPaper | None:
    line = db.read(BY_ID, {"family_id": family_id, "paper_id": paper_id}).first()
    return StoredPaper(*line) if line else None


def printed_before(family_id: UUID, reader_id: UUID, view_sha256: str, form: str) -> StoredPaper | None:
    """The paper with exactly this view in this form, so that it need not be rendered again."""
    line = db.read(BY_VIEW, {"family_id": family_id, "reader_id": reader_id, "view": view_sha256,
                                        "form": form}).first()
    return StoredPaper(*line) if line else None
