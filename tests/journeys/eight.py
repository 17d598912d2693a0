"""A discussion at eight windows: what people press, what they see, and what each of them can reach."""

import re
import time
from collections.abc import Iterable
from html import unescape

from practice.accounts.models import User
from practice.core.db import db
from practice.families.models import Family, Member, Person
from tests.journeys.conftest import DESK, PHONE

WINDOWS = {"tom": DESK, "ines": DESK, "jo": DESK, "birk": DESK, "asha": PHONE, "glen": PHONE, "nell": PHONE, "slate": PHONE}
NO_SCRIPTS, TEAM = "birk", frozenset({"tom", "ines"})
NAMES = {"ines": "Ines Tidewell", "asha": "Asha Pike", "glen": "Glen Moor", "birk": "Sgt Birk", "nell": "Nell Frost",
         "slate": "Ms Slate", "jo": "Jo Furrow", "Marina": "Marina Harbour", "Coral": "Coral Harbour"}
VOICES = tuple(NAMES)  # Tom leads and holds no view
IN_THE_ROOM = ("Marina", "Coral")  # without a device
LOOKED_AT = ("tom", "asha")  # whose windows are tried with axe at the main steps
# Where Marina lives, and what leads there. On no page of a seat, whatever else its part sees.
HIDDEN = ("Beacon Rise", "ZZ99 3CZ", "Signal Row", "ZZ99 3CY", "07700 900111", "07700 900127")
LOST = re.compile("ERR_INTERNET_DISCONNECTED|^htmx:(sendError|afterRequest)")  # what the browser says of a lost connection
SOON = 3.5  # s in which a change is seen without a reload: a beat each two seconds, and what it brings
PATIENCE = 15000  # ms that a busy machine may take; half of all changes must be seen SOON


def mark(*of: object) -> str:
    """A short word that stands nowhere else: short, so that no paper breaks it at a line's end."""
    return "zq" + "".join(str(one)[:2].lower() for one in of)


