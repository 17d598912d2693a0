"""Who saved a thing last, for the page that shows both texts."""

from uuid import UUID

from sqlalchemy import select

from practice.accounts.models import User
from practice.core import dates
from practice.core.audit import AuditEvent
from practice.core.db import db


def last_saved(about_id: UUID) -> tuple[str, str]:
    """(name, time such as '10.41') of the last change to it, from the audit trail."""
    line = db.session.execute(
        select(User.name, AuditEvent.at).join(User, User.id == AuditEvent.actor_id)
        .where(AuditEvent.about_id == about_id, AuditEvent.action != "looked").order_by(AuditEvent.id.desc()).limit(1)
    ).first()
    return (line.name, dates.time_of(line.at)) if line else ("Someone", "")
