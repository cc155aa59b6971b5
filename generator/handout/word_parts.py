"""The parts of a Word package that are the same, or nearly, in every file: content types, relations,
settings, fonts, properties, page numbers.

They are written here and not taken from the template of python-docx: that one brings half a megabyte of
styles for Latin letters, a picture, and the name of a program, and its times are those of the machine.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NO_TIME = "1980-01-01T00:00:00Z"  # the first that a zip archive knows
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)

# The parts beside the document, with their relations to it. Even pages have a header of their own where
# numbers stand on different sides.
_BESIDE = ("styles", "settings", "fontTable", "footer1", "footer2", "header1", "header2")
RELATION = {name: f"rId{n}" for n, name in enumerate(_BESIDE, 1)}


def package(document: str, styles: str, title: str, stamp: str) -> bytes:
    """The bytes of a .docx; `stamp` stands at the top of every page."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            {
                "rId1": (f"{R}/officeDocument", "word/document.xml"),
                "rId2": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            }
        ),
        "docProps/core.xml": _core(title),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relations(
            {ident: (f"{R}/{name.rstrip('12')}", f"{name}.xml") for name, ident in RELATION.items()}
        ),
        "word/styles.xml": styles,
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": _FONTS,
        "word/footer1.xml": _footer("right"),
        "word/footer2.xml": _footer("left"),
        "word/header1.xml": _header(stamp),
        "word/header2.xml": _header(stamp),
    }
    return _zipped(parts)


def _zipped(parts: Mapping[str, str]) -> bytes:
    """An archive whose bytes tell nothing of when and where it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, text.encode(), zipfile.ZIP_DEFLATED, 6)
    return out.getvalue()


def _content_types() -> str:
    kinds = {f"/word/{name}.xml": f"{_TYPES}.{name.rstrip('12')}+xml" for name in _BESIDE}
    kinds["/word/document.xml"] = f"{_TYPES}.document.main+xml"
    kinds["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in kinds.items())
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(held: Mapping[str, tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{ident}" Type="{kind}" Target="{target}"/>'
        for ident, (kind, target) in held.items()
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _core(title: str) -> str:
    """The properties, with no author and no time of day."""
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator></dc:creator><cp:lastModifiedBy></cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_NO_TIME}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_NO_TIME}</dcterms:modified>'
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def _footer(side: str) -> str:
    """— 1 —, one sign in from the side."""
    field = "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    indent = f'<w:ind w:{side}Chars="100" w:{side}="280" w:firstLineChars="0" w:firstLine="0"/>'
    look = f'<w:pPr><w:pStyle w:val="footer"/>{indent}<w:jc w:val="{side}"/></w:pPr>'
    return f'{HEAD}<w:ftr xmlns:w="{W}"><w:p>{look}{field}</w:p></w:ftr>'


def _header(stamp: str) -> str:
    words = f"<w:r><w:t>{escape(stamp)}</w:t></w:r>" if stamp else ""
    return f'{HEAD}<w:hdr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="header"/></w:pPr>{words}</w:p></w:hdr>'


_SETTINGS = (
    f'{HEAD}<w:settings xmlns:w="{W}"><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>'
    '<w:defaultTabStop w:val="640"/><w:evenAndOddHeaders/><w:drawingGridHorizontalSpacing w:val="158"/>'
    '<w:drawingGridVerticalSpacing w:val="579"/><w:characterSpacingControl w:val="compressPunctuation"/>'
    "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
    "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
    '<w:compatSetting w:name="compatibilityMode" w:val="15" '
    'w:uri="http://schemas.microsoft.com/office/word"/>'
    '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)
# What a machine without the letters takes instead.
_INSTEAD = (
    ("方正小标宋简体", "小标宋体,宋体,SimSun"),
    ("仿宋", "FangSong,仿宋_GB2312"),
    ("黑体", "SimHei"),
    ("楷体", "KaiTi,楷体_GB2312"),
    ("宋体", "SimSun"),
)
_FONTS = (
    f'{HEAD}<w:fonts xmlns:w="{W}">'
    + "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, others in _INSTEAD
    )
    + "</w:fonts>"
)
