"""A1 on the demonstration: no canary of the Harbour family reaches its father's or grandfather's papers, in any form.

The control: the same search finds what it looks for in the mother's copies. A test that cannot fail proves nothing.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from practice.core import audit, clock
from practice.core.db import db
from practice.documents import sheet
from practice.documents.kinds_of_paper import for_readers
from practice.documents.making import Ready, make_ready
from practice.documents.material import gather
from practice.documents.render import Press
from practice.families.models import Family
from practice.families.queries import people_of, sight_of
from tests.conftest import NOW, Databases, settings_for
from tests.documents.leaks import everything_in

# domain.md, case A: what must not occur in anything made for Callum or Dunstan.
PROTECTED = ("Beacon Rise", "14 Beacon", "Eastcliff", "ZZ99", "3CZ", "3CY", "Lightwell", "Slate", "Little Anchors", "Anchors",
             "Quayside", "Signal Row", "07700 900111", "07700900111", "900111")
# And what is his children's and their helpers' alone.
THEIRS = ("whale", "Coral", "Pearl", "900123", "spyhole", "bathroom", "texts", "Mrs Buoy", "pancakes", "8.30", "peg")
MOTHERS = ("whale", "Coral", "Pearl", "07700 900123", "Ms Slate", "8.30", "bathroom", "peg")


@pytest.fixture(scope="module")
def demo(databases: Databases) -> Iterator[Flask]:
    from practice import create_app
    template = databases.template("demo", lambda app: app.test_cli_runner().invoke(args=["demo"], catch_exceptions=False))
    url = databases.copy_of(template)
    app = create_app(settings_for(url))
    with clock.at(NOW):
        yield app
    app.extensions["engine"].dispose()
    databases.drop(url)


def _ready(family: str, reader: str, kind: str, form: str, *, draft: bool) -> Ready:
    family_id = db.session.scalars(select(Family.id).where(Family.name == family)).one()
    people = people_of(family_id)
    lead = people.lead
    assert lead is not None
    sight = sight_of(family_id, lead.user_id)
    assert sight is not None
    who = next(person for person in people.values() if person.short_name == reader)
    material = gather(sight, who.id, kind, draft=draft)
    assert material is not None
    return make_ready(material, form)


READERS_KINDS = [kind.name for kind in for_readers()]
FORMS = [(kind, form, draft) for kind in READERS_KINDS
         for form, draft in (("standard", False), ("large-print", False), ("standard", True))]


@pytest.mark.parametrize("reader", ["Callum", "Dunstan"])
@pytest.mark.parametrize(("kind", "form", "draft"), FORMS)
def test_nothing_protected_reaches_them(demo: Flask, press: Press, reader: str, kind: str, form: str, draft: bool):
    with demo.test_request_context():
        ready = _ready("Harbour", reader, kind, form, draft=draft)
        assert ready.stops == ()
        if ready.why_not:
            return  # nothing is made for them at all
        data = sheet.printed(ready.paper, press).data
        html = sheet.html_of(ready.paper, on_screen=True)
    for told in (everything_in(data), html, ready.file_name):
        for word in PROTECTED + THEIRS:
            assert word.lower() not in told.lower(), f"{word} in {reader}'s {kind}, {form}"


@pytest.mark.parametrize("form", list(sheet.FORMS))
def test_the_same_search_finds_them_in_the_mothers_copy(demo: Flask, press: Press, form: str):
    with demo.test_request_context():
        ready = _ready("Harbour", "Marina", "family-plan", form, draft=False)
        told = everything_in(sheet.printed(ready.paper, press).data)
        html = sheet.html_of(ready.paper, on_screen=True).replace("\u00a0", " ")
    assert [word for word in MOTHERS if word not in told] == []
    assert [word for word in MOTHERS if word not in html] == []


def _everyone(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        return [(name, person.short_name) for name, family_id in db.session.execute(select(Family.name, Family.id))
                for person in people_of(family_id).values() if person.died_on is None]


def test_no_reader_of_any_family_is_given_what_is_protected_from_them(demo: Flask):
    """Every reader x every document x every size, as the page version: the same view model as the PDF."""
    seen = 0
    with demo.test_request_context():
        for family, reader in _everyone(demo):
            for kind, form, draft in FORMS:
                if form == "large-print" and not draft:
                    continue  # the same view
                ready = _ready(family, reader, kind, form, draft=draft)
                assert ready.stops == (), (family, reader, ready.stops)
                if ready.why_not:
                    continue
                html = sheet.html_of(ready.paper, on_screen=True).replace("\u00a0", " ")
                for fact in ready.material.reader.facts:
                    assert fact.text.lower() not in html.lower(), (family, reader, fact)
                seen += 1
    assert seen > 200


def test_everyone_can_be_printed(demo: Flask, press: Press, tmp_path: Path):
    """One plan for each grown-up of the three families passes the checker without a warning."""
    files = []
    with demo.test_request_context():
        for family, reader in _everyone(demo):
            ready = _ready(family, reader, "family-plan", "standard", draft=False)
            file = tmp_path / f"{family}-{reader.replace(' ', '')}.pdf"
            file.write_bytes(sheet.printed(ready.paper, press).data)
            files.append(file)
        for family, reader, form in (("Orchard", "Robin", "standard"), ("Orchard", "Robin", "large-print"),
                                     ("Harbour", "Callum", "standard"), ("Lantern", "Amber", "standard")):
            ready = _ready(family, reader, "assessment", form, draft=False)
            file = tmp_path / f"{family}-{reader}-{form}-assessment.pdf"
            file.write_bytes(sheet.printed(ready.paper, press).data)
            files.append(file)
    import sys
    checked = subprocess.run([Path(sys.executable).parent / "outloud", "-q", "--fail-on", "warning", *files],
                             capture_output=True, text=True, check=False)
    assert checked.returncode == 0, [line for line in checked.stdout.splitlines() if not line.startswith("PASS")]


def test_robins_copy_holds_the_words_of_the_drawing(demo: Flask, press: Press):
    with demo.test_request_context():
        ready = _ready("Orchard", "Robin", "family-plan", "standard", draft=False)
        made = sheet.printed(ready.paper, press)
    told = everything_in(made.data)
    assert made.pages == 4
    assert made.starts["says"] == 3
    for words in (
        "After Hazel died, Robin drank at night until nobody could wake him.",
        "Robin, Olive and Priya all worry about this.", "There is always a sober grown-up in the house.",
        "If Robin has had a drink, he is not the only grown-up with the children.", "07700 900301", "07700 900302",
        "Turn on the hall lamp if you are worried.", "Monday 18 January 2027.", "I had a bad week and I rang.",
        "Robin’s number went down in October.", "Kath Downs", "0808 801 0366", "For Robin. Check code",
        "Robin (dad) gave this: 6 on 12 June, 6 on 24 August, 5 on 12 October, 8 on 23 November.",
    ):
        assert words in told, words


# The command

def _run(app: Flask, *arguments: str):
    return app.test_cli_runner().invoke(args=["document", *arguments])


@pytest.fixture
def reference(demo: Flask):
    with demo.app_context():
        return {line.name: line.reference for line in db.session.execute(select(Family.name, Family.reference))}


def test_the_command_makes_the_file(demo: Flask, reference: dict[str, str], tmp_path: Path):
    out = tmp_path / "robin.pdf"
    ran = _run(demo, "family-plan", reference["Orchard"], "--for", "Robin", "--format", "large-print", "--out", str(out),
               "--as", "priya")
    assert ran.exit_code == 0, ran.output
    assert out.read_bytes().startswith(b"%PDF-1.7")
    assert "Robin Orchard" in ran.output
    with demo.app_context():
        actions = [line.action for line in db.session.scalars(select(audit.AuditEvent))]
        assert "document.made" in actions
    again = tmp_path / "again.pdf"
    assert _run(demo, "family-plan", reference["Orchard"], "--for", "robin orchard", "--format", "large-print", "--out",
                str(again)).exit_code == 0
    assert again.read_bytes() == out.read_bytes()


@pytest.mark.parametrize(("arguments", "code", "says"), [
    (("family-plan", "ORCHARD", "--for", "Nobody"), 2, "Nobody in this family’s record is called Nobody."),
    (("family-plan", "ORCHARD", "--for", "or"), 2, "fits more than one person"),
    (("family-plan", "NOPE", "--for", "Robin"), 2, "There is no family NOPE."),
    (("family-plan", "ORCHARD", "--for", "Robin", "--as", "ghost"), 2, "Nobody signs in as ghost."),
    (("family-plan", "ORCHARD", "--for", "Robin", "--as", "fay"), 2, "There is no family"),
    (("family-plan", "ORCHARD", "--for", "Robin", "--as", "jo"), 3, "Ask the lead practitioner"),
    (("letter", "ORCHARD", "--for", "Robin"), 2, "Invalid value"),
    (("family-plan", "ORCHARD", "--for", "Robin", "--format", "tiny"), 2, "Invalid value"),
])
def test_wrong_calls_and_refusals(demo: Flask, reference: dict[str, str], tmp_path: Path, arguments: tuple[str, ...],
                                  code: int, says: str):
    out = tmp_path / "x.pdf"
    ran = _run(demo, *(part.replace("ORCHARD", reference["Orchard"]) for part in arguments), "--out", str(out))
    assert ran.exit_code == code, ran.output
    assert says in ran.output
    assert not out.exists()


def test_a_protected_fact_ends_with_three_and_says_where(demo: Flask, reference: dict[str, str], tmp_path: Path):
    from practice.records import commands as records
    from practice.records.models import Record
    with demo.app_context():
        family_id = db.session.scalars(select(Family.id).where(Family.name == "Harbour")).one()
        people = people_of(family_id)
        callum = next(person for person in people.values() if person.short_name == "Callum")
        line = db.session.scalars(select(Record).where(Record.family_id == family_id, Record.kind == "strength")).first()
        assert line is not None
        with audit.acting_as(people.lead.user_id):
            records.word_for(line.id, callum.id, "They walk to Lightwell primary.")
    out = tmp_path / "callum.pdf"
    ran = _run(demo, "assessment", reference["Harbour"], "--for", "Callum", "--draft", "--out", str(out))
    assert ran.exit_code == 3, ran.output
    assert "A protected school stands in: strength." in ran.output
    assert not out.exists()


@pytest.mark.parametrize(("kind", "reader"), [("fridge-sheet", "Robin"), ("members-sheet", "Mrs Medlar"), ("scale-picture", "Ash"),
                                              ("closing-letter", "Olive"), ("blank-three-columns", "")])
def test_the_command_makes_every_kind(demo: Flask, reference: dict[str, str], tmp_path: Path, kind: str, reader: str):
    out = tmp_path / "paper.pdf"
    ran = _run(demo, kind, reference["Orchard"], *(("--for", reader) if reader else ()), "--draft", "--out", str(out))
    assert ran.exit_code == 0, ran.output
    assert out.read_bytes().startswith(b"%PDF-1.7")


def test_a_reader_is_asked_for_where_the_kind_has_one(demo: Flask, reference: dict[str, str], tmp_path: Path):
    ran = _run(demo, "fridge-sheet", reference["Orchard"], "--out", str(tmp_path / "x.pdf"))
    assert ran.exit_code == 2
    assert "Say who will read it: --for PERSON." in ran.output
    ran = _run(demo, "members-sheet", reference["Orchard"], "--for", "Bryony", "--out", str(tmp_path / "x.pdf"))
    assert ran.exit_code == 3
    assert "A child has no duty in a plan" in ran.output
