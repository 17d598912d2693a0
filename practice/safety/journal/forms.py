"""Forms of the journal: an entry, and what its reader says to it. Asked first: what went to plan?"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import request
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, RadioField
from wtforms.validators import ValidationError

from practice.core import clock
from practice.core.errors import RuleBroken
from practice.core.forms import CheckboxListField, DayField, Form, JudgeField, Said
from practice.mapping.forms import choice, long_text, someone, text
from practice.mapping.queries import Choices
from practice.records.queries import Row
from practice.safety.forms import RowForm
from practice.safety.journal import photos
from practice.safety.journal.commands import NewEntry
from practice.safety.journal.kinds import CAME
from practice.safety.journal.models import ReadMark
from practice.safety.journal.photos import CleanPhoto

MARKS = {ReadMark.NO_CHANGE: "Read, no change", ReadMark.PLAN_CHANGED: "Read, and the plan was changed",
         ReadMark.WORRY_RAISED: "Read, and a worry was raised"}


class EntryForm(RowForm):
    """What somebody of the family or network tells, typed by the worker."""

    kind = "journal"
    FIRST = ["on", "said_by", "said_by_name", "came", "went_to_plan", "words", "signs", "sign_words", "we_did", "child",
             "child_said", "child_verbatim", "danger", "number", "worry", "photo", "photo_says"]

    on = DayField("Which day does it tell of?", [Said("Give the day, like 9 Oct")],
                  description="Today, or an earlier day: 9 Oct")
    said_by = someone("Whose entry is it?")
    said_by_name = text("Somebody who is not in the list", "A name")
    came = choice("How did it come to you?", {"": "Choose how it came", **CAME})
    went_to_plan = long_text("What went to plan?", "Begin here. Who did what they said they would do?")
    words = long_text("What happened?", "What a camera would have seen. Not whose fault it was")
    signs = CheckboxListField("Which early signs were seen?")
    sign_words = text("Another sign, in words")
    we_did = long_text("What did you do?", "Who did what then, in their words")
    child = someone("Which child?")
    child_said = long_text("What did the child do or say?")
    child_verbatim = BooleanField("These are the child’s exact words")
    danger = someone("Which danger is it about?")
    number = JudgeField("How safe is it now, from 0 to 10?",
                        description="Only if they gave one. It stands on the scale of that danger, under their name")
    worry = RadioField("Is it a worry?", choices={"yes": "Yes, it is a worry", "no": "No"}, validate_choice=False)
    photo = FileField("A photo of the page",
                      description=f"JPEG, PNG or WebP, up to {photos.MOST_BYTES // photos.MEGABYTE} megabytes. Where and with "
                      "what it was taken is removed")
    photo_says = long_text("What does the photo say?", "For those who cannot see it: copy the words, say what is drawn")

    def __init__(self, choices: Choices, signs: Sequence[Row], standing: Row | None = None, **kwargs: Any) -> None:
        self.early_signs = signs
        self.cleaned: CleanPhoto | None = None
        super().__init__(choices, standing, **kwargs)

    def offer(self) -> None:
        living = [one for one in self.choices.people.values() if one.died_on is None]
        self._people("said_by", [one for one in living if not one.is_professional]
                     + [one for one in living if one.is_professional], "Choose who")
        self._people("child", [one for one in living if one.is_child], "No child")
        self._boxes("signs", ())
        self.signs.choices = [(str(row.id), row.body.words) for row in self.early_signs]
        self.danger.choices = ([] if self.choices.sight.part.dangers else [("", "The plan as a whole")]) + [
            (str(row.id), f"Danger {number}: {row.body.title or row.body.words[:80]}")
            for number, row in enumerate(self.choices.dangers, 1)]
        under = self.standing.parent_id if self.standing else None
        if under is not None and under not in {row.id for row in self.choices.dangers}:
            self.danger.choices.append((str(under), "As it stands"))
        seen = {scale.parent_id for scale in self.choices.scales}
        if not seen or (self.standing is not None and self.standing.body.number is not None and under not in seen):
            del self["number"]  # who does not see the scale does not read or write what stands on it
        if request.method != "POST":
            only = self.choices.dangers[0].id if len(self.choices.dangers) == 1 else None
            self.danger.data = under if self.standing else only
            self["on"].data = None if self.standing else clock.today()

    @property
    def parent(self) -> UUID | None:
        chosen: UUID | None = self.danger.data
        return chosen

    def own_values(self) -> dict[str, Any]:
        return {"about": (self.child.data,) if self.child.data else (), "worry": self.worry.data == "yes"}

    @property
    def was_photo_sent(self) -> bool:
        return bool(self.photo.data)

    def validate_said_by(self, field: Any) -> None:
        if field.data is None and not self.said_by_name.data:
            raise ValidationError("Say whose entry it is: choose a name, or write one")

    def validate_came(self, field: Any) -> None:
        if not field.data:
            raise ValidationError("Choose how it came to you")

    def validate_went_to_plan(self, field: Any) -> None:
        if not (field.data or self.words.data or self.photo.data):
            raise ValidationError("Write what went to plan, or what happened")

    def validate_worry(self, field: Any) -> None:
        if field.data not in {"yes", "no"}:
            raise ValidationError("Say whether it is a worry")

    def validate_photo(self, field: Any) -> None:
        """Let it through the gate, once, while the form is checked: a command never waits for a photo."""
        if not field.data:
            if self.photo_says.data:
                raise ValidationError("Choose the photo that says this, or move the words to “What happened?”")
            return
        sent = field.data.stream
        try:
            self.cleaned = photos.clean(sent.read(photos.MOST_BYTES + 1), field.data.filename or "")
        except RuleBroken as broken:
            raise ValidationError(broken.message) from None

    def validate_photo_says(self, field: Any) -> None:
        if self.photo.data and not field.data:
            raise ValidationError("Write down what the photo says, for those who cannot see it")

    def entry(self) -> NewEntry:
        """What was written down. Only after validate() was true."""
        return NewEntry(self.body(), self.parent, self.row_info, self.hidden_from, self.not_for_because.data or "", self.cleaned,
                        self.photo_says.data or "")

    def ask_for_the_photo_again(self) -> None:
        """A page that comes back cannot hold the file: say so beside its field, unless that says already what to do."""
        if self.was_photo_sent and not self.photo.errors:
            self.photo.errors = [photos.AGAIN]


class EraseForm(Form):
    """Why a photo is erased, and whether its words go too."""

    because = long_text("Why is it erased?", "This stays, with your name and the day. Do not write here what the photo shows",
                        Said("Say why it is erased. The reason stays"))
    words_too = BooleanField("Erase what was written of it too")


class ReadForm(Form):
    """The mark of a reader."""

    mark = RadioField("What follows from it?", choices={mark.value: words for mark, words in MARKS.items()},
                      validate_choice=False)
    words = long_text("In a sentence", "What was changed in the plan; or what the worry is, and who was told")
    number = HiddenField(default="0")  # the revision that the reader saw

    def validate_mark(self, field: Any) -> None:
        if field.data not in {mark.value for mark in ReadMark}:
            raise ValidationError("Choose what follows from it")

    @property
    def seen_number(self) -> int:
        try:
            return int(self.number.data or 0)
        except ValueError:
            return 0
