"""Routes of the safety journal: the journal, one entry, its photo, and saying that it was read."""

import secrets
from typing import Any

from flask import Blueprint, Response, current_app, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from practice.access.models import PartKind
from practice.core.access import allow
from practice.core.errors import Clash, NotKnown, RuleBroken
from practice.core.forms import Form
from practice.families.queries import Sight, people_of
from practice.mapping.queries import choices
from practice.records import queries as reads
from practice.records.acting import steps_of
from practice.records.bodies import KINDS
from practice.records.clash import Both, put_together
from practice.records.policy import RecordSight
from practice.records.small_pages import bringing_back, withdrawing
from practice.safety.journal import commands, photos, policy
from practice.safety.journal.forms import EntryForm, EraseForm, ReadForm
from practice.safety.journal.kinds import LABELS
from practice.safety.journal.models import ReadMark
from practice.safety.journal.page import entry_view, title_of, titles
from practice.safety.journal.policy import PhotoSight
from practice.safety.journal.queries import journal_of
from practice.safety.policy import may_change_plan, may_see_plan
from practice.safety.views.row import draw
from practice.settings import Settings

bp = Blueprint("journal", __name__, url_prefix="/families/<uuid:family_id>/journal")
PAGE = 20  # entries of one page
CARRIES_A_PHOTO = frozenset({"journal.add_post", "journal.edit_post"})


@bp.url_value_preprocessor
def take_a_photo(endpoint: str | None, _: dict[str, Any] | None) -> None:
    """These two forms may be larger than any other, and it is said before anything reads the form (the token, for one).

    Only where they come in parts: of a form in one piece all would be read into memory at once.
    """
    if endpoint in CARRIES_A_PHOTO and request.mimetype == "multipart/form-data":
        request.max_content_length = photos.MOST_REQUEST


def _draw(template: str, sight: Sight, people: Any, *, status: int = 200, **context: Any) -> Response:
    settings: Settings = current_app.extensions["settings"]
    return draw(template, sight, people, status=status, night_number=settings.night_number,
                journal_days=settings.journal_days, may_write=sight.part.may_write,
                may_erase=sight.part.may_write and PartKind.MANAGER in sight.part.kinds_of_part,
                **context)


