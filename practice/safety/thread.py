"""The golden thread: past harm, danger statement, safety goal, scale, rule, test, review; and where it is broken.

Source: the chain of domain practice that this app is built on (docs/architecture.md). A break stops nobody: agreeing a plan
asks for the reason of those that `asks`, and the reason stands on the record and on the manager's list. Pure: rows in,
breaks out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from practice.families.queries import PersonRow
from practice.mapping.spread import Given, Spread, spread
from practice.mapping.thread import Break
from practice.records.queries import Row
from practice.safety.models import Outcome
from practice.safety.queries import Plan, TestRow


@dataclass(frozen=True, slots=True)
class RuleView:
    """One rule with its number and its tests."""

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
    def failed(self) -> bool:
        """Did its latest test fail? Then the rule is open again."""
        return bool(self.tests) and self.tests[-1].outcome is Outcome.NO


@dataclass(frozen=True, slots=True)
class Strand:
    """The thread of one danger, from harm to review, with its breaks in order."""

    number: int
    danger: Row
    harms: tuple[Row, ...]
    safety: tuple[Row, ...]
    goal: Row | None
    scale: Row | None
    spread: Spread | None
    rules: tuple[RuleView, ...]
    breaks: tuple[Break, ...]

    @property
    def title(self) -> str:
        return self.danger.body.title or f"danger {self.number}"


@dataclass(frozen=True, slots=True)
class Thread:
    """Every danger's strand, rules that hang on nothing, and the breaks of the plan as a whole."""

    strands: tuple[Strand, ...]
    loose: tuple[RuleView, ...]
    breaks: tuple[Break, ...]

    @property
    def all_breaks(self) -> list[Break]:
        return [one for strand in self.strands for one in strand.breaks] + list(self.breaks)

    def one_line(self) -> list[tuple[str, bool]]:
        """(knot, is it broken) for the story page: 'harm', 'danger', 'goal', 'scale', '6 rules', '3 not tested'."""
        codes = {one.code for one in self.all_breaks}
        rules = [rule for strand in self.strands for rule in strand.rules] + list(self.loose)
        untested = sum(not rule.is_tested for rule in rules)
        return [("harm", "danger_without_harm" in codes), ("danger", not self.strands),
                ("goal", "danger_without_goal" in codes),
                ("scale", bool(codes & {"danger_without_scale", "scale_without_number"})),
                (f"{len(rules)} rule" + ("" if len(rules) == 1 else "s"), not rules),
                (f"{untested} not tested" if untested else "tested", bool(untested) or not rules)]


def thread_of(plan: Plan, today: date) -> Thread:
    """The whole thread of a plan as its reader may see it."""
    numbers = plan.numbers
    views = {rule.id: RuleView(numbers[rule.id], rule, tuple(plan.tests.get(rule.id, ()))) for rule in plan.rules}
    strands = tuple(_strand(number, danger, plan, views) for number, danger in enumerate(plan.of("danger"), 1))
    held = {view.row.id for strand in strands for view in strand.rules}
    loose = tuple(view for view in views.values() if view.row.id not in held)
    return Thread(strands, loose, tuple(_of_plan(plan, loose, today)))


def _strand(number: int, danger: Row, plan: Plan, views: Mapping[UUID, RuleView]) -> Strand:
    grounds = {end for start, end, kind in plan.links if start == danger.id and kind == "rests_on"}
    harms = tuple(row for row in plan.of("harm") if row.id in grounds)
    goal = next(iter(plan.under(danger.id, "goal")), None)
    scale = next(iter(plan.under(danger.id, "scale")), None)
    numbers = [one for one in plan.given if scale is not None and one.scale_id == scale.id]
    spread_now = spread(numbers, plan.people, _asked(plan, numbers), scale.body.talk_about) if scale else None
    rules = tuple(views[rule.id] for rule in plan.rules if goal is not None and rule.parent_id == goal.id)
    breaks = _of_danger(number, danger, harms, goal, scale, spread_now, rules)
    return Strand(number, danger, harms, tuple(plan.under(danger.id, "existing_safety")), goal, scale, spread_now, rules,
                  tuple(breaks))


def _asked(plan: Plan, numbers: Sequence[Given]) -> list[UUID]:
    """Who should be asked besides the children: those with parental responsibility, in the record's order."""
    del numbers
    return [person.id for person in plan.people.values() if person.parental_responsibility.lower().startswith("yes")]


