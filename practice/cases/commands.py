"""Beginning a family with a contact, further contacts, closing and opening again; who works with it, as one change each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from practice.access import commands as access
from practice.access.models import Information, PartKind
from practice.accounts.models import Agency, Role, User
from practice.cases.models import Contact, LeadChange
from practice.core import audit, clock
from practice.core.db import command, db
from practice.core.errors import NotKnown, RuleBroken
from practice.core.ids import new_id
from practice.families import commands as families
from practice.families.commands import MemberFacts, NewFamily, PersonFacts
from practice.families.models import BirthKnown, Family, Member, Person, Standing


@dataclass(frozen=True, slots=True)
class NewContact:
    """Who said what, when, in their words; what was decided, by whom and why."""

    received_on: date
    from_whom: str
    their_words: str
    source_code: str = ""
    decision: str = ""
    decided_because: str = ""
    decided_by: str = ""
    decided_on: date | None = None


@command
def begin_family(name: str, children: Sequence[str | tuple[str, date | None]], contact: NewContact, *, reference: str = "",
                 team_id: UUID | None = None) -> UUID:
    """Open a family with the contact that began it and the children (names, or names with a date of birth); returns it.

    Whoever opens it holds its first part until it is allocated; the managers of their team see it from the first day.
    """
    _check(contact)
    me = audit.actor()
    team_id = team_id or (db.session.scalar(select(User.team_id).where(User.id == me)) if me else None)
    family_id = families.open_family(NewFamily(name, opened_on=contact.received_on, team_id=team_id, reference=reference))
    facts = []
    for child in children:
        called, born_on = child if isinstance(child, tuple) else (child, None)
        if called.strip():
            facts.append(PersonFacts(called, born_on=born_on, birth_known=_known(born_on)))
            if (age := families.grown_up_at(facts[-1], clock.today())) is not None:
                raise RuleBroken("born_on", f"{called}: That makes them {age}, and a child is under 18. Check the date; if it is "
                                            "right, leave the line out and add them as a grown-up on the page People")
    families.add_people(family_id, [(one, MemberFacts(Standing.CHILD, is_index=True)) for one in facts])
    add_contact(family_id, contact)
    if team_id is not None:
        for manager_id in db.session.scalars(select(User.id).where(
                User.team_id == team_id, User.role == Role.MANAGER, User.is_active_account.is_(True), User.id != me)).all():
            access.give_part(family_id, manager_id, PartKind.MANAGER, "Manages the team that opened the record")
    return family_id


def _known(born_on: date | None) -> BirthKnown:
    return BirthKnown.EXACT if born_on is not None else BirthKnown.UNKNOWN


@command
def add_contact(family_id: UUID, new: NewContact) -> UUID:
    """Write down a contact. Raises RuleBroken for a day to come or a decision without its reason."""
    _check(new)
    return _write(family_id, new)


def _check(new: NewContact) -> None:
    if new.received_on > clock.today():
        raise RuleBroken("received_on", "Give the day on which they told us: today or before")
    if not new.their_words.strip():
        raise RuleBroken("their_words", "Write what they said, in their words")
    if new.decision.strip() and not new.decided_because.strip():
        raise RuleBroken("decided_because", "Say why this was decided")
    if new.decision.strip() and not new.decided_by.strip():
        raise RuleBroken("decided_by", "Say who decided")
    if new.decided_on is not None and not new.received_on <= new.decided_on <= clock.today():
        raise RuleBroken("decided_on", "Give a day between the contact and today")


def _write(family_id: UUID, new: NewContact) -> UUID:
    contact = Contact(id=new_id(), family_id=family_id, received_on=new.received_on, from_whom=new.from_whom.strip(),
                      source_code=new.source_code, their_words=new.their_words.strip(), decision=new.decision.strip(),
                      decided_because=new.decided_because.strip(), decided_by=new.decided_by.strip(),
                      decided_on=new.decided_on, recorded_by=audit.actor(), recorded_at=clock.now())
    db.session.add(contact)
    db.session.flush()
    audit.record("contact.added", family_id=family_id, about=contact.id)
    return contact.id


@command
def close(family_id: UUID, seen: int, because: str, on: date) -> None:
    """Close the record with the reason. The reason stays among the contacts, whatever comes later."""
    family = db.session.get(Family, family_id)
    if family is None:
        raise NotKnown
    if not family.is_open:
        raise RuleBroken("", "This record is closed already")
    families.close_family(family_id, seen, because, on)
    _write(family_id, NewContact(on, _my_name(), "", decision="Closed", decided_because=because, decided_by=_my_name(),
                                 decided_on=clock.today()))


@command
def reopen(family_id: UUID, seen: int, because: str) -> None:
    """Open a closed record again with the reason, which stands among the contacts beside the one for closing."""
    if not because.strip():
        raise RuleBroken("because", "Say why it is opened again")
    family = db.session.get(Family, family_id)
    if family is None:
        raise NotKnown
    if family.is_open:
        raise RuleBroken("", "This record is open already")
    families.reopen_family(family_id, seen)
    today = clock.today()
    _write(family_id, NewContact(today, _my_name(), "", decision="Opened again", decided_because=because,
                                 decided_by=_my_name(), decided_on=today))


def _my_name() -> str:
    me = audit.actor()
    return (db.session.scalar(select(User.name).where(User.id == me)) if me else None) or "The app"


# Who works with this family

@command
def allocate(family_id: UUID, user_id: UUID, because: str, from_on: date | None = None) -> None:
    """Allocate the family to one worker, who leads from then on and stands in the record as its lead practitioner."""
    _own_worker(user_id)
    access.allocate(family_id, user_id, because, from_on)
    name_lead(family_id, stand_in_record(family_id, user_id), because, from_on)


@command
def name_lead(family_id: UUID, person_id: UUID, because: str, on: date | None = None) -> None:
    """Name the lead practitioner, with the reason: any professional of the record. They lead at once; ON is today or before.

    A child protection plan is led by a social worker of the council (Working Together to Safeguard Children): RuleBroken
    for anybody else. What the lead may see and write follows from their part, which is given beside it.
    """
    on = on or clock.today()
    if not because.strip():
        raise RuleBroken("because", "Say why")
    if on > clock.today():  # the family rings whom the page names: nobody stands there before their day
        raise RuleBroken("from_on", "Who is named here leads at once. Give today or an earlier day; for a later one "
                                    "come back on it")
    family = db.session.get(Family, family_id)
    if family is None:
        raise NotKnown
    if family.status.casefold().startswith("child protection plan") and not _is_council_social_worker(family_id, person_id):
        raise RuleBroken("person_id", "A child protection plan is led by a social worker of the council. Choose one, or change "
                                      "the family’s status first if the plan has ended")
    families.set_lead(family_id, person_id)
    db.session.add(LeadChange(family_id=family_id, person_id=person_id, because=because.strip(), on=on, by_id=audit.actor(),
                              recorded_at=clock.now()))


def _is_council_social_worker(family_id: UUID, person_id: UUID) -> bool:
    """By the job in the record; one who signs in must be of the council itself."""
    line = db.session.execute(
        select(Member.label, Agency.is_own).join(Person, Person.id == Member.person_id)
        .outerjoin(User, User.id == Person.user_id).outerjoin(Agency, Agency.id == User.agency_id)
        .where(Member.family_id == family_id, Member.person_id == person_id)).first()
    return line is not None and "social worker" in line.label.casefold() and line.is_own is not False


@command
def cover(family_id: UUID, user_id: UUID, because: str, to_on: date, from_on: date | None = None) -> None:
    """Let somebody cover until TO_ON: they see and write everything until then, and nothing after."""
    _own_worker(user_id)
    if to_on < clock.today():
        raise RuleBroken("to_on", "Give today or a later day as the last one")
    access.give_part(family_id, user_id, PartKind.COVER, because, from_on=from_on, to_on=to_on)


def _own_worker(user_id: UUID) -> None:
    line = db.session.execute(select(User.role, User.is_active_account, Agency.is_own).join(
        Agency, Agency.id == User.agency_id).where(User.id == user_id)).first()
    if line is None or not line.is_active_account or not line.is_own or line.role not in {Role.PRACTITIONER, Role.MANAGER}:
        raise RuleBroken("user_id", "Choose a worker from the list")


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who is asked in, under which agreement, for what, and what they will see."""

    user_id: UUID
    because: str
    asked: str
    kinds: frozenset[Information]
    agreement_id: UUID | None = None
    dangers: tuple[UUID, ...] = ()
    may_write: bool = False
    to_on: date | None = None


