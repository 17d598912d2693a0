"""The mapping page, ready to draw: columns, categories, statements with whose words they are, and pairs with their spread.

Everything that a template would have to decide is decided here, in words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from practice.access.models import Information
from practice.core import clock, dates
from practice.core.working_days import working_days_between
from practice.families.queries import People, PersonRow
from practice.mapping import prompts
from practice.mapping.facts import all_of, facts_of
from practice.mapping.prompts import Prompt, Scene
from practice.mapping.queries import Mapping, review_day
from practice.mapping.spread import Spread
from practice.records.bodies import KINDS
from practice.records.queries import Row

NEWEST = 5  # statements of a category before the rest is folded
SOON = 5  # working days: nearer than this, the days left are said
INFO_WORDS = {
    Information.PLAN: "Plan", Information.OWN_ACTIONS: "Own actions", Information.HEALTH: "Health",
    Information.POLICE: "Police", Information.SCHOOL: "School", Information.THIRD_PARTY: "About someone else",
    Information.ADDRESS: "Address",
}
PART_OF = {"harm": "worried", "complicating_factor": "worried", "unknown": "worried", "strength": "well", "hope": "well",
           "existing_safety": "well", "bottom_line": "next", "next_step": "next", "danger": "worried", "goal": "next",
           "scale": "safe", "judgement": "safe"}
PARTS = ("worried", "well", "next", "safe")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as it is drawn. `extra` are (icon or '', text) of the line whose words these are."""

    row: Row
    words: str
    is_verbatim: bool
    bold: str
    rest: str
    extra: tuple[tuple[str, str], ...]
    children: tuple[str, ...]
    impacts: tuple[tuple[str, str], ...]
    differs: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    facts_summary: str
    pencils: tuple[Prompt, ...]
    kept: tuple[Prompt, ...]

    @property
    def known(self) -> tuple[tuple[str, str], ...]:
        """What stands before the children: word for word, how known."""
        return tuple(one for one in self.extra if one[0] != "shield")

    @property
    def shields(self) -> tuple[tuple[str, str], ...]:
        """Who may not see it; stands last."""
        return tuple(one for one in self.extra if one[0] == "shield")

    @property
    def short(self) -> str:
        """A few words for the name of its menu."""
        words = (getattr(self.row.body, "title", "") or self.words or KINDS[self.row.kind].called).split()
        return " ".join(words[:6]) + ("…" if len(words) > 6 else "")  # noqa: PLR2004  # six words say which

    @property
    def anchor(self) -> str:
        return f"s-{self.row.id.hex}"


@dataclass(frozen=True, slots=True)
class Category:
    """One part of a column: its newest statements, the older ones, the ones done, and the ones withdrawn."""

    kind: str
    shown: tuple[Statement, ...]
    older: tuple[Statement, ...] = ()
    done: tuple[Statement, ...] = ()
    withdrawn: tuple[Statement, ...] = ()

    @property
    def count(self) -> int:
        return len(self.shown) + len(self.older) + len(self.done)


@dataclass(frozen=True, slots=True)
class Pair:
    """A danger, what safety was seen against it, its goal, its scale and everyone's number."""

    number: int
    danger: Statement | None
    safety: tuple[Statement, ...]
    goal: Statement | None
    goal_facts: tuple[tuple[str, str], ...]
    rules: tuple[int, ...]
    tested: str
    scale: Row | None
    scale_statement: Statement | None
    spread: Spread | None
    harms: tuple[str, ...]

    @property
    def title(self) -> str:
        if self.danger is None:
            return "A goal without a danger"
        title = self.danger.row.body.title
        return f"Danger {self.number}: {title[:1].lower() + title[1:] if title.startswith('Mum’s') else title}" if title \
            else f"Danger {self.number}"

    @property
    def key(self) -> str:
        first = self.danger or self.goal
        assert first is not None
        return first.row.id.hex


