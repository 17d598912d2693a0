"""Changes to the mapping. Each is one change with one audit event inside it; plain typed arguments, no forms.

Words go through records.commands; here is what the mapping adds: the people not to show it to, the harms a danger rests
on, dates that must lie ahead, strength or safety, everyone's number, and finishing.
"""

from collections.abc import Mapping as MappingType
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select

from practice.access.models import Information
from practice.core import audit, clock
from practice.core.db import command, db
from practice.core.errors import NotKnown, RuleBroken
from practice.families.commands import hold_family
from practice.families.queries import People
from practice.mapping.kinds import MAPPING_KINDS, ExistingSafety, Strength
from practice.mapping.models import Rating
from practice.mapping.thread import Break
from practice.records import commands as records
from practice.records import queries
from practice.records.bodies import Body
from practice.records.models import Record

# What a family and every partner of the plan must know stands with the plan's information, wherever it was typed.
INFO_OF_KIND = {"bottom_line": Information.PLAN}
ONE_EACH = ("goal", "scale")  # a danger has one of each
ONLY_ONE = (*ONE_EACH, "judgement")


@dataclass(frozen=True, slots=True)
class Said:
    """A statement to write down: its words (BODY), what it hangs on, who may see it. `rests_on` is for dangers."""

    body: Body
    parent_id: UUID | None = None
    info: Information | None = None  # None: as its parent's, else story
    not_for: tuple[UUID, ...] = ()
    not_for_because: str = ""
    rests_on: tuple[UUID, ...] | None = None


@command
def add_statement(family_id: UUID, kind: str, said: Said) -> UUID:
    """Add a statement of KIND; returns its id. Raises RuleBroken for a date that must lie ahead, or a second goal of a danger."""
    _check_days(kind, said.body, None)
    _only_one(family_id, kind, said.parent_id)
    record_id = records.add(family_id, kind, said.body, parent_id=said.parent_id,
                            info=said.info or INFO_OF_KIND.get(kind) or _info_of(said.parent_id))
    if said.not_for:
        records.set_not_for(record_id, said.not_for, said.not_for_because)
    if said.rests_on:
        records.set_links(record_id, said.rests_on)
    return record_id


@command
def change_statement(record_id: UUID, seen: int, said: Said) -> None:
    """Put new words in place. Raises Clash when someone saved after the person looked, before anything is written."""
    standing = queries.one(record_id)
    if standing is None:
        raise NotKnown
    family_id = _family_of(record_id)
    if standing.kind in ONLY_ONE:
        hold_family(family_id)
    records.revise(record_id, seen, said.body, parent_id=said.parent_id, info=said.info)
    _check_days(standing.kind, said.body, standing.body)
    if said.parent_id not in (None, standing.parent_id):
        _only_one(family_id, standing.kind, said.parent_id, but=record_id)
    hidden = queries.not_for(family_id).get(record_id, {})
    if set(hidden) != set(said.not_for) or any(reason != said.not_for_because for reason in hidden.values()):
        records.set_not_for(record_id, said.not_for, said.not_for_because)
    if said.rests_on is not None:
        rests = [end for start, end, kind in queries.links(family_id) if start == record_id and kind == "rests_on"]
        if set(rests) != set(said.rests_on):
            records.set_links(record_id, said.rests_on)


@command
def move_statement(record_id: UUID, seen: int, kind: str, parent_id: UUID | None = None) -> None:
    """Move a statement to another part with its history. Raises RuleBroken where the new part needs a danger or goal."""
    if kind not in MAPPING_KINDS:
        raise RuleBroken("kind", "Choose where it belongs")
    if kind in ("existing_safety", "goal", "scale") and parent_id is None:
        raise RuleBroken("danger", "Choose the danger it belongs to")
    if parent_id == record_id:
        raise RuleBroken("danger", "It cannot belong to itself. Choose another danger")
    _only_one(_family_of(record_id), kind, parent_id, but=record_id)
    records.move(record_id, seen, kind, parent_id=parent_id)


@command
def sort_statement(record_id: UUID, seen: int, answers: tuple[bool | None, bool | None, bool | None],
                   danger_id: UUID | None) -> str:
    """Answer the three questions of a strength or of safety, and put it where they say; returns 'strength' or
    'existing_safety'. Raises RuleBroken where it is safety and no danger is chosen.
    """
    standing = queries.one(record_id)
    if standing is None or standing.kind not in ("strength", "existing_safety"):
        raise NotKnown
    is_safety = all(answers)
    if is_safety and danger_id is None:
        raise RuleBroken("danger", "Three times yes: it is safety. Choose the danger it protected from")
    kind = "existing_safety" if is_safety else "strength"
    body = msgspec.structs.replace(standing.body, did=answers[0], protected=answers[1], repeated=answers[2])
    if kind == standing.kind:
        records.revise(record_id, seen, body, parent_id=danger_id if is_safety else None)
    else:
        target: type[Body] = ExistingSafety if is_safety else Strength
        shared = {name: getattr(body, name) for name in target.__struct_fields__ if name in body.__struct_fields__}
        records.move(record_id, seen, kind, parent_id=danger_id if is_safety else None, body=target(**shared))
    return kind


@command
def finish_step(record_id: UUID, seen: int, on: date) -> None:
    """Mark a next step as done on a day."""
    standing = queries.one(record_id)
    if standing is None or standing.kind != "next_step":
        raise NotKnown
    if on > clock.today():
        raise RuleBroken("done_on", "Give the day it was done: today or before")
    records.revise(record_id, seen, msgspec.structs.replace(standing.body, done_on=on))


