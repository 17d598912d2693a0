"""A family begins with a contact; a likely duplicate is shown first, and a hidden one never (A11)."""

import re

import pytest
from sqlalchemy import select

from practice.access import commands as access
from practice.core import audit
from practice.core.audit import AuditEvent
from practice.core.db import db
from practice.families.models import Member, NameWord, Person
from practice.records import commands as records

CONTACT = {"received_on": "20 Nov", "from_whom": "Ms Slate, teacher", "source_code": "2A", "their_words": "Orla was hungry.",
           "decision": "Assess", "decided_because": "Third time this month", "decided_by": "Tom Larder"}
BEGIN = {**CONTACT, "name": "Quayle", "children": "Orla Quayle, 3 Feb 2019\nTam Quayle"}


def test_a_family_begins_and_its_opener_holds_it_until_it_is_allocated(client, world):
    priya = client("other family’s worker")
    address = priya.post("/families/begin", BEGIN).location
    page = priya.get(address)
    assert "Orla 7" in page.words and "Tam" in page.words
    contacts = priya.get(address.replace("/story", "/contacts")).words
    assert "Fri 20 Nov, Ms Slate, teacher Orla was hungry." in contacts
    assert "Assess, because: Third time this month" in contacts
    assert "Decided by Tom Larder" in contacts
    assert "You hold it until it is allocated." in priya.get("/").words
    client("allocated worker").get(address, expect=404)
    priya.post(address.replace("/story", "/who/allocate"), {"user_id": world.users["ines"], "because": "Her team"})
    priya.get(address, expect=404)
    client("allocated worker").get(address)


@pytest.mark.parametrize(("change", "field", "message"), [
    ({"their_words": ""}, "their_words", "Write what they said"), ({"name": " "}, "name", "Say what this family is called"),
    ({"received_on": "31 Feb"}, "received_on", "not a day that exists"),
    ({"received_on": "1 Dec 2026"}, "received_on", "today or before"),
    ({"decided_because": ""}, "decided_because", "Say why this was decided"),
    ({"decided_on": "1 Nov 2026"}, "decided_on", "Give a day between"),
    ({"children": "Orla, 31 Feb 2019"}, "children", "Orla: 31 Feb 2019 is not a day that exists"),
    ({"children": "Orla, 3 Feb 2031"}, "children", "still to come"),
    ({"children": "Tam\nOrla, 3 Feb 1980"}, "children", "Orla: That makes them 46, and a child is under 18. Check the date; if it "
     "is right, leave the line out and add them as a grown-up on the page People"),
    ({"children": "Orla, 24 Nov 2008"}, "children", "Orla: That makes them 18"),
    ({"children": "Orla, 3 Aug"}, "children", "Orla: Give the year of birth too, like 3 Feb 2019"),
])
def test_a_mistake_is_said_beside_its_field_and_saves_nothing(client, change, field, message):
    priya = client("other family’s worker")
    page = priya.post("/families/begin", {**BEGIN, **change}, expect=422)
    assert message in page.error_beside(field)
    assert page.typed("from_whom") == "Ms Slate, teacher"
    assert "Quayle" not in priya.get("/").text


def test_a_family_that_could_be_the_same_is_shown_before_a_second_is_made(client):
    priya = client("other family’s worker")
    priya.post("/families/begin", BEGIN)
    page = priya.post("/families/begin", {**BEGIN, "children": "Orlla Quale, 3 Feb 2019"}, expect=422)
    assert "Is it one of these?" in page.words
    assert "Orla Quayle" in page.words
    assert page.typed("their_words") == "Orla was hungry."
    priya.post("/families/begin", {**BEGIN, "children": "Orlla Quale, 3 Feb 2019", "sure": "y"})


