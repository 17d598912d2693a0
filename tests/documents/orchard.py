"""The Orchard plan written out by hand, as look/paper shows it: for tests of the sheet itself."""

from datetime import date

from practice.documents.papers import (
    Answer,
    FamilyPlanPaper,
    Furniture,
    Ring,
    Says,
    ScalePicture,
    ScaleRow,
    ScaleTable,
)
from practice.documents.runs import line
from practice.documents.scales import chart, months_of

DAYS = (date(2026, 6, 12), date(2026, 8, 24), date(2026, 10, 12), date(2026, 11, 23))
NUMBERS = (("Robin", "dad", (6, 6, 5, 8)), ("Bryony", "11", (2, 5, 6, 8)), ("Ash", "5, with faces", (4, 6, 6, 8)),
           ("Olive", "aunt", (3, 6, 6, 8)), ("Mrs Medlar", "next door", (3, 6, 7, 8)))


def _ask(question: str, *texts: str, bold: tuple[str, ...] = ()) -> Answer:
    return Answer(question, tuple(line(text, bold) for text in texts))


def orchard(form: str = "standard", *, is_draft: bool = False, more: str = "") -> FamilyPlanPaper:
    """Robin's copy; MORE is put after the worries, to make the core too long or to plant a payload."""
    does = (("Robin", "by 5", "Robin rings Olive by 5 if he wants to drink, or has."),
            ("Olive", "before 7", "Olive comes before 7. She stays until breakfast."),
            ("Robin", "at 7", "Robin locks the front door at 7. A grown-up can still open it if there is a fire."),
            ("Mrs Medlar", "at 9", "Mrs Medlar looks for the hall lamp at 9 each night. If it is lit, she comes over."),
            ("Robin and Olive", "on Wednesdays and Sundays",
             "Robin and Olive look round the house on Wednesdays and Sundays. No alcohol in the house."),
            ("Mr Fernhill", "on Tuesdays and Saturdays", "Mr Fernhill takes Bryony to football on Tuesdays and Saturdays."))
    services = (("Jo", "on Thursdays", "Jo sees Robin on Thursdays. Breath test only if Robin says yes."),
                ("Sam", "every week", "Sam sees Robin every week. They talk about Hazel."),
                ("Dele", "on weekdays", "Dele answers the phone on weekdays."),
                ("Ms Quill", "at school", "Ms Quill and Mr Lark look out for Bryony and Ash at school."),
                ("Priya", "until 18 January", "Priya does not visit until 18 January. If you ring, she rings back the same day."),
                ("If we don’t do our part", "", "If we don’t do our part, ring Priya’s boss, Kath Downs: 01632 960100."))
    return FamilyPlanPaper(
        furniture=Furniture("Our plan, version 4", "The Orchard plan, version 4, 23 November 2026", "Robin",
                            "Version 4, 23 November 2026. Robin’s copy.", "The Orchard plan", form, is_draft),
        lead=line("Robin, Olive, Mrs Medlar and Priya made this plan together."),
        first=(
            _ask("Why are you in our lives?",
                 "After Hazel died, Robin drank at night until nobody could wake him. In May, Ash was found outside in "
                 "the dark. Bryony was doing a grown-up’s jobs."),
            _ask("What are you worried about?",
                 "Robin, Olive and Priya all worry about this. When the grief comes at night, Robin could drink until he "
                 "can’t wake. Ash could go outside, or get burnt. Bryony could be scared, and worn out from being the "
                 "grown-up.", *([more] if more else [])),
            _ask("What is good?", "Robin asked for help. He rings before it gets bad. On 9 October it got hard. He rang, "
                 "and Olive came. Ash has breakfast. Bryony plays football."),
            _ask("What do we all want?", "There is always a sober grown-up in the house. Bryony gets to be eleven.")),
        must=_ask("What must always be true?",
                  "If Robin has had a drink, he is not the only grown-up with the children. If that goes wrong, Priya comes "
                  "the next day. We all meet in 5 working days.",
                  bold=("If Robin has had a drink, he is not the only grown-up with the children.",)),
        ring=tuple(Ring(line(a), line(b, to_ring=True)) for a, b in (
            ("If Robin wants to drink, or has", "He rings Olive by 5: 07700 900301. She comes before 7 and stays until breakfast."),
            ("If Olive does not answer", "Mrs Medlar 07700 900302, then Dele 07700 900303 (weekdays)."),
            ("If Robin can’t be woken, or shakes or has a fit", "Ring 999 first. Then Mrs Medlar."),
            ("Robin: do not stop drinking suddenly", "It can make you very ill. Ring Jo 01632 960140, your GP or 111."),
            ("Other worry: Priya", "Day 01632 960100, night 01632 960199"))),
        family_heading="Robin, family and friends",
        family_does=tuple(line(text, (who, when)) for who, when, text in does),
        services_do=tuple(line(text, (who, when)) for who, when, text in services),
        then=(
            _ask("Hard days we plan for", "14 October (Hazel’s birthday), Christmas and bills day. On those days we are "
                 "together at Olive’s."),
            _ask("Bryony and Ash", "Turn on the hall lamp if you are worried. Mrs Medlar will come. You are not in trouble. "
                 "It is the grown-ups’ job to sort it out."),
            _ask("When does it end?", "Monday 18 January 2027. We stop if the plan has kept working and you all still give "
                 "it 8 or more. The plan stays yours.", bold=("Monday 18 January 2027.",)),
            _ask("What if you don’t agree?", "Write it under “What each of us says”. It stays in. Or ring Kath Downs, "
                 "01632 960100. Free advice that is not from us: Family Rights Group, 0808 801 0366."),
            _ask("Who has this plan?", "Robin, Bryony, Olive, Mrs Medlar, and the services named here.")),
        says_intro=line("Signing means: I have read this, or it was read to me. It is not a court paper. You can change "
                        "your mind."),
        says=(Says("Robin", "dad", "I had a bad week and I rang.", (), signs=True),
              Says("Bryony", "11", "I don’t listen for breathing now. Only sometimes.", (), signs=True),
              Says("Olive", "aunt", "He rings. Every time bar one.", (), signs=True),
              Says("Mrs Medlar", "next door", "", (), signs=True),
              Says("Ash", "5", "Aunty Olive makes eggs.", line("Ash used faces to tell us. He does not sign."), signs=False)),
        services_say=Says("The services", "Priya and Kath", "",
                          line("We will do the part called “The services”. We will tell you first if it has to change."),
                          signs=False),
        offer=line("Do you want this read out, in bigger print, in easier words or in another language? Ask Priya. It is free."),
        scales=(ScalePicture(
            "How safe is it at home?",
            (line("10 means: there is always a sober grown-up, and Bryony is a child. 0 means: the children are alone in "
                  "danger at night. Each of us gave our own number. Nobody’s number counts for more.", ("10", "0")),),
            tuple(chart(name, described, DAYS, values, at) for at, (name, described, values) in enumerate(NUMBERS)),
            (line("Robin’s number went down in October. He says: “I had a bad week and I rang.” Saying so is a strength."),),
            ScaleTable(months_of(DAYS), tuple(ScaleRow(name, tuple(str(value) for value in values))
                                              for name, _, values in NUMBERS))),))
