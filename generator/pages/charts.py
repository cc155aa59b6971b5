"""Small charts beside tables of figures: bars with their words and numbers, drawn by
templates/pages/fragments/chart.html.

Each is readable without colour (what is to be reached is an outline, what was reached is filled), as words
(title and description) and as the table beside it. All lengths are of a drawing 360 wide, which fits a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple
from unicodedata import east_asian_width

WIDTH = 360
_LEFT, _RIGHT = 4, 300  # where bars begin and end at most; their numbers stand behind
_SHORTEST = 120  # where the longest bar ends, however long the numbers are
_GAP = 4  # between a bar and its number
_ROW = 38
_HEAD = 18  # room for the words of the line
_LABEL = 24  # characters of a label; the table has the whole name
_MOST = 12  # bars of a chart
BarKind = Literal["target", "actual", "fall"]


class Value(NamedTuple):
    """One bar to come: its label, its length in whatever unit, the number as printed, and what it is."""

    label: str
    value: Decimal
    text: str
    kind: BarKind


@dataclass(slots=True, eq=False, repr=False)
class Bar:
    """`label_y` is the line of the words, `y` the top of the bar, `text_x` where the number begins."""

    label: str
    label_y: int
    x: float
    y: int
    width: float
    text: str
    text_x: float
    kind: BarKind


@dataclass(slots=True, eq=False, repr=False)
class Chart:
    """`axis` is where a line from top to bottom stands, with what it means."""

    id: str
    title: str
    desc: str
    height: int
    axis: float
    axis_label: str
    bars: list[Bar]
    note: str


def bars(id_: str, title: str, values: Sequence[Value], note: str) -> Chart | None:
    """Bars from zero, for amounts of one unit; None where a chart would show nothing."""
    shown = [value for value in values if value.value >= 0][:_MOST]
    most = max((value.value for value in shown), default=Decimal(0))
    if len(shown) < 2 or not most:
        return None
    return _chart(id_, title, shown, Decimal(0), most, "", note)


def shares(id_: str, title: str, values: Sequence[Value], note: str) -> Chart | None:
    """Shares of the target, which a line marks at 1; what goes beyond it is drawn beyond it."""
    shown = [value for value in values if value.value >= 0][:_MOST]
    if not shown:
        return None
    most = max(Decimal(1), *(value.value for value in shown))
    return _chart(id_, title, shown, Decimal(1), most, "目标", note)


def changes(id_: str, title: str, values: Sequence[Value], note: str) -> Chart | None:
    """Changes to both sides of a line at zero."""
    shown = list(values)[:_MOST]
    most = max((abs(value.value) for value in shown), default=Decimal(0))
    if not most:
        return None
    middle = round((_LEFT + _end(shown)) / 2, 1)
    scale = (middle - _LEFT) / float(most)
    drawn = []
    for i, value in enumerate(shown):
        width = round(abs(float(value.value)) * scale, 1)
        x = round(middle - width, 1) if value.value < 0 else middle
        drawn.append(_bar(i * _ROW + _HEAD, value, x, width))
    return Chart(id_, title, _desc(shown), len(shown) * _ROW + _HEAD, middle, "上年", drawn, note)


def _chart(
    id_: str, title: str, shown: Sequence[Value], line: Decimal, most: Decimal, axis_label: str, note: str
) -> Chart:
    scale, head = (_end(shown) - _LEFT) / float(most), _HEAD if axis_label else 0
    drawn = [
        _bar(i * _ROW + head, value, _LEFT, round(float(value.value) * scale, 1))
        for i, value in enumerate(shown)
    ]
    axis = round(_LEFT + float(line) * scale, 1)
    return Chart(id_, title, _desc(shown), len(shown) * _ROW + head, axis, axis_label, drawn, note)


def _end(shown: Sequence[Value]) -> float:
    """Where the longest bar ends, so that the widest number behind it is not cut off."""
    widest = max(sum(_width(sign) for sign in value.text) for value in shown)
    return max(_SHORTEST, min(_RIGHT, WIDTH - _GAP - widest))


def _width(sign: str) -> float:
    """Of a sign 11 high, and rather more than less: which font there is, is the reader's."""
    return 11.5 if east_asian_width(sign) in "WFA" else 7


def _bar(top: int, value: Value, x: float, width: float) -> Bar:
    label = value.label if len(value.label) <= _LABEL else value.label[: _LABEL - 1] + "…"
    return Bar(label, top + 13, x, top + 19, width, value.text, round(x + width + _GAP, 1), value.kind)


def _desc(shown: Sequence[Value]) -> str:
    """The same in words, for those who do not see it."""
    return "；".join(f"{value.label} {value.text}" for value in shown)
