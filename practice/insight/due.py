"""What is due in one family, in words: a date, how far off it is, and where the date comes from."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

import msgspec
from flask import url_for

from practice.access.models import Information
from practice.accounts.models import Role
from practice.core import clock, dates
from practice.core.pages import family_url
from practice.core.working_days import working_days_between
from practice.families.queries import People
from practice.insight.bulk import Mine
from practice.insight.case import Case, address
from practice.insight.immediates import due_of
from practice.records.queries import Row
from practice.safety.living.page import coming_of, late_stations
from practice.safety.living.standing import Station

SOON = 5  # working days
TESTS_WITHIN = timedelta(days=7)  # a planned test stands on the first page from a week before its day


class Due(msgspec.Struct, frozen=True):
    """One thing with a date, and why it has that date."""

    what: str
    family: str
    url: str
    on: date
    shape: str
    left: str
    why: str


def due_in(case: Case, user_id: UUID, role: Role, today: date) -> Iterable[Due]:
    mine = user_id.int
    me = next((person.id for person in case.people.values() if person.user_id is not None and person.user_id.int == mine), None)
    mine_only = role is Role.SPECIALIST
    url = address(case.mine)

    def due(what: str, on: date, why: str, where: str = "") -> Due:
        shape, left = time_left(on, today)
        return Due(what, case.name, where or url, on, shape, left, why)

    goals = {goal.id: number for number, danger in enumerate(case.plan.of("danger"), 1)
             for goal in case.plan.under(danger.id, "goal")}
    for row in case.plan.of("next_step"):
        if row.body.by_on and not row.body.done_on and (not mine_only or row.body.who == me):
            yield due(_by(case.people, row.body.who or None, row.body.who_with, row.body.words, me), row.body.by_on,
                      _serves(row, goals))
    for row in case.plan.of("unknown"):
        if row.body.by_on and not row.body.answer and (not mine_only or row.body.finder == me):
            yield due(_by(case.people, row.body.finder, "", row.body.words, me), row.body.by_on,
                      f"A thing we do not know. {row.body.why_it_matters}".strip())
    for discussion_id, act, own in case.acts:
        if own or not mine_only:
            yield due(f"{'You' if own else act.who}: {act.words}", act.by_on, "Agreed in a group discussion.",
                      url_for("discussions.show" if case.mine.sight.part.sees(Information.STORY) else "outcome.agreed",
                              family_id=case.mine.id, discussion_id=discussion_id))
    if case.mine.sight.part.sees(Information.PLAN):
        for one in coming_of(case.plan):
            on = one.row.body.on
            if on is not None and on <= today + TESTS_WITHIN and (
                    one.row.body.who == me if mine_only else case.mine.sight.part.may_write):
                who = "You" if one.row.body.who is not None and one.row.body.who == me else one.who
                yield due(f"{one.ahead.how} of {_of(one.of)}. {who}: {one.row.body.words}", on,
                          f"Put off: {one.row.body.put_off}" if one.row.body.put_off else "A test that the plan has planned.",
                          address(case.mine, "safety.plan"))
    if mine_only:
        return
    part = case.mine.sight.part
    if part.sees(Information.PLAN) and not part.dangers:
        for station in late_stations(case.plan):
            if station.planned is not None:
                yield due(f"Milestone {station.number}: {station.row.body.words}", station.planned, _slipped(station),
                          address(case.mine, "living.way"))
    if case.immediate is not None and part.sees(Information.PLAN) and not part.dangers:
        at = family_url("immediate.show", case.mine.id)
        for what, on, left, why in due_of(case.immediate, clock.now(), for_manager=role is Role.MANAGER):
            shape, words = time_left(on, today)
            yield Due(what, case.name, at, on, shape, left or words, why)
    if case.plan.review_on is not None:
        yield due("Look at the plan again", case.plan.review_on, "The day that the plan itself sets.")
    for number, row in enumerate(case.plan.of("bottom_line"), 1):
        if row.body.review_on and row.body.status != "lifted":
            set_on = f" on {dates.short_day(row.body.set_on)}" if row.body.set_on else ""
            by = f" by {row.body.set_by}" if row.body.set_by else ""
            yield due(f"Look at bottom line {number} again", row.body.review_on,
                      f"Set{by}{set_on}: {row.body.words}" if by or set_on else row.body.words)


ASK_AHEAD = timedelta(days=14)  # a closed family stands in the list from two weeks before its day


def to_ask(families: Iterable[Mine], today: date) -> Iterable[Due]:
    """Closed families that are to be asked how they are, for those who lead or manage them."""
    for one in families:
        part, ask = one.sight.part, one.to_ask
        if ask and ask.on - today <= ASK_AHEAD and part.sees(Information.PLAN) and (part.is_lead or part.may_manage):
            shape, left = time_left(ask.on, today)
            yield Due(f"Ring and ask how they are. {ask.by} said they would", one.sight.family.name,
                      url_for("closing.show", family_id=one.id), ask.on, shape, left,
                      f"The day set at the closing on {dates.day(ask.closed_on)}.")


def _slipped(station: Station) -> str:
    """'First planned for Mon 24 Aug. Jo wanted 90 days.' Nobody is blamed for a day; the reason is asked for."""
    first = (f"First planned for {dates.day(station.first_planned)}. " if station.first_planned
             and station.first_planned != station.planned else "")
    because = station.because.rstrip(".")
    return f"{first}{because}." if because else f"{first}A day of the way to closing has gone by. Say why, and set a new one."


def _of(called: str) -> str:
    """'rule 3' within a sentence."""
    return called[:1].lower() + called[1:]


def _by(people: People, who: UUID | None, otherwise: str, words: str, me: UUID | None) -> str:
    name = "You" if who is not None and who == me else people.short(who, otherwise)
    return f"{name}: {words}" if name else words


def _serves(row: Row, goals: Mapping[UUID, int]) -> str:
    number = goals.get(row.parent_id) if row.parent_id else None
    return f"A next step towards the goal of danger {number}." if number else "A next step."


def time_left(on: date, today: date) -> tuple[str, str]:
    """(shape, words) of how long it is: late, soon or ahead."""
    if on < today:
        days = (today - on).days
        return "late", f"Late by {days} day{'' if days == 1 else 's'}"
    if on == today:
        return "soon", "Today"
    days = working_days_between(today, on)
    if days == 0:  # at a weekend or on a holiday that comes next
        return "soon", "Tomorrow" if (on - today).days == 1 else f"In {(on - today).days} days"
    return ("soon" if days <= SOON else "ahead"), f"{days} working day{'' if days == 1 else 's'}"
