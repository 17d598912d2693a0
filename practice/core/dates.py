"""Dates as people write and read them: '4 Dec' typed, 'Fri 4 Dec' shown, '4 December 2026' in print."""

import re
from datetime import date, datetime

from practice.core import clock

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT = ("", "Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
MONTHS = ("", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")
_BY_NAME = {name[:3].lower(): number for number, name in enumerate(MONTHS) if name}
_WRITTEN = re.compile(r"^(?:[a-z]+day,?\s+|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?"
                      r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]+)\.?,?(?:\s+(\d{4}))?$")
_NUMBERS = re.compile(r"^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4}|\d{2})$")
FIRST_YEAR, LAST_YEAR = 1850, 2200  # of any day that a case may name
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")


def day(value: date | None) -> str:
    """'Thu 26 Nov'; with the year when it is not this one."""
    if value is None:
        return ""
    year = "" if value.year == clock.today().year else f" {value.year}"
    return f"{DAYS[value.weekday()]} {value.day} {SHORT[value.month]}{year}"


def short_day(value: date | None) -> str:
    """'26 Nov'; with the year when it is not this one."""
    return day(value)[4:]


def long_day(value: date | None) -> str:
    """'26 November 2026', for print."""
    return "" if value is None else f"{value.day} {MONTHS[value.month]} {value.year}"


def full_day(value: date | None) -> str:
    """'Tuesday 8 December 2026', for print."""
    return "" if value is None else f"{LONG_DAYS[value.weekday()]} {long_day(value)}"


def time_of(value: datetime | None) -> str:
    """'15.30', '0.20', in England."""
    if value is None:
        return ""
    local = value.astimezone(clock.LONDON)
    return f"{local.hour}.{local.minute:02}"


def moment(value: datetime | None) -> str:
    """'Thu 26 Nov, 15.30', in England; 'today 15.30' on the day itself."""
    if value is None:
        return ""
    local = value.astimezone(clock.LONDON)
    name = "today" if local.date() == clock.today() else day(local.date()) + ","
    return f"{name} {time_of(value)}"


def parse_day(text: str, *, ahead: bool = False) -> date:
    """A day from '4 Dec', '4 December 2026', '04/12/2026', '2026-12-04', 'today' or 'tomorrow'.

    Without a year the nearest fitting one is meant: the coming one if AHEAD, else the last half year to the next.
    Raises ValueError with a sentence that can stand beside the field, for a year that nobody here lives in too: a mistyped one
    would make a day from which no other can be counted.
    """
    day = _parsed(text, ahead=ahead)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"Is the year {day.year} right? Write the date like 4 Dec or 4 December 2026")
    return day


def _parsed(text: str, *, ahead: bool) -> date:
    words = " ".join(text.replace("\u00a0", " ").strip().lower().split())
    today = clock.today()
    if words in {"today", "tomorrow", "yesterday"}:
        shift = {"today": 0, "tomorrow": 1, "yesterday": -1}[words]
        return date.fromordinal(today.toordinal() + shift)
    try:
        if found := _ISO.match(words):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _NUMBERS.match(words):
            year = int(found[3])
            return date(year + 2000 if year < 100 else year, int(found[2]), int(found[1]))
        if (found := _WRITTEN.match(words)) and (month := _BY_NAME.get(found[2][:3])) is not None:
            if found[3]:
                return date(int(found[3]), month, int(found[1]))
            return _nearest(int(found[1]), month, today, ahead=ahead)
    except ValueError:
        raise ValueError(f"{text.strip()} is not a day that exists. Write it like 4 Dec or 4 December 2026") from None
    raise ValueError("Write the date like 4 Dec or 4 December 2026")


def _nearest(day_no: int, month: int, today: date, *, ahead: bool) -> date:
    fitting = []
    for year in (today.year - 1, today.year, today.year + 1, today.year + 2, today.year + 3, today.year + 4):
        try:
            fitting.append(date(year, month, day_no))
        except ValueError:
            continue
    if not fitting:
        raise ValueError
    if ahead:
        return min(day for day in fitting if day >= today)
    return min(fitting, key=lambda day: abs((day - today).days - 1))


def age_on(born_on: date, on: date) -> int:
    """Whole years."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
