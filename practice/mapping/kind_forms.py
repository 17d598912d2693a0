"""What each kind of statement asks: harm matrix, unknown, strength and safety, danger, goal, scale, weighing it up."""

import re
from typing import Any
from uuid import UUID

from flask import request
from wtforms import BooleanField
from wtforms.validators import ValidationError

from practice.core import dates
from practice.core.forms import CheckboxListField, DayField, Said
from practice.mapping import commands
from practice.mapping.facts import all_of
from practice.mapping.forms import Names, StatementForm, choice, long_text, someone, text, yes_no
from practice.mapping.kinds import Impact, Incident
from practice.mapping.queries import Choices
from practice.mapping.sentence import danger_sentence, goal_sentence
from practice.records.queries import Row

SEVERITY = {"": "Not said yet", "low": "Low", "moderate": "Moderate", "serious": "Serious", "very serious": "Very serious"}
GETTING = {"": "Not said yet", "more": "More", "same": "The same", "less": "Less"}
EVIDENCE = {"": "Not said yet", "confirmed by a professional": "Confirmed by a professional", "admitted": "Admitted",
            "the child said": "The child said", "reported by someone else": "Reported by someone else",
            "suspected": "Suspected"}
SORTS = {"": "Not said", "poverty": "Money", "housing": "Housing", "health": "Health", "disability": "Disability",
         "isolation": "Being alone with it", "immigration": "Immigration", "dispute": "A dispute",
         "past services": "Past services", "our disagreement": "Our own disagreement"}
STATUS = {"met": "Met", "not met": "Not met", "lifted": "Lifted"}


class HarmForm(StatementForm):
    kind = "harm"
    FIRST = ["words", ("said_by", "said_on"), "is_verbatim", "about"]
    FOLDS = [("Who, and to whom", ["by_whom", "to_whom"]),
             ("First, worst and latest time", [
                 ("latest_when", "latest_what"), "latest_seen_by", ("worst_when", "worst_what"), "worst_seen_by",
                 ("first_when", "first_what"), "first_seen_by"]),
             ("How often, how serious, how sure", ["how_often", "getting", "severity", "severity_why", "evidence"])]
    words = long_text("What happened?", "What an adult did or did not do, in plain verbs. One entry for each kind of harm",
                      Said("Write down what happened"))
    by_whom = CheckboxListField("By whom?")
    to_whom = CheckboxListField("To whom?")
    first_when = text("First time: when?", "A date, or words like “about March 2024”")
    first_what = text("What happened then?")
    first_seen_by = text("Who saw the first time?")
    worst_when = text("Worst time: when?")
    worst_what = text("What happened at its worst?")
    worst_seen_by = text("Who saw the worst time?")
    latest_when = text("Latest time: when?")
    latest_what = text("What happened last?")
    latest_seen_by = text("Who saw the latest time?")
    how_often = text("How often?", "About every two or three weeks; most days; count if you can")
    getting = choice("Is it getting more or less?", GETTING)
    severity = choice("How serious?", SEVERITY)
    severity_why = text("What makes it that serious?")
    evidence = choice("How sure are we?", EVIDENCE)

    def offer(self) -> None:
        people = list(self.choices.people.values())
        self._boxes("by_whom", [person for person in people if not person.is_child and not person.is_professional])
        self._boxes("to_whom", [person for person in people if not person.is_professional])

    @property
    def folds(self) -> list[tuple[str, Names]]:
        impacts: Names = [name for name in self._fields if name.startswith("impact_")]
        return ([("What was it like for each child?", impacts)] if impacts else []) + super().folds

    def fill_own(self, body: Any) -> None:
        for name in ("first", "worst", "latest"):
            if incident := getattr(body, name):
                self[f"{name}_when"].data = incident.when or dates.long_day(incident.on)
                self[f"{name}_what"].data, self[f"{name}_seen_by"].data = incident.what, incident.seen_by
        for impact in body.impacts:
            if impact.child and f"impact_{impact.child.hex}" in self._fields:
                self[f"impact_{impact.child.hex}"].data = impact.words

    def own_values(self) -> dict[str, Any]:
        values: dict[str, Any] = {name: self._incident(name) for name in ("first", "worst", "latest")}
        shown = {name.removeprefix("impact_"): self[name].data for name in self._fields if name.startswith("impact_")}
        standing = self.standing.body.impacts if self.standing is not None else ()
        values["impacts"] = tuple(
            [Impact(child=UUID(child), words=words) for child, words in shown.items() if words]
            + [impact for impact in standing if impact.child is None or impact.child.hex not in shown])
        return values

    def _incident(self, name: str) -> Incident | None:
        when, what, seen_by = (self[f"{name}_{part}"].data or "" for part in ("when", "what", "seen_by"))
        if not (when or what or seen_by):
            return None
        standing = getattr(self.standing.body, name) if self.standing is not None else None
        if standing is not None and when in (standing.when, dates.long_day(standing.on)):
            return Incident(when=standing.when, on=standing.on, what=what, seen_by=seen_by)
        try:
            return Incident(when=when, on=dates.parse_day(when), what=what, seen_by=seen_by)
        except ValueError:  # 'about March 2024' is as good
            return Incident(when=when, what=what, seen_by=seen_by)


