"""The page before a paper, the paper as a page, the PDF, and words for a reader, as the people who use them see them."""

import hashlib
import io
import re
from uuid import UUID

import pikepdf
import pytest
from sqlalchemy import func, select, text

from practice.access.models import Information
from practice.core import audit, clock
from practice.core.db import command, db
from practice.documents import render, views
from practice.documents.models import Paper
from practice.families.models import Place, PlaceKind, PlaceProtection, Standing
from practice.mapping.kinds import BottomLine, DangerStatement, NextStep, SafetyGoal, SafetyScale, Strength
from practice.mapping.models import Rating
from practice.records import commands as records
from practice.records.models import Record
from practice.safety.closing.kinds import ClosingLetter
from practice.safety.kinds import PLAN_KINDS, DayPart, PlanRule, Promise, RedFlag
from tests.documents.leaks import everything_in
from tests.make.people import CANARIES, person

WORKER = "allocated worker"


def base(world):
    return f"/families/{world.family}/documents"


def before(world, who: str, kind: str = "family-plan") -> str:
    return f"{base(world)}/{kind}/{world.people[who]}"


@command
def change(app_world, what) -> UUID:
    with audit.acting_as(app_world.users["ines"]):
        return what()


def test_the_list_of_documents_names_the_readers(client, world):
    page = client(WORKER).get(base(world))
    assert "Marina Harbour" in page.words
    assert "Callum Reef" in page.words
    assert "No paper was made yet." in page.words


def test_the_mothers_copy_holds_the_plan(client, world):
    page = client(WORKER).get(before(world, "Marina"))
    assert "locks door and chain" in page.words
    paper = client(WORKER).get(before(world, "Marina") + "/page")
    assert "Marina locks door and chain every night." in paper.words
    assert "What is left out" not in paper.words


def test_the_page_before_a_colleagues_copy_of_an_agreed_plan_makes_no_more_statements(client, world, app):
    with app.app_context():
        change(world, lambda: records.freeze(world.family, "plan", PLAN_KINDS, clock.today(), {}))
    page = client(WORKER).get(before(world, "Ines"))  # the client counts: at most twelve
    assert "Protected address: not for Callum Reef" in page.words


def test_the_fathers_copy_holds_only_what_was_written_for_him(client, world, app):
    page = client(WORKER).get(before(world, "Callum"))
    assert "An address or number in this family is protected from Callum" in page.words
    paper = client(WORKER).get(before(world, "Callum") + "/page")
    assert "locks door and chain" not in paper.words
    assert "live with mum" not in paper.words
    assert "Coral" not in paper.words
    assert "999" in paper.words
    with app.app_context():
        change(world, lambda: records.word_for(world.records["bottom_line"], world.people["Callum"],
                                               "You stay away from Marina."))
    paper = client(WORKER).get(before(world, "Callum") + "/page")
    assert "You stay away from Marina." in paper.words
    assert "Marina gave" not in paper.words
    assert "You gave it 7." in paper.words


def test_left_out_is_named_with_its_reason_and_a_way_in(client, world):
    page = client(WORKER).get(before(world, "Callum"))
    assert "a line prints only in words made for them" in page.words
    link = f"/words/{world.records['plan_rule']}"
    assert link in page.text
    form = client(WORKER).get(f"{before(world, 'Callum')}{link}")
    assert form.typed("words") == ""
    client(WORKER).post(f"{before(world, 'Callum')}{link}", {"words": "You ring Glen first."})
    assert "You ring Glen first." in client(WORKER).get(before(world, "Callum")).words
    assert "You ring Glen first." not in client(WORKER).get(before(world, "Marina") + "/page").words


def test_empty_words_are_told_beside_the_field(client, world):
    page = client(WORKER).post(f"{before(world, 'Callum')}/words/{world.records['plan_rule']}", {"words": "  "}, expect=422)
    assert page.error_beside("words") == "Write the words that this reader will get"


