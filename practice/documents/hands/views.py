"""Routes: write down that a paper was handed over, and what the person answers."""

from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from practice.core import clock
from practice.core.access import allow
from practice.core.errors import RuleBroken
from practice.core.pages import page
from practice.documents.guard import Guard
from practice.documents.hands import commands, policy, shelf
from practice.documents.hands.forms import AnswerForm, HandForm
from practice.documents.hands.policy import InHand
from practice.documents.kinds_of_paper import PAPER_KINDS
from practice.families.frame import frame
from practice.families.queries import People, facts_protected_from, people_of
from practice.safety.network.queries import who_must_not_be_told

bp = Blueprint("hands", __name__, url_prefix="/families/<uuid:family_id>/documents/made/<uuid:paper_id>")


@bp.route("/hand-over", methods=["GET", "POST"])
@allow(policy.may_hand_over)
def hand_over(hand: InHand) -> ResponseReturnValue:
    """To whom, when, how, read together or not; and what they say, if they said it on the spot."""
    people = people_of(hand.family_id)
    form = HandForm(hand.paper, people, data=_today(hand.paper.reader_id))
    if form.sent():
        try:
            _check_told(hand, people, form.person_id.data)
            commands.hand_over(hand.paper.id, form.the_handing())
            return redirect(_back(hand), 303)
        except RuleBroken as broken:
            form.show(broken)
    return _page("documents/hands/hand_over.html", hand, people, form)


@bp.route("/answer", methods=["GET", "POST"])
@allow(policy.may_hand_over)
def answer(hand: InHand) -> ResponseReturnValue:
    """What they say now. What they said before stays beside it."""
    people = people_of(hand.family_id)
    form = AnswerForm(data=_today(hand.paper.reader_id))
    if form.sent():
        try:
            given = form.the_answer()
            assert given is not None
            commands.answer(hand.paper.id, given)
            return redirect(_back(hand), 303)
        except RuleBroken as broken:
            form.show(broken)
    return _page("documents/hands/answer.html", hand, people, form)


def _check_told(hand: InHand, people: People, person_id: UUID) -> None:
    """A copy is written for one reader: another reads it only where nothing must not be told to them."""
    if person_id != hand.paper.reader_id and (words := who_must_not_be_told(hand.sight).get(person_id)):
        name = people.short(person_id)
        raise RuleBroken("person_id", f"{name} must not be told: {words.rstrip('.')}. This copy was written for "
                                      f"{people.short(hand.paper.reader_id)}: make {name} a paper of their own")


def _today(reader_id: UUID) -> dict[str, object]:
    return {"person_id": reader_id, "on": clock.today(), "answered_on": clock.today(), "taken_by": current_user.name}


def _back(hand: InHand) -> str:
    return url_for("documents.index", family_id=hand.family_id) + f"#paper-{hand.paper.id.hex}"


def _page(template: str, hand: InHand, people: People, form: AnswerForm | HandForm) -> ResponseReturnValue:
    reader = people[hand.paper.reader_id]
    facts = facts_protected_from(hand.family_id, reader.id)
    not_told = who_must_not_be_told(hand.sight)
    stops = Guard(facts).hits([("paper", hand.stored.words)])
    return page(template, status=422 if request.method == "POST" else 200, sight=hand.sight, people=people, form=form,
                frame=frame(hand.sight, people), paper=hand.paper, reader=reader, called=PAPER_KINDS[hand.paper.kind].called,
                back=_back(hand), stops=stops, not_told=not_told.get(reader.id, ""),
                others_not_told=[(name, words) for one, words in not_told.items()
                                 if one != reader.id and (name := people.short(one))], is_kept_from=bool(facts), words=shelf,
                may_read=shelf.who_may_read(people, hand.paper.reader_id))
