"""Who was hurt, and whether a plan leaves it to them. Pure.

A written agreement that asks a victim to police the person who harms them is unsafe practice in domestic abuse (domain.md
3.7): the full plan and the immediate plan both say so when most of the rules are theirs.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from practice.families.queries import People
from practice.records.queries import Row

WHY = ("In domestic abuse a plan that asks the one who was hurt to hold back the one who hurt them is unsafe: when it breaks, "
       "they are blamed. Rules belong to whoever did the harm, and to the people around them.")


def hurt_adults(harms: Iterable[Row], people: People) -> list[UUID]:
    """Adults to whom harm was done, by somebody else, in the record's order."""
    rows = list(harms)
    hurt = {key for row in rows for key in row.body.to_whom} - {key for row in rows for key in row.body.by_whom}
    return [person.id for person in people.values() if person.id in hurt and not person.is_child]


def carrying(doers: Sequence[UUID], hurt: Iterable[UUID]) -> list[tuple[UUID, int]]:
    """(who was hurt, how many rules are theirs) of those who do more than half of the rules; one rule alone is no pattern."""
    return [(key, doers.count(key)) for key in hurt if len(doers) > 1 and doers.count(key) * 2 > len(doers)]
