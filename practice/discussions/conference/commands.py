"""Changes to the trail of a family group conference. Hard rules are about truth: nobody answers who was not asked; a plan that
is sent back says exactly why; what becomes a rule of the plan has who, what and when."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import msgspec
from sqlalchemy import select

from practice.core import audit, clock, dates
from practice.core.db import command, db
from practice.core.errors import NotKnown, RuleBroken
from practice.core.ids import new_id
from practice.discussions.conference.kinds import (
    ANSWERS,
    COMES,
    Accepted,
    Answered,
    Event,
    FamilyPlan,
    IntoPlan,
    InWriting,
    NotHeld,
    Offered,
    Prepared,
    Promise,
    SentBack,
)
from practice.discussions.conference.models import ConferenceEvent
from practice.discussions.conference.queries import Trail, trail_of
from practice.families.models import Family
from practice.families.queries import Sight, people_of
from practice.records import queries as records
from practice.records.bodies import to_json
from practice.safety import commands as safety
from practice.safety.kinds import PlanHead, PlanRule

ORIGIN = "family group conference"
NOT_HELD = ("not_in_interests", "refused")


def _add(family_id: UUID, event: Event) -> None:
    if event.on > clock.today():
        raise RuleBroken("on", "Give a day up to today")
    db.session.add(ConferenceEvent(id=new_id(), family_id=family_id, body=to_json(event), author_id=audit.actor(), at=clock.now()))
    db.session.flush()
    audit.record(f"conference.{event.__struct_config__.tag}", family_id=family_id)


def _trail(family_id: UUID) -> Trail:
    """What stands in the trail, the family's row held until the transaction ends: two who write at once come one after the other,
    so that a plan is heard once and becomes rules once."""
    db.session.execute(select(Family.id).where(Family.id == family_id).with_for_update(key_share=True))
    return trail_of(family_id)


def _said(**words: str) -> None:
    """Raises RuleBroken beside the first field that says nothing. FIELD=text."""
    asks = {"how": "Say how it was offered", "language": "Say in which language", "by": "Name who did it", "because": "Say why",
            "question": "Write the question for the family", "bottom_line": "Name the bottom line that it leaves open"}
    for field, text in words.items():
        if not text.strip():
            raise RuleBroken(field, asks[field])


@command
def offer(family_id: UUID, person: UUID, how: str, language: str, by: str, on: date, words: str = "") -> None:  # noqa: PLR0917
    """A conference was offered to one person."""
    _said(how=how, language=language, by=by)
    _add(family_id, Offered(person=person, how=how.strip(), language=language.strip(), by=by.strip(), words=words.strip(), on=on))


@command
def answer(family_id: UUID, person: UUID, what: str, on: date, words: str = "", *, is_verbatim: bool = False) -> None:
    """One person's answer. RuleBroken for somebody to whom it was never offered."""
    if what not in ANSWERS:
        raise RuleBroken("answer", "Choose what they answered")
    if person not in {offered.event.person for offered, _ in _trail(family_id).offers}:
        raise RuleBroken("person", "It was not offered to this person yet. Write down the offer first")
    _add(family_id, Answered(person=person, answer=what, words=words.strip(), is_verbatim=is_verbatim, on=on))


@command
def not_held(family_id: UUID, reason: str, because: str, by: str, on: date) -> None:
    """It is not held, and who decided that, why. 'refused' only where it was offered and nobody said yes."""
    if reason not in NOT_HELD:
        raise RuleBroken("reason", "Choose the reason")
    _said(because=because, by=by)
    trail = _trail(family_id)
    if reason == "refused" and (not trail.offers or trail.anyone_wants_it):
        raise RuleBroken("reason", "It is refused when it was offered and nobody wants it. One yes is enough to hold it"
                         if trail.offers else "It was not offered to anybody yet")
    _add(family_id, NotHeld(reason=reason, because=because.strip(), by=by.strip(), on=on))


@command
def prepare(family_id: UUID, person: UUID, by: str, comes: str, on: date, *, needs: str = "", apart: str = "",
            advocate: str = "") -> None:
    """The coordinator met one person before the day."""
    if comes not in COMES:
        raise RuleBroken("comes", "Choose whether they come")
    _said(by=by)
    _add(family_id, Prepared(person=person, by=by.strip(), comes=comes, needs=needs.strip(), apart=apart.strip(),
                             advocate=advocate.strip(), on=on))


@command
def put_in_writing(family_id: UUID, question: str, bottom_lines: Sequence[str], to: Sequence[UUID], how: str, on: date) -> None:  # noqa: PLR0917
    """What the family had in writing before the day: the question and each bottom line."""
    _said(question=question, how=how)
    if not to:
        raise RuleBroken("to", "Choose who got it")
    lines = tuple(line.strip() for line in bottom_lines if line.strip())
    _add(family_id, InWriting(question=question.strip(), bottom_lines=lines, to=tuple(to), how=how.strip(), on=on))


