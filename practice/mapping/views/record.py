"""What is done to one statement: move, strength or safety, withdraw, bring back, done, keep a note, earlier versions."""

from collections.abc import Callable
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from practice.core import clock
from practice.core.access import allow
from practice.core.errors import Clash, NotKnown
from practice.core.forms import Form
from practice.families.queries import people_of
from practice.mapping import commands, policy, prompts, queries
from practice.mapping.prompts import Prompt
from practice.mapping.talk_forms import DoneForm, KeepForm, MoveForm, SortForm
from practice.mapping.views import bp
from practice.mapping.views.frame import back_to, draw, form_page
from practice.records import commands as records
from practice.records import queries as reads
from practice.records.acting import do, looking_at, steps_of
from practice.records.bodies import KINDS
from practice.records.compare import title_of
from practice.records.policy import RecordSight
from practice.records.small_pages import bringing_back, withdrawing


def _ask(seen: RecordSight, form: Form, title: str, save: str, *, names: tuple[str, ...] = (), note: str = "", status: int = 200,
         clash: Clash | None = None) -> ResponseReturnValue:
    """A small form about one statement, which stands above it in its own words."""
    return form_page("mapping/small.html", seen.sight, people_of(seen.family_id), root=f"s-{seen.row.id.hex}", status=status,
                     form=form, title=title, names=names, save=save, row=seen.row, clash=clash, note=note,
                     words=title_of(seen.row.body), called=KINDS[seen.row.kind].called)


def _do(seen: RecordSight, form: Form, act: Callable[[], str],
        again: Callable[..., ResponseReturnValue]) -> ResponseReturnValue:
    """Do it, then back to the part of the mapping on which it stands now: ACT says of which kind it is."""
    return do(seen, form, act, lambda kind: back_to(seen.sight, reads.one(seen.row.id), kind), again)


@bp.get("/<uuid:record_id>/move")
@allow(policy.may_change_live_statement)
def move(seen: RecordSight) -> ResponseReturnValue:
    return _move_page(seen, looking_at(MoveForm(queries.choices(seen.sight), seen.row.kind), seen))


@bp.post("/<uuid:record_id>/move", endpoint="move_post")
@allow(policy.may_change_live_statement)
def move_post(seen: RecordSight) -> ResponseReturnValue:
    form = MoveForm(queries.choices(seen.sight), seen.row.kind)

    def act() -> str:
        kind: str = form.to.data
        commands.move_statement(seen.row.id, form.seen_version, kind,
                                form.danger.data if kind in ("existing_safety", "goal") else None)
        return kind

    return _do(seen, form, act, _move_page)


def _move_page(seen: RecordSight, form: Any, **context: Any) -> ResponseReturnValue:
    return _ask(seen, form, "Move to another part", "Move", names=("to", "danger"), **context)


@bp.get("/<uuid:record_id>/sort")
@allow(policy.may_sort)
def sort(seen: RecordSight) -> ResponseReturnValue:
    return _sort_page(seen, looking_at(SortForm(queries.choices(seen.sight), seen.row.body, seen.row.parent_id), seen))


@bp.post("/<uuid:record_id>/sort", endpoint="sort_post")
@allow(policy.may_sort)
def sort_post(seen: RecordSight) -> ResponseReturnValue:
    form = SortForm(queries.choices(seen.sight), seen.row.body, seen.row.parent_id)
    return _do(seen, form, lambda: commands.sort_statement(seen.row.id, form.seen_version, form.answers(), form.danger.data),
               _sort_page)


def _sort_page(seen: RecordSight, form: Any, **context: Any) -> ResponseReturnValue:
    return _ask(seen, form, "Strength or safety?", "Save", names=("did", "protected", "repeated", "danger"),
                note="Three times yes: it is safety, and stands beside the danger. Less often: it is a strength so far.",
                **context)


def _back(seen: RecordSight) -> ResponseReturnValue:
    return back_to(seen.sight, seen.row)


withdrawing(bp, "/<uuid:record_id>", policy.may_change_live_statement, _ask, _back)
bringing_back(bp, "/<uuid:record_id>", policy.may_change_statement, _ask, _back)


@bp.get("/<uuid:record_id>/done")
@allow(policy.may_finish_step)
def done(seen: RecordSight) -> ResponseReturnValue:
    return _done_page(seen, looking_at(DoneForm(), seen))


@bp.post("/<uuid:record_id>/done", endpoint="done_post")
@allow(policy.may_finish_step)
def done_post(seen: RecordSight) -> ResponseReturnValue:
    form = DoneForm()

    def act() -> str:
        commands.finish_step(seen.row.id, form.seen_version, form.done_on.data)
        return seen.row.kind

    return _do(seen, form, act, _done_page)


def _done_page(seen: RecordSight, form: Any, **context: Any) -> ResponseReturnValue:
    return _ask(seen, form, "This step is done", "Save", names=("done_on",), **context)


@bp.get("/<uuid:record_id>/keep")
@allow(policy.may_change_live_statement)
def keep(seen: RecordSight) -> ResponseReturnValue:
    return _keep_page(seen, KeepForm(), _note_of(seen))


@bp.post("/<uuid:record_id>/keep", endpoint="keep_post")
@allow(policy.may_change_live_statement)
def keep_post(seen: RecordSight) -> ResponseReturnValue:
    form, note = KeepForm(), _note_of(seen)
    if form.sent():
        records.keep(seen.family_id, note.key, form.because.data or "", seen.row.id)
        return back_to(seen.sight, seen.row)
    return _keep_page(seen, form, note, status=422)


def _note_of(seen: RecordSight) -> Prompt:
    """The note that is kept, found again by its key: nothing is silenced that is not there."""
    asked = request.values.get("note", "")
    scene = prompts.Scene((seen.row,), people_of(seen.family_id), clock.today())
    for note in prompts.of_row(seen.row, scene):
        if note.key == asked:
            return note
    raise NotKnown


def _keep_page(seen: RecordSight, form: KeepForm, note: Prompt, status: int = 200) -> ResponseReturnValue:
    return form_page("mapping/keep.html", seen.sight, people_of(seen.family_id), root=f"p-{seen.row.id.hex}-0",
                     status=status, form=form, note=note, row=seen.row)


@bp.get("/<uuid:record_id>/versions")
@allow(policy.may_see_statement)
def versions(seen: RecordSight) -> ResponseReturnValue:
    """Every version, newest first, each with what it changed, word by word."""
    people = people_of(seen.family_id)
    names = {person.id: person.short_name for person in people.values()}
    return draw("records/versions.html", seen.sight, people, row=seen.row, steps=steps_of(seen.row.id, names),
                words=title_of(seen.row.body), called=KINDS[seen.row.kind].called,
                back=("the mapping", url_for("mapping.show", family_id=seen.family_id)))