@dataclass(frozen=True, slots=True)
class Board:
    mapping: Mapping
    categories: dict[str, Category]
    pairs: tuple[Pair, ...]
    notes: dict[str, tuple[Prompt, ...]]  # notes on a whole, by column
    kept_notes: tuple[Prompt, ...]
    judgement: Statement | None
    not_met: tuple[Statement, ...]
    withdrawn: tuple[Statement, ...]  # dangers, goals and scales out of use
    head: str


def board_of(mapping: Mapping) -> Board:
    """The board of one mapping."""
    scene = scene_of(mapping)
    drawn = {row.id: _statement(row, mapping, scene) for row in mapping.rows}
    goals = {row.id: number for number, danger in enumerate(mapping.dangers, 1) for row in mapping.under(danger.id, "goal")}
    for row in mapping.of("next_step"):
        drawn[row.id] = _with_goal(drawn[row.id], goals)
    categories = {kind: _category(kind, [drawn[row.id] for row in mapping.rows if row.kind == kind])
                  for kind in ("harm", "complicating_factor", "unknown", "strength", "hope", "bottom_line", "next_step")}
    known = {danger.id for danger in mapping.dangers}
    homeless = [drawn[row.id] for row in mapping.rows if row.kind == "existing_safety" and row.parent_id not in known]
    categories["existing_safety"] = _category("existing_safety", homeless)
    still, kept = prompts.silence(prompts.of_whole(scene), mapping.kept)
    notes = {where: tuple(note for note in still if note.where == where) for where in ("worried", "well", "next", "all")}
    return Board(
        mapping, categories, tuple(_pairs(mapping, drawn)), notes, tuple(kept),
        next((drawn[row.id] for row in mapping.of("judgement")), None),
        tuple(drawn[row.id] for row in mapping.of("bottom_line") if row.body.status == "not met"),
        tuple(drawn[row.id] for row in mapping.rows
              if row.is_withdrawn and row.kind in ("danger", "goal", "scale", "judgement")),
        head_of(mapping, scene))


def scene_of(mapping: Mapping) -> Scene:
    """What the prompts look at."""
    last, review = mapping.last_change(), review_day(mapping.beside)
    return Scene(
        mapping.rows, mapping.people, clock.today(), mapping.parents, frozenset(line.person_id for line in mapping.shown),
        last.recorded_at.astimezone(clock.LONDON).date() if last else None,
        ("the review", review) if review else None, is_whole=not mapping.sight.part.dangers)


def head_of(mapping: Mapping, scene: Scene) -> str:
    """'Started 14 September. Last changed today by Ines Tidewell. Shown to Marina 20 November; not yet to Callum.'"""
    said = []
    if mapping.began.at is not None:
        said.append(f"Started {_month_day(mapping.began.at.astimezone(clock.LONDON).date())}.")
    if mapping.began.number:
        said.append(f"Mapping {mapping.began.number} was finished {_month_day(mapping.began.on)}.")
    if (last := mapping.last_change()) is not None:
        on = last.recorded_at.astimezone(clock.LONDON).date()
        said.append(f"Last changed {'today' if on == clock.today() else _month_day(on)}"
                    f"{' by ' + last.author if last.author else ''}.")
    seen = {line.person_id: line.on for line in mapping.shown}
    names = [f"{mapping.people.short(person)} {_month_day(on)}" for person, on in seen.items() if person in mapping.people]
    waiting = [person.short_name for person in prompts.not_shown(scene)]
    if names:
        yet = f"; not yet to {all_of(waiting, 'or')}" if waiting else ""
        said.append(f"Shown to {all_of(names)}{yet}.")
    elif waiting and mapping.rows:
        said.append(f"Not yet shown to {all_of(waiting, 'or')}.")
    return " ".join(said)


def _month_day(on: date | None) -> str:
    if on is None:
        return ""
    return dates.long_day(on).removesuffix(f" {clock.today().year}")


