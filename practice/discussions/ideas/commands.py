"""Say how an idea stands, and why."""

from uuid import UUID

from practice.core.db import command, db
from practice.core.errors import NotKnown, RuleBroken
from practice.discussions import queries
from practice.discussions.commands.held import Place, changed, held, is_round_open, write
from practice.discussions.ideas.standing import STATES, lines_of, stages_of
from practice.discussions.kinds import Weighed
from practice.discussions.models import Entry
from practice.guidance.frameworks import thawed


@command
def weigh(discussion_id: UUID, entry_id: UUID, line: int, state: str, because: str) -> None:
    """An idea is open, supported or dropped, with the reason; what was said of it before stays in the discussion's course.

    While the discussion runs and after it: an idea is tested in the family, not in the room. Raises NotKnown for an idea of a round
    that is not open.
    """
    discussion = held(discussion_id)
    entry = db.session.get(Entry, entry_id)
    if entry is None or entry.discussion_id != discussion_id or not is_round_open(discussion, Place(entry.stage, entry.round)):
        raise NotKnown
    if entry.stage not in stages_of(thawed(discussion.frame)) or not 0 <= line < len(lines_of(entry.words)):
        raise NotKnown
    if state not in STATES:
        raise RuleBroken("state", "Choose how it stands")
    if not because.strip():
        raise RuleBroken("because", "Say why, in a sentence: what has been seen or heard")
    new = Weighed(entry=entry_id, line=line, state=state, because=because.strip())
    standing = [one.what for one in queries.events_of(discussion_id) if isinstance(one.what, Weighed)
                and (one.what.entry, one.what.line) == (entry_id, line)]
    if standing and standing[-1] == new:
        return
    write(discussion, new)
    changed(discussion, "discussion.idea_weighed", {"state": state})
