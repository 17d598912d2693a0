"""Who may do what to a mapping, and what is never read for whom."""

import pytest

from practice.access import commands as access
from practice.access.models import Information, PartKind
from practice.core import audit, clock
from practice.core.db import command
from practice.mapping.commands import NewRating, Said, add_statement, rate
from practice.mapping.kinds import BottomLine, ExistingSafety, Harm, SafetyScale, Strength
from practice.records import commands as records
from tests.mapping.test_statements import mapping

GETS = ("", "/add/hope", "/{strength}/edit", "/{strength}/move", "/{strength}/withdraw", "/{strength}/sort",
        "/{strength}/versions", "/{scale}/rate", "/{scale}/over-time", "/shown", "/finish", "/versions")
POSTS = ("/add/hope", "/{strength}/edit", "/{strength}/move", "/{strength}/withdraw", "/{strength}/restore",
         "/{strength}/sort", "/{scale}/rate", "/shown", "/finish")
READS = {"", "/{strength}/versions", "/{scale}/over-time", "/shown", "/versions"}


def filled(world, path):
    return mapping(world, path.format(strength=world.records["strength"], scale=world.records["scale"]))


@pytest.mark.parametrize("persona", ["other family’s worker", "excluded worker", "ended agreement", "administrator"])
def test_who_has_no_part_gets_the_same_answer_as_for_nothing(client, world, persona):
    for path in GETS:
        assert client(persona).get(filled(world, path), expect=404).status == 404
    for path in POSTS:
        assert client(persona).post(filled(world, path), {"words": "x", "because": "x"}, expect=404).status == 404


def test_who_is_not_signed_in_is_asked_to(client, world):
    for path in GETS:
        assert "/sign-in" in client("nobody").get(filled(world, path), expect=303).location


def test_a_part_without_the_story_does_not_see_the_mapping(client, world):
    for path in GETS:
        client("school, plan only").get(filled(world, path), expect=403)
    for path in POSTS:
        client("school, plan only").post(filled(world, path), {"words": "x"}, expect=403)


def test_a_part_narrowed_to_a_danger_reads_that_danger_and_nothing_else(client, world):
    nell = client("health, danger two only")
    page = nell.get(mapping(world))
    assert "Marina has not slept" in page.words
    for hidden in ("Callum will come back", "strangled", "Marina rang 999", "no contact with Marina"):
        assert hidden not in page.text
    assert "/edit" not in page.text
    for name in ("strength", "danger", "harm", "scale"):
        nell.get(mapping(world, f"/{world.records[name]}/versions"), expect=404)
    nell.get(mapping(world, f"/{world.records['scale']}/over-time"), expect=404)
    page = nell.get(mapping(world, "/versions"))
    assert "strangled" not in page.text
    for path in POSTS:
        assert nell.post(filled(world, path), {"words": "x"}, expect=None).status in {403, 404}


def test_a_kind_of_information_outside_the_part_is_never_read_nor_counted(client, world, app):
    """The health part does not see police information: no word, no count, no note gives it away."""
    with app.app_context(), audit.acting_as(world.users["ines"]):
        secret = add_statement(world.family, "existing_safety", Said(
            ExistingSafety(words="Police watch the street."),
            parent_id=world.records["danger+"], info=Information.POLICE))
        scale = add_statement(world.family, "scale", Said(SafetyScale(zero="Zero secret", ten="Ten secret"),
                                                          parent_id=world.records["danger+"], info=Information.POLICE))
        rate(scale, NewRating(world.people["Finn"], 1, clock.today(), why="Secret reason"))
    nell = client("health, danger two only")
    page = nell.get(mapping(world))
    for hidden in ("Police watch", "Zero secret", "Secret reason"):
        assert hidden not in page.text
        assert hidden in client("allocated worker").get(mapping(world)).text
    assert "Police" not in page.words
    nell.get(mapping(world, f"/{secret}/versions"), expect=404)


def test_a_record_of_another_room_is_not_changed_here(client, world):
    rule = world.records["plan_rule"]
    for path in ("edit", "move", "withdraw", "versions"):
        client("allocated worker").get(mapping(world, f"/{rule}/{path}"), expect=404)
    for path in ("sort", "done", "rate"):
        client("allocated worker").get(mapping(world, f"/{world.records['bottom_line']}/{path}"), expect=404)
    client("allocated worker").get(mapping(world, "/add/plan_rule"), expect=404)


def test_who_must_not_see_a_statement_is_written_beside_it(client, world):
    ines = client("allocated worker")
    saved = ines.post(mapping(world, "/add/harm"), {
        "words": "Dad’s voice when it goes low.", "said_by": str(world.people["Finn"]), "is_verbatim": "y",
        "not_for": [str(world.people["Callum"])], "not_for_because": "Finn says so"})
    page = ines.get(saved.location)
    assert "Not for Callum: Finn says so" in page.words
    record = page.location or saved.location.split("saved=")[1][:32]
    url = mapping(world, f"/{record[:8]}-{record[8:12]}-{record[12:16]}-{record[16:20]}-{record[20:]}/edit")
    form = ines.get(url)
    assert form.text.count("checked") >= 2
    ines.post(url, {**form.hidden(), "words": "Dad’s voice when it goes low.", "said_by": str(world.people["Finn"])})
    assert "Not for Callum" not in ines.get(mapping(world)).words


def test_the_page_stays_small_however_much_is_written(client, world, app):
    """Statements do not grow with the data, and every look is on record."""
    with app.app_context(), audit.acting_as(world.users["ines"]):
        for number in range(60):
            records.add(world.family, "harm", Harm(words=f"Harm {number}", said_by=world.people["Finn"]))
            records.add(world.family, "strength", Strength(words=f"Strength {number}"))
    page = client("allocated worker").get(mapping(world))
    assert len(page.statements) <= 12
    assert "56 older" in page.words


def test_a_bottom_line_typed_here_stands_with_the_plan(app, world):
    """Whoever sees only the plan must see what has to be so, whatever the plan says."""
    from practice.records import queries

    with app.app_context(), audit.acting_as(world.users["ines"]):
        line = add_statement(world.family, "bottom_line", Said(BottomLine(words="Nobody gives out the address.")))
        assert queries.one(line).info is Information.PLAN


def test_what_was_marked_later_is_kept_from_others_in_older_versions_too(client, world, app):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        told = add_statement(world.family, "strength", Said(Strength(words="The SECRET source said so.")))
        version = command(records.freeze)(world.family, "mapping", ("strength",), clock.today(), {})
        records.revise(told, 1, Strength(words="The SECRET source said so."), info=Information.POLICE)
        access.give_part(world.family, world.users["priya"], PartKind.COVER, "Leave", kinds={Information.STORY})
    old = mapping(world, f"/versions?before=nothing&after={version}")
    words = client("other family’s worker").get(old).words
    assert "Marina rang 999" in words
    assert "SECRET" not in words
    assert "SECRET" in client("allocated worker").get(old).words


def test_a_part_narrowed_to_a_danger_hears_who_saw_it_and_not_what_they_said_to_all_of_it(client, world, app):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        records.show_to(world.family, "mapping", world.people["Coral"], clock.today(), they_said="He will come again.")
    assert "He will come again." in client("allocated worker").get(mapping(world, "/shown")).words
    words = client("health, danger two only").get(mapping(world, "/shown")).words
    assert "Coral" in words
    assert "He will come again." not in words
