"""Where the golden thread of a plan is broken: one sentence and one next move each. Pure: rows in, breaks out.

A break stops nobody from writing: agreeing a plan asks for the reason of those that `asks`. Only what makes a plan no plan
`blocks`: a rule without who, what and when, or no day on which it is looked at again. The breaks from harm to number are found
by mapping.thread, so that both pages say the same.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from uuid import UUID

import msgspec

from practice.access.models import Information
from practice.families.queries import PersonRow
from practice.mapping import thread as mapping
from practice.mapping.spread import Spread
from practice.records.queries import Row
from practice.safety import hurt
from practice.safety.living.events import TestRow
from practice.safety.living.models import HowKept
from practice.safety.living.standing import (
    PHONED_WITHIN,
    Reopened,
    agreed_on,
    is_phoned,
    is_talked_through,
    reopened,
    rings_somebody,
)
from practice.safety.models import StanceKind
from practice.safety.network.counting import TONIGHT, Network, hanging_on
from practice.safety.queries import Plan
from practice.safety.whole import is_whole

SHORT = 70  # characters of a statement that name it in a sentence


class Break(mapping.Break, frozen=True):
    """One break: the sentence, the next move, the record it is at (None: the plan as a whole), and the danger it is under.

    `asks`: agreeing asks why it is left. `blocks`: it must be put right first. `because` is the newest reason given.
    """

    blocks: bool = False
    danger: UUID | None = None
    because: str = ""
    because_by: str = ""
    named: str = ""  # how the row is called where several are said in one sentence

    @property
    def is_open(self) -> bool:
        return not self.because


class RuleView(msgspec.Struct, frozen=True):
    """One rule with its number and its tests, oldest first."""

    number: int
    row: Row
    tests: tuple[TestRow, ...]

    @property
    def lacks(self) -> list[str]:
        """What it lacks to be a rule: who, what, when. A wish is not an action."""
        body = self.row.body
        return [word for word, there in (("who", body.who), ("what", body.words.strip()), ("when", body.when.strip()))
                if not there]

    @property
    def is_tested(self) -> bool:
        return bool(self.tests)

    @property
    def reopened(self) -> Reopened | None:
        """Did a test fail that no change and new test has answered? Then the rule is open again."""
        return reopened(self.row.number, self.tests)

    @property
    def failed(self) -> bool:
        return self.reopened is not None


def all_breaks(plan: Plan, spreads: Mapping[UUID, Spread], rules: Iterable[RuleView], numbers: Mapping[UUID, int],  # noqa: PLR0917
                danger_of: Mapping[UUID, UUID], today: date) -> Iterable[Break]:
    """In the order of the thread."""
    whole, rules = is_whole(plan), list(rules)
    for one in mapping.breaks(plan.rows, plan.links, spreads, plan.people, today):
        if one.about is not None or whole:
            if one.code in {"goal_without_danger", "unknown_late", "danger_without_harm"} and not whole:
                continue
            yield Break(one.code, one.says, one.move, one.about, one.asks, one.person,
                        danger=danger_of.get(one.about) if one.about else None)
    served = {rule.row.parent_id for rule in rules}
    for goal in plan.of("goal"):
        if goal.id not in served and goal.id in danger_of:
            yield Break("goal_without_rule", f"The goal of danger {numbers[danger_of[goal.id]]} has no rule in the plan",
                        "Add a rule", goal.id, asks=True, danger=danger_of[goal.id])
    for rule in rules:
        yield from _of_rule(rule, danger_of.get(rule.row.id), today)
    goals = {goal.id for goal in plan.of("goal")}
    if whole:
        yield from (Break("rule_without_goal", f"Rule {rule.number} hangs on no goal", "Choose the goal it serves",
                          rule.row.id, asks=True) for rule in rules if rule.row.parent_id not in goals)
    yield from _of_rows(plan)
    yield from _of_tries(plan, today)
    outside = _outside(plan)
    yield from _of_network(plan, rules, numbers, danger_of, outside)
    yield from _of_those_who_left(plan, danger_of, today)
    if whole and rules:
        yield from _of_plan(plan, today)
        yield from _of_people(plan, outside)


def _of_rule(rule: RuleView, danger: UUID | None, today: date) -> Iterable[Break]:
    about = rule.row.id
    if rule.lacks:
        yield Break("rule_incomplete", f"Rule {rule.number} does not say {in_a_row(rule.lacks)}", "Complete the rule", about,
                    asks=False, blocks=True, danger=danger)
    elif rule.reopened:
        yield _open_again(f"Rule {rule.number}", rule.reopened, about, danger)
    elif not rule.is_tested:
        yield Break("rule_untested", f"Rule {rule.number} has never been tested", "Plan a test", about, asks=False,
                    danger=danger)
    if rule.row.body.until is not None and rule.row.body.until < today:
        yield Break("rule_over", f"Rule {rule.number} has ended", "Change the rule", about, asks=False, danger=danger)


REOPENED = frozenset({"rule_failed", "rule_not_retried"})


def _open_again(called: str, why: Reopened, about: UUID, danger: UUID | None = None) -> Break:
    """A row whose test failed, with what failed; changed since, it waits for the next test."""
    failed = _bare(why.failed)
    if why.is_changed:
        return Break("rule_not_retried", f"{called} was changed and not tried again. {failed}", "Plan the next test", about,
                     asks=True, danger=danger)
    return Break("rule_failed", f"{called} is open again. {failed}", "Change the rule", about, asks=True, danger=danger)


NOT_AS_PROMISED = frozenset({HowKept.LATE, HowKept.NOT_KEPT})


def _of_tries(plan: Plan, today: date) -> Iterable[Break]:
    """Red flags that were not talked through or rung, what did not work of them and of a child's sign, promises not kept."""
    for row in plan.of("red_flag", "child_part"):
        tests, named = plan.tests.get(row.id, []), f"“{_short(row)}”"
        if (why := reopened(row.number, tests)) is not None:
            yield _open_again(named if row.kind == "red_flag" else "The child’s part", why, row.id)
        if row.kind == "red_flag" and not is_talked_through(tests):
            yield Break("flag_not_talked", f"{named} has not been talked through", "Plan a talk-through", row.id, asks=True,
                        named=named)
        agreed = agreed_on(row, plan.versions) if row.kind == "red_flag" and rings_somebody(row) else None
        if agreed is not None and agreed + PHONED_WITHIN < today and not is_phoned(tests):
            yield Break("flag_not_rung", f"The number of {named} was not tried within two weeks", "Plan a phone test", row.id,
                        asks=True, named=named)
    for row in plan.of("promise"):
        checks = plan.checks.get(row.id, ())
        if checks and checks[-1].outcome in NOT_AS_PROMISED:
            said = "is late with" if checks[-1].outcome is HowKept.LATE else "has not kept"
            who = plan.people.short(row.body.who, "A service")
            yield Break("promise_not_kept", f"{who} {said} a promise: {_short(row)}", "Say what is done about it", row.id,
                        asks=True)


