"""The one thing that is written here: the story so far."""

from uuid import UUID

from practice.core.db import command
from practice.core.errors import Clash, RuleBroken
from practice.mapping.kinds import Story
from practice.records import commands as records
from practice.records.queries import Row


@command
def write_story(family_id: UUID, standing: Row | None, seen: int, words: str, read_with: str) -> None:
    """Write the story, or put new words in place of those that stand. One a family; the earlier ones stay readable.

    SEEN is the version that the person saw, 0 where there was none. Raises Clash when someone saved first.
    """
    if not words.strip():
        raise RuleBroken("words", "Write a few sentences: what happened, how it is now, what comes next")
    body = Story(words=words.strip().replace("\r\n", "\n"), read_with=read_with.strip())
    if standing is None:
        records.add(family_id, "story", body)
    elif seen == 0:
        raise Clash(standing.author or "Someone", "", standing, standing.lock_version)
    else:
        records.revise(standing.id, seen, body)
