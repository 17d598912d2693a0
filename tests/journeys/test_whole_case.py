"""A first user writes a whole case down through the forms alone: at 360 px, at 1280 px, and without scripts.

The case is the demonstration's Orchard family. Its text on paper must be what the loaded case prints.
"""

import difflib
import re
import subprocess
from datetime import date
from pathlib import Path

import msgspec
import pytest

from practice import create_app
from practice.core import clock
from practice.core.db import command
from practice.demo.people import make_cast
from tests.conftest import NOW, settings_for
from tests.journeys.conftest import DESK, PHONE, serving
from tests.journeys.loaded import loaded
from tests.journeys.typing_in import Hands, Writer

REFERENCE = "R4TN-8WEC"
AGREED = date(2026, 11, 23)
AGAIN = date(2027, 1, 18)
MOST_TAPS = 25  # besides typing, for a harm, a danger, a goal, a scale and the first number
NOT_ASKED = {  # on purpose: a first user is not asked twice
    "child_part: about", "goal: about",  # the child it is said to, the danger it belongs to say whom it is about
    "unknown: said_by", "unknown: said_on",  # nobody says a question: who finds out, and by when, is asked
}
BECAUSE = "He said yes by phone on 24 August. He gets his times, and not the plan."


@pytest.fixture
def address(databases):
    """A running app with the demonstration's people and no family."""
    url = databases.copy_of(databases.template("people", lambda _: _people()))
    app = create_app(settings_for(url))
    with clock.at(NOW), serving(app) as found:
        yield found
    app.extensions["engine"].dispose()
    databases.drop(url)


def _people():
    command(make_cast)()


@pytest.fixture
def case(demo_app):
    return loaded(demo_app, "Orchard", "priya")


def text_of(pdf: Path) -> list[str]:
    """The lines of a paper, without what differs by the hour: check code and number of the version."""
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    text = re.sub(r"[Cc]heck code(?: \w{4})+", "check code", re.sub(r"([Vv]ersion) \d+", r"\1 N", text))
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def writer(window, case):
    people = {key: person.name for key, (person, _) in case.people.items()}
    return Writer(Hands(window.page, case.called, scripts=window.scripts), case, people)


def test_the_whole_orchard_case_is_written_on_a_phone_and_prints_as_the_loaded_one(demo_app, case, person, tmp_path):
    window = person("priya", PHONE)
    mine = writer(window, case)
    mine.begin()
    window.check()
    mine.allocate("Priya Sandal", "Allocated on the day of the referral")
    mine.status()
    for key in case.people:
        if key != case.lead:
            mine.person(key)
    for tie in case.ties:
        mine.tie(tie)
    for place in case.places:
        mine.place(place)
    window.check()
    for row in case.of("story"):
        mine.story(row)
    for row in case.of("harm", "complicating_factor", "unknown", "strength", "danger", "existing_safety", "hope", "goal",
                       "scale", "bottom_line", "next_step", "judgement"):
        mine.row(row)
    window.check()
    for rating in case.ratings:
        mine.rate(rating)
    window.check()
    for row in case.of("plan_rule", "promise", "red_flag", "trigger", "early_sign", "child_part", "milestone", "closing",
                       "plan_head"):
        mine.row(row)
    for test in case.tests:
        mine.test(test)
    window.check()
    mine.agree(AGREED, AGAIN, "no visits until 18 January; Christmas added", BECAUSE)
    window.check()
    typed, printed = tmp_path / "typed.pdf", tmp_path / "loaded.pdf"
    typed.write_bytes(mine.paper("Robin Orchard"))
    made = demo_app.test_cli_runner().invoke(args=["document", "family-plan", REFERENCE, "--for", "Robin", "--out", str(printed)])
    assert made.exit_code == 0, made.output
    different = list(difflib.unified_diff(text_of(printed), text_of(typed), "loaded", "typed", n=0, lineterm=""))
    assert not different, "\n".join(different)
    assert mine.hands.not_asked <= NOT_ASKED, "\n".join(sorted(mine.hands.not_asked - NOT_ASKED))


@pytest.mark.parametrize(("size", "scripts"), [(DESK, True), (PHONE, True), (PHONE, False)],
                         ids=["1280 px", "360 px", "360 px without scripts"])
def test_one_danger_goes_from_contact_to_paper(case, person, tmp_path, size, scripts):
    window = person("priya", size, scripts=scripts)
    mine = writer(window, case)
    robin, ash = (key for key, name in mine.people.items() if name in {"Robin Orchard", "Ash Orchard"})
    mine.begin("Ash Orchard, 12 Mar 2021")
    mine.allocate("Priya Sandal", "Allocated on the day of the referral")
    for key in case.people:
        if mine.people[key] in {"Bryony Orchard", "Robin Orchard", "Olive Thorn", "Mrs Medlar", "Dele Marsh"}:
            mine.person(key)
    window.check()
    assert ash in case.people
    taps = mapped_by_hand(mine, window, robin)
    print(f"\n{size['width']} px, scripts {'on' if scripts else 'off'}: "
          f"{taps} taps besides typing for one harm, danger, goal, scale and number")
    assert taps <= MOST_TAPS
    rule = case.of("plan_rule")[0]
    mine.open("Safety plan")
    mine.add("plan_rule", rule)
    window.check()
    mine.row(next(row for row in case.of("plan_head") if row.body.reader is None))
    mine.agree(AGREED, AGAIN, "the first rule", BECAUSE)
    window.check()
    paper = tmp_path / "robin.pdf"
    paper.write_bytes(mine.paper("Robin Orchard"))
    text = " ".join(text_of(paper))
    assert "The Orchard plan" in text
    for line in rule.body.family_words.splitlines():
        assert line in text


def mapped_by_hand(mine, window, robin):
    """From the family's page to the first number, by the links that are there; returns the taps besides typing."""
    harm, danger, goal, scale = (mine.case.of(kind)[0] for kind in ("harm", "danger", "goal", "scale"))
    number = next(line for line in mine.case.ratings if line["person_id"] == robin)
    mine.hands.taps = 0
    mine.open("Mapping")
    mine.add("harm", shortened(harm, "words", "said_by", "said_on", "is_verbatim", "about"))
    window.check()
    mine.add("danger", shortened(danger, "title", "worried", "behaviour", "circumstances", "impact", "words", "about"))
    mine.add("goal", shortened(goal, "doing", "network", "child_experience", "words", "seen_by", "for_how_long"))
    mine.add("scale", shortened(scale, "zero", "ten", "words"))
    window.check()
    mine.follow("/rate")
    mine.type_rating({**number, "is_verbatim": True, "on": None})
    mine.hands.save()
    window.check()
    return mine.hands.taps


def shortened(row, *names):
    """The record with these fields only: what is said on a first visit."""
    body = type(row.body)(**{name: getattr(row.body, name) for name in names})
    return msgspec.structs.replace(row, body=body)
