"""Forms of a family group conference, in the order of its steps."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField

from practice.core.forms import AtMost, CheckboxListField, DayField, Form, Said, one_id
from practice.discussions.conference.kinds import ANSWERS, COMES, FamilyPlan, Promise
from practice.families.forms import options

FROM_LIST: dict[str, Any] = {"invalid_value_message": "Choose from the list", "invalid_choice_message": "Choose from the list"}
LINES = 10  # of the family's plan; more are written after they were saved
Named = Iterable[tuple[UUID, str]]


def _people(first: str, people: Named) -> Any:
    return options([("", first), *((str(key), name) for key, name in people)])


class OfferForm(Form):
    person = SelectField("To whom?", [Said("Choose to whom it was offered")], coerce=one_id, **FROM_LIST)
    on = DayField("When?", [Said("Give the day, like 20 Nov")])
    how = StringField("How?", [AtMost(300)], description="At home, read out with the leaflet; in the letter before proceedings.")
    language = StringField("In which language?", [AtMost(80)],
                           description="With an interpreter? Say so. Never a relative or a child.")
    by = StringField("By whom?", [AtMost(200)])
    words = TextAreaField("In which words?", [AtMost()])

    def __init__(self, people: Named) -> None:
        super().__init__()
        self.person.choices = _people("Choose a person", people)


class AnswerForm(Form):
    person = SelectField("Whose answer?", [Said("Choose whose answer it is")], coerce=one_id, **FROM_LIST)
    answer = RadioField("What did they answer?", [Said("Choose what they answered")], choices=options(ANSWERS.items()), **FROM_LIST)
    words = TextAreaField("In their words", [AtMost()])
    is_verbatim = BooleanField("These are the exact words")
    on = DayField("When?", [Said("Give the day, like 20 Nov")])

    def __init__(self, people: Named) -> None:
        super().__init__()
        self.person.choices = _people("Choose a person", people)


class NotHeldForm(Form):
    reason = RadioField("Why is it not held?", [Said("Choose the reason")], **FROM_LIST, choices=options([
        ("not_in_interests", "It is not in the children’s interests"), ("refused", "It was offered, and nobody wants it")]))
    because = TextAreaField("Exactly why?", [AtMost()], description="What makes it so, and what was offered instead.")
    by = StringField("Who decided?", [AtMost(200)])
    on = DayField("When?", [Said("Give the day, like 20 Nov")])


class PrepareForm(Form):
    person = SelectField("Who was met?", [Said("Choose who was met")], coerce=one_id, **FROM_LIST)
    by = StringField("By whom?", [AtMost(200)], description="The coordinator, who has no other part in the case.")
    on = DayField("When?", [Said("Give the day, like 20 Nov")])
    comes = RadioField("Do they come?", [Said("Choose whether they come")], choices=options(COMES.items()), **FROM_LIST)
    needs = TextAreaField("What do they need to take part?", [AtMost(2000)],
                          description="An interpreter, childcare, food, a lift, somebody beside them.")
    apart = TextAreaField("Is there somebody with whom they must not be in one room?", [AtMost(2000)])
    advocate = StringField("Who is their advocate?", [AtMost(200)], description="Every child is offered one.")

    def __init__(self, people: Named) -> None:
        super().__init__()
        self.person.choices = _people("Choose a person", people)


class WritingForm(Form):
    question = TextAreaField("The question for the family", [AtMost()],
                             description="One question that they can answer with a plan: “How will the people who love Sam…?”")
    bottom_lines = TextAreaField("The bottom lines, one a line", [AtMost()])
    to = CheckboxListField("Who got it?", [Said("Choose who got it")])
    how = StringField("How?", [AtMost(300)], description="By post a week before; in Polish too.")
    on = DayField("When?", [Said("Give the day, like 20 Nov")])

    def __init__(self, people: Named, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.to.choices = options([(str(key), name) for key, name in people])


class _PlanForm(Form):
    on = DayField("On which day did they make it?", [Said("Give the day, like 5 Dec")])
    if_not = TextAreaField("What if it does not work?", [AtMost(2000)], description="Their back-up plan, in their words.")
    who_checks = StringField("Who looks how it goes?", [AtMost(200)])
    review_on = DayField("When do you look at it again?", ahead=True)


for _number in range(1, LINES + 1):
    setattr(_PlanForm, f"words_{_number}", TextAreaField(f"Line {_number}, in their words", [AtMost(1000)]))
    setattr(_PlanForm, f"who_{_number}", SelectField(f"Who does line {_number}?", coerce=one_id, **FROM_LIST))
    setattr(_PlanForm, f"when_{_number}", StringField(f"When, line {_number}?", [AtMost(200)]))


class PlanForm(_PlanForm):
    """The family's own plan: a line, who does it, when."""

    def __init__(self, people: Named, standing: FamilyPlan | None = None) -> None:
        data: dict[str, Any] = {}
        if standing is not None:
            data = {"if_not": standing.if_not, "who_checks": standing.who_checks, "review_on": standing.review_on}
            for number, line in enumerate(standing.lines[:LINES], 1):
                data |= {f"words_{number}": line.words, f"who_{number}": line.who, f"when_{number}": line.when}
        super().__init__(data=data)
        for number in range(1, LINES + 1):
            self[f"who_{number}"].choices = _people("Not said yet", people)

    @property
    def rows(self) -> list[tuple[Any, Any, Any]]:
        return [(self[f"words_{number}"], self[f"who_{number}"], self[f"when_{number}"]) for number in range(1, LINES + 1)]

    def lines(self) -> list[Promise]:
        return [Promise(words=words.data or "", who=who.data, when=when.data or "") for words, who, when in self.rows]


class HearForm(Form):
    verdict = RadioField("Is it safe enough to go with, as they made it?", [Said("Choose one")], **FROM_LIST, choices=options([
        ("accepted", "Yes: it is accepted as it is"), ("back", "No: it is sent back, with exactly the reason")]))
    by = StringField("Who says so?", [AtMost(200)])
    help = TextAreaField("What help do the services give, from when?", [AtMost(2000)])
    because = TextAreaField("If it is sent back: exactly why?", [AtMost(2000)],
                            description="Which child would be unsafe, when, and what is missing. Not: we would have done it "
                                        "differently.")
    bottom_line = SelectField("Which bottom line does it leave open?", default="", **FROM_LIST)
    on = DayField("When?", [Said("Give the day, like 5 Dec")])

    def __init__(self, bottom_lines: Iterable[str]) -> None:
        super().__init__()
        self.bottom_line.choices = options([("", "Choose a bottom line"), *((line, line) for line in bottom_lines)])


class IntoForm(Form):
    goal = SelectField("Which goal does it serve?", [Said("Choose the goal that it serves")], coerce=one_id, **FROM_LIST)

    def __init__(self, goals: Named) -> None:
        super().__init__()
        self.goal.choices = _people("Choose a goal", goals)
