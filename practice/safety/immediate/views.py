"""Routes of the immediate plan: the page, writing it, agreeing, approving, ending, and what each person says."""

import secrets
from typing import Any

from flask import Blueprint, Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from practice.access.models import PartKind
from practice.core import clock, dates, pages
from practice.core.access import allow
from practice.core.errors import Clash, RuleBroken
from practice.core.forms import Form
from practice.families.frame import frame
from practice.families.queries import Sight, people_of
from practice.records import queries as records
from practice.records.compare import What, of_snapshot, withdrawals
from practice.records.policy import RecordSight
from practice.safety import commands as safety
from practice.safety.agree_forms import STANCES, StanceForm
from practice.safety.between import which
from practice.safety.immediate import commands, policy
from practice.safety.immediate import compare as comparing
from practice.safety.immediate.forms import AgreeNowForm, ApproveForm, BecauseForm, WriteForm, agree_now_form, write_form
from practice.safety.immediate.page import people_asked, rows_of, view_of, words_to
from practice.safety.immediate.policy import ImmediateSight, Speaking
from practice.safety.immediate.queries import Draft, draft_of
from practice.safety.moves import links_of
from practice.safety.views.row import versions_page
from practice.safety.who_agrees import word_of
from practice.safety.whole import sees_whole
from practice.settings import Settings

bp = Blueprint("immediate", __name__, url_prefix="/families/<uuid:family_id>/plan/immediate")


def _draw(template: str, draft: Draft, *, status: int = 200, **context: Any) -> Response:
    names = sorted({draft.people[person].name for person in draft.protected if person in draft.people})
    return pages.page(template, status=status, sight=draft.sight, people=draft.people, draft=draft, now=clock.now(),
                      frame=frame(draft.sight, draft.people, "Safety plan", names), **context)


def _view(draft: Draft) -> Any:
    settings: Settings = current_app.extensions["settings"]
    rows = [row for row in draft.rows if not row.is_withdrawn]
    first = clock.today()
    if draft.live is not None and not draft.changed_since:
        first = draft.live.agreed.at.astimezone(clock.LONDON).date()
    return view_of(rows, draft.people, first, draft.of("harm"), settings.night_number)


def _page(draft: Draft) -> ResponseReturnValue:
    return redirect(url_for("immediate.show", family_id=draft.family_id), 303)


@bp.get("")
@allow(policy.may_see_immediate)
def show(sight: Sight) -> ResponseReturnValue:
    """The immediate plan as it stands, how long it still runs, and who agrees."""
    draft = draft_of(sight)
    part = sight.part
    return _draw("safety/immediate.html", draft, view=_view(draft), links_of=links_of(sight.family_id),
                 words=words_to(draft, draft.live) if draft.live else [], may_make=part.may_write and sees_whole(part),
                 may_approve=PartKind.MANAGER in part.kinds_of_part and part.may_write and sees_whole(part))


@bp.get("/write")
@allow(policy.may_make_immediate)
def write(sight: Sight) -> ResponseReturnValue:
    draft = draft_of(sight)
    return _write_page(draft, write_form(draft))


@bp.post("/write", endpoint="write_post")
@allow(policy.may_make_immediate)
def write_post(sight: Sight) -> ResponseReturnValue:
    draft = draft_of(sight)
    form = write_form(draft)
    if "show" in request.form:  # only asked for the nights until another end
        return _write_page(draft, form)
    if form.sent():
        try:
            commands.write(sight, form.answer())
            return _page(draft)
        except RuleBroken as broken:
            form.show(broken)
        except Clash as clash:
            form.lock_version.data = str(clash.lock_version)
            form.submission_key.data = secrets.token_urlsafe(18)  # what is sent next is another thing
            return _write_page(draft_of(sight), form, status=409, clash=clash)
    return _write_page(draft, form, status=422)


