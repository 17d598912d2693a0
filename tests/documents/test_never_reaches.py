"""No paper of any kind and no turned screen holds what its reader must not see: properties over families made of canaries (A1-A3).

The view model and its HTML are tried with many families; the PDF, which takes a hundred times as long, with a fixed number.
The controls fail on purpose: without the choice, without the guard, and for a reader who may see it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from practice.access.models import Information
from practice.core import audit
from practice.core.db import db
from practice.documents import choosing, making, sheet
from practice.documents.choosing import Choice, Chosen
from practice.documents.kinds_of_paper import for_readers
from practice.documents.making import Ready, make_ready
from practice.documents.material import Material, gather
from practice.documents.turned import page as turned
from practice.families.queries import sight_of
from practice.records.queries import Row
from tests.conftest import NOW, clock, settings_for
from tests.documents.canary_rows import FACTS, Planted, forbidden, plant
from tests.documents.leaks import everything_in
from tests.make.people import World, build_world

KINDS_OF_PAPER = [kind.name for kind in for_readers()]
READERS = ("Callum", "Marina", "Finn", "Coral", "Ines")  # kept from; mother; child; nan; a professional
SEES = st.frozensets(st.sampled_from(list(Information)), min_size=1)
MANY = settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


class Bases(dict[str, Material]):
    """{reader: what a paper for them is made from}; said shortly, for the report of an example that fails."""

    def __repr__(self) -> str:
        return "the small world"


@pytest.fixture(scope="module")
def bases(databases) -> Iterator[Bases]:
    """Inside the app, for each reader; their rows are replaced by planted ones."""
    from practice import create_app
    url = databases.copy_of(databases.template("world", lambda _: build_world()))
    app = create_app(settings_for(url))
    with clock.at(NOW), app.test_request_context():
        world = World.read()
        with audit.acting_as(world.users["ines"]):
            sight = sight_of(world.family, world.users["ines"])
            assert sight is not None
            found = {name: gather(sight, world.people[name], "family-plan", draft=True) for name in READERS}
        db.close()
        yield Bases({name: material for name, material in found.items() if material is not None})
    app.extensions["engine"].dispose()
    databases.drop(url)


def html_of(ready: Ready) -> str:
    """Both: the page to print, and the same on a screen turned towards the reader."""
    return sheet.html_of(ready.paper, on_screen=True) + turned_html(ready)


def turned_html(ready: Ready) -> str:
    """What the turned screen answers with: the same call as its view's."""
    return turned.html_of(ready, ready.material.reader.name, [("Where things are", "/elsewhere")])


def leaks(planted: Planted, told: str) -> list[tuple[str, str]]:
    """Forbidden words that TOLD holds, and why they are."""
    there = set(re.findall(r"zq[a-z]{4}", told.lower()))
    return [(word, why) for word, why in forbidden(planted) if word in there]


def facts_in(told: str) -> list[str]:
    bare = re.sub(r"[^a-z0-9]", "", told.lower())
    return [text for _, text in FACTS if re.sub(r"[^a-z0-9]", "", text.lower()) in bare]


@MANY
@given(seed=st.integers(0, 2**32), reader=st.sampled_from(READERS), kind=st.sampled_from(KINDS_OF_PAPER),
       form=st.sampled_from(list(sheet.FORMS)), sees=SEES)
def test_what_a_person_must_not_see_is_on_no_paper_and_no_turned_screen(bases, seed, reader, kind, form, sees):
    base = bases[reader]
    planted = plant(base, kind, seed, sees=sees if base.reader.person.is_professional else base.reader.sees,
                    kept_from=reader == "Callum")
    ready = make_ready(planted.material, form)
    told = html_of(ready)
    assert leaks(planted, told) == []
    if not ready.stops:  # where it is stopped, neither the paper is made nor the screen turned
        assert facts_in(told) == []


@MANY
@given(seed=st.integers(0, 2**32), kind=st.sampled_from(KINDS_OF_PAPER))
def test_the_guard_stops_every_fact_that_words_for_the_reader_hold(bases, seed, kind):
    """A protected fact in words that would be printed stops the paper; a screen asks the same `stops`."""
    planted = plant(bases["Callum"], kind, seed, kept_from=True)
    quiet = replace(planted.material, wordings=dict.fromkeys(planted.material.wordings, ("Nothing of it", 1)))
    ready = make_ready(quiet, "standard")
    assert ready.stops == ()
    for one in ready.choice.chosen:
        if one.words:
            loud = replace(quiet, wordings={**quiet.wordings, (one.row.id, quiet.reader.person.id): ("It is 41 gannet parade", 1)})
            assert make_ready(loud, "standard").stops, one.row.kind
            break


SEEDS = (3, 14, 159, 2653)


