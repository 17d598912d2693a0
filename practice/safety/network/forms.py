"""What is asked about the network: one member, a move, a telling, who else, a meeting, a name that becomes a person."""

from typing import Any
from uuid import UUID

from flask import request
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import ValidationError

from practice.core import clock
from practice.core.forms import AtMost, CheckboxListField, DayField, Form, JudgeField, Said, one_id
from practice.families.models import Standing
from practice.families.queries import People, PersonRow
from practice.guidance.network import Question
from practice.mapping.forms import choice, long_text, text
from practice.safety.agree_forms import day_of
from practice.safety.forms import RowForm
from practice.safety.network.commands import NewMeeting, NewTelling
from practice.safety.network.kinds import WhoElse

RING_CHOICES = {"inner": "Inner: knows everything", "middle": "Middle: knows something", "outer": "Outer: knows nothing yet"}
YES_NO_UNKNOWN = {"": "Not known", "yes": "Yes", "no": "No"}
HERE = {"": "As the record’s homes say", "yes": "Yes", "no": "No"}
NAMED = {"": "Not asked yet", "yes": "Yes", "no": "No"}
DAY = "Give the day, like 4 Dec"
STANDINGS = {Standing.ADULT.value: "Parent, partner or other family", Standing.NETWORK.value: "Friend, neighbour or somebody else "
             "in their life", Standing.PROFESSIONAL.value: "Somebody who is paid for it"}


class MemberForm(RowForm):
    """One member of the network."""

    kind = "network_member"
    TITLE = "somebody in the network"
    LEAD = "Nobody counts before they were told what we are worried about. Write that down after saving."
    FIRST = ["person", "name", "ring", "ring_because", "words", ("times", "limits"), ("depends", "in_house"), "depends_words",
             "not_told"]
    FOLDS = [
        ("How willing they are, and their own worries", ["willing", ("willing_on", "willing_words"), "worries"]),
        ("Checks, and whether they may be named", ["checks", "may_be_named"]),
        ("Who they are to the children", ["relation", "is_paid"]),
    ]
    person = SelectField("Who is it?", coerce=one_id)
    name = text("Or a name that is not in the record yet", "As they are called. They can be put into the record later")
    ring = choice("What do they know?", RING_CHOICES)
    ring_because = text("What brought them there?", "She came on 23 May and stayed the night")
    words = long_text("What do they offer?", "What a camera would see: “comes before 7 and stays until breakfast”")
    times = text("Days and hours", "Any evening; not Friday mornings")
    limits = text("What can they not do?", "Does not drive after dark")
    depends = choice("Do they depend on the person who caused the harm?", YES_NO_UNKNOWN, "For a home, money, work, or being safe")
    depends_words = text("In what way?", "Lives in his flat; works for him")
    in_house = choice("Do they live in the children’s home?", HERE)
    not_told = long_text("What must they not be told?", "It stands above everything that is written for them")
    willing = JudgeField("How much do they want to do this, 0 to 10?")
    willing_on = DayField("Asked on")
    willing_words = text("Why that number, in their words")
    worries = long_text("What worries them about it?")
    checks = text("Which checks were done, and when?", "Police check clear, 29 September; home seen on the 22nd")
    may_be_named = choice("May their name stand on the plan?", NAMED)
    relation = text("Who they are to the children", "Empty: as in the record")
    is_paid = BooleanField("They are paid for it (for a name that is not in the record)")

    def offer(self) -> None:
        here = [one for one in self.choices.people.values() if one.died_on is None and one.to_on is None and not one.is_index]
        order = [one for one in here if not one.is_professional] + [one for one in here if one.is_professional]
        self._people("person", order, "A name below")
        self._boxes("not_for", self.choices.people.values())
        if request.method != "POST" and self.standing is None:
            self.ring.data = "outer"

    def validate_person(self, field: Any) -> None:
        if field.data is None and not self.name.data:
            raise ValidationError("Choose who it is, or write a name")
        if field.data is not None and self.name.data:
            raise ValidationError("Choose a person or write a name, not both")

    def own_values(self) -> dict[str, Any]:
        values: dict[str, Any] = {}
        if self.willing.data is not None and self.willing_on.data is None:
            values["willing_on"] = clock.today()
        standing = self.standing.body if self.standing is not None else None
        if standing is not None and standing.ring != self.ring.data:
            values["ring_on"] = clock.today()
        return values


class MoveForm(Form):
    """Into which ring, since when, and what moved them."""

    ring = SelectField("To which ring?", coerce=str, validate_choice=False)  # the command says what is wrong
    on = DayField("Since when?", validators=[Said(DAY)])
    because = text("What moved them?", "Marina told her the whole of it")

    def __init__(self, now: str) -> None:
        """NOW is the ring in which they stand: it is not offered."""
        super().__init__()
        self.ring.choices = [(ring, words) for ring, words in RING_CHOICES.items() if ring != now]

    def day(self) -> Any:
        return day_of(self.on)


