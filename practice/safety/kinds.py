"""The kinds of record of a safety plan (domain.md 3.3). The live rows are the draft; agreeing takes a snapshot of them."""

from datetime import date
from uuid import UUID

from practice.mapping.kinds import COMMON
from practice.records.bodies import Body, register, stands_once


class PlanRule(Body, frozen=True, kw_only=True, omit_defaults=True):
    """Who does what, when; if, then; back-up; who checks. Its parent is the goal. `words` is what they do.

    Reads aloud as "{who} {words} {when}": 'Marina' 'locks door and chain' 'every night'.
    """

    who: UUID | None = None
    when: str = ""
    where: str = ""
    if_this: str = ""
    then_that: str = ""
    back_up: tuple[UUID, ...] = ()
    back_up_name: str = ""
    checks: tuple[UUID, ...] = ()
    checks_name: str = ""  # 'Asha, weekly', 'core group'
    starts: date | None = None
    until: date | None = None
    origin: str = ""  # child's Safety House rule, parent, network, agency
    family_words: str = ""  # 'Robin rings Olive by 5 if he wants to drink, or has.' Empty: built from who, words, when
    is_core: bool = True  # on the first sheet


class Promise(Body, frozen=True, kw_only=True, omit_defaults=True):
    """What the services promise: who, what (`words`), when. The same weight as the family's.

    How it stands is the newest promise_check; `state` and `state_words` are read in words and versions from before that.
    """

    who: UUID | None = None
    when: str = ""
    state: str = "promised"  # promised, kept, partly, late
    state_words: str = ""  # '6 of 6 kept', 'Late by 4 days. Marina was told on 20 Nov'
    family_words: str = ""
    is_core: bool = True  # on the first sheet


class Trigger(Body, frozen=True, kw_only=True, omit_defaults=True):
    """What sets things off: payday, a court letter, an anniversary. Hard days too (`is_day`)."""

    is_day: bool = False
    what_we_do: str = ""
    family_words: str = ""


class EarlySign(Body, frozen=True, kw_only=True, omit_defaults=True):
    """What is seen first, and by whom."""

    seen_first_by: tuple[UUID, ...] = ()


class RedFlag(Body, frozen=True, kw_only=True, omit_defaults=True):
    """Danger now, or hard now: `words` is the 'if', `then_that` the steps, ending with a named person and a number."""

    then_that: str = ""  # the steps in one sentence: the short form for paper
    steps: tuple[str, ...] = ()  # one after the other, in order
    child_goes: str = ""  # where each child goes: 'to the bathroom with Shelly'
    rings: UUID | None = None
    rings_name: str = ""
    rings_number: str = ""
    is_emergency: bool = False  # 999 first
    family_words: str = ""


class ClosingCondition(Body, frozen=True, kw_only=True, omit_defaults=True):
    """What would close the case; written on day one."""

    met_on: date | None = None
    detail: str = ""  # what is seen then: 'Wet bed once a week or less'
    planned_on: date | None = None


class ChildPart(Body, frozen=True, kw_only=True, omit_defaults=True):
    """The child's part, said to the child: safe person, object, what happens then. Never responsible for safety."""

    child: tuple[UUID, ...] = ()
    picture: str = ""  # name of one of our drawings: 'whale', 'lamp-window'
    safe_person: UUID | None = None
    safe_person_name: str = ""  # somebody who is not in the list
    reach: str = ""  # how the child reaches them: 'at her desk, any time'
    object: str = ""  # what the child moves or gives to say 'I'm worried'
    looks: tuple[UUID, ...] = ()  # who looks for it
    how_often: str = ""
    then_that: str = ""  # what they do when they see it
    code_word: str = ""
    place: str = ""  # where the child may go
    grown_ups: str = ""  # the sentence that it is the grown-ups' job


class DayPart(Body, frozen=True, kw_only=True, omit_defaults=True):
    """Who is with which child in one part of the day. `words` is where, or what is done; no child named means all of them."""

    part: str = ""  # morning, school run, after school, evening, night; '' for contact time
    days: str = ""  # weekday, weekend, holiday, contact
    child: tuple[UUID, ...] = ()
    who: tuple[UUID, ...] = ()
    who_name: str = ""  # somebody who is not in the list


