"""What whoever leads the time does: mark a seat, open a round, steps, minutes, turns, the end, which option is asked about."""

from flask import Response
from flask.typing import ResponseReturnValue

from practice.core.access import allow
from practice.core.errors import RuleBroken
from practice.core.pages import page
from practice.discussions import commands, policy
from practice.discussions.forms import MarkForm
from practice.discussions.models import Attendance
from practice.discussions.policy import DiscussionSight, HandingIn
from practice.discussions.views import ONE, bp
from practice.discussions.views.planning import framed
from practice.discussions.views.room import back, pressed
from practice.families.queries import people_of


@bp.get(f"{ONE}/seats/<uuid:seat_id>/mark", endpoint="mark")
@allow(policy.may_mark_seat)
def mark(handing: HandingIn) -> ResponseReturnValue:
    return _mark_page(handing, MarkForm())


@bp.post(f"{ONE}/seats/<uuid:seat_id>/mark", endpoint="mark_post")
@allow(policy.may_mark_seat)
def mark_post(handing: HandingIn) -> ResponseReturnValue:
    form, d = MarkForm(), handing.seen.discussion
    if form.sent():
        try:
            if form.mark.data == "passed":
                commands.pass_round(d.id, handing.seat.id, commands.Place(d.stage, d.round), form.because.data or "",
                                    by_leader=True)
            elif form.mark.data in {one.value for one in Attendance}:
                commands.mark_seat(d.id, handing.seat.id, Attendance(form.mark.data), form.because.data or "")
            else:
                raise RuleBroken("mark", "Choose what is so")
            return back(handing.seen)
        except RuleBroken as broken:
            form.show(broken)
    return _mark_page(handing, form, 422)


def _mark_page(handing: HandingIn, form: MarkForm, status: int = 200) -> Response:
    people = people_of(handing.family_id)
    return page("discussions/mark.html", status=status, sight=handing.seen.sight, people=people,
                frame=framed(handing.seen, people), seen=handing.seen, d=handing.seen.discussion, seat=handing.seat, form=form)


@bp.post(f"{ONE}/open", endpoint="open_post")
@allow(policy.may_lead)
def open_post(seen: DiscussionSight) -> ResponseReturnValue:
    return pressed(seen, lambda form: commands.open_round(seen.discussion.id, form.place))


@bp.post(f"{ONE}/step", endpoint="step_post")
@allow(policy.may_lead)
def step_post(seen: DiscussionSight) -> ResponseReturnValue:
    return pressed(seen, lambda form: commands.go_to(
        seen.discussion.id, form.place.stage, form.place.stage + (-1 if form.about.data == "back" else 1)))


@bp.post(f"{ONE}/time", endpoint="time_post")
@allow(policy.may_lead)
def time_post(seen: DiscussionSight) -> ResponseReturnValue:
    return pressed(seen, lambda form: commands.more_time(seen.discussion.id, 5 if form.about.data == "5" else 2))


@bp.post(f"{ONE}/turn", endpoint="turn_post")
@allow(policy.may_lead)
def turn_post(seen: DiscussionSight) -> ResponseReturnValue:
    return pressed(seen, lambda form: commands.give_turn(seen.discussion.id, form.an_id()))


@bp.post(f"{ONE}/end", endpoint="end_post")
@allow(policy.may_lead)
def end_post(seen: DiscussionSight) -> ResponseReturnValue:
    return pressed(seen, lambda _: commands.end(seen.discussion.id))


@bp.post(f"{ONE}/ask-about", endpoint="ask_about_post")
@allow(policy.may_lead)
def ask_about_post(seen: DiscussionSight) -> ResponseReturnValue:
    return pressed(seen, lambda form: commands.ask_about(seen.discussion.id, form.an_id()))
