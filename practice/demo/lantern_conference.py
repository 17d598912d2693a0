"""The Lantern family group conference of 5 December, as it stands on 24 November: offered, answered, prepared, and the question with
the bottom lines in writing, all but Halina's copy. The family's own plan lies ahead, and so does their private time."""

from practice.demo.replay import Case, Days, day
from practice.demo.seats import give_seats
from practice.discussions import commands
from practice.discussions.commands import NewDiscussion, NewSeat
from practice.discussions.conference.commands import answer, offer, prepare, put_in_writing
from practice.discussions.models import SeatRole

DAYS = Days()
QUESTION = ("How will the people who love Jay make sure he is with safe people, and Star too, at all times – and what will make it worth "
            "staying?")
BOTTOM_LINES = ("When Jay or Star is missing, Amber tells the police at once: 101, or 999.", "No adult pays the “debt”.",
                "Star is never home alone.")
LIZ = "Liz Beam"


@DAYS.on("4 Nov", "15.40", "fay")
def offered(case: Case) -> None:
    for name, how, language in (
            ("amber", "At home, with the leaflet, read together", "English"), ("jay", "At the garage, with Kwame", "English"),
            ("lucian", "On the phone, and by letter", "Polish, with an interpreter"), ("idris", "At home", "English"),
            ("halina", "In her flat", "Polish, with an interpreter who is not of the family"), ("max", "At the garage", "English"),
            ("viola", "On the phone", "English")):
        offer(case.family, case[name], how, language, LIZ, day("4 Nov"), "The family makes the plan. We say what worries us and what must "
              "be so, then we leave the room." if name == "amber" else "")


@DAYS.on("6 Nov", "17.30", "kwame")
def answered(case: Case) -> None:
    for name, what, words in (("amber", "yes", "If it’s us who decide, yes."), ("idris", "yes", "I’ll be there."),
                              ("max", "yes", "About time somebody asked us."), ("jay", "unsure", "If nobody shouts.")):
        answer(case.family, case[name], what, day("6 Nov"), words, is_verbatim=True)


@DAYS.on("11 Nov", "12.15", "kwame")
def more_answers(case: Case) -> None:
    answer(case.family, case["halina"], "yes", day("9 Nov"), "She comes, and she wants to read it first. Through the interpreter.")
    answer(case.family, case["lucian"], "yes", day("8 Nov"), "He comes by video. He asked who pays for the call.")
    answer(case.family, case["jay"], "yes", day("11 Nov"), "OK. Rosa talks first.", is_verbatim=True)
    answer(case.family, case["viola"], "unsure", day("10 Nov"), "I may be away that week.", is_verbatim=True)


@DAYS.on("13 Nov", "16.10", "fay")
def met_the_family(case: Case) -> None:
    for name, on, comes, more in (
            ("amber", "10 Nov", "yes", {"needs": "Not before eleven: she is on nights until Friday. Food that Star eats."}),
            ("idris", "10 Nov", "yes", {"needs": "Drives Halina and Star."}),
            ("jay", "12 Nov", "yes", {"needs": "To go out when he wants to. Nobody says the men’s names. His phone stays with Kwame.",
                                      "advocate": "Rosa, from Young Voices"}),
            ("star", "12 Nov", "no", {"needs": "Rosa brings what she drew. Halina’s neighbour has her that morning.",
                                      "advocate": "Rosa, from Young Voices"}),
            ("max", "13 Nov", "yes", {"needs": "Told before: this is no place to plan going after anybody."})):
        prepare(case.family, case[name], LIZ, comes, day(on), **more)


@DAYS.on("19 Nov", "10.20", "fay")
def met_the_rest(case: Case) -> None:
    prepare(case.family, case["halina"], LIZ, "yes", day("17 Nov"), needs="The interpreter beside her, not on the phone. The Polish copy a "
            "week before.")
    prepare(case.family, case["lucian"], LIZ, "video", day("15 Nov"), needs="A link that works on his phone, tried on 3 December. An "
            "interpreter on it.", apart="Amber asks for ten minutes alone with Liz before he is on the screen.")
    prepare(case.family, case["viola"], LIZ, "yes", day("18 Nov"), needs="A lift from the station at ten.")
    answer(case.family, case["viola"], "yes", day("18 Nov"), "I swapped the week.", is_verbatim=True)


@DAYS.on("23 Nov", "15.30", "kwame")
def in_writing(case: Case) -> None:
    """Halina reads Polish: hers is with the translator until 28 November, so she is not among those who have it."""
    put_in_writing(case.family, QUESTION, BOTTOM_LINES, case.all("amber", "jay", "idris", "max", "viola", "lucian"), "By hand; to Lucian by "
                   "post. Halina’s Polish copy is with the translator until 28 November", day("23 Nov"))


@DAYS.on("20 Nov", "11.10", "kwame")
def the_day(case: Case) -> None:
    made = commands.ask(case.family, NewDiscussion(
        "family-group-conference", QUESTION, day("5 Dec"), "11.30", "A hall that Jay and Amber chose",
        "The family chose the day, who comes and what there is to eat."))
    case.records["conference"] = made
    give_seats(case, made, (
            ("liz", SeatRole.FACILITATOR, "family group conferences", ""),
            ("fay", SeatRole.PRESENTER, "social worker", "Say the worry plainly, what is good, and what must be so. Then leave"),
            ("kwame", SeatRole.PARTICIPANT, "youth worker", "Say what help there is. Then leave"),
            ("prism", SeatRole.PARTICIPANT, "Jay’s school", "Say what school can do. Then leave")))
    for name in ("jay", "amber", "idris", "halina", "max", "viola", "lucian"):
        commands.add_seat(made, NewSeat(SeatRole.FAMILY, person_id=case[name]))
    commands.add_seat(made, NewSeat(SeatRole.CHILD_VOICE, name="Rosa", agency="Young Voices", competence="advocate for Jay and Star"))


@DAYS.on("20 Nov", "16.30", "kwame")
def next_discussion(case: Case) -> None:
    """A manager of another team leads the time."""
    made = commands.ask(case.family, NewDiscussion(
        "stuck-case", "What keeps Jay’s phone going off, and what have we not tried?", day("1 Dec"), "11.15", "By video",
        "Jay was told on 20 November: “Ask them why it’s always me who changes.”"))
    case.records["phone_talk"] = made
    give_seats(case, made, (
            ("kath", SeatRole.FACILITATOR, "", "Lead the time. You know nobody of this family"),
            ("kwame", SeatRole.PRESENTER, "youth worker", "Say what we have tried, and since when we are stuck"),
            ("fay", SeatRole.PARTICIPANT, "social worker", ""), ("wick", SeatRole.PARTICIPANT, "police, exploitation", ""),
            ("prism", SeatRole.PARTICIPANT, "Jay’s school", ""), ("glow", SeatRole.ADVISOR, "young people’s mental health", "")))
