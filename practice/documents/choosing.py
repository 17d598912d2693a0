"""Which rows reach a reader, in which words, and why the others do not (design.md, 'Who sees which row').

The order of the questions: may this reader have it at all (not-for list)? Whose private matter is it, and did they say yes?
Was it made for this reader, where that is needed? Is its kind of information one that families are handed? Left out means
not listed: a paper shows no gap. Only the page before it names what is missing, to the worker.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from practice.access.models import Information
from practice.documents.kinds_of_paper import PAPER_KINDS
from practice.documents.material import Material, within
from practice.families.queries import People
from practice.records.bodies import KINDS
from practice.records.queries import Row
from practice.safety.page import part_of_day

DEPTH = 4  # rule, goal, danger: how far up a danger may stand
ONE_READERS = frozenset({"plan_head", "closing_letter"})  # may be written for one reader in place of the family's
IN_WORDS = {
    Information.STORY: "the story", Information.PLAN: "the plan", Information.OWN_ACTIONS: "a worker’s own actions",
    Information.HEALTH: "health", Information.POLICE: "police information", Information.SCHOOL: "school information",
    Information.THIRD_PARTY: "information about somebody else", Information.ADDRESS: "an address",
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A row that reaches the reader; `words` replace its own where they were made for them."""

    row: Row
    words: str
    is_stale: bool  # the wording was made from an earlier version of the row


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that does not reach the reader: which rule kept it back, and why in words."""

    row: Row
    rule: str  # 'not_for', 'evidence', 'wording', 'kind', 'part', 'core', 'own', 'unsorted', 'named', 'danger'
    because: str

    @property
    def may_be_worded(self) -> bool:
        """Would words made for this reader bring it in?"""
        return self.rule in {"wording", "kind", "unsorted", "named", "danger"}


@dataclass(frozen=True, slots=True)
class Choice:
    """What is in, what is out."""

    chosen: tuple[Chosen, ...]
    left_out: tuple[LeftOut, ...]

    def of(self, *kinds: str) -> Iterator[Chosen]:
        """The chosen rows of these kinds, in the order of the record."""
        return (one for one in self.chosen if one.row.kind in kinds)


def choose(material: Material) -> Choice:
    """Decide for every row of the material."""
    chosen, left_out, kind = [], [], PAPER_KINDS[material.kind]
    narrowed = {row.id for row in within(list(material.rows), material.reader.dangers)}
    rows = {row.id: row for row in material.rows}
    for row in material.rows:
        is_worded = (row.id, material.reader.person.id) in material.wordings
        if row.kind not in kind.records or not kind.holds(row, material.reader.person, is_worded=is_worded):
            continue  # this kind of paper never holds it
        if _is_for_another(row, material):
            continue  # another reader's own first page is not this paper's business: not even as left out
        if row.kind == "judgement":
            continue  # weighing it up is the workers' own page
        out = _why_not(row, material, narrowed) or _with_its_danger(row, material, narrowed, rows)
        if out is not None:
            left_out.append(out)
            continue
        words, made_from = material.wordings.get((row.id, material.reader.person.id), ("", row.number))
        chosen.append(Chosen(row, words, bool(words) and made_from < row.number))
    return Choice(tuple(chosen), tuple(left_out))


def _is_for_another(row: Row, material: Material) -> bool:
    if (whose := _written_for(row)) is not None:
        return whose != material.reader.person.id
    return row.kind in ONE_READERS and any(
        other.kind == row.kind and _written_for(other) == material.reader.person.id for other in material.rows)


def _written_for(row: Row) -> UUID | None:
    """The one reader for whom a first page or a letter was written; None where it is the family's."""
    return row.body.reader if row.kind in ONE_READERS else None


