"""The small world with its names indexed, as the room's commands leave them."""

import pytest

from practice.core.db import command, db
from practice.families import commands
from practice.families.models import Person


@command
def _index_everyone():
    for person in db.session.query(Person).all():
        commands.index_names(person)


@pytest.fixture
def world(app, world):
    with app.app_context():
        _index_everyone()
    return world
