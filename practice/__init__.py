"""Common Ground: family case work in the Signs of Safety style. create_app wires the rooms, nothing else."""

import logging
import sys
from typing import Any, cast

from flask import Flask, Response, send_file
from flask_alembic import Alembic
from flask_compress import Compress
from flask_wtf.csrf import CSRFProtect
from pydantic import ValidationError
from werkzeug.middleware.proxy_fix import ProxyFix

from practice import (
    access,
    accounts,
    cases,
    core,
    demo,
    discussions,
    documents,
    families,
    guidance,
    insight,
    mapping,
    records,
    safety,
)
from practice.core import access as core_access
from practice.core import clock, errors, headers, pages
from practice.core.access import allow, anyone
from practice.core.db import Base, db, safety_of
from practice.settings import ROOT, Mode, Settings

log = logging.getLogger("practice")
csrf = CSRFProtect()


def create_app(settings: Settings | None = None) -> Flask:
    """The app: settings, extensions, rooms, error pages, in that order."""
    try:
        settings = settings or Settings()
    except ValidationError as problem:
        sys.exit("\n".join(str(error["ctx"]["error"]) if "ctx" in error else error["msg"] for error in problem.errors()))
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.extensions["settings"] = settings
    if settings.proxies:  # else everybody comes from the proxy's address, and ten wrong passwords would keep their owner out
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=0, x_host=0)  # type: ignore[method-assign]
    app.extensions["make_app"] = create_app  # for the command that makes docs/access.md on an app of its own
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.public_url.startswith("https://"),
        SESSION_COOKIE_NAME="__Host-cg" if settings.public_url.startswith("https://") else "cg",
        HTTPS_ONLY=settings.public_url.startswith("https://"),
        WTF_CSRF_TIME_LIMIT=None,  # the token lives as long as the session: a form left open over lunch still works
        WTF_CSRF_SSL_STRICT=False,
        MAX_CONTENT_LENGTH=4 * 1024 * 1024,  # on purpose (B25): a long narrative is far below, a flood far above
        MAX_FORM_MEMORY_SIZE=3 * 1024 * 1024,
        MAX_FORM_PARTS=4000,
        COMPRESS_ALGORITHM=["gzip"],  # phones of every age read it; the token in a page is masked anew each time
        COMPRESS_MIMETYPES=["text/html", "text/css", "text/javascript", "image/svg+xml"],
        PROPAGATE_BUGS=settings.mode is Mode.TEST,
        ALEMBIC={"script_location": str(ROOT / "migrations"), "version_locations": [str(ROOT / "migrations" / "versions")]},
    )
    clock.hold_day(settings.demo_day if settings.mode is Mode.DEMONSTRATION else None)
    db.init_app(app, settings.database_url)
    Alembic(app, metadatas=Base.metadata, engines=app.extensions["engine"], run_mkdir=False)
    csrf.init_app(app)
    Compress(app)
    app.after_request(_whole)  # runs before the compressing: the last one put in is the first to run
    pages.install(app)
    headers.install(app)
    app.add_url_rule("/assets/htmx.js", "htmx", _htmx)
    app.view_functions["static"] = allow(anyone)(cast("Any", app.view_functions["static"]))
    for room in (core, accounts, access, families, cases, records, mapping, safety, discussions, documents, insight, guidance,
                 demo):
        if (install := getattr(room, "install", None)) is not None:
            install(app)
    errors.install(app)
    core_access.check_routes(app)
    log.info("%s", safety_of(app.extensions["engine"]))
    return app


def _whole(response: Response) -> Response:
    """Read our small static files at once and close them: compressed as a stream they would stay open."""
    if response.status_code == 200 and response.is_streamed and (response.mimetype or "").startswith(("text/", "image/svg")):
        response.direct_passthrough = False
        response.make_sequence()
    return response


@allow(anyone)
def _htmx() -> Response:
    """The htmx file of the installed wheel."""
    return send_file(pages.htmx_file(), mimetype="text/javascript", conditional=True)
