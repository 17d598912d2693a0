"""One family of a first page with everything that was read of it, and which of its pages its reader may open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import current_app

from practice.access.models import Information
from practice.core import clock
from practice.core.pages import family_url
from practice.discussions.outcome.acts import Act
from practice.discussions.queries import OWN_TEAM
from practice.documents.hands.queries import NotHanded
from practice.families.queries import People
from practice.insight import bulk
from practice.insight.bulk import Holder, Mine
from practice.insight.immediates import Standings, kept_and_immediate
from practice.records.queries import KeptRow
from practice.safety.immediate.standing import Standing
from practice.safety.living.events import Events
from practice.safety.network.counting import network_of
from practice.safety.network.queries import NO_TIES, ties_of_many
from practice.safety.queries import Plan
from practice.safety.thread import Thread, thread_of


@dataclass(frozen=True, slots=True)
class Case:
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


def cases_of(families: Sequence[Mine], user_id: UUID) -> list[Case]:
    ids, today = [one.id for one in families], clock.today()
    rows = bulk.rows(families, user_id)
    people, around = bulk.people(ids), bulk.around(ids)
    every = [row for held in rows.values() for row in held]
    numbers = bulk.numbers([row.id for row in every if row.kind == "scale"])
    happened = bulk.happened([row.id for row in every
                              if row.kind in {"plan_rule", "red_flag", "child_part", "promise", "milestone"}])
    read, ties = kept_and_immediate(ids, user_id), ties_of_many(ids, user_id)
    cases = []
    for one in families:
        tied, events = ties.get(one.id, NO_TIES), happened.get(one.id) or Events()
        held, hidden = tuple(rows.get(one.id, ())), tied.seen.hidden
        if hidden:
            held = tuple(row for row in held if row.id not in hidden)
        known = {row.id.int for row in held}
        # A part narrowed to some dangers does not read the network here: the plan page says it.
        network = None if one.sight.part.dangers else network_of(held, people[one.id], tied.seen, today)
        plan = Plan(one.sight, people[one.id], held,
                    tuple(link for link in tied.links if link[0].int in known and link[1].int in known), events.tests, (), (),
                    tuple(numbers.get(one.id, ())), (),
                    network=network,
                    checks=events.checks, steps=events.steps)
        cases.append(Case(one, plan, thread_of(plan, clock.today()),
                           tuple(line for line in read.kept.get(one.id, ()) if line.about_id is None or line.about_id.int in known),
                           tuple(around.holders.get(one.id, ())), one.id in around.hidden,
                           tuple(around.waiting.get(one.id, ())),
                           read.immediate.get(one.id), tuple(_acts_for(one, read))))
    return cases


NEEDS = {"insight.story": Information.STORY, "mapping.show": Information.STORY, "safety.plan": Information.PLAN,
         "living.way": Information.PLAN}


def address(mine: Mine, *wanted: str) -> str:
    """The first page of WANTED that is there and that the reader's part sees; else the story, the plan, who is in this."""
    part, there = mine.sight.part, current_app.view_functions
    for endpoint in (*wanted, "insight.story", "safety.plan", "cases.who"):
        if endpoint in there and (endpoint not in NEEDS or part.sees(NEEDS[endpoint])):
            return family_url(endpoint, mine.id)
    return ""


def _acts_for(mine: Mine, read: Standings) -> Iterable[tuple[UUID, Act, bool]]:
    """Actions of discussions: the own team's all, anybody else's own."""
    part = mine.sight.part
    team = bool(part.kinds_of_part & OWN_TEAM) and part.sees(Information.STORY)
    for discussion_id, act in read.acts.get(mine.id, ()):
        own = act.seat is not None and act.seat in read.seats
        if own or team:
            yield discussion_id, act, own
