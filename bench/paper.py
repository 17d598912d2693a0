"""A family plan's PDF, warm, step by step, against headless Chromium (already running) opening and printing the same HTML in
a new page."""

import re
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from playwright.sync_api import sync_playwright
from sqlalchemy import select

from practice.core import audit
from practice.core.db import db
from practice.documents import sheet
from practice.documents.kinds_of_paper import PAPER_KINDS, PaperKind
from practice.documents.making import make_ready
from practice.documents.material import gather
from practice.documents.render import Press
from practice.documents.views import issue
from practice.families.models import Family
from practice.families.queries import people_of, sight_of
from tests.journeys.conftest import ARGUMENTS, chromium

ROUNDS, FEWER = 8, 5


def _median(act: Any, rounds: int = ROUNDS) -> float:
    act()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return round(statistics.median(times) * 1000, 1)


def _memory(process_id: int) -> int:
    """Proportional set size of a process and its children, in MB."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rsplit(")", 1)[1].split()
            number = int(status.parent.name)
            if number == process_id or int(fields[1]) == process_id or int(fields[2]) == process_id:
                found = re.search(r"^Pss:\s+(\d+)", (status.parent / "smaps_rollup").read_text(), re.MULTILINE)
                total += int(found[1]) if found else 0
        except (OSError, IndexError):
            continue
    return total // 1024


def family_plan(app: Flask) -> dict[str, float]:
    """Milliseconds (medians) of each step of Robin's copy of the Orchard plan, and of Chromium for the same HTML."""
    with app.test_request_context("/"):
        family_id = db.session.scalar(select(Family.id).where(Family.name == "Orchard").order_by(Family.created_at).limit(1))
        assert family_id is not None
        people = people_of(family_id)
        lead = next(person for person in people.values() if person.is_lead)
        robin = next(person for person in people.values() if person.short_name == "Robin")
        assert lead.user_id is not None
        with audit.acting_as(lead.user_id):
            sight = sight_of(family_id, lead.user_id)
            assert sight is not None

            def ready() -> Any:
                material = gather(sight, robin.id, "family-plan", draft=False)
                assert material is not None
                return make_ready(material, "standard")

            one = ready()
            press = Press()
            html = sheet.html_of(one.paper)
            made = press.print(html)
            figures = {"read, choose, guard": _median(ready), "HTML": _median(lambda: sheet.html_of(one.paper)),
                       "print and seal, warm": _median(lambda: press.print(html)), "pages": made.pages,
                       "bytes": len(made.data), "press memory, MB": _memory(press.process_id or 0)}
            issue(one)
            figures["the same version again"] = _median(lambda: issue(ready()))
            press.close()
    figures |= _chromium(html)
    whole = figures["HTML"] + figures["print and seal, warm"]
    figures["ratio to Chromium"] = round(whole / figures["Chromium, the same HTML"], 2)
    return figures


def every_kind(app: Flask) -> dict[str, dict[str, Any]]:
    """{kind: {reader, ms, pages, bytes, memory, most memory, again}}: for the first person of the three worked families for whom
    that kind is written. Medians with a warm press of all that a paper takes: reading, choosing, guarding and printing, with the
    second printing of one that is set closer or alone on its page. Memory in MB, of a press of its own: proportional set size after
    some of it, and the most that was resident. `again`: milliseconds until a kept one comes back; None for an empty form."""
    found: dict[str, dict[str, Any]] = {}
    with app.test_request_context("/"):
        desks = _desks()
        for kind in PAPER_KINDS.values():
            press = Press()
            ready, made = None, None
            if kind.blank is not None:
                blank = kind.blank("", "standard")
                reader, act = "", lambda blank=blank, press=press: sheet.printed(blank, press)
                made = act()
            else:
                reader, user_id, ready = _someone_for(kind, desks)
                if ready is None:
                    press.close()
                    continue  # report.missed says so
                with audit.acting_as(user_id):
                    made = sheet.printed(ready().paper, press)
                    act = lambda ready=ready, press=press: sheet.printed(ready().paper, press)  # noqa: E731
            found[kind.name] = {"reader": reader, "ms": _median(act, FEWER), "pages": made.pages, "bytes": len(made.data),
                                "memory": _memory(press.process_id or 0), "most memory": _most_resident(press.process_id or 0),
                                "again": None}
            press.close()
            if ready is not None:
                with audit.acting_as(user_id):
                    issue(ready())  # kept now, if it was not
                    found[kind.name]["again"] = _median(lambda ready=ready: issue(ready()))
    return found


def _desks() -> list[tuple[UUID, Any, Any]]:
    """[(lead's user, sight, people)] of the worked families, Orchard first."""
    found = []
    for name in ("Orchard", "Harbour", "Lantern"):
        family_id = db.session.scalar(select(Family.id).where(Family.name == name).order_by(Family.created_at).limit(1))
        assert family_id is not None
        people = people_of(family_id)
        lead = people.lead
        assert lead is not None
        assert lead.user_id is not None
        found.append((lead.user_id, sight_of(family_id, lead.user_id), people))
    return found


def _someone_for(kind: PaperKind, desks: list[tuple[UUID, Any, Any]]) -> tuple[str, Any, Any]:
    """(name, user who makes it, what makes it ready) of the first for whom there is something to print: Robin before others, an
    agreed version before the words as they stand. ('', None, None) where there is nobody."""
    for draft in (False, True):
        for user_id, sight, people in desks:
            for person in sorted(people.values(), key=lambda one: one.short_name != "Robin"):

                def ready(sight: Any = sight, reader: UUID = person.id, draft: bool = draft) -> Any:
                    material = gather(sight, reader, kind.name, draft=draft)
                    return None if material is None else make_ready(material, "standard")

                with audit.acting_as(user_id):
                    one = ready()
                if one is not None and not (one.stops or one.is_empty or (one.material.is_draft and not draft)):
                    return f"{person.short_name}{', a draft' if draft else ''}", user_id, ready
    return "", None, None


def _most_resident(process_id: int) -> int:
    """The most memory that was resident at once, in MB, libraries with it."""
    found = re.search(r"^VmHWM:\s+(\d+)", Path(f"/proc/{process_id}/status").read_text(), re.MULTILINE)
    return int(found[1]) // 1024 if found else 0


def _chromium(html: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree("static/paper", Path(folder) / "paper")
        page_file = Path(folder) / "plan.html"
        linked = html.replace("paper:", "paper/").replace("</title>", '</title><link rel="stylesheet" href="paper/paper.css">', 1)
        page_file.write_text(linked, encoding="utf-8")
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium(), args=ARGUMENTS)

            def print_page() -> None:
                page = browser.new_page()
                page.goto(page_file.as_uri())
                page.pdf(format="A4", tagged=True, outline=True)
                page.close()

            figures = {"Chromium, the same HTML": _median(print_page)}
            browser.close()
    return figures
