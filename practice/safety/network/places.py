"""What the people pages say of the network: each person's place in words, and what rests on one who is about to leave."""

from uuid import UUID

from practice.access.models import Information
from practice.core import clock
from practice.families.queries import People, Sight
from practice.records import commands as records
from practice.records import queries as reads
from practice.safety import queries
from practice.safety.network.counting import HOLDING, hanging_on, network_of, told_in_words
from practice.safety.network.queries import knows_tellings, rows_seen

RING_WORDS = {"inner": "inner ring: knows everything", "middle": "middle ring: knows something",
              "outer": "outer ring: knows nothing yet"}


def places(sight: Sight, people: People) -> dict[UUID, str]:
    """{person: 'inner ring: knows everything. Danger 1 on 30 Sept'}. Two statements; three for a narrowed part."""
    if not sight.part.sees(Information.PLAN):
        return {}
    ties = queries.ties_of(sight)
    rows = rows_seen(reads.current(sight.family_id, sight.part, ("danger", "network_member")), sight, ties.seen)
    network = network_of(rows, people, ties.seen, clock.today())
    dangers = [row for row in rows if row.kind == "danger" and not row.is_withdrawn]
    numbers = {row.id: number for number, row in enumerate(dangers, 1)}
    found = {}
    for member in network.members:
        if member.person is not None:
            told = told_in_words(member, numbers)
            found[member.person.id] = RING_WORDS[member.row.body.ring] + (
                f". Told {told[:1].lower()}{told[1:]}" if told
                else ". Not told yet what we are worried about" if knows_tellings(sight.part) else "")
    for one in network.told:
        found.setdefault(one.person, "told what we are worried about; not in the network")
    return found


def hanging(sight: Sight, person_id: UUID) -> list[str]:
    """What of the plan rests on a person, as the reader's part sees it. One statement."""
    if not sight.part.sees(Information.PLAN):
        return []
    rows = reads.current(sight.family_id, sight.part, HOLDING, withdrawn=False)
    numbers = {row.id: number for number, row in enumerate((row for row in rows if row.kind == "plan_rule"), 1)}
    return [one.what for one in hanging_on(person_id, rows, numbers, clock.today())]


def keep(family_id: UUID, person_id: UUID, because: str) -> None:
    """Keep why somebody left on whom the plan rests."""
    records.keep(family_id, "person_left", because, person_id)
