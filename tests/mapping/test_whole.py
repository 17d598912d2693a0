"""Everyone's number, shown to whom, finishing with its reasons, and what changed between two mappings in words."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from practice.core import audit, clock
from practice.core.db import db
from practice.core.errors import RuleBroken
from practice.mapping.commands import NewRating, rate
from practice.mapping.models import Rating
from practice.records.models import Snapshot
from tests.mapping.test_record import form
from tests.mapping.test_statements import mapping


def test_the_spread_names_the_lowest_and_the_highest_and_no_average(client, world):
    page = client("allocated worker").get(mapping(world, "?part=safe"))
    assert "From 5 (Ines) to 7 (Marina, Callum)." in page.words
    assert "verage" not in page.words.replace("There is no average", "")
    rows = [" ".join("".join(row.itertext()).split()) for row in page.all("tr")]
    order = [name for row in rows for name in ("Finn", "Marina", "Callum", "Ines Tidewell") if row.startswith(name)]
    assert order == ["Finn", "Marina", "Callum", "Ines Tidewell"]  # child, family, professional
    assert "board--safe" in page.text


def test_a_child_gives_a_number_with_a_tool_and_the_earlier_one_stays(client, world):
    ines = client("allocated worker")
    url = mapping(world, f"/{world.records['scale']}/rate")
    ines.post(url, {**form(ines, url), "person": str(world.people["Finn"]), "value": "3", "on": "24 Nov",
                    "why": "I check the lock at bedtime.", "is_verbatim": "y", "tool": "steps to the door", "raw_value": "step 3"})
    page = ines.get(mapping(world, "?part=safe"))
    assert "7, steps to the door" in page.words
    assert "“I check the lock at bedtime.”" in page.words
    assert "3 was 6" in page.words
    assert "Finn went from 6 to 3" in page.words  # for the supervisor
    over = ines.get(mapping(world, f"/{world.records['scale']}/over-time"))
    cells = [cell.text for row in over.all("tr") if "Finn" in "".join(row.itertext()) for cell in row if cell.tag.endswith("td")]
    assert cells == ["6", "3"]


def test_a_guess_is_never_the_persons_number(client, world):
    ines = client("allocated worker")
    url = mapping(world, f"/{world.records['scale']}/rate")
    ines.post(url, {**form(ines, url), "person": str(world.people["Marina"]), "value": "1", "on": "24 Nov",
                    "guessed_by": str(world.people["Callum"])})
    page = ines.get(mapping(world)).words
    assert "Callum thinks Marina would say 1" in page
    assert "From 5 (Ines) to 7" in page


def test_who_was_not_asked_is_said_with_the_reason(client, world, app):
    ines = client("allocated worker")
    danger = world.records["danger+"]
    ines.post(mapping(world, f"/add/scale?danger={danger}"), {"zero": "Alone.", "ten": "Somebody comes.", "danger": str(danger)})
    page = ines.get(mapping(world))
    assert "Callum has not been asked." in page.words
    assert "Ask Callum, or say why not" in page.words
    with app.app_context():
        from practice.records.models import Record
        scale = db.session.scalars(select(Record.id).where(Record.kind == "scale", Record.parent_id == danger)).one()
    url = mapping(world, f"/{scale}/rate")
    assert ines.get(f"{url}?person={world.people['Callum']}").text.count("selected") >= 1
    ines.post(url, {**form(ines, url), "person": str(world.people["Callum"]), "on": "24 Nov", "not_asked": "y",
                    "why": "He may not know of this"})
    page = ines.get(mapping(world)).words
    assert "No number from Callum: He may not know of this." in page


@pytest.mark.parametrize(("data", "field", "message"), [
    ({"value": ""}, "value", "Choose a number, or say why there is none"),
    ({"value": "11"}, "value", "Choose a number from 0 to 10"),
    ({"value": "٣"}, "value", "Choose a number from 0 to 10"),
    ({"value": "5", "on": "25 Nov"}, "on", "today or before"),
    ({"value": "5", "person": ""}, "person", "Choose whose number it is"),
    ({"value": "5", "raw_value": "The third face from the left"}, "raw_value", "too long"),
])
def test_numbers_that_cannot_be_are_refused_and_the_reason_typed_is_kept(client, world, app, data, field, message):
    ines = client("allocated worker")
    url = mapping(world, f"/{world.records['scale']}/rate")
    page = ines.post(url, {"person": str(world.people["Finn"]), "on": "24 Nov", "why": "Because of the lock.", **data}, expect=422)
    assert message in page.words, field
    assert page.typed("why") == "Because of the lock."
    with app.app_context():
        assert len(list(db.session.scalars(select(Rating.id)))) == 4


def test_ratings_cannot_be_changed_even_in_the_database(app, world):
    with app.app_context(), pytest.raises(DBAPIError):
        db.session.execute(text("UPDATE rating SET value = 10"))
    with app.app_context(), audit.acting_as(world.users["ines"]), pytest.raises(RuleBroken):
        rate(world.records["scale"], NewRating(world.people["Finn"], 5, clock.today(), guessed_by=world.people["Finn"]))


def test_shown_to_whom_and_what_they_said(client, world):
    ines = client("allocated worker")
    url = mapping(world, "/shown")
    ines.post(url, {**form(ines, url), "person": str(world.people["Marina"]), "on": "20 Nov", "how": "At the kitchen table",
                    "they_said": "You missed that I rang first.", "is_verbatim": "y"})
    page = ines.get(url).words
    assert "Marina" in page
    assert "“You missed that I rang first.”" in page
    assert "Shown to Marina 20 November" in ines.get(mapping(world)).words
    wrong = ines.post(url, {**form(ines, url), "person": str(world.people["Callum"]), "on": "25 Nov",
                            "they_said": "Typed"}, expect=422)
    assert wrong.typed("they_said") == "Typed"


def test_finishing_asks_the_reason_of_each_break_and_freezes_the_words(client, world, app):
    ines = client("allocated worker")
    url = mapping(world, "/finish")
    page = ines.get(url)
    assert "Danger 2 has no safety goal. They are always a pair" in page.words
    wrong = ines.post(url, {**form(ines, url), "on": "24 Nov", "note": "First mapping"}, expect=422)
    assert "Say why it stands like this for now" in wrong.words
    assert wrong.typed("note") == "First mapping"
    reasons = {area.get("name"): "Marina is writing it with Nell" for area in page.all("textarea")}
    done = ines.post(url, {**form(ines, url), "on": "24 Nov", "note": "First mapping", **reasons})
    changed = ines.get(done.location)
    assert "All of mapping 1 of 24 November 2026" in changed.words
    assert "Past harm. Callum shouted at" in changed.words
    with app.app_context():
        frozen = db.session.scalars(select(Snapshot)).one()
        assert "Marina is writing it with Nell" in frozen.body
        with pytest.raises(DBAPIError):
            db.session.execute(text("UPDATE snapshot SET note = 'x'"))
    again = ines.get(url)
    assert "Marina is writing it with Nell" in again.text  # asked again, with the reason of last time
    assert "Mapping 1 was finished 24 November" in ines.get(mapping(world)).words


def test_what_changed_since_is_told_as_sentences_word_by_word(client, world):
    ines = client("allocated worker")
    url = mapping(world, "/finish")
    reasons = {area.get("name"): "For now" for area in ines.get(url).all("textarea")}
    ines.post(url, {**form(ines, url), "on": "24 Nov", **reasons})
    record, harm = world.records["strength"], world.records["harm"]
    edit = mapping(world, f"/{record}/edit")
    ines.post(edit, {**form(ines, edit), "words": "Marina rang 999 and gave a long statement.", "said_by_name": "Sgt Birk"})
    ines.post(mapping(world, "/add/hope"), {"words": "A night where nobody shouts."})
    withdraw = mapping(world, f"/{harm}/withdraw")
    ines.post(withdraw, {**form(ines, withdraw), "because": "Written twice"})
    page = ines.get(mapping(world, "/versions"))
    assert "From mapping 1 of 24 November 2026 to the mapping as it stands now" in page.words
    assert "Added: what the family hopes for. A night where nobody shouts." in page.words
    assert "Changed: strength. Marina rang 999 and gave a long statement." in page.words
    assert "Withdrawn: past harm." in page.words
    assert "Written twice" in page.words
    assert "long " in "".join(inserted.text or "" for inserted in page.all("ins"))
    assert "Ines Tidewell" in page.words
    # the finished one stays readable from end to end, in the words that it had
    finished = next(link.get("href") for link in page.all("a") if "before=nothing" in (link.get("href") or ""))
    page = ines.get(finished)
    assert "All of mapping 1 of 24 November 2026" in page.words
    assert "Strength. Marina rang 999 and gave a statement." in page.words
    assert "Past harm." in page.words
    assert "long statement" not in page.words
    assert "A night where nobody shouts" not in page.words
    assert not page.all("ins")
    ines.get(finished.split("after=")[0] + "after=nothing", expect=404)
    ines.get(mapping(world, "/versions?before=now&after=3fa85f64-5717-4562-b3fc-2c963f66afa6"), expect=404)


def test_a_bottom_line_not_met_is_the_inverse_bar(client, world):
    ines, record = client("allocated worker"), world.records["bottom_line"]
    url = mapping(world, f"/{record}/edit")
    page = ines.post(url, {**form(ines, url), "words": "Callum has no contact with Marina.", "status": "not met"}, expect=422)
    assert page.error_beside("status_why") == "Say what happened, and who decides"
    ines.post(url, {**form(ines, url), "words": "Callum has no contact with Marina.", "status": "not met",
                    "status_why": "A text came on the 15th. Tom decides today."})
    page = ines.get(mapping(world))
    assert "notice--inverse" in page.text
    assert "A text came on the 15th. Tom decides today." in page.words


def test_weighing_it_up_stands_on_the_page(client, world):
    ines = client("allocated worker")
    ines.post(mapping(world, "/add/judgement"), {"best_case": "Nights without shouting.", "worst_case": "He finds them.",
                                                 "would_change_our_mind": "The court day passes."})
    page = ines.get(mapping(world)).words
    for words in ("Nights without shouting.", "He finds them.", "What would change our minds"):
        assert words in page
    empty = ines.post(mapping(world, "/add/judgement"), {}, expect=422)
    assert "Write down at least one of these" in empty.words


def test_the_tab_is_chosen_by_the_server_and_print_opens_the_folds(client, world):
    ines = client("allocated worker")
    assert "board--well" in ines.get(mapping(world, "?part=well")).text
    assert "board--worried" in ines.get(mapping(world, "?part=elsewhere")).text
    assert 'class="statement__facts fold" open' in ines.get(mapping(world, "?print")).text
    assert 'class="statement__facts fold" open' not in ines.get(mapping(world)).text
