"""Family, people, relationships, places and their protection, genogram, search."""

from practice.families import models  # noqa: F401  # the tables and kinds of this room
