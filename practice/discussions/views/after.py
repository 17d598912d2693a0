"""The decision, what follows it, and what the group proposed, on its way to the family and into the mapping."""

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue

from practice.core.access import allow
from practice.core.errors import Clash, NotKnown, RuleBroken
from practice.core.pages import page
from practice.discussions import commands, policy
from practice.discussions.forms import BECOMES, DecideForm, DissentForm, IntoForm, TakenForm, ToldForm
from practice.discussions.kinds import COLUMNS
from practice.discussions.kinds import STATES as HOW_FAR
from practice.discussions.models import SeatRole
from practice.discussions.page import Room, room_of
from practice.discussions.policy import DiscussionSight
from practice.discussions.views import OF_FAMILY, ONE, bp
from practice.discussions.views.planning import HERE, framed
from practice.families.frame import frame
from practice.families.policy import may_write
from practice.families.queries import Sight, people_of
from practice.records import queries as reads
from practice.records.policy import RecordSight, may_change_record
from practice.records.queries import Row

EVIDENCE = ("harm", "existing_safety", "strength", "danger", "goal", "plan_rule", "bottom_line")


def _done(seen: DiscussionSight) -> ResponseReturnValue:
    return redirect(url_for("discussions.show", family_id=seen.family_id, discussion_id=seen.discussion.id,
                            _anchor="decision"), 303)


# The decision

@bp.get(f"{ONE}/decide", endpoint="decide")
@allow(policy.may_decide)
def decide(seen: DiscussionSight) -> ResponseReturnValue:
    room = room_of(seen, people_of(seen.family_id))
    form = _decide_form(room)
    form.option_id.data = room.d.option_id
    owner = next((seat for seat in seen.seats if seat.may_decide), None) or next(
        (seat for seat in seen.seats if seat.role is SeatRole.FACILITATOR), None)
    form.decided_by.data = owner.name if owner else ""
    form.authority.data = room.d.frame.deciding.authority
    return _decide_page(room, form)


@bp.post(f"{ONE}/decide", endpoint="decide_post")
@allow(policy.may_decide)
def decide_post(seen: DiscussionSight) -> ResponseReturnValue:
    room = room_of(seen, people_of(seen.family_id))
    form = _decide_form(room)
    if form.sent():
        try:
            commands.decide(seen.discussion.id, form.answer())
            return _done(seen)
        except RuleBroken as broken:
            form.show(broken)
    return _decide_page(room, form, 422)


def _decide_form(room: Room) -> DecideForm:
    rows = reads.current(room.d.family_id, room.seen.sight.part, EVIDENCE, withdrawn=False)
    return DecideForm([(one.id, f"{one.letter}. {one.title}") for one in room.options], rows)


def _decide_page(room: Room, form: DecideForm, status: int = 200) -> Response:
    return page("discussions/decide.html", status=status, sight=room.seen.sight, people=room.people,
                frame=framed(room.seen, room.people), seen=room.seen, d=room.d, room=room, form=form)


# What follows it

@dataclass(frozen=True, slots=True)
class Dissenting(policy.InDiscussion):
    """The seat of one who does not agree, in a decided discussion."""

    seat_id: UUID


def may_answer_dissent(family_id: UUID, discussion_id: UUID, seat_id: UUID, **_: Any) -> Dissenting:
    """The own team, and whoever sat there with a part of their own, once it is decided."""
    seen = policy.may_follow_up(family_id, discussion_id)
    if seen.seat(seat_id) is None:
        raise NotKnown
    return Dissenting(seen, seat_id)


@bp.get(f"{ONE}/seats/<uuid:seat_id>/dissent", endpoint="dissent")
@allow(may_answer_dissent)
def dissent(one: Dissenting) -> ResponseReturnValue:
    return _dissent_page(one, DissentForm())


@bp.post(f"{ONE}/seats/<uuid:seat_id>/dissent", endpoint="dissent_post")
@allow(may_answer_dissent)
def dissent_post(one: Dissenting) -> ResponseReturnValue:
    form = DissentForm()
    if form.sent():
        try:
            _answer(one, form)
            return _done(one.seen)
        except RuleBroken as broken:
            form.show(RuleBroken("by_on", broken.message) if broken.field == "on" else broken)
    return _dissent_page(one, form, 422)


def _answer(one: Dissenting, form: DissentForm) -> None:
    day = form.by_on.data if isinstance(form.by_on.data, date) else None
    words, what = form.words.data or "", form.what.data
    if what == "reply":
        commands.reply(one.about_id, one.seat_id, words)
    elif what == "higher":
        if not (form.to.data or "").strip():
            raise RuleBroken("to", "Say to whom it is taken")
        commands.escalate(one.about_id, one.seat_id, to=form.to.data or "", by_on=day, words=words)
    elif what == "not_higher":
        commands.escalate(one.about_id, one.seat_id, words=words)
    elif what == "came_out":
        if day is None:
            raise RuleBroken("by_on", "Give the day on which it was answered, like 4 Dec")
        commands.came_out(one.about_id, one.seat_id, words, day)
    else:
        raise RuleBroken("what", "Choose one")


def _dissent_page(one: Dissenting, form: DissentForm, status: int = 200) -> Response:
    people = people_of(one.family_id)
    return page("discussions/dissent.html", status=status, sight=one.seen.sight, people=people, frame=framed(one.seen, people),
                seen=one.seen, d=one.seen.discussion, seat=one.seen.seat(one.seat_id), form=form)


