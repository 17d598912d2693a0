"""What the records themselves tell: the days that stand in their words. A record that is hidden from the reader is not here."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from practice.core import clock
from practice.families.queries import People
from practice.insight.timeline.events import Event
from practice.records.queries import Row

# kind -> (how it is called in a sentence, the group)
_SAID = {
    "strength": "A strength", "existing_safety": "Existing safety", "hope": "A hope", "complicating_factor": "What makes it harder",
    "unknown": "Something we did not know",
}
_WRITTEN = {"danger": "A danger statement was written", "goal": "A safety goal was written"}
READ = ("harm", *_SAID, *_WRITTEN, "scale", "bottom_line", "next_step", "milestone", "closing", "journal", "who_else", "plan_rule",
        "red_flag", "child_part", "promise", "closing_letter")
SHORT = 90


class Dated(msgspec.Struct, frozen=True):
    """A record with the moment at which it was first written down."""

    row: Row
    created_at: datetime


def events_of(dated: Iterable[Dated], people: People) -> Iterable[Event]:
    """Everything that the records tell."""
    for one in dated:
        tell = _TELL.get(one.row.kind)
        if tell is not None and not one.row.is_withdrawn:
            yield from tell(one, people)


def called(rows: Iterable[Row]) -> dict[UUID, str]:
    """{record: how a sentence names it}: 'danger 1', 'rule 3', “If Robin cannot be woken”. A scale is its danger."""
    rows = [row for row in rows if not row.is_withdrawn]
    found = {row.id: f"danger {number}" for number, row in enumerate((row for row in rows if row.kind == "danger"), 1)}
    found |= {row.id: found.get(row.parent_id, "a danger") for row in rows if row.kind == "scale" and row.parent_id}
    dangers = {row.id: number for number, row in enumerate((row for row in rows if row.kind == "danger"), 1)}
    goals = {row.id: dangers.get(row.parent_id, 0) for row in rows if row.kind == "goal" and row.parent_id}
    rules = sorted((row for row in rows if row.kind == "plan_rule"), key=lambda row: row.position)
    found |= {row.id: f"rule {number}" for number, row in enumerate(rules, 1)}
    found |= {row.id: f"the goal of danger {number}" for row in rows if (number := goals.get(row.id))}
    return found | {row.id: f"“{_short(row.body.words)}”" for row in rows
                    if row.kind in {"red_flag", "child_part", "promise", "milestone"}}


def _short(words: str) -> str:
    words = words.strip()
    return words if len(words) <= SHORT else words[:SHORT - 1].rstrip() + "…"


def _mapping(part: str) -> tuple[str, dict[str, Any]]:
    return "mapping.show", {"part": part}


def _of(*people: UUID | None) -> frozenset[UUID]:
    return frozenset(one for one in people if one)


def _harm(one: Dated, _: People) -> Iterable[Event]:
    body = one.row.body
    people = _of(*body.by_whom, *body.to_whom, *body.about, body.said_by)
    dated = [(label, at) for label, at in (("the first time", body.first), ("the worst time", body.worst),
                                          ("the latest time", body.latest)) if at is not None and at.on is not None]
    for label, at in dated:
        yield Event(at.on, one.created_at, "family", f"Past harm, {label}", at.what or body.words,
                    more=f"Seen by {at.seen_by}" if at.seen_by else "", people=people, link=_mapping("worried"))
    if not dated or body.said_on:
        yield _statement(one, "A past harm", "said", people)


def _statement(one: Dated, what: str, group: str, people: frozenset[UUID], part: str = "worried") -> Event:
    body = one.row.body
    on = body.said_on or one.created_at.astimezone(clock.LONDON).date()
    to = f"Said to {body.said_to}" if body.said_to else ""
    return Event(on, one.created_at, group, what, body.words, body.is_verbatim, body.said_by, body.said_by_name, to, people,
                 _mapping(part))


def _said(one: Dated, people: People) -> Iterable[Event]:
    body = one.row.body
    who = people.get(body.said_by) if body.said_by else None
    group = "child" if who is not None and who.is_child else "said"
    part = "worried" if one.row.kind in {"complicating_factor", "unknown"} else "well"
    yield _statement(one, _SAID[one.row.kind], group, _of(*body.about, body.said_by), part)
    if one.row.kind == "unknown" and body.answer and body.answered_on:
        yield Event(body.answered_on, one.row.recorded_at, "said", f"We found out: {_short(body.words)}", body.answer,
                    people=_of(body.finder), link=_mapping("worried"))


def _written(one: Dated, _: People) -> Iterable[Event]:
    body = one.row.body
    yield Event(one.created_at.astimezone(clock.LONDON).date(), one.created_at, "mapping", _WRITTEN[one.row.kind], body.words,
                people=_of(*body.about), link=_mapping("worried" if one.row.kind == "danger" else "next"))


def _bottom_line(one: Dated, _: People) -> Iterable[Event]:
    body = one.row.body
    on = body.set_on or one.created_at.astimezone(clock.LONDON).date()
    by = f" by {body.set_by}" if body.set_by else ""
    yield Event(on, one.created_at, "plan", f"A bottom line was set{by}", body.words, more=body.reason,
                link=("safety.plan", {"_anchor": "bl"}))  # whoever sees a bottom line sees the plan; not all see the mapping


def _step(one: Dated, people: People) -> Iterable[Event]:
    body = one.row.body
    if body.done_on:
        who = people.short(body.who, body.who_with)
        yield Event(body.done_on, one.row.recorded_at, "tried", f"{who + ': done' if who else 'A next step was done'}", body.words,
                    people=_of(body.who), link=_mapping("next"))


def _milestone(one: Dated, _: People) -> Iterable[Event]:
    body = one.row.body
    if body.began_on:
        yield Event(body.began_on, one.row.recorded_at, "tried", "A milestone began", body.words, link=("living.way", {}))


def _closing(one: Dated, _: People) -> Iterable[Event]:
    body = one.row.body
    if body.met_on:
        yield Event(body.met_on, one.row.recorded_at, "closing", "Met, of what would close the case", body.words,
                    more=body.detail, link=("closing.show", {}))


def _letter(one: Dated, people: People) -> Iterable[Event]:
    reader = people.short(one.row.body.reader)
    yield Event(one.created_at.astimezone(clock.LONDON).date(), one.created_at, "closing",
                f"A closing letter was begun{f' for {reader}' if reader else ''}", link=("closing.show", {}))


def _journal(one: Dated, people: People) -> Iterable[Event]:
    body = one.row.body
    on = body.on or one.created_at.astimezone(clock.LONDON).date()
    whose = people.short(body.said_by, body.said_by_name)
    parts = (("What went to plan", body.went_to_plan), ("What we did", body.we_did))
    more = " ".join(f"{label}: {words}" for label, words in parts if words)
    what = f"{whose} wrote in the journal" if whose else "An entry of the journal"
    yield Event(on, one.created_at, "journal", f"{what}, with a worry" if body.worry else what, body.words, body.is_verbatim,
                body.said_by, body.said_by_name, more, _of(body.said_by, body.child), ("journal.show", {}))
    child = people.get(body.child) if body.child else None
    if child is not None and body.child_said:
        yield Event(on, one.created_at, "child", f"What {child.short_name} did or said", body.child_said, body.child_verbatim,
                    child.id, people=_of(child.id), link=("journal.show", {}))


def _who_else(one: Dated, people: People) -> Iterable[Event]:
    body = one.row.body
    on = body.on or one.created_at.astimezone(clock.LONDON).date()
    yield Event(on, one.created_at, "network", f"{people.short(body.asked_of, 'Somebody')} was asked: {body.question}", body.words,
                body.is_verbatim, body.asked_of, people=_of(body.asked_of), link=("network.show", {}))


_TELL = {"harm": _harm, "bottom_line": _bottom_line, "next_step": _step, "milestone": _milestone, "closing": _closing,
         "closing_letter": _letter, "journal": _journal, "who_else": _who_else,
         **dict.fromkeys(_SAID, _said), **dict.fromkeys(_WRITTEN, _written)}
