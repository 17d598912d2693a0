"""Who may open which page of this room, and what each is told."""

from uuid import uuid4

import pytest

PERSONAS = ("allocated worker", "manager", "other family’s worker", "excluded worker", "health, danger two only",
            "school, plan only", "ended agreement", "administrator", "nobody")
ALL, MANAGE = (200, 200, 404, 404, 200, 200, 404, 404, 303), (200, 200, 404, 404, 403, 403, 404, 404, 303)
SENT = (422, 422, 404, 404, 403, 403, 404, 404, 401)
ACCESS = {  # path -> status by persona, GET and the same form sent empty
    "/who": (ALL, None), "/looked": (ALL, None),
    "/contacts": ((200, 200, 404, 404, 404, 403, 404, 404, 303), None),
    "/contacts/new": ((200, 200, 404, 404, 404, 403, 404, 404, 303), (422, 422, 404, 404, 404, 403, 404, 404, 401)),
    # a family with a plan is closed on the plan's own page
    "/contacts/close": ((303, 303, *MANAGE[2:]), (303, 303, *SENT[2:])),
    "/contacts/reopen": (MANAGE, SENT), "/who/allocate": (MANAGE, SENT),
    "/who/cover": (MANAGE, SENT), "/who/invite": (MANAGE, SENT), "/who/restrict": (MANAGE, SENT),
    "/who/restriction/lift": (MANAGE, SENT), "/who/exclude": (MANAGE, SENT),
    "/who/excluded/{edda}/lift": (MANAGE, SENT),
}


@pytest.mark.parametrize("persona", PERSONAS)
def test_access(client, world, persona):
    person, place = client(persona), PERSONAS.index(persona)
    for path, (shown, sent) in ACCESS.items():
        address = f"/families/{world.family}" + path.format(edda=world.users["edda"])
        person.get(address, expect=shown[place])
        if sent is not None:
            person.post(address, {}, expect=sent[place])


@pytest.mark.parametrize(("persona", "status"), [("allocated worker", 200), ("manager", 200), ("administrator", 403),
                                                 ("health, danger two only", 403), ("nobody", 303)])
def test_who_may_begin_a_family(client, persona, status):
    client(persona).get("/families/begin", expect=status)


def test_a_part_of_another_family_and_one_that_is_not_there_answer_alike(client, world):
    ines = client("allocated worker")
    for path in (f"/who/parts/{uuid4()}/end", f"/who/excluded/{uuid4()}/lift", f"/who/excluded/{world.users['priya']}/lift"):
        ines.get(f"/families/{world.family}{path}", expect=404)


def test_a_narrow_part_is_told_who_looked_and_not_at_what(client, world):
    client("allocated worker").get(f"/families/{world.family}/story")
    page = client("school, plan only").get(f"/families/{world.family}/looked")
    assert "Ines Tidewell social worker looked" in page.words
    for hidden in ("looked at", "story", "danger statement", "excluded somebody"):
        assert hidden not in page.words.split("Who looked and when")[1]


def test_a_specialist_reads_who_else_is_in_it_but_not_why_nor_who_is_excluded(client, world):
    page = client("school, plan only").get(f"/families/{world.family}/who")
    assert "Nell Frost" in page.words
    assert "Hands Finn over" in page.words  # their own
    for hidden in ("Sees Shelly on Thursdays", "Callum’s cousin", "Edda Reef", "Invite a specialist"):
        assert hidden not in page.words
