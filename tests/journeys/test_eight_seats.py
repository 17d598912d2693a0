"""Eight people at eight windows hold one discussion of the Harbour family, from the invitation to a decision taken higher.

Four telephones and four desks. Sgt Birk's browser runs no scripts. Nell's telephone loses its connection while she writes: it is
away for as long as the others take to hand in, a few seconds, because nothing in the app counts how long a browser was away (no
timer, no session of the beat, nothing that runs out within a minute), so a minute of waiting would prove no more. Marina and
Coral sit in the room without a device and write on Tom's screen. Jo has no part in the family: a seat under an agreement alone.

Every word that somebody gives holds a mark of its own (`zq…`). What each may read is a set of marks, and every page, piece and
paper that they can reach is searched for all the others.
"""

import re
import subprocess
from html import unescape
from statistics import median
from uuid import UUID

import msgspec
import pytest

from practice.core import audit
from practice.core.db import db
from practice.discussions import commands, queries
from practice.discussions.commands import NewSeat
from practice.discussions.models import Decision, Entry, SeatRole
from practice.families.queries import sight_of
from practice.records import commands as records
from practice.records import queries as reads
from practice.records.models import Snapshot
from tests.journeys.eight import (
    HIDDEN,
    IN_THE_ROOM,
    LOOKED_AT,
    LOST,
    NAMES,
    NO_SCRIPTS,
    PATIENCE,
    SOON,
    VOICES,
    WINDOWS,
    Discussion,
    mark,
)


@pytest.fixture
def d(demo_app, person) -> Discussion:
    return Discussion(demo_app, person)


def test_eight_people_decide_together_and_each_reads_what_is_theirs(d):
    invited(d)
    drafts = first_round(d)
    numbers = two_rounds_of_numbers(d, drafts)
    options(d)
    stances(d, drafts | numbers)
    decided(d)
    every_view_came_out(d)
    each_reads_their_own_page(d)
    each_has_their_own_paper(d)
    assert median(d.seen_within) < SOON, d.seen_within
    assert len({one.context for one in d.window.values()}) == 8


# The chapters

def invited(d: Discussion) -> None:
    d.sit_down()
    ines, f = d.page("ines"), d.home
    ines.goto(f"{f}/discussions/ask")
    d.fill("ines", {"question": d.words("ask", "question"), "framework": "group-mapping", "decides": "y",
                    "planned_on": "24 Nov 2026", "planned_at": "10.45", "place": "Our meeting room",
                    "family_told": "Marina, by Ines, on 20 November"}, "main form")
    d.press("ines", "Ask, and choose who sits in it")
    d.path = re.sub(r"/seats.*", "", ines.url[len(d.window["ines"].address):])
    d.id = UUID(d.path.rsplit("/", 1)[1])
    # What a seat will see is shown before it is given: Jo's rests on the agreement with her agency.
    d.page("ines").get_by_text("Somebody of another agency").click()
    agreement = ines.locator('select[name="agreement_id"] option', has_text="Saltmarsh Recovery").get_attribute("value")
    d.fill("ines", {"user_id": str(d.users["jo"]), "role": "participant", "asked": d.words("jo", "asked"),
                    "agreement_id": agreement, "kinds": "plan"}, "main form")
    d.press("ines", "Look what they will see")
    looked = ines.locator("section", has_text="This is what the seat will see").inner_text()
    for words in ("Inside this discussion: the safety plan", "No story, no mapping, no plan, no addresses", "Saltmarsh Recovery"):
        assert words in looked, looked
    d.press("ines", "Give this seat")
    with d.app.app_context(), audit.acting_as(d.users["ines"]):
        for login, role in (("tom", SeatRole.FACILITATOR), ("ines", SeatRole.PRESENTER), ("asha", SeatRole.PARTICIPANT),
                            ("glen", SeatRole.PARTICIPANT), ("birk", SeatRole.PARTICIPANT), ("nell", SeatRole.PARTICIPANT),
                            ("slate", SeatRole.CHILD_VOICE)):
            commands.add_seat(d.id, NewSeat(role, d.users[login], may_decide=login == "tom"))
        for name in IN_THE_ROOM:
            commands.add_seat(d.id, NewSeat(SeatRole.FAMILY, person_id=d.people[name]))
        db.close()
    jo = d.page("jo")
    jo.goto("/")
    assert mark("jo", "asked") in jo.content(), "the invitation is on her first page"
    calendar = d.window["jo"].context.request.get(f"{d.path}/calendar").text()
    assert "BEGIN:VEVENT" in calendar
    for words in ("Harbour", "Marina", "zq", str(d.family), "Beacon"):
        assert words not in calendar
    for login in WINDOWS:
        d.page(login).goto(d.path)
    with d.page("tom").expect_navigation():
        d.page("tom").get_by_role("link", name="Begin").click()
    d.press("tom", "Begin")
    d.sees(WINDOWS, "Roles, and what the presenter wants")
    d.checked("begun")


