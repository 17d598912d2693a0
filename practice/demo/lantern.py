"""The Lantern family: a boy used by older men, harm outside the home, agencies that do not agree. Invented, all of it."""

from typing import Any

from practice.access.models import Information, PartKind
from practice.demo import (
    lantern_conference,
    lantern_discussion,
    lantern_hands,
    lantern_ideas,
    lantern_journal,
    lantern_living,
    lantern_network,
    lantern_plan,
    lantern_tonight,
)
from practice.demo.replay import Case, Days, day
from practice.families.models import PlaceKind, Relation, Sex, Standing
from practice.mapping.kinds import (
    ComplicatingFactor,
    DangerStatement,
    ExistingSafety,
    Harm,
    Hope,
    Impact,
    Incident,
    Judgement,
    NextStep,
    SafetyGoal,
    SafetyScale,
    Strength,
    Unknown,
)
from practice.records.bodies import Differs

DAYS = Days([*lantern_plan.DAYS, *lantern_network.DAYS, *lantern_living.DAYS, *lantern_journal.DAYS, *lantern_hands.DAYS,
             *lantern_discussion.DAYS, *lantern_ideas.DAYS, *lantern_conference.DAYS, *lantern_tonight.DAYS])
STORY, PLAN, OWN = Information.STORY, Information.PLAN, Information.OWN_ACTIONS


@DAYS.on("14 Sept", "10.20", "owen")
def begins(case: Case) -> None:
    case.open("Lantern", "H9VD-5GJY", "Child in need", "young")


@DAYS.on("15 Sept", "9.15", "owen")
def decided(case: Case) -> None:
    case.contact("DC Wick, police", "6", "Jay Lantern, fourteen, was found at the station at 3 in the morning after two nights "
                 "away. He had a cut over the eye and somebody else’s phone. It is the third time since August.",
                 decision="Strategy discussion on 16 September", because="Older men send him to sell drugs and have hurt him. "
                 "The worry is outside the home, not his parents’ care.", by="Owen Gray, team manager", received="14 Sept")


@DAYS.on("15 Sept", "9.30", "owen")
def allocated(case: Case) -> None:
    case.allocate("fay", "Allocated on the day of the decision")


@DAYS.on("16 Sept", "14.00", "fay")
def people(case: Case) -> None:
    home = "Amber’s home"
    case.child("jay", "Jay Lantern", "17 May 2012", Sex.MALE, home=home)
    case.child("star", "Star Lantern", "11 Aug 2017", Sex.FEMALE, home=home)
    case.person("amber", "Amber Lantern", Standing.ADULT, "mum", born="22 Mar 1988", sex=Sex.FEMALE, home=home,
                parental_responsibility="yes: mother", about={"phone": "07700 900203",
                                                              "safe_contact": "Sleeps until 2 after a night shift."})
    case.person("idris", "Idris Vale", Standing.ADULT, "stepdad", born="30 Sept 1986", sex=Sex.MALE, home=home,
                about={"phone": "07700 900201"})
    case.person("halina", "Halina Świt", Standing.ADULT, "grandmother", born="19 Apr 1960", sex=Sex.FEMALE,
                home="Upstairs from Amber",
                about={"language": "Polish", "interpreter": "Polish, in meetings; nobody from the family",
                       "communication": "Reads Polish. Give her a copy that a person has checked."})
    case.person("max", "Max Lantern", Standing.ADULT, "uncle", born="27 Jan 1991", sex=Sex.MALE,
                about={"phone": "07700 900202"})
    case.person("viola", "Viola Lantern", Standing.ADULT, "aunt", sex=Sex.FEMALE,
                about={"phone": "07700 900204"})
    case.person("lucian", "Lucian Blaze", Standing.ADULT, "dad", born="2 June 1985", sex=Sex.MALE,
                parental_responsibility="yes: father", about={"language": "Polish and English",
                                                              "safe_contact": "In Poland; rings on Sundays."})
    case.person("robbie", "Robbie", Standing.NETWORK, "Jay’s friend", sex=Sex.MALE)
    case.professional("fay", lead=True)
    for login in ("owen", "wick", "prism", "glow"):
        case.professional(login)
    for parent in ("amber", "lucian"):
        for child in ("jay", "star"):
            case.relate(parent, Relation.PARENT, child)
    case.relate("halina", Relation.PARENT, "lucian")
    case.relate("amber", Relation.LIVING_TOGETHER, "lucian", since="2010", until="2019", said_by="Amber")
    case.relate("amber", Relation.SEPARATED, "lucian", since="2019", said_by="Amber")
    case.relate("amber", Relation.LIVING_TOGETHER, "idris", since="2021", said_by="Amber")
    case.relate("max", Relation.SIBLING, "amber", said_by="Amber")
    case.relate("viola", Relation.SIBLING, "amber", said_by="Amber")
    case.relate("halina", Relation.CLOSE, "star", said_by="Star")
    case.place(PlaceKind.HOME, ("amber", "jay", "star", "idris"), lines="22 Wick Street", town="Saltmarsh",
               postcode="ZZ99 5CD")
    case.place(PlaceKind.SCHOOL, ("jay",), name="Beamside Academy")


