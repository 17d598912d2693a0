"""Eight people at eight windows hold one discussion of the Harbour family, from the invitation to a decision taken higher.

Four telephones and four desks. Sgt Birk's browser runs no scripts. Nell's telephone loses its connection for a minute and more
while she writes, and the others go on without her; Ms Slate's loses it while the others hand in. Marina and Coral sit in the room
without a device and write on Tom's screen. Jo has no part in the family: a seat under an agreement alone.

Every word that somebody gives is its own (`zq…`). Who reads which sentence, on the page and on paper, stands in the tables below;
every page, piece and paper that somebody can reach is searched for all the others.
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
from practice.discussions import queries
from practice.discussions.models import Decision, Entry
from practice.families.queries import sight_of
from practice.records import commands as records
from practice.records import queries as reads
from practice.records.models import Snapshot
from tests.journeys.eight import (
    AWAY,
    HIDDEN,
    IN_THE_ROOM,
    LOOKED_AT,
    LOST,
    NAMES,
    NO_SCRIPTS,
    PATIENCE,
    SOON,
    TEAM,
    TOGETHER,
    VOICES,
    WINDOWS,
    Discussion,
    mark,
)

# Who sits there, as Tom gives the seats on his screen, and what he reads first of what each will see.
OWN_PART = ("What their part in this family shows them already. This seat adds nothing to it.",)
NO_DEVICE = ("They sit in the room without a device", "They get no way into the record.")
BY_AGREEMENT = ("Inside this discussion: the safety plan", "No story, no mapping, no plan, no addresses", "Saltmarsh Recovery")
SEATS = (("ines", "presenter", OWN_PART), ("asha", "participant", OWN_PART), ("glen", "participant", OWN_PART),
         ("birk", "participant", OWN_PART), ("nell", "participant", OWN_PART), ("slate", "child_voice", OWN_PART),
         ("jo", "participant", BY_AGREEMENT), ("Marina", "family", NO_DEVICE), ("Coral", "family", NO_DEVICE))

# Once it has ended, who reads what. On the page: whoever has a part of their own that sees the story, all that was opened; Ms
# Slate, whose part does not see it, and Jo, whose seat has ended, find it closed. On paper, by whose words they are and which: a
# person who agrees is named, and why stays in the record; what was written in a round stays there; where one of the family stands
# is theirs to tell; what tells of another adult waits for that adult's yes; a child, and one who is kept from where the others
# live, read what was written for them alone.
ON_THE_PAGE = {"tom", "ines", "asha", "glen", "birk", "nell"}
WORKERS = {"Tom", "Ines", "Asha", "Glen", "Sgt Birk", "Nell", "Ms Slate"}
ALL = WORKERS | {"Marina", "Coral"}
ALONE = {"Callum", "Finn"}
ON_PAPER = {
    ("ines", "question"): ALL, ("ines", "option"): ALL, ("tom", "decision"): ALL, ("tom", "because"): ALL, ("ines", "action"): ALL,
    ("slate", "stance"): ALL, ("Coral", "stance"): WORKERS | {"Coral"},
    **dict.fromkeys((("glen", "stance"), ("glen", "relies"), ("glen", "instead"), ("tom", "reply"), ("tom", "higher")), WORKERS),
    ("Callum", "own"): {"Callum"}, ("Finn", "own"): {"Finn"},
}


@pytest.fixture
def d(demo_app, person) -> Discussion:
    return Discussion(demo_app, person)


def test_eight_people_decide_together_and_each_reads_what_is_theirs(d):
    invited(d)
    first_round(d)
    two_rounds_of_numbers(d)
    options(d)
    back_after_a_minute(d)
    stances(d)
    decided(d)
    every_view_came_out(d)
    each_reads_their_own_page(d)
    each_has_their_own_paper(d)
    everybody_saw_it_soon(d)


# The chapters

def invited(d: Discussion) -> None:
    """Ines asks and gives Tom the lead; he gives the other seats, and reads first what each will see."""
    d.sit_down()
    ines, tom, jo = d.page("ines"), d.page("tom"), d.page("jo")
    assert len({one.context for one in d.window.values()}) == 8
    ines.goto(f"{d.home}/discussions/ask")
    d.fill("ines", {"question": d.words("ines", "question"), "framework": "group-mapping", "decides": "y",
                    "planned_on": "24 Nov 2026", "planned_at": "10.45", "place": "Our meeting room",
                    "family_told": "Marina, by Ines, on 20 November"}, "main form")
    d.press("ines", "Ask, and choose who sits in it")
    d.path = re.sub(r"/seats.*", "", ines.url[len(d.window["ines"].address):])
    d.id = UUID(d.path.rsplit("/", 1)[1])
    gives_seat(d, "ines", "tom", OWN_PART, role="facilitator", may_decide="y")
    tom.goto(f"{d.path}/seats")
    for name, role, reads_first in SEATS:
        more = {}
        if name == "jo":
            tom.get_by_text("Somebody of another agency").click()
            agreement = tom.locator('select[name="agreement_id"] option', has_text="Saltmarsh Recovery").get_attribute("value")
            more = {"asked": d.words("jo", "asked"), "agreement_id": agreement, "kinds": "plan"}
        gives_seat(d, "tom", name, reads_first, role=role, **more)
    assert tom.locator("ul.seats > li").count() == len(SEATS) + 1
    jo.goto("/")
    assert d.said[mark("jo", "asked")][2] in jo.content(), "the invitation is on her first page"
    calendar = d.window["jo"].context.request.get(f"{d.path}/calendar").text().replace("\r\n ", "")
    assert "BEGIN:VEVENT" in calendar
    for words in ("Harbour", "Marina", "zq", "meeting room", str(d.family), str(d.id), *HIDDEN):
        assert words not in calendar
    for login in WINDOWS:
        d.page(login).goto(d.path)
    with tom.expect_navigation():
        tom.get_by_role("link", name="Begin").click()
    d.press("tom", "Begin")
    d.opened |= d.marks("question")
    d.sees(WINDOWS, "Roles, and what the presenter wants")
    d.checked("begun")


def gives_seat(d: Discussion, by: str, name: str, reads_first: tuple[str, ...], **fields: str) -> None:
    page = d.page(by)
    who = {"person_id": str(d.people[name])} if name in IN_THE_ROOM else {"user_id": str(d.users[name])}
    d.fill(by, {**who, **fields}, "main form:has(h2)")
    d.press(by, "See what they will see")
    looked = page.locator("section", has_text="This is what the seat will see").inner_text()
    for words in (NAMES.get(name, "Tom Larder"), *reads_first):
        assert words in looked, looked
    d.press(by, "Give this seat")
    assert NAMES.get(name, "Tom Larder") in page.locator("ul.seats").inner_text()


def first_round(d: Discussion) -> None:
    """Everybody's danger statement; nobody reads ahead. Nell's telephone is lost before hers is in: it is opened without her."""
    for _ in range(3):
        d.press("tom", "Next step")
    d.sees(WINDOWS, "Each of us writes a danger statement")
    d.loses_signal("nell")
    hands_in_lost(d, "nell", words=d.words("nell", "draft"))
    for name in IN_THE_ROOM:
        d.writes_on_toms_screen(name, words=d.words(name, "draft"))
    for login in ("ines", "asha", "glen", "birk", "slate", "jo"):
        d.hands_in(login, words=d.words(login, "draft"))
    d.sees(["tom"], "8 of 9 handed in")
    d.sees(["tom"], "Waiting for Nell Frost")
    assert not d.page("tom").get_by_role("button", name="Open all at once").count()
    d.checked("private")
    own = {login: {mark(login, "draft")} for login in d.here if login != "tom"}
    d.nobody_reads_ahead(own)
    with pytest.raises(AssertionError, match="glen reads"):  # the search finds what is there
        d.holds("glen", d.opened, everywhere=False)
    with pytest.raises(AssertionError, match="glen does not read"):  # and misses what is not
        d.holds("glen", d.opened | own["glen"] | own["jo"], everywhere=False)
    d.passes("nell", "Her telephone has no signal")
    d.opens("draft")
    drafts = d.marks("draft") - {mark("nell", "draft")}
    d.opened |= drafts
    for login in d.here:
        text = d.page(login).content()
        assert mark("nell", "draft") not in text
        for one in drafts:
            assert text.count(f"“{d.said[one][2]}”") == 1, f"{login} reads {one} {text.count(one)} times"
    d.checked("opened")
    d.press("ines", "Take it")


def hands_in_lost(d: Discussion, login: str, **fields: str) -> None:
    """Without a connection: what was typed stands, and waits."""
    page = d.page(login)
    d.fill(login, fields)
    page.locator("form.private").get_by_role("button", name="Hand in").click()
    page.get_by_text("are handed in once when there is signal again").first.wait_for(timeout=PATIENCE)
    for name in fields.keys() & {"words", "why"}:
        assert page.locator(f"form.private [name={name}]").input_value() == fields[name]


def two_rounds_of_numbers(d: Discussion) -> None:
    """A number each, opened; they talk; the same is asked again; both rounds stay, none in place of the other. Ms Slate's telephone
    is lost while she writes hers: when it is back it hands in by itself, once."""
    for _ in range(3):  # the goals stay empty: nobody wrote, so nothing is left behind
        d.press("tom", "Next step")
    for turn, about in ((1, ""), (2, "after we talked")):
        if about:
            d.page("tom").get_by_text("Ask this again").click()
            d.fill("tom", {"about": about}, "form[action$='/again']")
            d.press("tom", "Ask again")
            d.sees([one for one in d.here if one != NO_SCRIPTS], "About after we talked")
        else:
            d.sees(d.here, "Each of us gives a number")
            d.loses_signal("slate")
            hands_in_lost(d, "slate", value="6", why=d.words("slate", "number", turn))
        for at, login in enumerate(one for one in VOICES if one in d.here):
            hands_in = d.hands_in if login in {"asha", "birk"} else d.hands_in_without_looking
            hands_in(login, value=str((at + turn) % 11), why=d.words(login, "number", turn))
        for name in IN_THE_ROOM:
            if turn == 1:
                d.writes_on_toms_screen(name, value="2", why=d.words(name, "number", turn))
            else:
                d.passes(name, "Says the same as before")
        d.passes("nell", "Her telephone has no signal")
        if turn == 1:
            d.sees(["tom"], "7 of 9 handed in")
            d.signal_is_back("slate")
            d.page("slate").get_by_text("In. You can change it until it is opened").wait_for(timeout=PATIENCE)
            assert d.page("slate").url.endswith(d.path), "she is back where she was"
            d.forgives("slate", LOST)
        d.sees(["tom"], f"{8 if turn == 1 else 6} of 9 handed in")
        d.holds("jo", d.opened | {mark("jo", "number", turn)}, everywhere=False)
        d.holds("tom", d.opened, everywhere=False)
        d.opens("number", turn)
        d.opened |= d.marks("number")
    numbers = d.marks("number")
    assert len(numbers) == 8 + 6
    for login in LOOKED_AT:
        text = d.page(login).content()
        for one in numbers:
            assert text.count(d.said[one][2]) == 1, f"{login} reads {one} {text.count(one)} times"
    d.checked("numbers")


def options(d: Discussion) -> None:
    """Two options with what speaks for and against; a reason that Glen writes on his telephone is seen by all."""
    for _ in range(4):
        d.press("tom", "Next step")
    d.sees(["ines", "glen"], "Write down an option")
    for name in ("A", "B"):
        d.fill("ines", {"title": d.words("ines", "option", name)}, "form[action$='/options']")
        d.press("ines", "Add this option")
    d.sees(["glen"], mark("ines", "option", "B"))
    glen = d.page("glen")
    d.fill("glen", {"side": "for", "reason": d.words("glen", "reason"), "who": "Glen"}, "form[action$='/arguments']")
    glen.locator("form[action$='/arguments'] [name=option_id]").nth(1).check(force=True)
    d.press("glen", "Add this reason")
    d.sees([login for login in d.here if login != "glen"], mark("glen", "reason"))
    d.opened |= d.marks("option", "reason")
    d.press("tom", "Ask where each stands on this")
    d.checked("options")


def back_after_a_minute(d: Discussion) -> None:
    """Nell's telephone sends by itself what waited. She is told that the group went on; her words stand once, marked as later."""
    nell, hers = d.page("nell"), mark("nell", "draft")
    assert nell.url.endswith(d.path)
    assert nell.locator("form.private textarea").input_value() == d.said[hers][2], "what she typed stands"
    assert nell.get_by_text("No signal. This page looks again by itself").count()
    assert not kept_of(d, "nell")
    d.signal_is_back("nell", after=AWAY)
    nell.get_by_role("heading", name="The group has moved on").wait_for(timeout=PATIENCE)
    assert nell.locator("form.private textarea").input_value() == d.said[hers][2]
    assert not kept_of(d, "nell"), "what came too late is in no round"
    d.window["nell"].shot("eight-nell-back-360")
    d.press("nell", "Add it, marked as later")
    d.forgives("nell", LOST, re.compile("status of 422"))
    assert kept_of(d, "nell") == [(d.said[hers][2], True)]
    d.opened.add(hers)
    assert nell.url.endswith(d.path)
    d.sees(["nell"], "Write down an option")  # she is where the others are
    for login in d.here:
        if login == NO_SCRIPTS:
            d.look(login)
        d.page(login).locator("main").get_by_text(f"{hers}a").first.wait_for(state="attached", timeout=PATIENCE)
        assert d.page(login).content().count(d.said[hers][2]) == 1, login
    assert "Nell Frost passed: Her telephone has no signal" in nell.content()
    d.holds("nell", d.opened)


