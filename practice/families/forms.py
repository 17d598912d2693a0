"""Words and shape of what is asked about families, people, ties and places. Only the name is a must (C29)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from flask import request
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Optional as MayBeLeft

from practice.core import clock, dates
from practice.core.forms import AtMost, CheckboxListField, DayField, Form, Said, one_id
from practice.families.commands import MemberFacts, NewTie, PersonFacts, PlaceFacts
from practice.families.commands.places import REASONS
from practice.families.models import BirthKnown, PlaceKind, Relation, Sex, Standing
from practice.families.queries import People, PersonRow, PlaceRow

SHORT = 200  # characters in a name or a label
NOTE = 2_000  # characters in a note

STANDINGS = [(Standing.CHILD.value, "Child or unborn child"), (Standing.ADULT.value, "Parent, partner or other family"),
             (Standing.NETWORK.value, "Friend, neighbour or somebody else in their life")]
SEXES = [(Sex.FEMALE.value, "Female"), (Sex.MALE.value, "Male"), (Sex.UNKNOWN.value, "Other, or not known")]
BIRTHS = [(BirthKnown.EXACT.value, "It is exact"), (BirthKnown.ESTIMATED.value, "It is about right"),
          (BirthKnown.EXPECTED.value, "Not born yet: this is the day the baby is due"),
          (BirthKnown.UNKNOWN.value, "Not known")]
# A kind, and how a sentence says it: a ... b.
RELATIONS = [
    ("Parents and children", [(Relation.PARENT, "is a parent of"), (Relation.ADOPTIVE_PARENT, "is an adoptive parent of"),
                              (Relation.STEP_PARENT, "is a step-parent of"),
                              (Relation.FOSTER_PARENT, "is a foster or kinship carer of")]),
    ("Couples", [(Relation.MARRIED, "is married to"), (Relation.LIVING_TOGETHER, "lives as a couple with"),
                 (Relation.SEPARATED, "has separated from"), (Relation.DIVORCED, "is divorced from")]),
    ("Brothers and sisters", [(Relation.SIBLING, "is a brother or sister of"), (Relation.TWIN, "is a twin of"),
                              (Relation.IDENTICAL_TWIN, "is an identical twin of")]),
    ("How it is between them", [(Relation.CLOSE, "is close to"), (Relation.DISTANT, "is distant from"),
                                (Relation.CONFLICT, "is in conflict with"), (Relation.VIOLENCE, "has hurt"),
                                (Relation.CUT_OFF, "is cut off from"), (Relation.MENDING, "is mending it with")]),
]
RELATION_WORDS = {kind: words for _, group in RELATIONS for kind, words in group}
# What is over, and was no mistake: 'Robin was married to Hazel, from 2012 until February 2025'. The rest is said as it stands.
ONCE_WORDS = RELATION_WORDS | {Relation.MARRIED: "was married to", Relation.LIVING_TOGETHER: "lived as a couple with",
                               Relation.STEP_PARENT: "was a step-parent of",
                               Relation.FOSTER_PARENT: "was a foster or kinship carer of",
                               Relation.CLOSE: "was close to", Relation.DISTANT: "was distant from",
                               Relation.CONFLICT: "was in conflict with", Relation.CUT_OFF: "was cut off from"}
PLACE_WORDS = {PlaceKind.HOME: "Home", PlaceKind.SCHOOL: "School", PlaceKind.NURSERY: "Nursery", PlaceKind.GP: "Doctor",
               PlaceKind.WORK: "Work", PlaceKind.PHONE: "Telephone number", PlaceKind.EMAIL: "E-mail address",
               PlaceKind.CAR: "Car", PlaceKind.ONLINE: "Online account", PlaceKind.NAME: "A name that leads there",
               PlaceKind.OTHER: "Another place"}

Facts = TypeVar("Facts", PersonFacts, MemberFacts)
_YEAR = re.compile(r"^(?:about\s+|around\s+|c\.?\s*)?((?:18|19|20)\d\d)$")
_AGE = re.compile(r"^(?:about\s+|around\s+)?(\d{1,3})(?:\s*(?:years?(?:\s+old)?|yrs?))?$")


class BirthField(DayField):
    """A day ('3 Feb 2019'), a year ('1990') or an age ('about 40'). Its data is a date; `is_rough` says it is a guess."""

    is_rough = False

    def process_formdata(self, valuelist: list[str]) -> None:
        self.typed = valuelist[0].strip() if valuelist else ""
        self.data = None
        words = " ".join(self.typed.lower().split())
        if not words:
            return
        if found := _YEAR.match(words):
            self.data, self.is_rough = date(int(found[1]), 7, 1), True
        elif found := _AGE.match(words):
            if int(found[1]) > 120:
                raise ValueError("That would make them over 120. Check the age")
            middle = date(clock.today().year - int(found[1]), 7, 1)
            self.data = min(middle, clock.today())
            self.is_rough = True
        elif not re.search(r"\d{4}|/\d\d$|[.\-]\d\d$", words) and words not in {"today", "yesterday"}:
            raise ValueError("Give the year too, like 3 Feb 2019")
        else:
            self.data = dates.parse_day(self.typed)


def options(pairs: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """(value, words) as the choices of a field."""
    return [SelectChoice(value, words) for value, words in pairs]


def _text(label: str, *rules: Any, hint: str = "", most: int = SHORT, **more: Any) -> StringField:
    return StringField(label, description=hint, validators=[*rules, AtMost(most)],
                       render_kw={"autocomplete": "off", **more})


def _note(label: str, hint: str = "") -> TextAreaField:
    return TextAreaField(label, description=hint, validators=[AtMost(NOTE)])


def _birth(form: Any) -> tuple[date | None, BirthKnown]:
    """The day and how sure it is: a year or an age is a guess, and a day that was given is known."""
    known, born = BirthKnown(form.birth_known.data or BirthKnown.UNKNOWN.value), form.born_on.data
    if born and (known is BirthKnown.UNKNOWN or (known is BirthKnown.EXACT and form.born_on.is_rough)):
        known = BirthKnown.ESTIMATED if form.born_on.is_rough else BirthKnown.EXACT
    return born, known


def _with(facts: Facts, **changes: Any) -> Facts:
    return replace(facts, **changes)


class PersonForm(Form):
    """A child, a member of the family or somebody else in their life."""

    name = _text("Name", Said("Write their name, or what they are called. One word is enough"),
                 hint="As they are called, whole, in any writing. One word is enough.", dir="auto")
    short_name = _text("What pages call them", hint="Such as Finn, or Mrs Buoy. Left empty: the first word; of Mrs Buoy, both.",
                       dir="auto")
    legal_name = _text("Name on papers, if it is another", dir="auto")
    known_as = _text("Other names", hint="Put a semicolon between two names.", dir="auto")
    say_it = _text("How to say it")
    standing = RadioField("Who they are in this record", choices=options(STANDINGS), default=Standing.ADULT.value,
                          validators=[Said("Choose who they are in this record")])
    is_index = BooleanField("The record is about this child")
    label = _text("What the children call them, or who they are", hint="Such as mum, nan, next door.")
    born_on = BirthField("Date of birth", description="Like 3 Feb 2019. A year (1990) or an age (about 40) will do.",
                         validators=[], render_kw={"autocomplete": "off"})
    birth_known = RadioField("How sure is it?", choices=options(BIRTHS), default=BirthKnown.UNKNOWN.value, validators=[MayBeLeft()])
    died_on = DayField("Died on, if they have died", validators=[], render_kw={"autocomplete": "off"})
    sex = RadioField("Sex", choices=options(SEXES), default=Sex.UNKNOWN.value, validators=[MayBeLeft()])
    gender = _text("Gender, in their own words")
    pronouns = _text("How they wish to be spoken of", hint="Such as she, he, they.")
    parental_responsibility = _text("Parental responsibility",
                                    hint="Such as yes: mother; yes: on the birth certificate; no.")
    home = _text("Lives at", hint="One word or name for each home: all who live together carry the same, such as Marina’s "
                                  "home. Never the address.")
    home_is_protected = BooleanField("This home is protected: the family’s copy of the tree does not show who lives there")
    language = _text("First language")
    interpreter = _text("Interpreter needed", hint="Such as Polish, not somebody from the family.")
    communication = _note("What helps them to understand and be understood", "Such as pictures, large print, short visits.")
    large_print = BooleanField("Papers in large print")
    easy_words = BooleanField("Papers in easy words: short sentences, one thing in each")
    phone = _text("Telephone", hint="A number that may be shown. A protected one goes under Places.", inputmode="tel")
    safe_contact = _note("Safe contact", "When and how to reach them safely; what never to leave or send.")
    to_on = DayField("No longer part of this family’s record since", render_kw={"autocomplete": "off"})
    leaves_because = _note("Why do they leave?", "Needed where a rule or a promise of the plan rests on them.")

    def answer(self, person: PersonFacts, member: MemberFacts) -> tuple[PersonFacts, MemberFacts]:
        """What was asked for; what the form does not ask stays as it was in PERSON and MEMBER."""
        texts = {name: self[name].data or "" for name in
                 ("name", "short_name", "legal_name", "known_as", "say_it", "gender", "pronouns", "language", "interpreter",
                  "communication", "safe_contact", "phone")}
        days = {name: self[name].data for name in ("died_on", "to_on")}
        born, known = _birth(self)
        place = {name: self[name].data or "" for name in ("label", "home", "parental_responsibility")}
        ticks = {name: bool(self[name].data) for name in ("is_index", "home_is_protected")}
        return (_with(person, **texts, born_on=born, birth_known=known, died_on=days["died_on"],
                      sex=Sex(self.sex.data or Sex.UNKNOWN.value), large_print=bool(self.large_print.data),
                      easy_words=bool(self.easy_words.data)),
                _with(member, **place, **ticks, standing=Standing(self.standing.data),
                      to_on=days["to_on"]))


class ProfessionalForm(Form):
    """One of the professional network, with their part."""

    name = _text("Name", Said("Write their name"), hint="As they are called, such as Asha Pike or Ms Slate.", dir="auto")
    short_name = _text("What pages call them", hint="Left empty, it is the first word.", dir="auto")
    label = _text("What they do for this family", Said("Say what they do for this family"),
                  hint="Such as health visitor; works with Callum.")
    agency = _text("Where they work")
    phone = _text("Telephone", hint="A number that may be shown.", inputmode="tel")
    language = _text("Languages they speak")
    from_on = DayField("Part of this since", render_kw={"autocomplete": "off"})
    to_on = DayField("Until, if it has ended", render_kw={"autocomplete": "off"})
    leaves_because = _note("Why do they leave?", "Needed where a rule or a promise of the plan rests on them.")

    def answer(self, person: PersonFacts, member: MemberFacts) -> tuple[PersonFacts, MemberFacts]:
        texts = {name: self[name].data or "" for name in ("name", "short_name", "phone", "language")}
        days = {name: self[name].data for name in ("from_on", "to_on")}
        return (_with(person, **texts),
                _with(member, **days, standing=Standing.PROFESSIONAL, label=self.label.data or "",
                      agency=self.agency.data or ""))


def person_form(standing: Standing) -> PersonForm | ProfessionalForm:
    """The form that fits; filled by the caller with `fill`."""
    return ProfessionalForm() if standing is Standing.PROFESSIONAL else PersonForm()


def fill(form: Form, person: PersonFacts, member: MemberFacts) -> None:
    """Show what stands in the record (only before anything was sent)."""
    for field in form:
        for facts in (person, member):
            if hasattr(facts, field.name):
                value = getattr(facts, field.name)
                field.data = value.value if hasattr(value, "value") else value


@dataclass(frozen=True, slots=True)
class Same:
    """What was chosen where somebody on record could be the same person: nothing yet, nobody, or that person."""

    chosen: bool = False
    person_id: UUID | None = None


def same_chosen() -> Same:
    """The choice that the page of likely duplicates adds to the form."""
    value = request.form.get("same_as", "")
    if value == "nobody":
        return Same(chosen=True)
    try:
        return Same(chosen=True, person_id=one_id(value)) if value else Same()
    except ValueError:
        return Same()


def _with_description(person: PersonRow) -> str:
    """'Finn Harbour (7)', 'Marina Harbour (mum)'."""
    return f"{person.name} ({person.described})" if person.described else person.name


class TieForm(Form):
    a_id = SelectField("Who", coerce=one_id, validators=[Said("Choose who")])
    kind = SelectField("is what", validators=[Said("Choose what they are to each other")])
    b_id = SelectField("To or of whom", coerce=one_id, validators=[Said("Choose to or of whom")])
    from_text = _text("Since", hint="As they say it: 2017, about March 2024.")
    to_text = _text("Until", hint="Left empty while it lasts.")
    said_by = _text("Who said so")

    def __init__(self, people: People) -> None:
        super().__init__()
        names = [("", "Choose")] + [(str(person.id), _with_description(person)) for person in people.kin]
        self.a_id.choices = self.b_id.choices = options(names)
        self.kind.choices = [SelectChoice("", "Choose"), *(SelectChoice(kind.value, words, optgroup=group)
                                                           for group, kinds in RELATIONS for kind, words in kinds)]

    def answer(self) -> NewTie:
        return NewTie(self.a_id.data, Relation(self.kind.data), self.b_id.data, self.from_text.data or "",
                      self.to_text.data or "", self.said_by.data or "")


class EndForm(Form):
    because = _text("Why does it end, or what was wrong?", Said("Say why it ends, or what was wrong about it"), most=NOTE)
    to_text = _text("Until when", hint="As they say it: 12 September.")


class PlaceForm(Form):
    kind = SelectField("What is it?", choices=options((kind.value, words) for kind, words in PLACE_WORDS.items()),
                       validators=[Said("Choose what it is")])
    whose = CheckboxListField("Whose is it?", validators=[Said("Choose whose place it is")])
    name = _text("Its name", hint="Such as the name of the school.")
    lines = _text("House and street")
    town = _text("Town")
    postcode = _text("Postcode")
    phone = _text("Telephone", inputmode="tel")
    email = _text("E-mail")
    also = _text("Other words that would lead there", hint="A teacher’s name, a club, a bus stop. A semicolon between two.")
    protected_from = CheckboxListField("Whom must it never reach?",
                                       description="No paper and no screen made for them will hold any of these words.")
    because = _text("Why is it protected?", most=NOTE)

    def __init__(self, people: People, stands: PlaceRow | None = None) -> None:
        """For a place that STANDS the professionals who are named there too, or saving its form would drop them unseen."""
        super().__init__()
        named = (stands.whose, stands.protected_from) if stands else ((), ())
        for field, standing in zip((self.whose, self.protected_from), named, strict=True):
            field.choices = options((str(person.id), _with_description(person)) for person in people.values()
                                    if not person.is_professional or person.id in standing)

    def answer(self) -> PlaceFacts:
        texts = {name: self[name].data or "" for name in ("name", "lines", "town", "postcode", "phone", "email", "also")}
        return PlaceFacts(kind=PlaceKind(self.kind.data), **texts)


class ShowPlaceForm(Form):
    reason = SelectField("What do you need it for?", choices=options([("", "Choose"), *REASONS.items()]),
                         validators=[Said("Choose what you need it for")])


class FamilyForm(Form):
    """The family itself."""

    name = _text("What the family is called", Said("Say what this family is called"))
    status = _text("Status", hint="Stands as a mark on every page, such as Child in need plan.")


class FindForm(Form):
    q = _text("Name, date of birth or reference", Said("Write a name, a date of birth or a reference"),
              hint="Spelling need not be right. Add a date of birth where many people share a name.", dir="auto")


def differences(labels: Mapping[str, str], mine: Sequence[Any], theirs: Sequence[Any]) -> list[tuple[str, str, str]]:
    """[(what, theirs, mine)] of every field of the facts that differs, as people read them."""
    found = []
    for own, other in zip(mine, theirs, strict=True):
        for name in own.__dataclass_fields__:
            a, b = getattr(own, name), getattr(other, name)
            if a != b and name in labels:
                found.append((labels[name], _said(b), _said(a)))
    return found


def _said(value: Any) -> str:
    if isinstance(value, date):
        return dates.long_day(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(getattr(value, "value", value)).replace("_", " ") if value else "nothing"
