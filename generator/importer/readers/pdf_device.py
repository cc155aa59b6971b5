"""Draws a page of a PDF as values: what pdfminer's interpreter is told, counted and kept in order.

pdfminer knows neither transparency nor clipping nor layers; they are followed here as far as they decide what
a reader sees: a stamp with a mask hides nothing, words in a layer that is switched off are not there.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, cast

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFObjRef, resolve1, stream_value
from pdfminer.psparser import PSLiteral, literal_name
from pdfminer.utils import Matrix, apply_matrix_pt, apply_matrix_rect

from generator.importer.readers.pdf_guard import Spent
from generator.importer.readers.pdf_marks import SLANTED, Area, Box, Colour, Glyph, Marks, Rule

_THIN = 3.0  # points: a filled box no thicker is a line
_SHORTEST = 3.0  # points of a line
_LEVEL = 0.06  # of a letter's direction; a scan may lie that much askew
_CLEAR, _SOLID = 0.05, 0.95  # of full ink
_HOLLOW = 0.8  # of its frame, that a shape fills which is a box
_MOST_PARTS = 50  # shapes drawn by one order that are looked at for holes
_GREYS, _COLOURS = ("DeviceGray", "CalGray"), ("DeviceRGB", "CalRGB")
_NO_INK = (3, 7)  # render modes
_OUTLINED = (1, 5)


class _State(NamedTuple):
    """What pdfminer's graphic state lacks: how much ink, and where there is any."""

    ink: float = 1.0
    clip: Area | None = None


