"""People of a family: every shape of name, dates that cannot be, clashes, likely doubles, and the page that shows them."""

from datetime import UTC, date, datetime

import pytest

from practice.core import audit, clock
from practice.core.db import db
from practice.core.errors import Clash, RuleBroken
from practice.families import commands, queries
from practice.families.commands.people import called
from practice.families.models import BirthKnown, Member, Person, Relationship, Standing
from tests.families.conftest import open_family

NASTY = "<img src=x onerror=alert(1)>&amp;"
NAMES = ["Bo", "Suharto", "María José Núñez de la Peña", "Nguyễn Thị Hạnh", "王小明", "محمد الخوري", "שרה לוי", "O’Brien-Świt",
         "🌊 Wave", "d’Arcy", "X Æ A-12", NASTY]


def people_path(world, more=""):
    return f"/families/{world.family}/people{more}"


def add(person, world, **fields):
    expect = fields.pop("expect", 303)
    kind = fields.pop("as_", "adult")
    return person.post(people_path(world, f"/add?as={kind}"),
                       {"standing": kind, "same_as": "nobody", **fields}, expect=expect)


def one(app, name):
    with app.app_context():
        person = db.session.query(Person).filter_by(name=name).one()
        member = db.session.query(Member).filter_by(person_id=person.id).one()
        return person, member


def test_the_page_shows_everyone_the_tree_and_the_words(client, world):
    page = client("allocated worker").get(people_path(world))
    for name in ("Marina Harbour", "Callum Reef", "Finn Harbour", "Coral Harbour", "Ines Tidewell"):
        assert name in page.words
    assert "Callum has hurt Marina." in page.words
    assert "Their children are Finn (7) and Shelly (2)." in page.words
    assert "Protected" in page.words
    assert "not for Callum Reef" in page.words
    assert [svg for svg in page.tree.iter() if svg.get("class", "").startswith("genogram")]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_any_shape_is_kept_shown_and_found(app, client, world, name):
    ines = client("allocated worker")
    add(ines, world, name=f"  {name} ")
    page = ines.get(people_path(world))
    assert name in page.words
    assert "<img" not in page.text
    assert one(app, name)[0].short_name == ("Wave" if "Wave" in name else name.split(" ")[0])
    found = ines.post("/find", {"q": name if name != NASTY else "onerror alert"}, expect=200)
    assert name in found.words


def test_html_in_every_field_stays_text(client, world):
    ines = client("allocated worker")
    fields = dict.fromkeys(("name", "short_name", "legal_name", "known_as", "say_it", "label", "gender", "pronouns",
                            "parental_responsibility", "home", "language", "interpreter", "communication", "phone",
                            "safe_contact"), NASTY)
    add(ines, world, **fields)
    page = ines.get(people_path(world))
    assert "<img" not in page.text
    assert NASTY in page.words


@pytest.mark.parametrize(("typed", "known", "field", "message"), [
    ("31 Feb 2019", "exact", "born_on", "not a day that exists"),
    ("3 Feb", "exact", "born_on", "Give the year too"),
    ("3 Feb 2029", "exact", "born_on", "still to come"),
    ("3 Feb 1850", "exact", "born_on", "Check the year"),
    ("", "exact", "born_on", "Give the date of birth"),
    ("", "expected", "born_on", "the day the baby is due"),
    ("3 Feb 2029", "expected", "born_on", "more than nine months ahead"),
    ("3 Feb 2019", "expected", "born_on", "Has the baby been born?"),
    ("about 400", "estimated", "born_on", "Check the age"),
    ("yesterweek", "exact", "born_on", "Give the year too"),
])
def test_a_date_that_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(client, world, typed, known, field, message):
    page = add(client("allocated worker"), world, name="Tam Linden", born_on=typed, birth_known=known,
               communication="short visits", expect=422)
    assert message in page.error_beside(field)
    assert page.typed("born_on") == typed
    assert page.typed("name") == "Tam Linden"
    assert page.typed("communication") == "short visits"
    assert page.all("title")[0].text.startswith("Error:")


