"""Agreeing the plan, its versions and states, what each person says to it, and reasons for broken threads."""

import secrets
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from practice.core import clock, dates
from practice.core.access import allow
from practice.core.errors import Clash, NotKnown, RuleBroken
from practice.families.queries import Sight, people_of
from practice.records import commands as records
from practice.records.compare import of_snapshot
from practice.safety import commands, policy, queries
from practice.safety.agree_forms import (
    STANCES,
    AgreeForm,
    ReasonForm,
    StanceForm,
    StateForm,
    agree_form,
    asked_of,
    day_of,
    state_words,
)
from practice.safety.breaks import Break
from practice.safety.frozen import frozen_of
from practice.safety.models import PlanState
from practice.safety.page import mend_url
from practice.safety.policy import Speaking, VersionSight
from practice.safety.queries import Plan
from practice.safety.said import StanceRow
from practice.safety.thread import Thread, thread_of
from practice.safety.views import bp
from practice.safety.views.row import draw
from practice.safety.who_agrees import word_of


@bp.get("/agree")
@allow(policy.may_agree_plan)
def agree(sight: Sight) -> ResponseReturnValue:
    plan = queries.plan_of(sight)
    thread = thread_of(plan, clock.today())
    form = _form_of(plan, thread)
    form.lock_version.data = str(plan.mark)
    form.review_on.data = plan.review_on if plan.review_on and plan.review_on >= clock.today() else None
    return _agree_page(plan, thread, form)


@bp.post("/agree", endpoint="agree_post")
@allow(policy.may_agree_plan)
def agree_post(sight: Sight) -> ResponseReturnValue:
    plan = queries.plan_of(sight)
    thread = thread_of(plan, clock.today())
    form = _form_of(plan, thread)
    if form.sent():
        try:
            commands.agree(plan, form.answer())
            return redirect(url_for("safety.plan", family_id=sight.family_id, _anchor="agree"), 303)
        except RuleBroken as broken:
            form.show(broken)
        except Clash as clash:
            return _look_again(sight, clash)
    elif form.seen_version and (changed := commands.changed_since(plan, form.seen_version)) is not None:
        # not 422: a rule that is new may ask for what was not on the page
        return _look_again(sight, changed)
    return _agree_page(plan, thread, form, status=422)


def _look_again(sight: Sight, clash: Clash) -> ResponseReturnValue:
    """The plan as it stands now, read once more, with what was typed: nobody agrees to what they never read."""
    plan = queries.plan_of(sight)
    thread = thread_of(plan, clock.today())
    form = _form_of(plan, thread)
    form.lock_version.data = str(clash.lock_version)
    form.submission_key.data = secrets.token_urlsafe(18)  # what is sent next is another thing
    return _agree_page(plan, thread, form, status=409, clash=clash)


def _form_of(plan: Plan, thread: Thread) -> AgreeForm:
    return agree_form(asked_of(plan.people, commands.duty_holders(plan), plan.parents, _said_last(plan)),
                      [one for one in thread.all_breaks if one.asks])


def _said_last(plan: Plan) -> Mapping[UUID, StanceRow]:
    return plan.stances_to(plan.newest.id) if plan.newest else {}


def _agree_page(plan: Plan, thread: Thread, form: AgreeForm, status: int = 200, clash: Clash | None = None
                ) -> ResponseReturnValue:
    first = [(one, mend_url(plan, one)) for one in thread.all_breaks
             if one.blocks and one.code not in {"no_review", "review_late"}]
    return draw("safety/agree.html", plan.sight, plan.people, status=status, form=form, thread=thread, blocking=first,
                clash=clash, newest=plan.newest,
                number=plan.newest.number + 1 if plan.newest else 1, before=_said_last(plan), stances=STANCES,
                kept_from=plan.protected)


@bp.get("/leave")
@allow(policy.may_agree_plan)
def leave(sight: Sight) -> ResponseReturnValue:
    """Say why one broken thread is left as it is. ?break= and ?at= name it."""
    plan = queries.plan_of(sight)
    return _leave_page(plan, _named(plan), ReasonForm())


@bp.post("/leave", endpoint="leave_post")
@allow(policy.may_agree_plan)
def leave_post(sight: Sight) -> ResponseReturnValue:
    plan, form = queries.plan_of(sight), ReasonForm()
    broken = _named(plan)
    if form.sent():
        try:
            records.keep(sight.family_id, broken.key[:40], form.because.data or "", broken.about)
            return redirect(url_for("safety.plan", family_id=sight.family_id), 303)
        except RuleBroken as problem:
            form.show(problem)
    return _leave_page(plan, broken, form, status=422)


