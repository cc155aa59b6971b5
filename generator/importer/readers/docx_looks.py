"""How runs of a Word document look: raised or lowered, and such as nobody sees – white on white, letters of
a point, text boxes off the page.

What a run says of itself goes before its style, that before the style of its paragraph (ECMA-376 part 1,
17.7.2). Where the ground behind a run is not known for sure (a table style with fills, a box on a picture),
it counts as seen.
"""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from generator.importer.readers.docx_tags import MC, VML, WP, WPS, A, W
from generator.importer.readers.ink import BLACK, WHITE, is_colour, is_lost, is_tiny
from generator.importer.readers.raised import Rise

_HIGHLIGHTS = {
    "black": BLACK,
    "blue": "0000FF",
    "cyan": "00FFFF",
    "darkBlue": "00008B",
    "darkCyan": "008B8B",
    "darkGray": "A9A9A9",
    "darkGreen": "006400",
    "darkMagenta": "8B008B",
    "darkRed": "8B0000",
    "darkYellow": "808000",
    "green": "00FF00",
    "lightGray": "D3D3D3",
    "magenta": "FF00FF",
    "red": "FF0000",
    "white": WHITE,
    "yellow": "FFFF00",
}
_THEME = {"background1": WHITE, "light1": WHITE, "text1": BLACK, "dark1": BLACK}
_BOX = f"{W}txbxContent"
_TWIP = 635  # EMU of a twentieth of a point
_STYLES_DEEP = 8  # that are based on each other


class _Look(NamedTuple):
    """What properties say of letters; None for what they leave open."""

    ink: str | None = None  # "" is automatic
    points: float | None = None
    rise: Rise | None = None

    def over(self, other: _Look) -> _Look:
        """This look, completed by another."""
        return _Look(
            other.ink if self.ink is None else self.ink,
            other.points if self.points is None else self.points,
            other.rise if self.rise is None else self.rise,
        )


class Looks:
    """The looks that the styles of one document give; `styles` is the root of its part styles, or None."""

    def __init__(self, styles: Any) -> None:
        records = {} if styles is None else {s.get(f"{W}styleId"): s for s in styles.iter(f"{W}style")}
        self._styles = {name: look for name in records if (look := _of_style(records, name)) != _Look()}
        self._filled = {name for name in records if _fills(records, name)}
        self._odd = any(_is_odd(look) for look in self._styles.values())
        self._raising = {name: look.rise for name, look in self._styles.items() if look.rise}

    def raised(self, root: Any) -> dict[Any, Rise]:
        """The runs of a text below `root` that are raised or lowered."""
        found: dict[Any, Rise] = {}
        if self._raising:
            for style in root.iter(f"{W}rStyle"):
                if rise := self._raising.get(style.get(f"{W}val")):
                    found[style.getparent().getparent()] = rise
        for mark in root.iter(f"{W}vertAlign"):
            found[mark.getparent().getparent()] = _rise(mark) or ""
        return {run: rise for run, rise in found.items() if rise and run.tag == f"{W}r"}

    def unseen(self, root: Any) -> list[Any]:
        """The runs of a text below `root` that nobody sees."""
        if self._odd:
            runs = list(root.iter(f"{W}r"))
        else:
            marks = root.iter(f"{W}color", f"{W}sz")
            runs = list(dict.fromkeys(m.getparent().getparent() for m in marks))
        ground = _Ground(root, self._filled)
        lost = [run for run in runs if run.tag == f"{W}r" and self._is_unseen(run, ground)]
        return lost + [run for box in _boxes_off_the_page(root) for run in box.iter(f"{W}r")]

    def _is_unseen(self, run: Any, ground: _Ground) -> bool:
        own = run.find(f"{W}rPr")
        look = _read(own) if own is not None else _Look()
        if self._odd:
            paragraph = next(run.iterancestors(f"{W}p"), None)
            for holder, tag in ((own, f"{W}rStyle"), (paragraph, f"{W}pPr/{W}pStyle")):
                named = holder.find(tag) if holder is not None else None
                if named is not None:
                    look = look.over(self._styles.get(named.get(f"{W}val"), _Look()))
        if look.points is not None and is_tiny(look.points):
            return True
        if not look.ink or (look.ink == BLACK and not ground.has_dark):
            return False
        paper = ground.behind(run)
        return paper is not None and is_lost(look.ink, paper)


class _Ground:
    """What letters of one text are printed on."""

    def __init__(self, root: Any, filled: set[str | None]) -> None:
        self._filled = filled
        self._has_pictures = next(root.iter(f"{A}blip", f"{VML}imagedata"), None) is not None
        page = root.getparent().find(f"{W}background") if root.getparent() is not None else None
        colour = str(page.get(f"{W}color")) if page is not None else WHITE
        self._page = colour if is_colour(colour) else WHITE
        self.has_dark = self._page != WHITE or next(root.iter(f"{W}shd", f"{W}highlight"), None) is not None

    def behind(self, run: Any) -> str | None:
        """The colour behind a run; None where it is not known."""
        marker = run.find(f"{W}rPr/{W}highlight")
        if marker is not None and marker.get(f"{W}val") in _HIGHLIGHTS:
            return _HIGHLIGHTS[marker.get(f"{W}val")]
        at = run
        while at is not None:
            name = at.tag.rpartition("}")[2] if isinstance(at.tag, str) else ""
            if name in ("r", "p", "tc", "tbl") and (fill := _shade(at.find(f"{W}{name}Pr/{W}shd"))):
                return fill
            style = at.find(f"{W}{name}Pr/{W}{name}Style")
            if style is not None and style.get(f"{W}val") in self._filled:
                return None
            if at.tag == _BOX and (fill := _shape_fill(at)) != "none":
                return fill
            if at.tag == _BOX and self._has_pictures:
                return None
            at = at.getparent()
        return self._page


