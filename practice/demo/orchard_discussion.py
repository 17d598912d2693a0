"""The Orchard family's group supervision of 14 September: six views of each child, one of them red, and a reservation."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from practice.access.models import Information
from practice.core import audit, clock
from practice.core.db import db
from practice.demo.replay import Case, Days, day
from practice.discussions import commands, queries
from practice.discussions.commands import Deciding, Given, NewAction, NewDiscussion, NewSeat, Place
from practice.discussions.judging.commands import agree_ends, carry
from practice.discussions.models import SeatRole
from practice.discussions.outcome.commands import Tells, done, say_what_it_tells
from practice.discussions.outcome.kinds import OUTCOME
from practice.records import commands as records
from practice.records import queries as reads

DAYS = Days()
SEATS = (
    ("kath", SeatRole.FACILITATOR, "", True), ("priya", SeatRole.PRESENTER, "social worker", False),
    ("dele", SeatRole.NOTE_TAKER, "family worker", False), ("jo", SeatRole.PARTICIPANT, "alcohol recovery", False),
    ("sam", SeatRole.PARTICIPANT, "mental health", False), ("quill", SeatRole.CHILD_VOICE, "Bryony’s head of year", False),
    ("lark", SeatRole.PARTICIPANT, "Ash’s teacher", False),
)
ASH = {
    "priya": "He sleeps in his own bed. I have seen him at home four times since August.",
    "dele": "Breakfast every morning that I came. He still asks who is downstairs at night.",
    "jo": "Robin rang every time but one. It is eight weeks since the detox, and that is early.",
    "sam": "Robin comes each week. The evenings are still when it is hard.",
    "quill": "I know Ash only from what Bryony says: she checks on him less.",
    "lark": "Dry and fed since the new term. He brings toast. He still holds on to me at the gate.",
}
BRYONY = {
    "priya": "She told me that she listens less at night. She is still the one who looks after things.",
    "dele": "She does her homework at Olive’s. She laughs again.",
    "jo": "As long as he rings, she need not watch him.",
    "sam": "Robin talks about what she carries. He has not said it to her yet.",
    "quill": "She is quiet, and she is not sleeping. She fell asleep in maths twice this month.",
    "lark": "She fetches Ash on Tuesdays and will not be hurried.",
}
IMPORTANT = {
    "priya": (9, "“I don’t want Bry to remember me like my dad.”"), "dele": (9, "He asked for help himself in June."),
    "jo": (9, "He says it each Thursday before I ask."), "sam": (8, "For the children, and for Hazel. Less for himself."),
}
SURE = {  # what each gave alone, and after talking
    "priya": ((6, "He says that he can with Olive near."), (6, "As before.")),
    "dele": ((7, "He rang three times in August."), (7, "As before.")),
    "jo": ((4, "One evening he did not ring."), (6, "I had not heard of the three. 90 days are not over.")),
    "sam": ((6, "“Most nights.” Not on the bad ones."), (6, "As before: most nights.")),
}
STANCES = {
    "priya": ("agree", ""), "dele": ("agree", ""), "sam": ("agree", ""), "quill": ("agree", ""), "lark": ("agree", ""),
    "jo": ("reservation", "I would wait until he has done 90 days after the detox first."),
}


class Meeting:
    """The discussion while it is replayed: who acts, and what a minute later."""

    def __init__(self, case: Case, discussion: UUID, seats: dict[str, UUID], leader: str = "kath") -> None:
        self.case, self.id, self.seats, self.now, self.leader = case, discussion, seats, clock.now(), leader

    @contextmanager
    def acts(self, login: str, minutes: int = 0) -> Iterator[None]:
        """LOGIN acts, MINUTES later than what came before."""
        self.now += timedelta(minutes=minutes, seconds=20)
        with clock.at(self.now), audit.acting_as(self.case.cast.users[login]):
            yield
            db.session.flush()

    @property
    def running(self) -> queries.Running:
        found = queries.running(self.id, self.case.family)
        assert found is not None
        return found[0]

    def step(self, to: str, minutes: int = 4) -> None:
        """Whoever leads steps on to the step called TO."""
        while self.running.stage != self.running.frame.place(to):
            here = self.running.stage
            with self.acts(self.leader, minutes):
                commands.go_to(self.id, here, here + 1)

    def note(self, words: str) -> None:
        with self.acts("dele", 1):
            commands.note(self.id, self.running.stage, 0, words)

    @property
    def place(self) -> Place:
        """The round that stands now."""
        now = self.running
        return Place(now.stage, now.round)

    def hands_in(self, login: str, given: Given, by: str = "") -> None:
        """BY types, or brings their words, where they do not themselves."""
        place = self.place
        with self.acts(by or login):
            commands.hand_in(self.id, self.seats[login], place, given)

    def passes(self, *names: str, because: str) -> None:
        place = self.place
        for name in names:
            with self.acts(self.leader):
                commands.pass_round(self.id, self.seats[name], place, because, by_leader=True)

    def opens(self) -> None:
        place = self.place
        with self.acts(self.leader, 1):
            commands.open_round(self.id, place)

    def again(self, about: str = "", minutes: int = 4) -> None:
        """The same step once more: about ABOUT, or about the same after talking."""
        place = self.place
        with self.acts(self.leader, minutes):
            commands.ask_again(self.id, place.stage, place.round, about)

    def agrees_ends(self, by: str, zero: str = "", ten: str = "", danger: UUID | None = None) -> None:
        """BY writes down what 0 and 10 mean: the group's words, or those of the scale of DANGER."""
        place = self.place
        with self.acts(by, 2):
            agree_ends(self.id, place, zero=zero, ten=ten, danger_id=danger, aloud=danger is not None)

    def carries(self, by: str) -> None:
        """The numbers that were opened last go to the danger's scale."""
        place = self.place
        with self.acts(by):
            carry(self.id, place)


