"""A family plan's PDF, warm, step by step, against headless Chromium (already running) opening and printing the same HTML in
a new page."""

import re
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import sync_playwright
from sqlalchemy import select

from practice.core import audit
from practice.core.db import db
from practice.documents import sheet
from practice.documents.kinds_of_paper import PAPER_KINDS
from practice.documents.making import make_ready
from practice.documents.material import gather
from practice.documents.render import Press
from practice.documents.views import issue
from practice.families.models import Family
from practice.families.queries import people_of, sight_of
from tests.journeys.conftest import ARGUMENTS, chromium

ROUNDS = 8


def _median(act: Any) -> float:
    act()
    times = []
    for _ in range(ROUNDS):
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


def every_kind(app: Flask) -> dict[str, dict[str, float | None]]:
    """{kind: {ms, pages, bytes, again}}: medians of reading, choosing and printing Robin's copy with a warm press (all that a
    paper takes, with the second printing of one that is set closer or alone on its page), and of a kept paper coming again."""
    found: dict[str, dict[str, float | None]] = {}
    with app.test_request_context("/"):
        family_id = db.session.scalar(select(Family.id).where(Family.name == "Orchard").order_by(Family.created_at).limit(1))
        assert family_id is not None
        people = people_of(family_id)
        lead, robin = people.lead, next(person for person in people.values() if person.short_name == "Robin")
        assert lead is not None
        assert lead.user_id is not None
        press = Press()
        with audit.acting_as(lead.user_id):
            sight = sight_of(family_id, lead.user_id)
            assert sight is not None
            for kind in PAPER_KINDS.values():
                if kind.blank is not None:
                    blank = kind.blank("", "standard")
                    made = sheet.printed(blank, press)
                    found[kind.name] = {"ms": _median(lambda blank=blank: sheet.printed(blank, press)), "pages": made.pages,
                                        "bytes": len(made.data), "again": None}
                    continue

                def ready(name: str = kind.name) -> Any:
                    material = gather(sight, robin.id, name, draft=False)
                    assert material is not None
                    return make_ready(material, "standard")

                one = ready()
                if one.why_not:
                    continue
                made = sheet.printed(one.paper, press)
                whole = _median(lambda: sheet.printed(ready().paper, press))
                issue(one)
                found[kind.name] = {"ms": whole, "pages": made.pages, "bytes": len(made.data),
                                    "again": _median(lambda: issue(ready()))}
        press.close()
    return found


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
