"""The Orchard supervision beforehand: who held which piece, a neighbour's worry with its outcome, and what was shared or not."""

from practice.demo.replay import Case, Days, day
from practice.discussions.pieces.commands import NewBrought, add_concern, bring, close_concern, note_piece, note_sharing
from practice.discussions.pieces.models import PieceState

DAYS = Days()


@DAYS.on("8 Sept", "11.20", "priya")
def asks_around(case: Case) -> None:
    made = case.records["supervision"]
    for name, holder in (("robin", "Robin Orchard"), ("olive", "Olive Thorn"), ("medlar", "Mrs Medlar"), ("alder", "Granddad Alder")):
        note_piece(case.family, made, holder, PieceState.ASKED, "What have you seen since the summer, and what would help you?",
                   person_id=case[name])
    note_piece(case.family, made, "The landlord", PieceState.ASKED, "Is the rent that is owed being paid off?")


@DAYS.on("10 Sept", "16.30", "priya")
def answered(case: Case) -> None:
    made = case.records["supervision"]
    note_piece(case.family, made, "Robin Orchard", PieceState.ANSWERED, "“I want to see if we can, with Olive.”", person_id=case["robin"])
    note_piece(case.family, made, "Olive Thorn", PieceState.ANSWERED, "He rings before it gets bad. I come straight from work. What "
               "would help me is to know it in the morning.", person_id=case["olive"])
    note_piece(case.family, made, "Mrs Medlar", PieceState.ANSWERED, "The lamp was lit twice in August. Both times I went over and "
               "Olive was there already.", person_id=case["medlar"])
    note_piece(case.family, made, "Granddad Alder", PieceState.NOTHING, "He has not seen them in the evenings.",
               person_id=case["alder"])
    note_piece(case.family, made, "The landlord", PieceState.WILL_NOT_SHARE, "Robin has not said yes to the landlord talking with us. "
               "He shows us the letters himself.")


@DAYS.on("10 Sept", "9.40", "jo")
def jo_brings(case: Case) -> None:
    bring(case.family, case.records["supervision"], case.records["supervision:jo"], "Jo Furrow", NewBrought(
        "alcohol-drugs", seen="Robin, every Thursday since 18 June", facts="Detox done on 17 July (my notes)\nBreath test each time "
        "that he agreed: nothing (my notes, 23 July to 3 September)\nA fit in 2019 when he stopped suddenly (Robin, 12 June)",
        words="“I don’t want Bry to remember me like my dad.”", view="He is doing it. Eight weeks is early: I would wait for 90 days.",
        offer="Thursdays, until the end of the year at least", would_change="A night on which he drank and did not ring"))


@DAYS.on("10 Sept", "17.05", "sam")
def sam_brings(case: Case) -> None:
    bring(case.family, case.records["supervision"], case.records["supervision:sam"], "Sam Hale", NewBrought(
        "mental-health", seen="Robin, each week since 22 June", facts="He came to 10 of 11 hours (my diary)\nNo thoughts of harming "
        "himself (asked on 7 September)", words="“At seven I hear her key in the door.”",
        view="The evenings are the hard time. He talks about Hazel without drinking after it, more often than not.",
        offer="Weekly until Christmas", not_here="What he says about Hazel in our hour",
        not_here_because="It is his to tell. It does not change what the children need tonight."))


@DAYS.on("11 Sept", "12.50", "quill")
def quill_brings(case: Case) -> None:
    bring(case.family, case.records["supervision"], case.records["supervision:quill"], "Ms Quill", NewBrought(
        "school", seen="Bryony, each day of term", facts="At school every day since 3 September (register)\nAsleep in maths on 8 and 10 "
        "September (her teacher)", words="“I’m just tired.”", view="She is quiet, and she is not sleeping. I see red.",
        offer="A place in the young carers’ group", would_change="Two weeks of sleep"))


@DAYS.on("11 Sept", "15.30", "lark")
def lark_brings(case: Case) -> None:
    bring(case.family, case.records["supervision"], case.records["supervision:lark"], "Mr Lark", NewBrought(
        "school", seen="Ash, each day of term", facts="Dry and fed every morning since 3 September (class book)",
        words="“I made the toast.”", view="A different boy from May. He still holds on to me at the gate.",
        offer="I ring Olive by 9.15 when he is not there"))


@DAYS.on("3 June", "16.20", "priya")
def medlars_worry(case: Case) -> None:
    case.records["concern"] = add_concern(
        case.family, "Mrs Medlar", "I found him on the pavement in his pyjamas and I did not know whom to ring.", "Priya, at her door",
        day("3 June"), is_verbatim=True, person_id=case["medlar"])


@DAYS.on("20 June", "17.50", "priya")
def what_came_of_it(case: Case) -> None:
    close_concern(case.family, case.records["concern"], "She knows now: 999 first, then Olive, then the duty line, by day and by night. "
                  "The hall lamp is the children’s sign to her, and it is a rule of the plan. I told her so myself.", "Priya Sandal")


@DAYS.on("22 Nov", "18.40", "dele")
def olives_worry(case: Case) -> None:
    add_concern(case.family, "Olive Thorn", "What if he rings on Boxing Day and I am on shift?", "Dele, on the phone", day("22 Nov"),
                is_verbatim=True, person_id=case["olive"])


@DAYS.on("25 Sept", "16.05", "priya")
def shared(case: Case) -> None:
    note_sharing(case.family, "That Bryony comes to football on Tuesdays and Saturdays, and who fetches her. Nothing of why.",
                 "Mr Fernhill, coach", "He picks her up, and must know whom to ring", "Robin and Bryony said yes on 22 September",
                 is_shared=True)
