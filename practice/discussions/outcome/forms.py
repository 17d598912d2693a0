"""Forms: whose private matters a part of a decision tells of, and what came of an action."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from wtforms import HiddenField, SelectField

from practice.access.models import Information
from practice.core.errors import RuleBroken
from practice.core.forms import DayField, Form, Said, whole_number
from practice.discussions.outcome.commands import Tells
from practice.families.forms import options
from practice.families.queries import People
from practice.mapping.forms import long_text
from practice.records.queries import Row

FREE: dict[str, Any] = {"validate_choice": False}
NOBODY = "nobody"
WHAT = {Information.HEALTH: "Health or treatment", Information.THIRD_PARTY: "Attendance, money, or something else"}


class DoneForm(Form):
    on = DayField("When was it done?", [Said("Give the day, like 4 Dec")])
    words = long_text("What came of it?", "In a sentence", Said("Say what came of it, in a sentence"))


class PrivateForm(Form):
    """One question a part, built from the rows; see of()."""

    rows: tuple[Row, ...] = ()
    adults: frozenset[UUID] = frozenset()
    again: frozenset[UUID] = frozenset()  # parts that were answered since somebody looked
    now: dict[UUID, str]  # after a clash: what stands by now where somebody else said it after the page was opened

    @staticmethod
    def of(rows: Sequence[Row], people: People, again: Iterable[UUID] = ()) -> "PrivateForm":
        adults = [one for one in people.kin if not one.is_child]
        fields: dict[str, Any] = {"rows": tuple(rows), "adults": frozenset(one.id for one in adults),
                                  "again": frozenset(again), "now": {}}
        for at, row in enumerate(rows):
            body = row.body
            standing = str(body.evidence_of or NOBODY) if body.is_sorted and row.id not in fields["again"] else ""
            fields[f"whose_{at}"] = SelectField(
                "Whose private matters does it tell of?", default=standing,
                choices=options([("", "Not looked at yet"), (NOBODY, "Nobody’s"), *((str(one.id), one.name) for one in adults)]),
                **FREE)
            fields[f"what_{at}"] = SelectField(
                "Which of them?", description="Only where it tells of somebody’s",
                default=row.info.value if row.info in WHAT else Information.HEALTH.value,
                choices=options((info.value, words) for info, words in WHAT.items()), **FREE)
            fields[f"seen_{at}"] = HiddenField(default=str(row.lock_version))
        return type("PrivateFormOfParts", (PrivateForm,), fields)()  # type: ignore[no-any-return]

    def look_again(self, people: People) -> None:
        """Somebody else was first: say what stands now, keep what was chosen, and take the next sending as made after this look."""
        for at, row in enumerate(self.rows):
            seen = self[f"seen_{at}"]
            if seen.data != str(row.lock_version):
                whose = people.get(row.body.evidence_of) if row.body.evidence_of else None
                self.now[row.id] = f"{whose.name}: {WHAT.get(row.info, '').lower()}" if whose else "Nobody’s"
                seen.data = str(row.lock_version)

    def answer(self) -> dict[UUID, Tells]:
        """What was said anew. Raises RuleBroken beside a field that names nobody of this family."""
        found = {}
        for at, row in enumerate(self.rows):
            value, what = self[f"whose_{at}"].data or "", self[f"what_{at}"].data
            info = Information(what) if what in {one.value for one in WHAT} else Information.HEALTH
            seen = whole_number(self[f"seen_{at}"].data, 0)
            whose = None
            if value not in {"", NOBODY}:
                whose = next((one for one in self.adults if str(one) == value), None)
                if whose is None:
                    raise RuleBroken(f"whose_{at}", "Choose a person from the list")
            stands = row.body.is_sorted and row.body.evidence_of == whose and (whose is None or row.info == info)
            if not value or (stands and row.id not in self.again):
                continue
            found[row.id] = Tells(seen, whose, info)
        return found
