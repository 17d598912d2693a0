"""A calendar is read on locked screens: the file says when, and not whom, where or what about; a later one replaces it."""

from datetime import date

import pytest
from icalendar import Calendar
from sqlalchemy import text

from practice.core import audit
from practice.core.db import db
from practice.discussions import commands as discussions
from practice.discussions.commands import NewDiscussion, NewSeat
from practice.discussions.models import SeatRole


@pytest.fixture
def planned(app, world):
    """A discussion planned on a day of summer time's end, with everything that must not leave typed into it."""
    with app.app_context(), audit.acting_as(world.users["ines"]):
        made = discussions.ask(world.family, NewDiscussion(
            "group-mapping", "Is Marina safe from Callum?", date(2027, 4, 6), planned_at="10.00", place="14 Beacon Rise, Eastcliff",
            family_told="Marina was told by phone on 07700 900111"))
        discussions.add_seat(made, NewSeat(SeatRole.PARTICIPANT, user_id=world.users["nell"]))
        db.close()
    return f"/families/{world.family}/discussions/{made}/calendar"


def event(answer):
    return next(iter(Calendar.from_ical(answer.data).walk("VEVENT")))


def test_it_says_when_and_nothing_of_whom(client, planned, world):
    answer = client("health, danger two only").get(planned)
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="meeting.ics"'
    unfolded = answer.data.decode().replace("\r\n ", "")
    for word in ("Harbour", "Marina", "Callum", "Beacon", "Eastcliff", "900111", "safe from", "Nell", "mapping", str(world.family),
                 planned.split("/")[-2]):
        assert word.casefold() not in unfolded.casefold(), word
    found = event(answer)
    assert found["class"] == "PRIVATE"
    assert "location" not in found
    assert "attendee" not in found
    assert "organizer" not in found
    begins = found.decoded("dtstart")
    assert (begins.isoformat(), (found.decoded("dtend") - begins).seconds) == ("2027-04-06T10:00:00+01:00", 65 * 60)


def test_a_later_file_replaces_the_earlier_one(client, planned, app):
    nell = client("health, danger two only")
    first = event(nell.get(planned))
    with app.app_context():
        db.session.execute(text("UPDATE discussion SET planned_at = '11.30', lock_version = lock_version + 1"))
        db.session.commit()
    second = event(nell.get(planned))
    assert second["uid"] == first["uid"]
    assert second["sequence"] > first["sequence"]
    assert second.decoded("dtstart").hour == 11


def test_a_discussion_that_ended_before_it_began_is_taken_out(client, planned, app):
    with app.app_context():
        db.session.execute(text("UPDATE discussion SET state = 'closed', lock_version = lock_version + 1"))
        db.session.commit()
    answer = client("allocated worker").get(planned)
    assert Calendar.from_ical(answer.data)["method"] == "CANCEL"
    assert event(answer)["status"] == "CANCELLED"


def test_without_a_time_it_is_the_whole_day(client, planned, app):
    with app.app_context():
        db.session.execute(text("UPDATE discussion SET planned_at = ''"))
        db.session.commit()
    assert event(client("allocated worker").get(planned)).decoded("dtstart") == date(2027, 4, 6)


@pytest.mark.parametrize("who", ["school, plan only", "other family’s worker", "excluded worker", "administrator", "nobody"])
def test_nobody_without_a_seat_gets_it(client, planned, who):
    assert client(who).get(planned, expect=None).status in {303, 403, 404}
