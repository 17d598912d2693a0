"""The practice model as content: what belongs in each part, questions to ask, examples, word lists, reading measures.

Content that any room may read. The words are data (mapping.toml, words.py), so that a practitioner can change them in one
place; the code here only loads and measures.
"""

from flask import Flask


def install(app: Flask) -> None:
    """Register the guidance pages."""
    from practice.guidance.views import bp  # noqa: PLC0415  # content is read by rooms that load before the views

    app.register_blueprint(bp)
