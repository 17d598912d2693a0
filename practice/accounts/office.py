"""The administrator's pages of this room: accounts, teams and agencies. No family is read here."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from practice.accounts import commands, policy, queries
from practice.accounts.forms import AccountForm, AgencyForm, TeamForm
from practice.accounts.models import Role, User
from practice.accounts.views import bp
from practice.core.access import allow
from practice.core.errors import RuleBroken
from practice.core.forms import Form
from practice.core.pages import page


@bp.get("/accounts")
@allow(policy.may_keep_accounts)
def people() -> ResponseReturnValue:
    return page("accounts/people.html", accounts=queries.accounts())


@bp.get("/accounts/new")
@allow(policy.may_keep_accounts)
def new_account() -> ResponseReturnValue:
    return _account_page(AccountForm(queries.agencies(), queries.teams()))


@bp.post("/accounts/new")
@allow(policy.may_keep_accounts)
def add_account() -> ResponseReturnValue:
    form = AccountForm(queries.agencies(), queries.teams())
    if form.sent():
        try:
            commands.add_user(form.login.data or "", form.name.data or "", form.job.data or "", Role(form.role.data),
                              form.agency_id.data, form.password.data or "", team_id=form.team_id.data,
                              phone=(form.phone.data or "").strip())
            return redirect(url_for(".people"), 303)
        except RuleBroken as broken:
            form.show(broken)
    return _account_page(form, status=422)


def _account_page(form: Form, status: int = 200) -> ResponseReturnValue:
    return _form_page(form, "Add an account", ["name", "job", "role", "agency_id", "team_id", "phone", "login", "password"],
                      "Add the account", url_for(".people"), status)


def _form_page(form: Form, title: str, fields: list[str], save: str, back: str, status: int) -> ResponseReturnValue:
    return page("accounts/form.html", status=status, form=form, title=title, fields=fields, save=save, back=back)


@bp.get("/accounts/<uuid:user_id>/switch-off")
@allow(policy.may_switch_off)
def leaver(user: User) -> ResponseReturnValue:
    return page("accounts/leaver.html", form=Form(), user=user)


@bp.post("/accounts/<uuid:user_id>/switch-off")
@allow(policy.may_switch_off)
def switch_off(user: User) -> ResponseReturnValue:
    commands.switch_off(user.id)
    return redirect(url_for(".people"), 303)


@bp.get("/teams")
@allow(policy.may_keep_accounts)
def teams() -> ResponseReturnValue:
    return page("accounts/teams.html", teams=queries.teams(), agencies=queries.agencies())


@bp.get("/teams/new")
@allow(policy.may_keep_accounts)
def new_team() -> ResponseReturnValue:
    return _team_page(TeamForm(queries.agencies()))


@bp.post("/teams/new")
@allow(policy.may_keep_accounts)
def add_team() -> ResponseReturnValue:
    form = TeamForm(queries.agencies())
    if form.sent():
        commands.add_team(form.name.data or "", form.agency_id.data)
        return redirect(url_for(".teams"), 303)
    return _team_page(form, status=422)


def _team_page(form: Form, status: int = 200) -> ResponseReturnValue:
    return _form_page(form, "Add a team", ["name", "agency_id"], "Add the team", url_for(".teams"), status)


@bp.get("/agencies/new")
@allow(policy.may_keep_accounts)
def new_agency() -> ResponseReturnValue:
    return _agency_page(AgencyForm())


@bp.post("/agencies/new")
@allow(policy.may_keep_accounts)
def add_agency() -> ResponseReturnValue:
    form = AgencyForm()
    if form.sent():
        commands.add_agency(form.name.data or "")
        return redirect(url_for(".teams"), 303)
    return _agency_page(form, status=422)


def _agency_page(form: Form, status: int = 200) -> ResponseReturnValue:
    return _form_page(form, "Add an agency", ["name"], "Add the agency", url_for(".teams"), status)
