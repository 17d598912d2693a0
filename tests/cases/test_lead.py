"""Who leads: any professional, with the reason; a child protection plan needs a social worker of the council."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from practice.cases import commands as cases
from practice.cases import queries
from practice.core import audit, clock
from practice.core.db import command, db
from practice.core.errors import RuleBroken
from practice.families.models import Family, Standing
from tests.make.people import person


@command
def professional(world, name, label, **more):
    return person(world.family, name, Standing.PROFESSIONAL, label, 20, **more)


@pytest.fixture
def acting(app, world):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        yield


@command
def child_in_need(world):
    db.session.get(Family, world.family).status = "Child in need, both children"


def test_a_child_protection_plan_is_led_by_a_social_worker_of_the_council(acting, world):
    nurse = professional(world, "Nell Frost", "health visitor", phone="01632 960130", user_id=world.users["nell"])
    with pytest.raises(RuleBroken, match="social worker of the council"):
        cases.name_lead(world.family, nurse, "She knows Marina best")
    # By name alone is not enough: somebody of another agency who calls themselves so is not the council.
    other = professional(world, "Sol Birk", "social worker", user_id=world.users["birk"])
    with pytest.raises(RuleBroken):
        cases.name_lead(world.family, other, "He is there every day")
    child_in_need(world)
    cases.name_lead(world.family, nurse, "She knows Marina best")
    assert queries.leads(world.family)[0].name == "Nell Frost"


def test_a_change_keeps_its_reason_and_the_one_before(acting, world):
    child_in_need(world)
    nurse = professional(world, "Nell Frost", "health visitor")
    with pytest.raises(RuleBroken) as broken:
        cases.name_lead(world.family, nurse, "  ")
    assert broken.value.field == "because"
    cases.name_lead(world.family, nurse, "She knows Marina best")
    cases.name_lead(world.family, world.people["Ines"], "Nell is away until May")
    assert [(one.name, one.because) for one in queries.leads(world.family)] == [
        ("Ines Tidewell", "Nell is away until May"), ("Nell Frost", "She knows Marina best")]
    assert queries.leads(world.family)[0].on == clock.today()
    for change in ("UPDATE lead_change SET because = 'x'", "DELETE FROM lead_change"):
        with pytest.raises(DatabaseError):
            db.session.execute(text(change))
        db.session.rollback()


def test_the_page_says_who_leads_with_a_number_and_asks_why(client, app, world):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        professional(world, "Mx Tern", "social worker", phone="01632 960177")
    worker, page = client("allocated worker"), f"/families/{world.family}/who"
    assert "Ring Ines Tidewell: 01632 960100" in worker.get(page).words
    form = worker.get(f"{page}/lead")
    assert "Mx Tern, social worker, cannot open this record yet" in form.words
    assert "Ines Tidewell, social worker" not in " ".join("".join(one.itertext()) for one in form.all("option"))
    key = next(one.get("value") for one in form.all("option") if "Mx Tern" in "".join(one.itertext()))
    wrong = worker.post(f"{page}/lead", {"person_id": key}, expect=422)
    assert wrong.error_beside("because") == "Say why"
    worker.post(f"{page}/lead", {"person_id": key, "because": "Ines moves to another team"})
    after = worker.get(page).words
    assert "Ring Mx Tern: 01632 960177" in after
    assert "Because: Ines moves to another team (Ines Tidewell)" in after
    story = worker.get(f"/families/{world.family}/story").words
    assert "Mx Tern social worker, leads" in story, story[story.index("Mx Tern") - 80:][:200]


@pytest.mark.parametrize(("way", "chosen"), [("lead", "person_id"), ("allocate", "user_id")])
def test_nobody_leads_before_their_day(client, app, world, way, chosen):
    """The page says whom the family rings today. A later day is refused, whichever way somebody comes to lead."""
    with app.app_context(), audit.acting_as(world.users["ines"]):
        key = professional(world, "Priya Sandal", "social worker", user_id=world.users["priya"])
    worker, page = client("allocated worker"), f"/families/{world.family}/who"
    answer = {chosen: key if way == "lead" else world.users["priya"], "because": "Ines moves away", "from_on": "1 Dec 2026"}
    wrong = worker.post(f"{page}/{way}", answer, expect=422)
    assert "leads at once. Give today or an earlier day; for a later one come back on it" in wrong.error_beside("from_on")
    assert wrong.typed("from_on") == "1 Dec 2026"
    assert "Ring Ines Tidewell: 01632 960100" in worker.get(page).words
    worker.post(f"{page}/{way}", answer | {"from_on": "23 Nov 2026"})
    after = client("manager").get(page).words
    assert "Say who leads Priya Sandal, social worker" in after
    assert "Since Mon 23 Nov" in after, after[after.index("Who leads"):][:300]


def test_the_specialist_reads_who_leads_and_not_why(client, world):
    words = client("health, danger two only").get(f"/families/{world.family}/who").words
    assert "Who leads Ines Tidewell, social worker" in words
    assert "Say who leads" not in words
    client("health, danger two only").get(f"/families/{world.family}/who/lead", expect=403)
