"""Forms of a discussion: asking for it, seats, what a seat hands in, notes, options, the decision and what follows."""

import hashlib
import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import ValidationError

from practice.access.models import Information
from practice.cases.queries import KINDS_IN_WORDS, AgreementRow, Candidate
from practice.core import clock, dates
from practice.core.errors import RuleBroken
from practice.core.forms import CheckboxListField, DayField, Form, JudgeField, Said, one_id, whole_number
from practice.discussions import commands
from practice.discussions.models import Attendance, Seat, SeatRole, Stance
from practice.discussions.queries import SeatRow
from practice.families.forms import options
from practice.families.queries import People
from practice.guidance.frameworks import Framework, Stage
from practice.mapping.forms import long_text, text
from practice.records.queries import Row

FREE: dict[str, Any] = {"validate_choice": False}
ROLES = {
    SeatRole.PARTICIPANT: "Takes part", SeatRole.FACILITATOR: "Leads the time, holds no view of the case",
    SeatRole.PRESENTER: "Presents: works with the family", SeatRole.ADVISOR: "Advises: watches how the group works",
    SeatRole.NOTE_TAKER: "Takes notes", SeatRole.CHILD_VOICE: "Brings the child’s words",
    SeatRole.FAMILY: "Family or network", SeatRole.OBSERVER: "Watches in silence, says at the end what they saw",
}
YOURS = {  # the same, said to whoever holds the seat
    SeatRole.PARTICIPANT: "You take part", SeatRole.FACILITATOR: "You lead the time and hold no view of the case",
    SeatRole.PRESENTER: "You present: you work with the family", SeatRole.ADVISOR: "You advise: you watch how the group works",
    SeatRole.NOTE_TAKER: "You take notes", SeatRole.CHILD_VOICE: "You bring the child’s words",
    SeatRole.FAMILY: "You are there for the family or their network",
    SeatRole.OBSERVER: "You watch in silence, and say at the end what you saw",
}
SMALL = {
    SeatRole.FACILITATOR: "leads the time", SeatRole.PRESENTER: "presents", SeatRole.ADVISOR: "advises",
    SeatRole.NOTE_TAKER: "takes notes", SeatRole.CHILD_VOICE: "brings the child’s words", SeatRole.OBSERVER: "watches",
    SeatRole.PARTICIPANT: "", SeatRole.FAMILY: "",
}
ATTENDANCE = {Attendance.PRESENT: "In the room, or by video", Attendance.APOLOGY: "Sent apologies",
              Attendance.SENT_REPORT: "Sent a report", Attendance.ABSENT: "Absent"}
STANCES = {Stance.AGREE: "I agree", Stance.RESERVATION: "I agree, with a reservation", Stance.DISSENT: "I do not agree",
           Stance.ABSTAIN: "I do not say"}
AUTHORITY = {"manager": "The manager who is accountable", "chair": "The independent chair", "panel": "A panel",
             "family": "The family", "group advice": "Nobody yet: this is the group’s advice"}
SIDES = {"for": "For it", "against": "Against it", "family": "What the family says"}
BECOMES = {"danger": "A danger statement", "goal": "A safety goal", "strength": "A strength", "question": "A question to ask"}
TIME = re.compile(r"^([01]?\d|2[0-3])[.:]([0-5]\d)$")


def a_choice(label: str, some: Iterable[tuple[str, str]], hint: str = "", *validators: Any) -> RadioField:
    return RadioField(label, description=hint, choices=options(some), validators=list(validators), **FREE)


