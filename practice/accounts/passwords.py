"""Argon2id hashes. The cost comes from the settings, so that tests are quick and production is not."""

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

from practice.settings import Settings


@lru_cache
def _hasher(memory_kib: int) -> PasswordHasher:
    return PasswordHasher(memory_cost=memory_kib, time_cost=3 if memory_kib > 1024 else 1, parallelism=4)


def hasher() -> PasswordHasher:
    settings: Settings = current_app.extensions["settings"]
    return _hasher(settings.password_memory_kib)


def hash_password(password: str) -> str:
    return hasher().hash(password)


def fits(stored: str | None, password: str) -> bool:
    """Is it the password? The same work is done for a login that does not exist, so that time tells nothing."""
    try:
        return hasher().verify(stored or _decoy(current_app.extensions["settings"].password_memory_kib), password) \
            and stored is not None
    except (VerificationError, InvalidHashError):
        return False


@lru_cache
def _decoy(memory_kib: int) -> str:
    return _hasher(memory_kib).hash("nobody has this password")
