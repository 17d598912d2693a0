"""A family of the demonstration, read back out of the database: what a person would have to type to write it all down."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from practice.accounts.models import User
from practice.cases.models import Contact
from practice.core import audit
from practice.core.db import db
from practice.families.commands import MemberFacts, PersonFacts
from practice.families.commands.people import facts_of
from practice.families.models import Family, Member, Person, Place, Relationship
from practice.families.queries import place_rows, sight_of
from practice.mapping.kinds import MAPPING_KINDS
from practice.mapping.models import Rating
from practice.records import queries as records
from practice.records.queries import Row
from practice.safety.kinds import PLAN_KINDS
from practice.safety.models import PlanTest, Stance

PLACE = ("name", "lines", "town", "postcode", "phone", "email", "also")


@dataclass(frozen=True)
class Loaded:
    """Everything in its final state. `called` names people and records as the forms list them, by id."""

    name: str
    status: str
    lead: UUID
    contact: dict[str, Any]
    people: dict[UUID, tuple[PersonFacts, MemberFacts]]
    ties: list[dict[str, Any]]
    places: list[dict[str, Any]]
    rows: list[Row]
    rests: dict[UUID, tuple[UUID, ...]]
    ratings: list[dict[str, Any]]
    tests: list[dict[str, Any]]
    stances: list[dict[str, Any]]
    called: dict[UUID, str]

    def of(self, *kinds: str) -> list[Row]:
        """Live rows of these kinds, kind by kind, as they were written."""
        return [row for kind in kinds for row in self.rows if row.kind == kind and not row.is_withdrawn]


def loaded(app: Flask, name: str, login: str) -> Loaded:
    """The family called NAME as LOGIN, its lead, sees it."""
    with app.app_context():
        user = db.session.scalars(select(User.id).where(User.login == login)).one()
        family = db.session.scalars(select(Family).where(Family.name == name)).one()
        with audit.acting_as(user):
            sight = sight_of(family.id, user)
            assert sight is not None
            rows = records.current(family.id, sight.part, (*MAPPING_KINDS, *PLAN_KINDS, "story"))
            members = db.session.execute(select(Person, Member).join(Member, Member.person_id == Person.id).where(
                Member.family_id == family.id).order_by(Member.position, Member.id)).all()
            rests: dict[UUID, tuple[UUID, ...]] = {}
            for start, end, kind in records.links(family.id):
                if kind == "rests_on":
                    rests[start] = (*rests.get(start, ()), end)
            plan = records.snapshots(family.id, "plan")[0]
            places = {place.id: place for place in db.session.scalars(select(Place).where(Place.family_id == family.id))}
            found = Loaded(
                family.name, family.status, next(member.person_id for _, member in members if member.is_lead),
                _lines(select(*Contact.__table__.c).where(Contact.family_id == family.id))[0],
                {person.id: facts_of(person, member) for person, member in members},
                _lines(select(*Relationship.__table__.c).where(Relationship.family_id == family.id)
                       .order_by(Relationship.id)),
                [{"kind": row.kind, "whose": row.whose, "protected_from": row.protected_from,
                  **{field: getattr(places[row.id], field) for field in PLACE}} for row in place_rows(family.id)],
                rows, rests,
                _lines(select(*Rating.__table__.c).where(Rating.family_id == family.id)
                       .order_by(Rating.on, Rating.recorded_at, Rating.id)),
                _lines(select(*PlanTest.__table__.c).where(PlanTest.family_id == family.id)
                       .order_by(PlanTest.on, PlanTest.recorded_at, PlanTest.id)),
                _lines(select(*Stance.__table__.c).where(Stance.snapshot_id == plan.id).order_by(Stance.recorded_at)),
                {person.id: person.name for person, _ in members}
                | {row.id: getattr(row.body, "title", "") or row.body.words for row in rows})
            db.close()
        return found


def _lines(statement: Any) -> list[dict[str, Any]]:
    return [dict(line) for line in db.session.execute(statement).mappings()]
