"""How it began, who led, and who is in it from when to when."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select

from practice.access.models import Part, PartKind
from practice.accounts.models import Agency, User
from practice.cases.models import Contact, LeadChange
from practice.cases.queries import KIND_WORDS
from practice.core import clock
from practice.insight.timeline.events import Event
from practice.insight.timeline.sources.source import STORY, Known, Line, link_to, people_of, source


@source("contact", STORY, Contact, on=Contact.received_on, at=Contact.recorded_at, words=Contact.their_words, more=Contact.decision,
        who=Contact.from_whom, code=Contact.decided_because, sub=Contact.decided_by, whole=True)
def _contact(line: Line, known: Known) -> Event:
    decided = f"{line.more}, because: {line.code}" if line.more and line.code else line.more
    if not line.words and line.more:
        return Event(line.on, line.at, "began", line.more, more=f"Because: {line.code}" if line.code else "",
                     whose_name=line.sub or line.who, link=link_to("cases.contacts"))
    return Event(line.on, line.at, "began", f"{line.who} told us", line.words, whose_name=line.who,
                 more=f"Decided by {line.sub}: {decided}" if decided and line.sub else decided, link=link_to("cases.contacts"))


@source("lead", frozenset(), LeadChange, on=LeadChange.on, at=LeadChange.recorded_at, person=LeadChange.person_id)
def _lead(line: Line, known: Known) -> Event:
    return Event(line.on, line.at, "began", f"{known.name(line.person)} leads from now on", people=people_of([line.person]),
                 link=link_to("cases.who"))


def _with_user(rows: Select[Any]) -> Select[Any]:
    return rows.join(User, User.id == Part.user_id).join(Agency, Agency.id == User.agency_id)


@source("part", frozenset(), Part, on=Part.from_on, at=Part.made_at, code=Part.kind, words=User.name, more=User.job,
        who=Agency.name, joined=_with_user, where=Part.kind != PartKind.SEAT)
def _part(line: Line, known: Known) -> Event:
    return Event(line.on, line.at, "who", f"{line.words} is in it from now on", whose_name="", more=_part_words(line),
                 people=_user_as_person(line, known), link=link_to("cases.who"))


@source("part_ended", frozenset(), Part, on=Part.to_on, at=Part.made_at, code=Part.kind,
        words=User.name, more=User.job, who=Agency.name, joined=_with_user,
        where=Part.to_on.is_not(None) & (Part.kind != PartKind.SEAT))
def _part_ended(line: Line, known: Known) -> Event | None:
    if line.on >= clock.today():
        return None
    # When it was said that it ends is not kept: the day itself stands for it.
    noon = datetime.combine(line.on, datetime.min.time(), clock.LONDON) + timedelta(hours=12)
    return Event(line.on, noon, "who", f"{line.words} is no longer in it", more=_part_words(line),
                 people=_user_as_person(line, known), link=link_to("cases.who"))


def _part_words(line: Line) -> str:
    return ", ".join(part for part in (KIND_WORDS[PartKind(line.code)], line.more, line.who) if part)


def _user_as_person(line: Line, known: Known) -> frozenset[UUID]:
    return frozenset(person.id for person in known.people.values() if person.is_professional and person.name == line.words)
