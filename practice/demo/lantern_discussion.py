"""The Lantern family's discussion of 14 October: move Jay away, or disrupt the men; one who does not agree, and what came of it."""

from practice.access.models import Information
from practice.demo.orchard_discussion import Meeting, in_words_for
from practice.demo.replay import Case, Days, day
from practice.discussions import commands
from practice.discussions.commands import Deciding, Given, NewAction, NewDiscussion, NewSeat
from practice.discussions.models import SeatRole
from practice.discussions.outcome.commands import Tells, done, say_what_it_tells
from practice.discussions.outcome.kinds import OUTCOME
from practice.records import queries as reads

DAYS = Days()
SEATS = (
    ("owen", SeatRole.FACILITATOR, "", True), ("kwame", SeatRole.PRESENTER, "youth worker", False),
    ("glow", SeatRole.ADVISOR, "young people’s mental health", False), ("fay", SeatRole.PARTICIPANT, "social worker", False),
    ("wick", SeatRole.PARTICIPANT, "police, exploitation", False), ("prism", SeatRole.PARTICIPANT, "Jay’s school", False),
)
FAMILY = ("jay", "amber", "max", "idris")  # Kwame brings Jay's words; Amber and Max join by video; Idris drives that day
DANGERS = {
    "kwame": "I am worried that they ping him when he has no lift and no money, and that he goes.",
    "glow": "…that he does not sleep, goes back so that it stops, and gets hurt.",
    "fay": "…that they come to the house for the money and Star pays for it.",
    "wick": "…that he is stabbed, or arrested with what they made him carry.",
    "prism": "…that he stops coming to school and nobody sees which day it begins again.",
}
NUMBERS = {
    "glow": (3, "He sleeps by day, and jumps at the phone."), "fay": (3, "Idris fetched him twice. The men are still there."),
    "wick": (2, "The men know the door."), "prism": (3, "Three mornings a week at school."),
    "kwame": (3, "He told somebody the same day, twice."),
}
BY_VIDEO = {"amber": (2, "I work nights. I lie there and listen for his key."), "max": (4, "He comes on Saturdays and he stays.")}
STANCES = {
    "kwame": ("agree", "", "", ""), "glow": ("agree", "", "", ""), "fay": ("agree", "", "", ""), "prism": ("agree", "", "", ""),
    "amber": ("agree", "He should be at home.", "", ""), "max": ("agree", "", "", ""),
    "wick": ("dissent", "The men know the door. Every week here is a risk; disruption needs 8 weeks.",
             "A voice note on 12 September, and two men seen in the road since", "I’d move him this month"),
}


@DAYS.on("9 Oct", "15.30", "kwame")
def asked_for(case: Case) -> None:
    made = commands.ask(case.family, NewDiscussion(
        "group-mapping", "Is Jay safe enough at home while the police go after the men?", day("14 Oct"), "14.10",
        "Our meeting room, and by video", "Jay and Amber were asked on 8 October. Jay did not want to sit in it: Kwame reads "
        "what he wrote. Amber and Max come by video.", decides=True))
    case.records["move"] = made
    for login, role, competence, may_decide in SEATS:
        case.records[f"move:{login}"] = commands.add_seat(made, NewSeat(
            role, case.cast.users[login], competence=competence, may_decide=may_decide,
            asked="Read Jay’s page as he wrote it" if login == "kwame" else ""))
    for name in FAMILY:
        case.records[f"move:{name}"] = commands.add_seat(made, NewSeat(
            SeatRole.FAMILY, person_id=case[name], brought_by=case.records["move:kwame"] if name in {"jay", "idris"} else None))


@DAYS.on("14 Oct", "14.10", "owen")
def held(case: Case) -> None:
    meeting = Meeting(case, case.records["move"], {name: case.records[f"move:{name}"] for name in (
        *(login for login, *_ in SEATS), *FAMILY)}, leader="owen")
    with meeting.acts("owen"):
        commands.begin(meeting.id)
    meeting.step("dangers", 5)
    for login, words in DANGERS.items():
        meeting.hands_in(login, Given(words=words))
    meeting.hands_in("jay", Given(words="Star. Not me."), by="kwame")
    meeting.passes("amber", "max", because="Comes by video later")
    meeting.passes("idris", because="Could not come")
    meeting.opens()
    how_safe(meeting)
    meeting.step("options", 3)
    with meeting.acts("kwame"):
        away = commands.add_option(meeting.id, "Jay moves to his uncle in another county")
        stay = commands.add_option(meeting.id, "Jay stays at home with the plan, and the police disrupt the men")
        order = commands.add_option(meeting.id, "Ask the court for a secure order")
        for option, side, words, who in (
                (away, "for", "The men know the door", "DC Wick"), (away, "against", "He loses school, Max and the gym", "Mrs Prism"),
                (away, "family", "Jay: “Them gone. Not me gone.”", "Kwame"),
                (stay, "for", "He told somebody the same day, twice", "Kwame"), (stay, "against", "It needs eight weeks", "DC Wick"),
                (order, "against", "It locks up the one who is hurt", "Fay")):
            commands.argue(meeting.id, option, side, words, who)
    with meeting.acts("owen"):
        commands.ask_about(meeting.id, stay)
    meeting.step("stances", 4)
    for name, (stance, why, relies_on, instead) in STANCES.items():
        # Amber and Max say it by video: Owen types
        meeting.hands_in(name, Given(choice=stance, why=why, more=relies_on, instead=instead), by="owen" if name in FAMILY else name)
    meeting.passes("jay", because="Said on his page what he wants; he was not asked where he stands")
    meeting.passes("idris", because="Could not come")
    meeting.opens()
    meeting.step("decision", 1)
    decides(meeting, stay)


