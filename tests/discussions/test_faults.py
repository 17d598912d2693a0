"""What goes wrong in a meeting: opened by two, handed in too late, a part that ends in the middle; and what time could tell."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event

from practice.access import commands as access
from practice.access.models import Information, Part
from practice.core import audit, clock
from practice.core.db import db
from practice.core.errors import RuleBroken
from practice.discussions import commands, queries
from practice.discussions.commands import Deciding, Given, NewSeat
from practice.discussions.models import Attendance, SeatRole
from practice.documents.making import make_ready
from practice.documents.material import gather
from practice.families.queries import sight_of
from tests.discussions.conftest import PERSONA, Table, hold_one
from tests.house.things import dump


@pytest.fixture
def second(app, world) -> Table:
    """Priya leads too: two facilitators; and Nell, Slate and Ines write a danger statement."""
    with app.app_context():
        table = hold_one(world, coral=False)
        with table.acts("ines"):
            table.seats["priya"] = commands.add_seat(table.id, NewSeat(SeatRole.FACILITATOR, world.users["priya"], because="Leads"))
        with table.acts("tom"):
            commands.mark_seat(table.id, table.seats["priya"], Attendance.PRESENT)
        table.go_to("dangers")
        return table


def test_two_facilitators_who_both_press_open_it_once(app, client, second):
    tom, priya = client(PERSONA["tom"]), client("other family’s worker")
    with app.app_context():
        for name in ("ines", "nell", "slate"):
            second.hand_in(name, f"WORDS{name}")
    buttons = [who.get(second.path).hidden(f"{second.path}/open") for who in (tom, priya)]
    for who, sent in ((tom, buttons[0]), (priya, buttons[1]), (tom, buttons[0])):
        who.post(f"{second.path}/open", sent, key=sent["submission_key"])
    assert len(dump(app)["discussion_opening"]) == 1
    assert sum("discussion.round_opened" in line for line in dump(app)["audit_event"]) == 1
    for who in (tom, priya):
        page = who.get(second.path)
        assert page.words.count("“WORDSnell”") == 1


def test_what_no_page_of_ours_sends_is_told_so_and_never_breaks(app, client, second):
    """Figures by the thousand, a line that is not there, NUL, a body that is no form: an answer in words, nothing half kept."""
    nell, path, many = client(PERSONA["nell"]), f"{second.path}/seats/{second.seats['nell']}/hand-in", "9" * 5000
    place = {"stage_no": "3", "round_no": "1", "words": "NELLS\x00 WORDS"}
    for odd, status in ({"round_no": many}, 422), ({"stage_no": many}, 404):
        nell.post(path, {**place, **odd}, expect=status)
    nell.post(path, {**place, "ends": many, "lock_version": many})
    with app.app_context():
        assert [one.words for one in queries.entries_of(second.id, (second.seats["nell"],))] == ["NELLS WORDS"]
        for name in ("ines", "slate"):
            second.hand_in(name, f"WORDS{name}")
        second.open()
        entry = next(one.id for one in queries.entries_of(second.id, ()) if one.seat_id == second.seats["nell"])
    tom, before = client(PERSONA["tom"]), len(dump(app)["discussion_event"])
    for line in (many, "1", "-1", "x"):
        tom.post(f"{second.path}/pick", {"about": str(entry), "words": f"take {line}"}, expect=404)
    tom.post(f"{second.path}/step", {"stage_no": many})
    answer = tom.http.post(f"{second.path}/notes/3", json={"words": 5, "submission_key": [1]}, headers={"X-CSRFToken": tom.token()})
    assert answer.status_code == 303 and len(dump(app)["discussion_event"]) == before, "nothing was sent, so nothing was written"


def test_words_that_come_after_the_opening_are_kept_and_stand_beside_the_round_marked_so(app, client, second):
    nell, path = client(PERSONA["nell"]), f"{second.path}/seats/{second.seats['nell']}/hand-in"
    page = nell.get(second.path)
    with app.app_context():
        for name in ("ines", "slate"):
            second.hand_in(name, f"WORDS{name}")
        with second.acts("tom"):
            commands.pass_round(second.id, second.seats["nell"], second.place, "has no signal", by_leader=True)
        second.open()
    late = nell.post(path, {**page.hidden(path), "words": "LATE WORDS"}, key="once", expect=422)
    assert "The group has moved on" in late.words
    assert late.typed("words") == "LATE WORDS"
    assert "LATE WORDS" not in client(PERSONA["tom"]).get(second.path).text, "nobody saw them yet"
    with app.app_context():
        after = f"/after/{second.now().frame.place('dangers')}/1"
    nell.post(f"{second.path}/seats/{second.seats['nell']}{after}", {**late.hidden(after), "words": "LATE WORDS"}, key="twice")
    nell.post(f"{second.path}/seats/{second.seats['nell']}{after}", {**late.hidden(after), "words": "LATE WORDS"}, key="twice")
    words = client(PERSONA["tom"]).get(second.path).words
    assert words.count("LATE WORDS") == 1
    assert "Nell Frost passed: has no signal" in words, "what was so at the opening stays so"
    assert "Nell Frost added after the opening: “LATE WORDS”" in words


def on_paper(world, table):
    """{name: number} as the mother's paper of the outcome shows them, once the group has decided."""
    table.go_to("options")
    with table.acts("ines"):
        wait, _ = (commands.add_option(table.id, title) for title in ("Wait", "Do nothing more"))
        commands.ask_about(table.id, wait)
    table.go_to("stances")
    for name in ("ines", "nell", "slate"):
        table.hand_in(name, choice="agree")
    table.open()
    with table.acts("tom"):
        commands.decide(table.id, commands.Deciding(wait, "We wait", "Court first", "Tom Larder", "manager",
                                                    clock.today() + timedelta(days=14)))
    sight = sight_of(world.family, world.users["ines"])
    material = gather(sight, world.people["Marina"], "discussion-outcome", draft=False)
    return {one.name: one.number for scale in make_ready(material, "standard").paper.scales for one in scale.numbers}


