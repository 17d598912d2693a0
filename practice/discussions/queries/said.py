"""What was handed in, opened, said in the open, and decided.

Words of a round that is not open leave the database for their own seat alone: ENTRIES is the one statement that reads them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Text, and_, bindparam, case, exists, func, literal, null, or_, select, union_all
from sqlalchemy import cast as cast_to

from practice.accounts.models import User
from practice.core.db import db
from practice.discussions.kinds import event_of
from practice.discussions.models import Decision, Entry, Happened, Opening
from practice.records.models import Snapshot

_opened = exists(select(Opening.id).where(Opening.discussion_id == Entry.discussion_id, Opening.stage == Entry.stage,
                                          Opening.round == Entry.round))
_mine = Entry.seat_id.in_(bindparam("own_seats", expanding=True))
_seen = or_(and_(_opened, Entry.stage.not_in(bindparam("without", expanding=True))), _mine)
ENTRIES = (
    select(Entry.stage, Entry.round, Entry.seat_id, Entry.number, Entry.after, _opened.label("is_open"),
           case((_seen, Entry.id), else_=null()).label("id"), case((_seen, Entry.words), else_=literal("")).label("words"),
           case((_seen, Entry.value), else_=null()).label("value"), case((_seen, Entry.choice), else_=literal("")).label("choice"),
           case((_seen, Entry.why), else_=literal("")).label("why"), case((_seen, Entry.more), else_=literal("")).label("more"),
           case((_seen, Entry.instead), else_=literal("")).label("instead"), Entry.from_paper,
           case((_seen, func.coalesce(User.name, "")), else_=literal("")).label("author"), Entry.author_id,
           and_(_seen, Entry.is_guess).label("is_guess"))
    .outerjoin(User, User.id == Entry.author_id)
    .where(Entry.discussion_id == bindparam("discussion_id"))
    .order_by(Entry.stage, Entry.round, Entry.seat_id, Entry.after, Entry.number))


@dataclass(frozen=True, slots=True)
class EntryRow:
    """What one seat handed in; without its words where the round is not open and it is not the reader's own."""

    stage: int
    round: int
    seat_id: UUID
    number: int
    after: bool
    is_open: bool
    id: UUID | None
    words: str
    value: int | None
    choice: str
    why: str
    more: str
    instead: str
    from_paper: bool
    author: str
    author_id: UUID | None
    is_guess: bool = False  # by whoever brings this seat's words


@dataclass(frozen=True, slots=True)
class OpeningRow:
    stage: int
    round: int
    about: str
    opened_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """Something that happened in the open, who wrote it down, and when."""

    what: Any
    author: str
    author_id: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class DecisionRow:
    option_id: UUID
    words: str
    because: str
    authority: str
    decided_by: str
    decided_on: date
    review_on: date
    who_tells: str
    recorded_at: datetime
    sha256: str
    body: str


OPENINGS = (select(Opening.stage, Opening.round, Opening.about, Opening.opened_at, func.coalesce(User.name, ""))
            .outerjoin(User, User.id == Opening.opened_by)
            .where(Opening.discussion_id == bindparam("discussion_id")).order_by(Opening.opened_at, Opening.id))
EVENTS = (select(Happened.body, func.coalesce(User.name, "").label("author"), Happened.author_id, Happened.at)
          .outerjoin(User, User.id == Happened.author_id)
          .where(Happened.discussion_id == bindparam("discussion_id")).order_by(Happened.at, Happened.id))
DECIDED = (select(Decision.option_id, Decision.words, Decision.because, Decision.authority, Decision.decided_by,
                  Decision.decided_on, Decision.review_on, Decision.who_tells, Decision.recorded_at, Snapshot.sha256, Snapshot.body)
           .join(Snapshot, Snapshot.id == Decision.snapshot_id)
           .where(Decision.discussion_id == bindparam("discussion_id")))


def entries_of(discussion_id: UUID, own_seats: Sequence[UUID], without: Sequence[int] = ()) -> list[EntryRow]:
    """Every entry's place; the words of those that are open, and of OWN_SEATS. One statement.

    WITHOUT: the steps whose words, opened too, the reader may not have.
    """
    lines = db.read(ENTRIES, {"discussion_id": discussion_id, "own_seats": list(own_seats), "without": list(without)})
    found = []
    for line in lines:
        values = list(line)
        values[5], values[-1] = bool(values[5]), bool(values[-1])  # SQLite says 1
        found.append(EntryRow(*values))
    return found


def openings_of(discussion_id: UUID) -> dict[tuple[int, int], OpeningRow]:
    """{(stage, round): its opening}."""
    rows = [OpeningRow(*cast(tuple[Any, ...], line)) for line in db.read(OPENINGS, {"discussion_id": discussion_id})]
    return {(row.stage, row.round): row for row in rows}


def events_of(discussion_id: UUID) -> list[EventRow]:
    """What happened in the open, oldest first."""
    return [EventRow(event_of(line.body), line.author, line.author_id, line.at)
            for line in db.read(EVENTS, {"discussion_id": discussion_id})]


# Both in one statement, for the page and its beat.
COURSE = union_all(
    select(literal("opening").label("sort"), Opening.stage.label("stage"), Opening.round.label("round"),
           cast_to(Opening.about, Text).label("body"), func.coalesce(User.name, "").label("author"),
           Opening.opened_by.label("author_id"), Opening.opened_at.label("at"), Opening.id.label("id"))
    .outerjoin(User, User.id == Opening.opened_by).where(Opening.discussion_id == bindparam("discussion_id")),
    select(literal("event"), literal(0), literal(0), cast_to(Happened.body, Text), func.coalesce(User.name, ""),
           Happened.author_id, Happened.at, Happened.id)
    .outerjoin(User, User.id == Happened.author_id).where(Happened.discussion_id == bindparam("discussion_id")),
).order_by("at", "id")


def course_of(discussion_id: UUID) -> tuple[dict[tuple[int, int], OpeningRow], list[EventRow]]:
    """(openings, events), as openings_of and events_of give them. One statement."""
    openings: dict[tuple[int, int], OpeningRow] = {}
    events: list[EventRow] = []
    for line in db.read(COURSE, {"discussion_id": discussion_id}):
        if line.sort == "opening":
            openings[line.stage, line.round] = OpeningRow(line.stage, line.round, line.body, line.at, line.author)
        else:
            events.append(EventRow(event_of(line.body), line.author, line.author_id, line.at))
    return openings, events


def decision_of(discussion_id: UUID) -> DecisionRow | None:
    line = db.read(DECIDED, {"discussion_id": discussion_id}).first()
    return DecisionRow(*line) if line else None