class Device(PDFTextDevice):
    """Keeps what a page draws. `hidden`: the numbers of the layers that are switched off."""

    def __init__(self, manager: Any, spent: Spent, page: int, hidden: frozenset[int]) -> None:
        super().__init__(manager)
        self.spent, self.page, self.hidden = spent, page, hidden
        self.state = _State()
        self.layers: list[bool] = []  # whether each tag that is open hides what it holds
        self.mode = 0
        self.order = 0
        self.marks = Marks(0.0, 0.0, (0.0, 0.0, 0.0, 0.0))

    def begin_page(self, page: Any, ctm: Matrix) -> None:
        """Take the size of the page and of the part that is shown."""
        x0, y0, x1, y1 = apply_matrix_rect(ctm, page.mediabox)
        self.height = abs(y1 - y0)
        self.marks = Marks(abs(x1 - x0), self.height, self._area(apply_matrix_rect(ctm, page.cropbox)))

    def _area(self, rect: Sequence[float]) -> Area:
        """A rectangle of the device, which counts from below, as an area."""
        return rect[0], self.height - rect[3], rect[2], self.height - rect[1]

    # pdfminer calls the parameters of all these as it likes
    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:
        """Words between a tag and its end may belong to a layer."""
        self.layers.append(literal_name(tag) == "OC" and self.is_off(props))

    def end_tag(self) -> None:
        """The last tag ends."""
        if self.layers:
            self.layers.pop()

    def is_off(self, layer: Any) -> bool:
        """Whether a layer, or all those that it stands for, are switched off."""
        if not self.hidden:
            return False
        if isinstance(layer, PDFObjRef) and layer.objid in self.hidden:
            return True
        members = resolve1(resolve1(layer).get("OCGs")) if isinstance(resolve1(layer), dict) else None
        members = members if isinstance(members, list) else []
        return bool(members) and all(isinstance(m, PDFObjRef) and m.objid in self.hidden for m in members)

    def clip(self, area: Area) -> None:
        """Nothing is drawn beyond `area` from here on."""
        self.state = self.state._replace(clip=_common(self.state.clip, area))

    @property
    def _ctm(self) -> Matrix:
        return cast(Matrix, self.ctm)

    @property
    def _is_blind(self) -> bool:
        return self.state.ink <= _CLEAR or any(self.layers)

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Draw words; the letters follow one by one."""
        self.mode = textstate.render if isinstance(textstate.render, int) else 0
        if self.mode in _OUTLINED:
            self.colour = _colour(graphicstate.scolor, graphicstate.scs)
        else:
            self.colour = _colour(graphicstate.ncolor, ncs)
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self,
        matrix: Matrix,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        *_: Any,
        **__: Any,
    ) -> float:
        """Keep a letter; returns how far the next one is."""
        self.spent.letter(self.page)
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = f"(cid:{cid})"
        advance = float(font.char_width(cid) * fontsize * scaling)
        a, b, c, d, e, f = matrix
        along, up = math.hypot(a, b), math.hypot(c, d)
        x, y, size, width = e + c * rise, f + d * rise, abs(up * fontsize), abs(along * advance)
        if isinstance(font, PDFType3Font):  # its letters may be drawn in units of any size
            size = abs(up * fontsize * (font.get_ascent() - font.get_descent())) or max(size, width)
        if font.is_vertical():  # its lines run down, so that each letter has a base line of its own
            x, y, width = x - a * fontsize / 2, y - up * fontsize * 0.88, along * fontsize
        elif advance < 0:
            x -= width
        y = self.height - y
        place = len(self.marks.glyphs)
        glyph = Glyph(text, x, y, width, size, _turn(a, b), self.order, self.colour, False, place)
        blind = self.mode in _NO_INK or self._is_blind or not _holds(self.state.clip, glyph.middle)
        self.marks.glyphs.append(glyph._replace(is_blind=True) if blind else glyph)
        return advance

    def render_image(self, *args: Any, **_: Any) -> None:
        """Keep a picture, which comes behind its name; one with a mask hides nothing."""
        stream = args[1]
        self.spent.draw(self.page, curved=False)
        masked = any(key in stream for key in ("SMask", "Mask", "ImageMask", "IM"))
        area = self._area(apply_matrix_rect(self._ctm, (0, 0, 1, 1)))
        self._box(area, None, is_solid=not masked, is_picture=True)

    def shade(self) -> None:
        """Keep a colour that fills all there is inside the clip."""
        self._box(self.state.clip or self.marks.window, None, is_solid=False)

    def _box(self, area: Area, colour: Colour, is_solid: bool, is_picture: bool = False) -> None:
        area = _common(self.state.clip, area)
        if self._is_blind or area[0] >= area[2] or area[1] >= area[3]:
            return
        self.order += 1
        is_solid = is_solid and self.state.ink >= _SOLID
        self.marks.boxes.append(Box(area, self.order, colour, is_solid, is_picture))

    def paint_path(self, graphicstate: Any, stroke: bool, fill: bool, *args: Any, **_: Any) -> None:
        """Keep the straight lines and the filled shapes of a path, which comes last."""
        colour = _colour(graphicstate.ncolor, graphicstate.ncs) if fill else None
        shapes: list[tuple[Area, float]] = []
        for part in _parts(args[-1]):
            self.spent.draw(self.page, curved=any(step[0] in "cvy" for step in part))
            points = [self._point(step[-2:]) for step in part if step[0] != "h"]
            if part[-1][0] == "h" or fill:
                points.append(points[0])
            area = _frame(points)
            shapes.append((area, _filled(points)))
            if not self._is_blind and (stroke or colour != (1.0, 1.0, 1.0)):
                self.marks.rules.extend(_rules(points, area))
        if fill:
            self._fill(shapes, colour)

    def _fill(self, shapes: list[tuple[Area, float]], colour: Colour) -> None:
        """Keep the boxes that one order fills; around another, one may be a frame."""
        for area, filled in shapes:
            if min(area[2] - area[0], area[3] - area[1]) <= _THIN:
                continue
            framed = len(shapes) > _MOST_PARTS or any(
                other != area and _common(area, other) in (area, other) for other, _ in shapes
            )
            self._box(area, colour, is_solid=filled >= _HOLLOW and not framed)

    def _point(self, point: Any) -> tuple[float, float]:
        x, y = apply_matrix_pt(self._ctm, point)
        return x, self.height - y


class Interpreter(PDFPageInterpreter):
    """Tells the device what pdfminer's leaves out."""

    device: Any

    def init_state(self, ctm: Matrix) -> None:
        """Begin a page or a form."""
        super().init_state(ctm)
        self.states: list[_State] = []

    def execute(self, streams: Any) -> None:
        """Follow the orders, counted before they are read."""
        for stream in streams:
            self.device.spent.order(self.device.page, stream_value(stream).get_data())
        super().execute(streams)

    def do_q(self) -> None:
        """Keep the state."""
        self.states.append(self.device.state)
        super().do_q()

    def do_Q(self) -> None:
        """Take the state that was kept last."""
        if self.states:
            self.device.state = self.states.pop()
        super().do_Q()

    def do_gs(self, name: Any) -> None:
        """Take how much ink is used from here on."""
        found = self._resource("ExtGState", name)
        if not isinstance(found, dict):
            return
        ink, state = resolve1(found.get("ca")), self.device.state
        if isinstance(ink, (int, float)):
            state = state._replace(ink=float(ink))
        mode = resolve1(found.get("BM"))
        mixed = isinstance(mode, PSLiteral) and literal_name(mode) not in ("Normal", "Compatible")
        if mixed or isinstance(resolve1(found.get("SMask")), dict):  # colours mix: what lies behind is seen
            state = state._replace(ink=min(state.ink, 0.5))
        self.device.state = state

    def _resource(self, kind: str, name: Any) -> Any:
        """What the page calls by a name, resolved; None where there is no such thing."""
        found = resolve1(cast(dict[Any, Any], self.resources or {}).get(kind))
        key = literal_name(name) if isinstance(name, PSLiteral) else None
        return resolve1(found.get(key)) if isinstance(found, dict) else None

    def do_W(self) -> None:
        """Clip what follows to the frame of the path."""
        ctm = self.ctm
        points = [apply_matrix_pt(ctm, cast(Any, step[-2:])) for step in self.curpath if step[0] != "h"]
        points += [
            apply_matrix_pt(ctm, cast(Any, s[n : n + 2])) for s in self.curpath for n in (1, 3) if len(s) > 3
        ]
        if points:
            self.device.clip(self.device._area(_frame(points)))

    do_W_a = do_W

    def do_F(self) -> None:
        """Fill, as old programs write it."""
        self.do_f()

    def do_sh(self, _: object) -> None:
        """Fill with colours that run into each other."""
        self.device.shade()

    def do_BDC(self, tag: Any, props: Any) -> None:
        """Begin what belongs to a layer, perhaps."""
        if isinstance(props, PSLiteral):
            found = resolve1(cast(dict[Any, Any], self.resources or {}).get("Properties"))
            props = found.get(literal_name(props)) if isinstance(found, dict) else None
        super().do_BDC(tag, props)

    def do_Do(self, xobjid_arg: Any) -> None:
        """Draw a form or a picture, unless its layer is off; the state ends with it."""
        named = self.xobjmap.get(literal_name(xobjid_arg))
        drawn = resolve1(named)
        attributes = getattr(drawn, "attrs", {})
        state = self.device.state
        self.device.layers.append(self.device.is_off(attributes.get("OC")))
        frame = resolve1(attributes.get("BBox"))
        if isinstance(frame, list) and len(frame) == 4:
            self._clip_form([resolve1(n) for n in frame], resolve1(attributes.get("Matrix")))
        super().do_Do(xobjid_arg)
        self.device.layers.pop()
        self.device.state = state
        self.device.set_ctm(self.ctm)

    def _clip_form(self, frame: list[Any], matrix: Any) -> None:
        """A form is clipped to its frame."""
        points = [(x, y) for x in frame[0::2] for y in frame[1::2]]
        if not all(isinstance(n, (int, float)) for n in frame):
            return
        if isinstance(matrix, list) and len(matrix) == 6:
            points = [apply_matrix_pt(cast(Matrix, tuple(map(resolve1, matrix))), p) for p in points]
        points = [apply_matrix_pt(self.ctm, p) for p in points]
        self.device.clip(self.device._area(_frame(points)))


