"""Pages of the plan as it is lived: plan a test and say what came of it, look at a promise, the way to closing."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from practice.core import clock
from practice.core.access import allow
from practice.core.errors import Clash, NotKnown
from practice.core.forms import Form
from practice.families.queries import Sight, people_of
from practice.records import queries as reads
from practice.records.acting import do, looking_at
from practice.records.policy import RecordSight
from practice.safety import queries
from practice.safety.agree_forms import TestForm
from practice.safety.living import commands, policy
from practice.safety.living.forms import CallOffForm, CheckForm, PlanTestForm, PutOffForm, StepForm
from practice.safety.living.models import StepKind
from practice.safety.living.page import glance, promised
from practice.safety.living.standing import EXPLAINED, NAMES, ahead, station
from practice.safety.models import TestKind
from practice.safety.page import test_line
from practice.safety.policy import may_see_plan
from practice.safety.views.row import draw
from practice.safety.whole import sees_whole

bp = Blueprint("living", __name__, url_prefix="/families/<uuid:family_id>/plan")

STEPS = {"reached": StepKind.REACHED, "moved": StepKind.MOVED, "stepped-back": StepKind.STEPPED_BACK}


def _back(sight: Sight, record_id: UUID) -> ResponseReturnValue:
    """To the plan, at what was just saved."""
    return redirect(url_for("safety.plan", family_id=sight.family_id, saved=record_id.hex, _anchor=f"r-{record_id.hex}"), 303)


def _do(form: Any, act: Callable[[], UUID], seen: RecordSight, again: Callable[..., ResponseReturnValue]) -> ResponseReturnValue:
    """Do it, then to the plan, at what was saved."""
    return do(seen, form, act, lambda record_id: _back(seen.sight, record_id), again)


# Tests to come

@bp.get("/<uuid:record_id>/plan-test")
@allow(policy.may_plan_test)
def plan_test(seen: RecordSight) -> ResponseReturnValue:
    return _plan_test_page(seen, PlanTestForm(people_of(seen.family_id), seen.sight.user_id))


@bp.post("/<uuid:record_id>/plan-test", endpoint="plan_test_post")
@allow(policy.may_plan_test)
def plan_test_post(seen: RecordSight) -> ResponseReturnValue:
    form = PlanTestForm(people_of(seen.family_id), seen.sight.user_id)
    return _do(form, lambda: commands.plan_test(seen.row.id, *form.answer()), seen, _plan_test_page)


def _plan_test_page(seen: RecordSight, form: PlanTestForm, status: int = 200, clash: Clash | None = None) -> Response:
    people = people_of(seen.family_id)
    return draw("safety/living_plan_test.html", seen.sight, people, status=status, form=form, row=seen.row, clash=clash,
                who=people.short(getattr(seen.row.body, "who", None)),
                explained={kind.value: EXPLAINED[kind] for kind in TestKind})


@bp.get("/<uuid:record_id>/came-of-it")
@allow(policy.may_record_planned)
def came_of_it(seen: RecordSight) -> ResponseReturnValue:
    form, body = TestForm(), seen.row.body
    form.kind.data = body.how
    form["on"].data = min(body.on or clock.today(), clock.today())
    form.who.data = people_of(seen.family_id).short(body.who)
    form.lock_version.data = str(seen.row.lock_version)
    return _came_page(seen, form)


@bp.post("/<uuid:record_id>/came-of-it", endpoint="came_of_it_post")
@allow(policy.may_record_planned)
def came_of_it_post(seen: RecordSight) -> ResponseReturnValue:
    form = TestForm()
    return _do(form, lambda: commands.record_planned(seen.row.id, form.seen_version, form.answer()), seen, _came_page)


def _came_page(seen: RecordSight, form: TestForm, status: int = 200, clash: Clash | None = None) -> Response:
    people = people_of(seen.family_id)
    rule = reads.one(seen.row.parent_id) if seen.row.parent_id else None
    if rule is None:
        raise NotKnown
    tests = queries.tests_of(seen.family_id).get(rule.id, [])
    return draw("safety/living_came_of_it.html", seen.sight, people, status=status, form=form, row=rule, planned=seen.row,
                clash=clash, who=people.short(getattr(rule.body, "who", None)), how=NAMES.get(_how(seen.row), ""),
                tests=[test_line(one) for one in reversed(tests)])


def _how(row: reads.Row) -> TestKind:
    return TestKind(row.body.how) if row.body.how in {one.value for one in TestKind} else TestKind.TALK_THROUGH


@bp.get("/<uuid:record_id>/put-off")
@allow(policy.may_record_planned)
def put_off(seen: RecordSight) -> ResponseReturnValue:
    return _small(seen, looking_at(PutOffForm(), seen), "Put this test off", "Put off", ("on", "because"))


@bp.post("/<uuid:record_id>/put-off", endpoint="put_off_post")
@allow(policy.may_record_planned)
def put_off_post(seen: RecordSight) -> ResponseReturnValue:
    form = PutOffForm()

    def act() -> UUID:
        commands.put_off(seen.row.id, form.seen_version, form["on"].data, form.because.data or "")
        return seen.row.id

    return _do(form, act, seen, lambda now, again, **more: _small(now, again, "Put this test off", "Put off",
                                                                  ("on", "because"), **more))


@bp.get("/<uuid:record_id>/call-off")
@allow(policy.may_record_planned)
def call_off(seen: RecordSight) -> ResponseReturnValue:
    return _small(seen, looking_at(CallOffForm(), seen), "Call this test off", "Call off", ("because",))


@bp.post("/<uuid:record_id>/call-off", endpoint="call_off_post")
@allow(policy.may_record_planned)
def call_off_post(seen: RecordSight) -> ResponseReturnValue:
    form = CallOffForm()

    def act() -> UUID:
        commands.call_off(seen.row.id, form.seen_version, form.because.data or "")
        return seen.row.parent_id or seen.row.id

    return _do(form, act, seen, lambda now, again, **more: _small(now, again, "Call this test off", "Call off",
                                                                  ("because",), **more))


def _small(seen: RecordSight, form: Form, title: str, save: str, names: tuple[str, ...], *, status: int = 200,  # noqa: PLR0917
           clash: Clash | None = None) -> Response:
    """A small form about one planned test, which stands above it."""
    coming = ahead(seen.row, clock.today())
    return draw("safety/small.html", seen.sight, people_of(seen.family_id), status=status, form=form, title=title,
                save=save, names=names, lead=f"{coming.how}, {coming.when}", words=seen.row.body.words, clash=clash)


# Promises of the services

@bp.get("/<uuid:record_id>/kept")
@allow(policy.may_check)
def check(seen: RecordSight) -> ResponseReturnValue:
    return _check_page(seen, CheckForm(people_of(seen.family_id)))


@bp.post("/<uuid:record_id>/kept", endpoint="check_post")
@allow(policy.may_check)
def check_post(seen: RecordSight) -> ResponseReturnValue:
    form = CheckForm(people_of(seen.family_id))

    def act() -> UUID:
        commands.check_promise(seen.row.id, form.answer())
        return seen.row.id

    return _do(form, act, seen, _check_page)


def _check_page(seen: RecordSight, form: CheckForm, status: int = 200, clash: Clash | None = None) -> Response:
    people = people_of(seen.family_id)
    plan = queries.Plan(seen.sight, people, (seen.row,), (), {}, (), (), (), (),
                        checks=queries.events_of(seen.family_id).checks)
    return draw("safety/living_check.html", seen.sight, people, status=status, form=form, clash=clash,
                one=next(iter(promised([seen.row], plan))))


# The way to closing

@bp.get("/way")
@allow(may_see_plan)
def way(sight: Sight) -> ResponseReturnValue:
    """Milestones on one line, planned and reached; the same in words. ?print opens every fold."""
    plan = queries.plan_of(sight)
    head = plan.head
    return draw("safety/living_way.html", sight, plan.people, living=glance(plan, with_since=False), conditions=plan.of("closing"),
                step_back=head.body.step_back if head else "", may_write=sight.part.may_write,
                sees_all=sees_whole(sight.part), is_print="print" in request.args, saved=request.args.get("saved", ""))


def _step(values: dict[str, Any]) -> StepKind:
    return STEPS[values["became"]]


@bp.get("/<uuid:record_id>/<any('reached', 'moved', 'stepped-back'):became>")
@allow(policy.may_step)
def step(seen: RecordSight) -> ResponseReturnValue:
    return _step_page(seen, StepForm(_step(request.view_args or {})))


@bp.post("/<uuid:record_id>/<any('reached', 'moved', 'stepped-back'):became>", endpoint="step_post")
@allow(policy.may_step)
def step_post(seen: RecordSight) -> ResponseReturnValue:
    form = StepForm(_step(request.view_args or {}))

    def act() -> UUID:
        commands.take_step(seen.row.id, form.answer())
        return seen.row.id

    return _do(form, act, seen, _step_page)


def _step_page(seen: RecordSight, form: StepForm, status: int = 200, clash: Clash | None = None) -> Response:
    steps = queries.events_of(seen.family_id).steps.get(seen.row.id, [])
    titles = {StepKind.REACHED: ("Reached", "Write it down"), StepKind.MOVED: ("Move it to another day", "Move"),
              StepKind.STEPPED_BACK: ("Step back", "Write it down")}
    title, save = titles[form.what]
    return draw("safety/living_step.html", seen.sight, people_of(seen.family_id), status=status, form=form, row=seen.row,
                clash=clash, station=station(1, seen.row, steps, clock.today()), title=title, save=save)
