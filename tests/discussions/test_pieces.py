"""Who holds which piece: every voice shows, a concern needs an outcome and a name, not sharing is a decision with its reason,
and what a seat brought reaches only those whose part sees its kind."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import or_, select, text
from sqlalchemy.exc import DatabaseError

from practice.access.models import Agreement, Information, Part, PartKind
from practice.accounts.models import User
from practice.core import audit, clock
from practice.core.db import db
from practice.core.errors import RuleBroken
from practice.discussions import commands as discussions
from practice.discussions.commands import NewDiscussion, NewSeat
from practice.discussions.models import SeatRole
from practice.discussions.pieces import commands, queries
from practice.discussions.pieces.commands import NewBrought
from practice.discussions.pieces.models import PieceState


@pytest.fixture
def room(app, world):
    """A planned discussion: Ines presents, Nell of health by her own part, Coral of the family, Priya by a seat alone."""
    with app.app_context(), audit.acting_as(world.users["ines"]):
        made = discussions.ask(world.family, NewDiscussion("group-mapping", "How safe are Finn and Shelly?", date(2026, 12, 1)))
        agreement = db.session.scalar(select(Agreement.id).where(Agreement.to_on >= date(2026, 12, 31)).order_by(Agreement.to_on))
        seats = {"ines": discussions.add_seat(made, NewSeat(SeatRole.PRESENTER, user_id=world.users["ines"])),
                 "nell": discussions.add_seat(made, NewSeat(SeatRole.PARTICIPANT, user_id=world.users["nell"])),
                 "coral": discussions.add_seat(made, NewSeat(SeatRole.FAMILY, person_id=world.people["Coral"])),
                 "priya": discussions.add_seat(made, NewSeat(
                     SeatRole.PARTICIPANT, user_id=world.users["priya"], kinds=frozenset({Information.STORY}),
                     because="She knows the housing side"))}
        db.close()
        return {"id": made, "seats": seats, "agreement": agreement,
                "page": f"/families/{world.family}/discussions/{made}/pieces"}


def test_every_voice_shows_the_silent_ones_too(client, room):
    words = client("allocated worker").get(room["page"]).words
    for holder in ("Nell Frost", "Coral", "Priya Sandal", "Marina", "Callum"):
        assert holder in words
    assert words.count("Nobody asked yet") == 2  # mum and dad, who have no seat
    assert "First: the family’s and the children’s own words" in words


def test_of_seven_agencies_each_voice_shows_and_so_do_two_that_are_silent(client, room, world, app):
    """C26. Who was asked and said nothing is seen to have said nothing; a grandmother's call stands until it is answered."""
    agencies = {"Dr Sandpiper": "GP practice", "Mr Groyne": "Housing", "Ms Fen": "Nursery", "Dr Skerry": "Hospital",
                "Mr Reedbed": "Probation"}
    worker, page = client("allocated worker"), room["page"]
    with app.app_context(), audit.acting_as(world.users["ines"]):
        seats = {name: discussions.add_seat(room["id"], NewSeat(SeatRole.PARTICIPANT, name=name, agency=agency))
                 for name, agency in agencies.items()}  # with Nell of health and Priya of the council: seven
        for name, state, words in (("Dr Sandpiper", PieceState.ANSWERED, "Seen on 3 May with a bruise"),
                                   ("Mr Groyne", PieceState.NOTHING, ""), ("Ms Fen", PieceState.WILL_NOT_SHARE, "Ask her first")):
            commands.note_piece(world.family, room["id"], name, state, words, seat_id=seats[name])
        commands.add_concern(world.family, "Nan Coral", "He had a bruise on his back.", "the duty desk", date(2026, 5, 12))
        db.close()
    words = worker.get(page).words
    for line in ("Nell Frost Saltmarsh Health Asked, no answer yet", "Priya Sandal Saltmarsh Council Asked, no answer yet",
                 "Dr Sandpiper GP practice Answered Tue 24 Nov Seen on 3 May with a bruise",
                 "Mr Groyne Housing Holds nothing Tue 24 Nov",
                 "Ms Fen Nursery Will not share it here Tue 24 Nov Ask her first", "Dr Skerry Hospital Asked, no answer yet",
                 "Mr Reedbed Probation Asked, no answer yet"):
        assert words.count(line) == 1, line
    assert "He had a bruise on his back." in words and "Open: no outcome and no name yet" in words
    assert "Seen on 3 May" not in client("health, danger two only").get(page).words  # what another holds tells of the whole family


