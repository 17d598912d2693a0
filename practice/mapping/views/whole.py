"""The mapping as a whole: everyone's number, over time, shown to whom, notes kept, finishing, and what changed."""

import secrets
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from practice.core.access import allow
from practice.core.errors import Clash, NotKnown, RuleBroken
from practice.families.queries import People, Sight, people_of
from practice.mapping import commands, policy, prompts, queries
from practice.mapping.board import scene_of
from practice.mapping.drawing import chart
from practice.mapping.kinds import MAPPING_KINDS
from practice.mapping.prompts import Prompt
from practice.mapping.talk_forms import KeepForm, RateForm, ShareForm, finish_form
from practice.mapping.thread import Break, breaks
from practice.mapping.views import bp
from practice.mapping.views.frame import back_to, draw, form_page
from practice.records import commands as records
from practice.records import compare as comparing
from practice.records import queries as reads
from practice.records.policy import RecordSight


def _asked(name: str) -> UUID | None:
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None


@bp.get("/<uuid:record_id>/rate")
@allow(policy.may_rate)
def rate(seen: RecordSight) -> ResponseReturnValue:
    choices = queries.choices(seen.sight)
    return _rate_page(seen, choices, RateForm(choices, _asked("person")))


@bp.post("/<uuid:record_id>/rate", endpoint="rate_post")
@allow(policy.may_rate)
def rate_post(seen: RecordSight) -> ResponseReturnValue:
    choices = queries.choices(seen.sight)
    form = RateForm(choices)
    if form.sent():
        try:
            commands.rate(seen.row.id, form.answer())
            return back_to(seen.sight, seen.row)
        except RuleBroken as broken:
            form.show(broken)
    return _rate_page(seen, choices, form, status=422)


def _rate_page(seen: RecordSight, choices: queries.Choices, form: RateForm, status: int = 200) -> ResponseReturnValue:
    number = choices.number_of(seen.row.parent_id)
    danger = next((row for row in choices.dangers if row.id == seen.row.parent_id), None)
    form.value.label.text = seen.row.body.words or form.value.label.text
    return draw("mapping/rate.html", seen.sight, choices.people, status=status, form=form, row=seen.row, number=number,
                danger=danger)


@bp.get("/<uuid:record_id>/over-time")
@allow(policy.may_see_scale)
def over_time(seen: RecordSight) -> ResponseReturnValue:
    """Everyone's numbers over time, as a drawing and as a table. No average."""
    choices = queries.choices(seen.sight)
    given = queries.given(seen.family_id, [seen.row.id])
    return draw("mapping/over_time.html", seen.sight, choices.people, row=seen.row, chart=chart(given, choices.people),
                number=choices.number_of(seen.row.parent_id),
                guesses=[one for one in given if one.guessed_by is not None and one.person_id in choices.people],
                danger=next((row for row in choices.dangers if row.id == seen.row.parent_id), None))


@bp.get("/shown")
@allow(policy.may_see_whole)
def shown(sight: Sight) -> ResponseReturnValue:
    """With whom the mapping was shared, and what they said."""
    choices = queries.choices(sight)
    return _shown_page(sight, choices, ShareForm(choices, _asked("person")))


@bp.post("/shown", endpoint="shown_post")
@allow(policy.may_write_whole)
def shown_post(sight: Sight) -> ResponseReturnValue:
    choices = queries.choices(sight)
    form = ShareForm(choices)
    if form.sent():
        try:
            records.show_to(sight.family_id, "mapping", form.person.data, form.on.data,
                            form.how.data or "", form.they_said.data or "", is_verbatim=bool(form.is_verbatim.data))
            return redirect(url_for("mapping.shown", family_id=sight.family_id), 303)
        except RuleBroken as broken:
            form.show(broken)
    return _shown_page(sight, choices, form, status=422)


def _shown_page(sight: Sight, choices: queries.Choices, form: ShareForm, status: int = 200) -> ResponseReturnValue:
    lines = [line for line in reads.shown(sight.family_id) if line.kind == "mapping" and line.person_id in choices.people]
    if sight.part.dangers:  # what they said was said to all of it
        lines = [replace(line, they_said="", how="") for line in lines]
    return draw("mapping/shown.html", sight, choices.people, status=status, form=form, lines=lines,
                may_write_whole=sight.part.may_write and not sight.part.dangers)


@bp.get("/keep")
@allow(policy.may_write_whole)
def keep_whole(sight: Sight) -> ResponseReturnValue:
    mapping = queries.mapping_of(sight)
    return _keep_page(sight, mapping.people, KeepForm(), _note_of(mapping))


@bp.post("/keep", endpoint="keep_whole_post")
@allow(policy.may_write_whole)
def keep_whole_post(sight: Sight) -> ResponseReturnValue:
    mapping = queries.mapping_of(sight)
    form, note = KeepForm(), _note_of(mapping)
    if form.sent():
        records.keep(sight.family_id, note.key, form.because.data or "")
        return back_to(sight, part=note.where if note.where != "all" else "safe")
    return _keep_page(sight, mapping.people, form, note, status=422)


