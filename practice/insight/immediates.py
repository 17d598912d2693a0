"""Immediate plans and the actions of discussions on a first page: plans whose end comes or has passed, or that a manager has not
approved; who does what by when.

Read in one statement with the reasons for broken threads, so that a first page keeps its statements.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, String, bindparam, cast, func, literal, null, select, type_coerce, union_all

from practice.accounts.models import User
from practice.core import clock, dates
from practice.core.db import Instant, db
from practice.discussions.kinds import event_of
from practice.discussions.models import Discussion, Happened, Seat
from practice.discussions.outcome.acts import ENDED, OF_ACTIONS, Act, acts_among
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
    .where(ImmediateChange.family_id.in_(bindparam("families", expanding=True))),
    select(literal("act", String), Discussion.family_id, Happened.discussion_id, literal(""), Happened.body, Happened.at,
           literal(""), cast(null(), DateTime(timezone=True)), Happened.id)
    .join(Discussion, Discussion.id == Happened.discussion_id)
    .where(Discussion.family_id.in_(bindparam("families", expanding=True)), Discussion.state.in_(ENDED), OF_ACTIONS),
    select(literal("seat", String), Discussion.family_id, Seat.id, literal(""), literal(""), Seat.made_at, literal(""),
           cast(null(), DateTime(timezone=True)), Seat.id)
    .join(Discussion, Discussion.id == Seat.discussion_id)
    .where(Discussion.family_id.in_(bindparam("families", expanding=True)), Discussion.state.in_(ENDED),
           Seat.user_id == bindparam("me"))).subquery()
KEPT_AND_IMMEDIATE = select(*(type_coerce(column, Instant()).label(column.name) if column.name in {"at", "until"} else column
                              for column in _WHOLE.c)).order_by(_WHOLE.c.at, _WHOLE.c.id)


@dataclass(frozen=True, slots=True)
class Standings:
    """What was read together: reasons, the immediate plan that nobody has ended, actions by discussion, the reader's own seats."""

    kept: dict[UUID, list[KeptRow]]
    immediate: dict[UUID, Standing]
    acts: dict[UUID, list[tuple[UUID, Act]]]
    seats: frozenset[UUID]


BECAME = {one.value: one for one in Became}


def kept_and_immediate(ids: Sequence[UUID], user_id: UUID) -> Standings:
    """By family: every 'keep it, because', oldest first; the immediate plan; the actions that are not done."""
    kept: dict[UUID, list[KeptRow]] = {}
    changes: dict[UUID, list[Change]] = {}
    happened: dict[tuple[UUID, UUID], list[Any]] = {}
    seats = set()
    for sort, family_id, about, code, because, at, author, until, _ in (
            db.read(KEPT_AND_IMMEDIATE, {"families": list(ids), "me": user_id}) if ids else ()):
        if sort == "kept":
            kept.setdefault(family_id, []).append(KeptRow(about, code, because, at, author))
        elif sort == "act":
            happened.setdefault((family_id, about), []).append(event_of(because))
        elif sort == "seat":
            seats.add(about)
        else:
            changes.setdefault(family_id, []).append(Change(about, BECAME[code], because, at, author, until))
    newest = {family_id: found[0] for family_id, lines in changes.items() if (found := standings_of(lines))}
    acts: dict[UUID, list[tuple[UUID, Act]]] = {}
    for (family_id, discussion_id), events in happened.items():
        acts.setdefault(family_id, []).extend((discussion_id, act) for act in acts_among(events) if act.done_on is None)
    return Standings(kept, {family_id: one for family_id, one in newest.items() if one.is_live}, acts, frozenset(seats))


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
