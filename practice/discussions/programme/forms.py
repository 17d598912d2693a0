"""The form of one talk of the programme."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from wtforms import RadioField, SelectField, TextAreaField

from practice.core.forms import AtMost, DayField, Form, JudgeField, Said, one_id
from practice.discussions.programme.commands import NewEntry
from practice.discussions.programme.models import ModuleState
from practice.families.forms import options
from practice.guidance.programme import STEPS, modules

FROM_LIST: dict[str, Any] = {"invalid_value_message": "Choose from the list", "invalid_choice_message": "Choose from the list"}
STATES = {ModuleState.IN_PROGRESS: "In progress", ModuleState.DONE: "Done", ModuleState.NEXT: "Next",
          ModuleState.NOT_NEEDED: "Not needed"}


class EntryForm(Form):
    person_id = SelectField("With which parent?", [Said("Choose the parent")], coerce=one_id, **FROM_LIST)
    module = SelectField("Which module?", [Said("Choose a module")], **FROM_LIST)
    state = RadioField("How far is it?", [Said("Choose how far it is")], **FROM_LIST,
                       choices=options((state.value, words) for state, words in STATES.items()))
    on = DayField("When?", [Said("Give the day, like 20 Nov")])
    for_change = TextAreaField("What did they say that leans towards change?", [AtMost()],
                               description="Their own words: “I don’t want her to remember me like my dad.”")
    against_change = TextAreaField("And against it?", [AtMost()], description="Their own words. It belongs here as much.")
    step = SelectField("Where are they?", default="", **FROM_LIST, choices=options((step, step or "Not said") for step in STEPS))
    importance = JudgeField("How important is it to them, do they say?")
    confidence = JudgeField("How sure are they that they can, do they say?")
    child_change = TextAreaField("What has changed in the children’s life?", [AtMost()])
    analysis = TextAreaField("What do you make of it?", [AtMost()], description="Yours, and marked as yours.")
    because = TextAreaField("Not needed: why?", [AtMost(1000)])

    def __init__(self, people: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.person_id.choices = options([("", "Choose a parent"), *((str(key), name) for key, name in people)])
        self.module.choices = options([("", "Choose a module"), *((one.name, one.title) for one in modules().values())])

    def answer(self) -> NewEntry:
        """Typed; only after validate() was true."""
        return NewEntry(self.person_id.data, self.module.data or "", ModuleState(self.state.data), self["on"].data,
                        self.for_change.data or "", self.against_change.data or "", self.step.data or "", self.importance.data,
                        self.confidence.data, self.child_change.data or "", self.analysis.data or "", self.because.data or "")
