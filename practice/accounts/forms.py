from wtforms import PasswordField, StringField

from practice.core.forms import AtMost, Form, Said


class SignInForm(Form):
    login = StringField("Your sign-in name", validators=[Said("Enter your sign-in name"), AtMost(80)],
                        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"})
    password = PasswordField("Your password", validators=[Said("Enter your password"), AtMost(200)],
                             render_kw={"autocomplete": "current-password"})
