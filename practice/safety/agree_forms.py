"""Forms about the plan as it is lived: a test of a rule, what each person says, agreeing it, its states, a reason."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, TypeVar, cast
from uuid import UUID

from flask import request
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.validators import ValidationError

from practice.core import clock
from practice.core.forms import AtMost, DayField, Form, Said
from practice.families.queries import People, PersonRow
from practice.mapping.forms import clean, long_text, text
from practice.safety.breaks import Break
from practice.safety.commands import Agreeing, NewStance, NewTest, reason_field
from practice.safety.models import Outcome, PlanState, StanceKind, TestKind
from practice.safety.said import StanceRow

KINDS_OF_TEST = {
    TestKind.TALK_THROUGH: "Talked through: what if he turns up at 10 at night?",
    TestKind.WALK_THROUGH: "Walked through: everybody did it once",
    TestKind.PHONE: "Phone test: the back-up was rung",
    TestKind.CHILD_KNOWS: "The child was asked whom to tell",
    TestKind.REAL: "It happened for real",
    TestKind.UNANNOUNCED: "Somebody looked unannounced",
}
OUTCOMES = {Outcome.YES: "It worked", Outcome.PARTLY: "It worked in part", Outcome.NO: "It did not work"}
STANCES = {StanceKind.AGREES: "Agrees", StanceKind.IN_PART: "Agrees in part", StanceKind.DOES_NOT: "Does not agree",
           StanceKind.NOT_ASKED: "Not asked yet"}
NOT_CHOSEN = {"stance": "Choose what they say, or “not asked yet”"}


def radio(label: str, options: Any, **kwargs: Any) -> RadioField:
    """Radio buttons with nothing chosen to start with; the form says in its own words what is missing."""
    return RadioField(label, choices={one.value: words for one, words in options.items()}, validate_choice=False, **kwargs)


def _chosen(field: Any, options: Any, message: str) -> None:
    if field.data not in {one.value for one in options}:
        raise ValidationError(message)


def number(label: str, hint: str = "") -> SelectField:
    """A number from 0 to 10, or nobody asked."""
    return SelectField(label, description=hint, coerce=_number,
                       choices={"": "Not asked"} | {str(value): str(value) for value in range(11)})


def _number(value: Any) -> int | None:
    return None if value in (None, "", "None") else int(value)


NUMBERS = {"willingness": ("How much do they want to do this?", "Low: talk about the reasons, theirs and the children’s"),
           "confidence": ("How sure are they that they can?", "Low: a smaller step, or somebody beside them"),
           "capacity": ("How able are they, with time, money and health?", "Low: practical help")}


def day_of(field: DayField) -> date:
    """The day in a field that must hold one. Only after validate() was true."""
    day: Any = field.data
    assert isinstance(day, date)
    return day


def reason_text(one: Break) -> Any:
    """The field for the reason of one break, with the reason given before in it."""
    return StringField(f"{one.says}: why is it agreed like this?", default=one.because, validators=[AtMost()],
                       filters=[clean])


class TestForm(Form):
    """How a rule was tried, and what came of it."""

    __test__ = False
    kind = radio("How was it tested?", KINDS_OF_TEST)
    on = DayField("On which day?", validators=[Said("Give the day, like 4 Dec")])
    who = text("Who was there?", "Ines rang Coral and Pearl")
    what_happened = long_text("What happened?", "What a camera would have seen", Said("Say what happened"))
    outcome = radio("Did it work?", OUTCOMES)
    change = text("What was changed because of it?", "Pearl’s number changed")

    def validate_kind(self, field: Any) -> None:
        _chosen(field, TestKind, "Choose how it was tested")

    def validate_outcome(self, field: Any) -> None:
        _chosen(field, Outcome, "Say whether it worked")

    def answer(self) -> NewTest:
        """Only after validate() was true."""
        return NewTest(TestKind(self.kind.data), day_of(self.on), self.what_happened.data or "", Outcome(self.outcome.data),
                       self.who.data or "", self.change.data or "")


class StanceForm(Form):
    """What one person says to an agreed plan."""

    stance = radio("What do they say?", STANCES)
    words = long_text("In their own words", "What would they change?")
    is_verbatim = BooleanField("These are the exact words")
    why_not_asked = text("If they were not asked: why?", "Away until 28 November")
    on = DayField("On which day?", validators=[Said("Give the day, like 4 Dec")])
    how = text("How were they asked?", "Read to him; with Glen; copy given in large print")
    willingness = number(*NUMBERS["willingness"])
    confidence = number(*NUMBERS["confidence"])
    capacity = number(*NUMBERS["capacity"])
    numbers_because = text("What makes it that number?", "Money; the late shift")

    def validate_stance(self, field: Any) -> None:
        _chosen(field, StanceKind, NOT_CHOSEN["stance"])

    def answer(self, person_id: UUID) -> NewStance:
        """Only after validate() was true."""
        return NewStance(person_id, StanceKind(self.stance.data), day_of(self.on), self.words.data or "",
                         bool(self.is_verbatim.data), self.why_not_asked.data or "", self.how.data or "",
                         self.willingness.data, self.confidence.data, self.capacity.data, self.numbers_because.data or "")


class StateForm(Form):
    """Put an agreed plan in force, or end it."""

    on = DayField("From which day?", validators=[Said("Give the day, like 4 Dec")])
    because = long_text("Why?", "", Said("Say why"))


class ReasonForm(Form):
    """Why a broken thread is left as it is."""

    because = long_text("Why is it left as it is?", "It stands on the record, and your manager sees it",
                        Said("Say why you leave it"))


class PeopleForm(Form):
    """What each named person says. The fields of each are made for the people of the moment: see with_people()."""

    people: Sequence[PersonRow] = ()
    HAS_NUMBERS: ClassVar[bool] = True

    def person_fields(self, person: PersonRow) -> dict[str, Any]:
        """The fields of one person, by what they ask; a child is not asked for numbers."""
        numbers = () if person.is_child or not self.HAS_NUMBERS else (*NUMBERS, "numbers_because")
        names = ("stance", "words", "verbatim", "why_not", "how", *numbers)
        return {name: self[f"{name}_{person.id.hex}"] for name in names}

    def validate(self, extra_validators: Any = None) -> bool:
        """Shape, and that each person is either heard or said to be not asked."""
        fine = bool(super().validate(extra_validators))
        for person in self.people:
            fields = self.person_fields(person)
            if fields["stance"].data not in {one.value for one in StanceKind}:
                fields["stance"].errors = [f"Say what {person.short_name} says, or “not asked yet”"]
                fine = False
            elif fields["stance"].data == StanceKind.NOT_ASKED.value and not fields["why_not"].data:
                fields["why_not"].errors = [f"Say why {person.short_name} was not asked"]
                fine = False
        return fine

    def stances(self, on: date) -> list[NewStance]:
        """What each says. Only after validate() was true."""
        found = []
        for person in self.people:
            fields = self.person_fields(person)
            numbers = {name: fields[name].data for name in NUMBERS if name in fields}
            because = fields["numbers_because"].data or "" if "numbers_because" in fields else ""
            found.append(NewStance(person.id, StanceKind(fields["stance"].data), on, fields["words"].data or "",
                                   bool(fields["verbatim"].data), fields["why_not"].data or "", fields["how"].data or "",
                                   **numbers, numbers_because=because))
        return found


class AgreeForm(PeopleForm):
    """Agreeing the plan. Each named person, and each break that asks, has fields of their own: see agree_form()."""

    on = DayField("On which day was it agreed?", validators=[Said("Give the day, like 4 Dec")])
    note = text("What is new in this version, in a line?", "Pearl’s number changed; rule 6 added",
                Said("Say what is new, in a line"))
    review_on = DayField("When is it looked at again?", description="A day from today on, like 15 Dec", ahead=True,
                         validators=[Said("Give a day from today on, like 15 Dec")])
    in_force = BooleanField("It is in force from that day", default=True)
    why_in_force = text("If somebody with a part in it was not asked or does not agree: why is it in force all the same?")

    broken: Sequence[Break] = ()

    def reason(self, broken: Break) -> Any:
        return self[reason_field(broken)]

    def answer(self) -> Agreeing:
        """Only after validate() was true."""
        on = day_of(self.on)
        return Agreeing(on, self.note.data or "", self.stances(on),
                        {reason_field(one): self.reason(one).data or "" for one in self.broken},
                        in_force=bool(self.in_force.data), why_in_force=self.why_in_force.data or "",
                        review_on=day_of(self.review_on), seen=self.seen_version)


F = TypeVar("F", bound=PeopleForm)


def with_people(base: type[F], people: Iterable[PersonRow], **more: Any) -> F:
    """BASE with the fields of these people, and MORE fields of the moment."""
    named = list(people)
    fields: dict[str, Any] = dict(more)
    for person in named:
        key = person.id.hex
        fields |= {
            f"stance_{key}": radio(f"What does {person.short_name} say?", STANCES),
            f"words_{key}": text(f"{person.short_name}’s own words"),
            f"verbatim_{key}": BooleanField("These are the exact words"),
            f"why_not_{key}": text("If not asked: why?"),
            f"how_{key}": text("How were they asked?", "Read together; copy given in large print"),
        }
        if base.HAS_NUMBERS and not person.is_child:
            fields |= {f"{name}_{key}": number(*words) for name, words in NUMBERS.items()}
            fields[f"numbers_because_{key}"] = text("What makes it that number?", "Money; the late shift")
    form = cast(F, type("FormOfNow", (base,), fields)())
    form.people = named
    return form


def agree_form(people: Iterable[PersonRow], broken: Sequence[Break]) -> AgreeForm:
    """The form for these people and these breaks. Earlier reasons stand in it: they are asked again, not typed again."""
    form = with_people(AgreeForm, people, **{reason_field(one): reason_text(one) for one in broken})
    form.broken = list(broken)
    if request.method != "POST":
        form["on"].data = clock.today()
    return form


def asked_of(people: People, duties: Iterable[UUID], parents: Iterable[UUID],
             said: Mapping[UUID, StanceRow]) -> list[PersonRow]:
    """Whose word a plan needs, in the record's order: the children it is about, their parents, everyone with a duty, and
    whoever spoke to the last version."""
    named = {*duties, *parents, *said}
    return [person for person in people.values()
            if (person.is_index or person.id in named) and person.died_on is None]


def state_words(state: PlanState) -> str:
    return {PlanState.AGREED: "agreed, not in force yet", PlanState.IN_FORCE: "in force", PlanState.ENDED: "ended"}[state]
