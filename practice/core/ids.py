"""Identifiers: uuid7 made in the app, and the short references that people read aloud."""

import secrets
from uuid import UUID

from uuid_utils.compat import uuid7

# No letters or digits that are mistaken for each other when read over the phone.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def new_id() -> UUID:
    """A time-ordered id. It shows when it was made: never in an address that an outsider gets."""
    return uuid7()


def new_reference() -> str:
    """Eight characters in two groups, such as 'K7MP-2XQA'. Random: it says nothing about the family."""
    letters = [secrets.choice(ALPHABET) for _ in range(8)]
    return "".join(letters[:4]) + "-" + "".join(letters[4:])
