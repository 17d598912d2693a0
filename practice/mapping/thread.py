"""Where the golden thread of the mapping is broken: harm, danger, goal, scale, numbers. Pure; each break has its next move.

A break stops nobody. Finishing a mapping asks the reason of those that a pair needs (`asks`), and the reason stands on the
record, on the manager's list, and is asked again next time.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

import msgspec

from practice.families.queries import PersonRow
from practice.mapping.spread import ASKED_FROM, Spread
from practice.records.queries import Row


class Break(msgspec.Struct, frozen=True):
    """One break: CODE (with the person where it is about one), the sentence, the next move, and the record it is at."""

    code: str
    says: str
    move: str
    about: UUID | None
    asks: bool
    person: UUID | None = None

    @property
    def key(self) -> str:
        """What a reason is recorded under."""
        return f"{self.code}:{self.person.hex[-12:]}" if self.person else self.code


def breaks(rows: Sequence[Row], links: Sequence[tuple[UUID, UUID, str]], spreads: Mapping[UUID, Spread],
           people: Mapping[UUID, PersonRow], today: date) -> list[Break]:
    """The breaks of a mapping, in the order of the thread. SPREADS is {scale: its spread}; ROWS are what one may see."""
    live = [row for row in rows if row.withdrawn_because is None]
    by_kind: dict[str, list[Row]] = {}
    for row in live:
        by_kind.setdefault(row.kind, []).append(row)
    harms = {row.id for row in by_kind.get("harm", ())}
    rests = {start for start, end, kind in links if kind == "rests_on" and end in harms}
    dangers, goals = by_kind.get("danger", ()), by_kind.get("goal", ())
    found: list[Break] = []
    for number, danger in enumerate(dangers, 1):
        found += _of_danger(number, danger, danger.id in rests, by_kind, spreads)
    known = {danger.id for danger in dangers}
    found += [Break("goal_without_danger", f"A goal has no danger statement: “{row.body.words[:80]}”", "Move it to a danger",
                    row.id, asks=True) for row in goals if row.parent_id not in known]
    found += _of_children(live, people)
    found += [Break("unknown_late", f"“{row.body.words[:80]}” was to be found out by now", "Write the answer, or a new date",
                    row.id, asks=False)
              for row in by_kind.get("unknown", ()) if not row.body.answer and row.body.by_on and row.body.by_on < today]
    return found


def _of_danger(number: int, danger: Row, grounded: bool, by_kind: Mapping[str, Sequence[Row]],  # noqa: FBT001
               spreads: Mapping[UUID, Spread]) -> list[Break]:
    found = []
    called = f"Danger {number}"
    if not grounded:
        found.append(Break("danger_without_harm", f"{called} rests on no past harm. Say on which, or why it is likely",
                           "Choose the past harm", danger.id, asks=False))
    if not any(goal.parent_id == danger.id for goal in by_kind.get("goal", ())):
        found.append(Break("danger_without_goal", f"{called} has no safety goal. They are always a pair", "Write the goal",
                           danger.id, asks=True))
    scales = [scale for scale in by_kind.get("scale", ()) if scale.parent_id == danger.id]
    if not scales:
        found.append(Break("danger_without_scale", f"{called} has no scale", "Word both ends", danger.id, asks=True))
    for scale in scales[:1]:
        spread = spreads.get(scale.id)
        if spread is None or not spread.lines:
            found.append(Break("scale_without_number", f"Nobody has given a number for danger {number}", "Ask someone",
                               scale.id, asks=True))
            continue
        found += [Break("not_asked", f"{person.short_name} has not been asked about danger {number}",
                        f"Ask {person.short_name}, or say why not", scale.id, asks=False, person=person.id)
                  for person in spread.to_ask]
    return found


_TELLS_OF = ("strength", "hope", "existing_safety", "harm")  # kinds that say what was seen of a child too young to be asked


def _of_children(live: Sequence[Row], people: Mapping[UUID, PersonRow]) -> list[Break]:
    found = []
    said = {row.body.said_by.int for row in live if row.body.said_by is not None}
    about = {child.int for row in live if row.kind in _TELLS_OF for child in row.body.about}
    for child in people.values():
        if not child.is_index:
            continue
        old_enough = (child.age or 0) >= ASKED_FROM
        if old_enough and child.id.int not in said:
            found.append(Break("child_not_heard", f"Nothing here is in {child.short_name}’s own words",
                               f"Write down what {child.short_name} says, or why not", None, asks=True, person=child.id))
        elif not old_enough and child.id.int not in about:
            found.append(Break("child_not_heard", f"Nothing here tells what was seen of {child.short_name}",
                               f"Write down what you saw {child.short_name} do", None, asks=True, person=child.id))
    return found
