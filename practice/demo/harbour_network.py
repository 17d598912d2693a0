"""The Harbour network: Marina's people, of whom Callum and his father never learn, and Dunstan on Callum's side."""

from practice.demo.replay import Case, Days, day

DAYS = Days()
DAD = ("callum", "dunstan")
SAFE = "It would show who helps Marina"
UPSET = "Who else would be upset if they knew?"


@DAYS.on("30 Sept", "12.20", "ines")
def begins(case: Case) -> None:
    case.joins("coral", ring="inner", ring_because="Marina told her everything in the week she left", depends="no",
               not_for=DAD, hidden_because=SAFE, words="Has the children two nights a week; is the first call, day and night",
               times="Any hour; not Wednesday mornings, when she cleans at the surgery", limits="Does not drive after dark",
               willing=10, willing_on=day("30 Sept"), willing_words="They are my own.", may_be_named="yes",
               checks="Ines saw her home on 22 September; police check clear, 29 September", worries="Her knees. And that he "
               "follows her from work.", relation="nan")
    case.joins("pearl", ring="middle", ring_because="Marina told her that she had left", depends="no", not_for=DAD,
               hidden_because=SAFE, words="Comes when Coral does not answer; fetches Finn from school", times="Evenings and "
               "weekends", limits="On nights every third week", willing=8, willing_on=day("30 Sept"),
               willing_words="If I am not on shift.", may_be_named="yes", checks="Police check clear, 2 October")


@DAYS.on("8 Oct", "10.50", "ines")
def told(case: Case) -> None:
    case.told(("coral", "pearl"), "Marina, with Ines", "danger1", how="read together at Coral’s table", ring="inner",
              on=day("30 Sept"), coral="He stood in my kitchen and I gave him tea.")
    case.told(("coral", "pearl"), "Marina, with Ines", "danger2", how="read out by Marina",
              coral="She never said. She always says she is fine.")


@DAYS.on("10 Oct", "12.10", "glen")
def dunstan(case: Case) -> None:
    case.joins("dunstan", ring="outer", relation="dad’s dad", depends="no", depends_words="Has his own house and pension",
               words="Callum can come to him at any hour, and he rings Glen", times="Any hour", willing=7,
               willing_on=day("10 Oct"), willing_words="He is my lad. I won’t have him do that again.", may_be_named="yes",
               not_told="Where Marina and the children live, their school, nursery and doctor, her number, and who helps her.",
               worries="That Callum stops talking to him if he rings Glen")
    case.told(("dunstan",), "Glen", "danger1", how="at his house", ring="middle", dunstan="I hit him. I know where he has it from.")


@DAYS.on("13 Oct", "16.30", "ines")
def who_else(case: Case) -> None:
    case.asks_who_else(UPSET, "marina", "Mrs Buoy. She took them in that night. And Skye from the baby group, she’d be in bits.",
                       "Mrs Buoy", "Skye from the baby group", not_for=DAD, hidden_because=SAFE)
    case.joins("buoy", ring="middle", ring_because="She took both children in on 6 September and saw Marina’s neck",
               relation="neighbour at the old flat", not_for=DAD, hidden_because=SAFE,
               not_told="The new address. She lives next door to Callum’s flat.")


@DAYS.on("15 Nov", "19.20", "ines")
def court_day(case: Case) -> None:
    case.met("coral", "pearl", "marina", said="They went through the court day: Coral sits with Marina, Pearl has the children, "
             "and nobody goes home by the same road.")