def test_a_specialist_writes_facts_apart_from_opinion_with_their_own_prompts(client, room):
    nell, address = client("health, danger two only"), f"{room['page']}/{room['seats']['nell']}/bring"
    page = nell.get(f"{address}?as=health")
    assert "Weight and height with dates" in page.words
    assert page.words.index("What do you know? Facts only") < page.words.index("What do you think of the risk")
    empty = nell.post(address, {"guide": "health"}, expect=422)
    assert empty.error_beside("facts").startswith("Write what you know")
    half = nell.post(address, {"guide": "health", "facts": "Weight 11.2 kg, clinic, 16 Nov", "not_here": "Mum’s own health"},
                     expect=422)
    assert half.error_beside("not_here_because") == "Say why it is not shared here"
    assert half.typed("facts") == "Weight 11.2 kg, clinic, 16 Nov"
    nell.post(address, {"guide": "health", "facts": "Weight 11.2 kg, clinic, 16 Nov", "view": "Shelly is well fed.",
                        "not_here": "Mum’s own health", "not_here_because": "It is hers, and she said no"})
    assert "Weight 11.2 kg" in nell.get(room["page"]).words
    ledger = client("allocated worker").get(room["page"].partition("/discussions")[0] + "/ledger").words
    assert "Held back" in ledger
    assert "It is hers, and she said no" in ledger


def test_what_was_written_in_a_summer_night_has_its_day_in_england(app, client, room, world):
    """00.30 of 2 July in England is 23.30 of 1 July by the clock that the database keeps."""
    with clock.at(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)), app.app_context(), audit.acting_as(world.users["nell"]):
        commands.bring(world.family, room["id"], room["seats"]["nell"], "Nell Frost", NewBrought(facts="Weight 11.2 kg"))
    page = client("allocated worker").get(room["page"]).words
    assert "Answered Thu 2 July" in page and "1 July" not in page


def test_what_was_brought_reaches_only_parts_that_see_its_kind(client, room, world, app):
    with app.app_context(), audit.acting_as(world.users["nell"]):
        commands.bring(world.family, room["id"], room["seats"]["nell"], "Nell Frost",
                       NewBrought("health", facts="ZZ-CANARY-HEALTH", view="ZZ-CANARY-VIEW"))
    assert "ZZ-CANARY-HEALTH" in client("manager").get(room["page"]).words
    other = client("other family’s worker").get(room["page"]).words  # a seat that sees the story alone
    assert "ZZ-CANARY" not in other
    assert "Nell Frost" in other
    assert "Answered" in other


@pytest.mark.parametrize("who", ["school, plan only", "excluded worker", "administrator", "ended agreement"])
def test_nobody_without_a_seat_reads_or_writes_a_piece(client, room, who):
    person = client(who)
    for path in (room["page"], f"{room['page']}/ask", f"{room['page']}/concern", f"{room['page']}/{room['seats']['nell']}/bring"):
        assert person.get(path, expect=None).status in {403, 404}
    assert person.get(room["page"].partition("/discussions")[0] + "/ledger", expect=None).status in {403, 404}


def test_only_the_seat_itself_writes_for_a_seat_that_signs_in(client, room):
    client("allocated worker").get(f"{room['page']}/{room['seats']['nell']}/bring", expect=403)
    client("health, danger two only").get(f"{room['page']}/{room['seats']['ines']}/bring", expect=403)
    client("allocated worker").get(f"{room['page']}/{room['seats']['coral']}/bring")  # she has no device: her words are brought


