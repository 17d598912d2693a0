"""Changes to the immediate plan: written as a whole, agreed, approved or sent back, ended, begun anew."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import select

from practice.access.models import Information
from practice.core import audit, clock, dates
from practice.core.db import command, db
from practice.core.errors import Clash, NotKnown, RuleBroken
from practice.families.commands import hold_family
from practice.families.queries import Sight
from practice.records import commands as records
from practice.records import queries as reading
from practice.records.bodies import Body
from practice.records.models import Record
from practice.records.queries import Row
from practice.safety.commands import NewStance, check_numbers, put_stance
from practice.safety.immediate.kinds import IMMEDIATE_KINDS, OWN_KINDS, ImmediatePlan, ImmediateRule
from practice.safety.immediate.models import Became, ImmediateChange
from practice.safety.immediate.nights import check_end, gaps, nights_until
from practice.safety.immediate.queries import Draft, draft_of
from practice.safety.models import StanceKind

TAKEN_OUT = "Taken out while the immediate plan was written"


@dataclass(frozen=True, slots=True)
class Written:
    """One row as it was written: the record that it changes (None: a new one), and its words (None: take it out)."""

    record_id: UUID | None
    body: Body | None


@dataclass(frozen=True, slots=True)
class Writing:
    """The whole immediate plan as one form sends it. `seen` is the mark of the draft that the person saw."""

    head: ImmediatePlan
    rules: Sequence[Written] = ()
    nights: Sequence[Written] = ()
    not_for: tuple[UUID, ...] = ()
    because: str = ""
    seen: int | None = None


@command
def write(sight: Sight, writing: Writing) -> None:
    """Put the draft down as it was written, all of it or nothing.

    Hard rules are about truth only: a reason for today, an end that lies ahead, and who, what and when of each rule. Raises
    RuleBroken, and Clash where somebody changed the draft after the person looked.
    """
    if not writing.head.why_today.strip():
        raise RuleBroken("why_today", "Say why a plan is needed today")
    check_end(writing.head.ends_on, writing.head.ends_at, writing.head.why_longer, clock.now())
    hold_family(sight.family_id)
    draft = draft_of(sight)
    _same_as_seen(draft, writing.seen)
    for one in writing.rules:
        if isinstance(one.body, ImmediateRule) and not (one.body.who and one.body.words.strip() and one.body.when.strip()):
            raise RuleBroken("rules", "Each rule needs who, what and when")
    head_id = _put(draft, Written(draft.head.id if draft.head else None, writing.head), "immediate_plan", None)
    for kind, rows in (("immediate_rule", writing.rules), ("night", writing.nights)):
        for one in rows:
            _put(draft, one, kind, head_id)
    _not_for(draft.family_id, writing)


def _put(draft: Draft, one: Written, kind: str, parent_id: UUID | None) -> UUID | None:
    """Add, change or take out one row of the draft; returns its record. What was taken out meanwhile is written anew."""
    standing = next((row for row in draft.of(kind) if row.id == one.record_id), None)
    if standing is None:
        return None if one.body is None else records.add(draft.family_id, kind, one.body, parent_id=parent_id,
                                                         info=Information.PLAN)
    if one.body is None:
        records.withdraw(standing.id, standing.lock_version, TAKEN_OUT)
    elif standing.body != one.body:
        records.revise(standing.id, standing.lock_version, one.body)
    return standing.id


def _not_for(family_id: UUID, writing: Writing) -> None:
    """The whole plan is not for these people: every row of it, so that none slips onto a paper of theirs."""
    hidden = reading.not_for(family_id)
    for row in _own_rows(family_id):
        if set(hidden.get(row, {})) != set(writing.not_for) or any(why != writing.because for why in hidden.get(row, {}).values()):
            records.set_not_for(row, writing.not_for, writing.because)


def _own_rows(family_id: UUID) -> list[UUID]:
    return list(db.session.scalars(select(Record.id).where(
        Record.family_id == family_id, Record.kind.in_(OWN_KINDS), Record.withdrawn_at.is_(None))))


@dataclass(frozen=True, slots=True)
class AgreeingNow:
    """Agreeing it today: what is new in a line, who says what, and the mark of what the person saw."""

    stances: Sequence[NewStance]
    note: str = ""
    seen: int | None = None


@command
def agree(sight: Sight, agreeing: AgreeingNow) -> UUID:
    """Freeze the immediate plan as its next version; the one before ends with it. Returns the snapshot.

    Hard rules: a rule with who, what and when; an end that lies ahead; nobody is shown as agreeing who was not asked; nobody
    agrees to what was changed after they looked. Gaps in the nights are said, and frozen with it, and stop nobody.
    """
    hold_family(sight.family_id)
    draft = draft_of(sight)
    _same_as_seen(draft, agreeing.seen)
    if draft.head is None or not draft.rules:
        raise RuleBroken("", "It has no rule yet. Write down who does what, when")
    body = draft.head.body
    try:
        until = check_end(body.ends_on, body.ends_at, body.why_longer, clock.now())
    except RuleBroken as broken:
        raise RuleBroken("", f"{broken.message}. Change its end first") from None
    if draft.live is not None and not agreeing.note.strip():
        raise RuleBroken("note", "There is an immediate plan already. Say what is new in this one, in a line")
    _check_stances(agreeing.stances)
    snapshot_id = records.freeze(draft.family_id, "immediate", IMMEDIATE_KINDS, clock.today(), {
        "until": until, "stances": [{"person": one.person_id, "stance": one.stance.value, "words": one.words} | one.numbers
                                    for one in agreeing.stances],
        "gaps": gaps(draft.nights, nights_until(clock.today(), until), draft.people.children)}, note=agreeing.note.strip())
    for one in agreeing.stances:
        put_stance(draft.family_id, snapshot_id, one)
    if draft.live is not None:
        _became(draft.family_id, draft.live.snapshot_id, Became.ENDED, f"A new one was agreed: {agreeing.note.strip()}")
    _became(draft.family_id, snapshot_id, Became.AGREED, "", until)
    return snapshot_id


def _check_stances(stances: Iterable[NewStance]) -> None:
    asked = False
    for one in stances:
        if one.stance is StanceKind.NOT_ASKED and not one.why_not_asked.strip():
            raise RuleBroken(f"why_not_{one.person_id.hex}", "Say why this person was not asked")
        if one.on > clock.today():
            raise RuleBroken("", "Nobody agrees tomorrow. Write down what was said up to now")
        check_numbers(one, of_many=True)
        asked |= one.stance is not StanceKind.NOT_ASKED
    if not asked:
        raise RuleBroken("", "Nobody was asked yet. A plan is agreed by named people: ask at least one")


@command
def approve(family_id: UUID, snapshot_id: UUID, because: str = "") -> None:
    """A manager approves it as it was frozen; the time stands beside it, so that 'the same day' can be seen."""
    _live(family_id, snapshot_id)
    _became(family_id, snapshot_id, Became.APPROVED, because)


@command
def send_back(family_id: UUID, snapshot_id: UUID, because: str) -> None:
    """A manager does not approve it, and says what must be different."""
    if not because.strip():
        raise RuleBroken("because", "Say what must be different")
    _live(family_id, snapshot_id)
    _became(family_id, snapshot_id, Became.RETURNED, because)


@command
def end(family_id: UUID, snapshot_id: UUID, because: str) -> None:
    """End it, with the reason. Its rows are taken out of use with it, so that the next one begins empty."""
    if not because.strip():
        raise RuleBroken("because", "Say why it ends")
    _live(family_id, snapshot_id)
    _became(family_id, snapshot_id, Became.ENDED, because)
    for record_id in _own_rows(family_id):
        _withdraw(record_id, f"The immediate plan ended: {because.strip()}")


@command
def begin_anew(family_id: UUID, snapshot_id: UUID, because: str) -> None:
    """End it with the reason, and keep its rules for the next one: without an end, and without the nights that have passed."""
    if not because.strip():
        raise RuleBroken("because", "Say why a new one is needed")
    _live(family_id, snapshot_id)
    _became(family_id, snapshot_id, Became.ENDED, because)
    for record_id in _own_rows(family_id):
        row = reading.one(record_id)
        if row is not None and row.kind == "night":
            _withdraw(record_id, "Its night belongs to the plan that ended")
        elif row is not None and row.kind == "immediate_plan":
            records.revise(row.id, row.lock_version, msgspec.structs.replace(row.body, ends_on=None, ends_at="", why_longer=""))


def _withdraw(record_id: UUID, because: str) -> None:
    row = reading.one(record_id)
    if row is not None:
        records.withdraw(row.id, row.lock_version, because)


def _live(family_id: UUID, snapshot_id: UUID) -> None:
    """The version must be there and not ended. Raises NotKnown, RuleBroken."""
    hold_family(family_id)
    became = set(db.session.scalars(select(ImmediateChange.what).where(ImmediateChange.family_id == family_id,
                                                                       ImmediateChange.snapshot_id == snapshot_id)))
    if Became.AGREED not in became:
        raise NotKnown
    if Became.ENDED in became:
        raise RuleBroken("", "It has ended meanwhile. Make a new one")


def _same_as_seen(draft: Draft, seen: int | None) -> None:
    if seen is not None and seen != draft.mark:
        if draft.newest is not None and draft.live is not None and not draft.changed_since:
            raise records.clash_with(draft.newest, draft.mark)
        last: Row | None = draft.last_change
        raise Clash(last.author if last and last.author else "Someone", dates.time_of(last.recorded_at) if last else "",
                    lock_version=draft.mark)


def _became(family_id: UUID, snapshot_id: UUID, what: Became, because: str, until: datetime | None = None) -> None:
    db.session.add(ImmediateChange(family_id=family_id, snapshot_id=snapshot_id, what=what, until=until,
                                   because=because.strip(), author_id=audit.actor(), recorded_at=clock.now()))
    db.session.flush()
    audit.record(f"immediate.{what.value}", family_id=family_id, about=snapshot_id)
