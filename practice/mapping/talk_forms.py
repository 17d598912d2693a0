"""The small forms of the mapping: move, withdraw, strength or safety, done, keep, a number, shown to, finish."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import request
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import ValidationError

from practice.core import clock
from practice.core.forms import AtMost, DayField, Form, JudgeField, Said, one_id
from practice.mapping.commands import Finishing, NewRating, reason_field
from practice.mapping.forms import YES_NO, long_text, text
from practice.mapping.queries import Choices
from practice.mapping.thread import Break
from practice.records.bodies import KINDS

MOVES = ("harm", "complicating_factor", "unknown", "strength", "existing_safety", "hope", "next_step", "bottom_line",
         "danger", "goal")


class MoveForm(Form):
    """Where a statement belongs; a danger is asked where the new part hangs on one."""

    to = RadioField("Where does it belong?", validate_choice=False)
    danger = SelectField("For which danger?", coerce=one_id, description="For safety that was seen, and for a goal")

    def __init__(self, choices: Choices, kind: str) -> None:
        super().__init__()
        self.to.choices = [(name, KINDS[name].called.capitalize()) for name in MOVES if name != kind]
        self.danger.choices = [("", "No danger")] + [(str(row.id), f"Danger {number}: {row.body.title or row.body.words[:60]}")
                                                for number, row in enumerate(choices.dangers, 1)]

    def validate_to(self, field: Any) -> None:
        if field.data not in {value for value, _ in field.choices}:
            raise ValidationError("Choose where it belongs")


class SortForm(Form):
    """The three questions that tell safety from strength."""

    did = RadioField("1. Did an adult or the child do something?", choices=YES_NO, validate_choice=False)
    protected = RadioField("2. Did it protect the child from this danger?", choices=YES_NO, validate_choice=False)
    repeated = RadioField("3. Has it been seen working more than once?", choices=YES_NO, validate_choice=False)
    danger = SelectField("Against which danger?", coerce=one_id)

    def __init__(self, choices: Choices, body: Any, parent_id: UUID | None) -> None:
        super().__init__()
        self.danger.choices = [("", "Choose the danger")] + [
            (str(row.id), f"Danger {number}: {row.body.title or row.body.words[:60]}")
            for number, row in enumerate(choices.dangers, 1)]
        if request.method != "POST":
            for name in ("did", "protected", "repeated"):
                self[name].data = {True: "yes", False: "no", None: ""}[getattr(body, name)]
            self.danger.data = parent_id

    def answers(self) -> tuple[bool | None, bool | None, bool | None]:
        did, protected, repeated = ({"yes": True, "no": False}.get(self[name].data)
                                    for name in ("did", "protected", "repeated"))
        return did, protected, repeated


class DoneForm(Form):
    done_on = DayField("Done on which day?", validators=[Said("Give the day it was done")])

    def __init__(self) -> None:
        super().__init__()
        if request.method != "POST":
            self.done_on.data = clock.today()


class KeepForm(Form):
    because = long_text("Keep it, because…", "The reason stands beside it, and the note falls silent",
                        Said("Say why you keep it"))


class RateForm(Form):
    """One person's number. Asked first: what makes it not lower."""

    person = SelectField("Who?", coerce=one_id)
    value = JudgeField("How safe is it today?")
    why = long_text("What makes it not lower?", "In their words, if you can. If there is no number: why not?")
    is_verbatim = BooleanField("These are the exact words")
    why_not_higher = text("What makes it not higher?")
    one_up = text("What would you see if it were one higher?")
    on = DayField("On which day?", validators=[Said("Give the day they said it")])
    asked_by = text("Who asked, and where?", "with Glen; with Ines at school")
    tool = text("How was it asked?", "Steps to the door, five faces, their own picture")
    raw_value = text("What did they choose there?", "Face 4 of 5", AtMost(20))
    guessed_by = SelectField("Is it a guess by someone else?", coerce=one_id,
                             description="“What would mum say?” is kept as a guess, never as mum’s number")
    not_asked = BooleanField("There is no number: not asked, or would not say")

    def __init__(self, choices: Choices, person: UUID | None = None) -> None:
        super().__init__()
        people = [(str(one.id), f"{one.name} ({one.described})" if one.described else one.name)
                  for one in choices.people.values()]
        self.person.choices = [("", "Choose")] + people
        self.guessed_by.choices = [("", "No, they said it themselves")] + people
        if request.method != "POST":
            self.on.data = clock.today()
            self.person.data = person

    def validate_person(self, field: Any) -> None:
        if field.data is None:
            raise ValidationError("Choose whose number it is")

    def answer(self) -> NewRating:
        assert self.person.data is not None
        return NewRating(
            self.person.data, self.value.data, self.on.data, self.why.data or "",
            self.why_not_higher.data or "", self.one_up.data or "", bool(self.is_verbatim.data), self.tool.data or "",
            self.raw_value.data or "", self.asked_by.data or "", self.guessed_by.data, bool(self.not_asked.data))


class ShareForm(Form):
    """With whom the mapping was shared, when, how, and what they said to it."""

    person = SelectField("Who saw it?", coerce=one_id)
    on = DayField("When?", validators=[Said("Give the day on which it was shared")])
    how = text("How?", "Read together at the kitchen table; read out on the phone")
    they_said = long_text("What did they say to it?")
    is_verbatim = BooleanField("These are the exact words")

    def __init__(self, choices: Choices, person: UUID | None = None) -> None:
        super().__init__()
        self.person.choices = [("", "Choose")] + [(str(one.id), one.name) for one in choices.people.kin]
        if request.method != "POST":
            self.on.data = clock.today()
            self.person.data = person

    def validate_person(self, field: Any) -> None:
        if field.data is None:
            raise ValidationError("Choose who saw it")


class FinishForm(Form):
    """The practice date, what is new, and a reason for each break; made by finish_form."""

    on = DayField("On which day was it finished?", validators=[Said("Give the day")])
    note = text("What is new in it, in a line?")
    breaks: Sequence[Break] = ()

    def answer(self) -> Finishing:
        return Finishing(self.on.data, self.note.data or "",
                         {reason_field(one): self[reason_field(one)].data or "" for one in self.breaks}, self.seen_version)


def finish_form(breaks: Sequence[Break], before: dict[str, str], last: int) -> FinishForm:
    """The form with one reason field a break. BEFORE are the reasons of last time: {field: because}, asked again; LAST is the
    number of the last finished mapping."""
    extra = {reason_field(one): long_text(one.says, "Why does it stand like this for now?" if one.asks
                                          else "You may say why. It can also stay as it is")
             for one in breaks}
    form: FinishForm = type("FinishForm", (FinishForm,), extra)()
    form.breaks = breaks
    if request.method != "POST":
        form.on.data = clock.today()
        form.lock_version.data = str(last)
        for name, because in before.items():
            if name in form._fields:
                form[name].data = because
    return form
