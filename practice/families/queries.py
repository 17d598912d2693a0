"""Reads of families: the head of one with the reader's part in one statement, its people, its protected facts, lists."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, func, literal, select

from practice.access.models import Part, PartDanger
from practice.access.queries import MyPart, holds_today, sum_of
from practice.accounts.models import User
from practice.core import clock, dates
from practice.core.db import db
from practice.families.models import (
    BirthKnown,
    Family,
    Member,
    Person,
    PersonChange,
    Place,
    PlaceKind,
    PlacePerson,
    PlaceProtection,
    Relation,
    Relationship,
    Sex,
    Standing,
)


@dataclass(frozen=True, slots=True)
class FamilyHead:
    id: UUID
    name: str
    reference: str
    status: str
    is_open: bool
    closed_because: str | None
    opened_on: date
    lock_version: int


@dataclass(frozen=True, slots=True)
class Sight:
    """One family as one user may see it. Every policy of a family returns it, or something that holds it."""

    family: FamilyHead
    part: MyPart
    user_id: UUID

    @property
    def family_id(self) -> UUID:
        return self.family.id


@dataclass(frozen=True, slots=True)
class InFamily:
    """Base of what a policy answers with beside the SIGHT of its family."""

    sight: Sight

    @property
    def family_id(self) -> UUID:
        return self.sight.family_id


SIGHT = (
    select(Family.id, Family.name, Family.reference, Family.status, Family.is_open, Family.closed_because,
           Family.opened_on, Family.lock_version, Part.kind, Part.may_write, Part.kinds, Part.is_lead, Part.to_on,
           Part.asked, PartDanger.danger_id)
    .join(Part, Part.family_id == Family.id).outerjoin(PartDanger, PartDanger.part_id == Part.id)
    .where(Family.id == bindparam("family_id"), holds_today(bindparam("me"), bindparam("today"))))


def sight_of(family_id: UUID, user_id: UUID) -> Sight | None:
    """The family and the user's part in it, in one statement; None when absent or not theirs to know of."""
    lines = db.read(SIGHT, {"family_id": family_id, "me": user_id, "today": clock.today()}).all()
    part = sum_of(lines)
    if part is None:
        return None
    line = lines[0]
    return Sight(FamilyHead(line.id, line.name, line.reference, line.status, line.is_open, line.closed_because,
                            line.opened_on, line.lock_version), part, user_id)


class PersonRow(msgspec.Struct, frozen=True):
    """A person as one family's record names them."""

    id: UUID
    name: str
    short_name: str
    standing: Standing
    is_index: bool
    label: str
    agency: str
    phone: str
    born_on: date | None
    birth_known: BirthKnown
    died_on: date | None
    sex: Sex
    home: str
    home_is_protected: bool
    parental_responsibility: str
    is_lead: bool
    to_on: date | None
    user_id: UUID | None
    large_print: bool
    easy_words: bool = False

    @property
    def age(self) -> int | None:
        """Whole years today; None where unknown, unborn or dead."""
        if self.born_on is None or self.died_on is not None or self.birth_known is BirthKnown.EXPECTED:
            return None
        return max(dates.age_on(self.born_on, clock.today()), 0)

    @property
    def is_child(self) -> bool:
        return self.standing is Standing.CHILD

    @property
    def is_professional(self) -> bool:
        return self.standing is Standing.PROFESSIONAL

    @property
    def described(self) -> str:
        """The small words beside a name: '7' for a child, else 'mum', 'domestic abuse'."""
        if self.is_child:
            return str(self.age) if self.age is not None else self.label
        return self.label


PEOPLE = (
    select(Person.id, Person.name, Person.short_name, Member.standing, Member.is_index, Member.label, Member.agency,
           Person.phone, Person.born_on, Person.birth_known, Person.died_on, Person.sex, Member.home,
           Member.home_is_protected, Member.parental_responsibility, Member.is_lead,
           Member.to_on, Person.user_id, Person.large_print, Person.easy_words)
    .join(Member, Member.person_id == Person.id).where(Member.family_id == bindparam("family_id"))
    .order_by(Member.position, Member.id))
