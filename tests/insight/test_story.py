"""The story page at a glance, and writing the story without losing or overwriting anything."""

import pytest

from practice.access.models import Information
from practice.core import audit, clock
from practice.mapping.kinds import Story
from practice.records import commands as records
from practice.records import queries as reads
from practice.safety import commands as safety
from practice.safety.kinds import PLAN_KINDS, Promise
from practice.safety.living import commands as living
from practice.safety.living.models import HowKept
from practice.safety.models import PlanState

WORDS = "On 6 September Callum strangled Marina.\n\nSince then they live apart."


def write(person, world, **data):
    path = f"/families/{world.family}/story/edit"
    hidden = person.get(path).hidden("/story/edit")
    return path, {"lock_version": hidden["lock_version"], "words": WORDS, "read_with": "Marina on 20 November", **data}


def test_the_story_is_written_in_paragraphs_and_says_with_whom_it_was_read(client, world):
    ines = client("allocated worker")
    path, data = write(ines, world)
    ines.post(path, data)
    page = ines.get(f"/families/{world.family}/story")
    assert "Written by Ines Tidewell on 24 Nov, read with Marina on 20 November." in page.words
    texts = [(p.text or "") for p in page.all("p")]
    assert "On 6 September Callum strangled Marina." in texts
    assert "Since then they live apart." in texts


def test_an_empty_story_is_refused_beside_its_field(client, world):
    ines = client("allocated worker")
    path, data = write(ines, world, words="  ")
    page = ines.post(path, data, expect=422)
    assert page.error_beside("words").startswith("Write a few sentences")
    assert page.typed("read_with") == "Marina on 20 November"


def test_two_who_write_at_once_both_keep_their_words(client, world):
    ines, tom = client("allocated worker"), client("manager")
    path, first = write(ines, world)
    ines.post(path, first)
    _, data = write(ines, world, words="Ines writes on.")
    _, late = write(tom, world, words="Tom had this open.")
    ines.post(path, data)
    page = tom.post(path, late, expect=409)
    assert "Ines Tidewell saved this first, at 10.42. Your text is safe." in page.words
    assert "Ines writes on." in page.words
    assert page.typed("words") == "Tom had this open."
    late["lock_version"] = page.hidden("/story/edit")["lock_version"]
    tom.post(path, late)
    assert "Tom had this open." in tom.get(f"/families/{world.family}/story").words


def test_two_first_stories_do_not_become_two(app, client, world):
    ines, tom = client("allocated worker"), client("manager")
    path, first = write(ines, world)
    _, second = write(tom, world, words="Tom’s first words.")
    ines.post(path, first)
    page = tom.post(path, second, expect=409)
    assert page.typed("words") == "Tom’s first words."
    with app.app_context():
        rows = reads.current(world.family, _all(), ("story",))
        assert len(rows) == 1


def _all():
    from practice.access.queries import ALL_KINDS, MyPart
    return MyPart(frozenset(), may_write=True, kinds=ALL_KINDS, dangers=frozenset(), is_lead=True, until=None, asked="")


def test_what_people_wrote_is_never_html(client, world):
    ines = client("allocated worker")
    path, data = write(ines, world, words="<script>alert(1)</script><b>bold</b>")
    ines.post(path, data)
    page = ines.get(f"/families/{world.family}/story")
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text


def test_the_page_holds_the_parts_of_its_drawing_in_order(app, client, world):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        promise = records.add(world.family, "promise", Promise(who=world.people["Ines"], words="brings the letter"),
                              info=Information.PLAN)
        living.check_promise(promise, living.NewCheck(clock.today(), HowKept.LATE, world.people["Marina"], "Late by 4 days"))
        records.add(world.family, "story", Story(words=WORDS))
        snapshot = records.freeze(world.family, "plan", PLAN_KINDS, clock.today(), {})
        safety.change_state(world.family, snapshot, PlanState.IN_FORCE, clock.today(), "Agreed")
    page = client("allocated worker").get(f"/families/{world.family}/story")
    headings = ["".join(h.itertext()) for h in page.all("h2")]
    assert headings == ["The mapping in brief", "How safe, says each person", "What we each said we would do", "What’s next",
                        "Safety plan", "Who’s who", "Who has looked"]
    for said in ("From 5 to 7.", "◆ Finn", "● Marina", "■ Ines", "Ines: brings the letter", "Late by 4 days",
                  "Version 1, in force since 24 Nov.", "1 not tested", "Callum has hurt Marina", "07700 900123",
                  "Ines Tidewell, today 10.42: story", "All 6 people"):
        assert said in page.words, said
    assert len(page.statements) <= 12


def test_numbers_are_never_averaged(client, world):
    words = client("allocated worker").get(f"/families/{world.family}/story").words.lower()
    assert "average" not in words and "mean " not in words
    assert "6.25" not in words


@pytest.mark.parametrize("persona", ["allocated worker", "manager", "health, danger two only"])
def test_every_link_of_the_story_opens_for_whoever_sees_it(client, world, persona):
    """A link to a page that is not there for a reader would tell that there is something."""
    reader = client(persona)
    page = reader.get(f"/families/{world.family}/story")
    links = {address for link in page.all("a") if (address := (link.get("href") or "").partition("#")[0]).startswith("/families/")}
    assert links
    for address in sorted(links):
        reader.get(address)
