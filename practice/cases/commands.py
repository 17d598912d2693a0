"""Beginning a family with a contact, and further contacts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from practice.cases.models import Contact
from practice.core import audit, clock
from practice.core.db import command, db
from practice.core.errors import RuleBroken
from practice.core.ids import new_id
from practice.families.commands import MemberFacts, NewFamily, PersonFacts, add_person, open_family
from practice.families.models import Standing


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
def begin_family(name: str, children: Sequence[str], contact: NewContact, *, reference: str = "",
                 team_id: UUID | None = None) -> UUID:
    """Open a family with the contact that began it and the children's names; returns the family.

    Whoever opens it holds its first part until it is allocated.
    """
    family_id = open_family(NewFamily(name, opened_on=contact.received_on, team_id=team_id, reference=reference))
    for child in children:
        if child.strip():
            add_person(family_id, PersonFacts(child), MemberFacts(Standing.CHILD, is_index=True))
    add_contact(family_id, contact)
    return family_id


@command
def add_contact(family_id: UUID, new: NewContact) -> UUID:
    """Write down a contact. Raises RuleBroken for a day to come or a decision without its reason."""
    if new.received_on > clock.today():
        raise RuleBroken("received_on", "Give the day on which they told us: today or before")
    if not new.their_words.strip():
        raise RuleBroken("their_words", "Write what they said, in their words")
    if new.decision.strip() and not new.decided_because.strip():
        raise RuleBroken("decided_because", "Say why this was decided")
    if new.decided_on is not None and not new.received_on <= new.decided_on <= clock.today():
        raise RuleBroken("decided_on", "Give a day between the contact and today")
    contact = Contact(id=new_id(), family_id=family_id, received_on=new.received_on, from_whom=new.from_whom.strip(),
                      source_code=new.source_code, their_words=new.their_words.strip(), decision=new.decision.strip(),
                      decided_because=new.decided_because.strip(), decided_by=new.decided_by.strip(),
                      decided_on=new.decided_on, recorded_by=audit.actor(), recorded_at=clock.now())
    db.session.add(contact)
    db.session.flush()
    audit.record("contact.added", family_id=family_id, about=contact.id)
    return contact.id
