"""A team meeting is a list of discussions in order: everyone is shown those in which they hold a seat, and knows when to come for
them and when to go; of another family the list tells how long it takes, and nothing else."""

import re
from datetime import date, timedelta

import pytest
from icalendar import Calendar

from practice.access import commands as access
from practice.access.models import Information, Part, PartKind
from practice.core import audit, clock
from practice.core.db import command, db
from practice.core.errors import Refused, RuleBroken
from practice.discussions import commands as discussions
from practice.discussions import queries
from practice.discussions.commands import NewDiscussion, NewSeat
from practice.discussions.meeting import commands
from practice.discussions.meeting.commands import NewMeeting, Place
from practice.discussions.models import SeatRole
from practice.families.models import Family

ON = date(2026, 12, 8)


@command
def other_family(world):
    """The Quern family, of which only Priya knows."""
    family = Family(name="Quern", reference="F-2026-0099", status="child in need", opened_on=clock.today(),
                    created_at=clock.now())
    db.session.add(family)
    db.session.flush()
    access.give_part(family.id, world.users["priya"], PartKind.ALLOCATED, "Allocated", kinds=frozenset(Information), may_write=True)
    return family.id


@pytest.fixture
def made(app, world):
    """Tom makes it: the Harbour family first (Tom leads, Ines presents, Nell sits for it alone), the Quern family second."""
    with app.app_context():
        with audit.acting_as(world.users["ines"]):
            first = discussions.ask(world.family, NewDiscussion("group-mapping", "Is contact safe?", ON, "14.00", "Room 9"))
            for login, role in (("tom", SeatRole.FACILITATOR), ("ines", SeatRole.PRESENTER), ("nell", SeatRole.PARTICIPANT)):
                discussions.add_seat(first, NewSeat(role, world.users[login], asked=f"ASKED-{login}"))
        quern = other_family(world)
        with audit.acting_as(world.users["priya"]):
            second = discussions.ask(quern, NewDiscussion("stuck-case", "QUERN-QUESTION", ON, "15.00", "QUERN-ROOM"))
            discussions.add_seat(second, NewSeat(SeatRole.FACILITATOR, world.users["priya"]))
        with audit.acting_as(world.users["tom"]):
            meeting = commands.make(NewMeeting(ON, "9.30", "Room 2"))
            items = [commands.put_on(meeting, one, minutes) for one, minutes in ((first, 35), (second, 18))]
        db.close()
    return {"meeting": meeting, "items": items, "first": first, "second": second, "quern": quern}


@pytest.fixture
def path(made):
    return f"/meetings/{made['meeting']}"


def leads(world, login="tom"):
    return audit.acting_as(world.users[login])


def test_of_one_day_the_earlier_hour_stands_first(app, client, world, made):
    with app.app_context():
        with leads(world, "ines"):
            later = discussions.ask(world.family, NewDiscussion("group-mapping", "And at Christmas?", ON, "10.15"))
            discussions.add_seat(later, NewSeat(SeatRole.PRESENTER, world.users["ines"]))
        db.close()
    ines = client("allocated worker")
    for page in (ines.get("/"), ines.get("/discussions")):
        assert "You present: you work with the family" in page.words
        assert page.words.index("Is contact safe?") < page.words.index("And at Christmas?")  # 9.30 and 10.15
    assert "You have a part in one family." in client("health, danger two only").get("/").words


def test_everyone_sees_those_in_which_they_hold_a_seat_and_of_the_others_only_how_long(client, path):
    nell = client("health, danger two only").get(path)
    assert "Harbour: “Is contact safe?”" in nell.words
    assert "ASKED-nell" in nell.words
    assert "Come at about 9.30 for number 1." in nell.words
    assert "Another family About 20 minutes. You need not be there." in nell.words
    priya = client("other family’s worker").get(path)
    assert "Quern: “QUERN-QUESTION”" in priya.words
    assert "Come at about 10.05 for number 2." in priya.words
    for answer, secrets in ((nell, ("Quern", "QUERN", "Priya")), (priya, ("Harbour", "contact safe", "ASKED", "Nell", "Ines"))):
        for secret in secrets:
            assert secret not in answer.text, secret


def test_whoever_leads_the_list_is_told_no_more_of_a_family_that_is_not_theirs(client, path, made):
    tom = client("manager")
    answer = tom.get(path)
    assert "Harbour" in answer.words
    assert "QUERN" not in answer.text
    assert str(made["quern"]) not in answer.text
    assert str(made["second"]) not in answer.text
    order = tom.get(f"{path}/order")
    assert "Minutes for number 2, Another family" in order.words
    assert "QUERN" not in order.text
    assert tom.get(f"{path}/put-on").text.count("QUERN") == 0


