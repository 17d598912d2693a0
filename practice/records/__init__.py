"""Words that last: a record has one lasting identity and append-only revisions; snapshots freeze what they name.

Every statement, danger, goal, scale and rule of a family is a record of some kind; rooms register their kinds and own the
screens. Here is the one mechanism for adding, revising (with the version the person saw), moving, withdrawing, hiding from
a person, wording for a reader, keeping with a reason, freezing and comparing. See docs/decisions/0003-records.md.
"""

from practice.records import models  # noqa: F401  # the tables and kinds of this room
