"""The family tree of a record, from its people and who they are to each other."""

from uuid import UUID

from sqlalchemy import bindparam, select

from practice.core.db import db
from practice.families.genogram import Figure, Genogram, Tie, draw
from practice.families.models import BirthKnown, Relationship
from practice.families.queries import People

TIES = (select(Relationship.kind, Relationship.a_id, Relationship.b_id, Relationship.ended_because)
        .where(Relationship.family_id == bindparam("family_id")).order_by(Relationship.id))


def tree_of(family_id: UUID, people: People, called: str) -> Genogram:
    """Draw the kin of a family (nobody who is there for their work, nor friends and neighbours without a tie)."""
    ties = [Tie(line.kind.value, str(line.a_id), str(line.b_id), ended=line.ended_because is not None)
            for line in db.session.execute(TIES, {"family_id": family_id})]
    tied = {end for tie in ties for end in (tie.a, tie.b)}
    figures = [Figure(str(person.id), person.short_name, person.sex.value, person.age,
                      person.born_on.year if person.born_on else None, person.died_on.year if person.died_on else None,
                      is_index=person.is_index, is_unborn=person.birth_known is BirthKnown.EXPECTED,
                      is_dead=person.died_on is not None, home=person.home or None,
                      home_is_protected=person.home_is_protected)
               for person in people.kin if str(person.id) in tied or person.is_index]
    known = {figure.id for figure in figures}
    return draw(figures, [tie for tie in ties if tie.a in known and tie.b in known], title=called)