def _write_page(draft: Draft, form: WriteForm, status: int = 200, clash: Clash | None = None) -> ResponseReturnValue:
    return _draw("safety/immediate_write.html", draft, status=status, form=form, clash=clash, view=_view(draft))


@bp.get("/agree")
@allow(policy.may_make_immediate)
def agree(sight: Sight) -> ResponseReturnValue:
    draft = draft_of(sight)
    return _agree_page(draft, agree_now_form(draft, people_asked(draft)))


@bp.post("/agree", endpoint="agree_post")
@allow(policy.may_make_immediate)
def agree_post(sight: Sight) -> ResponseReturnValue:
    draft = draft_of(sight)
    form = agree_now_form(draft, people_asked(draft))
    if form.sent():
        try:
            commands.agree(sight, form.answer())
            return _page(draft)
        except RuleBroken as broken:
            form.show(broken)
        except Clash as clash:
            form.lock_version.data = str(clash.lock_version)
            form.submission_key.data = secrets.token_urlsafe(18)
            return _agree_page(draft_of(sight), form, status=409, clash=clash)
    return _agree_page(draft, form, status=422)


def _agree_page(draft: Draft, form: AgreeNowForm, status: int = 200, clash: Clash | None = None) -> ResponseReturnValue:
    return _draw("safety/immediate_agree.html", draft, status=status, form=form, clash=clash, view=_view(draft), stances=STANCES,
                 before=draft.stances_to(draft.live.snapshot_id) if draft.live else {},
                 number=draft.newest.number + 1 if draft.newest else 1, kept_from=draft.protected)


@bp.get("/compare")
@allow(policy.may_see_immediate)
def compare(sight: Sight) -> ResponseReturnValue:
    """What changed between two immediate plans, as sentences. ?before= and ?after= choose; 'now' is the plan as it stands."""
    versions, people = records.snapshots(sight.family_id, "immediate"), people_of(sight.family_id)
    before, after = which([one.id for one in versions], request.args)
    return pages.page("records/compare.html", sight=sight, people=people, frame=frame(sight, people, "Safety plan"),
                      versions=versions, before=before, after=after,
                      changes=comparing.changes(comparing.entries(sight, before), comparing.entries(sight, after), people),
                      withdrawn=withdrawals(sight.family_id), What=What, what_called="the immediate plan",
                      here="immediate.compare", back="immediate.show", one_called="version")


# One row


@bp.get("/rows/<uuid:record_id>/versions", endpoint="row_versions")
@allow(policy.may_see_immediate_row)
def row_versions(seen: RecordSight) -> ResponseReturnValue:
    """Every version of one row, newest first, with what changed in each."""
    return versions_page(seen, ("the immediate plan", url_for("immediate.show", family_id=seen.family_id)))


# One frozen version


@bp.get("/versions/<uuid:snapshot_id>")
@allow(policy.may_see_immediate_version)
def version(seen: ImmediateSight) -> ResponseReturnValue:
    """One immediate plan as it was frozen, what each person said to it, and what became of it."""
    draft, standing = seen.draft, seen.standing
    rows = rows_of(of_snapshot(draft.family_id, standing.snapshot_id, draft.sight.part))
    head = next(one for one in draft.versions if one.id == standing.snapshot_id)
    return _draw("safety/immediate_version.html", draft, standing=standing, head=head,
                 view=view_of(rows, draft.people, standing.agreed.at.astimezone(clock.LONDON).date()),
                 words=words_to(draft, standing),
                 changes=[one for one in draft.changes if one.snapshot_id == standing.snapshot_id])


@bp.get("/versions/<uuid:snapshot_id>/say/<uuid:person_id>")
@allow(policy.may_note_immediate_word)
def say(speaking: Speaking) -> ResponseReturnValue:
    form = StanceForm()
    form["on"].data = clock.today()
    return _say_page(speaking, form)


