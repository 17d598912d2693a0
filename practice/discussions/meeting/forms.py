"""Forms of a team meeting: when and where; which discussion for how long; the order of what is still to come."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import ValidationError

from practice.core.forms import AtMost, DayField, Form, Said, one_id
from practice.discussions.forms import TIME
from practice.discussions.meeting.commands import LONGEST, SHORTEST, NewMeeting, Place
from practice.discussions.meeting.queries import ItemRow, Waiting
from practice.families.forms import options

FROM_LIST: dict[str, Any] = {"invalid_value_message": "Choose from the list", "invalid_choice_message": "Choose from the list"}


class WhenForm(Form):
    planned_on = DayField("On which day?", [Said("Give the day, like 4 Dec")], ahead=True)
    planned_at = StringField("From what time?", [Said("Give the time, like 10.00"), AtMost(20)], description="Like 10.00")
    place = StringField("Where?", [AtMost(200)], description="A room, or by video. Everyone on the list reads it: no family’s "
                                                             "name, no address that is protected.")

    def validate_planned_at(self, field: Any) -> None:
        if field.data and not TIME.match(field.data.strip()):
            raise ValidationError("Write the time like 10.00")

    def answer(self) -> NewMeeting:
        """Typed; only after validate() was true."""
        found = TIME.match((self.planned_at.data or "").strip())
        assert found is not None
        assert isinstance(self.planned_on.data, date)
        return NewMeeting(self.planned_on.data, f"{int(found[1])}.{found[2]}", self.place.data or "")


def _minutes(text: str | None) -> int:
    """Whole minutes; -1 for what is no number, so that the rule says what fits."""
    words = (text or "").strip()
    return int(words) if words.isascii() and words.isdigit() and len(words) < 5 else -1


def _length(_: Any, field: Any) -> None:
    if (field.data or "").strip() and not SHORTEST <= _minutes(field.data) <= LONGEST:
        raise ValidationError(f"Give {SHORTEST} to {LONGEST} minutes, in figures")


class PutOnForm(Form):
    discussion_id = SelectField("Which discussion?", [Said("Choose a discussion")], coerce=one_id, **FROM_LIST)
    minutes = StringField("How many minutes?", [_length], description="Leave it empty for as long as its steps take.")

    def __init__(self, waiting: Sequence[Waiting]) -> None:
        super().__init__()
        self.discussion_id.choices = options([("", "Choose a discussion"), *(
            (str(one.id), f"{one.family}: {one.question[:80]} ({one.minutes} minutes)") for one in waiting)])

    def answer(self) -> tuple[UUID, int | None]:
        assert self.discussion_id.data is not None
        return self.discussion_id.data, _minutes(self.minutes.data) if (self.minutes.data or "").strip() else None


class OrderForm(Form):
    """A place and minutes for everything still to come; of() makes the fields."""

    ahead: tuple[ItemRow, ...] = ()

    @staticmethod
    def of(ahead: Sequence[ItemRow], names: Sequence[str]) -> "OrderForm":
        fields: dict[str, Any] = {"ahead": tuple(ahead)}
        places = options((str(one.position), str(one.position)) for one in ahead)
        for one, name in zip(ahead, names, strict=True):
            fields[f"place_{one.position}"] = SelectField(f"Place of {name}", choices=places, default=str(one.position),
                                                          **FROM_LIST)
            fields[f"minutes_{one.position}"] = StringField(f"Minutes for {name}", [Said("Give the minutes"), _length],
                                                            default=str(one.minutes))
            fields[f"item_{one.position}"] = HiddenField(default=str(one.id))
        return type("OrderFormOfItems", (OrderForm,), fields)()  # type: ignore[no-any-return]

    def answer(self) -> dict[UUID, Place]:
        """By the item that stood on the screen, so that a list that became another one is noticed."""
        found = {}
        for one in self.ahead:
            shown = self[f"item_{one.position}"].data
            key = one.id if shown == str(one.id) else UUID(int=0)
            found[key] = Place(int(self[f"place_{one.position}"].data), _minutes(self[f"minutes_{one.position}"].data))
        return found


class CallOffForm(Form):
    because = StringField("Why is it called off?", [Said("Say why, in a sentence: those who were asked read it"), AtMost(300)],
                          description="Everyone on the list reads it: no family’s name.")


class AlongForm(Form):
    """The button that moves along, and where the list stood when it was pressed."""

    seen = HiddenField()

    @property
    def place(self) -> int:
        """-1 before it begins; -2, at which no list stands, where the button says nothing of it."""
        text = (self.seen.data or "").strip()
        if text == "-1":
            return -1
        return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else -2
