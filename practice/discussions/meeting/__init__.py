"""A team meeting: a list of discussions in order, each with its minutes. Everyone is shown the ones in which they hold a seat;
the others are 'another family' and how long it takes, so that one knows when to come and when to go. Source: domain reference 4.9.
"""
