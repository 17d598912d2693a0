"""Forms of the plan's rows: what each kind asks, in the order in which it is said aloud.

They stand on the mapping's statement form, so that who may see a row is asked in one way. A rule without a who, a what or a
when cannot be saved; all else can come later.
"""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

import msgspec
from flask import current_app, request
from wtforms import BooleanField, RadioField, SelectMultipleField
from wtforms.validators import ValidationError

from practice.access.models import Information
from practice.core.forms import CheckboxListField, DayField, Form, Said
from practice.families.queries import PersonRow
from practice.mapping.board import INFO_WORDS
from practice.mapping.forms import Names, StatementForm, choice, long_text, someone, text
from practice.mapping.queries import Choices
from practice.records.queries import Row
from practice.safety.day import GROWN_UPS, SLOT_OF, SLOTS
from practice.settings import Settings

ORIGINS = {"": "Not said", "child’s Safety House": "A child’s Safety House", "child": "A child",
           "parent": "A parent", "network": "The network", "agency": "The services"}
PICTURES = {"": "No picture", "whale": "A whale", "lamp-window": "A lamp at the window", "lamp": "A lamp",
            "heart": "A heart", "house": "A house", "phone": "A phone", "talk": "Talking",
            "neighbour": "A neighbour", "sun": "The sun", "football": "A football", "lock": "A lock"}
SHORT_CHOICE = 90


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


class RuleForm(RowForm):
    kind = "plan_rule"
    TITLE = "a rule"
    LEAD = "One rule is one thing that one named person does. Say it as you would say it to the children."
    FIRST = ["goal", "who", "words", "when", ("if_this", "then_that"), "back_up", "checks_name"]
    FOLDS = [
        ("Where, from when, whose idea", ["where", ("starts", "until"), "origin", "about"]),
        ("Others who back up or check", ["back_up_name", "checks"]),
        ("On the family’s paper", ["family_words", "is_core"]),
    ]
    goal = someone("Which goal does it serve?")
    who = someone("Who does it?", "One named person")
    words = long_text("What do they do?", "What you would see: “locks door and chain, keeps the phone charged by the bed”",
                      Said("Say what they do"))
    when = text("When?", "Every night; by 7.00; Thursdays", Said("Say when, or how often"))
    if_this = text("If…", "The bell rings and nobody is expected")
    then_that = long_text("…then", "Don’t open. Look. Ring Coral")
    back_up = CheckboxListField("Who does it when they cannot?")
    back_up_name = text("Somebody else backs up", "A name, if it is not in the list")
    checks_name = text("Who checks that it happens, and when?", "Asha, weekly")
    checks = CheckboxListField("Which of these people check?")
    where = text("Where?")
    starts = DayField("From when?")
    until = DayField("Until when?", ahead=True)
    origin = choice("Whose idea was it?", ORIGINS)
    family_words = long_text("How it reads on the family’s paper", "Empty: who, what and when, as above")
    is_core = BooleanField("It stands on the first sheet", default=True)

    def offer(self) -> None:
        people = self.everyone()
        self._people("who", people, "Choose who will do this")
        self._boxes("back_up", people)
        self._boxes("checks", people)
        number = {row.id: no for no, row in enumerate(self.choices.dangers, 1)}
        self.goal.choices = [("", "Choose the goal")] + [
            (str(row.id), _goal_label(row, number.get(row.parent_id) if row.parent_id else None))
            for row in self.choices.goals]
        if request.method != "POST":
            self.goal.data = self.parent_id or (self.choices.goals[0].id if len(self.choices.goals) == 1 else None)
        if self.standing is not None and self.standing.body.origin not in ORIGINS:
            self.origin.choices = [*ORIGINS.items(), (self.standing.body.origin, self.standing.body.origin)]

    @property
    def parent(self) -> UUID | None:
        chosen: UUID | None = self.goal.data
        return chosen

    def validate_who(self, field: Any) -> None:
        if field.data is None:
            raise ValidationError("Say who will do it")

    def validate_goal(self, field: Any) -> None:
        if field.data is None:
            raise ValidationError("Choose the goal that this rule serves")

    def validate_until(self, field: Any) -> None:
        if field.data and self.starts.data and field.data < self.starts.data:
            raise ValidationError("It ends before it starts. Give a later day")


def _goal_label(row: Row, number: int | None) -> str:
    words = row.body.words if len(row.body.words) <= SHORT_CHOICE else row.body.words[:SHORT_CHOICE - 1].rstrip() + "…"
    return f"Goal {number}: {words}" if number else words


