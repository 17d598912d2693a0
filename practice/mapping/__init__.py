"""The assessment: three columns, danger statements with their goals, scales and everyone's number, weighing it up."""

from practice.mapping import kinds, models  # noqa: F401  # the tables and kinds of this room
