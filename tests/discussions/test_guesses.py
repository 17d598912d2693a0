"""What a presenter guesses for one who is not in the room: kept as a guess, by whom for whom, and never that person's number."""

from datetime import timedelta

import pytest

from practice.core import clock
from practice.core.errors import RuleBroken
from practice.discussions import commands
from practice.discussions.commands import Deciding, Given, NewDiscussion, NewSeat
from practice.discussions.judging.commands import agree_ends, carry
from practice.discussions.models import SeatRole
from practice.mapping.queries import given
from tests.discussions.conftest import PERSONA, SEATS, Table
from tests.discussions.test_outcome import words_for

VALUES = {"ines": 3, "nell": 4, "slate": 6}


@pytest.fixture
def table(app, world) -> Table:
    """At the step of numbers, about the danger. Ines brings Marina's words; Coral is in the room without a device."""
    with app.app_context():
        table = Table(None, world, {})
        with table.acts("ines"):
            table.id = commands.ask(world.family, NewDiscussion("group-mapping", "Help me", clock.today(), "10.00", decides=True))
            for name, role in SEATS:
                table.seats[name] = commands.add_seat(table.id, NewSeat(role, world.users[name], may_decide=name == "tom"))
            for name, brought in (("Marina", table.seats["ines"]), ("Coral", None)):
                table.seats[name] = commands.add_seat(table.id, NewSeat(SeatRole.FAMILY, person_id=world.people[name],
                                                                        brought_by=brought))
        with table.acts("tom"):
            commands.begin(table.id)
        table.go_to("scale")
        with table.acts("ines"):
            agree_ends(table.id, table.place, danger_id=world.records["danger"], aloud=True)
    return table


def everyone(table, *, guess: int | None = 9):
    for name, value in VALUES.items():
        table.hand_in(name, value=value, why=f"WHY {name}")
    table.hand_in("Coral", value=2, why="WHY Coral")
    if guess is not None:
        brings(table, guess, "GUESSWHY she rings at night", is_guess=True)


def brings(table, value, why, *, is_guess, **more):
    with table.acts("ines"):
        commands.hand_in(table.id, table.seats["Marina"], table.place, Given(value=value, why=why, is_guess=is_guess), **more)


def on_scale(world):
    return [(one.person_id, one.value, one.guessed_by) for one in given(world.family, [world.records["scale"]])]


def test_whoever_brings_a_number_says_whose_it_is(app, client, world, table):
    ines, url = client(PERSONA["ines"]), f"{table.path}/seats/{table.seats['Marina']}/hand-in"
    page = ines.get(table.path)
    assert "I guess that Marina Harbour would say it" in page.words
    assert page.words.count("Whose number is it?") == 1, "nobody guesses their own"
    sent = {**page.hidden(f"{table.seats['Marina']}/hand-in"), "value": "9", "why": "GUESSWHY"}
    answer = ines.post(url, sent, key=sent["submission_key"], expect=422)
    assert "Choose whose number it is" in answer.words
    again = answer.hidden(f"{table.seats['Marina']}/hand-in")
    ines.post(url, {**sent, **again, "whose": "guess"}, key=again["submission_key"], expect=303)
    with app.app_context():
        everyone(table, guess=None)
        table.open()
    seen = client(PERSONA["nell"]).get(table.path).words
    assert "Ines Tidewell thinks Marina Harbour would say 9: GUESSWHY" in seen[seen.index("Guesses"):]


def test_a_guess_is_no_number_of_the_round(app, client, table):
    nell = client(PERSONA["nell"])
    with app.app_context():
        everyone(table)
    assert "GUESSWHY" not in nell.get(table.path).words, "not before the opening"
    with app.app_context():
        table.open()
    page = nell.get(table.path)
    assert "From 2 (Coral Harbour) to 6 (Ms Slate)." in page.words
    rows = page.words.partition("Why that number")[2].partition("Numbers stay as given")[0]
    assert "WHY Coral" in rows and "Marina" not in rows


def test_it_reaches_the_scale_as_a_guess_by_whom_for_whom(app, client, world, table):
    with app.app_context():
        everyone(table)
        table.open()
        place, before = table.place, len(on_scale(world))
    people = world.people
    page = client(PERSONA["ines"]).get(f"{table.path}/numbers/7/1")
    assert "9, a guess by Ines Tidewell: it never counts as Marina Harbour’s own" in page.words
    with app.app_context(), table.acts("ines"):
        assert carry(table.id, place) == 3
        assert set(on_scale(world)[before:]) == {(people["Ines"], 3, None), (people["Coral"], 2, None),
                                                 (people["Marina"], 9, people["Ines"])}
        brings(table, 5, "OWNWHY she told me since", is_guess=False, after=True)
        assert carry(table.id, place) == 1
        assert on_scale(world)[-1] == (people["Marina"], 5, None)
        assert carry(table.id, place) == 0
    mapping = client(PERSONA["ines"]).get(f"/families/{world.family}/mapping").words
    assert "Ines thinks Marina would say 9" in mapping and "GUESSWHY" not in mapping and "OWNWHY" in mapping


def test_nobody_guesses_for_one_who_is_in_the_room(app, table):
    with app.app_context(), table.acts("tom"), pytest.raises(RuleBroken, match="ask for their own number"):
        commands.hand_in(table.id, table.seats["Coral"], table.place, Given(value=4, why="x", is_guess=True))


def test_a_paper_says_that_it_is_a_guess_and_tells_it_to_nobody_else_of_the_family(app, world, table):
    with app.test_request_context():
        everyone(table)
        table.open()
        table.go_to("options")
        with table.acts("tom"):
            first, _ = (commands.add_option(table.id, words) for words in ("Stay", "Go"))
            commands.ask_about(table.id, first)
        table.go_to("stances")
        for name in ("ines", "nell", "slate", "Coral"):
            table.hand_in(name, choice="agree")
        with table.acts("tom"):
            commands.pass_round(table.id, table.seats["Marina"], table.place, "Was not asked", by_leader=True)
        table.open()
        table.go_to("decision")
        with table.acts("tom"):
            commands.add_action(table.id, commands.NewAction("Ines", "rings Marina", clock.today(), table.seats["ines"]))
            commands.decide(table.id, Deciding(first, "They stay", "It holds", "Tom Larder", "manager",
                                               clock.today() + timedelta(days=14)))
        assert "9, a guess" in words_for(world, "Ines")
        assert "Guessed by Ines" in words_for(world, "Ines")
        mine = words_for(world, "Marina")
        assert "You: Ines guessed it" in mine and "You were not there." in mine and "brought your words" not in mine
        assert "guess" not in words_for(world, "Coral") and "Marina" not in words_for(world, "Coral").replace("rings Marina", "")
