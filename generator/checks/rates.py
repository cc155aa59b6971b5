"""A rate is what the two figures before it come to: 9 of 10 is 90 %."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.checks.printed import BREAK, Printed
from generator.checks.quantities import Quantity, quantities
from generator.problems import Finding

_SENTENCE = re.compile(rf"[^。！？；;\n{BREAK}]{{1,600}}")  # longer ones in parts
_RATE = re.compile(r"(?P<name>[\u4e00-\u9fff]{1,6}率|占比)(?:为|是|达到|达|约为)?(?=\d)")
# These are held against last year, not against the figures before them.
_OTHER = re.compile(
    r"增长率|增速|下降率|上升率|死亡率|覆盖率|参与率|满意率|知晓率|达标率|收益率|利率|税率|频率|汇率|效率"
)
_PERCENT = "%"
_CENT = Decimal(100)


def find_wrong_rates(printed: Printed) -> Iterator[Finding]:
    """One reminder a rate, at it. The whole and its part are the last two figures before it, of one unit, in
    the same sentence; how exactly all three are printed is allowed for.
    """
    whole = printed.whole
    for sentence in _SENTENCE.finditer(whole):
        if not _RATE.search(sentence[0]):
            continue
        found = list(quantities(whole, sentence.start(), sentence.end()))
        for name in _RATE.finditer(whole, sentence.start(), sentence.end()):
            rate = next((q for q in found if q.start == name.end() and q.unit == _PERCENT), None)
            pair = [q for q in found if q.end <= name.start() and q.unit != _PERCENT][-2:]
            if rate is None or len(pair) < 2 or of_others(name["name"]):
                continue
            if is_off(pair[0], pair[1], rate):
                yield from _finding(printed, name.start(), name["name"], (pair[0], pair[1]), rate)


def of_others(name: str) -> bool:
    """Whether a rate of this name is of other things than the figures before it."""
    return _OTHER.search(name) is not None


def percentage(total: Quantity, part: Quantity) -> Decimal:
    """What a part of a whole comes to, to two places."""
    return (part.value / total.value * _CENT).quantize(Decimal("0.01"))


def is_off(total: Quantity, part: Quantity, rate: Quantity) -> bool:
    """Whether a rate cannot come from a whole and its part, however each of the three was rounded."""
    if total.unit != part.unit or total.is_about or part.is_about or rate.is_about:
        return False
    if not 0 < part.value <= total.value:
        return False
    least, most = part.least / total.most * _CENT, part.most / max(total.least, part.least) * _CENT
    return rate.value + rate.step < least or rate.value - rate.step > most


def _finding(
    printed: Printed, place: int, name: str, pair: tuple[Quantity, Quantity], rate: Quantity
) -> Iterator[Finding]:
    total, part = (printed.whole[q.start : q.end] for q in pair)
    said = printed.whole[rate.start : rate.end]
    if printed.is_known(said):
        return
    yield printed.finding(
        place,
        name + printed.whole[place + len(name) : rate.end],
        f"{name}写作 {said}，按前面的 {total}、{part} 算是 {percentage(*pair)}%",
        f"请照原文核对三个数；原文确是如此，请在 note 里引上“{said}”说明",
    )
