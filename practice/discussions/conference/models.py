"""The trail of a family group conference: rows that are only ever added; triggers refuse to change them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from practice.core.db import Row


class ConferenceEvent(Row):
    """One thing that happened. BODY is canonical JSON of one struct of kinds.py."""

    __tablename__ = "conference_event"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"))
    body: Mapped[str]
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    at: Mapped[datetime]
    __table_args__ = (Index("ix_conference_event_family_id_at", "family_id", "at"),)
