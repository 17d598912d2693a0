"""Handing a paper over and what is answered: in few taps, kept beside the plan, and never to the wrong person."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from practice.access.commands import give_part
from practice.access.models import Information, PartKind
from practice.core import audit, clock
from practice.core.audit import AuditEvent
from practice.core.db import command, db
from practice.core.ids import new_id
from practice.documents.hands.models import AnswerKind, HandingOver, PaperAnswer
from practice.documents.models import Paper
from practice.records import commands as records
from practice.safety.kinds import PLAN_KINDS
from practice.safety.network import commands as network
from practice.safety.network.kinds import NetworkMember
from tests.client import PASSWORD
from tests.conftest import NOW


@command
def _paper(world, reader, days_ago=0, kind="family-plan", snapshot=None, is_draft=False, words="", by="ines") -> object:
    made = Paper(id=new_id(), family_id=world.family, kind=kind, form="standard", code="AAAA", pages=1,
                 reader_id=world.people[reader],
                 view_sha256=new_id().hex * 2, data=b"%PDF-1.7", sha256="0" * 64, made_by=world.users[by],
                 made_at=NOW - timedelta(days=days_ago), snapshot_id=snapshot, is_draft=is_draft, words=words)
    db.session.add(made)
    db.session.flush()
    return made.id


@pytest.fixture
def paper(app, world):
    def make(*args, **more):
        with app.app_context(), audit.acting_as(world.users["ines"]):
            return _paper(world, *args, **more)
    return make


def freeze(app, world, on):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        return records.freeze(world.family, "plan", PLAN_KINDS, on, {})


def url(world, paper_id, what="hand-over"):
    return f"/families/{world.family}/documents/made/{paper_id}/{what}"


def taps(**more):
    """What the form holds after two radio buttons: all else stands there already."""
    return {"how": "by_hand", "read_together": "yes", "understood": "not_asked", "on": "24 Nov", "answered_on": "24 Nov",
            "taken_by": "Ines Tidewell", **more}


def test_handed_over_read_together_agrees_in_four_taps_and_save(app, client, world, paper):
    made = paper("Marina", 12)
    worker = client("allocated worker")
    assert "Made 12 days ago, not handed over yet" in worker.get(f"/families/{world.family}/documents").words
    page = worker.get(url(world, made))
    assert "A printed copy cannot be called back" in page.words
    assert "Finn, Shelly live there" in page.words
    assert "Protected in this family: address: not for Callum Reef." in page.words
    assert page.typed("on") == "24 November 2026"
    worker.post(url(world, made), taps(person_id=world.people["Marina"], answer="agrees"))
    page = worker.get(f"/families/{world.family}/documents")
    assert "Given by hand on Tue 24 Nov, read together." in page.words
    assert "Marina agrees" in page.words
    assert "not handed over yet" not in page.words
    with app.app_context():
        done = [line.action for line in db.session.query(AuditEvent).order_by(AuditEvent.id)]
    assert done.count("document.handed_over") == done.count("document.answered") == 1


def test_what_they_say_stays_word_for_word_and_a_later_answer_stands_before_it(client, world, paper):
    made, worker = paper("Marina"), client("allocated worker")
    worker.post(url(world, made), taps(
        person_id=world.people["Marina"], understood="yes", their_words="So I text blue by seven.", language="Polish",
        interpreter="Zofia Lind", answer="in_part", words="Not the lock. It scares Shelly.", wants_changed="A quieter chain"))
    page = worker.get(f"/families/{world.family}/documents")
    for words in ("in Polish with Zofia Lind", "“So I text blue by seven.”", "Marina agrees in part",
                  "“Not the lock. It scares Shelly.”", "Wants changed: A quieter chain"):
        assert words in page.words, words
    worker.post(url(world, made, "answer"), {"answer": "agrees", "words": "Now yes.", "answered_on": "24 Nov", "taken_by": "Nell"})
    page = worker.get(f"/families/{world.family}/documents")
    assert page.words.index("“Now yes.”") < page.words.index("“Not the lock.")


@pytest.mark.parametrize(("typed", "field", "says"), [
    ({"how": ""}, "", "Say how it was handed over"),
    ({"how": "thrown"}, "", "Say how it was handed over"),
    ({"read_together": ""}, "", "Say whether you read it together"),
    ({"on": "4 Dec 2026"}, "on", "Give the day on which it happened: today or before"),
    ({"on": "1 Sept 2026"}, "on", "This is before the paper was made. Look at the day again"),
    ({"how": "post"}, "sent_to", "Write where it was sent. It is checked against what is protected, and not kept"),
    ({"how": "read_out", "read_together": "no"}, "", "A paper that was read out was read together"),
    ({"interpreter": "Coral"}, "interpreter", "Coral is of the family. Ask an interpreter who is not"),
    ({"answer": "none_yet"}, "why_none", "Say why there is no answer yet, like: wants to sleep on it"),
    ({"answer": "does_not"}, "words", "Write down why not, as Marina says it. It stays beside the plan"),
    ({"answer": "in_part"}, "words", "Write down which part, as Marina says it"),
    ({"answer": "agrees", "taken_by": " "}, "taken_by", "Say who took the answer"),
    ({"answer": "perhaps"}, "", "Choose one"),
    ({"person_id": "none"}, "person_id", "Choose from the list"),
])
def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(app, client, world, paper, typed, field, says):
    made = paper("Marina")
    page = client("allocated worker").post(url(world, made), taps(**{
        "person_id": world.people["Marina"], "their_words": "Typed and kept", **typed}), expect=422)
    assert says in page.words
    if field:
        assert page.error_beside(field) == says
    assert page.typed("their_words") == "Typed and kept"
    with app.app_context():
        assert db.session.query(HandingOver).count() == db.session.query(PaperAnswer).count() == 0


def test_a_copy_does_not_reach_the_one_from_whom_things_are_protected(client, world, paper):
    made, worker = paper("Marina"), client("allocated worker")
    page = worker.post(url(world, made), taps(person_id=world.people["Callum"]), expect=422)
    assert page.error_beside("person_id") == ("This copy was written for Marina. Something in this family is protected from "
                                              "Callum: make Callum a paper of their own")
    worker.post(url(world, made), taps(person_id=world.people["Coral"]))
    assert "Given by hand to Coral on Tue 24 Nov" in worker.get(f"/families/{world.family}/documents").words
    page = worker.post(url(world, made), taps(person_id=world.people["Coral"], answer="agrees"), expect=422)
    assert "An answer is Marina’s own" in page.words


def test_the_address_it_was_sent_to_is_checked_and_not_kept(app, client, world, paper):
    made, worker = paper("Callum"), client("allocated worker")
    page = worker.post(url(world, made), taps(person_id=world.people["Callum"], how="post", sent_to="14 Beacon Rise, Eastcliff"),
                       expect=422)
    assert page.error_beside("sent_to").startswith("This address is protected from Callum")
    worker.post(url(world, made), taps(person_id=world.people["Callum"], how="post", sent_to="2 Tern Street"))
    with app.app_context():
        kept = db.session.execute(text("SELECT * FROM handing_over")).all()
    assert "Tern" not in repr(kept)
    assert len(kept) == 1


def test_a_paper_that_holds_what_was_protected_since_is_not_handed_over(client, world, paper):
    made = paper("Callum", words="Finn goes to Lightwell Primary")
    page = client("allocated worker").get(url(world, made))
    assert "Do not hand this copy over" in page.words


def test_who_still_holds_an_old_one_is_said(app, client, world, paper):
    first = freeze(app, world, date(2026, 10, 20))
    old = paper("Marina", 20, snapshot=first)
    worker = client("allocated worker")
    worker.post(url(world, old), taps(person_id=world.people["Marina"], on="5 Nov"))
    assert "still holds" not in worker.get(f"/families/{world.family}/documents").words
    second = freeze(app, world, date(2026, 11, 19))
    assert "Marina still holds version 1. Version 2 was agreed since." in worker.get(f"/families/{world.family}/documents").words
    new = paper("Marina", 2, snapshot=second)
    page = worker.get(f"/families/{world.family}/documents")
    assert "Made 2 days ago, not handed over yet" in page.words
    assert "Marina still holds version 1" in page.words
    worker.post(url(world, new), taps(person_id=world.people["Marina"]))
    assert "still holds" not in worker.get(f"/families/{world.family}/documents").words


def test_it_is_said_of_those_who_were_given_it(app, client, world, paper):
    """A copy made for Marina was given to Coral: Marina holds none, and Coral still holds it when Marina has the next."""
    old = paper("Marina", 20, snapshot=freeze(app, world, date(2026, 10, 20)))
    worker, path = client("allocated worker"), f"/families/{world.family}/documents"
    worker.post(url(world, old), taps(person_id=world.people["Coral"], on="5 Nov"))
    second = freeze(app, world, date(2026, 11, 19))
    assert "Coral still holds version 1. Version 2 was agreed since." in worker.get(path).words
    assert "Marina still holds" not in worker.get(path).words
    worker.post(url(world, old), taps(person_id=world.people["Marina"], on="6 Nov"))
    assert "Coral and Marina still hold version 1." in worker.get(path).words
    worker.post(url(world, paper("Marina", 2, snapshot=second)), taps(person_id=world.people["Marina"]))
    assert "Coral still holds version 1." in worker.get(path).words and "Marina still holds" not in worker.get(path).words


def test_what_was_only_shown_or_read_out_is_held_by_nobody(app, client, world, paper):
    old = paper("Marina", 20, snapshot=freeze(app, world, date(2026, 10, 20)))
    worker = client("allocated worker")
    for how in ("shown", "read_out"):
        worker.post(url(world, old), taps(person_id=world.people["Marina"], on="5 Nov", how=how))
    freeze(app, world, date(2026, 11, 19))
    page = worker.get(f"/families/{world.family}/documents")
    assert "Shown on Thu 5 Nov" in page.words
    assert "still holds" not in page.words
    assert "not handed over" not in page.words


def test_a_draft_waits_for_nobody(client, world, paper):
    paper("Marina", 12, is_draft=True)
    assert "not handed over" not in client("allocated worker").get(f"/families/{world.family}/documents").words


def test_the_first_page_and_the_plan_say_it_in_one_line(client, world, paper):
    made, worker = paper("Marina", 12), client("allocated worker")
    paper("Callum", 3)
    assert "Made and not handed over yet: Marina’s family plan (12 days), Callum’s family plan (3 days)" in worker.get("/").words
    worker.post(url(world, made), taps(person_id=world.people["Marina"], answer="does_not", words="I never said that."))
    assert "Marina’s family plan" not in worker.get("/").words
    page = worker.get(f"/families/{world.family}/plan")
    assert "Marina does not agree" in page.words
    assert "“I never said that.”" in page.words
    assert "I never said that." not in client("school, plan only").get(f"/families/{world.family}/plan").words


def test_only_those_who_may_make_papers_write_it_down(client, world, paper):
    made = paper("Marina")
    for name, status in (("school, plan only", 403), ("health, danger two only", 403), ("other family’s worker", 404)):
        client(name).get(url(world, made), expect=status)
        client(name).post(url(world, made), taps(), expect=status)
    client("allocated worker").get(url(world, world.family), expect=404)
    client("allocated worker").get(url(world, world.people["Marina"], "answer"), expect=404)


def test_a_paper_of_another_leaves_only_to_those_who_see_every_kind_that_it_may_hold(app, client, world, paper):
    """Priya writes the record and sees story and plan: what Ines printed for Marina may hold her health."""
    with app.app_context(), audit.acting_as(world.users["tom"]):
        give_part(world.family, world.users["priya"], PartKind.COVER, "Helps out", kinds={Information.STORY, Information.PLAN})
        made = paper("Marina")
        own = paper("Marina", by="priya")
    ours, files = client("other family’s worker"), f"/families/{world.family}/documents/made"
    assert "it may hold more than your part" in ours.get(f"{files}/{made}", expect=403).words
    assert ours.get(f"{files}/{own}").data == b"%PDF-1.7"
    assert client("manager").get(f"{files}/{made}").data == b"%PDF-1.7"
    shelf = ours.get(f"/families/{world.family}/documents")  # and the list does not lead where it is refused
    led = [link.get("href") or "" for link in shelf.all("a")]
    assert [one for one in led if re.fullmatch(f"{files}/[^/]+", one)] == [f"{files}/{own}"]
    assert shelf.words.count("It may hold more than your part shows.") == 1


def test_what_people_answered_is_read_by_those_who_see_every_danger(client, world, paper):
    made, worker = paper("Marina"), client("allocated worker")
    worker.post(url(world, made), taps(person_id=world.people["Marina"], answer="does_not", words="I never said that.",
                                       their_words="SO I RING NAN"))
    path = f"/families/{world.family}/documents"
    assert "I never said that." in worker.get(path).words and "SO I RING NAN" in worker.get(path).words
    narrow = client("health, danger two only").get(path)
    assert "Family plan for Marina" in narrow.words
    assert "I never said that." not in narrow.text and "SO I RING NAN" not in narrow.text and "does not agree" not in narrow.words


@pytest.mark.parametrize("table", ["handing_over", "paper_answer"])
@pytest.mark.parametrize("change", ["UPDATE {} SET \"on\" = '2020-01-01'", "DELETE FROM {}"])
def test_the_database_itself_keeps_every_row(app, client, world, paper, table, change):
    made = paper("Marina")
    client("allocated worker").post(url(world, made), taps(person_id=world.people["Marina"], answer="agrees"))
    with app.app_context():
        assert db.session.query(PaperAnswer).one().answer is AnswerKind.AGREES
        with pytest.raises(DBAPIError, match="append-only"):
            db.session.execute(text(change.format(table)))


def test_sent_twice_it_is_written_once(app, client, world, paper):
    made, worker = paper("Marina"), client("allocated worker")
    for _ in range(2):
        worker.post(url(world, made), taps(person_id=world.people["Marina"]), key="once")
    with app.app_context():
        assert db.session.query(HandingOver).count() == 1
        assert clock.today() == date(2026, 11, 24)


# What somebody must not be told

@pytest.fixture
def untold(app, world):
    """What Marina and Coral must not be told; of Coral's place in the network Ines must not know."""
    with app.app_context(), audit.acting_as(world.users["tom"]):
        return {name: _untold(world, name, words) for name, words in
                (("Marina", "That Callum was seen at Pier Walk."), ("Coral", "What Finn said of her house."))}


