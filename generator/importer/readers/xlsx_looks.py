"""How cells of a workbook look: number format, struck out, raised, and such as nobody sees (white on white,
letters of a point).

Read from the part styles itself, since openpyxl refuses a workbook for one colour or border that it does not
understand; it gets a plain part in its place, in which a cell's font is the number of its look.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, cast
from xml.etree.ElementTree import Element
from xml.sax.saxutils import quoteattr

from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.styles.numbers import BUILTIN_FORMATS

from generator.importer.readers.ink import BLACK, WHITE, is_colour, is_lost, is_tiny
from generator.importer.readers.raised import Rise

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# of the theme Office, in the order in which cells name them: light 1, dark 1, light 2, dark 2, accents, links
_THEME = [WHITE, BLACK, "E7E6E6", "44546A", "4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47"]
_OFF = ("0", "false")


class Letters(NamedTuple):
    """What a font says."""

    struck: bool = False
    rise: Rise = ""
    ink: str = BLACK
    points: float = 11


class CellLook(NamedTuple):
    """What a cell's style says: the number of its format and its code, its letters, the colour behind them
    (None: not known)."""

    format: int = 0
    code: str = "General"
    letters: Letters = Letters()
    paper: str | None = WHITE

    def hides(self, letters: Letters) -> bool:
        """Whether nobody sees such letters in the cell."""
        return is_tiny(letters.points) or (self.paper is not None and is_lost(letters.ink, self.paper))


class Palette:
    """The colours of one workbook; `theme` is the root of its theme, `styles` that of its styles."""

    def __init__(self, theme: Element | None, styles: Element | None) -> None:
        scheme = theme.find(f".//{_A}clrScheme") if theme is not None else None
        named = [_of_scheme(child) for child in scheme] if scheme is not None else []
        self._theme = [named[at] for at in (1, 0, 3, 2, *range(4, len(named)))] if len(named) > 3 else _THEME
        own = styles.findall(f".//{S}indexedColors/{S}rgbColor") if styles is not None else []
        self._indexed = [str(c.get("rgb", "")) for c in own] or list(COLOR_INDEX)

    def colour(self, attributes: Mapping[str, object]) -> str | None:
        """The colour that the attributes of an element name; None for the automatic one or an unknown one."""
        if "rgb" in attributes:
            found = str(attributes["rgb"])[-6:]
        elif "theme" in attributes:
            found = _at(self._theme, attributes["theme"])
        else:
            found = _at(self._indexed, attributes.get("indexed", ""))[-6:]
        return _tinted(found.upper(), attributes.get("tint") or 0) if is_colour(found) else None


def looks_of(styles: Element | None, palette: Palette) -> list[CellLook]:
    """The looks that cells name by number."""
    if styles is None:
        return [CellLook()]
    codes = {
        str(f.get("numFmtId")): str(f.get("formatCode", "General")) for f in styles.iterfind(f".//{S}numFmt")
    }
    fonts = [_letters(font, palette) for font in styles.iterfind(f"{S}fonts/{S}font")]
    fills = [_paper(fill, palette) for fill in styles.iterfind(f"{S}fills/{S}fill")]
    found: list[CellLook] = []
    for xf in styles.iterfind(f"{S}cellXfs/{S}xf"):
        number = str(xf.get("numFmtId", "0"))
        built_in = BUILTIN_FORMATS.get(int(number) if number.isdecimal() else 0, "General")
        font, fill = (str(xf.get(name, "0")) for name in ("fontId", "fillId"))
        found.append(
            CellLook(
                int(number) if number.isdecimal() else 0,
                codes.get(number, built_in),
                fonts[int(font)] if font.isdecimal() and int(font) < len(fonts) else Letters(),
                fills[int(fill)] if fill.isdecimal() and int(fill) < len(fills) else WHITE,
            )
        )
    return found or [CellLook()]


def plain_styles(looks: list[CellLook]) -> bytes:
    """A part styles that openpyxl reads: formats alone, the font of each style is its number."""
    codes = {look.code: n for n, look in enumerate(looks, 200) if look.code != "General"}
    formats = "".join(f'<numFmt numFmtId="{n}" formatCode={quoteattr(code)}/>' for code, n in codes.items())
    xf = '<xf numFmtId="{}" fontId="{}" fillId="0" borderId="0" xfId="0"/>'
    styles = "".join(xf.format(codes.get(look.code, 0), n) for n, look in enumerate(looks))
    return (
        f'<styleSheet xmlns="{S[1:-1]}"><numFmts>{formats}</numFmts><fonts><font/></fonts>'
        "<fills><fill><patternFill/></fill></fills><borders><border/></borders>"
        f"<cellStyleXfs>{xf.format(0, 0)}</cellStyleXfs><cellXfs>{styles}</cellXfs></styleSheet>"
    ).encode()


def _letters(font: Element, palette: Palette) -> Letters:
    strike, mark, colour, size = (font.find(f"{S}{name}") for name in ("strike", "vertAlign", "color", "sz"))
    rise = str(mark.get("val", "")) if mark is not None else ""
    return Letters(
        strike is not None and strike.get("val") not in _OFF,
        cast(Rise, rise if rise in ("superscript", "subscript") else ""),
        (palette.colour(colour.attrib) if colour is not None else None) or BLACK,
        _number(size.get("val") if size is not None else None, 11),
    )


def _paper(fill: Element, palette: Palette) -> str | None:
    """The colour of a fill; None where it is a pattern, runs from one colour to another, or is not known."""
    pattern = fill.find(f"{S}patternFill")
    if pattern is None:
        return None if len(fill) else WHITE
    kind, colour = pattern.get("patternType", "none"), pattern.find(f"{S}fgColor")
    if kind != "solid":
        return WHITE if kind == "none" else None
    return palette.colour(colour.attrib) if colour is not None else None


def _of_scheme(colour: Element) -> str:
    value = next(iter(colour), None)
    return str(value.get("lastClr") or value.get("val", "")) if value is not None else ""


def _at(colours: list[str], number: object) -> str:
    words = str(number)
    return colours[int(words)] if words.isdecimal() and int(words) < len(colours) else ""


def _tinted(colour: str, tint: object) -> str:
    """A colour made lighter (tint above 0) or darker, about as Excel does it."""
    share = max(-1.0, min(1.0, _number(tint, 0)))
    parts = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return "".join(f"{round(c + (255 - c) * share if share > 0 else c * (1 + share)):02X}" for c in parts)


def _number(words: object, default: float) -> float:
    try:
        return float(str(words))
    except ValueError:
        return default
