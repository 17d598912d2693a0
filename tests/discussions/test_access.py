"""Who reads what in a discussion: nobody another's words before the opening, a seat its discussion alone and only while it runs."""

import pytest
from sqlalchemy import select, text, update

from practice.access import commands as access
from practice.access.models import Information, Part, PartKind
from practice.core import audit, clock
from practice.core.db import db
from practice.core.errors import Clash, RuleBroken
from practice.discussions import commands, queries
from practice.discussions.commands import Given, NewDiscussion, NewSeat, Place
from practice.discussions.models import Attendance, Seat, SeatRole
from practice.records import queries as reads
from tests.discussions.conftest import hold_one
from tests.house.things import dump

SECRET = "he-follows-her-from-the-school"


@pytest.fixture
def invited(app, world):
    """Priya, who has no part in the family, sits in the discussion."""
    with app.app_context():
        table = hold_one(world, coral=False)
        with table.acts("ines"):
            table.seats["priya"] = commands.add_seat(table.id, NewSeat(SeatRole.PARTICIPANT, world.users["priya"],
                                                                       asked="Say what a child of seven needs to hear"))
        with table.acts("tom"):
            commands.mark_seat(table.id, table.seats["priya"], Attendance.PRESENT)
        table.go_to("dangers")
        return table


def pages_of(app, world, table):
    """Every address of a GET that names this family, this discussion, its seats or its steps."""
    ids = {"family_id": world.family, "discussion_id": table.id, "mark": "0-0", "key": "now", "stage": 3, "number": 1}
    found = set()
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and rule.arguments <= {*ids, "seat_id"} and rule.arguments & {"family_id", "discussion_id"}:
            for seat in table.seats.values():
                found.add(rule.build({key: str(value) if key.endswith("_id") else value
                                      for key, value in {**ids, "seat_id": seat}.items() if key in rule.arguments})[1])
    return sorted(found)


def test_no_page_shows_a_word_of_another_before_the_opening(app, client, world, invited):
    """Every GET of the family, as everyone who has any part in it, the fragment of the beat and the trail too."""
    with app.app_context():
        entry = invited.hand_in("nell", SECRET, seen=0)
    pages = pages_of(app, world, invited)
    assert len(pages) > 20
    read = 0
    for persona in ("manager", "allocated worker", "school, plan only", "other family’s worker"):
        for path in pages:
            status, words = client(persona).text(path, htmx="beat" if "/now/" in path else "")
            read += status == 200
            assert SECRET not in words, f"{persona} reads it on {path}"
            assert str(entry) not in words and entry.hex[-8:] not in words, f"{persona} gets its id on {path}"
    assert read > 20
    assert SECRET in client("health, danger two only").get(invited.path).text, "one’s own words stand in one’s own box"
    with app.app_context():
        trail = " ".join(map(str, db.session.execute(text("SELECT action, detail FROM audit_event")).all()))
    assert SECRET not in trail


def test_nobody_brings_the_words_of_one_who_signs_in(app, client, world):
    """Who brings another's words reads them before the opening: a seat that signs in hands in alone, whatever was sent."""
    with app.app_context():
        table = hold_one(world, coral=False)
        table.go_to("dangers")
        with table.acts("tom"):
            table.seats["priya"] = commands.add_seat(table.id, NewSeat(SeatRole.PARTICIPANT, world.users["priya"]))
            commands.mark_seat(table.id, table.seats["priya"], Attendance.PRESENT)
        table.hand_in("priya", SECRET)
    tom, seats = client("manager"), f"{table.path}/seats"
    birk = {"user_id": str(world.users["birk"]), "role": "participant", "brought_by": str(table.seats["tom"])}
    shown = tom.post(seats, birk, expect=200).hidden("/seats")["shown"]
    assert "signs in, and hands in alone" in tom.post(seats, {**birk, "shown": shown}, expect=422).error_beside("brought_by")
    with app.app_context():  # a row of an older day
        db.session.execute(update(Seat).where(Seat.id == table.seats["priya"]).values(brought_by=table.seats["tom"]))
        db.session.commit()
    assert SECRET not in tom.get(table.path).text
    tom.post(f"{table.path}/seats/{table.seats['priya']}/hand-in", {"stage_no": "3", "round_no": "1", "words": "x"}, expect=403)


