"""Immediate plans on a first page: those whose end comes or has passed, and those that a manager has not approved.

Read in one statement with the reasons for broken threads, so that a first page keeps its statements.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import DateTime, String, bindparam, cast, func, literal, null, select, type_coerce, union_all

from practice.accounts.models import User
from practice.core import clock, dates
from practice.core.db import Instant, db
from practice.records.models import Kept
from practice.records.queries import KeptRow
from practice.safety.immediate.models import Became, ImmediateChange
from practice.safety.immediate.standing import Change, Standing, standings_of

_WHOLE = union_all(
    select(literal("kept", String).label("sort"), Kept.family_id, Kept.about_id.label("about_id"), Kept.code.label("code"),
           Kept.because.label("because"), Kept.at.label("at"), func.coalesce(User.name, "").label("author"),
           cast(null(), DateTime(timezone=True)).label("until"), Kept.id.label("id"))
    .outerjoin(User, User.id == Kept.by_id).where(Kept.family_id.in_(bindparam("families", expanding=True))),
    select(literal("immediate", String), ImmediateChange.family_id, ImmediateChange.snapshot_id,
           type_coerce(ImmediateChange.what, String), ImmediateChange.because, ImmediateChange.recorded_at,
           func.coalesce(User.name, ""), ImmediateChange.until, ImmediateChange.id)
    .outerjoin(User, User.id == ImmediateChange.author_id)
    .where(ImmediateChange.family_id.in_(bindparam("families", expanding=True)))).subquery()
KEPT_AND_IMMEDIATE = select(*(type_coerce(column, Instant()).label(column.name) if column.name in {"at", "until"} else column
                              for column in _WHOLE.c)).order_by(_WHOLE.c.at, _WHOLE.c.id)


def kept_and_immediate(ids: Sequence[UUID]) -> tuple[dict[UUID, list[KeptRow]], dict[UUID, Standing]]:
    """({family: every 'keep it, because', oldest first}, {family: its immediate plan that nobody has ended})."""
    kept: dict[UUID, list[KeptRow]] = {}
    changes: dict[UUID, list[Change]] = {}
    for sort, family_id, about, code, because, at, author, until, _ in (
            db.read(KEPT_AND_IMMEDIATE, {"families": list(ids)}) if ids else ()):
        if sort == "kept":
            kept.setdefault(family_id, []).append(KeptRow(about, code, because, at, author))
        else:
            changes.setdefault(family_id, []).append(Change(about, Became(code), because, at, author, until))
    newest = {family_id: standings_of(lines)[0] for family_id, lines in changes.items() if standings_of(lines)}
    return kept, {family_id: one for family_id, one in newest.items() if one.is_live}


def due_of(standing: Standing, now: datetime, *, for_manager: bool) -> Iterable[tuple[str, date, str, str]]:
    """(what, on, how long in words or '', why) of what an immediate plan asks of the reader of a first page."""
    until = standing.until.astimezone(clock.LONDON)
    today = now.astimezone(clock.LONDON).date()
    if standing.is_over(now):
        yield ("The immediate plan", until.date(), standing.left(now) if until.date() == today else "",
               f"Its time passed at {dates.time_of(until)}. End it, or make a new one.")
    else:
        yield (f"The immediate plan ends at {dates.time_of(until)}", until.date(),
               standing.left(now) if until.date() == today else "", f"{standing.approval}.")
        if for_manager and standing.approved is None and standing.returned is None:
            agreed = standing.agreed.at.astimezone(clock.LONDON)
            by = f" by {standing.agreed.author}" if standing.agreed.author else ""
            yield ("Approve the immediate plan", agreed.date(), "", f"Agreed{by} at {dates.time_of(agreed)}. It is approved "
                   "the same day.")