def _category(kind: str, statements: list[Statement]) -> Category:
    live = [one for one in statements if not one.row.is_withdrawn]
    done = [one for one in live if _is_done(one.row)]
    still = [one for one in live if one not in done]
    keep = len(still) if kind == "bottom_line" else NEWEST
    return Category(kind, tuple(still[-keep:]) if still else (), tuple(still[:-keep]), tuple(done),
                    tuple(one for one in statements if one.row.is_withdrawn))


def _is_done(row: Row) -> bool:
    if row.kind == "next_step":
        return row.body.done_on is not None
    return bool(row.kind == "unknown" and row.body.answer)


def _statement(row: Row, mapping: Mapping, scene: Scene) -> Statement:
    body, people = row.body, mapping.people
    still, kept = prompts.silence(prompts.of_row(row, scene), mapping.kept)
    bold, rest, extra = _whose(row, people)
    if row.info is not Information.STORY and not (row.kind == "bottom_line" and row.info is Information.PLAN):
        extra.append(("shield", f"{INFO_WORDS[row.info]}: for those whose part sees it"))
    if hidden := mapping.not_for.get(row.id):
        because = next((reason for reason in hidden.values() if reason), "")
        names = all_of([people.short(person, "someone") for person in hidden], "or")
        extra.append(("shield", f"Not for {names}" + (f": {because}" if because else "")))
    facts, summary = facts_of(row, people)
    return Statement(
        row, quoted(body.words, body.is_verbatim), body.is_verbatim, bold, rest, tuple(extra),
        tuple(people[person].short_name for person in body.about if person in people),
        tuple((people.short(impact.child, "the children"), impact.words)
              for impact in getattr(body, "impacts", ()) if impact.words),
        tuple((people.short(other.person, "Someone"), quoted(other.words, other.is_verbatim))
              for other in body.differs if other.words),
        facts, summary, tuple(still), tuple(kept))


def quoted(words: str, is_verbatim: bool) -> str:  # noqa: FBT001
    """In quotation marks only when word for word."""
    return "“" + words.strip().strip("“”" + '"') + "”" if is_verbatim and words else words


def _whose(row: Row, people: People) -> tuple[str, str, list[tuple[str, str]]]:
    """(bold, rest, extra) of the line that says whose words these are, who will do it, or who confirms it."""
    body = row.body
    if row.kind == "unknown":
        finder = people.short(body.finder)
        bold = f"{finder} will find out" if finder else "Nobody finds out yet"
        if body.answer:
            return (f"{finder or 'We'} found out", f", {dates.short_day(body.answered_on)}" if body.answered_on else "", [])
        return bold, f", by {dates.day(body.by_on)}" if body.by_on else "", _time_left(body.by_on)
    if row.kind == "next_step":
        who = people.short(body.who) or body.who_with
        with_whom = f" with {body.who_with}" if body.who and body.who_with else ""
        if body.done_on:
            due = f", due {dates.short_day(body.by_on)}" if body.by_on else ""
            return f"{who}{with_whom}", due, [("tick", f"Done {dates.short_day(body.done_on)}")]
        return (f"{who}{with_whom}" or "Nobody yet", f", by {dates.day(body.by_on)}" if body.by_on else "",
                _time_left(body.by_on))
    on = f", {dates.short_day(body.said_on)}" if body.said_on else ""
    extra: list[tuple[str, str]] = []
    if row.kind == "existing_safety":
        seen = "Seen once: a strength so far" if body.repeated is False else body.seen_for
        extra += [("", text) for text in (seen, body.dates_seen) if text]
        if body.confirmed_by:
            several = " and " in body.confirmed_by or "," in body.confirmed_by
            return f"{body.confirmed_by} confirm{'' if several else 's'}", on, extra
    by = people.get(body.said_by) if body.said_by else None
    bold = (by.name if by.is_professional else by.short_name) if by else body.said_by_name
    to = f" to {body.said_to}" if body.said_to else ""
    if body.is_verbatim:
        extra.append(("speech", "word for word"))
    if body.how_known:
        extra.append(("", body.how_known))
    return bold, f"{to}{on}", extra