def test_nobody_gives_a_seat_more_than_they_see_themselves(app, client, world):
    """Priya leads from outside with nothing of the record; Nell sees one danger of two; a manager sees all but gives no address."""
    with app.app_context(), audit.acting_as(world.users["ines"]):
        made = commands.ask(world.family, NewDiscussion("group-mapping", "What now?", clock.today()))
        other = commands.ask(world.family, NewDiscussion("group-mapping", "And then?", clock.today()))
        commands.add_seat(made, NewSeat(SeatRole.FACILITATOR, world.users["priya"]))
        commands.add_seat(other, NewSeat(SeatRole.FACILITATOR, world.users["nell"]))
    birk = {"user_id": str(world.users["birk"]), "role": "participant"}
    for persona, discussion, kind in (("other family’s worker", made, "health"), ("health, danger two only", other, "story"),
                                      ("manager", made, "address")):
        seats = f"/families/{world.family}/discussions/{discussion}/seats"
        giver = client(persona)
        offered = [one.get("value") for one in giver.get(seats).all("input") if one.get("name") == "kinds"]
        assert kind not in offered and bool(offered) == (persona == "manager"), persona
        shown = giver.post(seats, birk, expect=200).hidden("/seats")["shown"]
        refused = giver.post(seats, {**birk, "shown": shown, "kinds": kind}, expect=422)
        assert "You can give what you see yourself" in refused.words, persona
    with app.app_context():
        assert db.session.scalar(select(Seat.id).where(Seat.user_id == world.users["birk"])) is None


def test_what_is_shown_while_people_write_is_who_is_in_and_nothing_else(app, client, world, invited):
    """The page of whoever leads is the same to the letter, whatever was written."""
    def drawn():
        page = client("manager").get(invited.path).text
        return [line for line in page.splitlines() if not any(word in line for word in (
            "csrf_token", "submission_key", "hx-get", "<title>"))]

    with app.app_context():
        invited.hand_in("nell", SECRET)
    short = drawn()
    with app.app_context():
        invited.hand_in("nell", SECRET * 200, seen=1)
    assert drawn() == short


def test_a_seat_opens_its_discussion_and_no_page_of_the_family(app, client, world, invited):
    priya = client("other family’s worker")
    page = priya.get(invited.path)
    assert "Help me be clear about contact" in page.words
    for path in ("/", "/discussions"):
        words = priya.get(path).words
        assert "Say what a child of seven needs to hear" in words and "Help me be clear about contact" in words
    assert "HARB-2X7Q" not in priya.get("/find?q=Harbour").text + priya.get("/").text
    for path in ("story", "mapping", "plan", "people", "documents", "discussions", "looked", "who", "timeline", "network"):
        answer = priya.get(f"/families/{world.family}/{path}", expect=None)
        assert answer.status == 404, f"{path}: {answer.status}"
    for canary in ("Beacon Rise", "Lightwell"):
        assert canary not in page.text


def test_after_the_discussion_a_seat_opens_nothing(app, client, world, invited):
    """A15: nothing after the close; the same answer as for a discussion that never was."""
    priya = client("other family’s worker")
    priya.get(invited.path)
    with app.app_context(), invited.acts("tom"):
        commands.end(invited.id)
    for path in pages_of(app, world, invited):
        assert priya.get(path, expect=None, most=99, htmx="beat" if "/now/" in path else "").status == 404, path
    missing = priya.get(f"/families/{world.family}/discussions/{world.family}", expect=404)
    assert priya.get(invited.path, expect=404).words == missing.words
    assert "clear about contact" not in priya.get("/discussions").words