def kept_of(d: Discussion, login: str) -> list[tuple[str, bool]]:
    """What the database holds of a seat: (words, given after the opening)."""
    with d.app.app_context():
        seat = next(one.id for one in queries.seats_of(d.id) if one.user_id == d.users[login])
        found = [(one.words or one.why, one.after) for one in db.session.query(Entry).filter_by(discussion_id=d.id, seat_id=seat)]
        db.close()
    return found


def stances(d: Discussion) -> None:
    """Where each stands, in private; Glen alone does not agree."""
    d.press("tom", "Next step")
    d.sees(WINDOWS, "Each of us says where we stand")
    for login in ("ines", "asha", "birk", "jo"):
        d.hands_in_without_looking(login, choice="agree", why=d.words(login, "stance"))
    d.hands_in("nell", choice="agree", why=d.words("nell", "stance"))
    d.hands_in("slate", choice="reservation", why=d.words("slate", "stance"))
    d.hands_in("glen", choice="dissent", why=d.words("glen", "stance"), more=d.words("glen", "relies"),
               instead=d.words("glen", "instead"))
    d.writes_on_toms_screen("Marina", choice="agree", why=d.words("Marina", "stance"))
    d.writes_on_toms_screen("Coral", choice="reservation", why=d.words("Coral", "stance"))
    given = d.marks("stance", "relies", "instead")
    d.nobody_reads_ahead({login: {one for one in given if d.said[one][0] == login} for login in WINDOWS}, everywhere=False)
    d.opens("stance")
    d.opened |= given
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
    d.sees(sorted(ON_THE_PAGE - {"tom", NO_SCRIPTS}), "The discussion has ended: see how")
    for login in ("jo", "slate"):
        d.sees([login], "Your seat in this discussion has ended")
        d.forgives(login, re.compile("status of 404|^htmx:responseError|Response Status Error Code 404"))
    for what, more in (("reply", {"words": d.words("tom", "reply")}),
                       ("higher", {"to": "The head of service", "by_on": "1 Dec 2026", "words": d.words("tom", "higher")})):
        with tom.expect_navigation():
            tom.locator(".dissent", has_text=NAMES["glen"]).get_by_role("link", name="Reply, take it higher").click()
        d.fill("tom", {"what": what, **more}, "main form")
        d.press("tom", "Save")
    assert tom.locator(".dissent").count() == 1
    assert "To The head of service, answer by Tue 1 Dec" in tom.locator("main").inner_text()