def first_round(d: Discussion) -> set[str]:
    """Everybody's danger statement, Nell's without signal; nobody reads ahead; then all are opened at once."""
    asked = {mark("ask", "question")}
    for _ in range(3):
        d.press("tom", "Next step")
    d.sees(WINDOWS, "Each of us writes a danger statement")
    nell = d.page("nell")
    d.window["nell"].context.set_offline(True)
    d.fill("nell", {"words": d.words("nell", "draft")})
    nell.locator("form.private").get_by_role("button", name="Hand in").click()
    nell.get_by_text("no signal", exact=False).first.wait_for(timeout=PATIENCE)
    for name in IN_THE_ROOM:
        d.writes_on_toms_screen(name, words=d.words(name, "draft"))
    for login in ("ines", "asha", "glen", "birk", "slate", "jo"):
        d.hands_in(login, words=d.words(login, "draft"))
    d.sees(["tom"], "8 of 9 handed in")
    d.sees(["tom"], "Waiting for Nell Frost")
    assert nell.locator("form.private textarea").input_value().startswith(mark("nell", "draft")), "what she typed stands"
    d.window["nell"].context.set_offline(False)
    nell.get_by_text("In. You can change it until it is opened").wait_for(timeout=PATIENCE)
    d.sees(["tom"], "9 of 9 handed in")
    d.window["nell"].faults = [one for one in d.window["nell"].faults if not LOST.search(one)]
    assert nell.url.endswith(d.path), "she is back where she was"
    d.checked("private")
    d.window["nell"].shot("eight-nell-back-360")
    d.nobody_reads_ahead(asked, {login: {mark(login, "draft")} for login in WINDOWS if login != "tom"})
    d.press("tom", "Open all at once")
    drafts = {mark(name, "draft") for name in VOICES}
    d.sees_opened("draft")
    for login in WINDOWS:
        text = d.page(login).content()
        assert drafts <= {one for one in drafts if one in text}, login
        for one in drafts:
            assert text.count(f"“{one} ") == 1, f"{login} reads {one} {text.count(one)} times"
    d.checked("opened")
    d.press("ines", "Take it")
    return drafts


def two_rounds_of_numbers(d: Discussion, drafts: set[str]) -> set[str]:
    """A number each, opened; they talk; the same is asked again; both rounds stay, none in place of the other."""
    for _ in range(3):  # the goals stay empty: nobody wrote, so nothing is left behind
        d.press("tom", "Next step")
    given: set[str] = set()
    for turn, about in ((1, ""), (2, "after we talked")):
        if about:
            d.page("tom").get_by_text("Ask this again").click()
            d.fill("tom", {"about": about}, "form[action$='/again']")
            d.press("tom", "Ask again")
            d.sees([one for one in WINDOWS if one != NO_SCRIPTS], "About after we talked")
        else:
            d.sees(WINDOWS, "Each of us gives a number")
        now = {}
        for at, login in enumerate(one for one in VOICES if one not in IN_THE_ROOM):
            now[login] = mark(login, "number", turn)
            hands_in = d.hands_in if login in {"asha", "birk"} else d.hands_in_without_looking
            hands_in(login, value=str((at + turn) % 11), why=d.words(login, "number", turn))
        for name in IN_THE_ROOM:
            if turn == 1:
                d.writes_on_toms_screen(name, value="2", why=d.words(name, "number", turn))
            else:
                passes(d, name)
        d.sees(["tom"], f"{9 if turn == 1 else 7} of 9 handed in")
        opened = {mark("ask", "question")} | drafts | given
        d.holds("jo", opened | {now["jo"]}, everywhere=False)
        d.holds("tom", opened, everywhere=False)
        d.press("tom", "Open all at once")
        given |= {one for one in d.said if one.endswith(f"nu{turn}")}
        d.sees_opened("number", turn)
    for login in LOOKED_AT:
        text = d.page(login).content()
        for one in given:
            assert text.count(one) == 1, f"{login} reads {one} {text.count(one)} times"
    assert len(given) == 9 + 7
    d.checked("numbers")
    return given


def passes(d: Discussion, name: str) -> None:
    page = d.page("tom")
    with page.expect_navigation():
        page.get_by_role("link", name=re.compile(f"Passes, or not here.*{NAMES[name]}")).click()
    d.fill("tom", {"mark": "passed", "because": "Says the same as before"}, "main form")
    d.press("tom", "Save")


