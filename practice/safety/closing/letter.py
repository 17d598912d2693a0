"""The text that a closing letter begins from: the family's own rows, put in order. Whoever writes it changes it.

Nothing is praised and nothing is claimed of what helped: it says what was feared in the family's words, what they did and on
which day it was seen, the numbers that they gave, and whom they ring. What must not reach somebody is not in it at all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from practice.core import dates
from practice.families.queries import People, PersonRow, Sight
from practice.mapping.queries import given
from practice.mapping.spread import Given, spread
from practice.records import queries as records
from practice.records.queries import Row
from practice.safety.living.events import TestRow
from practice.safety.models import Outcome, TestKind
from practice.safety.queries import events_of

READ = ("danger", "goal", "plan_rule", "plan_head", "scale", "red_flag")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the text is made from. Rows that are hidden from anybody, or tell of one adult's treatment, are left out."""

    people: People
    rows: tuple[Row, ...]
    tests: Mapping[UUID, Sequence[TestRow]]
    given: tuple[Given, ...]

    def of(self, kind: str) -> list[Row]:
        return [row for row in self.rows if row.kind == kind]


def facts_of(sight: Sight, people: People) -> Facts:
    """Four statements."""
    hidden = records.not_for(sight.family_id)
    rows = tuple(row for row in records.current(sight.family_id, sight.part, READ, withdrawn=False)
                 if row.id not in hidden and row.body.evidence_of is None)
    numbers = given(sight.family_id, [row.id for row in rows if row.kind == "scale"])
    return Facts(people, rows, events_of(sight.family_id).tests, tuple(numbers))


def offered(facts: Facts) -> str:
    """The text, a paragraph between blank lines. '' where nothing is written yet."""
    parts = [_why(facts), _did(facts), _numbers(facts), _ring(facts)]
    told = [part for part in parts if part]
    if not told:
        return ""
    return "\n\n".join([_dear(facts.people), *told, "The plan stays yours."])


def _dear(people: People) -> str:
    """'Dear Robin, Bryony and Ash,'"""
    grown = [one for one in people.kin if not one.is_child and one.parental_responsibility.lower().startswith("yes") and _here(one)]
    names = [one.short_name for one in (*grown, *(child for child in people.children if _here(child)))]
    return f"Dear {_and(names)}," if names else "Dear family,"


def _here(person: PersonRow) -> bool:
    return person.died_on is None and person.to_on is None


def _why(facts: Facts) -> str:
    head = next((row.body for row in facts.of("plan_head") if row.body.reader is None), None)
    words = [head.why if head else "", head.worries if head else ""]
    words += [row.body.family_words for row in facts.of("danger")] if not any(words) else []
    said = " ".join(_stop(one) for one in words if one)
    return f"Why we came. {said}" if said else ""


def _did(facts: Facts) -> str:
    lines = [line for row in facts.of("plan_rule") if (line := _one(row, facts))]
    return "\n".join(["What you did, as it was written down:", *lines]) if lines else ""


def _one(row: Row, facts: Facts) -> str:
    """'Robin rings Olive by 5. On 9 October it was needed, and it worked.' Only what was seen to work is said."""
    doer = facts.people.get(row.body.who)
    worked = [test for test in facts.tests.get(row.id, ()) if test.outcome is Outcome.YES]
    if doer is None or doer.is_professional or not worked:
        return ""
    last = next((test for test in reversed(worked) if test.kind is TestKind.REAL), worked[-1])
    words = row.body.family_words or f"{doer.short_name} {row.body.words}" + (f", {row.body.when}" if row.body.when else "")
    how = "it was needed, and it worked" if last.kind is TestKind.REAL else "it was tried, and it worked"
    return f"{_stop(words)} On {last.on.day} {dates.MONTHS[last.on.month]} {how}."


def _numbers(facts: Facts) -> str:
    lines = []
    for scale in facts.of("scale"):
        found = spread([one for one in facts.given if one.scale_id == scale.id], facts.people)
        family = [line for line in found.lines if not line.person.is_professional and line.now is not None]
        days = sorted({line.now.on for line in family if line.now})
        if family:
            said = _and([f"{line.person.short_name} {line.value}" for line in family])
            on = _and([dates.long_day(day) for day in days])
            lines.append(f"From 0 to 10, how safe, you said: {said} ({on}).")
    return "\n".join(lines)


def _ring(facts: Facts) -> str:
    lines = []
    for row in facts.of("red_flag"):
        name = row.body.rings_name or facts.people.short(row.body.rings)
        if name and row.body.rings_number:
            first = "ring 999 first, then" if row.body.is_emergency else "ring"
            lines.append(f"{row.body.words.rstrip('.,')}: {first} {name}, {row.body.rings_number}.")
    return "\n".join(["If it gets hard again:", *lines]) if lines else ""


def first_to_ring(rows: Iterable[Row], people: People) -> tuple[str, str, str]:
    """(name, number, the others with theirs, a line each) that the plan's red flags name: the family's own come first."""
    named: dict[str, tuple[str, bool]] = {}
    for row in rows:
        person = people.get(row.body.rings)
        name = row.body.rings_name or (person.short_name if person else "")
        if name and row.body.rings_number and name not in named:
            named[name] = (row.body.rings_number, person is not None and not person.is_professional)
    own = next(((name, number) for name, (number, is_own) in named.items() if is_own), ("", ""))
    others = [f"{name}, {number}" for name, (number, _) in named.items() if name != own[0]]
    return own[0], own[1], "\n".join(others)


def _stop(words: str) -> str:
    words = words.strip()
    return words if words.endswith((".", "!", "?", "”")) else f"{words}."


def _and(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
