"""What a room above tells this one about closing. The cases stand below the plan and may not import it.

A family that has a plan is closed on the page where its thread is looked at once more; the safety room registers which.
"""

from collections.abc import Callable

from practice.families.queries import Sight

_closes: list[Callable[[Sight], str]] = []


def tell_closing(found: Callable[[Sight], str]) -> None:
    """Register who knows the page on which a family with a plan is closed: its address, '' for a family without a plan."""
    _closes[:] = [found]


def closing_page(sight: Sight) -> str:
    """Where this family is closed; '' where it is closed here."""
    return _closes[0](sight) if _closes else ""
