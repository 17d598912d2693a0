"""The press: the separate process that turns HTML into a sealed PDF. It imports nothing of the app, and nothing imports it
but tests: the app starts it (see practice/documents/render.py) with an empty environment and talks to it through two pipes.
"""
