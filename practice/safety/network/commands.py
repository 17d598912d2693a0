"""Changes to the network: add, change, move between the rings, leave, come back, tell a danger, ask who else, meet.

A move, a leaving and a change are revisions of the member's record, so that earlier words stay; a telling and a meeting are rows
that are only ever added. People whom a member's details must not reach stand on the record's not-for list.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import msgspec
from sqlalchemy import select

from practice.access.models import Information
from practice.core import audit, clock
from practice.core.db import command, db
from practice.core.errors import NotKnown, RuleBroken
from practice.families import commands as families
from practice.families.commands import MemberFacts, PersonFacts
from practice.families.models import Member as FamilyMember
from practice.families.names import plain
from practice.families.queries import people_of
from practice.records import commands as records
from practice.records import queries as reads
from practice.records.models import Record
from practice.safety.network.kinds import RINGS, NetworkMember, WhoElse
from practice.safety.network.models import NetworkMet, ToldDanger
from practice.safety.network.queries import never_for


@command
def add_member(family_id: UUID, body: NetworkMember, *, info: Information = Information.PLAN, not_for: Sequence[UUID] = (),
               because: str = "") -> UUID:
    """Put somebody into the network. Raises RuleBroken for nobody, for one who is in it already, and for a day to come."""
    body = _checked(family_id, body)
    if body.ring_on is None:
        body = msgspec.structs.replace(body, ring_on=clock.today())
    record_id = records.add(family_id, "network_member", body, info=info)
    if not_for:
        records.set_not_for(record_id, not_for, because)
    return record_id


@command
def change_member(record_id: UUID, seen: int, body: NetworkMember, *, info: Information | None = None,  # noqa: PLR0917
                  not_for: Sequence[UUID] | None = None, because: str = "") -> None:
    """Put new words in place. Raises Clash when someone saved after the person looked. NOT_FOR None leaves it as it is."""
    record = db.session.get(Record, record_id)
    if record is None or record.kind != "network_member":
        raise NotKnown
    records.revise(record_id, seen, _checked(record.family_id, body, record_id), info=info)
    if not_for is not None:
        hidden = reads.not_for(record.family_id).get(record_id, {})
        if set(hidden) != set(not_for) or any(reason != because for reason in hidden.values()):
            records.set_not_for(record_id, not_for, because)


@command
def move(record_id: UUID, seen: int, ring: str, on: date, because: str) -> None:
    """Move a member to another ring, with the day and what moved them."""
    standing = _standing(record_id)
    if ring not in RINGS:
        raise RuleBroken("ring", "Choose a ring")
    if ring == standing.body.ring:
        raise RuleBroken("ring", "They are in this ring already. Choose another")
    _not_ahead("on", on, "Give the day on which it changed: today or before")
    records.revise(record_id, seen, msgspec.structs.replace(standing.body, ring=ring, ring_on=on, ring_because=because.strip()))


@command
def leave(record_id: UUID, seen: int, on: date, because: str) -> None:
    """Take somebody out of the network, with the reason. What rests on them stays, and stands broken until it is mended."""
    standing = _standing(record_id)
    if not because.strip():
        raise RuleBroken("because", "Say why they leave. It stays readable")
    _not_ahead("on", on, "Give the day on which they left: today or before")
    records.revise(record_id, seen, msgspec.structs.replace(standing.body, left_on=on, left_because=because.strip()))


@command
def come_back(record_id: UUID, seen: int) -> None:
    """Somebody who left is in the network again."""
    standing = _standing(record_id)
    body = msgspec.structs.replace(standing.body, left_on=None, left_because="")
    records.revise(record_id, seen, _checked(_family_of(record_id), body, record_id))


@command
def make_person(record_id: UUID, seen: int, member: MemberFacts, *, phone: str = "", known: UUID | None = None) -> UUID:
    """A member who was only a name becomes a person of the record: a new one, or one who is KNOWN from another family."""
    standing = _standing(record_id)
    family_id = _family_of(record_id)
    families.hold_family(family_id)
    if known is not None:
        families.join_person(family_id, known, member)
        person_id = known
    else:
        name = standing.body.name
        person_id = families.add_person(family_id, PersonFacts(name=name, short_name=name, phone=phone.strip()), member)
    records.revise(record_id, seen, _checked(family_id, msgspec.structs.replace(standing.body, person=person_id, name=""),
                                             record_id))
    return person_id


@dataclass(frozen=True, slots=True)
class NewTelling:
    """Who was told which dangers (none named: all that are known), on which day, by whom, how, and what they said."""

    person_id: UUID
    on: date
    by_whom: str
    dangers: tuple[UUID, ...] = ()
    how: str = ""
    they_said: str = ""
    is_verbatim: bool = False


@command
def tell(family_id: UUID, new: NewTelling, *, ring: str = "", seen: int = 0) -> None:
    """Write down that a person of the record was told. RING moves their member there too, as it was SEEN.

    Raises RuleBroken for a day to come, nobody who told, or a danger of another family.
    """
    _not_ahead("on", new.on, "Give the day on which they were told: today or before")
    if not new.by_whom.strip():
        raise RuleBroken("by_whom", "Say who told them")
    if not db.session.scalar(select(FamilyMember.id).where(FamilyMember.family_id == family_id,
                                                           FamilyMember.person_id == new.person_id)):
        raise RuleBroken("", "Put them into the family’s record first")
    for danger in new.dangers:
        if db.session.scalar(select(Record.family_id).where(Record.id == danger, Record.kind == "danger")) != family_id:
            raise RuleBroken("dangers", "Choose one of this family’s dangers")
    never = never_for(family_id, new.person_id)
    if never and (not new.dangers or never.intersection(new.dangers)):
        raise RuleBroken("dangers", "This danger is not for them. If they may be told after all, change its list in the mapping")
    which: tuple[UUID | None, ...] = new.dangers or (None,)
    for danger_id in which:
        db.session.add(ToldDanger(family_id=family_id, person_id=new.person_id, danger_id=danger_id, on=new.on,
                                  by_whom=new.by_whom.strip(), how=new.how.strip(), they_said=new.they_said.strip(),
                                  is_verbatim=new.is_verbatim, author_id=audit.actor(), recorded_at=clock.now()))
    db.session.flush()
    audit.record("network.told", family_id=family_id, about=new.person_id, detail={"dangers": len(new.dangers)})
    if ring:
        member = _member_of(family_id, new.person_id)
        if member is not None and member.body.ring != ring:
            move(member.id, seen or member.lock_version, ring, new.on, f"Told by {new.by_whom.strip()}")


@command
def ask_who_else(family_id: UUID, body: WhoElse, *, not_for: Sequence[UUID] = (), because: str = "") -> UUID:
    """Write down a question asked to find more people, and its answer."""
    if not body.question.strip():
        raise RuleBroken("question", "Choose the question that was asked")
    if body.asked_of is None and not body.asked_of_name.strip():
        raise RuleBroken("asked_of", "Say whom you asked")
    if body.on is None:
        raise RuleBroken("on", "Give the day on which you asked, like 4 Dec")
    _not_ahead("on", body.on, "Give the day on which you asked: today or before")
    record_id = records.add(family_id, "who_else", body, info=Information.PLAN)
    if not_for:
        records.set_not_for(record_id, not_for, because)
    return record_id


@command
def add_named(family_id: UUID, answer_id: UUID, name: str) -> UUID:
    """Put one whom an answer named into the outer ring: a person of the record where the name is theirs, else a name."""
    answer = reads.one(answer_id)
    if answer is None or answer.kind != "who_else":
        raise NotKnown
    if name not in answer.body.named:
        raise RuleBroken("", "This name does not stand in the answer. Look at the network again")
    person = next((one for one in people_of(family_id).values()
                   if plain(name) in {plain(one.name), plain(one.short_name)} and one.to_on is None), None)
    asked = answer.body.asked_of_name
    return add_member(family_id, NetworkMember(
        person=person.id if person else None, name="" if person else name, ring="outer", ring_on=answer.body.on,
        ring_because=f"Named by {asked}" if asked else "Named when we asked who else", named_in=answer_id))


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """The network met by itself: the day, who of the record was there, who else, what they said."""

    on: date
    people: tuple[UUID, ...]
    others: str = ""
    they_said: str = ""


@command
def meet(family_id: UUID, new: NewMeeting) -> None:
    """Write down a day on which the network met without a worker."""
    _not_ahead("on", new.on, "Give the day on which they met: today or before")
    if len(new.people) + len(new.others.split()) < 2 and not (new.people and new.others):
        raise RuleBroken("people", "Say who was there: two people at least")
    met = NetworkMet(family_id=family_id, on=new.on, people=json.dumps([str(one) for one in new.people]),
                     others=new.others.strip(), they_said=new.they_said.strip(), author_id=audit.actor(),
                     recorded_at=clock.now())
    db.session.add(met)
    db.session.flush()
    audit.record("network.met", family_id=family_id, about=met.id)


def _standing(record_id: UUID) -> reads.Row:
    row = reads.one(record_id)
    if row is None or row.kind != "network_member":
        raise NotKnown
    return row


def _family_of(record_id: UUID) -> UUID:
    record = db.session.get(Record, record_id)
    if record is None:
        raise NotKnown
    return record.family_id


def _members(family_id: UUID) -> list[reads.Row]:
    """Every member that is not withdrawn, whoever may see them. One statement."""
    found = db.read(reads.CURRENT, {"family_id": family_id, "kinds": ["network_member"], "infos": list(Information)})
    return [row for line in found if not (row := reads.row_of(line)).is_withdrawn]


def _member_of(family_id: UUID, person_id: UUID) -> reads.Row | None:
    return next((row for row in _members(family_id) if row.body.person == person_id and row.body.left_on is None), None)


def _checked(family_id: UUID, body: NetworkMember, record_id: UUID | None = None) -> NetworkMember:
    """The body without stray blanks, once it names one who is not in the network by another row."""
    families.hold_family(family_id)
    if body.person is None and not body.name.strip():
        raise RuleBroken("person", "Choose who it is, or write a name")
    if body.ring not in RINGS:
        raise RuleBroken("ring", "Choose a ring")
    if body.willing is not None and not 0 <= body.willing <= 10:
        raise RuleBroken("willing", "Choose a number from 0 to 10")
    for field in ("ring_on", "willing_on", "left_on"):
        on = getattr(body, field)
        if on is not None:
            _not_ahead(field, on, "Give a day up to today")
    name = "" if body.person is not None else " ".join(body.name.split())
    if body.left_on is None:
        for row in _members(family_id):
            other = row.body
            if row.id != record_id and other.left_on is None and (
                    (body.person is not None and other.person == body.person)
                    or (name and other.person is None and plain(other.name) == plain(name))):
                raise RuleBroken("person", "They are in the network already. Change what stands there")
    return msgspec.structs.replace(body, name=name)


def _not_ahead(field: str, on: date, message: str) -> None:
    if on > clock.today():
        raise RuleBroken(field, message)
