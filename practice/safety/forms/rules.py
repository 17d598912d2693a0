"""What the family does and what the services promise; and where a row may be moved."""

from typing import Any
from uuid import UUID

from flask import request
from wtforms import BooleanField, RadioField
from wtforms.validators import ValidationError

from practice.core.forms import CheckboxListField, DayField, Form, Said
from practice.mapping.forms import choice, long_text, someone, text
from practice.mapping.queries import Choices
from practice.records.queries import Row
from practice.safety.forms.row import RowForm

ORIGINS = {"": "Not said", "child’s Safety House": "A child’s Safety House", "child": "A child",
           "parent": "A parent", "network": "The network", "agency": "The services"}
SHORT_CHOICE = 90


class RuleForm(RowForm):
    kind = "plan_rule"
    TITLE = "a rule"
    LEAD = "One rule is one thing that one named person does. Say it as you would say it to the children."
    FIRST = ["goal", "who", "words", "when", ("if_this", "then_that"), "back_up", "checks_name"]
    FOLDS = [
        ("Where, from when, whose idea", ["where", ("starts", "until"), "origin", "about"]),
        ("Others who back up or check", ["back_up_name", "checks"]),
        ("On the family’s paper", ["family_words", "is_core"]),
    ]
    goal = someone("Which goal does it serve?")
    who = someone("Who does it?", "One named person")
    words = long_text("What do they do?", "What you would see: “locks door and chain, keeps the phone charged by the bed”",
                      Said("Say what they do"))
    when = text("When?", "Every night; by 7.00; Thursdays", Said("Say when, or how often"))
    if_this = text("If…", "The bell rings and nobody is expected")
    then_that = long_text("…then", "Don’t open. Look. Ring Coral")
    back_up = CheckboxListField("Who does it when they cannot?")
    back_up_name = text("Somebody else backs up", "A name, if it is not in the list")
    checks_name = text("Who checks that it happens, and when?", "Asha, weekly")
    checks = CheckboxListField("Which of these people check?")
    where = text("Where?")
    starts = DayField("From when?")
    until = DayField("Until when?", ahead=True)
    origin = choice("Whose idea was it?", ORIGINS)
    family_words = long_text("How it reads on the family’s paper", "Empty: who, what and when, as above")
    is_core = BooleanField("It stands on the first sheet", default=True)

    def offer(self) -> None:
        people = self.everyone()
        self._people("who", people, "Choose who will do this")
        self._boxes("back_up", people)
        self._boxes("checks", people)
        number = {row.id: no for no, row in enumerate(self.choices.dangers, 1)}
        self.goal.choices = [("", "Choose the goal")] + [
            (str(row.id), goal_label(row, number.get(row.parent_id) if row.parent_id else None))
            for row in self.choices.goals]
        if request.method != "POST":
            self.goal.data = self.parent_id or (self.choices.goals[0].id if len(self.choices.goals) == 1 else None)
        if self.standing is not None and self.standing.body.origin not in ORIGINS:
            self.origin.choices = [*ORIGINS.items(), (self.standing.body.origin, self.standing.body.origin)]

    @property
    def parent(self) -> UUID | None:
        chosen: UUID | None = self.goal.data
        return chosen

    def validate_who(self, field: Any) -> None:
        if field.data is None:
            raise ValidationError("Say who will do it")

    def validate_goal(self, field: Any) -> None:
        if field.data is None:
            raise ValidationError("Choose the goal that this rule serves")

    def validate_until(self, field: Any) -> None:
        if field.data and self.starts.data and field.data < self.starts.data:
            raise ValidationError("It ends before it starts. Give a later day")


def goal_label(row: Row, number: int | None) -> str:
    words = row.body.words if len(row.body.words) <= SHORT_CHOICE else row.body.words[:SHORT_CHOICE - 1].rstrip() + "…"
    return f"Goal {number}: {words}" if number else words


class PromiseForm(RowForm):
    kind = "promise"
    TITLE = "a promise of the services"
    LEAD = "What a service will do, as plainly as a rule of the family. It is marked like theirs."
    FIRST = ["who", "words", "when"]
    FOLDS = [("On the family’s paper", ["family_words", "is_core"])]
    who = someone("Who promises it?")
    words = long_text("What will they do?", "", Said("Say what they will do"))
    when = text("When, or how often?", "", Said("Say when, or how often"))
    family_words = long_text("How it reads on the family’s paper", "Empty: who, what and when, as above")
    is_core = BooleanField("It stands on the first sheet", default=True)

    def offer(self) -> None:
        self._people("who", [one for one in self.everyone() if one.is_professional], "Choose who promises it")

    def validate_who(self, field: Any) -> None:
        if field.data is None:
            raise ValidationError("Say who promises it")


# What a sign may become without losing its sense.
SIGNS = {"trigger": "What sets things off, hard days", "early_sign": "Early signs", "red_flag": "Whom to ring now"}


class MoveForm(Form):
    """Where a row belongs: another goal for a rule, another part of the plan for a sign."""

    to = RadioField("Where does it belong?", validate_choice=False)

    def __init__(self, choices: Choices, row: Row) -> None:
        super().__init__()
        self.row = row
        if row.kind == "plan_rule":
            number = {danger.id: no for no, danger in enumerate(choices.dangers, 1)}
            self.to.choices = [(str(goal.id), goal_label(goal, number.get(goal.parent_id) if goal.parent_id else None))
                               for goal in choices.goals if goal.id != row.parent_id]
        else:
            self.to.choices = [(kind, words) for kind, words in SIGNS.items() if kind != row.kind]

    def validate_to(self, field: Any) -> None:
        if field.data not in {value for value, _ in field.choices}:
            raise ValidationError("Choose where it belongs" if field.choices else "There is no other goal yet")

    @property
    def kind_to(self) -> str:
        kind: str = "plan_rule" if self.row.kind == "plan_rule" else self.to.data
        return kind

    @property
    def goal_to(self) -> UUID | None:
        return UUID(self.to.data) if self.row.kind == "plan_rule" else None
