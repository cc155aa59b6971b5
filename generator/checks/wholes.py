"""No part is greater than its whole, and parts that a sentence sums up make its sum."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.checks.printed import BREAK, Printed
from generator.checks.quantities import Quantity, quantities
from generator.problems import Finding

_SENTENCE = re.compile(rf"[^。！？；;\n{BREAK}]{{1,600}}")  # longer ones in parts
_PART = re.compile(r"其中")
_PERCENT = "%"  # shares of other things, more often than not
_SUM = re.compile(r"合计|总计|共计")
_HINT = "请照原文核对这几个数；原文确是如此，请在 note 里引上“{}”说明"


def find_impossible_parts(printed: Printed) -> Iterator[Finding]:
    """One reminder a sentence, at the part, or at the sum."""
    whole = printed.whole
    for sentence in _SENTENCE.finditer(whole):
        text = sentence[0]
        if "其中" not in text and not _SUM.search(text):
            continue
        found = list(quantities(whole, sentence.start(), sentence.end()))
        yield from _greater_part(printed, found, sentence)
        yield from _wrong_sum(printed, found, sentence)


def _greater_part(printed: Printed, found: Sequence[Quantity], sentence: re.Match[str]) -> Iterator[Finding]:
    """其中 is of the figure right before it; the first figure behind it is the part."""
    for word in _PART.finditer(printed.whole, sentence.start(), sentence.end()):
        total = next((q for q in reversed(found) if q.end <= word.start()), None)
        part = next((q for q in found if q.start >= word.end()), None)
        if (
            total
            and part
            and total.unit == part.unit != _PERCENT
            and part.least > total.most
            and not total.is_about
        ):
            yield from _finding(printed, part, f"“其中”的 {{1}} 大于总数 {_words(printed, total)}")


def _wrong_sum(printed: Printed, found: Sequence[Quantity], sentence: re.Match[str]) -> Iterator[Finding]:
    """The parts are the figures of the same unit before the word, at least two, with nothing else between."""
    for word in _SUM.finditer(printed.whole, sentence.start(), sentence.end()):
        total = next((q for q in found if word.end() <= q.start <= word.end() + 2), None)
        parts = [q for q in found if q.end <= word.start()]
        if (
            total is None
            or len(parts) < 2
            or any(q.unit != total.unit or q.is_about for q in (*parts, total))
        ):
            continue
        least, most = sum(q.least for q in parts), sum(q.most for q in parts)
        if total.most < least or total.least > most:
            added = " + ".join(_words(printed, q) for q in parts)
            yield from _finding(printed, total, f"{word[0]}写作 {{1}}，而 {added} 不是这个数")


def _finding(printed: Printed, at: Quantity, what: str) -> Iterator[Finding]:
    said = _words(printed, at)
    if not printed.is_known(said):
        yield printed.finding(at.start, said, what.replace("{1}", said), _HINT.format(said))


def _words(printed: Printed, quantity: Quantity) -> str:
    return printed.whole[quantity.start : quantity.end]
