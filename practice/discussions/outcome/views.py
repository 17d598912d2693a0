"""Routes: whose private matters the parts of a decision tell of, and what came of an action."""

import secrets
from datetime import date
from typing import cast
from uuid import UUID

from flask import Blueprint, Response, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import bindparam, select

from practice.access.models import Information
from practice.core.access import allow
from practice.core.db import db
from practice.core.errors import Clash, NotKnown, RuleBroken
from practice.core.pages import page
from practice.discussions import queries
from practice.discussions.models import Decision
from practice.discussions.outcome import commands, policy
from practice.discussions.outcome.acts import acts_of
from practice.discussions.outcome.forms import DoneForm, PrivateForm
from practice.discussions.outcome.kinds import OUTCOME
from practice.discussions.outcome.later import answered_since, is_later
from practice.discussions.outcome.policy import ActionSight
from practice.discussions.policy import DiscussionSight
from practice.discussions.views.planning import framed
from practice.families.queries import People, people_of
from practice.records import queries as reads

bp = Blueprint("outcome", __name__, url_prefix="/families/<uuid:family_id>/discussions/<uuid:discussion_id>")
# What needs a look comes first; what was put in words for the family anyway comes last.
ORDER = ("stance", "because", "telling", "action", "decision", "question", "option")
FOR_FAMILIES = frozenset({"decision", "question", "option"})


# The outcome for each

SNAPSHOT = select(Decision.snapshot_id).where(Decision.discussion_id == bindparam("discussion_id"))


@bp.get("/outcome", endpoint="for_each")
@allow(policy.may_say_what_it_tells)
def for_each(seen: DiscussionSight) -> ResponseReturnValue:
    """Each person of the record, with the paper that is written for them; and who sat there and stands in no record."""
    people = people_of(seen.family_id)
    here = [one for one in people.values() if one.died_on is None and one.to_on is None]
    sat = {seat.person_id for seat in seen.seats} | {seat.user_id for seat in seen.seats if seat.user_id}
    alone = [seat for seat in seen.seats if seat.user_id and seat.person_id is None]  # who sat there and stood in no record
    names = {seat.name.casefold() for seat in alone}
    workers = [one for one in here if one.is_professional and (
        one.id in sat or one.user_id in sat or one.name.casefold() in names)]
    frame = seen.discussion.frame
    family = [] if frame.not_on_paper else [
        ("Family and friends", [one for one in here if not one.is_professional and not one.is_child]),
        ("Children", [one for one in here if one.is_child])]
    groups = [*family, ("Those who took part", workers)]
    return page("discussions/outcome/for_each.html", sight=seen.sight, people=people, frame=framed(seen, people), seen=seen,
                d=seen.discussion, groups=[group for group in groups if group[1]], for_workers=frame.not_on_paper,
                snapshot=_snapshot(seen.discussion.id),
                missing=[seat.name for seat in alone if seat.part_id is not None
                         and seat.name.casefold() not in {one.name.casefold() for one in workers}])


def _snapshot(discussion_id: UUID) -> UUID:
    line = db.read(SNAPSHOT, {"discussion_id": discussion_id}).first()
    if line is None:
        raise NotKnown
    return cast(UUID, line.snapshot_id)


# Whose private matters

@bp.get("/private", endpoint="private")
@allow(policy.may_say_what_it_tells)
def private(seen: DiscussionSight) -> ResponseReturnValue:
    people = people_of(seen.family_id)
    return _private_page(seen, people, _private_form(seen, people))


@bp.post("/private", endpoint="private_post")
@allow(policy.may_say_what_it_tells)
def private_post(seen: DiscussionSight) -> ResponseReturnValue:
    people = people_of(seen.family_id)
    form = _private_form(seen, people)
    if form.sent():
        try:
            commands.say_what_it_tells(seen.family_id, seen.discussion.id, form.answer())
            return _back(seen)
        except RuleBroken as broken:
            form.show(broken)
        except Clash as clash:
            form = _private_form(seen, people)
            form.look_again(people)
            form.submission_key.data = secrets.token_urlsafe(18)  # what is sent next is another thing
            return _private_page(seen, people, form, 409, clash)
    return _private_page(seen, people, form, 422)


def _private_form(seen: DiscussionSight, people: People) -> PrivateForm:
    rows = reads.current(seen.family_id, seen.sight.part, (OUTCOME,), withdrawn=False)
    mine = [row for row in rows if row.body.discussion == seen.discussion.id and row.body.part in ORDER
            and (row.body.words or row.body.more or row.body.instead)]
    mine.sort(key=lambda row: ORDER.index(row.body.part))
    later = [one for one in queries.events_of(seen.discussion.id) if is_later(one)]
    return PrivateForm.of(mine, people, [row.id for row in mine if row.body.is_sorted and answered_since(row, later)])


def _private_page(seen: DiscussionSight, people: People, form: PrivateForm, status: int = 200, clash: Clash | None = None
                  ) -> Response:
    return page("discussions/outcome/private.html", status=status, sight=seen.sight, people=people, frame=framed(seen, people),
                seen=seen, d=seen.discussion, form=form, for_families=FOR_FAMILIES, clash=clash)


# What was agreed, for a part to which the talk itself is closed afterwards

@bp.get("/agreed", endpoint="agreed")
@allow(policy.may_read_agreed)
def agreed(seen: DiscussionSight) -> ResponseReturnValue:
    """The question, the decision, and the reader's own actions: nothing of the record, and nobody else's words."""
    assert seen.mine is not None
    people = people_of(seen.family_id)
    acts = [act for act in acts_of(queries.events_of(seen.discussion.id)) if act.seat == seen.mine.id]
    return page("discussions/outcome/agreed.html", sight=seen.sight, people=people, frame=framed(seen, people), seen=seen,
                d=seen.discussion, acts=acts, decision=queries.decision_of(seen.discussion.id))


# What came of an action

@bp.get("/actions/<uuid:action_id>/done", endpoint="done")
@allow(policy.may_say_done)
def done(one: ActionSight) -> ResponseReturnValue:
    return _done_page(one, DoneForm())


@bp.post("/actions/<uuid:action_id>/done", endpoint="done_post")
@allow(policy.may_say_done)
def done_post(one: ActionSight) -> ResponseReturnValue:
    form = DoneForm()
    if form.sent():
        try:
            assert isinstance(form.on.data, date)
            commands.done(one.about_id, one.action.id, form.on.data, form.words.data or "")
            return _back(one.seen, "acts")
        except RuleBroken as broken:
            form.show(broken)
    return _done_page(one, form, 422)


def _done_page(one: ActionSight, form: DoneForm, status: int = 200) -> Response:
    people = people_of(one.family_id)
    return page("discussions/outcome/done.html", status=status, sight=one.seen.sight, people=people,
                frame=framed(one.seen, people), seen=one.seen, d=one.seen.discussion, action=one.action, form=form,
                back=_where(one.seen))


def _where(seen: DiscussionSight, anchor: str = "") -> str:
    """The page that the reader has of this discussion."""
    open_ = seen.discussion.runs or seen.sight.part.sees(Information.STORY)
    return url_for("discussions.show" if open_ else ".agreed", family_id=seen.family_id,
                   discussion_id=seen.discussion.id, _anchor=anchor or None)


def _back(seen: DiscussionSight, anchor: str = "decision") -> ResponseReturnValue:
    return redirect(_where(seen, anchor), 303)