class PromiseForm(RowForm):
    kind = "promise"
    TITLE = "a promise of the services"
    LEAD = "What a service will do, as plainly as a rule of the family. It is marked like theirs."
    FIRST = ["who", "words", "when"]
    FOLDS = [("On the family’s paper", ["family_words", "is_core"])]
    who = someone("Who promises it?")
    words = long_text("What will they do?", "", Said("Say what they will do"))
    when = text("When, or how often?", "", Said("Say when, or how often"))
    family_words = long_text("How it reads on the family’s paper", "Empty: who, what and when, as above")
    is_core = BooleanField("It stands on the first sheet", default=True)

    def offer(self) -> None:
        self._people("who", [one for one in self.everyone() if one.is_professional], "Choose who promises it")

    def validate_who(self, field: Any) -> None:
        if field.data is None:
            raise ValidationError("Say who promises it")


class TriggerForm(RowForm):
    kind = "trigger"
    TITLE = "a hard day, or what sets things off"
    LEAD = "A day that is hard has its own plan: where everybody is, and who is with the children."
    FIRST = ["words", "is_day", "what_we_do"]
    FOLDS = [("On the family’s paper", ["family_words"])]
    words = long_text("What sets things off, or which day is hard?", "Court letters; pay day; 14 October, Hazel’s birthday",
                      Said("Write down what sets things off"))
    is_day = BooleanField("It is a day, like a birthday or pay day")
    what_we_do = text("What do we do then?", "We are together at Olive’s")
    family_words = text("How it reads on the family’s paper")


class EarlySignForm(RowForm):
    kind = "early_sign"
    TITLE = "an early sign"
    LEAD = "What somebody sees or hears before it gets dangerous. Ask the children too: they often see it first."
    FIRST = ["words", "seen_first_by"]
    FOLDS = [("Whose sign it is", ["about"])]
    words = long_text("What is seen first?", "Finn wets the bed; Marina stops answering Coral",
                      Said("Write down what is seen first"))
    seen_first_by = CheckboxListField("Who sees it first?")

    def offer(self) -> None:
        self._boxes("seen_first_by", [one for one in self.choices.people.values() if one.died_on is None])


class RedFlagForm(RowForm):
    kind = "red_flag"
    TITLE = "whom to ring when it is dangerous or hard now"
    LEAD = "Each one ends with a named person and a number that answers."
    FIRST = ["words", "is_emergency", "steps", "then_that", "child_goes", "rings", ("rings_name", "rings_number")]
    FOLDS = [("On the family’s paper", ["family_words"])]
    words = long_text("If…", "If Robin cannot be woken", Said("Say what happens: if…"))
    is_emergency = BooleanField("999 first")
    steps = long_text("…then: the steps, one on each line, in order", "Don’t open\nLook through the spyhole\nRing Coral")
    child_goes = text("Where do the children go?", "To the bathroom, with Finn’s phone")
    then_that = long_text("The steps in a sentence or two, for paper", "Empty: as above")
    rings = someone("Who is rung?")
    rings_name = text("How they are called", "Empty: as in the record")
    rings_number = text("Number")
    family_words = long_text("What happens, as the family says it", "Empty: as above")

    def offer(self) -> None:
        self._people("rings", self.everyone(), "Choose who is rung")

    def fill_own(self, body: Any) -> None:
        self.steps.data = "\n".join(body.steps) or body.then_that
        if not body.steps or _in_a_row(body.steps) == body.then_that:
            self.then_that.data = ""  # made from the steps, and made again when they change

    def own_values(self) -> dict[str, Any]:
        steps = tuple(line.strip() for line in (self.steps.data or "").splitlines() if line.strip())
        return {"steps": steps, "then_that": self.then_that.data or _in_a_row(steps)}

    def validate_steps(self, field: Any) -> None:
        if not field.data and not self.then_that.data:
            raise ValidationError("Say what to do then")

    def validate_rings(self, field: Any) -> None:
        if field.data is None and not self.rings_name.data:
            raise ValidationError("Name one person who is rung")

    def validate_rings_number(self, field: Any) -> None:
        person = self.choices.people.get(self.rings.data) if self.rings.data else None
        if not field.data and not (person is not None and person.phone and not person.home_is_protected):
            raise ValidationError("Give a number that answers")
        if not field.data and person is not None:
            field.data = person.phone
        if field.data and sum(letter.isdigit() for letter in field.data) < 3:
            raise ValidationError("A number has digits: 07700 900123")


