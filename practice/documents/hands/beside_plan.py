"""Beside the plan: who holds a copy of it, and what each answered. Read in the plan's own statement (safety/copies.py)."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Boolean, DateTime, Integer, String, Text, bindparam, cast, literal, null, select, type_coerce

from practice.core import dates
from practice.documents.hands.models import AnswerKind, HandingOver, How, PaperAnswer
from practice.documents.hands.shelf import ANSWER, HOW, ICON
from practice.documents.models import Paper
from practice.families.queries import People
from practice.safety.copies import Copy, CopyRow

_NO_NUMBERS = (cast(null(), Integer), cast(null(), Integer), cast(null(), Integer), literal("", Text))
_OF_THE_PLAN = (Paper.kind == "family-plan", Paper.family_id == bindparam("family_id"))
HELD = (select(literal("copy_held", String), Paper.snapshot_id, HandingOver.person_id, type_coerce(HandingOver.how, String),
               HandingOver.their_words, HandingOver.read_together, literal("", Text), HandingOver.on, literal("", Text),
               HandingOver.recorded_at, *_NO_NUMBERS, literal("", Text), cast(null(), DateTime(timezone=True)), HandingOver.id)
        .join(Paper, Paper.id == HandingOver.paper_id).where(*_OF_THE_PLAN))
ANSWERED = (select(literal("copy_answer", String), Paper.snapshot_id, PaperAnswer.person_id,
                   type_coerce(PaperAnswer.answer, String), PaperAnswer.words, cast(null(), Boolean),
                   PaperAnswer.wants_changed.concat(PaperAnswer.why_none), PaperAnswer.on, literal("", Text),
                   PaperAnswer.recorded_at, *_NO_NUMBERS, literal("", Text), cast(null(), DateTime(timezone=True)), PaperAnswer.id)
            .join(Paper, Paper.id == PaperAnswer.paper_id).where(*_OF_THE_PLAN))


def in_words(rows: Iterable[CopyRow], people: People, numbers: dict[UUID, int]) -> list[Copy]:
    """One line a person: the copy that they hold, and the newest answer with the version that it was given to."""
    held: dict[UUID, CopyRow] = {}
    said: dict[UUID, CopyRow] = {}
    for row in sorted(rows, key=lambda one: one.on):  # stable: on one day, as they were written down
        (held if row.sort == "copy_held" else said)[row.person_id] = row
    return [_copy(person.short_name, held.get(person.id), said.get(person.id), numbers)
            for person in people.values() if person.id in held or person.id in said]


def _copy(name: str, held: CopyRow | None, said: CopyRow | None, numbers: dict[UUID, int]) -> Copy:
    holds, icon, answer = "", "ring", "No answer written down yet"
    if held is not None:
        together = "" if held.code == How.READ_OUT.value else ", read together" if held.read_together else ", not read together"
        holds = f"{_version(held, numbers)}: {HOW[How(held.code)].lower()} on {dates.day(held.on)}{together}."
    if said is not None:
        kind = AnswerKind(said.code)
        icon, answer = ICON[kind], f"{name} {ANSWER[kind]}, {dates.day(said.on)}"
        if held is None or said.snapshot_id != held.snapshot_id:
            answer += f", to {_version(said, numbers)[:1].lower()}{_version(said, numbers)[1:]}"
    return Copy(name, icon, holds, answer, said.words if said else "", said.more if said else "")


def _version(row: CopyRow, numbers: dict[UUID, int]) -> str:
    number = numbers.get(row.snapshot_id) if row.snapshot_id else None
    return f"Version {number}" if number else "A draft"
