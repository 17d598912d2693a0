"""Routes: the documents of a family, the page before a paper, the paper as a page and as a PDF, words for a reader."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from practice.core import clock
from practice.core.access import allow, download
from practice.core.errors import Clash, NotKnown, RuleBroken
from practice.core.pages import leaf, page
from practice.discussions.queries import OWN_TEAM
from practice.documents import choosing, commands, forms, making, papers, policy, queries, sheet
from practice.documents.guard import Guard
from practice.documents.hands import queries as handed
from practice.documents.hands import shelf as hands
from practice.documents.hands.shelf import who_may_read
from practice.documents.kinds_of_paper import PAPER_KINDS, PaperKind, blanks, for_readers
from practice.documents.making import Ready, make_ready
from practice.documents.material import gather, words_for
from practice.documents.policy import Asked, AskedBlank, AskedWords, PaperSight
from practice.documents.readable import whole
from practice.documents.render import RendererFailed, press
from practice.families.frame import frame
from practice.families.queries import People, PersonRow, Sight, people_of
from practice.records import queries as records
from practice.records.queries import Row
from practice.safety.kinds import PlanHead
from practice.safety.network.queries import must_not_be_told, who_must_not_be_told
from practice.safety.whole import sees_whole

MADE = 100  # papers on one page of the issue log

bp = Blueprint("documents", __name__, url_prefix="/families/<uuid:family_id>/documents")


@bp.get("")
@allow(policy.may_see_documents)
def index(sight: Sight) -> ResponseReturnValue:
    """Which papers were made; what became of them and what people answered, for those who see the whole plan."""
    people = people_of(sight.family_id)
    shelf = hands.beside(handed.shelf(sight.family_id), clock.today()) if sees_whole(sight.part) else ()
    here = leaf(MADE)
    made, is_more = here.cut(queries.made_for(sight.family_id, here))
    return page("documents/index.html", sight=sight, people=people, frame=frame(sight, people), readers=_readers(sight, people),
                made=made, is_more=is_more, leaf=here, forms=sheet.FORMS, kinds=PAPER_KINDS, blanks=blanks(), hands=hands,
                shelf={one.paper.id: one for one in shelf},
                may_have=lambda maker_id: policy.may_have(sight, maker_id),
                may_make=sight.part.may_write and not sight.part.dangers, not_told=who_must_not_be_told(sight))


def _readers(sight: Sight, people: People) -> list[tuple[str, list[tuple[PersonRow, list[PaperKind]]]]]:
    """(heading, [(person, kinds of paper for them)]) of those for whom a paper can be made."""
    who_has = queries.involved(sight)
    alive = [person for person in people.values() if person.died_on is None and person.to_on is None]
    groups = [("Family and friends", [person for person in alive if not person.is_professional and not person.is_child]),
              ("Children", [person for person in alive if person.is_child]),
              ("Services", [person for person in alive if person.is_professional])]
    return [(heading, [(person, [kind for kind in for_readers() if not kind.for_whom(person, who_has)]) for person in group])
            for heading, group in groups if group]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the address or the form says about the paper, and nothing that it could not say."""

    form: str
    draft: bool
    of: UUID | None = None  # a frozen version that is not the newest

    @property
    def query(self) -> dict[str, str]:
        return {"form": self.form, **({"draft": "yes"} if self.draft else {}), **({"of": str(self.of)} if self.of else {})}


def _wish() -> Wish:
    form = request.values.get("form", "")
    return Wish(form if form in sheet.FORMS else "standard", request.values.get("draft") == "yes", _of())


def _of() -> UUID | None:
    try:
        return UUID(text) if (text := request.values.get("of", "")) else None
    except ValueError:
        raise NotKnown from None


def _ready(asked: Asked, wish: Wish) -> Ready:
    material = gather(asked.sight, asked.reader_id, asked.kind, draft=wish.draft, of=wish.of)
    if material is None:
        raise NotKnown
    return make_ready(material, wish.form)


def _address(asked: Asked, endpoint: str, **more: Any) -> str:
    return url_for(endpoint, family_id=asked.family_id, kind=asked.kind, reader_id=asked.reader_id, **more)


