"""Every setting, typed, from the environment. Nothing else reads the environment.

Production refuses to start unsafe (A45): each refusal is a sentence that says what to set.
"""

from datetime import date
from enum import Enum
from pathlib import Path

from pydantic import model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
DEMONSTRATION_SECRET = "only-for-demonstration-and-tests"  # noqa: S105  # refused in production


class Mode(Enum):
    DEMONSTRATION = "demonstration"
    TEST = "test"
    PRODUCTION = "production"


class Settings(BaseSettings):
    """The settings of one running app."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    mode: Mode = Mode.DEMONSTRATION
    """demonstration: invented people, own day, loopback only. production: the real clock, and nothing unsafe."""
    database_url: str = f"sqlite:///{ROOT}/var/common-ground.sqlite"
    """SQLAlchemy address: sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME."""
    secret_key: str = DEMONSTRATION_SECRET
    """Signs the session cookie. At least 32 random characters in production."""
    public_url: str = "http://localhost:5000"
    """The address that people type. Production wants https."""
    proxies: int = 0
    """How many proxies of ours stand in front. What they say of who asks is believed, and nothing that comes from further out."""
    demo_day: date = date(2026, 11, 24)
    """The day on which demonstration mode lives, so that the worked cases stay as written."""
    debug: bool = False
    """Show tracebacks. Never in production."""
    idle_minutes: int = 30
    """Minutes without a request after which a person signs in again."""
    session_hours: int = 12
    """Hours after which a person signs in again, whatever they do."""
    night_number: str = "01632 960199"
    """The out-of-hours number that papers and pages print."""
    advice_line: str = "Free advice that is not from us: Family Rights Group, 0808 801 0366."
    """Who advises families independently; plans and papers offer it."""
    journal_days: int = 14
    """Days within which an entry of a safety journal is read; after them the worker's first page says that it is late."""
    check_back_months: int = 3
    """Months after a closing for which the day to ring and ask how they are is offered."""
    password_memory_kib: int = 65536
    """Argon2id memory cost. Tests use less; production refuses under 19456 (OWASP)."""
    audit_anchor_file: str = ""
    """Append-only file outside the database owner's reach that gets the daily head of the audit trail."""

    @model_validator(mode="after")
    def refuse_unsafe_production(self) -> "Settings":
        if self.mode is not Mode.PRODUCTION:
            return self
        problems = []
        if self.secret_key == DEMONSTRATION_SECRET or len(self.secret_key) < 32:
            problems.append("Set SECRET_KEY to at least 32 random characters.")
        if not self.public_url.startswith("https://"):
            problems.append("Set PUBLIC_URL to an address that begins with https://.")
        if self.debug:
            problems.append("Turn DEBUG off.")
        if self.password_memory_kib < 19456:
            problems.append("Set PASSWORD_MEMORY_KIB to at least 19456.")
        if problems:
            raise ValueError("Common Ground does not start in production like this. " + " ".join(problems))
        return self
