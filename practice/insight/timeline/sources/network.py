"""Who was told what, when the network met, and who read the journal."""

import json
from uuid import UUID

from sqlalchemy import func

from practice.accounts.models import User
from practice.core import clock
from practice.insight.timeline.events import Event
from practice.insight.timeline.sources.source import PLAN, STORY, Known, Line, link_to, people_of, source
from practice.safety.journal.models import JournalRead, ReadMark
from practice.safety.network.models import NetworkMet, ToldDanger


@source("told", STORY | PLAN, ToldDanger, on=ToldDanger.on, at=ToldDanger.recorded_at, about=ToldDanger.danger_id,
        person=ToldDanger.person_id, words=ToldDanger.they_said, more=ToldDanger.how, who=ToldDanger.by_whom,
        is_verbatim=ToldDanger.is_verbatim, hangs=True)
def _told(line: Line, known: Known) -> Event | None:
    if line.person in known.hidden:
        return None
    about = known.called.get(line.about, "a danger") if line.about else "all the dangers"
    by = f" by {line.who}" if line.who else ""
    return Event(line.on, line.at, "network", f"{known.name(line.person)} was told {about}{by}", line.words,
                 bool(line.is_verbatim), line.person, more=line.more, people=people_of([line.person]), link=link_to("network.show"))


@source("met", STORY | PLAN, NetworkMet, on=NetworkMet.on, at=NetworkMet.recorded_at, code=NetworkMet.people,
        words=NetworkMet.they_said, who=NetworkMet.others, whole=True)
def _met(line: Line, known: Known) -> Event:
    people = [one for one in map(UUID, json.loads(line.code or "[]")) if one not in known.hidden]
    names = ", ".join([*(known.name(one) for one in people), *([line.who] if line.who else [])])
    return Event(line.on, line.at, "network", f"The network met without a worker{f': {names}' if names else ''}", line.words,
                 people=frozenset(people), link=link_to("network.show"))


@source("read", PLAN, JournalRead, on=func.date(JournalRead.at), at=JournalRead.at, about=JournalRead.record_id,
        code=JournalRead.mark, words=JournalRead.words, who=func.coalesce(User.name, ""),
        joined=lambda rows: rows.outerjoin(User, User.id == JournalRead.author_id), hangs=True)
def _read(line: Line, known: Known) -> Event:
    mark = {ReadMark.NO_CHANGE: "", ReadMark.PLAN_CHANGED: ": the plan was changed", ReadMark.WORRY_RAISED: ": a worry was raised"}
    return Event(line.at.astimezone(clock.LONDON).date(), line.at, "journal",
                 f"{line.who or 'Somebody'} read an entry of the journal{mark[ReadMark(line.code)]}", line.words,
                 whose_name=line.who, link=link_to("journal.show"))
