"""Two who finish or agree the same thing at the very same moment: one is first, the other is told so and loses no word."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from practice.accounts import queries as accounts
from practice.core import audit, clock
from practice.core.db import db
from practice.core.errors import RuleBroken, is_at_once
from practice.families import commands as families
from practice.families.models import BirthKnown, Person, Relation, Sex, Standing
from practice.mapping import commands as mappings
from practice.mapping.kinds import SafetyGoal
from practice.records import commands as records
from practice.records.models import Snapshot
from practice.safety import commands as safety
from practice.safety.kinds import PLAN_KINDS, PlanHead
from practice.safety.models import PlanState
from practice.safety.network import commands as network
from practice.safety.network.kinds import NetworkMember
from practice.safety.queries import versions_of
from tests.access import test_office as office
from tests.make.at_once import together
from tests.mapping.test_statements import mapping
from tests.safety import test_closing as closing
from tests.safety import test_immediate as immediate
from tests.safety import test_pages as plan


def finishing(page, note):
    reasons = {area.get("name"): "For now" for area in page.all("textarea")}
    return {**page.hidden("/finish"), "on": "24 Nov", "note": note, **reasons}


def agreeing(page, note):
    return {**plan.agreeing(page, None), "review_on": page.typed("review_on"), "note": note}


def immediately(page, note):
    return immediate.said(page, note=note)


THINGS = {  # kind of snapshot -> (where, what is sent, who did it first, as the page says it)
    "mapping": (mapping, "/finish", finishing, "finished mapping 1"),
    "plan": (plan.plan_url, "/agree", agreeing, "agreed version 1"),
    "immediate": (immediate.url, "/agree", immediately, "agreed version 1"),
}


def numbers(app, kind):
    with app.app_context():
        return list(db.session.scalars(select(Snapshot.number).where(Snapshot.kind == kind).order_by(Snapshot.number)))


def press_together(people, path, forms):
    start = Barrier(len(people))

    def press(number):
        start.wait()
        return people[number].post(path, forms[number], expect=None)

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(press, range(len(people))))


@pytest.mark.parametrize("kind", THINGS)
def test_of_two_at_the_same_moment_one_is_first_and_the_other_is_told_and_keeps_every_word(app, client, world, kind):
    url, rest, fill, says = THINGS[kind]
    people = [client("allocated worker"), client("manager")]
    if kind == "immediate":
        immediate.write(people[0], world)
    forms = [fill(one.get(url(world, rest)), f"What {one.persona} typed") for one in people]
    answers = press_together(people, url(world, rest), forms)
    assert sorted(one.status for one in answers) == [303, 409]
    assert numbers(app, kind) == [1]
    late = next(number for number, one in enumerate(answers) if one.status == 409)
    page, name = answers[late], ("Tom Larder", "Ines Tidewell")[late]
    assert f"{name} {says} after you opened this page" in page.words
    assert page.typed("note") == f"What {people[late].persona} typed"
    # once they have looked, it is theirs to finish or agree again
    people[late].post(url(world, rest), {**forms[late], **page.hidden(rest)})
    assert numbers(app, kind) == [1, 2]


def test_of_two_who_close_a_case_at_the_same_moment_one_closes_it(app, client, world):
    people = [client("allocated worker"), client("manager")]
    forms = [closing.filled(one.get(closing.url(world, "/close")), world, because=f"What {one.persona} typed") for one in people]
    answers = press_together(people, closing.url(world, "/close"), forms)
    assert sorted(one.status for one in answers) == [303, 422]
    late = next(number for number, one in enumerate(answers) if one.status == 422)
    assert "This record is closed already" in answers[late].words
    assert answers[late].typed("because") == f"What {people[late].persona} typed"
    assert numbers(app, "closing") == [1]


def test_who_closes_a_case_reads_first_what_was_agreed_meanwhile(client, world):
    worker = client("manager")
    form = closing.filled(worker.get(closing.url(world, "/close")), world)
    plan.agree(client, world)
    page = worker.post(closing.url(world, "/close"), form, expect=409)
    assert "Ines Tidewell agreed version 1 after you opened this page" in page.words
    assert page.typed("because") == form["because"]
    worker.post(closing.url(world, "/close"), {**form, **page.hidden("/close")})


ONLY_ONCE = {
    "a danger's goal": lambda w: mappings.add_statement(w.family, "goal", mappings.Said(
        SafetyGoal(words="Callum asks before he comes"), w.records["danger+"])),
    "a reader's first page": lambda w: safety.add_row(w.family, "plan_head", PlanHead(reader=w.people["Marina"])),
    "a member of the network": lambda w: network.add_member(w.family, NetworkMember(person=w.people["Coral"])),
    "a tie": lambda w: families.add_relationship(w.family, families.NewTie(w.people["Coral"], Relation.CLOSE, w.people["Callum"])),
    "a person": lambda w: families.join_person(w.family, w.people["Nobody's"], families.MemberFacts(Standing.NETWORK)),
}


@pytest.mark.parametrize("what", ONLY_ONCE)
def test_what_stands_once_is_written_once_by_four_at_the_same_moment(app, world, what):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        person = Person(name="Petronella", short_name="Petronella", birth_known=BirthKnown.UNKNOWN, sex=Sex.UNKNOWN)
        db.session.add(person)
        db.session.commit()
        world.people["Nobody's"] = person.id
    came = together(app, world, *[(login, lambda: ONLY_ONCE[what](world)) for login in ("ines", "tom", "ines", "tom")])
    assert sum(isinstance(one, RuleBroken) for one in came) == 3, came


def test_one_plan_is_in_force_when_two_are_put_in_force_at_the_same_moment(app, world):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        made = [records.freeze(world.family, "plan", PLAN_KINDS, clock.today(), {}) for _ in range(4)]
    came = together(app, world, *[("ines", lambda one=one: safety.change_state(
        world.family, one, PlanState.IN_FORCE, clock.today(), "The court asked for it")) for one in made])
    assert came == [None] * 4
    with app.app_context():
        assert [one.state for one in versions_of(world.family)].count(PlanState.IN_FORCE) == 1


def test_a_name_that_somebody_took_a_moment_before_is_no_bug_and_what_was_typed_is_there(client, world, monkeypatch):
    ada = client("administrator")
    data = {**office.NEW, **office.agency_and_team(ada.get("/accounts/new")), "login": "ines"}
    monkeypatch.setattr(accounts, "by_login", lambda _: None)  # free when it was looked for, taken when it is saved
    page = ada.post("/accounts/new", data, key="pressed", expect=409)
    assert "Somebody else saved at the same moment" in page.words
    assert "Nothing of yours was saved" in page.words
    assert "Gull Strand" in page.text
    assert office.NEW["password"] not in page.text
    assert "Gull Strand" not in ada.get("/accounts").words
    ada.post("/accounts/new", {**data, "login": "gull"}, key="pressed")
    assert "Gull Strand" in ada.get("/accounts").words


def test_what_breaks_another_rule_of_the_database_stays_a_bug(app, world):
    with app.app_context(), pytest.raises(IntegrityError) as caught:
        db.session.execute(text("INSERT INTO member (id, family_id) VALUES (NULL, NULL)"))
    assert not is_at_once(caught.value)


def test_who_is_let_go_of_two_that_waited_for_each_other_is_told_so(client, world, monkeypatch):
    def waits(*_, **__):
        raise OperationalError("UPDATE", {}, psycopg.errors.DeadlockDetected("deadlock detected"))

    ines = client("allocated worker")
    url = mapping(world, "/add/hope")
    monkeypatch.setattr(mappings, "add_statement", waits)
    page = ines.post(url, {**ines.get(url).hidden(), "words": "A night where nobody shouts."}, expect=409)
    assert "Nothing of yours was saved" in page.words and "A night where nobody shouts." in page.text
