"""What a discussion came to: the parts of a decision as each reader may have them, and what became of its actions.

When a decision is frozen, each part of it that could be told to somebody becomes a record of its own (kind outcome_part), frozen
with it. So a part can be kept from a person, or put into words for one, like every lasting word; the frozen words stand.
"""
