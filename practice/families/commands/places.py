"""Addresses, numbers and names that lead to someone, and from whom they are protected."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from uuid import UUID

from sqlalchemy import delete, select

from practice.core import audit
from practice.core.db import command, db, hold
from practice.core.errors import Clash, NotKnown, RuleBroken
from practice.core.ids import new_id
from practice.families.commands.saved import last_saved
from practice.families.models import Member, Place, PlaceKind, PlacePerson, PlaceProtection

# Why somebody opened a protected place; the trail keeps the word, never an address.
REASONS = {"visit": "To go there", "ring": "To ring or write to them", "check": "To check that it is right",
           "tell_police": "To tell the police or another service", "document": "To check a document"}


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    kind: PlaceKind
    name: str = ""
    lines: str = ""
    town: str = ""
    postcode: str = ""
    phone: str = ""
    email: str = ""
    also: str = ""  # further words that would lead there, separated by ';'


@command
def add_place(family_id: UUID, facts: PlaceFacts, whose: Iterable[UUID], *,
              protected_from: Iterable[UUID] = (), because: str = "") -> UUID:
    """Put a place on record. PROTECTED_FROM are the people whom it must never reach, BECAUSE says why."""
    place = Place(id=new_id(), family_id=family_id, **_clean(facts))
    db.session.add(place)
    db.session.flush()
    _set_people(place, family_id, list(whose), list(protected_from), because)
    audit.record("place.added", family_id=family_id, about=place.id, detail={"kind": facts.kind.value})
    return place.id


@command
def change_place(family_id: UUID, place_id: UUID, seen: int, facts: PlaceFacts, whose: Iterable[UUID], *,
                 protected_from: Iterable[UUID] = (), because: str = "") -> None:
    """Change a place. Raises Clash when someone saved first."""
    place = _held(family_id, place_id, seen)
    new = _clean(facts)
    changed = [name for name, value in new.items() if getattr(place, name) != value]
    for name, value in new.items():
        setattr(place, name, value)
    _set_people(place, family_id, list(whose), list(protected_from), because)
    place.lock_version += 1
    audit.record("place.changed", family_id=family_id, about=place_id, detail={"fields": changed})


@command
def end_place(family_id: UUID, place_id: UUID, seen: int, because: str) -> None:
    """A place is no longer in use. It stays protected: an old address still leads somewhere."""
    if not because.strip():
        raise RuleBroken("because", "Say why it ends, such as “moved on 12 September”")
    place = _held(family_id, place_id, seen)
    place.ended_because = because.strip()
    place.lock_version += 1
    audit.record("place.ended", family_id=family_id, about=place_id)


@command
def show_place(family_id: UUID, place_id: UUID, reason: str) -> None:
    """Put on the trail that someone opened a protected place, and for what."""
    if reason not in REASONS:
        raise RuleBroken("reason", "Choose what you need it for")
    kind = db.session.scalar(select(Place.kind).where(Place.id == place_id, Place.family_id == family_id))
    if kind is None:
        raise NotKnown
    audit.record("place.shown", family_id=family_id, about=place_id, detail={"because": reason, "kind": kind.value})


def _held(family_id: UUID, place_id: UUID, seen: int) -> Place:
    place = db.session.get(Place, place_id)
    if place is None or place.family_id != family_id:
        raise NotKnown
    hold(place)
    if place.lock_version != seen:
        theirs = PlaceFacts(**{field.name: getattr(place, field.name) for field in fields(PlaceFacts)})
        raise Clash(*last_saved(place_id), theirs, place.lock_version)
    return place


def _clean(facts: PlaceFacts) -> dict[str, object]:
    clean = {field.name: getattr(facts, field.name) for field in fields(PlaceFacts)}
    clean = {name: value.strip() if isinstance(value, str) else value for name, value in clean.items()}
    if not any(value for name, value in clean.items() if name != "kind"):
        raise RuleBroken("lines", "Write the address, the number or the name of the place")
    return clean


def _set_people(place: Place, family_id: UUID, whose: list[UUID], protected_from: list[UUID], because: str) -> None:
    known = set(db.session.scalars(select(Member.person_id).where(Member.family_id == family_id)))
    if not set(whose) <= known or not whose:
        raise RuleBroken("whose", "Choose whose place it is")
    if not set(protected_from) <= known:
        raise RuleBroken("protected_from", "Choose from the people of this family")
    if set(whose) & set(protected_from):
        raise RuleBroken("protected_from", "A place cannot be protected from the one whose place it is")
    if protected_from and not because.strip():
        raise RuleBroken("because", "Say why it is protected")
    db.session.execute(delete(PlacePerson).where(PlacePerson.place_id == place.id))
    db.session.execute(delete(PlaceProtection).where(PlaceProtection.place_id == place.id))
    db.session.add_all(PlacePerson(place_id=place.id, person_id=person) for person in dict.fromkeys(whose))
    db.session.add_all(PlaceProtection(place_id=place.id, person_id=person, because=because.strip())
                       for person in dict.fromkeys(protected_from))
    db.session.flush()
