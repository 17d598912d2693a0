"""Options laid side by side, who does what by when, the decision and the end."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from practice.core import audit, clock
from practice.core.db import command, db
from practice.core.errors import Refused, RuleBroken
from practice.core.ids import new_id
from practice.discussions import queries
from practice.discussions.commands.held import changed, held, is_opened, is_written, must_be_open, option_in, seats_in, write
from practice.discussions.commands.rounds import latest
from practice.discussions.commands.seats import end_part
from practice.discussions.kinds import Action, Argument, Ends, Option, Weighed
from practice.discussions.models import Decision, Discussion, State
from practice.discussions.outcome.kinds import OUTCOME
from practice.discussions.outcome.writing import write_parts
from practice.families.commands import hold_family
from practice.guidance.frameworks import Framework, thawed
from practice.mapping.kinds import MAPPING_KINDS
from practice.records import commands as records
from practice.records import queries as reads
from practice.records.bodies import KINDS

AUTHORITIES = ("group advice", "manager", "chair", "panel", "family")


@command
def add_option(discussion_id: UUID, title: str) -> UUID:
    """Write down a way to go, until where each stands is asked."""
    discussion = held(discussion_id)
    _before_stances(discussion)
    if not title.strip():
        raise RuleBroken("title", "Say what would be done")
    options = [one.what for one in queries.events_of(discussion_id) if isinstance(one.what, Option)]
    if any(one.title.casefold() == title.strip().casefold() for one in options):
        raise RuleBroken("title", "This option stands already")
    option = Option(id=new_id(), title=title.strip())
    write(discussion, option)
    changed(discussion, "discussion.option_added")
    return option.id


@command
def argue(discussion_id: UUID, option_id: UUID, side: str, words: str, who: str = "") -> None:
    """Write down what speaks for or against an option, or what the family says of it."""
    discussion = held(discussion_id)
    must_be_open(discussion)
    option_in(discussion, option_id)
    if side not in {"for", "against", "family"}:
        raise RuleBroken("side", "Choose for, against, or what the family says")
    if not words.strip():
        raise RuleBroken("words", "Write the reason")
    write(discussion, Argument(option=option_id, side=side, words=words.strip(), who=who.strip()))
    changed(discussion, "discussion.argued")


@command
def ask_about(discussion_id: UUID, option_id: UUID) -> None:
    """Name the option that the stances are asked about."""
    discussion = held(discussion_id)
    _before_stances(discussion)
    option_in(discussion, option_id)
    discussion.option_id = option_id
    changed(discussion)


def _before_stances(discussion: Discussion) -> None:
    must_be_open(discussion)
    frame = thawed(discussion.frame)
    place = next((index for index, stage in enumerate(frame.stage) if stage.engine == "stances"), None)
    if place is None:
        raise RuleBroken("", "This discussion was asked for without a decision")
    if discussion.stage >= place and (is_written(discussion) or is_opened(discussion) or discussion.stage > place):
        raise RuleBroken("", "Where each stands was asked already. The options stay as they are")


@dataclass(frozen=True, slots=True)
class NewAction:
    """Who does what by when. SEAT where it is one who sits here; GOAL is the safety goal that it serves."""

    who: str
    words: str
    by_on: date
    seat: UUID | None = None
    goal: UUID | None = None


@command
def add_action(discussion_id: UUID, new: NewAction) -> UUID:
    """Write down who does what by when: an action has all three. It is the seat's whose name it gives, on their first page too."""
    discussion = held(discussion_id)
    if discussion.state in {State.PLANNED, State.DECIDED}:
        raise Refused("Actions are written while the discussion is open.")
    action = _action(replace(new, seat=new.seat or _seat_named(discussion, new.who)))
    if action.goal is not None:
        _evidence(discussion.family_id, (action.goal,))
    write(discussion, action)
    changed(discussion, "discussion.action_added")
    return action.id


def _seat_named(discussion: Discussion, who: str) -> UUID | None:
    """The seat that alone answers to a name: to the whole of it, else to its first word."""
    name, seats = who.strip().casefold(), [(seat.id, seat.name.casefold()) for seat in seats_in(discussion)]
    found = [seat for seat, whole in seats if whole == name] or [seat for seat, whole in seats if whole.split()[:1] == [name]]
    return found[0] if len(found) == 1 else None


def _action(new: NewAction) -> Action:
    if not new.who.strip():
        raise RuleBroken("who", "Say who does it")
    if not new.words.strip():
        raise RuleBroken("action", "Say what they do")
    if new.by_on < clock.today():
        raise RuleBroken("by_on", "Choose today or a later day")
    return Action(id=new_id(), who=new.who.strip(), words=new.words.strip(), by_on=new.by_on, seat=new.seat, goal=new.goal)


@dataclass(frozen=True, slots=True)
class Deciding:
    """A decision: which option, in which words, why, by whom and with what right, when, and when it is looked at again."""

    option_id: UUID
    words: str
    because: str
    decided_by: str
    authority: str
    review_on: date
    decided_on: date | None = None
    who_tells: str = ""
    evidence: tuple[UUID, ...] = ()


