"""Working days in England: Monday to Friday less bank holidays.

Source: Working Together to Safeguard Children 2023 counts working days; bank holidays as published for England.
Day 0 is the day of the starting event. The table can change: add a year, never a rule.
"""

from bisect import bisect_right
from datetime import date, timedelta

BANK_HOLIDAYS = frozenset(
    date(year, month, day)
    for year, days in {
        2024: ((1, 1), (3, 29), (4, 1), (5, 6), (5, 27), (8, 26), (12, 25), (12, 26)),
        2025: ((1, 1), (4, 18), (4, 21), (5, 5), (5, 26), (8, 25), (12, 25), (12, 26)),
        2026: ((1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)),
        2027: ((1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)),
    }.items()
    for month, day in days
)
ONE = timedelta(days=1)
_FREE = sorted(day for day in BANK_HOLIDAYS if day.weekday() < 5)


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in BANK_HOLIDAYS


def working_days_after(start: date, count: int) -> date:
    """The COUNTth working day after START (day 0)."""
    day = start
    while count > 0:
        day += ONE
        count -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Working days after START up to and with END; negative when END lies before START."""
    return _weekdays(end) - _weekdays(start) - bisect_right(_FREE, end) + bisect_right(_FREE, start)


def _weekdays(day: date) -> int:
    """Mondays to Fridays up to and with DAY, of all time: day 1 was a Monday."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)
