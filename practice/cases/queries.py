"""Reads of this room: contacts, who has looked, who could be given a part, agreements that a part may rest on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any, cast
from uuid import UUID

from sqlalchemy import bindparam, func, select

from practice.access.models import Agreement, Information, PartKind
from practice.access.queries import ALL_KINDS, MyPart, PartRow
from practice.accounts.models import Agency, Role, User
from practice.cases.beside import hidden_from, readers_of
from practice.cases.models import Contact, LeadChange
from practice.cases.trail import action_words, names_somebody, page_words
from practice.core import clock, dates
from practice.core.audit import AuditEvent
from practice.core.db import db
from practice.families.models import Person
from practice.families.queries import People, Sight

EVENTS_A_PAGE = 50
WARN = (7, 30)  # days before its end that an agreement warns

KINDS_IN_WORDS = {
    Information.STORY: "the story and the mapping", Information.PLAN: "the safety plan",
    Information.OWN_ACTIONS: "what is asked of them", Information.HEALTH: "health", Information.POLICE: "police",
    Information.SCHOOL: "school", Information.THIRD_PARTY: "what is known about other people",
    Information.ADDRESS: "addresses",
}


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact: who came with what, and what was decided."""

    received_on: date
    from_whom: str
    source_code: str
    their_words: str
    decision: str
    decided_because: str
    decided_by: str
    decided_on: date | None
    recorded_by: str
    recorded_at: datetime


CONTACTS = (
    select(Contact.received_on, Contact.from_whom, Contact.source_code, Contact.their_words, Contact.decision,
           Contact.decided_because, Contact.decided_by, Contact.decided_on,
           func.coalesce(User.name, "").label("recorded_by"), Contact.recorded_at)
    .outerjoin(User, User.id == Contact.recorded_by).where(Contact.family_id == bindparam("family_id"))
    .order_by(Contact.received_on, Contact.id))


def contacts(family_id: UUID) -> list[ContactRow]:
    """Every contact, oldest first: the first is how the family began."""
    return [ContactRow(*cast(tuple[Any, ...], line)) for line in db.read(CONTACTS, {"family_id": family_id})]


# Who leads

@dataclass(frozen=True, slots=True)
class LeadRow:
    """Who led from a day on, and why; a line for each change."""

    person_id: UUID
    name: str
    because: str
    on: date
    by: str


LEADS = (
    select(LeadChange.person_id, Person.name, LeadChange.because, LeadChange.on, func.coalesce(User.name, "").label("by"))
    .join(Person, Person.id == LeadChange.person_id).outerjoin(User, User.id == LeadChange.by_id)
    .where(LeadChange.family_id == bindparam("family_id")).order_by(LeadChange.recorded_at.desc(), LeadChange.id.desc()))


def leads(family_id: UUID) -> list[LeadRow]:
    """Every change of the lead practitioner, newest first."""
    return [LeadRow(*cast(tuple[Any, ...], line)) for line in db.read(LEADS, {"family_id": family_id})]


# Who has looked

@dataclass(frozen=True, slots=True)
class Looked:
    """One line of 'Who has looked'."""

    id: int
    at: datetime
    who: str
    job: str
    words: str
    is_change: bool
    actor_id: UUID | None = None
    times: int = 1  # one after the other on one day
    since: datetime | None = None  # the first of them

    @property
    def when(self) -> str:
        """'Mon 23 Nov, 16.20', or '15.50 to 16.20' where the same was done again and again."""
        first, last, newest = dates.time_of(self.since or self.at), dates.time_of(self.at), dates.moment(self.at)
        return newest if first == last else f"{newest.removesuffix(last)}{first} to {last}"


_EVENTS = (
    select(AuditEvent.id, AuditEvent.at, AuditEvent.action, AuditEvent.detail, AuditEvent.about_id, AuditEvent.actor_id,
           User.name, User.job)
    .outerjoin(User, User.id == AuditEvent.actor_id)
    .where(AuditEvent.family_id == bindparam("family_id"), AuditEvent.id < bindparam("before"))
    .order_by(AuditEvent.id.desc()).limit(bindparam("most")))
EVENTS = _EVENTS
LOOKS = _EVENTS.where(AuditEvent.action == "looked")
NEWEST = 1 << 62


def sees_whole_trail(part: MyPart) -> bool:
    """Which pages were opened and what was changed tells of kinds that a narrower part does not see."""
    return part.kinds == ALL_KINDS and not part.dangers


def looked_at(sight: Sight, people: People, before: int | None = None) -> tuple[list[Looked], int | None]:
    """(a page of events, newest first, the id to go on before or None). By the index (family, id): fast on many events.

    A part that does not see everything is told who looked and when, and not what at; changes are left out. Whom a paper or a
    turned screen was for is named to those who may know of them: not where their place in the network is kept from the reader.
    """
    family_id, whole = sight.family_id, sees_whole_trail(sight.part)
    lines = db.session.execute(EVENTS if whole else LOOKS, {
        "family_id": family_id, "before": before or NEWEST, "most": EVENTS_A_PAGE + 1}).all()
    shown = lines[:EVENTS_A_PAGE]
    names = _names(sight, people, shown) if whole else {}
    found = [Looked(line.id, line.at, line.name or "The app itself", line.job or "",
                    action_words(line.action, line.detail, names.get(line.id, "")) if whole else "looked",
                    line.action != "looked", line.actor_id)
             for line in shown]
    return list(_together(found)), shown[-1].id if len(lines) > EVENTS_A_PAGE else None


