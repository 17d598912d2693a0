"""A child’s own part, and who is with the children through the day."""

from typing import Any

import msgspec
from flask import request
from wtforms import SelectMultipleField
from wtforms.validators import ValidationError

from practice.core.forms import CheckboxListField, Said
from practice.mapping.forms import choice, long_text, someone, text
from practice.safety.day import GROWN_UPS, SLOT_OF, SLOTS
from practice.safety.forms.row import RowForm

PICTURES = {"": "No picture", "whale": "A whale", "lamp-window": "A lamp at the window", "lamp": "A lamp",
            "heart": "A heart", "house": "A house", "phone": "A phone", "talk": "Talking",
            "neighbour": "A neighbour", "sun": "The sun", "football": "A football", "lock": "A lock"}


class ChildPartForm(RowForm):
    kind = "child_part"
    TITLE = "a child’s part"
    LEAD = "Said to the child. A child is never responsible for safety: it is the grown-ups’ job."
    FIRST = ["child", "words", ("safe_person", "safe_person_name"), "reach", "object", "looks", "how_often", "then_that",
             "grown_ups"]
    FOLDS = [("A code word, a place to go, a picture", [("code_word", "place"), "picture"])]
    words = long_text("What do we say to the child?", "Your blue whale on your peg means “I’m worried”. Ms Slate looks "
                      "every morning. It is the grown-ups’ job to keep you safe.",
                      Said("Write down what you say to the child"))
    child = CheckboxListField("For whom?")
    safe_person = someone("Whom can the child tell?", "Somebody the child chose")
    safe_person_name = text("Somebody else", "A name, if it is not in the list")
    reach = text("How does the child reach them?", "At the peg each morning; by phone after school")
    object = text("What does the child move or give, to say “I’m worried”?", "The blue whale, on the peg")
    looks = CheckboxListField("Who looks for it?")
    how_often = text("How often?", "Every school morning")
    then_that = text("What do they do when they see it?", "Ask within five minutes, and ring Marina")
    code_word = text("A code word", "“blue”")
    place = text("A place to go", "The bathroom; Mrs Medlar’s")
    grown_ups = text("Whose job it is", "The child hears this each time")
    picture = choice("A picture beside it", PICTURES)

    def offer(self) -> None:
        self._boxes("child", [one for one in self.choices.people.values() if one.is_child])
        adults = self.everyone()
        self._people("safe_person", adults, "Not chosen yet")
        self._boxes("looks", adults)
        if request.method != "POST":
            self.grown_ups.data = GROWN_UPS

    def fill_own(self, body: Any) -> None:
        if not body.grown_ups:
            self.grown_ups.data = GROWN_UPS

    def validate_child(self, field: Any) -> None:
        if not field.data:
            raise ValidationError("Choose the child")

    def validate_looks(self, field: Any) -> None:
        if self.object.data and not field.data:
            raise ValidationError("Say who looks for it: a sign that nobody looks for keeps no child safe")


class DayPartForm(RowForm):
    kind = "day_part"
    TITLE = "who is with the children, and when"
    LEAD = "Tick every part of the day for which it is the same people. Each becomes a place of its own in the grid."
    FIRST = ["slots", "child", "who", "who_name", "words"]
    slots = SelectMultipleField("Which parts of the day?", coerce=str, validate_choice=False)
    child = CheckboxListField("Which children?", description="None ticked: all of them")
    who = CheckboxListField("Who is with them?")
    who_name = text("Somebody else", "A name, if it is not in the list")
    words = long_text("Where, or what happens then?", "At Coral’s; Coral walks Finn to school")

    def offer(self) -> None:
        self.slots.choices = [(slot.key, slot.label) for slot in SLOTS]
        self._boxes("child", self.choices.people.children)
        self._boxes("who", self.everyone())
        if request.method != "POST":
            self.slots.data = [key for key in request.args.getlist("slot") if key in SLOT_OF]
            asked = request.args.get("child", "")
            self.child.data = [one.id for one in self.choices.people.children if str(one.id) == asked]

    def fill_own(self, body: Any) -> None:
        self.slots.data = [slot.key for slot in SLOTS if (slot.days, slot.part) == (body.days, body.part)]

    def own_values(self) -> dict[str, Any]:
        slot = SLOT_OF.get((self.slots.data or [""])[0])
        return {"days": slot.days, "part": slot.part} if slot else {}

    def bodies(self) -> list[Any]:
        one = self.body()
        return [msgspec.structs.replace(one, days=SLOT_OF[key].days, part=SLOT_OF[key].part)
                for key in dict.fromkeys(self.slots.data or ())]

    def validate_slots(self, field: Any) -> None:
        known = [key for key in field.data or () if key in SLOT_OF]
        if not known or len(known) != len(field.data):
            raise ValidationError("Tick at least one part of the day")
        if self.standing is not None and len(known) > 1:
            raise ValidationError("This is one place in the grid: tick one part of the day. Add another for the rest")

    def validate_who(self, field: Any) -> None:
        if not field.data and not self.who_name.data:
            raise ValidationError("Say who is with them")
