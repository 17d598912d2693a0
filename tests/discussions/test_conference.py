"""A family group conference from the offer to the family's own plan: the trail is whole, also where it is refused or not held;
a plan is sent back only with exactly the reason; accepted, it becomes a version of the plan in the family's own words."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from practice.core import audit, clock
from practice.core.db import db
from practice.core.errors import RuleBroken
from practice.discussions import commands as discussions
from practice.discussions.commands import NewDiscussion, NewSeat
from practice.discussions.conference import commands, queries
from practice.discussions.conference.kinds import Promise
from practice.discussions.models import SeatRole
from practice.documents.making import make_ready
from practice.documents.material import gather
from practice.documents.papers import texts_of
from practice.families.queries import sight_of
from practice.records import queries as records

ON = date(2026, 11, 20)


@pytest.fixture
def page(world):
    return f"/families/{world.family}/conference"


@pytest.fixture
def acting(app, world):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        yield


def offered(world, *names):
    for name in names:
        commands.offer(world.family, world.people[name], "at home, read out", "English", "Liz Beam", ON)


def planned(world, **changes):
    line = {"words": "Coral has the children every Thursday night.", "who": world.people["Coral"], "when": "every Thursday",
            **changes}
    return commands.family_plan(world.family, [Promise(**line)], ON, if_not="Then Marina rings Ines.", who_checks="Coral",
                                review_on=date(2027, 3, 6))


def test_the_whole_way_through_the_pages(client, page, world):
    worker = client("allocated worker")
    assert "It was not offered to anybody yet" in worker.get(page).words
    worker.post(f"{page}/offer", {"person": str(world.people["Marina"]), "on": "20 Nov", "how": "at home, with the\x00 leaflet",
                                  "language": "English", "by": "Liz Beam"})
    offered = worker.get(page)
    assert "No answer yet" in offered.words and "at home, with the leaflet" in offered.words and "\x00" not in offered.text
    worker.post(f"{page}/answer", {"person": str(world.people["Marina"]), "answer": "yes", "words": "Yes, if mum comes.",
                                   "is_verbatim": "y", "on": "21 Nov"})
    assert "“Yes, if mum comes.”" in worker.get(page).words
    worker.post(f"{page}/prepare", {"person": str(world.people["Coral"]), "by": "Liz Beam", "on": "22 Nov", "comes": "yes",
                                    "needs": "a lift", "apart": "Callum"})
    worker.post(f"{page}/writing", {"question": "How will Finn and Shelly be safe every night?", "bottom_lines": "Nobody gives "
                                    "out the address.\nThe children are never alone.", "to": str(world.people["Marina"]),
                                    "how": "by hand", "on": "22 Nov"})
    written = worker.get(page).words
    assert "How will Finn and Shelly be safe every night?" in written
    assert "The children are never alone." in written
    worker.post(f"{page}/plan", {"on": "23 Nov", "words_1": "Coral has the children every Thursday night.",
                                 "who_1": str(world.people["Coral"]), "when_1": "every Thursday", "who_checks": "Coral"})
    back = worker.post(f"{page}/hear", {"verdict": "back", "by": "Ines Tidewell", "on": "23 Nov"}, expect=422)
    assert back.error_beside("because") == "Say why", back.words
    worker.post(f"{page}/hear", {"verdict": "back", "by": "Ines Tidewell", "on": "23 Nov", "because": "Nobody is named for Friday, "
                                 "when Marina works", "bottom_line": "The children are never alone."})
    after = worker.get(page).words
    assert "Sent back" in after
    assert "Nobody is named for Friday, when Marina works" in after
    again = worker.get(f"{page}/plan")
    assert again.typed("words_1") == "Coral has the children every Thursday night."
    worker.post(f"{page}/plan", {"on": "23 Nov", "words_1": "Coral has the children every Thursday night.",
                                 "who_1": str(world.people["Coral"]), "when_1": "every Thursday",
                                 "words_2": "On Fridays they sleep at Coral’s.", "who_2": str(world.people["Coral"]),
                                 "when_2": "every Friday", "who_checks": "Coral", "review_on": "6 Mar 2027"})
    worker.post(f"{page}/hear", {"verdict": "accepted", "by": "Ines Tidewell", "on": "23 Nov", "help": "Nell visits on Mondays"})
    goal = next(one.get("value") for one in worker.get(f"{page}/into-plan").all("option") if one.get("value"))
    answer = worker.post(f"{page}/into-plan", {"goal": goal})
    assert answer.location.endswith("/plan")
    plan = worker.get(answer.location).words
    assert "On Fridays they sleep at Coral’s." in plan
    assert "It stands in the safety plan, in their words" in worker.get(page).words


def test_nobody_answers_who_was_not_asked(acting, world):
    offered(world, "Marina")
    with pytest.raises(RuleBroken, match="not offered to this person"):
        commands.answer(world.family, world.people["Callum"], "yes", ON)


def test_refused_and_not_in_the_childrens_interests_have_a_full_trail(client, page, world):
    worker = client("allocated worker")
    wrong = worker.post(f"{page}/not-held", {"reason": "refused", "because": "x", "by": "Tom Larder", "on": "20 Nov"}, expect=422)
    assert "not offered to anybody yet" in wrong.words
    for name, said in (("Marina", "no"), ("Callum", "no")):
        worker.post(f"{page}/offer", {"person": str(world.people[name]), "on": "20 Nov", "how": "by letter", "language": "English",
                                      "by": "Liz Beam"})
        worker.post(f"{page}/answer", {"person": str(world.people[name]), "answer": said, "words": "Not with him.", "on": "21 Nov"})
    worker.post(f"{page}/not-held", {"reason": "refused", "because": "Both said no, twice", "by": "Tom Larder", "on": "21 Nov"})
    words = worker.get(page).words
    assert "It was offered, and nobody wants it" in words
    assert "Both said no, twice" in words
    assert words.count("Does not want it") == 2
    empty = worker.post(f"{page}/not-held", {"reason": "not_in_interests", "by": "Tom Larder", "on": "21 Nov"}, expect=422)
    assert empty.error_beside("because") == "Say why"
    worker.post(f"{page}/not-held", {"reason": "not_in_interests", "because": "He would learn where she lives", "by": "Tom Larder",
                                     "on": "22 Nov"})
    assert "It is not in the children’s interests to hold one" in worker.get(page).words


def test_one_yes_is_enough_to_hold_it(acting, world):
    offered(world, "Marina", "Callum")
    commands.answer(world.family, world.people["Marina"], "no", ON)
    commands.answer(world.family, world.people["Callum"], "yes", ON)
    with pytest.raises(RuleBroken, match="One yes is enough"):
        commands.not_held(world.family, "refused", "Marina said no", "Tom Larder", ON)


def test_a_new_offer_opens_it_again(acting, world):
    commands.not_held(world.family, "not_in_interests", "Not while the trial runs", "Tom Larder", ON)
    assert queries.trail_of(world.family).not_held is not None
    offered(world, "Marina")
    assert queries.trail_of(world.family).not_held is None


def test_an_accepted_plan_is_not_written_over_and_heard_once(acting, world):
    planned(world)
    commands.accept(world.family, "Ines Tidewell", ON)
    with pytest.raises(RuleBroken, match="was accepted"):
        planned(world)
    with pytest.raises(RuleBroken, match="its answer already"):
        commands.send_back(world.family, "Ines", "Too late", "Nobody gives out the address", ON)


def test_a_line_without_who_or_when_is_no_rule_yet(acting, world):
    planned(world, when="")
    commands.accept(world.family, "Ines Tidewell", ON)
    sight = sight_of(world.family, world.users["ines"])
    with pytest.raises(RuleBroken, match="Line 1 does not say when"):
        commands.into_plan(sight, world.records["goal"])
    assert not [row for row in records.current(world.family, sight.part, ("plan_rule",)) if row.body.origin == commands.ORIGIN]


def test_the_rules_are_word_for_word_and_the_plan_says_who_made_it(acting, world):
    planned(world)
    commands.accept(world.family, "Ines Tidewell", ON)
    sight = sight_of(world.family, world.users["ines"])
    made = commands.into_plan(sight, world.records["goal"])
    rules = {row.id: row for row in records.current(world.family, sight.part, ("plan_rule", "plan_head"))}
    assert rules[made[0]].body.family_words == "Coral has the children every Thursday night."
    assert [row.body.made_by for row in rules.values() if row.kind == "plan_head" and row.body.reader is None] == [
        "The family made this plan themselves, on 20 November 2026."]
    with pytest.raises(RuleBroken, match="already"):
        commands.into_plan(sight, world.records["goal"])


@pytest.mark.parametrize("name", ["Marina", "Coral"])
def test_it_prints_as_theirs_and_not_as_ours(app, world, name):
    """C27: whose plan it is stands first, and the line is the family's own, to the letter."""
    with app.test_request_context(), audit.acting_as(world.users["ines"]):
        planned(world)
        commands.accept(world.family, "Ines Tidewell", ON)
        sight = sight_of(world.family, world.users["ines"])
        commands.into_plan(sight, world.records["goal"])
        paper = make_ready(gather(sight, world.people[name], "family-plan", draft=True), "standard").paper
        words = " ".join(text for _, text in texts_of(paper))
    begins = words.index("The family made this plan themselves, on 20 November 2026.")
    assert begins < words.index("Coral has the children every Thursday night.")
    assert begins < words.index("What")


