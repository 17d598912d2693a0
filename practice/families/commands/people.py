"""Put people into a family's record and change what it says about them; their names are indexed as they are saved."""

import enum
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import cast
from uuid import UUID

from sqlalchemy import Table, bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from practice.core import audit, clock, dates
from practice.core.db import command, db, hold
from practice.core.errors import Clash, NotKnown, RuleBroken
from practice.core.ids import new_id
from practice.families import beside
from practice.families.commands.families import hold_family
from practice.families.commands.saved import last_saved
from practice.families.models import (
    BirthKnown,
    Family,
    Member,
    NameKey,
    NameWord,
    Person,
    PersonChange,
    PersonWord,
    Relation,
    Relationship,
    Sex,
    Standing,
)
from practice.families.names import keys, words_of

TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "sgt", "pc", "dc", "prof", "rev", "auntie", "uncle"})
YOUNGEST_PARENT = 9  # years between the two births; fewer is a slip of the pen
OLDEST = 120  # years; a date before that is a slip of the pen
LONGEST_WAIT = timedelta(days=300)  # from today to the day a child is due
LATE_BIRTH = timedelta(days=31)  # a due date longer past than this needs the child's birth
GROWN_UP = 18  # years: who is that old is no child (Children Act 1989, section 105)


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is known of one human being, wherever they appear (C29). Only the name is a must."""

    name: str
    short_name: str = ""
    legal_name: str = ""
    known_as: str = ""  # separated by ';'
    say_it: str = ""
    born_on: date | None = None
    birth_known: BirthKnown = BirthKnown.UNKNOWN
    died_on: date | None = None
    sex: Sex = Sex.UNKNOWN
    gender: str = ""
    pronouns: str = ""
    language: str = ""
    interpreter: str = ""
    communication: str = ""
    large_print: bool = False
    easy_words: bool = False
    safe_contact: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """What a person is in one family's record."""

    standing: Standing
    is_index: bool = False
    label: str = ""
    agency: str = ""
    home: str = ""
    home_is_protected: bool = False
    parental_responsibility: str = ""
    from_on: date | None = None
    to_on: date | None = None


@command
def add_person(family_id: UUID, person: PersonFacts, member: MemberFacts, *, user_id: UUID | None = None,
               is_lead: bool = False) -> UUID:
    """Make a new person in the family. USER_ID joins a professional to the account they sign in with.

    Raises RuleBroken for a missing name or impossible dates.
    """
    (person_id,) = _add(family_id, [(person, member)], user_id)
    if is_lead:
        set_lead(family_id, person_id)
    return person_id


@command
def add_people(family_id: UUID, people: Sequence[tuple[PersonFacts, MemberFacts]]) -> list[UUID]:
    """Make several new people in the family, in this order: all of them or, on a RuleBroken, none. Twenty cost the database as
    many statements as one."""
    return _add(family_id, people)


def _add(family_id: UUID, people: Sequence[tuple[PersonFacts, MemberFacts]], user_id: UUID | None = None) -> list[UUID]:
    if not people:
        return []
    for person, member in people:
        _check(person, member)
        _check_is_child(person, member, clock.today())
    made = [Person(id=new_id(), user_id=user_id, **_clean(person)) for person, _ in people]
    db.session.add_all(made)
    db.session.flush()
    ids = [person.id for person in made]
    _join(family_id, zip(ids, (member for _, member in people), strict=True))
    index_names(*made)
    audit.record_each("person.added", family_id=family_id, about=ids)
    return ids


@command
def join_person(family_id: UUID, person_id: UUID, member: MemberFacts) -> None:
    """Put a person who is on record already into this family too, so that no second one is made.

    The caller has checked that the one who asks may know of that person: search.likely_same found them.
    """
    person = db.session.get(Person, person_id)
    if person is None:
        raise NotKnown
    hold_family(family_id)
    if db.session.scalar(select(Member.id).where(Member.family_id == family_id, Member.person_id == person_id)):
        raise RuleBroken("name", f"{person.short_name} is in this family already")
    _check_is_child(person, member, clock.today())
    _join(family_id, [(person_id, member)])
    index_names(person)
    audit.record("person.joined", family_id=family_id, about=person_id)


