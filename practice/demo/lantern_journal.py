"""The Lantern journal: a pick-up that worked, a quiet Sunday, and a worry that nobody has read yet."""

from practice.demo.journal_pages import read, write
from practice.demo.replay import Case, Days

DAYS = Days()


@DAYS.on("2 Nov", "10.15", "kwame")
def picked_up(case: Case) -> None:
    write(case, "j_wrench", "idris", "30 Oct", "told", danger="danger", went_to_plan="Jay sent the wrench and I was there in 15 minutes. "
          "No questions before breakfast.", child=case["jay"], child_said="He slept till ten and ate with us.")


@DAYS.on("9 Nov", "15.40", "kwame")
def sunday(case: Case) -> None:
    read(case, "j_wrench")
    write(case, "j_sunday", "amber", "8 Nov", "phone", danger="danger", went_to_plan="Jay showed Idris his phone, as we said. No new "
          "number. His dad rang.")
    read(case, "j_sunday")


@DAYS.on("24 Nov", "8.40", "kwame")
def trainers(case: Case) -> None:
    write(case, "j_trainers", "idris", "21 Nov", "message", danger="danger", went_to_plan="Saturday at Max’s garage, ten to one. He came "
          "home by himself.", words="He had new trainers on and would not say where they are from.", signs=("trainers",),
          we_did="I did not ask twice. Amber and Max know.", child=case["jay"], child_said="Leave it. I’m here, aren’t I.",
          child_verbatim=True, worry=True)
