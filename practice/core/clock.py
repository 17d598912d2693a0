"""The one clock. Nothing else asks the system for the time, so that a case can be replayed day by day."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_set_to: datetime | None = None
_shift: timedelta = timedelta(0)


def hold_day(day: date | None) -> None:
    """Let the app live on DAY (demonstration mode), with the real time of day; None is the real day."""
    global _shift
    _shift = timedelta(0) if day is None else timedelta(days=(day - datetime.now(LONDON).date()).days)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Stand at MOMENT (aware) inside the block: for replaying a case and for tests."""
    global _set_to
    before, _set_to = _set_to, moment
    try:
        yield
    finally:
        _set_to = before


def now() -> datetime:
    """This instant, in UTC."""
    return (_set_to or datetime.now(UTC) + _shift).astimezone(UTC)


def today() -> date:
    """The day in England."""
    if _set_to is not None:
        return _set_to.astimezone(LONDON).date()
    return _day_of(int(time.time() + _shift.total_seconds()) // 3600)


@lru_cache(8)
def _day_of(hour: int) -> date:
    """The day of an hour since 1970: a page asks a hundred times, and it changes on the hour alone."""
    return datetime.fromtimestamp(hour * 3600, LONDON).date()
