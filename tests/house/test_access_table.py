"""docs/access.md is what the policies say today."""

from pathlib import Path

from practice import create_app
from practice.insight.access_table import table


def test_the_table_in_the_docs_is_made_from_the_policies_as_they_are():
    page = Path(__file__).parents[2] / "docs" / "access.md"
    assert page.read_text() == table(create_app), "Run: flask --app app access-table > docs/access.md"


def test_the_table_holds_refusals_and_no_administrator_sees_a_family():
    lines = [line.split("|") for line in table(create_app).splitlines() if line.startswith("| ")]
    head = [cell.strip() for cell in lines[0]]
    of = {line[1].strip(): dict(zip(head, [cell.strip() for cell in line], strict=True)) for line in lines[2:]}
    for name in ("families: may see story", "cases: may say who", "safety: may see plan", "mapping: may add"):
        assert of[name]["Administrator"] == of[name]["Excluded"] == of[name]["Agreement or part over"] == "–", name
        assert of[name]["Allocated worker"] == "yes", name
    assert of["families: may see story"]["Specialist: plan only"] == "no"
    assert of["accounts: may keep accounts"]["Administrator"] == "yes"
    assert of["accounts: may keep accounts"]["Manager’s line"] == "no"
