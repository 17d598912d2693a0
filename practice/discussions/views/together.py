"""What the group writes down and sorts while it talks: lines, notes, another round, proposals, options, actions."""

import secrets
from collections.abc import Callable
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from practice.core.access import allow
from practice.core.errors import Clash, RuleBroken
from practice.core.forms import whole_number
from practice.discussions import commands, policy
from practice.discussions.forms import ActionForm, AgainForm, ArgumentForm, NoteForm, OptionForm, ProposeForm
from practice.discussions.page import room_of
from practice.discussions.policy import DiscussionSight
from practice.discussions.views import ONE, bp
from practice.discussions.views.room import Press, back, draw, goals_of, pressed
from practice.families.queries import people_of


@bp.post(f"{ONE}/pick", endpoint="pick_post")
@allow(policy.may_pick)
def pick_post(seen: DiscussionSight) -> ResponseReturnValue:
    """One tap on one line: `words` is 'take 0', the mark and the line; or 'send 0' to the family, for a question with its column
    in place of 'send'."""

    def does(form: Press) -> None:
        mark, _, line = (form.words.data or "").partition(" ")
        if mark in commands.MARKS:
            commands.pick(seen.discussion.id, form.an_id(), mark, line=whole_number(line, -1))
        else:
            commands.send_line(seen.discussion.id, form.an_id(), column="" if mark == "send" else mark, line=whole_number(line, -1))

    return pressed(seen, does)


def _typed(seen: DiscussionSight, name: str, form: Any, does: Callable[[Any], object]) -> ResponseReturnValue:
    """A form of the desk: save, or show it again with what was typed."""
    if form.sent():
        try:
            does(form)
            return back(seen)
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
    return _typed(seen, "action", ActionForm(goals_of(seen)), lambda form: commands.add_action(seen.discussion.id, form.answer()))