@pytest.mark.parametrize(("typed", "what"), [
    ("They live at 14 beacon-rise.", "address"), ("zz993cz", "postcode"), ("Ring 07700-900 111", "phone number"),
    ("See E\u200bastcliff", "town"), ("Lightwell Primary", "school"), ("Lightwell’s gate", "name that leads there"),
])
def test_a_protected_fact_typed_into_words_stops_the_paper(client, world, typed, what):
    worker = client(WORKER)
    worker.post(f"{before(world, 'Callum')}/words/{world.records['bottom_line']}", {"words": typed})
    page = worker.get(before(world, "Callum"))
    assert "Stopped: this must not reach Callum" in page.words
    assert f"A protected {what} stands in: bottom line" in page.words
    assert "Make the PDF" not in page.words
    assert "Nothing is printed until it is gone" in worker.get(before(world, "Callum") + "/page", expect=422).words
    worker.post(before(world, "Callum") + "/pdf", {"form": "standard"}, expect=422)
    worker.post(f"{before(world, 'Callum')}/words/{world.records['bottom_line']}", {"words": "You stay away."})
    assert "Stopped" not in worker.get(before(world, "Callum")).words


def test_a_protected_fact_in_what_he_said_stops_it_too(client, world, app):
    def say():
        from datetime import date

        from practice.core import clock
        from practice.mapping.models import Rating
        db.session.add(Rating(family_id=world.family, scale_id=world.records["scale"], person_id=world.people["Callum"],
                              value=7, why="I know it is Eastcliff", is_verbatim=True, on=date(2026, 11, 20),
                              recorded_at=clock.now()))
        return world.family

    with app.app_context():
        change(world, say)
    page = client(WORKER).get(before(world, "Callum"))
    assert "A protected town stands in: How safe is it?" in page.words


def test_not_for_wins_over_everything(client, world, app):
    with app.app_context():
        def plan():
            made = records.add(world.family, "bottom_line", BottomLine(words="Coral keeps the spare key."), info=Information.PLAN)
            records.set_not_for(made, [world.people["Marina"]], "Coral asked for it")
            records.word_for(made, world.people["Marina"], "Words that were made earlier")
            return made
        change(world, plan)
    page = client(WORKER).get(before(world, "Marina"))
    assert "Marked as not for Marina: Coral asked for it." in page.words
    paper = client(WORKER).get(before(world, "Marina") + "/page")
    assert "spare key" not in paper.words
    assert "made earlier" not in paper.words
    assert "spare key" in client(WORKER).get(before(world, "Coral") + "/page").words


def test_what_hangs_on_a_danger_that_is_not_for_the_reader_stays_out_with_it(client, world, app):
    with app.app_context():
        danger = change(world, lambda: records.add(world.family, "danger", DangerStatement(
            words="Ruth is worried that on a day without sleep it is too much.", evidence_of=world.people["Marina"]),
            info=Information.HEALTH))
        goal = change(world, lambda: records.add(
            world.family, "goal", SafetyGoal(words="They eat on MAPLEDAY too."), parent_id=danger))
        change(world, lambda: records.add(world.family, "scale", SafetyScale(
            words="How safe are MAPLEDAYS?", zero="nobody", ten="somebody"), parent_id=danger))
        change(world, lambda: records.add(world.family, "plan_rule", PlanRule(
            words="comes on a MAPLEDAY", who=world.people["Marina"], when="by 8"), parent_id=goal))
    for kind in ("family-plan", "assessment"):
        page = client(WORKER).get(before(world, "Coral", kind))
        assert "It hangs on a danger that Coral does not read." in page.words
        assert "MAPLEDAY" not in client(WORKER).get(before(world, "Coral", kind) + "/page").words
        assert "MAPLEDAY" in client(WORKER).get(before(world, "Marina", kind) + "/page").words