@DAYS.on("17 Sept", "11.10", "fay")
def team(case: Case) -> None:
    case.part("wick", PartKind.SPECIALIST, "Police team against exploitation", asked="Find out who Sol is, by 1 December",
              kinds={STORY, PLAN, OWN, Information.POLICE, Information.THIRD_PARTY})
    case.part("prism", PartKind.SPECIALIST, "Jay’s school", asked="Ring Amber by 9.15 when Jay is not there",
              kinds={STORY, PLAN, OWN, Information.SCHOOL})
    case.part("glow", PartKind.SPECIALIST, "Young people’s mental health", asked="See Jay about sleep and the panic",
              kinds={STORY, PLAN, OWN, Information.HEALTH})


@DAYS.on("1 Oct", "10.00", "owen")
def jay_chose(case: Case) -> None:
    case.professional("kwame", lead=True)
    case.professional("liz")
    case.allocate("kwame", "Jay chose him to lead")
    case.part("fay", PartKind.ALLOCATED, "Social worker with oversight of Kwame’s work", may_write=True)
    case.part("liz", PartKind.SPECIALIST, "Prepares the family’s own meeting on 5 December", kinds={PLAN, OWN},
              asked="Everyone ready for Saturday 5 December")


@DAYS.on("22 Sept", "15.00", "fay")
def past_harm(case: Case) -> None:
    both = case.all("jay", "star")
    case.add("sent", Harm(
        words="Men sent Jay by train to sell drugs from a flat in another town, and hit him when he was short.",
        said_by=case["jay"], said_to="Kwame", said_on=day("12 Sept"), how_known="Police, and the hospital on 31 August",
        about=case.all("jay"), to_whom=case.all("jay"), first=Incident(when="June", what="carried a bag on the train"),
        worst=Incident(when="Sat 29 Aug", on=day("29 Aug"), what="2 nights in the flat, cut over the eye, told that he owed "
                       "£310", seen_by="hospital"),
        latest=Incident(when="Fri 11 Sept", on=day("11 Sept"), what="1 night away, found at the station", seen_by="police"),
        how_often="weekly to every two weeks", getting="less", severity="very serious",
        severity_why="9 of 10: a knife was used, and he was kept in a flat", evidence="confirmed by a professional",
        impacts=(Impact(child=case["jay"], words="Thin, sleeps by day, at school 61 days in 100, panics at a buzzing phone: "
                        "“They’ll go for Star.”"),
                 Impact(child=case["star"], words="Lies awake until he is in"))))
    case.add("burn", Harm(
        words="They threatened to burn the house.", said_by=case["jay"], said_to="Kwame", said_on=day("12 Sept"),
        how_known="Voice note, kept by DC Wick", about=both, to_whom=both, how_often="once", severity="very serious",
        severity_why="both children sleep there", evidence="confirmed by a professional",
        latest=Incident(when="Sat 12 Sept", on=day("12 Sept"), what="voice note to Jay’s phone"),
        impacts=(Impact(child=case["jay"], words="Sits up at night"), Impact(child=case["star"], words="Wakes at noises"))))
    case.add("nights", ComplicatingFactor(words="Amber works nights, and there are debts.", said_by=case["amber"],
                                          said_to="Fay", said_on=day("18 Sept"), sort="poverty"))
    case.add("excluded", ComplicatingFactor(
        words="School sent Jay home for days twice after a knife was found in his bag. Jay says: “For the train.”",
        said_by=case["prism"], said_to="Fay", said_on=day("17 Sept"), about=case.all("jay")), info=Information.SCHOOL)
    case.add("search", ComplicatingFactor(words="Bad feeling with the police since they searched the house.",
                                          said_by=case["idris"], said_to="Fay", said_on=day("18 Sept"), sort="past services"))
    case.add("no_place", ComplicatingFactor(words="There is no place for young people near by.", said_by=case["jay"],
                                            said_to="Kwame", said_on=day("21 Sept"), about=case.all("jay")))
    case.add("men", ComplicatingFactor(words="Deck is 25 and Sol about 19. Police know Deck for carrying a knife.",
                                       said_by=case["wick"], said_on=day("16 Sept")), info=Information.THIRD_PARTY,
             not_for=("jay", "amber", "idris", "halina", "max", "viola", "lucian"), because="Police information about others")