@command
def change_person(family_id: UUID, person_id: UUID, seen: int, person: PersonFacts, member: MemberFacts, *,
                  because: str = "") -> None:
    """Change what is known of a person, and their place in this family. Raises Clash when someone saved first.

    BECAUSE is why somebody leaves on whom the plan rests; it stands on the record.
    """
    row, place = _held(family_id, person_id)
    if row.lock_version != seen:
        raise Clash(*last_saved(person_id), facts_of(row, place), row.lock_version)
    _check(person, member)
    if place.is_lead and member.to_on is not None:
        raise RuleBroken("to_on", f"{row.short_name} leads the work here. Say first, on “Who is in this”, who leads instead")
    _check_ages(person_id, person)
    if place.standing is not Standing.CHILD:
        _check_is_child(person, member, clock.today())
    elif (row.born_on, row.birth_known) != (person.born_on, person.birth_known):  # who turned 18 since then stays
        _check_is_child(person, member, db.session.scalars(select(Family.opened_on).where(Family.id == family_id)).one())
    changes: dict[str, tuple[str, str]] = {}
    for target, new in ((row, _clean(person)), (place, _tidy(member))):
        for name, value in new.items():
            if getattr(target, name) != value:
                changes[name] = (_as_text(getattr(target, name)), _as_text(value))
                setattr(target, name, value)
    if changes:
        db.session.add(PersonChange(family_id=family_id, person_id=person_id, body=json.dumps(changes, ensure_ascii=False),
                                    by_id=audit.actor(), at=clock.now()))
    row.lock_version += 1
    db.session.flush()
    if {"name", "short_name", "legal_name", "known_as"} & changes.keys():
        index_names(row)
    audit.record("person.changed", family_id=family_id, about=person_id, detail={"fields": list(changes)})
    beside.keep(family_id, person_id, because)


@command
def set_lead(family_id: UUID, person_id: UUID) -> None:
    """Name the lead practitioner; there is one at a time."""
    _, place = _held(family_id, person_id)
    if place.standing is not Standing.PROFESSIONAL:
        raise RuleBroken("person_id", "The lead practitioner is one of the professionals")
    db.session.execute(update(Member).where(Member.family_id == family_id).values(is_lead=False))
    db.session.execute(update(Member).where(Member.id == place.id).values(is_lead=True))
    db.session.expire(place)
    audit.record("person.leads", family_id=family_id, about=person_id)


def facts_of(row: Person, place: Member) -> tuple[PersonFacts, MemberFacts]:
    """The facts as they stand, for a form or for the other half of a clash."""
    return (PersonFacts(**{field.name: getattr(row, field.name) for field in fields(PersonFacts)}),
            MemberFacts(**{field.name: getattr(place, field.name) for field in fields(MemberFacts)}))


def _join(family_id: UUID, members: Iterable[tuple[UUID, MemberFacts]]) -> None:
    last = db.session.scalar(select(func.max(Member.position)).where(Member.family_id == family_id)) or 0
    db.session.add_all(Member(id=new_id(), family_id=family_id, person_id=person_id, position=position, **_tidy(member))
                       for position, (person_id, member) in enumerate(members, last + 1))
    db.session.flush()


def _held(family_id: UUID, person_id: UUID) -> tuple[Person, Member]:
    place = db.session.scalar(select(Member).where(Member.family_id == family_id, Member.person_id == person_id))
    row = db.session.get(Person, person_id)
    if place is None or row is None:
        raise NotKnown
    hold(row)
    hold(place)
    return row, place


def called(name: str) -> str:
    """The first word that has a letter; after 'Mrs' or 'Dr' the next one too. A name of signs alone stays its first sign."""
    words = name.split(" ")
    first = next((i for i, word in enumerate(words) if any(map(str.isalpha, word))), 0)
    return " ".join(words[first:first + (2 if words[first].rstrip(".").casefold() in TITLES else 1)])


