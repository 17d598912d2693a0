"""What a discussion opens with: the decision of the one before, what became of its actions, ideas that nobody has settled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Date,
    DateTime,
    Integer,
    Text,
    Uuid,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from practice.accounts.models import User
from practice.core.db import db
from practice.discussions.commands import latest
from practice.discussions.ideas.standing import Idea, ideas_of
from practice.discussions.kinds import event_of
from practice.discussions.models import Decision, Discussion, Entry, Happened, Opening, Seat, SeatRole
from practice.discussions.outcome.acts import ENDED, OF_ACTIONS, Act, acts_among, of_kinds
from practice.discussions.queries import EntryRow, EventRow
from practice.guidance.frameworks import thawed


@dataclass(frozen=True, slots=True)
class LastTime:
    """The discussion that ended last: what it decided together, where it did, and what became of its actions."""

    discussion_id: UUID
    on: date
    acts: tuple[Act, ...]
    decision: str
    because: str
    decided_by: str
    review_on: date | None


@dataclass(frozen=True, slots=True)
class OpenIdeas:
    """Ideas that are still to be tested, of the discussion that had ideas last: each with the name of whose it was."""

    discussion_id: UUID
    on: date
    ideas: tuple[tuple[Idea, str], ...]


_me_there = select(Seat.id).where(Seat.discussion_id == Discussion.id, Seat.user_id == bindparam("me"))
_newest = (  # of those that the reader may read afterwards: the own team's all, else those in which they sat
    select(Discussion.id)
    .where(Discussion.family_id == bindparam("family_id"), Discussion.state.in_(ENDED), Discussion.id != bindparam("but"),
           or_(bindparam("all_of_them"), exists(_me_there)))
    .order_by(Discussion.planned_on.desc(), Discussion.id.desc()).limit(1))
_last = _newest.where(or_(
    exists(select(Decision.id).where(Decision.discussion_id == Discussion.id)),
    exists(select(Happened.id).where(Happened.discussion_id == Discussion.id, OF_ACTIONS)))).correlate(None).scalar_subquery()
_with_ideas = _newest.where(  # a seat of the family reads no ideas, then or now
    bindparam("ideas"), Discussion.frame.contains('"hypothesis"', autoescape=True),
    ~exists(_me_there.where(Seat.role == SeatRole.FAMILY))).correlate(None).scalar_subquery()


def _line(sort: str, **given: Any) -> Any:
    """One branch of the statement: every column, of its type, empty where it is not given."""
    kinds: dict[str, Any] = {"discussion_id": Uuid, "planned_on": Date, "body": Text, "because": Text, "name": Text,
                             "review_on": Date, "entry_id": Uuid, "seat_id": Uuid, "stage": Integer, "round": Integer,
                             "after": Integer, "number": Integer, "at": DateTime}
    return select(literal(sort).label("sort"), *(
        (given[name] if name in given else cast(null(), kind)).label(name) for name, kind in kinds.items()))


_happened = {"body": cast(Happened.body, Text), "name": func.coalesce(User.name, ""), "at": Happened.at, "entry_id": Happened.id}
LAST = union_all(
    _line("decision", discussion_id=Discussion.id, planned_on=Discussion.planned_on, body=cast(Decision.words, Text),
          because=cast(Decision.because, Text), name=cast(Decision.decided_by, Text), review_on=Decision.review_on)
    .outerjoin_from(Discussion, Decision, Decision.discussion_id == Discussion.id).where(Discussion.id == _last),
    _line("action", **_happened).outerjoin_from(Happened, User, User.id == Happened.author_id)
    .where(Happened.discussion_id == _last, OF_ACTIONS),
    _line("frame", discussion_id=Discussion.id, planned_on=Discussion.planned_on, body=cast(Discussion.frame, Text))
    .where(Discussion.id == _with_ideas),
    _line("weighed", **_happened).outerjoin_from(Happened, User, User.id == Happened.author_id)
    .where(Happened.discussion_id == _with_ideas, of_kinds("weighed")),
    _line("entry", body=cast(Entry.words, Text), name=cast(Seat.name, Text), entry_id=Entry.id, seat_id=Entry.seat_id,
          stage=Entry.stage, round=Entry.round, after=cast(Entry.after, Integer), number=Entry.number)
    .join_from(Entry, Seat, Seat.id == Entry.seat_id)
    .join(Opening, and_(Opening.discussion_id == Entry.discussion_id, Opening.stage == Entry.stage, Opening.round == Entry.round))
    .where(Entry.discussion_id == _with_ideas),
).order_by("stage", "round", "seat_id", "after", "number", "at", "entry_id")


def last_time(family_id: UUID, but: UUID, user_id: UUID, *, all_of_them: bool, ideas: bool
              ) -> tuple[LastTime | None, OpenIdeas | None]:
    """Of the family's ended discussions, other than BUT, the newest with a decision or actions; and, where the reader reads IDEAS,
    what is still to be tested of the newest that had any. One statement."""
    lines = db.read(LAST, {"family_id": family_id, "but": but, "me": user_id, "all_of_them": all_of_them, "ideas": ideas}).all()
    by_sort: dict[str, list[Any]] = {}
    for line in lines:
        by_sort.setdefault(line.sort, []).append(line)
    last = None
    for line in by_sort.get("decision", ()):
        acts = acts_among(event_of(one.body) for one in by_sort.get("action", ()))
        last = LastTime(line.discussion_id, line.planned_on, acts, line.body or "", line.because or "", line.name or "",
                        line.review_on)
    return last, _open_ideas(by_sort)


def _open_ideas(by_sort: dict[str, list[Any]]) -> OpenIdeas | None:
    """Those that nobody supported or dropped; None where there are none."""
    for head in by_sort.get("frame", ()):
        rows = by_sort.get("entry", ())
        entries = latest([EntryRow(
            stage=line.stage, round=line.round, seat_id=line.seat_id, number=line.number, after=bool(line.after), is_open=True,
            id=line.entry_id, words=line.body, value=None, choice="", why="", more="", instead="", from_paper=False, is_guess=False,
            author="", author_id=None) for line in rows])
        names = {line.seat_id: line.name for line in rows}
        found = tuple((one, names[one.seat]) for one in ideas_of(thawed(head.body), entries, _weighed(by_sort.get("weighed", ())))
                      if one.state == "open")
        if found:
            return OpenIdeas(head.discussion_id, head.planned_on, found)
    return None


def _weighed(lines: Iterable[Any]) -> list[EventRow]:
    return [EventRow(event_of(line.body), line.name, None, line.at) for line in lines]
