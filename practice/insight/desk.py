"""What a first page says, put together from the bulk reads: what is due, what is broken, which children were not heard.

Pure but for the reading at the top: everything that the template would have to decide is decided here, in words.
"""

from dataclasses import dataclass
from uuid import UUID

from flask import current_app

from practice.accounts.models import Role
from practice.core import clock
from practice.insight import bulk
from practice.insight.broken import Broken, breaks_in
from practice.insight.case import address, cases_of
from practice.insight.due import Due, due_in, time_left, to_ask
from practice.insight.journals import Worry, to_read, worries_of
from practice.insight.my_families import FamilyRow, agreements_in, is_allocated, not_handed_in, row_of, summary_of
from practice.insight.not_heard import NotHeard, not_heard_in
from practice.safety.journal.queries import waiting
from practice.settings import Settings

MOST_DUE = 30
MOST_BREAKS = 12


@dataclass(frozen=True, slots=True)
class Desk:
    """A whole first page."""

    summary: str
    due: tuple[Due, ...]
    more_due: int
    breaks: tuple[Broken, ...]
    more_breaks: int
    not_heard: tuple[NotHeard, ...]
    families: tuple[FamilyRow, ...]
    closed: tuple[FamilyRow, ...]
    not_met: tuple[tuple[str, str, str], ...]  # (family, words, url)
    unallocated: tuple[FamilyRow, ...]
    agreements: tuple[tuple[str, str, str, str], ...]  # (who, when it ends, family, url)
    next_page: UUID | None
    worries: tuple[Worry, ...]  # of the journals, unread; families of other pages too
    not_handed: tuple[tuple[str, str, str], ...] = ()  # (family, its papers in one line, address)


def desk_of(user_id: UUID, role: Role, before: UUID | None = None) -> Desk:
    """The first page of a practitioner, a manager or a specialist. Eleven statements, whatever the number of families."""
    families, next_page = bulk.mine(user_id, before)
    cases = cases_of(families, user_id)
    today = clock.today()
    live = [case for case in cases if case.mine.sight.family.is_open]
    waits = waiting(user_id)
    due = [due for case in live for due in due_in(case, user_id, role, today)]
    if role is not Role.SPECIALIST:
        due += to_ask([case.mine for case in cases], today)
    if role is not Role.MANAGER:
        settings: Settings = current_app.extensions["settings"]
        names = {case.mine.id: case.name for case in live}
        due += [Due(one.what, names[one.family_id], one.url, one.on, *time_left(one.on, today), one.why)
                for one in to_read(waits, settings.journal_days) if one.family_id in names]
    due.sort(key=lambda one: (one.on, one.what))
    breaks = [] if role is Role.SPECIALIST else [broken for case in live for broken in breaks_in(case, role)]
    breaks.sort(key=lambda one: bool(one.kept))
    rows = [(case, row_of(case, role)) for case in cases]
    manager = role is Role.MANAGER
    return Desk(
        summary_of([case.mine for case in cases], role),
        tuple(due[:MOST_DUE]), max(len(due) - MOST_DUE, 0), tuple(breaks[:MOST_BREAKS]), max(len(breaks) - MOST_BREAKS, 0),
        () if role is not Role.PRACTITIONER else tuple(one for case in live for one in not_heard_in(case, today)),
        tuple(row for _, row in rows if row.is_open), tuple(row for _, row in rows if not row.is_open),
        tuple((case.name, row.body.words, address(case.mine, "safety.plan")) for case in live
              for row in case.plan.of("bottom_line") if row.body.status == "not met"),
        tuple(row for case, row in rows if manager and row.is_open and not is_allocated(case)),
        tuple(one for case in live for one in agreements_in(case, today)) if manager else (), next_page,
        tuple(worries_of(waits, {case.mine.id: case.people for case in cases})),
        not_handed=tuple(line for case in live for line in not_handed_in(case, today)))
