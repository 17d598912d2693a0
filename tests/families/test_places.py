"""Protected places: nowhere on a page until someone clicks and says why, and then on the trail."""

from practice.core import audit
from practice.core.audit import AuditEvent
from practice.core.db import db
from practice.families import commands
from practice.families.commands import MemberFacts, PersonFacts
from practice.families.models import Place, PlaceKind, PlaceProtection, Standing
from tests.families.conftest import open_family
from tests.make.people import CANARIES


def places(app):
    with app.app_context():
        return {place.kind.value: place.id for place in db.session.query(Place).all()}


def path(world, more=""):
    return f"/families/{world.family}/places{more}"


def test_a_protected_place_is_shown_only_on_a_click_with_the_reason(app, client, world):
    ines = client("allocated worker")
    page = ines.get(f"/families/{world.family}/people")
    assert not [canary for canary in CANARIES if canary in page.text]
    home = places(app)["home"]
    page = ines.post(path(world, f"/{home}/show"), {"reason": ""}, expect=422)
    assert "Choose what you need it for" in page.words
    assert "Beacon Rise" not in page.text
    page = ines.post(path(world, f"/{home}/show"), {"reason": "visit"}, expect=200)
    assert "Flat 3, 14 Beacon Rise, Eastcliff, ZZ99 3CZ" in page.words
    assert "07700 900111" not in page.text  # only the one that was asked for
    assert "Beacon Rise" not in ines.get(f"/families/{world.family}/people").text
    with app.app_context():
        event = db.session.query(AuditEvent).filter_by(action="place.shown").one()
        assert event.about_id == home
        assert event.detail == {"because": "visit", "kind": "home"}
        assert event.actor_id == world.users["ines"]


def test_whose_part_sees_no_address_knows_of_no_place(app, client, world):
    home = places(app)["home"]
    nell = client("health, danger two only")
    page = nell.get(f"/families/{world.family}/people")
    assert "Places" not in page.words
    nell.post(path(world, f"/{home}/show"), {"reason": "visit"}, expect=404)
    nell.get(path(world, f"/{home}/edit"), expect=404)


def test_a_place_of_another_family_is_not_known_here(app, client, world):
    with app.app_context():
        other = open_family(world.users["tom"], "Linden", "Tam Linden")
    client("manager").post(f"/families/{other}/places/{places(app)['home']}/show", {"reason": "visit"}, expect=404)


def test_a_place_is_added_with_its_protection_and_said_why(app, client, world):
    ines = client("allocated worker")
    data = {"kind": "gp", "name": "Quayside Surgery", "whose": str(world.people["Marina"]),
            "protected_from": str(world.people["Callum"])}
    page = ines.post(path(world, "/add"), data, expect=422)
    assert "Say why it is protected" in page.error_beside("because")
    assert page.typed("name") == "Quayside Surgery"
    page = ines.post(path(world, "/add"), {"kind": "gp", "whose": str(world.people["Marina"])}, expect=422)
    assert "Write the address" in page.error_beside("lines")
    page = ines.post(path(world, "/add"), data | {"protected_from": str(world.people["Marina"]), "because": "x"}, expect=422)
    assert "cannot be protected from the one whose place it is" in page.words
    page = ines.post(path(world, "/add"), {"kind": "gp", "name": "Quayside Surgery"}, expect=422)
    assert "Choose whose place it is" in page.words
    ines.post(path(world, "/add"), data | {"because": "He could wait there"})
    gp = places(app)["gp"]
    with app.app_context():
        protection = db.session.query(PlaceProtection).filter_by(place_id=gp).one()
        assert (protection.person_id, protection.because) == (world.people["Callum"], "He could wait there")
    assert "Quayside" not in ines.get(f"/families/{world.family}/people").text


def test_opening_the_form_of_a_protected_place_is_on_the_trail_and_a_stale_one_clashes(app, client, world):
    ines, tom = client("allocated worker"), client("manager")
    school = places(app)["school"]
    edit = path(world, f"/{school}/edit")
    fields = {"kind": "school", "name": "Lightwell Primary", "also": "Lightwell", "whose": str(world.people["Finn"]),
              "protected_from": str(world.people["Callum"]), "because": "He would wait there"}
    page = ines.get(edit)
    assert page.typed("name") == "Lightwell Primary"
    with app.app_context():
        look = db.session.query(AuditEvent).filter_by(action="looked", about_id=school).one()
        assert (look.detail, look.actor_id) == ({"page": "families.edit_place"}, world.users["ines"])
    tom.post(edit, tom.get(edit).hidden("/edit") | fields | {"town": "Northwick"})
    page = ines.post(edit, page.hidden("/edit") | fields | {"town": "Southwick"}, expect=409)
    assert "Tom Larder saved this first" in page.words
    assert "Northwick" in page.words
    assert page.typed("town") == "Southwick"


def test_editing_a_place_keeps_what_is_protected_from_a_professional(app, client, world):
    ines = client("allocated worker")
    with app.app_context(), audit.acting_as(world.users["ines"]):
        glen = commands.add_person(world.family, PersonFacts("Glen Moor"), MemberFacts(Standing.PROFESSIONAL))
        gp = commands.add_place(world.family, commands.PlaceFacts(PlaceKind.GP, "Quayside Surgery"),
                                [world.people["Marina"], world.people["Ines"]], protected_from=[world.people["Callum"], glen],
                                because="He told him once")

    def protected():
        with app.app_context():
            return {one.person_id for one in db.session.query(PlaceProtection).filter_by(place_id=gp)}

    edit = path(world, f"/{gp}/edit")

    def as_shown():
        """Every field as the form shows it, as a browser would send it."""
        page = ines.get(edit)
        boxes = [box for box in page.all("input") if box.get("checked") is not None]
        ticked = {name: [box.get("value") for box in boxes if box.get("name") == name] for name in ("whose", "protected_from")}
        return page.hidden("/edit") | ticked | {"kind": "gp", "name": page.typed("name"), "because": page.typed("because")}

    data = as_shown()
    ines.post(edit, data | {"name": "Quayside Practice"})
    assert protected() == {world.people["Callum"], glen}
    # They are shown, and may be taken away by whoever sees them; a professional who is not named there is not offered.
    data = as_shown()
    assert set(data["protected_from"]) == {str(world.people["Callum"]), str(glen)}
    assert str(world.people["Ines"]) in data["whose"]
    ines.post(edit, data | {"protected_from": [str(world.people["Callum"])]})
    assert protected() == {world.people["Callum"]}
    ines.post(edit, as_shown() | {"protected_from": [str(glen)]}, expect=422)


def test_a_place_that_ended_stays_protected(app, client, world):
    ines = client("allocated worker")
    home = places(app)["home"]
    end = path(world, f"/{home}/end")
    ines.post(end, ines.get(end).hidden("/end") | {"because": "Moved on 20 November"})
    page = ines.get(f"/families/{world.family}/people")
    assert "What was protected stays so" in page.words
    with app.app_context():
        assert db.session.query(PlaceProtection).filter_by(place_id=home).count() == 1
