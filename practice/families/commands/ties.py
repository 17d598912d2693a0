"""Who people are to each other: directed, dated, with who said so."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select

from practice.core import audit
from practice.core.db import command, db, hold
from practice.core.errors import NotKnown, RuleBroken
from practice.core.ids import new_id
from practice.families.commands.families import hold_family
from practice.families.commands.people import YOUNGEST_PARENT, age_at_birth
from practice.families.models import Member, Person, Relation, Relationship

# A relation in which both sides are alike: stored once, whichever way round it was said.
BOTH_WAYS = frozenset({Relation.MARRIED, Relation.LIVING_TOGETHER, Relation.SEPARATED, Relation.DIVORCED,
                       Relation.SIBLING, Relation.TWIN, Relation.IDENTICAL_TWIN, Relation.CLOSE, Relation.DISTANT,
                       Relation.CONFLICT, Relation.CUT_OFF, Relation.MENDING})
PARENTS = frozenset({Relation.PARENT, Relation.ADOPTIVE_PARENT, Relation.STEP_PARENT, Relation.FOSTER_PARENT})


@dataclass(frozen=True, slots=True)
class NewTie:
    """A is KIND of B: a is a parent of b, a has hurt b. Dates are as people say them: '2017', 'about March 2024'."""

    a_id: UUID
    kind: Relation
    b_id: UUID
    from_text: str = ""
    to_text: str = ""
    said_by: str = ""


@command
def add_relationship(family_id: UUID, new: NewTie) -> UUID:
    """Say who two people of the family are to each other.

    Raises RuleBroken where somebody is tied to themselves, twice in the same way, or a child is as old as its parent.
    """
    if new.a_id == new.b_id:
        raise RuleBroken("b_id", "Choose two different people")
    hold_family(family_id)
    people = {line.id: line for line in db.session.execute(
        select(Person.id, Person.short_name, Person.born_on).join(Member, Member.person_id == Person.id)
        .where(Member.family_id == family_id, Person.id.in_([new.a_id, new.b_id])))}
    for field, person_id in (("a_id", new.a_id), ("b_id", new.b_id)):
        if person_id not in people:
            raise RuleBroken(field, "Choose somebody of this family")
    a, b = people[new.a_id], people[new.b_id]
    if _standing(family_id, new) is not None:
        raise RuleBroken("kind", f"This is on record already for {a.short_name} and {b.short_name}")
    if new.kind in PARENTS:
        _check_parent(family_id, new, a.short_name, b.short_name)
        if new.kind is Relation.PARENT and a.born_on and b.born_on and a.born_on >= b.born_on:
            raise RuleBroken("b_id", f"{b.short_name} is as old as {a.short_name} or older, so cannot be {a.short_name}’s"
                                     " child. Check both dates of birth, or turn them round")
        if new.kind is Relation.PARENT and a.born_on and b.born_on and (
                age := age_at_birth(a.born_on, b.born_on)) < YOUNGEST_PARENT:
            raise RuleBroken("b_id", f"{a.short_name} would have been {age} when {b.short_name} was born."
                                     " Check both dates of birth")
    tie = Relationship(id=new_id(), family_id=family_id, a_id=new.a_id, b_id=new.b_id, kind=new.kind,
                       from_text=new.from_text.strip(), to_text=new.to_text.strip(), said_by=new.said_by.strip())
    db.session.add(tie)
    db.session.flush()
    audit.record("relationship.added", family_id=family_id, about=tie.id, detail={"kind": new.kind.value})
    return tie.id


@command
def end_relationship(family_id: UUID, tie_id: UUID, because: str, to_text: str = "") -> None:
    """Take a tie out of use: it is over, or it was put down wrongly. It stays listed with the reason."""
    tie = db.session.get(Relationship, tie_id)
    if tie is None or tie.family_id != family_id:
        raise NotKnown
    if not because.strip():
        raise RuleBroken("because", "Say why it ends, or what was wrong about it")
    hold(tie)
    if tie.ended_because is not None:
        raise RuleBroken("", "This has ended already. It stays listed with the reason that was given")
    tie.ended_because = because.strip()
    tie.to_text = to_text.strip() or tie.to_text
    audit.record("relationship.ended", family_id=family_id, about=tie_id, detail={"kind": tie.kind.value})


def _standing(family_id: UUID, new: NewTie) -> UUID | None:
    pair = (Relationship.a_id == new.a_id) & (Relationship.b_id == new.b_id)
    turned = (Relationship.a_id == new.b_id) & (Relationship.b_id == new.a_id)
    return db.session.scalar(select(Relationship.id).where(
        Relationship.family_id == family_id, Relationship.kind == new.kind, Relationship.ended_because.is_(None),
        or_(pair, turned) if new.kind in BOTH_WAYS else pair))


def _check_parent(family_id: UUID, new: NewTie, a: str, b: str) -> None:
    """Nobody is their own ancestor; nobody has three birth parents."""
    lines = db.session.execute(select(Relationship.a_id, Relationship.b_id, Relationship.kind).where(
        Relationship.family_id == family_id, Relationship.ended_because.is_(None), Relationship.kind.in_(PARENTS))).all()
    children: dict[UUID, list[UUID]] = {}
    for line in lines:
        children.setdefault(line.a_id, []).append(line.b_id)
    ahead, seen = [new.b_id], set()
    while ahead:
        person_id = ahead.pop()
        if person_id == new.a_id:
            raise RuleBroken("b_id", f"{a} comes after {b} in this family, so cannot be {b}’s parent. Turn them round")
        if person_id not in seen:
            seen.add(person_id)
            ahead += children.get(person_id, [])
    birth = [line for line in lines if line.b_id == new.b_id and line.kind is Relation.PARENT]
    if new.kind is Relation.PARENT and len(birth) >= 2:
        raise RuleBroken("kind", f"{b} has two birth parents on record. Choose adoptive, step or foster parent, or end one"
                                 " of the two first")