@bp.get(f"{ONE}/told", endpoint="told")
@allow(policy.may_follow_up)
def told(seen: DiscussionSight) -> ResponseReturnValue:
    return _told_page(seen, ToldForm())


@bp.post(f"{ONE}/told", endpoint="told_post")
@allow(policy.may_follow_up)
def told_post(seen: DiscussionSight) -> ResponseReturnValue:
    form = ToldForm()
    if form.sent():
        try:
            assert isinstance(form.on.data, date)
            commands.tell(seen.discussion.id, form.who.data or "", form.by.data or "", form.on.data, form.they_said.data or "")
            return _done(seen)
        except RuleBroken as broken:
            form.show(broken)
    return _told_page(seen, form, 422)


def _told_page(seen: DiscussionSight, form: ToldForm, status: int = 200) -> Response:
    people = people_of(seen.family_id)
    return page("discussions/told.html", status=status, sight=seen.sight, people=people, frame=framed(seen, people), seen=seen,
                d=seen.discussion, form=form)


# From the group

@bp.get(f"{OF_FAMILY}/proposals", endpoint="proposals")
@allow(may_write)
def proposals(sight: Sight) -> ResponseReturnValue:
    """What groups proposed for the mapping, and how far each is: draft, taken to the family, changed, agreed."""
    people = people_of(sight.family_id)
    rows = reads.current(sight.family_id, sight.part, ("from_group",), withdrawn=False)
    return page("discussions/proposals.html", sight=sight, people=people, frame=frame(sight, people, HERE), rows=rows,
                becomes=BECOMES, columns=COLUMNS, how_far=HOW_FAR)


def may_take(family_id: UUID, record_id: UUID, **_: Any) -> RecordSight:
    """Those who write, for a proposal of a group."""
    seen = may_change_record(family_id, record_id)
    if seen.row.kind != "from_group" or seen.row.is_withdrawn:
        raise NotKnown
    return seen


@bp.get(f"{OF_FAMILY}/proposals/<uuid:record_id>", endpoint="taken")
@allow(may_take)
def taken(seen: RecordSight) -> ResponseReturnValue:
    return _taken_page(seen, _as_it_stands(seen.row))


def _as_it_stands(row: Row) -> TakenForm:
    """The form with what stands in the record, whatever another form of the page sent."""
    form = TakenForm(formdata=None)
    body = row.body
    form.words.data, form.to.data, form.by.data = body.words, body.taken_to, body.taken_by
    form.state.data, form.they_said.data = ("" if body.state == "draft" else body.state), body.they_said
    form.on.data = body.taken_on
    form.lock_version.data = str(row.lock_version)
    return form


@bp.post(f"{OF_FAMILY}/proposals/<uuid:record_id>", endpoint="taken_post")
@allow(may_take)
def taken_post(seen: RecordSight) -> ResponseReturnValue:
    form = TakenForm()
    if form.sent():
        try:
            assert isinstance(form.on.data, date)
            commands.take_to_family(seen.row.id, form.seen_version, to=form.to.data or "", on=form.on.data, by=form.by.data or "",
                                    they_said=form.they_said.data or "", state=form.state.data or "", words=form.words.data or "")
            return redirect(url_for(".proposals", family_id=seen.family_id), 303)
        except RuleBroken as broken:
            form.show(broken)
        except Clash as clash:
            form.lock_version.data = str(clash.lock_version)
            form.submission_key.data = secrets.token_urlsafe(18)  # what is sent next is another thing
            return _taken_page(_now(seen), form, 409, clash)
    return _taken_page(seen, form, 422)


def _now(seen: RecordSight) -> RecordSight:
    """The proposal as it stands after somebody else saved it. NotKnown where it went into the mapping: there it stands now."""
    return may_take(seen.family_id, seen.row.id)


def _taken_page(seen: RecordSight, form: TakenForm, status: int = 200, clash: Clash | None = None,
                into: IntoForm | None = None) -> Response:
    people = people_of(seen.family_id)
    dangers = reads.current(seen.family_id, seen.sight.part, ("danger",), withdrawn=False)
    if into is None:
        into = IntoForm(dangers, formdata=None)
        into.lock_version.data = str(seen.row.lock_version)
    return page("discussions/taken.html", status=status, sight=seen.sight, people=people, frame=frame(seen.sight, people, HERE),
                row=seen.row, form=form, into=into, becomes=BECOMES, how_far=HOW_FAR, clash=clash)


@bp.post(f"{OF_FAMILY}/proposals/<uuid:record_id>/into", endpoint="into_post")
@allow(may_take)
def into_post(seen: RecordSight) -> ResponseReturnValue:
    """What the family has seen goes into the mapping, with its history."""
    form = IntoForm(reads.current(seen.family_id, seen.sight.part, ("danger",), withdrawn=False))
    if form.sent():
        try:
            parent = form.parent_id.data if form.parent_id.data in form.known else None
            commands.into_mapping(seen.row.id, form.seen_version, parent_id=parent)
            return redirect(url_for("mapping.show", family_id=seen.family_id, saved=seen.row.id.hex,
                                    _anchor=f"r-{seen.row.id.hex}"), 303)
        except RuleBroken as broken:
            form.show(broken)
        except Clash as clash:
            seen = _now(seen)
            form.lock_version.data = str(clash.lock_version)
            form.submission_key.data = secrets.token_urlsafe(18)  # what is sent next is another thing
            return _taken_page(seen, _as_it_stands(seen.row), 409, clash, form)
    return _taken_page(seen, _as_it_stands(seen.row), 422, into=form)
