"""What a first page says, put together from the bulk reads: what is due, what is broken, which children were not heard.

Pure but for the reading at the top: everything that the template would have to decide is decided here, in words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from flask import current_app, url_for

from practice.access.models import Information, PartKind
from practice.accounts.models import Role
from practice.core import clock, dates
from practice.core.working_days import working_days_between
from practice.discussions.outcome.acts import Act
from practice.discussions.queries import OWN_TEAM
from practice.documents.hands.queries import NotHanded
from practice.documents.kinds_of_paper import PAPER_KINDS
from practice.families.queries import People, PersonRow
from practice.insight import bulk
from practice.insight.bulk import Holder, Mine
from practice.insight.immediates import Standings, due_of, kept_and_immediate
from practice.insight.journals import Worry, to_read, worries_of
from practice.mapping.spread import ASKED_FROM, Given
from practice.mapping.thread import Break
from practice.records.queries import KeptRow, Row
from practice.safety.immediate.standing import Standing
from practice.safety.journal.queries import waiting
from practice.safety.living.events import Events
from practice.safety.living.page import coming_of
from practice.safety.network.counting import network_of
from practice.safety.network.queries import NO_TIES, ties_of_many
from practice.safety.queries import Plan
from practice.safety.thread import Thread, summary, thread_of
from practice.settings import Settings

SOON = 5  # working days
NOT_HEARD_AFTER = timedelta(days=28)  # four weeks, the common rhythm of seeing a child (domain 5.2, cin_visit)
WARN_DAYS = 30  # an agreement warns this long before its end
MOST_DUE = 30
MOST_BREAKS = 12
MOST_PAPERS = 4  # of a family, named in its one line
IN_PLAN = frozenset({"rule_untested", "rule_failed", "rule_incomplete", "rule_without_goal", "goal_without_rule",
                     "network_thin", "network_not_told", "rests_on_left", "no_review", "review_late", "bottom_line_not_met",
                     "red_flag_without_ring", "rule_not_retried", "no_closing", "flag_not_talked", "flag_not_rung",
                     "promise_not_kept", "hurt_carries"})

OF_FLAGS = frozenset({"flag_not_talked", "flag_not_rung"})
TESTS_WITHIN = timedelta(days=7)  # a planned test stands on the first page from a week before its day


@dataclass(frozen=True, slots=True)
class Due:
    """One thing with a date, and why it has that date."""

    what: str
    family: str
    url: str
    on: date
    shape: str
    left: str
    why: str


@dataclass(frozen=True, slots=True)
class Broken:
    """One break of one family's thread, its next move, and the reason that somebody gave for leaving it."""

    says: str
    more: str
    url: str
    kept: str
    kept_by: str


@dataclass(frozen=True, slots=True)
class NotHeard:
    child: str
    says: str
    family: str
    url: str


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """One family of the list."""

    name: str
    url: str
    small: str
    is_protected: bool
    is_open: bool
    asked: str = ""
    lead: str = ""


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


@dataclass(frozen=True, slots=True)
class _Case:
    """One family with everything that was read of it."""

    mine: Mine
    plan: Plan
    thread: Thread
    kept: tuple[KeptRow, ...]
    holders: tuple[Holder, ...]
    is_protected: bool
    not_handed: tuple[NotHanded, ...] = ()
    immediate: Standing | None = None  # that nobody has ended
    acts: tuple[tuple[UUID, Act, bool], ...] = ()  # (discussion, what it agreed and nobody has done yet, is it the reader's)

    @property
    def name(self) -> str:
        return self.mine.sight.family.name

    @property
    def people(self) -> People:
        return self.plan.people


