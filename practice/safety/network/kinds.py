"""The kinds of record of the network: a member with their ring, and a question that was asked to find more."""

from datetime import date
from uuid import UUID

from practice.records.bodies import Body, register

RINGS = ("inner", "middle", "outer")  # from those who know everything outwards


class NetworkMember(Body, frozen=True, kw_only=True, omit_defaults=True):
    """One person of the network. `words` is what they offer. A member is a person of the record, or a name not yet in it."""

    person: UUID | None = None
    name: str = ""  # while they are no person of the record
    ring: str = "outer"  # inner: knows everything; middle: knows something; outer: knows nothing yet
    ring_on: date | None = None  # in this ring since
    ring_because: str = ""  # what moved them
    is_paid: bool = False  # for a name not yet in the record; a person's standing says it otherwise
    relation: str = ""  # 'nan', 'next door'; empty: as in the record
    in_house: str = ""  # lives in the children's home: yes, no; '': as the record's homes say
    depends: str = ""  # on the person who caused the harm: yes, no; '': not known
    depends_words: str = ""
    times: str = ""  # days and hours
    limits: str = ""  # what they cannot do
    willing: int | None = None  # 0 to 10
    willing_on: date | None = None
    willing_words: str = ""
    checks: str = ""  # which checks were done, when
    worries: str = ""  # their own
    may_be_named: str = ""  # on the plan: yes, no; '': not asked
    not_told: str = ""  # what they must not be told
    named_in: UUID | None = None  # the question that brought their name
    left_on: date | None = None
    left_because: str = ""


class WhoElse(Body, frozen=True, kw_only=True, omit_defaults=True):
    """A question asked to find more people, of whom, and what they said (`words`). NAMED are the names they gave."""

    question: str = ""
    asked_of: UUID | None = None
    asked_of_name: str = ""
    on: date | None = None
    named: tuple[str, ...] = ()


LABELS = {
    "words": "what they offer", "person": "who", "name": "name", "ring": "ring", "ring_on": "in this ring since",
    "ring_because": "what moved them", "is_paid": "paid", "relation": "relation", "in_house": "lives in the children’s home",
    "depends": "depends on the person who caused the harm", "depends_words": "how they depend, in words",
    "times": "days and hours", "limits": "limits", "willing": "willing, 0 to 10", "willing_on": "asked on",
    "willing_words": "why that number", "checks": "checks done", "worries": "own worries",
    "may_be_named": "may be named on the plan", "not_told": "must not be told", "left_on": "left on",
    "left_because": "why they left", "named_in": "named in answer to",
}

register("network_member", NetworkMember, "member of the network", LABELS)
register("who_else", WhoElse, "question about who else", {
    "question": "question", "asked_of": "asked of", "asked_of_name": "asked of", "on": "on", "named": "whom they named",
    "words": "what they said"})
NETWORK_KINDS = ("network_member", "who_else")
