"""Who may open which page of the room: refusals beside permissions, and the same answer for absent and not yours."""

from uuid import uuid4

import pytest

PAGES = ["/people", "/people/add", "/people/{finn}/edit", "/relationships/add", "/places/add", "/edit"]
ANSWERS = {
    "allocated worker": [200] * 6,
    "manager": [200] * 6,
    "health, danger two only": [200, 403, 403, 403, 403, 403],
    "school, plan only": [403] * 6,
    "other family’s worker": [404] * 6,
    "excluded worker": [404] * 6,
    "ended agreement": [404] * 6,
    "administrator": [404] * 6,
    "nobody": [303] * 6,
}


@pytest.mark.parametrize("persona", ANSWERS)
def test_each_page_opens_for_those_it_is_for(client, world, persona):
    person = client(persona)
    for page, expected in zip(PAGES, ANSWERS[persona], strict=True):
        person.get(f"/families/{world.family}" + page.format(finn=world.people["Finn"]), expect=expected)


def test_whoever_does_not_see_the_people_finds_none_of_them(client, world):
    for question in ("Callum", "Marina Harbour", "HARB-2X7Q", "3 Feb 2019"):
        assert "Nobody found" in client("school, plan only").post("/find", {"q": question}, expect=200).words
        assert "Nobody found" not in client("allocated worker").post("/find", {"q": question}, expect=200).words


def test_absent_and_not_yours_answer_alike(client, world):
    priya = client("other family’s worker")
    mine, absent = (priya.get(f"/families/{family}/people", expect=404) for family in (world.family, uuid4()))
    assert mine.data == absent.data


@pytest.mark.parametrize("persona", ["health, danger two only", "other family’s worker", "administrator"])
def test_what_one_may_not_read_one_cannot_write(client, world, persona):
    person = client(persona)
    for path, data in ((f"/families/{world.family}/people/add", {"name": "Tam", "standing": "adult"}),
                       (f"/families/{world.family}/people/{world.people['Finn']}/edit", {"name": "Tam", "standing": "child"}),
                       (f"/families/{world.family}/edit", {"name": "Tam"})):
        assert person.post(path, data, expect=None).status in {403, 404}


def test_searching_needs_signing_in(client, world):
    client("nobody").get("/find", expect=303)
    client("administrator").get("/find")
