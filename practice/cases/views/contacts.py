"""A family begins with a contact; further contacts; closing and opening again."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from practice.cases import commands, policy, queries
from practice.cases.beside import closing_page
from practice.cases.forms import BeginForm, CloseForm, ContactForm, ReasonForm
from practice.cases.views import bp
from practice.cases.views.drawing import family_page, form_page
from practice.core import clock
from practice.core.access import allow
from practice.core.errors import Clash, RuleBroken
from practice.core.pages import page
from practice.families.queries import FamilyLine, Sight, families_of
from practice.families.search import Found, likely_same_each

CONTACT = ["received_on", "from_whom", "source_code", "their_words", "decision", "decided_because", "decided_by", "decided_on"]


@bp.get("/families/begin")
@allow(policy.may_open_families)
def begin() -> ResponseReturnValue:
    return _begin_page(BeginForm())


@bp.post("/families/begin")
@allow(policy.may_open_families)
def begin_family() -> ResponseReturnValue:
    """Show the likely same first; open the record when there are none, or when the person has looked at them."""
    form = BeginForm()
    if not form.sent():
        return _begin_page(form, status=422)
    people, families = _likely(form)
    if (people or families) and not form.sure.data:
        return _begin_page(form, status=422, people=people, families=families)
    try:
        family_id = commands.begin_family(form.name.data or "", form.called(), form.contact())
    except RuleBroken as broken:
        if broken.field == "born_on":
            broken.field = "children"
        form.show(broken)
        return _begin_page(form, status=422, people=people, families=families)
    return redirect(url_for("insight.story", family_id=family_id), 303)


def _begin_page(form: BeginForm, status: int = 200, people: list[Found] | None = None,
                families: list[FamilyLine] | None = None) -> ResponseReturnValue:
    return page("cases/begin.html", status=status, form=form, fields=CONTACT, people=people or [], families=families or [])


def _likely(form: BeginForm) -> tuple[list[Found], list[FamilyLine]]:
    """People and families on record that this could be, among what the asker may know of (A11)."""
    name = " ".join((form.name.data or "").split())
    found: dict[object, Found] = {}
    children = [(called if " " in called else f"{called} {name}", born_on) for called, born_on in form.called()]
    for people in likely_same_each(children, current_user.id):
        for person in people:
            found.setdefault((person.person_id, person.family_id), person)
    known = {person.family_id for person in found.values()}
    same = [line for line in families_of(current_user.id) if line.name.casefold() == name.casefold() and line.id not in known]
    return list(found.values())[:8], list({line.id: line for line in same}.values())[:5]


@bp.get("/families/<uuid:family_id>/contacts")
@allow(policy.may_read_contacts)
def contacts(sight: Sight) -> ResponseReturnValue:
    return family_page("cases/contacts.html", sight, here="insight.story", contacts=queries.contacts(sight.family_id))


@bp.get("/families/<uuid:family_id>/contacts/new")
@allow(policy.may_write_contact)
def new_contact(sight: Sight) -> ResponseReturnValue:
    return _contact_page(sight, ContactForm())


@bp.post("/families/<uuid:family_id>/contacts/new")
@allow(policy.may_write_contact)
def add_contact(sight: Sight) -> ResponseReturnValue:
    form = ContactForm()
    if form.sent():
        try:
            commands.add_contact(sight.family_id, form.contact())
            return redirect(_contacts(sight), 303)
        except RuleBroken as broken:
            form.show(broken)
    return _contact_page(sight, form, status=422)


def _contact_page(sight: Sight, form: ContactForm, status: int = 200) -> ResponseReturnValue:
    return form_page(sight, form, title="A further contact", fields=CONTACT, save="Save the contact", back=_contacts(sight),
                     here="insight.story", status=status)


def _contacts(sight: Sight) -> str:
    return url_for("cases.contacts", family_id=sight.family_id)


@bp.get("/families/<uuid:family_id>/contacts/close")
@allow(policy.may_close)
def close(sight: Sight) -> ResponseReturnValue:
    """A family with a plan is closed where its thread is looked at once more."""
    if elsewhere := closing_page(sight):
        return redirect(elsewhere, 303)
    form = CloseForm(data={"on": clock.today()})
    form.lock_version.data = str(sight.family.lock_version)
    return _close_page(sight, form)


@bp.post("/families/<uuid:family_id>/contacts/close")
@allow(policy.may_close)
def close_family(sight: Sight) -> ResponseReturnValue:
    if elsewhere := closing_page(sight):
        return redirect(elsewhere, 303)
    form = CloseForm()
    if form.sent():
        try:
            commands.close(sight.family_id, form.seen_version, form.because.data or "", form.on.data)
            return redirect(_contacts(sight), 303)
        except RuleBroken as broken:
            broken.field = {"closed_on": "on"}.get(broken.field, broken.field)
            form.show(broken)
        except Clash as clash:
            form.lock_version.data = str(clash.lock_version)
            return _close_page(sight, form, status=409, clash=clash)
    return _close_page(sight, form, status=422)


def _close_page(sight: Sight, form: CloseForm, status: int = 200, clash: Clash | None = None) -> ResponseReturnValue:
    return form_page(sight, form, title="Close this record", fields=["because", "on"], save="Close it", back=_contacts(sight),
                     intro="It stays readable for those who have a part. The reason stands with the contacts.",
                     here="insight.story", status=status, clash=clash)


@bp.get("/families/<uuid:family_id>/contacts/reopen")
@allow(policy.may_close)
def reopen(sight: Sight) -> ResponseReturnValue:
    form = ReasonForm()
    form.lock_version.data = str(sight.family.lock_version)
    return _reopen_page(sight, form)


@bp.post("/families/<uuid:family_id>/contacts/reopen")
@allow(policy.may_close)
def reopen_family(sight: Sight) -> ResponseReturnValue:
    form = ReasonForm()
    if form.sent():
        try:
            commands.reopen(sight.family_id, form.seen_version, form.because.data or "")
            return redirect(_contacts(sight), 303)
        except RuleBroken as broken:
            form.show(broken)
        except Clash as clash:
            form.lock_version.data = str(clash.lock_version)
            return _reopen_page(sight, form, status=409, clash=clash)
    return _reopen_page(sight, form, status=422)


def _reopen_page(sight: Sight, form: ReasonForm, status: int = 200, clash: Clash | None = None) -> ResponseReturnValue:
    return form_page(sight, form, title="Open this record again", fields=["because"], save="Open it again",
                     back=_contacts(sight), here="insight.story", status=status, clash=clash,
                     intro=f"It was closed because: {sight.family.closed_because}" if sight.family.closed_because else "")
