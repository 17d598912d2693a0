"""How a text reads to the one it is for: measured while the worker types, beside the field, and for a whole paper before it is made.

It never blocks. The words typed are measured in memory and forgotten.
"""