def every_view_came_out(d: Discussion) -> None:
    """What was handed in is in the frozen decision once, under its owner: as many views out as in (C28). One is dissent."""
    with d.app.app_context():
        names = {str(seat.id): seat.name for seat in queries.seats_of(d.id)}
        rows = [(names[str(one.seat_id)], one.words or one.why, one.after)
                for one in db.session.query(Entry).filter_by(discussion_id=d.id)]
        body = db.session.query(Snapshot).join(Decision, Decision.snapshot_id == Snapshot.id).filter(
            Decision.discussion_id == d.id).one().body
        db.close()
    views = msgspec.json.decode(body)["extra"]["views"]
    assert sorted(rows) == sorted((NAMES[whose], sentence, one == mark("nell", "draft")) for one, (whose, kind, sentence)
                                  in d.said.items() if kind in {"draft", "number", "stance"}), "each was sent, and once"
    assert len(rows) == 9 + 8 + 6 + 9
    assert sorted((names[one["seat"]], one["words"] or one["why"], one["after"]) for one in views) == sorted(rows)
    assert [names[one["seat"]] for one in views if one["choice"] == "dissent"] == ["Glen Moor"]


def each_reads_their_own_page(d: Discussion) -> None:
    everything = set(d.said) - d.marks("asked")
    for login in WINDOWS:
        if login in ON_THE_PAGE:
            d.page(login).goto(d.path)
            read = d.holds(login, everything)
            assert login not in TEAM or any(HIDDEN[0] in text for text in read.values()), "what is looked for can be found"
        else:
            d.page(login).goto("/")
            assert d.window[login].context.request.get(d.path).status == 404
            d.holds(login, set())
    d.checked("decided")