@pytest.mark.parametrize("ends", ["part", "excluded", "restricted"])
def test_a_part_that_ends_while_it_runs_closes_the_seat_on_the_next_request(app, client, world, invited, ends):
    priya = client("other family’s worker")
    priya.get(invited.path)
    with app.app_context(), audit.acting_as(world.users["tom"]):
        if ends == "part":
            part = db.session.execute(select(Part.id).where(Part.kind == PartKind.DISCUSSION)).scalar_one()
            access.end_part(part, world.family, "Not needed any more")
        elif ends == "excluded":
            access.exclude(world.family, world.users["priya"], "Knows the family")
        else:
            access.restrict(world.family, [world.users["tom"], world.users["ines"]], "Only these")
    priya.get(invited.path, expect=404)
    priya.get(f"/discussions/{invited.id}/now/0-0/now", expect=404)
    priya.post(f"{invited.path}/seats/{invited.seats['priya']}/hand-in", {"stage_no": "3", "words": "late"}, expect=404)


def test_somebody_of_another_agency_needs_an_agreement_that_holds(app, client, world):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        made = commands.ask(world.family, NewDiscussion("group-mapping", "What now?", clock.today()))
        with pytest.raises(RuleBroken) as broken:
            commands.add_seat(made, NewSeat(SeatRole.PARTICIPANT, world.users["birk"], kinds=frozenset({Information.POLICE})))
        assert broken.value.field == "agreement_id"
        with pytest.raises(RuleBroken, match="may not know of this family"):
            commands.add_seat(made, NewSeat(SeatRole.PARTICIPANT, world.users["edda"]))
        assert queries.seats_of(made) == ()
    look = client("allocated worker").post(f"/families/{world.family}/discussions/{made}/seats",
                                           {"user_id": world.users["birk"], "role": "participant"}, expect=200)
    assert "Nothing yet: choose the agreement with Saltmarsh Police below" in look.words


def test_two_between_whom_a_protection_stands_never_sit_together(app, world):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        made = commands.ask(world.family, NewDiscussion("group-mapping", "What now?", clock.today()))
        commands.add_seat(made, NewSeat(SeatRole.FAMILY, person_id=world.people["Marina"]))
        with pytest.raises(RuleBroken, match="never sit in one discussion"):
            commands.add_seat(made, NewSeat(SeatRole.FAMILY, person_id=world.people["Callum"]))


def test_two_note_takers_on_one_text_both_keep_their_words(app, client, world, invited):
    first, second = client("allocated worker"), client("health, danger two only")
    form = first.get(invited.path).hidden("/notes/3"), second.get(invited.path).hidden("/notes/3")
    first.post(f"{invited.path}/notes/3", {**form[0], "words": "Coral rang on Tuesday"}, key="one")
    clash = second.post(f"{invited.path}/notes/3", {**form[1], "words": "Coral rang and Marina cried"}, key="two", expect=409)
    assert "Ines Tidewell saved this first" in clash.words
    assert "Coral rang on Tuesday" in clash.words and "Coral rang and Marina cried" in clash.words
    merged = clash.hidden("/notes/3")
    second.post(f"{invited.path}/notes/3", {**merged, "words": "Coral rang on Tuesday and Marina cried"}, key="three")
    assert "Coral rang on Tuesday and Marina cried" in first.get(invited.path).words


def test_two_devices_of_one_seat_lose_nothing(app, invited):
    with app.app_context():
        invited.hand_in("nell", "from the phone")
        with pytest.raises(Clash) as clash:
            invited.hand_in("nell", "from the desk")
        assert clash.value.theirs.words == "from the phone"
        invited.hand_in("nell", "from the phone and the desk", seen=1)


def test_sending_twice_hands_in_once(app, client, world, invited):
    """B17: the same key makes one entry, however often it arrives."""
    nell, path = client("health, danger two only"), f"{invited.path}/seats/{invited.seats['nell']}/hand-in"
    form = nell.get(invited.path).hidden(path)
    for _ in range(3):
        nell.post(path, {**form, "words": "once"}, key="the-same-key")
    assert len(dump(app)["discussion_entry"]) == 1


