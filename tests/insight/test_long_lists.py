"""No list ends without saying so: what does not stand on a page is a page further back, and all of it can be reached."""

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import insert

from practice.core import audit, clock
from practice.core.db import command, db
from practice.core.ids import new_id
from practice.discussions.meeting.models import TeamMeeting
from practice.discussions.models import Discussion, Seat, SeatRole, State
from practice.discussions.pieces.models import Sharing
from practice.documents.models import Paper
from practice.families import commands as families
from practice.families.commands import MemberFacts, PersonFacts
from practice.families.models import PersonChange, Standing
from tests.discussions.conftest import hold_one

PLACES = ("lines", "made", "mine", "meetings")


@command
def put(table, lines):
    db.session.execute(insert(table), [{"id": new_id(), **line} for line in lines])


def shared(world, many):
    at = clock.now()
    put(Sharing, [{"family_id": world.family, "what": f"thing-{number:03}.", "to_whom": "Ms Slate", "because": "She asked", "basis":
                   "Public task", "is_shared": True, "on": at.date() - timedelta(number), "recorded_at": at}
                  for number in range(many)])
    return f"/families/{world.family}/ledger", "ines"


def papers(world, many):
    at = clock.now()
    put(Paper, [{"family_id": world.family, "kind": "family-plan", "form": "standard", "reader_id": world.people["Marina"],
                 "pages": 1, "is_draft": False, "code": f"thing-{number:03}.", "view_sha256": "", "data": b"", "sha256": "",
                 "words": "", "made_at": at - timedelta(hours=number)} for number in range(many)])
    return f"/families/{world.family}/documents", "ines"


def discussed(world, many):
    table = hold_one(world)
    one = db.session.get(Discussion, table.id)
    like = {column.name: getattr(one, column.name) for column in Discussion.__table__.columns}
    made = [like | {"id": new_id(), "state": State.PLANNED, "question": f"thing-{number:03}.",
                    "planned_on": clock.today() + timedelta(number)} for number in range(many)]
    put(Discussion, made)
    put(Seat, [{"discussion_id": line["id"], "user_id": world.users["ines"], "name": "Ines", "role": SeatRole.PRESENTER,
                "position": 1, "made_at": clock.now()} for line in made])
    return "/discussions", "ines"


def met(world, many):
    put(TeamMeeting, [{"planned_on": clock.today() + timedelta(number), "planned_at": "10.00", "place": f"thing-{number:03}.",
                       "made_by": world.users["tom"], "made_at": clock.now()} for number in range(many)])
    return "/meetings", "tom"


@pytest.mark.parametrize(("fill", "many"), [(shared, 205), (papers, 105), (discussed, 52), (met, 52)],
                         ids=["ledger", "papers", "discussions", "team meetings"])
def test_every_line_of_a_long_list_stands_on_one_of_its_pages(app, client, world, fill, many):
    with app.app_context():
        url, login = fill(world, many)
    person, found, pages = client({"ines": "allocated worker", "tom": "manager"}[login]), [], 0
    begin = url
    while url:
        page = person.get(url)
        found += re.findall(r"thing-(\d{3})\.", page.words)
        pages += 1
        ways = {"".join(link.itertext()): link.get("href") for link in page.all("a")}
        if pages > 1:
            assert {ways.get("Newest first"), ways.get("Soonest first")} & {f"{begin}#{place}" for place in PLACES}
        url = ways.get("Further back") or ways.get("Later ones")
    assert found == [f"{number:03}" for number in range(many)], "each once, in order"
    assert pages > 1
    beyond = person.get(f"{begin}?page={pages + 1}").words
    assert "Nothing further back." in beyond or "Nothing later." in beyond
    for odd in ("0", "-1", "x", "99999999999999999999"):
        assert person.get(f"{begin}?page={odd}").words


def test_a_first_page_leads_to_the_discussions_that_do_not_stand_on_it(app, client, world):
    with app.app_context():
        discussed(world, 52)
    page = client("allocated worker").get("/")
    assert "thing-049." not in page.words  # 49 of them and the one that is open stand there
    further = next(link.get("href") for link in page.all("a") if "".join(link.itertext()).startswith("Later discussions"))
    assert "thing-051." in client("allocated worker").get(further).words


def test_the_earlier_versions_of_a_person_say_that_there_are_more(app, client, world):
    with app.app_context():
        put(PersonChange, [{"family_id": world.family, "person_id": world.people["Coral"], "at": clock.now() - timedelta(number),
                            "body": json.dumps({"phone": [f"thing-{number:03}.", "07700 900123"]})} for number in range(60)])
    url, ines = f"/families/{world.family}/people/{world.people['Coral']}/edit", client("allocated worker")
    page = ines.get(url)
    assert "thing-049." in page.words and "thing-050." not in page.words
    assert "These are the latest 50." in page.words
    more = next(link.get("href") for link in page.all("a") if "".join(link.itertext()) == "Show all of them")
    whole = ines.get(more).words
    assert "thing-059." in whole and "These are the latest" not in whole


def test_find_says_that_it_shows_the_nearest_only(app, client, world):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        names = [*(f"Petronella {number}" for number in range(21)), "Wilhelmina"]
        families.add_people(world.family, [(PersonFacts(name), MemberFacts(Standing.NETWORK)) for name in names])
    ines = client("allocated worker")
    assert "The 20 nearest. Write more of the name" in ines.post("/find", {"q": "Petronella"}, expect=200).words
    assert "1 person, the nearest first" in ines.post("/find", {"q": "Wilhelmina"}, expect=200).words