@bp.post("/versions/<uuid:snapshot_id>/say/<uuid:person_id>", endpoint="say_post")
@allow(policy.may_note_immediate_word)
def say_post(speaking: Speaking) -> ResponseReturnValue:
    form = StanceForm()
    if form.sent():
        try:
            safety.stand(speaking.family_id, speaking.seen.standing.snapshot_id, form.answer(speaking.person.id))
            return _page(speaking.seen.draft)
        except RuleBroken as broken:
            form.show(broken)
    return _say_page(speaking, form, status=422)


def _say_page(speaking: Speaking, form: StanceForm, status: int = 200) -> ResponseReturnValue:
    draft, standing = speaking.seen.draft, speaking.seen.standing
    before = [word_of(speaking.person, one) for one in draft.stances
              if one.snapshot_id == standing.snapshot_id and one.person_id == speaking.person.id]
    agreed = f"{dates.moment(standing.agreed.at)}, until {standing.ends}"
    return _draw("safety/say.html", draft, status=status, form=form, person=speaking.person, before=before, to="the immediate plan",
                 agreed=agreed, back=url_for("immediate.show", family_id=speaking.family_id), send_to=url_for(
                     "immediate.say_post", family_id=speaking.family_id, snapshot_id=standing.snapshot_id,
                     person_id=speaking.person.id))


@bp.get("/versions/<uuid:snapshot_id>/approve")
@allow(policy.may_approve_immediate)
def approve(seen: ImmediateSight) -> ResponseReturnValue:
    return _small(seen, ApproveForm(), "approve")


@bp.post("/versions/<uuid:snapshot_id>/approve", endpoint="approve_post")
@allow(policy.may_approve_immediate)
def approve_post(seen: ImmediateSight) -> ResponseReturnValue:
    form = ApproveForm()
    if form.sent():
        act = commands.approve if form.decision.data == "approve" else commands.send_back
        try:
            act(seen.family_id, seen.standing.snapshot_id, form.because.data or "")
            return _page(seen.draft)
        except RuleBroken as broken:
            form.show(broken)
    return _small(seen, form, "approve", status=422)


@bp.get("/versions/<uuid:snapshot_id>/end")
@allow(policy.may_change_immediate)
def end(seen: ImmediateSight) -> ResponseReturnValue:
    """End it; ?because= offers a reason."""
    form = BecauseForm()
    form.because.data = request.args.get("because", "")
    return _small(seen, form, "end")


@bp.post("/versions/<uuid:snapshot_id>/end", endpoint="end_post")
@allow(policy.may_change_immediate)
def end_post(seen: ImmediateSight) -> ResponseReturnValue:
    form = BecauseForm()
    if form.sent():
        try:
            commands.end(seen.family_id, seen.standing.snapshot_id, form.because.data or "")
            return _page(seen.draft)
        except RuleBroken as broken:
            form.show(broken)
    return _small(seen, form, "end", status=422)


@bp.get("/versions/<uuid:snapshot_id>/anew")
@allow(policy.may_change_immediate)
def anew(seen: ImmediateSight) -> ResponseReturnValue:
    return _small(seen, BecauseForm(), "anew")


@bp.post("/versions/<uuid:snapshot_id>/anew", endpoint="anew_post")
@allow(policy.may_change_immediate)
def anew_post(seen: ImmediateSight) -> ResponseReturnValue:
    form = BecauseForm()
    if form.sent():
        try:
            commands.begin_anew(seen.family_id, seen.standing.snapshot_id, form.because.data or "")
            return redirect(url_for("immediate.write", family_id=seen.family_id), 303)
        except RuleBroken as broken:
            form.show(broken)
    return _small(seen, form, "anew", status=422)


def _small(seen: ImmediateSight, form: Form, what: str, status: int = 200) -> ResponseReturnValue:
    return _draw("safety/immediate_small.html", seen.draft, status=status, form=form, what=what, standing=seen.standing,
                 view=_view(seen.draft))
