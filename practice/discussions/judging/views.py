"""Routes: what 0 and 10 mean in a round, and the numbers' way to the danger's scale."""

from flask import Blueprint, Response, redirect, url_for
from flask.typing import ResponseReturnValue

from practice.core.access import allow
from practice.core.errors import RuleBroken
from practice.core.forms import Form
from practice.core.pages import page
from practice.discussions.commands import Place
from practice.discussions.judging import commands, policy
from practice.discussions.judging.ends import Words
from practice.discussions.judging.forms import EndsForm
from practice.discussions.judging.policy import Carrying
from practice.discussions.judging.reading import words_of
from practice.discussions.policy import DiscussionSight
from practice.discussions.views.planning import framed
from practice.discussions.views.room import draw
from practice.families.queries import people_of
from practice.records import queries as reads

bp = Blueprint("judging", __name__, url_prefix="/families/<uuid:family_id>/discussions/<uuid:discussion_id>")


def _form(seen: DiscussionSight) -> EndsForm:
    rows = reads.current(seen.family_id, seen.sight.part, ("danger", "scale"), withdrawn=False)
    scales = {row.parent_id: row for row in rows if row.kind == "scale" and row.parent_id and row.body.zero and row.body.ten}
    return EndsForm([row for row in rows if row.kind == "danger"], scales)


def _words(seen: DiscussionSight) -> Words:
    words = words_of(seen, Place(seen.discussion.stage, seen.discussion.round))
    assert words is not None
    return words


@bp.get("/ends", endpoint="ends")
@allow(policy.may_agree_ends)
def ends(seen: DiscussionSight) -> ResponseReturnValue:
    if seen.discussion.step.input != "number":
        return _back(seen)
    form, words = _form(seen), _words(seen)
    form.danger_id.data = words.danger
    if words.danger is None:
        form.zero.data, form.ten.data = words.zero, words.ten
    form.lock_version.data = str(words.number)
    return _ends_page(seen, form, words)


@bp.post("/ends", endpoint="ends_post")
@allow(policy.may_agree_ends)
def ends_post(seen: DiscussionSight) -> ResponseReturnValue:
    form, d = _form(seen), seen.discussion
    if form.sent():
        try:
            commands.agree_ends(d.id, Place(d.stage, d.round), zero=form.zero.data or "", ten=form.ten.data or "",
                                danger_id=form.danger, aloud=bool(form.aloud.data), seen=form.seen_version)
            return _back(seen)
        except RuleBroken as broken:
            form.show(broken)
    if d.step.input != "number":  # the group has moved on
        return draw(seen, status=422, problem="This step asks for no number now")
    words = _words(seen)
    form.lock_version.data = str(words.number)
    return _ends_page(seen, form, words, 422)


def _ends_page(seen: DiscussionSight, form: EndsForm, words: Words, status: int = 200) -> Response:
    people = people_of(seen.family_id)
    return page("discussions/judging/ends.html", status=status, sight=seen.sight, people=people, frame=framed(seen, people),
                seen=seen, d=seen.discussion, form=form, words=words)


@bp.get("/numbers/<int:stage>/<int:number>", endpoint="carry")
@allow(policy.may_carry)
def carry(one: Carrying) -> ResponseReturnValue:
    """Each number with its owner, and where it would stand."""
    return _carry_page(one, Form(formdata=None))


@bp.post("/numbers/<int:stage>/<int:number>", endpoint="carry_post")
@allow(policy.may_carry)
def carry_post(one: Carrying) -> ResponseReturnValue:
    form = Form()
    if form.sent():
        try:
            commands.carry(one.about_id, one.place)
            return _back(one.seen)
        except RuleBroken as broken:
            form.show(broken)
    return _carry_page(one, form, 422)


def _carry_page(one: Carrying, form: Form, status: int = 200) -> Response:
    people = people_of(one.family_id)
    return page("discussions/judging/numbers.html", status=status, sight=one.seen.sight, people=people,
                frame=framed(one.seen, people), seen=one.seen, d=one.seen.discussion, one=one, form=form)


def _back(seen: DiscussionSight) -> ResponseReturnValue:
    return redirect(url_for("discussions.show", family_id=seen.family_id, discussion_id=seen.discussion.id), 303)
