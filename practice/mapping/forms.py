"""Forms of the mapping's statements: what each kind asks, in the order in which it is asked.

Every analysis box is free text; choices are optional and stand beside it, never instead of it. Only the words are needed to
save: the rest can come in any order, later.
"""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

import msgspec
from flask import request
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField

from practice.access.models import Information
from practice.core.forms import AtMost, CheckboxListField, DayField, Form, Said, one_id
from practice.families.queries import PersonRow
from practice.mapping import commands
from practice.mapping.board import INFO_WORDS
from practice.mapping.queries import Choices
from practice.records.bodies import KINDS, Differs
from practice.records.queries import Row

SHORT = 500
YES_NO = {"": "Not answered yet", "yes": "Yes", "no": "No"}
Names = list[str | tuple[str, ...]]  # a tuple stands side by side


def clean(text: str | None) -> str:
    """As typed, without blank ends; NUL is no character of a text, and line ends are of one sort."""
    return (text or "").replace("\x00", "").replace("\r\n", "\n").strip()


def text(label: str, hint: str = "", *validators: Any) -> StringField:
    return StringField(label, description=hint, validators=[*validators, AtMost(SHORT)], filters=[clean])


def long_text(label: str, hint: str = "", *validators: Any) -> TextAreaField:
    return TextAreaField(label, description=hint, validators=[*validators, AtMost()], filters=[clean])


def choice(label: str, options: dict[str, str] | None = None, hint: str = "") -> SelectField:
    """One of some words; the first is what stands when nothing was chosen."""
    return SelectField(label, description=hint, choices=options or {}, coerce=str, default=next(iter(options or {}), ""))


def someone(label: str, hint: str = "") -> SelectField:
    return SelectField(label, description=hint, choices=[], coerce=one_id)


def yes_no(label: str) -> RadioField:
    return RadioField(label, choices=YES_NO, default="", validate_choice=False)


