"""One line of what happened in a family and in the work with it, from the rows themselves.

Tables that keep what happened on a day are read together in one statement: each is one entry of SOURCES (sources.py), and so is
a newcomer. Records are read with the reader's own part, and tell of the days that stand in their words (told.py). What the
reader may not see is never read, and never counted.
"""
