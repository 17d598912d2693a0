"""The end of an immediate plan as an instant, the nights until then, and which of them has nobody named. Pure."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from practice.core import clock, dates
from practice.core.errors import RuleBroken
from practice.families.queries import PersonRow
from practice.records.queries import Row

MOST_DAYS = 14  # without a reason; 'hours to 2 weeks' (domain.md 3.1)
EVENING = time(20)  # a night counts when the plan still runs at this hour
_TIME = re.compile(r"^(\d{1,2})(?:[.:h ]?(\d{2}))?\s*(am|pm)?$")


def parse_time(text: str) -> time:
    """17.00 from '17.00', '17:00', '5pm'. Raises ValueError with a sentence that can stand beside the field."""
    found = _TIME.match(text.strip().lower())
    if found is not None:
        hours, minutes, half = int(found[1]), int(found[2] or 0), found[3]
        if half and 1 <= hours <= 12:
            hours = hours % 12 + (12 if half == "pm" else 0)
        if hours < 24 and minutes < 60:
            return time(hours, minutes)
    raise ValueError("Write the time like 17.00")


def written(at: time) -> str:
    """'17.00', '9.30'."""
    return f"{at.hour}.{at.minute:02}"


def instant(on: date, at: time) -> datetime:
    return datetime.combine(on, at, clock.LONDON)


def ends_of(head: Any) -> datetime | None:
    """The end that an ImmediatePlan names, None while day or time is missing."""
    if head.ends_on is None or not head.ends_at:
        return None
    return instant(head.ends_on, parse_time(head.ends_at))


def check_end(on: date | None, at: str, why_longer: str, now: datetime) -> datetime:
    """The end as an instant. Raises RuleBroken: day and time must be there and lie ahead; over 14 days asks for the reason."""
    if on is None:
        raise RuleBroken("ends_on", "Give the day on which it ends")
    try:
        moment = parse_time(at)
    except ValueError as problem:
        raise RuleBroken("ends_at", str(problem)) from None
    until = instant(on, moment)
    if until <= now:
        field = "ends_on" if on < now.astimezone(clock.LONDON).date() else "ends_at"
        raise RuleBroken(field, "This has gone by. An immediate plan ends at a time that lies ahead")
    if until - now > timedelta(days=MOST_DAYS) and not why_longer.strip():
        raise RuleBroken("why_longer", f"It would run for {(until - now).days} days. End it within {MOST_DAYS}, or say why it "
                                       "takes longer")
    return until


def nights_until(first: date, until: datetime, most: int = 60) -> list[date]:
    """The days on which a night begins, from FIRST to the end; MOST of them, for an end that was typed wrong."""
    found: list[date] = []
    while instant(first, EVENING) < until and len(found) < most:
        found.append(first)
        first += timedelta(days=1)
    return found


def night_words(on: date) -> str:
    """'Wednesday night, 9 Sept'."""
    return f"{dates.LONG_DAYS[on.weekday()]} night, {dates.short_day(on)}"


def covered(rows: Iterable[Row], on: date, child: PersonRow) -> list[Row]:
    """The rows that name somebody for this child in this night."""
    return [row for row in rows if row.body.on == on and (not row.body.child or child.id in row.body.child)
            and (row.body.who or row.body.who_name)]


def gaps(rows: Sequence[Row], days: Iterable[date], children: Sequence[PersonRow]) -> list[str]:
    """'Nobody is named for Wednesday night, 9 Sept', with the child where it is not all of them."""
    found = []
    for on in days:
        alone = [child for child in children if not covered(rows, on, child)]
        if alone and len(alone) == len(children):
            found.append(f"Nobody is named for {night_words(on)}")
        else:
            found += [f"Nobody is named for {night_words(on)} ({child.short_name})" for child in alone]
    return found
