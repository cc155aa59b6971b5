"""The styles of a Word file in the layout of GB/T 9704-2012, section 7: letters and lines of each kind of
paragraph.

Sizes are in points, room in twentieths of a point. Every style names its East-Asian letters, since Word would
otherwise take those of the machine; 方正小标宋简体 is the usual 小标宋.

The page has the grid of the standard, but no paragraph clings to it: programs differ in what they do with a
sign that is wider than its cell (LibreOffice gives it two). Lines of a fixed height and letters a little
closer come to the same 22 lines of 28 signs in all of them.
"""

from __future__ import annotations

from typing import NamedTuple

from generator.handout.word_parts import HEAD, W
from generator.model.paper_marks import LEVELS, STYLES, SUMMARY_NOTE, Mark, heading_style

TEXT, TITLE_LETTERS, FIRST, SECOND = "仿宋", "方正小标宋简体", "黑体", "楷体"
_LATIN = "Times New Roman"
SIZE = 16.0  # 三号, of the text
LINE = 579  # 22 lines fill the 225 mm between the margins
_TITLE_LINE, _TABLE_LINE = 700, 380
_TABLE_SIZE, _SMALL = 12.0, 14.0
_NARROWER = -5  # so that 28 signs of 16 points fit the 156 mm between the margins
_LOOKS = {1: (FIRST, False), 2: (SECOND, False), 3: (TEXT, True)}  # and plain letters below


class _Style(NamedTuple):
    """A style of paragraphs: the name that Word lists, the style that it is based on, and what is its own.

    `first` are elements of its properties that the schema has before spacing and indent; those two are
    attributes of theirs.
    """

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
    """The id of a style in the file."""
    return _IDS[name]


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


def _first_line(signs: int) -> str:
    """The indent of a first line."""
    return f'w:firstLineChars="{signs * 100}" w:firstLine="{signs * 320}"'


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
    follows = f'<w:next w:val="{style_id(style.follows)}"/>' if style.follows else ""
    custom = "" if style.name in _BUILT_IN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style_id(style.name)}">'
        f'<w:name w:val="{style.name}"/><w:basedOn w:val="{style_id(style.based)}"/>{follows}<w:qFormat/>'
        f"<w:pPr>{''.join(own)}</w:pPr><w:rPr>{''.join(letters)}</w:rPr></w:style>"
    )


_IN_SECOND: tuple[Mark, ...] = ("answer", "figures", "cites", "note")
_PLAIN: tuple[Mark, ...] = ("measure", "titled", "step1", "remark", "contact", "abridged", "beside")
_TWO_SIGNS = _first_line(2)
_NONE = 'w:firstLineChars="0" w:firstLine="0"'
_HANGING = (
    'w:leftChars="100" w:left="280" w:rightChars="100" w:right="280" w:firstLineChars="0" w:firstLine="0"'
)
_KEPT = "<w:keepNext/><w:keepLines/>"
_NEW_PAGE = "<w:pageBreakBefore/>"
_BODY = STYLES["text"]
_HEADINGS = {heading_style("section", level): level for level in range(1, LEVELS + 1)}
_TASKS = {heading_style("task", level): level for level in range(1, LEVELS + 1)}
_BUILT_IN = frozenset({"Title", "header", "footer", *_HEADINGS})
_TABLE_STYLES = {STYLES["row"]: "KeptTable", STYLES["summary"]: "DutyTable"}
NUMBER, FACTS, CELL, HEAD_CELL = "发文字号", "版记", "表格文字", "表头"
"""Names of styles that say nothing to the importer."""
_IDS = {
    **{name: name for name in ("Normal", "Title", "header", "footer")},
    NUMBER: "Number",
    FACTS: "Facts",
    CELL: "TableText",
    HEAD_CELL: "TableHead",
    **{name: f"Gk{n}" for n, name in enumerate((*STYLES.values(), SUMMARY_NOTE), 1)},
    **_TABLE_STYLES,
    **{name: f"Heading{level}" for name, level in _HEADINGS.items()},
    **{name: f"Task{level}" for name, level in _TASKS.items()},
}
_STYLES = (
    _Style(
        "Title",
        letters=TITLE_LETTERS,
        size=22,
        spacing=_lines(_TITLE_LINE, after=LINE),
        first=_KEPT,
        align="center",
        indent=_NONE,
        follows=_BODY,
    ),
    *(
        _Style(
            name,
            letters=_LOOKS.get(level, (TEXT, False))[0],
            is_bold=_LOOKS.get(level, (TEXT, False))[1],
            first=_KEPT,
            indent=_TWO_SIGNS,
            outline=level - 1,
            follows=_BODY,
        )
        for name, level in _HEADINGS.items()
    ),
    *(_Style(name, heading_style("section", level), follows=_BODY) for name, level in _TASKS.items()),
    _Style(_BODY, indent=_TWO_SIGNS),
    *(_Style(STYLES[mark], _BODY, SECOND) for mark in _IN_SECOND),
    *(_Style(STYLES[mark], _BODY) for mark in _PLAIN),
    _Style(STYLES["step2"], _BODY, indent=_first_line(3)),
    _Style(STYLES["step3"], _BODY, indent=_first_line(4)),
    _Style(STYLES["signer"], first=_KEPT, align="right", indent=_NONE),
    _Style(STYLES["day"], align="right", indent=_NONE),
    _Style(FACTS, size=_SMALL, spacing=_lines(440), indent=_HANGING),
    _Style(NUMBER, align="center", indent=_NONE, spacing=_lines(LINE, after=LINE)),
    _Style(
        STYLES["caption"],
        letters=FIRST,
        size=_SMALL,
        first=_KEPT,
        align="center",
        spacing=_lines(LINE, before=120),
        indent=_NONE,
    ),
    _Style(
        STYLES["summary_title"],
        letters=TITLE_LETTERS,
        size=22,
        first=_KEPT + _NEW_PAGE,
        spacing=_lines(_TITLE_LINE, after=240),
        align="center",
        indent=_NONE,
    ),
    _Style(SUMMARY_NOTE, size=_TABLE_SIZE, spacing=_lines(_TABLE_LINE, before=120), indent=_NONE),
    _Style(CELL, size=_TABLE_SIZE, spacing=_lines(_TABLE_LINE), indent=_NONE, align="left"),
    _Style(HEAD_CELL, CELL, FIRST, align="center", first=_KEPT),
    _Style("header", letters=SECOND, size=_SMALL, align="center", indent=_NONE),
    _Style("footer", letters="宋体", size=_SMALL, indent=_NONE),
)
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
STYLES_XML = (
    f'{HEAD}<w:styles xmlns:w="{W}">{_DEFAULTS}{"".join(map(_paragraph_style, _STYLES))}{_TABLES}</w:styles>'
)
"""The part word/styles.xml"""
