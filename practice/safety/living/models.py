"""What happens to a promise and to a milestone: rows that are only ever added."""

import enum
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from practice.core.db import Row


class HowKept(enum.Enum):
    """How a promise was found on one day."""

    KEPT = "kept"
    PARTLY = "partly"
    LATE = "late"
    NOT_KEPT = "not_kept"


class StepKind(enum.Enum):
    REACHED = "reached"
    MOVED = "moved"
    STEPPED_BACK = "stepped_back"


class PromiseCheck(Row):
    """One look at one promise: was it kept, in whose words. The newest is how the promise stands."""

    __tablename__ = "promise_check"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    promise_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("record.id"), index=True)
    on: Mapped[date]
    outcome: Mapped[HowKept]
    words: Mapped[str] = mapped_column(default="")
    said_by_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))
    is_verbatim: Mapped[bool] = mapped_column(default=False)
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]


class MilestoneStep(Row):
    """A milestone was reached, moved to another day, or stepped back from. `planned_on` is the new day of a move."""

    __tablename__ = "milestone_step"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    milestone_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("record.id"), index=True)
    what: Mapped[StepKind]
    on: Mapped[date]
    planned_on: Mapped[date | None]
    because: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[str] = mapped_column(default="")
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
