"""allow(): every route declares who may use it, and every look at a family is recorded.

The rule gets the URL's arguments, loads the thing or refuses, and the view gets what the rule returned and nothing else.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from practice.core import audit, clock
from practice.core.db import Submission, db
from practice.core.errors import AlreadySent, NotKnown, typed_words
from practice.core.pages import page

P = ParamSpec("P")
T = TypeVar("T")

SENT_BEFORE = select(Submission.location, Submission.user_id)


def anyone() -> None:
    """The route is open to people who are not signed in."""


def signed_in() -> None:
    """The route is open to everyone who is signed in."""


def allow(rule: Callable[..., T]) -> Callable[[Callable[..., ResponseReturnValue]], Callable[..., ResponseReturnValue]]:
    """Declare who may use a route. RULE raises NotKnown or Refused, or returns what the view is called with.

    A rule that returns None (anyone, signed_in) leaves the view its URL arguments.
    """

    def decorate(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
        @wraps(view)
        def guarded(**arguments: Any) -> ResponseReturnValue:
            if rule is not anyone and not current_user.is_authenticated:
                return _to_sign_in()
            thing = rule(**arguments) if rule not in (anyone, signed_in) else None
            if request.method in {"GET", "HEAD"}:
                if (family_id := getattr(thing, "family_id", None)) is not None:
                    audit.look(request.endpoint or "", family_id, getattr(thing, "about_id", None))
                return view(thing) if thing is not None else view(**arguments)
            return _once(lambda: view(thing) if thing is not None else view(**arguments))

        guarded.rule = rule  # type: ignore[attr-defined]  # read by create_app and tests/house
        return guarded

    return decorate


def _to_sign_in() -> ResponseReturnValue:
    if request.method in {"GET", "HEAD"}:
        target = url_for("accounts.sign_in", next=request.full_path.rstrip("?"))
    else:
        # What was typed must not be lost with the session: the page shows it and offers to copy it.
        return page("errors/signed_out.html", status=401, typed=typed_words())
    if request.headers.get("HX-Request"):
        response = make_response("", 401)
        response.headers["HX-Redirect"] = target
        return response
    return redirect(target, 303)


def _once(answer: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
    """Answer a POST once: its key goes into the command's own transaction, its location after it."""
    key = request.form.get("submission_key", "")[:64]
    if not key:
        return answer()
    actor = audit.actor()
    found = db.session.execute(SENT_BEFORE.where(Submission.key == key)).first()
    if found is not None:
        if found.user_id != actor:
            raise NotKnown
        raise AlreadySent(found.location or _back())

    def claim() -> None:
        try:
            with db.session.begin_nested():
                db.session.execute(insert(Submission).values(key=key, user_id=actor, sent_at=clock.now(),
                                                             location=_back()))
        except IntegrityError:
            raise AlreadySent(_back()) from None
        g.claimed = True
        g.pop("claim_submission", None)

    g.claim_submission = claim
    response = current_app.make_response(answer())
    g.pop("claim_submission", None)
    if g.get("claimed") and (response.status_code == 303):
        session = db.session
        session.commit()
        session.connection(execution_options={"writes": True})
        session.execute(update(Submission).where(Submission.key == key).values(location=response.location))
        session.commit()
    return response


def _back() -> str:
    """The page that the form stood on, as a path of this app: where to show what was saved the first time."""
    try:
        referrer = urlsplit(request.referrer or "")
    except ValueError:  # a browser sends none like that
        return "/"
    own = referrer.netloc == request.host
    return (referrer.path + (f"?{referrer.query}" if referrer.query else "")) if own and referrer.path else "/"


def check_routes(app: Flask) -> None:
    """Refuse to start on a route that declares no rule: a forgotten decorator is a locked door."""
    for route in app.url_map.iter_rules():
        if not hasattr(app.view_functions[route.endpoint], "rule"):
            raise RuntimeError(f"{route.rule} ({route.endpoint}) does not say who may use it: add @allow(...)")


def download(data: bytes, name: str, mimetype: str) -> Response:
    """A file to keep, never shown inside the app's own pages."""
    response = make_response(data)
    response.headers["Content-Type"] = mimetype
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
