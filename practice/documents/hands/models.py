"""What becomes of a made paper: that it was handed over, and what the person answered. Append-only."""

import enum
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from practice.core.db import Row


class How(enum.Enum):
    BY_HAND = "by_hand"
    POST = "post"
    EMAIL = "email"
    READ_OUT = "read_out"
    SHOWN = "shown"


class Understood(enum.Enum):
    YES = "yes"
    IN_PART = "in_part"
    NO = "no"
    NOT_ASKED = "not_asked"


class AnswerKind(enum.Enum):
    AGREES = "agrees"
    IN_PART = "in_part"
    DOES_NOT = "does_not"
    NONE_YET = "none_yet"


class HandingOver(Row):
    """One paper given, sent, read out or shown to one person on one day. Where it was sent to is checked and not kept."""

    __tablename__ = "handing_over"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    paper_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("paper.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    on: Mapped[date]
    how: Mapped[How]
    read_together: Mapped[bool]
    language: Mapped[str] = mapped_column(default="")
    interpreter: Mapped[str] = mapped_column(default="")
    understood: Mapped[Understood]
    their_words: Mapped[str] = mapped_column(default="")  # what they said it means, as they said it
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]


class PaperAnswer(Row):
    """What the person a paper was made for answers to it. A later answer is a further row; the newest one stands."""

    __tablename__ = "paper_answer"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    paper_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("paper.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    answer: Mapped[AnswerKind]
    why_none: Mapped[str] = mapped_column(default="")  # why there is no answer yet
    words: Mapped[str] = mapped_column(default="")  # as they said it
    wants_changed: Mapped[str] = mapped_column(default="")
    on: Mapped[date]
    taken_by: Mapped[str]
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
