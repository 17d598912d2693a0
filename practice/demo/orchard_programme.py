"""The Orchard programme: Robin's own words for and against change as each specialist heard them, and how ready he says he is."""

from typing import Any

from practice.access.models import Information
from practice.demo.replay import Case, Days, day
from practice.discussions import commands
from practice.discussions.commands import NewDiscussion, NewSeat
from practice.discussions.models import SeatRole
from practice.discussions.programme.commands import NewEntry, write
from practice.discussions.programme.models import ModuleState

DAYS = Days()
GOING, DONE, NEXT, NOT_NEEDED = ModuleState.IN_PROGRESS, ModuleState.DONE, ModuleState.NEXT, ModuleState.NOT_NEEDED
# day, hour, who heard it, module, how far; then for and against change, the step, important, sure, what changed for the children
HEARD = (
    ("18 June", "16.40", "priya", "why", GOING, "I can’t do this on my own any more.", "It’s the only thing that makes it quiet.",
     "Thinking", 7, 3, ""),
    ("25 June", "11.30", "jo", "alcohol-drugs", GOING, "I want to wake up and hear them.", "I don’t know who I am at seven without it.",
     "Getting ready", 8, 3, ""),
    ("10 July", "15.50", "priya", "why", DONE, "I asked. That’s the first thing I got right.", "", "Getting ready", 8, 4,
     "Somebody sober is in the house every night."),
    ("23 July", "11.40", "jo", "alcohol-drugs", GOING, "Six days. I heard Ash laugh upstairs.", "The evenings go on for ever.", "Doing",
     9, 5, ""),
    ("3 Sept", "14.20", "sam", "story", DONE, "My dad drank and nobody said it. I’m saying it.", "Some of it I’d rather leave.", "Doing",
     None, None, "He told both children about Hazel’s last week himself, in eight pictures."),
    ("10 Sept", "11.35", "jo", "alcohol-drugs", GOING, "I don’t want Bry to remember me like my dad.", "At seven I still want one.",
     "Doing", 9, 6, "Robin rings before it gets bad. The children know who comes."),
    ("11 Sept", "10.15", "sam", "mind", GOING, "I can talk about her and go home after.", "Talking makes the night longer, some weeks.",
     "Doing", 9, 5, ""),
    ("15 Oct", "11.30", "jo", "alcohol-drugs", GOING, "I had a bad week and I rang.", "I thought that one would be all right.",
     "Slipped, and told", 9, 5, "The children were at Mrs Medlar’s on 9 October and slept."),
    ("9 Nov", "17.10", "dele", "days", DONE, "Breakfast is my job now, not Bry’s.", "", "Keeping it up", 9, 7,
     "Ash has breakfast at home. Bryony goes to football twice a week and does her homework at the table."),
    ("18 Nov", "14.30", "sam", "mind", GOING, "I said her name on the fourteenth and ate cake.", "Christmas frightens me.",
     "Keeping it up", 9, 7, "He tells them when he is sad. Bryony says she need not guess."),
    ("19 Nov", "11.30", "jo", "alcohol-drugs", GOING, "I ring before I want to. That’s the trick.", "New Year, with nobody looking.",
     "Keeping it up", 9, 7, "Nobody listens for his breathing at night."),
    ("23 Nov", "14.50", "priya", "keeping", GOING, "There are three people I can ring. I had none.", "It’ll be odd when you don’t come.",
     "Keeping it up", 9, 8, "Bryony does an eleven-year-old’s jobs."),
)


def _heard(line: tuple[Any, ...]) -> None:
    on, hour, who, module, state, for_change, against, step, important, sure, child = line

    @DAYS.on(on, hour, who)
    def heard(case: Case) -> None:
        write(case.family, NewEntry(case["robin"], module, state, day(on), for_change, against, step, important, sure, child))


for _line in HEARD:
    _heard(_line)


@DAYS.on("14 Sept", "16.40", "priya")
def where_it_stands(case: Case) -> None:
    write(case.family, NewEntry(case["robin"], "days", NEXT, day("14 Sept")))
    write(case.family, NewEntry(case["robin"], "relationships", NOT_NEEDED, day("14 Sept"),
                                because="There is no other adult in the home, and nobody was ever afraid of him"))


@DAYS.on("23 Nov", "16.20", "priya")
def next_supervision(case: Case) -> None:
    """Asked for at the review; it stands on the list of a team meeting."""
    made = commands.ask(case.family, NewDiscussion(
        "motivational-supervision", "Is the plan holding without visits, and who is there at Christmas?", day("1 Dec"), "9.30",
        "By video", "Robin knows of it. He wants it said that he is not afraid of stopping, but of New Year."))
    case.records["christmas_talk"] = made
    for login, role, competence, asked in (
            ("kath", SeatRole.FACILITATOR, "", ""), ("priya", SeatRole.PRESENTER, "social worker", "Say what Robin wants, in his words"),
            ("dele", SeatRole.NOTE_TAKER, "family worker", ""),
            ("jo", SeatRole.PARTICIPANT, "alcohol recovery", "Bring when you last saw Robin, and what he said word for word"),
            ("sam", SeatRole.PARTICIPANT, "mental health", "Bring when you last saw Robin, and what he said word for word"),
            ("quill", SeatRole.CHILD_VOICE, "Bryony’s head of year", "Ask Bryony and Ash before: what would they want said?")):
        commands.add_seat(made, NewSeat(role, case.cast.users[login], competence=competence, asked=asked, may_decide=login == "kath",
                                        kinds=frozenset({Information.STORY}) if login == "quill" else frozenset()))