def test_the_familys_words_stand_first(client, room):
    worker = client("allocated worker")
    address = f"{room['page']}/{room['seats']['coral']}/bring"
    assert "risk" not in worker.get(address).words.lower().partition("what do you want")[2]
    worker.post(address, {"words": "Ask me. I am ten minutes away."})
    words = worker.get(room["page"]).words
    assert words.index("Ask me. I am ten minutes away.") < words.index("Asked, and what they answered")


def test_a_relative_is_asked_and_a_no_needs_its_reason(client, room, world):
    worker, ask = client("allocated worker"), f"{room['page']}/ask"
    wrong = worker.post(ask, {"holder": str(world.people["Callum"]), "what": "will_not_share"}, expect=422)
    assert wrong.error_beside("words") == "Say why they will not share it"
    worker.post(ask, {"holder": str(world.people["Callum"]), "what": "will_not_share", "words": "“Ask my solicitor.”"})
    worker.post(ask, {"holder": "other", "name": "Mr Vale, old school", "what": "nothing", "words": ""})
    words = worker.get(room["page"]).words
    assert "Will not share it here" in words
    assert "Mr Vale, old school Holds nothing" in words
    assert "Nobody asked yet" in words  # Marina still
    assert worker.post(ask, {"holder": "other", "what": "nothing"}, expect=422).error_beside("name") == "Say who was asked"


def test_a_relatives_concern_is_not_closed_without_an_outcome_and_a_name(client, room, world, app):
    worker = client("allocated worker")
    worker.post(f"{room['page']}/concern", {"from_whom": "Nan Coral", "words": "She rang in May and nobody rang back.",
                                            "told_to": "the duty desk", "on": "12 May 2026"})
    assert "Open: no outcome and no name yet" in worker.get(room["page"]).words
    with app.app_context():
        concern = queries.concerns_of(world.family)[0]
    address = f"/families/{world.family}/concerns/{concern.id}/outcome"
    assert worker.post(address, {"words": "Rung back, seen the children"}, expect=422).error_beside("by_whom")
    assert worker.post(address, {"by_whom": "Ines Tidewell"}, expect=422).error_beside("words")
    assert "Open: no outcome" in worker.get(room["page"]).words
    client("health, danger two only").get(address, expect=403)
    worker.post(address, {"words": "Rung back, seen the children the same day", "by_whom": "Ines Tidewell"})
    words = worker.get(room["page"]).words
    assert "Open: no outcome" not in words
    assert "Ines Tidewell answers for it" in words
    worker.get(address, expect=403)


def test_a_concern_tells_of_all_dangers_so_a_narrowed_part_does_not_hear_it(client, room):
    client("allocated worker").post(f"{room['page']}/concern", {"from_whom": "Nan Coral", "words": "ZZ-CANARY-NAN",
                                                                "on": "12 May 2026"})
    assert "ZZ-CANARY-NAN" not in client("health, danger two only").get(room["page"]).words


def test_what_a_relative_answered_is_not_read_by_a_part_that_is_narrowed(client, room, world):
    client("allocated worker").post(f"{room['page']}/ask", {"holder": str(world.people["Marina"]), "what": "answered",
                                                            "words": "ZZ-CANARY-ANSWER"})
    assert "ZZ-CANARY-ANSWER" in client("manager").get(room["page"]).words
    narrow = client("health, danger two only").get(room["page"]).words
    assert "ZZ-CANARY-ANSWER" not in narrow
    assert "Priya Sandal" in narrow  # who sits here she may know


def test_an_invitation_writes_its_line_of_the_ledger(client, room, world):
    words = client("allocated worker").get(f"/families/{world.family}/ledger").words
    assert "Inside one discussion: the story and the mapping Priya Sandal, Saltmarsh Council" in words
    assert "Because: She knows the housing side" in words


