"""Forms of the immediate plan: the whole of it on one page, agreeing it, approving it, ending it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID

import msgspec
from flask import current_app, request
from wtforms import BooleanField, HiddenField, RadioField
from wtforms.validators import ValidationError

from practice.core import clock, dates
from practice.core.forms import CheckboxListField, DayField, Form, Said, one_id
from practice.families.queries import PersonRow
from practice.mapping.forms import long_text, someone, text
from practice.records.queries import Row
from practice.safety.agree_forms import PeopleForm, with_people
from practice.safety.immediate.commands import AgreeingNow, Writing, Written
from practice.safety.immediate.kinds import ImmediatePlan, ImmediateRule, Night
from practice.safety.immediate.nights import ends_of, night_words, nights_until, parse_time, written
from practice.safety.immediate.queries import Draft
from practice.settings import Settings

OPEN_RULES = 3  # shown at once; as many again wait in a fold
USUAL_DAYS, USUAL_TIME = 7, "17.00"
HALF_A_YEAR = 182  # days


@dataclass(frozen=True, slots=True)
class RuleFields:
    """The fields of one rule."""

    number: int
    who: Any
    words: Any
    when: Any

    @property
    def is_blank(self) -> bool:
        return not (self.who.data or self.words.data or self.when.data)


@dataclass(frozen=True, slots=True)
class NightFields:
    """The fields of one night; several rows of a night stand under each other, for children in different places."""

    key: str
    on: date
    heading: str
    child: Any
    who: Any
    also: Any
    where: Any

    @property
    def is_blank(self) -> bool:
        return not (self.who.data or self.also.data or self.where.data)

    @property
    def has_errors(self) -> bool:
        return any(field.errors for field in (self.child, self.who, self.also, self.where))


class WriteForm(Form):
    """The whole plan. The fields of rules and nights are made for the draft and the end: see write_form()."""

    why_today = long_text("Why today?", "What happened, and what could happen tonight", Said("Say why a plan is needed today"))
    ends_on = DayField("Until which day?", ahead=True, validators=[Said("Give the day on which it ends, like 4 Dec")])
    ends_at = text("At what time?", "", Said("Give the time, like 17.00"))
    why_longer = text("If it runs for more than 14 days: why?")
    same_each = BooleanField("The same every night that is left empty below")
    checks = text("Who checks that it happens, and when?", "Ines rings Marina at 6 each evening; Asha visits on Friday")
    numbers = long_text("Contact and emergency numbers, one on each line", "Coral: 07700 900123. 999 stands there by itself")
    review = text("What happens when it ends?", "We meet at Coral’s and make the next plan")
    title = text("What is it called?", "What we do until Friday")
    not_for = CheckboxListField("Who must not see this plan?", description="No part of it is printed for them")
    not_for_because = text("Because")

    rule_fields: Sequence[RuleFields] = ()
    night_fields: Sequence[NightFields] = ()
    draft: Draft

    def validate_ends_on(self, field: Any) -> None:
        """A day without a year that has just passed is not next year's: nobody makes tonight's plan for so long."""
        if _has_passed(field):
            passed = dates.short_day(field.data).removesuffix(f" {field.data.year}")
            raise ValidationError(f"{passed} has passed. Give a day from today on, like 4 Dec")

    def validate_ends_at(self, field: Any) -> None:
        if field.data:
            try:
                field.data = written(parse_time(field.data))
            except ValueError as problem:
                raise ValidationError(str(problem)) from None

    def validate(self, extra_validators: Any = None) -> bool:
        """Shape; and a rule that was begun says who, what and when."""
        fine = bool(super().validate(extra_validators))
        for rule in self.rule_fields:
            if rule.is_blank:
                continue
            for field, message in ((rule.who, "Say who will do it"), (rule.words, "Say what they do"),
                                   (rule.when, "Say when, or how often")):
                if not field.data:
                    field.errors = [message]
                    fine = False
        for night in self.night_fields:
            if night.where.data and not (night.who.data or night.also.data) and not self.same_each.data:
                night.who.errors = ["Say who is with them"]
                fine = False
        return fine

    def answer(self) -> Writing:
        """Only after validate() was true."""
        known = {row.id: row for row in self.draft.rows}
        standing = self.draft.head.body if self.draft.head else ImmediatePlan()
        head = msgspec.structs.replace(
            standing, why_today=self.why_today.data or "", ends_on=self.ends_on.data, ends_at=self.ends_at.data or "",
            why_longer=self.why_longer.data or "", checks=self.checks.data or "", numbers=self.numbers.data or "",
            review=self.review.data or "", title=self.title.data or "")
        return Writing(head, tuple(self._rules(known)), tuple(self._nights(known)), tuple(self.not_for.data or ()),
                       self.not_for_because.data or "", self.seen_version)

    def _rules(self, known: dict[UUID, Row]) -> Iterable[Written]:
        for rule in self.rule_fields:
            record = self._record(f"rule_{rule.number}_id", known)
            if rule.is_blank:
                if record is not None:
                    yield Written(record.id, None)
                continue
            body = record.body if record is not None else ImmediateRule()
            yield Written(record.id if record else None, msgspec.structs.replace(
                body, who=rule.who.data, words=rule.words.data, when=rule.when.data))

    def _nights(self, known: dict[UUID, Row]) -> Iterable[Written]:
        before: Night | None = None
        shown = set()
        for night in self.night_fields:
            record = self._record(f"{night.key}_id", known)
            shown.add(record.id if record else None)
            who, also = tuple(one for one in (night.who.data,) if one), night.also.data or ""
            if record is not None and also == self.also_of(record.body):  # as it stands: others in the record, not a name
                who, also = tuple(dict.fromkeys((*who, *record.body.who[1:]))), record.body.who_name
            body = Night(on=night.on, child=tuple(night.child.data or ()), who=who, who_name=also,
                         where_words=night.where.data or "")
            if night.is_blank and not night.child.data:
                if self.same_each.data and before is not None and before.on != night.on:
                    yield Written(record.id if record else None, msgspec.structs.replace(before, on=night.on))
                elif record is not None:
                    yield Written(record.id, None)
                continue
            yield Written(record.id if record else None, body)
            before = body
        days = {night.on for night in self.night_fields}
        last = max(days, default=None)
        for row in self.draft.nights:  # a night after the new end is no part of the plan any more
            if row.id not in shown and last is not None and row.body.on > last:
                yield Written(row.id, None)

    def also_of(self, body: Night) -> str:
        """How those after the first are called in the second field."""
        return ", ".join(name for name in (*(self.draft.people.short(one) for one in body.who[1:]), body.who_name) if name)

    def _record(self, name: str, known: dict[UUID, Row]) -> Row | None:
        try:
            found = one_id(self[name].data)
        except ValueError:
            return None
        return known.get(found) if found else None


_NIGHT = re.compile(r"night_([0-9]{8})_[0-9]{1,2}_")
MOST_NIGHTS = 60  # as many as nights_until() gives


def write_form(draft: Draft) -> WriteForm:
    """The form for the draft as it stands, with a row for every night until the end that is typed or stands."""
    first = WriteForm()  # to read the end that was typed
    if request.method != "POST":
        _fill(first, draft)
    nights = list(_night_keys(draft, _end_of(first)))
    rules: list[Row | None] = [*draft.rules, *[None] * max(OPEN_RULES * 2 - len(draft.rules), 1)]
    adults = [person for person in draft.people.values() if person.died_on is None and not person.is_child
              and person.to_on is None]
    adults.sort(key=lambda person: person.is_professional)
    fields: dict[str, Any] = {}
    for number, _ in enumerate(rules, 1):
        fields |= {f"rule_{number}_id": HiddenField(), f"rule_{number}_who": someone("Who?"),
                   f"rule_{number}_words": text("Does what?", "Keeps the door locked, and the phone on" if number == 1 else ""),
                   f"rule_{number}_when": text("When?", "Every night" if number == 1 else "")}
    for key, _, _ in nights:
        fields |= {f"{key}_id": HiddenField(), f"{key}_who": someone("Who is with them?"),
                   f"{key}_also": text("And who else?"), f"{key}_where": text("Where?"),
                   f"{key}_child": CheckboxListField("Which children? None ticked: all of them")}
    form = cast(WriteForm, type("WriteFormOfNow", (WriteForm,), fields)())
    form.draft = draft
    for number, row in enumerate(rules, 1):
        _offer(form[f"rule_{number}_who"], adults, "Choose who")
        if request.method != "POST" and row is not None:
            form[f"rule_{number}_id"].data = str(row.id)
            for name in ("who", "words", "when"):
                form[f"rule_{number}_{name}"].data = getattr(row.body, name)
    children = [child for child in draft.people.children if child.died_on is None]
    for key, _, row in nights:
        _offer(form[f"{key}_who"], adults, "Nobody yet")
        form[f"{key}_child"].choices = [(str(child.id), child.short_name) for child in children]
        form[f"{key}_child"].data = form[f"{key}_child"].data or []
        if request.method != "POST" and row is not None:
            form[f"{key}_id"].data = str(row.id)
            form[f"{key}_who"].data = next(iter(row.body.who), None)
            form[f"{key}_also"].data = form.also_of(row.body)
            form[f"{key}_where"].data, form[f"{key}_child"].data = row.body.where_words, list(row.body.child)
    form.rule_fields = [RuleFields(number, *(form[f"rule_{number}_{name}"] for name in ("who", "words", "when")))
                        for number, _ in enumerate(rules, 1)]
    form.night_fields = [NightFields(key, on, _heading(on), *(form[f"{key}_{name}"] for name in ("child", "who", "also", "where")))
                         for key, on, _ in nights]
    form.not_for.choices = [(str(person.id), person.short_name) for person in draft.people.kin if person.died_on is None]
    if form.not_for.data is None:
        form.not_for.data = []
    if request.method != "POST":
        _fill(form, draft)
        form.lock_version.data = str(draft.mark)
    return form


def _heading(on: date) -> str:
    return f"Tonight, {night_words(on)}" if on == clock.today() else night_words(on)


def _offer(field: Any, people: Iterable[PersonRow], nobody: str) -> None:
    field.choices = [("", nobody)] + [(str(person.id), f"{person.short_name} ({person.described})" if person.described
                                       else person.short_name) for person in people]


def _fill(form: WriteForm, draft: Draft) -> None:
    """What stands, or what is offered: a week from now, the numbers that are known, and those it is kept from."""
    body = draft.head.body if draft.head else ImmediatePlan()
    for name in ("why_today", "ends_on", "ends_at", "why_longer", "checks", "numbers", "review", "title"):
        form[name].data = getattr(body, name)
    if form.ends_on.data is None:
        form.ends_on.data, form.ends_at.data = clock.today() + timedelta(days=USUAL_DAYS), USUAL_TIME
    if draft.head is None:
        form.numbers.data = "\n".join(_known_numbers(draft))
        form.not_for.data = [person for person in draft.people if person in draft.protected]
        form.not_for_because.data = "It would show how they are kept safe" if draft.protected else ""


def _known_numbers(draft: Draft) -> Iterable[str]:
    """The people of the red flags, the lead practitioner by day, the night number."""
    settings: Settings = current_app.extensions["settings"]
    seen = set()
    for row in draft.of("red_flag"):
        name = row.body.rings_name or draft.people.short(row.body.rings)
        if name and row.body.rings_number and name not in seen:
            seen.add(name)
            yield f"{name}: {row.body.rings_number}"
    lead = draft.people.lead
    if lead is not None and lead.phone and lead.short_name not in seen:
        yield f"{lead.short_name}: {lead.phone}"
    if settings.night_number:
        yield f"Nights: {settings.night_number}"


def _has_passed(field: Any) -> bool:
    return bool(field.data) and (field.data - clock.today()).days > HALF_A_YEAR and not re.search(r"\d{4}", field.typed or "")


def _end_of(form: WriteForm) -> Any:
    """The end that stands in the form, None where it cannot be read yet or has passed."""
    if _has_passed(form.ends_on):
        return None
    try:
        return ends_of(ImmediatePlan(ends_on=form.ends_on.data, ends_at=form.ends_at.data or USUAL_TIME))
    except ValueError:
        return None


def _nights_sent() -> list[date]:
    """The nights for which the form that came back has fields."""
    found = {match[1] for name in request.form if (match := _NIGHT.match(name))}
    return sorted(date(int(day[:4]), int(day[4:6]), int(day[6:])) for day in found if _is_day(day))[:MOST_NIGHTS]


def _is_day(figures: str) -> bool:
    try:
        return bool(date(int(figures[:4]), int(figures[4:6]), int(figures[6:])))
    except ValueError:
        return False


def _night_keys(draft: Draft, until: Any) -> Iterable[tuple[str, date, Row | None]]:
    """(field prefix, night, the row that stands): one for each night, more where children are in different places.

    Where the end that was typed cannot be read, the nights stay that were on the page: their words are not lost with it.
    """
    for on in nights_until(clock.today(), until) if until else _nights_sent():
        standing: list[Row | None] = [row for row in draft.nights if row.body.on == on]
        named = {child for row in standing if row is not None for child in row.body.child}
        if not standing or (named and {child.id for child in draft.people.children} - named):
            standing.append(None)
        for number, row in enumerate(standing):
            yield f"night_{on:%Y%m%d}_{number}", on, row


class AgreeNowForm(PeopleForm):
    """Agreeing it, today."""

    note = text("What is new in this one, in a line?", "They moved; Pearl takes Saturday")

    def answer(self) -> AgreeingNow:
        """Only after validate() was true."""
        return AgreeingNow(tuple(self.stances(clock.today())), self.note.data or "", self.seen_version)


def agree_now_form(draft: Draft, people: Iterable[PersonRow]) -> AgreeNowForm:
    form = with_people(AgreeNowForm, people)
    if request.method != "POST":
        form.lock_version.data = str(draft.mark)
    return form


class ApproveForm(Form):
    """The manager's word."""

    decision = RadioField("What do you decide?", choices={"approve": "I approve it", "back": "Not like this"},
                          validate_choice=False)
    because = long_text("If not: what must be different?", "You may add a word when you approve, too")

    def validate_decision(self, field: Any) -> None:
        if field.data not in {"approve", "back"}:
            raise ValidationError("Choose what you decide")
        if field.data == "back" and not self.because.data:
            raise ValidationError("Say below what must be different")


class BecauseForm(Form):
    """A reason."""

    because = long_text("Why?", "", Said("Say why"))