@pytest.mark.parametrize(("who", "status"), [
    ("health, danger two only", 404), ("school, plan only", 403), ("other family’s worker", 404), ("administrator", 404)])
def test_only_parts_that_see_the_whole_story_see_the_trail(client, page, who, status):
    client(who).get(page, expect=status)
    for step in ("offer", "answer", "not-held", "prepare", "writing", "plan", "hear", "into-plan", "letter"):
        assert client(who).get(f"{page}/{step}", expect=None).status == status


def test_whoever_leads_the_conference_reads_its_trail_until_it_is_over_and_adds_nothing(app, client, page, world):
    slate = client("school, plan only")  # a part that does not see the story
    slate.get(page, expect=403)

    def leads(framework):
        with app.app_context(), audit.acting_as(world.users["ines"]):
            asked = discussions.ask(world.family, NewDiscussion(framework, "How will they be safe?", clock.today()))
            discussions.add_seat(asked, NewSeat(SeatRole.FACILITATOR, world.users["slate"]))
            discussions.add_seat(asked, NewSeat(SeatRole.PRESENTER, world.users["ines"]))
            return asked

    with app.app_context(), audit.acting_as(world.users["ines"]):
        offered(world, "Marina")
    leads("stuck-case")
    slate.get(page, expect=403)  # another discussion that they lead opens nothing
    made = leads("family-group-conference")
    read = slate.get(page)
    assert "at home, read out" in read.words and "Write down a talk" not in read.words
    slate.get(f"{page}/prepare", expect=403)
    assert page in {one.get("href") for one in slate.get(f"/families/{world.family}/discussions/{made}").all("a")}
    with app.app_context(), audit.acting_as(world.users["slate"]):
        discussions.begin(made)
        discussions.end(made)
    slate.get(page, expect=403)


