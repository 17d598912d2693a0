"""The room while a discussion runs: the page, its beat, handing in, opening, steps, notes, picks, options."""

import re
import secrets
from collections.abc import Callable
from typing import Any

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from practice.core.access import allow
from practice.core.errors import Clash, NotKnown, RuleBroken
from practice.core.forms import Form, one_id
from practice.core.pages import page, piece
from practice.discussions import commands, policy
from practice.discussions.forms import (
    ROLES,
    STANCES,
    ActionForm,
    AgainForm,
    ArgumentForm,
    EntryForm,
    MarkForm,
    NoteForm,
    OptionForm,
    ProposeForm,
)
from practice.discussions.models import Attendance, SeatRole, State
from practice.discussions.page import Room, next_speaker, room_of
from practice.discussions.policy import DiscussionSight, HandingIn, Watching
from practice.discussions.views import ONE, bp
from practice.discussions.views.planning import STATES, framed
from practice.families.queries import people_of
from practice.mapping.forms import clean
from practice.records import queries as reads
from practice.records.queries import Row

_MARK = re.compile(r"^[0-9]+-{1,2}[0-9]+$")


class Press(Form):
    """A button: what it is about, and where the person stood when they pressed it."""

    stage_no = HiddenField(default="0")
    round_no = HiddenField(default="1")
    about = HiddenField()
    words = HiddenField(filters=[clean])

    @property
    def place(self) -> commands.Place:
        def number(text: Any) -> int:
            return int(text) if str(text or "").isascii() and str(text or "").isdigit() else -1

        return commands.Place(number(self.stage_no.data), number(self.round_no.data))

    def an_id(self) -> Any:
        """The id that the button is about. Raises RuleBroken for what is no id."""
        try:
            found = one_id(self.about.data)
        except ValueError:
            found = None
        if found is None:
            raise RuleBroken("", "Nothing was chosen. Press again")
        return found


# The page and its beat

@bp.get(ONE, endpoint="show")
@allow(policy.may_see_discussion)
def show(seen: DiscussionSight) -> ResponseReturnValue:
    return draw(seen)


def draw(seen: DiscussionSight, *, status: int = 200, problem: str = "", forms: dict[str, Form] | None = None,
         clash: tuple[str, Clash, str] | None = None) -> Response:
    """The whole page. FORMS are those that came back with what was typed; CLASH is (which form, what stands, what was typed)."""
    people = people_of(seen.family_id)
    return page("discussions/room.html", status=status, sight=seen.sight, people=people, frame=framed(seen, people),
                problem=problem, clash=clash, form=next(iter((forms or {}).values()), None),
                **_context(room_of(seen, people), forms))


def _context(room: Room, forms: dict[str, Form] | None = None) -> dict[str, Any]:
    """What the pieces of the page need: the forms of this step, with the place that they stand at."""
    d = room.d
    made = dict(forms or {})
    for box in room.boxes:
        name = f"box-{box.seat.id}"
        if name not in made:
            form = EntryForm.of(d.step, empty=True)
            if box.entry is not None:
                form.fill(box.entry)
                form.lock_version.data = str(box.entry.number)
            made[name] = _at(form, d)
    if d.state is State.OPEN:
        if "note" not in made:
            note = NoteForm(formdata=None)
            note.words.data, note.lock_version.data = room.note, str(room.note_number)
            made["note"] = note
        made.setdefault("again", AgainForm(formdata=None))
        made.setdefault("propose", ProposeForm(formdata=None))
        made.setdefault("option", OptionForm(formdata=None))
        made.setdefault("argument", ArgumentForm(
            [(one.id, f"{one.letter}. {one.title}") for one in room.options], formdata=None))
        made.setdefault("action", ActionForm(_goals(room.seen), formdata=None))
    for name, form in made.items():
        _own_ids(name, form)
    following = d.frame.stage[d.stage + 1] if d.stage + 1 < len(d.frame.stage) else None
    return {"room": room, "d": d, "seen": room.seen, "forms": made, "roles": ROLES, "following": following,
            "next_seat": next_speaker(room.seen) if d.state is State.OPEN and d.step.speaks == "in turn" else None,
            "press_key": secrets.token_urlsafe(12), "states": STATES, "stance_words": STANCES, "picks": _picks(room.seen)}


