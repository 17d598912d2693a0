"""Changes to a discussion: ask, seats, steps, private rounds, picks, options, the decision and what follows it.

Each holds the discussion's row first, so that two people at once come one after the other: a round is opened once, a step is
taken once, and what was handed in is counted once. Hard rules stand here, so that a form, a test and the replay obey the same.
"""

from practice.discussions.commands.after import came_out, escalate, reply, tell
from practice.discussions.commands.asking import NewDiscussion, ask, move
from practice.discussions.commands.deciding import (
    AUTHORITIES,
    Deciding,
    NewAction,
    add_action,
    add_option,
    argue,
    ask_about,
    decide,
    end,
)
from practice.discussions.commands.held import Place
from practice.discussions.commands.rounds import Given, hand_in, latest, open_round, pass_round
from practice.discussions.commands.seats import SEAT_DAYS, NewSeat, add_seat, mark_seat, take_seat_away
from practice.discussions.commands.steps import ask_again, begin, give_turn, go_to, more_time, speaking_order
from practice.discussions.commands.taking import BECOMES, MARKS, into_mapping, note, pick, propose, send_line, take_to_family

__all__ = ["AUTHORITIES", "BECOMES", "MARKS", "SEAT_DAYS", "Deciding", "Given", "NewAction", "NewDiscussion", "NewSeat", "Place",
           "add_action", "add_option", "add_seat", "argue", "ask", "ask_about", "ask_again", "begin", "came_out", "decide", "end",
           "escalate", "give_turn", "go_to", "hand_in", "into_mapping", "latest", "mark_seat", "more_time", "move", "note",
           "open_round", "pass_round", "pick", "propose", "reply", "send_line", "speaking_order", "take_seat_away",
           "take_to_family", "tell"]
