"""The form of what 0 and 10 mean."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from wtforms import BooleanField, RadioField

from practice.core.forms import Form, one_id
from practice.families.forms import options
from practice.mapping.forms import text
from practice.records.queries import Row


class EndsForm(Form):
    """The danger's own words, or the group's. Built with the dangers that have a scale, as the reader sees them."""

    danger_id = RadioField("Is this round about a danger of the record?", coerce=one_id, validate_choice=False,
                           description="Then 0 and 10 mean what they mean on its scale, and the numbers can stand beside those "
                                       "that were given before")
    aloud = BooleanField("Those who sit here and do not see this danger in the record may read its name and its words of 0 and 10")
    zero = text("What does 0 mean?", "As bad as what? Only if it is about no danger of the record")
    ten = text("What does 10 mean?", "What will people see when it is well?")

    def __init__(self, dangers: Iterable[Row], scales: Mapping[UUID, Row], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.scales = {row.id: scales[row.id] for row in dangers if row.id in scales}
        self.danger_id.choices = options([("", "No: the group’s own words, below"), *(
            (str(row.id), f"{row.body.title or row.body.words[:100]}. 0: {scales[row.id].body.zero} 10: {scales[row.id].body.ten}")
            for row in dangers if row.id in scales)])

    @property
    def danger(self) -> UUID | None:
        return self.danger_id.data if self.danger_id.data in self.scales else None
