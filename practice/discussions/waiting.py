"""What groups have proposed and still waits, in a line above the family's mapping."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from practice.core import clock, dates
from practice.discussions.kinds import FromGroup
from practice.families.queries import Sight
from practice.mapping.beside import Waits
from practice.mapping.kinds import MAPPING_KINDS
from practice.records.queries import Row


def waits(body: FromGroup) -> bool:
    """It is a draft that the family has not seen; or they saw it, and it may have a place in the mapping and has none yet."""
    return body.state == "draft" or (body.state != "dropped" and body.as_kind in MAPPING_KINDS)


def waiting_lines(sight: Sight, rows: Sequence[Row]) -> list[Waits]:
    """One line a discussion, the newest first, for those who may open the proposals: they write the record."""
    if not sight.part.may_write:
        return []
    count: Counter[date] = Counter(row.body.held_on or row.recorded_at.astimezone(clock.LONDON).date() for row in rows
                                   if waits(row.body))
    return [Waits(f"{many} proposal{'' if many == 1 else 's'} from the discussion of {dates.short_day(on)} "
                  f"wait{'s' if many == 1 else ''}", "discussions.proposals") for on, many in sorted(count.items(), reverse=True)]
