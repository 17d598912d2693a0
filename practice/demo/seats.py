"""Seats of a discussion that is only asked for: who sits there, as what, and what is asked of each."""

from collections.abc import Iterable
from uuid import UUID

from practice.demo.replay import Case
from practice.discussions import commands
from practice.discussions.commands import NewSeat
from practice.discussions.models import SeatRole


def give_seats(case: Case, discussion: UUID, seats: Iterable[tuple[str, SeatRole, str, str]]) -> None:
    """SEATS: (login, role, competence, asked). Kath leads the time for other teams: she holds no part in these families but the
    seat."""
    for login, role, competence, asked in seats:
        commands.add_seat(discussion, NewSeat(role, case.cast.users[login], competence=competence, asked=asked,
                                              because="Leads the time of one discussion" if login == "kath" else ""))
