"""A paper as one page of HTML that needs nothing beside it: no request leaves it, and it prints as A4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from markupsafe import Markup

from generator.handout.paper import Heading, Paper, Paragraph, Piece
from generator.output.render import TEMPLATES, render_alone

_FOLDER = "handout"
_DEEPEST = 6  # headings of HTML; the title is the first


def to_page(paper: Paper) -> bytes:
    """The bytes of the .html."""
    style = (TEMPLATES / _FOLDER / "page.css").read_text("utf-8").strip()
    return render_alone(
        TEMPLATES / _FOLDER,
        "page.html",
        {
            "paper": paper,
            "style": Markup(style),
            "br": Markup("<br>"),
            "body": list(_named(paper.body)),
            "remarks": list(_named(paper.remarks)),
            "annex": list(_named(paper.annex)),
        },
    ).encode()


def _named(pieces: Iterable[Piece]) -> Iterator[tuple[str, Piece]]:
    """Each piece with what it is for the template."""
    for piece in pieces:
        match piece:
            case Heading():
                yield "heading", replace(piece, level=min(piece.level + 1, _DEEPEST))
            case Paragraph():
                yield "paragraph", piece
            case _:
                yield "grid", piece
