"""What of the record stands beside the talk: what the reader's own part sees, no more; the tree and what happened at their step."""

import re
from datetime import timedelta

import pytest

from practice.access.models import Information
from practice.core import clock
from practice.discussions import commands
from practice.discussions.commands import NewSeat
from practice.discussions.models import Attendance, SeatRole
from practice.families.queries import people_of, ties_of
from practice.families.tree import tree_of
from practice.mapping.commands import Said, add_statement
from practice.mapping.kinds import Harm, NextStep, Unknown
from tests.discussions.conftest import PERSONA, hold_one

DANGER, DANGER_TWO = "Callum will come back when he is angry", "when Marina has not slept"
HARM, STRENGTH, BOTTOM, POLICE = "once strangled Marina", "Marina rang 999", "Callum has no contact with Marina", "POLICEWORDS"


@pytest.fixture
def alone(app, world):
    """Nobody of the family is in the room."""
    with app.app_context():
        table = hold_one(world, coral=False)
        with table.acts("ines"):
            add_statement(world.family, "harm", Said(Harm(words=POLICE), info=Information.POLICE))
            add_statement(world.family, "unknown", Said(Unknown(words="UNKNOWNWORDS who drove")))
            add_statement(world.family, "next_step", Said(NextStep(words="STEPWORDS ring the landlord", who=world.people["Ines"])))
        return table


@pytest.mark.parametrize(("persona", "sees", "not_this"), [
    ("ines", (DANGER, HARM, STRENGTH, BOTTOM, POLICE, "UNKNOWNWORDS", "Ines", "STEPWORDS"), ()),
    ("nell", ("when Marina has not slept",), (DANGER, HARM, STRENGTH, BOTTOM, POLICE, "UNKNOWNWORDS")),  # danger two alone
    ("slate", (BOTTOM,), (DANGER, DANGER_TWO, HARM, STRENGTH, POLICE, "UNKNOWNWORDS")),  # the plan alone
])
def test_each_seat_reads_beside_the_talk_what_its_own_part_sees(client, alone, persona, sees, not_this):
    page = client(PERSONA[persona]).get(alone.path)
    assert "What stands in the record, as your part sees it" in page.words
    for words in sees:
        assert words in page.words, words
    for words in not_this:
        assert words not in page.words, words


def test_a_seat_for_this_discussion_alone_reads_the_kinds_that_it_was_given(app, client, world, alone):
    with app.app_context():
        with alone.acts("ines"):
            seat = commands.add_seat(alone.id, NewSeat(SeatRole.PARTICIPANT, world.users["priya"], because="Knows the law",
                                                       kinds=frozenset({Information.PLAN})))
        with alone.acts("tom"):
            commands.mark_seat(alone.id, seat, Attendance.PRESENT)
        alone.go_to("tree")
    page = client("other family’s worker").get(alone.path)
    assert BOTTOM in page.words and DANGER not in page.words and POLICE not in page.words
    assert "does not show its tree" in page.words and "<svg class=\"genogram" not in page.text


def test_the_tree_stands_in_the_room_at_its_step(app, client, alone):
    ines = client(PERSONA["ines"])
    assert "genogram" not in ines.get(alone.path).text
    with app.app_context():
        alone.go_to("tree")
    page = ines.get(alone.path)
    assert '<svg class="genogram' in page.text and "The same in words" in page.words and "Callum" in page.words
    assert "does not show its tree" in client(PERSONA["slate"]).get(alone.path).words


def test_the_busiest_look_at_the_tree_makes_no_more_statements_than_any_page(app, client, alone):
    """A round was opened before, and the look falls on the minute in which a session is noted as seen."""
    with app.app_context():
        alone.go_to("dangers")
        for name in ("ines", "nell", "slate"):
            alone.hand_in(name, f"{name}’s words")
        alone.open()
        alone.go_to("tree")
    ines = client(PERSONA["ines"])
    ines.get("/guidance")
    with clock.at(clock.now() + timedelta(minutes=9)):
        page = ines.get(alone.path)  # the client counts
    assert any("UPDATE user_session" in one for one in page.statements) and '<svg class="genogram' in page.text