def test_papers_are_typed_only_when_the_others_are_in(app, world, table):
    with app.app_context():
        table.go_to("dangers")
        with pytest.raises(RuleBroken, match="when everyone with a device is in"):
            table.hand_in("Coral", "on paper", from_paper=True)
        for name in ("ines", "nell", "slate"):
            table.hand_in(name, f"{name}’s")
        table.hand_in("Coral", "on paper", from_paper=True)
        with table.acts("tom"), pytest.raises(RuleBroken, match="They stay as they were given"):
            commands.hand_in(table.id, table.seats["Coral"], table.place, Given(words="changed by Tom"))


def test_a_proposal_stays_out_of_the_mapping_until_the_family_saw_it(app, client, world, table):
    words = "We are worried that he waits at the school"
    with app.app_context(), table.acts("ines"):
        record = commands.propose(table.id, 3, "danger", words)
    ines = client("allocated worker")
    assert words not in ines.get(f"/families/{world.family}/mapping").text
    page = ines.get(f"/families/{world.family}/discussions/proposals/{record}")
    assert "After the family has seen it." in page.words
    base = f"/families/{world.family}/discussions/proposals/{record}"
    refused = ines.post(f"{base}/into", {"lock_version": "1"}, expect=422)
    assert "Take it to the family first" in refused.words
    ines.post(base, {**page.hidden(base), "state": "changed", "words": f"{words}, says Marina", "to": "Marina",
                     "on": "24 Nov 2026", "they_said": "Yes, that is it"})
    page = ines.get(base)
    ines.post(f"{base}/into", page.hidden("/into"))
    assert f"{words}, says Marina" in ines.get(f"/families/{world.family}/mapping").text
    with app.app_context():
        assert reads.one(record).kind == "danger"
        assert len(reads.history(record)) == 3


def test_a_proposal_pressed_again_after_somebody_saved_first_goes_through(app, client, world, table):
    with app.app_context(), table.acts("ines"):
        record = commands.propose(table.id, 3, "danger", "We are worried that he waits at the school")
    base, ines, tom = f"/families/{world.family}/discussions/proposals/{record}", client("allocated worker"), client("manager")

    def said(page, words):
        return {**page.hidden(base), "state": "agreed", "words": words, "to": "Marina", "on": "24 Nov 2026"}

    left_open = ines.get(base)
    tom.post(base, said(tom.get(base), "We are worried that he waits at the gate"))
    page = ines.post(base, said(left_open, "We are worried that he waits by the school"), expect=409)
    assert "Tom Larder saved this first" in page.words and "We are worried that he waits at the gate" in page.words
    assert page.typed("words") == "We are worried that he waits by the school"
    ines.post(base, said(page, "We are worried that he waits by the school gate"))

    left_open = ines.get(base)
    tom.post(base, said(tom.get(base), "We are worried that he stands at the gate"))
    page = ines.post(f"{base}/into", left_open.hidden("/into"), expect=409)
    assert "Tom Larder saved this first" in page.words and "Yours, not saved" not in page.words, "nothing was typed"
    assert page.typed("words") == "We are worried that he stands at the gate" and page.typed("to") == "Marina"
    ines.post(base, {**said(page, page.typed("words")), "they_said": "Yes"})  # either form of it goes through
    ines.post(f"{base}/into", ines.get(base).hidden("/into"))
    assert "We are worried that he stands at the gate" in ines.get(f"/families/{world.family}/mapping").text

    # what went into the mapping meanwhile takes nothing with it that somebody typed
    gone = ines.post(base, said(page, "Marina says: by the bins"), expect=404)
    assert "Marina says: by the bins" in gone.text


def test_pressed_again_into_the_mapping_after_somebody_saved_first_goes_through(app, client, world, table):
    with app.app_context(), table.acts("ines"):
        record = commands.propose(table.id, 3, "danger", "We are worried that he waits at the school")
        commands.take_to_family(record, 1, to="Marina", on=clock.today(), by="Ines", state="agreed")
    base, ines = f"/families/{world.family}/discussions/proposals/{record}", client("allocated worker")
    left_open = ines.get(base)
    with app.app_context(), table.acts("tom"):
        commands.take_to_family(record, 2, to="Marina", on=clock.today(), by="Tom", state="changed", words="He waits at the gate")
    page = ines.post(f"{base}/into", left_open.hidden("/into"), expect=409)
    assert "He waits at the gate" in page.words, "what they are about to put there"
    ines.post(f"{base}/into", page.hidden("/into"))
    with app.app_context():
        assert reads.one(record).kind == "danger"


