"""One row of the plan: add, change, move, withdraw, bring back, its earlier versions, and the tests of a rule."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from practice.core import clock, pages
from practice.core.access import allow
from practice.core.errors import Clash, RuleBroken
from practice.core.forms import Form
from practice.families.frame import frame
from practice.families.queries import People, Sight, people_of
from practice.mapping.queries import choices
from practice.records import queries as reads
from practice.records.acting import do, looking_at, steps_of
from practice.records.bodies import KINDS
from practice.records.clash import Both, put_together
from practice.records.compare import title_of
from practice.records.policy import RecordSight
from practice.records.small_pages import bringing_back, withdrawing
from practice.safety import commands, policy, queries
from practice.safety.agree_forms import TestForm
from practice.safety.forms import FORMS, MoveForm, RowForm
from practice.safety.frozen import names_of
from practice.safety.page import test_line
from practice.safety.policy import Adding
from practice.safety.views import bp

HERE = "Safety plan"


def draw(template: str, sight: Sight, people: People, *, status: int = 200, **context: Any) -> Response:
    """A whole page of the plan."""
    return pages.page(template, status=status, sight=sight, people=people, frame=frame(sight, people, HERE), **context)


HOMES = {"closing_letter": "closing.show"}  # kinds that stand on a page of their own


def back_to(sight: Sight, record_id: UUID, kind: str) -> ResponseReturnValue:
    """To the page of the row that was just saved, at that row."""
    return redirect(url_for(HOMES.get(kind, "safety.plan"), family_id=sight.family_id, saved=record_id.hex,
                            _anchor=f"r-{record_id.hex}"), 303)


def _asked_parent() -> UUID | None:
    """The goal named in the address, for a rule."""
    try:
        return UUID(request.args.get("parent", ""))
    except ValueError:
        return None


@bp.get("/add/<kind>")
@allow(policy.may_add_row)
def add(adding: Adding) -> ResponseReturnValue:
    return _row_page(adding.sight, FORMS[adding.kind](choices(adding.sight), parent=_asked_parent()))


@bp.post("/add/<kind>", endpoint="add_post")
@allow(policy.may_add_row)
def add_post(adding: Adding) -> ResponseReturnValue:
    form = FORMS[adding.kind](choices(adding.sight), parent=_asked_parent())
    if form.sent():
        try:
            return back_to(adding.sight, commands.add_rows(
                adding.family_id, adding.kind, form.bodies(), parent_id=form.parent, info=form.row_info,
                not_for=form.hidden_from, because=form.not_for_because.data or "")[0], adding.kind)
        except RuleBroken as broken:
            form.show(broken)
    return _row_page(adding.sight, form, status=422)


def _row_page(sight: Sight, form: RowForm, row: reads.Row | None = None, both: Both | None = None,
              status: int = 200) -> ResponseReturnValue:
    return draw("safety/row.html", sight, form.choices.people, status=status, form=form, row=row, clash=both,
                called=KINDS[form.kind].called)


@bp.get("/<uuid:record_id>/edit")
@allow(policy.may_change_live_row)
def edit(seen: RecordSight) -> ResponseReturnValue:
    form = FORMS[seen.row.kind](choices(seen.sight), seen.row)
    form.fill(seen.row.body)
    form.hide_from(reads.not_for(seen.family_id).get(seen.row.id, {}))
    form.look_at(seen.row)
    return _row_page(seen.sight, form, seen.row)


@bp.post("/<uuid:record_id>/edit", endpoint="edit_post")
@allow(policy.may_change_row)
def edit_post(seen: RecordSight) -> ResponseReturnValue:
    form = FORMS[seen.row.kind](choices(seen.sight), seen.row)
    if seen.row.is_withdrawn:
        form.show(RuleBroken("", f"This was withdrawn meanwhile: {seen.row.withdrawn_because}. Your text is safe here. "
                                 "Bring it back from the fold “withdrawn”, then save again"))
        return _row_page(seen.sight, form, seen.row, status=409)
    if form.sent():
        try:
            commands.change_row(seen.row.id, form.seen_version, form.body(), parent_id=form.parent, info=form.row_info,
                                not_for=form.hidden_from, because=form.not_for_because.data or "")
            return back_to(seen.sight, seen.row.id, seen.row.kind)
        except RuleBroken as broken:
            form.show(broken)
        except Clash as clash:
            return _clash_page(seen.sight, form, clash)
    return _row_page(seen.sight, form, seen.row, status=422)


def _clash_page(sight: Sight, form: RowForm, clash: Clash) -> ResponseReturnValue:
    """409: both texts side by side; the form below holds what can be put together by itself."""
    theirs, both = put_together(form, clash, names_of(form.choices.people, ()))
    return _row_page(sight, form, theirs, both, status=409)


# What is done to one row


def _small(seen: RecordSight, form: Form, title: str, save: str, *, names: tuple[str, ...] = (), note: str = "",
           status: int = 200, clash: Clash | None = None) -> ResponseReturnValue:
    """A small form about one row, which stands above it in its own words."""
    return draw("safety/small.html", seen.sight, people_of(seen.family_id), status=status, form=form, title=title, save=save,
                names=names, note=note, row=seen.row, clash=clash, words=title_of(seen.row.body),
                called=KINDS[seen.row.kind].called)


def _do(seen: RecordSight, form: Form, act: Callable[[], object], again: Callable[..., ResponseReturnValue]
        ) -> ResponseReturnValue:
    """Do it, then back to the row."""
    return do(seen, form, act, lambda _: _back(seen), again)


def _back(seen: RecordSight) -> ResponseReturnValue:
    return back_to(seen.sight, seen.row.id, seen.row.kind)


withdrawing(bp, "/<uuid:record_id>", policy.may_change_live_row, _small, _back)
bringing_back(bp, "/<uuid:record_id>", policy.may_change_row, _small, _back)


@bp.get("/<uuid:record_id>/move")
@allow(policy.may_move)
def move(seen: RecordSight) -> ResponseReturnValue:
    return _move_page(seen, looking_at(MoveForm(choices(seen.sight), seen.row), seen))


@bp.post("/<uuid:record_id>/move", endpoint="move_post")
@allow(policy.may_move)
def move_post(seen: RecordSight) -> ResponseReturnValue:
    form = MoveForm(choices(seen.sight), seen.row)
    return _do(seen, form, lambda: commands.move_row(seen.row.id, form.seen_version, form.kind_to, form.goal_to), _move_page)


def _move_page(seen: RecordSight, form: MoveForm, **context: Any) -> ResponseReturnValue:
    if not form.to.choices:
        return _small(seen, form, "Move to another part", "", note="There is no other goal yet that it could serve.", **context)
    return _small(seen, form, "Move to another part", "Move", names=("to",), **context)


@bp.get("/<uuid:record_id>/test")
@allow(policy.may_test)
def test(seen: RecordSight) -> ResponseReturnValue:
    form = TestForm()
    form["on"].data = clock.today()
    return _test_page(seen, form)


test.__test__ = False  # type: ignore[attr-defined]  # its name is the house's word, not a test of ours


@bp.post("/<uuid:record_id>/test", endpoint="test_post")
@allow(policy.may_test)
def test_post(seen: RecordSight) -> ResponseReturnValue:
    form = TestForm()
    return _do(seen, form, lambda: commands.test_rule(seen.row.id, form.answer()), _test_page)


test_post.__test__ = False  # type: ignore[attr-defined]


def _test_page(seen: RecordSight, form: TestForm, status: int = 200) -> ResponseReturnValue:
    people = people_of(seen.family_id)
    tests = queries.tests_of(seen.family_id).get(seen.row.id, [])
    return draw("safety/test.html", seen.sight, people, status=status, form=form, row=seen.row,
                who=people.short(getattr(seen.row.body, "who", None)), tests=[test_line(one) for one in reversed(tests)])


@bp.get("/<uuid:record_id>/versions", endpoint="row_versions")
@allow(policy.may_see_row)
def row_versions(seen: RecordSight) -> ResponseReturnValue:
    """Every version of one row, newest first, with what changed in each."""
    return versions_page(seen, ("the plan", url_for("safety.plan", family_id=seen.family_id)))


def versions_page(seen: RecordSight, back: tuple[str, str]) -> ResponseReturnValue:
    """The page of earlier versions of one row of any plan. BACK is the page that it leads back to: its name, its address."""
    people = people_of(seen.family_id)
    steps = steps_of(seen.row.id, names_of(people, ()))
    return draw("records/versions.html", seen.sight, people, row=seen.row, steps=steps, words=title_of(seen.row.body),
                called=KINDS[seen.row.kind].called, back=back)
