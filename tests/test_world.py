"""The small world of the tests stands, and need to know holds in it."""

from datetime import timedelta

import pytest

from practice.access.queries import my_part_in
from practice.core import clock
from tests.client import USERS


def test_each_persona_holds_the_part_that_the_world_gives(app, world):
    with app.app_context():
        held = {name: my_part_in(world.family, world.users[USERS[name][0]]) is not None for name in USERS}
    assert held == {"allocated worker": True, "manager": True, "other family’s worker": False, "excluded worker": False,
                    "health, danger two only": True, "school, plan only": True, "ended agreement": False,
                    "administrator": False}


def test_a_part_ends_with_its_agreement_on_the_next_request(app, world):
    with app.app_context(), clock.at(clock.now() + timedelta(days=200)):
        assert my_part_in(world.family, world.users["nell"]) is None
        assert my_part_in(world.family, world.users["ines"]) is not None


@pytest.mark.parametrize("table", ["revision", "rating", "audit_event"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET id = id"])
def test_the_database_itself_refuses_to_change_what_is_frozen(app, world, table, change):
    engine = app.extensions["engine"]
    with pytest.raises(Exception, match="append-only"), engine.begin() as connection:
        connection.exec_driver_sql(change.format(table))