def _before(asked: Asked, ready: Ready, wish: Wish, *, status: int = 200, problem: str = "") -> ResponseReturnValue:
    """The page before a paper: what is in, what is left out and why, what stops it."""
    material = ready.material
    return page("documents/before.html", status=status, sight=asked.sight, people=material.people,
                frame=frame(asked.sight, material.people, protected_from=material.kept_from), maker=forms.MakeForm(),
                ready=ready, material=material, reader=material.reader, wish=wish, forms=sheet.FORMS,
                called=PAPER_KINDS[asked.kind].called, problem=problem, choosing=choosing, kind=asked.kind,
                paper_kind=PAPER_KINDS[asked.kind],
                may_read=who_may_read(material.people, asked.reader_id), may_sort=bool(asked.sight.part.kinds_of_part & OWN_TEAM),
                verdict=whole.verdict_of_ready(ready),
                not_told=must_not_be_told(asked.sight, asked.reader_id), ask_named=_ask_named(ready),
                has_first_page=any(one.row.body.reader == material.reader.person.id for one in ready.choice.of("plan_head")),
                address=lambda endpoint, **more: _address(asked, endpoint, **more))


def _ask_named(ready: Ready) -> list[str]:
    """Members of the network who stand on the paper and whom nobody has asked whether they may be named."""
    if ready.material.reader.person.is_professional:
        return []
    named = {person for one in ready.choice.chosen if not one.words for person in choosing.named_in(one.row)}
    people = ready.material.people
    return sorted(people.short(person) for person in named & ready.material.not_asked if person in people)


@bp.get("/<kind>/<uuid:reader_id>")
@allow(policy.may_make)
def before(asked: Asked) -> ResponseReturnValue:
    wish = _wish()
    press.warm()
    return _before(asked, _ready(asked, wish), wish)


@bp.get("/<kind>/<uuid:reader_id>/page")
@allow(policy.may_make)
def as_page(asked: Asked) -> ResponseReturnValue:
    """The paper as a page, to read with somebody or to print from the browser: the same view model as the PDF."""
    wish = _wish()
    ready = _ready(asked, wish)
    if ready.stops or ready.is_empty:
        return _before(asked, ready, wish, status=422)
    return make_response(sheet.html_of(ready.paper, on_screen=True, back=_address(asked, "documents.before", **wish.query)))


@bp.post("/<kind>/<uuid:reader_id>/pdf")
@allow(policy.may_make)
def make(asked: Asked) -> ResponseReturnValue:
    """Print it, put it into the issue log, and go to the file."""
    wish = _wish()
    ready = _ready(asked, wish)
    if ready.stops or ready.is_empty:
        return _before(asked, ready, wish, status=422)
    try:
        paper_id = issue(ready)
    except RendererFailed as problem:
        return _before(asked, ready, wish, status=503, problem=str(problem))
    return redirect(url_for("documents.fetch", family_id=asked.family_id, paper_id=paper_id), 303)


def issue(ready: Ready) -> UUID:
    """Print the paper, or take the bytes of the very same view; returns its id in the issue log."""
    material = ready.material
    stored = queries.printed_before(material.family_id, material.reader.person.id, papers.sha256_of(ready.paper),
                                    ready.paper.furniture.form)
    if stored is not None and policy.may_have(material.sight, stored.made_by):
        return commands.hand_out_again(ready, stored)
    return commands.keep_paper(ready, sheet.printed(ready.paper, press))


@bp.get("/made/<uuid:paper_id>")
@allow(policy.may_fetch)
def fetch(found: PaperSight) -> ResponseReturnValue:
    """The bytes as they were handed out."""
    response = download(found.paper.data, f"{PAPER_KINDS[found.paper.kind].file_name}.pdf", "application/pdf")
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/blank/<kind>")
@allow(policy.may_take_blank)
def blank(asked: AskedBlank) -> ResponseReturnValue:
    """An empty form to take along: how it is printed, and whether the family's name stands on it."""
    press.warm()
    return _before_blank(asked)


def _before_blank(asked: AskedBlank, *, status: int = 200, problem: str = "") -> ResponseReturnValue:
    people = people_of(asked.family_id)
    return page("documents/blank.html", status=status, sight=asked.sight, people=people, frame=frame(asked.sight, people),
                kind=asked.kind, forms=sheet.FORMS, wish=_wish(), is_named=request.args.get("named") == "yes", problem=problem)


def _blank_of(asked: AskedBlank) -> papers.Paper:
    assert asked.kind.blank is not None
    return asked.kind.blank(asked.sight.family.name if request.args.get("named") == "yes" else "", _wish().form)


@bp.get("/blank/<kind>/page")
@allow(policy.may_take_blank)
def blank_page(asked: AskedBlank) -> ResponseReturnValue:
    """The empty form as a page, to print from the browser."""
    back = url_for("documents.blank", family_id=asked.family_id, kind=asked.kind.name)
    return make_response(sheet.html_of(_blank_of(asked), on_screen=True, back=back))


