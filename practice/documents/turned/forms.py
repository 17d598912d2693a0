"""Forms: turn the screen, take it back."""

from wtforms import PasswordField

from practice.core.forms import AtMost, Form, Said


class TurnForm(Form):
    """Nothing to fill in: towards whom stands in the address."""


class BackForm(Form):
    # 'new-password': the browser must not fill it in by itself while somebody else holds the device.
    password = PasswordField("Your password", validators=[Said("Enter your password"), AtMost(200)],
                             render_kw={"autocomplete": "new-password"})
