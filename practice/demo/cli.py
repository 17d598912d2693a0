"""`flask demo` loads the worked cases, `flask demo-people` prints who can sign in to them."""

import sys
from typing import NoReturn
from uuid import UUID

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import Engine, select

from practice.accounts.queries import demonstration_people
from practice.core.cli import seal_all
from practice.core.db import command, db
from practice.demo import harbour, lantern, orchard, team_meeting
from practice.demo.people import PASSWORD, make_cast
from practice.demo.replay import replay
from practice.families.models import Family
from practice.settings import Mode, Settings


@click.command("demo")
@click.option("--if-empty", is_flag=True, help="Do nothing, without complaint, where there are families already.")
@with_appcontext
def demo(if_empty: bool) -> None:
    """Load the three worked cases; prints each family's reference and name."""
    _refuse_production()
    if db.session.scalar(select(Family.id).limit(1)) is not None:
        if if_empty:
            return
        _stop("There are families in this database already. The demonstration loads into an empty one only: "
                 "give another DATABASE_URL, or use --if-empty to leave it as it is.")
    load()
    engine: Engine = current_app.extensions["engine"]
    db.close()
    seal_all(engine)
    for reference, name in references():
        click.echo(f"{reference}\t{name}")


@click.command("demo-people")
@with_appcontext
def demo_people() -> None:
    """Print the demonstration sign-ins."""
    _refuse_production()
    people = demonstration_people()
    if not people:
        _stop("There are no demonstration people in this database. Load them with: flask demo")
    rows = [("Sign-in", "Name", "Job", "Agency"), *people]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        click.echo("  ".join((*(row[column].ljust(widths[column]) for column in range(3)), row[3])))
    click.echo(f"Everyone’s password is: {PASSWORD}")


@command
def load() -> None:
    """Live through the three cases in one transaction: after a failure the database is as empty as before."""
    cast = make_cast()
    known: dict[str, UUID] = {}
    team_meeting.make(*(replay(case.DAYS, cast, known) for case in (orchard, harbour, lantern)))


def references() -> list[tuple[str, str]]:
    """(reference, name) of every family, in the order in which they came."""
    return [(line.reference, line.name) for line in db.session.execute(
        select(Family.reference, Family.name).order_by(Family.opened_on, Family.id))]


def _refuse_production() -> None:
    settings: Settings = current_app.extensions["settings"]
    if settings.mode is Mode.PRODUCTION:
        _stop("The demonstration holds invented people with a password that everyone knows. It is not loaded where "
                 "MODE is production: real families belong there.")


def _stop(sentence: str) -> NoReturn:
    """End with 1 and a sentence on stderr: stdout holds references alone."""
    click.echo(sentence, err=True)
    sys.exit(1)