def _in_a_row(steps: Iterable[str]) -> str:
    return " ".join(step if step[-1] in ".!?…”’" else step + "." for step in steps)


class ClosingForm(RowForm):
    kind = "closing"
    TITLE = "what would close the case"
    LEAD = "Written on the first day, so that everybody knows what would be enough."
    FIRST = ["words", "detail", "planned_on", "met_on"]
    words = long_text("What must be so before we stop?", "Danger 1 at 8 or more from Marina, Finn and Coral, for 6 months",
                      Said("Write down what must be so"))
    detail = text("What is seen then?", "Wet bed once a week or less")
    planned_on = DayField("Planned for", description="Empty where nobody can say", ahead=True)
    met_on = DayField("It is so since", description="Empty until it is")


class ChildPartForm(RowForm):
    kind = "child_part"
    TITLE = "a child’s part"
    LEAD = "Said to the child. A child is never responsible for safety: it is the grown-ups’ job."
    FIRST = ["child", "words", ("safe_person", "safe_person_name"), "reach", "object", "looks", "how_often", "then_that",
             "grown_ups"]
    FOLDS = [("A code word, a place to go, a picture", [("code_word", "place"), "picture"])]
    words = long_text("What do we say to the child?", "Your blue whale on your peg means “I’m worried”. Ms Slate looks "
                      "every morning. It is the grown-ups’ job to keep you safe.",
                      Said("Write down what you say to the child"))
    child = CheckboxListField("For whom?")
    safe_person = someone("Whom can the child tell?", "Somebody the child chose")
    safe_person_name = text("Somebody else", "A name, if it is not in the list")
    reach = text("How does the child reach them?", "At the peg each morning; by phone after school")
    object = text("What does the child move or give, to say “I’m worried”?", "The blue whale, on the peg")
    looks = CheckboxListField("Who looks for it?")
    how_often = text("How often?", "Every school morning")
    then_that = text("What do they do when they see it?", "Ask within five minutes, and ring Marina")
    code_word = text("A code word", "“blue”")
    place = text("A place to go", "The bathroom; Mrs Medlar’s")
    grown_ups = text("Whose job it is", "The child hears this each time")
    picture = choice("A picture beside it", PICTURES)

    def offer(self) -> None:
        self._boxes("child", [one for one in self.choices.people.values() if one.is_child])
        adults = self.everyone()
        self._people("safe_person", adults, "Not chosen yet")
        self._boxes("looks", adults)
        if request.method != "POST":
            self.grown_ups.data = GROWN_UPS

    def fill_own(self, body: Any) -> None:
        if not body.grown_ups:
            self.grown_ups.data = GROWN_UPS

    def validate_child(self, field: Any) -> None:
        if not field.data:
            raise ValidationError("Choose the child")

    def validate_looks(self, field: Any) -> None:
        if self.object.data and not field.data:
            raise ValidationError("Say who looks for it: a sign that nobody looks for keeps no child safe")


class DayPartForm(RowForm):
    kind = "day_part"
    TITLE = "who is with the children, and when"
    LEAD = "Tick every part of the day for which it is the same people. Each becomes a place of its own in the grid."
    FIRST = ["slots", "child", "who", "who_name", "words"]
    slots = SelectMultipleField("Which parts of the day?", coerce=str, validate_choice=False)
    child = CheckboxListField("Which children?", description="None ticked: all of them")
    who = CheckboxListField("Who is with them?")
    who_name = text("Somebody else", "A name, if it is not in the list")
    words = long_text("Where, or what happens then?", "At Coral’s; Coral walks Finn to school")

    def offer(self) -> None:
        self.slots.choices = [(slot.key, slot.label) for slot in SLOTS]
        self._boxes("child", self.choices.people.children)
        self._boxes("who", self.everyone())
        if request.method != "POST":
            self.slots.data = [key for key in request.args.getlist("slot") if key in SLOT_OF]
            asked = request.args.get("child", "")
            self.child.data = [one.id for one in self.choices.people.children if str(one.id) == asked]

    def fill_own(self, body: Any) -> None:
        self.slots.data = [slot.key for slot in SLOTS if (slot.days, slot.part) == (body.days, body.part)]

    def own_values(self) -> dict[str, Any]:
        slot = SLOT_OF.get((self.slots.data or [""])[0])
        return {"days": slot.days, "part": slot.part} if slot else {}

    def bodies(self) -> list[Any]:
        one = self.body()
        return [msgspec.structs.replace(one, days=SLOT_OF[key].days, part=SLOT_OF[key].part)
                for key in dict.fromkeys(self.slots.data or ())]

    def validate_slots(self, field: Any) -> None:
        known = [key for key in field.data or () if key in SLOT_OF]
        if not known or len(known) != len(field.data):
            raise ValidationError("Tick at least one part of the day")
        if self.standing is not None and len(known) > 1:
            raise ValidationError("This is one place in the grid: tick one part of the day. Add another for the rest")

    def validate_who(self, field: Any) -> None:
        if not field.data and not self.who_name.data:
            raise ValidationError("Say who is with them")


