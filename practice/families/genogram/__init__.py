"""The family tree: drawn on the server in the standard signs (NSGC), with the same in words.

Signs: square male, circle female, diamond other or not known, triangle not born yet; a double outline for the children whom
the record is about, a cross through those who died; age inside, name below. A line below two people joins a couple: solid
married, dashed living together, one slash separated, two divorced. Their children hang from it, the eldest on the left;
dashed adopted, dotted fostered, forked twins. A dotted loop is one home. A family's copy leaves out hurt and protected
homes.
"""

from practice.families.genogram.drawing import draw
from practice.families.genogram.figures import Figure, Genogram, Tie

__all__ = ["Figure", "Genogram", "Tie", "draw"]