def each_has_their_own_paper(d: Discussion) -> None:
    """The outcome, as a page and as a PDF, for each reader: the sentences that are theirs, whole, and no word of the others."""
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
        for name in sorted(ALONE):
            records.word_for(decision.id, d.people[name], d.words(name, "own"))
        db.close()
    offered = d.window["ines"].context.request.get(f"{d.path}/outcome").text()
    for name in sorted(ALL | ALONE):
        assert f"/discussion-outcome/{d.people[name]}" in offered, name
    # Jo stands in no record of this family, and her seat has ended: words for her can be written once she is among its people.
    assert "Jo Furrow sat there, and stands in no record of this family" in " ".join(offered.split())
    for name in sorted(ALL | ALONE):
        expected = {one for one, (whose, kind, _) in d.said.items() if name in ON_PAPER.get((whose, kind), ())}
        for form, text in zip(("page", "PDF"), paper_for(d, name), strict=True):
            found = {one for one in d.said if one in text}
            assert found == expected, f"{name}’s {form}: too much {sorted(found - expected)}, missing {sorted(expected - found)}"
            cut = {one for one in expected if d.said[one][2].casefold() not in text}
            assert not cut, f"{name}’s {form}: not whole {sorted(cut)}"
            if name in ALONE:
                assert not [one for one in (*HIDDEN, "Lightwell", "Slate", "Coral", "Asha") if one.casefold() in text], name
            assert ("glen did not agree" in text) == (name not in {*ALONE, "Glen"}), name