@DAYS.on("7 Sept", "9.10", "priya")
def asked_for(case: Case) -> None:
    made = commands.ask(case.family, NewDiscussion(
        "motivational-supervision", "Is it time to come less often, and what does Bryony still carry?", day("14 Sept"), "13.00",
        "Our meeting room, and by video", "Robin was told on 4 September. He said what he wants said: see the first step."))
    case.records["supervision"] = made
    for login, role, competence, may_decide in SEATS:
        case.records[f"supervision:{login}"] = commands.add_seat(made, NewSeat(
            role, case.cast.users[login], competence=competence, may_decide=may_decide,
            asked="Bring when you last saw them, and what was said word for word" if role is SeatRole.PARTICIPANT else ""))


@DAYS.on("14 Sept", "13.00", "kath")
def held(case: Case) -> None:
    meeting = Meeting(case, case.records["supervision"], {login: case.records[f"supervision:{login}"] for login, *_ in SEATS})
    with meeting.acts("kath"):
        commands.begin(meeting.id)
    meeting.note("Robin, by Priya: “I don’t want Bry to remember me like my dad.” He asks for help before it gets bad.")
    meeting.step("specialists")
    meeting.note("Jo: seen on Thursdays, detox done 17 July. Step: doing, going on to keeping it up. Sam: weekly, about Hazel.")
    meeting.step("days", 10)
    meeting.step("risk", 6)
    amber, red = meeting.running.step.choices[1], meeting.running.step.choices[0]
    meeting.again("Ash", 0)
    for login, why in ASH.items():
        meeting.hands_in(login, Given(choice=amber, why=why))
    meeting.opens()
    meeting.again("Bryony", 0)
    for login, why in BRYONY.items():
        meeting.hands_in(login, Given(choice=red if login == "quill" else amber, why=why))
    meeting.opens()
    meeting.note("Bryony: Ms Quill sees red and nobody else does. Talked: she sees the mornings. A young carers’ group is booked.")
    how_sure(meeting)
    meeting.step("modules", 1)
    meeting.note("1 and 2 done. 5 and 6 going on. 3 comes next. 4 is not needed: there is no other adult in the home.")
    meeting.step("questions", 3)
    for login, words in (("sam", "Who’d notice first?"), ("jo", "What do you do with the 7 o’clock feeling?")):
        meeting.hands_in(login, Given(words=words))
    place = meeting.place
    for login in ("priya", "dele", "quill", "lark"):
        with meeting.acts(login):
            commands.pass_round(meeting.id, meeting.seats[login], place)
    meeting.opens()
    for one in queries.entries_of(meeting.id, ()):
        if one.id is not None and one.words:
            with meeting.acts("priya"):
                commands.pick(meeting.id, one.id, "take")
    decides(meeting)


def how_sure(meeting: Meeting) -> None:
    """How important it is to Robin, and how sure he is: the second asked twice, before talking and after. In the group's words."""
    not_heard = "Did not hear Robin speak of it"
    meeting.step("importance", 2)
    meeting.agrees_ends("priya", "He would do it only because we ask.", "Nothing matters more to him.")
    for login, (value, why) in IMPORTANT.items():
        meeting.hands_in(login, Given(value=value, why=why))
    meeting.passes("quill", "lark", because=not_heard)
    meeting.opens()
    meeting.step("confidence", 2)
    meeting.agrees_ends("priya", "He does not believe that he gets through one evening.",
                        "He says: whatever comes, I ring before I drink.")
    for round_ in (0, 1):
        for login, given in SURE.items():
            value, why = given[round_]
            meeting.hands_in(login, Given(value=value, why=why))
        meeting.passes("quill", "lark", because=not_heard)
        meeting.opens()
        if not round_:
            meeting.note("From 4 to 7. Jo tells of the one evening he did not ring. Dele tells of the three on which he did.")
            meeting.again()


