"""How the work with a family ended, and what they said when they were asked afterwards: rows that are only ever added."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from practice.core.db import Row


class ClosingRecord(Row):
    """One closing: why, who keeps the plan, whom the family rings, when we ring to ask. A reopened case may have several."""

    __tablename__ = "closing_record"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    snapshot_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("snapshot.id"))
    on: Mapped[date]
    because: Mapped[str]
    who_keeps: Mapped[str]
    rings_name: Mapped[str]  # the first is one of the family's own
    rings_number: Mapped[str]
    then_rings: Mapped[str] = mapped_column(default="")  # names and numbers of the next, a line each
    check_back_on: Mapped[date]
    check_back_by: Mapped[str]  # who rings, by name
    papers_left: Mapped[str] = mapped_column(default="")
    decision: Mapped[str] = mapped_column(default="")  # the manager's, where a bottom line was not met
    decided_by: Mapped[str] = mapped_column(default="")
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]


class CheckBack(Row):
    """We rang to ask how they are. Where nobody answered it stays to be done."""

    __tablename__ = "check_back"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    closing_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("closing_record.id"), index=True)
    on: Mapped[date]
    is_answered: Mapped[bool]
    who_answered: Mapped[str] = mapped_column(default="")
    they_said: Mapped[str] = mapped_column(default="")
    is_verbatim: Mapped[bool] = mapped_column(default=False)
    what_we_did: Mapped[str] = mapped_column(default="")
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
