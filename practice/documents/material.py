"""What a paper is made from, as one user may read it: the rows, what is said about them, and the reader it is for.

Few statements, whatever the family's size; the choice of what reaches the reader is choosing.py's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from flask import current_app
from sqlalchemy import Text, and_, bindparam, exists, literal, or_, select, type_coerce, union_all
from sqlalchemy.orm import aliased

from practice.access.models import Information
from practice.access.queries import my_part_in
from practice.core import clock
from practice.core.db import db
from practice.documents.kinds_of_paper import PAPER_KINDS
from practice.families.models import Place, PlaceProtection
from practice.families.queries import People, PersonRow, ProtectedFact, Sight, people_of
from practice.mapping.models import Rating
from practice.records import queries as records
from practice.records.bodies import KINDS
from practice.records.models import EvidenceYes, NotFor, Record, Revision, Snapshot, Wording
from practice.records.queries import Row
from practice.safety.models import Stance, StanceKind
from practice.settings import Settings

AT_WORK = ("plan_rule", "promise", "next_step", "red_flag", "unknown", "immediate_rule")  # lines that say who does what
WITH_STANCES = ("family-plan", "immediate-plan")
Private = tuple[UUID, UUID, Information]  # (the record, the adult of whom it tells, its kind)
FOR_FAMILIES = frozenset({Information.STORY, Information.PLAN})


@dataclass(frozen=True, slots=True)
class Reader:
    """The person a paper is written for."""

    person: PersonRow
    facts: tuple[ProtectedFact, ...]  # what must not reach them
    sees: frozenset[Information]  # kinds of information that print without a wording made for them
    dangers: frozenset[UUID]  # a professional's part may be narrowed to these
    is_kept_from: bool = False  # some place is protected from them, even one that is not filled in yet

    @property
    def has_own_part(self) -> bool:
        """Gets only what was written for them: something is protected from them, or they are a child."""
        return self.is_kept_from or self.person.is_child

    @property
    def name(self) -> str:
        return self.person.short_name


@dataclass(frozen=True, slots=True)
class Number:
    """One rating as papers need it."""

    scale_id: UUID
    person_id: UUID
    value: int | None
    why: str
    is_verbatim: bool
    tool: str
    on: date


@dataclass(frozen=True, slots=True)
class Said:
    """What one person says to this version of the plan."""

    person_id: UUID
    stance: StanceKind
    words: str
    why_not_asked: str
    on: date


@dataclass(frozen=True, slots=True)
class Material:
    """Everything for one paper of one family for one reader."""

    kind: str
    sight: Sight
    people: People
    reader: Reader
    rows: tuple[Row, ...]
    not_for: dict[UUID, dict[UUID, str]]
    wordings: dict[tuple[UUID, UUID], tuple[str, int]]
    yeses: set[tuple[UUID, Information, UUID]]
    unnamed: frozenset[UUID]  # who said that their name may not stand on other people's papers
    not_asked: frozenset[UUID]  # members of the network whom nobody has asked that yet
    private_work: dict[UUID, set[Private]]  # {professional: the private lines of an adult that name them}
    numbers: tuple[Number, ...]
    said: tuple[Said, ...]
    hidden_from_someone: frozenset[UUID]  # from whom something in this family is protected, or who are not to be named here
    is_draft: bool
    number: int
    on: date
    snapshot_id: UUID | None
    night_number: str
    advice_line: str
    more: tuple[Any, ...] = ()  # what came after the frozen version, as its kind of paper reads it
    kept_from: tuple[str, ...] = ()  # names of those from whom a place is protected today, for the frame of the page before

    @property
    def family_id(self) -> UUID:
        return self.sight.family_id

    def described(self, person: PersonRow) -> str:
        """The small words beside a name ('mum', '7', 'alcohol recovery'), as far as this reader is told them.

        What a professional works on ('alcohol recovery') is an adult's private matter where a private line of that adult's names
        them (the lead's is known to all). It stands for professionals, for that adult, and for whoever that adult said yes to.
        """
        reader = self.reader.person
        if reader.is_professional or person.is_lead or not person.is_professional:
            return person.described
        told = all(whose == reader.id or ((whose, info, reader.id) in self.yeses and reader.id not in self.not_for.get(line, {}))
                   for line, whose, info in self.private_work.get(person.id, ()))
        return person.described if told else ""

    @property
    def responsible(self) -> list[UUID]:
        """The living adults whom the record holds responsible."""
        return [one.id for one in self.people.kin if not one.is_child and not one.died_on
                and one.parental_responsibility.lower().startswith("yes")]

    @property
    def about_id(self) -> UUID:
        return self.reader.person.id


newer = aliased(Wording)
LATEST = (select(Snapshot.id, Snapshot.number, Snapshot.on, Snapshot.body)
          .where(Snapshot.family_id == bindparam("family_id"), Snapshot.kind == bindparam("kind"))
          .order_by(Snapshot.number.desc()).limit(1))
ONE_OF = (select(Snapshot.id, Snapshot.number, Snapshot.on, Snapshot.body)
          .where(Snapshot.family_id == bindparam("family_id"), Snapshot.kind == bindparam("kind"), Snapshot.id == bindparam("of")))
NUMBERS = (select(Rating.scale_id, Rating.person_id, Rating.value, Rating.why, Rating.is_verbatim, Rating.tool, Rating.on)
           .where(Rating.family_id == bindparam("family_id"), Rating.guessed_by.is_(None))
           .order_by(Rating.on, Rating.recorded_at, Rating.id))
SAID = (select(Stance.person_id, Stance.stance, Stance.words, Stance.why_not_asked, Stance.on)
        .where(Stance.snapshot_id == bindparam("snapshot_id")).order_by(Stance.recorded_at, Stance.id))


PROTECTED = (
    select(PlaceProtection.person_id, Place.id, Place.kind, Place.name, Place.lines, Place.town, Place.postcode, Place.phone,
           Place.email, Place.also, Place.ended_because)
    .join(Place, Place.id == PlaceProtection.place_id).where(Place.family_id == bindparam("family_id")).order_by(Place.id))
# Five short lists in one statement: the page before a paper may make twelve. Who may be named holds whoever makes the paper.
RULES = union_all(
    select(literal("not_for").label("what"), NotFor.record_id.label("a_id"), NotFor.person_id.label("b_id"),
           NotFor.because.label("words"), literal(0).label("number"), literal("").label("info"))
    .join(Record, Record.id == NotFor.record_id).where(Record.family_id == bindparam("family_id")),
    select(literal("wording"), Wording.record_id, Wording.reader_id, Wording.words, Wording.made_from, literal(""))
    .join(Record, Record.id == Wording.record_id)
    .where(Record.family_id == bindparam("family_id"), ~exists().where(
        newer.record_id == Wording.record_id, newer.reader_id == Wording.reader_id,
        or_(newer.recorded_at > Wording.recorded_at,
            and_(newer.recorded_at == Wording.recorded_at, newer.id > Wording.id)))),
    select(literal("member"), Record.id, Record.id, Revision.body, literal(0), literal(""))
    .join(Revision, and_(Revision.record_id == Record.id, Revision.number == Record.number))
    .where(Record.family_id == bindparam("family_id"), Record.kind == "network_member", Record.withdrawn_at.is_(None)),
    select(Revision.kind, Record.id, Record.id, Revision.body, literal(0), type_coerce(Record.info, Text))
    .join(Revision, and_(Revision.record_id == Record.id, Revision.number == Record.number))
    .where(Record.family_id == bindparam("family_id"), Revision.kind.in_(AT_WORK), Record.withdrawn_at.is_(None),
           Revision.body.contains('"evidence_of":"')),
    select(literal("yes"), EvidenceYes.person_id, EvidenceYes.reader_id, literal(""), literal(0),
           type_coerce(EvidenceYes.info, Text))
    .where(EvidenceYes.family_id == bindparam("family_id"), EvidenceYes.ended_at.is_(None)))


@dataclass(frozen=True, slots=True)
class _Rules:
    not_for: dict[UUID, dict[UUID, str]]
    wordings: dict[tuple[UUID, UUID], tuple[str, int]]
    yeses: set[tuple[UUID, Information, UUID]]
    named: dict[UUID, str]  # {member of the network: 'yes', 'no', '' not asked}
    members: dict[UUID, UUID]  # {member: the record of their place in it}
    private_work: dict[UUID, set[Private]]


def _rules(family_id: UUID) -> _Rules:
    found = _Rules({}, {}, set(), {}, {}, {})
    for line in db.read(RULES, {"family_id": family_id}):
        if line.what == "not_for":
            found.not_for.setdefault(line.a_id, {})[line.b_id] = line.words
        elif line.what == "wording":
            found.wordings[line.a_id, line.b_id] = (line.words, line.number)
        elif line.what == "member":
            member = KINDS["network_member"].decode(line.words)
            if member.person is not None:
                found.named[member.person], found.members[member.person] = member.may_be_named, line.a_id
        elif line.what in AT_WORK:
            body = KINDS[line.what].decode(line.words)
            for one in (getattr(body, name, None) for name in ("who", "rings", "finder")):
                if body.evidence_of is not None and isinstance(one, UUID):
                    found.private_work.setdefault(one, set()).add((line.a_id, body.evidence_of, Information(line.info)))
        else:
            found.yeses.add((line.a_id, Information(line.info), line.b_id))
    return found


@dataclass(frozen=True, slots=True)
class _Protected:
    """{person: every literal that is protected from them}; ended places count too (history leaks). NOW: those of today."""

    facts: dict[UUID, list[ProtectedFact]]
    now: set[UUID]


def _protected(family_id: UUID) -> _Protected:
    found, now = dict[UUID, list[ProtectedFact]](), set[UUID]()
    for line in db.read(PROTECTED, {"family_id": family_id}):
        parts = [(line.kind.value, line.name), ("address", line.lines), ("town", line.town),
                 ("postcode", line.postcode), ("phone", line.phone), ("email", line.email)]
        parts += [("name", word) for word in line.also.split(";")]
        found.setdefault(line.person_id, []).extend(
            ProtectedFact(kind, text.strip(), line.id) for kind, text in parts if text.strip())
        if line.ended_because is None:
            now.add(line.person_id)
    return _Protected(found, now)


def reader_of(sight: Sight, person: PersonRow, protected: dict[UUID, list[ProtectedFact]],
              unnamed: Iterable[PersonRow] = ()) -> Reader:
    """The reader: families are handed story and plan, a professional what their part here sees. Names of those UNNAMED do not
    reach them."""
    facts, kept_from = tuple(protected.get(person.id, ())), person.id in protected
    facts += tuple(ProtectedFact("unnamed", name, one.id) for one in unnamed
                   for name in dict.fromkeys((one.short_name, one.name)))
    if not person.is_professional:
        return Reader(person, facts, FOR_FAMILIES, frozenset(), kept_from)
    part = my_part_in(sight.family_id, person.user_id) if person.user_id else None
    if part is None:
        return Reader(person, facts, frozenset({Information.PLAN}), frozenset(), kept_from)
    return Reader(person, facts, part.kinds, part.dangers, kept_from)


@dataclass(frozen=True, slots=True)
class Words:
    """For writing words to one reader: who they are, what must not reach them, which words they have."""

    people: People
    reader: Reader
    wordings: dict[tuple[UUID, UUID], tuple[str, int]]


def words_for(sight: Sight, reader_id: UUID) -> Words | None:
    """None when the reader is not in the record."""
    people = people_of(sight.family_id)
    if (person := people.get(reader_id)) is None:
        return None
    rules = _rules(sight.family_id)
    unnamed = _unnamed(rules, person)
    return Words(people, reader_of(sight, person, _protected(sight.family_id).facts,
                                   [people[one] for one in unnamed if one in people]), rules.wordings)


def _unnamed(rules: _Rules, reader: PersonRow) -> frozenset[UUID]:
    """Those who do not want to be named on a paper of READER's. A school's copy lies in the school's file: only who leads the
    work, and asked them, has the whole plan on paper."""
    if reader.is_lead:
        return frozenset()
    return frozenset(one for one, may in rules.named.items() if may == "no" and one != reader.id)


def gather(sight: Sight, reader_id: UUID, kind: str, *, draft: bool, of: UUID | None = None) -> Material | None:
    """What the paper KIND for the reader is made from; None when the reader is not in the record, or OF is no version of it.

    The latest frozen version (or the one called OF), or with DRAFT (or when there is none yet) the words as they stand now.
    """
    people = people_of(sight.family_id)
    if (person := people.get(reader_id)) is None:
        return None
    protected = _protected(sight.family_id)
    rules = _rules(sight.family_id)
    unnamed = _unnamed(rules, person)
    reader = reader_of(sight, person, protected.facts, [people[one] for one in unnamed if one in people])
    snapshot = PAPER_KINDS[kind].snapshot
    which = {"family_id": sight.family_id, "kind": snapshot}
    frozen = None
    if snapshot:
        frozen = (db.read(ONE_OF, {**which, "of": of}) if of is not None else db.read(LATEST, which)).first()
    if of is not None and frozen is None:
        return None
    number = frozen.number if frozen else 0
    is_draft = bool(snapshot) and PAPER_KINDS[kind].has_drafts and (draft or frozen is None)
    more: tuple[Any, ...] = ()
    if not snapshot:
        rows, on, snapshot_id = _live(sight, kind), clock.today(), None
    elif frozen is None and not is_draft:
        rows, on, snapshot_id = [], clock.today(), None
    elif is_draft:
        rows, on, number, snapshot_id = _live(sight, kind), clock.today(), number + 1, None
    else:
        assert frozen is not None
        rows, on, snapshot_id = _frozen(frozen.body, sight), frozen.on, frozen.id
        if (since := PAPER_KINDS[kind].since) is not None:
            rows, more = since(sight, rows)
        if "plan_head" in PAPER_KINDS[kind].records:
            rows += _written_since(sight, rows, "plan_head")
        elif kind == "closing-letter":
            rows += _written_since(sight, rows, "closing_letter")
    said = db.read(SAID, {"snapshot_id": snapshot_id}) if snapshot_id and kind in WITH_STANCES else ()
    settings: Settings = current_app.extensions["settings"]
    return Material(
        kind, sight, people, reader, tuple(rows), rules.not_for, rules.wordings, rules.yeses, unnamed,
        frozenset(one for one, may in rules.named.items() if not may and one != person.id
                  and rules.members[one] not in rules.not_for),  # a place that is hidden from somebody is not spoken of
        rules.private_work, tuple(Number(*line) for line in db.read(NUMBERS, {"family_id": sight.family_id})),
        tuple(Said(*line) for line in said), frozenset(protected.facts) | unnamed, is_draft, number, on, snapshot_id,
        settings.night_number, settings.advice_line, more,
        tuple(sorted(one.name for one in people.values() if one.id in protected.now)))


def _live(sight: Sight, kind: str) -> list[Row]:
    return records.current(sight.family_id, sight.part, PAPER_KINDS[kind].reads, withdrawn=False)


def _frozen(body: str, sight: Sight) -> list[Row]:
    """The snapshot's records, as far as the user's part sees them."""
    rows = []
    for line in msgspec.json.decode(body)["records"]:
        kind = line["kind"]
        rows.append(Row(UUID(line["id"]), kind, UUID(line["parent"]) if line["parent"] else None, line["position"],
                        Information(line["info"]), 0, line["number"], clock.now(), "", None,
                        KINDS[kind].decode(msgspec.json.encode(line["body"]))))
    return within([row for row in rows if row.info in sight.part.kinds], sight.part.dangers)


def _written_since(sight: Sight, rows: list[Row], kind: str) -> list[Row]:
    """First pages (or letters) for one reader that were written after the version was frozen: a wording, not a change of it."""
    known = {row.id for row in rows}
    live = records.current(sight.family_id, sight.part, (kind,), withdrawn=False)
    return [row for row in live if row.body.reader is not None and row.id not in known]


def within(rows: list[Row], dangers: frozenset[UUID]) -> list[Row]:
    """Those dangers and what hangs on them; everything when DANGERS is empty. What hangs on no danger is left out too."""
    if not dangers:
        return rows
    allowed = set(dangers)
    while more := {row.id for row in rows if row.parent_id in allowed} - allowed:
        allowed |= more
    return [row for row in rows if row.id in allowed]