def test_the_letter_names_nobody(client, page, world, app):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        commands.put_in_writing(world.family, "How will the children be safe?", ["The children are never alone."],
                                [world.people["Marina"]], "by hand", ON)
    letter = client("allocated worker").get(f"{page}/letter")
    text_of = " ".join("".join(one.itertext()) for one in letter.all("section"))
    assert "The children are never alone." in text_of
    assert not [name for name in ("Marina", "Callum", "Harbour", "Finn") if name in text_of]


def test_a_plan_that_was_sent_back_has_its_letter_with_exactly_the_reason(client, page, world, app):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        planned(world)
        commands.send_back(world.family, "Ines Tidewell", "REASON nobody is there on Fridays.", "BOTTOMLINE never alone.", ON)
    answer = client("allocated worker").get(f"{page}/letter")
    words = " ".join("".join(answer.all("section")[-1].itertext()).split())
    assert "the one thing that is open" in words and "Coral has the children every Thursday night." in words
    assert words.index("Coral has the children") < words.index("REASON nobody is there on Fridays.") < words.index("BOTTOMLINE")
    assert "We go with it as it is" not in words
    with app.app_context(), audit.acting_as(world.users["ines"]):
        planned(world)
        commands.accept(world.family, "Ines Tidewell", ON, "A taxi on Fridays")
    words = client("allocated worker").get(f"{page}/letter").words
    assert "We go with it as it is." in words and "A taxi on Fridays" in words and "REASON" not in words


def test_the_database_itself_keeps_the_trail(acting, world):
    offered(world, "Marina")
    for change in ("UPDATE conference_event SET at = at", "DELETE FROM conference_event"):
        with pytest.raises(DatabaseError):
            db.session.execute(text(change))
        db.session.rollback()
