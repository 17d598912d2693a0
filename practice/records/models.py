"""The one mechanism for words that last: a record has one identity and append-only revisions; a snapshot freezes some.

A danger statement written in the mapping is the same record that the plan, the scale and the paper show.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from practice.access.models import Information
from practice.core.db import Row


class Record(Row):
    """The identity. Links point here, so a thread survives the next mapping. `kind` may change by a move."""

    __tablename__ = "record"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"))
    kind: Mapped[str] = mapped_column(String(24))
    parent_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("record.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    info: Mapped[Information] = mapped_column(default=Information.STORY)
    number: Mapped[int] = mapped_column(default=1)  # of the current revision
    lock_version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    withdrawn_because: Mapped[str | None]
    __table_args__ = (Index("ix_record_family_id_kind", "family_id", "kind"),)


class Revision(Row):
    """The words as they stood: never changed, never deleted (triggers). `body` is canonical JSON of the kind's struct."""

    __tablename__ = "revision"
    record_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("record.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(24))
    body: Mapped[str]
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("record_id", "number"),)


class Link(Row):
    """A further link of the thread between two records: a danger rests on a harm."""

    __tablename__ = "record_link"
    from_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("record.id"), index=True)
    to_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("record.id"))
    kind: Mapped[str] = mapped_column(String(24))  # 'rests_on'
    __table_args__ = (UniqueConstraint("from_id", "to_id", "kind"),)


class NotFor(Row):
    """A person for whom this record never prints and to whom it is never shown."""

    __tablename__ = "record_not_for"
    record_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("record.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    because: Mapped[str] = mapped_column(default="")
    __table_args__ = (UniqueConstraint("record_id", "person_id"),)


class Wording(Row):
    """The words of a record made for one named reader, and the revision they were made from. Append-only; latest holds."""

    __tablename__ = "wording"
    record_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("record.id"), index=True)
    reader_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    words: Mapped[str]
    made_from: Mapped[int]
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]


class EvidenceYes(Row):
    """One adult's recorded yes that evidence about them is shown to one reader."""

    __tablename__ = "evidence_yes"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    info: Mapped[Information]
    reader_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    on: Mapped[date]
    taken_by: Mapped[str]
    recorded_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Kept(Row):
    """'Keep it, because…': the reason why a prompt or a broken thread was left as it is. Append-only."""

    __tablename__ = "kept"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    about_id: Mapped[UUID | None]
    code: Mapped[str] = mapped_column(String(40))  # 'Q2', 'rule_untested'
    because: Mapped[str]
    by_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    at: Mapped[datetime]


class Snapshot(Row):
    """A finished mapping, an agreed plan: frozen words as canonical JSON with its SHA-256. Triggers refuse change."""

    __tablename__ = "snapshot"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"))
    kind: Mapped[str] = mapped_column(String(24))  # 'mapping', 'plan'
    number: Mapped[int]
    on: Mapped[date]  # the practice date
    note: Mapped[str] = mapped_column(default="")  # what is new, in a line
    body: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))
    made_by: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    made_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("family_id", "kind", "number"), Index("ix_snapshot_family_id", "family_id"))


class SnapshotRevision(Row):
    """Which revisions a snapshot holds."""

    __tablename__ = "snapshot_revision"
    snapshot_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("snapshot.id"), index=True)
    revision_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("revision.id"))


class Shown(Row):
    """When and with whom it was shared, and what they said to it (Q13). Append-only."""

    __tablename__ = "shown"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    kind: Mapped[str] = mapped_column(String(24))  # 'mapping', 'plan'
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    on: Mapped[date]
    how: Mapped[str] = mapped_column(default="")
    they_said: Mapped[str] = mapped_column(default="")
    is_verbatim: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
