"""The golden thread: past harm, danger statement, safety goal, scale, rule, test, review; and where it is broken.

Source: the chain of domain practice that this app is built on (docs/architecture.md). What breaks it is found by breaks.py;
the reason that somebody gave for leaving a break stands on the record and is asked again next time. Pure: rows in, strands out.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

import msgspec

from practice.mapping.spread import Given, Spread, spread
from practice.records.queries import KeptRow, Row
from practice.safety.breaks import REOPENED, Break, RuleView, all_breaks
from practice.safety.groups import Group, groups_of
from practice.safety.queries import Plan


class Strand(msgspec.Struct, frozen=True):
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

    def broken(self, *codes: str) -> list[Break]:
        """The breaks of these codes that no reason was given for."""
        return [one for one in self.breaks if one.code in codes and one.is_open]


class Thread(msgspec.Struct, frozen=True):
    """Every danger's strand, rules that hang on no danger the reader sees, and the breaks of the plan as a whole."""

    strands: tuple[Strand, ...]
    loose: tuple[RuleView, ...]
    breaks: tuple[Break, ...]

    @property
    def all_breaks(self) -> list[Break]:
        """Every break, those left with a reason too."""
        return [one for strand in self.strands for one in strand.breaks] + list(self.breaks)

    @property
    def open(self) -> list[Break]:
        return [one for one in self.all_breaks if one.is_open]

    @property
    def left(self) -> list[Break]:
        """Those left as they are, with the reason."""
        return [one for one in self.all_breaks if not one.is_open]

    @property
    def rules(self) -> list[RuleView]:
        """Every rule, in the order of its number."""
        return sorted([rule for strand in self.strands for rule in strand.rules] + list(self.loose),
                      key=lambda rule: rule.number)

    def one_line(self) -> list[tuple[str, bool]]:
        """(knot, is it broken) for the story page: 'harm', 'danger', 'goal', 'scale', '6 rules', '3 not tested'."""
        codes = {one.code for one in self.open}
        rules = self.rules
        untested, none = sum(not rule.is_tested for rule in rules), not self.strands  # without a danger nothing is knotted
        return [("harm", none or "danger_without_harm" in codes), ("danger", none),
                ("goal", none or "danger_without_goal" in codes),
                ("scale", none or bool(codes & {"danger_without_scale", "scale_without_number"})),
                (f"{len(rules)} rule" + ("" if len(rules) == 1 else "s"),
                 not rules or bool(codes & {"goal_without_rule", "rule_incomplete"})),
                (f"{untested} not tested" if untested else "tested",
                 bool(untested) or not rules or bool(codes & REOPENED))]

    def against_closing(self) -> list[Break]:
        """What stands against closing: a rule never tested or not working, a goal without a rule, a bottom line not met.
        A reason does not lift these."""
        return [one for one in self.all_breaks
                if one.code in {"rule_untested", "goal_without_rule", "bottom_line_not_met"} | REOPENED]

    def groups(self) -> list[Group]:
        """The open breaks: who was hurt and carries the rules, rules never tested, then in order; one sentence for a sort."""
        return groups_of(self.open, {rule.row.id: rule.number for rule in self.rules})


def thread_of(plan: Plan, today: date) -> Thread:
    """The whole thread of a plan as its reader may see it.

    A reader who sees only some dangers, or the plan without the story, is not told what the whole lacks.
    """
    numbers, dangers = plan.numbers, plan.of("danger")
    views = [RuleView(numbers[rule.id], rule, tuple(plan.tests.get(rule.id, ()))) for rule in plan.rules]
    given: dict[int, list[Given]] = {}
    for one in plan.given:
        given.setdefault(one.scale_id.int, []).append(one)
    parents = plan.parents_on_record
    spreads = {scale.id: spread(given.get(scale.id.int, ()), plan.people, parents, scale.body.talk_about)
               for scale in plan.of("scale")}
    danger_of = _danger_of(plan)
    found = [_with_reason(one, plan.kept)
             for one in all_breaks(plan, spreads, views, {row.id: no for no, row in enumerate(dangers, 1)},
                                    danger_of, today)]
    strands = tuple(_strand(number, danger, plan, views, spreads,
                            [one for one in found if one.danger == danger.id]) for number, danger in enumerate(dangers, 1))
    held = {view.number for strand in strands for view in strand.rules}
    known = {danger.id for danger in dangers}
    return Thread(strands, tuple(view for view in views if view.number not in held),
                  tuple(one for one in found if one.danger not in known))


def _danger_of(plan: Plan) -> dict[UUID, UUID]:
    """{record: its danger}: goals and scales by their parent, rules through their goal."""
    found = {row.id: row.id for row in plan.of("danger")}
    known = {danger.int: danger for danger in found}
    for kind in ("goal", "scale", "plan_rule"):
        for row in plan.of(kind):
            if row.parent_id is not None and (danger := known.get(row.parent_id.int)) is not None:
                found[row.id] = known[row.id.int] = danger
    return found


def _strand(number: int, danger: Row, plan: Plan, views: Iterable[RuleView], spreads: Mapping[UUID, Spread],  # noqa: PLR0917
            breaks: Sequence[Break]) -> Strand:
    grounds = {end for start, end, kind in plan.links if start == danger.id and kind == "rests_on"}
    goals = plan.under(danger.id, "goal")
    scale = next(iter(plan.under(danger.id, "scale")), None)
    ours = {goal.id for goal in goals}
    return Strand(number, danger, tuple(row for row in plan.of("harm") if row.id in grounds),
                  tuple(plan.under(danger.id, "existing_safety")), next(iter(goals), None), scale,
                  spreads.get(scale.id) if scale else None,
                  tuple(view for view in views if view.row.parent_id in ours), tuple(breaks))


def _with_reason(one: Break, kept: Iterable[KeptRow]) -> Break:
    reasons = [line for line in kept if line.code == one.key[:40] and line.about_id == one.about]
    return msgspec.structs.replace(one, because=reasons[-1].because, because_by=reasons[-1].author) if reasons else one


def summary(thread: Thread) -> list[tuple[str, str, str]]:
    """(title, words, next move) of what is broken, for lists: several rules are said together. 'Not asked' has its place
    beside the numbers."""
    return [(f"{group.says}.", group.why, group.move) for group in thread.groups() if group.code != "not_asked"]
