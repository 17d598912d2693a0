"""The safety plan: rules on goals, promises, red flags, tests, who agrees, versions; the golden thread and its breaks."""

from practice.safety import kinds, models  # noqa: F401  # the tables and kinds of this room
