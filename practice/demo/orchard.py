"""The Orchard family: a father's drinking after a death, moving to its close. Invented; phone numbers are Ofcom's for drama."""

from datetime import date
from typing import Any

from practice.access.models import Information, PartKind
from practice.demo import (
    orchard_closing,
    orchard_discussion,
    orchard_hands,
    orchard_journal,
    orchard_living,
    orchard_network,
    orchard_parts,
    orchard_pieces,
    orchard_plan,
    orchard_programme,
)
from practice.demo.replay import Case, Days, day
from practice.families.models import PlaceKind, Relation, Sex, Standing
from practice.mapping.kinds import (
    BottomLine,
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

DAYS = Days([*orchard_plan.DAYS, *orchard_discussion.DAYS,
             *orchard_parts.DAYS, *orchard_network.DAYS, *orchard_living.DAYS, *orchard_journal.DAYS,
             *orchard_hands.DAYS, *orchard_closing.DAYS, *orchard_pieces.DAYS, *orchard_programme.DAYS])
CLOSING = date(2027, 1, 18)
TEAM = frozenset(Information) - {Information.ADDRESS, Information.THIRD_PARTY}
SCHOOL = frozenset({Information.STORY, Information.PLAN, Information.OWN_ACTIONS, Information.SCHOOL})


@DAYS.on("1 June", "9.40", "kath")
def begins(case: Case) -> None:
    case.open("Orchard", "R4TN-8WEC", "Child in need", "south")
    case.contact("Mr Lark, Ash’s school", "2A", "Ash has come in wet and hungry on five mornings in May. He holds on to "
                 "me at the gate. A neighbour says that he was found outside at night.", decision="Assess",
                 because="A child of five was outside alone at night, and it is not known who looks after him then.",
                 by="Kath Downs, team manager", received="1 June")
    case.allocate("priya", "Allocated on the day of the referral")


@DAYS.on("2 June", "15.10", "priya")
def people(case: Case) -> None:
    home = "Robin’s home"
    case.person("robin", "Robin Orchard", Standing.ADULT, "dad", born="11 Feb 1985", sex=Sex.MALE, home=home,
                parental_responsibility="yes: father")
    case.child("bryony", "Bryony Orchard", "30 Apr 2015", Sex.FEMALE, home=home)
    case.child("ash", "Ash Orchard", "12 Mar 2021", Sex.MALE, home=home)
    case.person("hazel", "Hazel Orchard", Standing.ADULT, "mum", born="14 Oct 1986", died="9 Feb 2025", sex=Sex.FEMALE)
    case.person("olive", "Olive Thorn", Standing.ADULT, "aunt", born="5 June 1982", sex=Sex.FEMALE, home="Olive’s home",
                about={"phone": "07700 900301"})
    case.person("medlar", "Mrs Medlar", Standing.NETWORK, "next door", sex=Sex.FEMALE, short_name="Mrs Medlar",
                about={"phone": "07700 900302"})
    case.person("alder", "Alder Rowan", Standing.ADULT, "granddad", born="8 Jan 1953", estimated=True, sex=Sex.MALE)
    case.person("fernhill", "Mr Fernhill", Standing.NETWORK, "football coach", sex=Sex.MALE, short_name="Mr Fernhill")
    case.professional("priya", lead=True)
    for login in ("dele", "jo", "sam", "quill", "lark", "kath"):
        case.professional(login)
    for parent in ("robin", "hazel"):
        for child in ("bryony", "ash"):
            case.relate(parent, Relation.PARENT, child)
    case.relate("robin", Relation.MARRIED, "hazel", since="2012", until="February 2025", said_by="Robin")
    case.relate("olive", Relation.SIBLING, "robin", said_by="Olive")
    case.relate("alder", Relation.PARENT, "hazel", said_by="Robin")
    case.relate("olive", Relation.CLOSE, "ash", said_by="Bryony")
    case.place(PlaceKind.HOME, ("robin", "bryony", "ash"), lines="6 Pippin Close", town="Saltmarsh", postcode="ZZ99 4AB")
    case.place(PlaceKind.SCHOOL, ("bryony",), name="Ashgrove School")
    case.place(PlaceKind.SCHOOL, ("ash",), name="Coppice Primary")


@DAYS.on("5 June", "11.00", "priya")
def team(case: Case) -> None:
    case.part("dele", PartKind.SPECIALIST, "Family worker: with Robin and the children each week", may_write=True,
              kinds=TEAM, asked="Be on the phone on weekdays")
    case.part("jo", PartKind.SPECIALIST, "Works with Robin on his drinking", kinds=TEAM, asked="See Robin on Thursdays")
    case.part("sam", PartKind.SPECIALIST, "Sees Robin about his grief", kinds=TEAM, asked="See Robin every week")
    case.part("quill", PartKind.SPECIALIST, "Bryony’s head of year", kinds=SCHOOL, asked="Look out for Bryony at school")
    case.part("lark", PartKind.SPECIALIST, "Ash’s teacher", kinds=SCHOOL, asked="Look out for Ash at school")


@DAYS.on("8 June", "16.20", "priya")
def bottom_line(case: Case) -> None:
    case.add("never_alone", BottomLine(
        words="Robin is never the only adult with the children when he has drunk.",
        family_words="If Robin has had a drink, he is not the only grown-up with the children.",
        reason="Nobody could wake him, and Ash went outside.", footing="Agreement with Robin",
        if_not_met="If that goes wrong, Priya comes the next day. We all meet in 5 working days.",
        set_by="Kath Downs, team manager", set_on=day("8 June"), review_on=CLOSING, told="Robin and Olive, 8 June",
        status="met", status_why="True since 8 June"))


@DAYS.on("11 June", "16.30", "dele")
def houses(case: Case) -> None:
    told: dict[str, Any] = {"said_to": "Dele", "said_on": day("11 June"), "is_verbatim": True, "how_known": "Three Houses"}
    bryony: dict[str, Any] = {"said_by": case["bryony"], "about": case.all("bryony"), **told}
    case.add("bryony_good", Strength(words="Dad’s Hazel stories. Olive’s sofa. Mr Fernhill says I’m a good keeper.",
                                     did=True, protected=False, repeated=True, **bryony))
    case.add("bryony_hope", Hope(words="I go to football and come home and dinner is there.", **bryony))


@DAYS.on("12 June", "10.15", "priya")
def worries(case: Case) -> None:
    both = case.all("bryony", "ash")
    case.add("drinking", Harm(
        words="Robin drank a bottle of vodka or more at night. The children could not wake him.", about=both,
        said_by=case["medlar"], said_to="Priya", said_on=day("3 June"), how_known="Mrs Medlar, school and Robin agree",
        by_whom=case.all("robin"), to_whom=both,
        first=Incident(when="After Hazel’s funeral, February 2025", what="drank alone in the kitchen at night"),
        worst=Incident(when="Sat 23 May", on=day("23 May"), what="Mrs Medlar found Ash outside at 11.20 pm in pyjamas, "
                       "looking for his sister", seen_by="Mrs Medlar"),
        latest=Incident(when="Fri 29 May", on=day("29 May"), what="Bryony could not wake him", seen_by="Bryony"),
        how_often="4 or 5 nights a week, from the funeral to 29 May", getting="less", severity="very serious",
        severity_why="8 of 10: a child of five was outside at night and nobody knew", evidence="admitted",
        impacts=(Impact(child=case["bryony"], words="Cooked, put Ash to bed and missed football for 6 weeks. “I listen to "
                        "see if he’s breathing.”"),
                 Impact(child=case["ash"], words="Wet and hungry at school on 5 mornings in May. Holds on to the teacher at "
                        "the gate")),
        differs=(Differs(person=case["robin"], words="I don’t remember. I’m ashamed."),)))
    case.add("gas", Harm(
        words="Gas was left on. Bryony turned it off.", about=both, said_by=case["bryony"], said_to="Dele",
        said_on=day("11 June"), by_whom=case.all("robin"), to_whom=both, how_often="once", severity="serious",
        severity_why="a fire or gas at night with nobody awake", evidence="the child said",
        latest=Incident(when="Thu 14 May", on=day("14 May"), what="the ring was on and not lit", seen_by="Bryony"),
        impacts=(Impact(child=case["bryony"], words="Looks at the cooker every night before bed"),
                 Impact(child=case["ash"], words="Was asleep"))))
    case.add("bryony_worries", Harm(
        words="Dad won’t wake up. Ash goes out to look for me.", said_by=case["bryony"], said_to="Dele",
        said_on=day("11 June"), is_verbatim=True, how_known="Three Houses", about=both, by_whom=case.all("robin"),
        to_whom=both, evidence="the child said", latest=Incident(when="Fri 29 May", on=day("29 May"), what="nobody woke"),
        impacts=(Impact(child=case["bryony"], words="“If I tell they take us away.”"),
                 Impact(child=case["ash"], words="Goes out to look for her"))))
    case.add("grief", ComplicatingFactor(words="Grief. Less money. Rent owed: £740.", said_by=case["robin"],
                                         said_to="Priya", said_on=day("9 June"), sort="poverty", about=both))
    case.add("strong", ComplicatingFactor(words="Robin feels that he has to be strong and tell nobody.", sort="isolation",
                                          said_by=case["robin"], said_to="Dele", said_on=day("10 June")))
    case.add("secret", ComplicatingFactor(words="Bryony keeps it secret.", said_by=case["quill"], said_to="Priya",
                                          said_on=day("4 June"), sort="isolation", about=case.all("bryony")))
    case.add("fits", Unknown(words="Does Robin have fits when he stops drinking?", why_it_matters="Then stopping suddenly "
                             "could kill him.", finder=case["jo"], by_on=day("12 June"), said_by=case["priya"],
                             said_on=day("12 June"), evidence_of=case["robin"]), info=Information.HEALTH)
    case.add("warm", Strength(words="Robin is warm. He tells stories about Hazel. The school bags are ready.",
                              said_by=case["lark"], said_to="Priya", said_on=day("4 June"), about=both, did=True,
                              protected=False, repeated=True, example="Both bags by the door on 3, 4 and 5 June"))
    case.add("asked", Strength(words="He asked for help on 2 June.", said_by=case["priya"], said_on=day("2 June"),
                               how_known="First visit", did=True, protected=False, repeated=False,
                               evidence_of=case["robin"]))


@DAYS.on("12 June", "14.30", "priya")
def danger(case: Case) -> None:
    both = case.all("bryony", "ash")
    case.add("danger", DangerStatement(
        title="Nobody awake at night", about=both, words="Robin, Olive and Priya are worried that when Robin feels the "
        "grief at night he will drink until he can’t wake. Ash could go outside or get burnt or hurt. Bryony could be "
        "frightened, and worn out from being the grown-up.", worried="Robin, Olive and Priya",
        behaviour="Robin will drink until he can’t wake", circumstances="when he feels the grief at night",
        impact="Ash could go outside or get burnt or hurt, and Bryony could be frightened and worn out",
        family_words="Robin, Olive and Priya all worry about this. When the grief comes at night, Robin could drink until "
        "he can’t wake. Ash could go outside, or get burnt. Bryony could be scared, and worn out from being the grown-up.",
        family_words_by=case["robin"], child=case["bryony"],
        child_words="We are worried that nobody wakes up at night if something happens to you or Ash."),
        rests_on=("drinking", "gas"))
    case.add("goal", SafetyGoal(
        about=both, words="On any evening Robin drinks, a sober grown-up he has rung is in the house before 7 and stays "
        "until breakfast. Robin is sober when he is in charge. Bryony does an eleven-year-old’s jobs only, and gets to "
        "football.", family_words="There is always a sober grown-up in the house. Bryony gets to be eleven.",
        doing="Robin rings before he drinks, and a sober grown-up stays", network="Olive and Mrs Medlar",
        child_experience="Bryony does an eleven-year-old’s jobs only, and gets to football",
        seen_by="Olive, Mrs Medlar and school", for_how_long="4 months", including="14 October and Christmas",
        best_hope="I don’t want Bry to remember me like my dad.", best_hope_by=case["robin"]), under="danger")
    case.add("scale", SafetyScale(
        words="How safe is it at home at night?", zero="the children are alone in danger at night",
        ten="there is always a sober grown-up, and Bryony is a child", zero_short="the children are alone in danger at night",
        ten_short="there is always a sober grown-up; Bryony is a child"), under="danger")
    case.add("took_in", ExistingSafety(
        words="Mrs Medlar took Ash in and stayed until Olive came.", acted=case.all("medlar", "olive"), about=both,
        said_by=case["medlar"], said_to="Priya", said_on=day("3 June"), dates_seen="23 May", seen_for="Seen once",
        confirmed_by="Olive", did=True, protected=True, repeated=False), under="danger")
    case.add("robin_hope", Hope(words="I don’t want Bry to remember me like my dad.", said_by=case["robin"],
                                said_to="Dele", said_on=day("10 June"), is_verbatim=True))


@DAYS.on("12 June", "16.40", "priya")
def numbers_in_june(case: Case) -> None:
    said: dict[str, Any] = {"is_verbatim": True}
    case.rate("scale", robin=(6, "I’ve got it sorted.", said), bryony=(2, "", {"asked_by": "with Dele"}),
              ash=(4, "", {"tool": "faces 1 to 5", "raw_value": "2", "asked_by": "with Dele"}), olive=(3, ""),
              medlar=(3, ""), jo=(3, "He has stopped before and had a fit."), sam=(4, "He says it aloud now."),
              quill=(3, "She is tired and says that nothing is wrong."), lark=(3, "Wet and hungry on five mornings."),
              priya=(3, "Nobody has tried an evening yet."))
    case.change("fits", answer="Yes, once. So he stops only with a doctor’s help, and never suddenly.",
                answered_on=day("12 June"))


@DAYS.on("10 July", "15.30", "priya")
def assessment(case: Case) -> None:
    case.add("rings", ExistingSafety(
        words="Robin rang Olive before drinking 4 times in June and July. She came and stayed.",
        acted=case.all("robin", "olive"), about=case.all("bryony", "ash"), said_by=case["olive"], said_to="Priya",
        said_on=day("9 July"), dates_seen="18 and 26 June, 2 and 7 July", seen_for="Seen for 3 weeks",
        confirmed_by="Mrs Medlar", did=True, protected=True, repeated=True), under="danger")
    case.add("ash_good", Strength(words="Aunty Olive makes eggs.", said_by=case["ash"], said_to="Dele",
                                  said_on=day("9 July"), is_verbatim=True, how_known="Faces", about=case.all("ash"),
                                  did=True, protected=False, repeated=True))
    case.add("judgement", Judgement(
        words="We believe that the children can be safe at home with Robin, because he rings before he drinks and somebody "
        "comes.", best_case="By Christmas Robin rings before it gets bad, Olive comes, and Bryony plays football.",
        worst_case="Robin drinks alone on a bad night, nobody is rung, and Ash goes outside or there is a fire.",
        makes_worse_likelier="Stopping suddenly, the rent, Hazel’s birthday, and Bryony keeping it to herself.",
        makes_better_likelier="Robin asked for help himself. Olive lives four streets away. Mrs Medlar is next door.",
        which_and_why="The better one, while the plan is in use: he rang four times out of four in three weeks.",
        would_change_our_mind="A night without a sober grown-up, or Bryony not being asked.",
        other_explanation="That he hides the drinking better now. So Olive looks with him twice a week.",
        family_view="Robin says: “Fair. You could have put that I never hit them.” He never did."))
    case.story("story", words="Hazel died in February 2025. After that Robin drank at night until nobody could wake him. On 23 May Mrs "
        "Medlar found Ash outside in pyjamas at 11.20 pm. Bryony was cooking, putting Ash to bed and listening for her dad’s "
        "breath.\n\nRobin asked for help on 2 June. He rings his sister Olive before it gets bad, and she comes.",
        read_with="Robin on 10 July")
    case.finish_mapping("The assessment, with Robin and Olive")
    case.shown("robin", "read with him at home", "Fair. You could have put that I never hit them.")
    case.shown("bryony", "with Dele, her own page and the danger statement in a sentence", "It’s right about the football.")
    case.shown("olive", "copy given")


@DAYS.on("24 Aug", "16.00", "priya")
def numbers_in_august(case: Case) -> None:
    case.change("asked", words="He asked for help on 2 June. Detox done on 17 July.")
    case.rate("scale", robin=(6, "I ring her. It’s easier when I’ve rung.", {"is_verbatim": True}),
              bryony=(5, "Olive’s sofa.", {"is_verbatim": True, "asked_by": "with Dele"}),
              ash=(6, "", {"tool": "faces 1 to 5", "raw_value": "3", "asked_by": "with Dele"}), olive=(6, ""),
              medlar=(6, ""), jo=(5, "Detox done on 17 July; too early to lean on it."), sam=(5, "Comes every week."),
              quill=(6, "She was at every day of the summer club."), lark=(6, "Dry and cheerful at the play scheme."),
              priya=(5, "Six weeks of evenings with somebody sober."))


@DAYS.on("12 Oct", "16.10", "priya")
def numbers_in_october(case: Case) -> None:
    case.add("october", ExistingSafety(
        words="9 October: he rang at 4.40. Olive was there at 6.15.", acted=case.all("robin", "olive", "medlar"),
        about=case.all("bryony", "ash"), said_by=case["olive"], said_to="Priya", said_on=day("10 Oct"),
        dates_seen="9 October", seen_for="On the hardest day so far", confirmed_by="Mrs Medlar; Jo was told within 12 hours",
        did=True, protected=True, repeated=True), under="danger")
    case.rate("scale", robin=(5, "I had a bad week and I rang.", {"is_verbatim": True}),
              bryony=(6, "He rang before I had to.", {"is_verbatim": True, "asked_by": "with Dele"}),
              ash=(6, "", {"tool": "faces 1 to 5", "raw_value": "3", "asked_by": "with Dele"}), olive=(6, ""),
              medlar=(7, ""), jo=(5, "One lapse, 9 October, told within 12 hours. 90 days first."),
              sam=(6, "He talks about Hazel without drinking after it."), quill=(7, "She laughs again."),
              lark=(7, "Dry since September."), priya=(6, "The plan worked when he did drink."))


@DAYS.on("20 Nov", "9.05", "kath")
def cover(case: Case) -> None:
    case.part("ines", PartKind.COVER, "Covers for Priya Sandal, who is on leave", may_write=True, until="27 Nov",
              asked="Phone Olive Thorn on Tuesday: first week of the plan without visits")


@DAYS.on("23 Nov", "15.10", "priya")
def numbers_in_november(case: Case) -> None:
    said: dict[str, Any] = {"is_verbatim": True}
    case.rate("scale", robin=(8, "I had a bad week and I rang.", said),
              bryony=(8, "I don’t listen for breathing now. Only sometimes.", {**said, "asked_by": "with Dele"}),
              ash=(8, "Aunty Olive makes eggs.", {**said, "tool": "faces 1 to 5", "raw_value": "4", "asked_by": "with Dele"}),
              olive=(8, "He rings. Every time bar one.", said), medlar=(8, ""),
              priya=(8, "The plan worked on 9 and 14 October."),
              jo=(7, "Detox done on 17 July. One bad day, 9 October. He told us within 12 hours."),
              sam=(7, "He comes every week to talk about Hazel."), quill=(8, "Bryony is at school 97 days in 100."),
              lark=(9, "Ash is dry. He brings toast."))
    case.add("christmas", Unknown(words="Will the plan work at Christmas?", why_it_matters="It is the first one without "
                                  "visits, and the second without Hazel.", finder=case["olive"], by_on=date(2027, 1, 4),
                                  said_by=case["priya"], said_on=day("23 Nov")))
    for key, who, words in (("step_robin", "robin", "rings Olive by 5 if he wants to drink"),
                            ("step_medlar", "medlar", "looks for the lamp at 9"),
                            ("step_jo", "jo", "sees Robin on Thursdays"),
                            ("step_priya", "priya", "no visits until 18 January, then we meet to close")):
        private = case["robin"] if who == "jo" else None
        case.add(key, NextStep(words=words, who=case[who], by_on=CLOSING, evidence_of=private), under="goal")
    case.story("story", words="Hazel died in February 2025. After that Robin drank at night until nobody could wake him. On 23 May "
               "Mrs Medlar found Ash outside in pyjamas at 11.20 pm. Bryony was cooking, putting Ash to bed and listening for her "
               "dad’s breath. Robin asked for help on 2 June. His detox was done on 17 July.\n\nOn 9 October he had a bad week, and "
               "he rang; Olive was there at 6.15. Hazel’s birthday they spent at Olive’s. Bryony plays football and Ash has "
               "breakfast. Since 23 November the plan runs without visits. The next hard day is Christmas; we meet to close on 18 "
               "January.", read_with="Robin and Bryony on 23 November")
    case.withdraw("fits", "Answered on 12 June. It is rule 5 of the plan now.")
    case.finish_mapping("The review: numbers up, and what Christmas may bring")
    case.shown("robin", "at the review, numbers side by side")


@DAYS.on("12 June", "17.30", "priya")
def evidence(case: Case) -> None:
    case.says_yes("robin", (Information.HEALTH, Information.STORY, Information.PLAN), ("olive", "medlar", "bryony", "ash"), "Jo, on paper, 12 June")
