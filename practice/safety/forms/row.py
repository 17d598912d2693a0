"""What every row of the plan asks: its words, and who may see it."""

from typing import Any, ClassVar
from uuid import UUID

from flask import request

from practice.access.models import Information
from practice.families.queries import PersonRow
from practice.mapping.board import INFO_WORDS
from practice.mapping.forms import Names, StatementForm
from practice.mapping.queries import Choices
from practice.records.queries import Row


class RowForm(StatementForm):
    """What every row of the plan has: its words, and who may see it."""

    HAS_WHOSE = False
    FIRST: ClassVar[Names] = ["words"]
    TITLE: ClassVar[str] = ""
    LEAD: ClassVar[str] = ""

    def __init__(self, choices: Choices, standing: Row | None = None, parent: UUID | None = None, **kwargs: Any) -> None:
        super().__init__(choices, standing, parent, **kwargs)
        self.info.choices = [("", "The plan")] + [(info.value, words) for info, words in INFO_WORDS.items()
                                                  if info is not Information.PLAN and choices.sight.part.sees(info)]
        if choices.sight.part.sees(Information.STORY):
            self.info.choices.append((Information.STORY.value, "The story"))
        if request.method != "POST" and self.info.data == Information.PLAN.value:
            self.info.data = ""

    def everyone(self) -> list[PersonRow]:
        """Those who may be given something to do, the family first; children carry no duties."""
        people = list(self.choices.people.values())
        here = [person for person in people if person.died_on is None and not person.is_child]
        return [one for one in here if not one.is_professional] + [one for one in here if one.is_professional]

    def bodies(self) -> list[Any]:
        """What is added: one row, or one for every part of the day that was ticked."""
        return [self.body()]

    @property
    def parent(self) -> UUID | None:
        """What the row hangs on."""
        return self.parent_id

    @property
    def hidden_from(self) -> tuple[UUID, ...]:
        return tuple(self.not_for.data or ())

    @property
    def row_info(self) -> Information:
        return Information(self.info.data) if self.info.data else Information.PLAN
