"""A discussion at eight windows: what people press, what they see, and what each of them can reach."""

import re
import time
from collections.abc import Iterable
from html import unescape

from practice.accounts.models import User
from practice.core.db import db
from practice.families.models import Family, Member, Person, Place
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
AWAY = 60  # s that Nell's telephone has no connection, at least
SOON = 3  # s in which a window sees what was opened, without a reload
TOGETHER = 2  # s between the first and the last that see it: a beat
PATIENCE = 15000  # ms that a busy machine may take
WATCH = """words => {
    window.seenAt = null;
    new MutationObserver((_, watch) => {
        if (document.body.textContent.includes(words)) { window.seenAt = Date.now(); watch.disconnect(); }
    }).observe(document.body, { childList: true, subtree: true });
}"""
REACHES = "() => fetch('/sign-in', { cache: 'no-store' }).then(() => true, () => false)"


def mark(*of: object) -> str:
    """A short word that stands nowhere else: short, so that no paper breaks it at a line's end."""
    return "zq" + "".join(str(one)[:3].lower() for one in of)


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
            self.place = db.session.query(Place).filter(Place.lines.contains(HIDDEN[0])).one().id
            db.close()
        self.home, self.path, self.id = f"/families/{self.family}", "", None
        self.said: dict[str, tuple[str, str, str]] = {}  # {mark: (whose, what kind of words, the sentence)}
        self.opened: set[str] = set()  # the marks that all who sit here may read by now
        self.lost: dict[str, float] = {}  # {login: when their window lost its connection}
        self.seen_within: list[dict[str, float]] = []  # of each opening: {login: s until their window showed it}

    def sit_down(self) -> None:
        self.window = {login: self.open_window(login, size, scripts=login != NO_SCRIPTS) for login, size in WINDOWS.items()}
        for one in self.window.values():
            one.context.set_default_timeout(PATIENCE)

    def page(self, login):
        return self.window[login].page

    @property
    def here(self) -> list[str]:
        """The windows that have a connection."""
        return [login for login in WINDOWS if login not in self.lost]

    def words(self, *of: str) -> str:
        """A sentence of which every word is its own (`zq…`); OF: whose it is, which kind of words, the how manieth."""
        word = mark(*of)
        sentence = f"{word}a {word}b {word}c says {NAMES.get(of[0], of[0])}"
        assert self.said.setdefault(word, (of[0], of[1], sentence))[2] == sentence
        assert not [one for one in self.said if one != word and (one in word or word in one)], f"{word} cannot be told from another"
        return sentence

    def marks(self, *kinds: str) -> set[str]:
        """The marks of everybody's words of these KINDS."""
        return {one for one, (_, kind, _) in self.said.items() if kind in kinds}

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

    def passes(self, name: str, because: str) -> None:
        """Tom marks somebody as passing in this round."""
        page = self.page("tom")
        with page.expect_navigation():
            page.get_by_role("link", name=re.compile(f"Passes, or not here.*{NAMES[name]}")).click()
        self.fill("tom", {"mark": "passed", "because": because}, "main form")
        self.press("tom", "Save")

    # A connection that is lost

    def loses_signal(self, login: str) -> None:
        window = self.window[login]
        window.context.set_offline(True)
        self.lost[login] = time.monotonic()
        assert not window.page.evaluate(REACHES)

    def signal_is_back(self, login: str, after: float = 0) -> None:
        """The connection is there again, AFTER s at least: whatever the others did not need of them is waited."""
        window = self.window[login]
        rest = after - (time.monotonic() - self.lost[login])
        if rest > 0:
            window.page.wait_for_timeout(rest * 1000)
        assert time.monotonic() - self.lost[login] >= after
        assert not window.page.evaluate(REACHES), "lost to the end"
        del self.lost[login]
        window.context.set_offline(False)

    def forgives(self, login: str, *heard: re.Pattern[str]) -> None:
        """What a browser writes down of a lost connection, or of a refusal that is meant, is no fault. All else stays one."""
        self.window[login].faults = [one for one in self.window[login].faults if not any(why.search(one) for why in heard)]

    # What people see

    def sees(self, logins: Iterable[str], words: str) -> None:
        """All of LOGINS see WORDS without a reload; the one without scripts after asking what is new."""
        for login in logins:
            if login == NO_SCRIPTS:
                self.look(login)
            self.page(login).locator("main").get_by_text(words).first.wait_for(timeout=PATIENCE)

    def opens(self, *of: str) -> None:
        """Tom opens the round of what each wrote. How long until each window shows another's words (one's own stood in one's own
        box before) is counted from the answer that Tom's press got; Sgt Birk presses for it."""
        wanted = {login: f"{mark('asha' if login == 'slate' else 'slate', *of)}a" for login in self.here if login != "tom"}
        for login, words in wanted.items():
            assert words not in self.page(login).content(), f"{login} reads it before it is opened"
            if login != NO_SCRIPTS:
                self.page(login).evaluate(WATCH, words)
        tom = self.page("tom")
        with tom.expect_response(lambda answer: answer.request.method == "POST") as answer, tom.expect_navigation():
            tom.get_by_role("button", name="Open all at once").click()
        timing = answer.value.request.timing
        at = timing["startTime"] + timing["responseStart"]
        self.look(NO_SCRIPTS)
        seen = {NO_SCRIPTS: time.time() - at / 1000}
        for login, words in wanted.items():
            self.page(login).locator("main").get_by_text(words).first.wait_for(timeout=PATIENCE)
            if login != NO_SCRIPTS:
                seen[login] = (self.page(login).evaluate("window.seenAt") - at) / 1000
        self.seen_within.append(seen)

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
                    "network", "people", f"places/{self.place}/edit"))]
        answers = {place: get(place) for place in places}
        beat = f"/discussions/{self.id}/now/0-0/now"
        answers[beat] = get(beat, headers={"HX-Request": "true"})
        assert not [place for place, one in answers.items() if one.status >= 500], login
        return {place: unescape(one.text()) for place, one in answers.items()} | {"the window": self.page(login).content()}

    def holds(self, login: str, may: set[str], *, everywhere: bool = True) -> dict[str, str]:
        """LOGIN finds the sentences of MAY on the page of the discussion, whole; no word of any other anywhere; nothing
        that is protected. Returns {address: what was read}.

        What was asked of Jo stands in her invitation, and beside her name where the group sees who holds which piece.
        """
        also = self.marks("asked") if may else set()
        read = self.reach(login, everywhere=everywhere)
        for place, text in read.items():
            others = {one for one in self.said if one in text} - may - also
            assert not others, f"{login} reads {sorted(others)} on {place}"
            hidden = [] if login in TEAM else [one for one in HIDDEN if one in text]
            assert not hidden, f"{login} reads {hidden} on {place}"
            if place == self.path:
                missing = {one for one in may if self.said[one][2] not in text}
                assert not missing, f"{login} does not read {sorted(missing)}"
        return read

    def nobody_reads_ahead(self, private: dict[str, set[str]], *, everywhere: bool = True) -> None:
        """Each whose window has a connection finds what is opened, and of what is PRIVATE their own."""
        for login in self.here:
            self.holds(login, self.opened | private.get(login, set()), everywhere=everywhere)