@dataclass(frozen=True, slots=True)
class NewRating:
    """One number of one person. `value` None with `not_asked`: not asked, or would not say, and `why`."""

    person_id: UUID
    value: int | None
    on: date
    why: str = ""
    why_not_higher: str = ""
    one_up: str = ""
    is_verbatim: bool = False
    tool: str = ""
    raw_value: str = ""
    asked_by: str = ""
    guessed_by: UUID | None = None
    not_asked: bool = False


@command
def rate(scale_id: UUID, new: NewRating) -> UUID:
    """Add a number to a scale; earlier ones stand. Raises RuleBroken for no number, or a day to come."""
    scale = db.session.get(Record, scale_id)
    if scale is None or scale.kind != "scale" or scale.withdrawn_at is not None:
        raise NotKnown
    if new.value is None and not (new.not_asked and new.why.strip()):
        raise RuleBroken("value", "Choose a number, or say why there is none")
    if new.value is not None and (new.not_asked or not 0 <= new.value <= 10):
        raise RuleBroken("value", "Choose a number from 0 to 10, or say why there is none")
    if new.on > clock.today():
        raise RuleBroken("on", "Give the day they said it: today or before")
    if new.guessed_by == new.person_id:
        raise RuleBroken("guessed_by", "A guess is made by somebody else. Leave it empty if they said it themselves")
    rating = Rating(family_id=scale.family_id, scale_id=scale_id, recorded_at=clock.now(), author_id=audit.actor(),
                    **{name: getattr(new, name) for name in new.__slots__})
    db.session.add(rating)
    db.session.flush()
    audit.record("rating.guessed" if new.guessed_by else "rating.given", family_id=scale.family_id, about=scale_id,
                 detail={"person": str(new.person_id)})
    return rating.id


@dataclass(frozen=True, slots=True)
class Finishing:
    """What finishing a mapping is told: the practice date, what is new in a line, and why each break stands."""

    on: date
    note: str = ""
    reasons: MappingType[str, str] = field(default_factory=dict)  # {reason_field(break): because}
    seen: int | None = None  # the number of the last finished one that the person saw, 0 where none was


def reason_field(broken: Break) -> str:
    """The name under which the reason of one break travels."""
    return f"why_{broken.key.replace(':', '_')}_{broken.about.hex if broken.about else 'all'}"


@command
def finish(family_id: UUID, finishing: Finishing, breaks: Sequence[Break], numbers: Sequence[Any], people: People) -> UUID:
    """Freeze the mapping as it stands; returns the snapshot. BREAKS that ask need a reason, or RuleBroken names the field.

    NUMBERS are the ratings given so far (mapping.queries.given): they are copied beside the words, dated. Clash where somebody
    finished one after the person looked.
    """
    hold_family(family_id)
    newest = next(iter(queries.snapshots(family_id, "mapping")), None)
    if newest is not None and finishing.seen is not None and newest.number != finishing.seen:
        raise records.clash_with(newest, newest.number)
    if finishing.on > clock.today():
        raise RuleBroken("on", "Give the day on which it was finished: today or before")
    reasons = []
    for broken in breaks:
        because = finishing.reasons.get(reason_field(broken), "").strip()
        if broken.asks and not because:
            raise RuleBroken(reason_field(broken), "Say why it stands like this for now")
        if because:
            records.keep(family_id, broken.key, because, broken.about)
            reasons.append({"break": broken.says, "because": because})
    extra: dict[str, object] = {
        "reasons": reasons,
        "ratings": [{"scale": one.scale_id, "person": one.person_id, "value": one.value, "why": one.why, "on": one.on,
                     "guessed_by": one.guessed_by} for one in numbers],
        "people": {str(person.id): person.name for person in people.values()}}
    return records.freeze(family_id, "mapping", MAPPING_KINDS, finishing.on, extra, finishing.note.strip())


def _check_days(kind: str, body: Any, before: Any) -> None:
    """Due dates lie ahead, unless they already stood; what was done lies behind."""
    today = clock.today()
    for name in ("by_on", "review_on"):
        due = getattr(body, name, None)
        is_open = not (getattr(body, "done_on", None) or getattr(body, "answer", ""))
        if due is not None and due < today and is_open and due != getattr(before, name, None):
            raise RuleBroken(name, "Give a date from today on, like 4 Dec")
    for name in ("said_on", "done_on", "answered_on", "set_on"):
        day = getattr(body, name, None)
        if day is not None and day > today:
            raise RuleBroken(name, "This day has not come yet. Give today or an earlier one")
    if kind == "bottom_line" and body.status != "met" and not body.status_why:
        raise RuleBroken("status_why", "Say what happened, and who decides")


def _only_one(family_id: UUID, kind: str, parent_id: UUID | None, but: UUID | None = None) -> None:
    """A danger has one goal and one scale, a family one judgement: a second one would stand on no page."""
    if kind not in ONLY_ONE:
        return
    hold_family(family_id)
    if kind in ONE_EACH and parent_id is None:
        raise RuleBroken("danger", "Choose the danger it belongs to")
    other = db.session.scalar(select(Record.id).where(
        Record.family_id == family_id, Record.kind == kind, Record.withdrawn_at.is_(None),
        Record.parent_id == parent_id if kind in ONE_EACH else Record.id.is_not(None),
        Record.id != but if but else Record.id.is_not(None)).limit(1))
    if other is not None:
        raise RuleBroken("danger", f"This danger has a {kind}. Change that one, or choose another danger" if kind in ONE_EACH else
                         "It was weighed up already. Open that one and put your words in")


def _info_of(parent_id: UUID | None) -> Information:
    parent = db.session.get(Record, parent_id) if parent_id else None
    return parent.info if parent else Information.STORY


def _family_of(record_id: UUID) -> UUID:
    record = db.session.get(Record, record_id)
    if record is None:
        raise NotKnown
    return record.family_id
