"""Which two versions are compared: ?before= and ?after=, each the id of a version, 'now', or 'nothing' for the beginning."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from practice.core.errors import NotKnown


def which(versions: Sequence[UUID], asked: Mapping[str, str]) -> tuple[str, str]:
    """(before, after) of VERSIONS, which are newest first; unasked: since the newest. Raises NotKnown for another id."""
    ids = [str(one) for one in versions]
    after = asked.get("after") or "now"
    place = ids.index(after) + 1 if after in ids else 0
    before = asked.get("before") or (ids[place] if place < len(ids) else "nothing")
    if {before, after} - {*ids, "now", "nothing"}:
        raise NotKnown
    return before, after
