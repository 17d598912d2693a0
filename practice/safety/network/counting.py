"""Who counts against which danger: the rule of thumb of the network. Pure: rows in, members out.

Source: domain practice. Every danger has at least two natural people who know it fully; at least one of them does not live in
the children's home and does not depend on the person who caused the harm. Nobody counts before they were told. Children, those
who caused the harm and the adult who was hurt do not count: they must not be left to police it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from practice.core import dates
from practice.families.queries import People, PersonRow
from practice.records.queries import Row
from practice.safety.day import SLOT_OF
from practice.safety.network.kinds import RINGS

NEEDED = 2  # natural people who know a danger fully


@dataclass(frozen=True, slots=True)
class Told:
    """PERSON was told DANGER on a day; the earliest telling of each pair is enough to count."""

    person: UUID
    danger: UUID
    on: date


@dataclass(frozen=True, slots=True)
class Seen:
    """What one statement said: the tellings, the members that the reader may not see, and (danger, person) of dangers that are
    not for somebody."""

    told: tuple[Told, ...] = ()
    hidden: frozenset[UUID] = frozenset()
    never: frozenset[tuple[UUID, UUID]] = frozenset()


@dataclass(frozen=True, slots=True)
class Member:
    """One member of the network as the reader may see them."""

    row: Row
    person: PersonRow | None
    told: Mapping[UUID, date]  # {danger: told on}
    lives_in: bool | None  # in the children's home; None: not known

    @property
    def id(self) -> UUID:
        return self.row.id

    @property
    def name(self) -> str:
        return self.person.name if self.person else self.row.body.name or "Somebody"

    @property
    def short_name(self) -> str:
        return self.person.short_name if self.person else self.row.body.name or "Somebody"

    @property
    def relation(self) -> str:
        return self.row.body.relation or (self.person.described if self.person and not self.person.is_child else "")

    @property
    def is_natural(self) -> bool:
        """Kin, friend, neighbour, faith, club: not paid for it."""
        return not (self.person.is_professional if self.person else self.row.body.is_paid)

    @property
    def has_left(self) -> bool:
        return self.row.body.left_on is not None

    @property
    def is_independent(self) -> bool:
        """Outside the home, and known not to depend on the person who caused the harm."""
        return self.lives_in is False and self.row.body.depends == "no"


@dataclass(frozen=True, slots=True)
class Standing:
    """How the network stands against one danger."""

    counts: tuple[Member, ...]
    not_told: tuple[Member, ...]  # would count once they were told

    @property
    def independent(self) -> tuple[Member, ...]:
        return tuple(member for member in self.counts if member.is_independent)

    @property
    def is_enough(self) -> bool:
        return len(self.counts) >= NEEDED and bool(self.independent)

    @property
    def lacks(self) -> str:
        """What is missing, as the end of a sentence; '' where the rule of thumb is met."""
        if len(self.counts) < NEEDED:
            who = "nobody" if not self.counts else f"only {self.counts[0].short_name}"
            return f"{who} who is not paid knows it fully: two are needed"
        if not self.independent:
            return "nobody who knows it lives outside the home and is known not to depend on the person who caused the harm"
        return ""

    @property
    def move(self) -> str:
        """The next move towards enough."""
        if len(self.counts) < NEEDED:
            return f"Tell {self.not_told[0].short_name}" if self.not_told else "Ask: who else would be upset if they knew?"
        unknown = [member for member in self.counts if member.row.body.depends == "" and member.lives_in is not True]
        return f"Ask what {unknown[0].short_name} depends on" if unknown else "Ask: who else would be upset if they knew?"


@dataclass(frozen=True, slots=True)
class Network:
    """Members that the reader may see, those who left, and what was told."""

    members: tuple[Member, ...]
    left: tuple[Member, ...]
    told: tuple[Told, ...]
    excluded: frozenset[UUID]  # who caused the harm, and the adults who were hurt
    never: frozenset[tuple[UUID, UUID]] = frozenset()  # (danger, person): the danger is not for them
    able: tuple[Member, ...] = field(init=False, repr=False, compare=False, default=())  # those who may count, nearest first

    def __post_init__(self) -> None:
        able = sorted(filter(self._may_count, self.members), key=lambda member: RINGS.index(member.row.body.ring))
        object.__setattr__(self, "able", tuple(able))

    def standing(self, danger: UUID) -> Standing:
        """Nobody is named as the next to tell for whom the danger is not, or who must not be told something."""
        return Standing(tuple(member for member in self.able if danger in member.told),
                        tuple(member for member in self.able if danger not in member.told and not member.row.body.not_told
                              and self.is_for(member.person, danger)))

    def is_for(self, person: PersonRow | None, danger: UUID) -> bool:
        """May they be told it, as far as the danger's not-for list says?"""
        return person is None or (danger, person.id) not in self.never

    def _may_count(self, member: Member) -> bool:
        person = member.person
        return member.is_natural and not (person is not None and (
            person.is_child or person.id in self.excluded or person.died_on is not None))

    def why_not(self, member: Member) -> str:
        """Why somebody who is in the network never counts, in words; '' where they may."""
        person = member.person
        if not member.is_natural:
            return "Paid: a plan that rests on services ends when the services leave"
        if person is not None and person.is_child:
            return "A child is never responsible for safety"
        if person is not None and person.id in self.excluded:
            return "Caused the harm or was hurt: does not count"
        return ""

    def knows(self, person: UUID, danger: UUID) -> bool:
        return any(one.person == person and one.danger == danger for one in self.told)

    def first_told(self, person: UUID) -> date | None:
        """The day on which they were first told a danger."""
        return min((one.on for one in self.told if one.person == person), default=None)

    def of_person(self, person: UUID) -> Member | None:
        return next((member for member in self.members if member.person is not None and member.person.id == person), None)