@pytest.mark.parametrize(("who", "status"), [("excluded worker", 404), ("school, plan only", 404), ("ended agreement", 404),
                                             ("administrator", 404)])
def test_without_a_seat_there_is_no_meeting(client, path, who, status):
    person = client(who)
    for page in ("", "/calendar", "/order", "/put-on", "/change"):
        person.get(path + page, expect=status)
    person.post(f"{path}/along", {"seen": "-1"}, expect=status)
    if who != "administrator":
        assert "No team meeting asks for you." in person.get("/meetings").words


def test_a_seat_that_ends_takes_the_meeting_away_with_it(app, client, path, world):
    nell = client("health, danger two only")
    nell.get(path)
    with app.app_context():

        @command
        def ends():
            for part in db.session.query(Part).filter_by(user_id=world.users["nell"]):
                part.to_on = clock.today() - timedelta(days=1)

        ends()
        db.close()
    nell.get(path, expect=404)
    assert "No team meeting asks for you." in nell.get("/meetings").words


def test_who_may_make_one(app, client, world, made):
    when = {"planned_on": "9 Dec 2026", "planned_at": "10.00", "place": "Room 2"}
    assert "Make a team meeting" in client("manager").get("/meetings").words
    client("manager").post("/meetings/new", when)
    client("other family’s worker").post("/meetings/new", when)  # leads the time in the Quern discussion
    for who in ("allocated worker", "health, danger two only", "administrator"):
        refused = client(who).get("/meetings/new", expect=403)
        assert "A team manager makes a team meeting" in refused.words
        client(who).post("/meetings/new", when, expect=403)
    assert "Make a team meeting" not in client("allocated worker").get("/meetings").words


def test_an_invited_one_leads_nothing(client, path, made):
    ines = client("allocated worker")
    ines.get(path)
    for page in ("change", "order", "put-on"):
        assert "Tom Larder leads this meeting" in ines.get(f"{path}/{page}", expect=403).words
    ines.post(f"{path}/along", {"seen": "-1"}, expect=403)
    ines.post(f"{path}/items/{made['items'][0]}/off", expect=403)


def test_what_is_on_the_list_is_held_when_the_list_says(app, client, path, made):
    home = client("health, danger two only").get("/")
    assert "Tue 8 Dec, 9.30, Room 2. In a team meeting" in home.words
    with app.app_context():
        found = queries.running(made["second"], made["quern"])
        assert (found[0].planned_at, found[0].place) == ("10.05", "Room 2")


def test_it_is_made_filled_and_ordered_on_its_pages(app, client, world, made):
    with app.app_context(), leads(world, "ines"):
        more = [discussions.ask(world.family, NewDiscussion("stuck-case", words, ON)) for words in ("One?", "Two?")]
        db.close()
    tom = client("manager")
    bad = tom.post("/meetings/new", {"planned_on": "9 Dec 2026", "planned_at": "half ten", "place": "Room 5"}, expect=422)
    assert bad.error_beside("planned_at") == "Write the time like 10.00"
    assert bad.typed("place") == "Room 5"
    past = tom.post("/meetings/new", {"planned_on": "9 Nov 2026", "planned_at": "10.00"}, expect=422)
    assert past.error_beside("planned_on") == "Choose today or a later day"
    path = tom.post("/meetings/new", {"planned_on": "9 Dec 2026", "planned_at": "10.00", "place": "Room 5"}).location
    assert "Nothing is on the list yet." in tom.get(path).words
    form = tom.get(f"{path}/put-on").words
    assert "Harbour: One?" in form
    assert "Is contact safe?" not in form  # it stands on another list
    wrong = tom.post(f"{path}/put-on", {"discussion_id": str(more[0]), "minutes": "a while"}, expect=422)
    assert wrong.error_beside("minutes") == "Give 5 to 240 minutes, in figures"
    tom.post(f"{path}/put-on", {"discussion_id": str(made["first"])}, expect=422)
    for one, minutes in zip(more, ("20", ""), strict=True):
        tom.post(f"{path}/put-on", {"discussion_id": str(one), "minutes": minutes})
    words = tom.get(path).words
    assert words.index("“One?”") < words.index("“Two?”")
    assert "2 about 10.20" in words
    hidden = {key: value for key, value in tom.get(f"{path}/order").hidden().items() if key.startswith("item_")}
    tom.post(f"{path}/order", {**hidden, "place_1": "2", "minutes_1": "15", "place_2": "1", "minutes_2": "10"})
    words = tom.get(path).words
    assert words.index("“Two?”") < words.index("“One?”")
    assert "2 about 10.10" in words
    late = tom.post(f"{path}/order", {**hidden, "place_1": "2", "minutes_1": "15", "place_2": "1", "minutes_2": "10"}, expect=422)
    assert "The list became another one meanwhile" in late.words
    tom.post(f"{path}/change", {"planned_on": "10 Dec 2026", "planned_at": "11.00", "place": ""})
    assert "2 about 11.10" in tom.get(path).words
    item = next(form.get("action") for form in tom.get(path).all("form") if (form.get("action") or "").endswith("/off"))
    tom.post(item)
    words = tom.get(path).words
    assert "“Two?”" not in words
    assert "1 about 11.00" in words


