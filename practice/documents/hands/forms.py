"""Forms: handing a paper over, and taking the answer. 'Handed over, read together, agrees' is four taps and Save."""

from typing import Any

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import ValidationError

from practice.core import clock
from practice.core.forms import AtMost, DayField, Form, Said, one_id
from practice.documents.hands.commands import NewAnswer, NewHanding
from practice.documents.hands.models import AnswerKind, How, Understood
from practice.documents.hands.queries import OnShelf
from practice.families.queries import People

PICK = "Choose one"
FROM_LIST: dict[str, Any] = {"invalid_value_message": "Choose from the list", "invalid_choice_message": "Choose from the list"}


def _radio(label: str, choices: list[tuple[str, str]], said: str = "", **more: Any) -> RadioField:
    return RadioField(label, choices=[SelectChoice(*one) for one in choices], validators=[Said(said)] if said else [],
                      validate_choice=False, **more)


class AnswerFields(Form):
    """What the person says to the paper."""

    answer = _radio("What do they say?", [
        (AnswerKind.AGREES.value, "Agrees"), (AnswerKind.IN_PART.value, "Agrees in part"),
        (AnswerKind.DOES_NOT.value, "Does not agree"), (AnswerKind.NONE_YET.value, "No answer yet")])
    words = TextAreaField("In their own words", description="Word for word. It stays beside the plan.", validators=[AtMost(4000)])
    wants_changed = TextAreaField("What do they want changed?", validators=[AtMost(4000)])
    why_none = StringField("Why is there no answer yet?", validators=[AtMost(400)])
    answered_on = DayField("When did they say it?")
    taken_by = StringField("Who took the answer?", validators=[AtMost(200)])

    def the_answer(self) -> NewAnswer | None:
        """The answer as typed, or None where none was chosen."""
        if not self.answer.data:
            return None
        return NewAnswer(AnswerKind(self.answer.data), self.answered_on.data or clock.today(), self.taken_by.data or "",
                         self.words.data or "", self.wants_changed.data or "", self.why_none.data or "")

    def validate_answer(self, field: Any) -> None:
        if field.data and field.data not in {kind.value for kind in AnswerKind}:
            raise ValidationError(PICK)


class AnswerForm(AnswerFields):
    def validate_answer(self, field: Any) -> None:
        if not field.data:
            raise ValidationError("Choose what they say. “No answer yet” is one too")
        super().validate_answer(field)


class HandForm(AnswerFields):
    person_id = SelectField("To whom?", coerce=one_id, validators=[Said("Choose to whom")], **FROM_LIST)
    on = DayField("When?", [Said("Give the day, like 4 Dec")])
    how = _radio("How?", [(How.BY_HAND.value, "Given by hand"), (How.READ_OUT.value, "Read out"), (How.SHOWN.value, "Shown"),
                          (How.POST.value, "Sent by post"), (How.EMAIL.value, "Sent by e-mail")], "Say how it was handed over")
    sent_to = StringField("Where was it sent?", validators=[AtMost(400)],
                          description="Only for post and e-mail. Checked against what is protected, and not kept.")
    read_together = _radio("Did you read it together?", [("yes", "Yes"), ("no", "No")], "Say whether you read it together")
    language = StringField("In which language?", description="Empty: English.", validators=[AtMost(100)])
    interpreter = StringField("With which interpreter?", description="Never somebody of the family, and never a child.",
                              validators=[AtMost(200)])
    understood = _radio("Do they say that they understood it?", [
        (Understood.YES.value, "Yes"), (Understood.IN_PART.value, "In part"), (Understood.NO.value, "No"),
        (Understood.NOT_ASKED.value, "Not asked")], default=Understood.NOT_ASKED.value)
    their_words = TextAreaField("How would they put it?", description="“So on Tuesdays I ring Nan.” Word for word.",
                                validators=[AtMost(2000)])

    def __init__(self, paper: OnShelf, people: People, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        here = [person for person in people.values() if person.died_on is None and person.to_on is None]
        here.sort(key=lambda person: person.id != paper.reader_id)
        self.person_id.choices = [SelectChoice(str(person.id), person.name) for person in here]

    def validate_how(self, field: Any) -> None:
        if field.data not in {how.value for how in How}:
            raise ValidationError("Say how it was handed over")

    def validate_understood(self, field: Any) -> None:
        if field.data not in {one.value for one in Understood}:
            raise ValidationError(PICK)

    def the_handing(self) -> NewHanding:
        return NewHanding(
            self.person_id.data, self.on.data, How(self.how.data), self.read_together.data == "yes", self.language.data or "",
            self.interpreter.data or "", Understood(self.understood.data), self.their_words.data or "", self.sent_to.data or "",
            self.the_answer())
