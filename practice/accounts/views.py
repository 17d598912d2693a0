"""Signing in and out."""

from urllib.parse import urlsplit

from flask import Blueprint, current_app, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from practice.accounts import commands, queries, sessions
from practice.accounts.forms import SignInForm
from practice.accounts.passwords import fits
from practice.core.access import allow, anyone, signed_in
from practice.core.pages import page
from practice.settings import Mode

bp = Blueprint("accounts", __name__)
WRONG = "That name and password do not go together. Try again, or ask your administrator for a new password"


@bp.route("/sign-in", methods=["GET", "POST"])
@allow(anyone)
def sign_in() -> ResponseReturnValue:
    form = SignInForm()
    target = _own_path(request.values.get("next", ""))
    if form.sent():
        login, address = form.login.data or "", request.remote_addr or ""
        if queries.too_many_attempts(login, address):
            form.form_errors = ["Too many tries for now. Wait 15 minutes, or ask your administrator"]
            return page("accounts/sign_in.html", status=429, form=form, next=target, people=_shown())
        user = queries.by_login(login)
        if fits(user.password_hash if user and user.is_active_account else None, form.password.data or "") and user:
            if user.is_demonstration and current_app.extensions["settings"].mode is Mode.PRODUCTION:
                form.form_errors = [WRONG]
                return page("accounts/sign_in.html", status=422, form=form, next=target, people=[])
            sessions.begin(user)
            return redirect(target or "/", 303)
        commands.note_failure(login, address)
        form.form_errors = [WRONG]
    status = 422 if request.method == "POST" else 200
    return page("accounts/sign_in.html", status=status, form=form, next=target, people=_shown())


@bp.post("/sign-out")
@allow(signed_in)
def sign_out() -> ResponseReturnValue:
    sessions.end(current_user)
    response = make_response(redirect(url_for(".sign_in"), 303))
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def _own_path(target: str) -> str:
    """Only a path of this app: never an address that leads away, nor one that is none."""
    try:
        leads_away = bool(urlsplit(target).netloc)
    except ValueError:
        return ""
    fine = target.startswith("/") and not target.startswith("//") and not leads_away and "\\" not in target
    return target if fine else ""


def _shown() -> list[tuple[str, str, str, str]]:
    """The invented people, shown on the sign-in page in demonstration mode only."""
    return queries.demonstration_people() if current_app.extensions["settings"].mode is Mode.DEMONSTRATION else []