def test_every_decision_to_share_or_not_has_its_line(client, room, world, app):
    """D13: a part under an agreement, a seat, what a seat keeps back or will not share, what somebody writes down."""
    nell, worker = client("health, danger two only"), client("allocated worker")
    nell.post(f"{room['page']}/{room['seats']['nell']}/bring", {
        "guide": "health", "facts": "Weight 11.2 kg", "not_here": "Mum’s own health", "not_here_because": "She said no"})
    worker.post(f"{room['page']}/ask", {"holder": "other", "name": "Mr Vale", "what": "will_not_share", "words": "Ask her"})
    worker.post(f"/families/{world.family}/ledger/add", {"is_shared": "no", "what": "The date of the move", "to_whom": "Callum",
                                                         "because": "He would come"})
    words = worker.get(f"/families/{world.family}/ledger").words
    for line in ("Held back", "Mum’s own health The discussion, by Nell Frost", "What they hold The discussion, by Mr Vale",
                 "The date of the move Callum Because: He would come",
                 "On the family’s pages: the story and the mapping, the safety plan, health, of some dangers only Nell Frost, "
                 "Saltmarsh Health Because: Sees Shelly on Thursdays On the basis of: Keeping Finn and Shelly safe. Public task",
                 "On the family’s pages: the safety plan, what is asked of them Ms Slate, Lightwell Primary"):
        assert line in words, line
    assert "Sees that discussion and no page of the family." in worker.get(f"/families/{world.family}/who").words
    with app.app_context():  # whoever of another agency sees anything stands there, one whose part has stopped too
        given = db.session.execute(select(User.name).join(Part, Part.user_id == User.id).where(
            Part.family_id == world.family, or_(Part.agreement_id.is_not(None), Part.kind == PartKind.DISCUSSION))).scalars().all()
    assert set(given) == {"Nell Frost", "Ms Slate", "Sgt Birk", "Priya Sandal"}
    assert [name for name in given if words.count(f"{name}, ") != 1] == []


def test_the_ledger_asks_for_the_basis_of_what_was_shared(client, world):
    worker, add = client("allocated worker"), f"/families/{world.family}/ledger/add"
    line = {"is_shared": "yes", "what": "The date of the hearing", "to_whom": "Ms Slate", "because": "She hands Finn over"}
    assert worker.post(add, line, expect=422).error_beside("basis").startswith("Say on which basis")
    worker.post(add, {**line, "basis": "Marina said yes, 20 Nov"})
    assert "The date of the hearing Ms Slate" in worker.get(f"/families/{world.family}/ledger").words


def test_after_the_end_nothing_is_added_and_all_stays_readable(client, room, app, world):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        commands.note_piece(world.family, room["id"], "Mr Vale", PieceState.NOTHING, "")
        db.session.execute(text("UPDATE discussion SET state = 'closed'"))
        db.session.commit()
    assert "Mr Vale" in client("manager").get(room["page"]).words
    client("allocated worker").get(f"{room['page']}/ask", expect=403)


@pytest.mark.parametrize("table", ["discussion_brought", "piece_event", "concern", "concern_outcome", "sharing"])
def test_the_database_itself_keeps_the_rows(app, room, world, table):
    with app.app_context(), audit.acting_as(world.users["ines"]):
        commands.bring(world.family, room["id"], room["seats"]["ines"], "Ines", NewBrought(facts="Seen on Monday"))
        commands.note_piece(world.family, room["id"], "Mr Vale", PieceState.NOTHING, "")
        concern = commands.add_concern(world.family, "Nan", "She rang", "duty", date(2026, 5, 12))
        commands.close_concern(world.family, concern, "Rung back", "Ines Tidewell")
        for change in (f"UPDATE {table} SET recorded_at = recorded_at", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError):
                db.session.execute(text(change))
            db.session.rollback()


def test_a_guide_that_is_not_there_is_refused(app, room, world):
    with app.app_context(), audit.acting_as(world.users["ines"]), pytest.raises(RuleBroken):
        commands.bring(world.family, room["id"], room["seats"]["ines"], "Ines", NewBrought("astrology", facts="x"))
