"""What stands on the plan page, part by part, for the short list at its top: a name, a count, and whether it is broken."""

from collections.abc import Iterable
from dataclasses import dataclass

from practice.safety.journal.queries import Glance as Journal
from practice.safety.living.page import Glance as Living
from practice.safety.network.page import Glance as Network
from practice.safety.page import PlanPage


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the page: where it begins, how it is called, how much there is, and whether something of it is broken."""

    anchor: str
    called: str
    count: str = ""
    is_broken: bool = False


def parts_of(plan: PlanPage, living: Living, journal: Journal, network: Network | None) -> Iterable[Part]:
    """The parts in the order of the page; small ones that follow another are listed only where something of them is broken."""
    narrowed = bool(plan.plan.sight.part.dangers)  # what such a reader finds nothing of may well be there
    broken = plan.broken
    for one in plan.strands:
        marked = one.is_broken_at_rules or one.at_danger or one.at_goal or one.at_scale
        yield Part(f"danger-{one.strand.number}", f"Danger {one.strand.number}", counted(len(one.rules), "rule"), bool(marked))
    if plan.loose:
        yield Part("loose", "Other rules" if plan.strands else "Rules", counted(len(plan.loose), "rule"),
                   any(rule.needs_a_test for rule in plan.loose))
    day = plan.day
    yield Part("day", "The day by hours", _gaps(len(day.gaps)) if day.is_begun else "" if narrowed else "not written yet",
               bool(day.gaps) or any(row.id in broken for row in plan.rows("day_part")))
    if plan.newest:
        silent = sum(not word.is_asked for word in plan.words)
        yield Part("agree", "Who agrees", f"{silent} not asked yet" if silent else counted(len(plan.words), "person", "people"))
    late = sum(one.icon in {"late", "break"} for one in living.promised)
    yield Part("promised", "What we said we would do", f"{late} not kept" if late else "",
               bool(late) or any(one.icon == "break" for one in plan.kept_by_family))
    yield Part("bl", "Bottom lines", f"{len(plan.not_met)} not met" if plan.not_met
               else "all met" if plan.rows("bottom_line") else "" if narrowed else "none set", bool(plan.not_met))
    yield Part("now", "If it is happening now", "whom to ring")
    flags = plan.rows("red_flag")
    yield Part("flags", "When it is dangerous or hard",
               counted(len(flags), "red flag") if flags else "" if narrowed else "nothing yet",
               (not flags and not narrowed) or any(row.id in broken for row in flags))
    if over := sum(one.ahead.is_late for one in living.coming):
        yield Part("coming", "Tests to come", f"{over} late", is_broken=True)
    behind = sum(one.is_late for one in living.stations)
    yield Part("way", "The way to closing", f"{behind} late" if behind
               else f"{sum(one.reached is not None for one in living.stations)} of {len(living.stations)} reached"
               if living.stations else "" if narrowed else "no milestone yet", bool(behind))
    if any(one.code == "no_closing" for one in plan.thread.open):
        yield Part("miles", "What would close it", "not written yet", is_broken=True)
    yield Part("signs", "Hard days, early signs", "", plan.signs_lack)
    yield Part("journal", "Safety journal", f"{journal.unread} not read yet" if journal.unread else "")
    if network is not None:
        yield Part("network", "The network", "", any(lacks for _, _, lacks in network.lines))
    children = plan.child_parts
    yield Part("children", "The children’s part", "" if children or narrowed else "not written yet",
               any(part.lacks or part.row.id in broken for part in children))


def counted(number: int, one: str, several: str = "") -> str:
    return f"{number} {one if number == 1 else several or one + 's'}"


def _gaps(number: int) -> str:
    return f"{counted(number, 'gap')}" if number else ""
