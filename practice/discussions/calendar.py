"""The calendar file of a discussion: when, and nothing of whom (RFC 5545; rows A7 and D6 of what must hold).

A calendar is read on locked screens and by whoever shares it: title, description, organiser and place are neutral, always.
"""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from icalendar import Calendar, Event

from practice.core import clock
from practice.discussions.meeting.times import moment_of
from practice.discussions.models import State
from practice.discussions.queries import Running

TITLE = "Common Ground: a meeting"
WORDS = "Sign in to Common Ground to see what it is about and what is asked of you."
METHOD = {True: "CANCEL", False: "PUBLISH"}


def uid_of(discussion_id: UUID, secret: str) -> str:
    """The same for every file of one discussion, so that a calendar updates it; tells nothing of the record's own id."""
    mark = hmac.new(secret.encode(), discussion_id.bytes, hashlib.sha256).hexdigest()
    return f"{mark[:32]}@common-ground"


def calendar_of(discussion: Running, secret: str) -> bytes:
    """The file. A later one replaces it (SEQUENCE); one for a discussion that ended before it began takes it out again."""
    is_off = discussion.state is State.CLOSED and discussion.stage_opened_at is None
    return file_of([event_of(uid_of(discussion.id, secret), discussion.lock_version, discussion.planned_on, discussion.planned_at,
                             discussion.frame.minutes, is_off=is_off)], METHOD[is_off])


def event_of(uid: str, sequence: int, on: date, at: str, minutes: int, *, is_off: bool = False) -> Event:
    """One meeting of MINUTES on a day at a time in England ('10.00'; '' is the whole day): when, and nothing of whom."""
    event = Event()
    event.add("uid", uid)
    event.add("sequence", sequence)
    event.add("dtstamp", clock.now())
    event.add("summary", TITLE)
    event.add("description", WORDS)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    if at:
        begins = moment_of(on, at)
        event.add("dtstart", begins)
        event.add("dtend", begins + timedelta(minutes=max(minutes, 15)))
    else:
        event.add("dtstart", on)
        event.add("dtend", on + timedelta(days=1))
    return event


def file_of(events: Iterable[Event], method: str = METHOD[False]) -> bytes:
    """The file that holds EVENTS."""
    file = Calendar()
    file.add("prodid", "-//Common Ground//EN")
    file.add("version", "2.0")
    file.add("method", method)
    for event in events:
        file.add_component(event)
    file.add_missing_timezones()
    return bytes(file.to_ical())