def test_what_happened_stands_in_the_room_at_its_step(app, client, alone):
    with app.app_context():
        alone.go_to("worries")
    page = client(PERSONA["ines"]).get(alone.path)
    shown = page.words[page.words.index("What happened, as it stands in the record"):]
    assert HARM in shown and "hands on her neck about 10 seconds" in shown
    nell = client(PERSONA["nell"]).get(alone.path)
    assert HARM not in nell.words and "your part does not show it" in nell.words


def test_with_one_of_the_family_in_the_room_a_shared_screen_hurts_nobody(app, client, world, table):
    with app.app_context():
        table.go_to("tree")
    page = client(PERSONA["tom"]).get(table.path)
    assert "The family’s copy, for one of them is in the room" in page.words
    drawn = next("".join(one.itertext()) for one in page.all("section") if one.get("aria-labelledby") == "tree-head")
    assert "Marina" in drawn
    with app.app_context():
        full, copy = (set(tree_of(people_of(world.family), ties_of(world.family), family_name="Harbour", family_copy=copy).words)
                      for copy in (False, True))
    hurt = full - copy
    assert hurt and not any(sentence in drawn for sentence in hurt)
    with app.app_context():
        table.go_to("worries")
    page = client(PERSONA["tom"]).get(table.path)
    folded = next(one for one in page.all("details") if HARM in "".join(one.itertext()))
    assert folded.get("open") is None and "one of the family is in the room" in "".join(folded.itertext())


def sits_for_the_family(alone):
    """Priya, who has no part in this family, gets a seat as one of it and is present."""
    with alone.acts("ines"):
        seat = commands.add_seat(alone.id, NewSeat(SeatRole.FAMILY, alone.world.users["priya"], because="Uncle",
                                                   kinds=frozenset({Information.STORY, Information.PLAN})))
    with alone.acts("tom"):
        commands.mark_seat(alone.id, seat, Attendance.PRESENT)


def test_one_who_sits_there_for_the_family_gets_nothing_of_the_record(app, client, alone):
    with app.app_context():
        sits_for_the_family(alone)
        alone.go_to("worries")
    for path in (alone.path, f"/discussions/{alone.id}/now/0-0/x"):
        page = client("other family’s worker").get(path, htmx="beat" if "/now/" in path else "")
        assert "What stands in the record" not in page.words
        for words in (DANGER, HARM, STRENGTH, BOTTOM):
            assert words not in page.words


def test_a_poll_reads_the_record_only_when_the_step_is_new(app, client, alone):
    ines = client(PERSONA["ines"])
    page = ines.get(alone.path)
    beat = next(one.get("hx-get") for one in page.all("div") if one.get("id") == "beat")
    with app.app_context(), alone.acts("tom"):
        commands.more_time(alone.id, 2)
    same = ines.get(beat, htmx="beat")
    assert not any("FROM record" in one for one in same.statements) and 'id="picture"' not in same.text
    with app.app_context():
        alone.go_to("tree")
    new = ines.get(beat, htmx="beat")
    assert '<svg class="genogram' in new.text and 'id="record" data-quiet hx-swap-oob="true"' in new.text


def test_what_is_new_in_the_record_is_shown_when_asked_for_and_by_no_poll(app, client, alone):
    ines = client(PERSONA["ines"])
    page = ines.get(alone.path)
    assert re.search(r"As it stood today \d+\.\d\d", page.words)
    with app.app_context(), alone.acts("ines"):
        add_statement(alone.world.family, "unknown", Said(Unknown(words="NEWWORDS who has a key")))
    link = next(one for one in page.all("a") if one.get("id") == "record-new")
    renewed = ines.get(link.get("hx-get"), htmx="record")
    assert "NEWWORDS" in renewed.words and 'id="step"' not in renewed.text and "<details class=\"details\" open" in renewed.text
    assert len(renewed.statements) < len(page.statements)
    whole = ines.get(link.get("href").partition("#")[0])  # with scripts off: the page, with this part unfolded
    assert "NEWWORDS" in whole.words
    assert re.search(r'id="record" data-quiet>\s*<details class="details" open>', whole.text)
    nell = client(PERSONA["nell"]).get(link.get("hx-get"), htmx="record")  # danger two alone
    assert "when Marina has not slept" in nell.words and "NEWWORDS" not in nell.words


def test_one_who_sits_there_for_the_family_is_shown_no_record_when_they_ask_for_it(app, client, alone):
    with app.app_context():
        sits_for_the_family(alone)
    assert client("other family’s worker").get(f"{alone.path}?record=open", htmx="record").words.strip() == ""
