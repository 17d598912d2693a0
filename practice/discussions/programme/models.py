"""What came of one talk of the programme: rows that are only ever added; triggers refuse to change them."""

import enum
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from practice.access.models import Information
from practice.core.db import Row


class ModuleState(enum.Enum):
    NEXT = "next"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    NOT_NEEDED = "not_needed"


class ProgrammeEntry(Row):
    """One talk with one parent, by one worker: the module, how far it is, their words, and what is seen of the children."""

    __tablename__ = "programme_entry"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    module: Mapped[str] = mapped_column(String(40))
    state: Mapped[ModuleState]
    info: Mapped[Information]
    on: Mapped[date]
    for_change: Mapped[str]  # the parent's own words
    against_change: Mapped[str]
    step: Mapped[str]  # 'Thinking', 'Doing'
    importance: Mapped[int | None]  # 0 to 10
    confidence: Mapped[int | None]  # 0 to 10
    child_change: Mapped[str]
    analysis: Mapped[str]
    because: Mapped[str]  # why a module is not needed
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
