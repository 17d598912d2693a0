"""Replays a worked case day by day: the clock stands at each day's hour, its person acts, and the rooms' commands do the rest."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import update

from practice.access import commands as access
from practice.access.commands import WORK_KINDS
from practice.access.models import Information, PartKind
from practice.cases.models import Contact
from practice.core import audit, clock
from practice.core.db import db
from practice.core.ids import new_reference
from practice.demo.people import USERS, Cast, agency_name, job
from practice.families.models import (
    BirthKnown,
    Family,
    Member,
    Person,
    Place,
    PlaceKind,
    PlacePerson,
    PlaceProtection,
    Relation,
    Relationship,
    Sex,
    Standing,
)
from practice.mapping.kinds import MAPPING_KINDS
from practice.mapping.models import Rating
from practice.records import commands as records
from practice.records import queries as reading
from practice.records.bodies import KINDS, Body
from practice.safety.kinds import PLAN_KINDS
from practice.safety.models import Outcome, PlanChange, PlanState, PlanTest, Stance, StanceKind, TestKind

PLAN_ROWS = frozenset(PLAN_KINDS) - {"danger", "goal", "scale"}  # what the plan adds to the mapping's rows
KIND_OF = {kind.body: kind.name for kind in KINDS.values()}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(text: str) -> date:
    """'7 Sept' of 2026, or '18 Jan 2027'."""
    words = text.split()
    return date(int(words[2]) if len(words) > 2 else 2026, MONTHS.index(words[1][:3]) + 1, int(words[0]))


@dataclass(frozen=True, slots=True)
class Day:
    """What one person did at one hour."""

    at: datetime
    by: str
    does: Callable[["Case"], None]


class Days(list[Day]):
    """The days of one case, in the order in which they are written; `on` adds one."""

    def on(self, text: str, hour: str, by: str) -> Callable[[Callable[["Case"], None]], Callable[["Case"], None]]:
        """@days.on('7 Sept', '14.20', 'tom'): this happened then, and Tom wrote it down."""
        hours, minutes = hour.split(".")
        at = datetime.combine(day(text), datetime.min.time(), clock.LONDON).replace(hour=int(hours), minute=int(minutes))

        def remember(does: Callable[["Case"], None]) -> Callable[["Case"], None]:
            self.append(Day(at, by, does))
            return does

        return remember


def replay(days: Days, cast: Cast, people: dict[str, UUID]) -> "Case":
    """Live through DAYS. PEOPLE are the professionals known from other families; new ones are added to it."""
    case = Case(cast, people)
    for one in sorted(days, key=lambda day: day.at):
        with clock.at(one.at), audit.acting_as(cast.users[one.by]):
            one.does(case)
            db.session.flush()
    return case


@dataclass(slots=True)
class Case:
    """One family while it is replayed: the ids of its people and records by the names that the case files give them."""

    cast: Cast
    known: dict[str, UUID]
    family: UUID = field(default=UUID(int=0))
    people: dict[str, UUID] = field(default_factory=dict)
    records: dict[str, UUID] = field(default_factory=dict)
    plans: list[UUID] = field(default_factory=list)

    def __getitem__(self, name: str) -> UUID:
        return self.people[name]

    def all(self, *names: str) -> tuple[UUID, ...]:
        return tuple(self.people[name] for name in names)

    # The family and its people

    def open(self, name: str, status: str, team: str, opened: date) -> None:
        family = Family(name=name, reference=new_reference(), status=status, team_id=self.cast.teams[team],
                        opened_on=opened, created_at=clock.now())
        db.session.add(family)
        db.session.flush()
        self.family = family.id
        audit.record("family.opened", family_id=family.id)

    def contact(self, source: str, code: str, words: str, *, decision: str, because: str, by: str, on: str) -> None:
        db.session.add(Contact(family_id=self.family, received_on=clock.today(), from_whom=source, source_code=code,
                               their_words=words, decision=decision, decided_because=because, decided_by=by,
                               decided_on=day(on), recorded_by=audit.actor(), recorded_at=clock.now()))

    def child(self, key: str, name: str, born: str, sex: Sex, **more: Any) -> None:
        """A child whom the record is about."""
        self.person(key, name, Standing.CHILD, "", born=born, sex=sex, is_index=True, **more)

    def person(self, key: str, name: str, standing: Standing, label: str, *, born: str = "", estimated: bool = False,
               died: str = "", sex: Sex = Sex.UNKNOWN, is_index: bool = False, short: str = "", about: dict[str, Any]
               | None = None, **place_in_family: Any) -> None:
        """Put a person into the record. ABOUT holds further columns of the person, the rest those of the member."""
        known = BirthKnown.UNKNOWN if not born else BirthKnown.ESTIMATED if estimated else BirthKnown.EXACT
        made = Person(name=name, short_name=short or name.split(" ", maxsplit=1)[0], born_on=day(born) if born else None,
                      birth_known=known, died_on=day(died) if died else None, sex=sex, **(about or {}))
        db.session.add(made)
        db.session.flush()
        self._member(key, made.id, standing=standing, label=label, is_index=is_index, **place_in_family)

    def professional(self, login: str, *, label: str = "", lead: bool = False, from_on: str = "") -> None:
        """Put somebody who signs in into the record, as the one human being that they are in every family."""
        if login not in self.known:
            name, short, _, _, _, phone = USERS[login]
            made = Person(name=name, short_name=short, phone=phone, user_id=self.cast.users[login])
            db.session.add(made)
            db.session.flush()
            self.known[login] = made.id
        self._member(login, self.known[login], standing=Standing.PROFESSIONAL, label=label or job(login),
                     agency=agency_name(login), is_lead=lead, from_on=day(from_on) if from_on else clock.today())

    def _member(self, key: str, person_id: UUID, **columns: Any) -> None:
        db.session.add(Member(family_id=self.family, person_id=person_id, position=len(self.people) + 1, **columns))
        db.session.flush()
        self.people[key] = person_id

    def told(self, names: Iterable[str], by: str) -> None:
        """These people were told today what the danger is, so they count in the network."""
        db.session.execute(update(Member).where(Member.family_id == self.family, Member.person_id.in_(self.all(*names)))
                           .values(knows_danger_on=clock.today(), knows_danger_from=by))

    def relate(self, a: str, kind: Relation, b: str, *, since: str = "", until: str = "", said_by: str = "") -> None:
        db.session.add(Relationship(family_id=self.family, a_id=self[a], b_id=self[b], kind=kind, from_text=since,
                                    to_text=until, said_by=said_by))

    def place(self, kind: PlaceKind, whose: Iterable[str], hidden_from: Iterable[str] = (), because: str = "",
              **columns: str) -> None:
        place = Place(family_id=self.family, kind=kind, **columns)
        db.session.add(place)
        db.session.flush()
        db.session.add_all(PlacePerson(place_id=place.id, person_id=self[name]) for name in whose)
        db.session.add_all(PlaceProtection(place_id=place.id, person_id=self[name], because=because)
                           for name in hidden_from)

    # Who is in the family

    def allocate(self, login: str, because: str) -> None:
        access.allocate(self.family, self.cast.users[login], because)

    def part(self, login: str, kind: PartKind, because: str, *, kinds: Iterable[Information] = WORK_KINDS,
             dangers: Iterable[str] = (), asked: str = "", may_write: bool = False, until: str = "") -> None:
        agency = USERS[login][4]
        access.give_part(self.family, self.cast.users[login], kind, because, kinds=kinds, asked=asked,
                         may_write=may_write, to_on=day(until) if until else None,
                         agreement_id=self.cast.agreements.get(agency),
                         dangers=[self.records[name] for name in dangers])

    def looked(self, *pages: str) -> None:
        """Somebody opened these pages."""
        for page in pages:
            audit.record("looked", family_id=self.family, detail={"page": page})

    # Records

    def add(self, key: str, body: Body, *, under: str = "", info: Information | None = None,
            rests_on: Iterable[str] = (), not_for: Iterable[str] = (), because: str = "") -> None:
        """Add a record. UNDER names its parent; NOT_FOR the people whom it never reaches, and BECAUSE why."""
        kind = KIND_OF[type(body)]
        if info is None:
            info = Information.PLAN if kind in PLAN_ROWS else Information.STORY
        made = records.add(self.family, kind, body, parent_id=self.records[under] if under else None, info=info)
        self.records[key] = made
        if links := [self.records[name] for name in rests_on]:
            records.set_links(made, links)
        if not_for:
            self.hide(key, not_for, because)

    def change(self, key: str, **fields: Any) -> None:
        """Put new words in place of old ones, as somebody who has just looked."""
        standing = reading.one(self.records[key])
        assert standing is not None
        records.revise(standing.id, standing.lock_version, msgspec.structs.replace(standing.body, **fields))

    def withdraw(self, key: str, because: str) -> None:
        standing = reading.one(self.records[key])
        assert standing is not None
        records.withdraw(standing.id, standing.lock_version, because)

    def hide(self, key: str, names: Iterable[str], because: str) -> None:
        records.set_not_for(self.records[key], [self[name] for name in names], because)

    def word(self, reader: str, **wordings: str) -> None:
        """The words of some records as one reader gets them."""
        for key, words in wordings.items():
            records.word_for(self.records[key], self[reader], words)

    def rate(self, scale: str, **numbers: tuple[Any, ...]) -> None:
        """name=(number, why, more columns): each person's number today."""
        for name, (value, why, *more) in numbers.items():
            columns = more[0] if more else {}
            db.session.add(Rating(family_id=self.family, scale_id=self.records[scale], person_id=self[name], value=value,
                                  why=why, on=clock.today(), author_id=audit.actor(), recorded_at=clock.now(), **columns))
            audit.record("rating.given", family_id=self.family, about=self.records[scale])

    # The mapping and the plan as wholes

    def finish_mapping(self, note: str) -> None:
        records.freeze(self.family, "mapping", (*MAPPING_KINDS, "story"), clock.today(), {}, note)

    def shown(self, name: str, how: str, they_said: str = "", *, kind: str = "mapping") -> None:
        records.show_to(self.family, kind, self[name], clock.today(), how, they_said, is_verbatim=bool(they_said))

    def says_yes(self, name: str, info: Information, readers: Iterable[str], taken_by: str) -> None:
        """An adult says yes to evidence about them reaching these readers."""
        for reader in readers:
            records.say_yes(self.family, self[name], info, self[reader], clock.today(), taken_by)

    def agree_plan(self, note: str) -> None:
        """Freeze the plan as its next version, agreed and in force; the one before ends."""
        made = records.freeze(self.family, "plan", PLAN_KINDS, clock.today(), {}, note)
        if self.plans:
            self._enter(self.plans[-1], PlanState.ENDED, "The next version is in force")
        self.plans.append(made)
        for state in (PlanState.AGREED, PlanState.IN_FORCE):
            self._enter(made, state, note)

    def _enter(self, snapshot: UUID, state: PlanState, because: str) -> None:
        db.session.add(PlanChange(family_id=self.family, snapshot_id=snapshot, state=state, on=clock.today(),
                                  because=because, author_id=audit.actor(), recorded_at=clock.now()))
        audit.record(f"plan.{state.value}", family_id=self.family, about=snapshot)

    def stance(self, name: str, stance: StanceKind, words: str = "", how: str = "", why_not_asked: str = "") -> None:
        """What one person says to the newest version."""
        db.session.add(Stance(family_id=self.family, snapshot_id=self.plans[-1], person_id=self[name], stance=stance,
                              words=words, is_verbatim=bool(words), how=how, why_not_asked=why_not_asked,
                              on=clock.today(), author_id=audit.actor(), recorded_at=clock.now()))
        audit.record("plan.stance", family_id=self.family, about=self.plans[-1])

    def test(self, rule: str, kind: TestKind, who: str, *, happened: str, outcome: Outcome = Outcome.YES, change: str = "") -> None:
        db.session.add(PlanTest(family_id=self.family, rule_id=self.records[rule], kind=kind, on=clock.today(), who=who,
                                what_happened=happened, outcome=outcome, change=change, author_id=audit.actor(),
                                recorded_at=clock.now()))
        audit.record("plan.tested", family_id=self.family, about=self.records[rule])
