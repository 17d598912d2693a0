"""Reads of what became of made papers: each with every handing over and every answer, in one statement a family."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from practice.accounts.models import User
from practice.core.db import db
from practice.documents.hands.models import AnswerKind, HandingOver, How, PaperAnswer, Understood
from practice.documents.models import Paper
from practice.families.models import Person
from practice.records.models import Snapshot


@dataclass(frozen=True, slots=True)
class Handed:
    """One handing over."""

    id: UUID
    person: str
    on: date
    how: How
    read_together: bool
    language: str
    interpreter: str
    understood: Understood
    their_words: str
    author: str


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer; `words` are the person's own."""

    id: UUID
    person: str
    answer: AnswerKind
    why_none: str
    words: str
    wants_changed: str
    on: date
    taken_by: str


@dataclass(frozen=True, slots=True)
class OnShelf:
    """One made paper and what became of it. Newest handing over and newest answer first."""

    id: UUID
    kind: str
    form: str
    reader_id: UUID
    reader: str
    is_draft: bool
    number: int | None  # of the frozen version it was made from
    newest: int | None  # of the newest frozen version of that kind
    made_at: datetime
    handed: tuple[Handed, ...]
    answers: tuple[Answered, ...]


holder, teller = aliased(Person), aliased(Person)
later = aliased(Snapshot)
NEWEST = (select(func.max(later.number)).where(later.family_id == Paper.family_id, later.kind == Snapshot.kind)
          .scalar_subquery())
_SHELF = (
    select(Paper.id, Paper.kind, Paper.form, Paper.reader_id, Person.short_name.label("reader"), Paper.is_draft, Snapshot.number,
           NEWEST.label("newest"), Paper.made_at,
           HandingOver.id.label("handed_id"), holder.short_name.label("holder"), HandingOver.on.label("handed_on"),
           HandingOver.how, HandingOver.read_together, HandingOver.language, HandingOver.interpreter, HandingOver.understood,
           HandingOver.their_words, func.coalesce(User.name, "").label("author"),
           PaperAnswer.id.label("answer_id"), teller.short_name.label("teller"), PaperAnswer.answer, PaperAnswer.why_none,
           PaperAnswer.words, PaperAnswer.wants_changed, PaperAnswer.on.label("answered_on"), PaperAnswer.taken_by)
    .join(Person, Person.id == Paper.reader_id).outerjoin(Snapshot, Snapshot.id == Paper.snapshot_id)
    .outerjoin(HandingOver, HandingOver.paper_id == Paper.id).outerjoin(holder, holder.id == HandingOver.person_id)
    .outerjoin(User, User.id == HandingOver.author_id)
    .outerjoin(PaperAnswer, PaperAnswer.paper_id == Paper.id).outerjoin(teller, teller.id == PaperAnswer.person_id)
    .where(Paper.family_id == bindparam("family_id"))
    .order_by(Paper.made_at.desc(), Paper.id, HandingOver.on.desc(), HandingOver.recorded_at.desc(), HandingOver.id.desc(),
              PaperAnswer.on.desc(), PaperAnswer.recorded_at.desc(), PaperAnswer.id.desc()))
SHELF = _SHELF
ON_SHELF = _SHELF.where(Paper.id == bindparam("paper_id"))


def shelf(family_id: UUID) -> list[OnShelf]:
    """Every made paper of the family, newest first."""
    return _papers(db.read(SHELF, {"family_id": family_id}))


def on_shelf(family_id: UUID, paper_id: UUID) -> OnShelf | None:
    found = _papers(db.read(ON_SHELF, {"family_id": family_id, "paper_id": paper_id}))
    return found[0] if found else None


def _papers(lines: Sequence[Any]) -> list[OnShelf]:
    found: dict[UUID, tuple[Any, dict[UUID, Handed], dict[UUID, Answered]]] = {}
    for line in lines:
        _, handed, answers = found.setdefault(line.id, (line, {}, {}))
        if line.handed_id is not None:
            handed[line.handed_id] = Handed(line.handed_id, line.holder, line.handed_on, line.how, line.read_together,
                                            line.language, line.interpreter, line.understood, line.their_words, line.author)
        if line.answer_id is not None:
            answers[line.answer_id] = Answered(line.answer_id, line.teller, line.answer, line.why_none, line.words,
                                               line.wants_changed, line.answered_on, line.taken_by)
    return [OnShelf(line.id, line.kind, line.form, line.reader_id, line.reader, line.is_draft, line.number, line.newest,
                    line.made_at, tuple(handed.values()), tuple(answers.values()))
            for line, handed, answers in found.values()]


@dataclass(frozen=True, slots=True)
class NotHanded:
    """A made paper that nobody was given, and no newer one of its kind for the same person is there."""

    family_id: UUID
    paper_id: UUID
    kind: str
    reader: str
    made_at: datetime


newer = aliased(Paper)
_FAMILIES: BindParameter[Any] = bindparam("families", expanding=True)
# A first page reads it together with something else (insight/bulk.py): a page makes at most twelve statements.
NOT_HANDED = (
    select(Paper.family_id, Paper.id, Paper.kind, Person.short_name, Paper.made_at)
    .join(Person, Person.id == Paper.reader_id)
    .where(Paper.family_id.in_(_FAMILIES), Paper.is_draft.is_(False),
           ~exists().where(HandingOver.paper_id == Paper.id),
           ~exists().where(newer.family_id == Paper.family_id, newer.reader_id == Paper.reader_id, newer.kind == Paper.kind,
                           newer.is_draft.is_(False), newer.made_at > Paper.made_at)))
