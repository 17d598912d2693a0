"""The words of 0 and 10 beside a form in which somebody writes."""

from practice.discussions import queries
from practice.discussions.commands import Place
from practice.discussions.judging.ends import Words, ends_of
from practice.discussions.policy import DiscussionSight


def words_of(seen: DiscussionSight, place: Place) -> Words | None:
    """The words of a round that SEEN's reader writes in; None where it asks for no number. Two statements."""
    d = seen.discussion
    if not 0 <= place.stage < len(d.frame.stage) or d.frame.stage[place.stage].input != "number":
        return None
    abouts = {round_: one.about for (stage, round_), one in queries.openings_of(d.id).items() if stage == place.stage}
    if (d.stage, d.round) == (place.stage, place.round):
        abouts[place.round] = d.about
    return ends_of(queries.events_of(d.id), d.frame.stage[place.stage], place.stage, place.round, abouts)
