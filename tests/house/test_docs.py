"""What the documents promise is there: settings, commands, pictures, links."""

import re
from pathlib import Path

import pytest

from practice.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md"))


def test_every_setting_stands_in_the_docs_and_no_other():
    written = set(re.findall(r"^\| ([A-Z_]+) \|", (ROOT / "docs/running.md").read_text(), re.MULTILINE))
    assert written == {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_link_and_picture_is_there(page):
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text()):
        assert (page.parent / target).exists(), f"{page.name} points to {target}"


def test_the_commands_that_the_readme_names_exist(app):
    named = {"document", "audit", "db", "demo", "demo-people", "database", "access-table"}
    assert named <= set(app.cli.commands)