def parts(d: Discussion):
    sight = sight_of(d.family, d.users["ines"])
    return [row for row in reads.current(d.family, sight.part, ("outcome_part",)) if row.body.discussion == d.id]


def paper_for(d: Discussion, name: str) -> tuple[str, str]:
    """(the words of the page, the words of the PDF), in small letters: a paper begins a sentence with a capital."""
    request = d.window["ines"].context.request
    before = f"{d.home}/documents/discussion-outcome/{d.people[name]}"
    form = request.get(before).text()
    form = form[form.index(f'method="post" action="{before}'):]
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form[:form.index("</form>")]))
    answer = request.post(f"{before}/pdf", form=sent, headers={"Referer": d.window["ines"].address})
    assert answer.headers["content-type"] == "application/pdf", answer.text()[:2000]
    pdf = subprocess.run(["pdftotext", "-", "-"], input=answer.body(), check=True, capture_output=True).stdout.decode()
    page = re.sub(r"<[^>]+>", " ", unescape(request.get(f"{before}/page").text()))
    return " ".join(page.split()).casefold(), " ".join(pdf.split()).casefold()


def everybody_saw_it_soon(d: Discussion) -> None:
    """Each window saw an opening within three seconds, and half of all that they saw: the machine may be busy. At one opening they
    all saw it within two seconds of each other (C7). That all do with 30 discussions at once is measured by ./run bench."""
    print([{login: round(s, 1) for login, s in one.items()} for one in d.seen_within])
    assert len(d.seen_within) == 4
    for login in WINDOWS.keys() - {"tom"}:  # whoever opens it has it at once
        assert min(one[login] for one in d.seen_within if login in one) < SOON, login
    assert median(s for one in d.seen_within for s in one.values()) < SOON, d.seen_within
    by_themselves = [[s for login, s in one.items() if login != NO_SCRIPTS] for one in d.seen_within]
    assert min(max(some) - min(some) for some in by_themselves) < TOGETHER, d.seen_within