def test_what_was_said_cannot_be_changed_in_the_database(app, world, table):
    with app.app_context():
        table.go_to("dangers")
        table.hand_in("nell", "as it was given")
        for name in ("discussion_entry", "discussion_event", "discussion_opening"):
            for verb in (f"UPDATE {name} SET id = id", f"DELETE FROM {name}"):
                if not db.session.execute(text(f"SELECT count(*) FROM {name}")).scalar_one():
                    continue
                with pytest.raises(Exception, match=r"append-only|refuse"):
                    db.session.execute(text(verb))
                db.session.rollback()


def test_a_beat_says_nothing_while_nothing_is_new_and_the_pieces_when_something_is(app, client, world, invited):
    tom = client("manager")
    page = tom.get(invited.path)
    beat = next(one.get("hx-get") for one in page.all("div") if one.get("id") == "beat")
    quiet = tom.get(beat, expect=204)
    assert quiet.data == b"" and len(quiet.statements) <= 3
    with app.app_context():
        invited.hand_in("nell", SECRET)
    fresh = tom.get(beat, htmx="beat")
    assert fresh.is_fragment and "1 of 4 handed in" in fresh.words
    assert 'id="desk"' not in fresh.text, "what is being typed stands where it stood"
    assert SECRET not in fresh.text
    looks = [line for line in dump(app)["audit_event"] if "discussions.watch" in line]
    assert looks == []


def test_a_hand_in_sends_nothing_again_of_what_was_opened_and_all_else_does(app, client, world, invited):
    """What was opened is the longest piece: it comes when something of it is new, and at no other time."""
    def beat(page):
        return next(one.get("hx-get") for one in page.all("div") if one.get("id") == "beat")

    tom = client("manager")
    with app.app_context():
        for name in ("ines", "nell", "slate", "priya"):
            invited.hand_in(name, f"The danger that {name} sees")
        invited.open()
        words = next(one for one in queries.entries_of(invited.id, ()) if "nell" in one.words)
    page = tom.get(invited.path)
    with app.app_context(), invited.acts("ines"):
        commands.pick(invited.id, words.id, "take")
    picked = tom.get(beat(page), htmx="beat")
    assert 'id="opened"' in picked.text and "Taken" in picked.words

    with app.app_context():
        invited.go_to("goals")
    page = tom.get(invited.path)
    with app.app_context():
        invited.hand_in("nell", "A goal")
    handed = tom.get(beat(page), htmx="beat")
    assert "1 of 4 handed in" in handed.words
    assert 'id="opened"' not in handed.text and "The danger that nell sees" not in handed.words
    assert beat(handed) != beat(page)
    tom.get(beat(handed), expect=204)
    with app.app_context(), invited.acts("tom"):
        commands.mark_seat(invited.id, invited.seats["slate"], Attendance.ABSENT, "Was called away")
        commands.note(invited.id, invited.now().stage, 0, "Said in the open")
    noted = tom.get(beat(handed), htmx="beat")
    assert "Said in the open" in noted.words and "The danger that nell sees" in noted.words


def test_places_of_a_round_are_not_mixed_up(app, world, invited):
    """Words written for a step that is over are not taken for the one that stands."""
    with app.app_context():
        old = invited.place
        for name in ("ines", "nell", "slate", "priya"):
            invited.hand_in(name, f"{name}’s danger")
        invited.open()
        with invited.acts("nell"), pytest.raises(RuleBroken, match="opened meanwhile"):
            commands.hand_in(invited.id, invited.seats["nell"], old, Given(words="too late"), seen=1)
        with invited.acts("nell"), pytest.raises(RuleBroken, match="moved on"):
            commands.hand_in(invited.id, invited.seats["nell"], Place(old.stage + 2, 1), Given(words="too early"))
