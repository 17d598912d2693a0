"""Every paper of every reader of the demonstration, printed once: the checker, the edges, and the words as kept. Families, their
friends and the leads have theirs in both forms, others who work with them in the standard one.

The words, in the order in which they are read aloud, stand in tests/demo/papers, a file a reader, so that a change of a paper is
seen in the diff of a change. RENEW_PAPERS=1 writes them anew: look at what changed before it is committed.
"""

import fcntl
import os
import pickle
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from practice.core import audit
from practice.core.db import db
from practice.documents import sheet
from practice.documents.kinds_of_paper import PAPER_KINDS, blanks, for_readers
from practice.documents.making import make_ready
from practice.documents.material import gather
from practice.documents.render import Press
from practice.families.models import Family
from practice.families.queries import PersonRow, people_of, sight_of
from tests.conftest import Databases
from tests.documents.checks import beyond_the_edge, outloud, pages_without_foot, pictures_in, told

KEPT = Path(__file__).parent / "papers"
CODE = re.compile(r"Check code [0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4}")


@dataclass(frozen=True, slots=True)
class Printed:
    """One paper: whose, which, the file, and how many pages it has."""

    reader: str
    kind: str
    form: str
    file: Path
    pages: int

    @property
    def words(self) -> str:
        """As read aloud. The check code is of the words themselves, so it is left out."""
        text = CODE.sub("Check code", told(self.file))
        seen = "\n".join(f"[picture] {one}" for one in pictures_in(self.file))
        return f"{text}\n{seen}".strip()


def _forms(reader: PersonRow) -> tuple[str, ...]:
    """Both; of those who work with the family, all but the lead get the standard one: the words and the layouts are the lead's."""
    if reader.died_on is not None:
        return ()
    return tuple(sheet.FORMS) if not reader.is_professional or reader.is_lead else ("standard",)


@pytest.fixture(scope="module")
def everything(demo: Flask, databases: Databases) -> list[Printed]:
    """All of them, printed once a run whichever worker comes first."""
    folder = databases.shared / "papers"
    with (databases.shared / "papers.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "list").exists():
            folder.mkdir(exist_ok=True)
            (folder / "list").write_bytes(pickle.dumps(_print_all(demo, folder)))
        found: list[Printed] = pickle.loads((folder / "list").read_bytes())  # noqa: S301  # our own, of this run
        return found


def _print_all(demo: Flask, folder: Path) -> list[Printed]:
    """Two warm presses, because there are two cores."""
    wanted = []
    with demo.test_request_context():
        for family_id, family in db.session.execute(select(Family.id, Family.name).order_by(Family.name)).all():
            people = people_of(family_id)
            lead = people.lead
            assert lead is not None
            assert lead.user_id is not None
            with audit.acting_as(lead.user_id):
                sight = sight_of(family_id, lead.user_id)
                assert sight is not None
                for reader in people.values():
                    forms = _forms(reader)
                    for kind in for_readers() if forms else ():
                        material = gather(sight, reader.id, kind.name, draft=False)
                        assert material is not None
                        for form in forms:
                            ready = make_ready(material, form)
                            assert ready.stops == (), (family, reader.short_name, kind.name)
                            if not ready.why_not:
                                whose = f"{family}-{reader.short_name}".replace(" ", "-")
                                wanted.append((whose, kind.name, form, ready.paper))
        wanted += [("to-fill-in", kind.name, form, kind.blank("", form)) for kind in blanks() for form in sheet.FORMS if kind.blank]

    def some(part: int) -> list[Printed]:
        press, made = Press(), []
        with demo.test_request_context():
            for at, (reader, kind, form, paper) in enumerate(wanted):
                if at % 2 == part:
                    file = folder / f"{reader}-{kind}-{form}.pdf"
                    printed = sheet.printed(paper, press)
                    file.write_bytes(printed.data)
                    made.append(Printed(reader, kind, form, file, printed.pages))
        press.close()
        return made

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(some, (0, 1)))
    order = list(PAPER_KINDS)
    return sorted([*done[0], *done[1]], key=lambda one: (one.reader, order.index(one.kind), one.form != "standard"))


def _as_kept(papers: list[Printed]) -> str:
    """A reader's papers as one text; large print is written out only where it is not the same words."""
    parts, standard = [], ""
    for one in papers:
        words = one.words
        head = f"== {PAPER_KINDS[one.kind].called}, {one.form}, {one.pages} page{'s' if one.pages > 1 else ''} =="
        bare = re.sub(r"\s", "", words)
        parts.append(f"{head}\n{'(the same words)' if one.form != 'standard' and bare == standard else words}")
        standard = bare if one.form == "standard" else ""
    return "\n\n".join(parts) + "\n"


def test_the_words_are_as_kept(everything: list[Printed]):
    found: dict[str, list[Printed]] = {}
    for one in everything:
        found.setdefault(one.reader, []).append(one)
    with ThreadPoolExecutor(2) as pool:
        texts = dict(zip(found, pool.map(_as_kept, found.values()), strict=True))
    if os.environ.get("RENEW_PAPERS"):
        KEPT.mkdir(exist_ok=True)
        for old in KEPT.glob("*.txt"):
            old.unlink()
        for reader, text in texts.items():
            (KEPT / f"{reader}.txt").write_text(text, encoding="utf-8")
    kept = {file.stem: file.read_text(encoding="utf-8") for file in KEPT.glob("*.txt")}
    assert sorted(texts) == sorted(kept)
    for reader, text in texts.items():
        assert text.splitlines() == kept[reader].splitlines(), f"{reader}: RENEW_PAPERS=1 writes it anew"


def test_the_checker_finds_nothing_in_any_of_them(everything: list[Printed]):
    assert outloud([one.file for one in everything]) == ""


def test_nothing_stands_beyond_the_edge(everything: list[Printed]):
    assert {f"{one.reader} {one.kind} {one.form}": words for one in everything if (words := beyond_the_edge(one.file))} == {}
    assert {f"{one.reader} {one.kind} {one.form}": pages for one in everything if (pages := pages_without_foot(one.file))} == {}


def test_every_kind_is_among_them_and_keeps_to_its_sheets(everything: list[Printed]):
    pages = {(one.reader, one.kind, one.form): one.pages for one in everything}
    assert {kind for _, kind, _ in pages} == set(PAPER_KINDS)
    assert {number for (_, kind, form), number in pages.items() if kind == "fridge-sheet" and form == "standard"} == {1, 2}
    assert max(number for (_, kind, form), number in pages.items() if kind == "fridge-sheet" and form != "standard") <= 3
    assert {pages["Harbour-Finn", "family-plan", form] for form in sheet.FORMS} == {2}  # a child's, as drawn
    assert ("Harbour-Shelly", "family-plan", "standard") not in pages  # nothing is written for her
    assert pages["to-fill-in", "blank-three-columns", "large-print"] == 4
    assert max(number for (_, kind, form), number in pages.items() if kind == "members-sheet" and form == "standard") <= 2
    assert pages["Orchard-Priya", "assessment", "standard"] == 2  # as drawn
    assert pages["Orchard-Robin", "scale-picture", "standard"] == 2
    assert {pages[reader, "scale-picture", "standard"] for reader in ("Harbour-Ines", "Harbour-Marina")} == {2}  # two questions
    assert pages["Harbour-Nell", "family-plan", "standard"] == 3  # a narrow part: two short sheets are one
    assert {pages[reader, "family-plan", "standard"] for reader in ("Orchard-Robin", "Lantern-Amber", "Lantern-Kwame")} == {4}
    assert pages["Orchard-Robin", "closing-letter", "standard"] == 1
