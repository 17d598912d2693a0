"""How a text reads, beside the field and for the whole paper: shown always, blocking never, and the typed words kept nowhere."""

import logging
from dataclasses import replace

import pytest

from practice.access.models import Information
from practice.core import audit
from practice.core.db import command, db
from practice.documents import commands
from practice.documents.kinds_of_paper import for_readers
from practice.documents.making import make_ready
from practice.documents.material import gather
from practice.documents.models import Paper
from practice.documents.readable import whole
from practice.documents.render import Printed
from practice.families.models import Person
from practice.families.queries import sight_of
from practice.guidance import plain
from practice.guidance.glossary import target_for
from practice.mapping.kinds import BottomLine
from practice.records import commands as records
from tests.house.things import dump

HARD = "We will liaise with the siblings regarding Bartholomew’s developmental timetable."


def reading(world, rest=""):
    return f"/families/{world.family}/reading{rest}"


def measure(client, world, words, who="allocated worker", rest="", expect=200):
    return client(who).post(reading(world, rest), {"family_words": words}, htmx="reads", expect=expect)


def test_what_is_typed_comes_back_measured_as_a_piece_of_a_page(client, world):
    answer = measure(client, world, HARD)
    assert answer.is_fragment
    for words in ("Three of our words have plainer ones.", "liaise: say talk to", "siblings: say brothers and sisters",
                  "Two hard words: Bartholomew’s, developmental"):
        assert words in answer.words, words
    assert measure(client, world, " ").words == ""


def test_names_of_the_familys_people_are_not_hard_and_the_target_is_the_readers(client, world):
    assert "hard word" not in measure(client, world, "Marina Harbour rings Coral.").words
    assert "Target 9 to 11" in measure(client, world, "Nan comes.").words
    assert "Target 5 to 7" in measure(client, world, "Nan comes.", rest=f"?reader={world.people['Finn']}").words
    assert "Target 9 to 11" in measure(client, world, "Nan comes.", rest="?reader=nobody").words


def test_the_words_are_kept_nowhere_and_it_is_no_look(app, client, world, caplog):
    worker = client("allocated worker")
    worker.get("/")
    before = dump(app)
    with caplog.at_level(logging.DEBUG):
        measure(client, world, "Zanzibarian secret")
    assert dump(app) == before
    assert "Zanzibarian" not in caplog.text
    from practice.guidance.reading import read
    assert read.cache_info().maxsize  # what is saved is cached; what is typed goes another way
    hits = read.cache_info()
    measure(client, world, "Never seen before in any cache")
    assert read.cache_info() == hits


def test_who_may_not_write_in_the_family_is_refused(client, world):
    for who, status in (("school, plan only", 403), ("health, danger two only", 403), ("other family’s worker", 404),
                        ("nobody", 401)):
        measure(client, world, "Nan comes.", who, expect=status)
    client("allocated worker").post(reading(world), {"words": "x"}, token="made-up", expect=400)


@pytest.mark.parametrize(("path", "field"), [
    ("mapping/{danger}/edit", "family_words"), ("plan/add/red_flag", "family_words"),
    ("plan/add/plan_head", "why"), ("plan/add/closing_letter", "words"),
    ("plan/add/plan_rule", "words"), ("plan/{plan_rule}/edit", "then_that"), ("plan/add/promise", "words"),
    ("plan/add/red_flag", "steps"), ("plan/add/trigger", "what_we_do"), ("plan/add/early_sign", "words"),
    ("plan/add/closing", "words"), ("plan/add/child_part", "words"), ("mapping/add/bottom_line", "words"),
    ("plan/immediate/write", "why_today"), ("plan/immediate/write", "rule_2_words"),
    ("documents/family-plan/{Callum}/words/{plan_rule}", "words"),
    ("documents/family-plan/{Callum}/first-page", "why")])
def test_every_field_that_a_family_reads_is_measured_as_one_types(client, world, path, field):
    page = client("allocated worker").get(f"/families/{world.family}/" + path.format(**world.records, **world.people))
    element = page.field(field)
    assert element.get("hx-post", "").startswith(reading(world))
    assert element.get("hx-params") == f"csrf_token,{field}"
    assert "delay:600ms" in element.get("hx-trigger")
    assert f"{element.get('id')}-reads" in element.get("aria-describedby")
    assert (f"reader={world.people['Callum']}" in element.get("hx-post")) is ("Callum" in path)


