"""The network with its rings; one member: add, change, move, leave, come back, withdraw, earlier versions, name to person."""

import secrets
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from flask import request, url_for
from flask.typing import ResponseReturnValue

from practice.core import clock
from practice.core.access import allow
from practice.core.errors import Clash, RuleBroken
from practice.core.forms import Form
from practice.families import commands as families
from practice.families import search
from practice.families.forms import same_chosen
from practice.families.models import Standing
from practice.families.queries import People, Sight, people_of
from practice.guidance.network import questions_for
from practice.mapping.queries import choices
from practice.records import queries as reads
from practice.records.acting import do, looking_at, steps_of
from practice.records.bodies import KINDS
from practice.records.clash import Both, put_together
from practice.records.policy import RecordSight
from practice.records.small_pages import withdrawing
from practice.safety.frozen import names_of
from practice.safety.network import commands, page, policy
from practice.safety.network.forms import (
    LeaveForm,
    MemberForm,
    MoveForm,
    PersonForm,
)
from practice.safety.network.kinds import RINGS, NetworkMember
from practice.safety.network.views import bp
from practice.safety.network.views.drawing import back_to, draw

F = TypeVar("F", bound=Form)


@bp.get("")
@allow(policy.may_see_network)
def show(sight: Sight) -> ResponseReturnValue:
    """Who counts against each danger, the three rings as a drawing and as a list, who else, who moved, who left."""
    network, people = page.page_of(sight)
    return draw("safety/network.html", sight, people, network=network, saved=request.args.get("saved", ""),
                 may_write=sight.part.may_write and not sight.part.dangers, is_print="print" in request.args,
                 questions=questions_for(people.children[0].short_name if people.children else ""),
                 ring_short=page.RING_SHORT, key=secrets.token_urlsafe(18))


# one member


@bp.get("/add")
@allow(policy.may_change_network)
def add(sight: Sight) -> ResponseReturnValue:
    form = MemberForm(choices(sight))
    form.person.data = _asked_person()
    return _member_page(sight, form)


def _asked_person() -> UUID | None:
    try:
        return UUID(request.args.get("person", ""))
    except ValueError:
        return None


@bp.post("/add", endpoint="add_post")
@allow(policy.may_change_network)
def add_post(sight: Sight) -> ResponseReturnValue:
    form = MemberForm(choices(sight))
    if form.sent():
        try:
            return back_to(sight, commands.add_member(sight.family_id, form.body(), info=form.row_info, not_for=form.hidden_from,
                                                    because=form.not_for_because.data or ""))
        except RuleBroken as broken:
            form.show(broken)
    return _member_page(sight, form, status=422)


def _member_page(sight: Sight, form: MemberForm, row: reads.Row | None = None, both: Both | None = None,
                 status: int = 200) -> ResponseReturnValue:
    send_to = url_for("network.edit_post", family_id=sight.family_id, record_id=row.id) if row else url_for(
        "network.add_post", family_id=sight.family_id)
    return draw("safety/row.html", sight, form.choices.people, status=status, form=form, row=row, clash=both,
                 called=KINDS[form.kind].called, send_to=send_to, back_to=url_for("network.show", family_id=sight.family_id))


@bp.get("/<uuid:record_id>/edit")
@allow(policy.may_change_member)
def edit(seen: RecordSight) -> ResponseReturnValue:
    form = MemberForm(choices(seen.sight), seen.row)
    form.fill(seen.row.body)
    form.hide_from(reads.not_for(seen.family_id).get(seen.row.id, {}))
    form.look_at(seen.row)
    return _member_page(seen.sight, form, seen.row)


@bp.post("/<uuid:record_id>/edit", endpoint="edit_post")
@allow(policy.may_change_member)
def edit_post(seen: RecordSight) -> ResponseReturnValue:
    form = MemberForm(choices(seen.sight), seen.row)
    if form.sent():
        try:
            commands.change_member(seen.row.id, form.seen_version, form.body(), info=form.row_info,
                                   not_for=form.hidden_from, because=form.not_for_because.data or "")
            return back_to(seen.sight, seen.row.id)
        except RuleBroken as broken:
            form.show(broken)
        except Clash as clash:
            return _clash_page(seen.sight, form, clash)
    return _member_page(seen.sight, form, seen.row, status=422)


def _clash_page(sight: Sight, form: MemberForm, clash: Clash) -> ResponseReturnValue:
    """409: both texts side by side; the form below holds what can be put together by itself."""
    theirs, both = put_together(form, clash, names_of(form.choices.people, ()))
    return _member_page(sight, form, theirs, both, status=409)


# what is done to one member, each a small form below their name


def _called(row: reads.Row, people: People) -> str:
    """Who a member is, or which question an answer is to."""
    return str((people.short(row.body.person) or row.body.name) if row.kind == "network_member" else row.body.question)


def _small(seen: RecordSight, form: Form, title: str, save: str, *, names: tuple[str, ...] = (), note: str = "",
           status: int = 200, clash: Clash | None = None) -> ResponseReturnValue:
    people = people_of(seen.family_id)
    return draw("safety/small.html", seen.sight, people, status=status, form=form, title=title, save=save, names=names, note=note,
                row=seen.row, who=_called(seen.row, people), clash=clash, back=url_for("network.show", family_id=seen.family_id))


def _back(seen: RecordSight) -> ResponseReturnValue:
    return back_to(seen.sight, seen.row.id)


def _do(seen: RecordSight, form: Form, act: Callable[[], object], again: Callable[..., ResponseReturnValue]
        ) -> ResponseReturnValue:
    """Do it, then back to the network, at that row."""
    return do(seen, form, act, lambda _: _back(seen), again)


