"""The family group conference before and after its day: the offer and each person's answer, preparation, the question and the
bottom lines in writing, and the family's own plan: accepted, or sent back with exactly the reason; then a version of the plan.

What is said in private family time is not recorded anywhere. Source: domain reference 4.6; Children Act 1989 s31ZA, put in by
the Children's Wellbeing and Schools Act 2026 s1 (its day of beginning is not confirmed: the app reminds, it does not claim).
"""
