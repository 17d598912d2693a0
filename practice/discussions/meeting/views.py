"""Routes of team meetings: one's meetings, the list of one, its order, moving along, the file for a calendar."""

import secrets
from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from practice.accounts.models import Role
from practice.core.access import allow, download, signed_in
from practice.core.errors import Refused, RuleBroken
from practice.core.forms import Form
from practice.core.pages import leaf, page
from practice.discussions.calendar import event_of, file_of, uid_of
from practice.discussions.forms import YOURS
from practice.discussions.meeting import commands, policy, queries
from practice.discussions.meeting.forms import AlongForm, CallOffForm, OrderForm, PutOnForm, WhenForm
from practice.discussions.meeting.page import name_of, page_of
from practice.discussions.meeting.policy import MeetingSight, OnList

AT_ONCE = 50  # meetings on one page

bp = Blueprint("meetings", __name__, url_prefix="/meetings")
ONE = "/<uuid:meeting_id>"


def _back(meeting_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("meetings.show", meeting_id=meeting_id), 303)


def _form_page(form: Form, *, title: str, intro: str, fields: list[str], save: str, back: str) -> Response:
    return page("discussions/meeting/form.html", form=form, title=title, intro=intro, fields=fields, save=save, back=back,
                status=422 if request.method == "POST" else 200)


def _saved(form: Form, act: Callable[[], object]) -> bool:
    """Was the form sent and its change made? Else what is wrong stands beside its field."""
    if not form.sent():
        return False
    try:
        act()
    except RuleBroken as broken:
        form.show(broken)
        return False
    return True


@bp.get("")
@allow(signed_in)
def index() -> ResponseReturnValue:
    """The meetings that one leads, or to which a seat asks one."""
    here = leaf(AT_ONCE)
    found, is_more = here.cut([] if current_user.role is Role.ADMINISTRATOR else queries.mine(current_user.id, here))
    try:
        policy.may_make()
        may_make = True
    except Refused:
        may_make = False
    return page("discussions/meeting/index.html", meetings=found, may_make=may_make, leaf=here, is_more=is_more)


@bp.route("/new", methods=["GET", "POST"])
@allow(policy.may_make)
def new(user_id: UUID) -> ResponseReturnValue:
    form, made = WhenForm(), []
    if _saved(form, lambda: made.append(commands.make(form.answer()))):
        return _back(made[0])
    return _form_page(form, title="Make a team meeting", save="Make it", back=url_for("meetings.index"),
                      fields=["planned_on", "planned_at", "place"],
                      intro="A list of discussions in order. Everyone is asked for the families in which they hold a seat, and for "
                            "no other.")


@bp.get(ONE)
@allow(policy.may_see_meeting)
def show(seen: MeetingSight) -> ResponseReturnValue:
    return _list(seen)


def _list(seen: MeetingSight, problem: str = "") -> Response:
    return page("discussions/meeting/show.html", block="list", status=422 if problem else 200, seen=seen, meeting=seen.meeting,
                list=page_of(seen), yours=YOURS, problem=problem, press_key=secrets.token_urlsafe(12))


@bp.route(f"{ONE}/change", methods=["GET", "POST"])
@allow(policy.may_lead_meeting)
def change(seen: MeetingSight) -> ResponseReturnValue:
    """Another day, time or place; everything on the list moves with it."""
    if seen.place >= 0:
        raise Refused("It has begun. Its day and place stay as they are.")
    form = WhenForm(obj=seen.meeting)
    if _saved(form, lambda: commands.change(seen.meeting.id, form.answer())):
        return _back(seen.meeting.id)
    return _form_page(form, title="Change when and where", save="Save", fields=["planned_on", "planned_at", "place"],
                      back=url_for("meetings.show", meeting_id=seen.meeting.id),
                      intro="The discussions on the list move with it. Tell those who are asked: their calendar file is a new one.")


