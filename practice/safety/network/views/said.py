"""What is said in the network: who was told which danger, who else, a name from an answer, and that it met."""

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from practice.core import clock
from practice.core.access import allow
from practice.core.errors import NotKnown, RuleBroken
from practice.core.forms import whole_number
from practice.families.queries import People, Sight, people_of
from practice.guidance.network import questions_for
from practice.records import queries as reads
from practice.records.policy import RecordSight
from practice.safety.network import commands, page, policy, queries
from practice.safety.network.forms import (
    MetForm,
    NamedForm,
    TellForm,
    WhoElseForm,
)
from practice.safety.network.views import bp
from practice.safety.network.views.drawing import back_to, draw

# telling


@bp.get("/told/<uuid:person_id>", endpoint="tell")
@allow(policy.may_tell)
def tell(telling: policy.Telling) -> ResponseReturnValue:
    form, _ = _tell_form(telling)
    form["on"].data = clock.today()
    return _tell_page(telling, form)


@bp.post("/told/<uuid:person_id>", endpoint="tell_post")
@allow(policy.may_tell)
def tell_post(telling: policy.Telling) -> ResponseReturnValue:
    form, member = _tell_form(telling)
    if form.sent():
        try:
            commands.tell(telling.family_id, form.answer(telling.person.id), ring=form.ring_to)
            return back_to(telling.sight, member)
        except RuleBroken as broken:
            form.show(broken)
    return _tell_page(telling, form, status=422)


def _tell_form(telling: policy.Telling) -> tuple[TellForm, UUID | None]:
    rows = reads.current(telling.family_id, telling.sight.part, ("danger", "network_member"), withdrawn=False)
    member = next((row for row in rows if row.kind == "network_member" and row.body.person == telling.person.id
                   and row.body.left_on is None and not queries.is_hidden(row.id, telling.sight.user_id)), None)
    never = queries.never_for(telling.family_id, telling.person.id)
    dangers = [(row.id, _danger_words(number, row)) for number, row in enumerate(
        (row for row in rows if row.kind == "danger"), 1) if row.id not in never]
    ring = None if member is None else member.body.ring if member.body.ring != "outer" else "middle"
    return TellForm(dangers, ring), member.id if member else None


def _danger_words(number: int, row: reads.Row) -> str:
    return f"Danger {number}: {row.body.title or row.body.words}"


def _tell_page(telling: policy.Telling, form: TellForm, status: int = 200) -> ResponseReturnValue:
    return draw("safety/network_tell.html", telling.sight, telling.people, status=status, form=form, person=telling.person,
                 not_told=page.not_told_of(telling.sight, telling.person.id))


# who else


@bp.get("/who-else")
@allow(policy.may_change_network)
def who_else(sight: Sight) -> ResponseReturnValue:
    people = people_of(sight.family_id)
    form = _who_else_form(people)
    form["on"].data = clock.today()
    number = whole_number(request.args.get("question"), -1)
    questions = questions_for(people.children[0].short_name if people.children else "")
    if 0 <= number < len(questions):
        form.question.data = questions[number].ask
    return draw("safety/network_who_else.html", sight, people, form=form)


@bp.post("/who-else", endpoint="who_else_post")
@allow(policy.may_change_network)
def who_else_post(sight: Sight) -> ResponseReturnValue:
    people = people_of(sight.family_id)
    form = _who_else_form(people)
    if form.sent():
        try:
            return back_to(sight, commands.ask_who_else(sight.family_id, form.answer()))
        except RuleBroken as broken:
            form.show(broken)
    return draw("safety/network_who_else.html", sight, people, status=422, form=form)


def _who_else_form(people: People) -> WhoElseForm:
    return WhoElseForm(questions_for(people.children[0].short_name if people.children else ""), people)


@bp.post("/who-else/<uuid:record_id>/add", endpoint="add_named")
@allow(policy.may_change_answer)
def add_named(seen: RecordSight) -> ResponseReturnValue:
    """One tap: a name from an answer becomes a member in the outer ring."""
    form = NamedForm()
    if form.sent():
        return back_to(seen.sight, commands.add_named(seen.family_id, seen.row.id, form.name.data or ""))
    raise NotKnown


# the network meets


@bp.get("/met")
@allow(policy.may_change_network)
def met(sight: Sight) -> ResponseReturnValue:
    people = people_of(sight.family_id)
    form = _met_form(people)
    form["on"].data = clock.today()
    return draw("safety/network_met.html", sight, people, form=form)


@bp.post("/met", endpoint="met_post")
@allow(policy.may_change_network)
def met_post(sight: Sight) -> ResponseReturnValue:
    people = people_of(sight.family_id)
    form = _met_form(people)
    if form.sent():
        try:
            commands.meet(sight.family_id, form.answer())
            return back_to(sight, place="met")
        except RuleBroken as broken:
            form.show(broken)
    return draw("safety/network_met.html", sight, people, status=422, form=form)


def _met_form(people: People) -> MetForm:
    return MetForm([one for one in people.values() if not one.is_professional and one.died_on is None and one.to_on is None])