def test_evidence_about_one_adult_needs_that_adults_yes(client, world, app):
    with app.app_context():
        change(world, lambda: records.add(world.family, "promise", Promise(
            words="sees Marina about sleep", who=world.people["Ines"], when="on Thursdays",
            evidence_of=world.people["Marina"]), info=Information.HEALTH))
    worker = client(WORKER)
    assert "Marina has not said yes to Coral reading it" in worker.get(before(world, "Coral")).words
    assert "about sleep" not in worker.get(before(world, "Coral") + "/page").words
    assert "about sleep" in worker.get(before(world, "Marina") + "/page").words
    page = worker.get(before(world, "Coral"))
    asked = next(link.get("href") for link in page.all("a") if "/yes/" in (link.get("href") or ""))
    late = worker.post(asked, {"on": "1 Dec 2026", "taken_by": "Ines, at home"}, expect=422)
    assert late.error_beside("on") == "Give the day on which they said it: today or before"
    assert late.typed("taken_by") == "Ines, at home"
    worker.post(asked, {"on": "20 Nov", "taken_by": "Ines, at home"})
    assert "about sleep" in worker.get(before(world, "Coral") + "/page").words


def test_what_a_professional_works_on_is_told_only_to_those_who_may_read_that_adults_private_lines(client, world, app):
    def rated():
        ruth = person(world.family, "Ruth Sill", Standing.PROFESSIONAL, "mental health", 11, short="Ruth")
        found.append(records.add(world.family, "promise", Promise(words="sees Marina on Tuesdays", who=ruth,
                                                                  evidence_of=world.people["Marina"]), info=Information.HEALTH))
        for who in (ruth, world.people["Coral"]):
            db.session.add(Rating(family_id=world.family, scale_id=world.records["scale"], person_id=who, value=7,
                                  why="", is_verbatim=False, on=clock.today(), recorded_at=clock.now()))
        return world.family

    found: list[UUID] = []
    with app.app_context():
        change(world, rated)
    worker = client(WORKER)
    for kind in ("assessment", "scale-picture"):
        assert "mental health" in worker.get(before(world, "Marina", kind) + "/page").text, kind
        assert "mental health" in worker.get(before(world, "Ines", kind) + "/page").text, kind
        told_nothing = worker.get(before(world, "Coral", kind) + "/page")
        assert "Ruth" in told_nothing.words, kind  # her number stands, not what she works on
        assert "mental health" not in told_nothing.text, kind
    with app.app_context():
        change(world, lambda: records.say_yes(world.family, world.people["Marina"], Information.HEALTH, world.people["Coral"],
                                              clock.today(), "Ines, at home") or world.family)
    for kind in ("assessment", "scale-picture"):
        assert "mental health" in worker.get(before(world, "Coral", kind) + "/page").text, kind
    with app.app_context():
        change(world, lambda: records.set_not_for(found[0], [world.people["Coral"], world.people["Marina"]], "Marina asked")
                                                  or world.family)
    assert "mental health" not in worker.get(before(world, "Coral", "assessment") + "/page").text
    assert "mental health" in worker.get(before(world, "Marina", "assessment") + "/page").text  # she knows her own worker


def test_health_information_is_not_handed_on_as_it_stands(client, world, app):
    with app.app_context():
        change(world, lambda: records.add(world.family, "strength", Strength(words="Takes her tablets"), info=Information.HEALTH))
    page = client(WORKER).get(before(world, "Coral", "assessment"))
    assert "It is health, which is not handed on as it stands." in page.words
    assert "tablets" not in client(WORKER).get(before(world, "Coral", "assessment") + "/page").words


def test_the_page_before_says_who_does_it_and_which_part_of_the_day_it_is(client, world, app):
    with app.app_context():
        coral = world.people["Coral"]
        change(world, lambda: records.add(world.family, "day_part", DayPart(days="weekend", part="night", who=(coral,)),
                                          info=Information.PLAN))
        change(world, lambda: records.add(world.family, "next_step", NextStep(words="rings on Friday", who=coral)))
    worker = client(WORKER)
    assert "Weekends: night, all the children: Coral" in worker.get(before(world, "Coral", "fridge-sheet")).words
    assert "Coral rings on Friday" in worker.get(before(world, "Coral", "assessment")).words


