"""The Harbour family's group discussion of 8 October about contact: a decision, a reservation, and one who does not agree."""

from practice.access.models import Information
from practice.demo.orchard_discussion import Meeting, in_words_for
from practice.demo.people import USERS
from practice.demo.replay import Case, Days, day
from practice.discussions import commands, queries
from practice.discussions.commands import Deciding, Given, NewAction, NewDiscussion, NewSeat
from practice.discussions.models import SeatRole
from practice.discussions.outcome.commands import Tells, say_what_it_tells
from practice.discussions.outcome.kinds import OUTCOME
from practice.records import queries as reads

DAYS = Days()
SEATS = (
    ("tom", SeatRole.FACILITATOR, "", True), ("ines", SeatRole.PRESENTER, "social worker", False),
    ("ruth", SeatRole.ADVISOR, "mental health", False), ("asha", SeatRole.PARTICIPANT, "domestic abuse, for Marina", False),
    ("glen", SeatRole.PARTICIPANT, "works with Callum", False), ("birk", SeatRole.PARTICIPANT, "police", False),
    ("nell", SeatRole.PARTICIPANT, "health visitor", False), ("slate", SeatRole.CHILD_VOICE, "teacher", False),
)
DANGERS = {
    "ines": "I am worried that Callum comes when he feels that he is losing the children, and that Marina dies.",
    "ruth": "…that he finds her on a bad day, when she opens the door, and that she is killed.",
    "asha": "…that he follows her and kills her, because she left.",
    "glen": "…that he goes to the door when he is angry and hurts her so badly that she dies, with Finn standing there.",
    "birk": "…that he finds her, and the children lose their mum.",
    "nell": "…that she is killed, and Shelly is in the room.",
    "slate": "…that Finn sees it again and cannot make his legs go, and that this time she dies.",
}
NUMBERS = {  # what each gave alone, and after talking
    "asha": ((2, "Hands on her neck. The most dangerous weeks follow leaving."), (2, "As before. Nothing that was said changes it.")),
    "ines": ((4, "He has kept every order since September."), (3, "Asha is right about the weeks that come.")),
    "birk": ((3, "Bail runs out on 18 January."), (3, "No breach is known. That is all I can say.")),
    "glen": ((5, "He comes to the group and takes some of the blame."), (3, "He still says “lost it”. I gave the group too much.")),
}
BROUGHT = {"marina": (5, "The locks are good. I wake at every car."), "coral": (4, "She rings me. It is only three weeks.")}
NOT_MINE = "Works on the other danger"
QUESTIONS = {"glen": "What has stopped you going there? (Callum)", "asha": "What tells you it’s getting near? (Marina)"}
STANCES = {
    "ines": ("agree", "", "", ""), "asha": ("agree", "", "", ""), "birk": ("agree", "", "", ""), "nell": ("agree", "", "", ""),
    "ruth": ("agree", "", "", ""),
    "slate": ("reservation", "Finn asks if dad is alive; he needs some answer.", "", ""),
    "glen": ("dissent", "I would begin supported contact in November; it keeps him in the group and lets us see him with them.",
             "3 of 4 sessions, no breach", "Contact centre from November, with Glen there"),
}


@DAYS.on("7 Oct", "11.30", "ines")
def asked_for(case: Case) -> None:
    made = commands.ask(case.family, NewDiscussion(
        "group-mapping", "Help me be clear about contact.", day("8 Oct"), "10.00", "Our meeting room",
        "Marina was told on 7 October. She did not want to sit in it; Ines brings what she says.", decides=True))
    case.records["contact"] = made
    for login, role, competence, may_decide in SEATS:
        case.records[f"contact:{login}"] = commands.add_seat(made, NewSeat(
            role, case.cast.users[login], competence=competence, may_decide=may_decide,
            asked="Read Finn’s words, as he said them" if login == "slate" else "",
            agreement_id=case.cast.agreements.get(USERS[login][4]) if login == "nell" else None,
            because="Sees Shelly; is asked for this discussion alone" if login == "nell" else ""))
    for name in BROUGHT:
        case.records[f"contact:{name}"] = commands.add_seat(made, NewSeat(
            SeatRole.FAMILY, person_id=case[name], brought_by=case.records["contact:ines"]))


@DAYS.on("8 Oct", "10.00", "tom")
def held(case: Case) -> None:
    meeting = Meeting(case, case.records["contact"], {
        name: case.records[f"contact:{name}"] for name in (*(login for login, *_ in SEATS), *BROUGHT)}, leader="tom")
    with meeting.acts("tom"):
        commands.begin(meeting.id)
    meeting.step("dangers", 6)
    for login, words in DANGERS.items():
        meeting.hands_in(login, Given(words=words))
    meeting.passes(*BROUGHT, because="Ines asked for a number alone")
    meeting.opens()
    stage = meeting.running.stage
    own = {one.seat_id: one for one in queries.entries_of(meeting.id, ())}
    for login, words in (("birk", "lose their mum"), ("slate", "sees it again")):
        entry = own[meeting.seats[login]].id
        assert entry is not None
        with meeting.acts("ines", 1):
            commands.pick(meeting.id, entry, "take", words=words)
    with meeting.acts("ines", 1):
        commands.propose(meeting.id, stage, "danger", "We are worried that Callum will find or follow Marina when he is angry or "
                         "feels he is losing the children, and hurt or kill her, and that Finn and Shelly will be terrified again "
                         "or lose their mum.")
    how_safe(meeting)
    meeting.step("questions", 3)
    for login, words in QUESTIONS.items():
        meeting.hands_in(login, Given(words=words))
    place = meeting.place
    for login in ("ines", "ruth", "birk", "nell", "slate"):
        with meeting.acts(login):
            commands.pass_round(meeting.id, meeting.seats[login], place)
    meeting.passes(*BROUGHT, because="Were not asked for questions")
    meeting.opens()
    for one in queries.entries_of(meeting.id, ()):
        if one.stage == meeting.running.stage and one.id is not None:
            with meeting.acts("ines"):
                commands.pick(meeting.id, one.id, "take")
    decides(meeting)