def test_a_hidden_twin_gives_the_same_answer_as_none(app, client, world):
    """Priya may not know of the Harbours: opening one like it goes as if they were not there."""
    same = {**BEGIN, "name": "Harbour", "children": "Finn Harbour, 3 Feb 2019"}
    hidden = client("other family’s worker").post("/families/begin", same)
    none = client("other family’s worker").post("/families/begin", {**same, "name": "Zephyr", "children": "Wim Zephyr"})
    pattern = re.compile(r"[0-9a-f-]{36}")
    assert pattern.sub("", hidden.location) == pattern.sub("", none.location)
    assert client("allocated worker").post("/families/begin", same, expect=422).words.count("Finn Harbour") >= 1
    with app.app_context(), audit.acting_as(world.users["tom"]):
        access.restrict(world.family, [world.users["tom"]], "x")
    client("allocated worker").post("/families/begin", same)


def test_closing_and_opening_again_keep_both_reasons(app, client, world):
    with app.app_context(), audit.acting_as(world.users["ines"]):  # a family with a plan is closed on the plan's page
        records.withdraw(world.records["plan_rule"], 1, "Nothing was planned")
    ines, base = client("allocated worker"), f"/families/{world.family}/contacts"
    seen = ines.get(f"{base}/close").hidden()["lock_version"]
    assert ines.post(f"{base}/close", {"on": "24 Nov", "lock_version": seen}, expect=422).error_beside("because") == "Say why"
    ines.post(f"{base}/close", {"because": "Safe for a year", "on": "24 Nov", "lock_version": seen})
    assert "Closed" in ines.get(base).words
    twice = {"because": "Another", "on": "23 Nov", "lock_version": ines.get(f"{base}/close").hidden()["lock_version"]}
    assert "This record is closed already" in ines.post(f"{base}/close", twice, expect=422).words
    assert "Another" not in ines.get(base).words
    stale = ines.post(f"{base}/reopen", {"because": "A new worry", "lock_version": seen}, expect=409)
    assert stale.typed("because") == "A new worry"
    ines.post(f"{base}/reopen", {"because": "A new worry", "lock_version": stale.hidden()["lock_version"]})
    words = ines.get(base).words
    assert "Closed, because: Safe for a year" in words
    assert "Opened again, because: A new worry" in words


def test_twenty_children_cost_as_many_changes_as_one(app, client):
    priya, looks = client("other family’s worker"), []

    def begun(name, children):
        answer = priya.post("/families/begin", {**BEGIN, "name": name, "children": "\n".join(children)})
        looks.append(len(answer.statements))
        return [words.split()[0] for words in answer.statements if not words.startswith("SELECT")]

    names = [f"Kid{letter * 3} Quayle" for letter in "abcdefghijklmnopqrst"]
    assert begun("Quayle", names) == begun("Linden", ["Tam Linden"])
    assert looks[0] <= looks[1] + 2  # and the look for the same people asks for all of them together
    assert begun("Nobody yet", []) != []
    with app.app_context():
        people = db.session.scalars(select(Person).join(Member).where(Person.name.in_(names)).order_by(Member.position)).all()
        added = db.session.query(AuditEvent.about_id).filter(AuditEvent.action == "person.added").order_by(AuditEvent.id).all()
        assert [person.name for person in people] == names
        assert [line.about_id for line in added][:20] == [person.id for person in people]  # each one on the trail
        assert db.session.query(NameWord.people).filter_by(word="quayle").scalar() == 20
    assert "Kidsss Quayle" in priya.post("/find", {"q": "Kidss Quale"}, expect=200).words


def test_a_form_sent_twice_begins_one_family(client):
    priya = client("other family’s worker")
    first = priya.post("/families/begin", BEGIN, key="the-same-key")
    again = priya.post("/families/begin", {**BEGIN, "sure": "y"}, key="the-same-key")
    assert first.location == again.location
    links = [link for link in priya.get("/").all("a") if link.text == "Quayle" and "strong" in (link.get("class") or "")]
    assert len(links) == 1
