"""Reads of the programme: where each module is, and what each specialist heard last, as far as the reader's part sees it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import bindparam, func, or_, select

from practice.access.models import Information
from practice.access.queries import MyPart
from practice.accounts.models import User
from practice.core.db import db
from practice.discussions.programme.models import ModuleState, ProgrammeEntry
from practice.families.queries import Sight


@dataclass(frozen=True, slots=True)
class EntryRow:
    person_id: UUID
    module: str
    state: ModuleState
    info: Information
    on: date
    for_change: str
    against_change: str
    step: str
    importance: int | None
    confidence: int | None
    child_change: str
    analysis: str
    because: str
    author_id: UUID | None
    author: str
    job: str


ENTRIES = (
    select(ProgrammeEntry.person_id, ProgrammeEntry.module, ProgrammeEntry.state, ProgrammeEntry.info, ProgrammeEntry.on,
           ProgrammeEntry.for_change, ProgrammeEntry.against_change, ProgrammeEntry.step, ProgrammeEntry.importance,
           ProgrammeEntry.confidence, ProgrammeEntry.child_change, ProgrammeEntry.analysis, ProgrammeEntry.because,
           ProgrammeEntry.author_id, func.coalesce(User.name, "").label("author"), func.coalesce(User.job, "").label("job"))
    .outerjoin(User, User.id == ProgrammeEntry.author_id)
    .where(ProgrammeEntry.family_id == bindparam("family_id"),
           or_(ProgrammeEntry.info.in_(bindparam("infos", expanding=True)), ProgrammeEntry.author_id == bindparam("me")))
    .order_by(ProgrammeEntry.on, ProgrammeEntry.recorded_at, ProgrammeEntry.id))


def is_for(part: MyPart) -> bool:
    """May this part read the programme? It tells of the whole family: not a part that is narrowed to some dangers."""
    return part.sees(Information.STORY) and not part.dangers


def entries_of(sight: Sight) -> list[EntryRow]:
    """Everything of the programme that the reader's part sees, and what they wrote themselves, oldest first."""
    return [EntryRow(*cast(tuple[Any, ...], line)) for line in db.read(
        ENTRIES, {"family_id": sight.family_id, "infos": list(sight.part.kinds), "me": sight.user_id})]


def where_it_is(entries: list[EntryRow]) -> dict[str, EntryRow]:
    """{module: its latest entry}."""
    return {entry.module: entry for entry in entries}


def latest(entries: list[EntryRow]) -> list[EntryRow]:
    """What each worker heard last of each parent, newest first: what the supervision opens with."""
    last = {(entry.author_id, entry.person_id): entry for entry in entries if entry.for_change or entry.against_change
            or entry.importance is not None or entry.child_change}
    return sorted(last.values(), key=lambda entry: entry.on, reverse=True)
