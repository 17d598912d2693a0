"""Who agrees to a version of a plan, in their own words: one line a person, those who were not asked too."""

from collections.abc import Iterable
from dataclasses import dataclass

from practice.core import dates
from practice.families.queries import PersonRow
from practice.safety.agree_forms import STANCES, asked_of
from practice.safety.commands import duty_holders
from practice.safety.models import StanceKind
from practice.safety.queries import Plan, Version
from practice.safety.said import StanceRow

STANCE_ICON = {StanceKind.AGREES: "full", StanceKind.IN_PART: "half", StanceKind.DOES_NOT: "differs",
               StanceKind.NOT_ASKED: "ring"}


@dataclass(frozen=True, slots=True)
class Word:
    """What one person says to the newest version."""

    person: PersonRow
    icon: str
    state: str
    words: str
    note: str
    is_asked: bool
    numbers: tuple[tuple[str, int], ...] = ()  # ('Willing', 9), on the whole plan
    because: str = ""  # what makes it that number
    ask: str = ""  # what a low number asks for

    @property
    def is_settled(self) -> bool:
        """They agree to all of it, and no number of theirs asks for anything."""
        return self.icon == STANCE_ICON[StanceKind.AGREES] and not self.ask


def words_to(version: Version, plan: Plan) -> Iterable[Word]:
    """What each named person says to one version, in the record's order; those not asked yet stand there as not asked."""
    said = plan.stances_to(version.id)
    numbers = {line.person_id: line for line in plan.stances if line.snapshot_id == version.id and _numbers(line)}
    for person in asked_of(plan.people, duty_holders(plan), plan.parents, said):
        yield word_of(person, said.get(person.id), numbers.get(person.id))


LOW = 5  # a number from here down asks for something: our proposal, as the thresholds of the scale are
_CALLED = (("willingness", "Willing", "talk about the reasons"), ("confidence", "Sure", "agree a smaller step"),
           ("capacity", "Able", "ask what practical help is missing"))


def _numbers(said: StanceRow) -> list[tuple[str, int, str]]:
    """(name, number, what a low one asks for) of those that were given."""
    return [(called, value, ask) for name, called, ask in _CALLED if (value := getattr(said, name)) is not None]


def word_of(person: PersonRow, said: StanceRow | None, numbered: StanceRow | None = None) -> Word:
    """One person's word. NUMBERED is what held their latest numbers, where that was another sentence."""
    if said is None:
        return Word(person, STANCE_ICON[StanceKind.NOT_ASKED], STANCES[StanceKind.NOT_ASKED], "", "", is_asked=False)
    words = f"“{said.words.strip('“”')}”" if said.words and said.is_verbatim else said.words
    note = ", ".join(part for part in (dates.short_day(said.on), said.how) if part)
    if said.how and dates.short_day(said.on) in said.how:
        note = said.how
    if said.stance is StanceKind.NOT_ASKED:
        words = " ".join(part for part in (said.why_not_asked, words) if part)
    numbered = numbered or said
    given = _numbers(numbered)
    ask = " and ".join(ask for _, value, ask in given if value <= LOW)
    return Word(person, STANCE_ICON[said.stance], STANCES[said.stance], words, note,
                said.stance is not StanceKind.NOT_ASKED, tuple((called, value) for called, value, _ in given),
                numbered.numbers_because if given else "", ask[:1].upper() + ask[1:])
