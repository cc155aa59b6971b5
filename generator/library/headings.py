"""A heading, as pages, lists and the search say it: the number as printed, then the title."""

from __future__ import annotations


def heading(number: str | None, title: str) -> str:
    """1 标题 | （一）标题 | 1.标题: a space only behind a bare figure, lest it run into the title."""
    return before_title(number) + title


def before_title(number: str | None) -> str:
    """The number with what parts it from the title, for a page that sets it apart."""
    return f"{number} " if number and number[-1].isalnum() else number or ""
