"""The network page, ready to draw: who counts against each danger, the rings with their people, questions, days, who left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from markupsafe import Markup

from practice.access.models import Information
from practice.core import clock, dates
from practice.families.names import plain
from practice.families.queries import People, Sight, people_of
from practice.records import queries as reads
from practice.records.policy import RecordSight
from practice.records.queries import Row
from practice.safety import queries as plans
from practice.safety.network import circles, circles_phone, queries
from practice.safety.network.circles import Circles, Mark
from practice.safety.network.counting import HOLDING, Hanging, Member, Network, Standing, hanging_on, network_of, told_in_words
from practice.safety.network.kinds import RINGS
from practice.safety.network.places import hanging
from practice.safety.network.queries import Meeting, Move, Telling

READ = ("danger", "harm", *HOLDING, "network_member", "who_else")
RING_TITLES = {"inner": "Inner ring: they know everything", "middle": "Middle ring: they know something",
               "outer": "Outer ring: they know nothing yet"}
RING_SHORT = {"inner": "the inner ring", "middle": "the middle ring", "outer": "the outer ring"}


@dataclass(frozen=True, slots=True)
class Against:
    """One danger: who counts, and what is missing with the next move ('' where it is enough or the reader cannot know)."""

    number: int
    danger: Row
    standing: Standing
    lacks: str
    move: str
    next_to_tell: Member | None

    @property
    def title(self) -> str:
        return f"Danger {self.number}: {self.danger.body.title}" if self.danger.body.title else f"Danger {self.number}"


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One member as they are listed. FACTS: (term, words); HINT: a contradiction with its next move; TELLINGS in words."""

    member: Member
    told: str
    why_not: str
    facts: tuple[tuple[str, str], ...]
    tellings: tuple[tuple[str, str], ...]  # ('Told danger 1 on 30 Sept by Marina, with Ines', what they said)
    hint: str
    never_for: str
    hangs: tuple[Hanging, ...]
    inwards: str  # the next ring, '' at the end
    outwards: str