def test_a_wording_from_an_earlier_version_says_so(client, world, app):
    with app.app_context():
        change(world, lambda: records.word_for(world.records["bottom_line"], world.people["Callum"], "You stay away."))
        change(world, lambda: records.revise(world.records["bottom_line"], 1, BottomLine(words="No contact at all.")))
    assert "These words were made from an earlier version." in client(WORKER).get(before(world, "Callum")).words


def test_a_first_page_for_one_reader(client, world):
    worker, address = client(WORKER), before(world, "Callum") + "/first-page"
    form = worker.get(address)
    worker.post(address, {"title": "Your part of the plan for Finn and Shelly", "why": "On 6 September you hurt Marina.",
                          "lock_version": form.hidden()["lock_version"]})
    paper = worker.get(before(world, "Callum") + "/page")
    assert "Your part of the plan for Finn and Shelly" in paper.words
    assert "Why are you in my life?" in paper.words
    assert "On 6 September you hurt Marina." in paper.words.replace("\u00a0", " ")
    assert "you hurt Marina" not in worker.get(before(world, "Marina") + "/page").words
    assert "you hurt Marina" not in worker.get(before(world, "Marina")).words


def test_a_first_page_saved_by_two_keeps_both_texts(client, world):
    worker, address = client(WORKER), before(world, "Callum") + "/first-page"
    worker.post(address, {"title": "A", "why": "First.", "lock_version": "0"})
    seen = worker.get(address).hidden()["lock_version"]
    worker.post(address, {"title": "A", "why": "Theirs.", "lock_version": seen})
    clash = worker.post(address, {"title": "A", "why": "Mine.", "lock_version": seen}, expect=409)
    assert "Theirs." in clash.words
    assert clash.typed("why") == "Mine."


def test_the_pdf_is_kept_as_bytes_and_comes_again(client, world, app):
    worker = client(WORKER)
    made = worker.post(before(world, "Marina") + "/pdf", {"form": "standard"})
    file = worker.get(made.location)
    assert file.headers["Content-Type"] == "application/pdf"
    assert file.headers["Cache-Control"] == "no-store"
    assert re.search(r'filename="our-plan\.pdf"', file.headers["Content-Disposition"])
    with app.app_context():
        row = db.session.scalars(select(Paper)).one()
        assert row.data == file.data
        assert row.sha256 == hashlib.sha256(file.data).hexdigest()
        assert row.is_draft
        assert row.code.replace(" ", "") == row.view_sha256[:12]
    again = worker.post(before(world, "Marina") + "/pdf", {"form": "standard"})
    assert again.location == made.location  # the very same view: the same bytes, not rendered again
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Paper)) == 1
    assert "Family plan for Marina Harbour" in worker.get(base(world)).words
    worker.post(before(world, "Marina") + "/pdf", {"form": "large-print"})
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Paper)) == 2
        actions = [line.action for line in db.session.scalars(select(audit.AuditEvent).order_by(audit.AuditEvent.id))]
    assert actions.count("document.made") == 2
    assert actions.count("document.fetched") == 1


def test_the_page_and_the_pdf_hold_the_same_words(client, world):
    worker = client(WORKER)
    file = worker.get(worker.post(before(world, "Marina") + "/pdf", {"form": "standard"}).location)
    page = worker.get(before(world, "Marina") + "/page")
    pdf = everything_in(file.data)
    for element in ("Marina locks door and chain every night", "He could come back when he is angry", "0808 801 0366"):
        assert element in page.words.replace("\u00a0", " ")
        assert element in pdf


def test_a_paper_cannot_be_changed_or_deleted(client, world, app):
    client(WORKER).post(before(world, "Marina") + "/pdf", {"form": "standard"})
    with app.app_context():
        for statement in ("UPDATE paper SET sha256 = 'x'", "DELETE FROM paper"):
            with pytest.raises(Exception, match=r"(?i)paper|never|append"):
                db.session.execute(text(statement))
            db.session.rollback()


