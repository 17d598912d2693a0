"""The small world with its names indexed, as the room's commands leave them."""

import pytest

from practice.core import audit
from practice.core.db import command, db
from practice.families import commands
from practice.families.commands import MemberFacts, NewFamily, PersonFacts
from practice.families.models import Person, Standing


@command
def _index_everyone():
    for person in db.session.query(Person).all():
        commands.index_names(person)


@command
def open_family(owner, name, *names):
    """A family that OWNER opened, with children of NAMES; returns its id."""
    with audit.acting_as(owner):
        family_id = commands.open_family(NewFamily(name=name))
        for child in names:
            commands.add_person(family_id, PersonFacts(name=child), MemberFacts(standing=Standing.CHILD, is_index=True))
    return family_id


@pytest.fixture
def world(app, world):
    with app.app_context():
        _index_everyone()
    return world
