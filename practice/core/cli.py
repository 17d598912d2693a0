"""Commands of the audit trail: `flask audit verify` and `flask audit seal`."""

import logging
import sys
import time
from datetime import date
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import Engine

from practice.core import clock, seal
from practice.core.db import safety_of
from practice.settings import Settings

log = logging.getLogger("practice")
EVERY_SECONDS = 30.0

@click.command("database")
def database() -> None:
    """Say how the database keeps what it acknowledged; ends with 1 where SQLite is not opened safely (B9)."""
    try:
        click.echo(safety_of(_engine()))
    except RuntimeError as problem:
        click.echo(str(problem), err=True)
        sys.exit(1)


audit = AppGroup("audit", help="The audit trail: seal it, and check that nothing in it was changed.")


@audit.command("verify")
def verify() -> None:
    """Recompute every seal from the entries. Ends with 1 and the faults in words when something is not as it was."""
    verdict = seal.verify(_engine(), _anchor())
    click.echo(f"{verdict.sealed} events sealed in {verdict.head_no} seals, {verdict.waiting} waiting for the next one.")
    if verdict.head_no:
        click.echo(f"Head {verdict.head_no} {verdict.head}")
    for fault in verdict.faults:
        click.echo(f"Fault: {fault}.", err=True)
    if verdict.faults:
        sys.exit(1)
    click.echo("Nothing was changed.")


@audit.command("seal")
@click.option("--forever", is_flag=True, help="Seal every 30 seconds, and write the anchor once a day.")
def seal_now(forever: bool) -> None:
    """Seal what waits."""
    if forever:
        seal_for_ever()
    click.echo(f"{seal_all(_engine())} events sealed.")


def seal_all(engine: Engine) -> int:
    """Seal everything that waits; returns how many events. Commands call it before they end."""
    total = 0
    while count := seal.seal_once(engine):
        total += count
    return total


def seal_for_ever(rounds: int | None = None, pause: float = EVERY_SECONDS) -> None:
    """Seal every PAUSE seconds, for ever or ROUNDS times, and append the head to the anchor file once a day."""
    engine, anchored, done = _engine(), date.min, 0
    while rounds is None or done < rounds:
        try:
            seal_all(engine)
            if (file := _anchor()) is not None and anchored != clock.today():
                seal.write_anchor(engine, file)
                anchored = clock.today()
        except Exception as problem:  # noqa: BLE001  # a database that is away for a minute must not end the sealer
            log.error("The sealer could not seal: %s. It tries again.", type(problem).__name__)
        done += 1
        time.sleep(pause)


def _engine() -> Engine:
    engine: Engine = current_app.extensions["engine"]
    return engine


def _anchor() -> Path | None:
    settings: Settings = current_app.extensions["settings"]
    return Path(settings.audit_anchor_file) if settings.audit_anchor_file else None
