"""What a turned screen holds: the paper of its reader, drawn from the paper's own view model, and the way back."""

from collections.abc import Sequence

from practice.documents import sheet
from practice.documents.kinds_of_paper import PAPER_KINDS
from practice.documents.making import Ready

_CALLED = {"family-plan": "the plan", "members-sheet": "their own sheet"}


def called(kind: str) -> str:
    """'the plan', 'the scale picture': what the worker chooses to show."""
    return _CALLED.get(kind, f"the {PAPER_KINDS[kind].called}")


def html_of(ready: Ready, name: str, links: Sequence[tuple[str, str]]) -> str:
    """The page for NAME, with LINKS (words, address) to what else is open on this screen. Only for what nothing stops."""
    return sheet.html_of(ready.paper, size=f"{sheet.size_of(ready.paper)} turned".strip(), on_screen=True,
                         turned={"name": name, "links": links})
