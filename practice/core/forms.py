"""The base of every form: CSRF token, submission key, the version that was on the screen, and errors beside their field."""

import secrets
from datetime import date
from typing import Any
from uuid import UUID

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, SelectMultipleField, StringField
from wtforms.validators import ValidationError

from practice.core import dates
from practice.core.errors import RuleBroken
from practice.core.wording import flat, without_signs

LONG = 20_000  # characters in a long text; a longer one is told so beside its field, with the text kept


class Form(FlaskForm):
    """Words and shape. `answer()` of a subclass gives a typed, frozen value once `validate()` was true."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # no types there
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What a form sent, without NUL (it is no character of a text, and PostgreSQL refuses it) and without the signs that
            turn the direction of whatever follows, our own words too: text shows its direction by its letters. A body that no form
            of ours sends (JSON) is none."""
            sent = super().wrap_formdata(form, formdata) if request.form or request.files or formdata is None else None
            if sent is None or not any(without_signs(value) != value for name in sent for value in sent.getlist(name)
                                       if isinstance(value, str)):
                return sent
            return MultiDict([(name, without_signs(value) if isinstance(value, str) else value)
                              for name in sent for value in sent.getlist(name)])

    form_errors: list[str]
    submission_key = HiddenField(default=lambda: secrets.token_urlsafe(18))
    lock_version = HiddenField(default="0")

    @property
    def seen_version(self) -> int:
        """The version of the thing that the person saw, or the mark of a whole plan (ten figures); 0 for a new thing."""
        return whole_number(self.lock_version.data, 0, most=10)

    def sent(self) -> bool:
        """Was the form sent, and is its shape right?"""
        return request.method == "POST" and bool(self.validate())

    def show(self, broken: RuleBroken) -> None:
        """Put a broken rule beside its field, or on the form when it has no such field."""
        if broken.field in self._fields:
            field = self._fields[broken.field]
            field.errors = [*field.errors, broken.message]
        else:
            self.form_errors = [*self.form_errors, broken.message]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(field id, message) for the error summary; '' as id belongs to the whole form."""
        found = [(field.id, message) for field in self for message in flat(field.errors)]
        return found + [("", message) for message in self.form_errors]


def whole_number(text: object, otherwise: int, most: int = 6) -> int:
    """A number that a page wrote into its own form, of at most MOST figures; OTHERWISE for anything else that comes back."""
    figures = str(text or "")
    return int(figures) if figures.isascii() and figures.isdigit() and len(figures) <= most else otherwise


class DayField(StringField):
    """One input that takes '4 Dec'. Its data is a date or None; what was typed stays in it when it is wrong."""

    data: Any

    def __init__(self, label: str = "", validators: Any = None, *, ahead: bool = False, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.ahead = ahead
        self.typed: str | None = None

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed
        return dates.long_day(self.data) if isinstance(self.data, date) else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.typed = valuelist[0].strip() if valuelist else ""
        self.data = None
        if self.typed:
            self.data = dates.parse_day(self.typed, ahead=self.ahead)  # ValueError becomes the field's error


class Said:
    """Require a word, with the sentence that stands beside the field; blank space is no word."""

    field_flags = {"required": True}

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        value = field.data
        if value is None or (isinstance(value, str) and not value.strip()) or value == []:
            if getattr(field, "typed", None) and field.errors:
                return
            raise ValidationError(self.message)


class AtMost:
    """Limit the length; the sentence says how much is too much, and the text stays in the field."""

    def __init__(self, most: int = LONG) -> None:
        self.most = most

    def __call__(self, form: Any, field: Any) -> None:
        extra = len(field.data or "") - self.most
        if extra > 0:
            raise ValidationError(f"This is {extra:,} characters too long. Keep it under {self.most:,}; nothing is lost")


def one_id(value: Any) -> UUID | None:
    """Coerce of a choice among ids: '' is nobody. Raises ValueError for what is no id."""
    if value is None or value in ("", "None"):
        return None
    return value if isinstance(value, UUID) else UUID(str(value))


class CheckboxListField(SelectMultipleField):
    """Any number of people or records, as checkboxes. Its data is a list of ids. Choices are (id as text, label)."""

    def __init__(self, label: str = "", validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, coerce=one_id, **kwargs)


class JudgeField(StringField):
    """One number from 0 to 10 as radio buttons; nothing is chosen to start with. Its data is an int or None."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if text:
            if not (text.isascii() and text.isdigit() and len(text) <= 2 and int(text) <= 10):
                raise ValueError("Choose a number from 0 to 10")
            self.data = int(text)