@bp.route(f"{ONE}/call-off", methods=["GET", "POST"])
@allow(policy.may_lead_meeting)
def call_off(seen: MeetingSight) -> ResponseReturnValue:
    """The whole of it, with the reason, before it begins."""
    if seen.place >= 0:
        raise Refused("It has begun. Take what is left off the list, and end it.")
    form = CallOffForm()
    if _saved(form, lambda: commands.call_off(seen.meeting.id, form.because.data or "")):
        return _back(seen.meeting.id)
    return _form_page(form, title="Call the meeting off", save="Call it off", fields=["because"],
                      back=url_for("meetings.show", meeting_id=seen.meeting.id),
                      intro="Everyone who was asked finds it on their first page, with the reason. The discussions stay: each can "
                            "go on the list of another meeting, or to a day of its own.")


@bp.route(f"{ONE}/put-on", methods=["GET", "POST"])
@allow(policy.may_lead_meeting)
def put_on(seen: MeetingSight) -> ResponseReturnValue:
    """A discussion that was asked for, onto the end of the list."""
    waiting = queries.waiting(seen.user_id)
    form = PutOnForm(waiting)
    cut = f" The {len(waiting)} soonest can be chosen here." if len(waiting) == queries.MOST_WAITING else ""
    if _saved(form, lambda: commands.put_on(seen.meeting.id, *form.answer())):
        return _back(seen.meeting.id)
    return _form_page(form, title="Put a discussion on the list", save="Put it on the list", fields=["discussion_id", "minutes"],
                      back=url_for("meetings.show", meeting_id=seen.meeting.id),
                      intro="Those that were asked for, have not begun, and are yours to plan. Its day, time and place become the "
                            f"list’s.{cut}")


@bp.route(f"{ONE}/order", methods=["GET", "POST"])
@allow(policy.may_lead_meeting)
def order(seen: MeetingSight) -> ResponseReturnValue:
    """The order and the minutes of what is still to come."""
    ahead = seen.items[seen.place + 1:]
    form: Any = OrderForm.of(ahead, [f"number {one.position}, {name_of(one)}" for one in ahead])
    if _saved(form, lambda: commands.order(seen.meeting.id, form.answer())):
        return _back(seen.meeting.id)
    return page("discussions/meeting/order.html", form=form, back=url_for("meetings.show", meeting_id=seen.meeting.id),
                status=422 if request.method == "POST" else 200)


@bp.post(f"{ONE}/items/<uuid:item_id>/off")
@allow(policy.may_take_off)
def take_off(one: OnList) -> ResponseReturnValue:
    form = Form()
    if not form.sent():
        return _list(one.seen, "Nothing was changed. Press again")
    commands.take_off(one.seen.meeting.id, one.item.id)
    return _back(one.seen.meeting.id)


@bp.post(f"{ONE}/along")
@allow(policy.may_lead_meeting)
def along(seen: MeetingSight) -> ResponseReturnValue:
    form = AlongForm()
    if _saved(form, lambda: commands.move_along(seen.meeting.id, form.place)):
        return _back(seen.meeting.id)
    return _list(seen, next((message for _, message in form.problems), "Nothing was changed. Press again"))


@bp.get(f"{ONE}/calendar")
@allow(policy.may_see_meeting)
def calendar(seen: MeetingSight) -> ResponseReturnValue:
    """When one is asked to be there, one entry a discussion; the whole of it for whoever leads. No word of a family in it."""
    secret, meeting = str(current_app.config["SECRET_KEY"]), seen.meeting
    if seen.leads:
        events = [event_of(uid_of(meeting.id, secret), meeting.lock_version, meeting.planned_on, meeting.planned_at,
                           sum(one.minutes for one in seen.items))]
    else:
        events = [event_of(uid_of(one.discussion_id, secret), one.version, one.planned_on, one.planned_at, one.minutes)
                  for one in seen.items if one.sits and one.discussion_id is not None and one.planned_on is not None]
    return download(file_of(events), "meeting.ics", "text/calendar; charset=utf-8")
