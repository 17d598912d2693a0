"""Reads of the network: who was told what and who is hidden (with the plan's ties, in one statement), members, moves, days.

A member whose not-for list names the reader is never read on: neither drawn, nor listed, nor counted. A part that is narrowed
to some dangers sees those members who were told one of them or who have a part in a rule against one.

What somebody was told who is hidden like that is not read either: every sentence about the network is said of "those you may
know of", for every reader alike, so that none of them is wrong and none tells that there is somebody more.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Date, String, Uuid, and_, bindparam, func, literal, null, or_, select, type_coerce, union_all

from practice.access.models import Information
from practice.access.queries import MyPart
from practice.accounts.models import User
from practice.core import clock
from practice.core.db import db
from practice.families.models import Person
from practice.families.queries import Sight
from practice.records.bodies import from_json
from practice.records.models import Link, NotFor, Record, Revision
from practice.records.queries import CURRENT, Row, row_of
from practice.safety.network.counting import Seen, Told
from practice.safety.network.models import NetworkMet, ToldDanger

_DANGER = and_(Record.family_id == ToldDanger.family_id, Record.kind == "danger",
               or_(ToldDanger.danger_id == Record.id,
                   and_(ToldDanger.danger_id.is_(None), Record.created_at <= ToldDanger.recorded_at)))
# Three branches for a union with (from, to, kind, on): who was told which danger, which members are hidden from the reader, and
# for whom a danger is not: nobody asks to tell it to them.
TOLD = (select(ToldDanger.person_id, Record.id, literal("told", String), ToldDanger.on).join(Record, _DANGER)
        .where(ToldDanger.family_id == bindparam("family_id")))
_IS_HIDDEN = "hidden "  # a member's own words stand behind it: whose place it is
_WITH_WORDS = literal(_IS_HIDDEN, String).concat(Revision.body)
_NOW = and_(Revision.record_id == Record.id, Revision.number == Record.number)
HIDDEN = (select(NotFor.record_id, NotFor.person_id, _WITH_WORDS, null().cast(Date))
          .join(Record, Record.id == NotFor.record_id).join(Person, Person.id == NotFor.person_id).join(Revision, _NOW)
          .where(Record.family_id == bindparam("family_id"), Record.kind.in_(("network_member", "who_else")),
                 Person.user_id == bindparam("me", type_=Uuid())))
NEVER = (select(NotFor.record_id, NotFor.person_id, literal("never", String), null().cast(Date))
         .join(Record, Record.id == NotFor.record_id)
         .where(Record.family_id == bindparam("family_id"), Record.kind == "danger"))
_IDS: BindParameter[Any] = bindparam("families", expanding=True)
_WITHOUT_DAY = null().cast(Date)
OF_MANY = union_all(
    select(ToldDanger.family_id, ToldDanger.person_id, Record.id, literal("told", String), ToldDanger.on).join(Record, _DANGER)
    .where(ToldDanger.family_id.in_(_IDS)),
    select(Record.family_id, NotFor.record_id, NotFor.person_id, _WITH_WORDS, _WITHOUT_DAY)
    .join(Record, Record.id == NotFor.record_id).join(Person, Person.id == NotFor.person_id).join(Revision, _NOW)
    .where(Record.family_id.in_(_IDS), Record.kind == "network_member", Person.user_id == bindparam("me", type_=Uuid())),
    select(Record.family_id, NotFor.record_id, NotFor.person_id, literal("never", String), _WITHOUT_DAY)
    .join(Record, Record.id == NotFor.record_id).where(Record.family_id.in_(_IDS), Record.kind == "danger"),
    select(Record.family_id, Link.from_id, Link.to_id, type_coerce(Link.kind, String), _WITHOUT_DAY)
    .join(Record, Record.id == Link.from_id).where(Record.family_id.in_(_IDS), Record.kind == "danger"))
_ME = select(NotFor.id).join(Person, Person.id == NotFor.person_id).where(
    NotFor.record_id == Record.id, Person.user_id == bindparam("me", type_=Uuid())).exists()
MEMBERS = CURRENT.where(~_ME)


def is_own(kind: str) -> bool:
    """Is this line of a union one that seen_in reads?"""
    return kind in {"told", "never"} or kind.startswith(_IS_HIDDEN)


def hidden_people(sight: Sight) -> set[UUID]:
    """Those whose place in the network is kept from this user. One statement."""
    lines = db.read(HIDDEN, {"family_id": sight.family_id, "me": sight.user_id})
    return {person for line in lines if (person := _person_in(line[2])) is not None}


def _person_in(kind: str) -> UUID | None:
    """Whose place it is, from a line of HIDDEN; None where it is nobody of the record."""
    person = json.loads(kind.removeprefix(_IS_HIDDEN)).get("person")
    return UUID(person) if person else None


def seen_in(lines: Iterable[Any]) -> Seen:
    """From (from, to, kind, on) lines of the union. What a hidden member was told is left out with them."""
    told, hidden, never, people = [], set(), set(), set()
    for start, end, kind, on in lines:
        if kind == "told":
            told.append(Told(start, end, on))
        elif kind == "never":
            never.add((start, end))
        elif kind.startswith(_IS_HIDDEN):
            hidden.add(start)
            people.add(_person_in(kind))
    return Seen(tuple(one for one in told if one.person not in people), frozenset(hidden), frozenset(never))


@dataclass(frozen=True, slots=True)
class TiesOfOne:
    """Of one family among many: what dangers rest on as (from, to, kind), and what of its network was read."""

    links: tuple[tuple[UUID, UUID, str], ...]
    seen: Seen


NO_TIES = TiesOfOne((), Seen((), frozenset()))


def ties_of_many(families: Sequence[UUID], user_id: UUID) -> dict[UUID, TiesOfOne]:
    """{family: what its dangers rest on, what was told, who is hidden from the user}, in one statement."""
    lines: dict[UUID, list[Any]] = {}
    for family_id, *line in db.read(OF_MANY, {"families": list(families), "me": user_id}) if families else ():
        lines.setdefault(family_id, []).append(line)
    return {family_id: TiesOfOne(tuple((start, end, kind) for start, end, kind, _ in found if not is_own(kind)),
                                 seen_in(found)) for family_id, found in lines.items()}


def rows_seen(rows: Sequence[Row], sight: Sight, seen: Seen) -> tuple[Row, ...]:
    """ROWS without the members that the reader may not see, and with those that a narrowed part sees.

    One more statement for a narrowed part: what hangs on no danger is not among its rows.
    """
    if sight.part.dangers:
        rows = [*rows, *_for_narrowed(rows, sight, seen)]
    return tuple(row for row in rows if row.id not in seen.hidden)


def _for_narrowed(rows: Sequence[Row], sight: Sight, seen: Seen) -> list[Row]:
    known = {row.id for row in rows}
    people = {one.person for one in seen.told if one.danger in known}
    for row in rows:
        if row.kind == "plan_rule" and not row.is_withdrawn:
            people |= {row.body.who, *row.body.back_up}
    return [row for row in _members(sight) if row.body.person is not None and row.body.person in people]


def _members(sight: Sight) -> list[Row]:
    return [row_of(line) for line in db.read(MEMBERS, {"family_id": sight.family_id, "kinds": ["network_member"],
                                                       "infos": list(sight.part.kinds), "me": sight.user_id})]


@dataclass(frozen=True, slots=True)
class Telling:
    """One telling as it was written down; DANGER None: all that were known then."""

    person: UUID
    danger: UUID | None
    on: date
    by_whom: str
    how: str
    they_said: str
    is_verbatim: bool
    author: str


TELLINGS = (select(ToldDanger.person_id, ToldDanger.danger_id, ToldDanger.on, ToldDanger.by_whom, ToldDanger.how,
                   ToldDanger.they_said, ToldDanger.is_verbatim, func.coalesce(User.name, "").label("author"))
            .outerjoin(User, User.id == ToldDanger.author_id)
            .where(ToldDanger.family_id == bindparam("family_id")).order_by(ToldDanger.on, ToldDanger.id))


def knows_tellings(part: MyPart) -> bool:
    """May the reader's page say that somebody was not told? Not where their part leaves out dangers of which they may know."""
    return part.sees(Information.STORY) and not part.dangers