def _goals(seen: DiscussionSight) -> list[Row]:
    """The safety goals that the reader's part sees, in the steps that ask who does what."""
    step = seen.discussion.step
    if step.engine != "decision" and step.picks != "action":
        return []
    return reads.current(seen.family_id, seen.sight.part, ("goal",), withdrawn=False)


def _picks(seen: DiscussionSight) -> bool:
    roles = {SeatRole.PRESENTER, SeatRole.FACILITATOR, SeatRole.NOTE_TAKER}
    return seen.discussion.state is State.OPEN and (seen.leads or (seen.mine is not None and seen.mine.role in roles))


def _own_ids(name: str, form: Form) -> None:
    """Several forms stand on one page: each field's id begins with its form's name."""
    for field in form:
        if not field.id.startswith(f"{name}-"):
            field.id = f"{name}-{field.id}"


def _at(form: Any, d: Any) -> Any:
    form.stage_no.data, form.round_no.data = str(d.stage), str(d.round)
    return form


@bp.get("/discussions/<uuid:discussion_id>/now/<mark>/<key>", endpoint="watch")
@allow(policy.may_watch)
def watch(seen: Watching) -> ResponseReturnValue:
    """204 while nothing is new; else the pieces of the page that changed. What is typed stands outside of them."""
    if not _MARK.match(seen.mark):
        raise NotKnown
    if seen.mark == seen.beat.mark:
        return Response(status=204, mimetype="text/plain")
    if not request.headers.get("HX-Request"):  # somebody opened the address itself
        return redirect(url_for("discussions.show", family_id=seen.family, discussion_id=seen.discussion), 303)
    now = policy.may_see_discussion(seen.family, seen.discussion)
    room = room_of(now, people_of(now.family_id))
    if "planned" in seen.key and room.d.state is not State.PLANNED:
        response = Response(status=204, mimetype="text/plain")
        response.headers["HX-Refresh"] = "true"  # it has begun: the page is another
        return response
    return piece("discussions/room.html", "live", oob=True, with_desk=room.key != seen.key, problem="", clash=None,
                 **_context(room))


# Handing in

@bp.post(f"{ONE}/seats/<uuid:seat_id>/hand-in", endpoint="hand_in_post")
@allow(policy.may_hand_in)
def hand_in_post(handing: HandingIn) -> ResponseReturnValue:
    seen = handing.seen
    form = _sent_entry(handing)
    if form.sent():
        try:
            commands.hand_in(seen.discussion.id, handing.seat.id, form.place, form.answer(), seen=form.seen_version,
                             from_paper=not handing.is_own and form["how"].data == "paper")
            return _back(seen)
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
                    d=now.discussion, seat=handing.seat, form=form, place=form.place,
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
    return EntryForm.of(step, by_leader=not handing.is_own)


def _as_text(given: Any) -> str:
    parts = [given.words, "" if given.value is None else str(given.value), given.choice, given.why, given.more, given.instead]
    return "\n".join(part for part in parts if part)


@bp.get(f"{ONE}/seats/<uuid:seat_id>/hand-in", endpoint="hand_in")
@allow(policy.may_hand_in)
def hand_in(handing: HandingIn) -> ResponseReturnValue:
    """The screen for somebody without a device: empty, whatever was typed before."""
    d = handing.seen.discussion
    if handing.is_own or not d.step.private:
        return _back(handing.seen)
    return _for_seat(handing, _at(EntryForm.of(d.step, by_leader=True), d))


def _for_seat(handing: HandingIn, form: EntryForm, status: int = 200) -> Response:
    people = people_of(handing.family_id)
    return page("discussions/for_seat.html", status=status, sight=handing.seen.sight, people=people,
                frame=framed(handing.seen, people), seen=handing.seen, d=handing.seen.discussion, seat=handing.seat, form=form)


