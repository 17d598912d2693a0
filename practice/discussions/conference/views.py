"""Routes of a family group conference: its whole trail on one page, and a form for each step."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from practice.cases.views.drawing import family_page, form_page
from practice.core import clock, dates
from practice.core.access import allow
from practice.core.errors import RuleBroken
from practice.core.forms import Form
from practice.discussions.conference import commands, policy, queries
from practice.discussions.conference.forms import (
    AnswerForm,
    HearForm,
    IntoForm,
    NotHeldForm,
    OfferForm,
    PlanForm,
    PrepareForm,
    WritingForm,
)
from practice.discussions.conference.kinds import ANSWERS, COMES, Accepted
from practice.families.queries import People, Sight, people_of
from practice.records import queries as records

bp = Blueprint("conference", __name__, url_prefix="/families/<uuid:family_id>/conference")
HERE = "Discussions"
TITLES = {"ask": ("The offer", "Before a court is asked for a care or supervision order, a family is offered a meeting of its own. "
                  "Write down to whom it was offered, how, and in which language."),
          "answer": ("The answer", "Each person answers for themselves. One yes is enough to hold it."),
          "not-held": ("Why it is not held", "The reason stands on the record, and a new offer can follow it."),
          "prepare": ("Before the day", "The coordinator meets each person: who comes, what they need, what keeps it safe."),
          "writing": ("In writing, before the day", "The family has the question and the bottom lines in hand before they meet.")}


def _who(people: People, *, professionals: bool = False) -> list[tuple[UUID, str]]:
    return [(one.id, f"{one.name} ({one.described})" if one.described else one.name) for one in people.values()
            if one.died_on is None and one.to_on is None and (professionals or not one.is_professional)]


def _trail(sight: Sight) -> str:
    return url_for("conference.show", family_id=sight.family_id)


def _step(sight: Sight, form: Form, act: Callable[[], object], step: str, fields: list[str], save: str = "Save"
          ) -> ResponseReturnValue:
    """Save what was said and go back to the trail; or the form again, with what is wrong beside it."""
    title, intro = TITLES[step]
    if form.sent():
        try:
            act()
            return redirect(_trail(sight), 303)
        except RuleBroken as broken:
            form.show(broken)
    return form_page(sight, form, title=title, intro=intro, fields=fields, save=save, back=_trail(sight), here=HERE,
                     status=422 if request.method == "POST" else 200)


@bp.get("")
@allow(policy.may_see_trail)
def show(sight: Sight) -> ResponseReturnValue:
    """The full trail on one page: offered, answered, prepared, in writing, the family's plan and what became of it."""
    trail = queries.trail_of(sight.family_id)
    return family_page("discussions/conference/show.html", sight, here=HERE, trail=trail, answers=ANSWERS, comes=COMES,
                       is_accepted=trail.is_accepted, may_write=sight.part.may_write,
                       silent=queries.unanswered(trail.offers), is_refusal=_is_refusal(trail))


def _is_refusal(trail: queries.Trail) -> bool:
    return trail.verdict is not None and not isinstance(trail.verdict.event, Accepted)


@bp.route("/offer", methods=["GET", "POST"])
@allow(policy.may_add_to_trail)
def offer(sight: Sight) -> ResponseReturnValue:
    form = OfferForm(_who(people_of(sight.family_id)))
    return _step(sight, form, lambda: commands.offer(
        sight.family_id, form.person.data, form.how.data or "", form.language.data or "", form.by.data or "", form["on"].data,
        form.words.data or ""), "ask", ["person", "on", "how", "language", "by", "words"])


@bp.route("/answer", methods=["GET", "POST"])
@allow(policy.may_add_to_trail)
def answer(sight: Sight) -> ResponseReturnValue:
    people, asked = people_of(sight.family_id), queries.trail_of(sight.family_id).offers
    names = dict(_who(people))
    form = AnswerForm([(one.event.person, names[one.event.person]) for one, _ in asked if one.event.person in names])
    return _step(sight, form, lambda: commands.answer(
        sight.family_id, form.person.data, form.answer.data or "", form["on"].data, form.words.data or "",
        is_verbatim=bool(form.is_verbatim.data)), "answer", ["person", "answer", "words", "is_verbatim", "on"])


@bp.route("/not-held", methods=["GET", "POST"])
@allow(policy.may_add_to_trail)
def not_held(sight: Sight) -> ResponseReturnValue:
    form = NotHeldForm()
    return _step(sight, form, lambda: commands.not_held(
        sight.family_id, form.reason.data or "", form.because.data or "", form.by.data or "", form["on"].data), "not-held",
        ["reason", "because", "by", "on"])