def desk_of(user_id: UUID, role: Role, before: UUID | None = None) -> Desk:
    """The first page of a practitioner, a manager or a specialist. Eleven statements, whatever the number of families."""
    families, next_page = bulk.mine(user_id, before)
    cases = _read(families, user_id)
    today = clock.today()
    live = [case for case in cases if case.mine.sight.family.is_open]
    waits = waiting(user_id)
    due = [due for case in live for due in _due(case, user_id, role, today)]
    if role is not Role.SPECIALIST:
        due += _to_ask([case.mine for case in cases], today)
    if role is not Role.MANAGER:
        settings: Settings = current_app.extensions["settings"]
        names = {case.mine.id: case.name for case in live}
        due += [Due(one.what, names[one.family_id], one.url, one.on, *time_left(one.on, today), one.why)
                for one in to_read(waits, settings.journal_days) if one.family_id in names]
    due.sort(key=lambda one: (one.on, one.what))
    breaks = [] if role is Role.SPECIALIST else [broken for case in live for broken in _breaks(case, role)]
    breaks.sort(key=lambda one: bool(one.kept))
    rows = [(case, _family(case, role)) for case in cases]
    manager = role is Role.MANAGER
    return Desk(
        _summary([case.mine for case in cases], role),
        tuple(due[:MOST_DUE]), max(len(due) - MOST_DUE, 0), tuple(breaks[:MOST_BREAKS]), max(len(breaks) - MOST_BREAKS, 0),
        () if role is not Role.PRACTITIONER else tuple(one for case in live for one in _not_heard(case, today)),
        tuple(row for _, row in rows if row.is_open), tuple(row for _, row in rows if not row.is_open),
        tuple((case.name, row.body.words, address(case.mine, "safety.plan")) for case in live
              for row in case.plan.of("bottom_line") if row.body.status == "not met"),
        tuple(row for case, row in rows if manager and row.is_open and not _allocated(case)),
        tuple(one for case in live for one in _agreements(case, today)) if manager else (), next_page,
        tuple(worries_of(waits, {case.mine.id: case.people for case in cases})),
        not_handed=tuple(line for case in live for line in _not_handed(case, today)))


def _read(families: Sequence[Mine], user_id: UUID) -> list[_Case]:
    ids, today = [one.id for one in families], clock.today()
    rows = bulk.rows(families, user_id)
    people, around = bulk.people(ids), bulk.around(ids)
    every = [row for held in rows.values() for row in held]
    numbers = bulk.numbers([row.id for row in every if row.kind == "scale"])
    happened = bulk.happened([row.id for row in every if row.kind in {"plan_rule", "red_flag", "child_part", "promise"}])
    read, ties = kept_and_immediate(ids, user_id), ties_of_many(ids, user_id)
    cases = []
    for one in families:
        tied, events = ties.get(one.id, NO_TIES), happened.get(one.id) or Events()
        held = tuple(row for row in rows.get(one.id, ()) if row.id not in tied.seen.hidden)
        known = {row.id for row in held}
        # A part narrowed to some dangers does not read the network here: the plan page says it.
        network = None if one.sight.part.dangers else network_of(held, people[one.id], tied.seen, today)
        plan = Plan(one.sight, people[one.id], held,
                    tuple(link for link in tied.links if link[0] in known and link[1] in known), events.tests, (), (),
                    tuple(numbers.get(one.id, ())), (),
                    network=network,
                    checks=events.checks, steps=events.steps)
        cases.append(_Case(one, plan, thread_of(plan, clock.today()),
                           tuple(line for line in read.kept.get(one.id, ()) if line.about_id is None or line.about_id in known),
                           tuple(around.holders.get(one.id, ())), one.id in around.hidden,
                           tuple(around.waiting.get(one.id, ())),
                           read.immediate.get(one.id), tuple(_acts_for(one, read))))
    return cases


def address(mine: Mine, *wanted: str) -> str:
    """The first page of WANTED that is there and that the reader's part sees; else the story, the plan, who is in this."""
    part = mine.sight.part
    needs = {"insight.story": Information.STORY, "mapping.show": Information.STORY, "safety.plan": Information.PLAN}
    for endpoint in (*wanted, "insight.story", "safety.plan", "cases.who"):
        if endpoint in current_app.view_functions and (endpoint not in needs or part.sees(needs[endpoint])):
            return url_for(endpoint, family_id=mine.id)
    return ""


def _acts_for(mine: Mine, read: Standings) -> Iterable[tuple[UUID, Act, bool]]:
    """Actions of discussions: the own team's all, anybody else's own."""
    part = mine.sight.part
    team = bool(part.kinds_of_part & OWN_TEAM) and part.sees(Information.STORY)
    for discussion_id, act in read.acts.get(mine.id, ()):
        own = act.seat is not None and act.seat in read.seats
        if own or team:
            yield discussion_id, act, own


# Papers that lie in a drawer

def _not_handed(case: _Case, today: date) -> Iterable[tuple[str, str, str]]:
    """(family, one line, address) of papers that were made and given to nobody, for those who make papers."""
    part = case.mine.sight.part
    if not case.not_handed or not part.may_write or part.dangers or not part.sees(Information.STORY):
        return
    said = [_waiting(one, today) for one in case.not_handed[:MOST_PAPERS]]
    more = len(case.not_handed) - MOST_PAPERS
    yield (case.name, ", ".join(said) + (f", and {more} more" if more > 0 else ""),
           url_for("documents.index", family_id=case.mine.id))


def _waiting(paper: NotHanded, today: date) -> str:
    days = (today - paper.made_at.astimezone(clock.LONDON).date()).days
    when = {0: "made today", 1: "1 day"}.get(days, f"{days} days")
    return f"{paper.reader}’s {PAPER_KINDS[paper.kind].called} ({when})"