def _of_rows(plan: Plan) -> Iterable[Break]:
    for row in plan.of("bottom_line"):
        if row.body.status == "not met":
            yield Break("bottom_line_not_met", f"Not met: {_bare(row.body.words)}", "Ask your manager to decide", row.id, asks=True)
    for row in plan.of("red_flag"):
        if not ((row.body.rings or row.body.rings_name) and row.body.rings_number):
            yield Break("red_flag_without_ring", f"“{_short(row)}” does not end with a person and a number",
                        "Say whom to ring", row.id, asks=False)


def _of_plan(plan: Plan, today: date) -> Iterable[Break]:
    if not plan.of("closing"):
        yield Break("no_closing", "Nothing says what would close the case", "Say what would be enough", None, asks=True)
    if not plan.of("red_flag"):
        yield Break("no_red_flag", "Nothing says whom to ring when it is dangerous now", "Say whom to ring", None, asks=True)
    if plan.review_on is None:
        yield Break("no_review", "No day is set on which the plan is looked at again", "Set the day", None, asks=False,
                    blocks=True)
    elif plan.review_on < today:
        yield Break("review_late", "The day to look at the plan again has gone by", "Set a new day", None, asks=False,
                    blocks=True)


def _of_people(plan: Plan, outside: Set[UUID]) -> Iterable[Break]:
    """The network, the one who was hurt, and those who have a part in the agreed plan and were never asked."""
    holders = dict.fromkeys(key for rule in plan.rules for key in _duty(rule))
    if outside.isdisjoint(holders):
        yield Break("network_thin", "Nobody outside the home who is not paid has a part in this plan",
                    "Ask: who else would want to know?", None, asks=True)
    doers = [rule.body.who for rule in plan.rules if rule.body.who]
    for key, count in hurt.carrying(doers, hurt.hurt_adults(plan.of("harm"), plan.people)):
        yield Break("hurt_carries", f"{plan.people[key].short_name} was hurt, and does {count} of the {len(doers)} rules",
                    "Ask: who else can do some of these?", None, asks=True, person=key)
    newest = plan.newest
    if newest is not None and newest.is_live:
        said = plan.stances_to(newest.id)
        for key in dict.fromkeys(doers):
            if key in plan.people and (key not in said or said[key].stance is StanceKind.NOT_ASKED):
                name = plan.people[key].short_name
                yield Break("not_agreed", f"{name} has a part in the plan and has not been asked", f"Ask {name}", None,
                            asks=False, person=key)


