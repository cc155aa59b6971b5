"""A paper as a Word file in the layout of GB/T 9704-2012: A4, 22 lines of 28 signs, page numbers with dashes,
odd ones to the right and even ones to the left. The same paper gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from generator.handout.paper import Cell, Grid, Heading, Paper, Paragraph, Piece
from generator.handout.word_parts import HEAD, RELATION, R, W, package
from generator.handout.word_styles import CELL, FACTS, HEAD_CELL, LINE, NUMBER, SIZE, STYLES_XML, style_id
from generator.model.paper_marks import LEVELS, STYLES, SUMMARY_NOTE, Mark, heading_style

_MM = 56.6929  # twentieths of a point
_MARGINS = {"top": 37, "right": 26, "bottom": 35, "left": 28}
_WIDTH = round((210 - 28 - 26) * _MM)
_SIGNS = 28
_NARROWER = int((_WIDTH / 20 / _SIGNS - SIZE) * 4096) - 1  # a sign of the grid than one of the text
_FOOT = 23  # mm below the page number, which so stands 7 mm below the text
_TEXT_SIGN = round(SIZE * 20)
_GAP = 2  # signs that a signature stands in from the margin, and that the day stands behind its beginning


def to_word(paper: Paper) -> bytes:
    """The bytes of the .docx."""
    body = "".join(_body(paper))
    document = f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}{_page()}</w:body></w:document>'
    return package(document, STYLES_XML, paper.title, paper.stamp)


def _body(paper: Paper) -> Iterator[str]:
    if paper.number:
        yield _paragraph(style_id(NUMBER), paper.number)
    yield _paragraph("Title", paper.title)
    yield from _pieces(paper.body)
    if paper.signer:
        yield from _signature(paper.signer, paper.day)
    yield from _pieces(paper.remarks)
    for n, (label, words) in enumerate(paper.facts):
        first, last = n == 0, n == len(paper.facts) - 1
        yield _paragraph(style_id(FACTS), f"{label}：{words}", more=_rules(first, last))
    yield from _pieces(paper.annex)


def _pieces(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        match piece:
            case Heading():
                yield _heading(piece)
            case Paragraph():
                yield _paragraph(_style_of(piece), piece.text, strong=piece.strong)
            case Grid():
                yield _table(piece)


def _heading(heading: Heading) -> str:
    """The letters are those of its number; what Word shows as its level is where it stands."""
    style = style_id(heading_style(heading.mark, heading.look))
    own = f'<w:outlineLvl w:val="{min(heading.level, LEVELS) - 1}"/>'
    return _paragraph(style, heading.text, behind="" if heading.level == heading.look else own)


def _style_of(paragraph: Paragraph) -> str:
    return style_id(SUMMARY_NOTE if paragraph.mark == "summary" else STYLES[paragraph.mark])


def _paragraph(style: str, text: str, *, strong: int = 0, more: str = "", behind: str = "") -> str:
    """`more` and `behind` are properties of its own: before and behind its room, as the schema has them."""
    runs = (_run(text[:strong], "<w:b/><w:bCs/>"), _run(text[strong:])) if strong else (_run(text),)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}{behind}</w:pPr>{"".join(runs)}</w:p>'


def _run(text: str, look: str = "") -> str:
    """Words; the hint makes “ ” and — Chinese ones, as wide as a sign."""
    if not text:
        return ""
    look = f'<w:rPr><w:rFonts w:hint="eastAsia"/>{look}</w:rPr>'
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(_printable(text))}</w:t></w:r>'


def _printable(text: str) -> str:
    """Without the control characters that XML does not know."""
    return "".join(sign for sign in text if sign >= " " or sign == "\t")


def _rules(first: bool, last: bool) -> str:
    """The lines above and below the facts."""
    line = '<w:{} w:val="single" w:sz="8" w:space="{}" w:color="auto"/>'
    sides = [line.format("top", 4)] if first else []
    sides += [line.format("bottom", 4)] if last else []
    kept = "" if last else "<w:keepNext/>"
    space = f'<w:spacing w:before="{LINE}"/>' if first else ""
    return f"{kept}<w:pBdr>{''.join(sides)}</w:pBdr>{space}" if sides else kept


def _signature(signer: str, day: str) -> Iterator[str]:
    """Below an empty line, without a seal: the signer two signs in from the right, the day beginning two
    signs behind it; the longer of both, if that is the day, stands two signs in."""
    wide, long = _length(signer), _length(day)
    of_day = _GAP if long > wide else wide - long
    of_signer = of_day + long + _GAP - wide
    yield _paragraph(style_id("公文正文"), "")
    signed: tuple[tuple[Mark, str, float], ...] = (("signer", signer, of_signer), ("day", day, of_day))
    for mark, words, signs in signed:
        indent = f'<w:ind w:rightChars="{signs * 100:.0f}" w:right="{signs * _TEXT_SIGN:.0f}"/>'
        yield _paragraph(style_id(STYLES[mark]), words, behind=indent)


def _length(text: str) -> float:
    """In Chinese signs."""
    return len(text.encode("gb18030", "replace")) / 2


def _table(grid: Grid) -> str:
    columns = [round(_WIDTH * width / 100) for width in grid.widths]
    rows = [*_rows(grid.head, columns, style_id(HEAD_CELL), "<w:tblHeader/>", frozenset())]
    rows += _rows(grid.rows, columns, style_id(CELL), "", grid.middle)
    listed = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style_id(STYLES[grid.mark])}"/><w:tblW w:w="{sum(columns)}" '
        'w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{listed}</w:tblGrid>{''.join(rows)}</w:tbl>{_paragraph(style_id(CELL), '')}"
    )


def _rows(
    rows: Sequence[Sequence[Cell]], columns: Sequence[int], style: str, look: str, middle: frozenset[int]
) -> Iterator[str]:
    """Rows of cells, with an empty cell wherever one of a row above goes on."""
    below: dict[int, tuple[Cell, int]] = {}  # column -> the cell that goes on, and for how many rows
    for row in rows:
        here = {cell.column: cell for cell in row}
        cells: list[str] = []
        for at in range(len(columns)):
            if cell := here.get(at):
                merge = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
                cells.append(_cell(cell, columns, merge, style, cell.lines, middle))
                if cell.rows > 1:
                    below[at] = (cell, cell.rows - 1)
            elif at in below:
                above, left = below.pop(at)
                cells.append(_cell(above, columns, "<w:vMerge/>", style, (), middle))
                if left > 1:
                    below[at] = (above, left - 1)
        yield f"<w:tr><w:trPr><w:cantSplit/>{look}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(
    cell: Cell,
    columns: Sequence[int],
    merge: str,
    style: str,
    lines: Sequence[str],
    middle: frozenset[int],
) -> str:
    width = sum(columns[cell.column : cell.column + cell.columns])
    across = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    align = '<w:jc w:val="center"/>' if cell.column in middle else ""
    words = "".join(_paragraph(style, line, behind=align) for line in lines or ("",))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f"{words}</w:tc>"
    )


def _page() -> str:
    """A4 with the margins and the grid of the standard, and what stands above and below."""
    margins = " ".join(f'w:{side}="{round(mm * _MM)}"' for side, mm in _MARGINS.items())
    beside = "".join(
        f'<w:{kind}Reference w:type="{pages}" r:id="{RELATION[f"{kind}{n}"]}"/>'
        for kind in ("header", "footer")
        for pages, n in (("default", 1), ("even", 2))
    )
    return (
        f'<w:sectPr>{beside}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar {margins} w:header="{round(20 * _MM)}" '
        f'w:footer="{round(_FOOT * _MM)}" w:gutter="0"/><w:docGrid w:type="linesAndChars" '
        f'w:linePitch="{LINE}" w:charSpace="{_NARROWER}"/></w:sectPr>'
    )
