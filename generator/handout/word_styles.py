"""The styles of a Word file in the layout of GB/T 9704-2012, section 7: letters and lines of each kind of
paragraph.

Sizes are in points, room in twentieths of a point. Every style names its East-Asian letters, since Word would
otherwise take those of the machine; 方正小标宋简体 is the usual 小标宋.

The page has the grid of the standard, but no paragraph clings to it: programs differ in what they do with a
sign that is wider than its cell (LibreOffice gives it two). Lines of a fixed height and letters a little
closer come to the same 22 lines of 28 signs in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.handout.word_parts import HEAD, W
from generator.model.paper_marks import LEVELS, STYLES, SUMMARY_NOTE, heading_style

TEXT, TITLE_LETTERS, FIRST, SECOND = "仿宋", "方正小标宋简体", "黑体", "楷体"
_LATIN = "Times New Roman"
SIZE = 16.0  # 三号, of the text
LINE = 579  # 22 lines fill the 225 mm between the margins
_TITLE_LINE, _TABLE_LINE = 700, 380
_TABLE_SIZE, _SMALL = 12.0, 14.0
_NARROWER = -5  # so that 28 signs of 16 points fit the 156 mm between the margins
_TWO_SIGNS = 'w:firstLineChars="200" w:firstLine="640"'
_LOOKS = {1: (FIRST, False), 2: (SECOND, False), 3: (TEXT, True)}  # and plain letters below


class _Style(NamedTuple):
    """A style of paragraphs. `more` are further elements of its properties, in the order of the schema:
    before the line spacing, and behind it."""

    ident: str
    name: str
    based: str = "Normal"
    letters: str = ""
    size: float = 0
    is_bold: bool | None = None
    first: str = ""
    spacing: str = ""
    indent: str = ""
    align: str = ""
    outline: int | None = None
    follows: str = ""


def style_id(name: str) -> str:
    """The id of a style of ours in the file."""
    return _IDS[name]


def _styles_xml() -> str:
    styles = "".join(map(_paragraph_style, _styles()))
    return f'{HEAD}<w:styles xmlns:w="{W}">{_DEFAULTS}{styles}{_TABLES}</w:styles>'


def _styles() -> Iterator[_Style]:
    """All styles of paragraphs but Word's own Normal."""
    yield _Style(
        "Title",
        "Title",
        letters=TITLE_LETTERS,
        size=22,
        spacing=_lines(_TITLE_LINE, after=LINE),
        first=_KEPT,
        align="center",
        indent=_NONE,
        follows=style_id("公文正文"),
    )
    for level in range(1, LEVELS + 1):
        letters, bold = _LOOKS.get(level, (TEXT, False))
        yield _Style(
            f"Heading{level}",
            heading_style("section", level),
            letters=letters,
            is_bold=bold,
            first=_KEPT,
            indent=_TWO_SIGNS,
            outline=level - 1,
            follows=style_id("公文正文"),
        )
        yield _Style(
            style_id(heading_style("task", level)),
            heading_style("task", level),
            based=f"Heading{level}",
            follows=style_id("公文正文"),
        )
    text = style_id("公文正文")
    yield _Style(text, "公文正文", indent=_TWO_SIGNS)
    for name in ("责任和时限", "指标", "引用文件", "编者说明"):
        yield _Style(style_id(name), name, based=text, letters=SECOND)
    for name in ("举措", "举措（有小标题）", "步骤 1"):
        yield _Style(style_id(name), name, based=text)
    for name, signs in (("步骤 2", 300), ("步骤 3", 400)):
        yield _Style(
            style_id(name),
            name,
            based=text,
            indent=f'w:firstLineChars="{signs}" w:firstLine="{signs * 16 // 5}"',
        )
    for name in ("附注", "联系方式", "摘编说明", "出处和更正"):
        yield _Style(style_id(name), name, based=text)
    for name, kept in ((STYLES["signer"], _KEPT), (STYLES["day"], "")):
        yield _Style(style_id(name), name, first=kept, align="right", indent=_NONE)
    yield _Style("Facts", "版记", size=_SMALL, spacing=_lines(440), indent=_HANGING)
    yield _Style("Number", "发文字号", align="center", indent=_NONE, spacing=_lines(LINE, after=LINE))
    yield _Style(
        style_id("表题"),
        "表题",
        letters=FIRST,
        size=14,
        first=_KEPT,
        align="center",
        spacing=_lines(LINE, before=120),
        indent=_NONE,
    )
    yield _Style(
        style_id("汇总表题"),
        "汇总表题",
        letters=TITLE_LETTERS,
        size=22,
        first=_KEPT + _NEW_PAGE,
        spacing=_lines(_TITLE_LINE, after=240),
        align="center",
        indent=_NONE,
    )
    yield _Style(
        style_id(SUMMARY_NOTE),
        SUMMARY_NOTE,
        size=_TABLE_SIZE,
        spacing=_lines(_TABLE_LINE, before=120),
        indent=_NONE,
    )
    yield _Style(
        "TableText",
        "表格文字",
        size=_TABLE_SIZE,
        spacing=_lines(_TABLE_LINE),
        indent=_NONE,
        align="left",
    )
    yield _Style("TableHead", "表头", based="TableText", letters=FIRST, align="center", first=_KEPT)
    yield _Style("header", "header", letters=SECOND, size=_SMALL, align="center", indent=_NONE)
    yield _Style("footer", "footer", letters="宋体", size=_SMALL, indent=_NONE)


