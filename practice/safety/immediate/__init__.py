"""The immediate plan: made today, before the worker leaves; a few rules, every night named, an end with a day and a time.

It is never mixed with the full plan: rows, page and versions are its own. The bottom lines and red flags are the family's.
"""
