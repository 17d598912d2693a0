"""Who may have which part of a decision, and what came after it was frozen."""

import re
from uuid import UUID

import msgspec

from practice.discussions import queries as discussions
from practice.discussions.models import Attendance
from practice.discussions.outcome.kinds import OUTCOME, TELLING, OutcomePart
from practice.discussions.outcome.later import answered_since, is_later
from practice.discussions.queries import EventRow
from practice.documents.material import Material
from practice.families.queries import Sight
from practice.records import queries as records
from practice.records.queries import Row


def keeps_back(row: Row, material: Material, *, is_worded: bool) -> tuple[str, str] | None:
    """(rule, why) where a part does not reach the reader, or None."""
    reader, body = material.reader, row.body
    if row.kind != OUTCOME:
        return None
    if reader.person.is_professional:
        if body.part in {"stance", "number", "scale", "because", "there"} and not hears(row, material) and not is_worded:
            return "kind", f"{reader.name} was not in this discussion: who said what stays with those who heard it."
        return None
    if body.for_workers:
        return "own", "This way of thinking together is for workers: nothing of it is printed for the family."
    if body.part in {"stance", "number"} and body.is_family and body.person != reader.person.id:
        return "own", f"{body.name} belongs to the family or its network: where they stand is theirs to tell."
    if not is_worded and not body.is_sorted and _may_tell(row, material):
        return "unsorted", "It may tell of somebody’s treatment, attendance, health or money. Say first whether it does."
    return None


def _may_tell(row: Row, material: Material) -> bool:
    """May it tell of another adult's private matters? A reason may, unless the reader alone is the responsible adult; and what
    another of the family does."""
    body, reader = row.body, material.reader.person
    if body.person == reader.id and body.part != "because":
        return False
    if body.part in TELLING:
        if not (body.words or body.more or body.instead):
            return False
        responsible = [one.id for one in material.people.kin if not one.is_child and not one.died_on
                       and one.parental_responsibility.lower().startswith("yes")]
        return responsible != [reader.id]
    if body.part not in {"action", "telling"}:
        return False
    words = set(re.findall(r"\w+", f"{body.name} {body.words}".casefold()))
    return any(one.id != reader.id and not one.is_child and (one.id == body.person or one.short_name.casefold() in words)
               for one in material.people.kin)


def hears(row: Row, material: Material) -> bool:
    """Did the reader hear it: one who works with the family and was in the room?"""
    if row.kind != OUTCOME or not material.reader.person.is_professional:
        return False
    there = next((one.body.there for one in material.rows if one.kind == OUTCOME and one.body.part == "there"
                  and one.body.discussion == row.body.discussion), ())
    return any(one.person == material.reader.person.id and one.attendance == Attendance.PRESENT.value for one in there)


def since(sight: Sight, rows: list[Row]) -> tuple[list[Row], tuple[EventRow, ...]]:
    """The frozen parts with what was said of them since (whose private matters they tell of), and what came after the decision.

    Two statements. What was answered after somebody looked is looked at again.
    """
    live = {row.id: row for row in records.current(sight.family_id, sight.part, (OUTCOME,), withdrawn=False)}
    discussion = next((row.body.discussion for row in rows if row.kind == OUTCOME), None)
    later = tuple(one for one in (discussions.events_of(discussion) if discussion else ())
                  if is_later(one))
    found = []
    for row in rows:
        if row.kind != OUTCOME:
            found.append(row)
        elif (now := live.get(row.id)) is not None:
            looked = now.body.is_sorted and not answered_since(now, later)
            body = _marked(row.body, now.body.evidence_of, is_sorted=looked)
            found.append(msgspec.structs.replace(row, info=now.info, number=now.number, body=body))
    return found, later


def _marked(body: OutcomePart, evidence_of: UUID | None, *, is_sorted: bool) -> OutcomePart:
    return msgspec.structs.replace(body, evidence_of=evidence_of, is_sorted=is_sorted)
