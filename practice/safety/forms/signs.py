"""What is seen before it gets dangerous, hard days, and whom to ring."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField
from wtforms.validators import ValidationError

from practice.core.forms import CheckboxListField, Said
from practice.mapping.forms import long_text, someone, text
from practice.safety.forms.row import RowForm


class TriggerForm(RowForm):
    kind = "trigger"
    TITLE = "a hard day, or what sets things off"
    LEAD = "A day that is hard has its own plan: where everybody is, and who is with the children."
    FIRST = ["words", "is_day", "what_we_do"]
    FOLDS = [("On the family’s paper", ["family_words"])]
    words = long_text("What sets things off, or which day is hard?", "Court letters; pay day; 14 October, Hazel’s birthday",
                      Said("Write down what sets things off"))
    is_day = BooleanField("It is a day, like a birthday or pay day")
    what_we_do = text("What do we do then?", "We are together at Olive’s")
    family_words = text("How it reads on the family’s paper")


class EarlySignForm(RowForm):
    kind = "early_sign"
    TITLE = "an early sign"
    LEAD = "What somebody sees or hears before it gets dangerous. Ask the children too: they often see it first."
    FIRST = ["words", "seen_first_by"]
    FOLDS = [("Whose sign it is", ["about"])]
    words = long_text("What is seen first?", "Finn wets the bed; Marina stops answering Coral",
                      Said("Write down what is seen first"))
    seen_first_by = CheckboxListField("Who sees it first?")

    def offer(self) -> None:
        self._boxes("seen_first_by", [one for one in self.choices.people.values() if one.died_on is None])


class RedFlagForm(RowForm):
    kind = "red_flag"
    TITLE = "whom to ring when it is dangerous or hard now"
    LEAD = "Each one ends with a named person and a number that answers."
    FIRST = ["words", "is_emergency", "steps", "then_that", "child_goes", "rings", ("rings_name", "rings_number")]
    FOLDS = [("On the family’s paper", ["family_words"])]
    words = long_text("If…", "If Robin cannot be woken", Said("Say what happens: if…"))
    is_emergency = BooleanField("999 first")
    steps = long_text("…then: the steps, one on each line, in order", "Don’t open; look through the spyhole; ring Coral")
    child_goes = text("Where do the children go?", "To the bathroom, with Finn’s phone")
    then_that = long_text("The steps in a sentence or two, for paper", "Empty: as above")
    rings = someone("Who is rung?")
    rings_name = text("How they are called", "Empty: as in the record")
    rings_number = text("Number")
    family_words = long_text("What happens, as the family says it", "Empty: as above")

    def offer(self) -> None:
        self._people("rings", self.everyone(), "Choose who is rung")

    def fill_own(self, body: Any) -> None:
        self.steps.data = "\n".join(body.steps) or body.then_that
        if not body.steps or _in_a_row(body.steps) == body.then_that:
            self.then_that.data = ""  # made from the steps, and made again when they change

    def own_values(self) -> dict[str, Any]:
        steps = tuple(line.strip() for line in (self.steps.data or "").splitlines() if line.strip())
        return {"steps": steps, "then_that": self.then_that.data or _in_a_row(steps)}

    def validate_steps(self, field: Any) -> None:
        if not field.data and not self.then_that.data:
            raise ValidationError("Say what to do then")

    def validate_rings(self, field: Any) -> None:
        if field.data is None and not self.rings_name.data:
            raise ValidationError("Name one person who is rung")

    def validate_rings_number(self, field: Any) -> None:
        person = self.choices.people.get(self.rings.data) if self.rings.data else None
        if not field.data and not (person is not None and person.phone and not person.home_is_protected):
            raise ValidationError("Give a number that answers")
        if not field.data and person is not None:
            field.data = person.phone
        if field.data and sum(letter.isdigit() for letter in field.data) < 3:
            raise ValidationError("A number has digits: 07700 900123")


def _in_a_row(steps: Iterable[str]) -> str:
    return " ".join(step if step[-1] in ".!?…”’" else step + "." for step in steps)
