"""What becomes of a made paper (domain.md 8.5): to whom it was handed over, when and how, and what the person answered.

Both are events: rows that never change. The newest answer stands, the earlier ones stay beside it.
"""