@command
def invite(family_id: UUID, new: Invitation) -> UUID:
    """Give a specialist a part, and put them into the record as one of the professionals."""
    if not new.asked.strip():
        raise RuleBroken("asked", "Say what is asked of them")
    if not new.kinds:
        raise RuleBroken("kinds", "Choose at least one kind of information")
    if new.to_on is not None and new.to_on < clock.today():
        raise RuleBroken("to_on", "Give today or a later day as the last one")
    part_id = access.give_part(family_id, new.user_id, PartKind.SPECIALIST, new.because, to_on=new.to_on, kinds=new.kinds,
                               may_write=new.may_write, asked=new.asked, agreement_id=new.agreement_id,
                               dangers=new.dangers)
    stand_in_record(family_id, new.user_id)
    return part_id


@command
def stand_in_record(family_id: UUID, user_id: UUID) -> UUID:
    """The person of an account among the family's professionals; put there when they are not yet. One person everywhere."""
    user = db.session.execute(select(User.name, User.job, User.phone, Agency.name.label("agency")).join(
        Agency, Agency.id == User.agency_id).where(User.id == user_id)).one()
    person_id = db.session.scalar(select(Person.id).where(Person.user_id == user_id).order_by(Person.id).limit(1))
    member = MemberFacts(Standing.PROFESSIONAL, label=user.job, agency=user.agency, from_on=clock.today())
    if person_id is None:
        return families.add_person(family_id, PersonFacts(user.name, phone=user.phone), member, user_id=user_id)
    if db.session.scalar(select(Member.id).where(Member.family_id == family_id, Member.person_id == person_id)) is None:
        families.join_person(family_id, person_id, member)
    return person_id
