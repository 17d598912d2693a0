"""Forms: turn the screen, take it back."""

from typing import Any

from wtforms import PasswordField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from practice.core.forms import AtMost, Form, Said
from practice.documents.kinds_of_paper import for_readers
from practice.documents.turned.page import called

TOGETHER = ("family-plan", "assessment")  # whoever looks at one goes on to the other


class TurnForm(Form):
    """Towards whom and what stands in the address; which pages may be opened from there."""

    also = SelectMultipleField("Which other pages?", validate_choice=False,
                             description="Only what is written for them opens. What something stops stays away.")

    def __init__(self, kind: str, **kwargs: Any) -> None:
        super().__init__(data={"also": [one for one in TOGETHER if kind in TOGETHER and one != kind]}, **kwargs)
        self.kind = kind
        others = [one.name for one in for_readers() if one.name != kind]
        self.also.choices = [SelectChoice(one, called(one)[:1].upper() + called(one)[1:]) for one in others]

    @property
    def kinds(self) -> list[str]:
        """What was ticked, in the order of lists; what is no page of ours is not there."""
        ticked = set(self.also.data or ())
        return [one.name for one in for_readers() if one.name in ticked and one.name != self.kind]


class BackForm(Form):
    # 'new-password': the browser must not fill it in by itself while somebody else holds the device.
    password = PasswordField("Your password", validators=[Said("Enter your password"), AtMost(200)],
                             render_kw={"autocomplete": "new-password"})
