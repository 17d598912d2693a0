"""Pages of closing: what stands before it, the closing itself, and what the family said when they were asked afterwards."""

import secrets

from flask import Blueprint, Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from practice.core import clock, pages
from practice.core.access import allow
from practice.core.errors import Clash, RuleBroken
from practice.families.frame import frame
from practice.families.queries import Sight, people_of
from practice.safety.agree_forms import STANCES
from practice.safety.closing import commands, policy, queries
from practice.safety.closing.forms import AskedForm, CloseForm, asked_form, close_form
from practice.safety.closing.page import ClosingPage, managers_of, mark_of, page_of, whose_word
from practice.safety.queries import plan_of
from practice.safety.views.row import draw
from practice.safety.whole import sees_whole
from practice.settings import Settings

bp = Blueprint("closing", __name__, url_prefix="/families/<uuid:family_id>/plan/closing")

HERE = "Safety plan"


@bp.get("")
@allow(policy.may_look_at_closing)
def show(sight: Sight) -> ResponseReturnValue:
    """What stands before the closing. ?print opens every fold."""
    return _show(_page(sight), None)


@bp.get("/close", endpoint="form")
@allow(policy.may_close_case)
def form(sight: Sight) -> ResponseReturnValue:
    """The same, with the form below it."""
    page = _page(sight)
    return _show(page, _form_of(page))


@bp.post("/close", endpoint="close")
@allow(policy.may_close_case)
def close(sight: Sight) -> ResponseReturnValue:
    page = _page(sight)
    form = _form_of(page)
    if form.sent():
        try:
            commands.close(page.plan, form.answer())
            return redirect(url_for("closing.show", family_id=sight.family_id), 303)
        except RuleBroken as broken:
            broken.field = {"closed_on": "on"}.get(broken.field, broken.field)
            form.show(broken)
        except Clash as clash:
            page = _page(sight)  # as it stands now
            form = _form_of(page)
            form.lock_version.data = str(clash.lock_version)
            form.submission_key.data = secrets.token_urlsafe(18)  # what is sent next is another thing
            return _show(page, form, status=409, clash=clash)
    return _show(page, form, status=422)


def _page(sight: Sight) -> ClosingPage:
    return page_of(plan_of(sight, ("closing_letter",)))


def _form_of(page: ClosingPage) -> CloseForm:
    settings: Settings = current_app.extensions["settings"]
    plan = page.plan
    managers = managers_of(plan.family_id) if page.not_met else None
    return close_form(plan, whose_word(plan), page.breaks, managers, settings.check_back_months)


def _show(page: ClosingPage, form: CloseForm | None, *, status: int = 200, clash: Clash | None = None) -> Response:
    sight = page.plan.sight
    return pages.page("safety/closing.html", status=status, sight=sight, people=page.plan.people, page=page, form=form,
                      frame=frame(sight, page.plan.people, HERE, page.plan.protected_from), clash=clash, mark_of=mark_of,
                      may_write=sight.part.may_write, may_close=policy.would_close(sight), sees_all=sees_whole(sight.part),
                      stances=STANCES,
                      saved=request.args.get("saved", ""), is_print="print" in request.args,
                      has_papers="documents.index" in current_app.view_functions)


@bp.get("/asked")
@allow(policy.may_ask_back)
def asked(sight: Sight) -> ResponseReturnValue:
    return _asked_page(sight, asked_form())


@bp.post("/asked", endpoint="asked_post")
@allow(policy.may_ask_back)
def asked_post(sight: Sight) -> ResponseReturnValue:
    form = asked_form()
    if form.sent():
        try:
            commands.check_back(sight.family_id, form.answer())
            return redirect(url_for("closing.show", family_id=sight.family_id, _anchor="asked"), 303)
        except RuleBroken as broken:
            form.show(broken)
    return _asked_page(sight, form, status=422)


def _asked_page(sight: Sight, form: AskedForm, status: int = 200) -> Response:
    people = people_of(sight.family_id)
    return draw("safety/closing_asked.html", sight, people, status=status, form=form,
                closing=queries.closings_of(sight.family_id)[0], today=clock.today())