class ComplicatingForm(StatementForm):
    kind = "complicating_factor"
    FOLDS = [("What sort of thing it is", ["sort"])]
    words = long_text("What makes it harder?", "", Said("Write down what makes it harder"))
    sort = choice("What sort of thing is it?", SORTS)


class UnknownForm(StatementForm):
    kind = "unknown"
    FIRST = ["words", "why_it_matters", ("finder", "by_on")]
    FOLDS = [("The answer, once we know it", ["answer", "answered_on"]), ("About whom", ["about"])]
    HAS_WHOSE = False
    words = long_text("What do we not know?", "As a question", Said("Write the question down"))
    why_it_matters = text("Why does it matter?", "What would change if we knew")
    finder = someone("Who finds out?")
    by_on = DayField("By when", description="A date from today on, like 4 Dec", ahead=True)
    answer = long_text("What is the answer?")
    answered_on = DayField("When did we learn it?")

    def offer(self) -> None:
        self._people("finder", self.choices.people.values(), "Nobody yet")


class StrengthForm(StatementForm):
    kind = "strength"
    FOLDS = [("An example, and is it safety?", ["example", "did", "protected", "repeated"])]
    example = text("For example, when?")
    did = yes_no("Did an adult or the child do something?")
    protected = yes_no("Did it protect the child from a danger?")
    repeated = yes_no("Has it been seen working more than once?")


class SafetyForm(StrengthForm):
    kind = "existing_safety"
    FIRST = ["words", "danger", ("said_by", "said_on"), "is_verbatim", "about"]
    FOLDS = [("The three questions", ["did", "protected", "repeated"]),
             ("Seen when, by whom", ["acted", "dates_seen", "seen_for", "confirmed_by", "example"])]
    words = long_text("Who did what that protected the child?", "", Said("Write down who did what"))
    danger = someone("Against which danger?")
    acted = CheckboxListField("Who acted?")
    dates_seen = text("On which days was it seen?", "Since 12 Sept; 15 and 22 Sept, 9 Oct")
    seen_for = text("For how long has it been seen?", "Seen for 10 weeks")
    confirmed_by = text("Who confirms it?", "The police officer and gran Tess")

    def offer(self) -> None:
        _offer_dangers(self)
        self._boxes("acted", self.choices.people.kin)

    def statement(self) -> commands.Said:
        self.parent_id = self.danger.data
        return super().statement()


class HopeForm(StatementForm):
    kind = "hope"
    words = long_text("What is hoped for?", "In their own words, if you can", Said("Write the hope down"))


class BottomLineForm(StatementForm):
    kind = "bottom_line"
    FIRST = ["words", "family_words", "status", "status_why"]
    FOLDS = [("Why, and what it rests on", ["reason", "footing", "if_not_met", ("set_by", "set_on"), "review_on", "told"])]
    HAS_WHOSE = False
    words = long_text("What must be so, whatever the plan says?", "The what, not the how. Anyone must be able to check it",
                      Said("Write down what must be so"))
    family_words = text("In plain words, for the family’s paper")
    reason = text("Why?")
    footing = text("What does it rest on?", "An agreement, a condition of the plan, a court order")
    if_not_met = text("What happens if it is not met?", "Say it honestly")
    set_by = text("Who set it?")
    set_on = DayField("When was it set?")
    review_on = DayField("When is it looked at again?", ahead=True)
    told = text("Who was told, and when?")
    status = choice("Is it met?", STATUS)
    status_why = text("If it is not met, or lifted: what happened, and who decides?")