class StatementForm(Form):
    """What every statement has: words, whose they are, and who may see them."""

    kind: ClassVar[str] = ""
    FIRST: ClassVar[Names] = ["words", ("said_by", "said_on"), "is_verbatim", "about"]
    FOLDS: ClassVar[list[tuple[str, Names]]] = []
    WHOSE: ClassVar[Names] = ["said_by_name", "said_to", "how_known"]
    HAS_WHOSE: ClassVar[bool] = True

    words = long_text("The words", "", Said("Write it down in a sentence"))
    said_by = someone("Said by")
    said_on = DayField("When")
    is_verbatim = BooleanField("These are the exact words")
    about = CheckboxListField("Which children is it about?")
    said_by_name = text("Somebody else said it", "A name, if it is not in the list")
    said_to = text("To whom")
    how_known = text("How do we know?", "Seen on a visit, call record, school register")
    evidence_of = someone("Does it tell of one adult’s own treatment, health or money?",
                          "It is shown to another adult only with that person’s yes")
    not_for = CheckboxListField("Who must not see it?", description="It is never printed for them, nor turned to them")
    not_for_because = text("Because")
    seen_number = HiddenField(default="0")  # of the revision that the person saw: what a clash is measured from
    info = choice("What kind of information is it?", hint="Only people whose part includes this kind will see it")

    def __init__(self, choices: Choices, standing: Row | None = None, parent: UUID | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.choices, self.standing = choices, standing
        self.parent_id = parent or (standing.parent_id if standing else None)
        everyone = list(choices.people.values())
        kin = [person for person in everyone if not person.is_professional]
        self._people("said_by", everyone)
        self._people("evidence_of", [person for person in kin if not person.is_child])
        self._boxes("not_for", kin)
        self._boxes("about", choices.people.children)
        self.info.choices = [("", "As the danger it belongs to, or the story"), ("story", "The story")] + [
            (info.value, words) for info, words in INFO_WORDS.items() if choices.sight.part.sees(info)]
        if self.standing is not None and request.method != "POST":
            self.info.data = self.standing.info.value
        self.offer()
        self._keep_standing()
        self._drop_what_is_not_asked()
        self.renumber(f"f{standing.id.hex[-8:]}" if standing else "new")

    def offer(self) -> None:
        """Fill the choices of this kind's own fields."""

    def _drop_what_is_not_asked(self) -> None:
        """What the page does not show is not read from what is sent: it stays as it stands."""
        groups = [self.FIRST, *(names for _, names in self.folds)]
        asked = {name for names in groups for part in names for name in ((part,) if isinstance(part, str) else part)}
        for name in [name for name, field in self._fields.items() if name not in asked and not isinstance(field, HiddenField)]:
            del self[name]

    def _keep_standing(self) -> None:
        """Offer what stands already, even where it is no usual choice, so that a change elsewhere does not drop it."""
        if self.standing is None:
            return
        for name in self.standing.body.__struct_fields__:
            field = self._fields.get(name)
            if not isinstance(field, CheckboxListField | SelectField) or name == "info":
                continue
            value = getattr(self.standing.body, name)
            offered: list[Any] = list(field.choices.items() if isinstance(field.choices, dict) else field.choices or ())
            known = {str(option[0]) for option in offered}
            for one in value if isinstance(value, tuple) else (value,):
                if one and str(one) not in known:
                    label = self.choices.people.short(one, "Someone no longer in the record") if isinstance(one, UUID) else one
                    offered.append((str(one), label))
            field.choices = offered

    def renumber(self, mark: str) -> None:
        """Give every field an id of its own: two forms may stand open on one page."""
        for field in self:
            field.id = f"{mark}-{field.name}"
            field.label.field_id = field.id

    def _people(self, name: str, people: Iterable[PersonRow], nobody: str = "Not said") -> None:
        self[name].choices = [("", nobody)] + [
            (str(person.id), f"{person.name} ({person.described})" if person.described else person.name)
            for person in people]

    def _boxes(self, name: str, people: Iterable[PersonRow]) -> None:
        self[name].choices = [(str(person.id), person.short_name) for person in people]
        if self[name].data is None:
            self[name].data = []

    @property
    def folds(self) -> list[tuple[str, Names]]:
        """Groups that open when wanted, in order: this kind's own, whose words, who sees it differently, who may see it."""
        found = list(self.FOLDS)
        if self.HAS_WHOSE:
            found.append(("To whom, and how we know", [name for name in self.WHOSE if self._has(name)]))
        differs = [name for name in self._fields if name.startswith("differs_")]
        if differs:
            found.append(("Someone sees it differently", list(differs)))
        found.append(("Who may see it", ["not_for", "not_for_because", "evidence_of", "info"]))
        return found

    def _has(self, name: str | tuple[str, ...]) -> bool:
        return isinstance(name, tuple) or name in self._fields

    def is_open(self, names: Names) -> bool:
        """A fold stands open when something inside it is wrong."""
        return any(self[name].errors for part in names for name in ((part,) if isinstance(part, str) else part))

    def fill(self, body: Any) -> None:
        """Show a body's words."""
        for name in body.__struct_fields__:
            if name not in self._fields:
                continue
            value = getattr(body, name)
            if isinstance(self[name], RadioField) and not isinstance(value, str):
                value = {True: "yes", False: "no", None: ""}[value]
            self[name].data = list(value) if isinstance(value, tuple) else value
        for number, other in enumerate(body.differs):
            if f"differs_{number}_person" in self._fields:
                self[f"differs_{number}_person"].data = other.person
                self[f"differs_{number}_words"].data = other.words
                self[f"differs_{number}_is_verbatim"].data = other.is_verbatim
        self.fill_own(body)

    def look_at(self, row: Row) -> None:
        """Remember which version the person sees from now on."""
        self.lock_version.data, self.seen_number.data = str(row.lock_version), str(row.number)

    def fill_own(self, body: Any) -> None:
        """Show what this kind has of its own."""

    def hide_from(self, names: dict[UUID, str]) -> None:
        """Show for whom it is not."""
        self.not_for.data = list(names)
        self.not_for_because.data = next(iter(names.values()), "")

    def body(self) -> Any:
        """The words as a body; what the form does not show stays as it stands."""
        kind = KINDS[self.kind].body
        standing = self.standing.body if self.standing is not None and self.standing.kind == self.kind else kind()
        values = {name: _in_order(getattr(standing, name), self._value(name))
                  for name in kind.__struct_fields__ if name in self._fields}
        if any(name.startswith("differs_") for name in self._fields):
            values["differs"] = self._differs()
        return msgspec.structs.replace(standing, **values | self.own_values())

    def own_values(self) -> dict[str, Any]:
        """Values that are put together from several fields."""
        return {}

    def _value(self, name: str) -> Any:
        field = self[name]
        if isinstance(field, CheckboxListField):
            return tuple(field.data or ())
        if isinstance(field, RadioField):
            return {"yes": True, "no": False}.get(field.data)
        if isinstance(field, SelectField) and field.coerce is str:
            return field.data or ""
        return field.data

    def _differs(self) -> tuple[Differs, ...]:
        found = []
        for name in self._fields:
            if name.startswith("differs_") and name.endswith("_words") and self[name].data:
                stem = name.removesuffix("words")
                found.append(Differs(person=self[f"{stem}person"].data, words=self[name].data,
                                     is_verbatim=bool(self[f"{stem}is_verbatim"].data)))
        return tuple(found)

    def statement(self) -> commands.Said:
        """What was written down, typed. Only after validate() was true."""
        return commands.Said(self.body(), self.parent_id, Information(self.info.data) if self.info.data else None,
                             tuple(self.not_for.data or ()), self.not_for_because.data or "", self.rests())

    def rests(self) -> tuple[UUID, ...] | None:
        return None


def _in_order(standing: Any, chosen: Any) -> Any:
    """People as they stood, whoever is new after them: a list of boxes knows only the order of the record, and of those who step
    in for somebody the first is rung first."""
    if not isinstance(chosen, tuple) or not isinstance(standing, tuple):
        return chosen
    stay = tuple(one for one in standing if one in chosen)
    return stay + tuple(one for one in chosen if one not in stay)
