"""What changed between two immediate plans, or since one: sentences of rules and nights, as the comparing of the plan has them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from practice.families.queries import People, Sight
from practice.records import compare as comparing
from practice.records import queries as records
from practice.records.compare import Change, Entry
from practice.safety.frozen import names_of
from practice.safety.immediate.kinds import IMMEDIATE_KINDS, ImmediatePlan, ImmediateRule, Night
from practice.safety.immediate.nights import night_words
from practice.safety.page import names


def entries(sight: Sight, version: str) -> list[Entry]:
    """The rows of one version ('now': as they stand, 'nothing': none), as far as SIGHT's part sees them."""
    if version == "nothing":
        return []
    if version == "now":
        return comparing.of_rows(records.current(sight.family_id, sight.part, IMMEDIATE_KINDS))
    return comparing.of_snapshot(sight.family_id, UUID(version), sight.part)


def changes(old: Sequence[Entry], new: Sequence[Entry], people: People) -> list[Change]:
    """Each change with the row in a sentence: a night has no words of its own."""
    said = {one.id: _sentence(one, people) for one in (*old, *new)}
    return [replace(change, words=said[change.id] or change.words)
            for change in comparing.compare(old, new, names_of(people, _titled((*old, *new))))]


def _titled(rows: Iterable[Entry]) -> list[Entry]:
    return [row for row in rows if row.body.words]


def _sentence(entry: Entry, people: People) -> str:
    body = entry.body
    if isinstance(body, Night):
        who = " and ".join(name for name in (names(people, body.who), body.who_name) if name) or "nobody"
        whom = names(people, body.child) or "all the children"
        where = f", {body.where_words}" if body.where_words else ""
        return f"{night_words(body.on) if body.on else 'No day'}: {who} with {whom}{where}"
    if isinstance(body, ImmediateRule):
        return f"{people.short(body.who, 'Nobody yet')} {body.words}" + (f", {body.when}" if body.when else "")
    if isinstance(body, ImmediatePlan):
        return body.title or "its reason, end, checks and numbers"
    return ""
