"""The timeline: what happened, in one line, as far as each reader's part sees it."""

import re
from datetime import date, timedelta
from itertools import chain

import pytest
from sqlalchemy import insert, select

from practice.access.models import Information
from practice.core import audit, clock
from practice.core.db import db
from practice.core.ids import new_id
from practice.families.models import Person
from practice.insight.timeline.events import GROUPS
from practice.insight.timeline.sources import SOURCES
from practice.mapping.kinds import Strength
from practice.mapping.models import Rating
from practice.records import commands as records
from practice.safety import commands as safety
from practice.safety.journal import commands as journal
from practice.safety.journal.kinds import JournalEntry
from practice.safety.models import Outcome
from practice.safety.models import TestKind as HowTested
from practice.safety.network import commands as network
from practice.safety.network.kinds import NetworkMember
from tests.client import HTML


def url(world, rest=""):
    return f"/families/{world.family}/timeline{rest}"


@pytest.fixture
def lived(app, world):
    """The small world with a test, a journal entry with a child's words, somebody told, and a strength of both dangers."""
    with app.app_context(), audit.acting_as(world.users["ines"]):
        safety.test_rule(world.records["plan_rule"],
                         safety.NewTest(HowTested.PHONE, date(2026, 11, 2), "Coral answered", Outcome.YES))
        journal.add_entry(world.family, journal.NewEntry(
            JournalEntry(on=date(2026, 11, 20), said_by=world.people["Coral"], came="told", went_to_plan="Coral came.",
                         child=world.people["Finn"], child_said="I slept with the door open", child_verbatim=True),
            world.records["danger"]))
        network.tell(world.family, network.NewTelling(world.people["Coral"], date(2026, 10, 1), "Ines",
                                                      (world.records["danger"],), they_said="I knew it"))
        records.add(world.family, "strength", Strength(words="Shelly goes to Marina when she is tired", said_on=date(2026, 11, 5)),
                    parent_id=world.records["danger+"], info=Information.HEALTH)
    return world


def test_what_was_said_anew_was_first_written_before_that_day(app, client, world):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        records.add(world.family, "strength", Strength(words="Nan comes at eight", said_on=clock.today() + timedelta(days=2)))
    assert "Thu 26 Nov first written 24 Nov" in client("allocated worker").get(url(world)).words


def test_what_happened_stands_by_month_with_whose_words_and_both_days(client, lived):
    page = client("allocated worker").get(url(lived))
    assert "Past harm, the worst time" in page.words
    assert "hands on her neck about 10 seconds" in page.words
    assert "Sun 6 Sept written down 24 Nov" in page.words  # happened then, typed in today
    assert "Finn says 6 about danger 1" in page.words
    assert "Phone test: rule 1 worked" in page.words
    assert "Coral was told danger 1 by Ines" in page.words
    assert "What Finn did or said “I slept with the door open”" in page.words
    heads = ["".join(one.itertext()) for one in page.all("h2")]
    assert [name for name in heads if name.endswith("2026")] == ["November 2026", "October 2026", "September 2026"]
    heads = ["".join(one.itertext()) for one in client("allocated worker").get(url(lived, "?order=oldest")).all("h2")]
    assert [name for name in heads if name.endswith("2026")] == ["September 2026", "October 2026", "November 2026"]


@pytest.mark.parametrize(("persona", "status"), [
    ("allocated worker", 200), ("manager", 200), ("school, plan only", 200), ("health, danger two only", 200),
    ("other family’s worker", 404), ("excluded worker", 404), ("ended agreement", 404), ("administrator", 404), ("nobody", 303)])
def test_who_may_open_it(client, lived, persona, status):
    client(persona).get(url(lived), expect=status)


def test_one_who_sees_the_plan_only_reads_nothing_of_the_story_and_no_count_of_it(client, lived):
    page = client("school, plan only").get(url(lived))
    assert "Phone test" in page.words
    for hidden in ("neck", "strangled", "says 6", "Callum coming back", "told", "999", "danger statement", "How safe",
                   "The network"):
        assert hidden not in page.words, hidden
    assert "A bottom line was set" in page.words
    for link in page.all("a"):  # and nothing that it leads to is refused
        if (link.get("href") or "").startswith(f"/families/{lived.family}/"):
            client("school, plan only").get(link.get("href").split("#")[0], expect=200)
    groups = {one.get("value") for one in page.all("input") if one.get("name") == "kind"}
    assert groups <= {"plan", "tried", "journal", "child", "who", "began", "closing", "paper"}
    assert not groups & {"number", "family", "said", "network", "mapping"}


def test_one_who_sees_one_danger_reads_of_that_one(client, lived):
    page = client("health, danger two only").get(url(lived))
    assert "Shelly goes to Marina when she is tired" in page.words
    for hidden in ("neck", "says 6", "Phone test", "Coral", "door open", "locks door"):
        assert hidden not in page.words, hidden


