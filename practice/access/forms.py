"""Forms of agreements with other agencies."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from practice.access.models import Information
from practice.core.forms import AtMost, DayField, Form, Said, one_id

WORDS = {
    Information.STORY: "The story and the mapping", Information.PLAN: "The safety plan",
    Information.OWN_ACTIONS: "What is asked of them", Information.HEALTH: "Health", Information.POLICE: "Police",
    Information.SCHOOL: "School", Information.THIRD_PARTY: "What is known about other people",
    Information.ADDRESS: "Addresses",
}
FROM_LIST: dict[str, Any] = {"invalid_value_message": "Choose from the list", "invalid_choice_message": "Choose from the list"}


class AgreementForm(Form):
    agency_id = SelectField("With which agency?", coerce=one_id, validators=[Said("Choose the agency")], **FROM_LIST)
    purpose = StringField("For what?", validators=[Said("Say what it is for"), AtMost(300)],
                          description="For all families alike: name none here.")
    lawful_basis = StringField("On which lawful basis?", validators=[Said("Name the lawful basis"), AtMost(300)],
                               description="Such as: Public task, Article 6(1)(e).")
    kinds = SelectMultipleField("Which kinds of information?", coerce=Information,
                                choices=[SelectChoice(info.value, words) for info, words in WORDS.items()],
                                validators=[Said("Choose at least one kind of information")], **FROM_LIST)
    from_on = DayField("From", validators=[Said("Give the first day, like 4 Dec")])
    to_on = DayField("Until", validators=[Said("Give the last day, like 4 Dec 2027")], ahead=True)

    def __init__(self, agencies: Iterable[tuple[UUID, str, bool]]) -> None:
        super().__init__()
        self.agency_id.choices = [SelectChoice("", "Choose"),
                                  *(SelectChoice(str(one[0]), one[1]) for one in agencies if not one[2])]


class RenewForm(Form):
    to_on = DayField("New last day", validators=[Said("Give the new last day, like 4 Dec 2027")], ahead=True)
    because = TextAreaField("Why?", validators=[Said("Say why it is renewed"), AtMost(1000)])
