"""The Orchard journal: what Olive, Mrs Medlar, Robin and Bryony told, on paper, by phone and at the door, and who read it."""

from practice.demo.journal_pages import read, write
from practice.demo.replay import Case, Days
from practice.safety.journal.models import ReadMark

DAYS = Days()


@DAYS.on("29 June", "9.10", "priya")
def first(case: Case) -> None:
    write(case, "j_june", "olive", "28 June", "phone", danger="danger", went_to_plan="He rang at half past four. I was there at ten "
          "to seven and stayed till breakfast.", we_did="We played cards. He went to bed at ten.", child=case["ash"],
          child_said="Ash came down at seven and asked for eggs.")


@DAYS.on("6 July", "10.20", "priya")
def first_read(case: Case) -> None:
    read(case, "j_june")


@DAYS.on("20 July", "16.30", "dele")
def bryony(case: Case) -> None:
    write(case, "j_july", "bryony", "19 July", "told", danger="danger", went_to_plan="I went to football. Dinner was there when I came "
          "back.", child=case["bryony"], child_said="Olive slept on the sofa, so I slept too.", child_verbatim=True)


@DAYS.on("27 July", "9.40", "priya")
def bryony_read(case: Case) -> None:
    read(case, "j_july")


@DAYS.on("9 Oct", "21.30", "dele")
def lapse(case: Case) -> None:
    write(case, "j_lapse", "olive", "9 Oct", "phone", danger="danger", went_to_plan="He rang at 4.40, before it got worse. I was there "
          "at 6.15. The children were at Mrs Medlar’s until then.", words="He had drunk.", signs=("curtains",),
          we_did="I stay till breakfast. Robin rang Jo himself.", number=6, worry=True)


@DAYS.on("10 Oct", "9.15", "priya")
def lapse_read(case: Case) -> None:
    read(case, "j_lapse", mark=ReadMark.WORRY_RAISED, words="Jo and Kath know. We go through the plan together on Monday")


@DAYS.on("12 Oct", "17.20", "priya")
def plan_changed(case: Case) -> None:
    read(case, "j_lapse", mark=ReadMark.PLAN_CHANGED, words="Mrs Medlar now comes before Dele, and the hard days have a rule")


@DAYS.on("15 Oct", "9.40", "dele")
def birthday(case: Case) -> None:
    write(case, "j_birthday", "olive", "14 Oct", "paper", danger="danger", went_to_plan="All of us at my house by 4, as we said.",
          words="Cake at Olive’s. He cried. He didn’t drink. Ash asleep by 8.",
          page=("14 October", "", "What went to plan?", "All of us at my house by 4,", "as we said.", "",
                "Cake at Olive’s. He cried.", "He didn’t drink.", "Ash asleep by 8."))


@DAYS.on("22 Oct", "11.00", "priya")
def birthday_read(case: Case) -> None:
    read(case, "j_birthday")


@DAYS.on("1 Nov", "19.05", "dele")
def seven(case: Case) -> None:
    write(case, "j_seven", "robin", "31 Oct", "message", danger="danger", went_to_plan="I rang Olive at ten to five. It was the seven "
          "o’clock feeling.", we_did="She came. We all watched the film.")


@DAYS.on("9 Nov", "10.10", "priya")
def lamp(case: Case) -> None:
    write(case, "j_lamp", "medlar", "8 Nov", "told", danger="danger", went_to_plan="I looked at 9 every night this week. The lamp was "
          "off.")
    read(case, "j_seven", "j_lamp")


@DAYS.on("16 Nov", "9.30", "dele")
def quiet(case: Case) -> None:
    write(case, "j_quiet", "olive", "15 Nov", "phone", danger="danger", went_to_plan="We looked round on Wednesday and today. Nothing in "
          "the house.", child=case["bryony"], child_said="Bryony read till ten and did not come down once.")


@DAYS.on("23 Nov", "17.30", "priya")
def quiet_read(case: Case) -> None:
    read(case, "j_quiet")


@DAYS.on("24 Nov", "8.55", "dele")
def unread(case: Case) -> None:
    write(case, "j_unread", "medlar", "22 Nov", "phone", danger="danger", went_to_plan="The lamp was off all week. On Sunday Robin asked "
          "me in for tea.", child=case["ash"], child_said="He told me at the door that his bed is dry.")
