"""When each item of a meeting is likely to begin: as planned before it starts, from the clock once it runs."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from practice.core import clock

DAY_ENDS = 24 * 60


def minute_of(at: str) -> int:
    """'10.05' as minutes of the day."""
    hours, _, minutes = at.partition(".")
    return int(hours) * 60 + int(minutes or 0)


def time_at(minute: int) -> str:
    """Minutes of the day as '10.05'; '9.30' has no nought before it."""
    return f"{minute // 60}.{minute % 60:02}"


def moment_of(on: date, at: str) -> datetime:
    """The moment at which a time of a day in England lies."""
    hours, minutes = divmod(minute_of(at), 60)
    return datetime(on.year, on.month, on.day, hours, minutes, tzinfo=clock.LONDON)


def as_planned(at: str, minutes: Sequence[int]) -> list[str]:
    """When each item begins if all take as long as was said."""
    begins = minute_of(at)
    return [time_at((begins + sum(minutes[:place])) % DAY_ENDS) for place in range(len(minutes))]


def likely(now_since: datetime, minutes: Sequence[int]) -> list[datetime]:
    """When each item begins, the first being the one that is talked about since NOW_SINCE. One that runs over pushes the rest."""
    found = [now_since]
    for length in minutes[:-1]:
        found.append(max(found[-1] + timedelta(minutes=length), clock.now()))
    return found
