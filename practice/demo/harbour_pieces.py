"""The Harbour discussion about contact beforehand: who held which piece, two relatives' worries, what was shared and what was not.

No address, no school by name, no number: what stands here may be read aloud in a room.
"""

from practice.demo.replay import Case, Days, day
from practice.demo.seats import give_seats
from practice.discussions import commands
from practice.discussions.commands import NewDiscussion
from practice.discussions.models import SeatRole
from practice.discussions.pieces.commands import NewBrought, add_concern, bring, close_concern, note_piece, note_sharing
from practice.discussions.pieces.models import PieceState

DAYS = Days()


@DAYS.on("7 Oct", "12.10", "ines")
def asks_around(case: Case) -> None:
    made = case.records["contact"]
    for name, holder, asked in (
            ("coral", "Coral Harbour", "What have you seen of the children since September?"),
            ("pearl", "Pearl Harbour-Quay", "What have you seen of the children since September?"),
            ("marina", "Marina Harbour", "What do you want the group to know, and not to decide without you?"),
            ("callum", "Callum Reef", "What would you want the group to know? Glen asks him"),
            ("dunstan", "Dunstan Reef", "What would you want the group to know? Glen asks him"),
            ("buoy", "Mrs Buoy", "Has anybody asked you for them since September?")):
        note_piece(case.family, made, holder, PieceState.ASKED, asked, person_id=case[name])
    note_piece(case.family, made, "Housing", PieceState.ASKED, "Is the home safe, and for how long is it theirs?")


@DAYS.on("7 Oct", "17.20", "ines")
def answered(case: Case) -> None:
    made = case.records["contact"]
    note_piece(case.family, made, "Coral Harbour", PieceState.ANSWERED, "Finn sleeps at mine two nights and gets up to look at the door. "
               "He has not asked to see his dad. He asks if he is alive.", person_id=case["coral"])
    note_piece(case.family, made, "Pearl Harbour-Quay", PieceState.NOTHING, "She was away until last week.", person_id=case["pearl"])
    note_piece(case.family, made, "Marina Harbour", PieceState.ANSWERED, "“Not yet. I can’t breathe when I think of it.”",
               person_id=case["marina"])
    note_piece(case.family, made, "Callum Reef", PieceState.ANSWERED, "“I just want to see they’re all right.”", person_id=case["callum"])
    note_piece(case.family, made, "Mrs Buoy", PieceState.NOTHING, "Nobody has asked her.", person_id=case["buoy"])
    note_piece(case.family, made, "Dunstan Reef", PieceState.ANSWERED, "He asks to send a card.", person_id=case["dunstan"])
    note_piece(case.family, made, "Housing", PieceState.WILL_NOT_SHARE, "What they hold would say where the family lives. They tell Ines "
               "alone whether the locks are done.")


@DAYS.on("7 Oct", "14.40", "ines")
def ines_brings(case: Case) -> None:
    bring(case.family, case.records["contact"], case.records["contact:ines"], "Ines Tidewell", NewBrought(
        "family-support", seen="Marina and the children, twice a week since 9 September; Finn alone on 2 October",
        facts="Marina lives apart since 12 September, locks and phone changed (seen)\nFinn wets the bed three or four nights a week "
        "(Marina, 5 October)", words="“I check the lock.”", view="Finn needs an answer about his dad sooner than he needs a visit.",
        offer="Words and Pictures, made with Marina"))


@DAYS.on("7 Oct", "15.10", "asha")
def asha_brings(case: Case) -> None:
    bring(case.family, case.records["contact"], case.records["contact:asha"], "Asha Pike", NewBrought(
        "domestic-abuse-hurt", seen="Marina, each week since 10 September", facts="Hands on her neck on 6 September (her statement to "
        "the police)\nBank card kept, phone looked at, most days since Shelly was born (Marina, 14 September)",
        view="Very high danger. She left three weeks ago, and the weeks after leaving are the worst ones. I would not begin contact.",
        offer="Each week, and on the court day", would_change="Six months without a breach, the court day among them",
        not_here="What Marina does when she is afraid", not_here_because="Some of us work with Callum. It keeps her safe only while it "
        "stays with her."))


