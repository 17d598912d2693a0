"""Every kind of paper, whatever its name, with much text, very long words, and words from right to left (a new kind is tested
by itself: the list is the registry's)."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask

from practice.access.models import Information
from practice.core import audit, clock
from practice.core.db import command, db
from practice.discussions.outcome.commands import Tells, say_what_it_tells
from practice.documents import papers, sheet
from practice.documents.kinds_of_paper import PAPER_KINDS, PaperKind, blanks, for_readers, register
from practice.documents.making import Ready, make_ready
from practice.documents.material import gather
from practice.documents.render import PAPER, Press
from practice.families.models import Sex, Standing
from practice.families.queries import people_of, sight_of
from practice.mapping.kinds import BottomLine, DangerStatement, Harm, Impact, SafetyScale, Strength
from practice.mapping.models import Rating
from practice.records import commands as records
from practice.records import queries as reads
from practice.safety.closing.kinds import ClosingLetter
from practice.safety.immediate.kinds import ImmediatePlan, ImmediateRule, Night
from practice.safety.kinds import ChildPart, EarlySign, PlanHead, PlanRule, Promise, RedFlag, Trigger
from tests.conftest import NOW, Databases, _app_on
from tests.discussions.deciding import decide
from tests.documents.checks import beyond_the_edge, outloud, pictures_in, told
from tests.make.people import World, build_world, person

ROOT = Path(__file__).resolve().parents[2]
ARABIC, HEBREW = "أمينة تتصل بالجدة قبل السابعة", "שרה סוגרת את הדלת כל ערב"
AMINA, SARAH = "أمينة", "שרה"
LONG = "Unabhängigkeitserklärungswiederholungsversammlungsvorbereitung" * 2
RULES = 40


def _turned(text: str, at: int) -> str:
    """The same words in another order: one sentence at the top of several pages would look like a running head."""
    words = text.split() if " " in text else [text[:20 + at] + " " + text[20 + at:]]
    return " ".join(words[at % len(words):] + words[:at % len(words)])


@command
def _much() -> None:
    """Forty rules and rows of every kind, with names and words in three scripts, for one mother and her helpers."""
    world = World.read()
    with audit.acting_as(world.users["ines"]):
        marina, finn, shelly = (world.people[name] for name in ("Marina", "Finn", "Shelly"))
        amina = person(world.family, "أمينة الحسن", Standing.ADULT, "خالة", 20, sex=Sex.FEMALE, short="أمينة",
                       phone="07700 900131")
        sarah = person(world.family, "שרה לוי", Standing.NETWORK, "שכנה", 21, sex=Sex.FEMALE, short="שרה",
                       phone="07700 900132")
        for at in range(RULES):
            records.add(world.family, "plan_rule", PlanRule(
                who=(marina, amina, sarah)[at % 3], back_up=(sarah, amina, marina)[at % 3:at % 3 + 1],
                when=f"at {at % 12 + 1} each night",
                words=f"does what Rule {at} says: {_turned('the lamp by the door of the house at the end of our road', at)}",
                if_this=f"thing {at} is hard", then_that=f"ring {ARABIC}",
                family_words=f"Rule {at}: {_turned((ARABIC, HEBREW, LONG)[at % 3], at)}."),
                parent_id=world.records["goal"], info=Information.PLAN)
        for text in (ARABIC, HEBREW, LONG):
            records.add(world.family, "bottom_line", BottomLine(words=text), info=Information.PLAN)
            records.add(world.family, "red_flag", RedFlag(words=text, then_that=f"Ring 999. {text}", rings=marina),
                        info=Information.PLAN)
            records.add(world.family, "trigger", Trigger(words=text), info=Information.PLAN)
            records.add(world.family, "early_sign", EarlySign(words=text), info=Information.PLAN)
            records.add(world.family, "promise", Promise(words=text, who=marina, when="each week"), info=Information.PLAN)
            rule = ImmediateRule(words=text, who=amina, when="every night")
            records.add(world.family, "immediate_rule", rule, info=Information.PLAN)
            night = Night(on=date(2026, 11, 25), child=(finn, shelly), who=(amina, sarah), where_words=text)
            records.add(world.family, "night", night, info=Information.PLAN)
            records.add(world.family, "harm", Harm(words=text, impacts=(Impact(child=finn, words=text),)))
            records.add(world.family, "strength", Strength(words=text))
            if text is LONG:
                continue  # two scales are enough
            danger = records.add(world.family, "danger", DangerStatement(title=text, words=text, family_words=text))
            scale = records.add(world.family, "scale", SafetyScale(zero=text, ten=text), parent_id=danger)
            for who, value in ((marina, 3), (amina, 6), (sarah, 0), (finn, 10), (world.people["Ines"], 5)):
                for back in (40, 20, 1):
                    day = clock.today() - timedelta(days=back)
                    db.session.add(Rating(family_id=world.family, scale_id=scale, person_id=who, value=value, why=text,
                                          is_verbatim=True, on=day, recorded_at=clock.now()))
        sign = ChildPart(words=f"{ARABIC}. {LONG}.", child=(finn,), picture="whale", looks=(marina,), object=HEBREW)
        part = records.add(world.family, "child_part", sign, info=Information.PLAN)
        records.word_for(part, finn, f"{ARABIC}. {HEBREW}.")
        records.add(world.family, "immediate_plan", ImmediatePlan(
            title=HEBREW, why_today=ARABIC, ends_on=date(2026, 11, 28), ends_at="18.00", checks=LONG, review=ARABIC,
            numbers=HEBREW), info=Information.PLAN)
        records.add(world.family, "closing_letter", ClosingLetter(
            words=f"{ARABIC}.\n{HEBREW}.\n{LONG}.\n" + "We are glad to know you. " * 60, who_keeps=ARABIC,
            whom_they_ring=f"{HEBREW}, 07700 900132", check_back_on=date(2027, 4, 19)))
        records.add(world.family, "plan_head", PlanHead(title=f"{HEBREW} {LONG}", why=ARABIC, good=LONG, hard_days=HEBREW,
                                                        reader=marina))


def _decided() -> None:
    """A discussion that was decided, in three scripts; nothing of it tells of somebody's private matters."""
    world = World.read()
    table = decide(world, {"ines": ("agree", ARABIC, "", ""), "nell": ("reservation", HEBREW, "", ""),
                           "slate": ("dissent", f"{LONG} {ARABIC}", HEBREW, LONG), "Coral": ("abstain", HEBREW, "", "")})
    with audit.acting_as(world.users["ines"]):
        sight = sight_of(world.family, world.users["ines"])
        assert sight is not None
        for row in reads.current(world.family, sight.part, ("outcome_part",)):
            say_what_it_tells(world.family, table.id, {row.id: Tells(row.lock_version)})


