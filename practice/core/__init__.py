"""What every room stands on: the database session, ids and clocks, pages, forms, errors, headers, the audit trail.

It knows no room. A thing comes here only when two rooms need it and neither of them owns it.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def install(app: "Flask") -> None:
    """The commands of the database and of the audit trail."""
    from practice.core.cli import audit, database  # imported here: every module of the core imports this package first

    app.cli.add_command(audit)
    app.cli.add_command(database)
