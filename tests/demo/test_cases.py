"""The three worked cases stand as they are drawn: who is in them, what their thread lacks, their versions, who sees them."""

from datetime import date, datetime

import pytest
from sqlalchemy import func, select

from practice.accounts.models import Role, User
from practice.core import clock
from practice.core.audit import AuditEvent
from practice.core.db import db
from practice.families.models import Family, Person
from practice.families.queries import families_of, people_of, sight_of
from practice.mapping.models import Rating
from practice.records.models import Kept, Record
from practice.records.queries import snapshots
from practice.safety.models import PlanState
from practice.safety.queries import plan_of
from practice.safety.thread import thread_of
from tests.client import Client

LEADS = {"Orchard": "priya", "Harbour": "ines", "Lantern": "kwame"}


def ids(model, name):
    return dict(db.session.execute(select(name, model.id)).all())


def sight(name):
    found = sight_of(ids(Family, Family.name)[name], ids(User, User.login)[LEADS[name]])
    assert found is not None
    return found


def test_every_role_and_every_person_of_the_teams_can_sign_in(demo):
    with demo.app_context():
        roles = set(db.session.scalars(select(User.role)))
        logins = list(db.session.scalars(select(User.login)))
    assert roles == set(Role)
    assert len(logins) == 23
    for login in ("ines", "tom", "nell", "ada"):
        Client(demo, "nobody").sign_in(login)


@pytest.mark.parametrize("login, names", [
    ("ines", ["Harbour", "Lantern", "Orchard"]), ("tom", ["Harbour"]), ("asha", ["Harbour"]), ("glen", ["Harbour"]),
    ("nell", ["Harbour"]), ("slate", ["Harbour"]), ("priya", ["Orchard"]), ("kath", ["Orchard"]), ("quill", ["Orchard"]),
    ("kwame", ["Lantern"]), ("fay", ["Lantern"]), ("owen", ["Lantern"]), ("wick", ["Lantern"]), ("ada", [])])
def test_everyone_knows_only_of_their_own_families(demo, login, names):
    with demo.app_context():
        assert [line.name for line in families_of(ids(User, User.login)[login])] == names


def test_the_cover_ends_by_itself(demo):
    with demo.app_context():
        ines = ids(User, User.login)["ines"]
        with clock.at(datetime(2026, 11, 28, 9, 0, tzinfo=clock.LONDON)):
            assert [line.name for line in families_of(ines)] == ["Harbour", "Lantern"]


def test_a_seat_sees_the_plan_and_no_story(demo):
    with demo.app_context():
        part = sight_of(ids(Family, Family.name)["Lantern"], ids(User, User.login)["ines"]).part
    assert {info.value for info in part.kinds} == {"plan", "own_actions"}
    assert not part.may_write


def test_the_health_visitor_sees_one_danger(demo):
    with demo.app_context():
        part = sight_of(ids(Family, Family.name)["Harbour"], ids(User, User.login)["nell"]).part
        second = db.session.scalars(select(Record.id).where(Record.kind == "danger", Record.family_id == ids(
            Family, Family.name)["Harbour"]).order_by(Record.position)).all()[1]
    assert part.dangers == {second}


def test_the_thread_is_broken_where_the_drawings_say(demo):
    with demo.app_context():
        found = {name: {line.says for line in thread_of(plan_of(sight(name)), clock.today()).open} for name in LEADS}
    assert found["Harbour"] == {"Rule 3 has never been tested", "Rule 4 has never been tested",
                                "Rule 6 has never been tested", "Callum has not been asked about danger 2"}
    assert found["Orchard"] == {"Rule 6 has never been tested"}
    assert not any("untold" in line or "no rule" in line for line in found["Lantern"])


@pytest.mark.parametrize("name, days", [
    ("Harbour", ["2026-10-08", "2026-10-20", "2026-11-19"]),
    ("Orchard", ["2026-07-13", "2026-08-24", "2026-10-12", "2026-11-23"]),
    ("Lantern", ["2026-10-14", "2026-11-10", "2026-11-18"])])