def test_of_a_line_or_two_only_what_could_be_plainer_is_said(client, world):
    assert measure(client, world, "Nan comes.", rest="?brief=yes").words == ""
    assert "liaise: say talk to" in measure(client, world, HARD, rest="?brief=yes").words
    worker, path = client("allocated worker"), f"/families/{world.family}/plan/{world.records['plan_rule']}/edit"
    page = worker.get(path)
    assert "brief=yes" in page.field("words").get("hx-post")
    assert "brief" not in page.field("family_words").get("hx-post")
    assert "Too short" not in page.words


def test_other_fields_are_not(client, world):
    page = client("allocated worker").get(f"/families/{world.family}/mapping/{world.records['danger']}/edit")
    assert page.field("words").get("hx-post") is None


def test_without_scripts_it_stands_there_after_saving(client, world):
    worker = client("allocated worker")
    path = f"/families/{world.family}/documents/family-plan/{world.people['Marina']}/words/{world.records['plan_rule']}"
    page = worker.post(path, {"words": ""}, expect=422)
    assert "Reads at" not in page.words
    worker.post(path, {"words": HARD})  # it never blocks
    assert "liaise: say talk to" in worker.get(path).words


def test_the_page_before_a_paper_gives_one_verdict_for_all_of_it(client, world):
    worker = client("allocated worker")
    before = f"/families/{world.family}/documents/family-plan/{world.people['Marina']}"
    worker.post(f"{before}/words/{world.records['plan_rule']}", {"words": HARD + " " + "and then " * 30 + "nan comes."})
    page = worker.get(before)
    assert "How it reads" in page.words
    assert "Target 9 to 11." in page.words
    assert "longer than 25 words" in page.words
    assert "liaise: say talk to" in page.words
    assert "Make the PDF" in page.words
    assert "A printed copy cannot be called back" in page.words


def test_the_verdict_is_kept_with_the_made_paper_without_its_words(app, world):
    with app.app_context(), audit.acting_as(world.users["ines"]), app.test_request_context():
        sight = sight_of(world.family, world.users["ines"])
        ready = make_ready(gather(sight, world.people["Marina"], "family-plan", draft=True), "standard")
        paper_id = commands.keep_paper(ready, Printed(b"%PDF", 1, {}))
        kept = db.session.get(Paper, paper_id).reading
    assert kept["target"] == "adult"
    assert kept["age"] > 4
    assert kept["verdict"].startswith("Reads at about age ")
    assert set(kept) == {"age", "words", "longest", "long_sentences", "our_words", "hard_words", "target", "easy_enough", "verdict"}


def test_what_somebody_said_word_for_word_is_not_measured(app, client, world):
    from practice.documents.readable.whole import texts_to_read
    with app.app_context(), audit.acting_as(world.users["ines"]), app.test_request_context():
        sight = sight_of(world.family, world.users["ines"])
        ready = make_ready(gather(sight, world.people["Marina"], "assessment", draft=True), "standard")
        text = "\n".join(texts_to_read(ready.paper))
    assert "strangled" in text
    assert "M22" not in text
    assert "Tue" not in text


# Easy words, chosen for one reader

TOO_LONG = "On Tuesdays Nan comes at seven and then she stays with you and Shelly until the morning comes."  # 18 words


@command
def choose_easy_words(world, name):
    db.session.get(Person, world.people[name]).easy_words = True


def easy(app, world, name):
    with app.app_context():
        choose_easy_words(world, name)


def test_easy_words_are_chosen_on_the_persons_own_form(client, world):
    worker, address = client("allocated worker"), f"/families/{world.family}/people/{world.people['Marina']}/edit"
    page = worker.get(address)
    form = next(form for form in page.all("form") if any(one.get("name") == "easy_words" for one in form.iter()))
    sent = {one.get("name"): one.get("value") or "" for one in form.iter() if one.get("name") and one.get("type") not in
            {"checkbox", "radio", "submit"} and one.tag.endswith("input")}
    sent |= {one.get("name"): next((option.get("value") for option in one.iter() if option.get("selected") is not None), "")
             for one in form.iter() if one.tag.endswith("select")}
    worker.post(address, {**sent, "easy_words": "y"})
    assert "in easy words" in worker.get(f"/families/{world.family}/people").words
    assert "reads easy words" in worker.get(f"/families/{world.family}/documents").words