class AskForm(Form):
    """A discussion is asked for: the question first, then the way, then when."""

    question = long_text("What should it answer?", "One question, in your own words: help me be clear about…",
                         Said("Write the question that it should answer"))
    framework = RadioField("Which way of thinking together?", validators=[Said("Choose a way of thinking together")], **FREE)
    decides = BooleanField("It ends with a decision: options, where each stands in private, who does what")
    planned_on = DayField("On which day?", [Said("Give the day, like 4 Dec")], ahead=True, description="Like 4 Dec")
    planned_at = text("At what time?", "Like 10.00")
    place = text("Where?", "A room, or by video. No address that is protected")
    family_told = long_text("How and when was the family told or asked?", "If they were not: why not")

    def __init__(self, frameworks: Sequence[Framework]) -> None:
        super().__init__()
        self.frameworks = {one.name: one for one in frameworks}
        self.framework.choices = options((one.name, one.called) for one in frameworks)

    def validate_planned_at(self, field: Any) -> None:
        if field.data and not TIME.match(field.data):
            raise ValidationError("Write the time like 10.00")

    def answer(self) -> commands.NewDiscussion:
        assert isinstance(self.planned_on.data, date)
        found = TIME.match(self.planned_at.data or "")
        at = f"{int(found[1])}.{found[2]}" if found else ""
        return commands.NewDiscussion(self.framework.data or "", self.question.data or "", self.planned_on.data, at,
                                      self.place.data or "", self.family_told.data or "", bool(self.decides.data))


class MoveForm(Form):
    """Another day, time or place."""

    planned_on = DayField("On which day?", [Said("Give the day, like 4 Dec")], ahead=True, description="Like 4 Dec")
    planned_at = text("At what time?", "Like 10.00")
    place = text("Where?", "A room, or by video. No address that is protected")

    def validate_planned_at(self, field: Any) -> None:
        if field.data and not TIME.match(field.data):
            raise ValidationError("Write the time like 10.00")

    def answer(self) -> tuple[date, str, str]:
        """(day, time, place); only after validate() was true."""
        assert isinstance(self.planned_on.data, date)
        found = TIME.match(self.planned_at.data or "")
        return self.planned_on.data, f"{int(found[1])}.{found[2]}" if found else "", self.place.data or ""


class SeatForm(Form):
    """One seat. It is looked at before it is given: what was shown is what is given (SHOWN)."""

    user_id = SelectField("Somebody who signs in here", coerce=one_id, **FREE)
    person_id = SelectField("Or somebody of the family’s record", coerce=one_id, description="They need no device", **FREE)
    name = text("Or a name")
    agency = text("Their agency, for a name")
    role = a_choice("What do they do here?", ((role.value, words) for role, words in ROLES.items()), "", Said("Choose a role"))
    competence = text("What do they bring?", "Domestic abuse, for Marina. Health visitor. Finn’s number")
    asked = text("What is asked of them?", "They read this with the invitation")
    brought_by = SelectField("Who brings their words?", coerce=one_id,
                             description="For somebody who is not in the room. They hand in for them too", **FREE)
    may_decide = BooleanField("They may decide")
    conflict = text("A conflict of interest?", "In words; empty if there is none")
    kinds = SelectMultipleField("What of the family’s record will they see in this discussion?", coerce=Information,
                                description="Only for somebody without a part in the family. None: only what the group says",
                                **FREE)
    agreement_id = SelectField("Under which agreement?", coerce=one_id,
                               description="With the agency of this person. People of your own agency need none.", **FREE)
    shown = HiddenField()

    def __init__(self, candidates: Iterable[Candidate], people: People, agreements: Iterable[AgreementRow],
                 seats: Sequence[SeatRow], may_give: Collection[Information]) -> None:
        """MAY_GIVE: the kinds that whoever gives the seat sees themselves. Addresses are no part of a discussion."""
        super().__init__()
        self.may_give = frozenset(may_give) - {Information.ADDRESS}
        self.kinds.choices = options((info.value, words[:1].upper() + words[1:]) for info, words in KINDS_IN_WORDS.items()
                                     if info in self.may_give)
        self.candidates = {one.id: one for one in candidates}
        self.people = people
        self.agreements = {one.id: one for one in agreements}
        sits = {seat.user_id for seat in seats} | {seat.person_id for seat in seats}
        self.user_id.choices = options([("", "Choose a person"), *((str(one.id), one.label) for one in self.candidates.values()
                                                           if one.id not in sits)])
        known = [one for one in people.values() if one.id not in sits and one.user_id is None and one.died_on is None]
        self.person_id.choices = options([("", "Choose a person"), *(
            (str(one.id), f"{one.name}, {one.described}" if one.described else one.name) for one in known)])
        self.brought_by.choices = options([("", "Nobody: they are in the room"), *((str(seat.id), seat.name) for seat in seats
                                                                           if seat.user_id is not None)])
        self.agreement_id.choices = options([("", "None: our own agency"), *(
            (str(one.id), f"{one.agency}: {one.purpose}, until {dates.long_day(one.to_on)}") for one in self.agreements.values())])

    def answer(self) -> commands.NewSeat:
        return commands.NewSeat(
            SeatRole(self.role.data), self.user_id.data, self.person_id.data if self.user_id.data is None else None,
            self.name.data or "", self.agency.data or "", self.competence.data or "", self.asked.data or "",
            bool(self.may_decide.data), self.conflict.data or "", self.brought_by.data, frozenset(self.kinds.data or ()),
            self.agreement_id.data)

    def validate_role(self, field: Any) -> None:
        if field.data not in {role.value for role in ROLES}:
            raise ValidationError("Choose a role")

    def validate_kinds(self, field: Any) -> None:
        if not self.may_give.issuperset(field.data or ()):
            raise ValidationError("You can give what you see yourself, without addresses. Ask the lead practitioner for the rest")

    def mark(self) -> str:
        """Names the choices that decide what the seat sees: what was shown must be what is given."""
        new = self.answer()
        parts = [str(new.user_id), str(new.person_id), new.name, new.role.value, *sorted(info.value for info in new.kinds),
                 str(new.agreement_id), str(new.brought_by)]
        return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