class NextStepForm(StatementForm):
    kind = "next_step"
    FIRST = ["words", ("who", "by_on"), "goal"]
    FOLDS = [("With whom, about whom, done", ["who_with", "about", "done_on"])]
    HAS_WHOSE = False
    words = long_text("What is the very next small thing?", "", Said("Write down the next small thing"))
    who = someone("Who")
    who_with = text("With whom?", "Or who does it, if they are not in the list")
    by_on = DayField("By when", ahead=True)
    done_on = DayField("Done on")
    goal = someone("Which goal does it serve?")

    def offer(self) -> None:
        self._people("who", self.choices.people.values(), "Choose")
        numbers = [(goal, self.choices.number_of(goal.parent_id)) for goal in self.choices.goals]
        self.goal.choices = [("", "No goal yet")] + [
            (str(goal.id), f"Goal {number}: {goal.body.words[:60]}") for goal, number in numbers if number]
        if request.method != "POST" and self.parent_id is not None:
            self.goal.data = self.parent_id

    def validate_who(self, field: Any) -> None:
        if field.data is None and not self.who_with.data:
            raise ValidationError("Say who will do it")

    def statement(self) -> commands.Said:
        self.parent_id = self.goal.data
        return super().statement()


class DangerForm(StatementForm):
    kind = "danger"
    FIRST = ["title", "worried", "behaviour", "circumstances", "impact", "words", "about", "rests_on"]
    FOLDS = [("The family’s own wording", ["opening", "family_words", "family_words_by"]),
             ("A sentence for the child", ["child", "child_words"])]
    HAS_WHOSE = False
    title = text("What do you call it?", "A few words: driving after drinking")
    worried = text("Who is worried?", "Names, the family’s too: Fern, gran Tess and mum Rosa")
    behaviour = text("That who might do, or not do, what?", "Ned will drive after drinking")
    circumstances = text("When, or if what?", "when he comes from the match")
    impact = text("And how could which child be hurt?", "Pip could be badly hurt")
    words = long_text("The statement", "Put together from the parts above, or in your own words. It may read as you speak")
    rests_on = CheckboxListField("Which past harm does it rest on?")
    opening = text("What does the family already do about it?")
    family_words = long_text("How does the family say it?")
    family_words_by = someone("Whose wording is it?")
    child = someone("For which child?")
    child_words = text("One sentence for the child", "We are worried that dad might drive when he has had a drink")

    def offer(self) -> None:
        self.rests_on.choices = [(str(harm.id), harm.body.words[:90]) for harm in self.choices.harms]
        if not self.choices.harms:
            self.rests_on.description = "None is written down yet. Write it under past harm, and come back to tick it here"
        if self.rests_on.data is None:
            self.rests_on.data = []
        self._people("family_words_by", self.choices.people.kin)
        self._people("child", self.choices.people.children, "No one child")

    def together(self) -> str:
        """The sentence of the parts, or ''."""
        parts = [self[name].data or "" for name in ("worried", "behaviour", "circumstances", "impact")]
        return danger_sentence(*parts)

    def validate_words(self, field: Any) -> None:
        if not field.data and not self.together():
            raise ValidationError("Write the statement, or say who is worried that who might do what")

    def own_values(self) -> dict[str, Any]:
        return {"words": self.words.data or self.together()}

    def rests(self) -> tuple[UUID, ...]:
        return tuple(self.rests_on.data or ())


class GoalForm(StatementForm):
    kind = "goal"
    FIRST = ["danger", "doing", "network", "child_experience", "words", ("seen_by", "how_seen"),
             ("for_how_long", "including")]
    FOLDS = [("The family’s own wording and hope", ["family_words", "best_hope", "best_hope_by"])]
    HAS_WHOSE = False
    danger = someone("For which danger?")
    doing = text("Who will do what?", "What people will see being done")
    network = text("With which people?", "Gran Tess and the neighbours")
    child_experience = text("So that the child is, feels or has what?", "Pip falls asleep on the way home")
    words = long_text("The goal", "Put together from the parts above, or in your own words")
    seen_by = text("Who will see it?", "Rosa, gran Tess and the health visitor")
    how_seen = text("How?")
    for_how_long = text("For how long?", "6 months in a row")
    including = text("Including which hard days?", "match days, birthdays and Christmas")
    family_words = long_text("How does the family say it?")
    best_hope = text("What does the family hope for?", "It may differ from our goal")
    best_hope_by = someone("Whose hope is it?")

    def offer(self) -> None:
        _offer_dangers(self)
        self._people("best_hope_by", self.choices.people.kin)

    def together(self) -> str:
        return goal_sentence(*[self[name].data or "" for name in ("doing", "network", "child_experience")])

    def validate_words(self, field: Any) -> None:
        if not field.data and not self.together():
            raise ValidationError("Write the goal, or say who will do what")

    def own_values(self) -> dict[str, Any]:
        return {"words": self.words.data or self.together()}

    def statement(self) -> commands.Said:
        self.parent_id = self.danger.data
        return super().statement()


