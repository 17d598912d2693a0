"""The journal on first pages and on the plan: worries at the top until they are read, what waits and since when."""

from datetime import UTC, date, datetime, timedelta

import pytest

from practice.access import commands as access
from practice.access.models import Information, PartKind
from practice.cases import commands as cases
from practice.core import audit, clock
from practice.families import commands as families
from practice.families.models import BirthKnown, Standing
from practice.safety.journal import commands
from practice.safety.journal.kinds import JournalEntry
from practice.safety.journal.models import ReadMark
from tests.conftest import NOW

WORKER = "allocated worker"
TITLE = "A worry in the journal, not read yet"


def write(app, world, *, worry=False, days_ago=0, **more):
    body = {"on": date(2026, 11, 1), "said_by": world.people["Coral"], "came": "told", "words": "Two texts came.",
            "worry": worry, **more}
    place = {name: body.pop(name) for name in ("danger_id", "info") if name in body}
    with app.app_context(), audit.acting_as(world.users["ines"]), clock.at(NOW - timedelta(days=days_ago)):
        return commands.add_entry(world.family, commands.NewEntry(JournalEntry(**body), **place))


def read(app, world, entry, mark=ReadMark.NO_CHANGE, words="", number=1):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        commands.mark_read(entry, number, mark, words)


@pytest.mark.parametrize("persona", [WORKER, "manager"])
def test_a_worry_stands_at_the_top_until_somebody_read_it_with_a_mark(app, client, world, persona):
    entry = write(app, world, worry=True)
    page = client(persona).get("/")
    assert TITLE in page.words and "Harbour, Coral, Sun 1 Nov: Two texts came." in page.words
    assert page.words.index(TITLE) < page.words.index("Due")
    assert f"/families/{world.family}/journal/{entry}" in {link.get("href") for link in page.all("a")}
    client("manager").get(f"/families/{world.family}/journal/{entry}")
    assert TITLE in client(persona).get("/").words, "a look alone is no reading"
    read(app, world, entry, ReadMark.WORRY_RAISED, "Rang Sgt Birk")
    assert TITLE not in client(persona).get("/").words


@pytest.mark.parametrize("persona", ["other family’s worker", "excluded worker", "health, danger two only", "school, plan only",
                                     "ended agreement", "administrator"])
def test_a_worry_is_not_there_for_anybody_else(app, client, world, persona):
    write(app, world, worry=True)
    page = client(persona).get("/")
    assert TITLE not in page.words and "Two texts" not in page.text


def test_an_entry_that_is_no_worry_says_nothing_at_the_top_whatever_its_words(app, client, world):
    write(app, world, words='He wrote "worry":true and "worry":true,', went_to_plan='"worry":true')
    assert TITLE not in client(WORKER).get("/").words


def test_a_worry_that_was_put_right_is_up_again_until_it_is_read_as_it_stands(app, client, world):
    entry = write(app, world, worry=False)
    read(app, world, entry)
    with app.app_context(), audit.acting_as(world.users["ines"]):
        commands.change_entry(entry, 1, commands.NewEntry(JournalEntry(
            on=date(2026, 11, 1), said_by=world.people["Coral"], came="told", words="Three texts came.", worry=True)))
    assert "Three texts came." in client("manager").get("/").words
    read(app, world, entry, number=2)
    assert TITLE not in client("manager").get("/").words


def test_a_withdrawn_worry_and_one_of_a_closed_family_are_not_up(app, client, world):
    entry = write(app, world, worry=True)
    with app.app_context(), audit.acting_as(world.users["ines"]):
        from practice.records import commands as records

        records.withdraw(entry, 1, "The wrong family")
    assert TITLE not in client(WORKER).get("/").words
    write(app, world, worry=True)
    assert TITLE in client(WORKER).get("/").words
    with app.app_context(), audit.acting_as(world.users["ines"]):
        cases.close(world.family, 1, "All is well", clock.today())
    assert TITLE not in client(WORKER).get("/").words


def test_a_cover_narrowed_to_one_danger_gets_the_worries_of_that_danger_alone(app, client, world):
    with app.app_context(), audit.acting_as(world.users["tom"]):
        access.give_part(world.family, world.users["priya"], PartKind.COVER, "Ines is away", may_write=True,
                         kinds={Information.STORY, Information.PLAN, Information.HEALTH}, dangers=[world.records["danger+"]])
    write(app, world, worry=True, words="About the first danger.", danger_id=world.records["danger"])
    write(app, world, worry=True, words="About the whole plan.")
    write(app, world, worry=True, words="About her bad days.", danger_id=world.records["danger+"])
    page = client("other family’s worker").get("/")
    assert "About her bad days." in page.words
    assert "About the first danger." not in page.words and "About the whole plan." not in page.words


