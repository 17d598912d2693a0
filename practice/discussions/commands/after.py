"""After the decision: the answer to dissent, dissent taken higher and what came of it, and who of the family was told."""

from datetime import date
from uuid import UUID

from practice.core import clock
from practice.core.db import command
from practice.core.errors import Refused, RuleBroken
from practice.discussions import queries
from practice.discussions.commands.held import changed, held, seat_in, write
from practice.discussions.kinds import CameOut, Escalated, Replied, Told
from practice.discussions.models import Discussion, State


@command
def reply(discussion_id: UUID, seat_id: UUID, words: str) -> None:
    """Answer a seat that does not agree."""
    discussion = _decided(discussion_id, seat_id)
    if not words.strip():
        raise RuleBroken("words", "Write the reply")
    write(discussion, Replied(seat=seat_id, words=words.strip()))
    changed(discussion, "discussion.replied")


@command
def escalate(discussion_id: UUID, seat_id: UUID, *, to: str = "", by_on: date | None = None, words: str = "") -> None:
    """Take dissent higher: to whom, by when. Without TO: it was offered, and they chose not to."""
    discussion = _decided(discussion_id, seat_id)
    if to.strip() and by_on is None:
        raise RuleBroken("by_on", "Say by when an answer is due")
    write(discussion, Escalated(seat=seat_id, to=to.strip(), by_on=by_on if to.strip() else None, words=words.strip()))
    changed(discussion, "discussion.taken_higher")


@command
def came_out(discussion_id: UUID, seat_id: UUID, words: str, on: date) -> None:
    """Write down what came of dissent that was taken higher."""
    discussion = _decided(discussion_id, seat_id)
    if not words.strip():
        raise RuleBroken("words", "Write what came of it")
    if on > clock.today():
        raise RuleBroken("on", "Give the day on which it was answered: today or before")
    if not any(isinstance(one.what, Escalated) and one.what.seat == seat_id and one.what.to
               for one in queries.events_of(discussion_id)):
        raise RuleBroken("", "It was not taken higher")
    write(discussion, CameOut(seat=seat_id, words=words.strip(), on=on))
    changed(discussion, "discussion.came_out")


@command
def tell(discussion_id: UUID, who: str, by: str, on: date, they_said: str = "") -> None:
    """Somebody of the family was told the decision: who, by whom, when, what they said."""
    discussion = held(discussion_id)
    if discussion.state is not State.DECIDED:
        raise Refused("There is no decision yet.")
    if not who.strip():
        raise RuleBroken("who", "Say who was told")
    if not by.strip():
        raise RuleBroken("by", "Say who told them")
    if on > clock.today():
        raise RuleBroken("on", "Give the day on which they were told: today or before")
    write(discussion, Told(who=who.strip(), by=by.strip(), on=on, they_said=they_said.strip()))
    changed(discussion, "discussion.told")


def _decided(discussion_id: UUID, seat_id: UUID) -> Discussion:
    discussion = held(discussion_id)
    if discussion.state is not State.DECIDED:
        raise Refused("There is no decision yet.")
    seat_in(discussion, seat_id)
    return discussion