class ScaleForm(StatementForm):
    kind = "scale"
    FIRST = ["danger", "zero", "ten", "words", "talk_about"]
    FOLDS = [("Both ends in a few words, for the story page", ["zero_short", "ten_short"])]
    HAS_WHOSE = False
    danger = someone("For which danger?")
    zero = long_text("0 means", "As this family would say it", Said("Say what 0 means"))
    ten = long_text("10 means", "As this family would say it", Said("Say what 10 means"))
    words = long_text("The question", "Leave it empty for: How safe is it today?")
    zero_short = text("0 in a few words")
    ten_short = text("10 in a few words")
    talk_about = text("What is the gap between people about?", "match days")

    def offer(self) -> None:
        _offer_dangers(self)
        if request.method != "POST" and self.standing is None and self.parent_id is not None:
            goal = next((row for row in self.choices.goals if row.parent_id == self.parent_id), None)
            danger = next((row for row in self.choices.dangers if row.id == self.parent_id), None)
            meant = danger.body.about if danger else ()  # those whom the danger is about; all, where it names none
            children = all_of([child.short_name for child in self.choices.people.children if not meant or child.id in meant])
            self.zero.data = f"Things are so bad that {children or 'the children'} cannot live at home now."
            wanted = (goal.body.family_words or goal.body.words) if goal else ""
            self.ten.data = f"{wanted} Everyone agrees, and we can stop visiting.".strip()

    def statement(self) -> commands.Said:
        self.parent_id = self.danger.data
        return super().statement()


class JudgementForm(StatementForm):
    kind = "judgement"
    FIRST = ["best_case", "worst_case", "makes_worse_likelier", "makes_better_likelier", "which_and_why", "words",
             "would_change_our_mind", "other_explanation", "family_view"]
    HAS_WHOSE = False
    words = long_text("The same in a sentence")
    best_case = long_text("If it goes as well as it could: the children’s life in six months")
    worst_case = long_text("If it goes as badly as it could")
    makes_worse_likelier = long_text("What makes the worse likelier?")
    makes_better_likelier = long_text("What makes the better likelier?")
    which_and_why = long_text("Which do we believe, and why?")
    would_change_our_mind = long_text("What would change our minds?")
    other_explanation = long_text("Which other explanation did we look at?")
    family_view = long_text("What does the family think of our judgement?")

    def validate_which_and_why(self, _: Any) -> None:
        if not any(self[name].data for name in self.FIRST if isinstance(name, str)):
            raise ValidationError("Write down at least one of these")


def _offer_dangers(form: Any) -> None:
    form.danger.choices = [("", "Choose the danger")] + [
        (str(row.id), f"Danger {number}: {row.body.title or row.body.words[:60]}")
        for number, row in enumerate(form.choices.dangers, 1)]
    if request.method != "POST" and form.parent_id is not None:
        form.danger.data = form.parent_id


FORMS: dict[str, type[StatementForm]] = {form.kind: form for form in (
    HarmForm, ComplicatingForm, UnknownForm, StrengthForm, SafetyForm, HopeForm, BottomLineForm, NextStepForm, DangerForm,
    GoalForm, ScaleForm, JudgementForm)}
_DIFFERS = re.compile(r"differs_([0-9]|[1-4][0-9])_words")  # of fifty people at most
DISPUTED = ("harm", "complicating_factor", "strength", "existing_safety", "danger", "bottom_line", "goal")


def form_for(kind: str, choices: Choices, standing: Row | None = None, parent: UUID | None = None) -> StatementForm:
    """The form of one kind, with a place for each child's impact and for each who sees it differently, and one more."""
    base = FORMS[kind]
    extra: dict[str, Any] = {}
    if kind == "harm":
        for child in choices.people.children:
            extra[f"impact_{child.id.hex}"] = long_text(f"For {child.short_name}", "In the child’s own words, if you can")
    if kind in DISPUTED:
        here = len(standing.body.differs) if standing is not None else 0
        sent = [int(found[1]) + 1 for name in request.form if (found := _DIFFERS.fullmatch(name))]
        for number in range(max([here + 1, *sent])):
            extra[f"differs_{number}_person"] = someone("Who sees it differently?")
            extra[f"differs_{number}_words"] = long_text("What do they say?")
            extra[f"differs_{number}_is_verbatim"] = BooleanField("Their exact words", default=True)
    shaped = type(base.__name__, (base,), extra)
    form: StatementForm = shaped(choices, standing, parent)
    for name in form._fields:
        if name.startswith("differs_") and name.endswith("_person"):
            form._people(name, choices.people.values())
    return form
