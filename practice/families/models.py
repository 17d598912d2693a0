"""Family, people, who they are to each other, and their places. A record hangs off the family, not off a single child."""

import enum
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, Uuid, false
from sqlalchemy.orm import Mapped, mapped_column

from practice.core.db import Row


class Standing(enum.Enum):
    """What a person is in this family's record."""

    CHILD = "child"
    ADULT = "adult"  # parents, partners, kin
    NETWORK = "network"  # friend, neighbour, faith, club: natural people who are not kin
    PROFESSIONAL = "professional"


class Sex(enum.Enum):
    FEMALE = "female"
    MALE = "male"
    UNKNOWN = "unknown"


class BirthKnown(enum.Enum):
    EXACT = "exact"
    ESTIMATED = "estimated"
    EXPECTED = "expected"  # unborn
    UNKNOWN = "unknown"


class Family(Row):
    __tablename__ = "family"
    name: Mapped[str]
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    status: Mapped[str] = mapped_column(default="")  # shown as a mark: 'Child protection plan, both children'
    is_open: Mapped[bool] = mapped_column(default=True)
    closed_because: Mapped[str | None]
    team_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("team.id"), index=True)
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    lock_version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


class Person(Row):
    """One human being. Names as they are (C29): `name` is what people call them, whole; no forced first and last."""

    __tablename__ = "person"
    name: Mapped[str]  # how they are called in full: 'Finn Harbour', 'Ms Slate', 'Halina Świt'
    short_name: Mapped[str]  # how pages call them: 'Finn', 'Ms Slate'
    legal_name: Mapped[str] = mapped_column(default="")
    known_as: Mapped[str] = mapped_column(default="")  # other names, separated by ';'
    say_it: Mapped[str] = mapped_column(default="")  # how to pronounce it
    born_on: Mapped[date | None] = mapped_column(index=True)
    birth_known: Mapped[BirthKnown] = mapped_column(default=BirthKnown.UNKNOWN)
    died_on: Mapped[date | None]
    sex: Mapped[Sex] = mapped_column(default=Sex.UNKNOWN)
    gender: Mapped[str] = mapped_column(default="")  # in their own words, if told
    pronouns: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    interpreter: Mapped[str] = mapped_column(default="")
    communication: Mapped[str] = mapped_column(default="")
    large_print: Mapped[bool] = mapped_column(default=False)
    easy_words: Mapped[bool] = mapped_column(default=False, server_default=false())  # papers are measured against short sentences
    safe_contact: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")  # a number that may be shown; a protected one is a Place
    user_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("user_account.id"), index=True)
    search: Mapped[str] = mapped_column(default="")  # ready-made plain words for search
    lock_version: Mapped[int] = mapped_column(default=1)


class Member(Row):
    """A person's place in one family's record."""

    __tablename__ = "member"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"))
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    standing: Mapped[Standing]
    is_index: Mapped[bool] = mapped_column(default=False)  # a child whom the record is about
    label: Mapped[str] = mapped_column(default="")  # 'mum', 'nan', 'social worker', 'next door'
    agency: Mapped[str] = mapped_column(default="")
    home: Mapped[str] = mapped_column(default="")  # who lives together carries the same word: 'Marina’s home'
    home_is_protected: Mapped[bool] = mapped_column(default=False)
    parental_responsibility: Mapped[str] = mapped_column(default="")  # 'yes: mother', 'no', ''
    is_lead: Mapped[bool] = mapped_column(default=False)  # lead practitioner
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)
    __table_args__ = (UniqueConstraint("family_id", "person_id"), Index("ix_member_family_id", "family_id"))


class PersonChange(Row):
    """What the record said of a person before one change, and after it. Append-only: nothing is overwritten silently."""

    __tablename__ = "person_change"
    family_id: Mapped[UUID] = mapped_column(ForeignKey("family.id"))  # whose record the change was made in
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    body: Mapped[str]  # JSON: {field: [before, after]}, as text
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]
    __table_args__ = (Index("ix_person_change_person_id_family_id", "person_id", "family_id"),)


class Relation(enum.Enum):
    PARENT = "parent"  # a is a parent of b
    ADOPTIVE_PARENT = "adoptive_parent"
    STEP_PARENT = "step_parent"
    FOSTER_PARENT = "foster_parent"
    MARRIED = "married"
    LIVING_TOGETHER = "living_together"
    SEPARATED = "separated"
    DIVORCED = "divorced"
    SIBLING = "sibling"  # where the parents are not on record
    TWIN = "twin"
    IDENTICAL_TWIN = "identical_twin"
    CLOSE = "close"
    DISTANT = "distant"
    CONFLICT = "conflict"
    VIOLENCE = "violence"  # a has hurt b
    CUT_OFF = "cut_off"
    MENDING = "mending"


class Relationship(Row):
    """Directed, dated, with who said so."""

    __tablename__ = "relationship"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    a_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    b_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    kind: Mapped[Relation]
    from_text: Mapped[str] = mapped_column(default="")  # '2017', 'about March 2024'
    to_text: Mapped[str] = mapped_column(default="")
    said_by: Mapped[str] = mapped_column(default="")
    ended_because: Mapped[str | None]


class PlaceKind(enum.Enum):
    HOME = "home"
    SCHOOL = "school"
    NURSERY = "nursery"
    GP = "gp"
    WORK = "work"
    PHONE = "phone"
    EMAIL = "email"
    CAR = "car"
    ONLINE = "online"
    NAME = "name"  # a name that would lead there: a teacher, a club
    OTHER = "other"


class Place(Row):
    """An address, a number or a name that leads to someone. Structured, so that a protection holds everywhere (A1)."""

    __tablename__ = "place"
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"), index=True)
    kind: Mapped[PlaceKind]
    name: Mapped[str] = mapped_column(default="")  # 'Lightwell Primary'
    lines: Mapped[str] = mapped_column(default="")  # 'Flat 3, 14 Beacon Rise'
    town: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    also: Mapped[str] = mapped_column(default="")  # further words that would lead there, separated by ';'
    ended_because: Mapped[str | None]
    lock_version: Mapped[int] = mapped_column(default=1)


class PlacePerson(Row):
    """Whose place it is."""

    __tablename__ = "place_person"
    place_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("place.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))


class PlaceProtection(Row):
    """From whom it is protected. A document for that person, and any screen turned to them, never holds it."""

    __tablename__ = "place_protection"
    place_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("place.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    because: Mapped[str] = mapped_column(default="")


class NameWord(Row):
    """A distinct word of somebody's name; `people` is only for planning the search and is never shown."""

    __tablename__ = "name_word"
    word: Mapped[str] = mapped_column(String(40), unique=True)
    people: Mapped[int] = mapped_column(default=0)


class NameKey(Row):
    __tablename__ = "name_key"
    key: Mapped[str] = mapped_column(String(16))
    word_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("name_word.id"))
    __table_args__ = (UniqueConstraint("key", "word_id"),)


class PersonWord(Row):
    __tablename__ = "person_word"
    word_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("name_word.id"))
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    family_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("family.id"))
    __table_args__ = (UniqueConstraint("word_id", "person_id", "family_id"),)
