"""One of every thing that an address may name, for the tests that walk all routes."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import select, text
from werkzeug.routing import Rule

from practice.access.models import Agreement, Part
from practice.core import audit, clock
from practice.core.db import Base, command, db
from practice.core.ids import new_id
from practice.discussions import commands as discussions
from practice.discussions.meeting import commands as meetings
from practice.discussions.models import SeatRole
from practice.discussions.pieces import commands as pieces
from practice.documents.models import Paper
from practice.families.models import Place, Relationship
from practice.families.queries import sight_of
from practice.mapping.kinds import NextStep
from practice.records import commands as records
from practice.records.models import Record
from practice.safety import commands as safety
from practice.safety.closing.models import ClosingRecord
from practice.safety.immediate import commands as immediate
from practice.safety.immediate.kinds import ImmediatePlan, ImmediateRule
from practice.safety.journal import commands as journal
from practice.safety.journal.kinds import JournalEntry
from practice.safety.journal.models import Photo
from practice.safety.journal.photos import CleanPhoto
from practice.safety.kinds import PLAN_KINDS, Promise
from practice.safety.living import commands as living
from practice.safety.living.kinds import Milestone
from practice.safety.models import PlanState, StanceKind, TestKind
from practice.safety.network import commands as network
from practice.safety.network.kinds import NetworkMember, WhoElse
from tests.client import Client
from tests.make.people import World

Names = dict[str, Any]
# Of these a route needs another than the room's usual thing.
SPECIAL = {
    "discussions.into_post": "proposal", "discussions.taken": "proposal", "discussions.taken_post": "proposal",
    "mapping.done": "step", "mapping.done_post": "step", "mapping.rate": "scale", "mapping.rate_post": "scale",
    "mapping.over_time": "scale",
    **dict.fromkeys(("living.came_of_it", "living.came_of_it_post", "living.put_off", "living.put_off_post", "living.call_off",
                     "living.call_off_post"), "planned"),
    "living.check": "promise", "living.check_post": "promise", "living.step": "milestone", "living.step_post": "milestone",
    "network.add_named": "answer", "immediate.row_versions": "immediate_rule",
}


@command
def add_things(world: World) -> Names:
    """Put in what the small world lacks: a next step, an agreed plan, a made paper; returns {name: id}."""
    step = records.add(world.family, "next_step", NextStep(words="Ring the play group", by_on=date(2026, 12, 1)),
                       parent_id=world.records["goal"])
    entry = journal.add_entry(world.family, journal.NewEntry(
        JournalEntry(on=date(2026, 11, 20), said_by=world.people["Coral"], came="told", went_to_plan="Coral came."),
        world.records["danger"], photo=CleanPhoto(b"\xff\xd8\xff\xd9", 1, 1), photo_says="Coral came."))
    photo = db.session.scalar(select(Photo.id).where(Photo.record_id == entry))
    snapshot = records.freeze(world.family, "plan", PLAN_KINDS, clock.today(), {})
    safety.change_state(world.family, snapshot, PlanState.IN_FORCE, clock.today(), "Agreed by everyone asked")
    member = network.add_member(world.family, NetworkMember(name="Skye from the baby group"))
    answer = network.ask_who_else(world.family, WhoElse(question="Who else?", asked_of=world.people["Marina"],
                                                        on=clock.today(), words="Wren.", named=("Wren",)))
    planned = living.plan_test(world.records["plan_rule"], TestKind.PHONE, clock.today(), world.people["Ines"], "Who answers?")
    promise = safety.add_row(world.family, "promise", Promise(words="visits", who=world.people["Ines"], when="Thursdays"))
    milestone = safety.add_row(world.family, "milestone", Milestone(words="Through the court day"))
    sight = sight_of(world.family, world.users["ines"])
    assert sight is not None
    immediate.write(sight, immediate.Writing(
        ImmediatePlan(why_today="He may come back", ends_on=date(2026, 11, 27), ends_at="17.00"),
        (immediate.Written(None, ImmediateRule(who=world.people["Coral"], words="keeps the phone on", when="always")),)))
    tonight = immediate.agree(sight, immediate.AgreeingNow(
        (safety.NewStance(world.people["Coral"], StanceKind.AGREES, clock.today()),)))
    db.session.add(ClosingRecord(
        family_id=world.family, snapshot_id=snapshot, on=clock.today(), because="It held", who_keeps="Marina", rings_name="Coral",
        rings_number="07700 900123", check_back_on=date(2027, 2, 24), check_back_by="Ines", recorded_at=clock.now()))
    paper = Paper(id=new_id(), family_id=world.family, kind="family-plan", form="standard", code="AAAA", pages=1,
                  reader_id=world.people["Marina"], view_sha256="0" * 64, data=b"%PDF-1.7", sha256="0" * 64,
                  made_by=world.users["ines"], made_at=clock.now())
    db.session.add(paper)
    db.session.flush()
    written = db.session.scalar(select(Record.id).where(Record.kind == "immediate_rule"))
    return {"step": step, "member": member, "immediate_rule": written, "answer": answer, "entry_id": entry, "photo_id": photo,
            "snapshot": snapshot, "planned": planned,
            "promise": promise, "tonight": tonight, "milestone": milestone, "became": "reached",
            "paper": paper.id}


@command
def add_discussion(world: World) -> Names:
    """An open discussion in a private step: Ines leads, Tom presents and is in, Coral has no device and writes."""
    made = discussions.ask(world.family, discussions.NewDiscussion("group-mapping", "What now?", clock.today(), decides=True))
    lead = discussions.add_seat(made, discussions.NewSeat(SeatRole.FACILITATOR, world.users["ines"]))
    tom = discussions.add_seat(made, discussions.NewSeat(SeatRole.PRESENTER, world.users["tom"]))
    coral = discussions.add_seat(made, discussions.NewSeat(SeatRole.FAMILY, person_id=world.people["Coral"]))
    meeting = meetings.make(meetings.NewMeeting(clock.today(), "9.00"))
    item = meetings.put_on(meeting, made)
    discussions.begin(made)
    for stage in range(3):
        discussions.go_to(made, stage, stage + 1)
    discussions.hand_in(made, tom, discussions.Place(3, 1), discussions.Given(words="Tom’s words"))
    proposal = discussions.propose(made, 3, "strength", "Coral comes when she is asked")
    assert lead
    action = discussions.add_action(made, discussions.NewAction("Ines", "rings Coral", clock.today()))
    concern = pieces.add_concern(world.family, "Nan Coral", "She rang in May.", "the duty desk", date(2026, 5, 12))
    return {"discussion_id": made, "seat_id": coral, "concern_id": concern, "proposal": proposal, "action_id": action, "stage": 3,
            "meeting_id": meeting, "item_id": item, "number": 1, "mark": "0-0", "key": "now"}


def things(app: Flask, world: World) -> Names:
    """{name: id or word} for every argument of every address."""
    with app.app_context(), audit.acting_as(world.users["ines"]):
        made = add_things(world) | add_discussion(world)
        part = db.session.scalar(select(Part.id).where(Part.family_id == world.family,
                                                       Part.user_id == world.users["slate"]))
        return {**made, "family_id": world.family, "part_id": part, "user_id": world.users["edda"],
                "agreement_id": db.session.scalar(select(Agreement.id).order_by(Agreement.to_on)),
                "person_id": world.people["Finn"], "reader_id": world.people["Marina"],
                "place_id": db.session.scalar(select(Place.id)), "tie_id": db.session.scalar(select(Relationship.id)),
                "snapshot_id": made["snapshot"], "paper_id": made["paper"], "scale": world.records["scale"],
                "name": "harm", "statement": world.records["strength"], "rule": world.records["plan_rule"]}


def address(rule: Rule, names: Names) -> str:
    """The address of a route, filled in."""
    values: Names = {}
    for argument in rule.arguments - set(rule.defaults or {}):
        if argument == "record_id":
            usual = {"mapping": "statement", "network": "member"}.get(rule.endpoint.partition(".")[0], "rule")
            values[argument] = names[SPECIAL.get(rule.endpoint, usual)]
        elif argument == "kind":
            room = rule.endpoint.partition(".")[0]
            values[argument] = {"mapping": "strength", "safety": "plan_rule"}.get(room, "family-plan")
            if rule.endpoint.startswith("documents.blank"):
                values[argument] = "blank-three-columns"
        elif argument == "snapshot_id" and rule.endpoint.startswith("immediate."):
            values[argument] = names["tonight"]
        elif argument == "filename":
            values[argument] = "icon.svg"
        else:
            values[argument] = names[argument]
    texts = {key: str(value) if isinstance(value, UUID) else value for key, value in values.items()}
    built = rule.build({**(rule.defaults or {}), **texts})
    assert built is not None
    return built[1]


def dump(app: Flask, *, without: frozenset[str] = frozenset()) -> dict[str, list[str]]:
    """{table: every row as text} of the whole database, WITHOUT some tables."""
    found = {}
    with app.app_context():
        for table in Base.metadata.sorted_tables:
            if table.name not in without:
                lines = db.session.execute(text(f'SELECT * FROM "{table.name}"'))  # noqa: S608
                found[table.name] = sorted(repr(tuple(bytes(one) if isinstance(one, memoryview) else one for one in line))
                                           for line in lines)
        db.session.rollback()
    return found


def ask(person: Client, method: str, path: str, *, token: str | None = None, **data: str) -> tuple[str, int]:
    """(letter, status) of one bare request: y allowed, r refused with a reason, n not known, s asked to sign in.

    Without the page checks of Client: every room's own tests look at what a page says.
    """
    body = {"csrf_token": person.token() if token is None else token, **data} if method == "POST" else None
    with person.http.open(path, method=method, data=body, headers={"Referer": "http://localhost/"}) as answer:
        status = answer.status_code
        to_sign_in = status == 401 or (status == 303 and "/sign-in" in answer.headers["Location"])
    return ("s" if to_sign_in else {403: "r", 404: "n"}.get(status, "y")), status