def dated(form: F, seen: RecordSight) -> F:
    """The form as it begins: it has seen the row as it is now, and its day is today."""
    looking_at(form, seen)
    if "on" in form:
        form["on"].data = clock.today()
    return form


@bp.get("/<uuid:record_id>/move")
@allow(policy.may_change_member)
def move(seen: RecordSight) -> ResponseReturnValue:
    """?to= names the ring, so that one tap and one save move somebody."""
    now = seen.row.body.ring
    form = dated(MoveForm(now), seen)
    to = request.args.get("to", "")
    form.ring.data = to if to in RINGS and to != now else RINGS[max(RINGS.index(now) - 1, 0)]
    return _move_page(seen, form)


@bp.post("/<uuid:record_id>/move", endpoint="move_post")
@allow(policy.may_change_member)
def move_post(seen: RecordSight) -> ResponseReturnValue:
    form = MoveForm(seen.row.body.ring)
    return _do(seen, form, lambda: commands.move(seen.row.id, form.seen_version, form.ring.data or "", form.day(),
                                                 form.because.data or ""), _move_page)


def _move_page(seen: RecordSight, form: Form, **context: Any) -> ResponseReturnValue:
    return _small(seen, form, "Move to another ring", "Move", names=("ring", "on", "because"),
                  note=f"Now in {page.RING_SHORT[seen.row.body.ring]}.", **context)


@bp.get("/<uuid:record_id>/leave")
@allow(policy.may_change_member)
def leave(seen: RecordSight) -> ResponseReturnValue:
    return _leave_page(seen, dated(LeaveForm(), seen))


@bp.post("/<uuid:record_id>/leave", endpoint="leave_post")
@allow(policy.may_change_member)
def leave_post(seen: RecordSight) -> ResponseReturnValue:
    form = LeaveForm()
    return _do(seen, form, lambda: commands.leave(seen.row.id, form.seen_version, form.day(), form.because.data or ""),
               _leave_page)


def _leave_page(seen: RecordSight, form: Form, **context: Any) -> ResponseReturnValue:
    """What rests on them is said before."""
    rests = page.rests_on(seen)
    note = f"{rests}. That stays in the plan, and the plan page shows it as broken until somebody else has it." if rests else ""
    return _small(seen, form, "Take out of the network", "Take out", names=("on", "because"), note=note, **context)


@bp.get("/<uuid:record_id>/back")
@allow(policy.may_change_member)
def back(seen: RecordSight) -> ResponseReturnValue:
    return _back_page(seen, dated(Form(), seen))


@bp.post("/<uuid:record_id>/back", endpoint="back_post")
@allow(policy.may_change_member)
def back_post(seen: RecordSight) -> ResponseReturnValue:
    form = Form()
    return _do(seen, form, lambda: commands.come_back(seen.row.id, form.seen_version), _back_page)


def _back_page(seen: RecordSight, form: Form, **context: Any) -> ResponseReturnValue:
    body = seen.row.body
    note = f"Left because: {body.left_because}" if body.left_on else "They are in the network."
    return _small(seen, form, "Back into the network", "Bring back", note=note, **context)


withdrawing(bp, "/<uuid:record_id>", policy.may_withdraw, _small, _back, title="Written down by mistake",
            note="It is taken off this page. Earlier versions stay on the record.")


@bp.get("/<uuid:record_id>/versions")
@allow(policy.may_see_member)
def versions(seen: RecordSight) -> ResponseReturnValue:
    """Every version of one member, newest first, with what changed in each."""
    people = people_of(seen.family_id)
    return draw("records/versions.html", seen.sight, people, row=seen.row, steps=steps_of(seen.row.id, names_of(people, ())),
                words=_called(seen.row, people), called=KINDS[seen.row.kind].called,
                back=("the network", url_for("network.show", family_id=seen.family_id)))


# a name becomes a person


@bp.route("/<uuid:record_id>/person", methods=["GET", "POST"], endpoint="person")
@allow(policy.may_change_member)
def person(seen: RecordSight) -> ResponseReturnValue:
    """Put a member who is only a name into the family's record; whoever is on record already is offered first."""
    body: NetworkMember = seen.row.body
    if body.person is not None:
        return back_to(seen.sight, seen.row.id)
    form = PersonForm()
    twins: list[search.Found] = []
    if request.method == "GET":
        form.lock_version.data = str(seen.row.lock_version)
        form.label.data = body.relation
        form.standing.data = Standing.PROFESSIONAL.value if body.is_paid else Standing.NETWORK.value
    if form.sent():
        standing = Standing(form.standing.data)
        twins = [] if standing is Standing.PROFESSIONAL else search.likely_same(body.name, None, seen.sight.user_id)
        same = same_chosen()
        chosen = next((twin for twin in twins if twin.person_id == same.person_id), None)
        if not twins or (same.chosen and (chosen or same.person_id is None)):
            try:
                commands.make_person(seen.row.id, form.seen_version, families.MemberFacts(
                    standing=standing, label=form.label.data or ""), phone=form.phone.data or "",
                    known=chosen.person_id if chosen else None)
                return back_to(seen.sight, seen.row.id)
            except RuleBroken as broken:
                form.show(broken)
            except Clash as clash:
                form.form_errors = [f"{clash.by} changed this member first, at {clash.at}. Look at it again, then save"]
                form.lock_version.data = str(clash.lock_version)
    return draw("safety/network_person.html", seen.sight, people_of(seen.family_id), form=form, row=seen.row, twins=twins,
                 status=422 if request.method == "POST" else 200)
