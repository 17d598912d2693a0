"""Who may see and change the plan: those whose part sees the kind 'plan'; those who write the record change it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from practice.access.models import Information
from practice.core.errors import NotKnown, Refused
from practice.families.policy import may_see
from practice.families.queries import InFamily, People, PersonRow, Sight, people_of
from practice.records.policy import RecordSight, within
from practice.safety import queries
from practice.safety.kinds import PLAN_KINDS
from practice.safety.models import PlanState
from practice.safety.queries import Version
from practice.safety.whole import sees_whole

# Dangers, goals, scales and bottom lines are written in the mapping; the plan shows them.
OWN_KINDS = (*(kind for kind in PLAN_KINDS if kind not in {"danger", "goal", "scale", "bottom_line"}), "closing_letter")


def may_see_plan(family_id: UUID, **_: Any) -> Sight:
    """Anyone whose part sees the plan."""
    sight = may_see(family_id)
    if not sight.part.sees(Information.PLAN):
        raise Refused("Your part in this family does not include the plan. Ask the lead practitioner what you need.")
    return sight


def may_change_plan(family_id: UUID, **_: Any) -> Sight:
    """Those whose part sees the plan and writes the record."""
    sight = may_see_plan(family_id)
    if not sight.part.may_write:
        raise Refused("You can read this plan. Ask the lead practitioner to change it.")
    return sight


def may_agree_plan(family_id: UUID, **_: Any) -> Sight:
    """Those who write, and see the story and the plan of every danger: nobody freezes a plan of which they read a part."""
    sight = may_change_plan(family_id)
    if not sees_whole(sight.part):
        raise Refused("You see a part of this plan. Ask the lead practitioner to agree it as a whole.")
    return sight


@dataclass(frozen=True, slots=True)
class Adding(InFamily):
    """A row of one kind that somebody is about to write into the plan."""

    kind: str


def may_add_row(family_id: UUID, kind: str, **_: Any) -> Adding:
    """Those who write; a part narrowed to some dangers writes only rules, which hang on one of them."""
    sight = may_change_plan(family_id)
    if kind not in OWN_KINDS:
        raise NotKnown
    if sight.part.dangers and kind != "plan_rule":
        raise Refused("Your part in this family is about one danger. Ask the lead practitioner to write this down.")
    return Adding(sight, kind)


def may_see_row(family_id: UUID, record_id: UUID, **_: Any) -> RecordSight:
    """One row of the plan, or one planned test, for those whose part sees the plan."""
    seen = within(may_see_plan(family_id), record_id)
    return seen if seen.row.kind == "planned_test" else _own(seen)


def may_change_row(family_id: UUID, record_id: UUID, **_: Any) -> RecordSight:
    """One row of the plan, for those who write."""
    return _own(within(may_change_plan(family_id), record_id))


def may_change_live_row(family_id: UUID, record_id: UUID, **_: Any) -> RecordSight:
    """Those who write, while the row is in use."""
    seen = may_change_row(family_id, record_id)
    if seen.row.is_withdrawn:
        raise Refused("This was withdrawn. Bring it back first, then change it.")
    return seen


def may_test(family_id: UUID, record_id: UUID, **_: Any) -> RecordSight:
    """Those who write, for a rule, a red flag or a child's sign in use."""
    seen = may_change_live_row(family_id, record_id)
    if seen.row.kind not in {"plan_rule", "child_part", "red_flag"}:
        raise NotKnown
    return seen


def may_move(family_id: UUID, record_id: UUID, **_: Any) -> RecordSight:
    """Those who write, for a row that may stand in another part of the plan."""
    seen = may_change_live_row(family_id, record_id)
    if seen.row.kind not in {"plan_rule", "trigger", "early_sign", "red_flag"}:
        raise NotKnown
    return seen


def _own(seen: RecordSight) -> RecordSight:
    if seen.row.kind not in OWN_KINDS:
        raise NotKnown
    return seen


@dataclass(frozen=True, slots=True)
class VersionSight(InFamily):
    """One agreed version as one user may see it, and all versions beside it."""

    version: Version
    versions: tuple[Version, ...]

    @property
    def about_id(self) -> UUID:
        return self.version.id


def may_see_version(family_id: UUID, snapshot_id: UUID, **_: Any) -> VersionSight:
    return _version(may_see_plan(family_id), snapshot_id)


def may_change_version(family_id: UUID, snapshot_id: UUID, **_: Any) -> VersionSight:
    """Its states: for those who may agree a plan."""
    return _version(may_agree_plan(family_id), snapshot_id)


def _version(sight: Sight, snapshot_id: UUID) -> VersionSight:
    versions = tuple(queries.versions_of(sight.family_id))
    version = next((one for one in versions if one.id == snapshot_id), None)
    if version is None:
        raise NotKnown
    return VersionSight(sight, version, versions)


@dataclass(frozen=True, slots=True)
class Speaking:
    """One person's word to one agreed version."""

    seen: VersionSight
    people: People
    person: PersonRow

    @property
    def family_id(self) -> UUID:
        return self.seen.family_id

    @property
    def about_id(self) -> UUID:
        return self.person.id


def may_note_word(family_id: UUID, snapshot_id: UUID, person_id: UUID, **_: Any) -> Speaking:
    """Those who write note what a person of the record says to a version that is agreed or in force."""
    seen = _version(may_change_plan(family_id), snapshot_id)
    if seen.version.state is PlanState.ENDED:
        raise Refused("This version has ended. Ask about the newest one.")
    people = people_of(family_id)
    if person_id not in people:
        raise NotKnown
    return Speaking(seen, people, people[person_id])