def tellings_of(family_id: UUID, part: MyPart) -> list[Telling]:
    """Every telling that the part may know of, oldest first: a narrowed part hears of its own dangers alone."""
    found = [Telling(*line) for line in db.read(TELLINGS, {"family_id": family_id})]
    return [one for one in found if not part.dangers or one.danger in part.dangers]


@dataclass(frozen=True, slots=True)
class Move:
    """One revision that put a member into another ring."""

    member: UUID
    before: str  # '': when they came into the network
    after: str
    on: date
    because: str
    author: str


MOVES = (select(Revision.record_id, Revision.body, Revision.recorded_at, func.coalesce(User.name, "").label("author"))
         .join(Record, Record.id == Revision.record_id).outerjoin(User, User.id == Revision.author_id)
         .where(Record.family_id == bindparam("family_id"), Record.kind == "network_member",
                Revision.kind == "network_member")
         .order_by(Revision.record_id, Revision.number))


def moves_of(family_id: UUID, shown: Iterable[UUID]) -> list[Move]:
    """Who moved from which ring to which, newest first, of the members SHOWN."""
    wanted, last, found = set(shown), dict[UUID, str](), list[tuple[date, datetime, Move]]()
    for record_id, text, recorded_at, author in db.read(MOVES, {"family_id": family_id}):
        if record_id not in wanted:
            continue
        body = from_json("network_member", text)
        if last.get(record_id) != body.ring:
            on = body.ring_on or recorded_at.astimezone(clock.LONDON).date()
            found.append((on, recorded_at, Move(record_id, last.get(record_id, ""), body.ring, on, body.ring_because, author)))
        last[record_id] = body.ring
    return [move for _, _, move in sorted(found, key=lambda one: one[:2], reverse=True)]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A day on which the network met without a worker."""

    on: date
    people: tuple[UUID, ...]
    others: str
    they_said: str
    author: str


MEETINGS = (select(NetworkMet.on, NetworkMet.people, NetworkMet.others, NetworkMet.they_said,
                   func.coalesce(User.name, "").label("author"))
            .outerjoin(User, User.id == NetworkMet.author_id)
            .where(NetworkMet.family_id == bindparam("family_id")).order_by(NetworkMet.on.desc(), NetworkMet.id.desc()))


def meetings_of(family_id: UUID) -> list[Meeting]:
    """The days on which the network met by itself, newest first."""
    return [Meeting(line.on, tuple(UUID(one) for one in json.loads(line.people)), line.others, line.they_said, line.author)
            for line in db.read(MEETINGS, {"family_id": family_id})]


def must_not_be_told(sight: Sight, person: UUID) -> str:
    """What PERSON must not be told, as their place in the network says it; '' where nothing is written. One statement."""
    return who_must_not_be_told(sight).get(person, "")


def who_must_not_be_told(sight: Sight) -> dict[UUID, str]:
    """{person: what they must not be told}, of the members whom this user may see. One statement."""
    found: dict[UUID, str] = {}
    for row in _members(sight):
        if row.body.person is not None and not row.is_withdrawn and (words := str(row.body.not_told).strip()):
            standing = found.get(row.body.person)
            found[row.body.person] = f"{standing} {words}" if standing else words
    return found


IS_HIDDEN = select(NotFor.id).join(Person, Person.id == NotFor.person_id).where(
    NotFor.record_id == bindparam("record_id"), Person.user_id == bindparam("me", type_=Uuid())).limit(1)


NEVER_FOR = select(NotFor.record_id).join(Record, Record.id == NotFor.record_id).where(
    Record.family_id == bindparam("family_id"), Record.kind == "danger", NotFor.person_id == bindparam("person_id"))


def never_for(family_id: UUID, person_id: UUID) -> set[UUID]:
    """The dangers whose not-for list names the person."""
    return {line.record_id for line in db.read(NEVER_FOR, {"family_id": family_id, "person_id": person_id})}


def is_hidden(record_id: UUID, user_id: UUID) -> bool:
    """Does the record's not-for list name the person who is this user?"""
    return db.read(IS_HIDDEN, {"record_id": record_id, "me": user_id}).first() is not None