def test_who_passes_when_asked_again_keeps_their_first_number_marked_so(app, world):
    with app.test_request_context():
        table = hold_one(world, coral=False)
        table.go_to("scale")
        for name, value in (("ines", 3), ("slate", 4), ("nell", 7)):
            table.hand_in(name, value=value, why="Seen")
        table.open()
        with table.acts("tom"):
            commands.ask_again(table.id, table.place.stage, table.place.round, "")
        for name in ("ines", "slate"):
            table.hand_in(name, value=5, why="Heard")
        with table.acts("tom"):
            commands.pass_round(table.id, table.seats["nell"], table.place, "had to go", by_leader=True)
        table.open()
        numbers = on_paper(world, table)
    assert numbers["Nell Frost"] == "7, given before we talked"
    assert len(numbers) == 3 and sorted(numbers.values())[:2] == ["5", "5"]


def test_a_number_that_comes_after_the_opening_from_one_who_passed_is_on_the_paper_marked_so(app, world):
    with app.test_request_context():
        table = hold_one(world, coral=False)
        table.go_to("scale")
        place = table.place
        for name in ("ines", "slate"):
            table.hand_in(name, value=3, why="Seen")
        with table.acts("tom"):
            commands.pass_round(table.id, table.seats["nell"], place, "had no signal", by_leader=True)
        table.open()
        with table.acts("nell"):
            commands.hand_in(table.id, table.seats["nell"], place, Given(value=7, why="Seen on Thursday"), after=True)
        numbers = on_paper(world, table)
    assert numbers["Nell Frost"] == "7, given later"
    assert len(numbers) == 3


def test_nobody_decides_while_words_lie_in_a_round_that_is_not_open(app, client, second):
    """The group went back to a step that it had left out, and one wrote there: the decision waits until it was read."""
    with app.app_context():
        second.go_to("options")
        with second.acts("ines"):
            way = commands.add_option(second.id, "No visits until court")
            commands.add_option(second.id, "Nothing more than now")
            commands.ask_about(second.id, way)
        second.go_to("stances")
        for name in ("ines", "nell", "slate"):
            second.hand_in(name, choice="agree")
        second.open()
        second.go_to("goals")
        second.hand_in("nell", "NELLS GOAL")
        new = Deciding(way, "No visits", "Court is hard", "Tom", "manager", clock.today() + timedelta(days=9))
        with second.acts("tom"), pytest.raises(RuleBroken, match="Open this round first"):
            commands.decide(second.id, new)
        for name in ("ines", "slate"):
            with second.acts("tom"):
                commands.pass_round(second.id, second.seats[name], second.place, "Has said it", by_leader=True)
        second.open()
        with second.acts("tom"):
            commands.decide(second.id, new)
    assert "NELLS GOAL" in client(PERSONA["ines"]).get(second.path).words


@pytest.mark.parametrize("wrote", [True, False])
def test_a_part_that_ends_in_the_middle_loses_no_word_and_keeps_nobody_waiting(app, client, world, wrote):
    with app.app_context():
        table = hold_one(world, coral=False)
        with table.acts("ines"):
            table.seats["priya"] = commands.add_seat(table.id, NewSeat(SeatRole.PARTICIPANT, world.users["priya"],
                                                                       kinds=frozenset({Information.STORY}), because="housing"))
        with table.acts("tom"):
            commands.mark_seat(table.id, table.seats["priya"], Attendance.PRESENT)
        table.go_to("dangers")
        for name in ("ines", "nell", "slate"):
            table.hand_in(name, f"WORDS{name}")
        if wrote:
            table.hand_in("priya", "WORDSpriya")
    priya, tom = client("other family’s worker"), client(PERSONA["tom"])
    page, path = priya.get(table.path), f"{table.path}/seats/{table.seats['priya']}/hand-in"
    sent = page.hidden(path)
    with app.app_context(), audit.acting_as(world.users["tom"]):
        part = next(seat.part_id for seat in queries.seats_of(table.id) if seat.id == table.seats["priya"])
        access.end_part(part, world.family, "Changed her work")
    priya.post(path, {**sent, "words": "too late"}, key="late", expect=404)
    priya.get(table.path, expect=404)
    if not wrote:
        assert "Waiting for Priya Sandal" in tom.get(table.path).words
        tom.post(f"{table.path}/seats/{table.seats['priya']}/mark", {"mark": "absent", "because": "Her part has ended"})
    button = tom.get(table.path).hidden(f"{table.path}/open")
    tom.post(f"{table.path}/open", button, key=button["submission_key"])
    words = tom.get(table.path).words
    assert words.count("“WORDSpriya”") == int(wrote), "what she gave before is a view like the others"
    assert "too late" not in words