@pytest.fixture(scope="module")
def full(databases: Databases) -> Iterator[Flask]:
    def fill(_: Flask) -> None:
        build_world()
        db.session.commit()
        _much()
        _decided()
    with clock.at(NOW):
        yield from _app_on(databases, databases.template("much", fill))


Made = dict[tuple[str, str], tuple[papers.Paper, Path]]


def ready_for(name: str, kind: str, form: str) -> Ready:
    world = World.read()
    sight = sight_of(world.family, world.users["ines"])
    assert sight is not None
    reader = next(one for one in people_of(world.family).values() if one.short_name == name)
    material = gather(sight, reader.id, kind, draft=True)
    assert material is not None
    return make_ready(material, form)


@pytest.fixture(scope="module")
def made(full: Flask, press: Press, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Each kind in each form, for the mother: made once for all the tests here."""
    folder, found = tmp_path_factory.mktemp("papers"), {}
    with full.test_request_context():
        for kind in PAPER_KINDS.values():
            for form in sheet.FORMS:
                if kind.blank is not None:
                    paper = kind.blank(f"{HEBREW} {LONG}", form)
                else:
                    ready = ready_for("Marina", kind.name, form)
                    assert ready.why_not == "", kind.name
                    assert ready.stops == ()
                    paper = ready.paper
                file = folder / f"{kind.name}-{form}.pdf"
                file.write_bytes(sheet.printed(paper, press).data)
                found[kind.name, form] = (paper, file)
    return found


EVERY = [(kind, form) for kind in PAPER_KINDS for form in sheet.FORMS]


def _bare(text: str) -> str:
    """Letters alone: neither line breaks, nor the presentation forms and marks of a script, nor its direction matter."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text) if letter.isalnum())


@pytest.mark.parametrize(("kind", "form"), EVERY)
def test_every_word_is_there_once_over_and_in_order(made: Made, kind: str, form: str):
    paper, file = made[kind, form]
    text = _bare(told(file)) + _bare(" ".join(pictures_in(file)))
    turned = text[::-1]
    for where, one in papers.texts_of(paper):
        if where == "The title" or one in {form, kind} or re.fullmatch(r"[a-z0-9-]+|M[\d ML.]+|[A-Z]?[a-z]+", one):
            continue  # names of drawings, shapes and strokes
        words = _bare(one)
        assert words in text or words in turned or all(
            _bare(word) in text or _bare(word) in turned for word in one.split()), f"{one[:60]} is not in the {kind}"
    if "plan_rule" in PAPER_KINDS[kind].records:
        in_view = re.findall(r"Rule (\d+)", "\n".join(one for _, one in papers.texts_of(paper)))
        assert re.findall(r"Rule (\d+)", told(file)) == in_view
        assert len(in_view) >= RULES / 3
    if kind in {"family-plan", "fridge-sheet"}:
        assert sorted(set(map(int, in_view))) == list(range(RULES))  # each of them, and the numbers to ring after them
        assert "999" in told(file)


@pytest.mark.parametrize(("kind", "form"), EVERY)
def test_nothing_stands_beyond_the_edge(made: Made, kind: str, form: str):
    assert beyond_the_edge(made[kind, form][1]) == []


def test_the_checker_finds_nothing_in_any_of_them(made: Made):
    assert outloud([file for _, file in made.values()]) == ""


def test_the_page_holds_the_same_words(made: Made, full: Flask):
    with full.test_request_context():
        for paper, _ in made.values():
            page = sheet.html_of(paper, on_screen=True)
            for text in (ARABIC, HEBREW, LONG):
                in_view = any(text in one for _, one in papers.texts_of(paper))
                assert (text in page.replace("\u00a0", " ")) or not in_view


@pytest.mark.parametrize("kind", [kind.name for kind in for_readers()])
def test_names_and_words_from_right_to_left_stand_in_every_kind(made: Made, kind: str):
    """The control of the tests above: they would pass too if no kind of paper held any."""
    in_view = "\n".join(one for _, one in papers.texts_of(made[kind, "standard"][0]))
    assert [text for text in (AMINA, SARAH, ARABIC, HEBREW) if text not in in_view] == []


def test_a_reader_with_such_a_name_has_it_on_each_of_their_papers(full: Flask, press: Press, tmp_path: Path):
    with full.test_request_context():
        for kind in for_readers():
            ready = ready_for(AMINA, kind.name, "standard")
            assert (ready.why_not, ready.stops) == ("", ()), kind.name
            assert f"For {AMINA}." in sheet.html_of(ready.paper, on_screen=True), kind.name
            assert AMINA in ready.paper.furniture.copy_for, kind.name
        file = tmp_path / "amina.pdf"
        file.write_bytes(sheet.printed(ready_for(AMINA, "members-sheet", "standard").paper, press).data)
    text = _bare(told(file))
    assert _bare(AMINA) in text or _bare(AMINA)[::-1] in text
    assert outloud([file]) == ""


def test_a_childs_own_sheet_holds_them_too(full: Flask, press: Press, tmp_path: Path):
    file = tmp_path / "finn.pdf"
    with full.test_request_context():
        ready = ready_for("Finn", "family-plan", "standard")
        assert (ready.why_not, ready.stops) == ("", ())
        file.write_bytes(sheet.printed(ready.paper, press).data)
    text = _bare(told(file)) + _bare(" ".join(pictures_in(file)))
    for words in (ARABIC, HEBREW):
        assert all(_bare(word) in text or _bare(word)[::-1] in text for word in words.split()), words
    assert beyond_the_edge(file) == []
    assert outloud([file]) == ""


# The registry

def test_each_kind_has_its_template_its_neutral_name_and_one_place():
    assert len({kind.place for kind in PAPER_KINDS.values()}) == len(PAPER_KINDS)
    for kind in PAPER_KINDS.values():
        text = (ROOT / "templates" / kind.template).read_text()
        assert "body." not in text.replace("document.body", "")
        assert "material" not in text
        assert "people" not in text
        assert re.fullmatch(r"[a-z-]+", kind.file_name)
        assert kind.called
    assert {kind.name for kind in for_readers()} | {kind.name for kind in blanks()} == set(PAPER_KINDS)


def test_two_of_one_name_and_one_that_nothing_makes_are_refused():
    known = PAPER_KINDS["family-plan"]
    for wrong in (known, replace(known, name="other", make=None), PaperKind("x", "x", "x", "x", 99)):
        with pytest.raises(ValueError, match="registered twice"):
            register(wrong)
    assert "other" not in PAPER_KINDS


def test_every_drawing_that_has_words_is_there():
    assert [name for name in sheet.DRAWINGS if not (PAPER / "pictures" / f"{name}.svg").is_file()] == []