def _of_danger(number: int, danger: Row, harms: Sequence[Row], goal: Row | None, scale: Row | None,
               numbers: Spread | None, rules: Sequence[RuleView]) -> list[Break]:
    found = []
    called = f"Danger {number}"
    if not harms:
        found.append(Break("danger_without_harm", f"{called} rests on no past harm", "Say on which, or why it is likely",
                           danger.id, asks=False))
    if goal is None:
        found.append(Break("danger_without_goal", f"{called} has no safety goal. They are always a pair", "Write the goal",
                           danger.id, asks=True))
    if scale is None:
        found.append(Break("danger_without_scale", f"{called} has no scale", "Word both ends", danger.id, asks=True))
    elif numbers is None or not numbers.lines:
        found.append(Break("scale_without_number", f"Nobody has given a number for danger {number}", "Ask someone",
                           scale.id, asks=True))
    elif scale is not None:
        found += [Break("not_asked", f"{person.short_name} has not been asked about danger {number}",
                        f"Ask {person.short_name}, or say why not", scale.id, asks=False, person=person.id)
                  for person in numbers.to_ask]
    if goal is not None and not rules:
        found.append(Break("goal_without_rule", f"The goal of danger {number} has no rule in the plan", "Add a rule",
                           goal.id, asks=True))
    for rule in rules:
        found += _of_rule(rule)
    return found


def _of_rule(rule: RuleView) -> list[Break]:
    if rule.lacks:
        return [Break("rule_incomplete", f"Rule {rule.number} does not say {_and(rule.lacks)}", "Complete the rule",
                      rule.row.id, asks=False)]
    if rule.failed:
        return [Break("rule_failed", f"Rule {rule.number} did not work when it was last tested", "Change the rule",
                      rule.row.id, asks=True)]
    if not rule.is_tested:
        return [Break("rule_untested", f"Rule {rule.number} has never been tested", "Plan a test", rule.row.id, asks=False)]
    return []


def _of_plan(plan: Plan, loose: Iterable[RuleView], today: date) -> list[Break]:
    found = [Break("rule_without_goal", f"Rule {view.number} hangs on no goal", "Choose the goal it serves", view.row.id,
                   asks=True) for view in loose]
    for view in loose:
        found += _of_rule(view)
    rules = plan.rules
    if rules and not any(_is_outside(plan.people.get(person), plan.people) for rule in rules for person in _duty(rule)):
        found.append(Break("network_thin", "Nobody outside the home who is not paid has a part in this plan. A plan that rests "
                           "on services ends when the services leave", "Ask: who else would want to know?", None, asks=True))
    found += [Break("bottom_line_not_met", f"Not met: {row.body.words}", "Ask your manager to decide", row.id, asks=True)
              for row in plan.of("bottom_line") if row.body.status == "not met"]
    found += [Break("red_flag_without_ring", f"“{row.body.words[:70]}” does not end with a person and a number",
                    "Say whom to ring", row.id, asks=False)
              for row in plan.of("red_flag")
              if not (row.body.is_emergency or row.body.rings or row.body.rings_name or row.body.rings_number)]
    if rules and plan.review_on is None:
        found.append(Break("no_review", "No day is set on which the plan is looked at again", "Set the day", None, asks=True))
    elif plan.review_on is not None and plan.review_on < today:
        found.append(Break("review_late", "The day to look at the plan again has gone by", "Set a new day", None, asks=True))
    return found


def _duty(rule: Row) -> list[UUID]:
    return [person for person in (rule.body.who, *rule.body.back_up) if person]


def _is_outside(person: PersonRow | None, people: Mapping[UUID, PersonRow]) -> bool:
    """A natural person who does not live with the children."""
    if person is None or person.is_professional or person.is_child:
        return False
    homes = {child.home for child in people.values() if child.is_index and child.home}
    parent = person.parental_responsibility.lower().startswith("yes")
    return (not person.home or person.home not in homes) and not parent


def _and(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def summary(thread: Thread) -> list[tuple[str, str, str]]:
    """(title, words, next move) that the plan page's notice says: untested rules are said together."""
    untested = [view for strand in thread.strands for view in strand.rules if not view.is_tested and not view.lacks]
    found = []
    if untested:
        numbers = [str(view.number) for view in untested]
        verb = "Rule " + numbers[0] + " has" if len(numbers) == 1 else "Rules " + _and(numbers) + " have"
        found.append((f"{verb} never been tested.", "A rule counts as safety when it has worked on a hard day.",
                      "Plan a test"))
    found += [(f"{one.says}.", "", one.move) for one in thread.all_breaks if one.code not in {"rule_untested", "not_asked"}]
    return found
