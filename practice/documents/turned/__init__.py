"""Turn the screen (trust A21): the worker shows one named person what that person may see, and nothing else can be reached.

The state is in the worker's session on the server. While it is turned, gate.py answers every other address with the turned page;
leaving takes the worker's password.
"""
