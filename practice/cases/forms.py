"""Forms of this room: a contact, a new family, closing, and the ways into and out of a family."""

import hashlib
import re
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import ValidationError

from practice.access.models import Information
from practice.cases.commands import Invitation, NewContact
from practice.cases.queries import KINDS_IN_WORDS, AgreementRow, Candidate
from practice.core import dates
from practice.core.forms import AtMost, CheckboxListField, DayField, Form, Said, one_id
from practice.families.forms import options

# Children in need census, referral source codes: the census wants one; people read the words.
SOURCES = (("", "Not known yet"), ("1A", "Family member or relative"), ("1B", "Neighbour, friend, childminder"),
           ("1C", "Themselves"), ("1D", "Someone else"), ("2A", "School"), ("2B", "Education service"), ("3A", "GP"),
           ("3B", "Health visitor"), ("3C", "School nurse"), ("3D", "Other primary health"), ("3E", "Emergency department"),
           ("3F", "Other health"), ("4", "Housing"), ("5A", "Council: social care"), ("5B", "Council: other"),
           ("5C", "Another council"), ("5D", "Council: early help"), ("6", "Police"), ("7", "Court, probation, prison"),
           ("8", "Other organisation"), ("9", "Anonymous"), ("10", "Unknown"))
MOST_CHILDREN = 20
YEAR = re.compile(r"\d{4}|[/.\-]\d\d\s*$|today|yesterday", re.IGNORECASE)  # is there one in a day as it was typed?
WRONG = "Choose from the list"
FROM_LIST: dict[str, Any] = {"invalid_value_message": WRONG, "invalid_choice_message": WRONG}


class ContactForm(Form):
    received_on = DayField("When did they tell us?", [Said("Give the day, like 4 Dec")], description="Like 7 Sept.")
    from_whom = StringField("Who told us?", [Said("Say who told us"), AtMost(200)],
                            description="A name, and what they are: Sgt Birk, police.")
    source_code = SelectField("Where from", choices=options(SOURCES))
    their_words = TextAreaField("What did they say, in their words?",
                                [Said("Write what they said, in their words"), AtMost()])
    decision = StringField("What was decided?", [AtMost(200)], description="Leave it empty until it is decided.")
    decided_because = TextAreaField("Why?", [AtMost()])
    decided_by = StringField("Who decided?", [AtMost(200)])
    decided_on = DayField("When was it decided?")

    def contact(self) -> NewContact:
        """The contact, typed. Only after validate() was true."""
        assert isinstance(self.received_on.data, date)
        decided_on = self.decided_on.data if isinstance(self.decided_on.data, date) else None
        return NewContact(self.received_on.data, self.from_whom.data or "", self.their_words.data or "",
                          self.source_code.data or "", self.decision.data or "", self.decided_because.data or "",
                          self.decided_by.data or "", decided_on)


class BeginForm(ContactForm):
    name = StringField("What is this family called?", [Said("Say what this family is called"), AtMost(120)],
                       description="One name that your team will find it by.")
    children = TextAreaField("The children, one a line", [AtMost(2000)],
                             description="The name as people say it; after a comma the date of birth, if you know it: "
                                         "Sam Meadow, 3 Feb 2019. Everything else comes later.")
    sure = BooleanField("I have looked at these: this is another family")

    def validate_children(self, _: TextAreaField) -> None:
        if len(self.called()) > MOST_CHILDREN:
            raise ValidationError(f"Write at most {MOST_CHILDREN} children here; add the others on the page People")

    def called(self) -> list[tuple[str, date | None]]:
        """(name, date of birth or None) of each child. Raises ValidationError for a date that does not exist."""
        found = []
        for line in (self.children.data or "").splitlines():
            name, _, born = line.partition(",")
            if not name.strip():
                continue
            try:
                found.append((" ".join(name.split()), _birth(born) if born.strip() else None))
            except ValueError as wrong:
                raise ValidationError(f"{name.strip()}: {wrong}") from None
        return found


def _birth(text: str) -> date:
    """A day of birth: never one whose year was guessed. Raises ValueError with a sentence."""
    born = dates.parse_day(text)
    if not YEAR.search(text):
        raise ValueError("Give the year of birth too, like 3 Feb 2019")
    return born


class ReasonForm(Form):
    because = TextAreaField("Why?", [Said("Say why"), AtMost(1000)])


class CloseForm(ReasonForm):
    on = DayField("Closed on", [Said("Give the day, like 4 Dec")])


class EndPartForm(ReasonForm):
    on = DayField("Last day", description="Empty: it stops at once.")


