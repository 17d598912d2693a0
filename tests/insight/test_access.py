"""Who may open the first page and the story, and what each is shown: nothing that the part does not see."""

from uuid import uuid4

import pytest

from tests.make.people import CANARIES

STORY, EDIT = "/families/{f}/story", "/families/{f}/story/edit"
ACCESS = {  # (path, method) -> status by persona; a POST is an empty form
    ("/", "GET"): {"allocated worker": 200, "manager": 200, "other family’s worker": 200, "excluded worker": 200,
                   "health, danger two only": 200, "school, plan only": 200, "ended agreement": 200, "administrator": 200,
                   "nobody": 303},
    (STORY, "GET"): {"allocated worker": 200, "manager": 200, "other family’s worker": 404, "excluded worker": 404,
                     "health, danger two only": 200, "school, plan only": 403, "ended agreement": 404,
                     "administrator": 404, "nobody": 303},
    (EDIT, "GET"): {"allocated worker": 200, "manager": 200, "other family’s worker": 404, "excluded worker": 404,
                    "health, danger two only": 403, "school, plan only": 403, "ended agreement": 404,
                    "administrator": 404, "nobody": 303},
    (EDIT, "POST"): {"allocated worker": 422, "manager": 422, "other family’s worker": 404, "excluded worker": 404,
                     "health, danger two only": 403, "school, plan only": 403, "ended agreement": 404,
                     "administrator": 404, "nobody": 401},
}


@pytest.mark.parametrize(("path", "method", "persona", "status"),
                         [(path, method, persona, status) for (path, method), row in ACCESS.items()
                          for persona, status in row.items()])
def test_access(client, world, path, method, persona, status):
    person = client(persona)
    address = path.format(f=world.family)
    person.get(address, expect=status) if method == "GET" else person.post(address, {}, expect=status)


def test_absent_and_not_yours_answer_alike(client, world):
    priya = client("other family’s worker")
    mine, absent = (priya.get(f"/families/{family}/story", expect=404) for family in (world.family, uuid4()))
    assert mine.data == absent.data


@pytest.mark.parametrize("persona", ["other family’s worker", "excluded worker", "ended agreement", "administrator"])
def test_who_has_no_part_reads_nothing_of_the_family_on_the_first_page(client, persona):
    page = client(persona).get("/")
    for word in ("Harbour", "Callum", "Finn", "Marina"):
        assert word not in page.text


@pytest.mark.parametrize("persona", ["health, danger two only", "school, plan only"])
def test_a_specialist_is_shown_what_is_asked_and_no_more(client, persona):
    page = client(persona).get("/")
    assert ("Weigh Shelly on Thursdays" in page.words) == (persona == "health, danger two only")
    assert ("Look for the whale each morning" in page.words) == (persona == "school, plan only")
    assert "until Mon 1 March 2027" in page.words
    for hidden in ("strangled", "Callum", "No contact", "Marina rang 999"):
        assert hidden not in page.text


def test_a_part_narrowed_to_danger_two_reads_a_story_of_danger_two(client, world):
    page = client("health, danger two only").get(f"/families/{world.family}/story")
    assert "Marina has not slept" in page.words
    for hidden in ("He could come back", "Marina rang 999", "locks door", "Callum coming back", "Who has looked at"):
        assert hidden not in page.text


def test_no_protected_place_stands_on_the_pages_of_this_room(client, world):
    for persona in ("allocated worker", "manager", "health, danger two only"):
        for path in ("/", f"/families/{world.family}/story"):
            page = client(persona).get(path)
            for canary in CANARIES:
                assert canary not in page.text, f"{persona} {path}: {canary}"