@bp.get("/blank/<kind>/pdf")
@allow(policy.may_take_blank)
def blank_pdf(asked: AskedBlank) -> ResponseReturnValue:
    """The empty form as a PDF. It is for nobody and tells nothing, so it is not in the list of what was made."""
    try:
        made = sheet.printed(_blank_of(asked), press)
    except RendererFailed as problem:
        return _before_blank(asked, status=503, problem=str(problem))
    return download(made.data, f"{asked.kind.file_name}.pdf", "application/pdf")


@bp.route("/<kind>/<uuid:reader_id>/words/<uuid:record_id>", methods=["GET", "POST"])
@allow(policy.may_word)
def word(wanted: AskedWords) -> ResponseReturnValue:
    """Write one row in words for this reader."""
    asked, row = wanted.asked, wanted.record.row
    wish = _wish()
    material = words_for(asked.sight, asked.reader_id)
    if material is None:
        raise NotKnown
    form = forms.WordsForm()
    status = 200
    if form.sent():
        try:
            commands.word_for(row.id, asked.reader_id, form.words.data or "")
            return redirect(_address(asked, "documents.before", **wish.query), 303)
        except RuleBroken as broken:
            form.show(broken)
    if request.method == "POST":
        status = 422
    else:
        form.words.data = material.wordings.get((row.id, asked.reader_id), ("", 0))[0]
    stops = Guard(material.reader.facts).hits([("words", form.words.data or "")])
    return page("documents/words.html", status=status, sight=asked.sight, people=material.people, form=form, row=row,
                frame=frame(asked.sight, material.people), reader=material.reader, choosing=choosing,
                back=_address(asked, "documents.before", **wish.query), wish=wish, stops=stops,
                not_told=must_not_be_told(asked.sight, asked.reader_id),
                kinds=making.KIND_IN_WORDS)


@bp.route("/<kind>/<uuid:reader_id>/yes/<uuid:record_id>", methods=["GET", "POST"])
@allow(policy.may_word)
def yes(wanted: AskedWords) -> ResponseReturnValue:
    """Record one adult's yes to this reader: evidence about them is shown to another only with it."""
    asked, row = wanted.asked, wanted.record.row
    wish = _wish()
    people = people_of(asked.family_id)
    reader, whose = people.get(asked.reader_id), people.get(row.body.evidence_of)
    if reader is None or whose is None:
        raise NotKnown
    form = forms.YesForm()
    if form.sent():
        try:
            commands.say_yes(row, asked.family_id, asked.reader_id, form.on.data, form.taken_by.data or "")
            return redirect(_address(asked, "documents.before", **wish.query), 303)
        except RuleBroken as broken:
            form.show(broken)
    return page("documents/yes.html", status=422 if request.method == "POST" else 200, sight=asked.sight, people=people,
                frame=frame(asked.sight, people), form=form, row=row, reader=reader, whose=whose, choosing=choosing,
                info=choosing.IN_WORDS[row.info], back=_address(asked, "documents.before", **wish.query), wish=wish)


@bp.route("/<kind>/<uuid:reader_id>/first-page", methods=["GET", "POST"])
@allow(policy.may_make)
def first_page(asked: Asked) -> ResponseReturnValue:
    """Write the plan's first page for this reader."""
    wish = _wish()
    people = people_of(asked.family_id)
    reader = people.get(asked.reader_id)
    if reader is None:
        raise NotKnown
    standing = _own_head(asked)
    form = forms.FirstPageForm(data=_typed(standing.body) if standing else None)
    clash, status = None, 200
    if form.sent():
        try:
            commands.write_first_page(asked.sight, asked.reader_id,
                                      form.answer(asked.reader_id, standing.body if standing else None), standing,
                                      form.seen_version)
            return redirect(_address(asked, "documents.before", **wish.query), 303)
        except RuleBroken as broken:
            form.show(broken)
        except Clash as found:
            clash, status = found, 409
            form.lock_version.data = str(found.lock_version)
    if request.method == "POST":
        status = status if status == 409 else 422
    else:
        form.lock_version.data = str(standing.lock_version if standing else 0)
    return page("documents/first_page.html", status=status, sight=asked.sight, people=people, form=form, reader=reader,
                frame=frame(asked.sight, people), back=_address(asked, "documents.before", **wish.query), wish=wish,
                clash=clash, theirs=standing.body if clash and standing else None,
                not_told=must_not_be_told(asked.sight, asked.reader_id))


def _own_head(asked: Asked) -> Row | None:
    rows = records.current(asked.family_id, asked.sight.part, ("plan_head",), withdrawn=False)
    return next((row for row in rows if row.body.reader == asked.reader_id), None)


def _typed(head: PlanHead) -> dict[str, str]:
    return {name: value for name in head.__struct_fields__ if isinstance(value := getattr(head, name), str)}