def test_the_agreed_version_prints_and_later_words_do_not(client, world, app):
    with app.app_context():
        from datetime import date
        change(world, lambda: records.freeze(world.family, "plan", PLAN_KINDS, date(2026, 11, 20), {}))
        change(world, lambda: records.add(world.family, "bottom_line", BottomLine(words="Written after the day."),
                                          info=Information.PLAN))
    worker = client(WORKER)
    paper = worker.get(before(world, "Marina") + "/page")
    assert "Version 1, 20 November 2026. Marina’s copy." in paper.words.replace("\u00a0", " ")
    assert "Written after the day." not in paper.words
    draft = worker.get(before(world, "Marina") + "/page?draft=yes")
    assert "Draft, not agreed yet." in draft.words
    assert "Written after the day." in draft.words


def test_without_the_press_the_page_still_leaves(client, world, monkeypatch):
    class Gone:
        def print(self, html: str):
            raise render.RendererMissing(render.MISSING)
    monkeypatch.setattr(views, "press", Gone())
    page = client(WORKER).post(before(world, "Marina") + "/pdf", {"form": "standard"}, expect=503)
    assert "This machine cannot make a PDF" in page.words
    assert "Open it as a page" in page.words
    assert "locks door and chain" in client(WORKER).get(before(world, "Marina") + "/page").words


def test_markup_in_words_is_printed_as_words(client, world, app):
    payload = '<script>alert(1)</script><img src="http://127.0.0.1:9/x"> { { 7*7 } }'
    with app.app_context():
        change(world, lambda: records.add(world.family, "red_flag", RedFlag(words=payload, then_that=payload),
                                          info=Information.PLAN))
    page = client(WORKER).get(before(world, "Marina") + "/page")
    assert "<script>alert" not in page.text
    file = client(WORKER).get(client(WORKER).post(before(world, "Marina") + "/pdf", {"form": "standard"}).location)
    assert "<script>alert(1)" in everything_in(file.data)


def test_metadata_is_neutral(client, world):
    worker = client(WORKER)
    file = worker.get(worker.post(before(world, "Callum") + "/pdf", {"form": "standard"}).location)
    with pikepdf.open(io.BytesIO(file.data)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Your part of the plan, version 1"
        assert set(pdf.docinfo.keys()) == {"/Title", "/Producer"}
    for canary in CANARIES:
        assert canary not in everything_in(file.data)


def test_who_may_make_papers(client, world):
    address = before(world, "Marina")
    for persona, status in (("manager", 200), ("other family’s worker", 404), ("excluded worker", 404),
                            ("health, danger two only", 403), ("school, plan only", 403), ("ended agreement", 404),
                            ("administrator", 404), ("nobody", 303)):
        found = client(persona).get(address, expect=None)
        assert found.status in {status, 403 if persona == "manager" else status}, f"{persona}: {found.status}"
    assert client(WORKER).get(f"{base(world)}/family-plan/{world.family}", expect=404)
    assert client(WORKER).get(f"{base(world)}/letter/{world.people['Marina']}", expect=404)


def test_another_familys_paper_cannot_be_fetched(client, world):
    made = client(WORKER).post(before(world, "Marina") + "/pdf", {"form": "standard"})
    client("other family’s worker").get(made.location, expect=404)
    client("school, plan only").get(made.location, expect=403)


def test_what_became_protected_later_does_not_leave_again(client, world, app):
    """The file stays in the log as it was handed out; only the road out of it closes."""
    worker = client(WORKER)
    made = worker.post(before(world, "Coral") + "/pdf", {"form": "standard"})
    worker.get(made.location)

    def protect():
        place = Place(family_id=world.family, kind=PlaceKind.OTHER, name="spyhole", also="door and chain")
        db.session.add(place)
        db.session.flush()
        db.session.add(PlaceProtection(place_id=place.id, person_id=world.people["Coral"], because="Since yesterday"))
        return place.id

    with app.app_context():
        change(world, protect)
    page = worker.get(made.location, expect=403)
    assert "it does not leave again" in page.words
    assert "door and chain" not in worker.get(before(world, "Coral") + "/page").words


def test_a_place_that_is_not_filled_in_yet_protects_already(client, world, app):
    def protect():
        place = Place(family_id=world.family, kind=PlaceKind.HOME)
        db.session.add(place)
        db.session.flush()
        db.session.add(PlaceProtection(place_id=place.id, person_id=world.people["Coral"], because="It will be written in"))
        return place.id

    with app.app_context():
        change(world, protect)
    page = client(WORKER).get(before(world, "Coral"))
    assert "Only what was written for Coral" in page.words
    assert "locks door" not in client(WORKER).get(before(world, "Coral") + "/page").words


def test_sending_it_twice_makes_one(client, world, app):
    worker = client(WORKER)
    for _ in range(2):
        worker.post(before(world, "Marina") + "/pdf", {"form": "standard"}, key="the same key")
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Paper)) == 1


