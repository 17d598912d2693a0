"""How an immediate plan stands: until when, approved or not, over or ended, in words. Pure.

The end is an instant that the app keeps: once it has gone by the plan is not in force any more, whatever nobody did.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from practice.core import clock, dates
from practice.safety.immediate.models import Became


@dataclass(frozen=True, slots=True)
class Change:
    """One line of what became of a frozen immediate plan."""

    snapshot_id: UUID
    what: Became
    because: str
    at: datetime
    author: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """One frozen immediate plan, from the lines about it."""

    snapshot_id: UUID
    until: datetime
    agreed: Change
    approved: Change | None = None
    returned: Change | None = None
    ended: Change | None = None

    @property
    def is_live(self) -> bool:
        """Agreed, and nobody has ended it. Its time may have passed all the same."""
        return self.ended is None

    def is_over(self, now: datetime) -> bool:
        """Has its time passed, without anybody saying what comes now?"""
        return self.is_live and self.until <= now

    def left(self, now: datetime) -> str:
        """'2 days and 3 hours left', 'Ended 40 minutes ago'."""
        if self.until > now:
            return f"{how_long(self.until - now)} left"
        return f"Its time passed {how_long(now - self.until)} ago"

    @property
    def ends(self) -> str:
        """'Fri 11 Sept at 17.00'."""
        return moment_words(self.until)

    @property
    def approval(self) -> str:
        """'Approved by Tom Larder, Wed 9 Sept at 18.10', or that it is not."""
        if self.approved is not None:
            return f"Approved by {self.approved.author or 'a manager'}, {moment_words(self.approved.at)}"
        if self.returned is not None:
            return f"Not approved. {self.returned.author or 'The manager'}: {self.returned.because}"
        return "Not approved yet"


def standings_of(changes: Iterable[Change]) -> list[Standing]:
    """Every immediate plan of one family, newest first, from its changes in the order in which they were written."""
    found: dict[UUID, dict[Became, Change]] = {}
    for change in changes:
        of_one = found.setdefault(change.snapshot_id, {})
        of_one[change.what] = change
        if change.what is Became.APPROVED:
            of_one.pop(Became.RETURNED, None)
        elif change.what is Became.RETURNED:
            of_one.pop(Became.APPROVED, None)
    made = []
    for snapshot_id, lines in found.items():
        agreed = lines.get(Became.AGREED)
        if agreed is not None and agreed.until is not None:
            made.append(Standing(snapshot_id, agreed.until, agreed, lines.get(Became.APPROVED), lines.get(Became.RETURNED),
                                 lines.get(Became.ENDED)))
    return made[::-1]


def how_long(span: timedelta) -> str:
    """'9 days', '2 days and 3 hours', '3 hours', '40 minutes', 'less than a minute': never more than is true."""
    minutes = int(span.total_seconds() // 60)
    days, hours = minutes // 1440, minutes % 1440 // 60
    if days >= 4 or (days and not hours):
        return _counted(days, "day")
    if days:
        return f"{_counted(days, 'day')} and {_counted(hours, 'hour')}"
    if hours:
        return _counted(hours, "hour")
    return _counted(minutes, "minute") if minutes else "less than a minute"


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" + ("" if number == 1 else "s")


def moment_words(at: datetime) -> str:
    """'Fri 11 Sept at 17.00', in England."""
    return f"{dates.day(at.astimezone(clock.LONDON).date())} at {dates.time_of(at)}"
