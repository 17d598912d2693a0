"""Asking for a discussion, who sits in it and what each will see, and beginning it. The list of a family's, and of one's own."""

from typing import Any

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from practice.accounts.models import Role
from practice.cases.queries import KINDS_IN_WORDS, agreements_in_force, candidates
from practice.core import clock, dates, pages
from practice.core.access import allow, signed_in
from practice.core.errors import Refused, RuleBroken
from practice.core.forms import Form
from practice.core.pages import leaf, page
from practice.discussions import commands, policy, queries
from practice.discussions.forms import ATTENDANCE, ROLES, YOURS, AskForm, BeginForm, MoveForm, SeatForm
from practice.discussions.models import State
from practice.discussions.policy import DiscussionSight, HandingIn
from practice.discussions.queries import OWN_TEAM
from practice.discussions.views import OF_FAMILY, ONE, bp
from practice.families.frame import frame
from practice.families.queries import People, Sight, people_of
from practice.guidance.frameworks import frameworks

HERE = "Discussions"
STATES = {State.PLANNED: "Planned", State.OPEN: "Open now", State.CLOSED: "Ended, not decided", State.DECIDED: "Decided"}


def framed(seen: DiscussionSight, people: People) -> dict[str, Any]:
    """The frame of a page of a discussion: who only sits here is shown no way to pages of the family."""
    drawn = frame(seen.sight, people, HERE)
    return drawn if seen.standing else {**drawn, "nav": []}


@bp.get("/discussions", endpoint="mine")
@allow(signed_in)
def mine() -> ResponseReturnValue:
    """The discussions in which the reader sits, planned or open."""
    here = leaf(queries.AT_ONCE)
    found, is_more = here.cut([] if current_user.role is Role.ADMINISTRATOR else queries.mine(current_user.id, here))
    return page("discussions/mine.html", invitations=found, yours=YOURS, leaf=here, is_more=is_more)


@bp.get(OF_FAMILY, endpoint="index")
@allow(policy.may_see_discussions)
def index(sight: Sight) -> ResponseReturnValue:
    team = bool(sight.part.kinds_of_part & OWN_TEAM)
    people = people_of(sight.family_id)
    return page("discussions/index.html", sight=sight, people=people, frame=frame(sight, people, HERE),
                lines=queries.of_family(sight.family_id, sight.user_id, all_of_them=team), states=STATES,
                may_ask=team and sight.part.may_write, is_team=team)


@bp.get(f"{OF_FAMILY}/ask", endpoint="ask")
@allow(policy.may_ask)
def ask(sight: Sight) -> ResponseReturnValue:
    return _ask_page(sight, AskForm(list(frameworks().values())))


@bp.post(f"{OF_FAMILY}/ask", endpoint="ask_post")
@allow(policy.may_ask)
def ask_post(sight: Sight) -> ResponseReturnValue:
    form = AskForm(list(frameworks().values()))
    if form.sent():
        try:
            made = commands.ask(sight.family_id, form.answer())
            return redirect(url_for(".seats", family_id=sight.family_id, discussion_id=made), 303)
        except RuleBroken as broken:
            form.show(broken)
    return _ask_page(sight, form, 422)


def _ask_page(sight: Sight, form: AskForm, status: int = 200) -> Response:
    people = people_of(sight.family_id)
    return page("discussions/ask.html", sight=sight, people=people, frame=frame(sight, people, HERE), form=form,
                frameworks=form.frameworks, status=status)


# Seats

@bp.get(f"{ONE}/seats", endpoint="seats")
@allow(policy.may_plan)
def seats(seen: DiscussionSight) -> ResponseReturnValue:
    return _seats_page(seen, _seat_form(seen))


@bp.post(f"{ONE}/seats", endpoint="seats_post")
@allow(policy.may_plan)
def seats_post(seen: DiscussionSight) -> ResponseReturnValue:
    """Show first what the seat will see; give it when that was seen."""
    form = _seat_form(seen)
    if not form.sent():
        return _seats_page(seen, form, 422)
    if form.shown.data != form.mark():
        form.shown.data = form.mark()
        return _seats_page(seen, form, look=True)
    try:
        commands.add_seat(seen.discussion.id, form.answer())
        return redirect(url_for(".seats", family_id=seen.family_id, discussion_id=seen.discussion.id), 303)
    except RuleBroken as broken:
        form.show(broken)
    return _seats_page(seen, form, 422)


def _seat_form(seen: DiscussionSight) -> SeatForm:
    part = seen.sight.part
    return SeatForm(candidates(), people_of(seen.family_id), agreements_in_force(clock.today()), seen.seats,
                    frozenset() if part.dangers else part.kinds)  # a seat sees every danger: who sees some gives none


