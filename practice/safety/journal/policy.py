"""Who may see and write the journal: those whose part sees the plan, and the entry's kind of information and danger."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from practice.access.models import PartKind
from practice.core.db import db
from practice.core.errors import NotKnown, Refused
from practice.families.queries import Sight
from practice.records.policy import RecordSight, within
from practice.safety.journal.queries import IS_KEPT_FROM, PHOTO
from practice.safety.policy import may_change_plan, may_see_plan


def may_see_entry(family_id: UUID, entry_id: UUID, **_: Any) -> RecordSight:
    """One entry, for those whose part sees the plan."""
    return _entry(may_see_plan(family_id), entry_id)


def may_change_entry(family_id: UUID, entry_id: UUID, **_: Any) -> RecordSight:
    """One entry, for those who write the plan. Withdrawn ones too: what somebody typed meanwhile must not be lost."""
    return _entry(may_change_plan(family_id), entry_id)


def may_change_live_entry(family_id: UUID, entry_id: UUID, **_: Any) -> RecordSight:
    """Those who write, while the entry is in use."""
    seen = may_change_entry(family_id, entry_id)
    if seen.row.is_withdrawn:
        raise Refused("This was withdrawn. Bring it back first, then change it.")
    return seen


def may_read_entry(family_id: UUID, entry_id: UUID, **_: Any) -> RecordSight:
    """Those who write the plan say that they read an entry, and what follows."""
    return may_change_live_entry(family_id, entry_id)


def _entry(sight: Sight, entry_id: UUID) -> RecordSight:
    seen = within(sight, entry_id)
    if seen.row.kind != "journal" or db.read(IS_KEPT_FROM, {"record_id": entry_id, "me": sight.user_id}).first() is not None:
        raise NotKnown
    return seen


@dataclass(frozen=True, slots=True)
class PhotoSight:
    """One photo, with the entry that it belongs to."""

    seen: RecordSight
    id: UUID
    data: bytes
    says: str
    recorded_at: datetime

    @property
    def family_id(self) -> UUID:
        return self.seen.family_id

    @property
    def about_id(self) -> UUID:
        return self.seen.row.id


def may_see_photo(family_id: UUID, photo_id: UUID, **_: Any) -> PhotoSight:
    """Whoever sees its entry. Of a withdrawn entry only those who write: it may show what should never have been sent."""
    return _photo(may_see_plan(family_id), photo_id)


def _photo(sight: Sight, photo_id: UUID) -> PhotoSight:
    line = db.read(PHOTO, {"photo_id": photo_id}).first()
    if line is None or line.family_id != sight.family_id or not line.data:  # erased: there is nothing to see any more
        raise NotKnown
    seen = _entry(sight, line.record_id)
    if seen.row.is_withdrawn and not sight.part.may_write:
        raise NotKnown
    return PhotoSight(seen, line.id, bytes(line.data), line.says, line.recorded_at)


def may_erase_photo(family_id: UUID, photo_id: UUID, **_: Any) -> PhotoSight:
    """A manager of the family who sees its entry, in use or withdrawn."""
    sight = may_change_plan(family_id)
    seen = _photo(sight, photo_id)
    if PartKind.MANAGER not in sight.part.kinds_of_part:
        raise Refused("A manager erases a photo. Withdraw the entry, so that only those who write the plan see it, and ask the "
                      "manager of the team.")
    return seen