@bp.post(f"{ONE}/seats/<uuid:seat_id>/pass", endpoint="pass_post")
@allow(policy.may_hand_in)
def pass_post(handing: HandingIn) -> ResponseReturnValue:
    return _press(handing.seen, lambda form: commands.pass_round(handing.about_id, handing.seat.id, form.place))


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
            return _back(handing.seen)
        except RuleBroken as broken:
            form.show(broken)
    return _after_page(handing, form, 422)


def _after_form(handing: HandingIn) -> EntryForm:
    arguments = request.view_args or {}
    stages, stage = handing.seen.discussion.frame.stage, int(arguments["stage"])
    if stage >= len(stages) or not stages[stage].private or stages[stage].input == "stance":
        raise NotKnown
    form = EntryForm.of(stages[stage], after=True)
    form.stage_no.data, form.round_no.data = str(stage), str(arguments["number"])
    return form


def _after_page(handing: HandingIn, form: EntryForm, status: int = 200) -> Response:
    people = people_of(handing.family_id)
    return page("discussions/after.html", status=status, sight=handing.seen.sight, people=people,
                frame=framed(handing.seen, people), seen=handing.seen, d=handing.seen.discussion, seat=handing.seat, form=form)


# What whoever leads does

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
            return _back(handing.seen)
        except RuleBroken as broken:
            form.show(broken)
    return _mark_page(handing, form, 422)


def _mark_page(handing: HandingIn, form: MarkForm, status: int = 200) -> Response:
    people = people_of(handing.family_id)
    return page("discussions/mark.html", status=status, sight=handing.seen.sight, people=people,
                frame=framed(handing.seen, people), seen=handing.seen, d=handing.seen.discussion, seat=handing.seat, form=form)


def _back(seen: DiscussionSight) -> ResponseReturnValue:
    return redirect(url_for("discussions.show", family_id=seen.family_id, discussion_id=seen.discussion.id), 303)


def _press(seen: DiscussionSight, does: Callable[[Press], object]) -> ResponseReturnValue:
    """A button: do it, or say above the page why not."""
    form = Press()
    if not form.sent():
        return draw(seen, status=422, problem="Nothing was changed. Press again")
    try:
        does(form)
    except RuleBroken as broken:
        return draw(policy.may_see_discussion(seen.family_id, seen.discussion.id), status=422, problem=broken.message)
    return _back(seen)


@bp.post(f"{ONE}/open", endpoint="open_post")
@allow(policy.may_lead)
def open_post(seen: DiscussionSight) -> ResponseReturnValue:
    return _press(seen, lambda form: commands.open_round(seen.discussion.id, form.place))


@bp.post(f"{ONE}/step", endpoint="step_post")
@allow(policy.may_lead)
def step_post(seen: DiscussionSight) -> ResponseReturnValue:
    return _press(seen, lambda form: commands.go_to(
        seen.discussion.id, form.place.stage, form.place.stage + (-1 if form.about.data == "back" else 1)))


@bp.post(f"{ONE}/time", endpoint="time_post")
@allow(policy.may_lead)
def time_post(seen: DiscussionSight) -> ResponseReturnValue:
    return _press(seen, lambda form: commands.more_time(seen.discussion.id, 5 if form.about.data == "5" else 2))


@bp.post(f"{ONE}/turn", endpoint="turn_post")
@allow(policy.may_lead)
def turn_post(seen: DiscussionSight) -> ResponseReturnValue:
    return _press(seen, lambda form: commands.give_turn(seen.discussion.id, form.an_id()))


@bp.post(f"{ONE}/end", endpoint="end_post")
@allow(policy.may_lead)
def end_post(seen: DiscussionSight) -> ResponseReturnValue:
    return _press(seen, lambda _: commands.end(seen.discussion.id))


