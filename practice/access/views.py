"""Agreements with other agencies: the list, a new one, and renewing one with its reason. No family is read here."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from practice.access import commands, policy, queries
from practice.access.forms import WORDS, AgreementForm, RenewForm
from practice.access.models import Agreement, Information
from practice.access.policy import AgreementSight
from practice.accounts.models import Role
from practice.accounts.queries import agencies
from practice.core import clock, dates
from practice.core.access import allow
from practice.core.errors import RuleBroken
from practice.core.forms import Form
from practice.core.pages import page

bp = Blueprint("access", __name__)
WARN = 30  # days before its end


@bp.get("/agreements")
@allow(policy.may_see_agreements)
def agreements() -> ResponseReturnValue:
    lines = [(agreement, agency, _kinds(agreement), _state(agreement)) for agreement, agency in queries.agreements(clock.today())]
    return page("access/agreements.html", lines=lines, may_add=current_user.role is Role.ADMINISTRATOR)


def _kinds(agreement: Agreement) -> str:
    return ", ".join(WORDS[Information(word)].lower() for word in agreement.kinds.split())


def _state(agreement: Agreement) -> str:
    """'' while there is time; else how soon it ends, or that it ended and its parts with it."""
    left = (agreement.to_on - clock.today()).days
    if left < 0:
        return "Ended. Every part that rests on it has stopped."
    if left <= WARN:
        when = "today" if left == 0 else "tomorrow" if left == 1 else f"in {left} days"
        return f"Ends {when}. Then every part that rests on it stops."
    return ""


@bp.get("/agreements/new")
@allow(policy.may_add_agreements)
def new_agreement() -> ResponseReturnValue:
    return _new_page(AgreementForm(agencies()))


@bp.post("/agreements/new")
@allow(policy.may_add_agreements)
def add_agreement() -> ResponseReturnValue:
    form = AgreementForm(agencies())
    if form.sent():
        try:
            commands.make_agreement(form.agency_id.data, form.purpose.data or "", form.lawful_basis.data or "",
                                    form.kinds.data or [], form.from_on.data, form.to_on.data)
            return redirect(url_for(".agreements"), 303)
        except RuleBroken as broken:
            form.show(broken)
    return _new_page(form, status=422)


def _new_page(form: Form, status: int = 200) -> ResponseReturnValue:
    return page("accounts/form.html", status=status, form=form, title="Add an agreement", save="Add the agreement",
                fields=["agency_id", "purpose", "lawful_basis", "kinds", "from_on", "to_on"], back=url_for(".agreements"))


@bp.get("/agreements/<uuid:agreement_id>/renew")
@allow(policy.may_renew)
def renew(seen: AgreementSight) -> ResponseReturnValue:
    return _renew_page(seen, RenewForm())


@bp.post("/agreements/<uuid:agreement_id>/renew")
@allow(policy.may_renew)
def renew_agreement(seen: AgreementSight) -> ResponseReturnValue:
    form = RenewForm()
    if form.sent():
        try:
            commands.renew_agreement(seen.agreement.id, form.to_on.data, form.because.data or "")
            return redirect(url_for(".agreements"), 303)
        except RuleBroken as broken:
            form.show(broken)
    return _renew_page(seen, form, status=422)


def _renew_page(seen: AgreementSight, form: Form, status: int = 200) -> ResponseReturnValue:
    return page("accounts/form.html", status=status, form=form, title=f"Renew the agreement with {seen.agency}",
                intro=f"{seen.agreement.purpose}. It ends on {dates.day(seen.agreement.to_on)}.", fields=["to_on", "because"],
                save="Renew it", back=url_for(".agreements"))
