"""A supervision opens with what each specialist heard last, in the parent's own words, and with what was decided last time and what
became of it: on the page of the room itself, as far as each seat's part sees it."""

from datetime import date, timedelta

import pytest

from practice.access.models import Information
from practice.core import audit, clock
from practice.core.db import db
from practice.discussions import commands as discussions
from practice.discussions import queries
from practice.discussions.commands import NewDiscussion, NewSeat
from practice.discussions.models import SeatRole
from practice.discussions.outcome.commands import done
from practice.discussions.programme import commands as programme
from practice.discussions.programme.commands import NewEntry
from practice.discussions.programme.models import ModuleState
from tests.discussions.deciding import decide

SUPERVISION = "motivational-supervision"
ON = date(2026, 11, 20)


def ask(world, framework=SUPERVISION, family=None):
    with audit.acting_as(world.users["ines"]):
        tomorrow = clock.today() + timedelta(days=1)
        made = discussions.ask(world.family, NewDiscussion(framework, "Less from us?", tomorrow, decides=True))
        for login, role in (("tom", SeatRole.FACILITATOR), ("ines", SeatRole.PRESENTER)):
            discussions.add_seat(made, NewSeat(role, world.users[login]))
        # Priya has no part in this family: hers is for this discussion alone, and sees the story, no health.
        discussions.add_seat(made, NewSeat(SeatRole.PARTICIPANT, world.users["priya"], kinds=frozenset({Information.STORY}),
                                           because="Asked"))
        if family:
            discussions.add_seat(made, NewSeat(family, person_id=world.people["Coral"]))
    return f"/families/{world.family}/discussions/{made}", made


@pytest.fixture
def heard(app, world):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        for module, words in (("why", "FIRST"), ("why", "I want them to sleep."), ("mind", "HEALTH-WORDS")):
            who = "tom" if module == "mind" else "ines"
            with audit.acting_as(world.users[who]):
                programme.write(world.family, NewEntry(
                    world.people["Marina"], module, ModuleState.IN_PROGRESS, ON, for_change=words, against_change="I’m tired.",
                    importance=9, confidence=4, child_change="Finn sleeps."))
        db.close()


def test_it_opens_with_the_latest_of_each_itself(app, client, world, heard):
    with app.app_context():
        path, made = ask(world)
        db.close()
    for answer in (client("allocated worker").get(path), client("manager").get(path)):
        words = answer.words
        assert words.index("What each of us heard last") < words.rindex("Seats ")
        for said in ("I want them to sleep.", "I’m tired.", "9 of 10", "4 of 10", "Finn sleeps.", "HEALTH-WORDS"):
            assert said in words, said
        assert "FIRST" not in words
    with app.app_context(), audit.acting_as(world.users["tom"]):
        discussions.begin(made)
    assert "I want them to sleep." in client("manager").get(path).words
    with app.app_context(), audit.acting_as(world.users["tom"]):
        discussions.go_to(made, 0, 1)
    assert "What each of us heard last" not in client("manager").get(path).words


def test_a_group_that_goes_back_to_the_first_step_finds_it_on_its_own_page(app, client, world, heard):
    with app.app_context():
        path, made = ask(world)
        with audit.acting_as(world.users["tom"]):
            discussions.begin(made)
            for stage in range(3):
                discussions.go_to(made, stage, stage + 1)
            for seat in queries.seats_of(made):
                if seat.judges:
                    discussions.pass_round(made, seat.id, discussions.Place(3, 1), "not now", by_leader=True)
            discussions.open_round(made, discussions.Place(3, 1))
            for stage in (3, 2, 1):
                discussions.go_to(made, stage, stage - 1)
        db.close()
    assert "step 1 of" in client("manager").get(path).words  # and no more statements than on any other page


def test_a_seat_reads_what_its_part_sees_and_no_more(app, client, world, heard):
    with app.app_context():
        path, _ = ask(world)
        db.close()
    answer = client("other family’s worker").get(path)
    assert "I want them to sleep." in answer.words
    assert "HEALTH-WORDS" not in answer.text
    assert "/programme" not in answer.text  # a seat opens no page of the family


@pytest.mark.parametrize("role", [SeatRole.FAMILY, SeatRole.PARTICIPANT], ids=lambda role: role.value)
def test_it_is_not_on_the_wall_while_family_sit_in_the_room(app, client, world, heard, role):
    """Whatever their seat is called: Coral is of the family in the record."""
    with app.app_context():
        path, _ = ask(world, family=role)
        db.close()
    assert "I want them to sleep." not in client("manager").get(path).text


def test_no_other_way_of_thinking_opens_with_it(app, client, world, heard):
    with app.app_context():
        path, _ = ask(world, framework="stuck-case")
        db.close()
    assert "I want them to sleep." not in client("manager").get(path).text


def test_it_opens_with_what_was_decided_last_time_and_what_became_of_it(app, client, world):
    with app.app_context():
        decided = decide(world)
        with audit.acting_as(world.users["ines"]):
            done(decided.id, decided.actions[0], clock.today(), "Finn chose the pictures.")
        path, _ = ask(world)
        db.close()
    words = client("allocated worker").get(path).words
    here = words.index("What we decided last time, and what became of it")
    for said in ("DECISION no visits until after court BECAUSE court is the hardest time Decided by Tom Larder, to be looked at "
                 "again Tue 8 Dec", "Finn chose the pictures.", "ACTIONCALLUM goes to the group each week By Thu 3 Dec"):
        assert said in words[here:], said
    # A seat for this discussion alone does not read the one before.
    assert "DECISION" not in client("other family’s worker").get(path).text
