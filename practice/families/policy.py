"""Who may see and change a family. Each loads the thing, or raises NotKnown (not yours to know of) or Refused (why)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_login import current_user
from sqlalchemy import select

from practice.access.models import Information
from practice.accounts.models import Role
from practice.core import audit
from practice.core.db import db
from practice.core.errors import NotKnown, Refused
from practice.families import queries
from practice.families.models import Member, Person, Place, Relationship
from practice.families.queries import InFamily, Sight


def me() -> UUID:
    """The id of the person signed in, or of the one a command line acts for."""
    user_id = audit.actor()
    if user_id is None:
        raise NotKnown
    return user_id


def may_see(family_id: UUID, **_: Any) -> Sight:
    """Anyone who holds a part in the family today, whatever the part."""
    sight = queries.sight_of(family_id, me())
    if sight is None:
        raise NotKnown
    return sight


def may_see_story(family_id: UUID, **_: Any) -> Sight:
    """Those whose part sees the story."""
    sight = may_see(family_id)
    if not sight.part.sees(Information.STORY):
        raise Refused("Your part in this family does not include this page. Ask the lead practitioner what you need.")
    return sight


def may_write(family_id: UUID, **_: Any) -> Sight:
    """Those whose part writes the record."""
    sight = may_see_story(family_id)
    if not sight.part.may_write:
        raise Refused("You can read this. Ask the lead practitioner to change it.")
    return sight


def may_see_addresses(family_id: UUID, **_: Any) -> Sight:
    sight = may_see(family_id)
    if not sight.part.sees(Information.ADDRESS):
        raise Refused("Your part in this family does not include addresses. Ask the lead practitioner.")
    return sight


def may_manage(family_id: UUID, **_: Any) -> Sight:
    """Those who say who is in this family: the allocated worker and the manager's line, and whoever opened it."""
    sight = may_see(family_id)
    if not (sight.part.may_manage or sight.part.is_lead):
        raise Refused("Ask the allocated worker or the team manager to change who is in this family.")
    return sight


def opens_families() -> bool:
    """Is the one who asks a practitioner or a manager?"""
    return current_user.role in {Role.PRACTITIONER, Role.MANAGER}


def may_open_families() -> None:
    """Practitioners and managers may open a family."""
    if not opens_families():
        raise Refused("Practitioners and team managers open families. Ring the duty team.")


@dataclass(frozen=True, slots=True)
class PersonSight(InFamily):
    """One person of a family that the reader may change."""

    person: Person
    member: Member

    @property
    def about_id(self) -> UUID:
        return self.person.id


def may_change_person(family_id: UUID, person_id: UUID, **_: Any) -> PersonSight:
    """Those who write the record, for a person in it."""
    sight = may_write(family_id)
    line = db.session.execute(select(Person, Member).join(Member, Member.person_id == Person.id)
                              .where(Member.family_id == family_id, Person.id == person_id)).first()
    if line is None:
        raise NotKnown
    return PersonSight(sight, line[0], line[1])


@dataclass(frozen=True, slots=True)
class TieSight(InFamily):
    tie: Relationship


def may_change_tie(family_id: UUID, tie_id: UUID, **_: Any) -> TieSight:
    """Those who write the record, for a tie in it that has not ended."""
    sight = may_write(family_id)
    tie = db.session.get(Relationship, tie_id)
    if tie is None or tie.family_id != family_id:
        raise NotKnown
    if tie.ended_because is not None:
        raise Refused("This has ended already. Add it again if it is true once more.")
    return TieSight(sight, tie)


@dataclass(frozen=True, slots=True)
class PlaceSight(InFamily):
    """One place that the reader may open. The trail says which, never where."""

    place: Place

    @property
    def about_id(self) -> UUID:
        return self.place.id


def may_see_place(family_id: UUID, place_id: UUID, **_: Any) -> PlaceSight:
    """Those whose part sees addresses. To everyone else there is no such place."""
    sight = may_see_story(family_id)
    place = db.session.get(Place, place_id)
    if place is None or place.family_id != family_id or not sight.part.sees(Information.ADDRESS):
        raise NotKnown
    return PlaceSight(sight, place)


def may_add_place(family_id: UUID, **_: Any) -> Sight:
    """Those who write the record and whose part sees addresses."""
    may_see_addresses(family_id)
    return may_write(family_id)


def may_change_place(family_id: UUID, place_id: UUID, **_: Any) -> PlaceSight:
    """Those who write the record and whose part sees addresses."""
    seen = may_see_place(family_id, place_id)
    may_write(family_id)
    return seen