def network_of(rows: Iterable[Row], people: People, seen: Seen, today: date) -> Network:
    """The network from ROWS (members, harms, dangers) that the reader may see. Whoever left the family has left it too."""
    live: dict[str, list[Row]] = {"network_member": [], "harm": [], "danger": []}
    for row in rows:
        if row.withdrawn_because is None and row.kind in live:
            live[row.kind].append(row)
    dangers = {row.id for row in live["danger"]}
    known = tuple(one for one in seen.told if one.danger in dangers)
    told: dict[int, dict[UUID, date]] = {}
    for one in known:
        days = told.setdefault(one.person.int, {})
        days[one.danger] = min(one.on, days.get(one.danger, one.on))
    harmed_by = {key for row in live["harm"] for key in row.body.by_whom}
    hurt = {key for row in live["harm"] for key in row.body.to_whom}
    homes = {child.home for child in people.values() if child.is_index and child.home}
    members, left = list[Member](), list[Member]()
    for row in live["network_member"]:
        person = people.get(row.body.person) if row.body.person else None
        member = Member(row, person, told.get(person.id.int, {}) if person else {}, _lives_in(row, person, homes))
        gone = member.has_left or (person is not None and person.to_on is not None and person.to_on <= today)
        (left if gone else members).append(member)
    return Network(tuple(members), tuple(left), known, frozenset(harmed_by | hurt), seen.never)


def _lives_in(row: Row, person: PersonRow | None, homes: set[str]) -> bool | None:
    said: str = row.body.in_house
    if said:
        return said == "yes"
    if person is not None and person.home and homes:
        return person.home in homes
    return None


@dataclass(frozen=True, slots=True)
class Hanging:
    """One thing that rests on a person: what it is ('Rule 3'), as what they hold it, and its row."""

    what: str
    row: Row

    @property
    def is_tonight(self) -> bool:
        """Of the immediate plan, which is mended in its own form."""
        return self.row.kind in TONIGHT


# Kinds that may rest on somebody.
HOLDING = ("plan_rule", "promise", "red_flag", "child_part", "day_part", "immediate_rule", "night")
TONIGHT = frozenset({"immediate_rule", "night"})  # of the immediate plan


def hanging_on(person: UUID, rows: Iterable[Row], numbers: Mapping[UUID, int], today: date) -> list[Hanging]:
    """What rests on PERSON: rules that they do, back up or check, promises, who is rung, a child’s safe person and sign, the hours
    of the day they are there, and of the immediate plan its rules and the nights that are still to come."""
    found, tonight = [], 0
    for row in rows:
        if row.is_withdrawn:
            continue
        body = row.body
        tonight += row.kind == "immediate_rule"
        if row.kind in {"plan_rule", "immediate_rule"} and person in {body.who, *body.back_up, *body.checks}:
            what = f"Rule {numbers.get(row.id, 0)}" if row.kind == "plan_rule" else f"Rule {tonight} of the immediate plan"
            found.append(Hanging(what if body.who == person else f"{what}’s back-up" if person in body.back_up
                                 else f"{what}’s check", row))
        elif row.kind == "night" and person in body.who and body.on is not None and body.on >= today:
            found.append(Hanging(f"The night of {dates.day(body.on)}", row))
        elif row.kind == "day_part" and person in body.who:
            slot = SLOT_OF.get((body.days, body.part))
            found.append(Hanging(f"The day by hours: {slot.said}" if slot else "The day by hours", row))
        elif row.kind == "promise" and body.who == person:
            found.append(Hanging(f"The promise “{short(body.words)}”", row))
        elif row.kind == "red_flag" and body.rings == person:
            found.append(Hanging(f"Whom to ring: “{short(body.words)}”", row))
        elif row.kind == "child_part" and person == body.safe_person:
            found.append(Hanging("A child’s safe person", row))
        elif row.kind == "child_part" and person in body.looks:
            found.append(Hanging("Looking for a child’s sign", row))
    return found


def short(words: str, most: int = 60) -> str:
    words = words.strip()
    return words if len(words) <= most else words[:most - 1].rstrip() + "…"


def told_in_words(member: Member, numbers: Mapping[UUID, int]) -> str:
    """'Danger 1 on 30 Sept, danger 2 on 8 Oct'; '' where nothing was told."""
    parts = [f"danger {numbers[danger]} on {dates.short_day(on)}"
             for danger, on in sorted(member.told.items(), key=lambda pair: numbers.get(pair[0], 0)) if danger in numbers]
    line = ", ".join(parts)
    return line[:1].upper() + line[1:]
