"""Forms: a contact, a new family, and the ways in and out of a family."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField

from practice.access.models import Information
from practice.cases.commands import NewContact
from practice.core.forms import AtMost, CheckboxListField, DayField, Form, Said, one_id

KIND_WORDS = {
    Information.STORY: "Story and mapping", Information.PLAN: "The safety plan", Information.OWN_ACTIONS: "Their own actions",
    Information.HEALTH: "Health", Information.POLICE: "Police", Information.SCHOOL: "School",
    Information.THIRD_PARTY: "What third people said", Information.ADDRESS: "Addresses and numbers",
}
SOURCES = (("", "Not known yet"), ("1A", "Family member or relative"), ("1B", "Neighbour, friend, childminder"),
           ("1C", "Themselves"), ("1D", "Someone else"), ("2A", "School"), ("2B", "Education service"), ("3A", "GP"),
           ("3B", "Health visitor"), ("3C", "School nurse"), ("3D", "Other primary health"), ("3E", "Emergency department"),
           ("3F", "Other health"), ("4", "Housing"), ("5A", "Council: social care"), ("5B", "Council: other"),
           ("5C", "Another council"), ("5D", "Council: early help"), ("6", "Police"), ("7", "Court, probation, prison"),
           ("8", "Other organisation"), ("9", "Anonymous"), ("10", "Unknown"))


class ContactForm(Form):
    received_on = DayField("When did they tell us?", [Said("Give the day, like 4 Dec")], description="For example 7 Sept")
    from_whom = StringField("Who told us?", [Said("Say who told us"), AtMost(200)],
                            description="A name and what they are: Sgt Birk, police")
    source_code = SelectField("Where from", choices=SOURCES)
    their_words = TextAreaField("What did they say, in their words?", [Said("Write what they said"), AtMost()])
    decision = StringField("What was decided?", [AtMost(200)], description="Leave it empty until it is decided")
    decided_because = TextAreaField("Why?", [AtMost()])
    decided_by = StringField("Decided by", [AtMost(200)])
    decided_on = DayField("On")

    def answer(self) -> NewContact:
        assert self.received_on.data is not None
        return NewContact(self.received_on.data, self.from_whom.data or "", self.their_words.data or "",
                          self.source_code.data or "", self.decision.data or "", self.decided_because.data or "",
                          self.decided_by.data or "", self.decided_on.data)


class BeginForm(ContactForm):
    name = StringField("What is this family called?", [Said("Say what this family is called"), AtMost(120)],
                       description="One name that your team will find it by")
    children = TextAreaField("The children, one a line", [AtMost(2000)],
                             description="Names as people call them. Unborn: ‘Baby of Marina’")
    sure = BooleanField("I have looked at these people: this is another family")

    def names(self) -> list[str]:
        return [line.strip() for line in (self.children.data or "").splitlines() if line.strip()]


class ReasonForm(Form):
    because = StringField("Why?", [Said("Say why"), AtMost(500)])


class CloseForm(ReasonForm):
    on = DayField("On", [Said("Give the day")])


class AllocateForm(ReasonForm):
    user_id = SelectField("Allocated worker", coerce=one_id, validators=[Said("Choose who will work with this family")])
    from_on = DayField("From", description="Empty: today")


class CoverForm(ReasonForm):
    user_id = SelectField("Who covers", coerce=one_id, validators=[Said("Choose who covers")])
    to_on = DayField("Until", [Said("Give the last day of the cover")], ahead=True)


class InviteForm(ReasonForm):
    user_id = SelectField("Specialist", coerce=one_id, validators=[Said("Choose a specialist")])
    agreement_id = SelectField("Under which agreement", coerce=one_id, validators=[Said("Choose the sharing agreement")])
    kinds = CheckboxListField("What they need to see", validators=[Said("Choose at least one kind of information")])
    dangers = CheckboxListField("Only these dangers", description="None chosen: all of them")
    may_write = BooleanField("They may also write")
    asked = StringField("What is asked of them?", [Said("Say what is asked of them"), AtMost(500)])
    to_on = DayField("Until", ahead=True, description="Empty: as long as the agreement")


class RestrictForm(ReasonForm):
    user_ids = CheckboxListField("Only these people may know of this family", validators=[Said("Name at least one person")])


class ExcludeForm(ReasonForm):
    user_id = SelectField("Who may never know of this family", coerce=one_id, validators=[Said("Choose a person")])


def people_choices(people: Iterable[tuple[UUID, str, str, str, bool]], first: str = "Choose a person") -> list[tuple[str, str]]:
    """('', FIRST), then (id, 'Name, job, agency')."""
    return [("", first), *((str(person[0]), ", ".join(part for part in person[1:4] if part)) for person in people)]


def kind_choices(kinds: Sequence[Information] = tuple(Information)) -> list[tuple[str, str]]:
    return [(kind.value, KIND_WORDS[kind]) for kind in kinds]
