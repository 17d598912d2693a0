"""Replays a worked case day by day: the clock stands at each day's hour, its person acts, and the rooms' commands do the rest."""

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from practice.access import commands as access
from practice.access.commands import WORK_KINDS
from practice.access.models import Information, PartKind
from practice.cases import commands as cases
from practice.core import audit, clock
from practice.core.db import db
from practice.demo.people import USERS, Cast, agency_name, job
from practice.documents.hands import commands as handing
from practice.documents.hands.models import AnswerKind, How, Understood
from practice.documents.making import make_ready
from practice.documents.material import gather
from practice.documents.render import RendererMissing
from practice.documents.views import issue
from practice.families import commands as families
from practice.families.models import BirthKnown, PlaceKind, Relation, Sex, Standing
from practice.families.queries import Sight, sight_of
from practice.insight import commands as insight
from practice.mapping import commands as mapping
from practice.mapping.kinds import MAPPING_KINDS
from practice.mapping.queries import mapping_of
from practice.mapping.thread import breaks
from practice.records import commands as records
from practice.records import queries as reading
from practice.records.bodies import KINDS, Body
from practice.records.queries import Row
from practice.safety import commands as safety
from practice.safety.living import commands as living
from practice.safety.living.models import HowKept, StepKind
from practice.safety.models import Outcome, StanceKind, TestKind
from practice.safety.network import commands as network
from practice.safety.network.kinds import NetworkMember, WhoElse
from practice.safety.queries import plan_of
from practice.safety.thread import thread_of

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
    case, today, now = Case(cast, people), clock.today(), clock.now()
    for one in sorted(days, key=lambda day: day.at):
        # Loaded early in the morning, the last day's entries would lie ahead of the clock on the wall.
        with clock.at(min(one.at, now) if one.at.date() == today else one.at), audit.acting_as(cast.users[one.by]):
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
    plan: UUID = field(default=UUID(int=0))  # the newest version that was agreed
    said: list[safety.NewStance] = field(default_factory=list)

    def _sight(self) -> Sight:
        """The family as the person who acts sees it."""
        me = audit.actor()
        sight = sight_of(self.family, me) if me else None
        assert sight is not None
        return sight

    def _row(self, key: str) -> Row:
        row = reading.one(self.records[key])
        assert row is not None
        return row

    def __getitem__(self, name: str) -> UUID:
        return self.people[name]

    def all(self, *names: str) -> tuple[UUID, ...]:
        return tuple(self.people[name] for name in names)

    # The family and its people

    def open(self, name: str, reference: str, status: str, team: str) -> None:
        self.family = families.open_family(families.NewFamily(
            name=name, reference=reference, status=status, team_id=self.cast.teams[team], opened_on=clock.today()))

    def status(self, status: str) -> None:
        head = self._sight().family
        families.change_family(self.family, head.lock_version, head.name, status)

    def contact(self, source: str, code: str, words: str, *, decision: str, because: str, by: str, received: str) -> None:
        """The contact that began it, written down on the day of the decision."""
        cases.add_contact(self.family, cases.NewContact(day(received), source, words, code, decision, because, by,
                                                        clock.today()))

    def child(self, key: str, name: str, born: str, sex: Sex, **more: Any) -> None:
        """A child whom the record is about."""
        self.person(key, name, Standing.CHILD, "", born=born, sex=sex, is_index=True, **more)

    def person(self, key: str, name: str, standing: Standing, label: str, *, born: str = "", estimated: bool = False,
               died: str = "", about: dict[str, Any] | None = None, **more: Any) -> None:
        """Put a person into the record. ABOUT holds further facts of the person, the rest those of their place in it."""
        known = BirthKnown.UNKNOWN if not born else BirthKnown.ESTIMATED if estimated else BirthKnown.EXACT
        own = {name: more.pop(name) for name in ("sex", "short_name") if name in more}
        person = families.PersonFacts(name=name, born_on=day(born) if born else None, birth_known=known,
                                      died_on=day(died) if died else None, **own, **(about or {}))
        member = families.MemberFacts(standing=standing, label=label, **more)
        self.people[key] = families.add_person(self.family, person, member)

    def professional(self, login: str, *, label: str = "", lead: bool = False) -> None:
        """Put somebody who signs in into the record, as the one human being that they are in every family."""
        member = families.MemberFacts(standing=Standing.PROFESSIONAL, label=label or job(login),
                                      agency=agency_name(login), from_on=clock.today())
        if login in self.known:
            families.join_person(self.family, self.known[login], member)
        else:
            name, short, _, _, _, phone = USERS[login]
            self.known[login] = families.add_person(self.family, families.PersonFacts(
                name=name, short_name=short, phone=phone), member, user_id=self.cast.users[login])
        self.people[login] = self.known[login]
        if lead:
            cases.name_lead(self.family, self.people[login], "Allocated to this family")

    def told(self, names: Iterable[str], by: str, *dangers: str, how: str = "", ring: str = "",
             on: date | None = None, **said: str) -> None:
        """These people were told (ON, else today) these DANGERS, or all that are known. SAID holds their words by name."""
        for name in names:
            network.tell(self.family, network.NewTelling(
                self[name], on or clock.today(), by, tuple(self.records[danger] for danger in dangers), how, said.get(name, ""),
                is_verbatim=name in said), ring=ring)

    def joins(self, name: str, *, not_for: Iterable[str] = (), hidden_because: str = "", **facts: Any) -> None:
        """Put somebody into the network: a person of the record by their short name here, or a name that is not in it."""
        person = self.people.get(name)
        self.records[f"in_network:{name}"] = network.add_member(
            self.family, NetworkMember(person=person, name="" if person else name, **facts), not_for=self.all(*not_for),
            because=hidden_because)

    def moves(self, name: str, ring: str, because: str) -> None:
        """Somebody moves to another ring today."""
        row = self._row(f"in_network:{name}")
        network.move(row.id, row.lock_version, ring, clock.today(), because)

    def asks_who_else(self, question: str, of: str, said: str, *named: str, not_for: Iterable[str] = (),
                       hidden_because: str = "") -> None:
        """Somebody was asked today who else there is; SAID are their words."""
        self.records[f"who_else:{of}"] = network.ask_who_else(self.family, WhoElse(
            question=question, asked_of=self[of], on=clock.today(), words=said, is_verbatim=True, named=named),
            not_for=self.all(*not_for), because=hidden_because)

    def met(self, *names: str, said: str, others: str = "") -> None:
        """The network met today without a worker."""
        network.meet(self.family, network.NewMeeting(clock.today(), self.all(*names), others, said))

    def relate(self, a: str, kind: Relation, b: str, *, since: str = "", until: str = "", said_by: str = "") -> None:
        families.add_relationship(self.family, families.NewTie(self[a], kind, self[b], since, until, said_by))

    def place(self, kind: PlaceKind, whose: Iterable[str], hidden_from: Iterable[str] = (), because: str = "",
              **facts: str) -> None:
        families.add_place(self.family, families.PlaceFacts(kind=kind, **facts), self.all(*whose),
                           protected_from=self.all(*hidden_from), because=because)

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
        parent = self.records[under] if under else None
        if kind in MAPPING_KINDS:
            self.records[key] = mapping.add_statement(self.family, kind, mapping.Said(
                body, parent, info or (Information.PLAN if kind == "bottom_line" else None), self.all(*not_for), because,
                tuple(self.records[name] for name in rests_on)))
            return
        self.records[key] = safety.add_row(self.family, kind, body, parent_id=parent, info=info or Information.PLAN)
        if not_for:
            self.hide(key, not_for, because)

    def story(self, key: str, *, words: str, read_with: str) -> None:
        """Write the story so far, or put new words in its place."""
        standing = self._row(key) if key in self.records else None
        insight.write_story(self.family, standing, standing.lock_version if standing else 0, words, read_with)
        part = self._sight().part
        self.records[key] = reading.current(self.family, part, ("story",))[0].id

    def change(self, key: str, **fields: Any) -> None:
        """Put new words in place of old ones, as somebody who has just looked."""
        row = self._row(key)
        body = msgspec.structs.replace(row.body, **fields)
        if row.kind in MAPPING_KINDS:
            hidden = reading.not_for(self.family).get(row.id, {})
            mapping.change_statement(row.id, row.lock_version, mapping.Said(
                body, not_for=tuple(hidden), not_for_because=next(iter(hidden.values()), "")))
        else:
            safety.change_row(row.id, row.lock_version, body, parent_id=row.parent_id)

    def done(self, step: str) -> None:
        row = self._row(step)
        mapping.finish_step(row.id, row.lock_version, clock.today())

    def withdraw(self, key: str, because: str) -> None:
        row = self._row(key)
        records.withdraw(row.id, row.lock_version, because)

    def hide(self, key: str, names: Iterable[str], because: str) -> None:
        records.set_not_for(self.records[key], self.all(*names), because)

    def word(self, reader: str, **wordings: str) -> None:
        """The words of some records as one reader gets them."""
        for key, words in wordings.items():
            records.word_for(self.records[key], self[reader], words)

    def rate(self, scale: str, **numbers: tuple[Any, ...]) -> None:
        """name=(number, why, {more}): each person's number today. No number: not asked, and why."""
        for name, (value, why, *more) in numbers.items():
            mapping.rate(self.records[scale], mapping.NewRating(self[name], value, clock.today(), why,
                                                                not_asked=value is None, **(more[0] if more else {})))

    # The mapping and the plan as wholes

    def finish_mapping(self, note: str, **reasons: str) -> None:
        """Finish the mapping; REASONS are by the code of the break that they stand for."""
        whole = mapping_of(self._sight())
        found = breaks(whole.rows, whole.links, whole.spreads(), whole.people, clock.today())
        said = {mapping.reason_field(one): reasons[one.code] for one in found if one.code in reasons}
        mapping.finish(self.family, mapping.Finishing(clock.today(), note, said), found, whole.given, whole.people)

    def shown(self, name: str, how: str, they_said: str = "", *, kind: str = "mapping") -> None:
        records.show_to(self.family, kind, self[name], clock.today(), how, they_said, is_verbatim=bool(they_said))

    def says_yes(self, name: str, kinds: Iterable[Information], readers: Iterable[str], taken_by: str) -> None:
        """An adult says yes to evidence about them reaching these readers."""
        for reader in readers:
            for info in kinds:
                records.say_yes(self.family, self[name], info, self[reader], clock.today(), taken_by)

    def says(self, name: str, stance: StanceKind, words: str = "", how: str = "", *, why_not_asked: str = "",
             on: date | None = None, numbers: tuple[int, ...] = (), because: str = "") -> None:
        """What one person says to the version that is agreed next. NUMBERS: how willing, sure and able, and BECAUSE of what."""
        self.said.append(self._stance(name, stance, words, how, why_not_asked, on, numbers, because))

    def agree_plan(self, note: str, *, why_in_force: str = "", **reasons: str) -> None:
        """Freeze the plan as its next version, agreed and in force; REASONS are by the code of the break they stand for."""
        plan = plan_of(self._sight())
        found = thread_of(plan, clock.today()).all_breaks
        because = {safety.reason_field(one): reasons[one.code] for one in found if one.code in reasons}
        self.plan = safety.agree(plan, safety.Agreeing(clock.today(), note, tuple(self.said), because,
                                                       why_in_force=why_in_force))
        self.said.clear()

    def stance(self, name: str, stance: StanceKind, words: str = "", how: str = "", *, why_not_asked: str = "",
               numbers: tuple[int, ...] = (), because: str = "") -> None:
        """What one person says to the newest version after it was agreed."""
        safety.stand(self.family, self.plan, self._stance(name, stance, words, how, why_not_asked, None, numbers, because))

    def _stance(self, name: str, stance: StanceKind, words: str, how: str, why_not_asked: str,  # noqa: PLR0917
                on: date | None, numbers: tuple[int, ...] = (), because: str = "") -> safety.NewStance:
        given = dict(zip(("willingness", "confidence", "capacity"), numbers, strict=False))
        return safety.NewStance(self[name], stance, on or clock.today(), words, is_verbatim=bool(words), how=how,
                                why_not_asked=why_not_asked, numbers_because=because, **given)

    def leave(self, code: str, because: str, *names: str) -> None:
        """Say why a break of the plan's thread stands as it is for now: about these people, or about the whole."""
        found = thread_of(plan_of(self._sight()), clock.today()).open
        wanted: set[UUID | None] = {*self.all(*names)} or {None}
        left = [one for one in found if one.code == code and one.person in wanted]
        assert left, f"The thread has no break {code} to leave"
        for one in left:
            records.keep(self.family, one.key[:40], because, one.about)

    def test(self, rule: str, kind: TestKind, who: str, *, happened: str, outcome: Outcome = Outcome.YES,
             change: str = "") -> None:
        safety.test_rule(self.records[rule], safety.NewTest(kind, clock.today(), happened, outcome, who, change))

    # Papers

    def paper(self, reader: str, form: str) -> None:
        """Make the plan's paper for somebody, as it stands today. A machine that lacks the press goes on without it."""
        material = gather(self._sight(), self[reader], "family-plan", draft=False)
        assert material is not None
        with contextlib.suppress(RendererMissing):
            self.records[f"paper:{reader}"] = issue(make_ready(material, form))

    def hands(self, reader: str, how: How, *, together: bool = True, understood: Understood = Understood.NOT_ASKED,
              said: str = "", answer: AnswerKind, words: str = "", wants_changed: str = "", taken_by: str) -> None:
        """Hand somebody their paper today; they answer on the spot. SAID is how they put it themselves."""
        if (paper := self.records.get(f"paper:{reader}")) is not None:
            today = clock.today()
            handing.hand_over(paper, handing.NewHanding(
                self[reader], today, how, together, understood=understood, their_words=said,
                answer=handing.NewAnswer(answer, today, taken_by, words, wants_changed)))

    # The plan as it is lived

    def plan_test(self, key: str, rule: str, how: TestKind, on: str, who: str, words: str) -> None:
        """Plan a test of a rule, a red flag or a child’s sign."""
        self.records[key] = living.plan_test(self.records[rule], how, day(on), self[who], words)

    def put_off(self, key: str, on: str, because: str) -> None:
        living.put_off(self.records[key], self._row(key).lock_version, day(on), because)

    def found(self, promise: str, outcome: HowKept, said_by: str, words: str = "", *, is_verbatim: bool = False) -> None:
        """A promise was looked at today."""
        living.check_promise(self.records[promise], living.NewCheck(clock.today(), outcome, self[said_by], words, is_verbatim))

    def step(self, milestone: str, what: StepKind, decided_by: str, because: str = "", *, to: str = "", on: str = "") -> None:
        """A milestone is reached, moved or stepped back from today."""
        living.take_step(self.records[milestone], living.NewStep(what, day(on) if on else clock.today(), because, decided_by,
                                                                 day(to) if to else None))