_IS_PARENT = (Relationship.kind == Relation.PARENT, Relationship.ended_because.is_(None), Person.born_on.is_not(None))


def _clean(person: PersonFacts) -> dict[str, object]:
    """The facts without stray blanks; what pages call someone is their first word unless said otherwise."""
    facts = {field.name: getattr(person, field.name) for field in fields(PersonFacts)}
    facts = {name: " ".join(value.split()) if isinstance(value, str) and name not in {"communication", "safe_contact"}
             else value.strip() if isinstance(value, str) else value for name, value in facts.items()}
    facts["short_name"] = facts["short_name"] or called(str(facts["name"]))
    return facts


def _tidy(member: MemberFacts) -> dict[str, object]:
    facts = {field.name: getattr(member, field.name) for field in fields(MemberFacts)}
    return {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}


def _as_text(value: object) -> str:
    """A fact as the list of earlier versions keeps it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return dates.long_day(value)
    return str(value.value).replace("_", " ") if isinstance(value, enum.Enum) else str(value or "")


def _check(person: PersonFacts, member: MemberFacts) -> None:
    today = clock.today()
    if not person.name.strip():
        raise RuleBroken("name", "Write their name, or what they are called. One word is enough")
    born = person.born_on
    if person.birth_known is BirthKnown.EXPECTED:
        if born is None:
            raise RuleBroken("born_on", "Give the day the baby is due, as near as you know")
        if born > today + LONGEST_WAIT:
            raise RuleBroken("born_on", "This is more than nine months ahead. Check the day the baby is due")
        if born < today - LATE_BIRTH:
            raise RuleBroken("born_on", "This day is past. Has the baby been born? Then give the date of birth")
        if person.died_on is not None:
            raise RuleBroken("died_on", "An unborn child has no day of death here. Write what happened in the mapping")
    elif born is not None:
        if born > today:
            raise RuleBroken("born_on", "This day is still to come. For an unborn child choose “Not born yet”")
        if born.year < today.year - OLDEST:
            raise RuleBroken("born_on", f"That would make them over {OLDEST}. Check the year")
    elif person.birth_known in {BirthKnown.EXACT, BirthKnown.ESTIMATED}:
        raise RuleBroken("born_on", "Give the date of birth, or choose “Not known”")
    if person.died_on is not None:
        if person.died_on > today:
            raise RuleBroken("died_on", "This day is still to come")
        if born is not None and person.died_on < born:
            raise RuleBroken("died_on", "This is before they were born. Check both dates")
    if member.is_index and member.standing is not Standing.CHILD:
        raise RuleBroken("is_index", "Only a child can be one whom this record is about. Take this tick away")
    if member.from_on and member.to_on and member.to_on < member.from_on:
        raise RuleBroken("to_on", "Give an end after the start")


def grown_up_at(person: PersonFacts | Person, on: date) -> int | None:
    """Their age by now where they were grown up ON that day, or had been when they died; else None, and for the unborn.

    A date that is a guess counts by its year alone: who may be 17 is taken for a child.
    """
    if person.born_on is None or person.birth_known is BirthKnown.EXPECTED:
        return None
    last = min(on, person.died_on or on)
    least = (last.year - person.born_on.year - 1 if person.birth_known is BirthKnown.ESTIMATED
             else dates.age_on(person.born_on, last))
    return dates.age_on(person.born_on, person.died_on or clock.today()) if least >= GROWN_UP else None


def _check_is_child(person: PersonFacts | Person, member: MemberFacts, on: date) -> None:
    if member.standing is Standing.CHILD and (age := grown_up_at(person, on)) is not None:
        tick = " and take the tick away from “The record is about this child”" if member.is_index else ""
        raise RuleBroken("born_on", f"That makes them {age}, and a child is under {GROWN_UP}. Check the date; if it is right, add "
                                    f"them as a grown-up: choose “Parent, partner or other family”{tick}")


def _check_ages(person_id: UUID, person: PersonFacts) -> None:
    """A child cannot be as old as its parent, nor its parent a small child, whichever of the two is changed."""
    if person.born_on is None:
        return
    child_of = select(Person.short_name, Person.born_on).join(Relationship, Relationship.a_id == Person.id).where(
        Relationship.b_id == person_id, *_IS_PARENT)
    for parent in db.session.execute(child_of):
        if parent.born_on >= person.born_on:
            raise RuleBroken("born_on", f"That makes them as old as {parent.short_name}, their parent. Check the date")
        if (age := age_at_birth(parent.born_on, person.born_on)) < YOUNGEST_PARENT:
            raise RuleBroken("born_on", f"That makes {parent.short_name} a parent at {age}. Check the date")
    parent_of = select(Person.short_name, Person.born_on).join(Relationship, Relationship.b_id == Person.id).where(
        Relationship.a_id == person_id, *_IS_PARENT)
    for child in db.session.execute(parent_of):
        if child.born_on <= person.born_on:
            raise RuleBroken("born_on", f"That makes them no older than {child.short_name}, their child. Check the date")
        if (age := age_at_birth(person.born_on, child.born_on)) < YOUNGEST_PARENT:
            raise RuleBroken("born_on", f"That makes them the parent of {child.short_name} at {age}. Check the date")


def age_at_birth(parent: date, child: date) -> int:
    """Years from the PARENT's birth to the CHILD's, by the calendar years, since many dates are about right only."""
    return child.year - parent.year


def index_names(*people: Person) -> None:
    """Write the search words of people for every family that knows them. Called inside a command."""
    ids = [person.id for person in people]
    words = {person.id: words_of(person.name, person.short_name, person.legal_name, person.known_as) for person in people}
    for person in people:
        person.search = " ".join(words[person.id])
        if person.user_id is not None:  # who signs in is found under 'Who is in this', not among families
            words[person.id] = []
    families: dict[UUID, list[UUID]] = {}
    for line in db.session.execute(select(Member.person_id, Member.family_id).where(Member.person_id.in_(ids))):
        families.setdefault(line.person_id, []).append(line.family_id)
    had = db.session.execute(select(PersonWord.person_id, PersonWord.word_id).distinct().where(PersonWord.person_id.in_(ids)))
    changes: Counter[UUID] = Counter()
    changes.subtract(line.word_id for line in had)
    db.session.execute(delete(PersonWord).where(PersonWord.person_id.in_(ids)))
    known = _word_ids(sorted({word for own in words.values() for word in own}))
    for own in words.values():
        changes.update(known[word] for word in own)
    if counted := [{"word_id": word_id, "more": change} for word_id, change in sorted(changes.items()) if change]:
        db.session.connection().execute(COUNT, counted)
    db.session.add_all(PersonWord(id=new_id(), word_id=known[word], person_id=person_id, family_id=family_id)
                       for person_id, own in words.items() for word in own for family_id in families.get(person_id, ()))
    db.session.flush()


COUNT = (update(cast(Table, NameWord.__table__)).where(NameWord.id == bindparam("word_id"))
         .values(people=NameWord.people + bindparam("more")))


def _word_ids(words: list[str]) -> dict[str, UUID]:
    """Ids of the words, made where they are new. Two people may save the same new word at once: the second one finds it.

    The same statements run for a new word and for one that a hidden person has already, so that nothing tells them apart.
    """
    insert = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert
    if not words:
        return {}
    db.session.execute(insert(NameWord).on_conflict_do_nothing(),
                       [{"id": new_id(), "word": word, "people": 0} for word in sorted(words)])
    found = {line.word: line.id for line in db.session.execute(
        select(NameWord.id, NameWord.word).where(NameWord.word.in_(words)))}
    db.session.execute(insert(NameKey).on_conflict_do_nothing(),
                       [{"id": new_id(), "key": key, "word_id": found[word]} for word in words for key in keys(word)])
    return found
