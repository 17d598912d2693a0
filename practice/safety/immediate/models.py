"""What became of an immediate plan: agreed until when, approved, sent back, ended. Append-only."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from practice.core.db import Row


class Became(enum.Enum):
    AGREED = "agreed"
    APPROVED = "approved"
    RETURNED = "returned"
    ENDED = "ended"


class ImmediateChange(Row):
    """A state that one frozen immediate plan entered. `until` is its end, kept with the agreeing."""

    __tablename__ = "immediate_change"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    snapshot_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("snapshot.id"), index=True)
    what: Mapped[Became]
    until: Mapped[datetime | None]
    because: Mapped[str] = mapped_column(default="")
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