def _note_of(mapping: queries.Mapping) -> Prompt:
    asked = request.values.get("note", "")
    for note in prompts.of_whole(scene_of(mapping)):
        if note.key == asked:
            return note
    raise NotKnown


def _keep_page(sight: Sight, people: People, form: KeepForm, note: Prompt, status: int = 200) -> ResponseReturnValue:
    return form_page("mapping/keep.html", sight, people, root="p-all-0", status=status, form=form, note=note, row=None)


@bp.get("/finish")
@allow(policy.may_write_whole)
def finish(sight: Sight) -> ResponseReturnValue:
    mapping = queries.mapping_of(sight)
    found = _breaks(mapping)
    return _finish_page(mapping, found, finish_form(found, _reasons_before(mapping, found), mapping.began.number))


@bp.post("/finish", endpoint="finish_post")
@allow(policy.may_write_whole)
def finish_post(sight: Sight) -> ResponseReturnValue:
    """Freeze it. A broken thread does not stop it, but the reason is asked and stands on the record."""
    mapping = queries.mapping_of(sight)
    found = _breaks(mapping)
    form = finish_form(found, {}, mapping.began.number)
    if form.sent():
        try:
            snapshot = commands.finish(sight.family_id, form.answer(), found, mapping.given, mapping.people)
            return redirect(url_for("mapping.versions_of_all", family_id=sight.family_id, after=snapshot), 303)
        except RuleBroken as broken:
            form.show(broken)
        except Clash as clash:
            mapping = queries.mapping_of(sight)
            form.lock_version.data = str(clash.lock_version)
            form.submission_key.data = secrets.token_urlsafe(18)  # what is sent next is another thing
            return _finish_page(mapping, found, form, status=409, clash=clash)
    return _finish_page(mapping, found, form, status=422)


def _breaks(mapping: queries.Mapping) -> list[Break]:
    return breaks(mapping.rows, mapping.links, mapping.spreads(), mapping.people, scene_of(mapping).today)


def _reasons_before(mapping: queries.Mapping, found: list[Break]) -> dict[str, str]:
    """The reasons of last time, asked again."""
    reasons = {(line.about_id, line.code): line.because for line in mapping.kept}
    return {commands.reason_field(one): because for one in found if (because := reasons.get((one.about, one.key)))}


def _finish_page(mapping: queries.Mapping, found: list[Break], form: Any, status: int = 200, clash: Clash | None = None
                 ) -> ResponseReturnValue:
    return draw("mapping/finish.html", mapping.sight, mapping.people, status=status, form=form, clash=clash,
                reason_field=commands.reason_field, breaks=found, number=mapping.began.number + 1,
                waiting=prompts.not_shown(scene_of(mapping)))


@bp.get("/versions", endpoint="versions_of_all")
@allow(policy.may_see_whole)
def versions_of_all(sight: Sight) -> ResponseReturnValue:
    """Finished mappings, and what changed between any two, as sentences. ?before= and ?after= choose; 'now' is today.

    From 'nothing' to a finished one: all of it, as it was finished.
    """
    people = people_of(sight.family_id)
    finished = reads.snapshots(sight.family_id, "mapping")
    after = request.args.get("after") or "now"
    before = request.args.get("before") or _one_before(finished, after)
    known = {str(head.id) for head in finished} | {"now"}
    if after not in known or before not in known | {"nothing"}:
        raise NotKnown
    names = {person.id: person.short_name for person in people.values()}
    withdrawn = comparing.withdrawals(sight.family_id)
    old, new = _entries(sight, before), _entries(sight, after)
    names |= {entry.id: f"“{comparing.title_of(entry.body)[:60]}”" for entry in (*old, *new)}
    whole = before == "nothing" and after != "now"
    changes = comparing.as_written(new, names) if whole else comparing.compare(old, new, names)
    return draw("mapping/versions_of_all.html", sight, people, versions=finished, before=before, after=after, whole=whole,
                changes=changes, withdrawn=withdrawn, What=comparing.What, what_called="the mapping", one_called="mapping",
                here="mapping.versions_of_all", back="mapping.show",
                may_write_whole=sight.part.may_write and not sight.part.dangers)


def _one_before(finished: list[reads.SnapshotHead], after: str) -> str:
    ids = [str(head.id) for head in finished]
    if after == "now":
        return ids[0] if ids else "nothing"
    place = ids.index(after) if after in ids else len(ids)
    return ids[place + 1] if place + 1 < len(ids) else "nothing"


def _entries(sight: Sight, version: str) -> list[comparing.Entry]:
    if version == "nothing":
        return []
    if version == "now":
        return comparing.of_rows(reads.current(sight.family_id, sight.part, MAPPING_KINDS))
    return comparing.of_snapshot(sight.family_id, UUID(version), sight.part)