def test_now_moves_along_and_says_who_comes_and_who_goes(client, path, made):
    tom, nell, priya = client("manager"), client("health, danger two only"), client("other family’s worker")
    tom.post(f"{path}/along", {"seen": "-1"})
    tom.post(f"{path}/along", {"seen": "-1"})  # two pressed at once: one step
    assert "Now: a family in which you hold a seat. You go after it." in nell.get(path).words
    assert "Now: another family. You are not asked to be there. Come at about" in priya.get(path).words
    assert "Go on to number 2" in tom.get(path).words
    tom.get(f"{path}/change", expect=403)
    refused = tom.post(f"{path}/items/{made['items'][0]}/off", expect=403)
    assert "has had its turn" in refused.words
    tom.post(f"{path}/along", {"seen": "0"})
    assert "have had their turn. You can go." in nell.get(path).words
    assert "Now: a family in which you hold a seat." in priya.get(path).words
    assert "End the meeting" in tom.get(path).words
    tom.post(f"{path}/along", {"seen": "1"})
    tom.post(f"{path}/along", {"seen": "2"}, expect=403)
    assert "Ended" in nell.get(path).words
    piece = nell.get(path, htmx="list")
    assert piece.is_fragment
    assert "hx-get" not in piece.text  # it has ended: nothing more to look for


def test_a_meeting_that_is_called_off_says_why_to_everyone_asked_and_its_discussions_stay(app, client, path, made, world):
    tom, nell, priya = client("manager"), client("health, danger two only"), client("other family’s worker")
    assert tom.post(f"{path}/call-off", {"because": " "}, expect=422).error_beside("because").startswith("Say why, in a sentence")
    nell.get(f"{path}/call-off", expect=403)
    nell.post(f"{path}/call-off", {"because": "no"}, expect=403)
    tom.post(f"{path}/call-off", {"because": "The building is shut."})
    own = f"/families/{world.family}/discussions/{made['first']}"
    for person, secret in ((nell, "Quern"), (priya, "Harbour")):
        words = person.get(path).words
        assert "Called off: The building is shut." in words and "Not held here" in words and "Come at" not in words
        assert secret not in words
        assert "Its team meeting was called off" in person.get("/discussions").words
        assert "The building is shut." in person.get("/meetings").words
    assert "The team meeting of this day was called off: The building is shut." in nell.get(own).words
    assert "The building is shut." in nell.get("/").words
    for page in ("along", "order", "put-on", "change", "call-off"):  # it is over, in every way
        assert "was called off. Make a new one." in tom.post(f"{path}/{page}", {"seen": "-1"}, expect=403).words
    assert "hx-get" not in nell.get(path, htmx="list").text
    with app.app_context(), leads(world):
        again = commands.make(NewMeeting(ON + timedelta(days=1), "11.00", "Room 3"))
        commands.put_on(again, made["first"], 30)
        db.close()
    words = nell.get("/discussions").words
    assert "In a team meeting" in words and "called off" not in words and "11.00" in words
    assert "was called off" not in nell.get(own).words
    assert "Wed 9 Dec, 11.00" in nell.get(own).words


def test_a_meeting_that_has_begun_is_not_called_off(app, client, path, made, world):
    tom = client("manager")
    tom.post(f"{path}/along", {"seen": "-1"})
    assert "Call it off" not in tom.get(path).words
    assert "It has begun" in tom.get(f"{path}/call-off", expect=403).words
    with app.app_context(), leads(world), pytest.raises(Refused):
        commands.call_off(made["meeting"], "too late")


