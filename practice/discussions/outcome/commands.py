"""What is said of a decision afterwards: whose private matters a part tells of, and what came of its actions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import msgspec

from practice.access.models import Information
from practice.core import clock
from practice.core.db import command
from practice.core.errors import NotKnown, Refused, RuleBroken
from practice.discussions import queries
from practice.discussions.commands.held import changed, held, write
from practice.discussions.kinds import Action, Done
from practice.discussions.models import State
from practice.discussions.outcome.kinds import OUTCOME
from practice.records import commands as records
from practice.records import queries as reads


@dataclass(frozen=True, slots=True)
class Tells:
    """What one part tells of: WHOSE treatment, attendance, health or money (nobody's: None), and which kind that is."""

    seen: int  # the version that the person saw
    whose: UUID | None = None
    info: Information = Information.STORY


@command
def say_what_it_tells(family_id: UUID, discussion_id: UUID, answers: Mapping[UUID, Tells]) -> None:
    """Say of parts of a decision whose private matters they tell of. The frozen words stay as they are.

    Raises Clash where somebody said so of one of them in between, NotKnown for a part of another decision.
    """
    for record_id, tells in answers.items():
        row = reads.one(record_id)
        if row is None or row.kind != OUTCOME or row.body.discussion != discussion_id \
                or records._family_of(record_id) != family_id:  # noqa: SLF001
            raise NotKnown
        body = msgspec.structs.replace(row.body, evidence_of=tells.whose, is_sorted=True, looked_at=clock.now())
        info = tells.info if tells.whose is not None else Information.STORY
        records.revise(record_id, tells.seen, body, info=info)


@command
def done(discussion_id: UUID, action_id: UUID, on: date, words: str) -> None:
    """Write down that an action was done, on which day, and what came of it. It is added; nothing is changed."""
    discussion = held(discussion_id)
    if discussion.state is State.PLANNED:
        raise Refused("This discussion has not begun.")
    if not any(isinstance(one.what, Action) and one.what.id == action_id for one in queries.events_of(discussion_id)):
        raise NotKnown
    if on > clock.today():
        raise RuleBroken("on", "Give the day on which it was done: today or before")
    if not words.strip():
        raise RuleBroken("words", "Say what came of it, in a sentence")
    write(discussion, Done(action=action_id, on=on, words=words.strip()))
    changed(discussion, "discussion.action_done", {"action": str(action_id)})