@bp.route("/prepare", methods=["GET", "POST"])
@allow(policy.may_add_to_trail)
def prepare(sight: Sight) -> ResponseReturnValue:
    form = PrepareForm(_who(people_of(sight.family_id)))
    return _step(sight, form, lambda: commands.prepare(
        sight.family_id, form.person.data, form.by.data or "", form.comes.data or "", form["on"].data, needs=form.needs.data or "",
        apart=form.apart.data or "", advocate=form.advocate.data or ""), "prepare",
        ["person", "by", "on", "comes", "needs", "apart", "advocate"])


@bp.route("/writing", methods=["GET", "POST"])
@allow(policy.may_add_to_trail)
def writing(sight: Sight) -> ResponseReturnValue:
    """The question and the bottom lines; those that stand in the record are offered."""
    standing = records.current(sight.family_id, sight.part, ("bottom_line",), withdrawn=False)
    lines = "\n".join(row.body.family_words or row.body.words for row in standing if row.body.status != "lifted")
    form = WritingForm(_who(people_of(sight.family_id)), data={"bottom_lines": lines})
    return _step(sight, form, lambda: commands.put_in_writing(
        sight.family_id, form.question.data or "", (form.bottom_lines.data or "").splitlines(), form.to.data or (),
        form.how.data or "", form["on"].data), "writing", ["question", "bottom_lines", "to", "how", "on"])


@bp.route("/plan", methods=["GET", "POST"])
@allow(policy.may_add_to_trail)
def plan(sight: Sight) -> ResponseReturnValue:
    """The family's own plan, as they said it after their private time."""
    people, trail = people_of(sight.family_id), queries.trail_of(sight.family_id)
    form: Any = PlanForm(_who(people, professionals=True), trail.plan.event if trail.plan else None)
    if form.sent():
        try:
            commands.family_plan(sight.family_id, form.lines(), form["on"].data, if_not=form.if_not.data or "",
                                 who_checks=form.who_checks.data or "", review_on=form.review_on.data)
            return redirect(_trail(sight), 303)
        except RuleBroken as broken:
            form.show(broken)
    return family_page("discussions/conference/plan.html", sight, here=HERE, form=form, back=_trail(sight), trail=trail,
                       status=422 if request.method == "POST" else 200)


@bp.route("/hear", methods=["GET", "POST"])
@allow(policy.may_add_to_trail)
def hear(sight: Sight) -> ResponseReturnValue:
    """What is said to the family's plan: accepted as it is, or sent back with exactly the reason."""
    trail = queries.trail_of(sight.family_id)
    lines = trail.in_writing.event.bottom_lines if trail.in_writing else ()
    standing = records.current(sight.family_id, sight.part, ("bottom_line",), withdrawn=False)
    form = HearForm(lines or [row.body.words for row in standing])
    if form.sent():
        try:
            if form.verdict.data == "accepted":
                commands.accept(sight.family_id, form.by.data or "", form["on"].data, form.help.data or "")
            else:
                commands.send_back(sight.family_id, form.by.data or "", form.because.data or "", form.bottom_line.data or "",
                                   form["on"].data)
            return redirect(_trail(sight), 303)
        except RuleBroken as broken:
            form.show(broken)
    return form_page(sight, form, title="The family’s plan is heard", save="Save", back=_trail(sight), here=HERE,
                     fields=["verdict", "by", "help", "because", "bottom_line", "on"],
                     status=422 if request.method == "POST" else 200,
                     intro="Only a child left unsafe sends it back. Then say exactly which bottom line is open, and let the family "
                           "mend it.")


@bp.route("/into-plan", methods=["GET", "POST"])
@allow(policy.may_add_to_trail)
def into_plan(sight: Sight) -> ResponseReturnValue:
    """The accepted plan becomes rules of the safety plan in the family's own words; agreeing them makes its next version."""
    goals = records.current(sight.family_id, sight.part, ("goal",), withdrawn=False)
    form = IntoForm([(row.id, str(row.body.words)[:120]) for row in goals])
    if form.sent():
        try:
            commands.into_plan(sight, form.goal.data)
            return redirect(url_for("safety.plan", family_id=sight.family_id), 303)
        except RuleBroken as broken:
            form.show(broken)
    return form_page(sight, form, title="Into the safety plan", save="Make it rules of the plan", back=_trail(sight), here=HERE,
                     fields=["goal"], status=422 if request.method == "POST" else 200,
                     intro="Each line becomes a rule, word for word. Then agree the plan: it prints as the family’s own.")


@bp.get("/letter")
@allow(policy.may_add_to_trail)
def letter(sight: Sight) -> ResponseReturnValue:
    """Words for letters, from what stands in the trail: the offer, the question and bottom lines, what was said to the plan."""
    trail = queries.trail_of(sight.family_id)
    return family_page("discussions/conference/letter.html", sight, here=HERE, trail=trail, today=dates.long_day(clock.today()),
                       is_refusal=_is_refusal(trail))