@command
def family_plan(family_id: UUID, lines: Sequence[Promise], on: date, *, if_not: str = "", who_checks: str = "",
                review_on: date | None = None) -> int:
    """The family's own plan, as they said it; returns its number. One that was accepted is not written over."""
    trail = _trail(family_id)
    if trail.is_accepted:
        raise RuleBroken("", "The family’s plan was accepted. Change it in the safety plan, as its next version")
    kept = tuple(msgspec.structs.replace(line, words=line.words.strip(), when=line.when.strip())
                 for line in lines if line.words.strip())
    if not kept:
        raise RuleBroken("words_1", "Write the first line of the family’s plan, in their words")
    if review_on is not None and review_on < clock.today():
        raise RuleBroken("review_on", "Give a day from today on")
    number = (trail.plan.event.number if trail.plan else 0) + 1
    _add(family_id, FamilyPlan(number=number, lines=kept, if_not=if_not.strip(), who_checks=who_checks.strip(),
                               review_on=review_on, on=on))
    return number


@command
def accept(family_id: UUID, by: str, on: date, help_: str = "") -> None:
    """The family's plan is accepted as it is."""
    plan = _waiting(_trail(family_id))
    _said(by=by)
    _add(family_id, Accepted(number=plan.number, by=by.strip(), help=help_.strip(), on=on))


@command
def send_back(family_id: UUID, by: str, because: str, bottom_line: str, on: date) -> None:
    """It would leave a child unsafe: exactly why, and which bottom line. Nothing else sends a family's plan back."""
    plan = _waiting(_trail(family_id))
    _said(by=by, because=because, bottom_line=bottom_line)
    _add(family_id, SentBack(number=plan.number, by=by.strip(), because=because.strip(), bottom_line=bottom_line.strip(), on=on))


def _waiting(trail: Trail) -> FamilyPlan:
    if trail.plan is None:
        raise RuleBroken("", "The family’s plan is not written down yet")
    if trail.verdict is not None:
        raise RuleBroken("", "This plan has its answer already. Write down the family’s next one")
    found: FamilyPlan = trail.plan.event
    return found


@command
def into_plan(sight: Sight, goal_id: UUID | None) -> list[UUID]:
    """The accepted plan's lines become rules in the family's own words; agreeing them makes the next version of the plan.

    RuleBroken names the line that lacks who or when: a rule of an agreed plan has both.
    """
    trail, family_id = _trail(sight.family_id), sight.family_id
    if trail.plan is None or not trail.is_accepted:
        raise RuleBroken("", "The family’s plan is not accepted yet")
    if trail.in_plan is not None:
        raise RuleBroken("", "It stands in the safety plan already")
    if goal_id is None:
        raise RuleBroken("goal", "Choose the goal that it serves")
    if goal_id not in {row.id for row in records.current(family_id, sight.part, ("goal",), withdrawn=False)}:
        raise NotKnown
    plan: FamilyPlan = trail.plan.event
    people = people_of(family_id)
    for number, line in enumerate(plan.lines, 1):
        if line.who is None or line.who not in people or not line.when:
            raise RuleBroken("", f"Line {number} does not say {'when' if line.who in people else 'who'}: “{line.words}” "
                                 "Ask the family, and write their plan once more")
    rules = safety.add_rows(family_id, "plan_rule", [
        PlanRule(who=line.who, words=line.words, when=line.when, family_words=line.words, origin=ORIGIN,
                 checks_name=plan.who_checks) for line in plan.lines], parent_id=goal_id)
    _first_page(sight, plan)
    _add(family_id, IntoPlan(number=plan.number, rules=tuple(rules), on=clock.today()))
    return rules


def _first_page(sight: Sight, plan: FamilyPlan) -> None:
    """The plan says that the family made it, and when it is looked at again."""
    made_by = f"The family made this plan themselves, on {dates.long_day(plan.on)}."
    heads = [row for row in records.current(sight.family_id, sight.part, ("plan_head",), withdrawn=False)
             if row.body.reader is None]
    if not heads:
        safety.add_row(sight.family_id, "plan_head", PlanHead(made_by=made_by, review_on=plan.review_on, step_back=plan.if_not))
        return
    head = heads[0]
    safety.change_row(head.id, head.lock_version, msgspec.structs.replace(
        head.body, made_by=made_by, review_on=plan.review_on or head.body.review_on, step_back=plan.if_not or head.body.step_back))
