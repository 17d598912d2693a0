"""The outcome for each: who reads which part on paper, what stays away, and that no view is lost on the way."""

import msgspec
import pytest

from practice.access.models import Information
from practice.core import audit
from practice.core.db import db
from practice.core.errors import Refused
from practice.discussions import commands
from practice.discussions.outcome.commands import Tells, say_what_it_tells
from practice.documents import papers, sheet
from practice.documents.commands import keep_paper
from practice.documents.making import Ready, make_ready
from practice.documents.material import gather
from practice.documents.render import Printed
from practice.families.queries import people_of, sight_of
from practice.guidance.frameworks import frameworks
from practice.records import commands as records
from practice.records import queries as reads
from tests.discussions.conftest import PERSONA
from tests.discussions.deciding import decide

KIND = "discussion-outcome"


def ready_for(world, name: str, form: str = "standard") -> Ready:
    sight = sight_of(world.family, world.users["ines"])
    assert sight is not None
    reader = next(one for one in people_of(world.family).values() if one.short_name == name)
    material = gather(sight, reader.id, KIND, draft=False)
    assert material is not None
    return make_ready(material, form)


def words_for(world, name: str) -> str:
    return "\n".join(text for _, text in papers.texts_of(ready_for(world, name).paper))


def parts(world, *which: str):
    sight = sight_of(world.family, world.users["ines"])
    return [row for row in reads.current(world.family, sight.part, ("outcome_part",)) if row.body.part in which]


@pytest.fixture
def decided(app, world):
    with app.test_request_context():
        yield decide(world)


def test_the_mother_reads_the_decision_first_and_who_did_not_agree(decided, world):
    text = words_for(world, "Marina")
    assert "DECISION no visits until after court" in text
    assert "OPTIONA" in text
    assert "OPTIONB" in text
    assert "Slate did not agree." in text
    assert text.index("DECISION") < text.index("did not agree")
    assert "ACTIONINES makes a picture story with you" in text
    assert "TELLS Ines, tomorrow" in text


@pytest.mark.parametrize("name", ["Marina", "Coral", "Ines"])
def test_no_draft_no_question_and_no_reason_of_a_number_is_on_any_paper(decided, world, name):
    text = words_for(world, name)
    for canary in ("DRAFT", "QUESTION", "NUMBERWHY"):
        assert canary not in text
    assert "DECISION" in text


def test_a_reason_waits_until_somebody_said_whose_private_matters_it_tells_of(decided, world):
    ready = ready_for(world, "Marina")
    text = words_for(world, "Marina")
    for canary in ("NELLWHY", "SLATEWHY", "SLATERELIES", "SLATEINSTEAD", "BECAUSE", "ACTIONCALLUM"):
        assert canary not in text, canary
    assert {out.rule for out in ready.choice.left_out if out.row.body.part == "because"} == {"unsorted"}
    slate = next(row for row in parts(world, "stance") if "SLATEWHY" in row.body.words)
    with audit.acting_as(world.users["ines"]):
        say_what_it_tells(world.family, decided.id, {slate.id: Tells(slate.lock_version)})
    text = words_for(world, "Marina")
    for canary in ("SLATEWHY", "SLATERELIES", "SLATEINSTEAD"):
        assert canary in text
    assert "NELLWHY" not in text


def test_what_tells_of_another_adult_needs_that_adults_yes(decided, world):
    slate = next(row for row in parts(world, "stance") if "SLATEWHY" in row.body.words)
    callum, marina = world.people["Callum"], world.people["Marina"]
    with audit.acting_as(world.users["ines"]):
        say_what_it_tells(world.family, decided.id, {slate.id: Tells(slate.lock_version, callum, Information.THIRD_PARTY)})
    assert "SLATEWHY" not in words_for(world, "Marina")
    out = next(out for out in ready_for(world, "Marina").choice.left_out if out.row.id == slate.id)
    assert "Callum has not said yes to Marina reading it" in out.because
    with audit.acting_as(world.users["ines"]):
        from practice.core import clock
        records.say_yes(world.family, callum, Information.HEALTH, marina, clock.today(), "Ines")
    assert "SLATEWHY" not in words_for(world, "Marina"), "a yes to another kind opens nothing"
    with audit.acting_as(world.users["ines"]):
        records.say_yes(world.family, callum, Information.THIRD_PARTY, marina, clock.today(), "Ines")
    assert "SLATEWHY" in words_for(world, "Marina")
    assert "SLATEWHY" not in words_for(world, "Coral"), "the yes was for one reader"


