"""The four exceptions that carry meaning, and the pages that show them. All else is a bug: 500 with a reference number."""

import logging
import secrets

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException

from practice.core.pages import page
from practice.core.wording import without_signs

log = logging.getLogger("practice")


class NotKnown(Exception):
    """404: it is absent, or it is not yours to know of. The answer is the same."""


class Refused(Exception):
    """403: you may know of it, not do this. REASON says whom to ask."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class RuleBroken(Exception):
    """422: a rule of practice or of shape; belongs beside FIELD ('' is the form as a whole)."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


class Clash(Exception):
    """409: someone else saved first. WHAT says which thing, BY who, AT when; the view shows both texts."""

    def __init__(self, by: str, at: str, theirs: object = None, lock_version: int = 0) -> None:
        super().__init__("someone saved first")
        self.by, self.at, self.theirs, self.lock_version = by, at, theirs, lock_version


class AlreadySent(Exception):
    """The same form arrived twice: nothing is done again, and the person is shown the first result."""

    def __init__(self, location: str) -> None:
        super().__init__("already sent")
        self.location = location


def install(app: Flask) -> None:
    """Register the error pages. None says more than its reader may know."""
    @app.errorhandler(AlreadySent)
    def already_sent(error: AlreadySent) -> ResponseReturnValue:
        return redirect(error.location or "/", 303)

    @app.errorhandler(NotKnown)
    @app.errorhandler(404)
    def not_known(_: Exception) -> ResponseReturnValue:
        return page("errors/not_known.html", status=404, typed=typed_words())

    @app.errorhandler(Refused)
    def refused(error: Refused) -> ResponseReturnValue:
        return page("errors/refused.html", status=403, reason=error.reason, typed=typed_words())

    @app.errorhandler(RuleBroken)
    def broken(error: RuleBroken) -> ResponseReturnValue:
        return page("errors/broken.html", status=422, message=error.message)

    @app.errorhandler(CSRFError)
    def forged(_: CSRFError) -> ResponseReturnValue:
        # The token went with the session: whoever is signed out is told that, and not to send it again.
        if not current_user.is_authenticated and request.endpoint != "accounts.sign_in":
            return page("errors/signed_out.html", status=401, typed=typed_words())
        return page("errors/again.html", status=400, typed=typed_words())

    @app.errorhandler(413)
    def too_long(_: Exception) -> ResponseReturnValue:
        return page("errors/too_long.html", status=413)

    @app.errorhandler(HTTPException)
    def other(error: HTTPException) -> ResponseReturnValue:
        return page("errors/other.html", status=error.code or 500, message=error.description)

    @app.errorhandler(IntegrityError)
    def at_once(error: IntegrityError) -> ResponseReturnValue:
        """Somebody else took the same name, place or number between the look and the save: the person is told, and saves again."""
        if request.method != "POST" or not is_at_once(error):
            return bug(error)
        log.error("two at the same moment, at %s", request.endpoint)  # where it comes again and again it is a bug
        return page("errors/at_once.html", status=409, typed=typed_words())

    @app.errorhandler(OperationalError)
    def database(error: OperationalError) -> ResponseReturnValue:
        """A full disk is no bug: the person is told what became of their words, and whom to tell. Nor are two who waited for each
        other, of whom PostgreSQL let one go."""
        if request.method == "POST" and getattr(error.orig, "sqlstate", "") == "40P01":
            return page("errors/at_once.html", status=409, typed=typed_words())
        if not is_disk_full(error):
            return bug(error)
        log.error("the disk is full: nothing can be saved")
        return page("errors/full.html", status=507, sent=request.method == "POST", typed=typed_words())

    @app.errorhandler(Exception)
    def bug(error: Exception) -> ResponseReturnValue:
        reference = secrets.token_hex(4)
        # The traceback may hold words of a case in its values; only types and places are logged.
        trace, frames = error.__traceback__, []
        while trace is not None:
            frames.append(f"{trace.tb_frame.f_code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno}")
            trace = trace.tb_next
        log.error("bug %s %s at %s on %s %s", reference, type(error).__name__, " < ".join(frames[-6:]),
                  request.method, request.endpoint)
        if app.config.get("PROPAGATE_BUGS"):
            raise error
        return page("errors/bug.html", status=500, reference=reference)


def is_at_once(error: DBAPIError) -> bool:
    """Does something stand already that may stand once? PostgreSQL says it with a code, SQLite with a name."""
    return (getattr(error.orig, "sqlstate", "") == "23505"
            or getattr(error.orig, "sqlite_errorname", "") in {"SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"})


def is_disk_full(error: OperationalError) -> bool:
    """Had the database no room to write? PostgreSQL says it with a code, SQLite in words."""
    return getattr(error.orig, "sqlstate", "") == "53100" or "disk is full" in str(error.orig)


def typed_words() -> list[tuple[str, str]]:
    """What the person had typed, so that a form refused for its age loses nothing."""
    hidden = {"csrf_token", "submission_key", "lock_version", "password"}
    return [(name, without_signs(value)) for name, value in request.form.items() if name not in hidden and len(value) > 2]
