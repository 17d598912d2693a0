"""./run pictures: README's pictures, made from the demonstration families, so that they are never stale."""

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from sqlalchemy import select

from practice import create_app
from practice.core.db import db
from practice.discussions.models import Discussion, State
from practice.families.models import Family
from practice.settings import Mode, Settings
from tests.journeys.conftest import ARGUMENTS, DESK, PHONE, Person, chromium, serving

FOLDER = Path("docs/pictures")


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(mode=Mode.DEMONSTRATION, database_url=f"sqlite:///{folder}/pictures.sqlite",
                                  secret_key="pictures" * 5))
        with app.app_context():
            app.extensions["alembic"].upgrade()
        result = app.test_cli_runner().invoke(args=["demo"])
        assert result.exit_code == 0, result.output
        with app.app_context():
            ids = {family.name: family.id for family in db.session.scalars(select(Family))}
            references = {family.name: family.reference for family in db.session.scalars(select(Family))}
            said = db.session.scalars(select(Discussion.id).where(
                Discussion.family_id == ids["Orchard"], Discussion.state == State.DECIDED)).one()
        with serving(app) as address, sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
            desk, phone = Person(browser, address, "ines", DESK), Person(browser, address, "ines", PHONE)
            priya, own = Person(browser, address, "priya", DESK), Person(browser, address, "priya", PHONE)
            for window, name, path, height in (
                    (desk, "three-columns", f"/families/{ids['Harbour']}/mapping", 1500),
                    (desk, "thread", f"/families/{ids['Harbour']}/plan", 1400),
                    (phone, "mapping-phone", f"/families/{ids['Harbour']}/mapping", 900),
                    (own, "network-phone", f"/families/{ids['Orchard']}/network", 900),
                    (priya, "reveal", f"/families/{ids['Orchard']}/discussions/{said}", 1500)):
                page = window.go(path)
                size = page.viewport_size or DESK
                page.set_viewport_size({"width": size["width"], "height": height})
                page.screenshot(path=str(FOLDER / f"{name}.png"))
            browser.close()
        paper = Path(folder) / "plan.pdf"
        result = app.test_cli_runner().invoke(args=[
            "document", "family-plan", references["Orchard"], "--for", "Robin Orchard", "--format", "standard", "--out",
            str(paper)])
        assert result.exit_code == 0, result.output
        subprocess.run(["pdftoppm", "-r", "70", "-f", "1", "-l", "1", "-singlefile", "-png", str(paper),
                        str(FOLDER / "family-plan")], check=True)
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}", file=sys.stderr)


if __name__ == "__main__":
    main()