@pytest.mark.parametrize(("typed", "known", "born", "kept"), [
    ("3 Feb 2019", "unknown", date(2019, 2, 3), BirthKnown.EXACT),
    ("1990", "exact", date(1990, 7, 1), BirthKnown.ESTIMATED),
    ("about 40", "unknown", date(1986, 7, 1), BirthKnown.ESTIMATED),
    ("4 March 2027", "expected", date(2027, 3, 4), BirthKnown.EXPECTED),
    ("", "unknown", None, BirthKnown.UNKNOWN),
])
def test_a_birth_is_kept_as_sure_as_it_was_said(app, client, world, typed, known, born, kept):
    add(client("allocated worker"), world, name="Tam Linden", born_on=typed, birth_known=known)
    person, _ = one(app, "Tam Linden")
    assert (person.born_on, person.birth_known) == (born, kept)


def test_an_unborn_child_stands_in_the_record_and_in_the_tree(app, client, world):
    ines = client("allocated worker")
    add(ines, world, as_="child", name="Baby Harbour", born_on="4 March 2027", birth_known="expected", is_index="y")
    page = ines.get(people_path(world))
    assert "not born yet, due 4 March 2027" in page.words
    assert "△ not born yet" in page.words


@pytest.mark.parametrize(("typed", "known", "says"), [
    ("3 Feb 1980", "exact", "That makes them 46, and a child is under 18"),
    ("24 Nov 2008", "exact", "That makes them 18"),  # on the day itself
    ("1980", "estimated", "That makes them 46"),
    ("2007", "estimated", "That makes them 19"),  # no day of that year makes them 17
    ("25 Nov 2008", "exact", ""), ("2008", "estimated", ""), ("4 March 2027", "expected", ""), ("", "unknown", ""),
])
def test_a_child_is_under_18_on_the_day(app, client, world, typed, known, says):
    ines, fields = client("allocated worker"), {"name": "Tam Linden", "born_on": typed, "birth_known": known, "is_index": "y"}
    page = add(ines, world, as_="child", **fields, expect=422 if says else 303)
    if not says:
        assert one(app, "Tam Linden")[1].standing is Standing.CHILD
        return
    assert says in page.error_beside("born_on")
    assert "choose “Parent, partner or other family” and take the tick away from “The rec" in page.error_beside("born_on")
    assert page.typed("born_on") == typed
    page = add(ines, world, **fields, expect=422)  # what the sentence says to do, with the tick left by mistake
    assert "Take this tick away" in page.error_beside("is_index")
    add(ines, world, **(fields | {"is_index": ""}))
    assert one(app, "Tam Linden")[1].standing is Standing.ADULT


def test_who_is_a_grown_up_elsewhere_joins_no_family_as_a_child(app, client, world):
    with app.app_context():
        other = open_family(world.users["ines"], "Linden")
    ines, path = client("allocated worker"), f"/families/{other}/people/add?as=child"
    data = {"standing": "child", "name": "Marina Harbour", "same_as": str(world.people["Marina"])}
    assert "That makes them" in ines.post(path, data, expect=422).error_beside("born_on")
    ines.post(path, data | {"standing": "adult"})


def test_a_child_who_died_young_is_a_child_however_long_ago(client, world):
    add(client("allocated worker"), world, as_="child", name="Tam Linden", born_on="3 Feb 1990", birth_known="exact",
        died_on="5 March 1994")