def test_a_new_column_is_on_no_paper(client, world):
    """Templates of papers read the view model alone: no ORM row, no body, no person row is in their context."""
    from pathlib import Path
    for name in ("document.html", "documents/family_plan.html", "documents/assessment.html", "documents/_runs.html",
                 "documents/_scales.html"):
        text = (Path(render.HERE.parent.parent) / "templates" / name).read_text()
        assert "body." not in text
        assert "material" not in text
        assert "people" not in text
    assert Record.__tablename__ == "record"


def test_the_list_offers_each_person_the_kinds_that_are_theirs(client, world):
    """A rule, a back-up or a promise makes an own sheet; a number makes a scale picture; an empty form is for nobody."""
    page = client(WORKER).get(base(world))
    theirs = {link.get("href") for link in page.all("a")}
    assert any(f"/members-sheet/{world.people['Marina']}" in one for one in theirs)
    assert not any(f"/members-sheet/{world.people['Coral']}" in one for one in theirs)
    assert not any(f"/members-sheet/{world.people['Finn']}" in one for one in theirs)
    assert any(f"/scale-picture/{world.people['Finn']}" in one for one in theirs)
    assert not any(f"/scale-picture/{world.people['Coral']}" in one for one in theirs)
    assert not any("/closing-letter/" in one or "/immediate-plan/" in one for one in theirs)
    assert f"{base(world)}/blank/blank-three-columns" in theirs


@pytest.mark.parametrize("kind, who, says", [
    ("members-sheet", "Coral", "No rule, back-up or promise of the plan names Coral"),
    ("members-sheet", "Finn", "A child has no duty in a plan"),
    ("scale-picture", "Coral", "Coral has not given a number yet"),
    ("closing-letter", "Marina", "No closing letter is written for Marina yet"),
    ("immediate-plan", "Marina", "No immediate plan is written for Marina"),
    ("fridge-sheet", "Callum", "nothing to hang up"),
])
def test_a_kind_that_is_not_for_them_says_why_and_prints_nothing(client, world, app, kind: str, who: str, says: str):
    worker = client(WORKER)
    assert says in worker.get(before(world, who, kind)).words
    assert says in worker.get(before(world, who, kind) + "/page", expect=422).words
    assert says in worker.post(before(world, who, kind) + "/pdf", {"form": "standard"}, expect=422).words
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Paper)) == 0


