"""The frame of every page of a family: whose record this is, what is protected from whom, and the parts of the record."""

from collections.abc import Sequence
from typing import Any

from flask import current_app, request

from practice.access.models import Information
from practice.core.pages import family_url
from practice.families import queries
from practice.families.queries import People, Sight

# (what it is called, its endpoint, the kind of information that a part must see); None: whoever holds a part.
PARTS = (
    ("Story", "insight.story", Information.STORY),
    ("Mapping", "mapping.show", Information.STORY),
    ("Safety plan", "safety.plan", Information.PLAN),
    ("Discussions", "discussions.index", Information.STORY),
    ("Documents", "documents.index", Information.STORY),
    ("People", "families.people", Information.STORY),
    ("Who is in this", "cases.who", None),
    ("Who has looked", "cases.looked", None),
)


def frame(sight: Sight, people: People, here: str = "", protected_from: Sequence[str] | None = None) -> dict[str, Any]:
    """What base.html draws above every page of a family.

    family: FamilyHead; children: [(short name, age or label)]; protected: ' address: not for Callum or Dunstan Reef' or
    ''; marks: plain marks, the status first; nav: [(label, url, is_here)]; turn: where to turn
    the screen, '' for those who may not. HERE is a label or an endpoint; without it the
    page's own endpoint decides. PROTECTED_FROM spares a page that has read the names already a statement. Rooms that are not
    built, and parts that the reader's part does not see, are left out.
    """
    hidden = queries.protected_from(sight.family_id) if protected_from is None else protected_from
    marks = [sight.family.status] if sight.family.status else []
    if not sight.family.is_open:
        marks.append("Closed")
    return {
        "family": sight.family,
        "children": [(child.short_name, child.described) for child in people.children],
        "protected": f" address: not for {any_of(hidden)}" if hidden else "",
        "marks": marks,
        "nav": [(label, family_url(endpoint, sight.family_id), _is_here(label, endpoint, here))
                for label, endpoint, info in PARTS
                if endpoint in current_app.view_functions and (info is None or sight.part.sees(info))],
        "turn": _turn(sight),
    }


def _turn(sight: Sight) -> str:
    part = sight.part
    may = part.may_write and not part.dangers and part.sees(Information.STORY) and part.sees(Information.PLAN)
    return family_url("turned.ask", sight.family_id) if may and "turned.ask" in current_app.view_functions else ""


def any_of(names: Sequence[str]) -> str:
    """'Callum or Dunstan Reef': a last name that all share is said once."""
    if len(names) < 2:
        return "".join(names)
    parts = [name.rpartition(" ") for name in names]
    if len({last for _, _, last in parts}) == 1 and all(first for first, _, _ in parts):
        names = [first for first, _, _ in parts[:-1]] + [names[-1]]
    return ", ".join(names[:-1]) + " or " + names[-1]


def _is_here(label: str, endpoint: str, here: str) -> bool:
    if here:
        return here in {label, endpoint}
    if request.endpoint == endpoint:
        return True
    # A page inside a room (edit a person) belongs to the room's part, unless that room has several parts.
    room = endpoint.partition(".")[0]
    return request.blueprint == room and sum(part.startswith(room + ".") for _, part, _ in PARTS) == 1
