"""Add and change one statement, with both texts on the table when someone saved first."""

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from practice.access.models import Information
from practice.core import clock
from practice.core.access import allow
from practice.core.errors import Clash, RuleBroken
from practice.core.pages import page
from practice.families.queries import Sight, people_of
from practice.mapping import commands, policy, queries
from practice.mapping.forms import StatementForm
from practice.mapping.kind_forms import form_for
from practice.mapping.policy import Adding
from practice.mapping.prompts import Prompt, Scene, of_row, silence
from practice.mapping.views import bp
from practice.mapping.views.frame import back_to, form_page, place
from practice.records import queries as records
from practice.records.bodies import KINDS
from practice.records.clash import Both, put_together
from practice.records.policy import RecordSight
from practice.records.queries import Row


@bp.get("/add/<kind>")
@allow(policy.may_add)
def add(adding: Adding) -> ResponseReturnValue:
    return _adding_page(adding, form_for(adding.kind, queries.choices(adding.sight), parent=adding.danger))


@bp.post("/add/<kind>", endpoint="add_post")
@allow(policy.may_add)
def add_post(adding: Adding) -> ResponseReturnValue:
    form = form_for(adding.kind, queries.choices(adding.sight), parent=adding.danger)
    if _put_together(form):
        return _adding_page(adding, form)
    if form.sent():
        try:
            record_id = commands.add_statement(adding.family_id, adding.kind, form.statement())
            row = records.one(record_id)
            return back_to(adding.sight, row, adding.kind)
        except RuleBroken as broken:
            form.show(broken)
    return _adding_page(adding, form, status=422)


def _adding_page(adding: Adding, form: StatementForm, status: int = 200) -> ResponseReturnValue:
    return form_page("mapping/form.html", adding.sight, form.choices.people, root=f"add-{adding.kind}", status=status,
                     notes=_notes(form) if status != 200 else (), form=form, kind=adding.kind, row=None,
                     clash=None, called=KINDS[adding.kind].called)


@bp.post("/check/<kind>")
@allow(policy.may_add)
def check(adding: Adding) -> ResponseReturnValue:
    """The notes on what is being written, for the place under its words. Nothing is saved."""
    form = form_for(adding.kind, queries.choices(adding.sight), parent=adding.danger)
    spot = place(f"add-{adding.kind}-notes").removesuffix("-notes")
    return page("mapping/_notes.html", sight=adding.sight, notes=_notes(form), row=None, root=spot)


def _notes(form: StatementForm, row: Row | None = None) -> list[Prompt]:
    """The notes on the words as they stand in the form. What is asked of other fields waits until they can be seen."""
    words = Row(row.id if row else UUID(int=0), form.kind, None, 0, Information.STORY, 0, 0, clock.now(), "", None, form.body())
    scene = Scene((words,), form.choices.people, clock.today())
    return [note for note in of_row(words, scene) if note.field == "words"]


def _put_together(form: StatementForm) -> bool:
    """Was 'put the sentence together' pressed? Then the sentence stands in the form, and nothing is saved."""
    together = getattr(form, "together", None)
    if "together" not in request.form or together is None:
        return False
    form["words"].data = together() or form["words"].data
    return True


@bp.get("/<uuid:record_id>/edit")
@allow(policy.may_change_live_statement)
def edit(seen: RecordSight) -> ResponseReturnValue:
    form = form_for(seen.row.kind, queries.choices(seen.sight), seen.row)
    form.fill(seen.row.body)
    form.hide_from(records.not_for(seen.family_id).get(seen.row.id, {}))
    if "rests_on" in form:
        form["rests_on"].data = [end for start, end, kind in records.links(seen.family_id)
                                 if start == seen.row.id and kind == "rests_on"]
    form.look_at(seen.row)
    return _editing_page(seen.sight, seen.row, form)


@bp.post("/<uuid:record_id>/edit", endpoint="edit_post")
@allow(policy.may_change_statement)
def edit_post(seen: RecordSight) -> ResponseReturnValue:
    form = form_for(seen.row.kind, queries.choices(seen.sight), seen.row)
    if _put_together(form):
        return _editing_page(seen.sight, seen.row, form)
    if seen.row.is_withdrawn:
        form.show(RuleBroken("", f"This was withdrawn meanwhile: {seen.row.withdrawn_because}. Your text is safe here. "
                                 "Bring it back from the fold “withdrawn”, then save again"))
        return _editing_page(seen.sight, seen.row, form, status=409)
    if form.sent():
        try:
            commands.change_statement(seen.row.id, form.seen_version, form.statement())
            return back_to(seen.sight, records.one(seen.row.id))
        except RuleBroken as broken:
            form.show(broken)
        except Clash as clash:
            return _clash_page(seen.sight, form, clash)
    return _editing_page(seen.sight, seen.row, form, status=422)


def _editing_page(sight: Sight, row: Row, form: StatementForm, status: int = 200,
                  clash: Both | None = None) -> ResponseReturnValue:
    kept = records.kept(sight.family_id)
    notes, _ = silence(_notes(form, row), kept)
    return form_page("mapping/form.html", sight, form.choices.people, root=f"s-{row.id.hex}", status=status, form=form,
                     notes=notes, kind=row.kind, row=row, clash=clash, called=KINDS[row.kind].called)


def _clash_page(sight: Sight, form: StatementForm, clash: Clash) -> ResponseReturnValue:
    """409: both texts. The form below holds what can be put together by itself."""
    names = {person.id: person.short_name for person in people_of(sight.family_id).values()}
    theirs, both = put_together(form, clash, names)
    return _editing_page(sight, theirs, form, status=409, clash=both)