def test_who_turns_18_while_the_family_is_open_stays_a_child_of_the_record(app, client, world):
    add(client("allocated worker"), world, as_="child", name="Tam Linden", born_on="25 Nov 2008", birth_known="exact")
    edit = people_path(world, f"/{one(app, 'Tam Linden')[0].id}/edit")

    def save(expect=303, **fields):
        data = {"name": "Tam Linden", "standing": "child", "born_on": "25 Nov 2008", "birth_known": "exact"} | fields
        tom = client("manager")
        return tom.post(edit, tom.get(edit).hidden("/edit") | data, expect=expect)

    with clock.at(datetime(2026, 11, 25, 10, tzinfo=UTC)):  # 18 today
        save(label="the eldest")
        save(born_on="20 Nov 2008")  # mended: 17 still on the day on which the family was opened
        assert "That makes them 46" in save(born_on="25 Nov 1980", expect=422).error_beside("born_on")
        save(standing="adult")
        assert "That makes them 18" in save(expect=422).error_beside("born_on")  # a grown-up does not become a child


def test_a_child_cannot_be_older_than_its_parent(app, client, world):
    ines = client("allocated worker")
    add(ines, world, name="Tam Linden", born_on="1 May 1990", birth_known="exact")
    tam, _ = one(app, "Tam Linden")
    path = f"/families/{world.family}/relationships/add"
    page = ines.post(path, {"a_id": world.people["Marina"], "kind": "parent", "b_id": tam.id}, expect=422)
    assert "as old as Marina or older" in page.error_beside("b_id")
    # nor become so by a later change
    page = ines.get(people_path(world, f"/{world.people['Finn']}/edit"))
    data = page.hidden("/edit") | {"name": "Finn Harbour", "standing": "child", "born_on": "3 Feb 1980", "birth_known": "exact"}
    page = ines.post(people_path(world, f"/{world.people['Finn']}/edit"), data, expect=422)
    assert "as old as Marina, their parent" in page.error_beside("born_on")


def test_nobody_is_a_parent_at_three(app, client, world):
    ines = client("allocated worker")
    add(ines, world, name="Tam Linden", born_on="2000", birth_known="estimated")  # Marina was born in 1997
    tam, _ = one(app, "Tam Linden")
    path, tie = f"/families/{world.family}/relationships/add", {"a_id": world.people["Marina"], "kind": "parent", "b_id": tam.id}
    page = ines.post(path, tie, expect=422)
    assert "Marina would have been 3 when Tam was born. Check both dates of birth" in page.error_beside("b_id")
    edit = people_path(world, f"/{tam.id}/edit")

    def born(year, expect):
        data = {"name": "Tam Linden", "standing": "adult", "born_on": year, "birth_known": "estimated"}
        return ines.post(edit, ines.get(edit).hidden("/edit") | data, expect=expect)

    born("2014", 303)
    ines.post(path, tie)
    assert "That makes Marina a parent at 3" in born("2000", 422).error_beside("born_on")
    # a tie that was a mistake stands in no date's way
    with app.app_context():
        wrong = db.session.query(Relationship).filter_by(b_id=tam.id).one()
    ines.post(f"/families/{world.family}/relationships/{wrong.id}/end", {"because": "It was Coral"})
    born("2000", 303)


@pytest.mark.parametrize(("name", "says"), [("Mrs Buoy", "Mrs Buoy"), ("Dr. Glow Ember", "Dr. Glow"), ("🙂 Ivo Reed", "Ivo"),
                                            ("🙂", "🙂"), ("مريم فرن", "مريم"), ("Mrs", "Mrs"), ("Ivy", "Ivy")])
def test_what_pages_call_somebody_whose_short_name_was_left_empty(name, says):
    assert called(name) == says


def test_a_hundred_thousand_characters_are_refused_in_place(client, world):
    page = add(client("allocated worker"), world, name="x" * 100_000, expect=422)
    assert "too long" in page.error_beside("name")
    assert len(page.typed("name")) == 100_000


def test_a_form_sent_twice_makes_one_person(app, client, world):
    ines = client("allocated worker")
    data = {"standing": "adult", "same_as": "nobody", "name": "Tam Linden"}
    for _ in range(2):
        ines.post(people_path(world, "/add?as=adult"), data, key="the same key")
    one(app, "Tam Linden")


