"""Forms of accounts: signing in, adding somebody, a team, an agency."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from wtforms import PasswordField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from practice.accounts.models import Role
from practice.core.forms import AtMost, Form, Said, one_id

ROLES = {Role.PRACTITIONER: "Practitioner: works with families", Role.MANAGER: "Team manager",
         Role.SPECIALIST: "Specialist from another agency", Role.ADMINISTRATOR: "Administrator: keeps accounts, sees no family"}
FROM_LIST: dict[str, Any] = {"invalid_value_message": "Choose from the list", "invalid_choice_message": "Choose from the list"}


class SignInForm(Form):
    login = StringField("Your sign-in name", validators=[Said("Enter your sign-in name"), AtMost(80)],
                        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"})
    password = PasswordField("Your password", validators=[Said("Enter your password"), AtMost(200)],
                             render_kw={"autocomplete": "current-password"})


class AccountForm(Form):
    name = StringField("Their name", validators=[Said("Write their name"), AtMost(120)])
    job = StringField("What they do", validators=[Said("Say what they do, like social worker"), AtMost(120)])
    role = SelectField("What they may do", choices=[SelectChoice("", "Choose"), *(SelectChoice(role.value, words)
                                                                               for role, words in ROLES.items())],
                       validators=[Said("Choose what they may do")], **FROM_LIST)
    agency_id = SelectField("Agency", coerce=one_id, validators=[Said("Choose their agency")], **FROM_LIST)
    team_id = SelectField("Team", coerce=one_id, **FROM_LIST)
    phone = StringField("Telephone at work", validators=[AtMost(40)])
    login = StringField("Sign-in name", validators=[Said("Give a sign-in name"), AtMost(80)],
                        description="Short, and nothing about a family.",
                        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"})
    password = PasswordField("First password", validators=[Said("Give a first password"), AtMost(200)],
                             description="Three words are easy to keep in mind.", render_kw={"autocomplete": "new-password"})

    def __init__(self, agencies: Iterable[tuple[UUID, str, bool]], teams: Iterable[tuple[UUID, str, str]]) -> None:
        super().__init__()
        self.agency_id.choices = [SelectChoice("", "Choose"), *(SelectChoice(str(one[0]), one[1]) for one in agencies)]
        self.team_id.choices = [SelectChoice("", "No team"), *(SelectChoice(str(one[0]), f"{one[1]}, {one[2]}") for one in teams)]


class TeamForm(Form):
    name = StringField("Name of the team", validators=[Said("Name the team"), AtMost(120)])
    agency_id = SelectField("Agency", coerce=one_id, validators=[Said("Choose its agency")], **FROM_LIST)

    def __init__(self, agencies: Iterable[tuple[UUID, str, bool]]) -> None:
        super().__init__()
        self.agency_id.choices = [SelectChoice("", "Choose"), *(SelectChoice(str(one[0]), one[1]) for one in agencies)]


class AgencyForm(Form):
    name = StringField("Name of the agency", validators=[Said("Name the agency"), AtMost(120)])
