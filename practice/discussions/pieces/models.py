"""Tables of the pieces. All of them are rows that are only ever added; triggers refuse to change them."""

import enum
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from practice.access.models import Information
from practice.core.db import Row


class PieceState(enum.Enum):
    """How far one holder's piece is."""

    ASKED = "asked"
    ANSWERED = "answered"
    NOTHING = "nothing"  # holds nothing
    WILL_NOT_SHARE = "will_not_share"


class Brought(Row):
    """What one seat knows, written in advance: facts apart from opinion. A correction is a new row; the last one holds."""

    __tablename__ = "discussion_brought"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    discussion_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("discussion.id"))
    seat_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("seat.id"))
    number: Mapped[int]
    guide: Mapped[str] = mapped_column(String(40))  # the kind of specialist whose prompts were used; '' for the family's words
    info: Mapped[Information]
    seen: Mapped[str]  # whom, when
    facts: Mapped[str]  # a line each, with where it comes from and the day
    words: Mapped[str]  # what they said, in their own words
    view: Mapped[str]  # opinion, with its reason
    offer: Mapped[str]
    would_change: Mapped[str]
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("seat_id", "number"),)


class PieceEvent(Row):
    """One holder was asked, or answered: an agency's seat, a relative of the record, or somebody by name."""

    __tablename__ = "piece_event"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    discussion_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("discussion.id"))
    seat_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("seat.id"))
    person_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))
    holder: Mapped[str]
    what: Mapped[PieceState]
    words: Mapped[str]  # what was asked; the answer; why it is not shared
    on: Mapped[date]
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]


class Concern(Row):
    """What a relative or neighbour told somebody. It stays open until it has an outcome and a name (C26)."""

    __tablename__ = "concern"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    discussion_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("discussion.id"))
    person_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))
    from_whom: Mapped[str]
    words: Mapped[str]
    told_to: Mapped[str]
    is_verbatim: Mapped[bool]
    on: Mapped[date]
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]


class ConcernOutcome(Row):
    """What came of a concern, and who answers for it."""

    __tablename__ = "concern_outcome"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    concern_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("concern.id"))
    words: Mapped[str]
    by_whom: Mapped[str]
    on: Mapped[date]
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]


class Sharing(Row):
    """The ledger: what was shared with whom, or not, why, and on which basis (D13)."""

    __tablename__ = "sharing"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    discussion_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("discussion.id"))
    what: Mapped[str]
    to_whom: Mapped[str]
    because: Mapped[str]
    basis: Mapped[str]
    is_shared: Mapped[bool]
    on: Mapped[date]
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