@DAYS.on("14 Oct", "9.50", "kwame")
def jays_page(case: Case) -> None:
    told: dict[str, Any] = {"said_by": case["jay"], "said_to": "Kwame", "said_on": day("14 Oct"), "is_verbatim": True,
                            "how_known": "Typed on Kwame’s phone; he did not want houses or stones",
                            "about": case.all("jay")}
    school: dict[str, Any] = {"not_for": ("prism", "halina", "lucian", "viola", "robbie", "fay", "wick", "glow"),
                              "because": "Jay says: mum, Idris, Max and Kwame; school only “start late”"}
    case.add("jay_worries", ComplicatingFactor(words="Star. My phone going off. Everyone deciding stuff.", **told), **school)
    case.add("jay_good", Strength(words="Max’s garage. Idris comes and doesn’t chat. Kwame.", did=True, **told), **school)
    case.add("jay_wants", Hope(words="Them gone. Not me gone. Mum not on nights.", **told), **school)
    case.add("star_says", Strength(words="I sleep upstairs with babcia.", said_by=case["star"], said_to="Kwame",
                                   said_on=day("13 Oct"), is_verbatim=True, about=case.all("star"), did=True))


@DAYS.on("14 Oct", "10.40", "kwame")
def good(case: Case) -> None:
    case.add("looking", Strength(words="Amber went looking at 2 in the morning and told school.", said_by=case["prism"],
                                 said_to="Fay", said_on=day("17 Sept"), did=True, protected=True, repeated=False))
    case.add("drives", Strength(words="Idris drives him. Max offers Saturday mornings at his garage.", said_by=case["amber"],
                                said_to="Kwame", said_on=day("5 Oct"), did=True, protected=False, repeated=True))
    case.add("kind", Strength(words="Jay is kind to Star and good with engines.", said_by=case["max"], said_to="Kwame",
                              said_on=day("5 Oct"), about=case.all("jay", "star"), did=True, repeated=True))