def _workers(people: Iterable[Candidate], first: str) -> list[tuple[str, str]]:
    return [("", first), *((str(person.id), person.label) for person in people)]


class AllocateForm(ReasonForm):
    user_id = SelectField("Allocated worker", coerce=one_id, **FROM_LIST,
                          validators=[Said("Choose who will work with this family")])
    from_on = DayField("From", description="Today or an earlier day. Empty: today.")

    def __init__(self, people: Iterable[Candidate]) -> None:
        super().__init__()
        self.user_id.choices = options(_workers(people, "Choose a worker"))


class LeadForm(ReasonForm):
    person_id = SelectField("Lead practitioner", coerce=one_id, **FROM_LIST, validators=[Said("Choose who leads")],
                            description="Anyone of the professionals in the record. The family is told their name and number.")
    from_on = DayField("From", description="Today or an earlier day. Empty: today.")

    def __init__(self, people: Iterable[tuple[UUID, str]]) -> None:
        super().__init__()
        self.person_id.choices = options([("", "Choose a professional"), *((str(key), words) for key, words in people)])


class CoverForm(ReasonForm):
    user_id = SelectField("Who covers?", coerce=one_id, **FROM_LIST, validators=[Said("Choose who covers")])
    to_on = DayField("Until", [Said("Give the last day of the cover, like 4 Dec")], ahead=True,
                     description="The last day of the cover, like 4 Dec.")

    def __init__(self, people: Iterable[Candidate]) -> None:
        super().__init__()
        self.user_id.choices = options(_workers(people, "Choose a worker"))


class InviteForm(ReasonForm):
    user_id = SelectField("Who is invited?", coerce=one_id, **FROM_LIST, validators=[Said("Choose whom you invite")])
    agreement_id = SelectField("Under which agreement?", coerce=one_id, **FROM_LIST,
                               description="With the agency of this person. People of your own agency need none.")
    asked = TextAreaField("What is asked of them?", [Said("Say what is asked of them"), AtMost(1000)])
    kinds = SelectMultipleField("What will they see?", coerce=Information,
                                validators=[Said("Choose at least one kind of information")],
                                **FROM_LIST,
                                choices=options((info.value, words[:1].upper() + words[1:])
                                                for info, words in KINDS_IN_WORDS.items()))
    dangers = CheckboxListField("Of these dangers only", description="Choose none, and they see all of them.")
    may_write = BooleanField("They may also write in the record")
    to_on = DayField("Until", ahead=True, description="Empty: as long as the agreement.")
    shown = HiddenField()

    def __init__(self, people: Iterable[Candidate], agreements: Iterable[AgreementRow],
                 dangers: Iterable[tuple[UUID, str]]) -> None:
        super().__init__()
        self.people = {person.id: person for person in people}
        self.agreements = {row.id: row for row in agreements}
        self.names = dict(dangers)
        self.user_id.choices = options(_workers(self.people.values(), "Choose a person"))
        self.agreement_id.choices = options([("", "None: our own agency"), *(
            (str(row.id), f"{row.agency}: {row.purpose}, until {dates.long_day(row.to_on)}")
            for row in self.agreements.values())])
        self.dangers.choices = options((str(danger), name) for danger, name in self.names.items())

    def answer(self) -> Invitation:
        """The invitation, typed. Only after validate() was true."""
        assert isinstance(self.user_id.data, UUID)
        to_on = self.to_on.data if isinstance(self.to_on.data, date) else None
        return Invitation(self.user_id.data, self.because.data or "", self.asked.data or "", frozenset(self.kinds.data or ()),
                          self.agreement_id.data or None, tuple(self.dangers.data or ()), bool(self.may_write.data), to_on)

    def mark(self) -> str:
        """Names the choices that decide what the invited person sees: what was shown must be what is given."""
        new = self.answer()
        parts = [str(new.user_id), str(new.agreement_id), *sorted(info.value for info in new.kinds),
                 *sorted(map(str, new.dangers)), str(new.may_write), str(new.to_on)]
        return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


class RestrictForm(ReasonForm):
    user_ids = CheckboxListField("Who may know of this family?", validators=[Said("Name at least one person")],
                                 description="Only those who have a part can be named. Name yourself too.")

    def __init__(self, people: Iterable[tuple[UUID, str]]) -> None:
        super().__init__()
        self.user_ids.choices = options((str(user_id), label) for user_id, label in people)


class ExcludeForm(ReasonForm):
    user_id = SelectField("Who may never know of this family?", coerce=one_id, **FROM_LIST, validators=[Said("Choose a person")])

    def __init__(self, people: Iterable[Candidate]) -> None:
        super().__init__()
        self.user_id.choices = options(_workers(people, "Choose a person"))