@bp.post(f"{ONE}/ask-about", endpoint="ask_about_post")
@allow(policy.may_lead)
def ask_about_post(seen: DiscussionSight) -> ResponseReturnValue:
    return _press(seen, lambda form: commands.ask_about(seen.discussion.id, form.an_id()))


@bp.post(f"{ONE}/pick", endpoint="pick_post")
@allow(policy.may_pick)
def pick_post(seen: DiscussionSight) -> ResponseReturnValue:
    """One tap on one line: `words` is 'take 0', the mark and the line."""

    def does(form: Press) -> None:
        mark, _, line = (form.words.data or "").partition(" ")
        commands.pick(seen.discussion.id, form.an_id(), mark, line=int(line) if line.isascii() and line.isdigit() else 0)

    return _press(seen, does)


# What is typed together

def _typed(seen: DiscussionSight, name: str, form: Any, does: Callable[[Any], object]) -> ResponseReturnValue:
    """A form of the desk: save, or show it again with what was typed."""
    if form.sent():
        try:
            does(form)
            return _back(seen)
        except RuleBroken as broken:
            form.show(broken)
        except Clash as clash:
            form.lock_version.data = str(clash.lock_version)
            form.submission_key.data = secrets.token_urlsafe(18)
            return draw(seen, status=409, forms={name: form}, clash=(name, clash, form.words.data or ""))
    return draw(seen, status=422, forms={name: form})


@bp.post(f"{ONE}/notes/<int:stage>", endpoint="note_post")
@allow(policy.may_take_part)
def note_post(seen: DiscussionSight) -> ResponseReturnValue:
    stage = int((request.view_args or {})["stage"])
    return _typed(seen, "note", NoteForm(), lambda form: commands.note(
        seen.discussion.id, stage, form.seen_version, form.words.data or ""))


@bp.post(f"{ONE}/again", endpoint="again_post")
@allow(policy.may_lead)
def again_post(seen: DiscussionSight) -> ResponseReturnValue:
    d = seen.discussion
    return _typed(seen, "again", AgainForm(), lambda form: commands.ask_again(d.id, d.stage, d.round, form.about.data or ""))


@bp.post(f"{ONE}/propose", endpoint="propose_post")
@allow(policy.may_pick)
def propose_post(seen: DiscussionSight) -> ResponseReturnValue:
    def does(form: Any) -> None:
        if not (form.proposed.data or "").strip():
            raise RuleBroken("proposed", "Write the words that the group takes")
        commands.propose(seen.discussion.id, seen.discussion.stage, form.as_kind.data or "", form.proposed.data)

    return _typed(seen, "propose", ProposeForm(), does)


@bp.post(f"{ONE}/options", endpoint="option_post")
@allow(policy.may_take_part)
def option_post(seen: DiscussionSight) -> ResponseReturnValue:
    return _typed(seen, "option", OptionForm(), lambda form: commands.add_option(seen.discussion.id, form.title.data or ""))


@bp.post(f"{ONE}/arguments", endpoint="argument_post")
@allow(policy.may_take_part)
def argument_post(seen: DiscussionSight) -> ResponseReturnValue:
    def does(form: ArgumentForm) -> None:
        if form.option_id.data is None:
            raise RuleBroken("option_id", "Choose the option")
        try:
            commands.argue(seen.discussion.id, form.option_id.data, form.side.data or "", form.reason.data or "",
                           form.who.data or "")
        except RuleBroken as broken:
            raise RuleBroken({"words": "reason"}.get(broken.field, broken.field), broken.message) from None

    options = room_of(seen, people_of(seen.family_id)).options
    return _typed(seen, "argument", ArgumentForm([(one.id, f"{one.letter}. {one.title}") for one in options]), does)


@bp.post(f"{ONE}/actions", endpoint="action_post")
@allow(policy.may_take_part)
def action_post(seen: DiscussionSight) -> ResponseReturnValue:
    return _typed(seen, "action", ActionForm(_goals(seen)), lambda form: commands.add_action(seen.discussion.id, form.answer()))