@DAYS.on("14 Oct", "11.20", "kwame")
def danger(case: Case) -> None:
    both = case.all("jay", "star")
    case.add("danger", DangerStatement(
        title="The men pulling Jay back", about=both,
        words="Amber, Idris, Halina, Kwame, Fay and police are worried that Deck and the older men will pull or threaten Jay "
        "back to carry drugs when he has no lift, no money and a ping on his phone, and he could be stabbed, arrested or "
        "killed, and that they may come to the house and hurt Star to make him pay.",
        worried="Amber, Idris, Halina, Kwame, Fay and police", behaviour="Deck and the older men will pull or threaten Jay "
        "back to carry drugs", circumstances="when he has no lift, no money and a ping on his phone",
        impact="he could be stabbed, arrested or killed, and they may hurt Star to make him pay",
        family_words="The men could pull Jay back when he has no money and his phone pings. He could be stabbed, arrested or "
        "killed. They could come to the house and hurt Star.", family_words_by=case["amber"], child=case["star"],
        child_words="We are worried that some men want Jay to do bad things, and that they might come to the house.",
        differs=(Differs(person=case["jay"], words="Not scared of them. Scared for Star. Don’t write that they own me."),)),
        rests_on=("sent", "burn"))
    case.add("goal", SafetyGoal(
        about=both, words="Every day somebody Jay trusts knows where he is; when a message comes he can say “come and get me” "
        "and one of five people does, no questions first. He has days filled with things he wants: garage, school, gym. Police "
        "go after the men, not Jay.", doing="Somebody Jay trusts always knows where he is, and comes when he asks",
        network="Idris, Max, Amber, Viola and Kwame", child_experience="Jay has days filled with things he wants",
        seen_by="Amber, Max and Kwame", how_seen="no unplanned nights", for_how_long="4 months",
        including="Christmas and the summer-job weeks", best_hope="Them gone. Not me gone.", best_hope_by=case["jay"],
        family_words="Jay can put his phone down and sleep. Someone we trust always knows where he is. Star feels safe at "
        "home."), under="danger")
    case.add("scale", SafetyScale(
        words="How safe is it, in Jay’s words?", zero="I’m on the train again and don’t know when I’m back.",
        ten="I can put my phone down and sleep.", zero_short="I’m on the train again and don’t know when I’m back",
        ten_short="I can put my phone down and sleep", talk_about="whether the men know the door"), under="danger")
    case.add("told_kwame", ExistingSafety(
        words="Jay told Kwame the same day, on 12 September.", acted=case.all("jay"), said_by=case["kwame"],
        said_on=day("12 Sept"), dates_seen="12 Sept", seen_for="Seen once", about=both, did=True, protected=True,
        repeated=False), under="danger")
    case.add("fetched", ExistingSafety(
        words="Idris collected him from the station twice at Jay’s text.", acted=case.all("jay", "idris"),
        said_by=case["idris"], said_to="Kwame", said_on=day("5 Oct"), dates_seen="21 Sept, 3 Oct", seen_for="Seen for 2 weeks",
        confirmed_by="Kwame", about=case.all("jay"), did=True, protected=True, repeated=True), under="danger")
    case.add("knock", ExistingSafety(
        words="Halina keeps Star upstairs when there is a knock.", acted=case.all("halina"), said_by=case["star"],
        said_to="Kwame", said_on=day("13 Oct"), dates_seen="each evening since 12 Sept", seen_for="Seen for a month",
        confirmed_by="Amber", about=case.all("star"), did=True, protected=True, repeated=True), under="danger")


@DAYS.on("14 Oct", "16.10", "kwame")
def numbers_in_october(case: Case) -> None:
    # Those of the others came from the discussion that afternoon.
    case.rate("scale", star=(3, "", {"asked_by": "with Kwame"}), idris=(4, ""), halina=(3, "", {"asked_by": "with an interpreter"}))