def options(d: Discussion) -> None:
    """Two options with what speaks for and against; a reason that Glen writes on his telephone is seen by all."""
    for _ in range(4):
        d.press("tom", "Next step")
    d.sees(["ines", "glen"], "Write down an option")
    for name in ("A", "B"):
        d.fill("ines", {"title": d.words("option", name)}, "form[action$='/options']")
        d.press("ines", "Add this option")
    d.sees(["glen"], mark("option", "B"))
    glen = d.page("glen")
    d.fill("glen", {"side": "for", "reason": d.words("glen", "reason"), "who": "Glen"}, "form[action$='/arguments']")
    glen.locator("form[action$='/arguments'] [name=option_id]").nth(1).check(force=True)
    d.press("glen", "Add this reason")
    d.sees([login for login in WINDOWS if login != "glen"], mark("glen", "reason"))
    d.press("tom", "Ask where each stands on this")
    d.checked("options")


def stances(d: Discussion, before: set[str]) -> None:
    """Where each stands, in private; Glen does not agree."""
    d.press("tom", "Next step")
    d.sees(WINDOWS, "Each of us says where we stand")
    for login in ("ines", "asha", "birk", "nell", "jo"):
        d.hands_in_without_looking(login, choice="agree", why=d.words(login, "stance"))
    d.hands_in_without_looking("slate", choice="reservation", why=d.words("slate", "stance"))
    d.hands_in("glen", choice="dissent", why=d.words("glen", "stance"), more=d.words("glen", "relies"),
               instead=d.words("glen", "instead"))
    d.writes_on_toms_screen("Marina", choice="agree", why=d.words("Marina", "stance"))
    d.writes_on_toms_screen("Coral", choice="dissent", why=d.words("Coral", "stance"), instead=d.words("Coral", "instead"))
    opened = before | {mark("ask", "question"), mark("option", "A"), mark("option", "B"), mark("glen", "reason")}
    own = {login: {one for one in d.said if re.match(f"{mark(login)}(st|re|in)", one)} for login in WINDOWS}
    d.nobody_reads_ahead(opened, own, everywhere=False)
    d.press("tom", "Open all at once")
    d.sees_opened("stance")
    d.checked("stances")


def decided(d: Discussion) -> None:
    """An action, the decision, and Glen's different view taken higher. The seats end with it, on the next look."""
    d.press("tom", "Next step")
    d.sees(["ines"], "Who does what by when?")
    d.fill("ines", {"who": "Ines", "action": d.words("ines", "action"), "by_on": "30 Nov 2026"}, "form[action$='/actions']")
    d.press("ines", "Add this action")
    d.sees(["asha", "glen"], mark("ines", "action"))
    tom = d.page("tom")
    with tom.expect_navigation():
        tom.get_by_role("link", name="Write down the decision").click()
    d.fill("tom", {"words": d.words("tom", "decision"), "because": d.words("tom", "because"), "authority": "manager",
                   "review_on": "8 Dec 2026", "who_tells": "Ines, tomorrow"}, "main form")
    d.press("tom", "Decide, and freeze it")
    d.sees([login for login in WINDOWS if login not in {"tom", "jo", "slate", NO_SCRIPTS}], "The discussion has ended: see how")
    for login in ("jo", "slate"):
        d.page(login).get_by_text("ended").first.wait_for(timeout=PATIENCE)
    for login, what, more in (("glen", "reply", {"words": d.words("tom", "reply")}),
                              ("glen", "higher", {"to": "The head of service", "by_on": "1 Dec 2026",
                                                  "words": d.words("tom", "higher")})):
        with tom.expect_navigation():
            tom.locator(".dissent", has_text=NAMES[login]).get_by_role("link", name="Reply, take it higher").click()
        d.fill("tom", {"what": what, **more}, "main form")
        d.press("tom", "Save")
    assert "To The head of service, answer by Tue 1 Dec" in tom.locator("main").inner_text()


def every_view_came_out(d: Discussion) -> None:
    """What was handed in is in the frozen decision once, under its owner: as many views out as in (C28)."""
    with d.app.app_context():
        names = {str(seat.id): seat.name for seat in queries.seats_of(d.id)}
        rows = [(names[str(one.seat_id)], one.words or one.why) for one in db.session.query(Entry).filter_by(discussion_id=d.id)]
        body = db.session.query(Snapshot).join(Decision, Decision.snapshot_id == Snapshot.id).filter(
            Decision.discussion_id == d.id).one().body
        db.close()
    views = msgspec.json.decode(body)["extra"]["views"]
    assert len(rows) == 9 + 9 + 7 + 9, "everything was sent once, Nell’s words too"
    assert sorted((names[one["seat"]], one["words"] or one["why"]) for one in views) == sorted(rows)
    assert {(names[one["seat"]], one["choice"]) for one in views if one["choice"] == "dissent"} == {
        ("Glen Moor", "dissent"), ("Coral Harbour", "dissent")}
    for who, words in rows:
        assert NAMES[d.said[words.split()[0]]] == who