def test_where_one_of_the_family_stands_is_told_to_nobody_else(decided, world):
    assert "CORALWHY" not in words_for(world, "Marina")
    assert "Coral" not in words_for(world, "Marina").replace("CORAL", "")
    mine = words_for(world, "Coral")
    assert "CORALWHY I do not trust him" in mine
    assert "You did not agree." in mine


def test_words_made_for_another_do_not_bring_it_in(decided, world):
    coral = next(row for row in parts(world, "stance") if row.body.name.startswith("Coral"))
    with audit.acting_as(world.users["ines"]):
        records.word_for(coral.id, world.people["Marina"], "Your mum thinks differently")
    assert "Your mum thinks differently" not in words_for(world, "Marina")


@pytest.mark.parametrize("name", ["Callum", "Finn"])
def test_a_child_and_one_who_is_kept_from_it_read_only_what_was_written_for_them(decided, world, name):
    assert ready_for(world, name).is_empty
    decision = parts(world, "decision")[0]
    with audit.acting_as(world.users["ines"]):
        records.word_for(decision.id, world.people[name], f"FOR{name} we see each other later")
    text = words_for(world, name)
    assert f"FOR{name} we see each other later" in text
    assert ("Childline" in text and "Tell Ines. We write it down" in text) == (name == "Finn")  # he is seven: nothing to write on
    for canary in ("DECISION", "OPTION", "BECAUSE", "WHY", "ACTION", "TELLS", "Slate", "Nell"):
        assert canary not in text, canary


def test_a_protected_fact_in_the_words_stops_it(app, world):
    with app.test_request_context():
        decide(world, {"ines": ("agree", "", "", "")})
        decision = parts(world, "decision")[0]
        with audit.acting_as(world.users["ines"]):
            records.word_for(decision.id, world.people["Callum"], "Not near 14 Beacon Rise")
        ready = ready_for(world, "Callum")
        assert ready.stops
        assert ready.stops[0].record_id == decision.id


def test_a_part_that_is_marked_not_for_somebody_stays_away(decided, world):
    option = next(row for row in parts(world, "option") if "OPTIONB" in row.body.words)
    with audit.acting_as(world.users["ines"]):
        records.set_not_for(option.id, [world.people["Marina"]], "she is told by Ines first")
    assert "OPTIONB" not in words_for(world, "Marina")
    assert "OPTIONB" in words_for(world, "Coral")


def test_one_who_was_in_the_room_reads_what_all_said_there(decided, world):
    """Nell's part reaches danger two alone, and she heard every view when it was opened."""
    text = words_for(world, "Ines")
    for canary in ("SLATEWHY", "CORALWHY", "NELLWHY", "BECAUSE", "ACTIONCALLUM"):
        assert canary in text


@pytest.fixture
def for_workers(app, world, monkeypatch):
    """The same discussion, held in a way of which nothing is printed for the family."""
    held = frameworks()["group-mapping"]
    monkeypatch.setitem(frameworks(), "group-mapping", msgspec.structs.replace(held, not_on_paper=True))
    with app.test_request_context():
        yield decide(world)


@pytest.mark.parametrize("name", ["Marina", "Coral", "Callum", "Finn"])
def test_of_a_way_of_thinking_that_is_for_workers_nothing_prints_for_the_family(for_workers, world, name):
    with audit.acting_as(world.users["ines"]):  # not even words made for them bring it onto a paper
        records.word_for(parts(world, "decision")[0].id, world.people[name], f"FOR{name} we see each other later")
    ready = ready_for(world, name)
    assert ready.is_empty
    text = words_for(world, name)
    for canary in (f"FOR{name}", "DECISION", "OPTION", "BECAUSE", "WHY", "ACTION", "TELLS"):
        assert canary not in text, canary
    with pytest.raises(Refused):
        keep_paper(ready, Printed(b"%PDF", 1, {}))