def test_what_is_kept_from_the_reader_is_neither_shown_nor_counted(client, app, lived):
    with app.app_context(), audit.acting_as(lived.users["ines"]):
        me = db.session.scalar(select(Person.id).where(Person.user_id == lived.users["ines"]))
        row = records.add(lived.family, "strength", Strength(words="Ines is too strict", said_on=date(2026, 11, 6)))
        before = client("allocated worker").get(url(lived, "?kind=said")).words
        records.set_not_for(row, [me], "About her")
    after = client("allocated worker").get(url(lived, "?kind=said")).words
    assert "Ines is too strict" in before
    assert "Ines is too strict" not in after
    found, left = (int(re.search(r"(\d+) events", words)[1]) for words in (before, after))
    assert left == found - 1
    assert "Ines is too strict" in client("manager").get(url(lived)).words


def test_a_member_of_the_network_who_is_kept_from_the_reader_is_not_told_of(client, app, lived):
    with app.app_context(), audit.acting_as(lived.users["tom"]):
        me = db.session.scalar(select(Person.id).where(Person.user_id == lived.users["ines"]))
        network.add_member(lived.family, NetworkMember(person=lived.people["Coral"]), not_for=[me], because="They fell out")
    assert "Coral was told danger 1" not in client("allocated worker").get(url(lived)).words
    assert "Coral was told danger 1" in client("manager").get(url(lived)).words


def test_it_is_narrowed_by_kind_and_by_person(client, lived):
    worker = client("allocated worker")
    page = worker.get(url(lived, "?kind=number"))
    assert "Finn says 6 about danger 1" in page.words
    assert "Phone test" not in page.words
    page = worker.get(url(lived, f"?person={lived.people['Finn']}"))
    assert "Finn says 6" in page.words
    assert "Marina says 7" not in page.words
    assert "I slept with the door open" in page.words
    page = worker.get(url(lived, f"?kind=number&kind=child&person={lived.people['Finn']}&order=oldest"))
    assert {one.get("value") for one in page.all("input") if one.get("checked") is not None} == {"number", "child"}
    nothing = worker.get(url(lived, f"?kind=network&person={lived.people['Shelly']}"))
    assert "Nothing of this kind is written down" in nothing.words


@pytest.mark.parametrize("query", ["?kind=none", "?person=nobody", "?page=0", "?page=-3", "?page=99999999999", "?page=²",
                                   "?order=sideways", "?kind=%00&person=%F0%9F%90%B3"])
def test_an_address_that_means_nothing_shows_everything(client, lived, query):
    assert "Finn says 6 about danger 1" in client("allocated worker").get(url(lived, query)).words


def test_a_thousand_events_stand_on_pages_with_as_many_statements(client, app, lived):
    few = len(client("allocated worker").get(url(lived)).statements)
    with app.app_context():
        db.session.execute(insert(Rating), [
            {"id": new_id(), "family_id": lived.family, "scale_id": lived.records["scale"], "person_id": lived.people["Coral"],
             "value": number % 11, "why": f"Number {number}", "on": date(2026, 10, 1) + timedelta(days=number % 50),
             "recorded_at": clock.now()} for number in range(1000)])
        db.session.commit()
    page = client("allocated worker").get(url(lived))
    assert len(page.statements) == few <= 12
    assert "Page 1 of 11" in page.words
    events = [one for one in page.all("li") if one.find("{http://www.w3.org/1999/xhtml}p[@class='timeline__day']") is not None]
    assert len(events) == 100
    last = client("allocated worker").get(url(lived, "?page=11"))
    assert "Page 11 of 11" in last.words
    assert "hands on her neck" in last.words
    assert len(page.data) < 200_000
    printed = client("allocated worker").get(url(lived, "?print=1"))  # on paper nothing can be turned: all of it, or it misleads
    assert len(printed.statements) == few
    assert "Number 0" in printed.words
    assert "Number 999" in printed.words
    assert "hands on her neck" in printed.words
    assert "Page 1 of" not in printed.words


def test_the_strip_is_drawn_beside_a_list_that_says_the_same(client, lived):
    page = client("allocated worker").get(url(lived))
    drawings = [one for one in page.tree.iter("{http://www.w3.org/2000/svg}svg") if one.get("preserveAspectRatio") == "none"]
    groups = [one.get("value") for one in page.all("input") if one.get("name") == "kind"]
    assert len(drawings) == len(groups)
    assert all(one.get("aria-hidden") == "true" for one in drawings)


def test_the_story_page_leads_to_it(client, lived):
    page = client("allocated worker").get(f"/families/{lived.family}/story")
    assert any((one.get("href") or "").endswith("/timeline") for one in page.all("a"))