@bp.get("", endpoint="show")
@allow(may_see_plan)
def show(sight: Sight) -> ResponseReturnValue:
    """All entries, newest day first; ?show=unread only those that nobody has read as they stand. ?page= goes further back."""
    journal = journal_of(sight)
    only_unread = request.args.get("show") == "unread"
    rows = journal.unread if only_unread else journal.live
    try:
        number = max(int(request.args.get("page", "1")[:6]), 1)
    except ValueError:
        raise NotKnown from None
    pages = max((len(rows) + PAGE - 1) // PAGE, 1)
    here = [entry_view(journal, row) for row in rows[(number - 1) * PAGE:number * PAGE]]
    return _draw("safety/journal.html", sight, journal.people, entries=here, unread=len(journal.unread), all=len(journal.live),
                 only_unread=only_unread, pages=pages, page_number=number,
                 withdrawn=[entry_view(journal, row) for row in journal.entries if row.is_withdrawn],
                 saved=request.args.get("saved", ""))


# One entry


@bp.get("/add")
@allow(may_change_plan)
def add(sight: Sight) -> ResponseReturnValue:
    return _form_page(sight, _form(sight))


@bp.post("/add", endpoint="add_post")
@allow(may_change_plan)
def add_post(sight: Sight) -> ResponseReturnValue:
    form = _form(sight)
    if form.sent():
        try:
            made = commands.add_entry(sight.family_id, form.entry())
            return redirect(url_for(".entry", family_id=sight.family_id, entry_id=made), 303)
        except RuleBroken as broken:
            form.show(broken)
    return _form_page(sight, form, status=422)


def _form(sight: Sight, row: reads.Row | None = None) -> EntryForm:
    signs = reads.current(sight.family_id, sight.part, ("early_sign",), withdrawn=False)
    return EntryForm(choices(sight), signs, row)


def _form_page(sight: Sight, form: EntryForm, row: reads.Row | None = None, both: Both | None = None, status: int = 200
               ) -> ResponseReturnValue:
    form.ask_for_the_photo_again()
    return _draw("safety/journal_form.html", sight, form.choices.people, status=status, form=form, row=row, clash=both,
                 accept=photos.ACCEPT)


@bp.get("/<uuid:entry_id>")
@allow(policy.may_see_entry)
def entry(seen: RecordSight) -> ResponseReturnValue:
    form = ReadForm()
    form.number.data = str(seen.row.number)
    return _entry_page(seen, form)


def _entry_page(seen: RecordSight, form: ReadForm, status: int = 200) -> ResponseReturnValue:
    journal = journal_of(seen.sight)
    row = next((one for one in journal.entries if one.id == seen.row.id), None)
    if row is None:
        raise NotKnown
    return _draw("safety/journal_entry.html", seen.sight, journal.people, status=status, entry=entry_view(journal, row),
                 form=form, unread=len(journal.unread))


@bp.post("/<uuid:entry_id>/read", endpoint="read_post")
@allow(policy.may_read_entry)
def read_post(seen: RecordSight) -> ResponseReturnValue:
    form = ReadForm()
    if form.sent():
        try:
            commands.mark_read(seen.row.id, form.seen_number, ReadMark(form.mark.data), form.words.data or "")
            return redirect(url_for(".show", family_id=seen.family_id, saved=seen.row.id.hex, _anchor=f"r-{seen.row.id.hex}"), 303)
        except RuleBroken as broken:
            form.show(broken)
            form.number.data = str(seen.row.number)
            form.submission_key.data = secrets.token_urlsafe(18)  # what is sent next is another thing
    return _entry_page(seen, form, status=422)


@bp.get("/<uuid:entry_id>/edit")
@allow(policy.may_change_live_entry)
def edit(seen: RecordSight) -> ResponseReturnValue:
    form = _form(seen.sight, seen.row)
    form.fill(seen.row.body)
    form.hide_from(reads.not_for(seen.family_id).get(seen.row.id, {}))
    form.look_at(seen.row)
    return _form_page(seen.sight, form, seen.row)


@bp.post("/<uuid:entry_id>/edit", endpoint="edit_post")
@allow(policy.may_change_entry)
def edit_post(seen: RecordSight) -> ResponseReturnValue:
    form = _form(seen.sight, seen.row)
    if seen.row.is_withdrawn:
        form.show(RuleBroken("", f"This was withdrawn meanwhile: {seen.row.withdrawn_because}. Your text is safe here. "
                                 "Bring it back from the fold “withdrawn”, then save again"))
        return _form_page(seen.sight, form, seen.row, status=409)
    if form.sent():
        try:
            commands.change_entry(seen.row.id, form.seen_version, form.entry())
            return redirect(url_for(".entry", family_id=seen.family_id, entry_id=seen.row.id), 303)
        except RuleBroken as broken:
            form.show(broken)
        except Clash as clash:
            return _clash_page(seen.sight, form, clash)
    return _form_page(seen.sight, form, seen.row, status=422)


def _clash_page(sight: Sight, form: EntryForm, clash: Clash) -> ResponseReturnValue:
    """409: both texts side by side; the form below holds what can be put together by itself."""
    names = {person.id: person.short_name for person in form.choices.people.values()} | {
        row.id: row.body.words for row in form.early_signs}
    theirs, both = put_together(form, clash, names)
    return _form_page(sight, form, theirs, both, status=409)


def _small(seen: RecordSight, form: Form, title: str, save: str, *, names: tuple[str, ...] = (), note: str = "",
           status: int = 200, clash: Clash | None = None) -> ResponseReturnValue:
    """A small form about one entry, which stands above it in its own words."""
    journal = journal_of(seen.sight)
    return _draw("safety/journal_small.html", seen.sight, journal.people, status=status, form=form, title=title, save=save,
                 names=names, note=note, clash=clash, entry=entry_view(journal, seen.row),
                 words=title_of(seen.row, journal.people), back=url_for("journal.show", family_id=seen.family_id))


# What was withdrawn stands in its fold of the journal.
withdrawing(bp, "/<uuid:entry_id>", policy.may_change_live_entry, _small,
            lambda seen: redirect(url_for("journal.show", family_id=seen.family_id, _anchor="withdrawn"), 303))
bringing_back(bp, "/<uuid:entry_id>", policy.may_change_entry, _small,
              lambda seen: redirect(url_for("journal.show", family_id=seen.family_id), 303))


def _said(body: Any) -> str:
    """What an entry said first."""
    return str(body.went_to_plan or body.words)


@bp.get("/<uuid:entry_id>/versions")
@allow(policy.may_see_entry)
def versions(seen: RecordSight) -> ResponseReturnValue:
    """Every version of one entry, newest first, with what changed in each."""
    journal = journal_of(seen.sight, with_photos=False)
    hidden = "" if journal.sees_number(seen.row) else LABELS["number"]
    steps = [one._replace(changed=tuple(change for change in one.changed if change.label != hidden),
                          said=_said(one.version.body))
             for one in steps_of(seen.row.id, titles(journal))]
    return _draw("safety/journal_versions.html", seen.sight, journal.people, row=seen.row, steps=steps,
                 entry=entry_view(journal, seen.row), words=title_of(seen.row, journal.people), called=KINDS["journal"].called,
                 back=("the entry", url_for("journal.entry", family_id=seen.family_id, entry_id=seen.row.id)))


@bp.get("/photos/<uuid:photo_id>")
@allow(policy.may_see_photo)
def photo(seen: PhotoSight) -> ResponseReturnValue:
    """The photo itself: an image and nothing else, for this app's own pages, kept by no browser."""
    response = make_response(seen.data)
    response.headers["Content-Type"] = "image/jpeg"
    on = seen.seen.row.body.on
    response.headers["Content-Disposition"] = f'inline; filename="journal-{on.isoformat() if on else "page"}.jpg"'
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@bp.get("/photos/<uuid:photo_id>/erase")
@allow(policy.may_erase_photo)
def erase(seen: PhotoSight) -> ResponseReturnValue:
    """Before a photo is erased: what goes, what stays."""
    return _erase_page(seen, EraseForm())


@bp.post("/photos/<uuid:photo_id>/erase", endpoint="erase_post")
@allow(policy.may_erase_photo)
def erase_post(seen: PhotoSight) -> ResponseReturnValue:
    form = EraseForm()
    if form.sent():
        try:
            commands.erase_photo(seen.id, form.because.data or "", words_too=bool(form.words_too.data))
            response = redirect(url_for(".entry", family_id=seen.family_id, entry_id=seen.seen.row.id), 303)
            response.headers["Clear-Site-Data"] = '"cache"'
            return response
        except RuleBroken as broken:
            form.show(broken)
    return _erase_page(seen, form, status=422)


def _erase_page(seen: PhotoSight, form: EraseForm, status: int = 200) -> ResponseReturnValue:
    people = people_of(seen.family_id)
    return _draw("safety/journal_erase.html", seen.seen.sight, people, status=status, form=form, photo=seen,
                 entry=seen.seen.row, title=title_of(seen.seen.row, people))