class BeginForm(Form):
    """Who is there. One line a seat, built from the seats; see of()."""

    seats: tuple[SeatRow, ...] = ()

    @staticmethod
    def of(seats: Sequence[SeatRow]) -> "BeginForm":
        fields: dict[str, Any] = {"seats": tuple(seats)}
        for number, seat in enumerate(seats):
            there = options((one.value, words) for one, words in ATTENDANCE.items())
            fields[f"at_{number}"] = SelectField(seat.name, choices=there, **FREE)
            fields[f"because_{number}"] = text(f"Why is {seat.name} not in the room?")
        return type("BeginFormOfSeats", (BeginForm,), fields)()  # type: ignore[no-any-return]

    def answer(self) -> dict[UUID, tuple[Attendance, str]]:
        found = {}
        for number, seat in enumerate(self.seats):
            value = self[f"at_{number}"].data
            known = {one.value for one in ATTENDANCE}
            attendance = Attendance(value) if value in known else Attendance.PRESENT
            found[seat.id] = (attendance, self[f"because_{number}"].data or "")
        return found

    def missing(self) -> bool:
        """Put what is missing beside each field; True where something is."""
        wrong = False
        for number, seat in enumerate(self.seats):
            attendance, because = self.answer()[seat.id]
            if attendance is not Attendance.PRESENT and not because.strip():
                field = self[f"because_{number}"]
                field.errors = [*field.errors, f"Say why {seat.name} is not in the room"]
                wrong = True
        return wrong


class MarkForm(Form):
    """Whoever leads marks a seat: it passes in this round, or it is not in the room; or it is there again."""

    mark = a_choice("How is it now?", (("passed", "Passes in this round"), ("present", "Is in the room"),
                                    ("absent", "Is not in the room"), ("apology", "Sent apologies"),
                                    ("sent_report", "Sent a report")), "", Said("Choose what is so"))
    because = text("Why?", "It stands beside the seat")


