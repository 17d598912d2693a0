"""Routes of the programme: where the family is, and one talk."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from practice.cases.views.drawing import family_page
from practice.core.access import allow
from practice.core.errors import RuleBroken
from practice.core.pages import page
from practice.discussions.programme import commands, policy, queries
from practice.discussions.programme.forms import STATES, EntryForm
from practice.discussions.programme.readiness import readiness_of
from practice.families.frame import frame
from practice.families.queries import Sight, people_of
from practice.guidance.programme import modules

bp = Blueprint("programme", __name__, url_prefix="/families/<uuid:family_id>/programme")
HERE = "Discussions"


@bp.get("")
@allow(policy.may_see_programme)
def show(sight: Sight) -> ResponseReturnValue:
    """What each heard last, in the parents' own words; how ready they say they are, over time; every module and where it is."""
    entries, people = queries.entries_of(sight), people_of(sight.family_id)
    return page("discussions/programme/show.html", sight=sight, people=people, frame=frame(sight, people, HERE),
                latest=queries.latest(entries), modules=modules(), where=queries.where_it_is(entries), states=STATES,
                readiness=readiness_of(entries, people))


@bp.route("/write", methods=["GET", "POST"])
@allow(policy.may_write_programme)
def write(sight: Sight) -> ResponseReturnValue:
    """One talk with one parent. ?module= chooses the module."""
    grown_ups = [(one.id, one.name) for one in people_of(sight.family_id).values()
                 if not one.is_child and not one.is_professional and one.died_on is None and one.to_on is None]
    form = EntryForm(grown_ups)
    if request.method == "GET":
        form.module.data = request.args.get("module", "")
    back = url_for("programme.show", family_id=sight.family_id)
    if form.sent():
        try:
            commands.write(sight.family_id, form.answer())
            return redirect(back, 303)
        except RuleBroken as broken:
            form.show(broken)
    return family_page("discussions/programme/write.html", sight, here=HERE, form=form, back=back,
                       module=modules().get(form.module.data or ""), status=422 if request.method == "POST" else 200)
