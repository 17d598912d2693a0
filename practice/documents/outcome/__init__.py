"""The paper of a discussion's outcome.

paper.py puts it together and registers it; model.py is what its template may read; decided.py is what every part is written from;
stands.py, numbers.py and deeds.py write one part each; entitled.py says who may have which part.
"""
