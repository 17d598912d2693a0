"""The Orchard network: a sister four streets away, next door, a football coach, and a granddad who is asked again."""

from practice.demo.replay import Case, Days, day

DAYS = Days()


@DAYS.on("12 June", "12.10", "priya")
def circles(case: Case) -> None:
    case.joins("olive", ring="inner", ring_because="She came on 23 May and stayed the night", relation="Robin’s sister",
               depends="no", words="Comes before 7 and stays until breakfast", times="Any evening; not Friday mornings",
               willing=9, willing_on=day("11 June"), willing_words="Four streets. I can walk it.", may_be_named="yes",
               checks="Priya saw her home on 9 June", worries="That she takes over, and Robin lets her")
    case.joins("medlar", ring="middle", ring_because="She took Ash in on 23 May", relation="next door", in_house="no",
               depends="no", words="Looks at the hall lamp at 9, and comes over when it is lit", times="Every night; away two "
               "weeks in February", limits="Cannot lift Ash on the stairs", willing=8, willing_on=day("12 June"),
               willing_words="I am up till eleven anyway.", may_be_named="yes", checks="Priya and Dele met her on 12 June")
    case.joins("fernhill", ring="outer", relation="football coach", in_house="no", depends="no",
               words="Fetches Bryony on Tuesdays and Saturdays", times="Tuesdays and Saturdays", may_be_named="yes",
               checks="Club check, seen by Dele on 18 June",
               not_told="Anything of Robin’s health, or of Hazel’s death beyond what he knows.")
    case.joins("alder", ring="outer", relation="Hazel’s dad", in_house="no", words="Would have the children for a night",
               limits="Hard of hearing; does not always hear the phone", willing=5, willing_on=day("11 June"),
               willing_words="He has not spoken with Robin since the funeral. Olive asked him.")


@DAYS.on("12 June", "12.30", "priya")
def who_else(case: Case) -> None:
    case.asks_who_else("Who in the outer circle would you want to move in, and what would it take?", "bryony",
                       "Mr Fernhill. He says I’m a good keeper. But he’d have to know why I’m tired.", "Mr Fernhill")


@DAYS.on("20 June", "17.00", "priya")
def told(case: Case) -> None:
    case.told(("olive", "medlar"), "Robin, with Priya", "danger", how="at Robin’s kitchen table", ring="inner",
              olive="I knew about the bottles. I didn’t know about the door.",
              medlar="I should have knocked sooner.")
    case.told(("fernhill",), "Robin, with Priya", "danger", how="after training", ring="middle",
              fernhill="She can talk to me. I won’t ask.")


@DAYS.on("2 July", "18.00", "dele")
def more(case: Case) -> None:
    case.asks_who_else("Who else would be upset if they knew?", "robin", "Nobody. Maybe Sorrel, Hazel’s friend from the choir.",
                       "Sorrel")


@DAYS.on("13 Sept", "19.30", "priya")
def alone(case: Case) -> None:
    case.met("robin", "olive", "medlar", said="Who comes on 14 October, and who sits with Ash at bedtime. Robin cooked.")