def test_looking_at_it_is_written_into_the_trail(client, lived):
    client("allocated worker").get(url(lived))
    assert "timeline" in client("manager").get(f"/families/{lived.family}/looked").words


def test_every_source_has_a_name_of_its_own():
    assert len({one.sort for one in SOURCES}) == len(SOURCES)
    assert len(GROUPS) == len(set(GROUPS.values()))


# On paper

def on_paper(page):
    """{month: what stands under it}, as it is printed: without what the print style leaves out."""
    for parent in list(page.tree.iter()):
        for one in [one for one in parent if {"no-print", "link-row"} & set((one.get("class") or "").split())]:
            parent.remove(one)
    sections = [one for one in page.all("section") if re.fullmatch(r"m\d{4}-\d\d", one.get("aria-labelledby") or "")]
    return {"".join(one[0].itertext()): [" ".join("".join(line.itertext()).split()) for line in one.iter(f"{HTML}li")]
            for one in sections}


def test_paper_holds_every_event_by_month_and_says_whose_and_how_many(client, lived):
    screen = client("allocated worker").get(url(lived))
    count = int(re.search(r"(\d+) events", screen.words)[1])
    page = client("allocated worker").get(url(lived, "?print=1"))
    months = on_paper(page)
    assert list(months) == ["November 2026", "October 2026", "September 2026"]
    assert sum(map(len, months.values())) == count
    assert f"{count} events" in page.words and "of what you chose" not in page.words
    assert "Harbour family" in page.words, "a sheet that lies about says whose it is"
    assert "Thu 1 Oct written down 24 Nov Coral was told danger 1 by Ines I knew it" in months["October 2026"][0]
    assert any("What Finn did or said “I slept with the door open”" in line for line in months["November 2026"])
    assert not [one for one in page.all("form") if one.get("id") == "choose"], "no form is printed"
    turned = on_paper(client("allocated worker").get(url(lived, "?print=1&order=oldest")))
    assert list(turned) == list(months)[::-1]
    assert sorted(chain.from_iterable(turned.values())) == sorted(chain.from_iterable(months.values()))


def test_paper_holds_the_kinds_and_the_person_that_were_chosen_and_says_which(client, lived):
    worker, finn = client("allocated worker"), lived.people["Finn"]
    leads = next(one.get("href") for one in worker.get(url(lived, f"?kind=number&kind=child&person={finn}")).all("a")
                 if "print=1" in (one.get("href") or ""))
    page = worker.get(leads)
    lines = list(chain.from_iterable(on_paper(page).values()))
    assert len(lines) == 2 and any("Finn says 6 about danger 1" in line for line in lines)
    assert any("I slept with the door open" in line for line in lines)
    assert "2 events" in page.words
    assert "of what you chose: The children’s own words, How safe, in numbers; about or by Finn" in page.words
    for other in ("Marina says 7", "Phone test", "neck", "was told"):
        assert other not in page.words, other
    nothing = worker.get(url(lived, f"?print=1&kind=network&person={lived.people['Marina']}"))
    assert on_paper(nothing) == {}
    assert "Nothing is written down yet of what you chose: The network; about or by Marina" in nothing.words


@pytest.mark.parametrize("query", ["?print=1", "?print=1&order=oldest", "?print=1&kind=number&kind=said&kind=plan&kind=tried",
                                   "?print=1&person={Finn}&kind=number", "?print=1&person={Coral}&kind=network&kind=tried"])
def test_paper_of_a_narrow_part_holds_what_its_screen_does(client, lived, query):
    for persona in ("school, plan only", "health, danger two only"):
        query = query.format(**lived.people)
        page, screen = client(persona).get(url(lived, query)), client(persona).get(url(lived, query.replace("print=1", "")))
        words = page.words
        for hidden in ("neck", "says 6", "Callum coming back", "I knew it", "How safe", "The network"):
            assert hidden not in words, (persona, hidden)  # the names of kinds that the part does not hold, too
        assert on_paper(page) == on_paper(screen), persona
    assert "Phone test" not in words and "locks door" not in words  # of danger one


def test_what_is_kept_from_the_reader_stands_on_no_paper_of_theirs(client, app, lived):
    with app.app_context(), audit.acting_as(lived.users["ines"]):
        me = db.session.scalar(select(Person.id).where(Person.user_id == lived.users["ines"]))
        row = records.add(lived.family, "strength", Strength(words="Ines is too strict", said_on=date(2026, 11, 6)))
        records.set_not_for(row, [me], "About her")
    for query in ("?print=1", "?print=1&kind=said"):
        mine, toms = (client(persona).get(url(lived, query)) for persona in ("allocated worker", "manager"))
        assert "Ines is too strict" in toms.words and "Ines is too strict" not in mine.words
        assert sum(map(len, on_paper(toms).values())) == sum(map(len, on_paper(mine).values())) + 1