class HeadForm(RowForm):
    kind = "plan_head"
    TITLE = "the plan’s first page"
    FIRST = ["title", "made_by", "review_on", "why", "good", "want", "ends", "advice"]
    FOLDS = [
        ("The worries, the hard days and who has it", ["worries", "hard_days", "the_children", "how_safe", "who_has_it",
                                                       "family_heading", "ends_on", "step_back"]),
        ("For one reader only", ["reader"]),
    ]
    title = text("What is the plan called?", "The Orchard plan")
    made_by = text("Who made it?", "Robin, Olive, Mrs Medlar and Priya made this plan together.")
    why = long_text("Why are you in our lives?")
    worries = long_text("What are we worried about?", "Empty: the dangers in the family’s words")
    good = long_text("What is good?")
    want = long_text("What do we want?", "Empty: the goals in the family’s words")
    ends = long_text("When does it end?")
    review_on = DayField("When do we look at it again?", description="A day from today on, like 15 Dec", ahead=True)
    ends_on = DayField("A day on which it ends")
    who_has_it = text("Who has a copy?")
    hard_days = long_text("Hard days we plan for", "Empty: from the list of hard days")
    the_children = long_text("How are the children?", "For a reader who does not live with them")
    how_safe = long_text("How safe is it, in a sentence?", "For a reader who does not get everyone’s numbers")
    family_heading = text("Heading over what the family does", "Robin, family and friends")
    step_back = text("What happens when it goes wrong?", "Any broken order, and we meet the same day.")
    advice = long_text("If we cannot agree: who listens to a complaint, and who gives advice?",
                       "It stands on the first page. The line that is offered names somebody who is not the council")
    reader = someone("Write this page for one reader, in place of the family’s")

    def offer(self) -> None:
        self._people("reader", [one for one in self.choices.people.values() if not one.is_professional and not one.died_on],
                     "The whole family")
        if request.method != "POST":
            self.advice.data = advice_line()

    def fill_own(self, body: Any) -> None:
        if not body.advice and body.reader is None:
            self.advice.data = advice_line()


def advice_line() -> str:
    """The standing line of this council on who advises families."""
    settings: Settings = current_app.extensions["settings"]
    return settings.advice_line


FORMS: dict[str, type[RowForm]] = {form.kind: form for form in (
    RuleForm, PromiseForm, TriggerForm, EarlySignForm, RedFlagForm, ClosingForm, ChildPartForm, DayPartForm, HeadForm)}

# What a sign may become without losing its sense.
SIGNS = {"trigger": "What sets things off, hard days", "early_sign": "Early signs", "red_flag": "Whom to ring now"}


class MoveForm(Form):
    """Where a row belongs: another goal for a rule, another part of the plan for a sign."""

    to = RadioField("Where does it belong?", validate_choice=False)

    def __init__(self, choices: Choices, row: Row) -> None:
        super().__init__()
        self.row = row
        if row.kind == "plan_rule":
            number = {danger.id: no for no, danger in enumerate(choices.dangers, 1)}
            self.to.choices = [(str(goal.id), _goal_label(goal, number.get(goal.parent_id) if goal.parent_id else None))
                               for goal in choices.goals if goal.id != row.parent_id]
        else:
            self.to.choices = [(kind, words) for kind, words in SIGNS.items() if kind != row.kind]

    def validate_to(self, field: Any) -> None:
        if field.data not in {value for value, _ in field.choices}:
            raise ValidationError("Choose where it belongs" if field.choices else "There is no other goal yet")

    @property
    def kind_to(self) -> str:
        kind: str = "plan_rule" if self.row.kind == "plan_rule" else self.to.data
        return kind

    @property
    def goal_to(self) -> UUID | None:
        return UUID(self.to.data) if self.row.kind == "plan_rule" else None
