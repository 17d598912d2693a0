"""The one place that keeps a turned screen shut: before any view, and before the token of a form is looked at.

No statement of its own: the state came with the session (accounts/sessions.py).
"""

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from practice.accounts.sessions import Turned
from practice.core.pages import page

FILES = frozenset({"static", "htmx"})
ON_A_TURNED_SCREEN = frozenset({"turned.screen", "turned.back", "accounts.sign_out"})


def screen_url(turned: Turned, kind: str = "") -> str:
    """The address of what the screen is turned for."""
    return url_for("turned.screen", family_id=turned.family, kind=kind or turned.kinds[0])


def only_what_is_turned() -> ResponseReturnValue | None:
    """None lets the request through. Every other address, known or not, leads to the turned page; nothing is saved."""
    if request.endpoint in FILES:
        return None
    turned: Turned | None = getattr(current_user, "turned", None)
    if turned is None:
        return None
    if request.endpoint in ON_A_TURNED_SCREEN and not _is_another_screen(turned):
        return None
    if request.method not in {"GET", "HEAD"}:
        return page("turned/only.html", status=403, turned=turned, back=screen_url(turned))
    answer = redirect(screen_url(turned), 303)
    if request.headers.get("HX-Request"):  # htmx would follow it and put the page into a corner of another
        answer.status_code = 204
        answer.headers["HX-Redirect"] = screen_url(turned)
    return answer


def _is_another_screen(turned: Turned) -> bool:
    asked = request.view_args or {}
    return request.endpoint == "turned.screen" and (asked["family_id"] != turned.family or asked["kind"] not in turned.kinds)


def install(app: Flask) -> None:
    """First of all: a form that is refused for its token would otherwise answer with a page of the worker's."""
    app.before_request_funcs.setdefault(None, []).insert(0, only_what_is_turned)
