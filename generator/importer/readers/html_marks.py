"""What an element of a page says of itself, where the page is a paper that was handed out."""

from __future__ import annotations

from typing import cast

from generator.model.paper_marks import MARKS, Mark


def mark_of(attributes: dict[str, str | None]) -> Mark | None:
    """The mark in `data-gk`; None where there is none that is known."""
    said = attributes.get("data-gk") if attributes else None
    return cast(Mark, said) if said in MARKS else None
