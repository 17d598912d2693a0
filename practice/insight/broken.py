"""Where the threads of many families are broken, one line each, for a first page."""

from collections.abc import Iterable

import msgspec

from practice.access.models import Information
from practice.accounts.models import Role
from practice.insight.case import Case, address
from practice.mapping.thread import Break
from practice.records.queries import KeptRow

IN_PLAN = frozenset({"rule_untested", "rule_failed", "rule_incomplete", "rule_without_goal", "goal_without_rule",
                     "network_thin", "network_not_told", "rests_on_left", "no_review", "review_late", "bottom_line_not_met",
                     "red_flag_without_ring", "rule_not_retried", "no_closing", "flag_not_talked", "flag_not_rung",
                     "promise_not_kept", "hurt_carries"})
OF_FLAGS = frozenset({"flag_not_talked", "flag_not_rung"})


class Broken(msgspec.Struct, frozen=True):
    """One break of one family's thread, its next move, and the reason that somebody gave for leaving it."""

    says: str
    more: str
    url: str
    kept: str
    kept_by: str


def breaks_in(case: Case, role: Role) -> Iterable[Broken]:
    """The plan's own summary of its breaks, then who was not asked; with the reason that stands for it."""
    reasons = {(line.code, line.about_id): line for line in case.kept}
    found = case.thread.all_breaks
    can_read_plan = case.mine.sight.part.sees(Information.PLAN)
    together = case.thread.groups() if can_read_plan else []
    for group in together:
        if group.code == "rule_untested":
            yield _broken(case, f"{group.says}.", group.why, group.move, group.code,
                          next((reasons[key] for key in reasons if key[0] == "rule_untested"), None))
    for one in found:
        if one.code == "rule_untested" or (not can_read_plan and one.code in IN_PLAN):
            continue
        if one.code in OF_FLAGS and one.is_open:
            continue  # said together, below
        if one.code == "not_asked" and role is Role.MANAGER and one.is_open:
            continue  # the worker's list has each name; the manager's has what stops a plan, and each reason that was given
        yield _broken(case, _with_mark(one), "", one.move, one.code, reasons.get((one.key, one.about)))
    for group in together:  # red flags that nobody has talked through or tried, in one line each way
        if group.code in OF_FLAGS:
            yield _broken(case, f"{group.says}.", group.why, group.move, group.code, None)


def _with_mark(one: Break) -> str:
    return one.says if one.says.endswith((".", "”")) else f"{one.says}."


def _broken(case: Case, says: str, why: str, move: str, code: str, kept: KeptRow | None) -> Broken:  # noqa: PLR0917
    url = address(case.mine, "safety.plan" if code in IN_PLAN else "mapping.show")
    if says.startswith(("Rule", "The ", "Nobody", "Nothing")):
        says = says[:1].lower() + says[1:]
    if move and not move.endswith(("?", ".")):
        move += "."
    return Broken(f"{case.name}: {says}", f"{why} {move}".strip(), url, kept.because if kept else "",
                  kept.author if kept else "")