@dataclass(frozen=True, slots=True)
class Ring:
    name: str
    title: str
    members: tuple[MemberLine, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to who else; NAMED: (name, is in the network already)."""

    row: Row
    asked: str
    named: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """Everything that the network page draws."""

    network: Network
    against: tuple[Against, ...]
    may_judge: bool  # does the reader see enough to say what is missing?
    knows_tellings: bool  # and enough to say that somebody was not told?
    circles: Circles
    on_a_phone: Markup  # the same circles, never wider than a phone
    rings: tuple[Ring, ...]
    loose: tuple[tuple[str, UUID], ...]  # told, and not in the network
    answers: tuple[Answer, ...]
    meetings: tuple[tuple[str, str, str], ...]  # (day, who was there, what they said)
    moves: tuple[tuple[str, str], ...]  # (what moved, small)
    left: tuple[MemberLine, ...]

    @property
    def is_empty(self) -> bool:
        return not any(ring.members for ring in self.rings)


def page_of(sight: Sight) -> tuple[NetworkPage, People]:
    """The network as SIGHT's part may see it. Seven statements, whatever the family's size."""
    family_id, part = sight.family_id, sight.part
    people = people_of(family_id)
    ties = plans.ties_of(sight)
    rows = queries.rows_seen(reads.current(family_id, part, READ), sight, ties.seen)
    network = network_of(rows, people, ties.seen, clock.today())
    shown = (*network.members, *network.left)
    never = reads.not_for(family_id)
    tellings = queries.tellings_of(family_id, part)
    moves = queries.moves_of(family_id, [member.id for member in shown])
    meetings = queries.meetings_of(family_id) if not part.dangers else []
    live = [row for row in rows if not row.is_withdrawn]
    dangers = [row for row in live if row.kind == "danger"]
    numbers = {row.id: number for number, row in enumerate(dangers, 1)}
    rules = {row.id: number for number, row in enumerate((row for row in live if row.kind == "plan_rule"), 1)}
    lines = {member.id: _line(member, network, live, people, numbers, rules, never, tellings) for member in shown}
    may_judge = part.sees(Information.STORY) and part.sees(Information.PLAN)
    rings = tuple(Ring(ring, RING_TITLES[ring], tuple(lines[member.id] for member in network.members
                                                      if member.row.body.ring == ring)) for ring in RINGS)
    seen = {member.person.id for member in shown if member.person is not None}
    return NetworkPage(
        network, tuple(_against(number, danger, network, may_judge=may_judge) for number, danger in enumerate(dangers, 1)),
        may_judge, queries.knows_tellings(part),
        *circles_of(network, sight.family.name, knows_tellings=queries.knows_tellings(part)), rings,
        _loose(network, people) if not part.dangers else (),
        tuple(_answer(row, people, network) for row in live if row.kind == "who_else"),
        tuple(_meeting(one, people) for one in meetings if not ties.seen.hidden or seen.issuperset(one.people)),
        tuple(_move(one, shown) for one in moves),
        tuple(lines[member.id] for member in network.left)), people


def circles_of(network: Network, family_name: str, *, knows_tellings: bool = True) -> tuple[Circles, Markup]:
    """The drawing of the members, by the names that pages call them; whole names where two share one."""
    short = [member.short_name for member in network.members]
    marks = [Mark(member.name if short.count(member.short_name) > 1 else member.short_name, member.row.body.ring,
                  member.is_natural, True if member.told else False if knows_tellings else None) for member in network.members]
    title = f"Safety circles of the {family_name} family"
    return circles.draw(marks, title=title), circles_phone.draw(marks, title=title)


def _against(number: int, danger: Row, network: Network, *, may_judge: bool) -> Against:
    standing = network.standing(danger.id)
    if not may_judge or standing.is_enough:
        return Against(number, danger, standing, "", "", None)
    told_next = standing.not_told[0] if len(standing.counts) < 2 and standing.not_told else None
    return Against(number, danger, standing, standing.lacks, standing.move, told_next)


def _line(member: Member, network: Network, live: Sequence[Row], people: People, numbers: Mapping[UUID, int],  # noqa: PLR0917
          rules: Mapping[UUID, int], never: Mapping[UUID, Mapping[UUID, str]], tellings: Sequence[Telling]) -> MemberLine:
    body, person = member.row.body, member.person
    place = RINGS.index(body.ring)
    hidden = never.get(member.id, {})
    names = " or ".join(name for one in hidden if (name := people.short(one)))
    reason = next((because for because in hidden.values() if because), "")
    return MemberLine(
        member, told_in_words(member, numbers), network.why_not(member), tuple(_facts(member)),
        tuple(_telling(one, numbers) for one in tellings
              if person is not None and one.person == person.id and (one.danger is None or one.danger in numbers)),
        _hint(member, {danger: number for danger, number in numbers.items() if network.is_for(person, danger)}),
        f"{names}. {reason}".strip().rstrip(".") if names else "",
        tuple(hanging_on(person.id, live, rules, clock.today())) if person is not None else (),
        RINGS[place - 1] if place > 0 else "", RINGS[place + 1] if place < len(RINGS) - 1 else "")


def _hint(member: Member, numbers: Mapping[UUID, int]) -> str:
    """Where ring and tellings do not agree."""
    name, ring = member.short_name, member.row.body.ring
    if not member.is_natural:
        return ""
    told = [danger for danger in numbers if danger in member.told]
    if ring == "outer" and told:
        return f"{name} was told and stands in the outer ring. Move them inwards?"
    if ring == "inner" and numbers and len(told) < len(numbers):
        missing = " and ".join(f"danger {number}" for danger, number in numbers.items() if danger not in member.told)
        return f"{name} stands in the inner ring, and nobody wrote down that they were told {missing}."
    return ""


def _facts(member: Member) -> list[tuple[str, str]]:
    body = member.row.body
    lives = {True: "In the children’s home", False: "Outside the home", None: "Not known"}[member.lives_in]
    depends = {"yes": "Yes", "no": "No", "": "Not known"}[body.depends]
    willing = "" if body.willing is None else "".join((
        f"{body.willing} of 10", f", {dates.short_day(body.willing_on)}" if body.willing_on else "",
        f": {body.willing_words}" if body.willing_words else ""))
    facts = (("Offers", body.words), ("When", body.times), ("Limits", body.limits), ("Lives", lives),
             ("Depends on who caused the harm", depends + (f": {body.depends_words}" if body.depends_words else "")),
             ("Willing", willing), ("Worries", body.worries), ("Checks", body.checks),
             ("May be named on the plan", {"yes": "Yes", "no": "No", "": "Not asked yet"}[body.may_be_named]))
    return [(term, words) for term, words in facts if words]


def _telling(one: Telling, numbers: Mapping[UUID, int]) -> tuple[str, str]:
    what = "all that was known then" if one.danger is None else f"danger {numbers[one.danger]}"
    by = f" by {one.by_whom}" if one.by_whom else ""
    how = f", {one.how}" if one.how else ""
    said = f"“{one.they_said.strip('“”')}”" if one.they_said and one.is_verbatim else one.they_said
    return f"Told {what} on {dates.short_day(one.on)}{by}{how}", said


def _loose(network: Network, people: People) -> tuple[tuple[str, UUID], ...]:
    """Those who were told and are in no ring; professionals know by their work and are not asked for."""
    known = {member.person.id for member in (*network.members, *network.left) if member.person is not None}
    return tuple((people[key].short_name, key) for key in dict.fromkeys(one.person for one in network.told)
                 if key in people and key not in known and not people[key].is_professional and people[key].to_on is None)


def _answer(row: Row, people: People, network: Network) -> Answer:
    body = row.body
    here = {plain(name) for member in (*network.members, *network.left) for name in (member.name, member.short_name)}
    return Answer(row, people.short(body.asked_of) or body.asked_of_name,
                  tuple((name, plain(name) in here) for name in body.named))


def _meeting(one: Meeting, people: People) -> tuple[str, str, str]:
    names = [name for key in one.people if (name := people.short(key))] + ([one.others] if one.others else [])
    return dates.day(one.on), ", ".join(names), one.they_said


def _move(one: Move, shown: Sequence[Member]) -> tuple[str, str]:
    name = next(member.short_name for member in shown if member.id == one.member)
    said = f"{name} moved from {RING_SHORT[one.before]} to {RING_SHORT[one.after]}" if one.before else (
        f"{name} came into {RING_SHORT[one.after]}")
    small = ". ".join(part for part in (dates.day(one.on), one.because) if part)
    return said, small + (f" ({one.author})" if one.author else "")


@dataclass(frozen=True, slots=True)
class Glance:
    """The network in a few lines, for the plan page: (danger, who counts in words, what is missing), and who is not told."""

    lines: tuple[tuple[str, str, str], ...]
    not_told: str
    is_empty: bool


def glance(plan: plans.Plan) -> Glance | None:
    """From what the plan page has read already: no statement of its own. None where the network was not read."""
    network, part = plan.network, plan.sight.part
    if network is None:
        return None
    may_judge = part.sees(Information.STORY) and part.sees(Information.PLAN)
    lines = []
    for number, danger in enumerate(plan.of("danger"), 1):
        standing = network.standing(danger.id)
        names = _and([member.short_name for member in standing.counts])
        lines.append((f"Danger {number}", names, "" if standing.is_enough or not may_judge else standing.lacks))
    untold = [member.short_name for member in network.members if member.is_natural and not member.told
              and not network.why_not(member)] if queries.knows_tellings(part) else []
    return Glance(tuple(lines), _and(untold), not network.members)


def _and(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def rests_on(seen: RecordSight) -> str:
    """'Rule 3 and Rule 5’s back-up rest on them'; '' where nothing does. One statement."""
    person = seen.row.body.person
    if person is None:
        return ""
    rests = hanging(seen.sight, person)
    return f"{_and(rests)} {'rests' if len(rests) == 1 else 'rest'} on them" if rests else ""


def not_told_of(sight: Sight, person: UUID) -> str:
    """What must not be told to somebody, shown above whatever is written for them."""
    return queries.must_not_be_told(sight, person)