@pytest.mark.parametrize("kind", KINDS_OF_PAPER)
def test_nor_is_it_anywhere_in_the_file(bases, press, kind):
    """Text, metadata, tags, decompressed streams, strings in every encoding, and the name of the file."""
    for seed, reader in zip(SEEDS, READERS, strict=False):
        planted = plant(bases[reader], kind, seed, kept_from=reader == "Callum")
        ready = make_ready(planted.material, "standard")
        if not ready.stops:
            told = everything_in(press.print(sheet.html_of(ready.paper)).data) + ready.file_name
            assert leaks(planted, told) == [], reader
            if reader == "Callum":
                assert facts_in(told) == []


# Controls: a test that cannot fail proves nothing.

def everything(material: Material) -> Choice:
    return Choice(tuple(Chosen(row, "", is_stale=False) for row in material.rows), ())


@pytest.mark.parametrize("reader", READERS)
def test_without_the_choice_it_is_found(bases, monkeypatch, reader):
    monkeypatch.setattr(making, "choose", everything)
    found = []
    for kind in KINDS_OF_PAPER:
        for seed in SEEDS:
            planted = plant(bases[reader], kind, seed, kept_from=reader == "Callum")
            found += leaks(planted, html_of(make_ready(planted.material, "standard")))
    reasons = {why for _, why in found}
    assert "marked as not for them" in reasons
    assert len(reasons) >= 3


@pytest.mark.parametrize("kind", KINDS_OF_PAPER)
def test_without_the_choice_every_kind_of_turned_screen_would_tell_it(bases, monkeypatch, kind):
    """For each kind by itself: what the property looks for does reach the turned screen once nothing is chosen."""
    monkeypatch.setattr(making, "choose", everything)
    found = [one for reader in READERS for seed in SEEDS for planted in [plant(bases[reader], kind, seed)]
             for one in leaks(planted, turned_html(make_ready(planted.material, "standard")))]
    assert found


def test_without_the_guard_a_fact_is_printed(bases):
    """The words that hold one do reach the page: it is the stop that keeps the page back."""
    stopped, printed = 0, 0
    for kind in KINDS_OF_PAPER:
        for seed in range(20):
            ready = make_ready(plant(bases["Callum"], kind, seed, kept_from=True).material, "standard")
            stopped += bool(ready.stops)
            printed += bool(facts_in(html_of(ready)))
    assert stopped >= printed > 0


def test_in_the_file_it_would_be_found_too(bases, press, monkeypatch):
    monkeypatch.setattr(making, "choose", everything)
    planted = plant(bases["Callum"], "family-plan", 3, kept_from=True)
    ready = make_ready(planted.material, "standard")
    assert leaks(planted, everything_in(press.print(sheet.html_of(ready.paper)).data))


def test_whoever_may_see_it_is_given_it(bases):
    """Rows of the story and the plan, not marked, no private matter: the mother's papers hold their words."""
    given_words = 0
    for kind in KINDS_OF_PAPER:
        for seed in SEEDS:
            planted = plant(bases["Marina"], kind, seed)
            there = set(re.findall(r"zq[a-z]{4}", html_of(make_ready(planted.material, "standard")).lower()))
            given_words += len(there - {word for word, _ in forbidden(planted)})
    assert given_words > 100
    assert choosing.choose is making.choose


@pytest.mark.parametrize(("reader", "shown"), [("Finn", False), ("Callum", False), ("Marina", True)])
def test_a_name_typed_beside_a_hope_is_not_on_a_part_of_ones_own(bases, reader, shown):
    """Found by the property: the heading named who hoped, beside words made for a reader who must not have the name."""
    told = "".join(html_of(make_ready(_hope_of(bases[reader]), "standard")).split())
    assert ("MsTern" in told) is shown
    assert "Asummerwithoutshouting" in told


@pytest.mark.parametrize("kind", ["family-plan", "fridge-sheet"])
def test_words_beside_the_familys_first_page_do_not_bring_it_in(bases, kind):
    """Found by the property: with any words for him beside it, the family's own first page was printed for the father."""
    planted = plant(bases["Callum"], kind, 1, kept_from=True)
    head = next(row for row in planted.material.rows if row.kind == "plan_head")
    head = like(head, type(head.body)(why="He strangled her", good="Mum rang"))
    material = replace(planted.material, rows=(head,), not_for={},
                       wordings={(head.id, bases["Callum"].reader.person.id): ("Hello", 1)})
    told = html_of(make_ready(material, "standard"))
    assert "strangled" not in told
    assert "Mum rang" not in told


def like(row: Row, body: object) -> Row:
    """A row of the story in the place of ROW, with another BODY."""
    return Row(row.id, row.kind, None, 0, Information.STORY, 0, 1, row.recorded_at, "", None, body)


def _hope_of(base: Material) -> Material:
    planted = plant(base, "assessment", 1)
    hope = next(row for row in planted.material.rows if row.kind == "hope")
    hope = like(hope, type(hope.body)(words="x", said_by_name="Ms Tern"))
    return replace(planted.material, rows=(hope,), not_for={}, wordings={(hope.id, base.reader.person.id): (
        "A summer without shouting", 1)})
