"""The fixed sentences of our papers, and small ways to say numbers, dates and lists of names."""

from collections.abc import Sequence
from datetime import date

from practice.core import dates
from practice.families.models import Sex
from practice.families.queries import PersonRow

SIGNING = "Signing means: I have read this, or it was read to me. It is not a court paper. You can change your mind."
OWN_NUMBER = "Each of us gave our own number. Nobody’s number counts for more."
NEVER_MIXED = "Each line is one person. We never mix them into one."
SERVICES_SAY = "We will do the part called “The services”. We will tell you first if it has to change."
EACH_HAS_A_PART = "Each grown-up has a plan for their own part. This one is yours."
GROWN_UPS_JOB = "Keeping you safe is the grown-ups’ job."
CHILDLINE = "Childline is not us. It is free, day and night: 0800 1111."
YOURS = "This page was written for you."
SIGNS_FROM = 8  # years; younger children do not sign


def names(people: Sequence[str]) -> str:
    """'Robin, Olive and Priya'."""
    people = [name for name in dict.fromkeys(people) if name]
    return people[0] if len(people) == 1 else f"{', '.join(people[:-1])} and {people[-1]}" if people else ""


def stop(text: str) -> str:
    """TEXT, ended as a sentence."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…”’" else text + "."


def he(person: PersonRow) -> str:
    """'He', 'She', or the name where we do not know."""
    return {Sex.MALE: "He", Sex.FEMALE: "She"}.get(person.sex, person.short_name)


def full(day: date) -> str:
    """'Monday 18 January 2027'."""
    return dates.full_day(day)


def month_in(day: date, today: date) -> str:
    """'October', or 'October 2025' where it was another year."""
    return dates.MONTHS[day.month] + ("" if day.year == today.year else f" {day.year}")
