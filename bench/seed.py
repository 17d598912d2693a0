"""Many invented families, written in bulk: for measuring how pages and search behave when a database is full.

Names are made of invented syllables, crowded on purpose; the search was not tuned on them.
"""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, insert, select

from practice.access.models import Information, Part, PartKind
from practice.core.ids import new_id
from practice.families import names
from practice.families.models import BirthKnown, Family, Member, NameKey, NameWord, Person, PersonWord, Sex, Standing
from practice.mapping.kinds import DangerStatement, SafetyGoal
from practice.records.bodies import to_json
from practice.records.models import Record, Revision

ONSETS = ("B", "Br", "D", "F", "G", "Gr", "H", "J", "K", "L", "M", "N", "P", "R", "S", "St", "T", "Tr", "V", "W")
VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
ENDS = ("n", "l", "r", "s", "th", "rd", "nna", "ley", "wen", "mir", "ska", "don", "by", "ck", "ve")
BATCH = 2000
NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)


def name(chance: random.Random, parts: int) -> str:
    middle = "".join(chance.choice(ONSETS).lower() + chance.choice(VOWELS) for _ in range(parts - 1))
    return chance.choice(ONSETS) + chance.choice(VOWELS) + middle + chance.choice(ENDS)


def seed(engine: Engine, families: int, workers: list[UUID], team_id: UUID | None) -> list[tuple[str, date, UUID]]:
    """Write FAMILIES families of 4 people with a danger and a goal; a third of them is WORKERS[0]'s duty list.

    Returns (name, date of birth, person id) of 2,000 people whom WORKERS[0] may know of.
    """
    chance = random.Random(7)
    first = [name(chance, 1) for _ in range(900)]
    last = [name(chance, 2) for _ in range(9000)]
    known: list[tuple[str, date, UUID]] = []
    words: dict[str, UUID] = {}
    tables: dict[Any, list[dict[str, Any]]] = {}

    def put(model: Any, **values: Any) -> None:
        tables.setdefault(model, []).append(values)

    def flush(connection: Any) -> None:
        for model in (Family, Person, NameWord, NameKey, Member, PersonWord, Part, Record, Revision):
            if rows := tables.pop(model, None):
                connection.execute(insert(model.__table__), rows)

    def word_id(connection: Any, word: str) -> UUID:
        if word not in words:
            words[word] = connection.scalar(select(NameWord.id).where(NameWord.word == word)) or new_id()
            if connection.scalar(select(NameWord.id).where(NameWord.id == words[word])) is None:
                put(NameWord, id=words[word], word=word, people=0)
                for key in names.keys(word):
                    put(NameKey, id=new_id(), key=key[:16], word_id=words[word])
        return words[word]

    with engine.connect().execution_options(writes=True) as connection:
        for number in range(families):
            if number % BATCH == 0:
                flush(connection)
                connection.commit()
            surname = chance.choice(last)
            family_id = new_id()
            put(Family, id=family_id, name=surname, reference=f"Z{number:07d}", status="", is_open=True, team_id=team_id,
                opened_on=date(2026, 1, 5), lock_version=1, created_at=NOW, closed_because=None, closed_on=None)
            for position in range(4):
                whole = f"{chance.choice(first)} {surname}"
                born = date(1960, 1, 1) + timedelta(days=chance.randrange(24_000))
                person_id = new_id()
                plain = names.plain(whole)
                put(Person, id=person_id, name=whole, short_name=whole.partition(' ')[0], legal_name="", known_as="", say_it="",
                    born_on=born, birth_known=BirthKnown.EXACT, died_on=None, sex=Sex.UNKNOWN, gender="", pronouns="",
                    language="", interpreter="", communication="", large_print=False, safe_contact="", phone="",
                    user_id=None, search=plain, lock_version=1)
                put(Member, id=new_id(), family_id=family_id, person_id=person_id, position=position,
                    standing=Standing.CHILD if position == 0 else Standing.ADULT, is_index=position == 0, label="",
                    agency="", home="", home_is_protected=False, parental_responsibility="",
                    is_lead=False, from_on=None, to_on=None)
                for word in set(plain.split()):
                    put(PersonWord, id=new_id(), word_id=word_id(connection, word), person_id=person_id,
                        family_id=family_id)
                if number % 3 == 0 and len(known) < 2000:
                    known.append((whole, born, person_id))
            danger, goal = new_id(), new_id()
            for record_id, kind, parent, body in (
                    (danger, "danger", None, DangerStatement(words=f"We worry about {surname}.", title="A worry")),
                    (goal, "goal", danger, SafetyGoal(words="Somebody sober is there each night."))):
                put(Record, id=record_id, family_id=family_id, kind=kind, parent_id=parent, position=1,
                    info=Information.STORY, number=1, lock_version=1, created_at=NOW, withdrawn_at=None,
                    withdrawn_by=None, withdrawn_because=None)
                put(Revision, id=new_id(), record_id=record_id, number=1, kind=kind, body=to_json(body), author_id=None,
                    recorded_at=NOW)
            # A third belongs to a second desk whose parts the searcher holds; the rest is not theirs to know of.
            put(Part, id=new_id(), family_id=family_id, user_id=workers[0] if number % 3 == 0 else workers[1],
                kind=PartKind.DUTY, may_write=True, kinds=" ".join(sorted(info.value for info in Information)),
                is_lead=False, asked="", because="measurement", from_on=date(2026, 1, 5), to_on=None, agreement_id=None,
                made_by=None, made_at=NOW, ended_because=None)
        flush(connection)
        connection.commit()
    return known


def misspell(chance: random.Random, whole: str) -> str:
    """One slip in each word: a letter left out, doubled, swapped with the next or replaced."""
    made = []
    for word in whole.split():
        at = chance.randrange(1, max(len(word) - 1, 2))
        slip = chance.randrange(4)
        if slip == 0:
            word = word[:at] + word[at + 1:]
        elif slip == 1:
            word = word[:at] + word[at] + word[at:]
        elif slip == 2 and at + 1 < len(word):
            word = word[:at] + word[at + 1] + word[at] + word[at + 2:]
        else:
            word = word[:at] + chance.choice("aeiounrst") + word[at + 1:]
        made.append(word)
    return " ".join(made)
