"""Reads the whole line of one family as one part may see it: people, records, what is hidden from the reader, and the tables
that the part may read in one statement. Four statements, whatever the family's size."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, select

from practice.access.models import Information
from practice.access.queries import MyPart
from practice.core.db import db
from practice.families.models import Person
from practice.families.queries import People, Sight, people_of
from practice.insight.timeline.events import Event
from practice.insight.timeline.sources import SOURCES, Known, Line, part_sorts, statement
from practice.insight.timeline.told import READ, Dated, called, events_of
from practice.records.models import NotFor, Record
from practice.records.queries import CURRENT, Row, row_of, within

_CREATED = CURRENT.add_columns(Record.created_at)
# Whatever names the reader in its not-for list, of any kind.
_KEPT_FROM_ME = (select(NotFor.record_id).join(Record, Record.id == NotFor.record_id)
                 .join(Person, Person.id == NotFor.person_id)
                 .where(Record.family_id == bindparam("family_id"), Person.user_id == bindparam("me")))
_OF_PLAN = frozenset({"milestone", "closing", "journal", "plan_rule", "red_flag", "child_part", "promise", "closing_letter"})
_OF_NETWORK = frozenset({"who_else", "network_member"})
_OF_BOTH = frozenset({"bottom_line"})


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything that happened as far as the reader's part sees it, in no order yet."""

    sight: Sight
    people: People
    events: tuple[Event, ...]


def timeline_of(sight: Sight) -> Timeline:
    family_id = sight.family_id
    people = people_of(family_id)
    hidden = {line[0] for line in db.read(_KEPT_FROM_ME, {"family_id": family_id, "me": sight.user_id})}
    dated = _records(sight)
    kept_back = frozenset(one.row.body.person for one in dated
                          if one.row.kind == "network_member" and one.row.id in hidden and one.row.body.person)
    dated = [one for one in dated if one.row.id not in hidden]
    rows = [one.row for one in dated]
    known = Known(family_id, people, called(rows), kept_back)
    events = [*events_of(dated, people), *_told(sight, known, {row.id for row in rows})]
    return Timeline(sight, people, tuple(_once(events)))


def _records(sight: Sight) -> list[Dated]:
    """The records that tell of days, with the moment at which each was first written down."""
    kinds = [kind for kind in (*READ, "network_member") if _sees(sight.part, kind)]
    if not kinds:
        return []
    read = db.read(_CREATED, {"family_id": sight.family_id, "kinds": kinds, "infos": list(sight.part.kinds)})
    created = {line[0]: line[-1] for line in read}
    rows: list[Row] = [row_of(tuple(line)[:-1]) for line in read]
    if sight.part.dangers:
        rows = within(rows, sight.part.dangers)
    return [Dated(row, created[row.id]) for row in rows]


def _sees(part: MyPart, kind: str) -> bool:
    """The pages of a kind need a part that sees the story, the plan, or both."""
    story, plan = part.sees(Information.STORY), part.sees(Information.PLAN)
    if kind in _OF_NETWORK:
        return story and plan
    if kind in _OF_BOTH:
        return story or plan
    return plan if kind in _OF_PLAN else story


def _told(sight: Sight, known: Known, rows: set[UUID]) -> list[Event]:
    """The lines of every table that the part may read, each told by its source."""
    part = sight.part
    sorts, asked = part_sorts(part), {"family_id": known.family_id, "infos": list(part.kinds), "me": sight.user_id}
    of = {one.sort: one for one in SOURCES}
    found = []
    for line in db.read(statement(sorts), asked) if sorts else ():
        one, source = Line(*line), of[line[0]]
        if source.hangs and (one.about not in rows if one.about is not None else bool(part.dangers)):
            continue
        event = source.told(one, known)
        if event is not None:
            found.append(event)
    return found


def _once(events: list[Event]) -> list[Event]:
    """A closing stands among the contacts too: the fuller line stays."""
    closed = {one.on for one in events if one.group == "closing" and one.what == "The record was closed"}
    return [one for one in events if not (one.group == "began" and one.what == "Closed" and one.on in closed)]
