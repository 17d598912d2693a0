"""Allocate, cover, invite, end, restrict, exclude: each with its reason, and each at work on the very next request (A9, A10)."""

from datetime import date

import pytest
from sqlalchemy import select

from practice.access.models import Agreement, Part
from practice.core import clock
from practice.core.db import db
from practice.families.models import Member, Person
from tests.client import Client


def who(world, path=""):
    return f"/families/{world.family}/who{path}"


def test_allocating_moves_the_lead_and_the_first_worker_loses_sight_at_once(app, client, world):
    ines, tom, priya = client("allocated worker"), client("manager"), client("other family’s worker")
    priya.get(who(world), expect=404)
    tom.post(who(world, "/allocate"), {"user_id": world.users["priya"], "because": "Ines changes team"})
    ines.get(who(world), expect=404)
    assert "Priya Sandal social worker, Saltmarsh Council Lead, allocated worker" in priya.get(who(world)).words
    with app.app_context():
        leads = db.session.scalars(select(Person.name).join(Member, Member.person_id == Person.id)
                                   .where(Member.family_id == world.family, Member.is_lead.is_(True))).all()
    assert leads == ["Priya Sandal"]


@pytest.mark.parametrize(("path", "data", "field", "message"), [
    ("/allocate", {"user_id": "{priya}"}, "because", "Say why"),
    ("/allocate", {"because": "x"}, "user_id", "Choose who will work with this family"),
    ("/allocate", {"because": "x", "user_id": "{nell}"}, "user_id", "Choose from the list"),
    ("/cover", {"user_id": "{priya}", "because": "x"}, "to_on", "Give the last day of the cover"),
    ("/cover", {"user_id": "{priya}", "because": "x", "to_on": "31 Feb"}, "to_on", "not a day that exists"),
    ("/cover", {"user_id": "{priya}", "because": "x", "to_on": "1 Nov 2026"}, "to_on", "Give today or a later day"),
    ("/exclude", {"user_id": "{priya}"}, "because", "Say why"),
])
def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(client, world, path, data, field, message):
    data = {name: value.format(**world.users) for name, value in data.items()}
    page = client("manager").post(who(world, path), data, expect=422)
    assert page.error_beside(field).startswith(message) or message in page.error_beside(field)
    if data.get("because"):
        assert page.typed("because") == data["because"]


def test_cover_ends_after_its_last_day(app, client, world):
    client("allocated worker").post(who(world, "/cover"), {"user_id": world.users["priya"], "to_on": "27 Nov",
                                                           "because": "Ines is away"})
    client("other family’s worker").get(who(world))
    with clock.at(clock.now().replace(day=28)):
        Client(app, "other family’s worker").get(who(world), expect=404)


def invitation(app, world, **data):
    with app.app_context():
        agreement = db.session.scalar(select(Agreement.id).where(Agreement.to_on == date(2027, 3, 1))
                                      .join_from(Agreement, Part, Part.agreement_id == Agreement.id)
                                      .where(Part.user_id == world.users["nell"]))
    return {"user_id": world.users["nell"], "agreement_id": agreement, "asked": "Weigh Shelly", "kinds": ["health", "plan"],
            "dangers": [world.records["danger+"]], "because": "Shelly does not gain weight", **data}


def test_inviting_shows_first_what_they_will_see_and_gives_only_that(app, client, world):
    tom = client("manager")
    data = invitation(app, world)
    with app.app_context():
        parts = len(db.session.scalars(select(Part.id)).all())
    page = tom.post(who(world, "/invite"), data, expect=200)
    assert "Sees the safety plan and health, of Danger 2: Mum’s bad days only." in page.words
    assert "They will not seeThe story and the mapping" in page.words
    assert "Nothing is given yet." in page.words
    with app.app_context():
        assert len(db.session.scalars(select(Part.id)).all()) == parts
    shown = page.hidden()["shown"]
    changed = tom.post(who(world, "/invite"), {**data, "kinds": ["health", "plan", "police"], "shown": shown}, expect=200)
    assert "police" in changed.words.split("What they will see")[-1]
    tom.post(who(world, "/invite"), {**data, "shown": shown})
    page = tom.get(who(world))
    assert "Asked: Weigh Shelly" in page.words
    assert "Because: Shelly does not gain weight" in page.words


def test_an_agreement_that_does_not_cover_it_is_refused_beside_the_field(app, client, world):
    tom = client("manager")
    data = invitation(app, world, agreement_id="")
    page = tom.post(who(world, "/invite"), data, expect=200)
    page = tom.post(who(world, "/invite"), {**data, "shown": page.hidden()["shown"]}, expect=422)
    assert page.error_beside("agreement_id") == "Choose the sharing agreement with this person’s agency"