def test_a_stale_form_shows_both_texts_and_overwrites_nothing(app, client, world):
    ines, tom = client("allocated worker"), client("manager")
    path = people_path(world, f"/{world.people['Coral']}/edit")
    old = ines.get(path).hidden("/edit")
    tom.post(path, tom.get(path).hidden("/edit") | {"name": "Coral Harbour", "standing": "adult", "label": "grandma"})
    mine = old | {"name": "Coral Harbour", "standing": "adult", "label": "nan, the first call"}
    page = ines.post(path, mine, expect=409)
    assert "Tom Larder saved this first, at 10.42" in page.words
    assert "grandma" in page.words
    assert page.typed("label") == "nan, the first call"
    assert one(app, "Coral Harbour")[1].label == "grandma"
    # having seen both, mine may be saved
    ines.post(path, page.hidden("/edit") | {"name": "Coral Harbour", "standing": "adult", "label": "nan, the first call"})
    assert one(app, "Coral Harbour")[1].label == "nan, the first call"


def test_an_edit_keeps_what_its_form_does_not_ask(app, client, world):
    ines = client("allocated worker")
    path = people_path(world, f"/{world.people['Ines']}/edit")
    page = ines.get(path)
    ines.post(path, page.hidden("/edit") | {"name": "Ines Tidewell", "label": "social worker", "agency": "Saltmarsh Council"})
    _, member = one(app, "Ines Tidewell")
    assert member.is_lead
    assert member.standing is Standing.PROFESSIONAL


def test_who_leads_does_not_leave_before_somebody_else_leads(client, world):
    ines = client("allocated worker")
    edit = people_path(world, f"/{world.people['Ines']}/edit")
    data = ines.get(edit).hidden("/edit") | {"name": "Ines Tidewell", "label": "social worker", "agency": "Saltmarsh Council"}
    page = ines.post(edit, data | {"to_on": "24 Nov 2026"}, expect=422)
    assert page.error_beside("to_on") == "Ines leads the work here. Say first, on “Who is in this”, who leads instead"
    assert "Ring Ines Tidewell" in ines.get(f"/families/{world.family}/who").words


def test_a_likely_double_is_shown_before_a_second_person_is_made(app, client, world):
    ines = client("allocated worker")
    page = ines.post(people_path(world, "/add?as=adult"), {"standing": "adult", "name": "Corall Harbor"}, expect=422)
    assert "Is this somebody who is on record already?" in page.words
    assert "Coral Harbour" in page.words
    assert page.typed("name") == "Corall Harbor"
    ines.post(people_path(world, "/add?as=adult"), {"standing": "adult", "name": "Corall Harbor", "same_as": "nobody"})
    one(app, "Corall Harbor")


def test_a_person_of_another_family_of_mine_can_be_used_instead(app, client, world):
    ines = client("allocated worker")
    with app.app_context():
        other = open_family(world.users["ines"], "Linden", "Tam Linden")
    coral = world.people["Coral"]
    page = ines.post(f"/families/{other}/people/add?as=adult", {"standing": "adult", "name": "Coral Harbour"}, expect=422)
    assert "Use this person" in page.words
    ines.post(f"/families/{other}/people/add?as=adult",
              {"standing": "adult", "name": "Coral Harbour", "same_as": str(coral), "label": "great aunt"})
    with app.app_context():
        assert queries.people_of(other)[coral].label == "great aunt"
        assert db.session.query(Person).filter_by(name="Coral Harbour").count() == 1


