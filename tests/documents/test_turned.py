"""A turned screen: one person's page, and nothing else by any address, until the worker's own password (A21)."""

import re
from dataclasses import fields, is_dataclass

import html5lib
import pytest
from sqlalchemy import select

from practice.access.models import Information
from practice.core import audit, clock
from practice.core.audit import AuditEvent
from practice.core.db import command, db
from practice.documents import sheet
from practice.documents.kinds_of_paper import for_readers
from practice.documents.making import make_ready
from practice.documents.material import gather
from practice.documents.readable.whole import NOT_PROSE
from practice.documents.runs import Run, plain
from practice.families.queries import sight_of
from practice.records import commands as records
from practice.records.models import Record
from practice.safety.closing.kinds import ClosingLetter
from practice.safety.immediate.kinds import ImmediatePlan, ImmediateRule, Night
from practice.safety.kinds import PlanRule, RedFlag
from practice.safety.network import commands as network
from practice.safety.network.kinds import NetworkMember
from tests.client import PASSWORD, Client
from tests.house.test_routes import routes
from tests.house.things import address, things
from tests.make.people import CANARIES


def turned_url(world, rest=""):
    return f"/families/{world.family}/turned{rest}"


def turn(worker, world, name="Marina", kind="family-plan", expect=303, also="assessment"):
    return worker.post(turned_url(world, f"/{kind}/{world.people[name]}"), {"also": also}, expect=expect)


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
    assert "a screen turned towards Marina Harbour" in worker.get(f"/families/{world.family}/looked").words


def test_a_protected_fact_stops_it_and_is_told_to_the_worker_alone(app, worker, world):
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


# Every kind of paper that is a page for a person

KINDS = [kind.name for kind in for_readers()]


@pytest.fixture
def told(app, world):
    """Rows of each kind for Marina, and a place in the network with what she must not be told."""
    with app.app_context(), audit.acting_as(world.users["ines"]):
        one_of_each(world)
    return world


@command
def one_of_each(world):
    marina, finn = world.people["Marina"], world.people["Finn"]
    records.add(world.family, "plan_rule", PlanRule(who=marina, words="rings Coral", when="each night"),
                parent_id=world.records["goal"], info=Information.PLAN)
    records.add(world.family, "red_flag", RedFlag(words="He is at the door", then_that="Ring 999."), info=Information.PLAN)
    head = records.add(world.family, "immediate_plan", ImmediatePlan(why_today="He came", ends_on=clock.today(), ends_at="17.00"),
                       info=Information.PLAN)
    assert head
    records.add(world.family, "immediate_rule", ImmediateRule(who=marina, words="keeps the phone on", when="tonight"),
                info=Information.PLAN)
    records.add(world.family, "night", Night(on=clock.today(), child=(finn,), who=(marina,)), info=Information.PLAN)
    records.add(world.family, "closing_letter", ClosingLetter(words="You did it, Marina."), info=Information.STORY)
    records.freeze(world.family, "closing", ("closing_letter",), clock.today(), {})
    network.add_member(world.family, NetworkMember(person=marina, not_told="That Callum was seen at Pier Walk"))


def test_each_person_is_offered_every_page_that_is_theirs(worker, told):
    page = worker.get(turned_url(told))
    offered = {link.get("href").split("/")[4] for link in page.all("a")
               if (link.get("href") or "").endswith(str(told.people["Marina"]))}
    assert offered == set(KINDS) - {"discussion-outcome"}  # nothing was decided yet
    children = {link.get("href").split("/")[4] for link in page.all("a")
                if (link.get("href") or "").endswith(str(told.people["Finn"]))}
    assert "members-sheet" not in children  # a child has no duty in a plan


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "discussion-outcome"])
def test_every_kind_is_shown_as_its_paper_has_it_and_opens_nothing_else(app, worker, told, kind):
    before = worker.get(turned_url(told, f"/{kind}/{told.people['Marina']}"))
    assert "Marina must not be told: That Callum was seen at Pier Walk" in before.words
    answer = turn(worker, told, kind=kind, also=[])
    assert answer.location == turned_url(told, f"/{kind}")
    page = worker.get(answer.location)
    assert {link.get("href") for link in page.all("a")} == {"/turned/back"}
    assert (page.all("form"), page.all("nav")) == ([], [])
    assert "Pier Walk" not in page.text
    with app.test_request_context():
        sight = sight_of(told.family, told.users["ines"])
        material = gather(sight, told.people["Marina"], kind, draft=False)
        paper = make_ready(material, "standard").paper
        printed = words_of(sheet.html_of(paper, on_screen=True))
    lines = [words for line in lines_of(paper) if (words := " ".join(plain(line).split())) in printed]
    assert lines
    assert [line for line in lines if line not in words_of(page.text)] == []
    for other in KINDS:
        if other != kind:
            assert worker.get(turned_url(told, f"/{other}"), expect=303).location == answer.location


def words_of(page):
    return " ".join("".join(html5lib.parse(page).itertext()).split())


def lines_of(value):
    """Every line of words of a view model, but the furniture's and a chart's."""
    if isinstance(value, tuple) and value and all(isinstance(part, Run) for part in value):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from lines_of(part)
    elif is_dataclass(value) and not isinstance(value, (type, *NOT_PROSE)):
        for field in fields(value):
            yield from lines_of(getattr(value, field.name))


def test_only_what_was_ticked_is_there_too(worker, told):
    turn(worker, told, also=["fridge-sheet", "closing-letter", "no-such-page", "discussion-outcome"])
    page = worker.get(turned_url(told, "/family-plan"))
    assert {link.get("href") for link in page.all("a")} == {
        "/turned/back", turned_url(told, "/fridge-sheet"), turned_url(told, "/closing-letter")}
    assert "You did it, Marina." in worker.get(turned_url(told, "/closing-letter")).words
    assert worker.get(turned_url(told, "/assessment"), expect=303).location == turned_url(told, "/family-plan")


def test_a_page_that_is_not_theirs_is_not_turned_and_says_why(worker, told):
    asked = f"/members-sheet/{told.people['Finn']}"
    assert "A child has no duty in a plan" in worker.get(turned_url(told, asked)).words
    assert "A child has no duty in a plan" in turn(worker, told, "Finn", "members-sheet", expect=422).words
    assert worker.get("/").words  # it was not turned
    worker.get(turned_url(told, f"/blank-three-columns/{told.people['Marina']}"), expect=404)
    worker.get(turned_url(told, f"/no-such/{told.people['Marina']}"), expect=404)


def test_what_is_protected_stops_every_kind_and_a_ticked_one_stays_away(app, worker, told):
    with app.app_context(), audit.acting_as(told.users["ines"]):
        for name in ("plan_rule", "red_flag", "immediate_rule", "closing_letter", "strength"):
            records.word_for(told.records.get(name) or record_of(name), told.people["Callum"], "You do not go near Lightwell.")
    for kind in ("family-plan", "fridge-sheet", "immediate-plan", "closing-letter", "assessment"):
        assert "Stopped: this must not be seen by Callum" in worker.get(
            turned_url(told, f"/{kind}/{told.people['Callum']}")).words, kind
        turn(worker, told, "Callum", kind, expect=422)
    turn(worker, told, "Marina", also=[])
    assert worker.get(turned_url(told, "/family-plan")).words


@command
def record_of(kind):
    return db.session.scalars(select(Record.id).where(Record.kind == kind)).first()
