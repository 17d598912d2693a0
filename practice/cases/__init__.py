"""How a family comes and goes: the contact that begins it, open and closed, who is in it, who has looked."""

from practice.cases import models  # noqa: F401  # the tables and kinds of this room