class PlanHead(Body, frozen=True, kw_only=True, omit_defaults=True):
    """What the plan is called, who made it, its first answers and when it is looked at again.

    One a family, and one more for each reader who has a part of their own (`reader`): it stands in its place for them.
    """

    title: str = ""  # 'The Orchard plan'
    made_by: str = ""  # 'Robin, Olive, Mrs Medlar and Priya made this plan together.'
    why: str = ""  # why are you in our lives?
    worries: str = ""  # in family words; empty: from the dangers' family words
    good: str = ""  # what is good?
    want: str = ""  # empty: from the goals' family words
    ends: str = ""  # when does it end?
    review_on: date | None = None
    ends_on: date | None = None
    who_has_it: str = ""
    the_children: str = ""  # how are the children? for a reader who does not live with them
    reader: UUID | None = None  # written for this one reader, in place of the family's first page ("Your part of the plan")
    family_heading: str = ""  # over the family's column: 'Robin, family and friends', 'You and your dad'
    hard_days: str = ""  # the hard days as the family says them; empty: from the triggers
    step_back: str = ""  # what happens when it goes wrong: 'Any broken order, and we meet the same day.'
    how_safe: str = ""  # how safe is it? in a sentence, for a reader who does not get everyone's numbers
    advice: str = ""  # if we cannot agree: where to complain, who advises. Empty: the line in the settings


LABELS = COMMON | {
    "who": "who", "when": "when", "where": "where", "if_this": "if", "then_that": "then", "back_up": "back-up",
    "back_up_name": "back-up", "checks": "who checks", "checks_name": "who checks", "starts": "from when", "until": "until when",
    "origin": "whose idea", "family_words": "on the family’s paper", "is_core": "on the first sheet",
    "state": "how it stands", "state_words": "how it stands, in words", "is_day": "a day", "what_we_do": "what we do then",
    "seen_first_by": "seen first by", "rings": "who is rung", "rings_name": "who is rung", "rings_number": "number",
    "is_emergency": "999 first", "met_on": "so since", "detail": "what is seen then", "planned_on": "planned for",
    "child": "for whom", "picture": "picture", "title": "what the plan is called", "made_by": "who made it",
    "why": "why you are in our lives", "worries": "what we are worried about", "good": "what is good", "want": "what we want",
    "ends": "when it ends", "review_on": "looked at again", "ends_on": "ends on", "who_has_it": "who has a copy",
    "the_children": "how the children are", "reader": "for one reader", "family_heading": "heading over the family’s part",
    "hard_days": "hard days", "step_back": "if it goes wrong", "how_safe": "how safe, in a sentence",
    "steps": "the steps, in order", "child_goes": "where the child goes",
    "safe_person": "the safe person", "safe_person_name": "the safe person", "reach": "how to reach them",
    "object": "the thing that says “I’m worried”", "looks": "who looks for it", "how_often": "how often",
    "code_word": "the code word", "place": "a place to go", "grown_ups": "whose job it is", "part": "part of the day",
    "days": "which days", "who_name": "who", "advice": "if we cannot agree",
}

for name, body, called in (
    ("plan_rule", PlanRule, "rule"),
    ("promise", Promise, "promise of the services"),
    ("trigger", Trigger, "trigger"),
    ("early_sign", EarlySign, "early sign"),
    ("red_flag", RedFlag, "red flag"),
    ("closing", ClosingCondition, "what would close the case"),
    ("child_part", ChildPart, "the child’s part"),
    ("day_part", DayPart, "part of the day"),
    ("plan_head", PlanHead, "the plan’s first page"),
):
    register(name, body, called, LABELS)
stands_once("plan_head", lambda body, _: body.reader or "the family")

PLAN_KINDS = ("plan_rule", "promise", "trigger", "early_sign", "red_flag", "closing", "child_part", "day_part", "plan_head",
              "milestone", "bottom_line", "danger", "goal", "scale")
