"""The Lantern network: five people who come when Jay sends the picture, and an aunt who is told late."""

from practice.demo.replay import Case, Days, day

DAYS = Days()


@DAYS.on("12 Oct", "11.30", "kwame")
def circles(case: Case) -> None:
    case.joins("amber", ring="inner", ring_because="She went looking for him at 2 in the morning", relation="mum", depends="no",
               words="Days with Jay and Star from 14 December", limits="On nights until then", may_be_named="yes")
    case.joins("idris", ring="inner", ring_because="He fetched Jay from the station", relation="stepdad", depends="no",
               words="Drives, at any hour; no questions before breakfast", times="Any hour", willing=10,
               willing_on=day("12 Oct"), willing_words="I’ll drive.", may_be_named="yes")
    case.joins("halina", ring="middle", relation="grandmother, in her own flat upstairs", in_house="no", depends="no",
               words="Has Star upstairs when somebody is out, or there is a knock", times="Nights and weekends", willing=9,
               willing_on=day("12 Oct"), willing_words="Asked in Polish, with an interpreter.", may_be_named="yes",
               limits="Does not open the door; rings Idris", worries="That they come for Star")
    case.joins("max", ring="middle", relation="uncle, has a garage", in_house="no", depends="no",
               words="Has Jay at the garage on Saturdays; comes when the picture is sent", times="Saturdays 10 to 1; nights by phone",
               willing=9, willing_on=day("12 Oct"), willing_words="He’s good with his hands.", may_be_named="yes",
               not_told="The names of the men. Max has said that he would go and find them.")
    case.joins("viola", ring="outer", relation="aunt", in_house="no", depends="no", words="Could fetch Jay when she is near",
               limits="Away two weeks of four", willing=6, willing_on=day("12 Oct"))


@DAYS.on("14 Oct", "12.05", "kwame")
def told(case: Case) -> None:
    case.told(("amber", "idris", "max", "halina"), "Amber, with Kwame", "danger", on=day("12 Oct"), ring="inner",
              how="at Amber’s; Halina with an interpreter", idris="Then I keep the tank full.", max="Give me ten minutes with them.")
    case.asks_who_else("Who has Jay gone to, or rung, when it was hard?", "jay", "Max. And Flint at the gym, he’s all right.",
                       "Max", "Flint from the gym")


@DAYS.on("18 Nov", "14.50", "kwame")
def viola(case: Case) -> None:
    case.told(("viola",), "Amber, with Kwame", "danger", how="on the phone", ring="middle")
