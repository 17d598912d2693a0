"""A turned screen: one person's page, and nothing else by any address, until the worker's own password (A21)."""

import re

import pytest

from practice.core import clock
from practice.core.audit import AuditEvent
from practice.core.db import db
from practice.records import commands as records
from tests.client import PASSWORD, Client
from tests.house.test_routes import routes
from tests.house.things import address, things
from tests.make.people import CANARIES


def turned_url(world, rest=""):
    return f"/families/{world.family}/turned{rest}"


def turn(worker, world, name="Marina", kind="family-plan", expect=303):
    return worker.post(turned_url(world, f"/{kind}/{world.people[name]}"), expect=expect)


@pytest.fixture
def worker(app):
    return Client(app, "allocated worker")


def test_the_identity_bar_leads_there_for_those_who_may(client, world):
    for name, there in (("allocated worker", True), ("manager", True), ("school, plan only", False)):
        page = client(name).get(f"/families/{world.family}/who")
        assert ("Turn the screen" in page.words) is there, name


def test_it_asks_who_is_looking_and_says_what_happens(worker, world):
    page = worker.get(turned_url(world))
    assert "Who is looking?" in page.words
    for name in ("Marina Harbour", "Finn Harbour", "Ines Tidewell"):
        assert name in page.words
    page = worker.get(turned_url(world, f"/family-plan/{world.people['Marina']}"))
    assert "opens nothing but Marina’s page" in page.words


def test_it_shows_that_persons_page_alone(worker, world):
    answer = turn(worker, world)
    assert answer.location == turned_url(world, "/family-plan")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    page = worker.get(answer.location)
    assert "He could come back when he is angry" in page.words
    assert page.headers["Cache-Control"] == "no-store"
    links = {link.get("href") for link in page.all("a")}
    assert links == {"/turned/back", turned_url(world, "/assessment")}
    assert page.all("form") == []
    assert page.all("nav") == []
    other = worker.get(turned_url(world, "/assessment"))
    assert "strangled" in other.words


def filled_in(rule, names):
    """Its address with what is there; where the small world lacks a thing, with the family's id: the gate stands before both."""
    try:
        return address(rule, names)
    except (KeyError, ValueError):
        return re.sub(r"<[^>]+>", str(names["family_id"]), rule.rule)


def test_every_other_address_answers_with_the_turned_page_alone(app, worker, world):
    names = things(app, world)
    turn(worker, world)
    free = {"turned.screen", "turned.back", "accounts.sign_out"}
    for rule in routes(app, "GET"):
        if rule.endpoint not in free:
            answer = worker.get(filled_in(rule, names), expect=303)
            assert answer.location == turned_url(world, "/family-plan"), rule.rule
    for path in ("/no-such-page", f"/families/{world.people['Marina']}/story", turned_url(world, "/fridge-sheet"),
                 f"/families/{world.people['Marina']}/turned/family-plan"):
        assert worker.get(path, expect=303).location == turned_url(world, "/family-plan")
    before = count(app)
    for rule in routes(app, "POST"):
        if rule.endpoint not in free:
            for token in (None, "made-up"):
                answer = worker.post(filled_in(rule, names), token=token, expect=403)
                assert "This screen is turned towards Marina" in answer.words
                assert "Ines" not in answer.words
                assert "/families" not in answer.text.replace(turned_url(world, "/family-plan"), "")
    assert count(app) == before, "something was written"


def count(app):
    with app.app_context():
        return db.session.query(AuditEvent).count()


def test_htmx_is_sent_to_the_turned_page_whole(worker, world):
    turn(worker, world)
    answer = worker.get("/", htmx="main", expect=204)
    assert answer.headers["HX-Redirect"] == turned_url(world, "/family-plan")
    assert answer.data == b""


def test_another_tab_and_a_copy_of_the_old_cookie_get_no_further(app, worker, world):
    old = worker.http.get_cookie("cg").value
    turn(worker, world)
    thief = app.test_client()
    thief.set_cookie("cg", old)
    assert "/sign-in" in thief.get("/").headers["Location"]
    tab = app.test_client()
    tab.set_cookie("cg", worker.http.get_cookie("cg").value)
    assert tab.get("/").headers["Location"] == turned_url(world, "/family-plan")