def decides(meeting: Meeting) -> None:
    """The deciding end: two options, six stances, one of them with a reservation."""
    meeting.step("options", 2)
    with meeting.acts("dele"):
        less = commands.add_option(meeting.id, "Stay child in need; visits each week, and every two weeks from 12 October if that goes well")
        same = commands.add_option(meeting.id, "Nothing more than now: visits each week until the end of the year")
        for option, side, words, who in (
                (less, "for", "He has rung before drinking every time but one", "Jo"),
                (less, "for", "Both children say that somebody comes", "Dele"),
                (less, "against", "It is eight weeks since the detox", "Jo"),
                (less, "family", "Robin: “I want to see if we can, with Olive.”", "Priya"),
                (same, "for", "Bryony is not sleeping", "Ms Quill")):
            commands.argue(meeting.id, option, side, words, who)
    with meeting.acts("kath"):
        commands.ask_about(meeting.id, less)
    meeting.step("stances", 5)
    for login, (stance, why) in STANCES.items():
        meeting.hands_in(login, Given(choice=stance, why=why))
    meeting.opens()
    meeting.step("decision", 1)
    with meeting.acts("dele"):
        meeting.case.records["supervision:group"] = commands.add_action(meeting.id, NewAction(
            "Ms Quill", "books the young carers’ group with Bryony", day("25 Sept"), meeting.seats["quill"]))
        meeting.case.records["supervision:asks"] = commands.add_action(meeting.id, NewAction(
            "Priya", "asks Robin: “Who’d notice first?” and “What do you do with the 7 o’clock feeling?”", day("21 Sept"),
            meeting.seats["priya"]))
    evidence = tuple(meeting.case.records[key] for key in ("danger", "goal") if key in meeting.case.records)
    with meeting.acts("kath", 2):
        commands.decide(meeting.id, Deciding(
            less, "We stay with child in need. Priya goes each week, and every two weeks from 12 October if that review goes well.",
            "He rings and they come. Jo’s 90 days end in the middle of October: we look at that on the same day.", "Kath Downs",
            "manager", day("12 Oct"), who_tells="Priya and Dele tell Robin, Olive and the children this week", evidence=evidence))


def in_words_for(case: Case, discussion: UUID, reader: str, **words: str) -> None:
    """The outcome in words for one reader; PART=words, an action by who does it: action_Priya."""
    for row in reads.current(case.family, case._sight().part, (OUTCOME,), withdrawn=False):  # noqa: SLF001
        part = f"action_{row.body.name}" if row.body.part == "action" else row.body.part
        if row.body.discussion == discussion and part in words:
            records.word_for(row.id, case[reader], words[part])


@DAYS.on("15 Sept", "16.20", "priya")
def for_bryony(case: Case) -> None:
    """Dele reads it with her on Thursday."""
    in_words_for(case, case.records["supervision"], "bryony",
                 question="Should Priya come less often? And what do you still carry?",
                 decision="Priya still comes each week. If October goes well she comes every two weeks.",
                 because="Your dad rings before he drinks, and somebody comes. It is still early, so we look again on 12 October.",
                 telling="Dele reads this with you on Thursday.",
                 **{"action_Ms Quill": "Finds you a place in the group for young carers, by 25 September."})


@DAYS.on("14 Sept", "17.10", "kath")
def whose_matters(case: Case) -> None:
    """Jo's reason and the reason of the decision tell of Robin's treatment: others of the family read them with his yes alone."""
    move, sight = case.records["supervision"], case._sight()  # noqa: SLF001
    parts = [row for row in reads.current(case.family, sight.part, (OUTCOME,), withdrawn=False)
             if row.body.part == "because" or (row.body.part == "stance" and row.body.words)]
    say_what_it_tells(case.family, move, {row.id: Tells(row.lock_version, case["robin"], Information.HEALTH) for row in parts})


@DAYS.on("18 Sept", "10.05", "priya")
def told(case: Case) -> None:
    commands.tell(case.records["supervision"], "Robin", "Priya", day("17 Sept"), "I’ll be there on the 12th.")


@DAYS.on("25 Sept", "15.40", "priya")
def came_of_it(case: Case) -> None:
    done(case.records["supervision"], case.records["supervision:group"], day("22 Sept"),
         "Booked. Bryony goes on Wednesdays from 7 October.")
    done(case.records["supervision"], case.records["supervision:asks"], day("24 Sept"),
         "Robin says: Olive would notice first. At 7 he rings her.")
