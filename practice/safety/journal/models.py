"""What happens to a journal entry: who read it with what mark, and the photos of its page. Append-only, but for the bytes of a
photo that is erased."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from practice.core.db import Row


class ReadMark(enum.Enum):
    NO_CHANGE = "no_change"
    PLAN_CHANGED = "plan_changed"
    WORRY_RAISED = "worry_raised"


class JournalRead(Row):
    """Somebody who writes the plan read an entry as it stood then. `number` is the revision read: later words are unread."""

    __tablename__ = "journal_read"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    record_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("record.id"), index=True)
    number: Mapped[int]
    mark: Mapped[ReadMark]
    words: Mapped[str] = mapped_column(default="")
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    at: Mapped[datetime]


class Photo(Row):
    """A photo of a page, as it left the gate (photos.py): a plain JPEG. `says` is its text, for those who cannot see it."""

    __tablename__ = "photo"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    record_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("record.id"), index=True)
    says: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]


class PhotoErasing(Row):
    """A photo's bytes were erased: who did it, when and why. With this row in place the database lets them go, and nothing else."""

    __tablename__ = "photo_erasing"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    record_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("record.id"))
    photo_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("photo.id"), unique=True)
    because: Mapped[str]
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    at: Mapped[datetime]
