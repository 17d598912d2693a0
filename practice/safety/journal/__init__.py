"""The safety journal (domain.md 3.5): short dated entries by family and network, and the worker's reading of them.

Asked first: what went to plan? It is no diary of blame, and no way to get help now: every page of it says 999 and the night
number. An entry is a record (earlier versions stay, withdrawing keeps its reason); readings and photos are only ever added.
"""

from practice.safety.journal import kinds, models  # noqa: F401  # the tables and the kind of this part
