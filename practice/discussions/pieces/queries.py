"""Reads of the pieces. What a seat brought is read only by those whose part sees its kind of information, and by its writer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased

from practice.access.models import Agreement, Information, Part, PartDanger, PartKind
from practice.accounts.models import Agency, User
from practice.cases.queries import KINDS_IN_WORDS
from practice.core import clock
from practice.core.db import db
from practice.core.pages import Leaf
from practice.discussions.models import SeatRole
from practice.discussions.pieces.models import Brought, Concern, ConcernOutcome, PieceEvent, PieceState, Sharing
from practice.discussions.queries import SeatRow


@dataclass(frozen=True, slots=True)
class BroughtRow:
    """What one seat brought, as it holds now."""

    seat_id: UUID
    number: int
    guide: str
    info: Information
    seen: str
    facts: str
    words: str
    view: str
    offer: str
    would_change: str
    author: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class EventRow:
    seat_id: UUID | None
    person_id: UUID | None
    holder: str
    what: PieceState
    words: str
    on: date
    author: str


@dataclass(frozen=True, slots=True)
class ConcernRow:
    """One concern, and what came of it where something did."""

    id: UUID
    from_whom: str
    words: str
    is_verbatim: bool
    told_to: str
    on: date
    outcome: str
    by_whom: str
    outcome_on: date | None

    @property
    def is_open(self) -> bool:
        return not self.outcome


@dataclass(frozen=True, slots=True)
class SharingRow:
    what: str
    to_whom: str
    because: str
    basis: str
    is_shared: bool
    on: date
    author: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of the grid: a holder, how far it is, the words that stand for it, and since when."""

    holder: str
    of: str  # agency or relation
    state: PieceState | None  # None: nobody asked yet
    words: str
    on: date | None
    seat: SeatRow | None
    person_id: UUID | None
    asked: bool = True


newer = aliased(Brought)
later = aliased(ConcernOutcome)
BROUGHT = (
    select(Brought.seat_id, Brought.number, Brought.guide, Brought.info, Brought.seen, Brought.facts, Brought.words, Brought.view,
           Brought.offer, Brought.would_change, func.coalesce(User.name, "").label("author"), Brought.recorded_at)
    .outerjoin(User, User.id == Brought.author_id)
    .outerjoin(newer, and_(newer.seat_id == Brought.seat_id, newer.number > Brought.number))
    .where(Brought.discussion_id == bindparam("discussion_id"), newer.id.is_(None),
           or_(Brought.info.in_(bindparam("infos", expanding=True)), Brought.seat_id.in_(bindparam("own", expanding=True))))
    .order_by(Brought.recorded_at, Brought.id))
HAS_BROUGHT = select(Brought.seat_id, func.max(Brought.recorded_at)).where(
    Brought.discussion_id == bindparam("discussion_id")).group_by(Brought.seat_id)
EVENTS = (
    select(PieceEvent.seat_id, PieceEvent.person_id, PieceEvent.holder, PieceEvent.what, PieceEvent.words, PieceEvent.on,
           func.coalesce(User.name, "").label("author"))
    .outerjoin(User, User.id == PieceEvent.author_id)
    .where(PieceEvent.discussion_id == bindparam("discussion_id")).order_by(PieceEvent.recorded_at, PieceEvent.id))
CONCERNS = (
    select(Concern.id, Concern.from_whom, Concern.words, Concern.is_verbatim, Concern.told_to, Concern.on,
           func.coalesce(ConcernOutcome.words, "").label("outcome"), func.coalesce(ConcernOutcome.by_whom, "").label("by_whom"),
           ConcernOutcome.on.label("outcome_on"))
    .outerjoin(ConcernOutcome, ConcernOutcome.concern_id == Concern.id)
    .outerjoin(later, and_(later.concern_id == Concern.id, later.id > ConcernOutcome.id))
    .where(Concern.family_id == bindparam("family_id"), later.id.is_(None)).order_by(Concern.on.desc(), Concern.id))
LEDGER = (
    select(Sharing.what, Sharing.to_whom, Sharing.because, Sharing.basis, Sharing.is_shared, Sharing.on,
           func.coalesce(User.name, "").label("author"))
    .outerjoin(User, User.id == Sharing.author_id)
    .where(Sharing.family_id == bindparam("family_id")).order_by(Sharing.on.desc(), Sharing.recorded_at.desc(), Sharing.id)
    .limit(bindparam("most")))
