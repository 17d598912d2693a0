"""Routes: who is looking, what they will see, the turned page itself, and the way back by the worker's password."""

from flask import Blueprint, Response, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from practice.accounts import commands as accounts
from practice.accounts import queries, sessions
from practice.accounts.passwords import fits
from practice.accounts.sessions import Turned
from practice.core.access import allow, signed_in
from practice.core.errors import NotKnown
from practice.core.pages import page
from practice.documents import queries as papers
from practice.documents.kinds_of_paper import PAPER_KINDS, PaperKind, for_readers
from practice.documents.making import Ready, make_ready
from practice.documents.material import gather
from practice.documents.policy import Asked
from practice.documents.turned import page as drawn
from practice.documents.turned import policy
from practice.documents.turned.forms import BackForm, TurnForm
from practice.documents.turned.gate import screen_url
from practice.documents.turned.policy import Look
from practice.families.frame import frame
from practice.families.queries import People, PersonRow, Sight, people_of
from practice.safety.network.queries import must_not_be_told, who_must_not_be_told

bp = Blueprint("turned", __name__)
WRONG = "This is not your password. Try again, or sign out and in"


@bp.get("/families/<uuid:family_id>/turned")
@allow(policy.may_turn)
def ask(sight: Sight) -> ResponseReturnValue:
    """Who is looking?"""
    people = people_of(sight.family_id)
    return page("turned/ask.html", sight=sight, people=people, frame=frame(sight, people), groups=_lookers(sight, people),
                called=drawn.called, not_told=who_must_not_be_told(sight))


def _lookers(sight: Sight, people: People) -> list[tuple[str, list[tuple[PersonRow, list[PaperKind]]]]]:
    """(heading, [(person, what there is to show them)])."""
    who_has = papers.involved(sight)
    here = [person for person in people.values() if person.died_on is None and person.to_on is None]
    groups = [("Family and friends", [one for one in here if not one.is_professional and not one.is_child]),
              ("Children", [one for one in here if one.is_child]), ("Services", [one for one in here if one.is_professional])]
    return [(heading, [(one, [kind for kind in for_readers() if not kind.for_whom(one, who_has)]) for one in group])
            for heading, group in groups if group]


@bp.get("/families/<uuid:family_id>/turned/<kind>/<uuid:reader_id>")
@allow(policy.may_turn_to)
def before(asked: Asked) -> ResponseReturnValue:
    """To the worker, before turning: what stops it, and what happens to this device."""
    return _before(asked, _ready(asked.sight, asked.kind, asked), TurnForm(asked.kind))


def _ready(sight: Sight, kind: str, asked: Asked | Look) -> Ready:
    material = gather(sight, asked.about_id, kind, draft=False)
    if material is None or material.reader.person.died_on is not None:
        raise NotKnown
    return make_ready(material, "large-print" if material.reader.person.large_print else "standard")


def _before(asked: Asked, ready: Ready, form: TurnForm, *, status: int = 200) -> ResponseReturnValue:
    material = ready.material
    return page("turned/before.html", status=status, sight=asked.sight, people=material.people, ready=ready,
                frame=frame(asked.sight, material.people, protected_from=material.kept_from), reader=material.reader,
                kind=asked.kind, paper_kind=PAPER_KINDS[asked.kind], called=drawn.called(asked.kind), form=form,
                not_told=must_not_be_told(asked.sight, asked.reader_id))


@bp.post("/families/<uuid:family_id>/turned/<kind>/<uuid:reader_id>")
@allow(policy.may_turn_to)
def turn(asked: Asked) -> ResponseReturnValue:
    """Turn it. What was ticked is there too, where it is this person's and nothing stops it."""
    ready, form = _ready(asked.sight, asked.kind, asked), TurnForm(asked.kind)
    if not form.sent() or ready.stops or ready.is_empty:
        return _before(asked, ready, form, status=422)
    kinds = [asked.kind]
    for kind in form.kinds:
        other = _ready(asked.sight, kind, asked)
        if other.choice.chosen and not other.stops and not other.is_empty:
            kinds.append(kind)
    turned = Turned(asked.family_id, asked.reader_id, ready.material.reader.name, tuple(kinds))
    sessions.turn(current_user, turned)
    return _and_forget(screen_url(turned))


@bp.get("/families/<uuid:family_id>/turned/<kind>")
@allow(policy.may_look)
def screen(look: Look) -> ResponseReturnValue:
    """What this one person may see, through the view model of their paper; nothing else is on the page."""
    ready = _ready(look.sight, look.kind, look)
    links = [(PAPER_KINDS[kind].link, screen_url(look.turned, kind)) for kind in look.turned.kinds if kind != look.kind]
    if ready.stops or ready.is_empty:  # something was protected since: the worker is told, not the one who looks
        return page("turned/nothing.html", turned=look.turned, links=links)
    return make_response(drawn.html_of(ready, look.turned.name, links))


@bp.route("/turned/back", methods=["GET", "POST"])
@allow(signed_in)
def back() -> ResponseReturnValue:
    """Leaving takes the worker's own hand: their password, slowed down like signing in."""
    turned: Turned | None = current_user.turned
    if turned is None:
        return redirect(url_for("insight.home"), 303)
    form, status = BackForm(), 200
    if form.sent():
        user, address = queries.by_id(current_user.id), request.remote_addr or ""
        status = 422
        if queries.too_many_attempts(user.login, address):
            status = 429
            form.form_errors = ["Too many tries for now. Wait 15 minutes, or sign out"]
        elif fits(user.password_hash, form.password.data or ""):
            sessions.turn_back(current_user)
            return _and_forget(url_for("documents.index", family_id=turned.family))
        else:
            accounts.note_failure(user.login, address)
            form.password.errors = [WRONG]
    elif request.method == "POST":
        status = 422
    return page("turned/back.html", status=status, form=form, turned=turned, screen=screen_url(turned))


def _and_forget(target: str) -> Response:
    """Go there, and let the browser drop the pages that it kept for its Back button."""
    response = make_response(redirect(target, 303))
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