def test_ties_are_said_once_and_ended_with_a_reason(app, client, world):
    ines = client("allocated worker")
    path = f"/families/{world.family}/relationships"
    page = ines.post(f"{path}/add", {"a_id": world.people["Callum"], "kind": "separated", "b_id": world.people["Marina"]},
                     expect=422)
    assert "on record already" in page.error_beside("kind")
    page = ines.post(f"{path}/add", {"a_id": world.people["Finn"], "kind": "parent", "b_id": world.people["Coral"]}, expect=422)
    assert "Turn them round" in page.error_beside("b_id")
    page = ines.post(f"{path}/add", {"a_id": world.people["Coral"], "kind": "parent", "b_id": world.people["Finn"]}, expect=422)
    assert "two birth parents" in page.error_beside("kind")
    page = ines.post(f"{path}/add", {"a_id": world.people["Finn"], "kind": "close", "b_id": world.people["Finn"]}, expect=422)
    assert "two different people" in page.error_beside("b_id")
    ines.post(f"{path}/add", {"a_id": world.people["Coral"], "kind": "close", "b_id": world.people["Finn"], "said_by": "Finn"})
    assert "Coral is close to Finn" in ines.get(people_path(world)).words
    with app.app_context():
        tie = db.session.query(Relationship).filter_by(said_by="Finn").one()
    assert "Say why" in ines.post(f"{path}/{tie.id}/end", {"because": " "}, expect=422).error_beside("because")
    ines.post(f"{path}/{tie.id}/end", {"because": "Finn says it was Pearl"})
    assert "Finn says it was Pearl" in ines.get(people_path(world)).words
    assert "Coral and Finn are close." not in ines.get(people_path(world)).words
    with app.app_context(), pytest.raises(RuleBroken, match="ended already"):  # two who end it at once: the first reason stays
        commands.end_relationship(world.family, tie.id, "Another reason")


def test_the_lead_changes_and_there_is_one(app, client, world):
    ines = client("allocated worker")
    add(ines, world, as_="professional", name="Asha Pike", label="social worker", agency="Saltmarsh Council")
    asha, _ = one(app, "Asha Pike")
    ines.post(f"/families/{world.family}/who/lead", {"person_id": str(asha.id), "because": "Ines moves to another team"})
    with app.app_context():
        assert [person.name for person in queries.people_of(world.family).values() if person.is_lead] == ["Asha Pike"]


def test_a_family_is_opened_closed_and_opened_again(app, client, world):
    tom = world.users["tom"]
    with app.app_context(), audit.acting_as(tom):
        family_id = open_family(tom, "Linden", "Tam Linden")
        for because, on, message in (("", None, "Say why it is closed"), ("Done", date(2020, 1, 1), "first contact and today")):
            with pytest.raises(RuleBroken, match=message):
                commands.close_family(family_id, 1, because, on)
        commands.close_family(family_id, 1, "The goals are met")
        with pytest.raises(Clash):
            commands.reopen_family(family_id, 1)
    assert "Closed: The goals are met" in client("manager").get(f"/families/{family_id}/people").words
    client("other family’s worker").get(f"/families/{family_id}/people", expect=404)
    with app.app_context(), audit.acting_as(tom):
        commands.reopen_family(family_id, 2)
    assert "Closed:" not in client("manager").get(f"/families/{family_id}/people").words


def test_two_who_change_the_family_s_status_see_both(client, world):
    ines, tom = client("allocated worker"), client("manager")
    path = f"/families/{world.family}/edit"
    old = ines.get(path).hidden("/edit")
    tom.post(path, tom.get(path).hidden("/edit") | {"name": "Harbour", "status": "Child in need"})
    page = ines.post(path, old | {"name": "Harbour", "status": "Early help"}, expect=409)
    assert "Tom Larder saved this first" in page.words
    assert "Child in need" in page.words
    assert page.typed("status") == "Early help"


def test_what_was_said_before_a_change_stays_readable_and_cannot_be_changed(app, client, world):
    ines = client("allocated worker")
    path = people_path(world, f"/{world.people['Coral']}/edit")
    ines.post(path, ines.get(path).hidden("/edit") | {"name": "Coral Harbour", "standing": "adult", "label": "grandma",
                                                      "born_on": "3 March 1968"})
    page = ines.get(path)
    assert "What the children call them, or who they are: nan became grandma" in page.words
    assert "today 10.42 , Ines Tidewell" in page.words.replace("10.42,", "10.42 ,")
    with pytest.raises(Exception, match="append-only"), app.extensions["engine"].begin() as connection:
        connection.exec_driver_sql("UPDATE person_change SET body = '{}'")