def hidden_layers(catalog: dict[Any, Any]) -> frozenset[int]:
    """The object numbers of the layers that are switched off as the file is opened."""
    layers = resolve1(catalog.get("OCProperties"))
    default = resolve1(layers.get("D")) if isinstance(layers, dict) else None
    if not isinstance(default, dict):
        return frozenset()
    base = resolve1(default.get("BaseState"))
    off = _numbers(default.get("OFF"))
    if isinstance(base, PSLiteral) and literal_name(base) == "OFF":
        off |= _numbers(layers.get("OCGs")) - _numbers(default.get("ON"))
    return frozenset(off)


def _numbers(layers: Any) -> set[int]:
    found = resolve1(layers)
    return {o.objid for o in found if isinstance(o, PDFObjRef)} if isinstance(found, list) else set()


def _turn(a: float, b: float) -> int:
    """By how many degrees a line of letters is turned to the left."""
    if abs(b) <= _LEVEL * abs(a):
        return 0 if a >= 0 else 180
    if abs(a) <= _LEVEL * abs(b):
        return 90 if b > 0 else 270
    return SLANTED


def _colour(value: Any, space: Any) -> Colour:
    """Red, green and blue of a colour; None for one that is not known as such."""
    parts = value if isinstance(value, tuple) else (value,)
    if not all(isinstance(part, (int, float)) for part in parts):
        return None
    name = getattr(space, "name", "")
    if len(parts) == 1 and name in (*_GREYS, "ICCBased"):
        return (float(parts[0]),) * 3
    if len(parts) == 3 and name in (*_COLOURS, "ICCBased"):
        return float(parts[0]), float(parts[1]), float(parts[2])
    if len(parts) == 4 and name in ("DeviceCMYK", "ICCBased"):
        red, green, blue = (max(0.0, 1.0 - float(part) - float(parts[3])) for part in parts[:3])
        return red, green, blue
    return None


