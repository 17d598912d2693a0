"""A family begins with a contact: who, when, what they said, what was decided and by whom; and who has led since."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from practice.core.db import Row


class Contact(Row):
    __tablename__ = "contact"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    received_on: Mapped[date]
    from_whom: Mapped[str]  # 'Sgt Birk, police'
    source_code: Mapped[str] = mapped_column(default="")  # children in need census referral source, such as '2A'
    their_words: Mapped[str]
    decision: Mapped[str] = mapped_column(default="")
    decided_because: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None]
    recorded_by: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]


class LeadChange(Row):
    """Who leads the work with a family from a day on, and why. Append-only; the latest holds."""

    __tablename__ = "lead_change"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    because: Mapped[str]
    on: Mapped[date]
    by_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