def _time_left(by_on: date | None) -> list[tuple[str, str]]:
    if by_on is None:
        return []
    if by_on < clock.today():  # in days, as on the first page: the family waited on Saturday too
        late = (clock.today() - by_on).days
        return [("late", f"Late by {late} {'day' if late == 1 else 'days'}")]
    left = working_days_between(clock.today(), by_on)
    if left == 0:
        return [("half", "Today" if by_on == clock.today() else "No working day left")]
    return [("", f"{left} working {'day' if left == 1 else 'days'} left")] if left < SOON else []


def _with_goal(statement: Statement, goals: dict[UUID, int]) -> Statement:
    number = goals.get(statement.row.parent_id) if statement.row.parent_id else None
    if number is None:
        return statement
    return Statement(statement.row, statement.words, statement.is_verbatim, statement.bold, statement.rest,
                     (("", f"For goal {number}"), *statement.extra), statement.children, statement.impacts,
                     statement.differs, statement.facts, statement.facts_summary, statement.pencils, statement.kept)


def _pairs(mapping: Mapping, drawn: dict[UUID, Statement]) -> Iterable[Pair]:
    dangers = mapping.dangers
    for number, danger in enumerate(dangers, 1):
        goal = next(iter(mapping.under(danger.id, "goal")), None)
        scale = mapping.scale_of(danger.id)
        rests = [end for start, end, kind in mapping.links if start == danger.id and kind == "rests_on"]
        yield Pair(number, drawn[danger.id], tuple(drawn[row.id] for row in mapping.under(danger.id, "existing_safety")),
                   drawn[goal.id] if goal else None, _goal_facts(goal), _rules(mapping, goal), _tested(mapping, goal), scale,
                   drawn[scale.id] if scale else None, mapping.spread_of(scale) if scale else None,
                   tuple(drawn[end].words for end in rests if end in drawn))
    known = {danger.id for danger in dangers}
    for goal in mapping.of("goal"):
        if goal.parent_id not in known:
            yield Pair(0, None, (), drawn[goal.id], _goal_facts(goal), _rules(mapping, goal),
                       _tested(mapping, goal), None, None, None, ())


def _goal_facts(goal: Row | None) -> tuple[tuple[str, str], ...]:
    if goal is None:
        return ()
    body = goal.body
    pairs = (("Seen by", body.seen_by), ("How", body.how_seen), ("For how long", body.for_how_long),
             ("Including", body.including))
    return tuple((name, text) for name, text in pairs if text)


def _rules(mapping: Mapping, goal: Row | None) -> tuple[int, ...]:
    """Numbers of the rules that serve the goal, counted as the plan counts them."""
    rules = [row for row in mapping.beside if row.kind == "plan_rule"]
    return tuple(number for number, rule in enumerate(rules, 1) if goal is not None and rule.parent_id == goal.id)


def _tested(mapping: Mapping, goal: Row | None) -> str:
    """': 2 tested, 2 not yet', where a room can say."""
    if mapping.tested is None or goal is None:
        return ""
    rules = [row.id for row in mapping.beside if row.kind == "plan_rule" and row.parent_id == goal.id]
    done = sum(rule in mapping.tested for rule in rules)
    return ": " + ", ".join(part for part in (f"{done} tested" if done else "", f"{len(rules) - done} not yet"
                                              if done < len(rules) else "") if part)


def rules_words(numbers: Sequence[int]) -> str:
    """'rules 1 to 4', 'rules 5 and 6', 'rule 7'."""
    if not numbers:
        return ""
    if len(numbers) == 1:
        return f"rule {numbers[0]}"
    if len(numbers) > 2 and list(numbers) == list(range(numbers[0], numbers[-1] + 1)):  # noqa: PLR2004
        return f"rules {numbers[0]} to {numbers[-1]}"
    return "rules " + all_of([str(number) for number in numbers])


def first_child(people: People) -> str:
    """Whose name stands in the questions: the eldest child who can be asked."""
    children: list[PersonRow] = people.children
    return children[0].short_name if children else ""