def _parts(path: Iterable[Any]) -> Iterator[list[Any]]:
    """The shapes of a path, each begun by a move."""
    part: list[Any] = []
    for step in path:
        if step[0] == "m":
            if len(part) > 1:
                yield part
            part = []
        if part or step[0] == "m":
            part.append(step)
    if len(part) > 1:
        yield part


def _frame(points: Sequence[tuple[float, float]]) -> Area:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _filled(points: Sequence[tuple[float, float]]) -> float:
    """How much of its frame a shape fills, from 0 to 1."""
    x0, y0, x1, y1 = _frame(points)
    size = (x1 - x0) * (y1 - y0)
    twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points))
    return abs(twice) / 2 / size if size > 0 else 0.0


def _rules(points: Sequence[tuple[float, float]], area: Area) -> Iterator[Rule]:
    """The straight lines of a shape that run along the page; of a thin box its middle."""
    x0, y0, x1, y1 = area
    if min(x1 - x0, y1 - y0) <= _THIN and len(points) > 2:
        if x1 - x0 >= y1 - y0:
            points = [(x0, (y0 + y1) / 2), (x1, (y0 + y1) / 2)]
        else:
            points = [((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1)]
    for (ax, ay), (bx, by) in pairwise(points):
        rule = Rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
        long, wide = max(rule.x1 - rule.x0, rule.y1 - rule.y0), min(rule.x1 - rule.x0, rule.y1 - rule.y0)
        if long >= _SHORTEST and wide < 1.0:
            yield rule


def _common(one: Area | None, other: Area) -> Area:
    """What two areas have in common."""
    if one is None:
        return other
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _holds(area: Area | None, point: tuple[float, float]) -> bool:
    """Whether a point lies in an area, or within a point of it."""
    return area is None or (area[0] - 1 <= point[0] <= area[2] + 1 and area[1] - 1 <= point[1] <= area[3] + 1)
