"""What happened in the network: somebody was told a danger statement; the network met by itself. Append-only."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from practice.core.db import Row


class ToldDanger(Row):
    """One person was told one danger statement, or (DANGER_ID empty) all that were known then."""

    __tablename__ = "told_danger"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    danger_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("record.id"))
    on: Mapped[date]
    by_whom: Mapped[str] = mapped_column(default="")
    how: Mapped[str] = mapped_column(default="")  # 'read to her at the kitchen table'
    they_said: Mapped[str] = mapped_column(default="")
    is_verbatim: Mapped[bool] = mapped_column(default=False)
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]


class NetworkMet(Row):
    """The network met without a worker. PEOPLE are the ids of those of the record who were there, as JSON."""

    __tablename__ = "network_met"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    on: Mapped[date]
    people: Mapped[str] = mapped_column(default="[]")
    others: Mapped[str] = mapped_column(default="")  # who else was there, in words
    they_said: Mapped[str] = mapped_column(default="")
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
