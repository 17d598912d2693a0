"""Three empty columns to fill by hand on a visit: our own wording, ruled, nothing of any record but a family's name if wished."""

from dataclasses import dataclass

from practice.documents.kinds_of_paper import PaperKind, register
from practice.documents.papers import Furniture


@dataclass(frozen=True, slots=True)
class BlankColumns:
    """The empty form. `family` is printed where somebody wished for it; '' leaves a line to write on."""

    furniture: Furniture
    family: str
    rows: tuple[str, ...] = ("Person 1:", "Person 2:", "Person 3:", "Person 4:", "Person 5:")

    @property
    def kind(self) -> str:
        return "blank-three-columns"


def blank_three_columns(family: str, form: str) -> BlankColumns:
    """The form; FAMILY is '' unless the worker wishes the name on it."""
    return BlankColumns(
        Furniture(title="Our conversation today, form to fill by hand", line="Our conversation today", copy_for="", kicker="",
                  heading="Our conversation today", form=form, is_draft=False, is_office=True,
                  foot="To fill in by hand. Leave a copy with the family"), family)


register(PaperKind("blank-three-columns", "three empty columns", "our-conversation-today",
                   "documents/blank_three_columns.html", 9, blank=blank_three_columns, sizes=("office", "office")))