def test_a_discussion_can_be_ended_after_its_seats_are_over(app, world, second):
    """A seat's own end passes where nobody ended the discussion; that end stays as it was."""
    with app.app_context():
        part_id = next(seat.part_id for seat in queries.seats_of(second.id) if seat.id == second.seats["priya"])
        ended = db.session.get(Part, part_id).to_on
        with clock.at(clock.now() + timedelta(days=60)), second.acts("tom"):
            commands.end(second.id)
        db.session.expire_all()
        assert db.session.get(Part, part_id).to_on == ended


def test_nothing_is_read_for_another_that_would_take_longer_for_long_words(app, world, second):
    """No time can tell what the database was never asked for: the same statements, and the same rows to the letter."""
    def asked_as(name: str):
        statements = []
        engine = app.extensions["engine"]

        def count(_, __, statement, values, *___):
            statements.append((statement, repr(values)))

        event.listen(engine, "before_cursor_execute", count)
        try:
            with second.acts(name):
                seats = () if name == "tom" else (second.seats[name],)
                rows = queries.entries_of(second.id, seats)
        finally:
            event.remove(engine, "before_cursor_execute", count)
        db.close()
        return statements, [(one.seat_id, one.words, one.value, one.why, one.author, one.id) for one in rows]

    with app.app_context():
        second.hand_in("nell", "short")
        short = {name: asked_as(name) for name in ("tom", "ines", "slate")}
        with clock.at(clock.now() + timedelta(minutes=1)):
            second.hand_in("nell", "long words " * 2000, seen=1)
        long = {name: asked_as(name) for name in ("tom", "ines", "slate")}
    for name, (statements, rows) in long.items():
        assert statements == short[name][0]
        assert {row[1:] for row in rows} == {("", None, "", "", None)}, f"{name} was handed something of another’s words"


def test_no_page_grows_with_what_another_wrote(app, client, second):
    """A length tells as much as a time: page and beat of the others stay as long as they are, whatever is handed in again."""
    def lengths():
        answers = {}
        for name in ("tom", "ines", "slate"):
            page = client(PERSONA[name]).get(second.path).text
            beat = client(PERSONA[name]).get(f"/discussions/{second.id}/now/0-0/now", htmx="beat").text
            answers[name] = [len(re.sub(r"/now/[^\"]+", "", text)) for text in (page, beat)]
        return answers

    with app.app_context():
        second.hand_in("nell", "short")
    short = lengths()
    with app.app_context():
        second.hand_in("nell", "long words " * 2000, seen=1)
    assert lengths() == short
    own = client(PERSONA["nell"]).get(second.path).text  # what is measured is there, and long
    assert len(own) > short["ines"][0] + 20000


def test_no_button_reaches_words_that_are_not_open(app, client, second):
    """Whoever learnt the id of what another wrote takes nothing with it: no line, no proposal, no idea, no other seat's box."""
    with app.app_context():
        entry = second.hand_in("nell", "WORDSnell that nobody read")
    ines, nells = client(PERSONA["ines"]), f"{second.path}/seats/{second.seats['nell']}"
    for words in ("take 0", "leave 0", "send 0"):
        ines.post(f"{second.path}/pick", {"about": str(entry), "words": words}, expect=404)
    for number in (0, 1):
        ines.get(f"{second.path}/ideas/{entry}/{number}", expect=404)
    ines.post(f"{nells}/hand-in", {"stage_no": "3", "round_no": "1", "lock_version": "1", "words": "other words"}, expect=403)
    ines.get(f"{nells}/hand-in", expect=403)
    kept = dump(app)
    assert [name for name, rows in kept.items() if any("WORDSnell" in row for row in rows)] == ["discussion_entry"]
    assert not [row for row in kept["discussion_event"] if str(entry) in row or entry.hex in row]
    with app.app_context():
        for name in ("ines", "slate"):
            second.hand_in(name, f"WORDS{name}")
        second.open()
    ines.post(f"{second.path}/pick", {"about": str(entry), "words": "take 0"})  # the same button, once it is open
    assert [row for row in dump(app)["discussion_event"] if str(entry) in row or entry.hex in row]
