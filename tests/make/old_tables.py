"""Tables of a database that stands at an earlier migration, which no model describes any more."""

from sqlalchemy import Connection, DateTime, MetaData, Table
from sqlalchemy.types import Uuid


def tables(connection: Connection, *names: str) -> list[Table]:
    """Tables as this database has them, ids and instants as the app writes them."""
    metadata, found = MetaData(), list[Table]()
    for name in names:
        table = Table(name, metadata, autoload_with=connection)
        for column in table.columns:
            if str(column.type).startswith("CHAR(32)"):
                column.type = Uuid()
            elif isinstance(column.type, DateTime):
                column.type = DateTime(timezone=True)
        found.append(table)
    return found
