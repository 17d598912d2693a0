"""Reads: the contacts of a family, and who has looked at it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select

from practice.accounts.models import User
from practice.cases.models import Contact
from practice.core.audit import AuditEvent
from practice.core.db import db

PAGE = 50
PAGES = {
    "insight.story": "story", "mapping.show": "mapping", "safety.plan": "safety plan", "documents.index": "documents",
    "families.people": "people", "cases.who": "who is in this family", "cases.looked": "who has looked",
}


@dataclass(frozen=True, slots=True)
class ContactRow:
    id: UUID
    received_on: date
    from_whom: str
    their_words: str
    decision: str
    decided_because: str
    decided_by: str
    decided_on: date | None


CONTACTS = (select(Contact.id, Contact.received_on, Contact.from_whom, Contact.their_words, Contact.decision,
                   Contact.decided_because, Contact.decided_by, Contact.decided_on)
            .where(Contact.family_id == bindparam("family_id")).order_by(Contact.received_on, Contact.id))


def contacts_of(family_id: UUID) -> list[ContactRow]:
    """The contacts, oldest first."""
    return [ContactRow(line.id, line.received_on, line.from_whom, line.their_words, line.decision, line.decided_because,
                       line.decided_by, line.decided_on)
            for line in db.session.execute(CONTACTS, {"family_id": family_id})]


@dataclass(frozen=True, slots=True)
class Event:
    """One line of 'Who has looked': who did what, when, in plain words."""

    at: datetime
    who: str
    job: str
    what: str
    is_look: bool


EVENTS = (select(AuditEvent.at, AuditEvent.action, AuditEvent.detail, func.coalesce(User.name, "The app").label("who"),
                 func.coalesce(User.job, "").label("job"))
          .outerjoin(User, User.id == AuditEvent.actor_id)
          .where(AuditEvent.family_id == bindparam("family_id")).order_by(AuditEvent.id.desc())
          .limit(bindparam("most")).offset(bindparam("skip")))
COUNT = select(func.count()).select_from(AuditEvent).where(AuditEvent.family_id == bindparam("family_id"))


def events_of(family_id: UUID, page: int = 1) -> tuple[list[Event], int]:
    """(events of one page, newest first; number of pages)."""
    total = db.session.scalar(COUNT, {"family_id": family_id}) or 0
    pages = max((total + PAGE - 1) // PAGE, 1)
    page = min(max(page, 1), pages)
    lines = db.session.execute(EVENTS, {"family_id": family_id, "most": PAGE, "skip": (page - 1) * PAGE})
    return [_event(line.at, line.action, line.detail or {}, line.who, line.job) for line in lines], pages


def latest_looks(family_id: UUID, most: int = 3) -> list[Event]:
    """The newest events, for the story page."""
    lines = db.session.execute(EVENTS, {"family_id": family_id, "most": most, "skip": 0})
    return [_event(line.at, line.action, line.detail or {}, line.who, line.job) for line in lines]


def _event(at: datetime, action: str, detail: dict[str, object], who: str, job: str) -> Event:
    if action == "looked":
        endpoint = str(detail.get("page", ""))
        return Event(at, who, job, "looked at: " + PAGES.get(endpoint, endpoint.replace(".", ", ").replace("_", " ")),
                     is_look=True)
    thing, _, verb = action.partition(".")
    return Event(at, who, job, f"{thing.replace('_', ' ')} {verb.replace('_', ' ')}".strip(), is_look=False)
