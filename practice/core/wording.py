"""Messages out of WTForms' nested errors, and what of a sent text is text."""

import re
from typing import Any

_NO_TEXT = re.compile("[\\x00\\u202a-\\u202e\\u2066-\\u2069]")


def flat(errors: Any) -> list[str]:
    """Every message of a field's errors, those of inner forms and lists included, each once."""
    if isinstance(errors, str):
        return [errors]
    if isinstance(errors, dict):
        errors = list(errors.values())
    return list(dict.fromkeys(message for error in errors for message in flat(error)))


def without_signs(text: str) -> str:
    """TEXT without NUL, which is no character of a text, and without the signs that turn the direction of whatever follows."""
    return _NO_TEXT.sub("", text)
