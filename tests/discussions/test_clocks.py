"""Clocks change: a server’s clock is set back, an hour is left out in spring. What was done last stands, and no time is wrong."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from practice.core import clock
from practice.core.errors import Clash
from practice.discussions import commands, queries
from practice.discussions.commands import Given, NewAction
from practice.discussions.kinds import Noted, Picked
from practice.discussions.outcome import commands as outcome
from tests.discussions.conftest import PERSONA


@contextmanager
def later(**by):
    with clock.at(clock.now() + timedelta(**by)):
        yield


def test_a_clock_that_is_set_back_puts_nothing_old_in_place_of_what_is_new(app, client, world, table):
    with app.app_context():
        stage = table.now().stage
        with later(minutes=2), table.acts("ines"):
            commands.note(table.id, stage, 0, "WRITTEN FIRST")
        with later(hours=-1), table.acts("ines"):
            commands.note(table.id, stage, 1, "WRITTEN SECOND")
        with later(hours=-2), table.acts("tom"):
            with pytest.raises(Clash) as clash:
                commands.note(table.id, stage, 1, "by one who saw the first")
            assert clash.value.theirs == "WRITTEN SECOND"
            commands.note(table.id, stage, 2, "WRITTEN THIRD")
        notes = [one.what.words for one in queries.events_of(table.id) if isinstance(one.what, Noted)]
    assert notes == ["WRITTEN FIRST", "WRITTEN SECOND", "WRITTEN THIRD"]
    page = client(PERSONA["ines"]).get(table.path)
    assert "WRITTEN THIRD" in page.words
    assert "WRITTEN FIRST" not in page.words and "WRITTEN SECOND" not in page.words


def test_the_last_tap_holds_when_the_clock_was_set_back_between_two(app, table):
    with app.app_context():
        table.go_to("dangers")
        entry = table.hand_in("ines", "He waits at the school")
        for name in ("nell", "slate", "Coral"):
            table.hand_in(name, f"{name}’s")
        table.open()
        with table.acts("ines"):
            commands.pick(table.id, entry, "take")
            with later(minutes=-30):
                commands.pick(table.id, entry, "leave")
        assert [one.what.mark for one in queries.events_of(table.id) if isinstance(one.what, Picked)] == ["take", "leave"]


def test_the_last_word_on_an_action_holds_when_the_clock_was_set_back_between_two(app, client, world, table):
    with app.app_context(), table.acts("ines"):
        action = commands.add_action(table.id, NewAction("Ines", "Ring Coral", clock.today()))
        outcome.done(table.id, action, clock.today(), "FIRST she did not answer")
        with later(minutes=-30):
            outcome.done(table.id, action, clock.today(), "THEN she answered")
    page = client(PERSONA["ines"]).get(table.path)
    assert "THEN she answered" in page.words and "FIRST she did not answer" not in page.words


def test_a_round_that_is_opened_before_it_was_begun_by_the_clock_is_opened_once_with_every_word(app, client, table):
    with app.app_context():
        table.go_to("scale")
        for name, back in (("ines", 0), ("nell", 10), ("slate", 50), ("Coral", 90)):
            with later(minutes=-back):
                table.hand_in(name, value=5, why=f"WHY {name}")
        with later(hours=-2):
            assert table.open()
        with later(hours=1):
            assert not table.open()
            with table.acts("nell"):
                commands.hand_in(table.id, table.seats["nell"], commands.Place(table.now().frame.place("scale"), 1),
                                 Given(value=6, why="moved"), after=True)
        assert [one.why for one in queries.entries_of(table.id, ()) if one.seat_id == table.seats["nell"]] == ["WHY nell", "moved"]
    words = client(PERSONA["tom"]).get(table.path).words
    for name in ("ines", "nell", "slate", "Coral"):
        assert words.count(f"WHY {name}") == 1


def test_no_more_time_is_left_than_the_step_has(app, client, table):
    with later(hours=-3):
        page = client(PERSONA["tom"]).get(table.path)
        assert "About 3 of 3 minutes left." in page.words
        beat = next(one.get("hx-get") for one in page.all("div") if one.get("id") == "beat")
        client(PERSONA["tom"]).get(beat, expect=204)


def test_the_hour_that_is_left_out_in_spring_takes_no_minute_of_a_step(app, client, table):
    before = datetime(2027, 3, 28, 0, 58, tzinfo=UTC)  # at 1.00 it is 2.00 in England
    with app.app_context(), clock.at(before):
        table.go_to("dangers")
    for minutes, says in ((0, "About 5 of 5 minutes left."), (3, "About 2 of 5 minutes left."),
                          (7, "The 5 minutes are over, by 2.")):
        with clock.at(before + timedelta(minutes=minutes)):
            assert says in client(PERSONA["tom"]).get(table.path).words, minutes