def each_reads_their_own_page(d: Discussion) -> None:
    """Whoever has a part of their own that sees the story reads it all; a seat alone, and a part without the story, nothing."""
    everything = set(d.said) - {mark("jo", "asked")}
    for login in WINDOWS:
        if login in {"jo", "slate"}:
            d.page(login).goto("/")
            assert d.window[login].context.request.get(d.path).status == 404
            d.holds(login, set())
        else:
            d.page(login).goto(d.path)
            d.holds(login, everything)
        d.window[login].faults = [one for one in d.window[login].faults if "404" not in one]  # the browser logs a refused beat
    d.checked("decided")


def each_has_their_own_paper(d: Discussion) -> None:
    """The outcome, as a page and as a PDF, for each reader: exactly the marks that are theirs."""
    ines = d.page("ines")
    ines.goto(f"{d.path}/private")
    for box in ines.locator("main select[name^='whose_']").all():
        if not box.is_visible():
            continue  # the decision and the choices were written for the family
        glens = mark("glen", "stance") in box.locator("xpath=ancestor::section").inner_text()
        box.select_option(str(d.people["Callum"]) if glens else "nobody")
        if glens:
            box.locator("xpath=ancestor::section").locator("select[name^='what_']").select_option("third_party")
    d.press("ines", "Save")
    with d.app.app_context(), audit.acting_as(d.users["ines"]):
        decision = next(one for one in parts(d) if one.body.part == "decision")
        for name in ("Callum", "Finn"):
            records.word_for(decision.id, d.people[name], d.words(name, "own"))
        db.close()
    frame = {mark("ask", "question"), mark("option", "A"), mark("option", "B"), mark("tom", "decision"), mark("tom", "because"),
             mark("ines", "action")}
    # Whoever agrees is named; why, is in the record. A reservation and another view stand in their own words.
    half = {mark("slate", "stance")}
    glen = {mark("glen", "stance"), mark("glen", "relies"), mark("glen", "instead"), mark("tom", "reply"), mark("tom", "higher")}
    coral = {mark("Coral", "stance"), mark("Coral", "instead")}
    heard = frame | half | glen | coral
    theirs = {"Marina": frame | half, "Coral": frame | half | coral,
              "Callum": {mark("Callum", "own")}, "Finn": {mark("Finn", "own")},
              **dict.fromkeys(("Asha", "Glen", "Ines", "Ms Slate", "Nell", "Sgt Birk", "Tom"), heard)}
    for name, expected in theirs.items():
        page, pdf = paper_for(d, name)
        for form, text in (("page", page), ("PDF", pdf)):
            found = {one for one in d.said if one in text.casefold()}  # a paper begins a sentence with a capital
            assert found == expected, f"{name}’s {form}: too much {sorted(found - expected)}, missing {sorted(expected - found)}"
            if name in {"Callum", "Finn"}:
                assert not [one for one in (*HIDDEN, "Lightwell", "Slate", "Coral", "Asha") if one in text], name
        assert ("Glen did not agree" in " ".join(page.split())) == (
            name not in {"Callum", "Finn", "Glen"}), name


def parts(d: Discussion):
    sight = sight_of(d.family, d.users["ines"])
    return [row for row in reads.current(d.family, sight.part, ("outcome_part",)) if row.body.discussion == d.id]


def paper_for(d: Discussion, name: str) -> tuple[str, str]:
    """(the words of the page, the words of the PDF)."""
    request = d.window["ines"].context.request
    before = f"{d.home}/documents/discussion-outcome/{d.people[name]}"
    form = request.get(before).text()
    form = form[form.index(f'method="post" action="{before}'):]
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form[:form.index("</form>")]))
    answer = request.post(f"{before}/pdf", form=sent, headers={"Referer": d.window["ines"].address})
    assert answer.headers["content-type"] == "application/pdf", answer.text()[:2000]
    pdf = subprocess.run(["pdftotext", "-", "-"], input=answer.body(), check=True, capture_output=True).stdout.decode()
    page = re.sub(r"<[^>]+>", " ", unescape(request.get(f"{before}/page").text()))
    return page, pdf