class Discussion:
    """The discussion, its windows, and what was said into it."""

    def __init__(self, app, person) -> None:
        self.app, self.open_window = app, person
        self.window = {}
        with app.app_context():
            self.users = {user.login: user.id for user in db.session.query(User)}
            self.family = db.session.query(Family).filter_by(name="Harbour").one().id
            self.people = {one.short_name: one.id for one in db.session.query(Person).join(
                Member, Member.person_id == Person.id).filter(Member.family_id == self.family)}
            db.close()
        self.home, self.path, self.id = f"/families/{self.family}", "", None
        self.said: dict[str, str] = {}  # {mark: whose}
        self.seen_within: list[float] = []

    def sit_down(self) -> None:
        self.window = {login: self.open_window(login, size, scripts=login != NO_SCRIPTS) for login, size in WINDOWS.items()}
        for one in self.window.values():
            one.context.set_default_timeout(PATIENCE)

    def page(self, login):
        return self.window[login].page

    def words(self, *of: object) -> str:
        """A sentence with its own mark; the first of OF is whose it is."""
        self.said[mark(*of)] = str(of[0])
        return f"{mark(*of)} says {NAMES.get(str(of[0]), of[0])}"

    # What people press

    def press(self, login: str, name: str, scope: str = "main") -> None:
        page = self.page(login)
        with page.expect_navigation():
            page.locator(scope).get_by_role("button", name=name).first.click()

    def hands_in(self, login: str, **fields: str) -> None:
        self.look(login)
        self.fill(login, fields)
        self.press(login, "Hand in", "form.private")

    def hands_in_without_looking(self, login: str, **fields: str) -> None:
        """From the same window's session, without drawing the page: what the others see of it is what is tried here."""
        request, form = self.window[login].context.request, self.window[login].context.request.get(self.path).text()
        form = form[form.index('class="private"'):]
        action = unescape(re.search(r'action="([^"]+)"', form)[1])
        sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form[:form.index("</form>")]))
        answer = request.post(action, form={**sent, **fields}, headers={"Referer": self.window[login].address}, max_redirects=0)
        assert answer.status == 303, answer.text()[:2000]

    def look(self, login: str) -> None:
        """Without scripts, what is new is asked for."""
        if login == NO_SCRIPTS:
            with self.page(login).expect_navigation():
                self.page(login).get_by_role("link", name="Show what is new").click()

    def fill(self, login: str, fields: dict[str, str], scope: str = "form.private") -> None:
        box = self.page(login).locator(scope)
        for name, value in fields.items():
            field = box.locator(f'[name="{name}"]')
            if field.first.get_attribute("type") in {"radio", "checkbox"}:
                box.locator(f'[name="{name}"][value="{value}"]').check(force=True)
            elif field.first.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def writes_on_toms_screen(self, name: str, **fields: str) -> None:
        page = self.page("tom")
        with page.expect_navigation():
            page.get_by_role("link", name=f"Hand in for {NAMES[name]}").click()
        self.fill("tom", {**fields, "how": "self"})
        self.press("tom", "Hand in, and clear the screen", "form.private")

    def sees(self, logins: Iterable[str], words: str) -> None:
        """All of LOGINS see WORDS without a reload; the one without scripts after asking what is new."""
        logins, begins = list(logins), time.monotonic()
        for login in logins:
            if login != NO_SCRIPTS:
                self.page(login).locator("main").get_by_text(words).first.wait_for(timeout=PATIENCE)
        self.seen_within.append(time.monotonic() - begins)
        if NO_SCRIPTS in logins:
            self.look(NO_SCRIPTS)
            assert self.page(NO_SCRIPTS).locator("main").get_by_text(words).count()

    def sees_opened(self, *of: object) -> None:
        """All but the leader, who opened it, see another's words: one's own stood in one's own box before."""
        self.sees([login for login in WINDOWS if login not in {"tom", "slate"}], mark("slate", *of))
        self.sees(["slate"], mark("asha", *of))

    def checked(self, step: str) -> None:
        """Axe, nothing sideways, no fault: one telephone and one desk; and a picture of each."""
        for login in LOOKED_AT:
            self.window[login].check()
            self.window[login].shot(f"eight-{step}-{WINDOWS[login]['width']}")

    # What somebody can reach

    def reach(self, login: str, *, everywhere: bool) -> dict[str, str]:
        """{address: what comes back} of the discussion and its beat; EVERYWHERE: of the family and one's own pages too."""
        get = self.window[login].context.request.get
        places = [self.path, *(f"{self.path}/{name}" for name in ("pieces", "decide"))]
        if everywhere:
            places += ["/", "/discussions", "/meetings", *(f"{self.path}/{name}" for name in (
                "calendar", "outcome", "private", "seats", "told")), *(f"{self.home}/{name}" for name in (
                    "discussions", "discussions/proposals", "story", "mapping", "plan", "timeline", "documents", "ledger", "looked",
                    "network", "people"))]
        answers = {place: get(place) for place in places}
        beat = f"/discussions/{self.id}/now/0-0/now"
        answers[beat] = get(beat, headers={"HX-Request": "true"})
        assert not [place for place, one in answers.items() if one.status >= 500], login
        return {place: unescape(one.text()) for place, one in answers.items()} | {"the window": self.page(login).content()}

    def holds(self, login: str, may: set[str], *, everywhere: bool = True) -> None:
        """LOGIN finds the marks of MAY on the page of the discussion, and no other mark anywhere; nothing that is protected.

        What was asked of Jo stands in her invitation, and beside her name where the group sees who holds which piece.
        """
        also = {mark("jo", "asked")} if may else set()
        for place, text in self.reach(login, everywhere=everywhere).items():
            others = {one for one in self.said if one in text} - may - also
            assert not others, f"{login} reads {sorted(others)} on {place}"
            hidden = [] if login in TEAM else [one for one in HIDDEN if one in text]
            assert not hidden, f"{login} reads {hidden} on {place}"
            if place == self.path:
                assert not {one for one in may if one not in text}, login

    def nobody_reads_ahead(self, opened: set[str], private: dict[str, set[str]], *, everywhere: bool = True) -> None:
        for login in WINDOWS:
            self.holds(login, opened | private.get(login, set()), everywhere=everywhere)
