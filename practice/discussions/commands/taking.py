"""What the group writes down and takes: notes, lines sorted with a tap, proposals for the family and the mapping."""

from datetime import date
from uuid import UUID

import msgspec

from practice.core import clock, dates
from practice.core.db import command, db
from practice.core.errors import Clash, NotKnown, RuleBroken
from practice.core.ids import new_id
from practice.discussions import queries
from practice.discussions.commands.held import Place, changed, held, is_round_open, must_be_open, seat_in, write
from practice.discussions.ideas.standing import lines_of
from practice.discussions.kinds import COLUMNS, FromGroup, Noted, Picked, Proposed
from practice.discussions.models import Discussion, Entry
from practice.discussions.queries import EventRow
from practice.guidance.frameworks import thawed
from practice.mapping.kinds import MAPPING_KINDS
from practice.records import commands as records
from practice.records import queries as reads
from practice.records.bodies import carry_over

MARKS = frozenset({"take", "later", "leave"})
BECOMES = frozenset({"danger", "goal", "strength", "question"})


@command
def note(discussion_id: UUID, stage: int, seen: int, words: str) -> None:
    """Write the notes of a step. Raises Clash where another note-taker saved since: both texts are kept and shown."""
    discussion = held(discussion_id)
    must_be_open(discussion)
    frame = thawed(discussion.frame)
    if not 0 <= stage < len(frame.stage):
        raise NotKnown
    if frame.stage[stage].unrecorded:
        raise RuleBroken("words", "Nothing is written down in this step: it is the family’s own time")
    standing = _notes(discussion.id, stage)
    number = standing.what.number if standing else 0
    if standing is not None and number != seen:
        raise Clash(standing.author or "Someone", dates.time_of(standing.at), standing.what.words, number)
    if words.strip() == (standing.what.words if standing is not None else ""):
        return
    write(discussion, Noted(stage=stage, number=number + 1, words=words.strip()))
    changed(discussion, "discussion.noted")


def _notes(discussion_id: UUID, stage: int) -> EventRow | None:
    return next((one for one in reversed(queries.events_of(discussion_id))
                 if isinstance(one.what, Noted) and one.what.stage == stage), None)


@command
def pick(discussion_id: UUID, entry_id: UUID, mark: str, *, line: int = 0, words: str = "") -> None:
    """Sort one line of an opened entry with one tap: take it, later, or leave it. The last tap holds."""
    discussion = held(discussion_id)
    must_be_open(discussion)
    if mark not in MARKS:
        raise NotKnown
    _opened_line(discussion, entry_id, line)
    write(discussion, Picked(entry=entry_id, mark=mark, line=line, words=words.strip()))
    changed(discussion)


def _opened_line(discussion: Discussion, entry_id: UUID, line: int) -> Entry:
    entry = db.session.get(Entry, entry_id)
    if entry is None or entry.discussion_id != discussion.id or not is_round_open(discussion, Place(entry.stage, entry.round)):
        raise NotKnown
    if not 0 <= line < max(len(lines_of(entry.words)), 1):
        raise NotKnown
    return entry


@command
def send_line(discussion_id: UUID, entry_id: UUID, *, line: int = 0, column: str = "") -> UUID:
    """With one tap a line of an opened entry becomes a proposal, as its seat wrote it: nobody types it again. A question goes under
    one of the three COLUMNS. Returns the record's id."""
    discussion = held(discussion_id)
    must_be_open(discussion)
    entry = _opened_line(discussion, entry_id, line)
    as_kind = thawed(discussion.frame).stage[entry.stage].input
    if as_kind not in BECOMES or (column in COLUMNS) != (as_kind == "question"):
        raise NotKnown
    if any(isinstance(one.what, Proposed) and (one.what.entry, one.what.line) == (entry_id, line)
           for one in queries.events_of(discussion_id)):
        raise RuleBroken("", "This is on its way to the family already")
    words = lines_of(entry.words)[line] if as_kind == "question" else entry.words.strip()
    whose = seat_in(discussion, entry.seat_id).name
    return _propose(discussion, FromGroup(words=words, as_kind=as_kind, column=column, whose=whose),
                    Proposed(stage=discussion.stage, record=new_id(), as_kind=as_kind, words=words, entry=entry_id, line=line,
                             column=column))


@command
def propose(discussion_id: UUID, stage: int, as_kind: str, words: str) -> UUID:
    """What the group accepts becomes a proposal for the mapping. Until the family has had its say it is nowhere else."""
    discussion = held(discussion_id)
    must_be_open(discussion)
    if as_kind not in BECOMES:
        raise RuleBroken("as_kind", "Choose what it may become")
    if not words.strip():
        raise RuleBroken("words", "Write the words that the group takes")
    return _propose(discussion, FromGroup(words=words.strip(), as_kind=as_kind),
                    Proposed(stage=stage, record=new_id(), as_kind=as_kind, words=words.strip()))


def _propose(discussion: Discussion, body: FromGroup, event: Proposed) -> UUID:
    record_id = records.add(discussion.family_id, "from_group", msgspec.structs.replace(
        body, discussion=discussion.id, held_on=discussion.planned_on, how_known="Group discussion"))
    write(discussion, msgspec.structs.replace(event, record=record_id))
    changed(discussion, "discussion.proposed")
    return record_id


@command
def take_to_family(record_id: UUID, seen: int, *, to: str, on: date, by: str, they_said: str = "", state: str = "taken",
                   words: str = "") -> None:
    """The family saw a proposal: taken to them, changed by them (WORDS are theirs), agreed; or it is not used."""
    row = reads.one(record_id)
    if row is None or row.kind != "from_group":
        raise NotKnown
    if state not in {"taken", "changed", "agreed", "dropped"}:
        raise RuleBroken("state", "Choose what the family said")
    if not to.strip():
        raise RuleBroken("to", "Say who of the family saw it")
    if on > clock.today():
        raise RuleBroken("on", "Give the day on which they saw it: today or before")
    if state == "changed" and not words.strip():
        raise RuleBroken("words", "Write the words as the family changed them")
    body = msgspec.structs.replace(row.body, state=state, taken_to=to.strip(), taken_on=on, taken_by=by.strip(),
                                   they_said=they_said.strip(), words=words.strip() or row.body.words)
    records.revise(record_id, seen, body)


@command
def into_mapping(record_id: UUID, seen: int, *, parent_id: UUID | None = None) -> str:
    """Put a proposal that the family saw into the mapping, with its history; returns its kind. A goal needs its danger."""
    row = reads.one(record_id)
    if row is None or row.kind != "from_group":
        raise NotKnown
    body: FromGroup = row.body
    if body.state not in {"taken", "changed", "agreed"}:
        raise RuleBroken("", "Take it to the family first. Until then it stays with the group")
    if body.as_kind not in MAPPING_KINDS:
        raise RuleBroken("", "A question is asked, it does not stand in the mapping")
    if body.as_kind == "goal" and parent_id is None:
        raise RuleBroken("parent_id", "Choose the danger that this goal answers")
    records.move(record_id, seen, body.as_kind, parent_id=parent_id if body.as_kind == "goal" else None,
                 body=carry_over(body, body.as_kind))
    return body.as_kind
