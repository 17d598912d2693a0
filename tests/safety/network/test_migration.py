"""Who was told stood beside a person as one date: it becomes a telling, whoever counted becomes a member, and no word is lost."""

import json
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError

from practice.core.db import db
from tests.make.old_tables import tables

BEFORE, SINCE = "0005", "0006"
NOON = datetime(2026, 10, 12, 12, tzinfo=UTC)
# name -> (in the network, told on, heard it from)
PEOPLE = {"Coral": (True, date(2026, 9, 30), "Marina, with Ines"), "Pearl": (True, None, ""),
          "Nell": (False, date(2026, 10, 1), "Glen"), "Skye": (False, None, "Nan"), "Callum": (False, None, "")}


@pytest.fixture
def migrations(bare_app):
    """The migrations of an empty database, which stands just before there was a network."""
    with bare_app.app_context():
        alembic = bare_app.extensions["alembic"]
        alembic.downgrade(BEFORE)
        db.close()
        yield alembic


def fill(connection):
    """A family with the five people; {person id: name}."""
    family, ids = uuid4(), {}
    families, person, member = tables(connection, "family", "person", "member")
    connection.execute(insert(families).values(id=family, name="Harbour", reference="H", status="", is_open=True,
                                               opened_on=date(2026, 9, 7), created_at=NOON, lock_version=1))
    texts = dict.fromkeys(("legal_name", "known_as", "say_it", "gender", "pronouns", "language", "interpreter", "communication",
                           "safe_contact", "phone", "search"), "")
    for number, (name, (counts, on, heard)) in enumerate(PEOPLE.items()):
        ids[made := uuid4()] = name
        connection.execute(insert(person).values(id=made, name=name, short_name=name, birth_known="unknown", sex="unknown",
                                                 large_print=False, lock_version=1, **texts))
        connection.execute(insert(member).values(
            id=uuid4(), family_id=family, person_id=made, standing="adult", is_index=False, label="", agency="", home="",
            home_is_protected=False, parental_responsibility="", in_network=counts, knows_danger_on=on, knows_danger_from=heard,
            is_lead=False, position=number))
    return ids


def members(connection, ids):
    record, revision = tables(connection, "record", "revision")
    lines = connection.execute(select(record.c.info, revision.c.body).join(revision, revision.c.record_id == record.c.id)
                               .where(record.c.kind == "network_member").order_by(record.c.position)).all()
    return [(ids[next(key for key in ids if str(key) == body["person"])], info, body) for info, text_of in lines
            for body in [json.loads(text_of)]]


def test_a_date_becomes_a_telling_and_whoever_counted_a_member(migrations):
    with db.engine.begin() as connection:
        ids = fill(connection)
    migrations.upgrade(SINCE)
    with db.engine.begin() as connection:
        (told,) = tables(connection, "told_danger")
        assert {ids[line.person_id]: (line.on, line.by_whom, line.danger_id) for line in connection.execute(select(told))} == {
            "Coral": (date(2026, 9, 30), "Marina, with Ines", None), "Nell": (date(2026, 10, 1), "Glen", None)}
        found = members(connection, ids)
        assert [(name, info, body.get("ring", "outer")) for name, info, body in found] == [
            ("Coral", "plan", "inner"), ("Pearl", "plan", "outer"), ("Skye", "plan", "middle")]
        assert "Nan" in found[2][2]["ring_because"]
        assert "knows_danger_on" not in tables(connection, "member")[0].c
    with pytest.raises(DBAPIError), db.engine.begin() as connection:
        connection.execute(text("UPDATE told_danger SET by_whom = ''"))


def test_the_way_back_keeps_the_day_and_who_told_and_the_way_forth_makes_nobody_twice(migrations):
    with db.engine.begin() as connection:
        ids = fill(connection)
    migrations.upgrade(SINCE)
    migrations.downgrade(BEFORE)
    with db.engine.begin() as connection:
        (member,) = tables(connection, "member")
        back = {ids[line.person_id]: (bool(line.in_network), line.knows_danger_on, line.knows_danger_from)
                for line in connection.execute(select(member))}
        assert back == PEOPLE | {"Skye": (True, None, "")}  # where Skye heard it stands in her record
    migrations.upgrade(SINCE)
    with db.engine.begin() as connection:
        assert [name for name, _, _ in members(connection, ids)] == ["Coral", "Pearl", "Skye"]
    migrations.upgrade()