def test_the_target_and_the_verdict_are_those_of_easy_words(app, client, world):
    marina = world.people["Marina"]
    before = f"/families/{world.family}/documents/family-plan/{marina}"
    assert "Target 9 to 11." in measure(client, world, TOO_LONG, rest=f"?reader={marina}").words
    assert "longer than" not in measure(client, world, TOO_LONG, rest=f"?reader={marina}").words
    page = client("allocated worker").get(before)
    assert "Measured for an adult." in page.words and "Does Marina need easy words?" in page.words
    easy(app, world, "Marina")
    typed = measure(client, world, TOO_LONG, rest=f"?reader={marina}").words
    assert "Target 5 to 8. One sentence is longer than 12 words." in typed
    page = client("allocated worker").get(before)
    assert "Measured for somebody who reads easy words." in page.words
    assert "Marina needs easy words: change it" in page.words
    assert "Target 5 to 8" in page.words
    # a young child's own target is plainer still
    easy(app, world, "Finn")
    assert "Target 5 to 7" in measure(client, world, "Nan comes.", rest=f"?reader={world.people['Finn']}").words
    # somebody else's paper is measured as before
    assert "Target 9 to 11" in measure(client, world, "Nan comes.", rest=f"?reader={world.people['Coral']}").words


def test_the_target_is_kept_with_the_made_copy(app, client, world):
    easy(app, world, "Marina")
    with app.test_request_context(), audit.acting_as(world.users["ines"]):
        sight = sight_of(world.family, world.users["ines"])
        ready = make_ready(gather(sight, world.people["Marina"], "family-plan", draft=True), "standard")
        commands.keep_paper(ready, Printed(b"%PDF-1.7", 1, {}))
        kept = db.session.query(Paper).one().reading
        assert kept["target"] == "easy-words"
        assert "Target 5 to 8" in kept["verdict"]
        _forget(world)
    shelf = client("allocated worker").get(f"/families/{world.family}/documents").words
    assert "Measured for easy words. " in shelf  # as it was then, though Marina reads other papers now
    assert "reads easy words" not in shelf


@command
def _forget(world):
    db.session.get(Person, world.people["Marina"]).easy_words = False


def test_the_page_before_a_paper_names_the_sentences_to_change_first(app, client, world):
    """The hardest first, with why; what somebody said word for word is not among them."""
    texts = ("Coral comes.", TOO_LONG, "We liaise with the siblings about developmental opportunities.", "Finn sleeps.")
    with app.app_context(), audit.acting_as(world.users["ines"]):
        for words in texts:
            records.add(world.family, "bottom_line", BottomLine(words=words), info=Information.PLAN)
    easy(app, world, "Marina")
    page = client("allocated worker").get(f"/families/{world.family}/documents/family-plan/{world.people['Marina']}?draft=yes")
    named = [" ".join("".join(item.itertext()).split()) for item in page.all("ol")[-1]]
    assert len(named) <= 3
    assert named[0] == ("“We liaise with the siblings about developmental opportunities” (liaise: say talk to; siblings: say "
                        "brothers and sisters; hard: developmental, opportunities)")
    assert named[1] == "“On Tuesdays Nan comes at seven and then she stays with you…” (18 words)"
    assert not any("Coral comes" in one or "Finn sleeps" in one for one in named)
    assert "read out, in bigger print" not in " ".join(named)  # what every paper says by itself is not the worker's to change


def test_an_easy_text_has_no_sentence_to_change_first():
    verdict = plain.measure("Nan comes at seven. She stays with you.", target_for(30, easy_words=True))
    assert verdict.first == ()
    assert verdict.is_easy_enough
    long_only = plain.measure(TOO_LONG, target_for(30, easy_words=True))
    assert [one.why for one in long_only.first] == [("18 words",)]
    assert plain.measure(TOO_LONG, target_for(30)).first == ()


@pytest.mark.parametrize("kind", [kind.name for kind in for_readers()])
def test_no_kind_of_paper_asks_to_change_what_it_says_by_itself(app, world, kind):
    with app.test_request_context(), audit.acting_as(world.users["ines"]):
        sight = sight_of(world.family, world.users["ines"])
        material = gather(sight, world.people["Marina"], kind, draft=True)
        bare = make_ready(replace(material, rows=(), numbers=(), said=()), "standard")
        assert whole.verdict_of_ready(bare).first == ()
        assert whole.verdict_of(bare.paper, material.reader.person, material.people).words >= 0