def how_safe(meeting: Meeting) -> None:
    """0 and 10 as on the danger's scale; a number alone, then once more after talking. Those of the second round go to the scale."""
    meeting.step("scale", 6)
    meeting.agrees_ends("ines", danger=meeting.case.records["danger1"])
    for round_ in (0, 1):
        for login, given in NUMBERS.items():
            value, why = given[round_]
            meeting.hands_in(login, Given(value=value, why=why))
        for name, (value, why) in BROUGHT.items():
            meeting.hands_in(name, Given(value=value, why=why), by="ines")
        meeting.passes("ruth", "nell", "slate", because=NOT_MINE)
        meeting.opens()
        if not round_:
            meeting.again(minutes=6)
    meeting.carries("ines")


def decides(meeting: Meeting) -> None:
    """No contact until after court; Glen does not agree, by name."""
    meeting.step("options", 4)
    with meeting.acts("ines"):
        none = commands.add_option(meeting.id, "No contact until after court")
        now = commands.add_option(meeting.id, "Contact centre now")
        for option, side, words, who in (
                (none, "for", "The most dangerous weeks follow leaving", "Asha"), (none, "for", "Bail runs to 18 January", "Sgt Birk"),
                (none, "against", "Callum may leave the group", "Glen"), (none, "against", "Finn asks if dad is alive", "Ms Slate"),
                (none, "family", "Marina: “Not yet. I can’t breathe when I think of it.”", "Ines"),
                (none, "family", "Dunstan asks to send a card: through Glen, read first, Finn decides", "Glen"),
                (now, "for", "It keeps Callum in the group, and we see him with them", "Glen"),
                (now, "for", "3 of 4 sessions, no breach", "Glen"),
                (now, "against", "The way there and back is not covered", "Sgt Birk"),
                (now, "against", "He wets the bed 3 to 4 nights a week", "Nell"),
                (now, "family", "Callum: “I just want to see they’re all right.”", "Glen")):
            commands.argue(meeting.id, option, side, words, who)
    with meeting.acts("tom"):
        commands.ask_about(meeting.id, none)
    meeting.step("stances", 6)
    for login, (stance, why, relies_on, instead) in STANCES.items():
        meeting.hands_in(login, Given(choice=stance, why=why, more=relies_on, instead=instead))
    meeting.passes(*BROUGHT, because="Were not asked where they stand: Ines tells Marina tomorrow")
    meeting.opens()
    meeting.step("decision", 1)
    with meeting.acts("ines"):
        commands.add_action(meeting.id, NewAction("Ines", "makes Words and Pictures with Marina, so that Finn has an answer",
                                                  day("30 Oct"), meeting.seats["ines"]))
    with meeting.acts("tom", 2):
        commands.decide(meeting.id, Deciding(
            none, "No contact until after court. Ines makes Words and Pictures with Marina by 30 October, so that Finn has an "
            "answer.", "The weeks after leaving are the most dangerous, and the court day comes first.", "Tom Larder", "manager",
            day("8 Dec"), who_tells="Ines tells Marina on 9 October. Callum gets his own letter on 10 October"))
        commands.reply(meeting.id, meeting.seats["glen"], "Heard. The court day comes first; we look again on 8 December.")
        commands.escalate(meeting.id, meeting.seats["glen"])


@DAYS.on("8 Oct", "17.20", "ines")
def in_their_words(case: Case) -> None:
    """The question as Marina would ask it; and Callum's own letter, which Ines reads to him with Glen."""
    in_words_for(case, case.records["contact"], "marina", question="Should Callum start to see Finn and Shelly now?")
    in_words_for(case, case.records["contact"], "callum",
                 question="Should you begin to see Finn and Shelly now?",
                 decision="Not before the court day, 18 January. We look at it again on 8 December.",
                 because="The court has not decided yet. Until then the children need quiet weeks.",
                 telling="Ines reads this with you on 10 October. Glen is there.")


@DAYS.on("10 Oct", "9.30", "ines")
def told(case: Case) -> None:
    commands.tell(case.records["contact"], "Marina", "Ines", day("9 Oct"))
    commands.tell(case.records["contact"], "Callum", "Ines, in his own letter", day("10 Oct"))


@DAYS.on("8 Oct", "16.30", "ines")
def whose_matters(case: Case) -> None:
    """Glen's reason tells of Callum's group: it is Callum's to show, with his yes."""
    parts = [row for row in reads.current(case.family, case._sight().part, (OUTCOME,), withdrawn=False)  # noqa: SLF001
             if row.body.part in {"because", "stance"} and row.body.words]
    glen = next(row for row in parts if row.body.name == "Glen Moor")
    say_what_it_tells(case.family, case.records["contact"], {row.id: Tells(
        row.lock_version, *((case["callum"], Information.THIRD_PARTY) if row is glen else (None,))) for row in parts})