def _of_network(plan: Plan, rules: Sequence[RuleView], numbers: Mapping[UUID, int],
                danger_of: Mapping[UUID, UUID], outside: Set[UUID]) -> Iterable[Break]:
    """The rule of thumb against each danger, and who was not told.

    For those who see plan and story. A part that is narrowed to some dangers hears of those. "As far as you may know" stands
    for every reader: somebody may be hidden from any of them, and words that differed would tell so.
    """
    network, part = plan.network, plan.sight.part
    if network is None or not rules or not (part.sees(Information.STORY) and part.sees(Information.PLAN)):
        return
    for danger in plan.of("danger"):
        standing = network.standing(danger.id)
        if not standing.is_enough:
            yield Break("network_thin", "The network, as far as you may know it, is thin against danger "
                        f"{numbers[danger.id]}: {standing.lacks}", standing.move, danger.id, asks=True, danger=danger.id)
    untold: dict[tuple[int, int], tuple[UUID, UUID]] = {}  # each danger and person once
    for rule in rules:
        if (danger_id := danger_of.get(rule.row.id)) is not None:
            for key in _duty(rule.row):
                untold.setdefault((danger_id.int, key.int), (danger_id, key))
    for danger_id, key in untold.values():
        person = plan.people.get(key) if key in outside else None
        if person is not None and not network.knows(key, danger_id) and network.is_for(person, danger_id):
            yield Break("network_not_told", f"{person.short_name} has a part against danger {numbers[danger_id]} and, as far as "
                        "you may know, has not been told it", f"Tell {person.short_name}", danger_id, asks=False, person=key,
                        danger=danger_id)


def _of_those_who_left(plan: Plan, danger_of: Mapping[UUID, UUID], today: date) -> Iterable[Break]:
    """What rests on somebody who has left. The immediate plan is no business of a part narrowed to some dangers."""
    network, part = plan.network, plan.sight.part
    if network is None or not (part.sees(Information.STORY) and part.sees(Information.PLAN)):
        return
    for person in plan.people.values():
        if not (where := _where_left(person, network, today)):
            continue
        rows = [row for row in plan.rows if not (part.dangers and row.kind in TONIGHT)]
        for hanging in hanging_on(person.id, rows, plan.numbers, today):
            # What the immediate plan holds is no break of the full one: agreeing does not ask for it, and it is mended there. Nor
            # does it ask for hours of the day, as it does not for those at which nobody is named.
            yield Break("rests_on_left", f"{hanging.what} rests on {person.short_name}, who has left {where}",
                        "Give it to somebody who is there", None if hanging.is_tonight else hanging.row.id,
                        asks=not hanging.is_tonight and hanging.row.kind != "day_part", person=person.id,
                        danger=danger_of.get(hanging.row.id))


def _where_left(person: PersonRow, network: Network, today: date) -> str:
    """'the network', 'this family', or '' for who is here."""
    if person.to_on is not None and person.to_on <= today:
        return "this family"
    gone = any(member.person is not None and member.person.id == person.id for member in network.left)
    return "the network" if gone and network.of_person(person.id) is None else ""


def _duty(rule: Row) -> list[UUID]:
    return [person for person in (rule.body.who, *rule.body.back_up) if person]


def _outside(plan: Plan) -> set[UUID]:
    """Natural people who do not live with the children and did not cause the harm."""
    harmed_by = {key for row in plan.of("harm") for key in row.body.by_whom}
    homes = {child.home for child in plan.people.values() if child.is_index and child.home}
    return {person.id for person in plan.people.values()
            if not (person.is_professional or person.is_child or person.home in homes)} - harmed_by - {*plan.parents_on_record}


def in_a_row(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def _bare(words: str) -> str:
    """What somebody typed, without a full stop of its own: what it stands in ends with one, or goes on."""
    return words.strip().removesuffix(".")


def _short(row: Row) -> str:
    words = _bare(row.body.words)
    return words if len(words) <= SHORT else words[:SHORT - 1].rstrip() + "…"