@command
def decide(discussion_id: UUID, new: Deciding) -> UUID:
    """Decide, and freeze what it rests on: options, every view and stance, actions, the named records. Seats end with it.

    Raises RuleBroken where the owner, the date of review or a reason is missing, stances were not opened, or words lie in a round
    that is not open.
    """
    discussion = held(discussion_id)
    if discussion.state is State.DECIDED:
        raise Refused("This was decided, and stays as it is. Ask for a new discussion.")
    if discussion.state is State.PLANNED:
        raise Refused("It has not begun.")
    hold_family(discussion.family_id)
    _nothing_left_unread(discussion)
    frame = thawed(discussion.frame)
    place = next((index for index, stage in enumerate(frame.stage) if stage.engine == "stances"), None)
    if place is None:
        raise RuleBroken("", "This discussion was asked for without a decision")
    if (place, 1) not in queries.openings_of(discussion_id):
        raise RuleBroken("", "Open where each stands first: nobody decides over words that were not read")
    for field, message in (("words", "Write the decision"), ("because", "Say why, in a sentence"),
                           ("decided_by", "Say who decides: a name")):
        if not getattr(new, field).strip():
            raise RuleBroken(field, message)
    if new.authority not in AUTHORITIES:
        raise RuleBroken("authority", "Choose with what right it is decided")
    decided_on = new.decided_on or clock.today()
    if decided_on > clock.today():
        raise RuleBroken("decided_on", "Give the day on which it was decided: today or before")
    if new.review_on <= decided_on:
        raise RuleBroken("review_on", "Choose a later day on which it is looked at again")
    option = option_in(discussion, new.option_id)
    decision_id = new_id()
    parts = write_parts(discussion, frame, new, decided_on, latest(queries.entries_of(discussion_id, ())))
    snapshot = records.freeze(discussion.family_id, "decision", (*MAPPING_KINDS, "plan_rule", OUTCOME), decided_on,
                              _frozen_view(discussion, frame, new, decided_on), note=new.words.strip()[:200],
                              only=_evidence(discussion.family_id, new.evidence) | parts)
    db.session.add(Decision(id=decision_id, discussion_id=discussion_id, snapshot_id=snapshot, option_id=option.id,
                            words=new.words.strip(), because=new.because.strip(), authority=new.authority,
                            decided_by=new.decided_by.strip(), decided_on=decided_on, review_on=new.review_on,
                            who_tells=new.who_tells.strip(), author_id=audit.actor(), recorded_at=clock.now()))
    discussion.state = State.DECIDED
    _ends(discussion)
    changed(discussion, "discussion.decided")
    return decision_id


def _evidence(family_id: UUID, wanted: Collection[UUID]) -> set[UUID]:
    found = {one for one in wanted if (row := reads.one(one)) is not None and row.kind in KINDS}
    family = {record for record in found if records._family_of(record) == family_id}  # noqa: SLF001
    if family != set(wanted):
        raise RuleBroken("evidence", "Choose from this family’s record")
    return family


def _frozen_view(discussion: Discussion, frame: Framework, new: Deciding, decided_on: date) -> dict[str, object]:
    """Everything that was said in the open, as it stands now: each view with its owner, none left out, none averaged."""
    seats = {seat.id: seat for seat in queries.seats_of(discussion.id)}
    events = queries.events_of(discussion.id)
    entries = latest(queries.entries_of(discussion.id, ()))
    return {
        "discussion": discussion.id, "question": discussion.question, "framework": frame.name, "version": frame.version,
        "held_on": discussion.planned_on, "asked_about": discussion.option_id,
        "seats": [{"id": seat.id, "name": seat.name, "agency": seat.agency, "role": seat.role.value,
                   "attendance": seat.attendance.value, "because": seat.attendance_because} for seat in seats.values()],
        "options": [{"id": one.what.id, "title": one.what.title,
                     "arguments": [{"side": line.what.side, "words": line.what.words, "who": line.what.who}
                                   for line in events if isinstance(line.what, Argument) and line.what.option == one.what.id]}
                    for one in events if isinstance(one.what, Option)],
        "views": [{"stage": frame.stage[one.stage].id, "round": one.round, "seat": one.seat_id, "after": one.after,
                   "number": one.number, "words": one.words, "value": one.value, "choice": one.choice, "why": one.why,
                   "is_guess": one.is_guess, "more": one.more, "instead": one.instead} for one in entries if one.is_open],
        "ends": [{"stage": frame.stage[one.what.stage].id, "round": one.what.round, "zero": one.what.zero, "ten": one.what.ten,
                  "danger": one.what.danger} for one in events if isinstance(one.what, Ends)],
        "ideas": [{"entry": one.what.entry, "line": one.what.line, "state": one.what.state, "because": one.what.because}
                  for one in events if isinstance(one.what, Weighed)],
        "actions": [{"who": one.what.who, "words": one.what.words, "by_on": one.what.by_on} for one in events
                    if isinstance(one.what, Action)],
        "decision": {"option": new.option_id, "words": new.words.strip(), "because": new.because.strip(),
                     "decided_by": new.decided_by.strip(), "authority": new.authority, "decided_on": decided_on,
                     "review_on": new.review_on},
    }


@command
def end(discussion_id: UUID) -> None:
    """End it without a decision, or before one: seats end with it, and what was said stays readable."""
    discussion = held(discussion_id)
    must_be_open(discussion)
    _nothing_left_unread(discussion)
    discussion.state = State.CLOSED
    _ends(discussion)
    changed(discussion, "discussion.ended")


def _nothing_left_unread(discussion: Discussion) -> None:
    if is_written(discussion) and not is_opened(discussion):
        raise RuleBroken("", "Open this round first, so that nothing that was written is lost")


def _ends(discussion: Discussion) -> None:
    if discussion.ended_at is None:
        discussion.ended_at = clock.now()
        for seat in seats_in(discussion):
            end_part(discussion, seat)
