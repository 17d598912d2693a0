"""Routes: the grid of who holds which piece, what a seat brings, concerns, and the family's ledger of sharing."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from practice.cases.views.drawing import family_page, form_page
from practice.core.access import allow
from practice.core.errors import RuleBroken
from practice.core.forms import Form
from practice.core.pages import leaf
from practice.discussions.models import SeatRole
from practice.discussions.pieces import commands, policy, queries
from practice.discussions.pieces.forms import (
    SOMEBODY_ELSE,
    AnswerForm,
    AskForm,
    BringForm,
    ConcernForm,
    FamilyWordsForm,
    OutcomeForm,
    SharingForm,
)
from practice.discussions.pieces.models import PieceState
from practice.discussions.pieces.policy import ConcernSight, SeatPiece
from practice.discussions.policy import DiscussionSight
from practice.families.queries import Sight, people_of
from practice.guidance.seats import seat_guides

bp = Blueprint("pieces", __name__, url_prefix="/families/<uuid:family_id>")
HERE = "Discussions"
LINES = 100  # of the ledger on one page
IN_WORDS = {PieceState.ASKED: ("ahead", "Asked, no answer yet"), PieceState.ANSWERED: ("done", "Answered"),
            PieceState.NOTHING: ("done", "Holds nothing"), PieceState.WILL_NOT_SHARE: ("late", "Will not share it here")}
OWN_VOICE = queries.OWN_VOICE


def _back(seen: DiscussionSight) -> str:
    return url_for("pieces.show", family_id=seen.family_id, discussion_id=seen.discussion.id)


def _relatives(sight: Sight) -> list[tuple[UUID, str, str]]:
    """(person, name, relation) of grown-ups of the record who are no professionals."""
    return [(one.id, one.short_name, one.label) for one in people_of(sight.family_id).values()
            if not one.is_professional and not one.is_child and one.died_on is None and one.to_on is None]


def _save(form: Form, act: Callable[[], object], back: str, again: Callable[..., ResponseReturnValue]) -> ResponseReturnValue:
    if form.sent():
        try:
            act()
            return redirect(back, 303)
        except RuleBroken as broken:
            form.show(broken)
    return again(status=422 if request.method == "POST" else 200)


@bp.get("/discussions/<uuid:discussion_id>/pieces")
@allow(policy.may_see_pieces)
def show(seen: DiscussionSight) -> ResponseReturnValue:
    """Who holds which piece: the family's own words first, then every holder, then relatives' concerns."""
    discussion = seen.discussion
    brought = queries.brought_to(discussion.id, sorted(seen.sight.part.kinds, key=lambda kind: kind.value), seen.own_seats)
    hears = policy.hears_concerns(seen)
    pieces = queries.grid(seen.seats, queries.events_of(discussion.id), queries.who_brought(discussion.id),
                          _relatives(seen.sight) if hears else [])
    if not hears:  # who sits here and how far they are; what others answered tells of the whole family
        pieces = [replace(piece, words=piece.words if piece.seat.id in seen.own_seats else "") for piece in pieces if piece.seat]
    may_say = {piece.seat.id for piece in pieces if piece.seat and discussion.runs and (
        piece.seat.id in seen.own_seats or (seen.plans and piece.seat.user_id is None))}
    return family_page(
        "discussions/pieces/show.html", seen.sight, here=HERE, seen=seen, discussion=discussion, pieces=pieces, in_words=IN_WORDS,
        own_words=[(seat, brought[seat.id]) for seat in seen.seats if seat.role in OWN_VOICE and seat.id in brought
                   and (brought[seat.id].words or brought[seat.id].offer)],
        # Who brings a child's words may know something themselves: their facts stand with the others'.
        others=[(seat, brought[seat.id]) for seat in seen.seats if seat.id in brought and (
            seat.role not in OWN_VOICE or brought[seat.id].facts or brought[seat.id].seen or brought[seat.id].view)],
        may_say=may_say, guides=seat_guides(), runs=discussion.runs, plans=seen.plans and discussion.runs,
        concerns=queries.concerns_of(seen.family_id) if hears else None,
        may_tell=discussion.runs and (seen.mine is not None or seen.plans),
        may_close=seen.is_team and seen.sight.part.may_write and hears)


@bp.route("/discussions/<uuid:discussion_id>/pieces/<uuid:seat_id>/bring", methods=["GET", "POST"])
@allow(policy.may_say_for_seat)
def bring(piece: SeatPiece) -> ResponseReturnValue:
    """What this seat knows, in advance, with the prompts of the profession. ?as= chooses whose prompts stand beside it."""
    seen, seat = piece.seen, piece.seat
    own_voice = seat.role in OWN_VOICE
    standing = queries.brought_to(seen.discussion.id, (), (seat.id,)).get(seat.id)
    if own_voice:
        form: Any = FamilyWordsForm(words=standing.words, offer=standing.offer) if standing else FamilyWordsForm()
    else:
        form = BringForm(**{name: getattr(standing, name) for name in
                            ("guide", "seen", "facts", "words", "view", "offer", "would_change")}) if standing else BringForm()
        if request.method == "GET" and request.args.get("as") in seat_guides():
            form.guide.data = request.args["as"]
    return _save(form, lambda: commands.bring(seen.family_id, seen.discussion.id, seat.id, seat.name, form.answer()), _back(seen),
                 lambda status: family_page("discussions/pieces/bring.html", seen.sight, here=HERE, status=status, form=form,
                                            seat=seat, own_voice=own_voice, back=_back(seen), guides=seat_guides(),
                                            guide=None if own_voice else seat_guides().get(form.guide.data or ""),
                                            discussion=seen.discussion, is_child=seat.role is SeatRole.CHILD_VOICE))


@bp.route("/discussions/<uuid:discussion_id>/pieces/<uuid:seat_id>/answer", methods=["GET", "POST"])
@allow(policy.may_say_for_seat)
def answer(piece: SeatPiece) -> ResponseReturnValue:
    """A seat says that it holds nothing, or will not share it and why."""
    seen, seat, form = piece.seen, piece.seat, AnswerForm()
    return _save(form, lambda: commands.note_piece(seen.family_id, seen.discussion.id, seat.name, PieceState(form.what.data),
                                                   form.words.data or "", seat_id=seat.id, on=form["on"].data), _back(seen),
                 lambda status: form_page(seen.sight, form, title=f"{seat.name}: what is held", fields=["what", "words", "on"],
                                          save="Save", back=_back(seen), here=HERE, status=status,
                                          intro="Nothing is an answer. So is no, with the reason; it goes to the ledger."))


@bp.route("/discussions/<uuid:discussion_id>/pieces/ask", methods=["GET", "POST"])
@allow(policy.may_ask_around)
def ask(seen: DiscussionSight) -> ResponseReturnValue:
    """Somebody without a seat was asked, or answered: a relative, an old school, a neighbour."""
    relatives = _relatives(seen.sight)
    form = AskForm(relatives)
    if request.method == "GET":
        form.holder.data, form.what.data = request.args.get("of", SOMEBODY_ELSE), PieceState.ASKED.value
    names = {str(key): name for key, name, _ in relatives}

    def save() -> None:
        person = names.get(form.holder.data)
        if person is None and not (form.name.data or "").strip():
            raise RuleBroken("name", "Say who was asked")
        commands.note_piece(seen.family_id, seen.discussion.id, person or form.name.data or "", PieceState(form.what.data),
                            form.words.data or "", person_id=UUID(form.holder.data) if person else None, on=form["on"].data)

    return _save(form, save, _back(seen),
                 lambda status: form_page(seen.sight, form, title="Whom we asked", save="Save", back=_back(seen), here=HERE,
                                          fields=["holder", "name", "what", "words", "on"], status=status,
                                          intro="A grandmother may hold the piece that no agency has. Write down that you asked."))


@bp.route("/discussions/<uuid:discussion_id>/pieces/concern", methods=["GET", "POST"])
@allow(policy.may_tell_concern)
def concern(seen: DiscussionSight) -> ResponseReturnValue:
    """A relative or neighbour told somebody of a worry."""
    form = ConcernForm()
    return _save(form, lambda: commands.add_concern(
        seen.family_id, form.from_whom.data or "", form.words.data or "", form.told_to.data or "", form["on"].data,
        is_verbatim=bool(form.is_verbatim.data), discussion_id=seen.discussion.id), _back(seen),
        lambda status: form_page(seen.sight, form, title="A worry that somebody told", save="Save", back=_back(seen), here=HERE,
                                 fields=["from_whom", "words", "is_verbatim", "told_to", "on"], status=status,
                                 intro="It stays open, on this page, until it has an outcome and a name."))


@bp.route("/concerns/<uuid:concern_id>/outcome", methods=["GET", "POST"])
@allow(policy.may_close_concern)
def outcome(found: ConcernSight) -> ResponseReturnValue:
    """What came of a concern, and who answers for it."""
    form, back = OutcomeForm(), url_for("pieces.ledger", family_id=found.family_id)
    return _save(form, lambda: commands.close_concern(found.family_id, found.concern.id, form.words.data or "",
                                                      form.by_whom.data or "", form["on"].data), back,
                 lambda status: form_page(found.sight, form, title="What came of it", save="Save", back=back, here=HERE,
                                          fields=["words", "by_whom", "on"], status=status,
                                          intro=f"{found.concern.from_whom} said: {found.concern.words}"))


@bp.get("/ledger")
@allow(policy.may_read_ledger)
def ledger(sight: Sight) -> ResponseReturnValue:
    """What was shared with whom, or held back, and why; and what relatives told, with what came of it."""
    here = leaf(LINES)
    lines, is_more = here.cut(queries.ledger_of(sight.family_id, here))
    return family_page("discussions/pieces/ledger.html", sight, here=HERE, lines=lines, is_more=is_more, leaf=here,
                       concerns=queries.concerns_of(sight.family_id), may_close=True)


@bp.route("/ledger/add", methods=["GET", "POST"])
@allow(policy.may_read_ledger)
def note(sight: Sight) -> ResponseReturnValue:
    """Add one line to the ledger."""
    form, back = SharingForm(), url_for("pieces.ledger", family_id=sight.family_id)
    return _save(form, lambda: commands.note_sharing(
        sight.family_id, form.what.data or "", form.to_whom.data or "", form.because.data or "", form.basis.data or "",
        is_shared=form.is_shared.data == "yes", on=form["on"].data), back,
        lambda status: form_page(sight, form, title="What was shared, or held back", save="Save", back=back, here=HERE,
                                 status=status, fields=["is_shared", "what", "to_whom", "because", "basis", "on"],
                                 intro="Sharing and not sharing are both decisions. Each has its reason."))
