"""Ideas of a systemic discussion: open, supported or dropped, with reason and name; never read by one of the family."""

from datetime import timedelta

import pytest

from practice.access import commands as access
from practice.access.models import Information, PartKind
from practice.core import audit, clock
from practice.core.errors import NotKnown, RuleBroken
from practice.discussions import commands, queries
from practice.discussions.commands import NewSeat
from practice.discussions.ideas.commands import weigh
from practice.discussions.models import Attendance, SeatRole
from tests.discussions.conftest import PERSONA, hold_one

IDEA, OTHER = "IDEAONE he drinks when the visits are called off", "IDEATWO Finn keeps the peace"


@pytest.fixture
def table(app, world):
    """A systemic discussion with a relative who signs in: Priya stands in for one of the family, in a seat of the family."""
    with app.app_context():
        made = hold_one(world, framework="systemic", decides=False)
        with made.acts("ines"):
            made.seats["priya"] = commands.add_seat(made.id, NewSeat(SeatRole.FAMILY, world.users["priya"], because="Uncle"))
        with made.acts("tom"):
            commands.mark_seat(made.id, made.seats["priya"], Attendance.PRESENT)
        made.go_to("hypotheses")
        made.hand_in("ines", f"{IDEA}\n\n{OTHER}")
        for name in ("nell", "slate", "Coral", "priya"):
            with made.acts("tom"):
                commands.pass_round(made.id, made.seats[name], made.place, "listens", by_leader=True)
    return made


def entry_of(table):
    return next(one.id for one in queries.entries_of(table.id, table.seats.values()) if one.words)


def test_an_idea_stands_with_its_reason_and_who_said_so(app, client, world, table):
    with app.app_context():
        entry = entry_of(table)
        table.open()
    nell = client(PERSONA["nell"])
    page = nell.get(table.path)
    assert IDEA in page.words and page.words.count("To be tested") == 2
    path = f"{table.path}/ideas/{entry}/1"
    page = nell.get(path)
    assert OTHER in page.words and IDEA not in page.words
    hidden = page.hidden("/1")
    missing = nell.post(path, {**hidden, "state": "dropped", "because": " "}, key=hidden["submission_key"], expect=422)
    assert "Say why, in a sentence" in missing.words
    hidden = missing.hidden("/1")
    nell.post(path, {**hidden, "state": "dropped", "because": "BECAUSE he sleeps through"}, key=hidden["submission_key"],
              expect=303)
    page = client(PERSONA["ines"]).get(table.path)
    assert "Dropped BECAUSE he sleeps through Nell Frost" in page.words and page.words.count("To be tested") == 1
    # It is tested in the family: after the discussion it can still be said how it stands.
    with app.app_context():
        with table.acts("tom"):
            commands.end(table.id)
        with table.acts("ines"):
            weigh(table.id, entry, 0, "supported", "It was so twice")
    page = client(PERSONA["ines"]).get(table.path)
    assert "Ideas, and how they stand" in page.words and "It was so twice" in page.words
    assert page.words.index(OTHER) > page.words.index("Ideas, and how they stand")


def test_no_idea_before_the_opening_and_none_that_is_not_there(app, client, world, table):
    with app.app_context():
        entry = entry_of(table)
        with table.acts("ines"):
            with pytest.raises(NotKnown):
                weigh(table.id, entry, 0, "supported", "early")
            table.open()
            for line in (2, -1):
                with pytest.raises(NotKnown):
                    weigh(table.id, entry, line, "supported", "no such line")
            with pytest.raises(RuleBroken, match="Choose how it stands"):
                weigh(table.id, entry, 0, "true", "so")
    client(PERSONA["tom"]).get(f"{table.path}/ideas/{entry}/7", expect=404)
    client("excluded worker").get(f"{table.path}/ideas/{entry}/0", expect=404)


def test_one_of_the_family_reads_no_idea_anywhere(app, client, world, table):
    with app.app_context():
        entry = entry_of(table)
        table.open()
        with table.acts("ines"):
            weigh(table.id, entry, 0, "supported", "WHYIDEA it was so")
        seats = (table.seats["priya"],)
        assert all(IDEA not in one.words for one in queries.entries_of(table.id, seats, (table.now().frame.place("hypotheses"),)))
    relative = client("other family’s worker")
    for path in (table.path, f"/discussions/{table.id}/now/0-0/x"):
        answer = relative.get(path, htmx="beat" if "/now/" in path else "")
        for word in ("IDEAONE", "IDEATWO", "WHYIDEA", str(entry)):
            assert word not in answer.text, f"{word} on {path}"
    for method in (relative.get, relative.post):
        method(f"{table.path}/ideas/{entry}/0", expect=404)
    assert "IDEAONE" in client(PERSONA["slate"]).get(table.path).text


def test_the_next_discussion_opens_with_the_ideas_that_nobody_has_settled(app, client, world, table):
    with app.app_context():
        entry = entry_of(table)
        table.open()
        with table.acts("ines"):
            weigh(table.id, entry, 1, "dropped", "He sleeps through")
        with table.acts("tom"):
            commands.end(table.id)
        following = hold_one(world, decides=False, coral=False)
    ines = client(PERSONA["ines"])
    with clock.at(clock.now() + timedelta(minutes=9)):  # the look that notes the session too: 12 statements at most
        page = ines.get(following.path)
    opens = page.words[page.words.index("Ideas still to be tested"):]
    assert IDEA in opens and "Ines Tidewell" in opens and OTHER not in page.words
    link = next(one.get("href") for one in page.all("a") if one.get("href", "").endswith(f"/ideas/{entry}/0"))
    assert IDEA in ines.get(link).words
    assert "Ideas still to be tested" not in client(PERSONA["slate"]).get(following.path).words  # a part that sees the plan alone
    with app.app_context(), following.acts("ines"):
        commands.add_seat(following.id, NewSeat(SeatRole.FAMILY, person_id=world.people["Coral"]))
    page = ines.get(following.path)
    folded = next(one for one in page.all("details") if IDEA in "".join(one.itertext()))
    assert folded.get("open") is None and "open on your own screen only" in "".join(folded.itertext())
    with app.app_context(), table.acts("ines"):
        weigh(table.id, entry, 0, "supported", "It was so twice")
    assert "Ideas still to be tested" not in ines.get(following.path).words


def test_one_who_sits_for_the_family_is_offered_no_idea_then_or_now(app, client, world, table):
    with app.app_context():
        table.open()
        with table.acts("tom"):
            commands.end(table.id)
        with audit.acting_as(world.users["ines"]):  # a part that sees the story: every rule but the seat would let them read
            access.give_part(world.family, world.users["priya"], PartKind.SPECIALIST, "Knows the law", kinds=frozenset(Information))
        following = hold_one(world, decides=False, coral=False)
        with following.acts("ines"):
            seat = commands.add_seat(following.id, NewSeat(SeatRole.FAMILY, world.users["priya"]))
        with following.acts("tom"):
            commands.mark_seat(following.id, seat, Attendance.PRESENT)
    assert "IDEAONE" not in client("other family’s worker").get(following.path).text
    with app.app_context():
        with following.acts("tom"):
            commands.end(following.id)
        third = hold_one(world, decides=False, coral=False)
        with third.acts("ines"):
            seat = commands.add_seat(third.id, NewSeat(SeatRole.PARTICIPANT, world.users["priya"]))
        with third.acts("tom"):
            commands.mark_seat(third.id, seat, Attendance.PRESENT)
    assert "IDEAONE" not in client("other family’s worker").get(third.path).text
