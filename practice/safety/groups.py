"""Breaks that are said together: 'Rules 3, 4 and 6 have never been tested', why it matters, the next move."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

import msgspec

from practice.safety import hurt
from practice.safety.breaks import Break, in_a_row


class Group(msgspec.Struct, frozen=True):
    """Breaks said in one sentence: 'Rules 3, 4 and 6 have never been tested', why it matters, the next move."""

    code: str
    says: str
    why: str
    move: str
    breaks: tuple[Break, ...]


# code -> (one rule, several rules, why, next move)
_OF_RULES = {
    "rule_untested": ("Rule {} has never been tested", "Rules {} have never been tested",
                      "A rule counts as safety when it has worked on a hard day.", "Plan a test"),
    "rule_incomplete": ("Rule {} does not say who does what, when", "Rules {} do not say who does what, when",
                        "Without a who, a what and a when it is a wish.", "Complete the rule"),
    "rule_without_goal": ("Rule {} hangs on no goal", "Rules {} hang on no goal", "", "Choose the goal it serves"),
    "rule_over": ("Rule {} has ended", "Rules {} have ended", "Give it a new date, or withdraw it.", "Change the rule"),
}
# code -> (one red flag, several, why, next move)
_OF_FLAGS = {
    "flag_not_talked": ("{} has not been talked through", "{} have not been talked through",
                        "On the worst day nobody reads: it must have been said aloud once before the plan is agreed.",
                        "Plan a talk-through"),
    "flag_not_rung": ("The number of {} was not tried", "The numbers of {} were not tried",
                      "Within two weeks of the agreed plan somebody rings it once.", "Plan a phone test"),
}
_WHY = {
    "rule_failed": "Change it with the people who do it, then try it again.",
    "rule_not_retried": "A changed rule counts when it was tried again.",
    "promise_not_kept": "What the services promise weighs as much as what the family does.",
    "network_thin": "A plan that rests on services ends when the services leave.",
    "no_red_flag": "On the worst day nobody looks for a page: one name and one number must be there.",
    "no_closing": "It is written on the first day, so that everybody knows what would be enough.",
    "not_agreed": "A plan is in force only with the people who have a part in it.",
    "network_not_told": "Who does not know the danger cannot protect from it.",
    "hurt_carries": hurt.WHY,
    "rests_on_left": "A rule holds only as long as somebody is there to keep it.",
}


_FIRST = {"hurt_carries": 0, "rule_untested": 1}  # the rest in the order of the thread; a phone shows three, the others folded


def groups_of(breaks: Iterable[Break], numbers: Mapping[UUID, int]) -> list[Group]:
    """BREAKS by what is said together: who was hurt and carries the rules, rules never tested, then in order. NUMBERS are those of
    the rules."""
    found: dict[object, list[Break]] = {}
    for one in breaks:
        found.setdefault(one.code if one.code in _OF_RULES or one.code in _OF_FLAGS else one.key if one.code == "rests_on_left"
                         else id(one), []).append(one)
    return [_group(same, numbers) for same in sorted(found.values(), key=lambda same: _FIRST.get(same[0].code, len(_FIRST)))]


def _group(same: Sequence[Break], numbers: Mapping[UUID, int]) -> Group:
    first = same[0]
    if first.code in _OF_FLAGS:
        one, several, why, move = _OF_FLAGS[first.code]
        more = f"{first.named} and {len(same) - 1} more" if len(same) > 1 else first.named
        return Group(first.code, (one if len(same) == 1 else several).format(more), why, move, tuple(same))
    if first.code == "rests_on_left" and len(same) > 1:  # all that rests on one person is said together
        what, who = zip(*(one.says.split(" rests on ", 1) for one in same), strict=True)
        return Group(first.code, f"{in_a_row(what)} rest on {who[0]}", _WHY[first.code], first.move, tuple(same))
    if first.code not in _OF_RULES:
        return Group(first.code, first.says, _WHY.get(first.code, ""), first.move, tuple(same))
    one, several, why, move = _OF_RULES[first.code]
    which = sorted(numbers[broken.about] for broken in same if broken.about and broken.about in numbers)
    says = (one if len(which) == 1 else several).format(in_a_row([str(number) for number in which]))
    return Group(first.code, says, why, move, tuple(same))
