"""The Harbour journal: the blue morning, the whale on the peg, and a call. None of it reaches Callum or Dunstan."""

from typing import Any

from practice.demo.harbour_plan import DAD, SAFE
from practice.demo.journal_pages import read, write
from practice.demo.replay import Case, Days

DAYS = Days()
KEPT: dict[str, Any] = {"not_for": DAD, "because": SAFE}


@DAYS.on("3 Nov", "16.20", "ines")
def blue(case: Case) -> None:
    write(case, "j_blue", "coral", "3 Nov", "phone", danger="danger2", went_to_plan="Marina texted “blue” at 6.50. I was there at 8.20. "
          "Finn was in class at 8.55, and Shelly stayed with me till 3.", evidence_of=case["marina"], **KEPT)
    write(case, "j_marina", "marina", "3 Nov", "message", danger="danger2", went_to_plan="I didn’t feel like a failure.",
          evidence_of=case["marina"], **KEPT)


@DAYS.on("11 Nov", "12.40", "ines")
def whale(case: Case) -> None:
    write(case, "j_whale", "slate", "11 Nov", "phone", danger="danger1", went_to_plan="Finn put the blue whale on his peg. I asked him "
          "within five minutes, and he told me.", signs=("peg",), child=case["finn"], child_said="He fed the fish with me, then went "
          "to class.", **KEPT)
    read(case, "j_blue", "j_marina", "j_whale")


@DAYS.on("23 Nov", "9.20", "ines")
def bed(case: Case) -> None:
    write(case, "j_bed", "marina", "21 Nov", "message", danger="danger1", went_to_plan="Door and chain every night. Coral had her phone "
          "on.", words="Finn’s bed was wet on Saturday, after the court letter came.", signs=("bed",), we_did="I rang mum and we had "
          "pancakes at hers.", child=case["finn"], child_said="I check the lock at bedtime.", child_verbatim=True, **KEPT)