def test_a_discussion_moves_to_a_day_of_its_own_once_no_list_says_when(app, client, path, made, world):
    ines, nell = client("allocated worker"), client("health, danger two only")
    own = f"/families/{world.family}/discussions/{made['first']}"
    when = {"planned_on": "10 Dec 2026", "planned_at": "9.15", "place": "Room 7"}
    listed = ines.post(f"{own}/move", when, expect=422)
    assert "on the list of a team meeting" in listed.error_beside("planned_on") and listed.typed("place") == "Room 7"
    nell.post(f"{own}/move", when, expect=403)
    client("manager").post(f"{path}/call-off", {"because": "Nobody has time."})
    assert ines.post(f"{own}/move", {**when, "planned_on": "1 Nov 2026"}, expect=422).error_beside("planned_on") == \
        "Choose today or a later day"
    ines.post(f"{own}/move", when)
    assert "Thu 10 Dec, 9.15, Room 7" in nell.get(own).words and "called off" not in nell.get(own).words
    with app.app_context():
        with leads(world):
            discussions.begin(made["first"])
        with leads(world), pytest.raises(Refused):
            discussions.move(made["first"], ON, "", "")
        db.close()
    assert "It has begun" in ines.get(f"{own}/move", expect=403).words


def test_one_with_several_seats_is_told_when_to_go_and_to_come_again(app, client, world, made):
    with app.app_context():
        with leads(world, "ines"):
            third = discussions.ask(world.family, NewDiscussion("stuck-case", "And school?", ON))
            for login, role in (("tom", SeatRole.FACILITATOR), ("nell", SeatRole.PARTICIPANT)):
                discussions.add_seat(third, NewSeat(role, world.users[login]))
        with leads(world):
            commands.put_on(made["meeting"], third, 20)
        db.close()
    path = f"/meetings/{made['meeting']}"
    nell = client("health, danger two only")
    assert "Come at about 9.30 for number 1, and at about 10.23 for number 3." in nell.get(path).words
    client("manager").post(f"{path}/along", {"seen": "-1"})
    assert re.search(r"You go after it and come again at about \d+\.\d\d for number 3\.", nell.get(path).words)


def test_the_calendar_says_when_to_come_and_nothing_of_whom(client, path, made, world):
    def events(who):
        answer = client(who).get(f"{path}/calendar")
        text = answer.data.decode().replace("\r\n ", "")
        for word in ("Harbour", "Quern", "QUERN", "contact", "Room", "Nell", "Marina", str(world.family), str(made["first"])):
            assert word not in text, word
        return [(one.decoded("dtstart").strftime("%H.%M"), (one.decoded("dtend") - one.decoded("dtstart")).seconds // 60)
                for one in Calendar.from_ical(answer.data).walk("VEVENT")]

    assert events("health, danger two only") == [("09.30", 35)]
    assert events("other family’s worker") == [("10.05", 18)]
    assert events("manager") == [("09.30", 53)]  # whoever leads is there for all of it


def test_rules_hold_below_the_pages(app, world, made):
    meeting, (first, second) = made["meeting"], made["items"]
    with app.app_context(), leads(world):
        with pytest.raises(RuleBroken, match="on a list already"):
            commands.put_on(meeting, made["first"])
        with pytest.raises(RuleBroken, match="past midnight"):
            commands.order(meeting, {first: Place(1, 240), second: Place(2, 240)} if commands.change(
                meeting, NewMeeting(ON, "20.00")) is None else {})
        with pytest.raises(RuleBroken, match="5 to 240"):
            commands.order(meeting, {first: Place(1, 0), second: Place(2, 10)})
        with pytest.raises(RuleBroken, match="became another one"):
            commands.order(meeting, {first: Place(1, 20)})
        with leads(world, "ines"):
            third = discussions.ask(world.family, NewDiscussion("stuck-case", "Late?", clock.today()))
            discussions.add_seat(third, NewSeat(SeatRole.FACILITATOR, world.users["priya"], because="Leads it"))
        with pytest.raises(RuleBroken, match="ends before that day"):
            commands.put_on(commands.make(NewMeeting(clock.today() + timedelta(days=60), "10.00")), third)
        empty = commands.make(NewMeeting(ON, "10.00"))
        with pytest.raises(RuleBroken, match="on the list first"):
            commands.move_along(empty, -1)
        for seen in (-1, 0, 1):
            commands.move_along(meeting, seen)
        with pytest.raises(Refused, match="has ended"):
            commands.take_off(meeting, second)
        commands.put_on(empty, made["second"])  # it did not get its turn: the next meeting has it


def test_what_was_planned_once_keeps_its_words_when_the_list_lets_it_go(app, world, made):
    with app.app_context(), leads(world):
        commands.take_off(made["meeting"], made["items"][0])
        found = queries.running(made["first"], world.family)
        assert (found[0].question, found[0].planned_at) == ("Is contact safe?", "9.30")
        assert queries.running(made["second"], made["quern"])[0].planned_at == "9.30"  # it moved up
