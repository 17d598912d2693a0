"""Takes a decision apart into what could be told to somebody, in the transaction that freezes it.

Only what was said in the open: options, where each seat stands, the numbers of the safety scale, the actions. No hypothesis,
no question for somebody, no draft of a statement is among them, so none can reach a paper.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select

from practice.core.db import db
from practice.discussions import queries
from practice.discussions.judging.ends import ends_of, same
from practice.discussions.kinds import Action, Option
from practice.discussions.models import Attendance, Discussion, SeatRole
from practice.discussions.outcome.kinds import OUTCOME, OutcomePart, There
from practice.discussions.queries import EntryRow, EventRow, SeatRow
from practice.families.queries import People, people_of
from practice.guidance.frameworks import Framework
from practice.records import commands as records
from practice.records import queries as reads
from practice.records.models import Record

LATER = "later"  # a number that was given when the others’ were open already
BEFORE = "before"  # the number of somebody who passed when the group was asked again after talking
SCALES = frozenset({"scale", "scales"})  # the steps that ask how safe it is; other numbers stay with the group


def write_parts(discussion: Discussion, frame: Framework, new: Any, decided_on: date, entries: Sequence[EntryRow]) -> set[UUID]:
    """Add the parts as records; returns the ids that are frozen with the decision: theirs, and what was not known that day."""
    people = people_of(discussion.family_id)
    seats = {seat.id: seat for seat in queries.seats_of(discussion.id)}
    found = {_added(discussion.family_id, part)
             for part in _parts(discussion, frame, new, decided_on, entries, seats, people)}
    return found | _not_known(discussion.family_id)


def _added(family_id: UUID, part: OutcomePart) -> UUID:
    """The words of a danger's own scale reach nobody here whom the danger does not reach: same kind of information, same people."""
    danger = reads.one(part.danger) if part.danger is not None else None
    if danger is None:
        return records.add(family_id, OUTCOME, part)
    made = records.add(family_id, OUTCOME, part, info=danger.info)
    kept = reads.not_for(family_id).get(danger.id, {})
    if kept:
        records.set_not_for(made, kept, next(iter(kept.values())))
    return made


def _not_known(family_id: UUID) -> set[UUID]:
    ids = db.session.scalars(select(Record.id).where(Record.family_id == family_id, Record.kind == "unknown",
                                                     Record.withdrawn_at.is_(None)))
    return {one for one in ids if (row := reads.one(one)) is not None and not row.body.answer}


def is_family(seat: SeatRow, people: People) -> bool:
    """Does this seat belong to the family or its network? A name that nobody can place counts as theirs."""
    if seat.role is SeatRole.FAMILY:
        return True
    person = people.get(seat.person_id) if seat.person_id else None
    if person is not None:
        return not person.is_professional
    return seat.user_id is None and not seat.agency


def _parts(discussion: Discussion, frame: Framework, new: Any, decided_on: date, entries: Sequence[EntryRow],  # noqa: PLR0917
           seats: dict[UUID, SeatRow], people: People) -> Iterator[OutcomePart]:
    workers = frame.not_on_paper

    def part(which: str, words: str, /, **more: Any) -> OutcomePart:
        return OutcomePart(part=which, words=words.strip(), discussion=discussion.id, for_workers=workers, **more)

    happened = queries.events_of(discussion.id)
    events = [one.what for one in happened]
    heard = {one.seat_id for one in entries if one.is_open and not one.is_guess}
    there = tuple(There(name=seat.name, role=seat.role.value, attendance=seat.attendance.value, person=seat.person_id,
                        is_family=is_family(seat, people),
                        brought_by=seats[seat.brought_by].name if seat.brought_by in seats else "",
                        is_heard=seat.id in heard) for seat in seats.values())
    yield part("question", discussion.question, on=discussion.planned_on)
    yield part("there", ", ".join(
        one.name for one in there if one.attendance == Attendance.PRESENT.value and not one.brought_by), there=there)
    options = [one for one in events if isinstance(one, Option)]
    letters = {one.id: chr(ord("A") + at) if at < 26 else str(at + 1) for at, one in enumerate(options)}
    yield part("decision", new.words, decided_by=new.decided_by.strip(), authority=new.authority, on=decided_on,
               review_on=new.review_on, letter=letters.get(new.option_id, ""))
    if new.who_tells.strip():
        yield part("telling", new.who_tells)
    yield part("because", new.because)
    for one in options:
        yield part("option", one.title, letter=letters[one.id], is_chosen=one.id == new.option_id)
    yield from _views(discussion, frame, entries, seats, people, happened, part)
    for one in events:
        if isinstance(one, Action):
            seat = seats.get(one.seat) if one.seat else None
            yield part("action", one.words, name=one.who, by_on=one.by_on, action=one.id, seat=one.seat,
                       person=seat.person_id if seat else None, goal=_goal(one))


def _goal(action: Action) -> str:
    row = reads.one(action.goal) if action.goal else None
    return str(row.body.family_words or row.body.words) if row is not None else ""