def test_only_the_workers_password_gives_it_back(app, worker, world):
    turn(worker, world)
    page = worker.get("/turned/back")
    assert "Marina" in page.words
    assert "Harbour" not in page.text
    assert worker.post("/turned/back", {"password": ""}, expect=422).error_beside("password") == "Enter your password"
    wrong = worker.post("/turned/back", {"password": "three plain wards"}, expect=422)
    assert wrong.error_beside("password").startswith("This is not your password")
    worker.get("/", expect=303)
    while_turned = worker.http.get_cookie("cg").value
    assert worker.post("/turned/back", {"password": PASSWORD}).location == f"/families/{world.family}/documents"
    assert "Harbour" in worker.get(f"/families/{world.family}/who").words
    worker.get(turned_url(world, "/family-plan"), expect=404)
    late = app.test_client()
    late.set_cookie("cg", while_turned)
    assert "/sign-in" in late.get("/").headers["Location"]


def test_guessing_the_password_is_slowed_down_and_signing_out_is_the_other_way(worker, world):
    turn(worker, world)
    for _ in range(10):
        worker.post("/turned/back", {"password": "guess"}, expect=422)
    assert "Wait 15 minutes" in worker.post("/turned/back", {"password": PASSWORD}, expect=429).words
    worker.post("/sign-out")
    assert "/sign-in" in worker.get("/", expect=303).location
    again = Client(worker.app, "manager")
    again.get("/")


def test_the_idle_rule_holds(worker, world):
    from datetime import timedelta
    turn(worker, world)
    with clock.at(clock.now() + timedelta(minutes=45)):
        assert "/sign-in" in worker.get(turned_url(world, "/family-plan"), expect=303).location


def test_the_trail_tells_who_turned_it_and_towards_whom(app, worker, world):
    turn(worker, world)
    worker.get(turned_url(world, "/family-plan"))
    worker.post("/turned/back", {"password": PASSWORD})
    with app.app_context():
        lines = db.session.query(AuditEvent).order_by(AuditEvent.id.desc()).limit(3).all()
    assert [(line.action, line.about_id, line.actor_id) for line in lines] == [
        (action, world.people["Marina"], world.users["ines"]) for action in ("screen.turned_back", "looked", "screen.turned")]
    assert "a screen turned towards somebody" in worker.get(f"/families/{world.family}/looked").words


def test_a_protected_fact_stops_it_and_is_told_to_the_worker_alone(app, worker, world):
    from practice.core import audit
    with app.app_context(), audit.acting_as(world.users["ines"]):
        records.word_for(world.records["plan_rule"], world.people["Callum"], "You do not go near Lightwell.")
    asked = turned_url(world, f"/family-plan/{world.people['Callum']}")
    page = worker.get(asked)
    assert "Stopped: this must not be seen by Callum" in page.words
    assert turn(worker, world, "Callum", expect=422).words
    assert worker.get("/").words  # it was not turned
    with app.app_context(), audit.acting_as(world.users["ines"]):
        records.word_for(world.records["plan_rule"], world.people["Callum"], "You ring Glen.")
    turn(worker, world, "Callum")
    page = worker.get(turned_url(world, "/family-plan"))
    assert "You ring Glen." in page.words
    assert not [word for word in CANARIES if word in page.text]
    with app.app_context(), audit.acting_as(world.users["ines"]):
        records.word_for(world.records["plan_rule"], world.people["Callum"], "Flat 3, 14 Beacon Rise")
    page = worker.get(turned_url(world, "/family-plan"))
    assert "There is nothing to show just now" in page.words
    assert not re.search("Beacon|protected|Stopped|Harbour", page.text)


def test_who_may_not_make_papers_may_not_turn_it(client, world):
    for name, status in (("school, plan only", 403), ("other family’s worker", 404), ("nobody", 303)):
        client(name).get(turned_url(world), expect=status)
        turn(client(name), world, expect=401 if name == "nobody" else status)


def test_it_costs_no_statement(worker, world):
    before = len(worker.get("/guidance").statements)
    turn(worker, world)
    assert before == len(worker.get("/guidance", expect=303).statements)
    assert len(worker.get(turned_url(world, "/family-plan")).statements) <= 12