@DAYS.on("6 Nov", "15.00", "kwame")
def assessment(case: Case) -> None:
    case.add("judgement", Judgement(
        words="We believe that Jay is safer at home with people who come for him than moved away, while police go after the men.",
        best_case="By spring Jay sleeps, works beside Max on Saturdays and starts school late; the men are charged.",
        worst_case="A ping on a Friday without money, nobody near, and Jay is stabbed or does not come back.",
        makes_worse_likelier="Fridays, holidays, quarrels, and the men knowing the door.",
        makes_better_likelier="Jay texts; Idris came in 15 minutes; Star sleeps upstairs.",
        which_and_why="The better one for now, looked at every week. DC Wick would move him this month; that stands here.",
        would_change_our_mind="One red flag: a night away, a message that names Star, a car at the corner.",
        other_explanation="That they have gone quiet because the debt is being paid in another way.",
        family_view="Jay: “Don’t write that they own me.” Amber and Max say that he stays."),
        not_for=("jay", "star", "amber", "idris", "halina", "max", "viola", "lucian"), because="Workers’ own page")
    case.story("story", words="Since June older men have sent Jay by train to sell drugs, and they hurt him when he was short. On 29 August he "
        "was two nights in a flat and came back with a cut over the eye. On 12 September they threatened to burn the house, and "
        "Jay told Kwame the same day.\n\nIt is not Jay’s fault, and not his parents’ care. Idris fetches him when he texts. "
        "Star sleeps upstairs with her grandmother. The family’s own meeting is on 5 December.", read_with="Jay on 5 November")
    case.add("sol", Unknown(words="Who is “Sol”?", why_it_matters="He is the one who comes to the corner.",
                            finder=case["wick"], by_on=day("1 Dec"), said_by=case["kwame"], said_on=day("6 Nov")),
             info=Information.POLICE)
    case.finish_mapping("The assessment, with Jay’s own page")
    case.shown("jay", "read with him in the car", "Don’t write that they own me.")
    case.shown("amber", "copy given")


@DAYS.on("16 Nov", "10.30", "kwame")
def asks_ines(case: Case) -> None:
    case.professional("ines", label="sits in the family’s meeting")
    case.part("ines", PartKind.SEAT, "Knows how a family keeps a door shut; asked to the family’s meeting", kinds={PLAN, OWN},
              until="5 Dec", asked="Your seat at the family’s meeting on Saturday 5 December: say if you come")
    case.add("seat", NextStep(words="Answer to Kwame: your seat at the family’s meeting", who=case["ines"],
                              by_on=day("23 Nov")), under="goal", info=Information.OWN_ACTIONS)
    case.add("polish", NextStep(words="Have the plan and the bottom lines put into Polish by a person, and checked.",
                                who=case["liz"], by_on=day("28 Nov")), under="goal")
    case.add("meeting", NextStep(words="The family’s own meeting, with private time.", who=case["liz"],
                                 who_with="Jay, Amber, Idris, Halina, Max, Viola; Lucian by video", by_on=day("5 Dec")),
             under="goal")
    case.add("work_rules", NextStep(words="Check the council’s rules about children who work, before the garage becomes a job.",
                                    who=case["fay"], by_on=day("4 Dec"), about=case.all("jay")), under="goal")


@DAYS.on("18 Nov", "15.20", "kwame")
def numbers_in_november(case: Case) -> None:
    said: dict[str, Any] = {"is_verbatim": True}
    case.rate("scale", jay=(5, "Half. They texted twice and I stayed.", said),
              star=(5, "I sleep upstairs with babcia.", {**said, "asked_by": "with Kwame"}), amber=(4, ""), idris=(5, ""),
              halina=(5, "", {"asked_by": "with an interpreter"}), max=(6, ""), kwame=(5, ""),
              lucian=(None, "In Poland. Kwame asks him on Sunday 29 November, when he rings."),
              wick=(3, "They still know the door. Disruption needs 8 weeks."), prism=(5, ""), glow=(4, ""), fay=(4, ""))
    case.change("fetched", words="Idris collected him from the station three times at Jay’s text.", said_on=day("30 Oct"),
                dates_seen="21 Sept, 3 and 30 Oct", seen_for="Seen for 8 weeks")