def test_those_who_took_part_have_it_on_paper_and_the_page_offers_the_family_none(for_workers, client, world):
    assert "DECISION no visits until after court" in words_for(world, "Ines")
    db.close()
    page = client(PERSONA["ines"]).get(f"{for_workers.path}/outcome")
    assert "nothing of it is printed for the family" in page.words
    assert not any(str(world.people[name]) in (a.get("href") or "") for name in ("Marina", "Coral", "Finn")
                   for a in page.all("a"))


def test_it_stands_as_it_was_frozen_and_what_came_later_has_its_day(decided, world):
    slate = next(row for row in parts(world, "stance") if "SLATEWHY" in row.body.words)
    with audit.acting_as(world.users["tom"]):
        say_what_it_tells(world.family, decided.id, {slate.id: Tells(slate.lock_version)})
    before = papers.sha256_of(ready_for(world, "Marina").paper)
    assert papers.sha256_of(ready_for(world, "Marina").paper) == before
    from datetime import timedelta

    from practice.core import clock
    with clock.at(clock.now() + timedelta(hours=1)), audit.acting_as(world.users["tom"]):
        commands.reply(decided.id, decided.seats["slate"], "ANSWER heard, we look again")
        commands.escalate(decided.id, decided.seats["slate"], to="the service manager", by_on=clock.today() + timedelta(days=7))
        commands.came_out(decided.id, decided.seats["slate"], "CAMEOUT it stays so", clock.today())
        assert "ANSWER" not in words_for(world, "Marina"), "an answer is looked at too, before it is handed on"
        slate = next(row for row in parts(world, "stance") if "SLATEWHY" in row.body.words)
    with clock.at(clock.now() + timedelta(hours=2)), audit.acting_as(world.users["tom"]):
        say_what_it_tells(world.family, decided.id, {slate.id: Tells(slate.lock_version)})
        text = words_for(world, "Marina")
    assert "Our answer to" in text
    assert text.index("Our answer to") < text.index("It went higher") < text.index("What came of it")
    assert "ANSWER heard, we look again" in text
    assert "It went higher, to the service manager. The answer was due by" in text
    assert "CAMEOUT it stays so" in text


@pytest.mark.parametrize("form", sheet.FORMS)
def test_it_prints_in_every_form(decided, world, form):
    html = sheet.html_of(ready_for(world, "Marina", form).paper, on_screen=True)
    assert "What we talked about, and what we decided" in html
    assert "Prove" not in html


# The screens

def test_who_sat_there_and_stands_in_no_record_gets_a_paper_once_they_are_among_the_people(app, client, world):
    with app.app_context():
        table = decide(world, also="priya")
        db.close()
    ines = client(PERSONA["ines"])
    page = ines.get(f"{table.path}/outcome")
    assert "Priya Sandal sat there, and stands in no record of this family" in page.words
    add = next(a.get("href") for a in page.all("a") if "/people/add" in (a.get("href") or ""))
    ines.get(add)
    ines.post(f"/families/{world.family}/people/add", {"as": "professional", "name": "Priya Sandal", "label": "housing"})
    page = ines.get(f"{table.path}/outcome")
    assert "stands in no record" not in page.words
    link = next(a.get("href") for a in page.all("a") if "".join(a.itertext()).strip() == "Priya Sandal")
    paper = link.replace("?", "/page?")
    assert "Nothing of the decision is written for Priya to read yet" in ines.get(paper, expect=422).words, "no part, no story"
    with app.app_context(), audit.acting_as(world.users["ines"]):
        decision = next(row for row in parts(world, "decision"))
        reader = next(one for one in people_of(world.family).values() if one.name == "Priya Sandal")
        records.word_for(decision.id, reader.id, "WRITTENFORPRIYA housing is asked for a second door")
        db.close()
    words = ines.get(paper).words
    assert "WRITTENFORPRIYA" in words
    assert not any(one in words for one in ("SLATEWHY", "NELLWHY", "CORALWHY", "BECAUSE", "ACTIONINES"))