def _read(properties: Any) -> _Look:
    """The look that properties of a run name."""
    size, colour, mark = (properties.find(f"{W}{name}") for name in ("sz", "color", "vertAlign"))
    return _Look(
        _ink(colour) if colour is not None else None,
        _points(size.get(f"{W}val", "")) if size is not None else None,
        _rise(mark) if mark is not None else None,
    )


def _ink(colour: Any) -> str:
    """A colour as printed; "" for the automatic one, which Word makes fit its ground."""
    value = colour.get(f"{W}val", "")
    return value.upper() if is_colour(value) else _THEME.get(colour.get(f"{W}themeColor", ""), "")


def _rise(mark: Any) -> Rise:
    value = mark.get(f"{W}val")
    return cast(Rise, value) if value in ("superscript", "subscript") else ""


def _points(words: str) -> float | None:
    """A size in half points, or with its measure (17.18.42)."""
    half, number = not words.endswith("pt"), words.removesuffix("pt")
    try:
        return float(number) / (2 if half else 1)
    except ValueError:
        return None


def _chain(records: dict[Any, Any], name: str | None) -> list[Any]:
    """A style and those it is based on."""
    chain: list[Any] = []
    while name in records and len(chain) < _STYLES_DEEP:
        chain.append(records[name])
        based = records[name].find(f"{W}basedOn")
        name = based.get(f"{W}val") if based is not None else None
    return chain


def _of_style(records: dict[Any, Any], name: str | None) -> _Look:
    look = _Look()
    for record in _chain(records, name):
        properties = record.find(f"{W}rPr")
        look = look.over(_read(properties)) if properties is not None else look
    return look


def _fills(records: dict[Any, Any], name: str | None) -> bool:
    """Whether a style fills the ground of paragraphs, cells or some rows."""
    return any(
        _shade(shade) not in (None, WHITE) for r in _chain(records, name) for shade in r.iter(f"{W}shd")
    )


def _is_odd(look: _Look) -> bool:
    """Whether letters of this look may not be seen."""
    return bool(look.ink and is_lost(look.ink, WHITE)) or (look.points is not None and is_tiny(look.points))


def _shade(shade: Any) -> str | None:
    """The fill of a shading; None where it has none."""
    if shade is None:
        return None
    fill = shade.get(f"{W}color" if shade.get(f"{W}val") == "solid" else f"{W}fill", "")
    return fill.upper() if is_colour(fill) else _THEME.get(shade.get(f"{W}themeFill", ""))


def _shape_fill(box: Any) -> str | None:
    """The fill of the shape around a text box: a colour, "none", or None where it is not known."""
    shape = next(box.iterancestors(f"{WPS}wsp", f"{VML}shape", f"{VML}rect", f"{VML}roundrect"), None)
    if shape is None:
        return "none"
    if shape.tag != f"{WPS}wsp":
        fill = shape.get("fillcolor", "white").partition(" ")[0].lstrip("#")
        if shape.get("filled") in ("f", "false") or fill == "white":
            return "none" if fill != "white" else WHITE
        return fill.upper() if is_colour(fill) else None
    properties = shape.find(f"{WPS}spPr")
    if properties is not None:
        if properties.find(f"{A}noFill") is not None:
            return "none"
        plain, scheme = (properties.find(f"{A}solidFill/{A}{name}") for name in ("srgbClr", "schemeClr"))
        if plain is not None and is_colour(plain.get("val")):
            return str(plain.get("val")).upper()
        if scheme is not None and scheme.get("val") in ("bg1", "lt1") and not len(scheme):
            return WHITE
        if any(child.tag.endswith("Fill") for child in properties):
            return None
    return None if shape.find(f"{WPS}style") is not None else "none"


def _boxes_off_the_page(root: Any) -> list[Any]:
    """The text boxes of shapes that stand beside, above or below the page; those for old programs, too."""
    page = _page(root)
    boxes: list[Any] = []
    for anchor in root.iter(f"{WP}anchor"):
        if _is_off(anchor, page):
            both = next(anchor.iterancestors(f"{MC}AlternateContent"), anchor)
            boxes += both.iter(_BOX)
    return boxes


def _page(root: Any) -> tuple[int, int]:
    """Width and height of the last page in EMU; of A4 where none is named."""
    size = next(iter(reversed(list(root.iter(f"{W}pgSz")))), None)
    named = [size.get(f"{W}{side}", "") if size is not None else "" for side in ("w", "h")]
    wide, high = (int(side) * _TWIP if side.isdecimal() else 0 for side in named)
    return wide or 11_906 * _TWIP, high or 16_838 * _TWIP


def _is_off(anchor: Any, page: tuple[int, int]) -> bool:
    """Whether an anchored shape lies off its page: beyond it, or before it by more than margins are wide."""
    extent = anchor.find(f"{WP}extent")
    for axis, side, length in (("positionH", "cx", page[0]), ("positionV", "cy", page[1])):
        place = anchor.find(f"{WP}{axis}")
        offset = place.findtext(f"{WP}posOffset", "").strip() if place is not None else ""
        if not offset.lstrip("-").isdecimal():
            continue
        named = extent.get(side, "") if extent is not None else ""
        at, size = int(offset), int(named) if named.isdecimal() else 0
        known = place.get("relativeFrom") == "page"
        before = 0 if known else -length // 4 if axis == "positionH" else -length
        if at >= length or at + size <= before:
            return True
    return False