@DAYS.on("7 Oct", "16.00", "glen")
def glen_brings(case: Case) -> None:
    bring(case.family, case.records["contact"], case.records["contact:glen"], "Glen Moor", NewBrought(
        "domestic-abuse-harms", seen="Callum, on Tuesdays since 15 September", facts="He came to 3 of 4 sessions (group list)\nHe said "
        "“I did that” in the third (my notes, 29 September)", words="“I just want to see they’re all right.”",
        view="He takes some of it on. Coming is not yet being safe. Seeing the children with me there would keep him in the group.",
        offer="I would sit in on each visit", would_change="A breach, or that he stops coming"))


@DAYS.on("7 Oct", "16.20", "birk")
def birk_brings(case: Case) -> None:
    bring(case.family, case.records["contact"], case.records["contact:birk"], "Sgt Birk", NewBrought(
        "police", facts="Bail from 7 September: no contact with Marina, runs out on 18 January (police)\nTexts on 15 and 22 September, "
        "passed on the same day (police)\nNo visit known", view="The texts were tests. The court day is the next one.",
        offer="I say at once when bail changes", not_here="Who rang on 6 September", not_here_because="It would name a neighbour"))


@DAYS.on("7 Oct", "16.45", "nell")
def nell_brings(case: Case) -> None:
    bring(case.family, case.records["contact"], case.records["contact:nell"], "Nell Frost", NewBrought(
        "health", seen="Shelly and Marina, on 1 October", facts="Shelly gained 200 grams in four weeks (clinic scales, 1 October)\nEight "
        "words, four more than in August (seen on 1 October)", view="Shelly settles when the door stays shut. A visit now would undo it.",
        offer="Thursdays, at home"))


@DAYS.on("7 Oct", "17.00", "slate")
def slate_brings(case: Case) -> None:
    bring(case.family, case.records["contact"], case.records["contact:slate"], "Ms Slate", NewBrought(
        "school", seen="Finn, each day", facts="Every day since 14 September (register); nine days missed in the summer term",
        words="“Is my dad alive?”", view="He needs an answer before he can learn. It need not be a visit.",
        offer="I look at his peg each morning"))


@DAYS.on("9 Sept", "16.40", "ines")
def corals_worry(case: Case) -> None:
    case.records["concern"] = add_concern(
        case.family, "Coral Harbour", "In June she had no card for eleven days. I brought nappies twice and I said nothing.",
        "Ines, on the phone", day("9 Sept"), is_verbatim=True, person_id=case["coral"])


@DAYS.on("1 Oct", "11.10", "ines")
def what_came_of_it(case: Case) -> None:
    close_concern(case.family, case.records["concern"], "It stands in the mapping as past harm, with the eleven days. I told Coral so, and "
                  "that saying nothing was not her fault.", "Ines Tidewell")


@DAYS.on("22 Nov", "19.05", "ines")
def pearls_worry(case: Case) -> None:
    add_concern(case.family, "Pearl Harbour-Quay", "She goes flat when I say the word court.", "Ines, on the phone", day("22 Nov"),
                is_verbatim=True, person_id=case["pearl"])


@DAYS.on("9 Oct", "14.30", "ines")
def shared(case: Case) -> None:
    note_sharing(case.family, "On which days Callum came to the group. Nothing of what he says there.", "The core group, by Glen Moor",
                 "A good attendance record is not safety, but a missed day is a sign", "Public task: Children Act 2004, section 11; "
                 "Callum was told", is_shared=True)
    note_sharing(case.family, "Where the family lives, and the children’s school and nursery", "Callum Reef and Dunstan Reef",
                 "He could find Marina and hurt her", "", is_shared=False)


@DAYS.on("19 Nov", "17.15", "ines")
def next_discussion(case: Case) -> None:
    """A manager of another team leads the time: she holds no part in this family but the seat."""
    made = commands.ask(case.family, NewDiscussion(
        "systemic", "What can Finn be told about his dad before Christmas, and by whom?", day("1 Dec"), "10.15", "By video",
        "Marina was told on 18 November. She wants him to have an answer that is true."))
    case.records["finn_talk"] = made
    give_seats(case, made, (
            ("kath", SeatRole.FACILITATOR, "", "Lead the time. You know nobody of this family"),
            ("ines", SeatRole.PRESENTER, "social worker", "Bring what Finn asked, in his words"),
            ("asha", SeatRole.PARTICIPANT, "domestic abuse, for Marina", "What would Marina want him to hear?"),
            ("glen", SeatRole.PARTICIPANT, "works with Callum", "What could Callum say that is true?"),
            ("slate", SeatRole.CHILD_VOICE, "teacher", "Read what Finn asks, as he asks it")))