PROTECTED_FROM = (
    select(Person.id, Person.name, Person.short_name, Place.kind).distinct()
    .join(PlaceProtection, PlaceProtection.person_id == Person.id).join(Place, Place.id == PlaceProtection.place_id)
    .where(Place.family_id == bindparam("family_id"), Place.ended_because.is_(None)).order_by(Person.name, Place.kind))


class People(dict[UUID, PersonRow]):
    """{person id: PersonRow} in the record's order, with the lists that pages ask for."""

    @property
    def children(self) -> list[PersonRow]:
        """The children whom the record is about, eldest first as entered."""
        return [person for person in self.values() if person.is_index]

    @property
    def kin(self) -> list[PersonRow]:
        return [person for person in self.values() if not person.is_professional]

    @property
    def professionals(self) -> list[PersonRow]:
        return [person for person in self.values() if person.is_professional]

    @property
    def lead(self) -> PersonRow | None:
        return next((person for person in self.values() if person.is_lead), None)

    def short(self, person_id: UUID | None, otherwise: str = "") -> str:
        """How pages call them, or OTHERWISE."""
        person = self.get(person_id) if person_id else None
        return person.short_name if person else otherwise


def people_of(family_id: UUID) -> People:
    """Everyone in the record, in one statement."""
    lines = db.read(PEOPLE, {"family_id": family_id}).all()
    return People({line.id: PersonRow(*cast(tuple[Any, ...], line)) for line in lines})


def protected_from(family_id: UUID) -> list[str]:
    """Names of those from whom an address or number of this family is protected."""
    return list(dict.fromkeys(line.name for line in db.read(PROTECTED_FROM, {"family_id": family_id})))


@dataclass(frozen=True, slots=True)
class ProtectedFact:
    """One literal that must not reach one person: what it is, the literal, and from whom."""

    kind: str
    text: str
    place_id: UUID


FACTS = (
    select(Place.id, Place.kind, Place.name, Place.lines, Place.town, Place.postcode, Place.phone, Place.email,
           Place.also)
    .join(PlaceProtection, PlaceProtection.place_id == Place.id)
    .where(Place.family_id == bindparam("family_id"), PlaceProtection.person_id == bindparam("reader_id"))
    .order_by(Place.id))


def facts_protected_from(family_id: UUID, reader_id: UUID) -> list[ProtectedFact]:
    """Every literal that is protected from the reader; ended places count too (history leaks)."""
    found = []
    for line in db.read(FACTS, {"family_id": family_id, "reader_id": reader_id}):
        parts = [(line.kind.value, line.name), ("address", line.lines), ("town", line.town),
                 ("postcode", line.postcode), ("phone", line.phone), ("email", line.email)]
        parts += [("name", word) for word in line.also.split(";")]
        found += [ProtectedFact(kind, text.strip(), line.id) for kind, text in parts if text.strip()]
    return found


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """One family in a list."""

    id: UUID
    name: str
    reference: str
    status: str
    is_open: bool
    kind: str
    is_lead: bool
    to_on: date | None
    asked: str
    because: str


MINE = (
    select(Family.id, Family.name, Family.reference, Family.status, Family.is_open, Part.kind, Part.is_lead, Part.to_on,
           Part.asked, Part.because)
    .join(Part, Part.family_id == Family.id).where(holds_today(bindparam("me"), bindparam("today")))
    .order_by(Family.name, Family.id, Part.kind).limit(bindparam("most")))


def families_of(user_id: UUID, most: int = 400) -> list[FamilyLine]:
    """The families in which the user holds a part today."""
    lines = db.read(MINE, {"me": user_id, "today": clock.today(), "most": most})
    return [FamilyLine(line.id, line.name, line.reference, line.status, line.is_open, line.kind.value, line.is_lead,
                       line.to_on, line.asked, line.because) for line in lines]


def family_by_reference(reference: str) -> UUID | None:
    return db.session.scalar(select(Family.id).where(func.upper(Family.reference) == reference.strip().upper()))


@dataclass(frozen=True, slots=True)
class TieRow:
    """Who two people are to each other, as the record has it."""

    id: UUID
    a_id: UUID
    b_id: UUID
    kind: Relation
    from_text: str
    to_text: str
    said_by: str
    ended_because: str | None