@command
def _untold(world, name, words) -> object:
    member = network.add_member(world.family, NetworkMember(person=world.people[name], not_told=words))
    if name == "Coral":
        records.set_not_for(member, [world.people["Ines"]], "Coral asked for it")
    return member


def test_whoever_chooses_a_reader_is_told_what_that_reader_must_not_be_told(client, world, paper, untold):
    made, worker = paper("Marina"), client("allocated worker")
    papers, marina = f"/families/{world.family}/documents", world.people["Marina"]
    for address in (papers, f"{papers}/fridge-sheet/{marina}", f"{papers}/family-plan/{marina}/words/{world.records['strength']}",
                    f"/families/{world.family}/turned", f"/families/{world.family}/turned/scale-picture/{marina}",
                    url(world, made), url(world, made, "answer")):
        page = worker.get(address)
        assert "Marina must not be told: That Callum was seen at Pier Walk." in page.words, address
        assert "What Finn said of her house" not in page.text, address  # her place is not for Ines to know
    coral = f"{papers}/family-plan/{world.people['Coral']}"
    assert "must not be told" not in worker.get(coral).words
    assert "Coral must not be told: What Finn said of her house." in client("manager").get(coral).words


def test_a_copy_reaches_nobody_else_who_must_not_be_told_something(app, client, world, paper, untold):
    made = paper("Callum")
    page = client("manager").get(url(world, made))
    assert "Marina must not be told: That Callum was seen at Pier Walk." in page.words
    for login, name, words in (("allocated worker", "Marina", "That Callum was seen at Pier Walk"),
                               ("manager", "Coral", "What Finn said of her house")):
        page = client(login).post(url(world, made), taps(person_id=world.people[name], their_words="As I typed it"), expect=422)
        assert page.error_beside("person_id") == (
            f"{name} must not be told: {words}. This copy was written for Callum: make {name} a paper of their own")
        assert page.typed("their_words") == "As I typed it"
    with app.app_context():
        assert db.session.query(HandingOver).count() == 0


