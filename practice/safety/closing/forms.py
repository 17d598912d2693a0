"""Forms of closing: the letter, the closing itself with everyone's word and the reasons, and what the family said afterwards."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from flask import request
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from practice.core import clock
from practice.core.forms import AtMost, DayField, Form, Said
from practice.families.queries import PersonRow
from practice.mapping.forms import clean, long_text, someone, text
from practice.safety.agree_forms import PeopleForm, day_of, with_people
from practice.safety.breaks import Break
from practice.safety.closing.commands import NewCheckBack, NewClosing
from practice.safety.closing.letter import facts_of, first_to_ring, offered
from practice.safety.closing.standing import months_after
from practice.safety.commands import reason_field
from practice.safety.forms import FORMS, RowForm
from practice.safety.queries import Plan


class LetterForm(RowForm):
    """The letter. A new one begins from the family's own rows, and whoever writes it changes it."""

    kind = "closing_letter"
    TITLE = "a closing letter"
    LEAD = ("It begins with what stands in the record: what everybody was worried about, what the family did and when, the "
            "numbers that they gave. Make it yours, in words that they would use. Read it to them before it is given.")
    FIRST: ClassVar[Any] = ["words", "who_keeps", "whom_they_ring", "check_back_on"]
    FOLDS: ClassVar[Any] = [("For one reader only", ["reader"])]
    words = TextAreaField("The letter", [Said("Write the letter"), AtMost()], filters=[clean], render_kw={"rows": 18},
                          description="A blank line begins a new paragraph. Say what you saw; do not say what made it better")
    who_keeps = text("Who keeps the plan?", "It is on the fridge, and Olive has one")
    whom_they_ring = text("Whom do they ring?", "One of their own first: Olive, 07700 900301")
    check_back_on = DayField("When do we ring to ask?", description="A day, like 19 April 2027", ahead=True)
    reader = someone("Write this letter for one reader, in place of the family’s")

    def offer(self) -> None:
        self._people("reader", [one for one in self.choices.people.values() if not one.is_professional and not one.died_on],
                     "The whole family")
        if request.method != "POST" and self.standing is None:
            facts = facts_of(self.choices.sight, self.choices.people)
            self.words.data = offered(facts)
            name, number, _ = first_to_ring(facts.of("red_flag"), self.choices.people)
            self.whom_they_ring.data = f"{name}, {number}" if name else ""


class CloseForm(PeopleForm):
    """Closing. Each named person, and each thing that is left as it is, has fields of its own: see close_form()."""

    HAS_NUMBERS: ClassVar[bool] = False
    because = long_text("Why is it closed?", "What is so now that was not so when it was opened", Said("Say why it is closed"))
    on = DayField("On which day?", validators=[Said("Give the day, like 4 Dec")])
    who_keeps = text("Who keeps the plan?", "It is on the fridge, and Olive has one", Said("Say who keeps the plan"))
    rings_name = text("Whom do they ring first?", "One of their own",
                      Said("Name the first person whom they ring: one of their own"))
    rings_number = text("Number", "", Said("Give a number that answers"))
    then_rings = long_text("And if nobody answers?", "Names and numbers, one a line: the services come after their own people")
    check_back_on = DayField("When do we ring to ask how they are?", ahead=True,
                             validators=[Said("Give a day after the closing, like 19 April")])
    check_back_by = text("Who rings?", "A name", Said("Say who rings to ask"))
    papers_left = text("Which papers stay with them?", "The plan, in large print for Olive; the closing letter")
    decision = long_text("A bottom line is not met. What did the manager decide, and why?")
    decided_by = SelectField("Which manager decided it?", choices=[], coerce=str, validate_choice=False)

    left: Sequence[Break] = ()
    managers: Sequence[str] = ()

    def reason(self, broken: Break) -> Any:
        return self[reason_field(broken)]

    def validate_decided_by(self, field: Any) -> None:
        if field.data and field.data not in self.managers:
            raise ValidationError("Choose a manager of this family from the list")

    def answer(self) -> NewClosing:
        """Only after validate() was true."""
        on = day_of(self.on)
        return NewClosing(
            on, self.because.data or "", self.who_keeps.data or "", self.rings_name.data or "", self.rings_number.data or "",
            day_of(self.check_back_on), self.check_back_by.data or "", self.then_rings.data or "", self.papers_left.data or "",
            (self.decision.data or "") if "decision" in self else "", (self.decided_by.data or "") if "decided_by" in self else "",
            self.stances(on), {reason_field(one): self.reason(one).data or "" for one in self.left}, self.seen_version)


def close_form(plan: Plan, people: Iterable[PersonRow], left: Sequence[Break], managers: Sequence[str] | None,
               months: int) -> CloseForm:
    """The form for these people and these breaks. Reasons given before stand in it. MANAGERS None: no decision is asked."""
    form = with_people(CloseForm, people, **{reason_field(one): _reason(one) for one in left})
    form.left = list(left)
    if managers is None:
        del form.decision
        del form.decided_by
    else:
        form.managers = list(managers)
        form.decided_by.choices = [("", "Choose a manager"), *((name, name) for name in managers)]
    if request.method != "POST":
        _begin(form, plan, months)
    return form


def _reason(one: Break) -> Any:
    return StringField(f"{one.says}: why is it closed like this?", default=one.because, validators=[AtMost()], filters=[clean])


def _begin(form: CloseForm, plan: Plan, months: int) -> None:
    """What is known already is not typed again."""
    form["on"].data = clock.today()
    form.lock_version.data = str(plan.mark)
    letter = next((row.body for row in plan.of("closing_letter") if row.body.reader is None), None)
    name, number, others = first_to_ring(plan.of("red_flag"), plan.people)
    form.rings_name.data, form.rings_number.data, form.then_rings.data = name, number, others
    form.who_keeps.data = (letter.who_keeps if letter else "") or (plan.head.body.who_has_it if plan.head else "")
    planned = letter.check_back_on if letter else None
    form.check_back_on.data = planned if planned and planned > clock.today() else months_after(clock.today(), months)
    lead = plan.people.lead
    form.check_back_by.data = lead.short_name if lead else ""


class AskedForm(Form):
    """We rang to ask how they are."""

    is_answered = RadioField("Did somebody answer?", choices={"yes": "Yes", "no": "No, nobody"}, validate_choice=False)
    on = DayField("On which day?", validators=[Said("Give the day, like 4 Dec")])
    who_answered = text("Who answered?", "A name")
    they_said = long_text("What did they say?", "In their words")
    is_verbatim = BooleanField("These are the exact words")
    what_we_did = long_text("What did we do about it?", "Nothing was asked of us; rang Olive too; opened the record again")

    def validate_is_answered(self, field: Any) -> None:
        if field.data not in {"yes", "no"}:
            raise ValidationError("Say whether somebody answered")

    def answer(self) -> NewCheckBack:
        """Only after validate() was true."""
        return NewCheckBack(day_of(self["on"]), self.is_answered.data == "yes", self.who_answered.data or "",
                            self.they_said.data or "", bool(self.is_verbatim.data), self.what_we_did.data or "")


def asked_form() -> AskedForm:
    form = AskedForm()
    if request.method != "POST":
        form["on"].data = clock.today()
    return form


def offer() -> None:
    """Let the pages of the plan's rows write letters too."""
    FORMS[LetterForm.kind] = LetterForm

