"""The plan as it is lived: tests planned and tried, promises of the services checked, milestones on the way to closing,
and what changed since a reader last looked.

Words (a planned test, a milestone) are records; what happened on a day (a test, a check, a step) is a row that never changes.
"""