TIES = (select(Relationship.id, Relationship.a_id, Relationship.b_id, Relationship.kind, Relationship.from_text,
               Relationship.to_text, Relationship.said_by, Relationship.ended_because)
        .where(Relationship.family_id == bindparam("family_id")).order_by(Relationship.id))


def ties_of(family_id: UUID) -> list[TieRow]:
    """All ties of the family, those that ended too, in the order they were put on record."""
    return [TieRow(*line) for line in db.read(TIES, {"family_id": family_id})]


@dataclass(frozen=True, slots=True)
class Details:
    """What only the People page shows of someone."""

    legal_name: str
    known_as: str
    say_it: str
    gender: str
    pronouns: str
    language: str
    interpreter: str
    communication: str
    safe_contact: str


DETAILS = (select(Person.id, Person.legal_name, Person.known_as, Person.say_it, Person.gender, Person.pronouns,
                  Person.language, Person.interpreter, Person.communication, Person.safe_contact)
           .join(Member, Member.person_id == Person.id).where(Member.family_id == bindparam("family_id")))


def details_of(family_id: UUID) -> dict[UUID, Details]:
    """{person id: Details} of everyone in the record."""
    return {line[0]: Details(*line[1:]) for line in db.read(DETAILS, {"family_id": family_id})}


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place, for those whose part sees addresses. WORDS are its parts in a line; protected ones wait for a click."""

    id: UUID
    kind: PlaceKind
    words: str
    whose: tuple[UUID, ...]
    protected_from: tuple[UUID, ...]
    because: str
    ended_because: str | None


PLACES = (select(Place.id, Place.kind, Place.name, Place.lines, Place.town, Place.postcode, Place.phone, Place.email,
                 Place.ended_because).where(Place.family_id == bindparam("family_id")).order_by(Place.kind, Place.id))
WHOSE = (select(PlacePerson.place_id, PlacePerson.person_id, literal("").label("because"), literal(0).label("side"))
         .join(Place, Place.id == PlacePerson.place_id).where(Place.family_id == bindparam("family_id"))
         .union_all(select(PlaceProtection.place_id, PlaceProtection.person_id, PlaceProtection.because, literal(1))
                    .join(Place, Place.id == PlaceProtection.place_id)
                    .where(Place.family_id == bindparam("family_id"))))


def place_rows(family_id: UUID, shown: UUID | None = None) -> list[PlaceRow]:
    """Places of the family in two statements. The words of a protected one are empty unless it is SHOWN (by a click)."""
    sides: dict[tuple[UUID, int], list[tuple[UUID, str]]] = {}
    for place_id, person_id, because, side in db.read(WHOSE, {"family_id": family_id}):
        sides.setdefault((place_id, side), []).append((person_id, because))
    rows = []
    for line in db.read(PLACES, {"family_id": family_id}):
        hidden = sides.get((line.id, 1), [])
        parts = [line.name, line.lines, line.town, line.postcode, line.phone, line.email]
        words = ", ".join(part for part in parts if part) if not hidden or line.id == shown else ""
        rows.append(PlaceRow(line.id, line.kind, words, tuple(person for person, _ in sides.get((line.id, 0), [])),
                             tuple(person for person, _ in hidden), hidden[0][1] if hidden else "", line.ended_because))
    return rows


@dataclass(frozen=True, slots=True)
class Earlier:
    """One change of what the record says of a person: {field: (before, after)}."""

    by: str
    at: datetime
    fields: dict[str, tuple[str, str]]


def changes_of(person_id: UUID, family_id: UUID, most: int | None = None) -> list[Earlier]:
    """The changes made in this family's record, the latest first; MOST of them. Another family's record keeps its own."""
    lines = db.session.execute(
        select(User.name, PersonChange.at, PersonChange.body).outerjoin(User, User.id == PersonChange.by_id)
        .where(PersonChange.person_id == person_id, PersonChange.family_id == family_id)
        .order_by(PersonChange.at.desc(), PersonChange.id.desc()).limit(most))
    return [Earlier(name or "Someone", at, {field: (pair[0], pair[1]) for field, pair in json.loads(body).items()})
            for name, at, body in lines]