class LeaveForm(Form):
    """Somebody leaves the network."""

    on = DayField("Since when?", validators=[Said(DAY)])
    because = long_text("Why do they leave?", "It stays readable", Said("Say why they leave. It stays readable"))

    def day(self) -> Any:
        return day_of(self.on)


class TellForm(Form):
    """Which danger statements somebody was told, when, by whom, how, and what they said."""

    dangers = CheckboxListField("Which danger were they told?")
    on = DayField("On which day?", validators=[Said(DAY)])
    by_whom = text("Who told them?", "Marina, with Ines", Said("Say who told them"))
    how = text("How?", "Read together at her kitchen table")
    they_said = long_text("What did they say?")
    is_verbatim = BooleanField("These are the exact words")
    ring = SelectField("What do they know now?", coerce=str)

    def __init__(self, dangers: list[tuple[UUID, str]], ring: str | None) -> None:
        super().__init__()
        self.dangers.choices = [(str(danger), words) for danger, words in dangers]
        if self.dangers.data is None:
            self.dangers.data = []
        if ring is None:
            del self.ring
            return
        self.ring.choices = [*RING_CHOICES.items()]
        if request.method != "POST":
            self.ring.data = ring

    def validate_dangers(self, field: Any) -> None:
        if not field.data:
            raise ValidationError("Choose the danger that they were told" if field.choices
                                  else "No danger is written that they may be told. Write it in the mapping first")

    @property
    def ring_to(self) -> str:
        return str(self.ring.data or "") if "ring" in self._fields else ""

    def answer(self, person_id: UUID) -> NewTelling:
        """Only after validate() was true."""
        return NewTelling(person_id, day_of(self.on), self.by_whom.data or "", tuple(self.dangers.data or ()),
                          self.how.data or "", self.they_said.data or "", bool(self.is_verbatim.data))


class WhoElseForm(Form):
    """A question that finds more people, of whom it was asked, and what came."""

    question = SelectField("What did you ask?", coerce=str)
    own_question = text("Or another question, in your words")
    asked_of = SelectField("Whom did you ask?", coerce=one_id)
    asked_of_name = text("Or somebody who is not in the record")
    on = DayField("On which day?", validators=[Said(DAY)])
    words = long_text("What did they say?", "", Said("Write down what they said"))
    is_verbatim = BooleanField("These are the exact words")
    named = long_text("Whom did they name?", "One name on each line. From the list, one tap puts them into the outer ring")

    def __init__(self, questions: tuple[Question, ...], people: People) -> None:
        super().__init__()
        self.question.choices = [("", "Choose a question"), *((one.ask, one.ask) for one in questions)]
        self.asked_of.choices = [("", "Choose")] + [(str(one.id), one.name) for one in people.values() if one.died_on is None]

    def validate_question(self, field: Any) -> None:
        if not field.data and not self.own_question.data:
            raise ValidationError("Choose the question, or write your own")

    def validate_asked_of(self, field: Any) -> None:
        if field.data is None and not self.asked_of_name.data:
            raise ValidationError("Say whom you asked")

    def answer(self) -> WhoElse:
        """Only after validate() was true."""
        names = dict.fromkeys(" ".join(line.split()) for line in (self.named.data or "").splitlines())
        return WhoElse(question=self.own_question.data or self.question.data or "", asked_of=self.asked_of.data,
                       asked_of_name=self.asked_of_name.data or "", on=day_of(self.on), words=self.words.data or "",
                       is_verbatim=bool(self.is_verbatim.data), named=tuple(name for name in names if name))


class NamedForm(Form):
    """One name of an answer, as a button sends it."""

    name = text("Who")


class MetForm(Form):
    """The network met without a worker."""

    on = DayField("On which day?", validators=[Said(DAY)])
    people = CheckboxListField("Who was there?")
    others = text("Who else?", "Names, if they are not in the list")
    they_said = long_text("What did they say, or agree?", "", Said("Write down what they said"))

    def __init__(self, people: list[PersonRow]) -> None:
        super().__init__()
        self.people.choices = [(str(one.id), one.short_name) for one in people]
        if self.people.data is None:
            self.people.data = []

    def answer(self) -> NewMeeting:
        """Only after validate() was true."""
        return NewMeeting(day_of(self.on), tuple(self.people.data or ()), self.others.data or "", self.they_said.data or "")


class PersonForm(Form):
    """A name of the network becomes a person of the record."""

    standing = RadioField("Who they are in this record", choices=STANDINGS, default=Standing.NETWORK.value)
    label = text("What the children call them, or who they are", "Next door; mum’s friend")
    phone = text("Telephone", "A number that may be shown. A protected one goes under Places", AtMost(40))