def _why_not(row: Row, material: Material, narrowed: set[UUID]) -> LeftOut | None:
    reader, name = material.reader, material.reader.name
    if (because := material.not_for.get(row.id, {}).get(reader.person.id)) is not None:
        return LeftOut(row, "not_for", f"Marked as not for {name}" + (f": {because.rstrip('.')}." if because else "."))
    kind = PAPER_KINDS[material.kind]
    heard = kind.hears(row, material)
    if row.id not in narrowed and not heard:
        return LeftOut(row, "part", f"{name}’s part in this family does not reach it.")
    whose = row.body.evidence_of
    if whose and not reader.person.is_professional and whose != reader.person.id \
            and (whose, row.info, reader.person.id) not in material.yeses:
        person = material.people.short(whose, "Somebody")
        return LeftOut(row, "evidence", f"It tells of {person}’s private matters ({IN_WORDS[row.info]}), and {person} has "
                                        f"not said yes to {name} reading it.")
    # A first page is many texts: words in place of one of them would not keep the others back. It is written anew for a reader.
    is_worded = row.kind != "plan_head" and (row.id, reader.person.id) in material.wordings
    made_for = is_worded or _written_for(row) == reader.person.id
    if (kept := kind.keeps_back(row, material, is_worded=made_for)) is not None:
        return LeftOut(row, *kept)
    if made_for:
        return None
    if (named := sorted(material.people.short(one, "Somebody") for one in named_in(row) & material.unnamed)):
        return LeftOut(row, "named", f"It names {' and '.join(named)}, who said no to being named on other people’s papers.")
    if reader.is_kept_from:
        return LeftOut(row, "wording", f"An address or number is protected from {name}, so a line prints only in words "
                                       f"made for them.")
    if reader.has_own_part:
        return LeftOut(row, "wording", f"{name} is a child: a line prints only in words made for them.")
    if row.info not in reader.sees and not heard and not (whose and whose == reader.person.id) \
            and not (whose and (whose, row.info, reader.person.id) in material.yeses):
        return LeftOut(row, "kind", f"It is {IN_WORDS[row.info]}, which is not handed on as it stands.")
    if row.kind == "promise" and material.kind == "family-plan" and not row.body.is_core:
        return LeftOut(row, "core", "Marked as not for the first sheet.")
    return None


def _with_its_danger(row: Row, material: Material, narrowed: set[UUID], rows: Mapping[UUID, Row]) -> LeftOut | None:
    """What hangs on a danger that is not for this reader tells of it: a goal, a question from 0 to 10, a rule. It stays out as
    well, unless it was made for this reader, or names them."""
    reader, above = material.reader.person, row
    if row.kind == "danger" or (row.id, reader.id) in material.wordings or reader.id in named_in(row):
        return None
    for _ in range(DEPTH):
        if above.parent_id is None or (parent := rows.get(above.parent_id)) is None:
            return None
        above = parent
        if above.kind == "danger":
            out = _why_not(above, material, narrowed)
            if out is None or out.rule not in {"not_for", "evidence"}:
                return None
            return LeftOut(row, "danger", f"It hangs on a danger that {material.reader.name} does not read.")
    return None


_NAMING = ("who", "back_up", "checks", "rings", "looks", "safe_person", "seen_first_by")  # fields of a row that print a name


def named_in(row: Row) -> frozenset[UUID]:
    """The people whom a row names by its fields; a name typed into its words is the guard's business."""
    found: set[UUID] = set()
    for name in _NAMING:
        value = getattr(row.body, name, None)
        found |= {value} if isinstance(value, UUID) else set(value) if isinstance(value, tuple) else set()
    return frozenset(found)


def called(row: Row) -> str:
    """What the row is called on the page before a paper."""
    return getattr(row.body, "called", "") or KINDS[row.kind].called


def own_words(row: Row, people: People) -> str:
    """The row's own words, as the worker knows it, with who does it where the words begin with a verb."""
    body = row.body
    if row.kind == "day_part":
        return part_of_day(body, people)
    if row.kind in {"plan_rule", "promise", "next_step"} and body.who:
        return f"{people.short(body.who)} {body.words}".strip()
    if row.kind == "outcome_part" and body.part == "stance":
        return ": ".join(part for part in (body.title, body.words) if part)
    if row.kind == "plan_head":
        return str(body.title or body.why or "The first page")
    return str(body.words or getattr(body, "family_words", "") or getattr(body, "title", ""))