def _named(plan: Plan) -> Break:
    """The break of the address, which must stand in the thread as this reader sees it."""
    key, at = request.args.get("break", ""), request.args.get("at", "")
    found = next((one for one in thread_of(plan, clock.today()).all_breaks
                  if one.key == key and (str(one.about) if one.about else "") == at and not one.blocks), None)
    if found is None:
        raise NotKnown
    return found


def _leave_page(plan: Plan, broken: Break, form: ReasonForm, status: int = 200) -> ResponseReturnValue:
    return draw("safety/leave.html", plan.sight, plan.people, status=status, form=form, broken=broken)


# Versions


@bp.get("/versions/<uuid:snapshot_id>")
@allow(policy.may_see_version)
def version(seen: VersionSight) -> ResponseReturnValue:
    """One agreed version as it was frozen, what each person said to it and when, and the states it went through."""
    people = people_of(seen.family_id)
    said = [one for one in queries.stances_of(seen.family_id) if one.snapshot_id == seen.version.id]
    groups = frozen_of(of_snapshot(seen.family_id, seen.version.id, seen.sight.part), people)
    return draw("safety/version.html", seen.sight, people, version=seen.version, versions=seen.versions, groups=groups,
                words=[word_of(people[one.person_id], one) for one in said if one.person_id in people],
                states=[(state_words(state), on, because) for state, on, because in seen.version.changes],
                state=state_words(seen.version.state), is_ended=seen.version.state is PlanState.ENDED,
                is_in_force=seen.version.state is PlanState.IN_FORCE, may_write=seen.sight.part.may_write)


@bp.get("/versions/<uuid:snapshot_id>/say/<uuid:person_id>")
@allow(policy.may_note_word)
def say(speaking: Speaking) -> ResponseReturnValue:
    form = StanceForm()
    form["on"].data = clock.today()
    return _say_page(speaking, form)


@bp.post("/versions/<uuid:snapshot_id>/say/<uuid:person_id>", endpoint="say_post")
@allow(policy.may_note_word)
def say_post(speaking: Speaking) -> ResponseReturnValue:
    form = StanceForm()
    if form.sent():
        try:
            commands.stand(speaking.family_id, speaking.seen.version.id, form.answer(speaking.person.id))
            return redirect(url_for("safety.plan", family_id=speaking.family_id, _anchor="agree"), 303)
        except RuleBroken as broken:
            form.show(broken)
    return _say_page(speaking, form, status=422)


def _say_page(speaking: Speaking, form: StanceForm, status: int = 200) -> ResponseReturnValue:
    version = speaking.seen.version
    before = [word_of(speaking.person, one) for one in queries.stances_of(speaking.family_id)
              if one.snapshot_id == version.id and one.person_id == speaking.person.id]
    return draw("safety/say.html", speaking.seen.sight, speaking.people, status=status, form=form, person=speaking.person,
                before=before, to=f"version {version.number}", agreed=dates.full_day(version.on), send_to=url_for(
                    "safety.say_post", family_id=speaking.family_id, snapshot_id=version.id, person_id=speaking.person.id),
                back=url_for("safety.plan", family_id=speaking.family_id))


_STATES = {"in-force": PlanState.IN_FORCE, "ended": PlanState.ENDED}


@bp.get("/versions/<uuid:snapshot_id>/in-force", defaults={"state": "in-force"})
@bp.get("/versions/<uuid:snapshot_id>/ended", defaults={"state": "ended"})
@allow(policy.may_change_version)
def state(seen: VersionSight) -> ResponseReturnValue:
    form = StateForm()
    form["on"].data = clock.today()
    return _state_page(seen, form)


@bp.post("/versions/<uuid:snapshot_id>/in-force", endpoint="state_post", defaults={"state": "in-force"})
@bp.post("/versions/<uuid:snapshot_id>/ended", endpoint="state_post", defaults={"state": "ended"})
@allow(policy.may_change_version)
def state_post(seen: VersionSight) -> ResponseReturnValue:
    form = StateForm()
    if form.sent():
        try:
            commands.change_state(seen.family_id, seen.version.id, _asked_state(), day_of(form.on), form.because.data or "")
            return redirect(url_for("safety.plan", family_id=seen.family_id), 303)
        except RuleBroken as broken:
            form.show(broken)
    return _state_page(seen, form, status=422)


def _asked_state() -> PlanState:
    values: Any = request.view_args or {}
    return _STATES[values["state"]]


def _state_page(seen: VersionSight, form: StateForm, status: int = 200) -> ResponseReturnValue:
    return draw("safety/state.html", seen.sight, people_of(seen.family_id), status=status, form=form, version=seen.version,
                is_ending=_asked_state() is PlanState.ENDED)
