"""What a frozen version of the plan says, part by part in sentences, for its own page and for comparing."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from practice.access.models import Information
from practice.core import clock, dates
from practice.families.queries import People, PersonRow
from practice.records.compare import Entry
from practice.records.queries import Row
from practice.safety.page import child_part, names, part_of_day


def names_of(people: Mapping[UUID, PersonRow], rows: Iterable[Any]) -> dict[UUID, str]:
    """Names for comparing in words: people, and records by their words."""
    return {person.id: person.short_name for person in people.values()} | {
        row.id: (getattr(row.body, "title", "") or row.body.words[:60]) for row in rows}


# The parts of a frozen version, in the order of the plan page.
_PARTS = (("danger", "What we are worried about"), ("goal", "What we want"), ("bottom_line", "Bottom lines"),
          ("plan_rule", "Rules: who does what, when"), ("promise", "What the services promise"),
          ("red_flag", "Whom to ring"), ("trigger", "What sets things off, hard days"), ("early_sign", "Early signs"),
          ("child_part", "The child’s part"), ("day_part", "The day by hours"), ("milestone", "The way to closing"),
          ("closing", "What would close the case"), ("plan_head", "The first page"))


def frozen_of(entries: Iterable[Entry], people: People) -> list[tuple[str, list[str]]]:
    """(heading, lines) of one frozen version, as its reader may see it."""
    rows = list(entries)
    found = [(heading, [_frozen_line(one, people) for one in rows if one.kind == kind]) for kind, heading in _PARTS]
    return [(heading, [line for line in lines if line]) for heading, lines in found if any(lines)]


def _frozen_line(entry: Entry, people: People) -> str:
    body: Any = entry.body
    if entry.kind == "plan_head":
        parts = (body.title, body.why, body.good, body.ends, f"Looked at again on {dates.long_day(body.review_on)}"
                 if body.review_on else "", body.advice)
        return " ".join(part if part.endswith((".", "?", "!", "”")) else f"{part}." for part in parts if part)
    if entry.kind in {"plan_rule", "promise"}:
        words = f"{people.short(body.who, 'Somebody')} {body.words}" + (f", {body.when}" if body.when else "")
        if entry.kind == "plan_rule" and body.if_this:
            words += f". If {body.if_this}, then {body.then_that}"
        return words
    if entry.kind == "red_flag":
        goes = f" The children go: {body.child_goes}." if body.child_goes else ""
        ring = f"{body.rings_name or people.short(body.rings)} {body.rings_number}".strip()
        return f"{body.words}: {body.then_that}{goes} {ring}".strip()
    if entry.kind == "early_sign" and body.seen_first_by:
        return f"{body.words} Seen first by {names(people, body.seen_first_by)}."
    if entry.kind == "trigger" and body.what_we_do:
        return f"{body.words}: {body.what_we_do}"
    if entry.kind == "child_part":
        part = child_part(Row(entry.id, entry.kind, None, 0, Information.PLAN, 0, 0, clock.now(), "", None, body), people)
        facts = " ".join(f"{term}: {words.rstrip('.')}." for term, words in part.facts)
        return " ".join(words for words in (f"{names(people, body.child)}:", body.words, facts, body.grown_ups) if words)
    if entry.kind == "day_part":
        return part_of_day(body, people)
    title = getattr(body, "title", "")
    return f"{title}: {body.words}" if title else str(body.words)
