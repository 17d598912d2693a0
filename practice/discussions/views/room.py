"""The room while a discussion runs: the page, its beat, and what every button of it shares."""

import re
import secrets
from collections.abc import Callable
from typing import Any

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from practice.core.access import allow
from practice.core.errors import Clash, NotKnown, RuleBroken
from practice.core.forms import Form, one_id, whole_number
from practice.core.pages import asked_for, page, piece
from practice.discussions import commands, policy
from practice.discussions.forms import (
    ROLES,
    STANCES,
    ActionForm,
    AgainForm,
    ArgumentForm,
    EntryForm,
    NoteForm,
    OptionForm,
    ProposeForm,
)
from practice.discussions.models import SeatRole, State
from practice.discussions.page import Room, next_speaker, room_of
from practice.discussions.page.record import RoomRecord, record_of
from practice.discussions.policy import DiscussionSight, Watching
from practice.discussions.queries import Running
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
        return commands.Place(whole_number(self.stage_no.data, -1), whole_number(self.round_no.data, -1))

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
    """The page; or of it only what stands in the record, read anew, where that is what was asked for."""
    if asked_for("record"):
        record = record_of(seen, people_of(seen.family_id))
        return piece("discussions/room.html", "record", record=record, d=seen.discussion, seen=seen, unfolded=True)
    return draw(seen)


def draw(seen: DiscussionSight, *, status: int = 200, problem: str = "", forms: dict[str, Form] | None = None,
         clash: tuple[str, Clash, str] | None = None) -> Response:
    """The whole page. FORMS are those that came back with what was typed; CLASH is (which form, what stands, what was typed)."""
    people = people_of(seen.family_id)
    room, record = room_of(seen, people), record_of(seen, people)
    frame = framed(seen, people)
    if seen.discussion.state is State.OPEN:  # a live discussion stands alone: nobody leaves it by a slip of the thumb
        frame = {**frame, "nav": []}
    return page("discussions/room.html", status=status, sight=seen.sight, people=people, frame=frame,
                unfolded=request.args.get("record") == "open", problem=problem, clash=clash,
                form=next(iter((forms or {}).values()), None), **_context(room, record, _forms(room, record, forms)))


def _context(room: Room, record: RoomRecord | None, forms: dict[str, Form]) -> dict[str, Any]:
    """What the page and its pieces need. RECORD and FORMS where what one writes in is drawn."""
    d = room.d
    following = d.frame.stage[d.stage + 1] if d.stage + 1 < len(d.frame.stage) else None
    return {"room": room, "record": record, "d": d, "seen": room.seen, "forms": forms, "roles": ROLES, "following": following,
            "next_seat": next_speaker(room.seen) if d.state is State.OPEN and d.step.speaks == "in turn" else None,
            "press_key": secrets.token_urlsafe(12), "states": STATES, "stance_words": STANCES, "picks": _picks(room.seen)}


def _forms(room: Room, record: RoomRecord | None, sent: dict[str, Form] | None = None) -> dict[str, Form]:
    """The forms of this step, with the place that they stand at; those that were SENT as they came."""
    d, made = room.d, dict(sent or {})
    for box in room.boxes:
        name = f"box-{box.seat.id}"
        if name not in made:
            form = EntryForm.of(d.step, brought=box.seat.is_brought, empty=True)
            if box.entry is not None:
                form.fill(box.entry)
                form.lock_version.data = str(box.entry.number)
            made[name] = at_step(form, d)
        if "words" in made[name] and box.seat.is_brought:
            label = made[name]["words"].label
            label.text = label.text.replace("Your ", f"{box.seat.name}’s ", 1) if label.text.startswith("Your ") else label.text
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
        made.setdefault("action", ActionForm(record.goals if record is not None and _asks_who_does_what(d) else (), formdata=None))
    for name, form in made.items():
        _own_ids(name, form)
    return made


def goals_of(seen: DiscussionSight) -> list[Row]:
    """The safety goals that the reader's part sees, in the steps that ask who does what."""
    if not _asks_who_does_what(seen.discussion):
        return []
    return reads.current(seen.family_id, seen.sight.part, ("goal",), withdrawn=False)


def _asks_who_does_what(d: Running) -> bool:
    return d.step.engine == "decision" or d.step.picks == "action"


def _picks(seen: DiscussionSight) -> bool:
    roles = {SeatRole.PRESENTER, SeatRole.FACILITATOR, SeatRole.NOTE_TAKER}
    return seen.discussion.state is State.OPEN and (seen.leads or (seen.mine is not None and seen.mine.role in roles))


def _own_ids(name: str, form: Form) -> None:
    """Several forms stand on one page: each field's id begins with its form's name."""
    for field in form:
        if not field.id.startswith(f"{name}-"):
            field.id = f"{name}-{field.id}"


def at_step(form: Any, d: Any) -> Any:
    """FORM, which now says at which step and round it was drawn."""
    form.stage_no.data, form.round_no.data = str(d.stage), str(d.round)
    return form


@bp.get("/discussions/<uuid:discussion_id>/now/<mark>/<key>", endpoint="watch")
@allow(policy.may_watch)
def watch(seen: Watching) -> ResponseReturnValue:
    """204 while nothing is new; else the pieces of the page that changed. What is typed stands outside of them.

    A hand-in changes who is in, and nothing of what was opened before: KEY says what the page holds, and that is not sent again.
    """
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
    desk, _, shown = seen.key.partition("~")
    is_new_step = desk != room.key
    record = record_of(now, room.people) if is_new_step else None
    return piece("discussions/room.html", "live", oob=True, with_desk=is_new_step, with_opened=is_new_step or shown != room.shown,
                 problem="", clash=None, **_context(room, record, _forms(room, record) if is_new_step else {}))


# Buttons

def back(seen: DiscussionSight) -> ResponseReturnValue:
    """Back to the page."""
    return redirect(url_for("discussions.show", family_id=seen.family_id, discussion_id=seen.discussion.id), 303)


def pressed(seen: DiscussionSight, does: Callable[[Press], object]) -> ResponseReturnValue:
    """A button: do it, or say above the page why not."""
    form = Press()
    if not form.sent():
        return draw(seen, status=422, problem="Nothing was changed. Press again")
    try:
        does(form)
    except RuleBroken as broken:
        return draw(policy.may_see_discussion(seen.family_id, seen.discussion.id), status=422, problem=broken.message)
    return back(seen)
