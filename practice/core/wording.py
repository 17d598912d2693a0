"""Messages out of WTForms' nested errors."""

from typing import Any


def flat(errors: Any) -> list[str]:
    """Every message of a field's errors, those of inner forms and lists included, each once."""
    if isinstance(errors, str):
        return [errors]
    if isinstance(errors, dict):
        errors = list(errors.values())
    return list(dict.fromkeys(message for error in errors for message in flat(error)))
