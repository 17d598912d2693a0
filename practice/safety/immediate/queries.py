"""Reads of the immediate plan: its live rows, the family's bottom lines and red flags, what became of each version."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zlib import crc32

from sqlalchemy import bindparam, select

from practice.core.db import db
from practice.families.queries import People, Sight, people_of
from practice.records import queries as records
from practice.records.models import Record, Revision, SnapshotRevision
from practice.records.queries import Row, SnapshotHead
from practice.safety.immediate.kinds import IMMEDIATE_KINDS
from practice.safety.immediate.nights import ends_of
from practice.safety.immediate.standing import Change, Standing, standings_of
from practice.safety.queries import ties_of
from practice.safety.said import StanceRow, said_of

FROZEN = (select(Revision.record_id, Revision.number)
          .join(SnapshotRevision, SnapshotRevision.revision_id == Revision.id).join(Record, Record.id == Revision.record_id)
          .where(SnapshotRevision.snapshot_id == bindparam("snapshot_id"), Record.info.in_(bindparam("infos", expanding=True))))
READ = (*IMMEDIATE_KINDS, "harm")  # harm: to see whether the rules are left to the one who was hurt


@dataclass(frozen=True, slots=True)
class Draft:
    """The immediate plan as it stands, with its versions. The live rows are the draft, as in the full plan."""

    sight: Sight
    people: People
    rows: tuple[Row, ...]
    versions: tuple[SnapshotHead, ...]
    standings: tuple[Standing, ...]
    changes: tuple[Change, ...]
    stances: tuple[StanceRow, ...]
    parents: tuple[UUID, ...]
    protected: frozenset[UUID]
    frozen: frozenset[tuple[UUID, int]]  # (record, revision) of the live version, as far as the reader sees them

    @property
    def family_id(self) -> UUID:
        return self.sight.family_id

    def of(self, kind: str) -> list[Row]:
        return [row for row in self.rows if row.kind == kind and not row.is_withdrawn]

    @property
    def head(self) -> Row | None:
        return next(iter(self.of("immediate_plan")), None)

    @property
    def rules(self) -> list[Row]:
        return self.of("immediate_rule")

    @property
    def nights(self) -> list[Row]:
        """In the order of the days."""
        return sorted((row for row in self.of("night") if row.body.on), key=lambda row: (row.body.on, row.position))

    @property
    def until(self) -> datetime | None:
        """The instant at which the draft would end; None while day or time is missing."""
        return ends_of(self.head.body) if self.head else None

    @property
    def standing(self) -> Standing | None:
        """The newest agreed version, ended or not."""
        return self.standings[0] if self.standings else None

    @property
    def live(self) -> Standing | None:
        return self.standing if self.standing is not None and self.standing.is_live else None

    @property
    def newest(self) -> SnapshotHead | None:
        return self.versions[0] if self.versions else None

    @property
    def mark(self) -> int:
        """A number that changes with every change of its rows and every version: what a person saw when they wrote or agreed."""
        seen = sorted(f"{row.id} {row.lock_version} {row.is_withdrawn}" for row in self.rows if row.kind != "harm")
        return crc32("\n".join([*seen, str(self.newest.number if self.newest else 0)]).encode())

    @property
    def last_change(self) -> Row | None:
        return max((row for row in self.rows if row.kind != "harm"), key=lambda row: row.recorded_at, default=None)

    @property
    def changed_since(self) -> bool:
        """Is the draft another than what was agreed? A row written, taken out, or brought back since."""
        return self.live is not None and self.frozen != frozenset(
            (row.id, row.number) for kind in IMMEDIATE_KINDS for row in self.of(kind))

    def stances_to(self, snapshot_id: UUID) -> dict[UUID, StanceRow]:
        return {line.person_id: line for line in self.stances if line.snapshot_id == snapshot_id}


def draft_of(sight: Sight) -> Draft:
    """The immediate plan of a family as SIGHT's part may see it. Six statements, whatever the family's size."""
    family_id = sight.family_id
    people, ties, said = people_of(family_id), ties_of(sight), said_of(family_id)
    children = {person.id for person in people.children}
    parents = dict.fromkeys(parent for parent, child in ties.parents if child in children and parent in people)
    by_right = [person.id for person in people.values() if person.parental_responsibility.lower().startswith("yes")]
    standings = standings_of(said.immediate)
    live = standings[0].snapshot_id if standings and standings[0].is_live else None
    lines = db.read(FROZEN, {"snapshot_id": live, "infos": list(sight.part.kinds)}) if live else ()
    return Draft(sight, people, tuple(records.current(family_id, sight.part, READ)),
                 tuple(records.snapshots(family_id, "immediate")), tuple(standings), tuple(said.immediate), tuple(said.stances),
                 tuple(parents) or tuple(by_right), ties.protected,
                 frozenset((record_id, number) for record_id, number in lines))
