"""`flask demo` and `flask demo-people`: what they print, and where they refuse."""

import re

from sqlalchemy import func, select

from practice import create_app
from practice.core import seal
from practice.core.audit import AuditEvent
from practice.core.db import db
from practice.demo import lantern
from practice.demo.replay import Day, Days
from practice.families.models import Family
from practice.settings import Mode
from tests.client import PASSWORD
from tests.conftest import NOW, settings_for


def counts():
    found = [db.session.scalar(select(func.count()).select_from(model)) for model in (Family, AuditEvent)]
    db.close()
    return found


def test_it_prints_each_reference_and_name_and_nothing_else(bare_app):
    runner = bare_app.test_cli_runner()
    result = runner.invoke(args=["demo"])
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.splitlines()
    assert [line.split("\t")[1] for line in lines] == ["Orchard", "Harbour", "Lantern"]
    assert all(re.fullmatch(r"[A-Z2-9]{4}-[A-Z2-9]{4}\t\w+", line) for line in lines)
    assert result.stderr == ""
    with bare_app.app_context():
        before = counts()
        verdict = seal.verify(bare_app.extensions["engine"])
        assert (verdict.waiting, verdict.faults) == (0, ())
        for _ in range(2):
            again = runner.invoke(args=["demo", "--if-empty"])
            assert (again.exit_code, again.stdout, again.stderr) == (0, "", "")
        plain = runner.invoke(args=["demo"])
        assert plain.exit_code == 1
        assert plain.stdout == ""
        assert "There are families in this database already." in plain.stderr
        assert counts() == before
    people = runner.invoke(args=["demo-people"]).stdout
    assert re.search(r"^ines +Ines Tidewell +social worker +Saltmarsh Council$", people, re.MULTILINE)
    assert re.search(r"^nell +Nell Frost +health visitor +Saltmarsh Health$", people, re.MULTILINE)
    assert people.endswith(f"Everyone’s password is: {PASSWORD}\n")
    assert len(people.splitlines()) == 25


def test_a_failure_on_the_last_day_leaves_the_database_as_it_was(bare_app, monkeypatch):
    def fails(_):
        raise ZeroDivisionError

    last = lantern.DAYS[-1]
    monkeypatch.setattr(lantern, "DAYS", Days([*lantern.DAYS, Day(NOW, last.by, fails)]))
    result = bare_app.test_cli_runner().invoke(args=["demo"])
    assert isinstance(result.exception, ZeroDivisionError)
    with bare_app.app_context():
        assert counts() == [0, 0]


def test_it_refuses_in_production(bare_app):
    url = str(bare_app.extensions["settings"].database_url)
    app = create_app(settings_for(url, mode=Mode.PRODUCTION, secret_key="k" * 40, public_url="https://cg.example",
                                  password_memory_kib=65536))
    for name in ("demo", "demo-people"):
        result = app.test_cli_runner().invoke(args=[name, *(["--if-empty"] if name == "demo" else [])])
        assert result.exit_code == 1
        assert result.stdout == ""
        assert "real families belong there" in result.stderr
    app.extensions["engine"].dispose()
    with bare_app.app_context():
        assert counts() == [0, 0]


def test_there_are_no_demonstration_people_before_it(bare_app):
    result = bare_app.test_cli_runner().invoke(args=["demo-people"])
    assert result.exit_code == 1
    assert "Load them with: flask demo" in result.stderr
