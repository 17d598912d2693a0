"""Ratings: one number of one person for one danger's scale on one day. Never edited, never averaged."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from practice.core.db import Row


class Rating(Row):
    """Append-only. `value` is None where the person was not asked, or would not say, with the reason in `why`."""

    __tablename__ = "rating"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    scale_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("record.id"), index=True)  # the record of kind 'scale'
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    guessed_by: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))  # 'what would mum say?': never mum's number
    value: Mapped[int | None]
    why: Mapped[str] = mapped_column(default="")  # what makes it not lower
    why_not_higher: Mapped[str] = mapped_column(default="")
    one_up: Mapped[str] = mapped_column(default="")
    is_verbatim: Mapped[bool] = mapped_column(default=False)
    tool: Mapped[str] = mapped_column(default="")  # 'faces 1 to 5', 'steps to the door'
    raw_value: Mapped[str] = mapped_column(String(20), default="")
    on: Mapped[date]
    asked_by: Mapped[str] = mapped_column(default="")  # 'with Glen'
    not_asked: Mapped[bool] = mapped_column(default=False)
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
