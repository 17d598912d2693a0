"""How a text reads to the one it is for: measured beside the field as the worker types, and for a whole paper before it is made.

It never blocks. The words typed are measured in memory and forgotten.
"""