def _together(lines: Iterable[Looked]) -> Iterator[Looked]:
    """What one person did again and again on one day stands as one line, with how often and from when to when."""
    for _, same in groupby(lines, key=lambda one: (one.actor_id, one.words, one.at.astimezone(clock.LONDON).date())):
        newest, *older = same
        yield replace(newest, times=1 + len(older), since=older[-1].at) if older else newest


def _names(sight: Sight, people: People, lines: Sequence[Any]) -> dict[int, str]:
    """{event: the name of whom it was for}, where there is one that this user may know."""
    wanted = {line.id: line for line in lines if names_somebody(line.action, line.detail)}
    if not wanted:
        return {}
    hidden = hidden_from(sight)
    readers = readers_of({line.about_id for line in wanted.values() if line.about_id and line.about_id not in people})
    found = {}
    for key, line in wanted.items():
        said = (line.detail or {}).get("person")
        whom = UUID(said) if said else readers.get(line.about_id, line.about_id)
        if whom in people and whom not in hidden:
            found[key] = people[whom].name
    return found


def last_looks(family_id: UUID, most: int = 3) -> list[tuple[str, str, str]]:
    """(who, when, which pages in words) of the last people that looked, a line a person and day, newest first."""
    lines = db.read(LOOKS, {"family_id": family_id, "before": NEWEST, "most": 24})
    found: dict[tuple[str, date], tuple[datetime, list[str]]] = {}
    for line in lines:
        key = (line.name or "The app itself", line.at.astimezone(clock.LONDON).date())
        _, pages = found.setdefault(key, (line.at, []))
        page = page_words(str((line.detail or {}).get("page", "")))
        if page and page not in pages:
            pages.append(page)
    return [(who, dates.moment(at), ", ".join(reversed(pages[:4]))) for (who, _), (at, pages) in list(found.items())[:most]]


# Who could be given a part

@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who signs in, with where they belong."""

    id: UUID
    name: str
    job: str
    role: Role
    agency_id: UUID
    agency: str
    is_own: bool

    @property
    def label(self) -> str:
        return ", ".join(part for part in (self.name, self.job, "" if self.is_own else self.agency) if part)


CANDIDATES = (
    select(User.id, User.name, User.job, User.role, User.agency_id, Agency.name.label("agency"), Agency.is_own)
    .join(Agency, Agency.id == User.agency_id).where(User.is_active_account.is_(True)).order_by(User.name, User.id))


def candidates() -> list[Candidate]:
    """Everyone with an account in use, by name."""
    return [Candidate(*cast(tuple[Any, ...], line)) for line in db.read(CANDIDATES)]


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One agreement that a part may rest on."""

    id: UUID
    agency_id: UUID
    agency: str
    purpose: str
    lawful_basis: str
    kinds: frozenset[Information]
    from_on: date
    to_on: date


AGREEMENTS = (
    select(Agreement.id, Agreement.agency_id, Agency.name.label("agency"), Agreement.purpose, Agreement.lawful_basis,
           Agreement.kinds, Agreement.from_on, Agreement.to_on)
    .join(Agency, Agency.id == Agreement.agency_id).order_by(Agency.name, Agreement.to_on.desc(), Agreement.id))


def agreements_in_force(day: date) -> list[AgreementRow]:
    """The agreements that a part may begin under on DAY, by agency."""
    return [AgreementRow(line.id, line.agency_id, line.agency, line.purpose, line.lawful_basis,
                         frozenset(Information(word) for word in line.kinds.split()), line.from_on, line.to_on)
            for line in db.read(AGREEMENTS) if line.from_on <= day <= line.to_on]


# Who is in this family, in words

KIND_WORDS = {PartKind.ALLOCATED: "Allocated worker", PartKind.COVER: "Covers", PartKind.MANAGER: "Manager’s line",
              PartKind.DUTY: "Holds it until it is allocated", PartKind.SPECIALIST: "Specialist", PartKind.SEAT: "Seat",
              PartKind.DISCUSSION: "Seat in a discussion"}


def sees_words(kinds: Sequence[str], narrowed: Sequence[str] = ()) -> str:
    """'Sees everything.' · 'Sees the safety plan and what is asked of them.' · '…, of danger 2 only'"""
    infos = [info for info in Information if info.value in kinds]
    if set(infos) == set(Information):
        said = "Sees everything"
    elif not infos:
        return "Sees nothing."
    else:
        names = [KINDS_IN_WORDS[info] for info in infos]
        said = "Sees " + (", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else names[0])
    if narrowed:
        said += ", of " + ", ".join(narrowed) + " only"
    return said + "."


def agreement_warning(row: PartRow, today: date) -> str:
    """What to say about the agreement's end: 30 and 7 days before it, and after it; '' while there is time."""
    if row.agreement_ends is None:
        return ""
    left = (row.agreement_ends - today).days
    if left < 0:
        return f"The agreement ended on {dates.day(row.agreement_ends)}. This part has stopped. A manager can renew it."
    when = "today" if left == 0 else "tomorrow" if left == 1 else f"in {left} days"
    if left <= WARN[0]:
        return f"The agreement ends {when}, {dates.day(row.agreement_ends)}. Then this part stops at once. Renew it now."
    if left <= WARN[1]:
        return f"The agreement ends {when}, {dates.day(row.agreement_ends)}."
    return ""
