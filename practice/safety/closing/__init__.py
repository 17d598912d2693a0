"""Closing: the thread once more, what would close the case, everyone's last number, and what stays with the family.

The letter is words (a record, with a version for each change); the closing and what the family says at the check-back are
rows that are only ever added. Source of what is written down at closing: the practice reference, 3.6.
"""