def _lines(height: int, before: int = 0, after: int = 0) -> str:
    return f'w:before="{before}" w:after="{after}" w:line="{height}" w:lineRule="exact"'


def _fonts(letters: str) -> str:
    latin = letters if letters == "宋体" else _LATIN  # page numbers are in 宋体, too
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii="{latin}" w:eastAsia="{letters}" w:hAnsi="{latin}" '
        f'w:cs="{_LATIN}"/>'
    )


def _size(points: float) -> str:
    return f'<w:sz w:val="{points * 2:.0f}"/><w:szCs w:val="{points * 2:.0f}"/>'


def _paragraph_style(style: _Style) -> str:
    """One style, its elements in the order that the schema asks for."""
    own = [
        style.first,
        f"<w:spacing {style.spacing}/>" if style.spacing else "",
        f"<w:ind {style.indent}/>" if style.indent else "",
        f'<w:jc w:val="{style.align}"/>' if style.align else "",
        "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>',
    ]
    letters = [
        _fonts(style.letters) if style.letters else "",
        "" if style.is_bold is None else "<w:b/><w:bCs/>" if style.is_bold else '<w:b w:val="0"/>',
        _size(style.size) if style.size else "",
    ]
    follows = f'<w:next w:val="{style.follows}"/>' if style.follows else ""
    custom = "" if style.ident in _BUILT_IN or style.ident.startswith("Heading") else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.ident}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.based}"/>{follows}<w:qFormat/>'
        f"<w:pPr>{''.join(own)}</w:pPr><w:rPr>{''.join(letters)}</w:rPr></w:style>"
    )


_NONE = 'w:firstLineChars="0" w:firstLine="0"'
_HANGING = (
    'w:leftChars="100" w:left="280" w:rightChars="100" w:right="280" w:firstLineChars="0" w:firstLine="0"'
)
_KEPT = "<w:keepNext/><w:keepLines/>"
_NEW_PAGE = "<w:pageBreakBefore/>"
_BUILT_IN = frozenset({"Title", "header", "footer"})
_TABLE_STYLES = {STYLES["row"]: "KeptTable", STYLES["summary"]: "DutyTable"}
_IDS = {
    **{name: f"Gk{n}" for n, name in enumerate((*STYLES.values(), SUMMARY_NOTE), 1)},
    **_TABLE_STYLES,
    **{heading_style("section", level): f"Heading{level}" for level in range(1, LEVELS + 1)},
    **{heading_style("task", level): f"Task{level}" for level in range(1, LEVELS + 1)},
}
_DEFAULTS = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(TEXT)}"
    f'<w:kern w:val="2"/>{_size(SIZE)}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
    "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    f'<w:pPr><w:snapToGrid w:val="0"/><w:spacing {_lines(LINE)}/><w:jc w:val="both"/></w:pPr>'
    # size and letters are said again: programs measure the grid by this style
    f'<w:rPr>{_fonts(TEXT)}<w:spacing w:val="{_NARROWER}"/>{_size(SIZE)}</w:rPr></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
    '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLES = "".join(
    f'<w:style w:type="table" w:customStyle="1" w:styleId="{ident}"><w:name w:val="{name}"/>'
    f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>'
    "</w:style>"
    for name, ident in _TABLE_STYLES.items()
)
STYLES_XML = _styles_xml()
"""The part word/styles.xml"""