def _views(discussion: Discussion, frame: Framework, entries: Sequence[EntryRow], seats: dict[UUID, SeatRow],  # noqa: PLR0917
           people: People, events: Sequence[EventRow], part: Any) -> Iterator[OutcomePart]:
    """Where each seat stands, then each seat's number about each child or danger: every one once, with its owner."""
    abouts: dict[int, dict[int, str]] = {}
    for (at, round_), opening in queries.openings_of(discussion.id).items():
        abouts.setdefault(at, {})[round_] = opening.about
    for one in entries:
        stage, seat = frame.stage[one.stage], seats.get(one.seat_id)
        if seat is None or not one.is_open or one.after or stage.engine != "stances":
            continue
        yield part("stance", one.why, seat=seat.id, person=seat.person_id, name=seat.name, is_family=is_family(seat, people),
                   stance=one.choice, more=one.more, instead=one.instead)
    for index, stage in enumerate(frame.stage):
        rounds = sorted({one.round for one in entries if one.stage == index and one.is_open and one.value is not None})
        if stage.id not in SCALES:
            continue
        told = abouts.get(index, {})
        for group in _by_about(rounds, told):
            about = told.get(group[-1], "")
            ends = ends_of(events, stage, index, group[-1], told)
            yield part("scale", f"10 means: {_stop(ends.ten)} 0 means: {_stop(ends.zero)}", more=stage.label, danger=ends.danger,
                       asked_about=about)
            yield from _numbers(index, group, entries, seats, people, partial(part, asked_about=about))


def _by_about(rounds: Sequence[int], told: dict[int, str]) -> list[list[int]]:
    """The rounds about the same child or danger together, in the order in which each was first asked about."""
    found: list[list[int]] = []
    for one in rounds:
        for group in found:
            if same(told.get(group[0], ""), told.get(one, "")):
                group.append(one)
                break
        else:
            found.append([one])
    return found


def _numbers(index: int, rounds: Sequence[int], entries: Sequence[EntryRow], seats: dict[UUID, SeatRow],  # noqa: PLR0917
             people: People, part: Any) -> Iterator[OutcomePart]:
    """Each seat's number in the ROUNDS of one step about the same: of the last one, else of one before; then the guesses."""
    last = rounds[-1]
    own = [one for one in entries if not one.is_guess]
    moved = {one.seat_id: one.value for one in own if (one.stage, one.round, one.after) == (index, last, True)}
    for one in own:
        if (one.stage, one.round, one.after) == (index, last, False) and one.value is not None and one.is_open:
            seat = seats[one.seat_id]
            yield part("number", f"{seat.name}: {one.value}", seat=seat.id, person=seat.person_id, name=seat.name,
                       is_family=is_family(seat, people), value=one.value, now=moved.get(seat.id))
            moved.pop(seat.id, None)
    for seat_id, value in moved.items():  # who gave none in the round, and one when it was open
        if value is not None:
            seat = seats[seat_id]
            yield part("number", f"{seat.name}: {value}", seat=seat.id, person=seat.person_id, name=seat.name,
                       is_family=is_family(seat, people), value=value, more=LATER)
    spoke = {one.seat_id for one in own if (one.stage, one.round) == (index, last) and one.value is not None and one.is_open}
    for one in _before(own, index, rounds[:-1]):
        if one.seat_id not in spoke:
            seat = seats[one.seat_id]
            yield part("number", f"{seat.name}: {one.value}", seat=seat.id, person=seat.person_id, name=seat.name,
                       is_family=is_family(seat, people), value=one.value, more=BEFORE)
    for one in _guesses(entries, index, last):
        seat = seats[one.seat_id]
        bringer = seats.get(seat.brought_by) if seat.brought_by else None
        by = bringer.name if bringer else one.author
        yield part("number", f"{seat.name}: {one.value}, a guess by {by}", seat=seat.id, person=seat.person_id,
                   name=seat.name, is_family=is_family(seat, people), value=one.value, guess_by=by,
                   guesser=bringer.person_id if bringer else None)


def _guesses(entries: Sequence[EntryRow], stage: int, round_: int) -> Iterator[EntryRow]:
    """The last guess for each seat in a round: never one of the numbers, and told as what it is."""
    last = {one.seat_id: one for one in sorted(entries, key=lambda one: (one.after, one.number))
            if (one.stage, one.round) == (stage, round_) and one.is_guess and one.is_open and one.value is not None}
    yield from last.values()


def _before(entries: Sequence[EntryRow], stage: int, rounds: Sequence[int]) -> Iterator[EntryRow]:
    """The last number of each seat in the earlier ROUNDS."""
    last = {one.seat_id: one for one in sorted(entries, key=lambda one: (one.round, one.after))
            if one.stage == stage and one.round in rounds and one.is_open and one.value is not None}
    yield from last.values()


def _stop(words: str) -> str:
    return words.strip() if words.strip().endswith((".", "!", "?")) else f"{words.strip()}."
