"""Who may see and change one record: the family's policy, the record's kind of information, and the part's dangers."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from practice.core.db import db
from practice.core.errors import NotKnown, Refused
from practice.families.policy import may_see_story, may_write
from practice.families.queries import InFamily, Sight
from practice.records import queries
from practice.records.queries import PLACE, Row


@dataclass(frozen=True, slots=True)
class RecordSight(InFamily):
    """One record as one user may see it, with its family."""

    row: Row

    @property
    def about_id(self) -> UUID:
        return self.row.id


def may_see_record(family_id: UUID, record_id: UUID, **_: Any) -> RecordSight:
    """Anyone whose part sees the record's kind of information, and its danger where the part is narrowed."""
    return within(may_see_story(family_id), record_id)


def may_change_record(family_id: UUID, record_id: UUID, **_: Any) -> RecordSight:
    return within(may_write(family_id), record_id)


def may_change_live_record(family_id: UUID, record_id: UUID, **_: Any) -> RecordSight:
    """Those who write, while the record is in use."""
    seen = may_change_record(family_id, record_id)
    if seen.row.is_withdrawn:
        raise Refused("This was withdrawn. Bring it back first, then change it.")
    return seen


def within(sight: Sight, record_id: UUID) -> RecordSight:
    """The record, where SIGHT's part sees its kind of information and its danger; NotKnown otherwise."""
    place = db.read(PLACE, {"record_id": record_id}).first()
    if place is None or place.family_id != sight.family_id or not sight.part.sees(place.info):
        raise NotKnown
    dangers, parent = sight.part.dangers, place.parent_id
    if dangers and record_id not in dangers:
        while parent is not None and parent not in dangers:
            above = db.read(PLACE, {"record_id": parent}).first()
            parent = above.parent_id if above else None
        if parent is None:
            raise NotKnown
    row = queries.one(record_id)
    assert row is not None
    return RecordSight(sight, row)
