"""Which children were not heard lately, or not seen, as the records say."""

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from practice.access.models import Information
from practice.core import clock, dates
from practice.families.queries import PersonRow
from practice.insight.case import Case, address
from practice.mapping.spread import ASKED_FROM, Given
from practice.records.queries import Row

NOT_HEARD_AFTER = timedelta(days=28)  # four weeks, the common rhythm of seeing a child (domain 5.2, cin_visit)


class NotHeard(msgspec.Struct, frozen=True):
    child: str
    says: str
    family: str
    url: str


def not_heard_in(case: Case, today: date) -> Iterable[NotHeard]:
    if not case.mine.sight.part.sees(Information.STORY) or case.mine.sight.part.dangers:
        return
    for child in case.people.children:
        if child.died_on is not None or (child.to_on is not None and child.to_on < today):
            continue
        old_enough = (child.age or 0) >= ASKED_FROM
        last = _last_said(child, case.plan.rows, case.plan.given) if old_enough else _last_seen(child, case.plan.rows)
        if last is not None and today - last <= NOT_HEARD_AFTER:
            continue
        if old_enough:
            says = (f"Last asked, or written down in {child.short_name}’s own words, on {dates.day(last)}." if last
                    else f"Nothing here is in {child.short_name}’s own words, and no number was asked for.")
        else:
            says = (f"No note of what {child.short_name} was seen to do since {dates.day(last)}." if last
                    else f"No note of what {child.short_name} was seen to do.")
        described = f"{child.name}, {child.described}" if child.described else child.name
        yield NotHeard(described, says, case.name, address(case.mine))


def _last_said(child: PersonRow, rows: Iterable[Row], given: Iterable[Given]) -> date | None:
    own = child.id.int
    days = [row.body.said_on or row.recorded_at.astimezone(clock.LONDON).date() for row in rows
            if row.body.said_by is not None and row.body.said_by.int == own]
    days += [number.on for number in given if number.person_id.int == own and number.guessed_by is None
             and number.value is not None]
    return max(days, default=None)


def _last_seen(child: PersonRow, rows: Iterable[Row]) -> date | None:
    return max((row.body.said_on or row.recorded_at.astimezone(clock.LONDON).date() for row in rows
                if row.kind in {"strength", "existing_safety", "hope", "harm"} and child.id in row.body.about), default=None)