# Who has looked

def test_the_list_of_who_looked_says_for_whom(client, world, paper, untold):
    """Tom may know of Coral's place in the network; it is kept from Ines, who is told 'somebody'."""
    worker, manager = client("allocated worker"), client("manager")
    made, looked = {name: paper(name) for name in ("Marina", "Coral")}, f"/families/{world.family}/looked"
    for name, paper_id in made.items():
        worker.get(f"/families/{world.family}/documents/made/{paper_id}")
        worker.get(url(world, paper_id))
        worker.post(url(world, paper_id), taps(person_id=world.people[name], answer="agrees"))
        worker.get(f"/families/{world.family}/turned/family-plan/{world.people[name]}")
    worker.post(f"/families/{world.family}/turned/family-plan/{world.people['Coral']}")
    worker.get(f"/families/{world.family}/turned/family-plan")
    worker.post("/turned/back", {"password": PASSWORD})
    lines = ("looked at: documents, a paper for {}", "looked at: documents, to hand over a paper for {}",
             "handed a paper over to {}", "wrote down what {} answers to a paper", "looked at: to turn the screen to {}")
    of_coral = ("turned the screen towards {}", "took the screen back from {}", "looked at: a screen turned towards {}")
    told, kept = manager.get(looked).words, worker.get(looked).words
    for line in lines:
        for words in (told, kept):
            assert f"Ines Tidewell social worker {line.format('Marina Harbour')}" in words, line
    for line in (*lines, *of_coral):
        assert f"Ines Tidewell social worker {line.format('Coral Harbour')}" in told, line
        assert line.format("Coral") not in kept, line
    for line in ("turned the screen towards somebody", "took the screen back", "handed a paper over",
                 "wrote down what somebody answers to a paper"):
        assert line in kept
    narrow = client("school, plan only").get(looked).words.split("Who looked and when")[1]
    assert "Marina" not in narrow and "Coral" not in narrow


def test_a_paper_that_was_made_is_said_to_be_for_its_reader(app, client, world, untold):
    with app.app_context(), audit.acting_as(world.users["tom"]):
        for name in ("Marina", "Coral"):
            _made_event(world, name)
    looked = f"/families/{world.family}/looked"
    assert "Tom Larder team manager made a paper for Coral Harbour" in client("manager").get(looked).words
    kept = client("allocated worker").get(looked).words
    assert "made a paper for Marina Harbour" in kept
    assert "Coral" not in kept.split("Every look and every change")[1]
    assert "Tom Larder team manager made a paper " in kept


@command
def _made_event(world, name):
    audit.record("document.made", family_id=world.family, about=_paper(world, name), detail={"kind": "family-plan"})
