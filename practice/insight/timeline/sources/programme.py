"""The programme: each talk with a parent, in their words, and what it changed for the children. Whose matters a module tells of
decides who reads it, as on its own page; what one wrote oneself one reads."""

from sqlalchemy import Select, bindparam, func, or_

from practice.accounts.models import User
from practice.discussions.programme.models import ModuleState, ProgrammeEntry
from practice.guidance.programme import modules
from practice.insight.timeline.events import Event
from practice.insight.timeline.sources.source import STORY, Known, Line, link_to, people_of, source

_SEEN = or_(ProgrammeEntry.info.in_(bindparam("infos", expanding=True)), ProgrammeEntry.author_id == bindparam("me"))
_HOW_FAR = {ModuleState.NEXT: "comes next", ModuleState.IN_PROGRESS: "in progress", ModuleState.DONE: "done",
            ModuleState.NOT_NEEDED: "not needed"}


def _with_author(rows: Select) -> Select:
    return rows.outerjoin(User, User.id == ProgrammeEntry.author_id)


def _title(module: str) -> str:
    found = modules().get(module)
    return found.title if found else module


@source("programme", STORY, ProgrammeEntry, on=ProgrammeEntry.on, at=ProgrammeEntry.recorded_at, person=ProgrammeEntry.person_id,
        code=ProgrammeEntry.module, sub=ProgrammeEntry.state, words=ProgrammeEntry.for_change,
        more=func.coalesce(func.nullif(ProgrammeEntry.against_change, ""), ProgrammeEntry.because),
        who=func.coalesce(User.name, ""), joined=_with_author, where=_SEEN, whole=True)
def _talk(line: Line, known: Known) -> Event:
    name, state = known.name(line.person), ModuleState(line.sub)
    about = f"{_title(line.code)}, {_HOW_FAR[state]}"
    if state in {ModuleState.NEXT, ModuleState.NOT_NEEDED} and not line.words:
        return Event(line.on, line.at, "programme", f"The programme, with {name}: {about}", more=line.more,
                     people=people_of([line.person]), link=link_to("programme.show"))
    against = f"And against it: “{line.more}”" if line.more and line.words else f"Against it: “{line.more}”" if line.more else ""
    return Event(line.on, line.at, "programme", f"{line.who or 'Somebody'} talked with {name}: {about}", line.words,
                 is_verbatim=bool(line.words), whose=line.person, more=against, people=people_of([line.person]),
                 link=link_to("programme.show"))


@source("programme_child", STORY, ProgrammeEntry, on=ProgrammeEntry.on, at=ProgrammeEntry.recorded_at,
        person=ProgrammeEntry.person_id, words=ProgrammeEntry.child_change, who=func.coalesce(User.name, ""), joined=_with_author,
        where=_SEEN & (ProgrammeEntry.child_change != ""), whole=True)
def _child(line: Line, known: Known) -> Event:
    return Event(line.on, line.at, "programme", "What has changed for the children", line.words, whose_name=line.who,
                 people=people_of([line.person]), link=link_to("programme.show"))
