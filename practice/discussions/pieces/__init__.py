"""Who holds which piece: what each seat brings in advance, whom we asked and what they answered, what a relative is worried
about and what came of it, and the ledger of what was shared with whom, or held back, and why.

Source: domain reference 4.7 (what each seat brings), 6.3 (sharing); the national review of two deaths (2022), in which each
professional held one piece and relatives' reports were not followed up.
"""
