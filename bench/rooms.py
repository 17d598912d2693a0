"""Discussions that are being held, written in bulk: for measuring their page, and many of them live at once.

The rows are those that the room's own commands make; only their number and their words are invented.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select

from practice.access.models import Agreement, Information, Part, PartKind
from practice.accounts.models import Agency, Role, Team, User, UserSession
from practice.core import clock
from practice.core.ids import new_id
from practice.discussions.kinds import Action, Argument, Noted, Option, Picked, event_json
from practice.discussions.models import Attendance, Discussion, Entry, Happened, Opening, Seat, SeatRole, State
from practice.families.models import BirthKnown, Family, Member, Person, Sex, Standing
from practice.guidance.frameworks import frameworks, frozen, with_end

SEATS = 10  # in each live discussion: one leads the time, one presents, eight more take part
KINDS = " ".join(sorted(info.value for info in Information))
WORDS = "We worry that when it gets late and the door is not locked, {} could be alone with somebody who has hurt them before."
ORDER = (Agency, Team, User, UserSession, Family, Person, Member, Agreement, Part, Discussion, Seat, Opening, Entry, Happened)


@dataclass(frozen=True, slots=True)
class Sitting:
    """One seat of a live discussion, signed in: TOKEN names its session."""

    discussion: UUID
    family: UUID
    seat: UUID
    token: str
    leads: bool
    stage: int


class Rows:
    """Rows of many tables, written at once in the order that their keys need."""

    def __init__(self) -> None:
        self.tables: dict[Any, list[dict[str, Any]]] = {}

    def put(self, model: Any, **values: Any) -> UUID:
        row_id: UUID = new_id()
        self.tables.setdefault(model, []).append({"id": row_id, **values})
        return row_id

    def write(self, connection: Connection) -> None:
        for model in ORDER:
            if rows := self.tables.pop(model, None):
                connection.execute(insert(model.__table__), rows)
        assert not self.tables
        connection.commit()


def live(connection: Connection, seats: int) -> list[Sitting]:
    """SEATS signed-in people in discussions of ten, each in a private round, with two rounds opened before it."""
    rows, now, today = Rows(), clock.now(), clock.today()
    own = rows.put(Agency, name="Saltmarsh Council", is_own=True)
    others = rows.put(Agency, name="Saltmarsh Health", is_own=False)
    team = rows.put(Team, name="North team", agency_id=own)
    agreement = rows.put(Agreement, agency_id=others, purpose="Thinking together", lawful_basis="Public task", kinds=KINDS,
                         from_on=today - timedelta(days=30), to_on=today + timedelta(days=30), renewals="")
    framework = with_end(frameworks()["group-mapping"])
    frame, stands_at = frozen(framework), framework.place("questions")
    found = []
    for number in range(seats // SEATS):
        family = rows.put(Family, name=f"Bench{number}", reference=f"B{number:07d}", status="", is_open=True, team_id=team,
                          opened_on=today, closed_on=None, closed_because=None, lock_version=1, created_at=now)
        for position in range(5):
            person = rows.put(Person, name=f"Person{position} Bench{number}", short_name=f"Person{position}", legal_name="",
                              known_as="", say_it="", born_on=None, birth_known=BirthKnown.UNKNOWN, died_on=None, sex=Sex.UNKNOWN,
                              gender="", pronouns="", language="", interpreter="", communication="", large_print=False,
                              safe_contact="", phone="", user_id=None, search="", lock_version=1)
            rows.put(Member, family_id=family, person_id=person, position=position, label="", agency="", home="",
                     standing=Standing.CHILD if position < 2 else Standing.ADULT, is_index=position == 0,
                     home_is_protected=False, parental_responsibility="", is_lead=False, from_on=None, to_on=None)
        discussion = _discussion(rows, family, frame, stands_at, framework.stage[stands_at].minutes)
        sitting = []
        for place in range(SEATS):
            standing = place < 3
            user = rows.put(User, login=f"bench{number}-{place}", name=f"Seat{place} Bench{number}", job="social worker", phone="",
                            role=Role.PRACTITIONER if standing else Role.SPECIALIST, agency_id=own if standing else others,
                            team_id=team if standing else None, password_hash="-", is_active_account=True,
                            is_demonstration=False, guides="", created_at=now)
            part = rows.put(Part, family_id=family, user_id=user, may_write=standing, kinds=KINDS, is_lead=False, asked="",
                            kind=(PartKind.MANAGER, PartKind.ALLOCATED, PartKind.COVER)[place] if standing else PartKind.DISCUSSION,
                            because="measurement", from_on=today, to_on=None if standing else today + timedelta(days=30),
                            agreement_id=None if standing else agreement, made_by=None, made_at=now, ended_because=None)
            role = (SeatRole.FACILITATOR, SeatRole.PRESENTER)[place] if place < 2 else SeatRole.PARTICIPANT
            seat = _seat(rows, discussion, place, role, f"Seat{place} Bench{number}", user, None if standing else part)
            token = secrets.token_urlsafe(32)
            rows.put(UserSession, token_hash=hashlib.sha256(token.encode()).digest(), user_id=user, started_at=now, seen_at=now,
                     ended_at=None, turned="")
            sitting.append((seat, user))
            found.append(Sitting(discussion, family, seat, token, role is SeatRole.FACILITATOR, stands_at))
        for stage in ("dangers", "goals"):
            _opened(rows, discussion, framework.place(stage), 1, sitting[1:], sitting[0][1],
                    lambda who: {"words": WORDS.format(who)})
    rows.write(connection)
    return found


def fifteen(connection: Connection, family_id: UUID, login: str, contributions: int = 200) -> UUID:
    """A running discussion of FAMILY_ID with 15 people and CONTRIBUTIONS of them, that LOGIN presents. Returns its id.

    Words, numbers and questions of 14 seats in seven opened rounds, marks on them, options with reasons, actions and notes.
    """
    rows = Rows()
    me = connection.execute(select(User.id, User.name).where(User.login == login)).one()
    framework = with_end(frameworks()["group-mapping"])
    stage_of = framework.place
    discussion = _discussion(rows, family_id, frozen(framework), stage_of("decision"), 6)
    leader = rows.put(User, login=f"bench-{secrets.token_hex(4)}", name="Fifteen Leads", job="team manager", phone="",
                      role=Role.PRACTITIONER, agency_id=connection.scalar(select(User.agency_id).where(User.login == login)),
                      team_id=None, password_hash="-", is_active_account=True, is_demonstration=True, guides="",
                      created_at=clock.now())
    _seat(rows, discussion, 0, SeatRole.FACILITATOR, "Fifteen Leads", leader, None)
    sitting = [(_seat(rows, discussion, 1, SeatRole.PRESENTER, me.name, me.id, None), me.id)]
    sitting += [(_seat(rows, discussion, place, SeatRole.PARTICIPANT, f"Seat{place} Fifteen", None, None), leader)
                for place in range(2, 15)]
    asked: tuple[tuple[str, int, Callable[[str], dict[str, Any]]], ...] = (
        ("dangers", 1, lambda who: {"words": WORDS.format(who)}), ("dangers", 2, lambda who: {"words": WORDS.format(who)}),
        ("goals", 1, lambda who: {"words": f"Each evening somebody sober is with the children, and {who} can ring them."}),
        ("scale", 1, lambda who: {"value": len(who) % 11, "why": f"{who} has seen the door locked on four evenings of seven.",
                                  "more": "Two weeks in which each evening was kept."}),
        ("scale", 2, lambda who: {"value": len(who) % 7, "why": f"{who} saw nobody there on Friday evening."}),
        ("questions", 1, lambda who: {"words": f"{who}, when did it go well?\nWho noticed?\nWhat else?"}),
        ("stances", 1, lambda who: {"choice": "agree", "why": f"{who} has seen that it works."}))
    made: list[UUID] = []
    for stage, number, words in asked:
        made += _opened(rows, discussion, stage_of(stage), number, sitting, leader, words)
    options = [new_id() for _ in range(4)]
    events: list[Any] = [Option(id=one, title=f"Option {place}: the children sleep where two adults are") for place, one
                         in enumerate(options)]
    events += [Picked(entry=entry, mark="take", words="They could be alone with somebody who has hurt them") for entry in made[:40]]
    events += [Argument(option=options[place % 4], side=("for", "against", "family")[place % 3],
                        words="It has been tried on three weekends and was kept", who=f"Seat{place % 13 + 2} Fifteen")
               for place in range(30)]
    events += [Noted(stage=place, number=1, words="What was said in the open in this step, in two or three lines.\nWho said it.")
               for place in range(12)]
    while len(made) + len(events) < contributions:
        events.append(Action(id=new_id(), who=f"Seat{len(events) % 13 + 2} Fifteen", words="Rings the nursery and asks",
                             by_on=clock.today() + timedelta(days=7)))
    for place, event in enumerate(events):
        rows.put(Happened, discussion_id=discussion, body=event_json(event), author_id=me.id,
                 at=clock.now() - timedelta(minutes=60) + timedelta(seconds=place))
    rows.write(connection)
    return discussion


def _discussion(rows: Rows, family: UUID, frame: str, stage: int, minutes: int) -> UUID:
    return rows.put(Discussion, family_id=family, framework="group-mapping", frame=frame, question="What is safe enough?",
                    planned_on=clock.today(), planned_at="10.00", place="", family_told="They know", state=State.OPEN, stage=stage,
                    round=1, about="", stage_opened_at=clock.now(), minutes=minutes, turn_id=None, option_id=None, lock_version=1,
                    made_by=None, made_at=clock.now(), ended_at=None)


def _seat(rows: Rows, discussion: UUID, place: int, role: SeatRole, name: str, user: UUID | None, part: UUID | None) -> UUID:
    return rows.put(Seat, discussion_id=discussion, user_id=user, person_id=None, name=name, agency="", role=role,
                    competence="social worker", asked="", may_decide=False, conflict="", brought_by=None,
                    attendance=Attendance.PRESENT, attendance_because="", part_id=part, position=place + 1, made_at=clock.now())


def _opened(rows: Rows, discussion: UUID, stage: int, number: int, sitting: list[tuple[UUID, UUID]], by: UUID,
            words: Callable[[str], dict[str, Any]]) -> list[UUID]:
    """A round in which each of SITTING, (seat, author), wrote; it was opened. Returns the ids of what they wrote."""
    plain = {"words": "", "value": None, "choice": "", "why": "", "more": "", "instead": ""}
    rows.put(Opening, discussion_id=discussion, stage=stage, round=number, about="", opened_by=by,
             opened_at=clock.now() - timedelta(minutes=40 - stage))
    return [rows.put(Entry, discussion_id=discussion, stage=stage, round=number, seat_id=seat, number=1, after=False,
                     from_paper=False, author_id=author, written_at=clock.now() - timedelta(minutes=45 - stage),
                     **{**plain, **words(f"Seat{place}")}) for place, (seat, author) in enumerate(sitting)]
