"""Text as HTML, for what is made of strings and not by a template."""

from __future__ import annotations

from markupsafe import escape


def escaped(text: str) -> str:
    """The text with what means something in HTML escaped: a plain str, made to be joined with others."""
    return str(escape(text))
