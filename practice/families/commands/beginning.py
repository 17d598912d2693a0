"""Begin a record with its first child, and a parent or carer where one is known: all or nothing."""

from uuid import UUID

from practice.core.db import command
from practice.families.commands.families import NewFamily, open_family
from practice.families.commands.people import MemberFacts, PersonFacts, add_person
from practice.families.models import Standing


@command
def begin_family(new: NewFamily, child: PersonFacts, adult: PersonFacts | None = None, adult_label: str = "") -> UUID:
    """Open a family with its first child (whom the record is about). Raises RuleBroken as the parts do."""
    family_id = open_family(new)
    add_person(family_id, child, MemberFacts(standing=Standing.CHILD, is_index=True))
    if adult is not None:
        add_person(family_id, adult, MemberFacts(standing=Standing.ADULT, label=adult_label))
    return family_id
