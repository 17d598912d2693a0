"""The documents room."""

from practice.documents import models  # noqa: F401  # the tables and kinds of this room
