"""Made papers, kept as the bytes that were handed out: never rendered again. Append-only."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from practice.core.db import EMPTY, Row


class Paper(Row):
    __tablename__ = "paper"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    kind: Mapped[str] = mapped_column(String(24))  # 'family-plan', 'assessment'
    form: Mapped[str] = mapped_column(String(24))  # 'standard', 'large-print'
    reader_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    snapshot_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("snapshot.id"))
    is_draft: Mapped[bool] = mapped_column(default=False)
    code: Mapped[str] = mapped_column(String(24))  # printed in the foot: of the reader's own view
    view_sha256: Mapped[str] = mapped_column(String(64), index=True)
    pages: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
    made_by: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    made_at: Mapped[datetime]
    # All its texts: what becomes protected from the reader later stops the file from leaving again.
    words: Mapped[str] = mapped_column(default="", server_default=EMPTY)
    # How hard it is to read, as it was measured when it was made: readable/measure.py Verdict.kept().
    reading: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