def test_a_worry_of_a_kind_of_information_outside_the_part_is_not_read(app, client, world):
    with app.app_context(), audit.acting_as(world.users["tom"]):
        access.give_part(world.family, world.users["priya"], PartKind.COVER, "Ines is away",
                         kinds={Information.STORY, Information.PLAN})
    write(app, world, worry=True, words="Her tablets.", info=Information.HEALTH)
    assert "Her tablets." not in client("other family’s worker").get("/").words
    assert "Her tablets." in client(WORKER).get("/").words


@pytest.mark.parametrize(("days", "words"), [(0, "10 working days"), (12, "2 working days"), (14, "Today"), (20, "Late by 6 days")])
def test_what_waits_says_since_when_and_by_when_it_is_read(app, client, world, days, words):
    write(app, world, days_ago=days)
    if days:
        write(app, world, days_ago=0)
    page = client(WORKER).get("/").words
    assert f"Read the safety journal: {'2 entries' if days else '1 entry'}" in page
    assert words in page and "A journal is read within 14 days." in page


def test_the_manager_gets_worries_and_not_every_entry(app, client, world):
    write(app, world, days_ago=20)
    assert "Read the safety journal" not in client("manager").get("/").words


def test_what_was_read_waits_no_longer(app, client, world):
    entry = write(app, world, days_ago=20)
    assert "Read the safety journal" in client(WORKER).get("/").words
    read(app, world, entry)
    assert "Read the safety journal" not in client(WORKER).get("/").words


def test_whoever_leads_gets_the_worries_whatever_their_agency(app, client, world):
    with app.app_context(), audit.acting_as(world.users["tom"]):
        slate = families.add_person(world.family, families.PersonFacts(name="Ms Slate", birth_known=BirthKnown.UNKNOWN),
                                    families.MemberFacts(standing=Standing.PROFESSIONAL), user_id=world.users["slate"])
        assert TITLE not in client("school, plan only").get("/").words
        families.set_lead(world.family, slate)
    write(app, world, worry=True)
    page = client("school, plan only").get("/").words
    assert TITLE in page and "Read the safety journal: 1 entry" in page


def test_many_entries_hide_no_worry_and_cost_no_further_statement(app, client, world):
    few = len(client(WORKER).get("/").statements)
    with app.app_context(), audit.acting_as(world.users["ines"]):
        for number in range(450):
            commands.add_entry(world.family, commands.NewEntry(JournalEntry(
                on=date(2026, 10, 1), said_by=world.people["Coral"], came="told", words=f"Evening {number}.")))
    write(app, world, worry=True, words="The newest of all.")
    page = client(WORKER).get("/")
    assert "The newest of all." in page.words
    assert len(page.statements) == few


# On the plan and the story


def test_the_plan_page_shows_the_newest_entry_what_waits_and_the_way_there(app, client, world):
    assert "Nothing is written down yet. What went to plan this week?" in client(WORKER).get(f"/families/{world.family}/plan").words
    write(app, world, on=date(2026, 11, 20), went_to_plan="She rang me first.")
    write(app, world, on=date(2026, 11, 3), went_to_plan="An older day, typed in later.")
    page = client(WORKER).get(f"/families/{world.family}/plan")
    assert "Not read yet: 2 Fri 20 Nov, Coral, what went to plan She rang me first." in page.words
    assert "An older day" not in page.words
    links = {link.get("href") for link in page.all("a")}
    assert {f"/families/{world.family}/journal", f"/families/{world.family}/journal/add"} <= links
    only_reads = client("school, plan only").get(f"/families/{world.family}/plan")
    assert "She rang me first." in only_reads.words
    assert f"/families/{world.family}/journal/add" not in {link.get("href") for link in only_reads.all("a")}


def test_the_plan_page_of_a_narrowed_part_counts_only_its_own_entries(app, client, world):
    write(app, world, on=date(2026, 11, 20), went_to_plan="About the first danger.", danger_id=world.records["danger"])
    write(app, world, on=date(2026, 11, 19), went_to_plan="About her bad days.", danger_id=world.records["danger+"])
    page = client("health, danger two only").get(f"/families/{world.family}/plan").words
    assert "About her bad days." in page and "About the first danger." not in page and "Not read yet: 1" in page


def test_the_story_leads_to_the_journal(client, world):
    page = client(WORKER).get(f"/families/{world.family}/story")
    assert f"/families/{world.family}/journal" in {link.get("href") for link in page.all("a")}


def test_the_clock_of_the_setting_is_read(app, client, world):
    app.extensions["settings"] = app.extensions["settings"].model_copy(update={"journal_days": 7})
    with clock.at(datetime(2026, 11, 24, 12, tzinfo=UTC)):
        write(app, world, days_ago=10)
        assert "Late by 3 days" in client(WORKER).get("/").words
