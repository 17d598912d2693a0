"""The kinds of record of an immediate plan (domain.md 3.1). Bottom lines and red flags are the family's live rows."""

from datetime import date
from uuid import UUID

from practice.records.bodies import Body, register
from practice.safety.kinds import LABELS, PlanRule


class ImmediatePlan(Body, frozen=True, kw_only=True, omit_defaults=True):
    """What it is called, why today, its end, who checks, and what then. One a family at a time."""

    title: str = ""
    why_today: str = ""
    ends_on: date | None = None
    ends_at: str = ""  # 'HH.MM', in England
    why_longer: str = ""  # why it runs for more than 14 days
    checks: str = ""  # 'Ines rings Marina at 6 each evening'
    numbers: str = ""  # one a line: 'Coral: 07700 900123'
    review: str = ""  # what happens when it ends


class ImmediateRule(PlanRule, frozen=True, kw_only=True, omit_defaults=True):
    """Who does what, when; it needs no goal yet. Its parent is the immediate plan."""


class Night(Body, frozen=True, kw_only=True, omit_defaults=True):
    """Who is with which child in one night, the one that begins on `on`. No child named means all of them."""

    on: date | None = None
    child: tuple[UUID, ...] = ()
    who: tuple[UUID, ...] = ()
    who_name: str = ""  # somebody who is not in the record
    where_words: str = ""


NAMED = LABELS | {
    "why_today": "why today", "ends_on": "the day it ends", "ends_at": "the time it ends", "checks": "who checks, and when",
    "why_longer": "why for so long", "numbers": "numbers", "review": "what happens then", "on": "which night",
    "where_words": "where", "who": "who",
}
for name, body, called in (("immediate_plan", ImmediatePlan, "immediate plan"),
                           ("immediate_rule", ImmediateRule, "rule of the immediate plan"), ("night", Night, "night")):
    register(name, body, called, NAMED)

OWN_KINDS = ("immediate_plan", "immediate_rule", "night")
IMMEDIATE_KINDS = (*OWN_KINDS, "bottom_line", "red_flag")