def test_an_ended_part_stops_on_the_next_request_and_stays_listed_with_the_reason(app, client, world):
    slate, ines = client("school, plan only"), client("allocated worker")
    slate.get(who(world))
    with app.app_context():
        part = db.session.scalar(select(Part.id).where(Part.user_id == world.users["slate"]))
    ines.post(who(world, f"/parts/{part}/end"), {"because": ""}, expect=422)
    ines.post(who(world, f"/parts/{part}/end"), {"because": "Finn changes school"})
    slate.get(who(world), expect=404)
    assert "Ended because: Finn changes school" in ines.get(who(world)).words
    # Ending it once more gives nothing back, and takes no reason away.
    again = ines.post(who(world, f"/parts/{part}/end"), {"because": "Another", "on": "4 Dec 2030"}, expect=422)
    assert "This part ended on Mon 23 Nov already" in again.words
    slate.get(who(world), expect=404)
    assert "Ended because: Finn changes school" in ines.get(who(world)).words


def test_ending_a_part_does_not_put_its_end_off(app, client, world):
    tom = client("manager")
    tom.post(who(world, "/cover"), {"user_id": str(world.users["priya"]), "to_on": "27 Nov 2026", "because": "Leave"})
    with app.app_context():
        part = db.session.scalar(select(Part.id).where(Part.user_id == world.users["priya"]))
    answer = tom.post(who(world, f"/parts/{part}/end"), {"because": "Back early", "on": "27 Nov 2027"}, expect=422)
    assert answer.error_beside("on") == "It ends on Fri 27 Nov already. Give that day or an earlier one"
    tom.post(who(world, f"/parts/{part}/end"), {"because": "Back early", "on": "25 Nov 2026"})


def test_somebody_stays_who_can_say_who_is_in_the_family(app, client, world):
    """Else nobody could open it again, and its words would be lost."""
    tom, ines = client("manager"), client("allocated worker")
    with app.app_context():
        parts = {login: db.session.scalar(select(Part.id).where(Part.user_id == world.users[login])) for login in ("tom", "ines")}
    ines.post(who(world, f"/parts/{parts['tom']}/end"), {"because": "Moved team"})
    answer = ines.post(who(world, f"/parts/{parts['ines']}/end"), {"because": "Moved too"}, expect=422)
    assert "Nobody else could say who is in this family after that day. Allocate it first" in answer.words
    ines.get(who(world))
    tom.get(who(world), expect=404)


def test_restricted_only_the_named_know_and_lifted_all_do_again(client, world):
    tom, ines, nell = client("manager"), client("allocated worker"), client("health, danger two only")
    page = tom.post(who(world, "/restrict"), {"user_ids": [world.users["ines"]], "because": "A worker’s family"}, expect=422)
    assert "Name yourself too" in page.words
    tom.post(who(world, "/restrict"), {"user_ids": [world.users["ines"], world.users["tom"]], "because": "A worker’s family"})
    nell.get(who(world), expect=404)
    assert "Harbour" not in nell.get("/").text
    assert "Only the named know of this family" in ines.get(who(world)).words
    tom.post(who(world, "/restriction/lift"), {"because": "The worker left"})
    nell.get(who(world))


def test_excluded_beats_every_part_until_it_is_lifted(client, world):
    tom, nell = client("manager"), client("health, danger two only")
    tom.post(who(world, "/exclude"), {"user_id": world.users["nell"], "because": "A neighbour of Marina"})
    nell.get(who(world), expect=404)
    page = tom.get(who(world))
    assert "Because: A neighbour of Marina" in page.words
    assert "Excluded: sees nothing, whatever this part says." in page.words
    tom.post(who(world, f"/excluded/{world.users['nell']}/lift"), {"because": "She moved"})
    nell.get(who(world))


@pytest.mark.parametrize(("days", "said"), [(31, ""), (30, "The agreement ends in 30 days"), (8, "The agreement ends in 8 days"),
                                            (7, "Then this part stops at once. Renew it now"), (1, "ends tomorrow"),
                                            (0, "ends today"), (-1, "This part has stopped")])
def test_an_agreement_warns_thirty_and_seven_days_before_its_end(app, client, world, days, said):
    with app.app_context():
        for agreement in db.session.scalars(select(Agreement)):
            agreement.to_on = date.fromordinal(clock.today().toordinal() + days)
        db.session.commit()
    words = client("manager").get(who(world)).words
    assert said in words
    assert bool(said) == ("The agreement end" in words)


def test_a_manager_renews_an_agreement_with_the_reason_and_its_part_holds_again(app, client, world):
    tom = client("manager")
    client("ended agreement").get(who(world), expect=404)
    with app.app_context():
        agreement = db.session.scalar(select(Agreement.id).order_by(Agreement.to_on))
    path = f"/agreements/{agreement}/renew"
    assert "Say why" in tom.post(path, {"to_on": "1 March 2027"}, expect=422).error_beside("because")
    assert tom.post(path, {"to_on": "24 Nov 2026", "because": "x"}, expect=422).error_beside("to_on")
    tom.post(path, {"to_on": "1 March 2027", "because": "Bail goes on"})
    assert "Renewed until 1 March 2027 by Tom Larder: Bail goes on" in tom.get("/agreements").words
    client("ended agreement").get(who(world))