def test_the_page_before_says_what_is_left_out_and_where_to_say_whose_it_is(app, client, world):
    with app.app_context():
        table = decide(world)
        marina, slate = world.people["Marina"], next(row for row in parts(world, "stance") if "SLATEWHY" in row.body.words)
        db.close()
    ines = client(PERSONA["ines"])
    each = ines.get(f"{table.path}/outcome")
    link = next(a.get("href") for a in each.all("a") if str(marina) in (a.get("href") or ""))
    page = ines.get(link)
    assert "Where Ms Slate stands" in page.words
    assert "Say first whether it does" in page.words
    assert "Coral Harbour belongs to the family or its network" in page.words
    assert any(f"{table.path}/private#r-{slate.id.hex}" == a.get("href") for a in page.all("a"))
    form = ines.get(f"{table.path}/private")
    names = {f.get("name"): f for f in form.all("select")}
    hidden = {name: value for name, value in form.hidden("/private").items() if name != "submission_key"}
    at = next(name for name in names if name.startswith("whose_") and "SLATEWHY" in form.words)
    sent = {**hidden, **{name: "" for name in names if name.startswith("whose_")}}
    wrong = ines.post(f"{table.path}/private", {**sent, at: "00000000-0000-0000-0000-000000000001"}, expect=422)
    assert wrong.error_beside(at) == "Choose a person from the list"
    with app.app_context():
        order = [row for row in parts(world, "stance") if row.body.words or row.body.more or row.body.instead]
        place = [row.id for row in order].index(slate.id)
        db.close()
    ines.post(f"{table.path}/private", {**sent, f"whose_{place}": "nobody"})
    assert "SLATEWHY" in ines.get(link.replace("?", "/page?")).words
    # Somebody else said so of the same part in between: nothing is overwritten.
    callum = {f"whose_{place}": str(world.people["Callum"])}
    again = ines.post(f"{table.path}/private", {**sent, **callum}, expect=409)
    assert "said this of one of them first" in again.words
    assert again.words.count("It now says: Nobody’s.") == 1
    chosen = [one.get("value") for one in again.field(f"whose_{place}").iter() if one.get("selected") is not None]
    assert chosen == list(callum.values())
    # who has looked, and presses again, is heard
    ines.post(f"{table.path}/private", {**sent, **again.hidden("/private"), **callum})
    with app.app_context():
        assert next(row for row in parts(world, "stance") if row.id == slate.id).body.evidence_of == world.people["Callum"]


def test_an_earlier_decision_keeps_its_own_paper(app, client, world):
    with app.app_context():
        first = decide(world)
        decide(world, {"ines": ("agree", "", "", "")})
        db.close()
    ines, marina = client(PERSONA["ines"]), world.people["Marina"]
    link = next(a.get("href") for a in ines.get(f"{first.path}/outcome").all("a") if str(marina) in (a.get("href") or ""))
    assert "Ms Slate did not agree" in ines.get(link.replace("?", "/page?")).words
    newest = ines.get(f"/families/{world.family}/documents/discussion-outcome/{marina}/page").words
    assert "did not agree" not in newest
    ines.get(f"/families/{world.family}/documents/discussion-outcome/{marina}?of={first.id}", expect=404)
    ines.get(f"/families/{world.family}/documents/discussion-outcome/{marina}?of=nonsense", expect=404)


@pytest.mark.parametrize("persona", ["health, danger two only", "school, plan only", "other family’s worker", "excluded worker"])
def test_nobody_else_says_whose_it_is_or_makes_the_paper(app, client, world, persona):
    with app.app_context():
        table = decide(world)
        db.close()
    for path in (f"{table.path}/outcome", f"{table.path}/private",
                 f"/families/{world.family}/documents/discussion-outcome/{world.people['Marina']}"):
        answer = client(persona).get(path, expect=None)
        assert answer.status in {403, 404}
        assert "DECISION" not in answer.text
