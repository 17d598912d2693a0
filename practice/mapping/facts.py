"""The facts of a statement that are folded: the harm matrix, why it matters, an example; and the fold's own words."""

import re
from collections.abc import Sequence

from practice.core import dates
from practice.families.queries import People
from practice.mapping.kinds import Harm, Incident
from practice.records.queries import Row


def all_of(names: Sequence[str], word: str = "and") -> str:
    """'Finn, Coral and Marina'."""
    return f" {word} ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def facts_of(row: Row, people: People) -> tuple[tuple[tuple[str, str], ...], str]:
    """((name, text), …) that are folded, and the fold's own words."""
    body = row.body
    found: list[tuple[str, str]] = []
    summary = "More about it"
    if row.kind == "harm":
        found, summary = _harm_facts(body, people)
    elif row.kind == "unknown":
        found = [("Why it matters", body.why_it_matters), ("Answer", body.answer)]
        summary = "The answer" if body.answer else "Why it matters"
    elif row.kind in ("strength", "existing_safety"):
        found = [("For example", body.example)]
        summary = "An example"
    elif row.kind == "complicating_factor":
        found, summary = [], ""
    elif row.kind == "bottom_line":
        found = [("Why", body.reason), ("If it is not met", body.if_not_met), ("Set by", body.set_by),
                 ("Told", body.told), ("For the family", body.family_words), ("What happened", body.status_why)]
        summary = "Why, and what if not"
    elif row.kind == "judgement":
        found = [(words, getattr(body, name)) for name, words in JUDGEMENT]
        summary = ""
    return tuple((name, text) for name, text in found if text), summary


JUDGEMENT = (
    ("best_case", "If it goes as well as it could"), ("worst_case", "If it goes as badly as it could"),
    ("makes_worse_likelier", "What makes the worse likelier"), ("makes_better_likelier", "What makes the better likelier"),
    ("which_and_why", "Which we believe, and why"), ("would_change_our_mind", "What would change our minds"),
    ("other_explanation", "Another explanation we looked at"), ("family_view", "What the family thinks of it"))


def _harm_facts(body: Harm, people: People) -> tuple[list[tuple[str, str]], str]:
    found = [("By whom", all_of([people.short(person) for person in body.by_whom if person in people])),
             ("To whom", all_of([people.short(person) for person in body.to_whom if person in people]))]
    if found[0][1] and found[0][1] in body.words:
        found = []  # the words say it already
    found += [(name, incident_words(incident)) for name, incident in
              (("First", body.first), ("Worst", body.worst), ("Latest", body.latest)) if incident]
    often = body.how_often
    if body.getting:
        often = f"{often}; getting {body.getting}" if often else f"Getting {body.getting}"
    severity = f"{body.severity[:1].upper()}{body.severity[1:]}" if body.severity else ""
    found += [("How often", often),
              ("How serious", ": ".join(part for part in (severity, body.severity_why) if part)),
              ("How sure", body.evidence)]
    return found, _harm_summary(body)


def _harm_summary(body: Harm) -> str:
    """'Worst and latest: Sun 6 Sept. Every 2–3 weeks': the fold tells the worst and how often."""
    worst, latest = when_words(body.worst), when_words(body.latest)
    said = []
    if worst and worst == latest:
        said.append(f"Worst and latest: {worst}")
    else:
        said += [f"{name}: {when}" for name, when in (("Worst", worst), ("Latest", latest)) if when]
    if not said and body.first:
        said.append(f"First: {when_words(body.first)}")
    if body.how_often:
        said.append(re.split(r"[,;]| since ", body.how_often)[0][:60])
    return ". ".join(said) or ("How sure we are" if body.evidence and not body.severity else "How serious")


def when_words(incident: Incident | None) -> str:
    if incident is None:
        return ""
    return incident.when or dates.day(incident.on)


def incident_words(incident: Incident) -> str:
    """'Sun 6 Sept, hands on her neck (seen by Finn)'."""
    said = ", ".join(part for part in (when_words(incident), incident.what) if part)
    return f"{said} (seen by {incident.seen_by})" if incident.seen_by else said