def _seats_page(seen: DiscussionSight, form: SeatForm, status: int = 200, *, look: bool = False) -> Response:
    return page("discussions/seats.html", status=status, sight=seen.sight, people=form.people, frame=framed(seen, form.people),
                seen=seen, d=seen.discussion, form=form, look=_look(seen, form) if look else None, roles=ROLES,
                plain=Form(formdata=None), framework=seen.discussion.frame)


def _look(seen: DiscussionSight, form: SeatForm) -> list[tuple[str, str]]:
    """What a seat will see, in words, before it is given."""
    new = form.answer()
    d = seen.discussion
    if new.user_id is None:
        person = form.people.get(new.person_id) if new.person_id else None
        name = person.name if person else new.name
        bringer = seen.seat(new.brought_by) if new.brought_by else None
        how = f"{bringer.name} brings their words and hands in for them." if bringer else (
            "They sit in the room without a device: they write on the leader’s screen, or on paper.")
        return [("Who", name or "–"), ("Takes part", how),
                ("Sees", "What is read out in the room. They get no way into the record.")]
    who = form.candidates.get(new.user_id)
    standing, _ = queries.parts_of(seen.family_id, new.user_id)
    found = [("Who", f"{who.name}, {who.agency}" if who else "–"),
             ("In this discussion", "The question, the steps, and everybody’s words once they are opened together. "
              "Before that only their own.")]
    if standing is not None:
        found.append(("Of the record", "What their part in this family shows them already. This seat adds nothing to it."))
        return found
    kinds = [KINDS_IN_WORDS[info] for info in KINDS_IN_WORDS if info in new.kinds]
    found.append(("Of the record", f"Inside this discussion: {', '.join(kinds)}." if kinds
                  else "Nothing: only what the group says."))
    found.append(("Other pages", "None. No story, no mapping, no plan, no addresses."))
    agreement = form.agreements.get(new.agreement_id) if new.agreement_id else None
    found.append(("Rests on", f"{agreement.agency}: {agreement.purpose}" if agreement
                  else f"Nothing yet: choose the agreement with {who.agency} below" if who and not who.is_own
                  else "Your own agency"))
    found.append(("Until", f"The discussion ends; at the latest {commands.SEAT_DAYS} days after {dates.long_day(d.planned_on)}."))
    return found


@bp.post(f"{ONE}/seats/<uuid:seat_id>/away", endpoint="seat_away")
@allow(policy.may_plan_seat)
def seat_away(handing: HandingIn) -> ResponseReturnValue:
    form = Form()
    if form.sent():
        commands.take_seat_away(handing.about_id, handing.seat.id)
    return redirect(url_for(".seats", family_id=handing.family_id, discussion_id=handing.about_id), 303)


# Another day, beginning

@bp.get(f"{ONE}/move", endpoint="move")
@allow(policy.may_plan)
def move(seen: DiscussionSight) -> ResponseReturnValue:
    return _move_page(seen, MoveForm(obj=seen.discussion))


@bp.post(f"{ONE}/move", endpoint="move_post")
@allow(policy.may_plan)
def move_post(seen: DiscussionSight) -> ResponseReturnValue:
    form = MoveForm()
    if form.sent():
        try:
            commands.move(seen.discussion.id, *form.answer())
            return redirect(url_for(".show", family_id=seen.family_id, discussion_id=seen.discussion.id), 303)
        except RuleBroken as broken:
            form.show(broken)
    return _move_page(seen, form, 422)


def _move_page(seen: DiscussionSight, form: MoveForm, status: int = 200) -> Response:
    if seen.discussion.state is not State.PLANNED:
        raise Refused("It has begun. Its day and place stay as they are.")
    people = people_of(seen.family_id)
    return page("discussions/move.html", status=status, sight=seen.sight, people=people, frame=framed(seen, people), seen=seen,
                d=seen.discussion, form=form)


@bp.get(f"{ONE}/begin", endpoint="begin")
@allow(policy.may_lead)
def begin(seen: DiscussionSight) -> ResponseReturnValue:
    return _begin_page(seen, BeginForm.of(seen.seats))


@bp.post(f"{ONE}/begin", endpoint="begin_post")
@allow(policy.may_lead)
def begin_post(seen: DiscussionSight) -> ResponseReturnValue:
    form = BeginForm.of(seen.seats)
    if form.sent() and not form.missing():
        try:
            commands.begin(seen.discussion.id, form.answer())
            return redirect(url_for(".show", family_id=seen.family_id, discussion_id=seen.discussion.id), 303)
        except RuleBroken as broken:
            form.show(broken)
    return _begin_page(seen, form, 422)


def _begin_page(seen: DiscussionSight, form: BeginForm, status: int = 200) -> Response:
    people = people_of(seen.family_id)
    return pages.page("discussions/begin.html", status=status, sight=seen.sight, people=people, frame=framed(seen, people),
                      seen=seen, d=seen.discussion, form=form, attendance=ATTENDANCE, asked=request.args.get("asked", ""))
