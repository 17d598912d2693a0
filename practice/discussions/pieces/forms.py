"""Forms of the pieces: what a seat brings, who was asked, a concern and its outcome, a line of the ledger."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField

from practice.core.forms import AtMost, DayField, Form, Said
from practice.discussions.pieces.commands import NewBrought
from practice.discussions.pieces.models import PieceState
from practice.families.forms import options
from practice.guidance.seats import FOR_EVERY_SEAT, seat_guides

FROM_LIST: dict[str, Any] = {"invalid_value_message": "Choose from the list", "invalid_choice_message": "Choose from the list"}
QUESTIONS = dict(FOR_EVERY_SEAT)
SOMEBODY_ELSE = "other"


class BringForm(Form):
    guide = SelectField("Which kind of specialist are you here?", **FROM_LIST)
    seen = TextAreaField(QUESTIONS["seen"], [AtMost(2000)])
    facts = TextAreaField(QUESTIONS["facts"], [AtMost()],
                          description="A line each: what, where it comes from, which day. “Weight 11.2 kg, clinic, 16 November.”")
    words = TextAreaField(QUESTIONS["words"], [AtMost()])
    view = TextAreaField(QUESTIONS["view"], [AtMost()], description="What you think, kept apart from what you know.")
    offer = TextAreaField(QUESTIONS["offer"], [AtMost(2000)])
    would_change = TextAreaField(QUESTIONS["would_change"], [AtMost(2000)])
    not_here = TextAreaField("Is there something that you must not say here?", [AtMost(1000)],
                             description="Only what kind of thing it is: “Police information about a third person.”")
    not_here_because = TextAreaField("Why not?", [AtMost(1000)],
                                     description="It is kept in the ledger, with your name, as a decision not to share.")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.guide.choices = options([("", "The family’s own words, or another part"),
                                      *((one.name, one.title) for one in seat_guides().values())])

    def answer(self) -> NewBrought:
        return NewBrought(**{name: getattr(self, name).data or "" for name in NewBrought.__dataclass_fields__})


class FamilyWordsForm(Form):
    """For a seat of the family, and whoever holds the child's voice: their words, nothing about risk."""

    words = TextAreaField("What do you want everyone to know before it begins?",
                          [Said("Write what they want to be known"), AtMost()],
                          description="In their own words. It stands first on the page.")
    offer = TextAreaField("What would help?", [AtMost(2000)])

    def answer(self) -> NewBrought:
        return NewBrought(words=self.words.data or "", offer=self.offer.data or "")


class AnswerForm(Form):
    what = RadioField("What did they answer?", validators=[Said("Choose one")], **FROM_LIST, choices=options([
        (PieceState.ANSWERED.value, "They told what they hold"), (PieceState.NOTHING.value, "They hold nothing"),
        (PieceState.WILL_NOT_SHARE.value, "They will not share it"), (PieceState.ASKED.value, "Asked, no answer yet")]))
    words = TextAreaField("In words", [AtMost()], description="What they said; what you asked; or why they will not share it.")
    on = DayField("When?", description="Empty: today.")


class AskForm(AnswerForm):
    holder = SelectField("Who?", **FROM_LIST, description="A relative who has no seat, or somebody else whom you asked.")
    name = StringField("Somebody else: who?", [AtMost(200)], description="A name and what they are: Mr Vale, old school.")

    def __init__(self, relatives: Iterable[tuple[UUID, str, str]]) -> None:
        super().__init__()
        self.holder.choices = options([(SOMEBODY_ELSE, "Somebody else"), *(
            (str(key), f"{name} ({relation})" if relation else name) for key, name, relation in relatives)])


class ConcernForm(Form):
    from_whom = StringField("Who told it?", [Said("Say who told it"), AtMost(200)],
                            description="A name and who they are: gran Dora.")
    words = TextAreaField("What did they say?", [Said("Write what they said"), AtMost()])
    is_verbatim = BooleanField("These are the exact words")
    told_to = StringField("Whom did they tell?", [AtMost(200)])
    on = DayField("When?", [Said("Give the day, like 20 Nov")])


class OutcomeForm(Form):
    words = TextAreaField("What came of it?", [Said("Say what came of it"), AtMost()],
                          description="What was done, what was found, and what they were told.")
    by_whom = StringField("Who answers for this?", [Said("Name who answers for this"), AtMost(200)])
    on = DayField("When?", description="Empty: today.")


class SharingForm(Form):
    is_shared = RadioField("Was it shared?", validators=[Said("Choose one")], **FROM_LIST,
                           choices=options([("yes", "Yes, it was shared"), ("no", "No, it was held back")]))
    what = TextAreaField("What?", [Said("Say what it is"), AtMost(1000)], description="What kind of thing, not the thing itself.")
    to_whom = StringField("With whom?", [Said("Say with whom"), AtMost(300)])
    because = TextAreaField("Why?", [Said("Say why"), AtMost(1000)])
    basis = StringField("On which basis?", [AtMost(300)],
                        description="The agreement, the person’s yes, or the duty: section 47, Working Together.")
    on = DayField("When?", description="Empty: today.")
