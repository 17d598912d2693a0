"""Who reads what of a discussion: seat x kind of information x page, a canary in every cell, while it runs and after it ended.

The table is generated: each kind of information has one sentence that says whose it is; every page is then fetched by everybody.
What somebody may see is there for them on the page that holds it, and nowhere for anybody else. The controls fail on purpose.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest
from sqlalchemy import select

from practice.access import commands as access
from practice.access.models import Information, PartKind
from practice.accounts import commands as accounts
from practice.accounts.models import Role, User
from practice.core import audit, clock
from practice.core.db import command, db
from practice.core.ids import new_id
from practice.discussions import commands, policy, queries
from practice.discussions.commands import Given, NewDiscussion, NewSeat
from practice.discussions.meeting.models import MeetingItem, TeamMeeting
from practice.discussions.models import Attendance, SeatRole
from practice.discussions.outcome import commands as outcome
from practice.discussions.pieces import commands as pieces
from practice.discussions.pieces.commands import NewBrought
from practice.discussions.pieces.models import PieceState
from practice.families.queries import sight_of
from practice.mapping import policy as mapping
from practice.records import queries as reads
from tests.client import Client
from tests.discussions.conftest import Table
from tests.discussions.deciding import decide
from tests.make.people import PASSWORD, USERS, World

# Of every seat that there is somebody sits there; three hold a seat alone, which shows nothing of the record.
ALONE = {"orla": SeatRole.ADVISOR, "wren": SeatRole.NOTE_TAKER, "pike": SeatRole.OBSERVER}
LOGIN = {"allocated worker": "ines", "manager": "tom", "health, danger two only": "nell", "school, plan only": "slate",
         "other family’s worker": "priya", "excluded worker": "edda", "ended agreement": "birk", "administrator": "ada",
         **{f"{role.value}, seat alone": login for login, role in ALONE.items()}}
TEAM = frozenset({"ines", "tom"})
SEATED = TEAM | {"nell", "slate", "priya", *ALONE}
# After the end: the own team, and a seat with a part of its own that sees the story. Ms Slate's sees the plan, others have none.
AFTER = TEAM | {"nell"}


@dataclass(frozen=True)
class Kind:
    """A kind of information: who may see it while it runs, who afterwards, and the page where it must stand for them."""

    runs: frozenset[str]
    after: frozenset[str]
    page: str


NOBODY = frozenset()
KINDS = {
    "QUESTIONZQ": Kind(SEATED, AFTER, "show"),
    "TOLDZQ": Kind(SEATED, AFTER, "show"),  # how the family was told
    "NOTEZQ": Kind(SEATED, AFTER, "show"),
    "OPENEDZQ": Kind(SEATED, AFTER, "show"),  # words of a round that is open
    "PRIVNELLZQ": Kind(frozenset({"nell"}), NOBODY, "show"),  # words of a round that is not open: their own seat's alone
    "PRIVINESZQ": Kind(frozenset({"ines"}), NOBODY, "show"),
    "PRIVSLATEZQ": Kind(frozenset({"slate"}), NOBODY, "show"),
    "PRIVORLAZQ": Kind(frozenset({"orla"}), NOBODY, "show"),
    "PRIVWRENZQ": Kind(frozenset({"wren"}), NOBODY, "show"),
    "PRIVCORALZQ": Kind(frozenset({"ines"}), NOBODY, "show"),  # who brings somebody's words reads them, and nobody else
    "PRIVMARINAZQ": Kind(NOBODY, NOBODY, "show"),  # typed on the screen of whoever leads: not even they call them up again
    "LATERZQ": Kind(SEATED, AFTER, "show"),  # added after the opening
    "PASSEDZQ": Kind(SEATED, AFTER, "show"),
    "ABSENTZQ": Kind(SEATED, AFTER, "show"),
    "ASKEDZQ": Kind(TEAM | {"priya"}, TEAM, "pieces"),  # what a seat is asked: its own, and parts that are not narrowed
    "CONFLICTZQ": Kind(TEAM, NOBODY, "seats"),
    "NOTSHAREDZQ": Kind(TEAM | {"priya"}, TEAM, "pieces"),  # a reason not to share: never to a part that is narrowed
    "LEDGERZQ": Kind(TEAM, TEAM, "ledger"),
    "14 Beacon Rise": Kind(TEAM, TEAM, "people"),  # protected: on no page of a seat
    "HEALTHZQ": Kind(TEAM | {"nell"}, TEAM | {"nell"}, "pieces"),  # what a seat brought: by the kinds that a part sees
    "SCHOOLZQ": Kind(TEAM | {"slate"}, TEAM, "pieces"),
    "POLICEZQ": Kind(TEAM, TEAM, "pieces"),
    "CONCERNZQ": Kind(TEAM | {"priya"}, TEAM, "pieces"),  # tells of the whole family
    "PROPOSALZQ": Kind(SEATED, TEAM, "proposals"),
    # What of the record stands beside the talk, as each part sees it; afterwards on the family's pages.
    "once strangled Marina": Kind(TEAM | {"priya"}, TEAM, "show"),
    "Marina rang 999": Kind(TEAM | {"priya"}, TEAM, "show"),
    "when Marina has not slept": Kind(TEAM | {"nell"}, TEAM | {"nell"}, "show"),
    "no contact with Marina": Kind(TEAM | {"slate"}, TEAM | {"slate"}, "show"),
    "locks door and chain": Kind(TEAM | {"slate"}, TEAM | {"slate"}, "plan"),
}
DECIDED = {
    "OPTIONA": AFTER, "OPTIONB": AFTER, "DECISION": AFTER, "BECAUSE": AFTER, "SLATEWHY": AFTER, "SLATERELIES": AFTER,
    "SLATEINSTEAD": AFTER, "NELLWHY": AFTER, "CORALWHY": AFTER, "TELLS": AFTER, "ACTIONINES": AFTER, "ACTIONCALLUM": AFTER,
    "DRAFTslate": AFTER, "QUESTIONslate": AFTER, "NUMBERWHY": AFTER, "REPLYZQ": AFTER, "HIGHERZQ": AFTER, "CAMEZQ": AFTER,
    "WASTOLDZQ": AFTER, "DONEZQ": AFTER,
}


LIST = new_id()
WRITE = ("ines", "nell", "slate", "orla", "wren")


@command
def on_a_list(table: Table) -> None:
    """It stands on the list of a team meeting that Tom leads."""
    db.session.add(TeamMeeting(id=LIST, planned_on=clock.today(), planned_at="9.00", made_by=table.world.users["tom"],
                               made_at=clock.now()))
    db.session.flush()
    db.session.add(MeetingItem(meeting_id=LIST, discussion_id=table.id, minutes=20, position=1))


def sit_alone(table_id: UUID, world: World) -> dict[str, UUID]:
    """{login: seat} of those who have no part in the family."""
    agency, team = db.session.execute(select(User.agency_id, User.team_id).where(User.login == "priya")).one()
    for login, role in ALONE.items():
        world.users[login] = accounts.add_user(login, login.title(), role.value, Role.PRACTITIONER, agency, PASSWORD, team_id=team)
    with audit.acting_as(world.users["ines"]):
        return {login: commands.add_seat(table_id, NewSeat(role, world.users[login])) for login, role in ALONE.items()}


def pages(table: Table) -> dict[str, str]:
    family = f"/families/{table.world.family}"
    paper = f"{family}/documents/discussion-outcome"
    return {
        "show": table.path, "fragment": f"/discussions/{table.id}/now/0-0/now", "pieces": f"{table.path}/pieces",
        "seats": f"{table.path}/seats", "people": f"{family}/people",
        "calendar": f"{table.path}/calendar", "list": f"{family}/discussions", "mine": "/discussions", "first page": "/",
        "audit": f"{family}/looked", "timeline": f"{family}/timeline", "story": f"{family}/story",
        "mapping": f"{family}/mapping", "plan": f"{family}/plan", "documents": f"{family}/documents",
        "ledger": f"{family}/ledger", "team meeting": f"/meetings/{LIST}", "team meetings": "/meetings",
        "order": f"/meetings/{LIST}/order", "when to come": f"/meetings/{LIST}/calendar",
        "for another": f"{table.path}/seats/{table.seats['Coral']}/hand-in",
        "later": f"{table.path}/seats/{table.seats['nell']}/after/3/1",
        "proposals": f"{family}/discussions/proposals", "private": f"{table.path}/private", "each": f"{table.path}/outcome",
        "paper": f"{paper}/{table.world.people['Marina']}/page", "before": f"{paper}/{table.world.people['Marina']}",
    }


@pytest.fixture
def running(app, world) -> Table:
    """A round is open, another is being written; every seat brought something; a concern, a note, a proposal stand."""
    with app.app_context():
        with audit.acting_as(world.users["ines"]):
            made = commands.ask(world.family, NewDiscussion("group-mapping", "QUESTIONZQ?", clock.today(), "10.00", "room",
                                                            "TOLDZQ on Monday", decides=True))
            seats = {login: commands.add_seat(made, NewSeat(role, world.users[login], **more)) for login, role, more in (
                ("tom", SeatRole.FACILITATOR, {}), ("ines", SeatRole.PRESENTER, {"conflict": "CONFLICTZQ"}),
                ("nell", SeatRole.PARTICIPANT, {}), ("slate", SeatRole.CHILD_VOICE, {}),
                ("priya", SeatRole.PARTICIPANT, {"kinds": frozenset({Information.STORY}), "because": "housing",
                                                 "asked": "ASKEDZQ"}))}
            for name, more in (("Coral", {"brought_by": seats["ines"]}), ("Marina", {})):
                seats[name] = commands.add_seat(made, NewSeat(SeatRole.FAMILY, person_id=world.people[name], **more))
            seats |= sit_alone(made, world)
            seats["Berry"] = commands.add_seat(made, NewSeat(SeatRole.PARTICIPANT, name="Dr Berry", agency="Saltmarsh Health"))
            pieces.add_concern(world.family, "Nan", "CONCERNZQ in May", "the duty desk", clock.today())
            pieces.note_piece(world.family, made, "Dr Berry", PieceState.WILL_NOT_SHARE, "NOTSHAREDZQ", seat_id=seats["Berry"])
            pieces.note_sharing(world.family, "LEDGERZQ", "Dr Berry", "he asked", "A consent", is_shared=True)
        for login, guide, words in (("nell", "health", "HEALTHZQ"), ("slate", "school", "SCHOOLZQ"),
                                    ("ines", "police", "POLICEZQ")):
            with audit.acting_as(world.users[login]):
                pieces.bring(world.family, made, seats[login], login, NewBrought(guide=guide, facts=words))
        table = Table(made, world, seats)
        on_a_list(table)
        with table.acts("tom"):
            commands.begin(made, {seats["Berry"]: (Attendance.APOLOGY, "ABSENTZQ")})
        table.go_to("dangers")
        for login in WRITE:
            table.hand_in(login, "OPENEDZQ of everybody")
        with table.acts("tom"):
            for name in ("priya", "Coral", "Marina"):
                commands.pass_round(made, seats[name], table.place, "PASSEDZQ", by_leader=True)
        place = table.place
        table.open()
        with table.acts("nell"):
            commands.hand_in(made, seats["nell"], place, Given(words="LATERZQ"), after=True)
        with table.acts("ines"):
            commands.note(made, table.now().stage, 0, "NOTEZQ")
            commands.propose(made, table.now().stage, "strength", "PROPOSALZQ")
        table.go_to("goals")
        for login in WRITE:
            table.hand_in(login, f"PRIV{login.upper()}ZQ")
        for login, name in (("ines", "Coral"), ("tom", "Marina")):
            with table.acts(login):
                commands.hand_in(made, seats[name], table.place, Given(words=f"PRIV{name.upper()}ZQ"))
        db.close()
        return table


@pytest.fixture
def decided(app, world) -> Table:
    with app.app_context():
        table = decide(world)
        on_a_list(table)
        with table.acts("tom"):
            commands.reply(table.id, table.seats["slate"], "REPLYZQ")
            commands.escalate(table.id, table.seats["slate"], to="HIGHERZQ", by_on=clock.today())
            commands.came_out(table.id, table.seats["slate"], "CAMEZQ", clock.today())
            commands.tell(table.id, "Marina", "Ines", clock.today(), "WASTOLDZQ")
            outcome.done(table.id, table.actions[0], clock.today(), "DONEZQ")
        db.close()
        return table


def browser_of(client, login: str) -> Client:
    persona = next((one for one, (name, *_) in USERS.items() if name == login), "")
    return client(persona) if persona else Client(client("manager").app, login, login)


def read(client, table: Table) -> dict[tuple[str, str], str]:
    """{(login, page): everything that came back, whatever its status}."""
    found = {}
    for login in (one for one in LOGIN.values() if one in table.world.users):
        browser = browser_of(client, login)
        for name, path in pages(table).items():
            _, found[login, name] = browser.text(path, htmx="beat" if name == "fragment" else "")
    return found


def leaks(told: dict[tuple[str, str], str], may: Callable[[str], frozenset[str]], kinds) -> list[tuple[str, str, str]]:
    """(login, page, canary) of each canary that somebody found who may not."""
    return [(login, page, kind) for (login, page), text in told.items() for kind in kinds
            if kind in text and login not in may(kind)]


def missing(told, may, page_of, kinds) -> list[tuple[str, str, str]]:
    """(login, page, canary) of each that is not there for somebody who may see it."""
    return [(login, page_of(kind), kind) for kind in kinds for login in may(kind)
            if (login, page_of(kind)) in told and kind not in told[login, page_of(kind)]]


def test_while_it_runs_every_cell_holds(client, running):
    told = read(client, running)
    assert leaks(told, lambda kind: KINDS[kind].runs, KINDS) == []
    shown = [kind for kind in KINDS if kind not in {"PROPOSALZQ", "14 Beacon Rise"}]  # that one is shown when it is asked for
    assert missing(told, lambda kind: KINDS[kind].runs, lambda kind: KINDS[kind].page, shown) == []
    assert missing(told, lambda kind: KINDS[kind].runs, lambda _: "team meeting", ["QUESTIONZQ"]) == []


def test_after_the_end_a_seat_without_a_part_finds_no_page(client, app, running):
    """0 pages after close (A15): neither Priya, who had this seat alone, nor Ms Slate, whose part does not see the story."""
    with app.app_context(), running.acts("tom"):
        commands.pass_round(running.id, running.seats["priya"], running.place, "rings home", by_leader=True)
        commands.open_round(running.id, running.place)
        commands.end(running.id)
        db.close()
    told = read(client, running)
    after = {kind: (AFTER if kind.startswith("PRIV") else rule.after) for kind, rule in KINDS.items()}  # that round is open now
    assert leaks(told, lambda kind: after[kind], KINDS) == []
    for login in sorted(set(LOGIN.values()) - AFTER):
        browser = browser_of(client, login)
        for name in ("show", "pieces", "calendar", "private", "each", "team meeting"):
            browser.get(pages(running)[name], expect=404)
        browser.get(pages(running)["fragment"], expect=404, htmx="beat")


def test_once_decided_every_cell_holds(client, decided):
    told = read(client, decided)
    assert leaks(told, lambda kind: DECIDED[kind], DECIDED) == []
    assert missing(told, lambda kind: DECIDED[kind], lambda _: "show", DECIDED) == []
    assert "DECISION" in told["ines", "paper"]
    for kind in ("SLATEWHY", "NELLWHY", "CORALWHY", "BECAUSE", "DRAFT", "QUESTIONslate", "NUMBERWHY", "ACTIONCALLUM"):
        assert kind not in told["ines", "paper"], kind


def test_a_part_of_a_decision_is_read_by_its_address_only_by_those_who_write(client, app, decided, monkeypatch):
    """A colleague who sees the story and did not sit there finds no reason by guessing an address."""
    world = decided.world
    with app.app_context(), audit.acting_as(world.users["ines"]):
        sight = sight_of(world.family, world.users["ines"])
        rows = {word: row.id for row in reads.current(world.family, sight.part, ("outcome_part",))
                for word in ("CORALWHY", "BECAUSE") if word in row.body.words}
        access.give_part(world.family, world.users["priya"], PartKind.SPECIALIST, "Housing", may_write=False,
                         kinds={Information.STORY, Information.PLAN})
        db.close()
    priya, page = client("other family’s worker"), f"/families/{world.family}/{{}}/{{}}/versions"
    for word, row in rows.items():
        for room in ("mapping", "plan"):
            assert word not in priya.get(page.format(room, row), expect=None).text
    monkeypatch.setattr(mapping, "_of_mapping", lambda seen, *_: seen)  # the control: a page that takes records of any room
    assert "BECAUSE" in priya.get(page.format("mapping", rows["BECAUSE"])).text
    client("other family’s worker").get(f"/families/{world.family}/story")
    assert not leaks({(login, page): text for (login, page), text in read(client, decided).items() if login == "priya"},
                     lambda _: frozenset(), DECIDED)


# Controls: a table that cannot fail proves nothing.

def test_with_private_words_read_for_everybody_the_table_fails(client, running, monkeypatch):
    everything = {"own_seats": list(running.seats.values())}
    read_entries = queries.entries_of
    monkeypatch.setattr(queries, "entries_of", lambda discussion_id, *_: read_entries(discussion_id, everything["own_seats"]))
    monkeypatch.setattr(policy.DiscussionSight, "own_seats", tuple(running.seats.values()))
    found = {kind for _, _, kind in leaks(read(client, running), lambda kind: KINDS[kind].runs, KINDS)}
    assert {"PRIVNELLZQ", "PRIVINESZQ", "PRIVSLATEZQ", "PRIVORLAZQ", "PRIVWRENZQ", "PRIVCORALZQ", "PRIVMARINAZQ"} <= found


def test_with_seats_that_never_end_the_table_fails(client, decided, monkeypatch):
    monkeypatch.setattr(policy, "_holds", lambda *_, **__: True)
    found = {login for login, _, _ in leaks(read(client, decided), lambda kind: DECIDED[kind], DECIDED)}
    assert "slate" in found
