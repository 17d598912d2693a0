"""The calendar file of a discussion: when, and nothing of whom (RFC 5545; rows A7 and D6 of what must hold).

A calendar is read on locked screens and by whoever shares it: title, description, organiser and place are neutral, always.
"""

import hashlib
import hmac
from datetime import datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event

from practice.core import clock
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
    event = Event()
    event.add("uid", uid_of(discussion.id, secret))
    event.add("sequence", discussion.lock_version)
    event.add("dtstamp", clock.now())
    event.add("summary", TITLE)
    event.add("description", WORDS)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    if discussion.planned_at:
        hours, _, minutes = discussion.planned_at.partition(".")
        begins = datetime.combine(discussion.planned_on, datetime.min.time()).replace(
            hour=int(hours), minute=int(minutes or 0), tzinfo=clock.LONDON)
        event.add("dtstart", begins)
        event.add("dtend", begins + timedelta(minutes=max(discussion.frame.minutes, 15)))
    else:
        event.add("dtstart", discussion.planned_on)
        event.add("dtend", discussion.planned_on + timedelta(days=1))
    file = Calendar()
    file.add("prodid", "-//Common Ground//EN")
    file.add("version", "2.0")
    file.add("method", METHOD[is_off])
    file.add_component(event)
    file.add_missing_timezones()
    return bytes(file.to_ical())
