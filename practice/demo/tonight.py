"""Immediate plans of the worked cases: written, agreed and approved on the day, through the room's own commands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from practice.core import audit, clock
from practice.demo.replay import Case, day
from practice.families.queries import Sight, sight_of
from practice.safety.commands import NewStance
from practice.safety.immediate import commands
from practice.safety.immediate.commands import AgreeingNow, Writing, Written
from practice.safety.immediate.kinds import ImmediatePlan, ImmediateRule, Night
from practice.safety.immediate.queries import draft_of
from practice.safety.models import StanceKind


@dataclass(frozen=True, slots=True)
class Nights:
    """Who is with the children, where, from one night to another."""

    first: str
    last: str
    who: tuple[str, ...]
    where: str


def write(case: Case, head: ImmediatePlan, rules: Iterable[tuple[str, str, str]], nights: Iterable[Nights],
          not_for: Iterable[str] = (), because: str = "") -> None:
    """Write it down: rules are (who, what, when). What stands of the plan before is changed, in order."""
    sight = _sight(case)
    standing = [row.id for row in draft_of(sight).rules]
    written = [ImmediateRule(who=case[who], words=words, when=when) for who, words, when in rules]
    ids: list[UUID | None] = [*standing, *[None] * len(written)]
    named: dict[date, Night] = {}
    for span in nights:  # a later span takes a night from an earlier one
        on, last = day(span.first), day(span.last)
        while on <= last:
            named[on] = Night(on=on, who=case.all(*span.who), where_words=span.where)
            on += timedelta(days=1)
    commands.write(sight, Writing(
        head, [Written(record_id, body) for record_id, body in zip(ids, written, strict=False)]
        + [Written(record_id, None) for record_id in standing[len(written):]],
        [Written(None, named[on]) for on in sorted(named)], case.all(*not_for), because))


def agree(case: Case, *said: tuple[str, StanceKind, str, str], note: str = "") -> None:
    """SAID: (who, what they say, their words or why they were not asked, how)."""
    stances = [NewStance(case[who], stance, clock.today(), "" if stance is StanceKind.NOT_ASKED else words,
                         is_verbatim=bool(words) and stance is not StanceKind.NOT_ASKED, how=how,
                         why_not_asked=words if stance is StanceKind.NOT_ASKED else "") for who, stance, words, how in said]
    case.records["tonight"] = commands.agree(_sight(case), AgreeingNow(stances, note))


def approve(case: Case, words: str = "") -> None:
    commands.approve(case.family, case.records["tonight"], words)


def begin_anew(case: Case, because: str) -> None:
    commands.begin_anew(case.family, case.records["tonight"], because)


def end(case: Case, because: str) -> None:
    commands.end(case.family, case.records["tonight"], because)


def _sight(case: Case) -> Sight:
    me = audit.actor()
    sight = sight_of(case.family, me) if me else None
    assert sight is not None
    return sight