def test_the_familys_closing_letter_is_not_for_a_neighbour_who_has_no_words_of_their_own(client, world, app):
    def written():
        buoy = person(world.family, "Mrs Buoy", Standing.NETWORK, "neighbour", 12, short="Mrs Buoy")
        letter = records.add(world.family, "closing_letter", ClosingLetter(words="Dear Marina. You kept the door plan."))
        records.freeze(world.family, "closing", ("closing_letter",), clock.today(), {})
        found.extend([buoy, letter])
        return buoy

    found: list[UUID] = []
    with app.app_context():
        buoy = change(world, written)
    worker = client(WORKER)
    theirs = f"{base(world)}/closing-letter/{buoy}"
    page = worker.get(theirs).words
    assert "It is written to the family. Mrs Buoy gets a letter of their own, or words made for them." in page
    assert "No closing letter is written for Mrs Buoy yet" in worker.get(theirs + "/page", expect=422).words
    worker.post(theirs + "/pdf", {"form": "standard"}, expect=422)
    assert "You kept the door plan." in worker.get(before(world, "Marina", "closing-letter") + "/page").words
    assert "You kept the door plan." in worker.get(before(world, "Ines", "closing-letter") + "/page").words
    worker.post(f"{theirs}/words/{found[1]}", {"words": "You had the spare key. Thank you."})
    assert "You had the spare key." in worker.get(theirs + "/page").words


def test_an_own_sheet_holds_the_readers_own_rules_and_no_other(client, world, app):
    with app.app_context():
        change(world, lambda: records.add(world.family, "plan_rule", PlanRule(
            who=world.people["Coral"], back_up=(world.people["Marina"],), words="keeps the spare phone on", when="day and night",
            family_words="Nan keeps her phone on."), info=Information.PLAN))
        change(world, lambda: records.add(world.family, "plan_rule", PlanRule(
            who=world.people["Ines"], words="counts the blue spoons", when="each week"), info=Information.PLAN))
    coral = client(WORKER).get(before(world, "Coral", "members-sheet") + "/page").words
    assert "You promise to keep the spare phone on day and night." in coral
    assert "locks door and chain" not in coral
    assert "blue spoons" not in coral
    marina = client(WORKER).get(before(world, "Marina", "members-sheet") + "/page").words
    assert "You promise to lock door and chain every night." in marina
    assert "You are the back-up. If nobody does what stands here, you do. Nan keeps her phone on." in marina
    assert "blue spoons" not in marina


def test_one_who_is_protected_against_gets_own_numbers_and_made_words_alone(client, world, app):
    worker = client(WORKER)
    page = worker.get(before(world, "Callum", "scale-picture") + "/page")
    assert "Callum (dad) gave this: 7 on 19 November" in page.text.replace("\u00a0", " ")
    for other in ("Marina", "Finn", "Ines (social", "Dad is likely to come"):
        assert other not in page.text
    worker.get(before(world, "Callum", "members-sheet") + "/page", expect=422)
    with app.app_context():
        rule = change(world, lambda: records.add(world.family, "plan_rule", PlanRule(
            who=world.people["Callum"], words="goes through Glen", when="every week", back_up=(world.people["Coral"],)),
            info=Information.PLAN))
        change(world, lambda: records.word_for(rule, world.people["Callum"], "You ask Glen first."))
    sheet_of_his = worker.get(before(world, "Callum", "members-sheet") + "/page").words
    assert "You ask Glen first." in sheet_of_his
    assert "Coral" not in sheet_of_his
    assert "goes through Glen" not in sheet_of_his


def test_an_empty_form_holds_the_familys_name_only_if_wished(client, world, app):
    worker, address = client("school, plan only"), f"{base(world)}/blank/blank-three-columns"
    worker.get(address, expect=403)
    worker = client(WORKER)
    assert "Print the family’s name on it: Harbour" in worker.get(address).words
    assert "Harbour" not in worker.get(address + "/page").text
    assert "Family: Harbour" in worker.get(address + "/page?named=yes").words
    file = worker.get(address + "/pdf?form=standard")
    assert file.headers["Content-Type"] == "application/pdf"
    assert 'filename="our-conversation-today.pdf"' in file.headers["Content-Disposition"]
    told = everything_in(file.data)
    assert "What are we worried about?" in told
    assert not any(name in told for name in ("Harbour", "Marina", "Callum", "Ines"))
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Paper)) == 0
    worker.get(f"{base(world)}/blank/family-plan", expect=404)
    worker.get(f"{base(world)}/blank-three-columns/{world.people['Marina']}", expect=404)
    client("other family’s worker").get(address, expect=404)