class EntryForm(Form):
    """What one seat hands in for one step: of() makes the fields that its input needs."""

    stage_no = HiddenField(default="0")
    round_no = HiddenField(default="1")
    seat_id = HiddenField()
    ends = HiddenField(default="")  # the number of the words of 0 and 10 that stood beside the number
    stage: Stage

    @staticmethod
    def of(stage: Stage, *, brought: str = "", by_leader: bool = False, after: bool = False, empty: bool = False) -> "EntryForm":
        """BROUGHT: the name of somebody who is not in the room. EMPTY: another form of the page was sent, or none."""
        fields: dict[str, Any] = {"stage": stage}
        if stage.input == "number":
            if brought:
                fields["whose"] = a_choice("Whose number is it?", (
                    ("own", f"{brought} said it"), ("guess", f"I guess that {brought} would say it")),
                    "A guess is kept as a guess, by you: it never counts as theirs", Said("Choose whose number it is"))
            fields["value"] = JudgeField(stage.label)
            fields["why"] = long_text("What moved you?" if after else stage.why or "Why?",
                                      "" if after else "What has been seen: who did what, and when")
            if stage.more and not after:
                fields["more"] = long_text(stage.more)
        elif stage.input == "choice":
            fields["choice"] = a_choice(stage.label, ((one, one) for one in stage.choices))
            fields["why"] = long_text("What moved you?" if after else stage.why or "Why?")
        elif stage.input == "stance":
            fields["choice"] = a_choice(stage.label, ((one.value, words) for one, words in STANCES.items()))
            fields["why"] = long_text("Why?", "Needed unless you agree. It stands beside the decision, with your name")
            fields["more"] = text("What do you rely on?", "If you do not agree: what has been seen")
            fields["instead"] = text("What would you do instead?", "If you do not agree")
        else:
            fields["words"] = long_text(stage.label, stage.hint)
        if by_leader:
            fields["how"] = a_choice("Who types?", (("self", "They type here themselves; the screen is clear afterwards"),
                                                    ("paper", "I type it from their paper, now that the others are in")),
                                     "", Said("Choose who types"))
        made = type("EntryFormOfStage", (EntryForm,), fields)
        return made(formdata=None) if empty else made()  # type: ignore[no-any-return]

    def answer(self) -> commands.Given:
        def of(name: str) -> Any:
            return self[name].data if name in self else None

        return commands.Given(of("words") or "", of("value"), of("choice") or "", of("why") or "", of("more") or "",
                              of("instead") or "", is_guess=of("whose") == "guess")

    def fill(self, given: Any) -> None:
        """What the seat handed in last stands in the fields."""
        for name in ("words", "value", "choice", "why", "more", "instead"):
            if name in self:
                self[name].data = getattr(given, name)
        if "whose" in self:
            self["whose"].data = "guess" if given.is_guess else "own"

    @property
    def place(self) -> commands.Place:
        return commands.Place(whole_number(self.stage_no.data, -1), whole_number(self.round_no.data, -1))

    @property
    def ends_seen(self) -> int | None:
        """The words of 0 and 10 that the person saw; None where the form says nothing of them."""
        number = whole_number(self.ends.data, -1)
        return None if number < 0 else number


class NoteForm(Form):
    words = long_text("Notes of this step", "What was said in the open. Everybody here reads it")


class AgainForm(Form):
    about = text("About whom or what?", "A child’s name, or another danger. Empty, once all were opened: the same again")


class ProposeForm(Form):
    """What the group takes, on its way to the family."""

    as_kind = a_choice("What may it become?", BECOMES.items())
    proposed = long_text("The words that the group takes", "A draft for the talk with the family")


class OptionForm(Form):
    title = text("An option", "What would be done")


