"""Routes: how an idea stands."""

from flask import Blueprint, Response, redirect, url_for
from flask.typing import ResponseReturnValue

from practice.core.access import allow
from practice.core.errors import RuleBroken
from practice.core.pages import page
from practice.discussions.ideas import commands, policy
from practice.discussions.ideas.forms import WeighForm
from practice.discussions.ideas.policy import IdeaSight
from practice.discussions.views.planning import framed

bp = Blueprint("ideas", __name__, url_prefix="/families/<uuid:family_id>/discussions/<uuid:discussion_id>/ideas")


@bp.get("/<uuid:entry_id>/<int:number>", endpoint="weigh")
@allow(policy.may_weigh)
def weigh(one: IdeaSight) -> ResponseReturnValue:
    form = WeighForm()
    if one.idea.because:
        form.state.data = one.idea.state
    return _page(one, form)


@bp.post("/<uuid:entry_id>/<int:number>", endpoint="weigh_post")
@allow(policy.may_weigh)
def weigh_post(one: IdeaSight) -> ResponseReturnValue:
    form = WeighForm()
    if form.sent():
        try:
            commands.weigh(one.about_id, one.idea.entry, one.idea.line, form.state.data or "", form.because.data or "")
            return redirect(url_for("discussions.show", family_id=one.family_id, discussion_id=one.about_id, _anchor="ideas"), 303)
        except RuleBroken as broken:
            form.show(broken)
    return _page(one, form, 422)


def _page(one: IdeaSight, form: WeighForm, status: int = 200) -> Response:
    return page("discussions/ideas/weigh.html", status=status, sight=one.seen.sight, people=one.people,
                frame=framed(one.seen, one.people), seen=one.seen, d=one.seen.discussion, idea=one.idea, form=form)