inviter = aliased(User)
# A part under an agreement opens the record to another agency. A seat's own part has its line already, from when it was given.
INVITED = (
    select(Part.kinds, Part.because, Part.from_on, User.name, Agency.name.label("agency"), Agreement.purpose,
           Agreement.lawful_basis, func.coalesce(inviter.name, "").label("author"),
           exists().where(PartDanger.part_id == Part.id).label("is_narrowed"))
    .join(Agreement, Agreement.id == Part.agreement_id).join(User, User.id == Part.user_id)
    .join(Agency, Agency.id == User.agency_id).outerjoin(inviter, inviter.id == Part.made_by)
    .where(Part.family_id == bindparam("family_id"), Part.kind != PartKind.DISCUSSION).order_by(Part.from_on.desc(), Part.id))


def brought_to(discussion_id: UUID, infos: Sequence[Information], own: Sequence[UUID]) -> dict[UUID, BroughtRow]:
    """{seat: what it brought}, as far as a part that sees INFOS, or the writer of OWN seats, reads it."""
    return {line.seat_id: BroughtRow(*cast(tuple[Any, ...], line)) for line in db.read(
        BROUGHT, {"discussion_id": discussion_id, "infos": list(infos), "own": list(own)})}


def who_brought(discussion_id: UUID) -> dict[UUID, datetime]:
    """{seat: when it last wrote}: that something was brought, and never what."""
    return dict(tuple(line) for line in db.read(HAS_BROUGHT, {"discussion_id": discussion_id}))


def events_of(discussion_id: UUID) -> list[EventRow]:
    """Who was asked and what they answered, oldest first."""
    return [EventRow(*cast(tuple[Any, ...], line)) for line in db.read(EVENTS, {"discussion_id": discussion_id})]


def concerns_of(family_id: UUID) -> list[ConcernRow]:
    """Every concern of a relative or neighbour, newest first, with its outcome."""
    return [ConcernRow(*cast(tuple[Any, ...], line)) for line in db.read(CONCERNS, {"family_id": family_id})]


def ledger_of(family_id: UUID, leaf: Leaf) -> list[SharingRow]:
    """What was shared, and what was not, newest first: each line, and each part that somebody of another agency was given.

    The lines of one page, and one more where there is a page after it.
    """
    end = leaf.number * leaf.size + 1  # of two lists put into one no place is known before both are read as far as here
    found = [SharingRow(*cast(tuple[Any, ...], line)) for line in db.read(LEDGER, {"family_id": family_id, "most": end})]
    for line in db.read(INVITED, {"family_id": family_id}):
        seen = [KINDS_IN_WORDS[info] for info in KINDS_IN_WORDS if info.value in line.kinds.split()]
        found.append(SharingRow(f"On the family’s pages: {', '.join(seen)}{', of some dangers only' if line.is_narrowed else ''}",
                                f"{line.name}, {line.agency}", line.because, f"{line.purpose}. {line.lawful_basis}", True,
                                line.from_on, line.author))
    return sorted(found, key=lambda one: one.on, reverse=True)[end - leaf.size - 1:end]


OWN_VOICE = frozenset({SeatRole.FAMILY, SeatRole.CHILD_VOICE})


def grid(seats: Sequence[SeatRow], events: Sequence[EventRow], brought: dict[UUID, datetime],
         relatives: Sequence[tuple[UUID, str, str]]) -> list[Piece]:
    """The grid: every seat that holds a view, every relative of RELATIVES (person, name, relation), everyone else who was asked.

    The last event of a holder says how far it is; a seat that wrote in advance has answered.
    """
    found = []
    for seat in seats:
        if seat.role in {SeatRole.FACILITATOR, SeatRole.ADVISOR, SeatRole.OBSERVER, SeatRole.NOTE_TAKER}:
            continue
        last = next((one for one in reversed(events) if one.seat_id == seat.id), None)
        if last is None and seat.id in brought:
            day = brought[seat.id].astimezone(clock.LONDON).date()
            found.append(Piece(seat.name, seat.agency, PieceState.ANSWERED, "", day, seat, seat.person_id))
        elif last is not None:
            found.append(Piece(seat.name, seat.agency, last.what, last.words, last.on, seat, seat.person_id))
        else:
            found.append(Piece(seat.name, seat.agency, PieceState.ASKED, seat.asked, None, seat, seat.person_id))
    sit = {seat.person_id for seat in seats if seat.person_id}
    for person_id, name, relation in relatives:
        if person_id in sit:
            continue
        last = next((one for one in reversed(events) if one.person_id == person_id), None)
        found.append(Piece(name, relation, last.what if last else None, last.words if last else "", last.on if last else None,
                           None, person_id))
    others: dict[str, EventRow] = {one.holder: one for one in events if one.seat_id is None and one.person_id is None}
    found += [Piece(name, "", one.what, one.words, one.on, None, None) for name, one in others.items()]
    return found
