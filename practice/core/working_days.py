"""Working days in England: Monday to Friday less bank holidays.

Source: Working Together to Safeguard Children 2023 counts working days; bank holidays by the rules of gov.uk/bank-holidays, from
2023 to the last year that a case may name. Day 0 is the day of the starting event.
"""

from bisect import bisect_right
from datetime import date, timedelta

from practice.core.dates import LAST_YEAR

FIRST_YEAR = 2023  # nothing is counted back
SATURDAY = 5
PROCLAIMED = (date(2023, 5, 8),)  # for one year alone, here the coronation: the next one goes here
ONE = timedelta(days=1)


def bank_holidays(year: int) -> list[date]:
    """The days off of a year, sorted. One at a weekend is made up for on the next weekday that is not free already."""
    easter = _easter(year)
    days = [date(year, 1, 1), easter - 2 * ONE, easter + ONE, _monday_up_to(date(year, 5, 7)), _monday_up_to(date(year, 5, 31)),
            _monday_up_to(date(year, 8, 31)), date(year, 12, 25), date(year, 12, 26),
            *(day for day in PROCLAIMED if day.year == year)]
    free: list[date] = []
    for day in sorted(days, key=lambda day: (day.weekday() >= SATURDAY, day)):
        while day.weekday() >= SATURDAY or day in free:
            day += ONE
        free.append(day)
    return sorted(free)


def _monday_up_to(day: date) -> date:
    return day - day.weekday() * ONE


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar: the anonymous algorithm (Nature, 20 April 1876; Meeus, Astronomical Algorithms)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    leaps, left = divmod(century, 4)
    moon = (19 * golden + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * left + 2 * (rest // 4) - moon - rest % 4) % 7
    month, day = divmod(moon + weekday - 7 * ((golden + 11 * moon + 22 * weekday) // 451) + 114, 31)
    return date(year, month, day + 1)


_FREE = [day for year in range(FIRST_YEAR, LAST_YEAR + 1) for day in bank_holidays(year)]
_IS_FREE = frozenset(_FREE)


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in _IS_FREE


def working_days_between(start: date, end: date) -> int:
    """Working days after START up to and with END; negative when END lies before START."""
    return _weekdays(end) - _weekdays(start) - bisect_right(_FREE, end) + bisect_right(_FREE, start)


def _weekdays(day: date) -> int:
    """Mondays to Fridays up to and with DAY, of all time: day 1 was a Monday."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)