def how_safe(meeting: Meeting) -> None:
    """0 and 10 as Jay worded them; each alone, Kwame last. He read Jay's number from Jay's page; what Idris would say he guesses."""
    meeting.step("scale", 6)
    meeting.agrees_ends("kwame", danger=meeting.case.records["danger"])
    for login, (value, why) in NUMBERS.items():
        meeting.hands_in(login, Given(value=value, why=why))
    for name, (value, why) in BY_VIDEO.items():
        meeting.hands_in(name, Given(value=value, why=why), by="owen")
    meeting.hands_in("jay", Given(value=4, why="I’m here, aren’t I."), by="kwame")
    meeting.hands_in("idris", Given(value=3, why="He sat up until five on Sunday.", is_guess=True), by="kwame")
    meeting.opens()
    meeting.carries("kwame")


def decides(meeting: Meeting, stay: object) -> None:
    """B. DC Wick does not agree, and it goes higher on the same day."""
    with meeting.acts("kwame"):
        meeting.case.records["move:lifts"] = commands.add_action(meeting.id, NewAction(
            "Kwame", "agrees with Jay when and how he is met at the station", day("16 Oct"), meeting.seats["kwame"]))
        meeting.case.records["move:men"] = commands.add_action(meeting.id, NewAction(
            "DC Wick", "tells the group what the police did about the men", day("11 Dec"), meeting.seats["wick"]))
    evidence = tuple(meeting.case.records[key] for key in ("danger", "goal") if key in meeting.case.records)
    assert isinstance(stay, type(meeting.id))
    with meeting.acts("owen", 2):
        commands.decide(meeting.id, Deciding(
            stay, "Jay stays at home with the plan. The police go after the men.",
            "Jay tells us when it begins, and he wants to stay. We look at it each week.", "Owen Gray", "manager", day("11 Nov"),
            who_tells="Kwame tells Jay and Amber on the same day", evidence=evidence))
        commands.escalate(meeting.id, meeting.seats["wick"], to="Owen and the inspector", by_on=day("21 Oct"))


@DAYS.on("14 Oct", "17.20", "kwame")
def in_jays_words(case: Case) -> None:
    """Kwame wrote it with him on his phone."""
    in_words_for(case, case.records["move"], "jay",
                 question="Should you live somewhere else until the police have the men?",
                 decision="You stay at home. The police go after the men, not after you.",
                 because="You tell us when it begins, and you want to stay. We look at it each week. If one red flag comes, we talk about "
                         "moving again, with you.", telling="Kwame tells you on the same day.",
                 action_Kwame="Meets you at the station each afternoon that you ask, from 16 October.")


@DAYS.on("14 Oct", "17.40", "kwame")
def told(case: Case) -> None:
    commands.tell(case.records["move"], "Jay", "Kwame", day("14 Oct"), "OK. Not gone.")
    commands.tell(case.records["move"], "Amber", "Kwame", day("14 Oct"))


@DAYS.on("16 Oct", "17.00", "kwame")
def met(case: Case) -> None:
    done(case.records["move"], case.records["move:lifts"], day("16 Oct"), "Twice this week. He sent the picture himself.")


@DAYS.on("20 Oct", "12.20", "owen")
def came_of_it(case: Case) -> None:
    """The answer to DC Wick; then Owen says whose private matters each reason tells of: nobody's."""
    move, wick = case.records["move"], case.records["move:wick"]
    commands.reply(move, wick, "You are right that they know the door. So we check each week, and the move is ready")
    commands.came_out(move, wick, "Jay stays, with a check each week; the move is ready if there is one red flag. DC Wick agrees, "
                      "with a reservation", day("20 Oct"))
    sight = case._sight()  # noqa: SLF001
    parts = reads.current(case.family, sight.part, (OUTCOME,), withdrawn=False)
    say_what_it_tells(case.family, move, {row.id: Tells(row.lock_version, None, Information.STORY) for row in parts
                                          if row.body.part in {"stance", "because"} and not row.body.is_family})