# What is due

def _due(case: _Case, user_id: UUID, role: Role, today: date) -> Iterable[Due]:
    me = next((person.id for person in case.people.values() if person.user_id == user_id), None)
    mine_only = role is Role.SPECIALIST
    url = address(case.mine)

    def due(what: str, on: date, why: str, where: str = "") -> Due:
        shape, left = time_left(on, today)
        return Due(what, case.name, where or url, on, shape, left, why)

    for row in case.plan.of("next_step"):
        if row.body.by_on and not row.body.done_on and (not mine_only or row.body.who == me):
            yield due(_by(case.people, row.body.who or None, row.body.who_with, row.body.words, me), row.body.by_on,
                      _serves(case, row))
    for row in case.plan.of("unknown"):
        if row.body.by_on and not row.body.answer and (not mine_only or row.body.finder == me):
            yield due(_by(case.people, row.body.finder, "", row.body.words, me), row.body.by_on,
                      f"A thing we do not know. {row.body.why_it_matters}".strip())
    for discussion_id, act, own in case.acts:
        if own or not mine_only:
            yield due(f"{'You' if own else act.who}: {act.words}", act.by_on, "Agreed in a group discussion.",
                      url_for("discussions.show", family_id=case.mine.id, discussion_id=discussion_id)
                      if case.mine.sight.part.sees(Information.STORY) else "")
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
    if case.immediate is not None and part.sees(Information.PLAN) and not part.dangers:
        at = url_for("immediate.show", family_id=case.mine.id)
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


def _to_ask(families: Iterable[Mine], today: date) -> Iterable[Due]:
    """Closed families that are to be asked how they are, for those who lead or manage them."""
    for one in families:
        part, ask = one.sight.part, one.to_ask
        if ask and ask.on - today <= ASK_AHEAD and part.sees(Information.PLAN) and (part.is_lead or part.may_manage):
            shape, left = time_left(ask.on, today)
            yield Due(f"Ring and ask how they are. {ask.by} said they would", one.sight.family.name,
                      url_for("closing.show", family_id=one.id), ask.on, shape, left,
                      f"The day set at the closing on {dates.day(ask.closed_on)}.")


def _of(called: str) -> str:
    """'rule 3' within a sentence."""
    return called[:1].lower() + called[1:]


def _by(people: People, who: UUID | None, otherwise: str, words: str, me: UUID | None) -> str:
    name = "You" if who is not None and who == me else people.short(who, otherwise)
    return f"{name}: {words}" if name else words


def _serves(case: _Case, row: Row) -> str:
    goals = {goal.id: number for number, danger in enumerate(case.plan.of("danger"), 1)
             for goal in case.plan.under(danger.id, "goal")}
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
    return ("soon" if days <= SOON else "ahead"), f"{days} working day{'' if days == 1 else 's'}"


# Where the thread is broken

def _breaks(case: _Case, role: Role) -> Iterable[Broken]:
    """The plan's own summary of its breaks, then who was not asked; with the reason that stands for it."""
    reasons = {(line.code, line.about_id): line for line in case.kept}
    found = case.thread.all_breaks
    can_read_plan = case.mine.sight.part.sees(Information.PLAN)
    if can_read_plan and any(one.code == "rule_untested" for one in found):
        says, why, move = summary(case.thread)[0]
        yield _broken(case, says, why, move, "rule_untested",
                      next((reasons[key] for key in reasons if key[0] == "rule_untested"), None))
    for one in found:
        if one.code == "rule_untested" or (not can_read_plan and one.code in IN_PLAN):
            continue
        if one.code in OF_FLAGS and one.is_open:
            continue  # said together, below
        if one.code == "not_asked" and role is Role.MANAGER:
            continue  # the worker's list has each name; the manager's list has what stops a plan
        yield _broken(case, _with_mark(one), "", one.move, one.code, reasons.get((one.key, one.about)))
    if can_read_plan:
        yield from _of_flags(case)


def _of_flags(case: _Case) -> Iterable[Broken]:
    """Red flags that nobody has talked through or tried, in one line each way."""
    for group in case.thread.groups():
        if group.code in OF_FLAGS:
            yield _broken(case, f"{group.says}.", group.why, group.move, group.code, None)


def _with_mark(one: Break) -> str:
    return one.says if one.says.endswith((".", "”")) else f"{one.says}."


