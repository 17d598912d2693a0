"""Handing in to a private round: one's own, for a seat without a device, passing, and a new one after the opening."""

import secrets
from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue

from practice.core.access import allow
from practice.core.errors import Clash, NotKnown, RuleBroken
from practice.core.pages import page
from practice.discussions import commands, policy
from practice.discussions.forms import EntryForm
from practice.discussions.judging.reading import words_of
from practice.discussions.page import room_of
from practice.discussions.policy import HandingIn
from practice.discussions.views import ONE, bp
from practice.discussions.views.planning import framed
from practice.discussions.views.room import at_step, back, draw, pressed
from practice.families.queries import people_of


@bp.post(f"{ONE}/seats/<uuid:seat_id>/hand-in", endpoint="hand_in_post")
@allow(policy.may_hand_in)
def hand_in_post(handing: HandingIn) -> ResponseReturnValue:
    seen = handing.seen
    form = _sent_entry(handing)
    if form.sent():
        try:
            commands.hand_in(seen.discussion.id, handing.seat.id, form.place, form.answer(), seen=form.seen_version,
                             from_paper=not handing.is_own and form["how"].data == "paper", ends=form.ends_seen)
            return back(seen)
        except RuleBroken as broken:
            form.show(broken)
        except Clash as clash:
            form.lock_version.data = str(clash.lock_version)
            form.submission_key.data = secrets.token_urlsafe(18)
            return draw(seen, status=409, forms={f"box-{handing.seat.id}": form},
                        clash=(f"box-{handing.seat.id}", clash, _as_text(form.answer())))
    if not handing.is_own:
        return _for_seat(handing, form, 422)
    now = policy.may_see_discussion(seen.family_id, seen.discussion.id)
    people = people_of(now.family_id)
    room = room_of(now, people)
    if handing.seat.id not in {box.seat.id for box in room.boxes} or form.place != commands.Place(room.d.stage, room.d.round):
        # The box is no longer on the page: the words stand on one of their own.
        open_rounds = {(one.stage, one.round) for one in (*room.rounds, *room.earlier)}
        return page("discussions/late.html", status=422, sight=now.sight, people=people, frame=framed(now, people), seen=now,
                    d=now.discussion, seat=handing.seat, form=form, place=form.place, words=words_of(now, form.place),
                    may_add=(form.place.stage, form.place.round) in open_rounds and form.stage.input != "stance")
    return draw(now, status=422, forms={f"box-{handing.seat.id}": form})


def _sent_entry(handing: HandingIn) -> EntryForm:
    """The sent form, of the step that it was written in."""
    number = request.form.get("stage_no", str(handing.seen.discussion.stage))
    stages = handing.seen.discussion.frame.stage
    if not (number.isascii() and number.isdigit() and int(number[:4]) < len(stages)):
        raise NotKnown
    step = stages[int(number[:4])]
    if not step.private:
        raise NotKnown
    return EntryForm.of(step, brought=handing.seat.is_brought, by_leader=not handing.is_own)


def _as_text(given: Any) -> str:
    parts = [given.words, "" if given.value is None else str(given.value), given.choice, given.why, given.more, given.instead]
    return "\n".join(part for part in parts if part)


@bp.get(f"{ONE}/seats/<uuid:seat_id>/hand-in", endpoint="hand_in")
@allow(policy.may_hand_in)
def hand_in(handing: HandingIn) -> ResponseReturnValue:
    """The screen for somebody without a device: empty, whatever was typed before."""
    d = handing.seen.discussion
    if handing.is_own or not d.step.private:
        return back(handing.seen)
    return _for_seat(handing, at_step(EntryForm.of(d.step, brought=handing.seat.is_brought, by_leader=True), d))


def _for_seat(handing: HandingIn, form: EntryForm, status: int = 200) -> Response:
    people = people_of(handing.family_id)
    return page("discussions/for_seat.html", status=status, sight=handing.seen.sight, people=people,
                frame=framed(handing.seen, people), seen=handing.seen, d=handing.seen.discussion, seat=handing.seat, form=form,
                words=words_of(handing.seen, form.place))


@bp.post(f"{ONE}/seats/<uuid:seat_id>/pass", endpoint="pass_post")
@allow(policy.may_hand_in)
def pass_post(handing: HandingIn) -> ResponseReturnValue:
    return pressed(handing.seen, lambda form: commands.pass_round(handing.about_id, handing.seat.id, form.place))


@bp.get(f"{ONE}/seats/<uuid:seat_id>/after/<int:stage>/<int:number>", endpoint="after")
@allow(policy.may_hand_in)
def after(handing: HandingIn, **_: Any) -> ResponseReturnValue:
    return _after_page(handing, _after_form(handing))


@bp.post(f"{ONE}/seats/<uuid:seat_id>/after/<int:stage>/<int:number>", endpoint="after_post")
@allow(policy.may_hand_in)
def after_post(handing: HandingIn) -> ResponseReturnValue:
    """A judgement after the opening: a new one, marked so."""
    form = _after_form(handing)
    if form.sent():
        try:
            commands.hand_in(handing.about_id, handing.seat.id, form.place, form.answer(), after=True)
            return back(handing.seen)
        except RuleBroken as broken:
            form.show(broken)
    return _after_page(handing, form, 422)


def _after_form(handing: HandingIn) -> EntryForm:
    arguments = request.view_args or {}
    stages, stage = handing.seen.discussion.frame.stage, int(arguments["stage"])
    if stage >= len(stages) or not stages[stage].private or stages[stage].input == "stance":
        raise NotKnown
    form = EntryForm.of(stages[stage], brought=handing.seat.is_brought, after=True)
    form.stage_no.data, form.round_no.data = str(stage), str(arguments["number"])
    return form


def _after_page(handing: HandingIn, form: EntryForm, status: int = 200) -> Response:
    people = people_of(handing.family_id)
    return page("discussions/after.html", status=status, sight=handing.seen.sight, people=people,
                frame=framed(handing.seen, people), seen=handing.seen, d=handing.seen.discussion, seat=handing.seat, form=form,
                words=words_of(handing.seen, form.place))
