"""Who may add what to a mapping, give a number, share and finish it. Seeing and changing one record: records.policy."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import request

from practice.core.errors import NotKnown, Refused
from practice.families.policy import may_see_story, may_write
from practice.families.queries import InFamily, Sight
from practice.mapping.kinds import MAPPING_KINDS
from practice.records.policy import RecordSight, may_change_live_record, may_change_record, may_see_record


@dataclass(frozen=True, slots=True)
class Adding(InFamily):
    """A statement of one kind that one user is about to write; `danger` is what it will hang on, where it was named."""

    kind: str
    danger: UUID | None


def may_add(family_id: UUID, kind: str, **_: Any) -> Adding:
    """Those who write the record. A part narrowed to some dangers writes only what hangs on one of them."""
    sight = may_write(family_id)
    if kind not in MAPPING_KINDS:
        raise NotKnown
    danger = _asked_danger()
    if sight.part.dangers and kind not in ("goal", "scale", "existing_safety"):
        raise Refused("Your part in this family is about one danger. Ask the lead practitioner to write this down.")
    return Adding(sight, kind, danger)


def may_write_whole(family_id: UUID, **_: Any) -> Sight:
    """Those who write the record and see all of it: sharing, finishing, and notes on the mapping as a whole."""
    sight = may_write(family_id)
    if sight.part.dangers:
        raise Refused("Your part in this family is about one danger. Ask the lead practitioner to do this.")
    return sight


def may_see_whole(family_id: UUID, **_: Any) -> Sight:
    return may_see_story(family_id)


def may_see_statement(family_id: UUID, record_id: UUID, **_: Any) -> RecordSight:
    """A record of the mapping, not of another room."""
    return _of_mapping(may_see_record(family_id, record_id))


def may_change_statement(family_id: UUID, record_id: UUID, **_: Any) -> RecordSight:
    """Withdrawn ones too: what somebody typed meanwhile must not be lost."""
    return _of_mapping(may_change_record(family_id, record_id))


def may_change_live_statement(family_id: UUID, record_id: UUID, **_: Any) -> RecordSight:
    return _of_mapping(may_change_live_record(family_id, record_id))


def may_see_scale(family_id: UUID, record_id: UUID, **_: Any) -> RecordSight:
    return _of_mapping(may_see_record(family_id, record_id), "scale")


def may_rate(family_id: UUID, record_id: UUID, **_: Any) -> RecordSight:
    """Those who write the record write down everyone's number."""
    return _of_mapping(may_change_live_record(family_id, record_id), "scale")


def may_sort(family_id: UUID, record_id: UUID, **_: Any) -> RecordSight:
    return _of_mapping(may_change_live_record(family_id, record_id), "strength", "existing_safety")


def may_finish_step(family_id: UUID, record_id: UUID, **_: Any) -> RecordSight:
    return _of_mapping(may_change_live_record(family_id, record_id), "next_step")


def _of_mapping(seen: RecordSight, *kinds: str) -> RecordSight:
    if seen.row.kind not in (kinds or MAPPING_KINDS):
        raise NotKnown
    return seen


def _asked_danger() -> UUID | None:
    try:
        return UUID(request.args.get("danger", ""))
    except ValueError:
        return None