def _broken(case: _Case, says: str, why: str, move: str, code: str, kept: KeptRow | None) -> Broken:  # noqa: PLR0917
    url = address(case.mine, "safety.plan" if code in IN_PLAN else "mapping.show")
    if says.startswith(("Rule", "The ", "Nobody", "Nothing")):
        says = says[:1].lower() + says[1:]
    if move and not move.endswith(("?", ".")):
        move += "."
    return Broken(f"{case.name}: {says}", f"{why} {move}".strip(), url, kept.because if kept else "",
                  kept.author if kept else "")


# Children

def _not_heard(case: _Case, today: date) -> Iterable[NotHeard]:
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
    days = [row.body.said_on or row.recorded_at.astimezone(clock.LONDON).date() for row in rows
            if row.body.said_by == child.id]
    days += [number.on for number in given if number.person_id == child.id and number.guessed_by is None
             and number.value is not None]
    return max(days, default=None)


def _last_seen(child: PersonRow, rows: Iterable[Row]) -> date | None:
    return max((row.body.said_on or row.recorded_at.astimezone(clock.LONDON).date() for row in rows
                if row.kind in {"strength", "existing_safety", "hope", "harm"} and child.id in row.body.about), default=None)


# Families

def _family(case: _Case, role: Role) -> FamilyRow:
    mine = case.mine
    head, part = mine.sight.family, mine.sight.part
    words = []
    if role is not Role.MANAGER or not part.kinds_of_part & {PartKind.MANAGER}:
        words.append(part_words(mine, case.holders))
    if head.status and part.sees(Information.STORY):
        words.append(f"{head.status}.")
    if scales := _scales(case.thread):
        words.append(scales)
    lead = next((one.name for one in case.holders if one.kind is PartKind.ALLOCATED), "")
    return FamilyRow(head.name, address(mine), " ".join(words), case.is_protected, head.is_open, part.asked,
                     lead if role is Role.MANAGER else "")


def part_words(mine: Mine, holders: Sequence[Holder]) -> str:
    """'You lead.' · 'You cover for Priya Sandal until Fri 27 Nov.'"""
    kinds = mine.sight.part.kinds_of_part
    until = f" until {dates.day(mine.ends)}" if mine.ends else ""
    if PartKind.ALLOCATED in kinds:
        return f"You lead{until}."
    if PartKind.COVER in kinds:
        lead = next((one.name for one in holders if one.kind is PartKind.ALLOCATED), "")
        return f"You cover{f' for {lead}' if lead else ''}{until}."
    if PartKind.MANAGER in kinds:
        return f"You manage the worker’s team{until}."
    if PartKind.DUTY in kinds:
        return "You hold it until it is allocated."
    return f"You have a part of your own{until}." if mine.sight.part.may_write else f"You see what your part needs{until}."


def _scales(thread: Thread) -> str:
    found = [f"{one.spread.low} to {one.spread.high}" if one.spread.low != one.spread.high else f"{one.spread.low}"
             for one in thread.strands if one.spread is not None and one.spread.low is not None]
    if not found:
        return ""
    return ("Scales " + ", and ".join([", ".join(found[:-1]), found[-1]]) if len(found) > 1 else f"Scale {found[0]}") + "."


def _allocated(case: _Case) -> bool:
    return any(one.kind is PartKind.ALLOCATED for one in case.holders)


def _agreements(case: _Case, today: date) -> Iterable[tuple[str, str, str, str]]:
    for one in case.holders:
        if one.agreement_ends is None or one.agreement_ends - today > timedelta(days=WARN_DAYS):
            continue
        ended = one.agreement_ends < today
        yield (f"{one.name}, {one.agency}", f"{'Ended' if ended else 'Ends'} {dates.day(one.agreement_ends)}", case.name,
               address(case.mine, "cases.who"))


def _summary(families: Sequence[Mine], role: Role) -> str:
    """'You lead for one family, cover one, and have a part in two.'"""
    live = [one for one in families if one.sight.family.is_open]
    if role is Role.MANAGER:
        return f"{_count(len(live))} of your team’s families {'is' if len(live) == 1 else 'are'} open." if live else ""
    kinds = [one.sight.part.kinds_of_part for one in live]
    lead = sum(PartKind.ALLOCATED in one for one in kinds)
    cover = sum(PartKind.COVER in one and PartKind.ALLOCATED not in one for one in kinds)
    rest = len(live) - lead - cover
    said = []
    if lead:
        said.append(f"lead for {_count(lead).lower()} famil{'y' if lead == 1 else 'ies'}")
    if cover:
        said.append(f"cover {_count(cover).lower()}")
    if rest:
        said.append(f"have a part in {_count(rest).lower()}")
    if not said:
        return ""
    return "You " + (", ".join(said[:-1]) + " and " + said[-1] if len(said) > 1 else said[0]) + "."


def _count(number: int) -> str:
    names = ("None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
    return names[number] if number < len(names) else str(number)