def test_the_plans_have_their_versions_and_only_the_newest_is_in_force(demo, name, days):
    with demo.app_context():
        plan = plan_of(sight(name))
    versions = sorted(plan.versions, key=lambda version: version.number)
    assert [version.on for version in versions] == [date.fromisoformat(day) for day in days]
    assert [version.state for version in versions] == [*[PlanState.ENDED] * (len(days) - 1), PlanState.IN_FORCE]
    assert all(version.note for version in versions)


@pytest.mark.parametrize("name, days", [
    ("Harbour", ["2026-10-30"]), ("Orchard", ["2026-11-23", "2026-07-10"]), ("Lantern", ["2026-11-06"])])
def test_the_mappings_were_finished_on_their_days(demo, name, days):
    with demo.app_context():
        assert [head.on.isoformat() for head in snapshots(sight(name).family_id, "mapping")] == days


NUMBERS = {  # Olive's third is of her journal, on 9 October
    "Harbour": {"Finn": [3, 6, 7], "Marina": [5, 7, 4, 6], "Coral": [4, 6, 5, 7], "Callum": [8, 7], "Asha": [2, 4, 5, 6],
                "Glen": [3, 5], "Sgt Birk": [3, 5], "Ruth": [4, 6], "Nell": [4, 6], "Ines": [3, 5, 4, 6]},
    "Orchard": {"Robin": [6, 6, 5, 8], "Bryony": [2, 5, 6, 8], "Ash": [4, 6, 6, 8], "Olive": [3, 6, 6, 6, 8],
                "Mrs Medlar": [3, 6, 7, 8], "Jo": [3, 5, 5, 7], "Sam": [4, 5, 6, 7], "Ms Quill": [3, 6, 7, 8],
                "Mr Lark": [3, 6, 7, 9], "Priya": [3, 5, 6, 8]},
    "Lantern": {"Jay": [4, 5], "Amber": [2, 4], "Idris": [4, 5], "Star": [3, 5], "Halina": [3, 5], "Max": [4, 6],
                "Kwame": [3, 5], "DC Wick": [2, 3], "Mrs Prism": [3, 5], "Dr Glow": [3, 4], "Fay": [3, 4], "Lucian": [None]},
}


@pytest.mark.parametrize("name", NUMBERS)
def test_everyone_gave_the_numbers_of_the_case(demo, name):
    with demo.app_context():
        found = {}
        for who, value in db.session.execute(
                select(Person.short_name, Rating.value).join(Person, Person.id == Rating.person_id)
                .join(Record, Record.id == Rating.scale_id)
                .where(Rating.family_id == sight(name).family_id, Rating.guessed_by.is_(None))
                .order_by(Record.position, Rating.on, Rating.recorded_at)):
            found.setdefault(who, []).append(value)
    assert found == NUMBERS[name]


def test_people_stand_in_the_order_of_the_papers(demo):
    with demo.app_context():
        people = people_of(sight("Orchard").family_id)
        harbour = people_of(sight("Harbour").family_id)
    assert [person.short_name for person in people.kin][:3] == ["Robin", "Bryony", "Ash"]
    assert [(child.short_name, child.age) for child in harbour.children] == [("Finn", 7), ("Shelly", 2)]
    assert harbour.lead is not None
    assert harbour.lead.name == "Ines Tidewell"


def test_one_professional_is_one_person_in_every_family(demo):
    with demo.app_context():
        twice = db.session.execute(select(Person.user_id, func.count()).where(Person.user_id.is_not(None))
                                   .group_by(Person.user_id).having(func.count() > 1)).all()
    assert twice == []


def test_each_day_was_lived_by_its_person(demo):
    """Events stand in the order of the days, and every one that tells of a family names who did it."""
    with demo.app_context():
        nobody = db.session.scalar(select(func.count()).select_from(AuditEvent).where(
            AuditEvent.actor_id.is_(None), AuditEvent.family_id.is_not(None)))
        first, last = db.session.execute(select(func.min(AuditEvent.at), func.max(AuditEvent.at)).where(
            AuditEvent.family_id.is_not(None))).one()
        reasons = db.session.scalar(select(func.count()).select_from(Kept))
    assert nobody == 0
    assert first.date() == date(2026, 6, 1)
    assert last.date() == date(2026, 11, 24)
    assert reasons >= 4
