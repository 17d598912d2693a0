"""`flask document KIND REFERENCE --for PERSON --format standard|large-print --out FILE`, for every kind of paper.

An empty form needs no --for: it is for nobody, and holds the family's name only with --named.

Ends with 0 when the file was made, 2 for a wrong call, 3 when a protection refused it (and says where).
"""

import contextlib
import sys
from pathlib import Path
from typing import NoReturn
from uuid import UUID

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import Engine

from practice.accounts.queries import by_login
from practice.core import audit
from practice.core.cli import seal_all
from practice.core.db import db
from practice.core.errors import Refused
from practice.documents import queries, sheet
from practice.documents.kinds_of_paper import PAPER_KINDS, PaperKind, for_reader
from practice.documents.making import make_ready
from practice.documents.material import gather
from practice.documents.policy import check_may_make
from practice.documents.render import RendererFailed, press
from practice.documents.views import issue
from practice.families.queries import People, PersonRow, Sight, family_by_reference, people_of, sight_of
from practice.settings import Mode, Settings

WRONG, REFUSED = 2, 3


@click.command("document")
@click.argument("kind", type=click.Choice(list(PAPER_KINDS)))
@click.argument("reference")
@click.option("--for", "reader_name", default="", help="Name or id of the person who will read it. An empty form needs none.")
@click.option("--format", "form", type=click.Choice(list(sheet.FORMS)), default="standard", show_default=True)
@click.option("--out", "out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="File to write.")
@click.option("--as", "login", default="", help="Sign-in name of who makes it. In demonstration mode: the family’s lead.")
@click.option("--named", is_flag=True, help="Print the family’s name on an empty form.")
@click.option("--draft", is_flag=True, help="Print the words as they stand, marked as a draft.")
@with_appcontext
def document(*, kind: str, reference: str, reader_name: str, form: str, out: Path, login: str, named: bool,  # noqa: PLR0913
             draft: bool) -> None:
    """Make one paper for one reader, or an empty form."""
    if for_reader(kind) is not None and not reader_name:
        _end(WRONG, "Say who will read it: --for PERSON.")
    family_id = family_by_reference(reference)
    if family_id is None:
        _end(WRONG, f"There is no family {reference}.")
    people = people_of(family_id)
    sight = _sight(family_id, people, login)
    if sight is None:
        _end(WRONG, f"There is no family {reference}.")  # absent or not theirs to know of: the answer is the same
    with audit.acting_as(sight.user_id):
        audit.look("flask document", family_id)
        if for_reader(kind) is None:
            _blank(PAPER_KINDS[kind], sight.family.name if named else "", form, out)
            return
        try:
            check_may_make(sight)
        except Refused as refused:
            _end(REFUSED, refused.reason)
        reader = _reader(people, reader_name)
        material = gather(sight, reader.id, kind, draft=draft)
        assert material is not None
        if material.is_draft and not draft:
            _end(WRONG, "Nothing is agreed yet. Add --draft to print the words as they stand, marked as a draft.")
        ready = make_ready(material, form)
        if ready.stops:
            _end(REFUSED, f"Stopped: this must not reach {reader.name}.", *(
                f"A protected {stop.what} stands in: {stop.where}." for stop in ready.stops))
        if ready.is_empty:
            _end(REFUSED, ready.why_not)
        try:
            paper_id = issue(ready)
        except RendererFailed as problem:
            _end(1, str(problem))
        paper = queries.stored(family_id, paper_id)
        assert paper is not None
    _write(out, paper.data)
    _seal()
    click.echo(f"{out}: {paper.pages} pages for {reader.name}, check code {ready.code}, sha256 {paper.sha256}")


def _blank(kind: PaperKind, family: str, form: str, out: Path) -> None:
    assert kind.blank is not None
    try:
        made = sheet.printed(kind.blank(family, form), press)
    except RendererFailed as problem:
        _end(1, str(problem))
    _write(out, made.data)
    _seal()
    click.echo(f"{out}: {made.pages} pages, to fill in by hand")


def _write(out: Path, data: bytes) -> None:
    """All of it or nothing: a file that could not be written whole is not left behind."""
    half = out.with_name(f".{out.name}.half")
    try:
        half.write_bytes(data)
        half.replace(out)
    except OSError as problem:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)
        _end(WRONG, f"Could not write {out}: {problem.strerror}.")


def _sight(family_id: UUID, people: People, login: str) -> Sight | None:
    settings: Settings = current_app.extensions["settings"]
    if login:
        user = by_login(login)
        if user is None or not user.is_active_account:
            _end(WRONG, f"Nobody signs in as {login}.")
        return sight_of(family_id, user.id)
    if settings.mode is Mode.PRODUCTION:
        _end(WRONG, "Say who makes it: --as USER.")
    lead = people.lead
    if lead is None or lead.user_id is None:
        _end(WRONG, "This family has no lead who signs in. Say who makes it: --as USER.")
    return sight_of(family_id, lead.user_id)


def _reader(people: People, asked: str) -> PersonRow:
    """The one person of that name or id. Names may be said in part; two that fit are listed."""
    words = asked.casefold().strip()
    for fits in (lambda person: str(person.id) == words,
                 lambda person: person.name.casefold() == words,
                 lambda person: person.short_name.casefold() == words,
                 lambda person: words in person.name.casefold()):
        found = [person for person in people.values() if fits(person)]
        if len(found) == 1:
            return found[0]
        if found:
            _end(WRONG, f"{asked} fits more than one person:", *(f"{person.id}  {person.name}, {person.described}"
                                                                 for person in found))
    return _end(WRONG, f"Nobody in this family’s record is called {asked}.")


def _seal() -> None:
    engine: Engine = current_app.extensions["engine"]
    db.close()
    seal_all(engine)


def _end(code: int, *lines: str) -> NoReturn:
    for line in lines:
        click.echo(line, err=True)
    if code != WRONG:
        _seal()
    sys.exit(code)
