"""Forms of the plan as it is lived. Each asks what cannot be known later: the day, who says so, and why."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from flask import request
from wtforms import BooleanField
from wtforms.validators import ValidationError

from practice.core import clock
from practice.core.forms import DayField, Form, Said
from practice.families.queries import People
from practice.mapping.forms import Names, long_text, someone, text
from practice.safety.agree_forms import day_of, radio
from practice.safety.forms import FORMS, RowForm
from practice.safety.living.commands import NewCheck, NewStep
from practice.safety.living.models import HowKept, StepKind
from practice.safety.living.standing import EXPLAINED, NAMES
from practice.safety.models import TestKind

KEPT_CHOICES = {HowKept.KEPT: "It was kept", HowKept.PARTLY: "It was kept in part", HowKept.LATE: "It is late",
                HowKept.NOT_KEPT: "It was not kept"}


class PlanTestForm(Form):
    """A test that is to come: how, when, who does it, what we will ask."""

    how = radio("How will it be tested?", NAMES)
    on = DayField("On which day?", description="Like 4 Dec", ahead=True, validators=[Said("Give the day, like 4 Dec")])
    who = someone("Who does it?")
    words = long_text("What will we ask?", "Empty: the question beside the kind of test")

    def __init__(self, people: People, me: UUID | None) -> None:
        super().__init__()
        here = [one for one in people.values() if one.died_on is None and not one.is_child]
        self.who.choices = [("", "Choose who does it")] + [
            (str(one.id), f"{one.name} ({one.described})" if one.described else one.name) for one in here]
        if request.method != "POST":
            self.who.data = next((one.id for one in here if me is not None and one.user_id == me), None)

    def validate_how(self, field: Any) -> None:
        if field.data not in {one.value for one in TestKind}:
            raise ValidationError("Choose how it will be tested")

    def validate_who(self, field: Any) -> None:
        if field.data is None:
            raise ValidationError("Say who does it")

    def answer(self) -> tuple[TestKind, date, UUID | None, str]:
        """Only after validate() was true."""
        how = TestKind(self.how.data)
        return how, day_of(self.on), self.who.data, self.words.data or EXPLAINED[how][1]


class PutOffForm(Form):
    on = DayField("To which day?", description="A day from today on, like 4 Dec", ahead=True,
                  validators=[Said("Give the new day, like 4 Dec")])
    because = text("Why is it put off?", "Pearl is away until 28 November", Said("Say why it is put off"))


class CallOffForm(Form):
    because = long_text("Why is it called off?", "It stays readable with this reason", Said("Say why it is called off"))


class CheckForm(Form):
    """Was a promise kept, and who says so."""

    outcome = radio("Was it kept?", KEPT_CHOICES)
    said_by = someone("Who says so?", "Somebody of the family may say that it was not kept")
    on = DayField("On which day?", validators=[Said("Give the day, like 4 Dec")])
    words = long_text("In their words", "6 of 6 kept; late by 4 days, Marina was told on 20 Nov")
    is_verbatim = BooleanField("These are the exact words")

    def __init__(self, people: People) -> None:
        super().__init__()
        here = [one for one in people.values() if one.died_on is None]
        ordered = [one for one in here if not one.is_professional] + [one for one in here if one.is_professional]
        self.said_by.choices = [("", "Choose who says so")] + [
            (str(one.id), f"{one.name} ({one.described})" if one.described else one.name) for one in ordered]
        if request.method != "POST":
            self["on"].data = clock.today()

    def validate_outcome(self, field: Any) -> None:
        if field.data not in {one.value for one in HowKept}:
            raise ValidationError("Say whether it was kept")

    def validate_said_by(self, field: Any) -> None:
        if field.data is None:
            raise ValidationError("Say who says so: somebody of the family, or of the services")

    def answer(self) -> NewCheck:
        """Only after validate() was true."""
        return NewCheck(day_of(self.on), HowKept(self.outcome.data), self.said_by.data, self.words.data or "",
                        bool(self.is_verbatim.data))


class MilestoneForm(RowForm):
    kind = "milestone"
    TITLE = "a milestone"
    LEAD = "One station on the way to closing, and what must be seen before it. A day can move: the reason stands beside it."
    FIRST = ["words", "must_see", ("planned_on", "began_on"), "decided_by"]
    FOLDS: ClassVar[list[tuple[str, Names]]] = [("After it, and if it goes wrong", ["level", "step_back"])]
    words = long_text("What is the milestone?", "30 nights with the plan; visits every second week",
                      Said("Say what the milestone is"))
    must_see = long_text("What must be seen first?", "A number on the scale, or what the goal looks like")
    planned_on = DayField("Planned for", description="Empty where nobody can say", ahead=True)
    began_on = DayField("Began on", description="Where it takes its time: 8 weeks without visits")
    decided_by = text("Who decides that it is reached?", "Priya, Robin and Olive, at the review")
    level = text("What is different after it?", "Visits every second week; nights at dad’s with Dunstan there")
    step_back = text("What happens if it goes wrong?", "A night without a sober grown-up: a visit the next day")

    def offer(self) -> None:
        if self.standing is not None and self.standing.body.planned_on is not None:
            # The day first planned stays: another day is a step of its own, with the reason.
            self.FIRST = ["words", "must_see", "began_on", "decided_by"]  # type: ignore[misc]


class StepForm(Form):
    """What became of a milestone. What is not asked of this step is left out of the form."""

    planned_on = DayField("To which day?", description="Like 4 Dec", ahead=True)
    on = DayField("On which day?", validators=[Said("Give the day, like 4 Dec")])
    because = long_text("Why?")
    decided_by = text("Who decided it?", "By name")

    def __init__(self, what: StepKind) -> None:
        super().__init__()
        self.what = what
        if what is not StepKind.MOVED:
            del self.planned_on
        labels = {StepKind.REACHED: ("Reached on which day?", "Why was it later than planned? Empty where it was not"),
                  StepKind.MOVED: ("Decided on which day?", "Why is it moved?"),
                  StepKind.STEPPED_BACK: ("On which day?", "What happened?")}
        self["on"].label.text, self.because.label.text = labels[what]
        if request.method != "POST":
            self["on"].data = clock.today()

    def answer(self) -> NewStep:
        """Only after validate() was true."""
        return NewStep(self.what, day_of(self.on), self.because.data or "", self.decided_by.data or "",
                       self.planned_on.data if "planned_on" in self else None)


def offer() -> None:
    """Let the pages of the plan's rows write milestones too."""
    FORMS[MilestoneForm.kind] = MilestoneForm