class ArgumentForm(Form):
    option_id = RadioField("Which option?", coerce=one_id, **FREE)
    side = a_choice("What is it?", SIDES.items())
    reason = text("The reason")
    who = text("Who says so?", "A name")

    def __init__(self, ways: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.option_id.choices = options([(str(one), title) for one, title in ways])


class ActionForm(Form):
    who = text("Who?", "A name")
    action = text("Does what?")
    by_on = DayField("By when?", ahead=True, description="Like 4 Dec")
    goal = SelectField("For which goal?", coerce=one_id, **FREE)

    def __init__(self, goals: Iterable[Row] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.goals = {row.id: row.body.family_words or row.body.words for row in goals}
        self.goal.choices = options([("", "For no goal in particular"), *((str(one), words[:120]) for one, words
                                                                         in self.goals.items())])

    def answer(self) -> commands.NewAction:
        if not isinstance(self.by_on.data, date):
            raise RuleBroken("by_on", "Give the day, like 4 Dec")
        if self.goal.data is not None and self.goal.data not in self.goals:
            raise RuleBroken("goal", "Choose one of the goals")
        return commands.NewAction(self.who.data or "", self.action.data or "", self.by_on.data, goal=self.goal.data)


class DecideForm(Form):
    """The decision, its owner and its dates."""

    option_id = RadioField("Which option?", coerce=one_id, **FREE)
    words = long_text("The decision", "In words that the family can read")
    because = long_text("Why?", "And what you say to those who do not agree")
    decided_by = text("Who decides?", "A name")
    authority = a_choice("With what right?", AUTHORITY.items())
    review_on = DayField("When is it looked at again?", ahead=True, description="Like 4 Dec")
    who_tells = text("Who tells the family, and when?")
    evidence = CheckboxListField("What in the record does it rest on?", description="Frozen with the decision, as it stands now",
                                 **FREE)

    def __init__(self, ways: Iterable[tuple[UUID, str]], evidence: Iterable[Row]) -> None:
        super().__init__()
        self.option_id.choices = options([(str(one), title) for one, title in ways])
        self.known = {row.id: row for row in evidence}
        self.evidence.choices = options([(str(one), row.body.words[:160]) for one, row in self.known.items()])

    def answer(self) -> commands.Deciding:
        if self.option_id.data is None:
            raise RuleBroken("option_id", "Choose one of the options")
        if not isinstance(self.review_on.data, date):
            raise RuleBroken("review_on", "Give the day on which it is looked at again, like 4 Dec")
        return commands.Deciding(self.option_id.data, self.words.data or "", self.because.data or "", self.decided_by.data or "",
                                 self.authority.data or "", self.review_on.data, clock.today(), self.who_tells.data or "",
                                 tuple(one for one in self.evidence.data or () if one in self.known))


class DissentForm(Form):
    """The reply to one who does not agree; whether it is taken higher; what came of it."""

    what = a_choice("What do you write down?", (("reply", "The reply to them"), ("higher", "It is taken higher"),
                                                ("not_higher", "It was offered to take it higher, and they chose not to"),
                                                ("came_out", "What came of it")), "", Said("Choose one"))
    words = long_text("In words")
    to = text("To whom?", "If it is taken higher")
    by_on = DayField("By when, or on which day?", description="If it is taken higher, or answered: 4 Dec")


class ToldForm(Form):
    who = text("Who was told?", "A name", Said("Say who was told"))
    by = text("By whom?", "", Said("Say who told them"))
    on = DayField("On which day?", [Said("Give the day, like 4 Dec")])
    they_said = long_text("What did they say?")


class TakenForm(Form):
    """The family saw a proposal of the group."""

    state = a_choice("What did they say?", (("taken", "They saw it; no answer yet"), ("agreed", "They agree"),
                                            ("changed", "They changed the words"), ("dropped", "We do not use it")),
                     "", Said("Choose what they said"))
    words = long_text("The words as they stand now", "Change them to the family’s, if they did")
    to = text("Who of the family saw it?", "", Said("Say who of the family saw it"))
    by = text("Who took it to them?")
    on = DayField("On which day?", [Said("Give the day, like 4 Dec")])
    they_said = long_text("What did they say, in their words?")


class IntoForm(Form):
    parent_id = RadioField("Which danger does this goal answer?", coerce=one_id, **FREE)

    def __init__(self, dangers: Iterable[Row], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.known = {row.id: row for row in dangers}
        self.parent_id.choices = options([(str(one), row.body.title or row.body.words[:100]) for one, row in self.known.items()])


def role_of(seat: SeatRow | Seat) -> str:
    """'domestic abuse, for Marina, presents': the small words beside a name."""
    return ", ".join(part for part in (seat.competence, SMALL[seat.role]) if part)
