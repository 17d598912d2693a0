"""The kinds of record of a mapping (domain.md terms): what each holds besides its words and whose they are."""

from datetime import date
from uuid import UUID

import msgspec

from practice.records.bodies import Body, register, stands_once


class Incident(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """First, worst or latest: `when` in words ('about March 2024', 'Sun 6 Sept'), `on` where the day is known."""

    when: str = ""
    on: date | None = None
    what: str = ""
    seen_by: str = ""


class Impact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What it did to one child: body, feelings, behaviour, learning; in the child's words where possible."""

    child: UUID | None = None
    words: str = ""


class Harm(Body, frozen=True, kw_only=True, omit_defaults=True):
    """Past harm: a fact about adult behaviour (`words`) and its effect, one row a kind of harm. The harm matrix."""

    by_whom: tuple[UUID, ...] = ()
    to_whom: tuple[UUID, ...] = ()
    first: Incident | None = None
    worst: Incident | None = None
    latest: Incident | None = None
    how_often: str = ""
    getting: str = ""  # 'more', 'same', 'less'
    severity: str = ""  # 'low', 'moderate', 'serious', 'very serious'
    severity_why: str = ""
    impacts: tuple[Impact, ...] = ()
    evidence: str = ""  # 'confirmed by a professional', 'admitted', 'the child said', 'reported by someone else', 'suspected'


class ComplicatingFactor(Body, frozen=True, kw_only=True, omit_defaults=True):
    """What makes it harder to sort out; not itself harm."""

    sort: str = ""  # poverty, housing, health, disability, isolation, immigration, dispute, past services, our disagreement


class Unknown(Body, frozen=True, kw_only=True, omit_defaults=True):
    """What we do not know, why it matters, who finds out by when."""

    why_it_matters: str = ""
    finder: UUID | None = None
    by_on: date | None = None
    answer: str = ""
    answered_on: date | None = None


class Strength(Body, frozen=True, kw_only=True, omit_defaults=True):
    """What is good here, with an example."""

    example: str = ""
    did: bool | None = None  # the three questions of domain.md 1.3
    protected: bool | None = None
    repeated: bool | None = None


class ExistingSafety(Body, frozen=True, kw_only=True, omit_defaults=True):
    """Protection over time: when the danger was there, who did what. Its parent is the danger."""

    acted: tuple[UUID, ...] = ()
    dates_seen: str = ""  # 'since 12 Sept; texts passed on 15, 22 Sept, 9 Oct'
    seen_for: str = ""  # 'Seen for 10 weeks'
    confirmed_by: str = ""
    example: str = ""
    did: bool | None = None
    protected: bool | None = None
    repeated: bool | None = None


class Hope(Body, frozen=True, kw_only=True, omit_defaults=True):
    """What the family hopes for, in their words."""


class BottomLine(Body, frozen=True, kw_only=True, omit_defaults=True):
    """What the agency requires whatever the plan says: few, checkable, the what and not the how."""

    family_words: str = ""  # plain, for the family's paper
    reason: str = ""
    footing: str = ""  # agreement, condition of the plan, court order
    if_not_met: str = ""  # the consequence, stated honestly
    set_by: str = ""
    set_on: date | None = None
    review_on: date | None = None
    told: str = ""
    status: str = "met"  # met, not met, lifted
    status_why: str = ""


class NextStep(Body, frozen=True, kw_only=True, omit_defaults=True):
    """The very next small thing: what, who, by when. Its parent is the goal it serves."""

    who: UUID | None = None
    who_with: str = ""
    by_on: date | None = None
    done_on: date | None = None


class DangerStatement(Body, frozen=True, kw_only=True, omit_defaults=True):
    """[Who is worried] that [who might do what] when [circumstances], and that [child] could [be hurt how]."""

    title: str = ""  # 'Callum coming back'
    worried: str = ""
    behaviour: str = ""
    circumstances: str = ""
    impact: str = ""
    opening: str = ""
    family_words: str = ""  # the family's own wording, for them
    family_words_by: UUID | None = None
    child: UUID | None = None
    child_words: str = ""  # one sentence for the child


class SafetyGoal(Body, frozen=True, kw_only=True, omit_defaults=True):
    """What must be seen, by whom, for how long, including when it is hard. Its parent is the danger: always a pair."""

    family_words: str = ""
    doing: str = ""
    network: str = ""
    child_experience: str = ""
    seen_by: str = ""
    how_seen: str = ""
    for_how_long: str = ""
    including: str = ""
    best_hope: str = ""  # the family's own goal, stored apart
    best_hope_by: UUID | None = None


class SafetyScale(Body, frozen=True, kw_only=True, omit_defaults=True):
    """Both ends in the family's own terms. Its parent is the danger. `words` is the question."""

    zero: str = ""
    ten: str = ""
    zero_short: str = ""  # for the story page: 'dad is likely to come and hurt mum now'
    ten_short: str = ""
    talk_about: str = ""  # what the gap is about: 'the court day'


class Judgement(Body, frozen=True, kw_only=True, omit_defaults=True):
    """Weighing it up (domain.md 1.8). One a family."""

    best_case: str = ""
    worst_case: str = ""
    makes_worse_likelier: str = ""
    makes_better_likelier: str = ""
    which_and_why: str = ""
    would_change_our_mind: str = ""
    other_explanation: str = ""
    family_view: str = ""


class Story(Body, frozen=True, kw_only=True, omit_defaults=True):
    """The story so far, in a few paragraphs (`words`). One a family."""

    read_with: str = ""  # 'Marina on 20 November'


LABELS = {
    "by_whom": "by whom", "to_whom": "to whom it was done", "first": "the first time", "worst": "the worst time",
    "latest": "the latest time", "how_often": "how often", "getting": "getting more or less", "severity": "how serious",
    "severity_why": "why so serious", "impacts": "what it did to each child", "evidence": "how sure", "sort": "what sort",
    "why_it_matters": "why it matters", "finder": "who finds out", "by_on": "by when", "answer": "the answer",
    "answered_on": "when it was answered", "example": "an example", "did": "did somebody act",
    "protected": "did it protect from this danger", "repeated": "seen more than once", "acted": "who acted",
    "dates_seen": "the days it was seen", "seen_for": "for how long it was seen", "confirmed_by": "who confirms it",
    "family_words": "the words for the family", "reason": "the reason", "footing": "what it rests on",
    "if_not_met": "what happens if it is not met", "set_by": "who set it", "set_on": "when it was set",
    "review_on": "when it is looked at again", "told": "who was told", "status": "met or not met",
    "status_why": "what happened", "who": "who does it", "who_with": "with whom", "done_on": "when it was done",
    "title": "what it is called", "worried": "who is worried", "behaviour": "who might do what",
    "circumstances": "when, or if what", "impact": "how a child could be hurt", "opening": "what the family already does",
    "family_words_by": "whose wording it is", "child": "for which child", "child_words": "the sentence for the child",
    "doing": "who will do what", "network": "with which people", "child_experience": "what the child will have",
    "seen_by": "who will see it", "how_seen": "how it will be seen", "for_how_long": "for how long",
    "including": "including which hard days", "best_hope": "the family’s own hope", "best_hope_by": "whose hope it is",
    "zero": "what 0 means", "ten": "what 10 means", "zero_short": "0 in a few words", "ten_short": "10 in a few words",
    "talk_about": "what to talk about", "best_case": "the best that could come", "worst_case": "the worst that could come",
    "makes_worse_likelier": "what makes the worse likelier", "makes_better_likelier": "what makes the better likelier",
    "which_and_why": "what we believe and why", "would_change_our_mind": "what would change our minds",
    "other_explanation": "another explanation", "family_view": "what the family thinks of it",
    "read_with": "with whom it was read",
}
COMMON = {"words": "the words", "said_by": "who said it", "said_by_name": "who said it", "said_to": "to whom",
          "said_on": "when", "is_verbatim": "word for word", "how_known": "how it is known", "about": "which children",
          "differs": "who sees it differently", "evidence_of": "whose private matter it tells of"}

for name, body, called in (
    ("harm", Harm, "past harm"),
    ("complicating_factor", ComplicatingFactor, "what makes it harder"),
    ("unknown", Unknown, "what we do not know"),
    ("strength", Strength, "strength"),
    ("existing_safety", ExistingSafety, "existing safety"),
    ("hope", Hope, "what the family hopes for"),
    ("bottom_line", BottomLine, "bottom line"),
    ("next_step", NextStep, "next step"),
    ("danger", DangerStatement, "danger statement"),
    ("goal", SafetyGoal, "safety goal"),
    ("scale", SafetyScale, "safety scale"),
    ("judgement", Judgement, "weighing it up"),
    ("story", Story, "story"),
):
    register(name, body, called, LABELS | COMMON)
stands_once("goal", lambda _, danger: danger)
stands_once("scale", lambda _, danger: danger)
stands_once("judgement", lambda *_: "the family")

MAPPING_KINDS = ("harm", "complicating_factor", "unknown", "strength", "existing_safety", "hope", "bottom_line",
                 "next_step", "danger", "goal", "scale", "judgement")
