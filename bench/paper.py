"""A family plan's PDF, warm, against headless Chromium (already running) opening and printing the same HTML in a new page."""

import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]


def against_chromium(html: str, stylesheet: Path, render: Any, rounds: int = 8) -> dict[str, float]:
    """Medians in milliseconds of RENDER(html) and of Chromium, and their ratio. STYLESHEET stands beside the page."""
    with tempfile.TemporaryDirectory() as folder:
        page_file = Path(folder) / "plan.html"
        shutil.copytree(stylesheet.parent, Path(folder) / "paper")
        page_file.write_text(html.replace("paper:", "paper/"), encoding="utf-8")
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)

            def chromium() -> None:
                page = browser.new_page()
                page.goto(page_file.as_uri())
                page.pdf(format="A4", tagged=True, outline=True)
                page.close()

            ours, theirs = [], []
            render(html)
            chromium()
            for _ in range(rounds):
                start = time.perf_counter()
                render(html)
                ours.append(time.perf_counter() - start)
                start = time.perf_counter()
                chromium()
                theirs.append(time.perf_counter() - start)
            browser.close()
    own, other = statistics.median(ours) * 1000, statistics.median(theirs) * 1000
    return {"milliseconds": round(own, 1), "chromium": round(other, 1), "ratio": round(own / other, 2)}
