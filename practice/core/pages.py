"""Pages and their pieces: one template, and the view names the block that htmx may ask for."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from flask import Flask, Response, current_app, make_response, render_template, request, url_for
from jinja2_fragments.flask import render_block

from practice.core import clock, dates
from practice.core.wording import flat
from practice.settings import Mode, Settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a long list: its NUMBER from 1, and how many lines stand on it. No list ends without saying so."""

    number: int
    size: int

    @property
    def window(self) -> dict[str, int]:
        """What the statement reads: MOST lines, one more than stand here, after SKIP."""
        return {"most": self.size + 1, "skip": (self.number - 1) * self.size}

    def cut(self, lines: Sequence[T]) -> tuple[list[T], bool]:
        """(the lines that stand here, is there a page after it) of what the window held."""
        return list(lines[:self.size]), len(lines) > self.size


def leaf(size: int) -> Leaf:
    """The page that ?page= asks for; what is no number is the first one."""
    figures = request.args.get("page", "1")
    return Leaf(max(int(figures), 1) if figures.isascii() and figures.isdigit() and len(figures) <= 4 else 1, size)


def asked_for(block: str) -> bool:
    """Did htmx ask for BLOCK's place? htmx 4 sends 'section#actions', htmx 2 'actions'."""
    return request.headers.get("HX-Target", "").rpartition("#")[2] == block


def page(template: str, *, block: str | None = None, status: int = 200, **context: Any) -> Response:
    """Render the page, or only BLOCK of it when htmx asked for that block's place."""
    if block and asked_for(block):
        body = render_block(template, block, **context)
    else:
        body = render_template(template, **context)
    response = make_response(body, status)
    response.headers.add("Vary", "HX-Request, HX-Target")
    return response


def piece(template: str, block: str, *, status: int = 200, **context: Any) -> Response:
    """Render one block of a template; BLOCK is chosen by the view, never by the request."""
    response = make_response(render_block(template, block, **context), status)
    response.headers.add("Vary", "HX-Request, HX-Target")
    return response


@lru_cache
def htmx_file() -> Path:
    """htmx comes out of the wheel django-htmx, installed for its files only; nothing of it is committed."""
    found = find_spec("django_htmx")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("htmx is missing: run ./run install")
    return Path(found.submodule_search_locations[0]) / "static" / "django_htmx" / "htmx-2.min.js"


@lru_cache
def _mark(path: str) -> str:
    """Ten characters of a file's content. Files change with a release, and a release starts the app anew."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:10]


@lru_cache
def _own_address(folder: str, root: str, name: str) -> str:
    return f"{root}/static/{name}?v={_mark(f'{folder}/{name}')}"


def asset(name: str) -> str:
    """The address of an own static file, with a mark of its content, so that it may be kept for ever."""
    return _own_address(current_app.static_folder or "", request.script_root, name)


def htmx_url() -> str:
    return url_for("htmx", v=_mark(str(htmx_file())))


NO_FAMILY = UUID(int=0)


def family_url(endpoint: str, family_id: UUID) -> str:
    """The address of a page of a family that takes nothing else. A page names some twenty of them, and asking the map of
    addresses for each takes ten times as long."""
    return _family_url(endpoint, request.script_root).replace(str(NO_FAMILY), str(family_id), 1)


@lru_cache(256)
def _family_url(endpoint: str, _root: str) -> str:
    return url_for(endpoint, family_id=NO_FAMILY)


MAIN_NAV = (("My families", "insight.home"), ("Find", "families.find"), ("Discussions", "discussions.mine"),
            ("Guidance", "guidance.index"))


def main_nav() -> list[tuple[str, str, bool]]:
    """(label, address, is here) of the header, for the rooms that are there."""
    return [(label, url_for(endpoint), request.endpoint == endpoint) for label, endpoint in MAIN_NAV
            if endpoint in current_app.view_functions]


def demonstration_day() -> str:
    """'Tuesday 24 November 2026' where the app lives on its own day with invented families, else ''."""
    settings: Settings = current_app.extensions["settings"]
    return dates.full_day(clock.today()) if settings.mode is Mode.DEMONSTRATION else ""


def install(app: Flask) -> None:
    """Filters and globals of every template."""
    app.jinja_env.globals.update(asset=asset, htmx_url=htmx_url, main_nav=main_nav, demonstration_day=demonstration_day,
                                 flat_errors=lambda field: flat(field.errors))
    app.jinja_env.filters.update(day=dates.day, short_day=dates.short_day, long_day=dates.long_day,
                                 full_day=dates.full_day, time_of=dates.time_of, moment=dates.moment)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
