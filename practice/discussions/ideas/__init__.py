"""Ideas (hypotheses) of a discussion and how they stand: open, supported or dropped. For those who work with the family alone."""
