"""The Lantern unit's talk of 13 October: four ideas, and how two of them stand since. Nothing of it is ever printed for the family."""

from practice.demo.orchard_discussion import Meeting
from practice.demo.replay import Case, Days, day
from practice.discussions import commands, queries
from practice.discussions.commands import Given, NewAction, NewDiscussion, NewSeat
from practice.discussions.ideas.commands import weigh
from practice.discussions.models import SeatRole
from practice.discussions.outcome.commands import done

DAYS = Days()
SEATS = (("owen", SeatRole.FACILITATOR, ""), ("kwame", SeatRole.PRESENTER, "youth worker"),
         ("glow", SeatRole.PARTICIPANT, "young people’s mental health"), ("fay", SeatRole.PARTICIPANT, "social worker"))
EARNS = "Jay earns to stop mum’s nights; he is the man of the house since dad left"
IDEAS = {
    "glow": (EARNS, "He stays awake so that somebody in the house is"),
    "fay": ("When Amber and Idris quarrel about money, Jay finds some",),
    "kwame": ("With the men he is somebody; at home he is asked where he was",),
}


@DAYS.on("12 Oct", "9.20", "kwame")
def asked_for(case: Case) -> None:
    made = commands.ask(case.family, NewDiscussion(
        "systemic", "What does Jay’s money do in this family?", day("13 Oct"), "9.30", "Our meeting room",
        "Jay and Amber know that the unit talks about them on Tuesdays"))
    case.records["ideas"] = made
    for login, role, competence in SEATS:
        case.records[f"ideas:{login}"] = commands.add_seat(made, NewSeat(role, case.cast.users[login], competence=competence))


@DAYS.on("13 Oct", "9.30", "owen")
def held(case: Case) -> None:
    meeting = Meeting(case, case.records["ideas"], {login: case.records[f"ideas:{login}"] for login, *_ in SEATS}, leader="owen")
    with meeting.acts("owen"):
        commands.begin(meeting.id)
    meeting.step("hypotheses", 5)
    for login, lines in IDEAS.items():
        meeting.hands_in(login, Given(words="\n".join(lines)))
    meeting.opens()
    entries = queries.entries_of(meeting.id, ())
    for login, key in (("glow", "earns"), ("kwame", "somebody")):
        entry = next(one.id for one in entries if one.seat_id == meeting.seats[login])
        assert entry is not None
        case.records[f"idea:{key}"] = entry
    meeting.step("talks", 6)
    with meeting.acts("kwame"):
        case.records["ideas:asks"] = commands.add_action(meeting.id, NewAction(
            "Kwame", "asks Jay and Lucian together, on a Sunday call, who looked after whom when Lucian left", day("1 Nov"),
            meeting.seats["kwame"]))
    with meeting.acts("owen", 4):
        commands.end(meeting.id)


@DAYS.on("2 Nov", "10.10", "kwame")
def tested(case: Case) -> None:
    done(case.records["ideas"], case.records["ideas:asks"], day("1 Nov"), "Both answered. Jay did not hang up.")
    weigh(case.records["ideas"], case.records["idea:earns"], 0, "supported",
          "In part. On Sunday’s call Jay said “somebody had to”; Lucian had asked him to look after his mum. But the men came first")
    weigh(case.records["ideas"], case.records["idea:somebody"], 0, "dropped",
          "Jay laughed: “They don’t know my last name.” At Max’s he is somebody")
